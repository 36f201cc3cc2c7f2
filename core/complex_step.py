"""E of a network whose parameters are complex: Im E(w + iε) / ε is ∂E/∂w without any subtraction.

The network is computed a third time, with each function continued into the complex plane: what has no bend there is
analytic; what has bends (relu, huber, hinge) chooses its branch by the real part. Nothing here knows a slope, but for
erf: numpy has no complex form of it, so it is continued by its Taylor series about the real part.
Source: Squire & Trapp, Using Complex Variables to Estimate Derivatives of Real Functions (1998).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array, silent
from core.network import Network

Complex = NDArray[np.complex128]


def logistic(z: Complex) -> Complex:
    """1 / (1 + e^−z), for large −z as e^z / (1 + e^z), so that nothing runs over."""
    power = np.exp(np.where(z.real >= 0.0, -z, z))
    return np.asarray(np.where(z.real >= 0.0, 1.0, power) / (1.0 + power), dtype=np.complex128)


def softplus(z: Complex) -> Complex:
    """max(z, 0) + ln(1 + e^−|z|)."""
    rising = z.real >= 0.0
    return np.where(rising, z, 0.0) + _log1p(np.exp(np.where(rising, -z, z)))


def _log1p(u: Complex) -> Complex:
    """ln(1 + u): the real part without losing small u, and the angle for the imaginary part."""
    x, y = u.real, u.imag
    return np.asarray(0.5 * np.log1p(x * (2.0 + x) + y * y) + 1j * np.arctan2(y, 1.0 + x))


def tanh(z: Complex) -> Complex:
    """From e^−2|z|, so that nothing runs over."""
    sign = np.where(z.real >= 0.0, 1.0, -1.0)
    power = np.exp(-2.0 * sign * z)
    return np.asarray(sign * (1.0 - power) / (1.0 + power))


_TERMS = 24
#: Beyond it e^(−x²) is 0, and erf is flat.
_FLAT = 28.0


def erf(z: Complex) -> Complex:
    """Σ erf⁽ⁿ⁾(x) (iy)ⁿ / n! about the real part x, with Hermite polynomials; meant for |y| below 1."""
    x, y = z.real, z.imag
    total = np.vectorize(math.erf, otypes=[np.float64])(x) + 0j
    # erf⁽ⁿ⁺¹⁾(x) = 2/√π (−1)ⁿ Hₙ(x) e^(−x²), and Hₙ₊₁ = 2x Hₙ − 2n Hₙ₋₁
    before, hermite, power = np.zeros_like(x), np.ones_like(x), 1j * y
    front = 2.0 / math.sqrt(math.pi) * np.exp(-x * x)
    x = np.clip(x, -_FLAT, _FLAT)
    for n in range(_TERMS):
        total = total + front * (-1.0) ** n * hermite * power
        before, hermite = hermite, 2.0 * x * hermite - 2.0 * n * before
        power = power * 1j * y / (n + 2.0)
    return np.asarray(total)


def elu(z: Complex, alpha: float) -> Complex:
    """Its bent part is computed of the negative z only."""
    below = np.where(z.real > 0.0, 0.0, z)
    # e^(x+iy) − 1 = expm1(x) cos y − 2 sin²(y/2) + i e^x sin y
    x, y = below.real, below.imag
    bent = np.expm1(x) * np.cos(y) - 2.0 * np.sin(0.5 * y) ** 2 + 1j * np.exp(x) * np.sin(y)
    return np.where(z.real > 0.0, z, alpha * bent)


def _shifted(z: Complex) -> Complex:
    """All z of a layer less their largest real part: softmax does not change with it."""
    return np.asarray(z - z.real.max(axis=-1, keepdims=True))


def softmax(z: Complex) -> Complex:
    """e^z_i / Σ_j e^z_j."""
    powers = np.exp(_shifted(z))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


ACTIVATIONS: Mapping[str, Callable[..., Complex]] = MappingProxyType(
    {
        "identity": lambda z: z,
        "logistic": logistic,
        "tanh": tanh,
        "relu": lambda z: np.where(z.real > 0.0, z, 0.0),
        "leaky_relu": lambda z, slope: np.where(z.real > 0.0, z, slope * z),
        "elu": elu,
        "softplus": softplus,
        "gelu": lambda z: 0.5 * z * (1.0 + erf(z / math.sqrt(2.0))),
        "softmax": softmax,
    }
)


def _huber(_z: Complex, a: Complex, target: Array, threshold: float) -> Complex:
    difference = a - target
    distance = np.where(difference.real < 0.0, -difference, difference)
    line = threshold * (distance - 0.5 * threshold)
    return np.where(distance.real <= threshold, 0.5 * distance * distance, line)


def _hinge(_z: Complex, a: Complex, target: Array) -> Complex:
    missing = 1.0 - target * a
    return np.where(missing.real > 0.0, missing, 0.0)


def _cross_entropy(z: Complex, _a: Complex, target: Array) -> Complex:
    below = _shifted(z)
    return np.asarray(target * (np.log(np.exp(below).sum(axis=-1, keepdims=True)) - below))


def _squared(a: Complex, target: Array) -> Complex:
    return np.asarray((a - target) * (a - target))


LOSSES: Mapping[str, Callable[..., Complex]] = MappingProxyType(
    {
        "half_squared_error": lambda _z, a, target: 0.5 * _squared(a, target),
        "squared_error": lambda _z, a, target: _squared(a, target),
        "mean_squared_error": lambda _z, a, target: _squared(a, target) / target.shape[-1],
        "binary_cross_entropy": lambda z, _a, target: softplus(z) - target * z,
        "categorical_cross_entropy": _cross_entropy,
        "huber": _huber,
        "hinge": _hinge,
    }
)


def error_total(network: Network, w: Sequence[Complex], b: Sequence[Complex], x: Array, target: Array) -> complex:
    """Σ over examples and outputs of E_k.

    Args:
        network: its functions; its own parameters are not used.
        w: (n_out, n_in) per layer.
        b: (n_out,) per layer.
        x: (n0,) or (batch, n0).
        target: (n_L,) or (batch, n_L).
    """
    with silent():
        z = a = x.astype(np.complex128)
        for weights, bias, activation in zip(w, b, network.activations, strict=True):
            z = a @ weights.T + bias
            a = ACTIVATIONS[activation.name](z, **activation.parameters)
        return complex(LOSSES[network.loss.name](z, a, target, **network.loss.parameters).sum())
