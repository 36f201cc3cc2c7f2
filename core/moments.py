"""The moments of an iteration, in the order in which a textbook computes them, in four phases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from core.network import Network
from core.rules import uses_difference


@dataclass(frozen=True)
class Moment:
    """One textbook quantity being computed.

    Attributes:
        id: the quantity's id, or `update`.
        phase: in which phase.
        quantities: ids that become known with it, the moment's own first.
    """

    id: str
    phase: Literal["forward", "error", "backward", "update"]
    quantities: tuple[str, ...]


def moments_of(network: Network) -> tuple[Moment, ...]:
    """All moments of one iteration of this network."""
    last = len(network.sizes) - 1
    moments = [*_forward(network), *_error(network), *_output_deltas(network), *_gradients(network, last)]
    for l in range(last - 1, 0, -1):
        moments += [*_hidden_deltas(network, l), *_gradients(network, l)]
    return (*moments, _update(network))


def _forward(network: Network) -> Iterator[Moment]:
    for l in range(1, len(network.sizes)):
        for j in range(network.sizes[l]):
            weighted = (f"weighted.{l}.{j}.{i}" for i in range(network.sizes[l - 1]))
            yield Moment(f"z.{l}.{j}", "forward", (f"z.{l}.{j}", *weighted))
            yield Moment(f"a.{l}.{j}", "forward", (f"a.{l}.{j}",))


def _error(network: Network) -> Iterator[Moment]:
    last = len(network.sizes) - 1
    for k in range(network.sizes[last]):
        difference = [f"difference.{last}.{k}"] if uses_difference(network.loss) else []
        yield Moment(f"error.{last}.{k}", "error", (f"error.{last}.{k}", *difference))
    yield Moment("error_total", "error", ("error_total",))


def _output_deltas(network: Network) -> Iterator[Moment]:
    last, units = len(network.sizes) - 1, range(network.sizes[-1])
    if network.fused:
        for k in units:
            yield _backward(f"delta.{last}.{k}")
    elif network.activations[-1].couples_units:  # each delta needs every ∂E/∂a, so these come first
        for k in units:
            yield _backward(f"dE_da.{last}.{k}")
        for i in units:
            yield _backward(f"delta.{last}.{i}", *(f"jacobian.{last}.{j}.{i}" for j in units))
    else:
        for k in units:
            yield from _delta(network, last, k)


def _hidden_deltas(network: Network, l: int) -> Iterator[Moment]:
    for i in range(network.sizes[l]):
        for j in range(network.sizes[l + 1]):
            yield _backward(f"contribution.{l + 1}.{j}.{i}")
        yield from _delta(network, l, i)


def _delta(network: Network, l: int, j: int) -> Iterator[Moment]:
    complement = [f"complement.{l}.{j}"] if network.activations[l - 1].name == "logistic" else []
    yield _backward(f"dE_da.{l}.{j}")
    yield _backward(f"df.{l}.{j}", *complement)
    yield _backward(f"delta.{l}.{j}")


def _gradients(network: Network, l: int) -> Iterator[Moment]:
    for j in range(network.sizes[l]):
        for i in range(network.sizes[l - 1]):
            yield _backward(f"dE_dw.{l}.{j}.{i}")
    if network.bias_policy == "shared":
        yield _backward(f"dE_db.{l}")
    elif network.trains_biases:
        for j in range(network.sizes[l]):
            yield _backward(f"dE_db.{l}.{j}")


def _backward(quantity: str, *along: str) -> Moment:
    return Moment(quantity, "backward", (quantity, *along))


def _update(network: Network) -> Moment:
    parameters = [f"w.{edge}" for edge in _edges(network)]
    if network.trains_biases:
        parameters += [f"b.{l}.{j}" for l in range(1, len(network.sizes)) for j in range(network.sizes[l])]
    split = [parameter.split(".", 1) for parameter in parameters]
    new = [f"{kind}_next.{place}" for kind, place in split]
    change = [f"change_{kind}.{place}" for kind, place in split]
    return Moment("update", "update", (*new, *change))


def _edges(network: Network) -> Iterator[str]:
    for l in range(1, len(network.sizes)):
        for j in range(network.sizes[l]):
            for i in range(network.sizes[l - 1]):
                yield f"{l}.{j}.{i}"
