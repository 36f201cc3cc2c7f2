"""What a network makes of its data: errors of some rows, where a hidden layer puts them, its answer everywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import Array, as_array, ensure_finite
from core.backward import backward, error_of
from core.datasets.dataset import told
from core.errors import ShapeError, ValueRangeError
from core.forward import forward
from core.network import Network
from core.setup import Setup

#: Points of a plane along one side, and of a line.
MOST_ACROSS = 101
MOST_ALONG = 401


@dataclass(frozen=True, eq=False)
class Fit:
    """How well some rows are answered.

    Attributes:
        rows: how many they are.
        error: E, the mean over the rows, whatever the method's reduction is.
        accuracy: share of the rows whose class is predicted; None where the targets are no classes.
        confusion: (classes, classes) rows whose class is the first index, predicted to be of the second; likewise.
    """

    rows: int
    error: float
    accuracy: float | None
    confusion: NDArray[np.intp] | None


def fit(network: Network, x: ArrayLike, target: ArrayLike, classes: int = 0, half: float = 0.5) -> Fit:
    """Answer some rows and compare with what should have been answered.

    Args:
        network: which answers.
        x: (rows, n0) the inputs.
        target: (rows, n_L) the targets.
        classes: how many classes the targets code; 0: they are numbers.
        half: from which output on the second of two classes is predicted by a single one.

    Raises:
        DeltaflowError: as `forward` and `error_of` do.
    """
    passed = forward(network, np.atleast_2d(as_array(x, "x")))
    targets = np.atleast_2d(as_array(target, "target"))
    error = error_of(network, passed, targets)[1]
    if not classes:
        return Fit(len(targets), error, None, None)
    right, found = told(targets, classes), told(passed.a[-1], classes, half)
    confusion = np.zeros((classes, classes), dtype=np.intp)
    np.add.at(confusion, (right, found), 1)
    return Fit(len(targets), error, float(np.mean(right == found)), confusion)


def half_of(target: Array) -> float:
    """From which output on a single one predicts the second of two classes: they are coded −1 and 1, or 0 and 1.

    Args:
        target: (rows, n_L) of the rows that are trained.
    """
    return 0.0 if (target < 0.0).any() else 0.5


def represented(network: Network, x: ArrayLike, layer: int) -> Array:
    """Where a hidden layer puts some rows: all that the layers after it are told of them.

    Args:
        network: which answers.
        x: (rows, n0) the inputs.
        layer: counted from 1, the first after the input.

    Returns:
        (rows, n) its activations.

    Raises:
        ShapeError: there is no such hidden layer.
        DeltaflowError: as forward does.
    """
    last = len(network.sizes) - 2
    if not 1 <= layer <= last:
        choice = f"give 1 to {last}" if last else "this network has none"
        raise ShapeError(f"hidden is {layer}; {choice}.", "hidden")
    return forward(network, np.atleast_2d(as_array(x, "x"))).a[layer - 1]


@dataclass(frozen=True, eq=False)
class Field:
    """A network's answer for many inputs, of which one or two vary and the others stay.

    Attributes:
        inputs: which inputs vary, (1 or 2,).
        low, high: (1 or 2,) between what they vary.
        points: how many values each takes, evenly, ends included.
        activations: per layer after the input, (points, n) along one input; (points · points, n) over two, of which the
            first runs fastest.
    """

    inputs: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    points: int
    activations: tuple[Array, ...]


def field(setup: Setup, inputs: tuple[int, ...], points: int) -> Field:
    """Answer everywhere around the data: what each unit responds to.

    Args:
        setup: network and data; inputs that do not vary are at their mean over the rows.
        inputs: one or two different inputs.
        points: values of each, at least 2; at most MOST_ALONG for one and MOST_ACROSS for two.

    Raises:
        ShapeError: there are no such inputs.
        ValueRangeError: too few or too many points.
    """
    count = setup.network.sizes[0]
    if len(inputs) not in (1, 2) or len(set(inputs)) != len(inputs) or not all(0 <= i < count for i in inputs):
        raise ShapeError(f"inputs is {list(inputs)}; give one or two different ones from 0 to {count - 1}.", "inputs")
    most = MOST_ALONG if len(inputs) == 1 else MOST_ACROSS
    if not 2 <= points <= most:
        raise ValueRangeError(f"points is {points}; give 2 to {most}.", "points")
    low, high = zip(*(_around(setup.x[:, i]) for i in inputs), strict=True)
    sides = [np.linspace(a, b, points) for a, b in zip(low, high, strict=True)]
    grid = np.stack([side.ravel() for side in np.meshgrid(*sides)], axis=1)
    x = np.tile(setup.x.mean(axis=0), (len(grid), 1))
    x[:, list(inputs)] = grid
    return Field(tuple(inputs), low, high, points, forward(setup.network, x).a)


def _around(values: Array) -> tuple[float, float]:
    """A little more than what the values span; one on both sides where they are all the same."""
    low, high = float(values.min()), float(values.max())
    margin = 0.15 * (high - low) or 1.0
    return low - margin, high + margin


def gradient_norms(setup: Setup, iteration: int) -> tuple[float, ...]:
    """How large the gradient of each layer's weights is in an iteration's batch: √Σ (∂E/∂w)², first to last layer.

    Raises:
        DivergenceError: a number runs over.
    """
    x, target = setup.batch_at(iteration)
    gradients = backward(setup.network, forward(setup.network, x), target, setup.method.reduction)
    norms = tuple(math.hypot(*dE_dw.flat) for dE_dw in gradients.dE_dw)  # squares could run over, or under
    for layer, norm in enumerate(norms, start=1):
        ensure_finite("dE_dw", layer, np.array(norm), 0)
    return norms
