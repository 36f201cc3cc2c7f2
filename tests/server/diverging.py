"""An example whose numbers grow until no computer holds them."""

from types import MappingProxyType

import numpy as np

from core.examples import Example
from core.network import Network
from server.limits import Limits
from tests.server import room_bench

EXPLODING = Example(
    id="exploding",
    title="Exploding",
    description="Identity units, a learning rate far too high.",
    source="made for tests",
    network=Network(
        (1, 1, 1), ("identity", "identity"), "half_squared_error", "per_unit", ([[2.0]], [[2.0]]), ([0.5], [0.5])
    ),
    x=np.array([[2.0]]),
    target=np.array([[0.0]]),
    eta=0.3,
)


def exploding(limits: Limits | None = None) -> room_bench.Bench:
    """Put a room of the example on the bench."""
    shipped = room_bench.EXAMPLES
    room_bench.EXAMPLES = MappingProxyType({**shipped, EXPLODING.id: EXPLODING})
    try:
        return room_bench.Bench(EXPLODING.id, limits)
    finally:
        room_bench.EXAMPLES = shipped
