"""The moments of an iteration, in the order in which a textbook computes them, in four phases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias, get_args

from core.method import PLAIN, Method
from core.network import Network
from core.rules import uses_difference
from core.updating import definitions

Grain: TypeAlias = Literal["quantity", "unit", "layer", "phase"]
"""How much one step takes together, from the finest to the coarsest."""
GRAINS: Final[tuple[Grain, ...]] = get_args(Grain)
Stops: TypeAlias = Mapping[Grain, Sequence[int]]
"""For each grain, how many moments are computed where it stops, rising; the last is M, and 0 is not among them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One textbook quantity being computed.

    Attributes:
        id: the quantity's id, or `batch`, or `update`.
        phase: in which phase.
        quantities: ids that become known with it, the moment's own first.
    """

    id: str
    phase: Literal["forward", "error", "backward", "update"]
    quantities: tuple[str, ...]


def moments_of(network: Network, method: Method = PLAIN) -> tuple[Moment, ...]:
    """All moments of one iteration of this network, trained in this way."""
    last = len(network.sizes) - 1
    moments = [*_forward(network), *_error(network), *_output_deltas(network), *_gradients(network, last)]
    for layer in range(last - 1, 0, -1):
        moments += [*_hidden_deltas(network, layer), *_gradients(network, layer)]
    return (*moments, *_together(network, method))


def stops(moments: Sequence[Moment]) -> Stops:
    """Where the steps of each grain stop: at the end of every run of moments that belong together.

    Args:
        moments: of one iteration.

    Returns:
        For each grain, the numbers of moments computed there; all stops of a grain are among those of the finer ones.
    """
    owners = [_owner(moment) for moment in moments]
    ends = {
        grain: tuple(at for at, (here, after) in enumerate(pairwise(owners), 1) if here[:depth] != after[:depth])
        for depth, grain in enumerate(("phase", "layer", "unit"), 1)
    }
    count = len(moments)
    return {
        "quantity": range(1, count + 1),
        "unit": (*ends["unit"], count),
        "layer": (*ends["layer"], count),
        "phase": (*ends["phase"], count),
    }


def _owner(moment: Moment) -> tuple[str, str, str]:
    """What a moment belongs to: its phase, which pass over which layer in it, and which unit of that."""
    kind, *place = moment.id.split(".")
    match moment.phase:
        case "update":
            return moment.phase, moment.id, ""
        case "error":
            return moment.phase, "", ".".join(place)
    layer, unit = place[0], place[1] if len(place) > 1 else ""
    if kind == "contribution":  # it arrives at a unit of the layer before
        layer, unit = str(int(layer) - 1), place[2]
    gradients = "gradients" if kind.startswith("dE_d") and kind != "dE_da" else ""
    biases = "bias" if kind == "dE_db" else ""
    return moment.phase, f"{gradients} {layer}", f"{biases} {unit}"


def _forward(network: Network) -> Iterator[Moment]:
    for layer, activation in enumerate(network.activations, start=1):
        units = range(network.sizes[layer])
        if activation.couples_units:  # each activation needs every net input, so these come first
            yield from (_net_input(network, layer, j) for j in units)
            yield from (_activation(layer, j) for j in units)
        else:
            for j in units:
                yield _net_input(network, layer, j)
                yield _activation(layer, j)


def _net_input(network: Network, layer: int, j: int) -> Moment:
    weighted = (f"weighted.{layer}.{j}.{i}" for i in range(network.sizes[layer - 1]))
    return Moment(f"z.{layer}.{j}", "forward", (f"z.{layer}.{j}", *weighted))


def _activation(layer: int, j: int) -> Moment:
    return Moment(f"a.{layer}.{j}", "forward", (f"a.{layer}.{j}",))


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


def _hidden_deltas(network: Network, layer: int) -> Iterator[Moment]:
    for i in range(network.sizes[layer]):
        for j in range(network.sizes[layer + 1]):
            yield _backward(f"contribution.{layer + 1}.{j}.{i}")
        yield from _delta(network, layer, i)


def _delta(network: Network, layer: int, j: int) -> Iterator[Moment]:
    complement = [f"complement.{layer}.{j}"] if network.activations[layer - 1].name == "logistic" else []
    yield _backward(f"dE_da.{layer}.{j}")
    yield _backward(f"df.{layer}.{j}", *complement)
    yield _backward(f"delta.{layer}.{j}")


def _gradients(network: Network, layer: int) -> Iterator[Moment]:
    for j in range(network.sizes[layer]):
        for i in range(network.sizes[layer - 1]):
            yield _backward(f"dE_dw.{layer}.{j}.{i}")
    if network.bias_policy == "shared":
        yield _backward(f"dE_db.{layer}")
    elif network.trains_biases:
        for j in range(network.sizes[layer]):
            yield _backward(f"dE_db.{layer}.{j}")


def _backward(quantity: str, *along: str) -> Moment:
    return Moment(quantity, "backward", (quantity, *along))


def _together(network: Network, method: Method) -> Iterator[Moment]:
    """What is done for all parameters at once: the batch, if it is one, and the update."""
    if method.batched:
        quantities = _of_all_parameters(network, method, "batch", ("batch_error", "others_error"))
        yield Moment("batch", "update", quantities)
    yield Moment("update", "update", _of_all_parameters(network, method, "update", ()))


def _of_all_parameters(network: Network, method: Method, moment: str, first: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that become known with it: new values first, then what they are made of."""
    places = {"w": list(_edges(network)), "b": list(_biases(network)) if network.trains_biases else []}
    kinds = {of: [d.kind for d in definitions(method, of) if d.moment == moment][::-1] for of in places}
    if moment == "batch" and network.bias_policy == "shared":
        places["b"] = [str(layer) for layer in range(1, len(network.sizes))]
    ids = [
        f"{kind}.{place}"
        for pair in zip(kinds["w"], kinds["b"], strict=True)
        for kind, of in zip(pair, "wb", strict=True)
        for place in places[of]
    ]
    return (*first, *ids)


def _biases(network: Network) -> Iterator[str]:
    for layer in range(1, len(network.sizes)):
        for j in range(network.sizes[layer]):
            yield f"{layer}.{j}"


def _edges(network: Network) -> Iterator[str]:
    for layer in range(1, len(network.sizes)):
        for j in range(network.sizes[layer]):
            for i in range(network.sizes[layer - 1]):
                yield f"{layer}.{j}.{i}"
