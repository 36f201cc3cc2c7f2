"""The functions of a layer for many networks at once, as calls that write into buffers and allocate nothing.

Arrays are (units, rows, networks). Each list of calls does the operations of core.activations or core.losses in their
order; where an operation is left out or done at once for all, it changes no bit. Only gelu, whose erfc numpy lacks, is
computed by core.activations itself, and allocates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.activations import Activation
from core.arrays import Array
from core.losses import Loss

Call = Callable[[], object]
Mask = NDArray[np.bool_]

#: numpy makes an array of a Python number at every call; these are made once.
HALF, ONE, ZERO = (np.array(number) for number in (0.5, 1.0, 0.0))
#: Of so few units one call for each is quicker than one that broadcasts.
FEW = 3


def each(function: np.ufunc, one: Array, other: Array, out: Array) -> list[Call]:
    """Calls of function(one, other, out), where one and other may have to be broadcast to out, (n, rows, networks)."""
    if len(out) > FEW or out.shape[1] > 1 or out.shape[2] == 1:
        return [partial(function, one, other, out)]
    return [partial(function, _unit(one, j), _unit(other, j), _unit(out, j)) for j in range(len(out))]


def _unit(array: Array, index: int) -> Array:
    """(networks,) the values of a unit in its only row, or () if they are the same for all networks."""
    values: Array = array[index if len(array) > 1 else 0, 0]
    return values.reshape(()) if values.size == 1 else values


def logistic(z: Array, a: Array) -> list[Call]:
    """1 / (1 + e^−z)."""
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, ONE, a),
        partial(np.divide, ONE, a, a),
    ]


def leaky_relu(z: Array, a: Array, slope: float) -> list[Call]:
    """The larger of z and slope · z."""
    return [partial(np.multiply, z, slope, a), partial(np.maximum, z, a, out=a)]


def elu(z: Array, a: Array, alpha: float) -> list[Call]:
    """The input z where z > 0, else alpha (e^z − 1); of the two summands one is 0."""
    above = np.empty_like(z)
    return [
        partial(np.minimum, z, ZERO, out=a),
        partial(np.expm1, a, a),
        partial(np.multiply, a, alpha, a),
        partial(np.maximum, z, ZERO, out=above),
        partial(np.add, a, above, a),
    ]


def softmax(z: Array, a: Array) -> list[Call]:
    """e^z_i / Σ_j e^z_j over the units, shifted by the largest z."""
    one = np.empty_like(z[:1])
    return [
        partial(np.maximum.reduce, z, 0, None, one, True),
        partial(np.subtract, z, one, a),
        partial(np.exp, a, a),
        partial(np.add.reduce, a, 0, None, one, True),
        partial(np.divide, a, one, a),
    ]


def activate(activation: Activation, z: Array, a: Array) -> list[Call]:
    """Of net inputs z, (n, rows, networks), their activations, into a."""
    match activation.name:
        case "identity":
            return [partial(np.positive, z, a)]
        case "tanh":
            return [partial(np.tanh, z, a)]
        case "relu":
            return [partial(np.maximum, z, ZERO, out=a)]
        case "softplus":
            return [partial(np.logaddexp, ZERO, z, a)]
    if activation.name in _COMPOSED:
        return _COMPOSED[activation.name](z, a, **activation.parameters)
    return [partial(_fill, a, activation.f, z)]


_COMPOSED: Mapping[str, Callable[..., list[Call]]] = MappingProxyType(
    {"logistic": logistic, "leaky_relu": leaky_relu, "elu": elu, "softmax": softmax}
)


def slope(activation: Activation, z: Array, a: Array, df: Array) -> list[Call]:
    """f′(z) into df; none for identity, whose slope 1 changes nothing."""
    match activation.name:
        case "identity":
            return []
        case "logistic":
            return [partial(np.subtract, ONE, a, df), partial(np.multiply, a, df, df)]
        case "tanh":
            return [partial(np.multiply, a, a, df), partial(np.subtract, ONE, df, df)]
        case "relu":
            return [partial(np.heaviside, z, ZERO, df)]
        case "leaky_relu":
            return [partial(np.heaviside, z, ZERO, df), partial(np.maximum, df, activation.parameters["slope"], out=df)]
        case "elu":
            return _elu_slope(z, df, **activation.parameters)
        case "softplus":
            return logistic(z, df)
    return [partial(_fill, df, activation.df, z, a)]


def _elu_slope(z: Array, df: Array, alpha: float) -> list[Call]:
    above: Mask = np.empty(z.shape, dtype=np.bool_)
    return [
        partial(np.greater, z, ZERO, above),
        partial(np.minimum, z, ZERO, out=df),
        partial(np.exp, df, df),
        partial(np.multiply, df, alpha, df),
        partial(np.copyto, df, ONE, where=above),
    ]


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
            return [partial(np.multiply, difference, 1.0 / len(a), error), square]
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
    far, line = np.empty(error.shape, dtype=np.bool_), np.empty_like(error)
    return [
        partial(np.absolute, difference, error),
        partial(np.greater, error, threshold, far),
        partial(np.subtract, error, 0.5 * threshold, line),
        partial(np.multiply, line, threshold, line),
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
    one, below = np.empty_like(z[:1]), np.empty_like(z)
    return [
        partial(np.maximum.reduce, z, 0, None, one, True),
        partial(np.subtract, z, one, below),
        partial(np.exp, below, error),
        partial(np.add.reduce, error, 0, None, one, True),
        partial(np.log, one, one),
        partial(np.subtract, one, below, error),
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
            return [partial(np.multiply, difference, 2.0, out)], out
        case "mean_squared_error":
            return [partial(np.multiply, difference, 2.0 / len(a), out)], out
        case "huber":
            threshold = loss.parameters["threshold"]
            return [
                partial(np.maximum, difference, -threshold, out=out),
                partial(np.minimum, out, threshold, out=out),
            ], out
        case "hinge":
            missing: Mask = np.empty(a.shape, dtype=np.bool_)
            calls: list[Call] = [
                partial(np.multiply, target, a, out),
                partial(np.less, out, ONE, missing),
                partial(np.multiply, missing, target, out),
                partial(np.negative, out, out),
            ]
            return calls, out
    return each(np.subtract, a, target, out), out


def through_softmax(a: Array, dE_da: Array, delta: Array) -> list[Call]:
    """δ_i = Σ_j ∂E/∂a_j ∂a_j/∂z_i = a_i (∂E/∂a_i − Σ_j ∂E/∂a_j a_j)."""
    product, total = np.empty_like(a), np.empty_like(a[:1])
    return [
        partial(np.multiply, dE_da, a, product),
        partial(np.add.reduce, product, 0, None, total, True),
        partial(np.subtract, dE_da, total, delta),
        partial(np.multiply, delta, a, delta),
    ]


def _fill(out: Array, function: Callable[..., Array], *arguments: Array) -> None:
    out[...] = function(*arguments)
