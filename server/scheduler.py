"""One task that gives every room its turn: those that play train a slice, the others sleep until something is due."""

import asyncio
from collections.abc import Callable, Iterable
from math import inf
from typing import Final

from server.channel import Channel

_HANDS: Final = 8
"""Turns of the event loop after a slice: a command and its answer go from task to task in about six on their way."""

_REST_SECONDS: Final = 0.001
"""Who sleeps for longer than this leaves the event loop turns enough."""


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
            now, ticked = self._clock(), False
            for channel in list(self._channels()):
                if channel.due(now) <= now:
                    if ticked:
                        await _leave_turns()
                    channel.tick()
                    ticked = True
            self._awake.clear()  # the ticks themselves woke this task, too; what changes from here on wakes it again
            now = self._clock()
            earliest = min((channel.due(now) for channel in self._channels()), default=inf)
            if ticked and earliest - now < _REST_SECONDS:
                await _leave_turns()
            await self._sleep(earliest)

    async def _sleep(self, until: float) -> None:
        """Sleep until a time, or until woken."""
        seconds = until - self._clock()
        if seconds <= 0.0:
            return
        timer = None if until == inf else asyncio.get_running_loop().call_later(seconds, self.wake)
        try:
            await self._awake.wait()
        finally:
            if timer is not None:
                timer.cancel()


async def _leave_turns() -> None:
    for _ in range(_HANDS):
        await asyncio.sleep(0)
