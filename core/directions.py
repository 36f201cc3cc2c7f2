"""Parameters by their ids, and the directions in which only one of them changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.arrays import Array
from core.errors import UnknownNameError
from core.network import Network


@dataclass(frozen=True)
class Place:
    """Where a parameter is: the parts of `w.layer.unit.source` or `b.layer.unit`."""

    kind: Literal["w", "b"]
    layer: int
    unit: int
    source: int | None

    @property
    def id(self) -> str:
        """The parameter's id."""
        parts = (self.kind, self.layer, self.unit, self.source)
        return ".".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, eq=False)
class Direction:
    """One parameter to change: 1 where it is, 0 elsewhere; a shared bias is 1 for the whole layer."""

    id: str
    dw: list[Array]
    db: list[Array]


def places(network: Network) -> Iterator[Place]:
    """All weights and biases in the order in which numpy ravels w, then b, layer by layer."""
    for layer, w in enumerate(network.w, start=1):
        units, sources = w.shape
        yield from (Place("w", layer, unit, source) for unit in range(units) for source in range(sources))
        yield from (Place("b", layer, unit, None) for unit in range(units))


def place_of(network: Network, parameter: str) -> Place:
    """Find a parameter.

    Raises:
        UnknownNameError: the network has no weight or bias of this id.
    """
    found = next((place for place in places(network) if place.id == parameter), None)
    if found is None:
        detail = "This network has no parameter of this name; name a weight, w.l.j.i, or a bias, b.l.j."
        raise UnknownNameError(detail, "parameter")
    return found


def trained(network: Network) -> list[Place]:
    """What training changes; a bias that a layer shares counts once, as that of its first unit."""
    policy = network.bias_policy
    return [p for p in places(network) if p.kind == "w" or policy == "per_unit" or (policy == "shared" and p.unit == 0)]


def direction(network: Network, place: Place) -> Direction:
    """Change this parameter and no other."""
    dw, db = [np.zeros_like(w) for w in network.w], [np.zeros_like(b) for b in network.b]
    if place.source is None:
        db[place.layer - 1][... if network.bias_policy == "shared" else place.unit] = 1.0
    else:
        dw[place.layer - 1][place.unit, place.source] = 1.0
    return Direction(place.id, dw, db)
