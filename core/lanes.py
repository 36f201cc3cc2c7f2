"""Many networks of one shape, one iteration at a time: every number is a vector with an entry per network.

A structure of arrays: parameters are (parameters, networks), signals (units, rows, networks). So one numpy call does
one operation of all networks at once, and what starting the call costs is shared by them. All buffers are made once and
every call is bound to them once, as in core.program.

A product w · a is summed source by source, in order. Signals lie in memory network by network where there are more
networks than rows, else row by row: numpy runs its inner loop along what lies side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from core import layer_calls, loss_calls
from core.arrays import Array
from core.layer_calls import Call
from core.method import share_of
from core.network import Network

#: How many numbers the networks of an iteration may have together: more than about 2 MB no cache holds.
MOST_NUMBERS = 1 << 18


class Lanes:
    """Buffers and calls of one iteration.

    Args:
        network: the shape, the functions, the bias policy; its parameters are not used.
        parameters: (all, networks) all weights, layer by layer, then all biases; `update` changes them in place.
        rows: how many rows each iteration uses.
        reduction: whether E is the `mean` or the `sum` of the rows' errors.

    Attributes:
        x, target: (n0, rows, 1), (n_L, rows, 1) the rows, which all networks share.
        error_total: (networks,) E.
        gradient: (trained, networks).
        forward, error, backward, update: the calls, in the order of an iteration; only E needs `error`.
    """

    def __init__(self, network: Network, parameters: Array, rows: int, reduction: str) -> None:
        count = parameters.shape[1]
        self._network, self._shape = network, (rows, count)
        self._share = share_of(reduction, rows)
        sizes, weights, trained = network.sizes, network.weights, network.trained
        self._all_parameters, self._parameters = parameters, parameters[:trained]
        self.gradient, self._change = (np.zeros((trained, count)) for _ in range(2))
        self._eta, self.error_total = np.zeros((trained, count)), np.zeros(count)
        self._w = list(_views(self._all_parameters, network.w))
        self._b = list(_views(self._all_parameters[weights:], network.b))
        self._dE_dw = list(_views(self.gradient, network.w))
        self._dE_db = list(_views(self.gradient[weights:], network.b)) if network.trains_biases else []
        self.x, self.target = np.zeros((sizes[0], rows, 1)), np.zeros((sizes[-1], rows, 1))
        self._starts = np.cumsum([0, *sizes[1:]]).tolist()
        self._all_z, self._all_a, self._all_df = (self._signals(self._starts[-1]) for _ in range(3))
        layers = range(len(network.w))
        self._z, self._a, self._df = (
            [flat[self._units(layer, layer)] for layer in layers] for flat in (self._all_z, self._all_a, self._all_df)
        )
        if network.bias_policy == "per_unit" and rows == 1:
            self._delta = [dE_db[:, None, :] for dE_db in self._dE_db]
        else:
            self._delta = [self._signals(n) for n in sizes[1:]]
        self._sources: list[Array] = [self.x, *self._a]
        self._error, self._difference = self._signals(sizes[-1]), self._signals(sizes[-1])
        self._terms = self._signals(max(sizes))
        self.forward = [call for layer in layers for call in self._forward(layer)]
        self.forward += loss_calls.difference(network.loss, self._a[-1], self.target, self._difference)
        self.error = self._errors()
        self.backward = self._backward()
        self.update: list[Call] = [
            partial(np.multiply, self._eta, self.gradient, self._change),
            partial(np.subtract, self._parameters, self._change, self._parameters),
        ]

    def set_eta(self, eta: Array) -> None:
        """Choose the learning rates, (networks,)."""
        self._eta[...] = eta

    def finite(self) -> NDArray[np.bool_]:
        """(networks,) whether every number of the iteration whose calls were just run is finite."""
        signals = [self._all_z, self._all_a, *self._df, *self._delta, self._error]
        numbers = [self.gradient, self._all_parameters, self.error_total[None]]
        checks = [np.isfinite(array).all(axis=(0, 1)) for array in signals]
        checks += [np.isfinite(array).all(axis=0) for array in numbers]
        return np.asarray(np.all(checks, axis=0))

    def _signals(self, units: int) -> Array:
        """(units, rows, networks), of which the more numerous lie side by side."""
        rows, count = self._shape
        if count >= rows:
            return np.zeros((units, rows, count))
        return np.zeros((units, count, rows)).swapaxes(1, 2)

    def _units(self, first: int, last: int) -> slice:
        return slice(self._starts[first], self._starts[last + 1])

    def _forward(self, layer: int) -> list[Call]:
        """Net input and activation: z = W a_prev + b, a = f(z)."""
        z, w, b = self._z[layer], self._w[layer], self._b[layer]
        calls = self._summed(z, list(w.swapaxes(0, 1)), self._sources[layer])
        calls.append(partial(np.add, z, b[:, None, :], z))
        return calls + layer_calls.activate(self._network.activations[layer], z, self._a[layer])

    def _summed(self, out: Array, columns: Sequence[Array], factors: Array) -> list[Call]:
        """Σ_i column_i · factor_i into (n, rows, networks); columns are (n, networks), factors (rows, networks)."""
        term = self._terms[: len(out)]
        calls = layer_calls.each(np.multiply, columns[0][:, None, :], factors[:1], out)
        for index, column in enumerate(columns[1:], start=1):
            calls += layer_calls.each(np.multiply, column[:, None, :], factors[index : index + 1], term)
            calls.append(partial(np.add, out, term, out))
        return calls

    def _errors(self) -> list[Call]:
        loss, share = self._network.loss, self._share
        calls = loss_calls.error(loss, self._z[-1], self._a[-1], self.target, self._difference, self._error)
        if self._shape[0] == 1 and 1 < len(self._error) <= layer_calls.FEW:
            outputs = list(self._error[:, 0])
            sums = zip([outputs[0], *[self.error_total] * (len(outputs) - 2)], outputs[1:], strict=True)
            calls += [partial(np.add, summed, output, self.error_total) for summed, output in sums]
        else:
            calls.append(partial(np.add.reduce, self._error, (0, 1), None, self.error_total))
        return calls if share == 1.0 else [*calls, partial(np.multiply, self.error_total, share, self.error_total)]

    def _backward(self) -> list[Call]:
        """δ of every layer, from the last to the first, then all gradients."""
        last = len(self._w) - 1
        calls = [*self._slopes(), *self._output_delta()]
        for layer in reversed(range(last)):
            calls += self._summed(self._delta[layer], list(self._w[layer + 1]), self._delta[layer + 1])
            calls += self._times_slope(layer, self._delta[layer])
        for layer in range(last + 1):
            calls += self._layer_gradient(layer)
        return calls

    def _slopes(self) -> list[Call]:
        """f′(z) of all layers that need it, neighbours with the same activation at once."""
        network = self._network
        stop = len(network.w) - (network.fused or network.activations[-1].couples_units)
        calls: list[Call] = []
        for activation, group in groupby(range(stop), key=network.activations.__getitem__):
            layers = list(group)
            units = self._units(layers[0], layers[-1])
            calls += layer_calls.slope(activation, self._all_z[units], self._all_a[units], self._all_df[units])
        return calls

    def _output_delta(self) -> list[Call]:
        """∂E/∂a, with the mean's share; then δ."""
        network, a, delta = self._network, self._a[-1], self._delta[-1]
        calls, dE_da = loss_calls.loss_slope(network.loss, a, self.target, self._difference, delta)
        if self._share != 1.0:
            calls.append(partial(np.multiply, dE_da, self._share, delta))
            dE_da = delta
        if network.activations[-1].couples_units and not network.fused:
            return calls + layer_calls.through_softmax(a, dE_da, delta)
        return calls + self._times_slope(len(self._w) - 1, dE_da)

    def _times_slope(self, layer: int, dE_da: Array) -> list[Call]:
        """δ = ∂E/∂a ⊙ f′(z)."""
        delta, last = self._delta[layer], len(self._w) - 1
        if self._network.activations[layer].name != "identity" and not (layer == last and self._network.fused):
            return [partial(np.multiply, dE_da, self._df[layer], delta)]
        return [] if dE_da is delta else [partial(np.positive, dE_da, delta)]

    def _layer_gradient(self, layer: int) -> list[Call]:
        """∂E/∂w_ji = Σ δ_j a_i and ∂E/∂b_j = Σ δ_j, over the rows."""
        delta, source, dE_dw = self._delta[layer], self._sources[layer], self._dE_dw[layer]
        term, calls = self._terms[: len(delta)], list[Call]()
        for index in range(len(source)):
            factor, column = source[index : index + 1], dE_dw[:, index]
            if self._shape[0] == 1:
                calls += layer_calls.each(np.multiply, delta, factor, column[:, None, :])
            else:
                calls.append(partial(np.multiply, delta, factor, term))
                calls.append(partial(np.add.reduce, term, 1, None, column))
        policy = self._network.bias_policy
        if policy == "shared":
            total = self._dE_db[layer][0]
            calls.append(partial(np.add.reduce, delta, (0, 1), None, total))
            calls.append(partial(np.copyto, self._dE_db[layer], total))
        elif policy == "per_unit" and self._shape[0] > 1:
            calls.append(partial(np.add.reduce, delta, 1, None, self._dE_db[layer]))
        return calls


def most_together(network: Network, rows: int) -> int:
    """How many networks an iteration should have at a time, so that their numbers fit into the cache."""
    signals = 4 * sum(network.sizes[1:]) + 2 * network.sizes[-1] + max(network.sizes)
    return max(1, MOST_NUMBERS // (4 * network.parameters + rows * signals))


def _views(flat: Array, like: Sequence[Array]) -> Iterator[Array]:
    """Views into the start of flat, (numbers, networks), one after the other: each like an array, networks last."""
    start = 0
    for array in like:
        yield flat[start : start + array.size].reshape(*array.shape, flat.shape[-1])
        start += array.size
