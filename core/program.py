"""One iteration as a list of numpy calls, each bound to its buffers; only the trainer needs it.

Each part stands for one line of forward, backward or update and does the same operations on the same numbers, so that
the results agree to the last bit. Two things save calls and change no bit: what is done to all units alike is done
to neighbouring layers at once, and −z of logistic units with fixed biases is (−b) − W a_prev, rounded just as z is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

import numpy as np

from core.activations import softmax_jacobian
from core.arrays import Array
from core.network import Network

Call = Callable[[], object]


class Buffers:
    """All arrays of an iteration, made once.

    Attributes:
        all_parameters: (all,) all weights, layer by layer, then all biases.
        parameters, gradient, change, eta: (trained,) everything that is trained; parameters is the start of the former.
        w, b, dE_dw, dE_db: per layer after the input; views into all_parameters and gradient (no dE_db where frozen).
        x, target: (n0,), (n_L,) the example.
        all_z, all_a, all_df, ones: (units,) of all layers after the input, side by side.
        z, a, df: per layer after the input; views into them.
        delta: per layer after the input; where each unit has its bias, delta is also its gradient.
        signals: x, then a of each layer.
        read_by_loss: z of the output if the loss is fused, else a: a fused loss reads only z, every other only a.
    """

    def __init__(self, network: Network) -> None:
        sizes = network.sizes
        weights, biases = sum(w.size for w in network.w), sum(b.size for b in network.b)
        trained = weights + biases if network.trains_biases else weights
        self.all_parameters, self.gradient = np.empty(weights + biases), np.zeros(trained)
        self.parameters = self.all_parameters[:trained]
        self.change, self.eta = np.empty(trained), np.empty(trained)
        self.w, self.b = _views(self.all_parameters, network.w), _views(self.all_parameters[weights:], network.b)
        self.dE_dw = _views(self.gradient, network.w)
        self.dE_db = _views(self.gradient[weights:], network.b) if network.trains_biases else []
        for views, values in ((self.w, network.w), (self.b, network.b)):
            for view, value in zip(views, values, strict=True):
                view[...] = value
        self.x, self.target = np.empty(sizes[0]), np.empty(sizes[-1])
        units = sum(sizes[1:])
        self.all_z, self.all_a, self.all_df, self.ones = (np.ones(units) for _ in range(4))
        self._starts = np.cumsum([0, *sizes[1:]]).tolist()
        cuts = [self.units(layer, layer) for layer in range(len(network.w))]
        self.z, self.a, self.df = ([flat[cut] for cut in cuts] for flat in (self.all_z, self.all_a, self.all_df))
        self.delta = self.dE_db if network.bias_policy == "per_unit" else [np.empty(n) for n in sizes[1:]]
        self.signals = [self.x, *self.a]
        self.read_by_loss = self.z[-1] if network.fused else self.a[-1]

    def units(self, first: int, last: int) -> slice:
        """Where the units of these layers stand side by side."""
        return slice(self._starts[first], self._starts[last + 1])


def _views(flat: Array, like: Sequence[Array]) -> list[Array]:
    """Views into the start of one vector, one after the other, each of the shape of one of these arrays."""
    stops = np.cumsum([array.size for array in like]).tolist()
    return [flat[stop - array.size : stop].reshape(array.shape) for stop, array in zip(stops, like, strict=True)]


def program_of(network: Network, buffers: Buffers) -> list[Call]:
    """Bind every operation of one iteration to the buffers, in order."""
    layers = range(len(network.w))
    program: list[Call] = []
    for layer in layers:
        program += _forward(network, buffers, layer)
    program += _slopes(network, buffers)
    program += _output_delta(network, buffers)
    for layer in reversed(layers[:-1]):
        program.append(partial(buffers.w[layer + 1].T.dot, buffers.delta[layer + 1], buffers.delta[layer]))
        program += _times_slope(network, buffers, layer)
    for layer in layers:
        column, row = buffers.delta[layer][:, None], buffers.signals[layer][None, :]
        program.append(partial(column.dot, row, buffers.dE_dw[layer]))
        if network.bias_policy == "shared":
            program.append(partial(_fill_with_sum, buffers.dE_db[layer], buffers.delta[layer]))
    program.append(partial(np.multiply, buffers.eta, buffers.gradient, buffers.change))
    program.append(partial(np.subtract, buffers.parameters, buffers.change, buffers.parameters))
    return program


def _forward(network: Network, buffers: Buffers, layer: int) -> list[Call]:
    """Net input and activation: z = W a_prev + b, a = f(z)."""
    activation, z, a, b = network.activations[layer], buffers.z[layer], buffers.a[layer], buffers.b[layer]
    ones = np.ones_like(z)
    weighted: Call = partial(buffers.w[layer].dot, buffers.signals[layer], z)
    net_input: list[Call] = [weighted, partial(np.add, z, b, z)]
    from_exponent: list[Call] = [partial(np.exp, a, a), partial(np.add, ones, a, a), partial(np.reciprocal, a, a)]
    match activation.name:
        case "logistic" if not (network.trains_biases or network.fused):
            return [weighted, partial(np.subtract, -b, z, a), *from_exponent]
        case "logistic":
            return [*net_input, partial(np.negative, z, a), *from_exponent]
        case "tanh":
            return [*net_input, partial(np.tanh, z, a)]
        case "identity":
            return [*net_input, partial(np.positive, z, a)]
        case "relu":
            return [*net_input, partial(np.maximum, z, np.zeros_like(z), out=a)]
    return [*net_input, partial(_fill, a, activation.f, z)]


def _slopes(network: Network, buffers: Buffers) -> list[Call]:
    """f′(z) of all layers that need it, neighbours with the same activation at once."""
    stop = len(network.w) - (network.fused or network.activations[-1].couples_units)
    calls: list[Call] = []
    for activation, group in groupby(range(stop), key=network.activations.__getitem__):
        layers = list(group)
        units = buffers.units(layers[0], layers[-1])
        z, a, df, ones = (flat[units] for flat in (buffers.all_z, buffers.all_a, buffers.all_df, buffers.ones))
        match activation.name:
            case "logistic":
                calls += [partial(np.subtract, ones, a, df), partial(np.multiply, a, df, df)]
            case "tanh":
                calls += [partial(np.multiply, a, a, df), partial(np.subtract, ones, df, df)]
            case "identity":
                pass
            case _:
                calls.append(partial(_fill, df, activation.df, z, a))
    return calls


def _times_slope(network: Network, buffers: Buffers, layer: int) -> list[Call]:
    """δ = ∂E/∂a ⊙ f′(z), where the buffer of δ still holds ∂E/∂a."""
    delta = buffers.delta[layer]
    return (
        [] if network.activations[layer].name == "identity" else [partial(np.multiply, delta, buffers.df[layer], delta)]
    )


def _output_delta(network: Network, buffers: Buffers) -> list[Call]:
    """δ of the output layer: fused a − t, else ∂E/∂a first."""
    a, target, delta = buffers.a[-1], buffers.target, buffers.delta[-1]
    difference: Call = partial(np.subtract, a, target, delta)
    if network.fused:
        return [difference]
    slope: Call = partial(_fill, delta, network.loss.dE_da, a, target)
    dE_da = difference if network.loss.name == "half_squared_error" else slope
    if network.activations[-1].couples_units:
        return [dE_da, partial(_times_jacobian, delta, a)]
    return [dE_da, *_times_slope(network, buffers, len(network.w) - 1)]


def _fill(out: Array, function: Callable[..., Array], *arguments: Array) -> None:
    out[...] = function(*arguments)


def _fill_with_sum(out: Array, values: Array) -> None:
    out.fill(values.sum())


def _times_jacobian(delta: Array, a: Array) -> None:
    delta[...] = (delta[None, :] @ softmax_jacobian(a))[0]
