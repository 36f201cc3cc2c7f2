"""One websocket of the server without sockets: a transport and a clock that the test holds in its hands."""

import asyncio
import types

import uvicorn
from uvicorn.server import ServerState
from websockets.frames import Frame

from server.guard import GuardedWebSocket

HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Transport(asyncio.Transport):
    """Keeps what is written; reads nothing, unless it is told to."""

    def __init__(self, reads=True):
        super().__init__()
        self.reads = reads
        self.written = b""
        self.waiting = 0
        self.state = "open"
        self.paused = False

    def write(self, data):
        self.written += data
        self.waiting += 0 if self.reads else len(data)

    def get_write_buffer_size(self):
        return self.waiting

    def close(self):
        self.state = "closing" if self.state == "open" else self.state

    def abort(self):
        self.state = "aborted"

    def is_closing(self):
        return self.state != "open"

    def pause_reading(self):
        self.paused = True

    def resume_reading(self):
        self.paused = False

    def set_protocol(self, protocol):
        pass


class Loop:
    """A clock that only `forward` moves, with its timers; tasks run on the real loop."""

    def __init__(self):
        self.now = 0.0
        self.timers = []

    def time(self):
        return self.now

    def call_later(self, delay, call):
        handle = types.SimpleNamespace(at=self.now + delay, call=call, cancelled=False)
        handle.cancel = lambda: setattr(handle, "cancelled", True)
        self.timers.append(handle)
        return handle

    def forward(self, seconds):
        self.now += seconds
        due = [timer for timer in self.timers if timer.at <= self.now and not timer.cancelled]
        self.timers = [timer for timer in self.timers if timer.at > self.now]
        for timer in due:
            timer.call()

    def create_task(self, work, **_):
        return asyncio.get_running_loop().create_task(work)


async def echo(scope, receive, send):
    """Accept, then read everything."""
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


def config():
    pings = {"ws_ping_interval": 10, "ws_ping_timeout": 10}
    return uvicorn.Config(echo, ws_per_message_deflate=False, log_level="error", **pings)


async def connected(reads=True, kind=GuardedWebSocket):
    transport, loop = Transport(reads), Loop()
    protocol = kind(config(), ServerState(), {}, loop)
    protocol.connection_made(transport)
    protocol.data_received(HANDSHAKE)
    for _ in range(10):
        await asyncio.sleep(0)
    assert protocol.handshake_complete
    return protocol, transport, loop


def frame(opcode, data=b"x", fin=True):
    return Frame(opcode, data, fin).serialize(mask=True)
