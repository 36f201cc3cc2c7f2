"""Numbers that count how often they are multiplied, so that what an algorithm costs is seen by running it.

Only multiplications are counted: additions are as many in every way, or fewer, and far cheaper to do by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field


class TooMany(Exception):  # noqa: N818 not an error: the answer is that there are more than one wants to run
    """There are more multiplications than the counter was to count."""


@dataclass
class Counter:
    """How many multiplications were done since it was started.

    Attributes:
        most: with one more, TooMany is raised.
        total: counted so far.
    """

    most: int
    total: int = field(default=0, init=False)

    def restart(self) -> None:
        """Begin at 0 again."""
        self.total = 0

    def add(self) -> None:
        """Count one.

        Raises:
            TooMany: that is more than was to be counted.
        """
        if self.total >= self.most:
            raise TooMany
        self.total += 1


@dataclass(frozen=True, slots=True)
class Counted:
    """A double that knows its counter."""

    value: float
    counter: Counter

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.value + other.value, self.counter)

    def __mul__(self, other: Counted) -> Counted:
        self.counter.add()
        return Counted(self.value * other.value, self.counter)


@dataclass(frozen=True, slots=True)
class CountedDual:
    """A dual number of counted parts: a product of two is three multiplications."""

    value: Counted
    slope: Counted

    def __add__(self, other: CountedDual) -> CountedDual:
        return CountedDual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: CountedDual) -> CountedDual:
        return CountedDual(self.value * other.value, self.slope * other.value + self.value * other.slope)
