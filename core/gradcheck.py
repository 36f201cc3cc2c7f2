"""Checks every derivative of the backward pass in three independent ways.

A falling E proves nothing: most wrong gradients lower it too. So each one is compared with a central difference, which
only needs E itself, and with a complex step and a dual number, which are exact but for rounding. At a kink (relu at
exactly 0) a central difference sees the mean of both sides and rightly differs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from core import complex_step
from core.arrays import Array, silent
from core.backward import backward, error_of
from core.directions import Direction, Place, direction, places
from core.dual import Dual, error_total
from core.errors import DivergenceError
from core.forward import forward
from core.network import Network
from core.update import Gradients

#: The ways, and what the relative difference of a right derivative stays below.
TOLERANCES: Mapping[str, float] = MappingProxyType(
    {"central_difference": 1e-4, "complex_step": 1e-7, "dual_number": 1e-7}
)
#: Where central differences balance what they leave out against what they round off.
STEP: float = float(np.finfo(np.float64).eps) ** (1 / 3)
#: So small that its square vanishes beside every parameter; a complex step subtracts nothing, so it rounds nothing off.
COMPLEX_STEP = 1e-20
#: A derivative that is smaller than this part of the largest one is compared with that part …
LARGEST_FLOOR = 1e-6
#: … or than this part of E (at least of 1), because activations near 1 are rounded to 1e-16 …
ROUNDING_FLOOR = 1e-8
#: … or in a central difference than this part of E, because that subtracts two nearly equal E.
CENTRAL_FLOOR = 1e-5


@dataclass(frozen=True)
class Checked:
    """One parameter, and ∂E/∂ it by the backward pass and in each other way.

    Attributes:
        id: `w.l.j.i` or `b.l.j`.
        backprop: by the backward pass.
        central_difference, complex_step, dual_number: in the other ways; not a number where one runs over.
        differences: of each way, by its name, the relative difference from the backward pass.
    """

    id: str
    backprop: float
    central_difference: float
    complex_step: float
    dual_number: float
    differences: Mapping[str, float]


@dataclass(frozen=True)
class Report:
    """The derivatives of all parameters, in the order of the layers, w before b."""

    parameters: tuple[Checked, ...]

    @cached_property
    def largest(self) -> Mapping[str, float]:
        """The largest relative difference of each way; not a number where one could not be computed."""
        return {way: float(np.max([checked.differences[way] for checked in self.parameters])) for way in TOLERANCES}

    @property
    def passed(self) -> bool:
        """Whether every derivative is right in every way."""
        return all(self.largest[way] <= tolerance for way, tolerance in TOLERANCES.items())


class Check:
    """All ∂E/∂w and ∂E/∂b of a network being checked, a few at a time.

    Args:
        network: the network.
        x: (n0,) or (batch, n0).
        target: (n_L,) or (batch, n_L).
        reduction: `mean` or `sum` over the batch.
        gradients: what to check, by default what `backward` returns.

    Raises:
        DeltaflowError: as forward and backward do.
    """

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        target: ArrayLike,
        reduction: str = "mean",
        gradients: Gradients | None = None,
    ) -> None:
        result = backward(network, forward(network, x), target, reduction)
        claimed = gradients or result
        pairs = zip(claimed.dE_dw, claimed.dE_db, strict=True)
        self._claimed = np.concatenate([part.ravel() for pair in pairs for part in pair])
        self._error = result.error_total
        self._network, self._data = network, (x, target, reduction)
        self._places = list(places(network))
        self._found: list[tuple[float, float, float]] = []

    @property
    def left(self) -> int:
        """How many parameters are not checked yet."""
        return len(self._places) - len(self._found)

    def go_on(self, count: int) -> None:
        """Check so many more parameters."""
        start = len(self._found)
        for place in self._places[start : start + count]:
            moved = direction(self._network, place)
            ways = (central_difference, complex_derivative, dual_derivative)
            self._found.append(tuple(way(self._network, *self._data, moved) for way in ways))  # type: ignore[arg-type]

    def report(self) -> Report:
        """Compare, when nothing is left."""
        central, turned, dual = np.array(self._found).T
        largest = float(np.nan_to_num(np.abs(dual), nan=0.0, posinf=0.0).max())
        floor = max(LARGEST_FLOOR * largest, ROUNDING_FLOOR * max(1.0, self._error))
        off = {
            "central_difference": _relative(self._claimed, central, max(floor, CENTRAL_FLOOR * self._error)),
            "complex_step": _relative(self._claimed, turned, floor),
            "dual_number": _relative(self._claimed, dual, floor),
        }
        columns = np.transpose([self._claimed, central, turned, dual, *off.values()]).tolist()
        return Report(tuple(map(_checked, self._places, columns)))


def check(
    network: Network,
    x: ArrayLike,
    target: ArrayLike,
    reduction: str = "mean",
    gradients: Gradients | None = None,
) -> Report:
    """Compare all ∂E/∂w and ∂E/∂b with central differences, complex steps and dual numbers; arguments as of Check.

    Raises:
        DeltaflowError: as forward and backward do.
    """
    checking = Check(network, x, target, reduction, gradients)
    checking.go_on(checking.left)
    return checking.report()


def _checked(place: Place, numbers: Sequence[float]) -> Checked:
    backprop, central, turned, dual, *off = numbers
    return Checked(place.id, backprop, central, turned, dual, dict(zip(TOLERANCES, off, strict=True)))


def dual_derivative(network: Network, x: ArrayLike, target: ArrayLike, reduction: str, moved: Direction) -> float:
    """∂E along a direction, by dual numbers."""
    w = [Dual(w.T, dw.T) for w, dw in zip(network.w, moved.dw, strict=True)]
    b = [Dual(b, db) for b, db in zip(network.b, moved.db, strict=True)]
    examples, targets = _rows(x), _rows(target)
    return _reduced(float(error_total(network, w, b, examples, targets).slope), len(examples), reduction)


def complex_derivative(
    network: Network,
    x: ArrayLike,
    target: ArrayLike,
    reduction: str,
    moved: Direction,
    epsilon: float = COMPLEX_STEP,
) -> float:
    """∂E along a direction as Im E(p + iε) / ε."""
    w = [w + 1j * epsilon * dw for w, dw in zip(network.w, moved.dw, strict=True)]
    b = [b + 1j * epsilon * db for b, db in zip(network.b, moved.db, strict=True)]
    examples, targets = _rows(x), _rows(target)
    turned = complex_step.error_total(network, w, b, examples, targets)
    return _reduced(turned.imag / epsilon, len(examples), reduction)


def central_difference(network: Network, x: ArrayLike, target: ArrayLike, reduction: str, moved: Direction) -> float:
    """∂E along a direction as (E(p + h) − E(p − h)) / 2h; not a number where E runs over."""
    rise = moved_error(network, x, target, reduction, moved, STEP) - moved_error(
        network, x, target, reduction, moved, -STEP
    )
    return rise / (2.0 * STEP)


def moved_error(
    network: Network, x: ArrayLike, target: ArrayLike, reduction: str, moved: Direction, step: float
) -> float:
    """E with the parameters so far along a direction; not a number where something runs over."""
    try:
        with silent():
            w = [w + step * dw for w, dw in zip(network.w, moved.dw, strict=True)]
            b = [b + step * db for b, db in zip(network.b, moved.db, strict=True)]
        there = network.with_parameters(w, b)
        return error_of(there, forward(there, x), target, reduction)[1]
    except DivergenceError:
        return math.nan


def _rows(values: ArrayLike) -> Array:
    return np.atleast_2d(np.asarray(values, dtype=np.float64))


def _reduced(total: float, rows: int, reduction: str) -> float:
    return total / rows if reduction == "mean" else total


def _relative(claimed: Array, other: Array, floor: float) -> Array:
    """|difference| relative to the larger of both, or to the floor."""
    with silent():
        scale = np.maximum(np.maximum(np.abs(claimed), np.abs(other)), floor)
        return np.asarray(np.abs(claimed - other) / scale)
