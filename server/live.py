"""The websocket endpoint: lets a browser in, then moves messages between it and its room; it decides nothing."""

import asyncio
from contextlib import suppress
from typing import Final

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from server.channel import Channel
from server.close_codes import Close
from server.hub import FullError, Hub
from server.listener import Listener
from server.outbox import Outbox
from server.protocol import VERSION
from server.protocol.decode import decode, is_other_version
from server.protocol.events import Failure, encode
from server.protocol.messages import Hello
from server.relay import relay
from server.room_members import RefusedError

_LONG: Final = 0.05
"""Seconds that a command may take before its browser has to wait as long; others would notice more of them at once."""


async def live(websocket: WebSocket) -> None:
    """Serve one browser until it goes, or is sent away."""
    hub: Hub = websocket.app.state.hub
    await websocket.accept()
    task = asyncio.current_task()
    if task is None or hub.full:
        await _close(websocket, Close.FULL)
        return
    hub.connections.add(task)
    try:
        await _serve(websocket, websocket.path_params["room_id"], hub)
    except RefusedError as error:
        await _close(websocket, error.code)
    except WebSocketDisconnect:
        pass
    finally:
        hub.connections.discard(task)


async def _serve(websocket: WebSocket, room_id: str, hub: Hub) -> None:
    """Find the room, hear the hello, join, and stay.

    Raises:
        RefusedError: the browser cannot join.
        WebSocketDisconnect: it went.
    """
    try:
        channel = await hub.channel(room_id)
    except FullError as error:
        raise RefusedError(Close.FULL) from error
    if channel is None:
        raise RefusedError(Close.NO_ROOM)
    hello = await _greeting(websocket, hub.limits.hello_seconds)
    channel = await hub.channel(room_id) or channel  # it may have left memory while the browser was silent
    await _stay(websocket, channel, hello, hub)


async def _greeting(websocket: WebSocket, seconds: float) -> Hello:
    """Hear the first message.

    Raises:
        RefusedError: there was none in time, it was no hello, or its page is of another version.
        WebSocketDisconnect: the browser went.
    """
    try:
        async with asyncio.timeout(seconds):
            text = await _message(websocket)
    except TimeoutError as error:
        raise RefusedError(Close.UNAUTHORISED) from error
    if is_other_version(text):
        raise RefusedError(Close.OLD_PAGE)
    hello = decode(text)
    if not isinstance(hello, Hello):
        await websocket.send_text(encode(_why_no_hello(hello)))
        raise RefusedError(Close.POLICY)
    return hello


def _why_no_hello(message: object) -> Failure:
    if isinstance(message, Failure):
        return message
    return Failure(None, "invalid", "type", f"The first message is a hello of protocol {VERSION}.")


async def _stay(websocket: WebSocket, channel: Channel, hello: Hello, hub: Hub) -> None:
    """Run one task that reads and one that sends, until either ends.

    Raises:
        RefusedError: the key is wrong, or the room is full.
    """
    viewer, outbox = channel.join(hello)
    listener = Listener(channel, viewer, outbox, hub.limits, hub.clock)
    tasks = [
        asyncio.create_task(_read(websocket, channel, listener)),
        asyncio.create_task(_write(websocket, outbox, hub)),
    ]
    websocket.state.wire.hear_bytes = listener.hear
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        websocket.state.wire.hear_bytes = None
        channel.leave(viewer)
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def _read(websocket: WebSocket, channel: Channel, listener: Listener) -> None:
    """Pass messages on until the browser goes.

    Hundreds may have come at once: between two commands it is everybody else's turn, and after one that took long, as
    long as it took.
    """
    with suppress(WebSocketDisconnect):
        while True:
            message, took = await _message(websocket), 0.0
            command = listener.hear(message)
            if command is not None:
                await channel.ready(listener.viewer, command)
                started = channel.clock()
                channel.handle(listener.viewer, command)
                took = channel.clock() - started
            if isinstance(message, str):
                await asyncio.sleep(took if took > _LONG else 0)


async def _write(websocket: WebSocket, outbox: Outbox, hub: Hub) -> None:
    """Send until the browser goes; a server that stops closes connections under us, which is a RuntimeError here."""
    with suppress(WebSocketDisconnect, RuntimeError):
        closing = await relay(outbox, websocket.state.wire, hub.limits, hub.clock)
        await websocket.close(closing.code, closing.reason)


async def _message(websocket: WebSocket) -> str | bytes:
    """Receive one message, text or bytes.

    Raises:
        WebSocketDisconnect: the browser went.
    """
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text: str | None = message.get("text")
    data: bytes = message.get("bytes") or b""
    return data if text is None else text


async def _close(websocket: WebSocket, code: Close) -> None:
    with suppress(RuntimeError, WebSocketDisconnect):
        await websocket.close(code, code.meaning)


ROUTES = [WebSocketRoute("/r/{room_id}/ws", live)]
