"""uvicorn's websocket with a short way to the application: what is written leaves at once, and bytes are heard at once.

By ASGI each message to and from a browser wakes a task and passes through every layer of the application. For a room's
frames to hundreds of browsers, and what acknowledges them, that cost more than all the rest. Whoever serves the
websocket finds this object as `websocket.state.wire`, and uses it between `accept` and `close`.

Two more costs are those of small messages from hundreds of browsers, and are avoided here:

- asyncio reads into 256 KiB of new memory, which the system has to map and take back for the 10 bytes of an
  acknowledgement. So this is a BufferedProtocol: asyncio reads into a buffer that is there already.
- The parser of websockets costs several times what the message does. So where it waits for a frame to begin, a whole
  frame with the header of an acknowledgement is read here. Everything else is the parser's: other frames, parts of
  one, fragments of a message, what comes after a close.
"""

import asyncio
from collections.abc import Callable
from functools import lru_cache
from struct import Struct
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.streams import StreamReader

SHORT: Final = Struct("<II")
"""Mask and masked content, which follow the header of a short message."""

_HEADER: Final = b"\x82\x84"  # FIN, binary; masked, 4 bytes: the only way in which RFC 6455 writes this header
_WHOLE: Final = len(_HEADER) + SHORT.size
_BUFFER_BYTES: Final = 4096
_BETWEEN_FRAMES: Final = StreamReader.at_eof.__code__


class DirectWebSocket(WebSocketsSansIOProtocol, asyncio.BufferedProtocol):
    """A websocket that can be written to without ASGI.

    Attributes:
        hear_bytes: told every binary message, which then is no event of ASGI; None: nobody.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (uvicorn's own arguments, passed on)
        super().__init__(*args, **kwargs)
        self.hear_bytes: Callable[[bytes], object] | None = None
        self._arriving = memoryview(bytearray(_BUFFER_BYTES))
        self._between = False

    async def run_asgi(self) -> None:
        """Let the application find this object."""
        self.scope["state"]["wire"] = self
        await super().run_asgi()

    @property
    def full(self) -> bool:
        """Whether so much waits for the peer that nothing more should be written."""
        return not self.writable.is_set()

    def write(self, messages: list[str | bytes]) -> None:
        """Send text and bytes, at once; nothing happens when the connection is ending."""
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(b"".join(map(_framed, messages)))

    async def drain(self) -> None:
        """Wait until it is no longer full, or the connection is gone."""
        await self.writable.wait()

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 (asyncio's)
        """Say where to read to."""
        return self._arriving

    def buffer_updated(self, nbytes: int) -> None:
        """Take what was read."""
        self.data_received(bytes(self._arriving[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Hear short messages; leave the rest, from the first other frame on, to the parser."""
        start = 0
        if self.hear_bytes is not None and data.startswith(_HEADER) and (self._between or self._look_between()):
            while len(data) - start >= _WHOLE and data.startswith(_HEADER, start):
                mask, content = SHORT.unpack_from(data, start + len(_HEADER))
                start += _WHOLE
                if self.lets_in():
                    self.hear_bytes((mask ^ content).to_bytes(4, "little"))
        if start < len(data):
            self._between = False
            super().data_received(data[start:])

    def lets_in(self) -> bool:
        """Whether a message that the parser does not get is heard."""
        return not self.close_sent

    def send_receive_event_to_app(self) -> None:
        """Tell a whole message."""
        if self.hear_bytes is None or self.curr_msg_data_type != "bytes":
            super().send_receive_event_to_app()
            return
        data, self.frames = b"".join(self.frames), []
        self.hear_bytes(data)

    def _look_between(self) -> bool:
        """Look whether the parser waits for a frame to begin, no message lacks fragments, and nobody has closed.

        That stays so until the parser gets something; what comes after a close of ours is not let in.
        """
        innermost: Any = self.conn.parser
        while innermost.gi_yieldfrom is not None:
            innermost = innermost.gi_yieldfrom
        waits = innermost.gi_code is _BETWEEN_FRAMES
        self._between = waits and not self.frames and self.conn.state is State.OPEN
        return self._between


@lru_cache(maxsize=8)
def _framed(message: str | bytes) -> bytes:
    """A message as it goes over the wire, made once for all who get it."""
    if isinstance(message, bytes):
        return Frame(Opcode.BINARY, message).serialize(mask=False)
    return Frame(Opcode.TEXT, message.encode()).serialize(mask=False)
