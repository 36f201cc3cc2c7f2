"""Update: all parameters together, after the gradients are known."""

from __future__ import annotations

import math
from typing import Protocol

from core.arrays import Array, ensure_finite, silent
from core.errors import ValueRangeError
from core.network import Network


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
    eta = checked_eta(eta)
    with silent():
        w = [w - eta * dE_dw for w, dE_dw in zip(network.w, gradients.dE_dw, strict=True)]
        b = list(network.b)
        if network.trains_biases:
            b = [b - eta * dE_db for b, dE_db in zip(network.b, gradients.dE_db, strict=True)]
    for layer, (w_next, b_next) in enumerate(zip(w, b, strict=True), start=1):
        ensure_finite("w_next", layer, w_next, 2)
        ensure_finite("b_next", layer, b_next)
    return network.with_parameters(w, b)
