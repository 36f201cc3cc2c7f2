"""Float64 arrays, checked on the way in and kept finite on the way out."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import DivergenceError, ShapeError, ValueRangeError

Array = NDArray[np.float64]


def silent() -> np.errstate:
    """Let floating point run over without warnings; whoever uses it checks the results, or knows them to be right."""
    return np.errstate(all="ignore")


def as_array(values: ArrayLike, field: str) -> Array:
    """Copy numbers into a finite float64 array.

    Args:
        values: a number or nested sequences of numbers.
        field: what to call them when they are wrong.

    Raises:
        ShapeError: the rows have different lengths.
        ValueRangeError: something is not a finite real number.
    """
    try:
        raw = np.asarray(values)
    except ValueError:
        raise ShapeError(f"{field} has rows of different lengths; make all rows equally long.", field) from None
    if raw.size and raw.dtype.kind not in "iufO":
        raise ValueRangeError(f"{field} must hold real numbers, not {raw.dtype.name}.", field)
    try:
        array = np.array(raw, dtype=np.float64, order="C")
    except (TypeError, ValueError, OverflowError):
        raise ValueRangeError(f"{field} must hold numbers that fit a double.", field) from None
    bad = first_not_finite(array)
    if bad is not None:
        raise ValueRangeError(f"{field} holds {array[bad]}; only finite numbers can be trained.", path(field, bad))
    return array


def read_only(array: Array) -> Array:
    """Freeze an array, so that whoever is given it cannot change it."""
    array.flags.writeable = False
    return array


def first_not_finite(array: Array) -> tuple[int, ...] | None:
    """Index of the first infinite or undefined value, or None."""
    finite = np.isfinite(array)
    if np.count_nonzero(finite) == finite.size:  # a tenth of the time of `all`, where there are few
        return None
    return tuple(int(i) for i in np.argwhere(~finite)[0])


def path(field: str, index: Iterable[int]) -> str:
    """Path of one value inside of a field: `w/1`, (0, 2) → `w/1/0/2`."""
    return "/".join([field, *map(str, index)])


def became(value: float) -> str:
    """Say what a number that is not finite has become."""
    return "became undefined (not a number)" if math.isnan(value) else "became infinite"


def all_finite(arrays: Iterable[Array | None]) -> bool:
    """Whether no value of any of them is infinite or undefined; one look at all is much quicker than one at each."""
    return first_not_finite(np.concatenate([array.ravel() for array in arrays if array is not None])) is None


def ensure_finite(kind: str, layer: int | None, array: Array | None, quantity_ndim: int = 1) -> None:
    """Refuse results that ran over.

    Args:
        kind: kind of the quantities (docs/model.md).
        layer: their layer, None where they have none.
        array: their values; None where there are none.
        quantity_ndim: how many of the last axes name the quantity; axes before them are the batch.

    Raises:
        DivergenceError: with the id of the first value that is not finite.
    """
    bad = None if array is None else first_not_finite(array)
    if array is None or bad is None:
        return
    layers = [] if layer is None else [layer]
    quantity = ".".join([kind, *map(str, [*layers, *bad[array.ndim - quantity_ndim :]])])
    value = float(array[bad])
    detail = f"{quantity} {became(value)}; smaller parameters, inputs or targets, or a smaller eta, would help."
    raise DivergenceError(detail, quantity=quantity, value=value)
