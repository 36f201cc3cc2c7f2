"""Backward: how E changes with every net input, weight and bias. It never changes the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.activations import softmax_jacobian
from core.arrays import Array, all_finite, as_array, ensure_finite, silent
from core.errors import ShapeError
from core.forward import Forward, with_one
from core.method import share_of
from core.network import Network


@dataclass(frozen=True, eq=False)
class Backward:
    """One backward pass; the tuples have one entry per layer after the input.

    Attributes:
        error: (n_L,) or (batch, n_L) the error of each output and example, before any reduction.
        error_total: E, the sum of an example's errors, reduced over the batch.
        dE_da: like a; None for an output layer that is fused with its loss.
        df: like z, f′(z); None for a fused or a softmax output layer.
        delta: like z, ∂E/∂z.
        dE_dw: like w, summed over the batch.
        dE_db: like b, summed over the batch; where the bias is shared, the layer's sum, once per unit.
    """

    error: Array
    error_total: float
    dE_da: tuple[Array | None, ...]
    df: tuple[Array | None, ...]
    delta: tuple[Array, ...]
    dE_dw: tuple[Array, ...]
    dE_db: tuple[Array, ...]


def backward(network: Network, forward: Forward, target: ArrayLike, reduction: str = "mean") -> Backward:
    """Carry the error back through the network.

    Args:
        network: the network, with the weights that the forward pass used.
        forward: its forward pass.
        target: like the output: (n_L,) or (batch, n_L).
        reduction: E of a batch is the `mean` or the `sum` of the examples' errors.

    Returns:
        All derivatives of E.

    Raises:
        ShapeError, ValueRangeError, UnknownNameError: the target does not fit the output or the
            loss, or there is no such reduction.
        DivergenceError: an error or a derivative ran over.

    Source: Rumelhart, Hinton & Williams 1986; Nielsen, ch. 2.
    """
    target = checked_target(network, forward, target)
    share = share_of(reduction, len(np.atleast_2d(target)))
    error, error_total = _error(network, forward, target, share)
    last = len(network.w) - 1
    dE_da: list[Array | None] = [None] * (last + 1)
    df: list[Array | None] = [None] * (last + 1)
    delta: list[Array] = [np.empty(0)] * (last + 1)

    with silent():
        dE_da[last], df[last], delta[last] = output_delta(network, forward, target, share)
        for layer in reversed(range(last)):
            dE_da[layer], df[layer], delta[layer] = _hidden_delta(network, forward, layer, delta[layer + 1])

        pairs = zip(delta, forward.signals[:-1], strict=True)
        dE_dw, dE_db = zip(*[parameter_gradients(network, *pair) for pair in pairs], strict=True)

    result = Backward(error, error_total, tuple(dE_da), tuple(df), tuple(delta), dE_dw, dE_db)
    _ensure_finite(network, result)
    return result


def error_of(network: Network, forward: Forward, target: ArrayLike, reduction: str = "mean") -> tuple[Array, float]:
    """The error of each output, like the target, and E, without going backward; arguments and errors of `backward`."""
    target = checked_target(network, forward, target)
    return _error(network, forward, target, share_of(reduction, len(np.atleast_2d(target))))


def _error(network: Network, forward: Forward, target: Array, share: float) -> tuple[Array, float]:
    with silent():
        error = network.loss.error(forward.z[-1], forward.a[-1], target)
        error_total = float(error.T.ravel().sum()) * share  # output by output
    ensure_finite("error", len(network.w), error)
    ensure_finite("error_total", None, np.array(error_total), 0)
    return error, error_total


def output_delta(
    network: Network, forward: Forward, target: Array, share: float
) -> tuple[Array | None, Array | None, Array]:
    """∂E/∂a, f′(z) and δ of the output, those that there are.

    δ = ∂E/∂a ⊙ f′(z); with softmax δ_i = Σ_j ∂E/∂a_j ∂a_j/∂z_i; fused with a cross-entropy δ = a − t.

    Args:
        network: the network.
        forward: what a row or a batch gave.
        target: what it should have given, checked.
        share: the part that each example's error has in E.
    """
    z, a, activation = forward.z[-1], forward.a[-1], network.activations[-1]
    if network.fused:
        return None, None, (a - target) * share
    dE_da = network.loss.dE_da(a, target) * share
    if activation.couples_units:
        dE_da = np.ascontiguousarray(dE_da)
        return dE_da, None, (dE_da[..., None, :] @ softmax_jacobian(np.ascontiguousarray(a)))[..., 0, :]
    df = activation.df(z, a)
    return dE_da, df, dE_da * df


def _hidden_delta(network: Network, forward: Forward, layer: int, delta_next: Array) -> tuple[Array, Array, Array]:
    """∂E/∂a_i = Σ_j δ_j w_ji, then δ = ∂E/∂a ⊙ f′(z)."""
    dE_da = sent_back(network.by_source[layer + 1][:-1], delta_next)
    df = network.activations[layer].df(forward.z[layer], forward.a[layer])
    return dE_da, df, dE_da * df


def sent_back(by_source: Array, delta: Array) -> Array:
    """∂E/∂a_i = Σ_j δ_j w_ji: (n_prev,) or (batch, n_prev), from w by source, (n_prev, n), and δ of each unit."""
    return np.asarray(by_source.dot(by_unit(delta)).T)  # (n_prev, n) @ (n,) or (n, batch)


def by_unit(values: Array) -> Array:
    """(n, batch) from (batch, n), those of a unit side by side in memory; (n,) stays as it is."""
    return np.ascontiguousarray(values.T)


def parameter_gradients(network: Network, delta: Array, a_prev: Array) -> tuple[Array, Array]:
    """∂E/∂w_ji = δ_j a_i and ∂E/∂b_j = δ_j · 1; of a batch summed over the examples, in one product.

    Args:
        network: says whether the units of a layer share their bias; then δ is summed over them, too.
        delta: (n,) of one example, or (batch, n).
        a_prev: (n_prev,) or (batch, n_prev).

    Returns:
        (n, n_prev) of w and (n,) of b.
    """
    if delta.ndim == 1:
        dE_dw, dE_db = np.outer(delta, a_prev), delta.copy()
    else:
        both = with_one(a_prev).dot(by_unit(delta).T)  # (n_prev + 1, batch) @ (batch, n)
        dE_dw, dE_db = both[:-1].T.copy(), both[-1].copy()
    return dE_dw, np.full_like(dE_db, dE_db.sum()) if network.bias_policy == "shared" else dE_db


def checked_target(network: Network, forward: Forward, target: ArrayLike) -> Array:
    """Read a target.

    Raises:
        ShapeError, ValueRangeError: it does not fit the output or the loss.
    """
    array = as_array(target, "target")
    if array.shape != forward.a[-1].shape:
        needed = forward.a[-1].shape
        raise ShapeError(f"target has shape {array.shape}; the output has {needed}, so give that.", "target")
    network.loss.check_target(array)
    return array


def _ensure_finite(network: Network, result: Backward) -> None:
    if all_finite((*result.dE_da, *result.df, *result.delta, *result.dE_dw, *result.dE_db)):
        return
    for layer in range(len(network.w), 0, -1):
        ensure_finite("dE_da", layer, result.dE_da[layer - 1])
        ensure_finite("df", layer, result.df[layer - 1])
        ensure_finite("delta", layer, result.delta[layer - 1])
        ensure_finite("dE_dw", layer, result.dE_dw[layer - 1], 2)
        ensure_finite("dE_db", layer, result.dE_db[layer - 1], 0 if network.bias_policy == "shared" else 1)
