"""Update: all parameters together, after the gradients are known, by whatever optimiser."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, Protocol

import numpy as np

from core.arrays import Array, all_finite, ensure_finite, silent
from core.errors import ValueRangeError
from core.network import Network
from core.optimisers import Optimiser, optimiser, stepped

#: What an optimiser remembers of each trained parameter, by name; each (trained,).
State = Mapping[str, Array]
NO_STATE: State = MappingProxyType({})
_SGD = optimiser("sgd")


class Gradients(Protocol):
    """What `backward` returns, as far as the update needs it."""

    @property
    def dE_dw(self) -> tuple[Array, ...]:  # noqa: N802 the textbook's name
        """Like w."""

    @property
    def dE_db(self) -> tuple[Array, ...]:  # noqa: N802 the textbook's name
        """Like b."""


def checked_eta(eta: object) -> float:
    """Read a learning rate.

    Raises:
        ValueRangeError: it is not a finite number above 0.
    """
    if isinstance(eta, bool) or not isinstance(eta, int | float) or not math.isfinite(eta) or eta <= 0.0:
        raise ValueRangeError(f"eta is {eta!r}; the learning rate must be a finite number above 0.", "eta")
    return float(eta)


def sgd(network: Network, gradients: Gradients, eta: float) -> Network:
    """Gradient descent: w⁺ = w − η ∂E/∂w, and b⁺ = b − η ∂E/∂b where the biases are trained.

    Args:
        network: stays as it is.
        gradients: `dE_dw` and `dE_db`, as `backward` returns them.
        eta: learning rate, above 0.

    Returns:
        A new network.

    Raises:
        ValueRangeError: eta is not a finite number above 0.
        DivergenceError: a parameter ran over.
    """
    return updated(network, gradients, _SGD, checked_eta(eta), NO_STATE, 1)[0]


def updated(
    network: Network, gradients: Gradients, optimiser: Optimiser, eta: float, state: State, updates: int
) -> tuple[Network, State]:
    """Let an optimiser change all trained parameters; nothing that is given is changed.

    Args:
        network: before the update.
        gradients: of E of the whole batch.
        optimiser: which one.
        eta: learning rate of this update; a schedule may make it 0.
        state: what the optimiser remembers, as the update before returned it; zeros at first.
        updates: number of this update, the first being 1.

    Returns:
        The network after it, and what the optimiser remembers then.

    Raises:
        DivergenceError: a parameter or what is remembered of it ran over.
    """
    before = network.vector
    trained = before[: network.trained]
    with silent():
        after, following = stepped(optimiser, eta, trained, gradient_vector(network, gradients), state, updates)
    if not all_finite((*following.values(), after)):
        for name, values in following.items():
            for of, layer, part in by_parameter(network, values):
                ensure_finite(f"{name}_next_{of}", layer, part, part.ndim)
        for of, layer, part in by_parameter(network, after):
            ensure_finite(f"{of}_next", layer, part, part.ndim)
    return network.with_vector(np.concatenate([after, before[network.trained :]])), following


def gradient_vector(network: Network, gradients: Gradients) -> Array:
    """(trained,) all gradients of what is trained, as the parameters stand in `Network.vector`."""
    parts = (*gradients.dE_dw, *(gradients.dE_db if network.trains_biases else ()))
    return np.concatenate([part.ravel() for part in parts])


def by_parameter(network: Network, vector: Array) -> Iterator[tuple[Literal["w", "b"], int, Array]]:
    """Take a vector over the trained parameters apart: (w or b, layer, values), layer by layer; views."""
    start, bias_start = 0, network.weights
    for layer, (w, b) in enumerate(zip(network.w, network.b, strict=True), start=1):
        yield "w", layer, vector[start : start + w.size].reshape(w.shape)
        start += w.size
        if network.trains_biases:
            yield "b", layer, vector[bias_start : bias_start + b.size]
            bias_start += b.size
