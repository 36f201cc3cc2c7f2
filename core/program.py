"""One iteration as a list of numpy calls, each bound to its buffers; only the trainer needs it.

Each part stands for one line of forward or backward and does the same operations on the same numbers, so that the
results agree to the last bit. How parameters lie in memory (core.buffers) saves calls; besides, what is done to all
units alike is done to neighbouring layers at once, and E of some iterations is computed at once, at their end.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import NamedTuple

import numpy as np

from core import layer_calls, loss_calls
from core.arrays import Array
from core.buffers import Buffers
from core.layer_calls import ONE, Call
from core.network import Network

#: So many iterations keep their signals at most,
MOST_TURNS = 64
#: and so many numbers, which caches hold.
MOST_NUMBERS = 1 << 16


class Block(NamedTuple):
    """Neighbouring layers with equally many units, of one example: one product gives all their gradients.

    The signals that these layers are sent are rows of a matrix, each behind those of the rows above, with zeros
    elsewhere: its columns times the rows of δ are the gradients of all parameters, layer below layer.

    Attributes:
        layers: which, counted from 0 after the input.
        width: how many signals all of them are sent.
        deltas: (layers, units of each) δ.
        gradients: (signals, units of each) of all parameters.
    """

    layers: range
    width: int
    deltas: Array
    gradients: Array


def _blocks(network: Network, buffers: Buffers) -> list[Block]:
    """All blocks of more than one layer."""
    blocks, stop = list[Block](), 0
    for units, group in groupby(range(len(network.w)), key=network.sizes[1:].__getitem__):
        layers = list(group)
        width = sum(network.sizes[layer] + 1 for layer in layers)
        start, stop = stop, stop + width * units
        if len(layers) > 1:
            gradients = buffers.gradient[start:stop].reshape(width, units)
            blocks.append(Block(range(layers[0], layers[-1] + 1), width, np.empty((len(layers), units)), gradients))
    return blocks


class Program:
    """Iterations that use equally many rows. They take turns: each turn has signals of its own, until E is asked for.

    Args:
        network: shape and functions.
        buffers: parameters and gradients.
        rows: how many rows each iteration uses; None: one example, not a batch.
        share: the part that each example's error has in E.

    Attributes:
        turns: how many iterations can be done before E is asked for.
        given: per turn the inputs and the targets it computes with, (n_0, rows) and (n_L, rows).
    """

    def __init__(self, network: Network, buffers: Buffers, rows: int | None, share: float) -> None:
        self._network, self._buffers, self._share = network, buffers, np.array(share)
        shape, sizes = () if rows is None else (rows,), network.sizes
        self._blocks = _blocks(network, buffers) if rows is None else []
        between = {layer: block.width for block in self._blocks for layer in block.layers[:-1]}
        apart = [size + 1 + between.get(layer, 0) for layer, size in enumerate(sizes[:-1])]
        self._starts = np.cumsum([0, *apart, sizes[-1]]).tolist()
        width = self._starts[-1]
        self.turns = max(1, min(MOST_TURNS, MOST_NUMBERS // (2 * width * (rows or 1))))
        self._nets, self._target = (np.ones((self.turns, size, *shape)) for size in (width, sizes[-1]))
        before, after = (width - self._starts[1], width) if buffers.opposite else (0, 0)  # see _at_once
        self._memory, self._differences = (
            np.ones((self.turns, size + before, *shape)) for size in (width + after, after)
        )
        self._signals = self._memory[:, before : before + width]
        for layer, zeros in between.items():
            stop = self._starts[layer + 1]
            self._signals[:, stop - zeros : stop] = 0.0
        if buffers.opposite:
            self._target = self._memory[:, -sizes[-1] :]
        inputs = self._signals[:, : sizes[0]]
        self.given = [
            tuple(array.reshape(len(array), -1) for array in pair) for pair in zip(inputs, self._target, strict=True)
        ]
        self._slopes = np.ones((width, *shape))
        self._delta = [np.empty((size, *shape)) for size in sizes[1:]]
        for block in self._blocks:
            self._delta[block.layers.start : block.layers.stop] = block.deltas
        self._errors = np.empty(self.turns)
        self._totals = np.ones((self.turns, 1, *shape))
        self._shared = [call for layer in range(len(self._delta)) for call in self._shared_bias(layer)]
        self._error_calls = self._error()
        self._back, self._output_slope = self._sent_back(), self._times_slope(len(self._delta) - 1)

    def errors(self) -> Array:
        """(turns,) E of the iteration that each turn has done last; the buffer is used again."""
        for call in self._error_calls:
            call()
        return self._errors

    def calls(self, turn: int) -> list[Call]:
        """An iteration, up to the gradients."""
        layers = range(len(self._network.w))
        forward = [call for layer in layers for call in self._forward(turn, layer)]
        merged = {layer for block in self._blocks for layer in block.layers}
        gradients = [self._gradients(turn, layer) for layer in layers if layer not in merged]
        gradients += [self._merged(turn, block) for block in self._blocks]
        output = self._at_once(turn) if self._buffers.opposite else [*self._all_slopes(turn), *self._output_delta(turn)]
        return [*forward, *output, *self._back, *gradients, *self._shared]

    def _sent_back(self) -> list[Call]:
        """δ of all layers before the output, whose own is known."""
        calls, delta = list[Call](), self._delta
        for layer in reversed(range(len(delta) - 1)):
            calls.append(partial(self._buffers.layers[layer + 1].w.T.dot, delta[layer + 1], delta[layer]))
            calls += self._times_slope(layer)
        return calls

    def _gradients(self, turn: int, layer: int) -> Call:
        """All gradients of a layer."""
        sources, delta = self._sent(turn, layer), self._delta[layer]
        gradients = self._buffers.gradients[layer].both
        if delta.ndim == 1:
            return partial(sources[:, None].dot, delta[None, :], gradients)
        return partial(sources.dot, delta.T, gradients)

    def _merged(self, turn: int, block: Block) -> Call:
        """All gradients of neighbouring layers."""
        start, size = self._starts[block.layers.start], len(block.layers) * block.width
        signals = self._signals[turn, start : start + size].reshape(-1, block.width)
        return partial(signals.T.dot, block.deltas, block.gradients)

    def _sent(self, turn: int, layer: int) -> Array:
        """The signals that a layer is sent, and below them a 1."""
        start = self._starts[layer]
        return self._signals[turn, start : start + self._network.sizes[layer] + 1]

    def _of(self, signals: Array, layer: int) -> Array:
        """The numbers of a layer's units, of one turn."""
        start = self._starts[layer]
        return signals[start : start + self._network.sizes[layer]]

    def _forward(self, turn: int, layer: int) -> list[Call]:
        """Net input and activation: z = W a_prev + b, a = f(z)."""
        at, activation = self._buffers.layers[layer], self._network.activations[layer]
        z, a = self._of(self._nets[turn], layer + 1), self._of(self._signals[turn], layer + 1)
        mirrored = self._buffers.mirrored[layer]
        net = a if mirrored else z
        calls = [partial(at.both.T.dot, self._sent(turn, layer), net)]
        if mirrored:
            return [*calls, *layer_calls.from_exponent(a)]
        if self._network.fused and activation.couples_units:
            total = self._totals[turn]
            return [*calls, *layer_calls.softmax_sum(z, z, a, total), *layer_calls.spread(np.divide, a, total, a)]
        return calls + layer_calls.activate(activation, z, a)

    def _at_once(self, turn: int) -> list[Call]:
        """f′(z) of all layers and δ of the output, where ones lie as far before the units as outputs before targets.

        One subtraction gives a − 1 of every unit, and target − a.
        """
        memory, start, outputs = self._memory[turn], self._starts[1], self._network.sizes[-1]
        a, df, differences = self._signals[turn, start:], self._slopes[start:], self._differences[turn]
        return [
            partial(np.subtract, memory[self._starts[-1] :], memory[: len(differences)], differences),
            partial(np.multiply, a, differences[: len(a)], df),
            partial(np.multiply, differences[-outputs:], df[-outputs:], self._delta[-1]),
        ]

    def _all_slopes(self, turn: int) -> list[Call]:
        """f′(z) of all layers that need it, neighbours with the same activation at once."""
        network = self._network
        stop = len(network.w) - (network.fused or network.activations[-1].couples_units)
        calls: list[Call] = []
        for activation, group in groupby(range(stop), key=network.activations.__getitem__):
            layers = list(group)
            units = slice(self._starts[layers[0] + 1], self._starts[layers[-1] + 1] + network.sizes[layers[-1] + 1])
            z, a, df = self._nets[turn, units], self._signals[turn, units], self._slopes[units]
            if self._buffers.mirrored[layers[0]]:
                calls += [partial(np.subtract, a, ONE, df), partial(np.multiply, a, df, df)]
            else:
                calls += layer_calls.slope(activation, z, a, df)
        return calls

    def _output_delta(self, turn: int) -> list[Call]:
        """δ of the output layer: fused a − t, else ∂E/∂a first; with the share of each example."""
        network, delta = self._network, self._delta[-1]
        a, target = self._of(self._signals[turn], len(network.w)), self._target[turn]
        calls = loss_calls.difference(network.loss, a, target, delta)
        calls += loss_calls.loss_slope(network.loss, a, target, delta, delta)[0]
        if self._share != 1.0:
            calls.append(partial(np.multiply, delta, self._share, delta))
        if network.activations[-1].couples_units and not network.fused:
            return calls + layer_calls.through_jacobian(a, delta)
        return calls + self._output_slope

    def _times_slope(self, layer: int) -> list[Call]:
        """δ = ∂E/∂a ⊙ f′(z), where the buffer of δ still holds ∂E/∂a."""
        network, delta = self._network, self._delta[layer]
        if network.activations[layer].name == "identity" or (network.fused and layer == len(network.w) - 1):
            return []
        return [partial(np.multiply, delta, self._of(self._slopes, layer + 1), delta)]

    def _shared_bias(self, layer: int) -> list[Call]:
        """The gradient of a shared bias, δ of all units."""
        if self._network.bias_policy != "shared":
            return []
        dE_db, total = self._buffers.gradients[layer].b, np.empty(())
        return [partial(np.add.reduce, dE_db, 0, None, total), partial(np.copyto, dE_db, total)]

    def _error(self) -> list[Call]:
        """E of each turn, from what the loss reads of the outputs: z if it is fused, else a."""
        network, loss, target = self._network, self._network.loss, self._target
        start = self._starts[-2]
        outputs = (self._nets if network.fused else self._signals)[:, start : start + network.sizes[-1]]
        read, error = np.empty_like(target), np.empty_like(target)
        kept, goal, by_unit, totals = (np.moveaxis(array, 1, 0) for array in (read, target, error, self._totals))
        calls: list[Call] = [partial(np.copyto, read, outputs)]
        if network.fused and network.activations[-1].couples_units:
            calls += loss_calls.error_of_softmax(kept, totals, goal, by_unit)
        else:
            difference = np.empty_like(goal)
            if self._buffers.opposite:
                calls = [partial(np.copyto, difference, self._differences[:, -len(goal) :].T)]
            else:
                calls += loss_calls.difference(loss, kept, goal, difference)
            calls += loss_calls.error(loss, kept, kept, goal, difference, by_unit)
        calls.append(partial(np.add.reduce, error.reshape(self.turns, -1), 1, None, self._errors))
        calls.append(partial(np.multiply, self._errors, self._share, self._errors))
        return calls
