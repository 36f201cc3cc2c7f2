"""Sends to one browser what its outbox holds; the only place that waits for that browser's network."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Closing, Outbox, nothing


class Wire(Protocol):
    """What a relay needs of a websocket."""

    @property
    def full(self) -> bool:
        """Whether so much waits for the browser's network that nothing more should be written."""

    def write(self, messages: list[str | bytes]) -> None:
        """Send text and bytes, at once; nothing happens when the browser is gone."""

    async def drain(self) -> None:
        """Wait until it is no longer full, or the browser is gone."""


async def relay(outbox: Outbox, wire: Wire, limits: Limits, clock: Callable[[], float]) -> Closing:
    """Send until the outbox says why to close, or the browser takes nothing for too long; tell why."""
    relaying = _Relay(outbox, wire, limits, clock)
    outbox.wake = relaying.turn
    try:
        return await relaying.run()
    except TimeoutError:
        return Closing(Close.TOO_SLOW, Close.TOO_SLOW.meaning)
    finally:
        outbox.wake = nothing
        relaying.stop()


class _Relay:
    """Sends when the outbox is woken, from there: to wake a task for each frame costs more than the frame.

    Only for what is rare there is a task, which waits for `_rest`: it ends the relay, or waits for room in the network.
    """

    def __init__(self, outbox: Outbox, wire: Wire, limits: Limits, clock: Callable[[], float]) -> None:
        self._outbox = outbox
        self._wire = wire
        self._longest = limits.acknowledge_seconds
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._rest: asyncio.Future[Closing | None] = self._loop.create_future()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0

    async def run(self) -> Closing:
        """Send until the outbox says why to close.

        Raises:
            TimeoutError: the browser took nothing for too long.
        """
        while True:
            self.turn()
            if (closing := await self._rest) is not None:
                return closing
            async with asyncio.timeout(self._longest):
                await self._wire.drain()
            self._rest = self._loop.create_future()

    def stop(self) -> None:
        """Send no more."""
        self._rest.cancel()
        if self._timer is not None:
            self._timer.cancel()

    def turn(self) -> None:
        """Send what there is, unless it is time to rest."""
        if self._rest.done():
            return
        try:
            closing = None if self._wire.full else self._send()
        except Exception as error:  # noqa: BLE001 (it goes on to whoever waits for the relay)
            self._rest.set_exception(error)
            return
        if closing is not None or self._wire.full:
            self._rest.set_result(closing)
        else:
            self._ring_by(self._outbox.wake_at())

    def _send(self) -> Closing | None:
        messages: list[str | bytes] = []
        now, message = self._clock(), None
        while not isinstance(message, bytes):  # which a frame is: what there is to say comes before it
            message = self._outbox.next(now)
            if message is None or isinstance(message, Closing):
                break
            messages.append(message)
        if messages:
            self._wire.write(messages)
        return message if isinstance(message, Closing) else None

    def _ring_by(self, time: float) -> None:
        """See to it that the timer rings by then; one that rings earlier is started anew when it does."""
        if self._timer is not None:
            if self._timer_at <= time:
                return
            self._timer.cancel()
        self._timer_at = time
        self._timer = self._loop.call_later(max(0.0, time - self._clock()), self._ring)

    def _ring(self) -> None:
        self._timer = None
        self.turn()
