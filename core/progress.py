"""Progress: everything that training changes, in one vector, so that an iteration can be kept and reached again.

It is (all + states · trained,): all weights, layer by layer, then all biases, as in Network.with_vector; then each
state of the optimiser for every trained parameter, in the same order (frozen biases come last and are left out).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.arrays import Array
from core.network import Network
from core.setup import Setup


def begun(setup: Setup, progress: Array | None = None) -> Array:
    """The progress with which a setup begins.

    Args:
        setup: its network's parameters are taken.
        progress: whose optimiser's state goes on; None begins it at zero.
    """
    parameters = setup.network.vector
    size = setup.network.trained * len(setup.method.optimiser.state)
    state = np.zeros(size) if progress is None else progress[len(parameters) :]
    return np.concatenate([parameters, state])


def network_of(network: Network, progress: Array) -> Network:
    """The network with the parameters of a progress.

    Raises:
        ValueRangeError: a parameter is not finite.
    """
    return network.with_vector(progress[: network.parameters])


def tame_below(setup: Setup) -> float:
    """How small all parameters must be for no net input to run over; 0 where the data are too large for any.

    With m units in the largest layer and every number below B, a signal is below ((m + 1) B)^layers.
    """
    sizes = setup.network.sizes
    bound: float = 10.0 ** (300 / len(sizes)) / (max(sizes) + 1)
    return bound if np.abs(setup.x).max() < bound else 0.0


def state_of(setup: Setup, progress: Array) -> Mapping[str, Array]:
    """The optimiser's state in a progress, each (trained,), by name; views."""
    names, size = setup.method.optimiser.state, setup.network.trained
    start = len(progress) - size * len(names)
    return {name: progress[start + index * size : start + (index + 1) * size] for index, name in enumerate(names)}
