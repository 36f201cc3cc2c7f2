"""Reading what is given: something chosen by name, with parameters in ranges; whole numbers, seeds, sizes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar, cast

import numpy as np

from core.errors import DeltaflowError, ShapeError, UnknownNameError, ValueRangeError

T = TypeVar("T")

#: Of all whole numbers that are given, seeds too.
LARGEST_WHOLE: Final = 2**32 - 1


@dataclass(frozen=True)
class Parameter:
    """The default of a parameter and the range it may have."""

    default: float
    low: float
    high: float


def known(table: Mapping[str, T], name: object, what: str, field: str) -> T:
    """Look a name up.

    Raises:
        UnknownNameError: the table has no such name; the message lists those it has.
    """
    if not isinstance(name, str) or name not in table:
        raise UnknownNameError(f"There is no {what} {name!r}; choose one of {', '.join(table)}.", field)
    return table[name]


def chosen(offered: Mapping[str, Parameter], given: Mapping[str, object], owner: str) -> Mapping[str, float]:
    """Fill the defaults in and check the ranges.

    Raises:
        UnknownNameError: a parameter that the owner does not have.
        ValueRangeError: a value that is no number or out of range.
    """
    for name in given:
        if name not in offered:
            raise UnknownNameError(f"{owner} has no parameter {name!r}.", name)
    values = {name: given.get(name, parameter.default) for name, parameter in offered.items()}
    return MappingProxyType({name: _in_range(name, value, offered[name]) for name, value in values.items()})


def _in_range(name: str, value: object, parameter: Parameter) -> float:
    low, high = parameter.low, parameter.high
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueRangeError(f"{name} must be a number, not {value!r}.", name)
    if not math.isfinite(value) or not low <= value <= high:
        raise ValueRangeError(f"{name} is {value}; it must be between {low:g} and {high:g}.", name)
    return float(value)


def named(make: Callable[..., T], given: str | Mapping[str, object], field: str) -> T:
    """Make something from a name, or from a mapping of `name` and parameters.

    Raises:
        DeltaflowError: as `make` does, with a field below the given one.
    """
    if not isinstance(given, str | Mapping):
        raise UnknownNameError(f"{field} must be a name or an object with a name, not {given!r}.", field)
    try:
        if isinstance(given, str):
            return cast("T", _by_name(make, given))
        options = dict(given)
        return make(options.pop("name", None), **options)
    except DeltaflowError as error:
        error.field = field if isinstance(given, str) else f"{field}/{error.field}"
        raise


@lru_cache(maxsize=128)
def _by_name(make: Callable[..., object], name: str) -> object:
    """Make something with its default parameters, once: it never changes, and every network is made of such."""
    return make(name)


def check_whole(name: str, value: object, low: int) -> None:
    """Refuse what is no whole number from `low` to LARGEST_WHOLE.

    Raises:
        ValueRangeError: with the name as its field.
    """
    if type(value) is not int or not low <= value <= LARGEST_WHOLE:
        raise ValueRangeError(f"{name} must be a whole number from {low} to {LARGEST_WHOLE}.", name)


def checked_sizes(sizes: object) -> tuple[int, ...]:
    """Read how many units each layer has, the input first.

    Raises:
        ShapeError: there are not two layers, or one has not a whole number of units from 1.
    """
    if not isinstance(sizes, Sequence) or isinstance(sizes, str) or len(sizes) < 2:
        raise ShapeError(f"sizes is {sizes!r}; a network needs at least an input and an output layer.", "sizes")
    for layer, size in enumerate(sizes):
        if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1:
            raise ShapeError(f"sizes has {size!r} for layer {layer}; use a whole number from 1.", f"sizes/{layer}")
    return tuple(int(size) for size in sizes)
