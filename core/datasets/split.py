"""Which rows are trained and which are only tested: one split, or the folds of a cross-validation.

Random numbers come from PCG64 with the given seed. Stratified means that every class has its share in each part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.datasets.dataset import Indices
from core.errors import ShapeError, ValueRangeError
from core.parameters import check_whole

#: The largest part of the rows that may be held back.
MOST_TESTED = 0.9


@dataclass(frozen=True, eq=False)
class Split:
    """Two disjoint sets of rows that hold all of them.

    Attributes:
        train: (n,) indices, rising.
        test: (m,) indices, rising; perhaps none.
    """

    train: Indices
    test: Indices


def split(rows: int, fraction: float, seed: int, labels: Indices | None = None) -> Split:
    """Hold some rows back for the test.

    Args:
        rows: how many there are.
        fraction: the part that is held back, 0 to 0.9; rounded to whole rows, at least one row is trained.
        seed: of the random choice, 0 to 2³² − 1.
        labels: (rows,) with them, stratified: of each class so many, and one row of each is trained at least.

    Raises:
        ValueRangeError: fraction or seed is out of its range.
    """
    check_whole("seed", seed, 0)
    if not 0.0 <= fraction <= MOST_TESTED:
        raise ValueRangeError(f"fraction is {fraction:g}; it must be between 0 and {MOST_TESTED:g}.", "fraction")
    random = np.random.Generator(np.random.PCG64(seed))
    groups = _groups(rows, labels)
    counts = _shared_out(fraction, [len(group) for group in groups])
    test = [random.permutation(group)[:count] for group, count in zip(groups, counts, strict=True)]
    return _split_at(rows, np.concatenate(test))


def folds(rows: int, count: int, seed: int, labels: Indices | None = None) -> tuple[Split, ...]:
    """Split for a cross-validation: every row is tested once.

    Args:
        rows: how many there are.
        count: of folds, 2 to rows.
        seed: of the random choice, 0 to 2³² − 1.
        labels: (rows,) with them, stratified.

    Raises:
        ShapeError: there are not so many rows.
        ValueRangeError: seed is out of its range.
    """
    check_whole("seed", seed, 0)
    if not 2 <= count <= rows:
        raise ShapeError(f"{rows} rows cannot be split into {count} folds; give 2 to {rows}.", "count")
    random = np.random.Generator(np.random.PCG64(seed))
    order = np.concatenate([random.permutation(group) for group in _groups(rows, labels)])
    return tuple(_split_at(rows, order[start::count]) for start in range(count))


def _groups(rows: int, labels: Indices | None) -> list[Indices]:
    """The rows of each class; without classes all rows in one group."""
    if labels is None:
        return [np.arange(rows)]
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


def _shared_out(fraction: float, sizes: list[int]) -> list[int]:
    """How many of each group are held back: rounded down, then the largest remainders up, but never a whole group."""
    exact = [fraction * size for size in sizes]
    counts = [min(int(part), size - 1) for part, size in zip(exact, sizes, strict=True)]
    missing = round(sum(exact)) - sum(counts)
    open_groups = [group for group, size in enumerate(sizes) if counts[group] < size - 1]
    for group in sorted(open_groups, key=lambda group: counts[group] - exact[group])[:missing]:
        counts[group] += 1
    return counts


def _split_at(rows: int, test: Indices) -> Split:
    """Split into these rows and the others."""
    tested = np.zeros(rows, dtype=np.bool_)
    tested[test] = True
    return Split(_where(~tested), _where(tested))


def _where(mask: NDArray[np.bool_]) -> Indices:
    """Where a mask is true."""
    indices = np.flatnonzero(mask)
    indices.flags.writeable = False
    return indices
