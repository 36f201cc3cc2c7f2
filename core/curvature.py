"""How the gradient changes: second derivatives of E, by dual numbers carried through the backward pass.

Each quantity of forward and backward carries its derivative along a direction; so the gradient, at the end, carries the
Hessian times that direction. Nothing is subtracted that is nearly equal, so it is exact but for rounding. Where a
function has a bend (relu at 0), the second derivative is that of the side that was taken.

Source: Pearlmutter, Fast Exact Multiplication by the Hessian (1994).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core import dual
from core.arrays import Array, ensure_finite, silent
from core.batches import Rows
from core.directions import Direction
from core.dual import HALF, ONE, TWO, ZERO, Dual, constant
from core.method import share_of
from core.network import Network
from core.setup import Setup

#: How many numbers a quantity may have, over all directions that are computed together.
MOST_NUMBERS = 1 << 18


@dataclass(frozen=True, eq=False)
class Curvature:
    """E's first and second derivatives along some directions.

    Attributes:
        gradient: (directions,) how E changes.
        hessian: (directions, directions) how that changes; symmetric.
    """

    gradient: Array
    hessian: Array

    @property
    def steepest(self) -> float:
        """λ_max, the largest eigenvalue of the Hessian."""
        return float(np.linalg.eigvalsh(self.hessian)[-1])

    @property
    def critical_eta(self) -> float | None:
        """2 / λ_max: with a larger learning rate, gradient descent moves away along the steepest direction.

        That holds everywhere where E is quadratic, else nearby. None: E is not curved upwards in any direction.
        """
        steepest = self.steepest
        eta = 2.0 / steepest if steepest > 0.0 else math.inf
        return eta if math.isfinite(eta) else None


def curvature(setup: Setup, rows: Rows, directions: Sequence[Direction]) -> Curvature:
    """Compute gradient and Hessian along some directions.

    Args:
        setup: functions, parameters, data, and whether E is the mean or the sum.
        rows: indices of the rows that E is of.
        directions: at least one.

    Raises:
        DivergenceError: a derivative is not finite.
    """
    network, count = setup.network, len(directions)
    moved = np.array([np.concatenate([part.ravel() for part in (*d.dw, *d.db)]) for d in directions])
    together = max(1, MOST_NUMBERS // (max(network.sizes) * max(len(rows), *network.sizes)))
    hessian = np.empty((count, count))
    for start in range(0, count, together):
        part = _gradient(setup, rows, directions[start : start + together])
        with silent():
            gradient = moved @ part.value
            hessian[:, start : start + together] = moved @ part.slope.T
    ensure_finite("gradient", None, gradient)
    ensure_finite("hessian", None, hessian, 2)
    return Curvature(gradient, 0.5 * hessian + 0.5 * hessian.T)


def _gradient(setup: Setup, rows: Rows, directions: Sequence[Direction]) -> Dual:
    """(all,) ∂E/∂ every parameter, with its derivatives (directions, all)."""
    network, last = setup.network, len(setup.network.w) - 1
    w = [Dual(part, np.array([d.dw[layer] for d in directions])) for layer, part in enumerate(network.w)]
    b = [Dual(part, np.array([d.db[layer] for d in directions])[:, None]) for layer, part in enumerate(network.b)]
    with silent():
        signals, nets = [constant(setup.x[rows])], list[Dual]()
        for layer, activation in enumerate(network.activations):
            nets.append(signals[-1] @ w[layer].T + b[layer])
            signals.append(dual.ACTIVATIONS[activation.name](nets[-1], **activation.parameters))
        share = constant(share_of(setup.method.reduction, len(rows)))
        delta = share * _output_delta(network, nets[-1], signals[-1], constant(setup.target[rows]))
        dE_dw, dE_db = list[Dual](), list[Dual]()
        for layer in reversed(range(last + 1)):
            dE_dw.append(delta.T @ signals[layer])
            dE_db.append(_over_rows(delta))
            if layer:
                activation = network.activations[layer - 1]
                slope = SLOPES[activation.name](nets[layer - 1], signals[layer], **activation.parameters)
                delta = (delta @ w[layer]) * slope
    parts = [*dE_dw[::-1], *dE_db[::-1]]
    count = len(directions)
    slopes = [np.broadcast_to(part.slope, (count, *part.value.shape)).reshape(count, -1) for part in parts]
    return Dual(np.concatenate([part.value.ravel() for part in parts]), np.concatenate(slopes, axis=1))


def _over_rows(delta: Dual) -> Dual:
    return Dual(delta.value.sum(axis=-2), delta.slope.sum(axis=-2))


def _output_delta(network: Network, z: Dual, a: Dual, target: Dual) -> Dual:
    if network.fused:
        return a - target
    activation = network.activations[-1]
    dE_da = LOSS_SLOPES[network.loss.name](a, target, **network.loss.parameters)
    if activation.couples_units:
        return a * (dE_da - (dE_da * a).sum())
    return dE_da * SLOPES[activation.name](z, a, **activation.parameters)


def _elu_slope(z: Dual, _a: Dual, alpha: float) -> Dual:
    above = z.value > 0.0
    return dual.where(above, ONE, constant(alpha) * dual.exp(dual.where(above, ZERO, z)))


def _gelu_slope(z: Dual, _a: Dual) -> Dual:
    below = HALF * (ONE + dual.erf(z / constant(math.sqrt(2.0))))
    return below + z * dual.exp((ZERO - HALF) * z * z) / constant(math.sqrt(2.0 * math.pi))


#: f′(z), of which the dual numbers know the derivative.
SLOPES: Mapping[str, Callable[..., Dual]] = MappingProxyType(
    {
        "identity": lambda z, _a: constant(np.ones_like(z.value)),
        "logistic": lambda _z, a: a * (ONE - a),
        "tanh": lambda _z, a: ONE - a * a,
        "relu": lambda z, _a: constant(z.value > 0.0),
        "leaky_relu": lambda z, _a, slope: constant(np.where(z.value > 0.0, 1.0, slope)),
        "elu": _elu_slope,
        "softplus": lambda z, _a: dual.logistic(z),
        "gelu": _gelu_slope,
    }
)


def _huber_slope(a: Dual, target: Dual, threshold: float) -> Dual:
    difference = a - target
    near = np.abs(difference.value) <= threshold
    return dual.where(near, difference, constant(np.copysign(threshold, difference.value)))


#: ∂E/∂a of the outputs, likewise.
LOSS_SLOPES: Mapping[str, Callable[..., Dual]] = MappingProxyType(
    {
        "half_squared_error": lambda a, target: a - target,
        "squared_error": lambda a, target: TWO * (a - target),
        "mean_squared_error": lambda a, target: constant(2.0 / a.value.shape[-1]) * (a - target),
        "huber": _huber_slope,
        "hinge": lambda a, target: constant(np.where(target.value * a.value < 1.0, -target.value, 0.0)),
    }
)
