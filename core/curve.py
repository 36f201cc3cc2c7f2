"""E over the iterations in few points: logarithmic buckets with the smallest and the largest E in each.

While a bucket would be narrower than one iteration, each iteration has its own; later there are 128 per decade. So a
million iterations are fewer than a thousand points, and no peak is lost.
"""

from __future__ import annotations

import numpy as np

from core.arrays import Array
from core.errors import ShapeError

PER_DECADE = 128
DECADES = 9  # further than anybody trains
#: The first iteration of every bucket.
_EXACT = np.round(10.0 ** (np.arange(DECADES * PER_DECADE + 1) / PER_DECADE), 6)
STARTS = np.concatenate([[0], np.unique(np.ceil(_EXACT).astype(np.int64))])


class Curve:
    """The loss curve of a history.

    Attributes:
        stop: E of the iterations 0 … stop − 1 is in the curve.
    """

    def __init__(self) -> None:
        self.stop = 0
        self._low = np.full(len(STARTS), np.inf)
        self._high = np.full(len(STARTS), -np.inf)

    def __len__(self) -> int:
        """How many points there are."""
        return int(np.searchsorted(STARTS, self.stop))

    def add(self, start_iteration: int, errors: Array) -> int:
        """Let the curve grow.

        Args:
            start_iteration: the iteration of the first error; it must be `stop`, the curve has no gaps.
            errors: (count,) E of this and the following iterations.

        Returns:
            Index of the first point that changed.

        Raises:
            ShapeError: the errors do not follow those that are there, or go beyond the last bucket.
        """
        stop = start_iteration + len(errors)
        if start_iteration != self.stop or stop > STARTS[-1]:
            raise ShapeError(f"errors are of iterations {start_iteration} to {stop}; the curve ends at {self.stop}.")
        first = int(np.searchsorted(STARTS, start_iteration, side="right")) - 1
        last = int(np.searchsorted(STARTS, stop))
        if len(errors):
            heads = np.maximum(STARTS[first:last] - start_iteration, 0)
            buckets = slice(first, last)
            self._low[buckets] = np.minimum(self._low[buckets], np.minimum.reduceat(errors, heads))
            self._high[buckets] = np.maximum(self._high[buckets], np.maximum.reduceat(errors, heads))
            self.stop = stop
        return first

    def truncate(self, iteration: int) -> int:
        """Forget E of this iteration and of all later ones.

        A bucket that is cut in two loses all its iterations, because its smallest and largest E may have been among
        the forgotten ones. Add the kept ones again: `start = curve.truncate(n)`, then
        `curve.add(start, history.errors(start, n))`.

        Returns:
            The iteration with which the curve ends now (`stop`): the given one, or the start of the bucket it cuts.
        """
        if iteration < self.stop:
            keep = int(np.searchsorted(STARTS, iteration, side="right")) - 1
            self._low[keep:], self._high[keep:] = np.inf, -np.inf
            self.stop = int(STARTS[keep])
        return self.stop

    def points(self, start_index: int = 0) -> list[tuple[int, float, float]]:
        """(first iteration, smallest E, largest E) of each bucket from an index on."""
        shown = slice(start_index, len(self))
        return list(zip(STARTS[shown].tolist(), self._low[shown].tolist(), self._high[shown].tolist(), strict=True))
