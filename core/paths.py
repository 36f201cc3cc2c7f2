"""A gradient as the sum over all paths from the parameter to the error, and as backpropagation factors it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from itertools import islice
from operator import mul
from typing import TypeVar

import numpy as np

from core.arrays import ensure_finite
from core.counted import Counter, TooMany
from core.directions import Place, place_of, trained
from core.network import Network
from core.record import Record
from core.ways import WAYS, Known, Way, forward_pass, paths_of_place

#: At most so many paths are listed.
MOST_LISTED = 64
#: At most so many multiplications are run to count them; a way that takes more says null.
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class Path:
    """One path.

    Attributes:
        units: `l.j` of each unit on it, from the parameter's to the output's (with softmax perhaps two outputs).
        factors: quantity ids, from the output back to the parameter.
        product: of the factors.
    """

    units: tuple[str, ...]
    factors: tuple[str, ...]
    product: float


@dataclass(frozen=True)
class Factored:
    """What backpropagation multiplies.

    Attributes:
        factors: of the gradient: `delta.l.j` and the activation before it; a bias has its `delta` alone.
        value: the recorded gradient.
        terms: `delta` (of a shared bias the gradient) is the sum of these products; none where it is given, as fused
            outputs have it.
        times: the factor that all terms share and that is multiplied once, or None.
    """

    factors: tuple[str, ...]
    value: float
    terms: tuple[tuple[str, ...], ...]
    times: str | None


@dataclass(frozen=True)
class Multiplications:
    """How many a way takes, counted by running it; None: more than MOST_COUNTED.

    Attributes:
        one: for this parameter alone.
        all: for every trained parameter.
    """

    one: int | None
    all: int | None


@dataclass(frozen=True)
class Paths:
    """A gradient as a sum over paths.

    Attributes:
        parameter: its id.
        count: how many paths there are.
        paths: the first MOST_LISTED of them.
        sum: of all their products; None where there are too many to be run.
        factored: as backpropagation does it.
        forward_pass: multiplications of the forward pass, which all ways need, None: too many to be run.
        multiplications: after the forward pass, by the names in `core.ways.WAYS`.
    """

    parameter: str
    count: int
    paths: tuple[Path, ...]
    sum: float | None
    factored: Factored
    forward_pass: int | None
    multiplications: Mapping[str, Multiplications]


T = TypeVar("T")


def paths_of(network: Network, record: Record, parameter: str) -> Paths:
    """Take a gradient apart.

    Args:
        network: the network of the record.
        record: one iteration of it.
        parameter: `w.l.j.i` or `b.l.j`, also of a bias that is not trained.

    Raises:
        UnknownNameError: there is no such parameter.
        DivergenceError: the product of a path runs over, though the gradient does not.
    """
    place, counter = place_of(network, parameter), Counter(MOST_COUNTED)
    known = Known(network, record, counter)
    everything = trained(network)
    one = {name: _run(counter, partial(way, known, [place])) for name, way in WAYS.items()}
    all_of_them = {name: _run(counter, partial(way, known, everything))[1] for name, way in WAYS.items()}
    by_path = one["paths"][0]
    total = by_path[place.id] if by_path else None
    listed = tuple(_path(record, way) for way in islice(paths_of_place(known, place), MOST_LISTED))
    ensure_finite("path", None, np.array([path.product for path in listed] + ([] if total is None else [total])))
    return Paths(
        parameter,
        _count(known, place),
        listed,
        total,
        _factored(known, record, place),
        _run(counter, partial(forward_pass, known))[1],
        {name: Multiplications(one[name][1], all_of_them[name]) for name in WAYS},
    )


def _run(counter: Counter, work: Callable[[], T]) -> tuple[T | None, int | None]:
    """Do some work and count its multiplications; (None, None) where they are too many."""
    counter.restart()
    try:
        return work(), counter.total
    except TooMany:
        return None, None


def _count(known: Known, place: Place) -> int:
    """How many paths there are, from the outputs back: what leads on from a unit leads on from all before it."""
    ways = [len(known.seeds(unit)) for unit in known.units(known.last)]
    for layer in range(known.last - 1, place.layer - 1, -1):
        ways = [sum(ways)] * len(known.units(layer))
    return sum(ways[unit] for unit in known.receivers(place))


def _path(record: Record, way: Way) -> Path:
    units = tuple(f"{layer}.{unit}" for layer, unit in way.units)
    return Path(units, way.factors, reduce(mul, map(record.value, way.factors)))


def _factored(known: Known, record: Record, place: Place) -> Factored:
    receivers = known.receivers(place)
    if len(receivers) > 1:
        gradient = f"dE_db.{place.layer}"
        deltas = tuple((f"delta.{place.layer}.{j}",) for j in receivers)
        return Factored((gradient,), record.value(gradient), deltas, None)
    delta = f"delta.{place.layer}.{place.unit}"
    terms, times = _delta(known, place.layer, place.unit)
    if place.source is None:
        return Factored((delta,), record.value(delta), terms, times)
    gradient = place.id.replace("w.", "dE_dw.", 1)
    return Factored((delta, f"a.{place.layer - 1}.{place.source}"), record.value(gradient), terms, times)


def _delta(known: Known, layer: int, unit: int) -> tuple[tuple[tuple[str, ...], ...], str | None]:
    """What a δ is the sum of, and what this is multiplied with."""
    if layer == known.last:
        return (() if known.network.fused else tuple(way.factors for way in known.seeds(unit))), None
    following = known.units(layer + 1)
    return tuple((f"delta.{layer + 1}.{j}", f"w.{layer + 1}.{j}.{unit}") for j in following), f"df.{layer}.{unit}"
