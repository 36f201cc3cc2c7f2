"""The article's printed numbers beside the exact ones, and beside those of its early program.

Printed texts and reasons are written down here; every number is computed when it is asked for, by training.
Source: Matt Mazur, A Step by Step Backpropagation Example (2015).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.examples import MAZUR
from core.history import History
from core.record import Record, record
from core.setup import Setup
from core.training import trained

#: How often the article repeats the update at its end.
REPEATED = 10_000

_EARLY = (
    "It was printed by an early version of the article's program, which used the already updated w5 to w8 in the "
    "hidden deltas; that version, run now, gives the printed number."
)
_ONE_UPDATE_SHORT = (
    "It is what the right algorithm gives after 9,999 updates; older copies of the article print the number of the "
    "early program version here, which used the already updated w5 to w8 in the hidden deltas."
)
_LAST_DIGIT = "Only the last digit differs, as it does when the delta of o2 is first rounded, to -0.038098237."


@dataclass(frozen=True)
class Printed:
    """A number as the article prints it.

    Attributes:
        label: what the article calls it.
        quantity: its id (docs/model.md).
        iteration: in which iteration it is computed.
        text: its digits.
        reason: why it is not the exact number; None where it is, to every printed digit.
    """

    label: str
    quantity: str
    iteration: int
    text: str
    reason: str | None = None

    def agrees(self, value: float) -> bool:
        """Whether a value, rounded to as many decimals, reads like the printed text."""
        return f"{value:.{len(self.text.partition('.')[2])}f}" == self.text


ARTICLE = (
    Printed("net_h1", "z.1.0", 0, "0.3775"),
    Printed("out_h1", "a.1.0", 0, "0.593269992"),
    Printed("out_h2", "a.1.1", 0, "0.596884378"),
    Printed("net_o1", "z.2.0", 0, "1.105905967"),
    Printed("out_o1", "a.2.0", 0, "0.75136507"),
    Printed("out_o2", "a.2.1", 0, "0.772928465"),
    Printed("E_o1", "error.2.0", 0, "0.274811083"),
    Printed("E_o2", "error.2.1", 0, "0.023560026"),
    Printed("E_total", "error_total", 0, "0.298371109"),
    Printed("∂E_total/∂out_o1", "dE_da.2.0", 0, "0.74136507"),
    Printed("∂out_o1/∂net_o1", "df.2.0", 0, "0.186815602"),
    Printed("∂net_o1/∂w5", "a.1.0", 0, "0.593269992"),
    Printed("∂E_total/∂w5", "dE_dw.2.0.0", 0, "0.082167041"),
    Printed("w5⁺", "w_next.2.0.0", 0, "0.35891648"),
    Printed("w6⁺", "w_next.2.0.1", 0, "0.408666186"),
    Printed("w7⁺", "w_next.2.1.0", 0, "0.511301270"),
    Printed("w8⁺", "w_next.2.1.1", 0, "0.561370121"),
    Printed("∂E_o1/∂net_o1", "delta.2.0", 0, "0.138498562"),
    Printed("∂net_o1/∂out_h1", "w.2.0.0", 0, "0.40"),
    Printed("∂E_o1/∂out_h1", "contribution.2.0.0", 0, "0.055399425"),
    Printed("∂E_o2/∂out_h1", "contribution.2.1.0", 0, "-0.019049119", _LAST_DIGIT),
    Printed("∂E_total/∂out_h1", "dE_da.1.0", 0, "0.036350306"),
    Printed("∂out_h1/∂net_h1", "df.1.0", 0, "0.241300709"),
    Printed("∂net_h1/∂w1", "a.0.0", 0, "0.05"),
    Printed("∂E_total/∂w1", "dE_dw.1.0.0", 0, "0.000438568"),
    Printed("w1⁺", "w_next.1.0.0", 0, "0.149780716"),
    Printed("w2⁺", "w_next.1.0.1", 0, "0.19956143"),
    Printed("w3⁺", "w_next.1.1.0", 0, "0.24975114"),
    Printed("w4⁺", "w_next.1.1.1", 0, "0.29950229"),
    Printed("E_total after the first update", "error_total", 1, "0.291027924", _EARLY),
    Printed("E_total after 10,000 updates", "error_total", REPEATED, "0.0000351085", _ONE_UPDATE_SHORT),
    Printed("E_total after 10,000 updates, in older copies", "error_total", REPEATED, "0.000035085", _EARLY),
    Printed("out_o1 after 10,000 updates", "a.2.0", REPEATED, "0.015912196", _EARLY),
    Printed("out_o2 after 10,000 updates", "a.2.1", REPEATED, "0.984065734", _EARLY),
)


@dataclass(frozen=True)
class Compared:
    """A printed number beside what it should be.

    Attributes:
        printed: the article's.
        moment: with how many moments computed it is known, so that a page can go to (iteration, moment).
        exact: the same quantity in double precision.
        agrees: whether the exact number reads like the printed one, to every printed digit.
        early: the early program version's number, computed by running it; None in iteration 0, which it shares.
        early_agrees: whether that one reads like the printed one; None where there is none.
    """

    printed: Printed
    moment: int
    exact: float
    agrees: bool
    early: float | None
    early_agrees: bool | None

    @property
    def difference(self) -> float:
        """The printed number minus the exact one."""
        return float(self.printed.text) - self.exact


def compared() -> tuple[Compared, ...]:
    """Compute every row of ARTICLE; this trains twice ten thousand updates."""
    history = History(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta))
    history.train(REPEATED)
    iterations = {printed.iteration for printed in ARTICLE}
    exact = {iteration: history.record(iteration) for iteration in iterations}
    replayed = {iteration: _early(iteration) for iteration in iterations - {0}}
    return tuple(compare(printed, exact[printed.iteration], replayed.get(printed.iteration)) for printed in ARTICLE)


def _early(iteration: int) -> Record:
    start = Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta)
    network = trained(start, iteration, iteration, "early").network
    return record(network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta)


def compare(printed: Printed, right: Record, replayed: Record | None) -> Compared:
    """Put a printed number beside the right record's, and the early program's where there is one."""
    exact = right.value(printed.quantity)
    moment = right.script.quantities[right.script.slot(printed.quantity)].moment
    wrong = None if replayed is None else replayed.value(printed.quantity)
    return Compared(
        printed,
        0 if moment is None else moment + 1,
        exact,
        printed.agrees(exact),
        wrong,
        None if wrong is None else printed.agrees(wrong),
    )
