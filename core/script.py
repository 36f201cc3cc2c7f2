"""The script of an iteration: which numbers there are, in which order they are computed, and what each is made of.

It depends on the network's shape, functions and bias policy and on the method, never on numbers, so it is built once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from core.blocks import Block, blocks_of
from core.equations import Equation, equations_of
from core.errors import UnknownNameError
from core.made_of import Rules, made_of
from core.method import PLAIN, Method
from core.moments import Moment, Stops, moments_of, stops
from core.network import Network
from core.rules import Rule
from core.shelf import Shelf

#: What the stage still shows while the network trains fast.
SUMMARY_KINDS = (
    *("w", "b", "a", "target", "error", "error_total", "delta", "dE_dw", "eta"),
    *("batch_error", "batch_dE_dw"),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of an iteration.

    Attributes:
        id: its only name.
        kind, layer, unit, source: the parts of the id; None where it has none.
        moment: index of the moment with which it becomes known; None for givens.
        rules: the rules of its network, by kind.
    """

    id: str
    kind: str
    layer: int | None
    unit: int | None
    source: int | None
    moment: int | None
    rules: Rules = field(repr=False, compare=False)

    @property
    def rule(self) -> Rule | None:
        """What it is made of, put together when it is asked for; None for givens, and for what other examples give.

        All rules of a large network would be several times the objects of the rest, for the garbage collector to pass.
        """
        made_of = None if self.moment is None else self.rules.get(self.kind)
        return made_of(*(n for n in (self.layer, self.unit, self.source) if n is not None)) if made_of else None


@dataclass(frozen=True)
class Script:
    """All quantities and moments of an iteration.

    Attributes:
        moments: in the order of computation.
        quantities: in the order of a record's values.
        blocks: the same order, in groups of one kind and layer.
        equations: of the blocks that are computed, in the same order.
        summary: ids of the quantities that the stage shows while it runs fast, in the record's order.
    """

    moments: tuple[Moment, ...]
    quantities: tuple[Quantity, ...]
    blocks: tuple[Block, ...]
    equations: tuple[Equation, ...]
    summary: tuple[str, ...]

    @cached_property
    def stops(self) -> Stops:
        """Where the steps of each grain stop."""
        return stops(self.moments)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the blocks, in the order of a record."""
        return tuple(block.name for block in self.blocks)

    @cached_property
    def _slots(self) -> dict[str, int]:
        return {quantity.id: slot for slot, quantity in enumerate(self.quantities)}

    def slot(self, quantity: str) -> int:
        """Where a quantity's value stands in a record.

        Raises:
            UnknownNameError: this network has no such quantity.
        """
        try:
            return self._slots[quantity]
        except KeyError:
            raise UnknownNameError(f"This network has no quantity {quantity!r}.", "quantity") from None


#: So many quantities of scripts that nobody uses are kept at hand; each takes a quarter of a kilobyte.
MOST_QUANTITIES = 100_000
_SHELF = Shelf[Script](MOST_QUANTITIES, lambda script: len(script.quantities))


def script_of(network: Network, method: Method = PLAIN) -> Script:
    """The script of a network's iterations, trained in this way: one object for all that are alike, while it is in use.

    It is computed in any thread; of the largest network it takes a tenth of a second.
    """
    return _SHELF.get(_kind(network, method), lambda: _built(network, method))


def is_at_hand(network: Network, method: Method) -> bool:
    """Whether `script_of` would have nothing to build."""
    return _kind(network, method) in _SHELF


def _kind(network: Network, method: Method) -> str:
    """All that a script depends on; numbers by their shortest text, so that 0.0 is not -0.0."""
    optimiser = method.optimiser
    return repr((network.functions_as_dict(), method.batched, optimiser.name, dict(optimiser.parameters)))


def _built(network: Network, method: Method) -> Script:
    blocks = tuple(blocks_of(network, method))
    moments, rules = moments_of(network, method), made_of(network, method)
    known_with = {quantity: index for index, moment in enumerate(moments) for quantity in moment.quantities}
    quantities = tuple(
        Quantity(
            id=name,
            kind=block.kind,
            layer=block.layer,
            unit=index[0] if index else None,
            source=index[1] if len(index) > 1 else None,
            moment=known_with.get(name),
            rules=rules,
        )
        for block in blocks
        for index in block.indices()
        for name in [block.id(index)]
    )
    summary = tuple(quantity.id for quantity in quantities if _in_summary(network, quantity))
    return Script(moments, quantities, blocks, equations_of(network, method), summary)


def _in_summary(network: Network, quantity: Quantity) -> bool:
    return quantity.kind in SUMMARY_KINDS and (quantity.kind != "b" or network.trains_biases)
