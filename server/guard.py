"""uvicorn's protocols with the limits they lack: what one peer can cost is bounded before the application sees it.

uvicorn's flow control leaves open what a peer that never reads, never finishes or never stops can do. These subclasses,
and the one of server/direct.py, override uvicorn's internals, so `check_internals` refuses to start when a new version
no longer has them.
"""

import inspect
from asyncio import TimerHandle
from asyncio.transports import BaseTransport
from typing import Any, Literal

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.frames import Frame

from server.direct import DirectWebSocket

POLICY_VIOLATION = 1008


class GuardError(RuntimeError):
    """The installed uvicorn lacks something the guard overrides, so it would run unguarded."""


class GuardedWebSocket(DirectWebSocket):
    """A websocket whose frames, fragments and unsent bytes are bounded.

    Every frame takes a token, control frames too: an honest page acknowledges 60 frames a second, sends its commands
    and answers pings, and stays far below the rate.
    """

    MAX_WRITE_BUFFER = 1 << 20  # bytes waiting for this peer, with the pongs we owe it
    MAX_FRAGMENTS = 256  # frames of one message; empty ones count
    MAX_WAITING = 16  # messages that wait for the application before nothing more is read
    FRAMES_PER_SECOND = 150.0
    BURST = 300.0
    CLOSE_GRACE = 1.0  # seconds for a last frame to leave before the connection is cut

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (uvicorn's own arguments, passed on)
        super().__init__(*args, **kwargs)
        self.tokens = self.BURST
        self.counted_at = self.loop.time()
        self.fragments = 0
        self.cut = False

    def data_received(self, data: bytes) -> None:
        """Handle what came, then cut off a peer that breaks the protocol, or makes us answer but does not read."""
        try:
            super().data_received(data)
        except InvalidState:  # text that is no text, and behind it a close: uvicorn would close once more
            self.transport.abort()
        if self.transport.get_write_buffer_size() > self.MAX_WRITE_BUFFER:
            self.transport.abort()

    def handle_text(self, event: Frame) -> None:
        """Take a token for the frame."""
        if self._take():
            self.fragments = 1
            super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        """Take a token for the frame."""
        if self._take():
            self.fragments = 1
            super().handle_bytes(event)

    def lets_in(self) -> bool:
        """Take a token for the frame."""
        return self._take()

    def handle_cont(self, event: Frame) -> None:
        """Take a token for the frame, and count the fragments of the message."""
        self.fragments += 1
        if self.fragments > self.MAX_FRAGMENTS:
            self._refuse("too many fragments")
        elif self._take():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        """Take a token before answering."""
        if self._take():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        """Take a token, as unasked pongs cost us too."""
        if self._take():
            super().handle_pong(event)

    def send_receive_event_to_app(self) -> None:
        """Read on while few messages wait: stopping after each, as uvicorn does, costs more than handling most."""
        paused, self.read_paused = self.read_paused, True
        super().send_receive_event_to_app()
        self.read_paused = paused
        if not paused and self.queue.qsize() > self.MAX_WAITING:
            self.read_paused = True
            self.transport.pause_reading()

    def keepalive_timeout(self) -> None:
        """Close, and cut soon after: a close waits for ever when the peer reads nothing."""
        super().keepalive_timeout()
        self._cut_soon()

    async def send(self, message: ASGISendEvent) -> None:
        """Send, or report the connection as gone; uvicorn would call a send after its own close a fault of ours.

        Raises:
            ClientDisconnected: the guard has ended this connection.
        """
        if self.cut:
            raise ClientDisconnected
        await super().send(message)

    def _take(self) -> bool:
        """Take one token from the bucket; without one the connection ends."""
        if self.close_sent:
            return False
        now = self.loop.time()
        self.tokens = min(self.BURST, self.tokens + (now - self.counted_at) * self.FRAMES_PER_SECOND) - 1
        self.counted_at = now
        if self.tokens < 0:
            self._refuse("too many frames")
        return self.tokens >= 0

    def _refuse(self, reason: str) -> None:
        """Send a close frame, tell the application, and cut the connection after a grace."""
        if self.close_sent:
            return
        self.stop_keepalive()
        self.conn.send_close(POLICY_VIOLATION, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": POLICY_VIOLATION, "reason": reason})
        self.transport.close()
        self._cut_soon()

    def _cut_soon(self) -> None:
        self.cut = True
        self.loop.call_later(self.CLOSE_GRACE, self.transport.abort)


class GuardedHttp(HttpToolsProtocol):
    """An HTTP connection that must send whole headers and bodies in time, for its first and each further request.

    What a peer can make us keep is bounded: the bytes of a header, and the requests it sends before their answers.
    """

    HEADER_TIMEOUT = 10.0  # seconds
    BODY_TIMEOUT = 60.0  # seconds, in which 2 MB come over any line that can show a page
    MAX_HEADER = 65_536  # bytes that may have come without a header's end; with the last read it can be 256 KiB more
    MAX_PIPELINED = 32  # requests waiting behind the one being answered; no browser sends any

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (uvicorn's own arguments, passed on)
        super().__init__(*args, **kwargs)
        self.unfinished: Literal["header", "body"] | None = "header"
        self.timer: TimerHandle | None = None
        self.header_bytes = 0

    def connection_made(self, transport: BaseTransport) -> None:
        """Give the first header its time."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._start_timer()

    def data_received(self, data: bytes) -> None:
        """Handle what came; then give what is not whole its time, and cut off a peer whose header does not end.

        Most requests come whole, and need no timer.
        """
        super().data_received(data)
        if self.unfinished is not None and self.timer is None:
            self._start_timer()
        if self.unfinished == "header":
            self.header_bytes += len(data)
            if self.header_bytes > self.MAX_HEADER:
                self.transport.abort()

    def on_message_begin(self) -> None:
        """Expect a header, of which this is the first byte."""
        super().on_message_begin()
        self.unfinished, self.header_bytes = "header", 0

    def on_headers_complete(self) -> None:
        """Expect a body, and cut off a peer that sends far more requests than it has answers."""
        self._stop_timer()
        self.unfinished = "body"
        if len(self.pipeline) >= self.MAX_PIPELINED:
            self.transport.abort()
            return
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Expect nothing; without a body this follows the header at once."""
        self._stop_timer()
        self.unfinished = None
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_timer()
        super().connection_lost(exc)

    def _start_timer(self) -> None:
        seconds = self.HEADER_TIMEOUT if self.unfinished == "header" else self.BODY_TIMEOUT
        self.timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


def check_internals(websocket: type = WebSocketsSansIOProtocol, http: type = HttpToolsProtocol) -> None:
    """Make sure that uvicorn still has what the guard overrides and uses.

    Raises:
        GuardError: names what is missing.
    """
    hooks = ("handle_text", "handle_bytes", "handle_cont", "handle_ping", "handle_pong", "keepalive_timeout")
    wanted = [
        (websocket, name)
        for name in (*hooks, "data_received", "run_asgi", "send", "send_receive_event_to_app", "stop_keepalive")
    ]
    stages = ("connection_made", "on_message_begin", "on_headers_complete", "on_message_complete", "connection_lost")
    wanted += [(http, name) for name in stages]
    missing = [f"{owner.__name__}.{name}" for owner, name in wanted if not callable(getattr(owner, name, None))]
    source = inspect.getsource(websocket)
    used = ("close_sent", "queue", "conn", "read_paused", "writable", "scope", "frames", "curr_msg_data_type", *hooks)
    missing += [f"self.{name} in {websocket.__name__}" for name in used if f"self.{name}" not in source]
    if missing:
        raise GuardError(f"This version of uvicorn is not known to be safe here; it has no {', '.join(missing)}.")
