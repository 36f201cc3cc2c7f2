"""Check a gradient by hand: nudge one parameter by ε and see how E changes, for ε over many decades.

A forward difference first comes nearer as ε falls, because what it leaves out falls too, and then loses its digits,
because it subtracts two nearly equal E; where w + ε is w again, it is 0. A complex step subtracts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.backward import backward
from core.directions import Direction, direction, place_of
from core.forward import forward
from core.gradcheck import complex_derivative, dual_derivative, moved_error
from core.network import Network
from core.setup import Setup

#: ε from 1e-1 to 1e-16, this many per decade.
PER_DECADE = 4
EPSILONS = tuple(10.0 ** (-1.0 - step / PER_DECADE) for step in range(15 * PER_DECADE + 1))


@dataclass(frozen=True)
class Step:
    """The gradient by one ε in three ways, and how far each is from that of the dual numbers.

    Attributes:
        epsilon: the nudge.
        forward: (E(w + ε) − E(w)) / ε; None where E(w + ε) runs over.
        central: (E(w + ε) − E(w − ε)) / 2ε; likewise.
        complex_step: Im E(w + iε) / ε; likewise.
        forward_error, central_error, complex_step_error: |estimate − dual|.
    """

    epsilon: float
    forward: float | None
    central: float | None
    complex_step: float | None
    forward_error: float | None
    central_error: float | None
    complex_step_error: float | None


@dataclass(frozen=True)
class Nudged:
    """One gradient by four methods.

    Attributes:
        parameter: its id.
        backprop: by backpropagation; of a bias that is not trained, too.
        dual: by dual numbers, which have no ε; the others are measured by it.
        steps: from the largest ε to the smallest.
    """

    parameter: str
    backprop: float
    dual: float
    steps: tuple[Step, ...]


def nudged(setup: Setup, iteration: int, parameter: str, shown: int = 0) -> Nudged:
    """Estimate a gradient with every ε.

    Args:
        setup: with the parameters of the iteration.
        iteration: which row of the data is used.
        parameter: `w.l.j.i` or `b.l.j`; a bias that is shared moves for its whole layer.
        shown: whose E it is: the example with this index in the iteration's batch.

    Raises:
        UnknownNameError: there is no such parameter.
        DivergenceError: already the network as it is runs over.
    """
    network, row = setup.network, setup.row_at(iteration, shown)
    x, target = setup.x[row], setup.target[row]
    place = place_of(network, parameter)
    moved = direction(network, place)
    passed = backward(network, forward(network, x), target)
    gradients = passed.dE_dw[place.layer - 1], passed.dE_db[place.layer - 1]
    backprop = gradients[1][place.unit] if place.source is None else gradients[0][place.unit, place.source]
    dual = dual_derivative(network, x, target, "sum", moved)
    steps = tuple(_step(network, x, target, moved, epsilon, passed.error_total, dual) for epsilon in EPSILONS)
    return Nudged(parameter, float(backprop), dual, steps)


def _step(
    network: Network, x: Array, target: Array, moved: Direction, epsilon: float, error: float, dual: float
) -> Step:
    above, below = (moved_error(network, x, target, "sum", moved, step) for step in (epsilon, -epsilon))
    estimates = [
        _finite((above - error) / epsilon),
        _finite((above - below) / (2.0 * epsilon)),
        _finite(complex_derivative(network, x, target, "sum", moved, epsilon)),
    ]
    return Step(epsilon, *estimates, *(None if e is None else abs(e - dual) for e in estimates))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
