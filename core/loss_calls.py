"""The losses as calls that write into buffers and allocate nothing, bit for bit as core.losses has them.

Arrays are those of core.layer_calls, of the output layer.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.layer_calls import HALF, ONE, ZERO, Call, Mask, each, softmax_sum
from core.losses import Loss

#: Losses that are made of a − target.
OF_DIFFERENCE = ("half_squared_error", "squared_error", "mean_squared_error", "huber")


def difference(loss: Loss, a: Array, target: Array, difference: Array) -> list[Call]:
    """The difference a − target, where error and ∂E/∂a are made of it."""
    return each(np.subtract, a, target, difference) if loss.name in OF_DIFFERENCE else []


def error(loss: Loss, z: Array, a: Array, target: Array, difference: Array, error: Array) -> list[Call]:
    """E_k of each output into error, (n_L, rows, networks), after the call of `difference`."""
    square: Call = partial(np.multiply, error, difference, error)
    match loss.name:
        case "half_squared_error":
            return [partial(np.multiply, difference, HALF, error), square]
        case "squared_error":
            return [partial(np.multiply, difference, difference, error)]
        case "mean_squared_error":
            return [partial(np.multiply, difference, np.array(1.0 / len(a)), error), square]
        case "huber":
            return _huber(difference, error, **loss.parameters)
        case "hinge":
            return [
                partial(np.multiply, target, a, error),
                partial(np.subtract, ONE, error, error),
                partial(np.maximum, error, ZERO, out=error),
            ]
        case "binary_cross_entropy":
            return _binary_cross_entropy(z, target, error)
    return _categorical_cross_entropy(z, target, error)


def _huber(difference: Array, error: Array, threshold: float) -> list[Call]:
    far, line = np.empty_like(error, dtype=np.bool_), np.empty_like(error)
    bound, half = np.array(threshold), np.array(0.5 * threshold)
    return [
        partial(np.absolute, difference, error),
        partial(np.greater, error, bound, far),
        partial(np.subtract, error, half, line),
        partial(np.multiply, line, bound, line),
        partial(np.multiply, difference, HALF, error),
        partial(np.multiply, error, difference, error),
        partial(np.copyto, error, line, where=far),
    ]


def _binary_cross_entropy(z: Array, target: Array, error: Array) -> list[Call]:
    other, rest = np.empty_like(error), np.empty_like(target)
    return [
        partial(np.subtract, ONE, target, rest),
        partial(np.negative, z, other),
        partial(np.logaddexp, ZERO, other, other),
        partial(np.multiply, target, other, other),
        partial(np.logaddexp, ZERO, z, error),
        partial(np.multiply, rest, error, error),
        partial(np.add, error, other, error),
    ]


def _categorical_cross_entropy(z: Array, target: Array, error: Array) -> list[Call]:
    total, below = np.empty_like(z[:1]), np.empty_like(z)
    return [*softmax_sum(z, below, error, total), *error_of_softmax(below, total, target, error)]


def error_of_softmax(below: Array, total: Array, target: Array, error: Array) -> list[Call]:
    """The categorical cross-entropy t (ln Σ_j e^z_j − z), from what softmax_sum has left."""
    logarithm = np.empty_like(total)
    return [
        partial(np.log, total, logarithm),
        partial(np.copyto, error, logarithm),
        partial(np.subtract, error, below, error),
        partial(np.multiply, target, error, error),
    ]


def loss_slope(loss: Loss, a: Array, target: Array, difference: Array, out: Array) -> tuple[list[Call], Array]:
    """∂E/∂a of the outputs, or δ if the loss is fused, after the call of `difference`.

    Returns:
        Calls, and the buffer it is in then: out or difference.
    """
    match loss.name:
        case "half_squared_error":
            return [], difference
        case "squared_error":
            return [partial(np.multiply, difference, np.array(2.0), out)], out
        case "mean_squared_error":
            return [partial(np.multiply, difference, np.array(2.0 / len(a)), out)], out
        case "huber":
            threshold = np.array(loss.parameters["threshold"])
            return [
                partial(np.maximum, difference, -threshold, out=out),
                partial(np.minimum, out, threshold, out=out),
            ], out
        case "hinge":
            missing: Mask = np.empty_like(a, dtype=np.bool_)
            negative = np.empty_like(target)
            calls: list[Call] = [
                partial(np.multiply, target, a, out),
                partial(np.less, out, ONE, missing),
                partial(np.negative, target, negative),
                partial(np.copyto, out, ZERO),
                partial(np.copyto, out, negative, where=missing),
            ]
            return calls, out
    return each(np.subtract, a, target, out), out
