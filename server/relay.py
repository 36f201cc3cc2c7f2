"""One task per browser that sends what its outbox holds; the only place that waits for that browser's network."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Closing, Outbox


class Transport(Protocol):
    """What a relay needs of a websocket."""

    async def send_text(self, data: str) -> None:
        """Send JSON; returns when there is room for more."""

    async def send_bytes(self, data: bytes) -> None:
        """Send a frame; returns when there is room for more."""

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        """Close the connection with a reason."""


async def relay(outbox: Outbox, transport: Transport, limits: Limits, clock: Callable[[], float]) -> None:
    """Send until the outbox says why to close, or the browser takes nothing for too long."""
    try:
        async with asyncio.timeout(None) as patience:
            closing = await _Relay(outbox, transport, limits, clock, patience).run()
    except TimeoutError:
        closing = Closing(Close.TOO_SLOW, Close.TOO_SLOW.meaning)
    await transport.close(closing.code, closing.reason)


class _Relay:
    """Sends, with one timer for all its waiting: to start and stop one for each frame costs as much as the frame."""

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        limits: Limits,
        clock: Callable[[], float],
        patience: asyncio.Timeout,
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._longest = limits.acknowledge_seconds
        self._clock = clock
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0
        self._send_by: float | None = None
        self._awake = asyncio.Event()

    async def run(self) -> Closing:
        """Send until the outbox says why to close.

        Raises:
            TimeoutError: from `patience`; the browser took nothing for too long.
        """
        self._outbox.wake = self._awake.set
        try:
            while True:
                message = self._outbox.next(self._clock())
                if isinstance(message, Closing):
                    return message
                if message is None:
                    await self._wait()
                else:
                    await self._send(message)
        finally:
            if self._timer is not None:
                self._timer.cancel()

    async def _wait(self) -> None:
        """Wait until the outbox has something, or says that it is time to ask."""
        self._awake.clear()
        self._ring_by(self._outbox.wake_at())
        await self._awake.wait()

    async def _send(self, message: str | bytes) -> None:
        """Wait until a message is on its way."""
        self._send_by = self._clock() + self._longest
        self._ring_by(self._send_by)
        if isinstance(message, bytes):
            await self._transport.send_bytes(message)
        else:
            await self._transport.send_text(message)
        self._send_by = None

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
        if self._send_by is None:
            self._awake.set()
        elif self._clock() >= self._send_by:
            self._patience.reschedule(self._loop.time())
        else:
            self._ring_by(self._send_by)
