"""Which rows of the data each iteration uses.

An iteration is one update, with one batch. An epoch is one pass over all rows: so many iterations as there are batches,
the last of which may be smaller.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.parameters import check_whole

Rows = NDArray[np.intp]


class Batches:
    """Batches of some rows, in order, or shuffled anew in every epoch.

    Args:
        rows: how many rows there are.
        size: rows of a batch, at most all; None takes all.
        seed: of the shuffling; None takes the rows in order. The same seed gives the same order on every machine.

    Attributes:
        per_epoch: iterations of an epoch.
        in_order: whether every epoch takes the rows in order.

    Raises:
        ValueRangeError: not a whole number from 1 (rows, size) or from 0 (seed).
    """

    def __init__(self, rows: int, size: int | None = None, seed: int | None = None) -> None:
        check_whole("rows", rows, 1)
        if size is not None:
            check_whole("batch", size, 1)
        if seed is not None:
            check_whole("shuffle", seed, 0)
        self._rows, self._seed = rows, seed
        self._size = min(size or rows, rows)
        self.per_epoch = -(-rows // self._size)
        self.in_order = seed is None
        self._every = _frozen(np.arange(rows))
        self._in_order = [self._every[start : start + self._size] for start in range(0, rows, self._size)]

    def epoch(self, iteration: int) -> int:
        """The epoch that an iteration belongs to, the first being 0."""
        return iteration // self.per_epoch

    def rows_at(self, iteration: int) -> Rows:
        """Indices of the rows that an iteration uses; read-only."""
        epoch, batch = divmod(iteration, self.per_epoch)
        if self._seed is None:
            return self._in_order[batch]
        return self.order(epoch)[batch * self._size : (batch + 1) * self._size]

    def order(self, epoch: int) -> Rows:
        """(rows,) the order in which an epoch takes the rows; read-only."""
        return self._every if self._seed is None else _shuffled(self._rows, self._seed, epoch)


@lru_cache(64)
def _shuffled(rows: int, seed: int, epoch: int) -> Rows:
    """The order of the rows in an epoch."""
    return _frozen(np.random.Generator(np.random.PCG64([seed, epoch])).permutation(rows))


def _frozen(rows: Rows) -> Rows:
    rows.flags.writeable = False
    return rows
