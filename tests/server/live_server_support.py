"""A real server on a free port of this machine, with nothing but the live half in it, and a small client."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.guard import GuardedWebSocket
from server.hub import Hub
from server.limits import Limits
from server.live import ROUTES
from server.protocol.frame import Frame, decode_frame
from server.store import Store

PATIENCE = 10.0


class Running:
    """The server, its hub and its port."""

    def __init__(self, hub: Hub, server: uvicorn.Server, port: int) -> None:
        self.hub = hub
        self.server = server
        self.port = port

    @asynccontextmanager
    async def browser(self, room: str, key: str | None = None, client: str = "tab") -> AsyncIterator["Browser"]:
        async with connect(f"ws://127.0.0.1:{self.port}/r/{room}/ws", compression=None) as socket:
            browser = Browser(socket)
            await browser.say(type="hello", protocol=2, key=key, client=client)
            yield browser


class Browser:
    """What a page does, without a page: keeps the newest snapshot, state and frame, and acknowledges."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.id = 0

    async def say(self, **message: object) -> int:
        self.id += 1
        if message["type"] != "hello":
            message["id"] = self.id
        await self.socket.send(json.dumps(message))
        return self.id

    async def hear(self, acknowledge: bool = True) -> dict | Frame:
        """Receive the next message that is no heartbeat."""
        while True:
            async with asyncio.timeout(PATIENCE):
                data = await self.socket.recv()
            if isinstance(data, bytes):
                frame = decode_frame(data)
                if acknowledge:
                    await self.socket.send(frame.number.to_bytes(4, "little"))
                return frame
            message = json.loads(data, parse_constant=_no_constant)
            if message["type"] != "heartbeat":
                return message

    async def hear_until(self, wanted) -> list:
        """Receive until a message is the wanted one; gives all of them."""
        heard = [await self.hear()]
        while not wanted(heard[-1]):
            heard.append(await self.hear())
        return heard

    async def frame(self, iteration: int, moment: int) -> Frame:
        """Receive until a frame with all quantities shows a position."""
        heard = await self.hear_until(
            lambda m: isinstance(m, Frame) and (m.layout, m.iteration, m.moment) == (0, iteration, moment)
        )
        return heard[-1]

    async def close_code(self) -> int:
        """Hear the rest, which the close comes after."""
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                while True:
                    await self.socket.recv()
        return self.socket.close_code


def _no_constant(name: str) -> float:
    raise AssertionError(f"{name} on the wire")


@asynccontextmanager
async def running(limits: Limits | None = None, path: Path | None = None) -> AsyncIterator[Running]:
    hub = Hub(limits, Store(path))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await hub.start()
        yield
        await hub.stop()

    app = Starlette(lifespan=lifespan, routes=ROUTES)
    app.state.hub = hub
    config = uvicorn.Config(
        app,
        port=0,
        ws=GuardedWebSocket,
        ws_per_message_deflate=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield Running(hub, server, server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        await serving
