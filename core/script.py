"""The script of an iteration: which numbers there are, in which order they are computed, and what each is made of.

It depends on the network's shape, functions, loss and bias policy, never on its numbers, so it is built once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from core.errors import UnknownNameError
from core.made_of import made_of
from core.moments import Moment, moments_of
from core.network import Network
from core.rules import Rule, uses_difference

#: What the stage still shows while the network trains fast.
SUMMARY_KINDS = ("w", "b", "a", "target", "error", "error_total", "delta", "dE_dw", "eta")


@dataclass(frozen=True)
class Block:
    """Quantities of one kind and layer, recorded side by side.

    Attributes:
        kind: what they are (docs/model.md).
        layer: their layer, None for the few that have none (`eta`, `error_total`).
        shape: (units, sources), (units,), or () for a single one.
    """

    kind: str
    layer: int | None
    shape: tuple[int, ...]

    def indices(self) -> Iterator[tuple[int, ...]]:
        """(unit, source) of each quantity, in the order in which numpy ravels."""
        return product(*map(range, self.shape))

    def id(self, index: tuple[int, ...]) -> str:
        """`kind.layer.unit.source`, without what the block has not."""
        return ".".join([self.kind, *map(str, self.place(index))])

    def place(self, index: tuple[int, ...]) -> tuple[int, ...]:
        """The numbers in a quantity's id: layer, unit and source, as far as it has them."""
        return index if self.layer is None else (self.layer, *index)


@dataclass(frozen=True)
class Quantity:
    """One number of an iteration.

    Attributes:
        id: its only name.
        kind, layer, unit, source: the parts of the id; None where it has none.
        moment: index of the moment with which it becomes known; None for givens.
        rule: what it is made of; None for givens.
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
        summary: ids of the quantities that the stage shows while it runs fast, in the record's order.
    """

    moments: tuple[Moment, ...]
    quantities: tuple[Quantity, ...]
    blocks: tuple[Block, ...]
    summary: tuple[str, ...]

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


def script_of(network: Network) -> Script:
    """Build the script of a network's iterations."""
    blocks = tuple(_blocks(network))
    moments, rules = moments_of(network), made_of(network)
    known_with = {quantity: index for index, moment in enumerate(moments) for quantity in moment.quantities}
    quantities = tuple(
        Quantity(
            id=block.id(index),
            kind=block.kind,
            layer=block.layer,
            unit=index[0] if index else None,
            source=index[1] if len(index) > 1 else None,
            moment=known_with.get(block.id(index)),
            rule=rules[block.kind](*block.place(index)) if block.id(index) in known_with else None,
        )
        for block in blocks
        for index in block.indices()
    )
    return Script(moments, quantities, blocks, tuple(q.id for q in quantities if _in_summary(network, q)))


def _in_summary(network: Network, quantity: Quantity) -> bool:
    return quantity.kind in SUMMARY_KINDS and (quantity.kind != "b" or network.trains_biases)


def _blocks(network: Network) -> Iterator[Block]:
    sizes, last = network.sizes, len(network.sizes) - 1
    yield Block("a", 0, (sizes[0],))
    for layer in range(1, last + 1):
        yield Block("w", layer, (sizes[layer], sizes[layer - 1]))
        yield Block("b", layer, (sizes[layer],))
    yield Block("target", last, (sizes[last],))
    yield Block("eta", None, ())
    for layer in range(1, last + 1):
        yield Block("weighted", layer, (sizes[layer], sizes[layer - 1]))
        yield Block("z", layer, (sizes[layer],))
        yield Block("a", layer, (sizes[layer],))
    if uses_difference(network.loss):
        yield Block("difference", last, (sizes[last],))
    yield Block("error", last, (sizes[last],))
    yield Block("error_total", None, ())
    for layer in range(last, 0, -1):
        yield from _delta_blocks(network, layer)
        yield Block("dE_dw", layer, (sizes[layer], sizes[layer - 1]))
        if network.trains_biases:
            yield Block("dE_db", layer, () if network.bias_policy == "shared" else (sizes[layer],))
    for layer in range(1, last + 1):
        for kind in ("change_w", "w_next"):
            yield Block(kind, layer, (sizes[layer], sizes[layer - 1]))
        for kind in ("change_b", "b_next") if network.trains_biases else ():
            yield Block(kind, layer, (sizes[layer],))


def _delta_blocks(network: Network, layer: int) -> Iterator[Block]:
    sizes, output, activation = network.sizes, layer == len(network.sizes) - 1, network.activations[layer - 1]
    if not output:
        yield Block("contribution", layer + 1, (sizes[layer + 1], sizes[layer]))
    if not (output and network.fused):
        yield Block("dE_da", layer, (sizes[layer],))
        if activation.couples_units:
            yield Block("jacobian", layer, (sizes[layer], sizes[layer]))
        else:
            if activation.name == "logistic":
                yield Block("complement", layer, (sizes[layer],))
            yield Block("df", layer, (sizes[layer],))
    yield Block("delta", layer, (sizes[layer],))
