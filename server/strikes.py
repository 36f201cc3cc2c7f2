"""Patience with one browser: how many messages it may send, and how often it may be wrong."""

from collections import deque


class Bucket:
    """A token bucket: so many at once, so many a second over time.

    Args:
        per_second: how fast the bucket fills.
        burst: how much it holds; it is full at first.
        now: the time in seconds.
    """

    def __init__(self, per_second: float, burst: int, now: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._tokens = float(burst)
        self._filled_at = now

    def take(self, now: float) -> bool:
        """Take one token, if there is one."""
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._per_second)
        self._filled_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Strikes:
    """Counts offences within the last minute.

    Args:
        most: with how many patience ends.
    """

    def __init__(self, most: int, seconds: float = 60.0) -> None:
        self._most = most
        self._seconds = seconds
        self._times: deque[float] = deque()

    def out(self, now: float) -> bool:
        """Count one more, and tell whether it is the last one."""
        self._times.append(now)
        while self._times[0] <= now - self._seconds:
            self._times.popleft()
        return len(self._times) >= self._most
