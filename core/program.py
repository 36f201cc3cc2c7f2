"""One iteration as a list of numpy calls, each bound to its buffers; only the trainer needs it.

Each part stands for one line of forward, backward or update and does the same operations in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from core.activations import Activation, softmax_jacobian
from core.arrays import Array
from core.network import Network

Call = Callable[[], object]


class Buffers:
    """All arrays of an iteration, made once.

    Attributes:
        parameters, gradient, change, eta: (trained,) everything that is trained, side by side.
        w, b, dE_dw: per layer after the input; views into parameters and gradient (b: copies where frozen).
        x, target: (n0,), (n_L,) the example.
        z, a, df, delta: per layer after the input; where each unit has its bias, delta is also its gradient.
        ones, zeros: per layer after the input, constants that need no broadcasting.
    """

    def __init__(self, network: Network) -> None:
        sizes, trains = network.sizes, network.trains_biases
        trained = sum(w.size for w in network.w) + (sum(b.size for b in network.b) if trains else 0)
        self.parameters, self.gradient = np.empty(trained), np.zeros(trained)
        self.change, self.eta = np.empty(trained), np.empty(trained)
        self.w, b = _views(network, self.parameters)
        self.dE_dw, self.dE_db = _views(network, self.gradient)
        self.b = b if trains else [bias.copy() for bias in network.b]
        for views, values in ((self.w, network.w), (self.b, network.b)):
            for view, value in zip(views, values, strict=True):
                view[...] = value
        self.x, self.target = np.empty(sizes[0]), np.empty(sizes[-1])
        self.z, self.a, self.df, own_delta = ([np.empty(n) for n in sizes[1:]] for _ in range(4))
        self.delta = self.dE_db if network.bias_policy == "per_unit" else own_delta
        self.ones, self.zeros = [np.ones(n) for n in sizes[1:]], [np.zeros(n) for n in sizes[1:]]
        self.signals = [self.x, *self.a]
        #: A loss that is fused reads only the net inputs, every other only the activations.
        self.read_by_loss = self.z[-1] if network.fused else self.a[-1]


def _views(network: Network, flat: Array) -> tuple[list[Array], list[Array]]:
    """Views of w and b into one vector, layer by layer; no b where the biases are frozen."""
    ws, bs, start = [], [], 0
    for w, b in zip(network.w, network.b, strict=True):
        ws.append(flat[start : start + w.size].reshape(w.shape))
        start += w.size
        if network.trains_biases:
            bs.append(flat[start : start + b.size])
            start += b.size
    return ws, bs


def program_of(network: Network, buffers: Buffers) -> list[Call]:
    """Bind every operation of one iteration to the buffers, in order."""
    layers = range(len(network.w))
    program: list[Call] = []
    for layer in layers:
        program += _forward(network.activations[layer], buffers, layer)
    program += _output_delta(network, buffers)
    for layer in reversed(layers[:-1]):
        program.append(partial(buffers.w[layer + 1].T.dot, buffers.delta[layer + 1], buffers.delta[layer]))
        program += _times_slope(network.activations[layer], buffers, layer)
    for layer in layers:
        column, row = buffers.delta[layer][:, None], buffers.signals[layer][None, :]
        program.append(partial(column.dot, row, buffers.dE_dw[layer]))
        if network.bias_policy == "shared":
            program.append(partial(_fill_with_sum, buffers.dE_db[layer], buffers.delta[layer]))
    program.append(partial(np.multiply, buffers.eta, buffers.gradient, buffers.change))
    program.append(partial(np.subtract, buffers.parameters, buffers.change, buffers.parameters))
    return program


def _forward(activation: Activation, buffers: Buffers, layer: int) -> list[Call]:
    """Net input and activation: z = W a_prev + b, a = f(z)."""
    z, a, ones, zeros = buffers.z[layer], buffers.a[layer], buffers.ones[layer], buffers.zeros[layer]
    net_input: list[Call] = [
        partial(buffers.w[layer].dot, buffers.signals[layer], z),
        partial(np.add, z, buffers.b[layer], z),
    ]
    f: dict[str, list[Call]] = {
        "identity": [partial(np.positive, z, a)],
        "logistic": [
            partial(np.negative, z, a),
            partial(np.exp, a, a),
            partial(np.add, ones, a, a),
            partial(np.divide, ones, a, a),
        ],
        "tanh": [partial(np.tanh, z, a)],
        "relu": [partial(np.maximum, z, zeros, out=a)],
    }
    return net_input + f.get(activation.name, [partial(_fill, a, activation.f, z)])


def _times_slope(activation: Activation, buffers: Buffers, layer: int) -> list[Call]:
    """δ = ∂E/∂a ⊙ f′(z), where the buffer of δ still holds ∂E/∂a."""
    z, a, df, delta, ones = (
        buffers.z[layer],
        buffers.a[layer],
        buffers.df[layer],
        buffers.delta[layer],
        buffers.ones[layer],
    )
    slope: dict[str, list[Call]] = {
        "logistic": [partial(np.subtract, ones, a, df), partial(np.multiply, a, df, df)],
        "tanh": [partial(np.multiply, a, a, df), partial(np.subtract, ones, df, df)],
    }
    if activation.name == "identity":
        return []
    return [
        *slope.get(activation.name, [partial(_fill, df, activation.df, z, a)]),
        partial(np.multiply, delta, df, delta),
    ]


def _output_delta(network: Network, buffers: Buffers) -> list[Call]:
    """δ of the output layer: fused a − t, else ∂E/∂a first."""
    a, target, delta, last = buffers.a[-1], buffers.target, buffers.delta[-1], len(network.w) - 1
    difference: Call = partial(np.subtract, a, target, delta)
    if network.fused:
        return [difference]
    dE_da = (
        [difference]
        if network.loss.name == "half_squared_error"
        else [partial(_fill, delta, network.loss.dE_da, a, target)]
    )
    if network.activations[-1].couples_units:
        return [*dE_da, partial(_times_jacobian, delta, a)]
    return [*dE_da, *_times_slope(network.activations[-1], buffers, last)]


def _fill(out: Array, function: Callable[..., Array], *arguments: Array) -> None:
    out[...] = function(*arguments)


def _fill_with_sum(out: Array, values: Array) -> None:
    out.fill(values.sum())


def _times_jacobian(delta: Array, a: Array) -> None:
    delta[...] = (delta[None, :] @ softmax_jacobian(a))[0]
