"""The peer of the live server: plain uvicorn that sends the same bytes to everybody, and does nothing else.

Run as `python -m benchmarks.peers.uvicorn_alone TIMES`: so many times a second each connection gets a frame, unless
two of its frames are still unacknowledged. It prints its address.
"""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

SIZE = 296
WINDOW = 2


class Watcher:
    """A connection, and how many frames are on the way to it."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.unseen = 0


watchers = set[Watcher]()


async def live(socket: WebSocket) -> None:
    """Take acknowledgements until the browser goes."""
    await socket.accept()
    watcher = Watcher(socket)
    watchers.add(watcher)
    with suppress(WebSocketDisconnect):
        while True:
            await socket.receive_bytes()
            watcher.unseen -= 1
    watchers.discard(watcher)


async def play() -> None:
    """Send to everybody, again and again."""
    frame, loop = bytes(SIZE), asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += 1 / float(sys.argv[1])
        await asyncio.sleep(max(0.0, due - loop.time()))
        for watcher in list(watchers):
            if watcher.unseen < WINDOW:
                watcher.unseen += 1
                with suppress(WebSocketDisconnect, RuntimeError):
                    await watcher.socket.send_bytes(frame)


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    """Play while the server runs."""
    task = asyncio.create_task(play())
    yield
    task.cancel()


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    app = Starlette(routes=[WebSocketRoute("/ws", live)], lifespan=lifespan)
    config = uvicorn.Config(app, ws="websockets-sansio", ws_per_message_deflate=False, log_level="warning")
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listener])
