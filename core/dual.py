"""Dual numbers: each value carries its derivative along one direction, by the elementary rules and nothing else.

They compute a network's E a second time, with formulas written anew, so that a slip in the backward pass or in a slope
cannot hide. Source: Baydin et al., Automatic Differentiation in Machine Learning: a Survey (2018), section 3.1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array, silent
from core.network import Network


@dataclass(frozen=True, eq=False)
class Dual:
    """Values and their derivatives along one direction, of one shape; or along many, which are a first axis more."""

    value: Array
    slope: Array

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other: Dual) -> Dual:
        return Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other: Dual) -> Dual:
        ratio = self.value / other.value
        return Dual(ratio, (self.slope - ratio * other.slope) / other.value)

    def __matmul__(self, other: Dual) -> Dual:
        return Dual(self.value @ other.value, self.slope @ other.value + self.value @ other.slope)

    @property
    def T(self) -> Dual:  # noqa: N802 numpy's name
        """The last two axes exchanged."""
        return Dual(self.value.swapaxes(-1, -2), self.slope.swapaxes(-1, -2))

    def sum(self) -> Dual:
        """Sum over the last axis, which stays."""
        return Dual(self.value.sum(axis=-1, keepdims=True), self.slope.sum(axis=-1, keepdims=True))


def constant(value: Array | float) -> Dual:
    """A number that does not change along the direction."""
    array = np.asarray(value, dtype=np.float64)
    return Dual(array, np.zeros_like(array))


ZERO, HALF, ONE, TWO = constant(0.0), constant(0.5), constant(1.0), constant(2.0)


def exp(u: Dual) -> Dual:
    """(e^u)′ = e^u u′."""
    power = np.exp(u.value)
    return Dual(power, power * u.slope)


def log(u: Dual) -> Dual:
    """(ln u)′ = u′ / u."""
    return Dual(np.log(u.value), u.slope / u.value)


def tanh(u: Dual) -> Dual:
    """(tanh u)′ = u′ / cosh² u."""
    return Dual(np.tanh(u.value), u.slope / np.cosh(u.value) ** 2)


def erf(u: Dual) -> Dual:
    """(erf u)′ = 2/√π e^(−u²) u′."""
    value = np.vectorize(math.erf, otypes=[np.float64])(u.value)
    return Dual(value, 2.0 / math.sqrt(math.pi) * np.exp(-u.value * u.value) * u.slope)


def where(condition: NDArray[np.bool_], u: Dual, v: Dual) -> Dual:
    """Choose u where the condition holds, else v, with the derivative of what was chosen."""
    return Dual(np.where(condition, u.value, v.value), np.where(condition, u.slope, v.slope))


def logistic(z: Dual) -> Dual:
    """With e^−|z|, so that nothing runs over."""
    rising = z.value >= 0.0
    power = exp(where(rising, ZERO - z, z))
    return where(rising, ONE, power) / (ONE + power)


def softplus(z: Dual) -> Dual:
    """max(z, 0) + ln(1 + e^−|z|)."""
    rising = z.value >= 0.0
    return where(rising, z, ZERO) + log(ONE + exp(where(rising, ZERO - z, z)))


def elu(z: Dual, alpha: float) -> Dual:
    """Its bent part is computed of the negative z only."""
    bent = exp(where(z.value > 0.0, ZERO, z)) - ONE
    return where(z.value > 0.0, z, constant(alpha) * bent)


def shifted(z: Dual) -> Dual:
    """All z of a layer less their largest, which is taken as a constant: softmax does not change with it."""
    return z - constant(z.value.max(axis=-1, keepdims=True))


def softmax(z: Dual) -> Dual:
    """e^z_i / Σ_j e^z_j."""
    powers = exp(shifted(z))
    return powers / powers.sum()


ACTIVATIONS: Mapping[str, Callable[..., Dual]] = MappingProxyType(
    {
        "identity": lambda z: z,
        "logistic": logistic,
        "tanh": tanh,
        "relu": lambda z: where(z.value > 0.0, z, ZERO),
        "leaky_relu": lambda z, slope: where(z.value > 0.0, z, constant(slope) * z),
        "elu": elu,
        "softplus": softplus,
        "gelu": lambda z: HALF * z * (ONE + erf(z / constant(math.sqrt(2.0)))),
        "softmax": softmax,
    }
)


def huber(_z: Dual, a: Dual, target: Dual, threshold: float) -> Dual:
    """Half the square near the target, a straight line outside."""
    difference, limit = a - target, constant(threshold)
    distance = where(difference.value < 0.0, ZERO - difference, difference)
    near = distance.value <= threshold
    return where(near, HALF * distance * distance, limit * (distance - HALF * limit))


def hinge(_z: Dual, a: Dual, target: Dual) -> Dual:
    """max(0, 1 − t a)."""
    missing = ONE - target * a
    return where(missing.value > 0.0, missing, ZERO)


def _squared(a: Dual, target: Dual) -> Dual:
    return (a - target) * (a - target)


LOSSES: Mapping[str, Callable[..., Dual]] = MappingProxyType(
    {
        "half_squared_error": lambda _z, a, target: HALF * _squared(a, target),
        "squared_error": lambda _z, a, target: _squared(a, target),
        "mean_squared_error": lambda _z, a, target: _squared(a, target) / constant(a.value.shape[-1]),
        "binary_cross_entropy": lambda z, _a, target: softplus(z) - target * z,
        "categorical_cross_entropy": lambda z, _a, target: target * (log(exp(shifted(z)).sum()) - shifted(z)),
        "huber": huber,
        "hinge": hinge,
    }
)


def error_total(network: Network, w: list[Dual], b: list[Dual], x: Array, target: Array) -> Dual:
    """Σ over examples and outputs of E_k, with parameters that change along a direction.

    Args:
        network: its functions; its own parameters are not used.
        w: (n_in, n_out) per layer: transposed, so that a batch multiplies from the left.
        b: (n_out,) per layer.
        x: (batch, n0).
        target: (batch, n_L).
    """
    with silent():
        z = a = constant(x)
        for weights, bias, activation in zip(w, b, network.activations, strict=True):
            z = a @ weights + bias
            a = ACTIVATIONS[activation.name](z, **activation.parameters)
        errors = LOSSES[network.loss.name](z, a, constant(target), **network.loss.parameters)
        return Dual(errors.value.sum(), errors.slope.sum())
