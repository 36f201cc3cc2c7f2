"""The cheapest viewer there can be, so that hundreds fit into one process: it counts frames and acknowledges them.

It speaks just enough of RFC 6455 for that: its own frames are masked, by zeros; the server's are not.
"""

import asyncio
import json
from time import perf_counter

_TEXT, _BINARY = 0x81, 0x82
_SHORT, _MEDIUM = 126, 127  # what follows has its length in these seven bits, in two further bytes, or in eight
_NO_MASK = bytes(4)


class Arrivals:
    """When frames arrive at many viewers in one process.

    Attributes:
        late: seconds of each frame at each viewer since it was first there at any of them.
    """

    def __init__(self) -> None:
        self.late: list[float] = []
        self._first: dict[bytes, float] = {}

    def note(self, number: bytes) -> None:
        """A frame is here."""
        now = perf_counter()
        self.late.append(now - self._first.setdefault(number, now))


class Watcher(asyncio.Protocol):
    """One viewer.

    Args:
        path: of the websocket.
        host: host and port of the server.
        hello: the first message to send, if the server expects one.
        arrivals: told every frame, where frames have numbers.

    Attributes:
        frames: how many frames came so far.
    """

    def __init__(
        self, path: str, host: str, hello: dict[str, object] | None = None, arrivals: Arrivals | None = None
    ) -> None:
        self.frames = 0
        self._arrivals = arrivals
        self._opening = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
        self._hello = hello
        self._open = False
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a websocket."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)
        self._transport = transport
        transport.write(self._opening)

    def data_received(self, data: bytes) -> None:
        """Read what is whole, and keep the rest."""
        rest = self._rest + data
        if not self._open:
            head, found, rest = rest.partition(b"\r\n\r\n")
            if not found:
                self._rest = head
                return
            self._open = True
            if self._hello is not None:
                self._transport.write(_masked(_TEXT, json.dumps(self._hello).encode()))
        while (end := _end(rest)) is not None:
            start, stop = end
            if rest[0] == _BINARY:
                number = rest[start + 4 : start + 8]
                self.frames += 1
                if self._arrivals is not None:
                    self._arrivals.note(number)
                self._transport.write(_masked(_BINARY, number))
            rest = rest[stop:]
        self._rest = rest

    def close(self) -> None:
        """Go."""
        self._transport.abort()


def _end(data: bytes) -> tuple[int, int] | None:
    """Where the first message has its content, from and to; None while it is not all there."""
    if len(data) < 2:
        return None
    start = {_SHORT: 4, _MEDIUM: 10}.get(data[1], 2)
    size = data[1] if start == 2 else int.from_bytes(data[2:start], "big")
    return (start, start + size) if len(data) >= start + size else None


def _masked(kind: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([0x80 | size]) if size < _SHORT else bytes([0x80 | _SHORT]) + size.to_bytes(2, "big")
    return bytes([kind]) + length + _NO_MASK + content
