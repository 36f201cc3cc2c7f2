"""An example whose numbers grow until no computer holds them."""

import numpy as np

from core.examples import Example
from core.network import Network
from core.setup import Setup
from server.limits import Limits
from server.moment import Moment, Start
from tests.server.room_bench import Bench

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


def exploding(limits: Limits | None = None) -> Bench:
    """Put a room of the example on the bench."""
    setup = Setup(EXPLODING.network, EXPLODING.x, EXPLODING.target, EXPLODING.eta)
    return Bench(limits=limits, start=Moment.of_start(Start(setup, EXPLODING.title)))
