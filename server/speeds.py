"""The published ladder of speeds, and when the next moment or iteration is due."""

from math import floor
from typing import Final

from server.protocol.events import Speed

LADDER: Final[tuple[Speed, ...]] = (
    *(Speed("moment", per_second) for per_second in (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)),
    *(Speed("iteration", float(per_second)) for per_second in (1, 2, 5, 10, 30, 100, 300, 1000, 3000, 10_000, 20_000)),
)
DEFAULT: Final = Speed("moment", 0.5)
FAST: Final = 10.0
"""Above so many iterations a second frames hold the summary only: nobody reads a quantity that stays for less."""

_TICKS_PER_SECOND: Final = 60.0
_LARGEST_DEBT: Final = 0.1


def bounds(unit: str) -> tuple[float, float]:
    """Find the slowest and the fastest speed of a unit, per second; any speed between them is allowed."""
    rates = [speed.per_second for speed in LADDER if speed.unit == unit]
    return min(rates), max(rates)


def is_fast(speed: Speed) -> bool:
    """Tell whether iterations pass too fast to show every quantity."""
    return speed.unit == "iteration" and speed.per_second > FAST


class Pace:
    """Counts how many moments or iterations are owed at a time.

    A machine that cannot keep the pace owes at most a tenth of a second: it runs as fast as it can, and does not race
    on when the load goes.

    Args:
        per_second: moments or iterations a second.
        first: when the first is due, in seconds.
    """

    def __init__(self, per_second: float, first: float) -> None:
        self._per_second = per_second
        self._next = first
        self.due = first

    def owed(self, now: float) -> int:
        """Count what is due by now."""
        return 0 if now < self._next else 1 + floor((now - self._next) * self._per_second)

    def pay(self, count: int, now: float) -> None:
        """Take what was done off the debt, and find when to go on."""
        self._next = max(self._next + count / self._per_second, now - _LARGEST_DEBT)
        behind = self._next <= now
        self.due = self._next if behind else max(self._next, now + 1 / _TICKS_PER_SECOND)
