"""Parameters kept now and then, so that any iteration can be reached again by a short replay."""

from __future__ import annotations

import numpy as np

from core.arrays import Array

#: Iterations between two keyframes at first; it doubles whenever there are too many.
FIRST_INTERVAL = 64
#: At most so many keyframes,
MOST = 4096
#: and at most so many numbers in them (8 MB), but never fewer than FEWEST keyframes.
MOST_NUMBERS = 1_000_000
FEWEST = 8
#: What a history that nobody looks at may keep: 64 of them, with one that is in use, stay well below 16 MB.
MOST_NUMBERS_AT_REST = MOST_NUMBERS // 96
#: What it costs to keep one more keyframe, beside its numbers, in numbers.
OVERHEAD = 9


class Keyframes:
    """Parameters after 0, interval, 2 · interval, … updates, in bounded memory.

    Each is kept as bytes, which nobody can change: so copies of this object share them.

    Args:
        parameters: those of iteration 0, which are always kept.

    Attributes:
        interval: iterations between two keyframes now.
    """

    def __init__(self, parameters: Array) -> None:
        self.interval = FIRST_INTERVAL
        self._cost = parameters.size + OVERHEAD
        self._most = max(FEWEST, min(MOST, MOST_NUMBERS // self._cost))
        self._kept = [parameters.tobytes()]

    def __len__(self) -> int:
        return len(self._kept)

    def next_after(self, iteration: int) -> int:
        """The first iteration after this one that should be kept."""
        return (iteration // self.interval + 1) * self.interval

    def keep(self, iteration: int, parameters: Array) -> None:
        """Keep the parameters of an iteration, if it is the next one to be kept."""
        if iteration != len(self._kept) * self.interval:
            return
        self._kept.append(parameters.tobytes())
        if len(self._kept) > self._most:
            self._halve()

    def nearest(self, iteration: int) -> tuple[int, Array]:
        """The newest keyframe that is not after this iteration; (iteration, parameters)."""
        index = min(iteration // self.interval, len(self._kept) - 1)
        return index * self.interval, np.frombuffer(self._kept[index])

    def before(self, iteration: int) -> Keyframes:
        """A copy of what was kept before this iteration, and of iteration 0 in any case."""
        copy = Keyframes(np.empty(0))
        copy.interval, copy._cost, copy._most = self.interval, self._cost, self._most
        copy._kept = self._kept[: max(1, -(-iteration // self.interval))]
        return copy

    def copy(self) -> Keyframes:
        """A copy that can grow on its own."""
        return self.before(len(self._kept) * self.interval)

    def thin(self) -> None:
        """Forget so many keyframes, evenly, that the others are no more than MOST_NUMBERS_AT_REST numbers."""
        while len(self._kept) > max(1, MOST_NUMBERS_AT_REST // self._cost):
            self._halve()

    def _halve(self) -> None:
        self._kept = self._kept[::2]
        self.interval *= 2
