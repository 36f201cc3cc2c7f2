"""Activation functions f and their slopes f′, at any net input.

Where e^z runs over or under, the infinity or zero gives the right result, so Activation computes without warnings.
ACTIVATIONS holds them by name. All work elementwise on arrays of any shape; softmax works along the last axis.
At exactly 0: relu′ = 0, leaky_relu′ = slope, elu′ = alpha.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core.arrays import Array, silent
from core.parameters import Parameter, chosen, known, named


def logistic(z: Array) -> Array:
    """1 / (1 + e^−z); right to the last digits for every z, because e^−z may run over to infinity."""
    return np.asarray(1.0 / (1.0 + np.exp(-z)))


def softmax(z: Array) -> Array:
    """e^z_i / Σ_j e^z_j along the last axis; shifted by the largest z, which changes nothing but avoids overflow."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def softmax_jacobian(a: Array) -> Array:
    """∂a_j/∂z_i of softmax.

    Args:
        a: (…, n) activations.

    Returns:
        (…, n, n) row j, column i: a_i − a_i² where j = i, else −a_j a_i.
    """
    jacobian = -a[..., :, None] * a[..., None, :]
    units = np.arange(a.shape[-1])
    jacobian[..., units, units] += a
    return jacobian


_erfc = np.frompyfunc(math.erfc, 1, 1)


def normal_cdf(z: Array) -> Array:
    """Φ(z) = ½ erfc(−z/√2), the share of the normal distribution below z; numpy has no erfc, so math's is used."""
    return np.asarray(0.5 * np.asarray(_erfc(-z / math.sqrt(2.0)), dtype=np.float64))


def gelu_slope(z: Array) -> Array:
    """Φ(z) + z φ(z), with the normal distribution's density φ."""
    density = np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return np.asarray(normal_cdf(z) + z * density)


def relu(z: Array) -> Array:
    """The larger of z and 0."""
    return np.maximum(z, 0.0)


def relu_slope(z: Array) -> Array:
    """1 where z > 0, else 0."""
    return np.asarray(z > 0.0, dtype=np.float64)


def leaky_relu(z: Array, slope: float) -> Array:
    """The input z where z > 0, else slope · z."""
    return np.where(z > 0.0, z, slope * z)


def leaky_relu_slope(z: Array, slope: float) -> Array:
    """1 where z > 0, else slope."""
    return np.where(z > 0.0, 1.0, slope)


def elu(z: Array, alpha: float) -> Array:
    """The input z where z > 0, else alpha (e^z − 1)."""
    return np.where(z > 0.0, z, alpha * np.expm1(np.minimum(z, 0.0)))


def elu_slope(z: Array, alpha: float) -> Array:
    """1 where z > 0, else alpha e^z."""
    return np.where(z > 0.0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))


def softplus(z: Array) -> Array:
    """ln(1 + e^z)."""
    return np.logaddexp(0.0, z)


@dataclass(frozen=True)
class Form:
    """An activation function's two formulas; softmax has no slope of its own, its units depend on each other."""

    f: Callable[..., Array]
    df: Callable[..., Array] | None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


ACTIVATIONS: Mapping[str, Form] = MappingProxyType(
    {
        "identity": Form(lambda z: z.copy(), lambda z, _a: np.ones_like(z)),
        "logistic": Form(logistic, lambda _z, a: a * (1.0 - a)),
        "tanh": Form(np.tanh, lambda _z, a: 1.0 - a * a),
        "relu": Form(relu, lambda z, _a: relu_slope(z)),
        "leaky_relu": Form(
            leaky_relu, lambda z, _a, slope: leaky_relu_slope(z, slope), {"slope": Parameter(0.01, 0.0, 1.0)}
        ),
        "elu": Form(elu, lambda z, _a, alpha: elu_slope(z, alpha), {"alpha": Parameter(1.0, 0.0, 100.0)}),
        "softplus": Form(softplus, lambda z, _a: logistic(z)),
        "gelu": Form(lambda z: z * normal_cdf(z), lambda z, _a: gelu_slope(z)),
        "softmax": Form(softmax, None),
    }
)


@dataclass(frozen=True)
class Activation:
    """An activation function with its parameters; made by `activation`."""

    name: str
    parameters: Mapping[str, float]

    @property
    def couples_units(self) -> bool:
        """Whether each activation depends on all net inputs of the layer (softmax)."""
        return ACTIVATIONS[self.name].df is None

    def f(self, z: Array) -> Array:
        """Activate: of each net input in z its activation, in the same shape."""
        with silent():
            return ACTIVATIONS[self.name].f(z, **self.parameters)

    def df(self, z: Array, a: Array) -> Array:
        """f′(z), from the net inputs z and their activations a, in the same shape."""
        slope = ACTIVATIONS[self.name].df
        if slope is None:
            raise TypeError(f"{self.name} has no slope per unit; use softmax_jacobian.")
        with silent():
            return slope(z, a, **self.parameters)

    def as_dict(self) -> dict[str, str | float]:
        """The name and the parameters, as on the wire: `{"name": "leaky_relu", "slope": 0.01}`."""
        return {"name": self.name, **self.parameters}


def activation(name: str, **parameters: float) -> Activation:
    """Choose an activation function.

    Args:
        name: a key of ACTIVATIONS.
        parameters: `slope` of leaky_relu (0 to 1, default 0.01), `alpha` of elu (0 to 100, default 1).

    Raises:
        UnknownNameError: no such activation function or parameter.
        ValueRangeError: a parameter is out of its range.
    """
    form = known(ACTIVATIONS, name, "activation", "name")
    return Activation(name, chosen(form.parameters, parameters, name))


def activation_of(given: Activation | str | Mapping[str, object], field: str) -> Activation:
    """Read an activation as the wire writes it: a name, or a mapping of `name` and parameters."""
    return given if isinstance(given, Activation) else named(activation, given, field)
