"""The script of an iteration: which numbers there are, in which order they are computed, and what each is made of.

It depends on the network's shape, functions, loss and bias policy, never on its numbers, so it is built once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.blocks import Block, blocks_of
from core.equations import Equation, equations_of
from core.errors import UnknownNameError
from core.made_of import made_of
from core.method import PLAIN, Method
from core.moments import Moment, Stops, moments_of, stops
from core.network import Network
from core.rules import Rule

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
        rule: what it is made of; None for givens, and for what other examples of the batch give.
    """

    id: str
    kind: str
    layer: int | None
    unit: int | None
    source: int | None
    moment: int | None
    rule: Rule | None


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


def script_of(network: Network, method: Method = PLAIN) -> Script:
    """Build the script of a network's iterations, trained in this way."""
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
            rule=_rule(rules, block, index) if name in known_with else None,
        )
        for block in blocks
        for index in block.indices()
        for name in [block.id(index)]
    )
    summary = tuple(quantity.id for quantity in quantities if _in_summary(network, quantity))
    return Script(moments, quantities, blocks, equations_of(network, method), summary)


def _rule(rules: Mapping[str, Callable[..., Rule]], block: Block, index: tuple[int, ...]) -> Rule | None:
    rule = rules.get(block.kind)
    return rule(*block.place(index)) if rule else None


def _in_summary(network: Network, quantity: Quantity) -> bool:
    return quantity.kind in SUMMARY_KINDS and (quantity.kind != "b" or network.trains_biases)
