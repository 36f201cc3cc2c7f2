"""Scaling of columns: fitted to the rows that are trained, and to no others, then applied to all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from core.arrays import Array, read_only, silent
from core.errors import ShapeError, ValueRangeError
from core.parameters import known

if TYPE_CHECKING:
    from collections.abc import Callable


def _none(x: Array) -> tuple[Array, Array]:
    return np.zeros(x.shape[1]), np.ones(x.shape[1])


def _standardise(x: Array) -> tuple[Array, Array]:
    varies = x.max(axis=0) > x.min(axis=0)  # else a mean that is rounded would make a deviation of nothing
    return np.where(varies, x.mean(axis=0), x[0]), np.where(varies, x.std(axis=0), 0.0)


def _min_max(x: Array) -> tuple[Array, Array]:
    return x.min(axis=0), x.max(axis=0) - x.min(axis=0)


#: `standardise`: mean 0 and standard deviation 1 (that of all fitted rows, divided by their number);
#: `min_max`: from 0 to 1. Both of the rows that were fitted.
SCALINGS: Mapping[str, Callable[[Array], tuple[Array, Array]]] = MappingProxyType(
    {"none": _none, "standardise": _standardise, "min_max": _min_max}
)


@dataclass(frozen=True, eq=False)
class Scaling:
    """(x − shift) / scale, column by column; made by `scaling`.

    Attributes:
        name: a key of SCALINGS.
        shift: (n,) what becomes 0.
        scale: (n,) what becomes 1; where a column does not vary it is 1, so that the column becomes 0.
    """

    name: str
    shift: Array
    scale: Array

    def apply(self, x: Array) -> Array:
        """Scale: (rows, n) or (n,) to the same shape; infinite where a number is too far from the fitted ones."""
        with silent():
            return np.asarray((x - self.shift) / self.scale)

    def undo(self, x: Array) -> Array:
        """Give what was scaled back, in its own units."""
        return x * self.scale + self.shift


def scaling(name: str, x: Array) -> Scaling:
    """Fit a scaling.

    Args:
        name: a key of SCALINGS.
        x: (rows, n) the rows that are trained.

    Raises:
        UnknownNameError: there is no such scaling.
        ShapeError: there are no rows.
        ValueRangeError: numbers are so large that their sum runs over.
    """
    fit = known(SCALINGS, name, "scaling", "scaling")
    if x.ndim != 2 or x.shape[0] == 0:
        raise ShapeError("A scaling needs at least one row to be fitted to.", "x")
    with silent():
        shift, scale = fit(x)
    if not (np.isfinite(shift).all() and np.isfinite(scale).all()):
        raise ValueRangeError("These numbers are too large to be scaled: their sum runs over.", "x")
    scale[scale == 0.0] = 1.0
    return Scaling(name, read_only(shift), read_only(scale))
