"""Parameters kept now and then, so that any iteration can be reached again by a short replay."""

from __future__ import annotations

from bisect import bisect_right

from core.arrays import Array

#: Iterations between two keyframes at first; it doubles whenever there are too many.
FIRST_INTERVAL = 64
#: At most so many keyframes,
MOST = 512
#: and at most so many numbers in them (8 MB), but never fewer than FEWEST keyframes.
MOST_NUMBERS = 1_000_000
FEWEST = 8


class Keyframes:
    """Parameters after 0, interval, 2 · interval, … updates, in bounded memory.

    Args:
        parameters: those of iteration 0, which are always kept.

    Attributes:
        interval: iterations between two keyframes now.
    """

    def __init__(self, parameters: Array) -> None:
        self.interval = FIRST_INTERVAL
        self._most = max(FEWEST, min(MOST, MOST_NUMBERS // max(1, parameters.size)))
        self._iterations = [0]
        self._parameters = [parameters.copy()]

    def __len__(self) -> int:
        return len(self._iterations)

    def next_after(self, iteration: int) -> int:
        """The first iteration after this one that should be kept."""
        return (iteration // self.interval + 1) * self.interval

    def keep(self, iteration: int, parameters: Array) -> None:
        """Keep the parameters of an iteration, if it is one of those to be kept and the newest."""
        if iteration % self.interval or iteration <= self._iterations[-1]:
            return
        self._iterations.append(iteration)
        self._parameters.append(parameters.copy())
        if len(self._iterations) > self._most:
            self._iterations, self._parameters = self._iterations[::2], self._parameters[::2]
            self.interval *= 2

    def nearest(self, iteration: int) -> tuple[int, Array]:
        """The newest keyframe that is not after this iteration."""
        index = bisect_right(self._iterations, iteration) - 1
        return self._iterations[index], self._parameters[index]

    def truncate(self, iteration: int) -> None:
        """Forget what was kept after this iteration."""
        keep = bisect_right(self._iterations, iteration)
        del self._iterations[keep:], self._parameters[keep:]
