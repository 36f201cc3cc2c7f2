"""One task that gives every room its turn: those that play train a slice, the others sleep until something is due."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from math import inf
from typing import Final

from server.channel import Channel

_HANDS: Final = 8
"""Turns of the event loop after a slice: a command and its answer go from task to task in about six on their way."""


class Scheduler:
    """Ticks the rooms that have something to do, one after the other.

    Between two slices the event loop serves everybody else from socket to socket: a room at full speed holds up
    nobody's command for more than a slice.

    Args:
        channels: the rooms in memory, at the time of asking.
        clock: the time in seconds, never going back.
    """

    def __init__(self, channels: Callable[[], Iterable[Channel]], clock: Callable[[], float]) -> None:
        self._channels = channels
        self._clock = clock
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Look again at what is due; something changed."""
        self._awake.set()

    async def run(self) -> None:
        """Run for ever; cancel to stop."""
        while True:
            self._awake.clear()
            now, earliest = self._clock(), inf
            for channel in list(self._channels()):
                if channel.due(now) <= now:
                    channel.tick()
                    for _ in range(_HANDS):
                        await asyncio.sleep(0)
                earliest = min(earliest, channel.due(now))
            await self._sleep(earliest)

    async def _sleep(self, until: float) -> None:
        """Sleep until a time, or until woken."""
        seconds = max(0.0, until - self._clock())
        with suppress(TimeoutError):
            async with asyncio.timeout(None if seconds == inf else seconds):
                await self._awake.wait()
