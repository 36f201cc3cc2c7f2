"""The guard: what one peer may cost, tried with a transport and a clock that the test holds in its hands."""

import asyncio

import pytest
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode

from server.guard import GuardedHttp, GuardedWebSocket, GuardError, check_internals
from tests.server.websocket_support import HANDSHAKE, Loop, Transport, config, connected, frame


def run(scenario):
    asyncio.run(scenario)


async def send(protocol, opcode, count, fin=True):
    """Send frames one by one, letting the application read them."""
    for _ in range(count):
        protocol.data_received(frame(opcode, fin=fin))
        await asyncio.sleep(0)


@pytest.mark.parametrize("opcode", [Opcode.TEXT, Opcode.BINARY, Opcode.PING, Opcode.PONG])
def test_a_burst_passes_and_one_frame_more_ends_the_connection(opcode):
    async def scenario():
        protocol, transport, _ = await connected()
        await send(protocol, opcode, 300)
        assert transport.state == "open"
        await send(protocol, opcode, 1)
        assert transport.state == "closing"
        assert transport.written.endswith(Frame(Opcode.CLOSE, b"\x03\xf0too many frames").serialize(mask=False))

    run(scenario())


def test_reading_stops_only_while_many_messages_wait():
    async def scenario():
        protocol, transport, _ = await connected()
        for _ in range(GuardedWebSocket.MAX_WAITING):
            protocol.data_received(frame(Opcode.BINARY))
        assert not transport.paused
        protocol.data_received(frame(Opcode.BINARY))
        assert transport.paused
        for _ in range(3):
            await asyncio.sleep(0)  # the application reads them all
        assert not transport.paused
        assert protocol.queue.empty()

    run(scenario())


def test_reading_goes_on_after_a_packet_of_more_than_may_wait():
    async def scenario():
        protocol, transport, _ = await connected()
        protocol.data_received(frame(Opcode.TEXT) * (GuardedWebSocket.MAX_WAITING + 2))
        assert transport.paused
        for _ in range(3):
            await asyncio.sleep(0)  # the application reads them all
        assert protocol.queue.empty()
        assert not transport.paused

    run(scenario())


def test_a_flood_in_one_packet_is_not_handled_to_its_end():
    async def scenario():
        protocol, transport, _ = await connected()
        protocol.data_received(frame(Opcode.TEXT) * 5000)
        assert transport.state == "closing"
        assert protocol.queue.qsize() <= 301
        before = len(transport.written)
        protocol.data_received(frame(Opcode.PING) * 5000)
        assert len(transport.written) == before

    run(scenario())


def test_an_honest_page_is_never_cut():
    async def scenario():
        protocol, transport, loop = await connected()
        for _ in range(60 * 30):  # half a minute of 60 acknowledgements and 20 commands a second
            loop.forward(1 / 60)
            await send(protocol, Opcode.BINARY, 1)
            if loop.now % 0.05 < 1 / 60:
                await send(protocol, Opcode.TEXT, 1)
            protocol.pending_ping_payload = None
            protocol.stop_keepalive()
        assert transport.state == "open"

    run(scenario())


def test_tokens_come_back_at_the_rate():
    async def scenario():
        protocol, transport, loop = await connected()
        protocol.stop_keepalive()
        await send(protocol, Opcode.PING, 300)
        loop.forward(1.0)
        await send(protocol, Opcode.PING, 150)
        assert transport.state == "open"
        await send(protocol, Opcode.PING, 1)
        assert transport.state == "closing"

    run(scenario())


@pytest.mark.parametrize("first", [Opcode.TEXT, Opcode.BINARY])
def test_a_message_may_have_256_fragments(first):
    async def scenario():
        protocol, transport, loop = await connected()
        for _ in range(2):  # the count begins anew with each message
            await send(protocol, first, 1, fin=False)
            await send(protocol, Opcode.CONT, 254, fin=False)
            await send(protocol, Opcode.CONT, 1)
            assert transport.state == "open"
            loop.forward(5.0)
        await send(protocol, first, 1, fin=False)
        await send(protocol, Opcode.CONT, 256, fin=False)
        assert b"too many fragments" in transport.written

    run(scenario())


def test_a_peer_that_reads_nothing_is_cut_off():
    async def scenario():
        protocol, transport, _ = await connected(reads=False)
        transport.waiting = GuardedWebSocket.MAX_WRITE_BUFFER
        protocol.data_received(frame(Opcode.PONG))
        assert transport.state == "open"
        protocol.data_received(frame(Opcode.PING))
        assert transport.state == "aborted"

    run(scenario())


