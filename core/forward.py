"""Forward: what the network answers, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, all_finite, as_array, ensure_finite, silent
from core.errors import ShapeError
from core.network import Network


@dataclass(frozen=True, eq=False)
class Forward:
    """One forward pass.

    Attributes:
        x: (n0,) or (batch, n0) the input.
        z: per layer after the input, (n,) or (batch, n) the net inputs.
        a: per layer after the input, (n,) or (batch, n) the activations.
    """

    x: Array
    z: tuple[Array, ...]
    a: tuple[Array, ...]

    @property
    def signals(self) -> tuple[Array, ...]:
        """The activations of all layers, the input first: signals[layer] is what w[layer] multiplies."""
        return (self.x, *self.a)


def checked_input(network: Network, x: ArrayLike) -> Array:
    """Read an input, one example or a batch.

    Raises:
        ShapeError, ValueRangeError: it does not fit the input layer.
    """
    array = as_array(x, "x")
    n0 = network.sizes[0]
    if array.ndim not in (1, 2) or array.shape[-1] != n0 or array.size == 0:
        raise ShapeError(f"x has shape {array.shape}; an example of this network has {n0} numbers.", "x")
    return array


def net_input(by_source: Array, a_prev: Array) -> Array:
    """Net inputs z = W a_prev + b in one product, in which b is the weight of a signal that is always 1.

    Args:
        by_source: (n_prev + 1, n) w and b, as in Network.by_source.
        a_prev: (n_prev,) of one example, or (batch, n_prev).

    Returns:
        (n,) or (batch, n).
    """
    return np.asarray(by_source.T.dot(with_one(a_prev)).T)  # (n, n_prev + 1) @ (n_prev + 1,) or (n_prev + 1, batch)


def with_one(a: Array) -> Array:
    """(n + 1,) from (n,), or (n + 1, batch) from (batch, n): each unit's signals, then those of one always at 1."""
    signals = np.empty((a.shape[-1] + 1, *a.shape[:-1]))
    signals[:-1], signals[-1] = a.T, 1.0
    return signals


def forward(network: Network, x: ArrayLike) -> Forward:
    """Carry an input through the network: z = W a_prev + b, a = f(z).

    Args:
        network: the network.
        x: (n0,) one example, or (batch, n0).

    Returns:
        z and a of each layer.

    Raises:
        ShapeError, ValueRangeError: x does not fit the network.
        DivergenceError: a net input or an activation ran over.
    """
    x = checked_input(network, x)
    zs: list[Array] = []
    activations: list[Array] = []
    signal = x
    with silent():
        for by_source, activation in zip(network.by_source, network.activations, strict=True):
            z = net_input(by_source, signal)
            signal = activation.f(z)
            zs.append(z)
            activations.append(signal)
    if not all_finite((*zs, *activations)):
        for layer, (z, a) in enumerate(zip(zs, activations, strict=True), start=1):
            ensure_finite("z", layer, z)
            ensure_finite("a", layer, a)
    return Forward(x, tuple(zs), tuple(activations))
