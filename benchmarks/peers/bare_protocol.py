"""The floor of the live server: asyncio alone, which sends bytes framed once to everybody and counts what comes back.

Run as `python -m benchmarks.peers.bare_protocol TIMES`: so many times a second each connection gets a frame, unless
two of its frames are still unacknowledged. What comes after the opening is taken for acknowledgements by its length
alone: nothing is parsed, checked, limited or decided. It prints its address.
"""

import asyncio
import sys
from typing import Final

from websockets.frames import Frame, Opcode

from benchmarks.peers.uvicorn_alone import SIZE, WINDOW

ACKNOWLEDGEMENT: Final = 10
"""Bytes: a header of two, a mask of four, the number of the frame."""
OPENING: Final = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


class Bare(asyncio.BufferedProtocol):
    """A connection, and how many frames are on the way to it."""

    def __init__(self) -> None:
        self.unseen = 0
        self.buffer = memoryview(bytearray(4096))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the opening."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)
        self.transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 (asyncio's)
        """Say where to read to."""
        return self.buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Take the opening, later acknowledgements."""
        if self not in watchers:
            self.transport.write(OPENING)
            watchers.add(self)
        else:
            self.unseen -= nbytes // ACKNOWLEDGEMENT

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's)
        """Forget it."""
        watchers.discard(self)


watchers = set[Bare]()


async def play(per_second: float) -> None:
    """Send to everybody, again and again."""
    frame, loop = Frame(Opcode.BINARY, bytes(SIZE)).serialize(mask=False), asyncio.get_running_loop()
    server = await loop.create_server(Bare, "127.0.0.1", 0, backlog=2048)
    sys.stdout.write("http://{}:{}\n".format(*server.sockets[0].getsockname()))
    sys.stdout.flush()
    due = loop.time()
    while True:
        due += 1 / per_second
        await asyncio.sleep(max(0.0, due - loop.time()))
        for watcher in list(watchers):
            if watcher.unseen < WINDOW:
                watcher.unseen += 1
                watcher.transport.write(frame)


if __name__ == "__main__":
    asyncio.run(play(float(sys.argv[1])))
