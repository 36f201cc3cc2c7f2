"""From what a driver asks to change to an edit of a history: bounds, and edits of one iteration made into one."""

from collections.abc import Callable, Sequence
from typing import Final

from core.activations import ACTIVATIONS
from core.edits import Change, Edit, differences, edited
from core.errors import DeltaflowError, UnknownNameError, ValueRangeError
from core.losses import LOSSES
from core.method import REDUCTIONS
from core.network import BIAS_POLICIES
from core.optimisers import OPTIMISERS
from core.setup import Setup
from server.limits import Limits
from server.protocol.events import Difference
from server.protocol.messages import ChangeOf, Chosen

MOST_SAID: Final = 64
"""Differences that are named; what concerns a whole network may make more."""

_NUMBERS = ("w.", "b.", "a.", "target.", "x.", "t.")
_CHOICES = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "bias_policy": BIAS_POLICIES,
    "optimiser": OPTIMISERS,
    "reduction": REDUCTIONS,
}


def changes_of(asked: Sequence[ChangeOf]) -> tuple[Change, ...]:
    """Read what a message asks to change."""
    return tuple(
        Change(each.of, each.to.model_dump(exclude_unset=True) if isinstance(each.to, Chosen) else each.to)
        for each in asked
    )


def check_bounds(changes: Sequence[Change], limits: Limits) -> None:
    """Keep every number that is given within the limits of rooms.

    Raises:
        ValueRangeError: with the field `changes/0/to`, and the bounds.
    """
    for index, change in enumerate(changes):
        if change.of == "eta":
            low, high = limits.eta_min, limits.eta_max
        elif change.of.startswith(_NUMBERS):
            low, high = -limits.value, limits.value
        else:
            continue
        if isinstance(change.to, str) or not isinstance(change.to, int | float) or not low <= change.to <= high:
            raise ValueRangeError(f"This must be a number between {low:g} and {high:g}.", f"changes/{index}/to")


def applied(setup: Setup, iteration: int, changes: tuple[Change, ...]) -> Setup:
    """Do changes to what is in force, with errors that repeat nothing that was sent.

    Raises:
        ValueRangeError: a change is not possible; `field` is `changes/0/of` or `changes/0/to`.
    """
    try:
        return edited(setup, Edit(iteration, changes))
    except DeltaflowError as error:
        place = (error.field or "changes").split("/")
        detail = _choices(changes, place) if isinstance(error, UnknownNameError) else error.message
        raise ValueRangeError(detail, "/".join(place[:3])) from None


def of_row(changes: tuple[Change, ...], row: int) -> tuple[Change, ...]:
    """Let changes of inputs and targets be of this row of the data, whichever the iteration begins with."""
    rows = {"a": f"x.{row}", "target": f"t.{row}"}

    def named(of: str) -> str:
        kind, *place = of.split(".")
        return f"{rows[kind]}.{place[1]}" if kind in rows and len(place) == 2 else of

    return tuple(Change(named(change.of), change.to) for change in changes)


def changed(before: Setup, after: Setup, iteration: int, shown: int = 0) -> tuple[Difference, ...]:
    """List what is given differently in an iteration that shows this example of its batch."""
    row = before.row_at(iteration, shown)
    return tuple(Difference(*each) for each in differences(before, after, row))


def both(first: Sequence[Difference], later: Sequence[Difference]) -> tuple[Difference, ...]:
    """Say what two edits, one after the other, have made different."""
    was = {each.of: each.before for each in reversed((*first, *later))}
    now = {each.of: each.after for each in (*first, *later)}
    return tuple(Difference(of, was[of], after) for of, after in now.items() if was[of] != after)


def merged(
    before: Callable[[], Setup], former: tuple[Change, ...], changes: tuple[Change, ...], iteration: int
) -> tuple[Change, ...]:
    """Make one list of changes of two that are done one after the other in the same iteration.

    Args:
        before: gives what the former changes changed.
        former: the first ones.
        changes: the later ones.
        iteration: whose row they change.
    """
    if former and any(change.of == "bias_policy" for change in (*former, *changes)):
        setup = before()
        later = {change.of: change for change in (*former, *changes) if change.of.startswith(("x.", "t."))}
        after = applied(applied(setup, iteration, former), iteration, changes)
        return _rewritten(setup, after, iteration, list(later.values()))
    latest = {change.of for change in changes}
    return (*(change for change in former if change.of not in latest), *changes)


def _rewritten(before: Setup, after: Setup, iteration: int, of_rows: list[Change]) -> tuple[Change, ...]:
    """Say what leads from one setup to another: while biases are set, every unit has its own."""
    was, policy = before.network.bias_policy, after.network.bias_policy
    found = [Change(each.of, each.after) for each in changed(before, after, iteration) if each.of != "bias_policy"]
    found += of_rows
    biases = any(change.of.startswith("b.") for change in found)
    apart = [Change("bias_policy", "per_unit")] if biases and was != "per_unit" else []
    end = [Change("bias_policy", policy)] if policy != ("per_unit" if apart else was) else []
    return (*apart, *found, *end)


def _choices(changes: Sequence[Change], place: Sequence[str]) -> str:
    """Say what there is to choose from."""
    if place[-1] == "of":
        return "There is nothing of this name to change in this network: give an id such as w.1.0.0, eta or loss."
    kind = changes[int(place[1])].of.split(".")[0]
    return f"Choose one of {', '.join(_CHOICES[kind])}, with no other parameters than it has."
