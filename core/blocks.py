"""The blocks of an iteration: all quantities of one kind and layer, side by side, in the order of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from core.method import PLAIN, Method
from core.network import Network
from core.rules import uses_difference
from core.updating import definitions, givens, states


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

    @property
    def name(self) -> str:
        """`kind.layer`, or the kind alone where there is no layer."""
        return self.kind if self.layer is None else f"{self.kind}.{self.layer}"

    def indices(self) -> Iterator[tuple[int, ...]]:
        """(unit, source) of each quantity, in the order in which numpy ravels."""
        return product(*map(range, self.shape))

    def id(self, index: tuple[int, ...]) -> str:
        """`kind.layer.unit.source`, without what the block has not."""
        return ".".join([self.kind, *map(str, self.place(index))])

    def place(self, index: tuple[int, ...]) -> tuple[int, ...]:
        """The numbers in a quantity's id: layer, unit and source, as far as it has them."""
        return index if self.layer is None else (self.layer, *index)


def blocks_of(network: Network, method: Method = PLAIN) -> Iterator[Block]:
    """All blocks of one iteration of this network, trained in this way, the givens first."""
    sizes, last = network.sizes, len(network.sizes) - 1
    yield Block("a", 0, (sizes[0],))
    for layer in range(1, last + 1):
        yield Block("w", layer, (sizes[layer], sizes[layer - 1]))
        yield Block("b", layer, (sizes[layer],))
    yield Block("target", last, (sizes[last],))
    yield Block("eta", None, ())
    for kind in givens(method):
        yield Block(kind, None, ())
    for of, layer, shape in _trained(network):
        for kind in states(method, of):
            yield Block(kind, layer, shape)
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
    yield from _update_blocks(network, method)


def _update_blocks(network: Network, method: Method) -> Iterator[Block]:
    if method.batched:
        yield Block("others_error", None, ())
        yield Block("batch_error", None, ())
    for of, layer, shape in _trained(network):
        for defined in definitions(method, of):
            shared = of == "b" and network.bias_policy == "shared" and defined.moment == "batch"
            yield Block(defined.kind, layer, () if shared else shape)


def _trained(network: Network) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """(w or b, layer, shape) of all parameters that are trained, layer by layer."""
    for layer in range(1, len(network.sizes)):
        yield "w", layer, (network.sizes[layer], network.sizes[layer - 1])
        if network.trains_biases:
            yield "b", layer, (network.sizes[layer],)


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
