"""The fast path: thousands of iterations a call, bit for bit the numbers of forward, backward and update.

On small networks numpy spends its time on starting calls, not on numbers. So every buffer is made once, every call is
bound to its buffers once (core.program), and an iteration is that list of calls, run one after the other:

- all trained parameters lie side by side in one vector, and so do their gradients; w and b are views into it, and the
  update of the whole network is two calls;
- `w.dot(signal, out)` is numpy's quickest matrix product, with no temporary and no broadcasting;
- what the loss needs is kept row by row, so that E of all iterations of a block is computed at once, at its end.

The order of operations is that of the readable path, so the numbers are too; a test compares every bit.
"""

from __future__ import annotations

from itertools import cycle, islice

import numpy as np

from core.arrays import Array, silent
from core.network import Network
from core.program import Buffers, program_of

#: Iterations whose outputs are kept before E is computed.
BLOCK = 512


class Trainer:
    """Trains one row per iteration, in order: iteration n uses row n mod rows.

    Args:
        network: where to start; it is not changed.
        x: (rows, n0) inputs, checked.
        target: (rows, n_L) targets, checked.
        eta: learning rate of the next iterations.

    Attributes:
        iteration: how many updates were done.
    """

    def __init__(self, network: Network, x: Array, target: Array, eta: float) -> None:
        self.iteration = 0
        self._network = network
        self._x, self._target = list(np.array(x, order="C")), list(np.array(target, order="C"))
        self._buffers = Buffers(network)
        self._buffers.x[...], self._buffers.target[...] = self._x[0], self._target[0]
        self._program = program_of(network, self._buffers)
        self._outputs = np.empty((BLOCK, network.sizes[-1]))
        self._output_rows = list(self._outputs)
        self.set_eta(eta)

    @property
    def progress(self) -> Array:
        """(all,) a copy of all weights, layer by layer, then all biases (core.progress)."""
        return self._buffers.all_parameters.copy()

    def load(self, progress: Array, iteration: int) -> None:
        """Go on from the progress after so many updates; biases that are not trained stay."""
        trained = self._buffers.parameters
        trained[...] = progress[: trained.size]
        self.iteration = iteration

    def set_eta(self, eta: float) -> None:
        """Choose the learning rate of the next iterations."""
        self._buffers.eta.fill(eta)

    def network(self) -> Network:
        """The network as it is now.

        Raises:
            ValueRangeError: a parameter is not finite any more.
        """
        return self._network.with_parameters(self._buffers.w, self._buffers.b)

    def train(self, count: int) -> Array:
        """Do so many iterations; never warns, and never stops when the numbers run over.

        Returns:
            (count,) E of each, computed before its update.
        """
        errors = np.empty(count)
        with silent():
            for start in range(0, count, BLOCK):
                part = errors[start : start + BLOCK]
                self._train_block(part)
        return errors

    def _train_block(self, errors: Array) -> None:
        program, count, rows = self._program, len(errors), len(self._x)
        copy, output = np.positive, self._buffers.read_by_loss
        if rows == 1:
            for kept in islice(self._output_rows, count):
                for call in program:
                    call()
                copy(output, kept)
            target = self._buffers.target
        else:
            first, x, t = self.iteration % rows, self._buffers.x, self._buffers.target
            examples = islice(cycle(zip(self._x, self._target, strict=True)), first, None)
            for kept, (x_row, t_row) in zip(islice(self._output_rows, count), examples, strict=False):
                copy(x_row, x)
                copy(t_row, t)
                for call in program:
                    call()
                copy(output, kept)
            target = np.array([self._target[(first + n) % rows] for n in range(count)])
        outputs = self._outputs[:count]
        self._network.loss.error(outputs, outputs, target).sum(axis=-1, out=errors)
        self.iteration += count
