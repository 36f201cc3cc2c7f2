"""Checks every derivative of the backward pass in two independent ways.

A falling E proves nothing: most wrong gradients lower it too. So each one is compared with a central difference, which
only needs E itself, and with a dual number, which is exact but for rounding. At a kink (relu at exactly 0) a central
difference sees the mean of both sides and rightly differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.backward import backward
from core.directions import Direction, direction, places
from core.dual import Dual, error_total
from core.forward import forward
from core.network import Network
from core.update import Gradients

#: What a right derivative stays below, as a relative difference.
DUAL_TOLERANCE, CENTRAL_TOLERANCE = 1e-7, 1e-4
#: Where central differences balance what they leave out against what they round off.
STEP: float = float(np.finfo(np.float64).eps) ** (1 / 3)
#: A derivative that is smaller than this part of the largest one is compared with that part …
LARGEST_FLOOR = 1e-6
#: … or than this part of E (at least of 1), because activations near 1 are rounded to 1e-16 …
ROUNDING_FLOOR = 1e-8
#: … or in a central difference than this part of E, because that subtracts two nearly equal E.
CENTRAL_FLOOR = 1e-5


@dataclass(frozen=True)
class Checked:
    """One parameter: its id (`w.l.j.i`, `b.l.j`), and ∂E/∂ it by the backward pass and in two other ways.

    `dual_difference` and `central_difference` are the relative differences from the backward pass.
    """

    id: str
    backprop: float
    dual: float
    central: float
    dual_difference: float
    central_difference: float


@dataclass(frozen=True)
class Report:
    """The derivatives of all parameters, in the order of the layers, w before b."""

    parameters: tuple[Checked, ...]

    @cached_property
    def largest_dual_difference(self) -> float:
        """The largest relative difference from the dual numbers."""
        return max(checked.dual_difference for checked in self.parameters)

    @cached_property
    def largest_central_difference(self) -> float:
        """The largest relative difference from the central differences."""
        return max(checked.central_difference for checked in self.parameters)

    @property
    def passed(self) -> bool:
        """Whether every derivative is right in both ways."""
        return self.largest_dual_difference <= DUAL_TOLERANCE and self.largest_central_difference <= CENTRAL_TOLERANCE


def check(
    network: Network,
    x: ArrayLike,
    target: ArrayLike,
    reduction: str = "mean",
    gradients: Gradients | None = None,
) -> Report:
    """Compare all ∂E/∂w and ∂E/∂b with dual numbers and central differences.

    Args:
        network: the network.
        x: (n0,) or (batch, n0).
        target: (n_L,) or (batch, n_L).
        reduction: `mean` or `sum` over the batch.
        gradients: what to check, by default what `backward` returns.

    Raises:
        DeltaflowError: as forward and backward do.
    """
    passed = forward(network, x)
    result = backward(network, passed, target, reduction)
    gradients = gradients or result
    claimed = np.concatenate([g.ravel() for pair in zip(gradients.dE_dw, gradients.dE_db, strict=True) for g in pair])
    directions = [direction(network, place) for place in places(network)]
    dual = np.array([dual_derivative(network, x, target, reduction, d) for d in directions])
    central = np.array([central_difference(network, x, target, reduction, d) for d in directions])
    floor = max(LARGEST_FLOOR * float(np.abs(dual).max()), ROUNDING_FLOOR * max(1.0, result.error_total))
    dual_off = _relative(claimed, dual, floor)
    central_off = _relative(claimed, central, max(floor, CENTRAL_FLOOR * result.error_total))
    columns = zip((d.id for d in directions), claimed, dual, central, dual_off, central_off, strict=True)
    return Report(tuple(Checked(name, *map(float, numbers)) for name, *numbers in columns))


def dual_derivative(network: Network, x: ArrayLike, target: ArrayLike, reduction: str, direction: Direction) -> float:
    """∂E along a direction, by dual numbers."""
    examples = np.atleast_2d(np.asarray(x, dtype=np.float64))
    w = [Dual(w.T, dw.T) for w, dw in zip(network.w, direction.dw, strict=True)]
    b = [Dual(b, db) for b, db in zip(network.b, direction.db, strict=True)]
    targets = np.atleast_2d(np.asarray(target, dtype=np.float64))
    slope = float(error_total(network, w, b, examples, targets).slope)
    return slope / len(examples) if reduction == "mean" else slope


def central_difference(
    network: Network, x: ArrayLike, target: ArrayLike, reduction: str, direction: Direction
) -> float:
    """∂E along a direction as (E(p + h) − E(p − h)) / 2h."""

    def error_at(step: float) -> float:
        moved = network.with_parameters(
            [w + step * dw for w, dw in zip(network.w, direction.dw, strict=True)],
            [b + step * db for b, db in zip(network.b, direction.db, strict=True)],
        )
        return backward(moved, forward(moved, x), target, reduction).error_total

    rise: float = error_at(STEP) - error_at(-STEP)
    return rise / (2.0 * STEP)


def _relative(claimed: Array, other: Array, floor: float) -> Array:
    """|difference| relative to the larger of both, or to the floor."""
    scale = np.maximum(np.maximum(np.abs(claimed), np.abs(other)), floor)
    return np.asarray(np.abs(claimed - other) / scale)
