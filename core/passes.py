"""The iteration of many networks as a list of passes, each of which makes a row of numbers, one of each network.

All that an iteration needs stands in a table, whose rows are numbered: the example, parameters, signals, gradients. A
pass is five whole numbers: what it does, the row that it makes or changes, and rows that it reads. Where there is one
example at a time, a parameter is updated in the pass that makes its derivative. core.kernels_of_many does the passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.activations import ACTIVATIONS
from core.network import Network
from core.setup import Setup

#: What a pass does with its rows o, a, b, c.
PRODUCT, ADD_PRODUCT, NET_INPUT = range(3)  # o = a b;  o += a b;  o = (o + a b) + c
DESCEND, DESCEND_PRODUCT = range(3, 5)  # o −= a b;  o −= a (b c)
SUM, DIFFERENCE, ADD, TIMES, DIVIDE = range(5, 10)  # o = a + b;  o = a − b;  o += a;  o *= a;  o /= a
LARGER, POWER, LOGARITHM = range(10, 13)  # o = max(o, a);  o = e^(a − b);  o = ln a
ERROR, LOSS_SLOPE = range(13, 15)  # o += E_k of z = a, a = b, t = c;  o = ∂E/∂a of a = a, t = b
ACTIVATE = 15  # plus the index of the function: o = f(a) in layer c
TIMES_SLOPE = ACTIVATE + len(ACTIVATIONS)  # plus the index of the function: o *= f′(z) of z = a, a = b, in layer c

Pass = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """Where the rows of a network stand: of each kind the first, and how many there are.

    Attributes:
        x, target: the example.
        p, gradient: parameters, all weights before all biases; derivatives of those that are trained.
        eta, share, error, zero: learning rate, what an example counts, the sum of the errors, zeros.
        z, a, delta: of all units but the inputs.
        free: five more.
    """

    x: int
    target: int
    p: int
    eta: int
    share: int
    error: int
    zero: int
    z: int
    a: int
    delta: int
    gradient: int
    free: int
    size: int


def table_of(network: Network) -> Table:
    """Lay out the rows of a network."""
    sizes, units = network.sizes, sum(network.sizes[1:])
    lengths = [sizes[0], sizes[-1], network.parameters, 1, 1, 1, 1, units, units, units, network.trained, 5]
    return Table(*np.cumsum([0, *lengths]).tolist())


class Passes:
    """The passes of an iteration of gradient descent.

    Args:
        setup: functions, data and method; its parameters and its eta are not used.

    Attributes:
        table: where the rows stand.
        begin: the passes before the first example of a batch.
        example, with_error: those of each example, and those that also compute E.
        end: those after the last example.
    """

    def __init__(self, setup: Setup) -> None:
        network, batch = setup.network, min(setup.method.batch or setup.rows, setup.rows)
        self._network, self.table = network, (table := table_of(network))
        self._alone = batch == 1 and network.bias_policy != "shared"
        self._shares = batch > 1 and setup.method.reduction == "mean"
        units = np.cumsum([0, *network.sizes[1:]]).tolist()
        weights = np.cumsum([0, *(w.size for w in network.w)]).tolist()
        #: Where the rows of each layer begin.
        self._z, self._delta = ([first + start for start in units] for first in (table.z, table.delta))
        self._a = [table.x, *(table.a + start for start in units)]  # of layer 0 on
        self._w, self._b = weights, [weights[-1] + start for start in units]
        summed = [] if self._alone else range(network.trained)
        zeroed = [table.error, *(table.gradient + k for k in summed)]
        self.begin = _listed([(SUM, row, table.zero, table.zero) for row in zeroed])
        forward, backward = list(self._forward()), [*self._output_delta(), *self._backward()]
        self.example = _listed([*forward, *backward])
        self.with_error = _listed([*forward, *self._error(), *backward])
        steps = [(DESCEND, table.p + k, table.eta, table.gradient + k) for k in summed]
        self.end = _listed([*self._share_biases(), *steps])

    def _forward(self) -> Iterator[Pass]:
        for layer, activation in enumerate(self._network.activations):
            n_in, n_out = self._network.sizes[layer : layer + 2]
            for j in range(n_out):
                z, b = self._z[layer] + j, self.table.p + self._b[layer] + j
                for i in range(n_in):
                    w, a = self.table.p + self._w[layer] + j * n_in + i, self._a[layer] + i
                    what = PRODUCT if i == 0 else ADD_PRODUCT if i < n_in - 1 else NET_INPUT
                    yield what, z, w, a, b
                if n_in == 1:
                    yield ADD, z, b
                if not activation.couples_units:
                    yield ACTIVATE + list(ACTIVATIONS).index(activation.name), self._a[layer + 1] + j, z, 0, layer
        if self._network.activations[-1].couples_units:
            yield from self._softmax()

    def _outputs(self) -> Iterator[tuple[int, int, int, int]]:
        """The rows z, a, target, delta of each output."""
        for k in range(self._network.sizes[-1]):
            yield self._z[-2] + k, self._a[-2] + k, self.table.target + k, self._delta[-2] + k

    def _softmax(self) -> Iterator[Pass]:
        """Leaves the largest z and the sum of the powers in two of the free rows."""
        largest, total = self.table.free, self.table.free + 1
        for k, (z, *_) in enumerate(self._outputs()):
            yield (LARGER, largest, z) if k else (SUM, largest, z, self.table.zero)
        for k, (z, a, *_) in enumerate(self._outputs()):
            yield POWER, a, z, largest
            yield (ADD, total, a) if k else (SUM, total, a, self.table.zero)
        for _, a, *_ in self._outputs():
            yield DIVIDE, a, total

    def _error(self) -> Iterator[Pass]:
        largest, total, logarithm, below, term = (self.table.free + k for k in range(5))
        if self._network.loss.name != "categorical_cross_entropy":
            yield from ((ERROR, self.table.error, z, a, target) for z, a, target, _ in self._outputs())
            return
        yield LOGARITHM, logarithm, total
        for z, _, target, _ in self._outputs():
            yield DIFFERENCE, below, z, largest
            yield DIFFERENCE, term, logarithm, below
            yield ADD_PRODUCT, self.table.error, target, term

    def _output_delta(self) -> Iterator[Pass]:
        """∂E/∂a, with the mean's share; then δ."""
        network, last = self._network, len(self._network.w) - 1
        for z, a, target, delta in self._outputs():
            yield LOSS_SLOPE, delta, a, target
            if self._shares:
                yield TIMES, delta, self.table.share
            if not (network.fused or network.activations[-1].couples_units):
                yield self._times_slope(last, z, a, delta)
        if network.activations[-1].couples_units and not network.fused:
            yield from self._through_softmax()

    def _through_softmax(self) -> Iterator[Pass]:
        """δ_i = a_i (∂E/∂a_i − Σ_j ∂E/∂a_j a_j), where delta still holds ∂E/∂a."""
        total, rest = self.table.free + 3, self.table.free + 4
        for k, (_, a, _, delta) in enumerate(self._outputs()):
            yield ADD_PRODUCT if k else PRODUCT, total, delta, a
        for _, a, _, delta in self._outputs():
            yield DIFFERENCE, rest, delta, total
            yield PRODUCT, delta, rest, a

    def _times_slope(self, layer: int, z: int, a: int, delta: int) -> Pass:
        return TIMES_SLOPE + list(ACTIVATIONS).index(self._network.activations[layer].name), delta, z, a, layer

    def _backward(self) -> Iterator[Pass]:
        """From the last layer to the first: δ of the layer before, then the derivatives, or at once the update."""
        table = self.table
        for layer in reversed(range(len(self._network.w))):
            n_in, n_out = self._network.sizes[layer : layer + 2]
            deltas, inputs = range(self._delta[layer], self._delta[layer] + n_out), range(n_in)
            for i in inputs if layer else ():
                back = self._delta[layer - 1] + i
                for j, delta in enumerate(deltas):
                    yield ADD_PRODUCT if j else PRODUCT, back, delta, table.p + self._w[layer] + j * n_in + i
                yield self._times_slope(layer - 1, self._z[layer - 1] + i, self._a[layer] + i, back)
            for j, delta in enumerate(deltas):
                for i in inputs:
                    w, a = self._w[layer] + j * n_in + i, self._a[layer] + i
                    if self._alone:
                        yield DESCEND_PRODUCT, table.p + w, table.eta, delta, a
                    else:
                        yield ADD_PRODUCT, table.gradient + w, delta, a
                if self._network.trains_biases:
                    b = self._b[layer] + j
                    yield (DESCEND, table.p + b, table.eta, delta) if self._alone else (ADD, table.gradient + b, delta)

    def _share_biases(self) -> Iterator[Pass]:
        """Give all biases of a layer the sum of their derivatives, if they are one number."""
        for layer, n_out in enumerate(self._network.sizes[1:] if self._network.bias_policy == "shared" else ()):
            first, *others = (self.table.gradient + self._b[layer] + j for j in range(n_out))
            yield from ((ADD, first, other) for other in others)
            yield from ((SUM, other, first, self.table.zero) for other in others)


def _listed(passes: Sequence[Pass]) -> NDArray[np.intp]:
    """(passes, 5); rows that a pass does not use are 0."""
    listed = np.zeros((len(passes), 5), dtype=np.intp)
    for row, each in zip(listed, passes, strict=True):
        row[: len(each)] = each
    return listed
