"""uvicorn's websocket with a short way to the application: what is written leaves at once, and bytes are heard at once.

By ASGI each message to and from a browser wakes a task and passes through every layer of the application. For a room's
frames to hundreds of browsers, and what acknowledges them, that cost more than all the rest. Whoever serves the
websocket finds this object as `websocket.state.wire`, and uses it between `accept` and `close`.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode


class DirectWebSocket(WebSocketsSansIOProtocol):
    """A websocket that can be written to without ASGI.

    Attributes:
        hear_bytes: told every binary message, which then is no event of ASGI; None: nobody.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (uvicorn's own arguments, passed on)
        super().__init__(*args, **kwargs)
        self.hear_bytes: Callable[[bytes], None] | None = None

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

    def send_receive_event_to_app(self) -> None:
        """Tell a whole message."""
        if self.hear_bytes is None or self.curr_msg_data_type != "bytes":
            super().send_receive_event_to_app()
            return
        data, self.frames = b"".join(self.frames), []
        self.hear_bytes(data)


@lru_cache(maxsize=8)
def _framed(message: str | bytes) -> bytes:
    """A message as it goes over the wire, made once for all who get it."""
    if isinstance(message, bytes):
        return Frame(Opcode.BINARY, message).serialize(mask=False)
    return Frame(Opcode.TEXT, message.encode()).serialize(mask=False)
