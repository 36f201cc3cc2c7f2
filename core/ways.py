"""Four ways to the same gradient, each run on numbers that count their multiplications.

All start where the forward pass ends: every activation a, every slope f′(z) and each output's ∂E/∂a is known (with
softmax ∂a/∂z as well; an output that is fused with its loss begins with its δ). What it took to compute these is the
same for all and is not counted. The forward pass itself is counted apart. A factor of 1 or 0 counts like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, mul
from types import MappingProxyType

from core.counted import Counted, CountedDual, Counter
from core.directions import Place
from core.network import Network
from core.record import Record


@dataclass(frozen=True)
class Way:
    """One way from a unit's net input to the error.

    Attributes:
        units: (layer, unit) of each, from the parameter's unit to the output; with softmax two outputs may end it, the
            one whose net input is meant and another one whose activation that changes.
        factors: ids of what is multiplied, from the output back to the unit.
    """

    units: tuple[tuple[int, int], ...]
    factors: tuple[str, ...]


class Known:
    """What the forward pass leaves, as counted numbers.

    Args:
        network: for its shape and functions.
        record: of one iteration of it.
        counter: counts what is done with them.
    """

    def __init__(self, network: Network, record: Record, counter: Counter) -> None:
        self.network = network
        self.last = len(network.w)
        self.zero, self.one = Counted(0.0, counter), Counted(1.0, counter)
        self._record, self._counter = record, counter
        self._numbers: dict[str, Counted] = {}

    def __getitem__(self, quantity: str) -> Counted:
        if quantity not in self._numbers:
            self._numbers[quantity] = Counted(self._record.value(quantity), self._counter)
        return self._numbers[quantity]

    def units(self, layer: int) -> range:
        """The units of a layer."""
        return range(self.network.sizes[layer])

    def receivers(self, place: Place) -> Sequence[int]:
        """Units whose net input the parameter is a part of: its own, or all that share the bias."""
        shared = place.kind == "b" and self.network.bias_policy == "shared"
        return self.units(place.layer) if shared else [place.unit]

    def seeds(self, unit: int) -> list[Way]:
        """How an output's net input changes E."""
        here, network = (self.last, unit), self.network
        place = f"{self.last}.{unit}"
        if network.fused:
            return [Way((here,), (f"delta.{place}",))]
        if network.activations[-1].couples_units:
            last, outputs = self.last, self.units(self.last)
            return [
                Way((here,) if k == unit else (here, (last, k)), (f"dE_da.{last}.{k}", f"jacobian.{last}.{k}.{unit}"))
                for k in outputs
            ]
        return [Way((here,), (f"dE_da.{place}", f"df.{place}"))]

    def product(self, factors: Sequence[str]) -> Counted:
        """Multiply recorded numbers."""
        return reduce(mul, (self[factor] for factor in factors))

    def sum(self, numbers: Iterator[Counted]) -> Counted:
        """Add numbers; it costs no multiplication."""
        return reduce(add, numbers)


Gradients = dict[str, float]


def ways_out(known: Known, layer: int, unit: int) -> Iterator[Way]:
    """All ways from a unit's net input to the error."""
    if layer == known.last:
        yield from known.seeds(unit)
        return
    for j in known.units(layer + 1):
        for way in ways_out(known, layer + 1, j):
            factors = (*way.factors, f"w.{layer + 1}.{j}.{unit}", f"df.{layer}.{unit}")
            yield Way(((layer, unit), *way.units), factors)


def paths_of_place(known: Known, place: Place) -> Iterator[Way]:
    """All ways from a parameter to the error; a weight's end with the activation that it multiplies."""
    at_the_end = () if place.source is None else (f"a.{place.layer - 1}.{place.source}",)
    for unit in known.receivers(place):
        for way in ways_out(known, place.layer, unit):
            yield Way(way.units, (*way.factors, *at_the_end))


def by_paths(known: Known, places: Sequence[Place]) -> Gradients:
    """The product of every path for itself, and their sum."""
    return {p.id: known.sum(known.product(way.factors) for way in paths_of_place(known, p)).value for p in places}


