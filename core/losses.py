"""What the network's answer costs: E_k of each output, and how it changes with the output.

LOSSES holds them by name. All work along the last axis of (n,) or (batch, n); the errors of one example sum to E.
Each takes the net input, the activation and the target of the outputs, and leaves aside what it does not need.
The two cross-entropies are computed from the net inputs and fused with their output layer: δ = a − t.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array, path, silent
from core.errors import ValueRangeError
from core.parameters import Parameter, chosen, known, named

#: How far the sum of a target distribution may be from 1.
DISTRIBUTION_TOLERANCE = 1e-9


def half_squared_error(_z: Array, a: Array, target: Array) -> Array:
    """½ (a − t)²."""
    difference = a - target
    return 0.5 * difference * difference


def squared_error(_z: Array, a: Array, target: Array) -> Array:
    """(a − t)²."""
    difference = a - target
    return difference * difference


def mean_squared_error(_z: Array, a: Array, target: Array) -> Array:
    """(a − t)² / n, so that the errors of the n outputs sum to their mean."""
    difference = a - target
    share: float = 1.0 / a.shape[-1]
    return share * difference * difference


def binary_cross_entropy(z: Array, _a: Array, target: Array) -> Array:
    """−t ln a − (1 − t) ln(1 − a) with a = logistic(z), which is (1 − t) ln(1 + e^z) + t ln(1 + e^−z)."""
    return np.asarray((1.0 - target) * np.logaddexp(0.0, z) + target * np.logaddexp(0.0, -z))


def categorical_cross_entropy(z: Array, _a: Array, target: Array) -> Array:
    """−t ln a with a = softmax(z), which is t (ln Σ_j e^z_j − z)."""
    below = z - z.max(axis=-1, keepdims=True)
    return np.asarray(target * (np.log(np.exp(below).sum(axis=-1, keepdims=True)) - below))


def huber(_z: Array, a: Array, target: Array, threshold: float) -> Array:
    """½ d² where |d| ≤ threshold, else threshold (|d| − ½ threshold), with d = a − t."""
    distance = np.abs(a - target)
    return np.where(distance <= threshold, 0.5 * distance * distance, threshold * (distance - 0.5 * threshold))


def huber_slope(a: Array, target: Array, threshold: float) -> Array:
    """The difference a − t, kept between −threshold and threshold."""
    return np.minimum(np.maximum(a - target, -threshold), threshold)


def hinge(_z: Array, a: Array, target: Array) -> Array:
    """max(0, 1 − t a)."""
    return np.maximum(0.0, 1.0 - target * a)


def hinge_slope(a: Array, target: Array) -> Array:
    """−t where t a < 1, else 0."""
    return np.where(target * a < 1.0, -target, 0.0)


def _any_target(target: Array) -> NDArray[np.bool_]:
    return np.ones(target.shape, dtype=np.bool_)


def _sums_to_one(target: Array) -> NDArray[np.bool_]:
    right = np.abs(target.sum(axis=-1, keepdims=True) - 1.0) <= DISTRIBUTION_TOLERANCE
    return np.asarray((target >= 0.0) & right)


@dataclass(frozen=True)
class Form:
    """A loss's formulas, which targets it allows, and which output layer it is fused with."""

    error: Callable[..., Array]
    dE_da: Callable[..., Array] | None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    fused_with: str | None = None
    allowed: Callable[[Array], NDArray[np.bool_]] = _any_target
    targets: str = "numbers"


LOSSES: Mapping[str, Form] = MappingProxyType(
    {
        "half_squared_error": Form(half_squared_error, lambda a, target: a - target),
        "squared_error": Form(squared_error, lambda a, target: 2.0 * (a - target)),
        "mean_squared_error": Form(mean_squared_error, lambda a, target: 2.0 / a.shape[-1] * (a - target)),
        "binary_cross_entropy": Form(
            binary_cross_entropy,
            None,
            fused_with="logistic",
            allowed=lambda target: (target >= 0.0) & (target <= 1.0),
            targets="between 0 and 1",
        ),
        "categorical_cross_entropy": Form(
            categorical_cross_entropy,
            None,
            fused_with="softmax",
            allowed=_sums_to_one,
            targets="a distribution: not negative, with sum 1",
        ),
        "huber": Form(huber, huber_slope, {"threshold": Parameter(1.0, 1e-6, 1e6)}),
        "hinge": Form(hinge, hinge_slope, allowed=lambda target: np.abs(target) == 1.0, targets="-1 or 1"),
    }
)


@dataclass(frozen=True)
class Loss:
    """A loss with its parameters; made by `loss`."""

    name: str
    parameters: Mapping[str, float]

    @property
    def fused_with(self) -> str | None:
        """Name of the output activation whose slope cancels against this loss (δ = a − t), or None."""
        return LOSSES[self.name].fused_with

    def error(self, z: Array, a: Array, target: Array) -> Array:
        """E_k of each output, from its net input, activation and target, of their shape."""
        with silent():
            return LOSSES[self.name].error(z, a, target, **self.parameters)

    def dE_da(self, a: Array, target: Array) -> Array:  # noqa: N802 the textbook's name
        """∂E/∂a of each output, of the shape of a; a fused loss has none, because it may be infinite."""
        slope = LOSSES[self.name].dE_da
        if slope is None:
            raise TypeError(f"{self.name} is fused with {self.fused_with}; its delta is a − target.")
        with silent():
            return slope(a, target, **self.parameters)

    def check_target(self, target: Array, field: str = "target") -> None:
        """Refuse targets that this loss is not made for.

        Raises:
            ValueRangeError: with the first one that is not allowed.
        """
        form = LOSSES[self.name]
        with silent():
            allowed = form.allowed(target)
        if not allowed.all():
            index = tuple(np.argwhere(~allowed)[0])
            raise ValueRangeError(
                f"{self.name} needs targets that are {form.targets}, not {target[index]:g}.", path(field, index)
            )

    def as_dict(self) -> dict[str, str | float]:
        """The name and the parameters, as on the wire: `{"name": "huber", "threshold": 1.0}`."""
        return {"name": self.name, **self.parameters}


def loss(name: str, **parameters: float) -> Loss:
    """Choose a loss.

    Args:
        name: a key of LOSSES.
        parameters: `threshold` of huber (1e-6 to 1e6, default 1).

    Raises:
        UnknownNameError: no such loss or parameter.
        ValueRangeError: a parameter is out of its range.
    """
    form = known(LOSSES, name, "loss", "name")
    return Loss(name, chosen(form.parameters, parameters, name))


def loss_of(given: Loss | str | Mapping[str, object], field: str) -> Loss:
    """Read a loss as the wire writes it: a name, or a mapping of `name` and parameters."""
    return given if isinstance(given, Loss) else named(loss, given, field)
