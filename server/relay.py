"""One task per browser that sends what its outbox holds; the only place that waits for that browser's network."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Closing, Outbox, Outgoing


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
    awake = asyncio.Event()
    outbox.wake = awake.set
    while True:
        message = outbox.next(clock())
        if isinstance(message, Closing):
            await transport.close(message.code, message.reason)
            return
        if message is None:
            await _wait(awake, outbox.wake_at() - clock())
        elif not await _sent(_send(transport, message), limits.acknowledge_seconds):
            await transport.close(Close.TOO_SLOW, Close.TOO_SLOW.meaning)
            return


async def _wait(awake: asyncio.Event, seconds: float) -> None:
    """Wait until the outbox has something, or for the given time."""
    awake.clear()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await awake.wait()


def _send(transport: Transport, message: Outgoing) -> Awaitable[None]:
    return transport.send_bytes(message) if isinstance(message, bytes) else transport.send_text(str(message))


async def _sent(sending: Awaitable[None], seconds: float) -> bool:
    """Wait until a message is on its way, or give up after a time."""
    try:
        async with asyncio.timeout(seconds):
            await sending
    except TimeoutError:
        return False
    return True
