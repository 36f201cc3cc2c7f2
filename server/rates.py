"""How often one client may ask: a token bucket per address, in bounded memory."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CLIENTS = 10_000


class Rates:
    """Token buckets by client; the clients seen longest ago are forgotten first, with full buckets.

    Args:
        per_second: tokens that come back each second.
        burst: tokens a bucket holds.
        clock: monotonic seconds.
    """

    def __init__(self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_second = per_second
        self.burst = burst
        self.clock = clock
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take one token of `client`.

        Returns:
            0 when there was one, else the seconds until there is.
        """
        now = self.clock()
        tokens, then = self.buckets.pop(client, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - then) * self.per_second)
        passes = tokens >= 1
        self.buckets[client] = (tokens - 1 if passes else tokens, now)
        while len(self.buckets) > _MOST_CLIENTS:
            self.buckets.popitem(last=False)
        return 0.0 if passes else (1 - tokens) / self.per_second
