"""The functions of a layer as calls that write into buffers and allocate nothing.

Arrays are (units,) of one example, (units, rows) of a batch, or (units, rows, networks) of many. Each list of calls
does the operations of core.activations in their order; where an operation is left out or done at once for all, it
changes no bit. Only gelu, whose erfc numpy lacks, is computed by core.activations itself, and allocates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.activations import Activation
from core.arrays import Array

Call = Callable[[], object]
Mask = NDArray[np.bool_]

#: numpy makes an array of a Python number at every call; these are made once.
HALF, ONE, ZERO = (np.array(number) for number in (0.5, 1.0, 0.0))
#: Of so few units one call for each is quicker than one that broadcasts or reduces.
FEW = 3


def each(function: np.ufunc, one: Array, other: Array, out: Array) -> list[Call]:
    """Calls of function(one, other, out), where one and other may have to be broadcast to out."""
    if out.ndim < 3 or len(out) > FEW or out.shape[1] > 1 or out.shape[2] == 1:
        return [partial(function, one, other, out)]
    return [partial(function, _unit(one, j), _unit(other, j), _unit(out, j)) for j in range(len(out))]


def spread(function: np.ufunc, each: Array, one: Array, out: Array) -> list[Call]:
    """Calls of function(each, one, out), with the same one, (1, …), for each unit; numpy would make a buffer for it."""
    same = np.empty_like(out)
    return [partial(np.copyto, same, one), partial(function, each, same, out)]


def over_units(function: np.ufunc, values: Array, out: Array) -> list[Call]:
    """Calls that join the values of all units, one after the other, into out, (1, …)."""
    if not 2 <= len(values) <= FEW or out.size == 1:  # see from_exponent
        # By position, which is quicker, but not in the stubs of every ufunc.
        return [partial(function.reduce, values, 0, None, out, True)]  # type: ignore[call-arg]
    first, second, *others = (values[j : j + 1] for j in range(len(values)))
    return [partial(function, first, second, out), *(partial(function, out, other, out) for other in others)]


def _unit(array: Array, index: int) -> Array:
    """(networks,) the values of a unit in its only row, or () if they are the same for all networks."""
    values: Array = array[index if len(array) > 1 else 0, 0]
    return values.reshape(()) if values.size == 1 else values


def logistic(z: Array, a: Array) -> list[Call]:
    """1 / (1 + e^−z)."""
    return [partial(np.negative, z, a), *from_exponent(a)]


def from_exponent(a: Array) -> list[Call]:
    """1 / (1 + e^−z), where a still holds −z."""
    # A single number is not changed in place: numpy takes three times as long for that as from one array to another.
    power, divisor = (np.empty_like(a), np.empty_like(a)) if a.size == 1 else (a, a)
    return [partial(np.exp, a, power), partial(np.add, power, ONE, divisor), partial(np.reciprocal, divisor, a)]


def leaky_relu(z: Array, a: Array, slope: float) -> list[Call]:
    """The larger of z and slope · z."""
    return [partial(np.multiply, z, np.array(slope), a), partial(np.maximum, z, a, out=a)]


def elu(z: Array, a: Array, alpha: float) -> list[Call]:
    """The input z where z > 0, else alpha (e^z − 1); of the two summands one is 0."""
    above = np.empty_like(z)
    return [
        partial(np.minimum, z, ZERO, out=a),
        partial(np.expm1, a, a),
        partial(np.multiply, a, np.array(alpha), a),
        partial(np.maximum, z, ZERO, out=above),
        partial(np.add, a, above, a),
    ]


def softmax(z: Array, a: Array) -> list[Call]:
    """e^z_i / Σ_j e^z_j over the units, shifted by the largest z."""
    one = np.empty_like(z[:1])
    return [*softmax_sum(z, a, a, one), *spread(np.divide, a, one, a)]


def softmax_sum(z: Array, below: Array, powers: Array, total: Array) -> list[Call]:
    """How far each z is below the largest, e to the power of that, and the sum of these over the units, (1, …).

    Where a z is undefined so is the sum, even though fmax passes over it; numpy takes longer to start maximum.
    """
    return [
        *over_units(np.fmax, z, total),
        *spread(np.subtract, z, total, below),
        partial(np.exp, below, powers),
        *over_units(np.add, powers, total),
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
            return _step(z, df)
        case "leaky_relu":
            least = np.array(activation.parameters["slope"])
            return [*_step(z, df), partial(np.maximum, df, least, out=df)]
        case "elu":
            return _elu_slope(z, df, **activation.parameters)
        case "softplus":
            return logistic(z, df)
    return [partial(_fill, df, activation.df, z, a)]


def _step(z: Array, df: Array) -> list[Call]:
    """1 where z > 0, else 0."""
    above: Mask = np.empty_like(z, dtype=np.bool_)
    return [partial(np.greater, z, ZERO, above), partial(np.copyto, df, above)]


def _elu_slope(z: Array, df: Array, alpha: float) -> list[Call]:
    above: Mask = np.empty_like(z, dtype=np.bool_)
    return [
        partial(np.greater, z, ZERO, above),
        partial(np.minimum, z, ZERO, out=df),
        partial(np.exp, df, df),
        partial(np.multiply, df, np.array(alpha), df),
        partial(np.copyto, df, ONE, where=above),
    ]


def through_softmax(a: Array, dE_da: Array, delta: Array) -> list[Call]:
    """δ_i = Σ_j ∂E/∂a_j ∂a_j/∂z_i = a_i (∂E/∂a_i − Σ_j ∂E/∂a_j a_j)."""
    product, total = np.empty_like(a), np.empty_like(a[:1])
    return [
        partial(np.multiply, dE_da, a, product),
        *over_units(np.add, product, total),
        partial(np.subtract, dE_da, total, delta),
        partial(np.multiply, delta, a, delta),
    ]


def through_jacobian(a: Array, delta: Array) -> list[Call]:
    """δ_i = Σ_j ∂E/∂a_j ∂a_j/∂z_i of softmax, where delta still holds ∂E/∂a."""
    outputs, dE_da = np.empty(a.T.shape), np.empty(a.T.shape)
    negative, jacobian = np.empty_like(outputs), np.empty((*outputs.shape, len(a)))
    diagonal = np.zeros_like(jacobian)
    summed = np.empty((*outputs.shape[:-1], 1, len(a)))
    return [
        partial(np.copyto, outputs, a.T),
        partial(np.copyto, dE_da, delta.T),
        partial(np.negative, outputs, negative),
        partial(np.matmul, negative[..., :, None], outputs[..., None, :], jacobian),
        partial(np.copyto, np.einsum("...ii->...i", diagonal), outputs),
        partial(np.add, jacobian, diagonal, jacobian),
        partial(np.matmul, dE_da[..., None, :], jacobian, summed),
        partial(np.copyto, delta, summed[..., 0, :].T),
    ]


def _fill(out: Array, function: Callable[..., Array], *arguments: Array) -> None:
    out[...] = function(*arguments)