def test_text_that_is_no_text_and_a_close_behind_it_are_no_fault_of_ours():
    """uvicorn closes once more then, and its library refuses that: each packet filled the log."""

    async def scenario():
        protocol, transport, _ = await connected()
        protocol.data_received(frame(Opcode.TEXT, b"\xff") + frame(Opcode.CLOSE, b"\x03\xe8"))
        assert transport.state == "aborted"

    asyncio.run(scenario())


def test_a_refused_peer_is_cut_after_a_grace_even_if_it_reads_nothing():
    async def scenario():
        protocol, transport, loop = await connected()
        protocol.data_received(frame(Opcode.PING) * 301)
        assert transport.state == "closing"
        loop.forward(0.9)
        assert transport.state == "closing"
        loop.forward(0.2)
        assert transport.state == "aborted"

    run(scenario())


def test_a_peer_that_answers_no_ping_is_cut_off():
    async def scenario():
        _, transport, loop = await connected()
        loop.forward(10.0)
        loop.forward(9.9)
        assert transport.state == "open"
        loop.forward(0.1)
        assert transport.state == "closing"
        loop.forward(1.0)
        assert transport.state == "aborted"

    run(scenario())


def test_sending_to_a_refused_peer_is_a_disconnect_and_no_fault():
    async def scenario():
        protocol, _, _ = await connected()
        protocol.data_received(frame(Opcode.PING) * 301)
        with pytest.raises(ClientDisconnected):
            await protocol.send({"type": "websocket.send", "text": "late"})

    run(scenario())


def http():
    transport, loop = Transport(), Loop()
    protocol = GuardedHttp(config(), ServerState(), {}, loop)
    protocol.connection_made(transport)
    return protocol, transport, loop


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"])
def test_a_header_must_be_complete_within_ten_seconds(sent):
    async def scenario():
        protocol, transport, loop = http()
        for letter in sent:
            protocol.data_received(bytes([letter]))
            loop.forward(0.1)
        loop.forward(9.9 - loop.now)
        assert transport.state == "open"
        loop.forward(0.2)
        assert transport.state == "aborted"

    run(scenario())


BODIES = [b"Content-Length: 1000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"]


@pytest.mark.parametrize("begins", BODIES)
def test_a_body_must_be_complete_within_a_minute(begins):
    async def scenario():
        protocol, transport, loop = http()
        protocol.data_received(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + begins)
        for _ in range(59):
            loop.forward(1.0)
            protocol.data_received(b"a" if b"1000" in begins else b"1\r\na\r\n")
        assert transport.state == "open"
        loop.forward(1.1)
        assert transport.state == "aborted"

    run(scenario())


@pytest.mark.parametrize("body", [b"", b"Content-Length: 9\r\n", b"Content-Length: 0\r\n"])
def test_a_complete_request_stops_the_clocks(body):
    async def scenario():
        protocol, transport, loop = http()
        protocol.data_received(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + body + b"\r\n")
        loop.forward(59.0)
        protocol.data_received(b"123456789" if b"9" in body else b"")
        loop.forward(600.0)
        assert transport.state == "open"

    run(scenario())


def test_a_websocket_is_no_body_that_does_not_end():
    async def scenario():
        protocol, _, loop = http()
        protocol.data_received(HANDSHAKE)
        assert protocol.timer is None
        assert [timer for timer in loop.timers if timer.at == 60.0 and not timer.cancelled] == []

    run(scenario())


def test_the_next_header_on_a_connection_has_its_own_ten_seconds():
    async def scenario():
        protocol, transport, loop = http()
        protocol.data_received(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        loop.forward(4.0)
        protocol.data_received(b"GET / HTT")
        loop.forward(9.9)
        assert transport.state == "open"
        loop.forward(0.2)
        assert transport.state == "aborted"

    run(scenario())


def test_a_lost_connection_leaves_no_timer():
    async def scenario():
        protocol, transport, loop = http()
        protocol.connection_lost(None)
        loop.forward(60.0)
        assert transport.state == "closing"

    run(scenario())


def test_the_installed_uvicorn_has_what_the_guard_overrides():
    check_internals()


class Changed:
    """A websocket implementation of some later uvicorn."""

    def data_received(self, data):
        self.handle_frame(data)

    def handle_frame(self, event):
        pass


def test_a_changed_uvicorn_is_refused_by_name():
    with pytest.raises(GuardError, match=r"Changed\.handle_ping"):
        check_internals(websocket=Changed)
    with pytest.raises(GuardError, match=r"Changed\.on_headers_complete"):
        check_internals(http=Changed)