def by_chain_rule(known: Known, places: Sequence[Place]) -> Gradients:
    """The chain rule written out for each parameter anew: sums in sums, and nothing is ever remembered."""

    def delta(layer: int, unit: int) -> Counted:
        if layer == known.last:
            return known.sum(known.product(way.factors) for way in known.seeds(unit))
        arriving = (delta(layer + 1, j) * known[f"w.{layer + 1}.{j}.{unit}"] for j in known.units(layer + 1))
        return known.sum(arriving) * known[f"df.{layer}.{unit}"]

    return {p.id: _of_place(known, p, delta).value for p in places}


def by_backpropagation(known: Known, places: Sequence[Place]) -> Gradients:
    """Each δ once, from the output back to the first layer that is asked for, then the gradients."""
    deltas: dict[tuple[int, int], Counted] = {}
    for layer in range(known.last, min(p.layer for p in places) - 1, -1):
        above_all = any(p.layer < layer for p in places)
        wanted = {unit for p in places if p.layer == layer for unit in known.receivers(p)}
        for unit in known.units(layer) if above_all else sorted(wanted):
            if layer == known.last:
                deltas[layer, unit] = known.sum(known.product(way.factors) for way in known.seeds(unit))
                continue
            arriving = (deltas[layer + 1, j] * known[f"w.{layer + 1}.{j}.{unit}"] for j in known.units(layer + 1))
            deltas[layer, unit] = known.sum(arriving) * known[f"df.{layer}.{unit}"]
    return {p.id: _of_place(known, p, lambda *unit: deltas[unit]).value for p in places}


def _of_place(known: Known, place: Place, delta: Callable[[int, int], Counted]) -> Counted:
    """∂E/∂w = δ a; ∂E/∂b = δ, or the sum of the layer's where it is shared."""
    total = known.sum(delta(place.layer, unit) for unit in known.receivers(place))
    return total if place.source is None else total * known[f"a.{place.layer - 1}.{place.source}"]


def by_dual_numbers(known: Known, places: Sequence[Place]) -> Gradients:
    """For each parameter the whole forward pass once more, with dual numbers: value and slope."""
    return {place.id: _dual_pass(known, place).value for place in places}


def _dual_pass(known: Known, place: Place) -> Counted:
    a = [CountedDual(known[f"a.0.{i}"], known.zero) for i in known.units(0)]
    for layer in range(1, known.last + 1):
        z = [_dual_net_input(known, place, layer, unit, a) for unit in known.units(layer)]
        if layer == known.last:
            return _dual_error(known, z)
        a = [CountedDual(known[f"a.{layer}.{j}"], known[f"df.{layer}.{j}"] * zj.slope) for j, zj in enumerate(z)]
    raise AssertionError  # a network has at least one layer after the input


def _dual_net_input(known: Known, place: Place, layer: int, unit: int, a: list[CountedDual]) -> CountedDual:
    shifted = place.source is None and place.layer == layer and unit in known.receivers(place)
    z = CountedDual(known[f"b.{layer}.{unit}"], known.one if shifted else known.zero)
    for i, signal in enumerate(a):
        moved = (place.kind, place.layer, place.unit, place.source) == ("w", layer, unit, i)
        z += CountedDual(known[f"w.{layer}.{unit}.{i}"], known.one if moved else known.zero) * signal
    return z


def _dual_error(known: Known, z: list[CountedDual]) -> Counted:
    """The slope of E, from those of the outputs' net inputs: a of each output, then its error."""
    last, units = known.last, known.units(known.last)
    if known.network.fused:
        return known.sum(known[f"delta.{last}.{k}"] * z[k].slope for k in units)
    if known.network.activations[-1].couples_units:
        slopes = [known.sum(known[f"jacobian.{last}.{k}.{i}"] * z[i].slope for i in units) for k in units]
    else:
        slopes = [known[f"df.{last}.{k}"] * z[k].slope for k in units]
    return known.sum(known[f"dE_da.{last}.{k}"] * slopes[k] for k in units)


def forward_pass(known: Known) -> None:
    """Only the products w · a of one forward pass; its functions are not counted."""
    for layer in range(1, known.last + 1):
        for j in known.units(layer):
            for i in known.units(layer - 1):
                known[f"w.{layer}.{j}.{i}"] * known[f"a.{layer - 1}.{i}"]


#: The ways by name.
WAYS: Mapping[str, Callable[[Known, Sequence[Place]], Gradients]] = MappingProxyType(
    {
        "paths": by_paths,
        "chain_rule": by_chain_rule,
        "dual_numbers": by_dual_numbers,
        "backpropagation": by_backpropagation,
    }
)
