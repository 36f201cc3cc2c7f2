"""A browser without a page, for benchmarks: it says what a teacher does, and acknowledges every frame it gets."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from server.protocol.frame import decode_frame


class Visitor:
    """One connection to a room.

    Args:
        connection: where to talk; `of` opens one.

    Attributes:
        frames: how many frames came so far.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self.frames = 0
        self._connection = connection
        self._ids = count(1)
        self._position: tuple[int, int] | None = None

    @classmethod
    @asynccontextmanager
    async def of(
        cls, server: str, room: Mapping[str, str], client: str = "teacher", *, drives: bool = True
    ) -> AsyncIterator[Self]:
        """Join a room that `new_room` made, with its key or as a viewer."""
        address = f"{server.replace('http', 'ws', 1)}/r/{room['room']}/ws"
        origin = Origin(server)
        async with connect(address, origin=origin, compression=None, max_queue=256, max_size=None) as connection:
            key = room["host_key"] if drives else None
            await connection.send(json.dumps({"type": "hello", "protocol": 2, "key": key, "client": client}))
            yield cls(connection)

    async def say(self, kind: str, **fields: object) -> None:
        """Send a command."""
        await self._connection.send(json.dumps({"type": kind, "id": next(self._ids), **fields}))

    async def frame(self) -> None:
        """Wait until the room shows another position than before."""
        before = self._position
        while self._position in (before, None):
            await self._hear()

    async def listen(self) -> None:
        """Take in whatever comes, until cancelled."""
        while True:
            await self._hear()

    async def _hear(self) -> None:
        message = await self._connection.recv()
        if isinstance(message, bytes):
            frame = decode_frame(message)
            self.frames += 1
            self._position = frame.iteration, frame.moment
            await self._connection.send(frame.number.to_bytes(4, "little"))
        elif json.loads(message)["type"] == "failure":
            raise RuntimeError(message)


async def new_room(server: str, **body: object) -> dict[str, Any]:
    """Make a room by what `POST /api/v1/rooms` takes."""
    return await ask(server, "rooms", body)


async def ask(server: str, path: str, body: object) -> dict[str, Any]:
    """Send a POST to the API, from a thread, and give the answer.

    Raises:
        RuntimeError: it is an error.
    """
    return await asyncio.to_thread(_ask, server, path, body)


def _ask(server: str, path: str, body: object) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{server}/api/v1/{path}", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            read: dict[str, Any] = json.load(answer)
            return read
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode()) from error
