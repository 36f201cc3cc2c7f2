"""The short way of what a room says and of what acknowledges it: to the byte what the long way does."""

import asyncio
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.frames import Opcode

from server.guard import GuardedWebSocket
from tests.server.websocket_support import connected, frame

LENGTHS = st.sampled_from([0, 1, 3, 4, 5, 125, 126, 300])


def run(scenario):
    asyncio.run(scenario())


def test_what_the_application_writes_goes_out_at_once_in_order():
    async def scenario():
        protocol, transport, _ = await connected()
        assert protocol.scope["state"]["wire"] is protocol
        before = len(transport.written)
        protocol.write(["né", b"\1\2", b"x" * 300])
        sent = transport.written[before:]
        assert sent == b"\x81\x03n\xc3\xa9" + b"\x82\x02\1\2" + b"\x82\x7e\x01\x2c" + b"x" * 300

    run(scenario)


def test_nothing_is_written_after_the_end():
    async def scenario():
        for end in (lambda protocol: protocol._refuse("too many"), lambda protocol: protocol.transport.close()):
            protocol, transport, _ = await connected()
            end(protocol)
            before = transport.written
            protocol.write([b"late"])
            assert transport.written == before

    run(scenario)


def test_nothing_is_written_after_our_end_although_the_browser_has_not_answered_it():
    async def scenario():
        protocol, transport, _ = await connected()
        await protocol.send({"type": "websocket.close"})
        assert transport.state == "open"
        before = transport.written
        protocol.write([b"late"])
        assert transport.written == before

    run(scenario)


def test_the_application_may_wait_for_room():
    async def scenario():
        protocol, _, _ = await connected()
        assert not protocol.full
        protocol.pause_writing()
        assert protocol.full
        waiting = asyncio.create_task(protocol.drain())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        protocol.resume_writing()
        await asyncio.wait_for(waiting, 5)
        assert not protocol.full

    run(scenario)


def test_bytes_are_heard_at_once_and_pay_as_everything_does():
    async def scenario():
        protocol, _, _ = await connected()
        heard = []
        protocol.hear_bytes = heard.append
        protocol.data_received(frame(Opcode.BINARY, b"whole") + frame(Opcode.BINARY, b"in ", fin=False))
        protocol.data_received(frame(Opcode.CONT, b"parts") + frame(Opcode.TEXT, b"text"))
        assert heard == [b"whole", b"in parts"]
        assert protocol.queue.get_nowait()["text"] == "text"
        for _ in range(1000):
            protocol.data_received(frame(Opcode.BINARY))
        assert len(heard) < 302
        assert protocol.close_sent

    run(scenario)


class Long(GuardedWebSocket):
    """Gives everything to the parser, as uvicorn does."""

    def data_received(self, data):
        WebSocketsSansIOProtocol.data_received(self, data)


def masked(content, mask, opcode=2, fin=True):
    """A frame from a browser, with this mask."""
    length = bytes([0x80 | len(content)]) if len(content) < 126 else b"\xfe" + len(content).to_bytes(2, "big")
    hidden = bytes(byte ^ mask[place % 4] for place, byte in enumerate(content))
    return bytes([fin << 7 | opcode]) + length + mask + hidden


acknowledgements = st.builds(masked, st.binary(min_size=4, max_size=4), st.binary(min_size=4, max_size=4))
lookalikes = st.builds(  # everything that differs from one in the header, and what it may be confused with inside
    lambda header, rest: header + rest, st.sampled_from([b"\x82\x84", b"\x82\x04", b"\x02\x84"]), st.binary(max_size=12)
)
others = st.builds(
    masked,
    LENGTHS.flatmap(lambda size: st.binary(min_size=size, max_size=size) | st.just((b"\x82\x84" * 150)[:size])),
    st.binary(min_size=4, max_size=4),
    st.sampled_from([0, 1, 2, 8, 9, 10, 3]),
    st.booleans(),
)
streams = st.lists(st.one_of(acknowledgements, acknowledgements, others, lookalikes), max_size=8).map(b"".join)


async def outcome(kind, pieces):
    """Everything that can be told from outside after these pieces have come."""
    protocol, transport, _ = await connected(kind=kind)
    heard, before = [], len(transport.written)
    protocol.hear_bytes = heard.append
    with suppress(InvalidState):  # uvicorn's, where more comes after text that is no text
        for piece in pieces:
            protocol.data_received(piece)
    events = []
    while not protocol.queue.empty():
        events.append(protocol.queue.get_nowait())
    protocol.connection_lost(None)
    told = events, transport.written[before:], transport.state, transport.paused, protocol.close_sent
    return heard, told


async def agree(pieces):
    """Compare with the parser; where it fails, uvicorn drops whole messages that came in the same piece."""
    heard, told = await outcome(GuardedWebSocket, pieces)
    in_pieces, expected = await outcome(Long, pieces)
    in_bytes, _ = await outcome(Long, [bytes([byte]) for byte in b"".join(pieces)])
    assert told == expected
    assert heard == in_bytes[: len(heard)]
    assert len(in_pieces) <= len(heard)


@settings(max_examples=50, deadline=None)
@given(streams, st.lists(st.integers(0, 400), max_size=6))
def test_the_short_way_hears_and_answers_what_the_parser_does(stream, cuts):
    places = sorted({0, *(cut for cut in cuts if cut < len(stream)), len(stream)})
    run(lambda: agree([stream[start:end] for start, end in pairwise(places)]))


MIXED = (
    masked(b"\1\0\0\0", b"abcd")
    + masked(b"\2\0\0\0", b"\0\0\0\0")
    + masked(b"text", b"efgh", opcode=1)
    + masked(b"\x82\x84", b"ijkl", fin=False)
    + masked(b"", b"mnop", opcode=9)
    + masked(b"\x82\x84", b"\0\0\0\0", opcode=0)
    + masked(b"\3\0\0\0", b"\x82\x84\x82\x84")
)


INTERRUPTED = masked(b"\x82\x84", b"ijkl", fin=False) + masked(b"\4\0\0\0", b"qrst")


@pytest.mark.parametrize("second", [masked(b"\4\0\0\0", b"qrst"), b"\x82\x04plain", INTERRUPTED])
def test_wherever_the_network_cuts_the_same_is_heard(second):
    async def scenario():
        stream = MIXED + second
        heard, _ = await outcome(GuardedWebSocket, [MIXED, second])
        assert heard[:4] == [b"\1\0\0\0", b"\2\0\0\0", b"\x82\x84\x82\x84", b"\3\0\0\0"]
        for cut in range(len(stream)):
            await agree([stream[:cut], stream[cut:]])
        await agree([bytes([byte]) for byte in stream])

    run(scenario)


def test_an_acknowledgement_costs_no_parsing():
    async def scenario():
        protocol, _, _ = await connected()
        heard, parsed = [], []
        protocol.hear_bytes = heard.append
        receive = protocol.conn.receive_data
        protocol.conn.receive_data = lambda data: parsed.append(data) or receive(data)
        text = masked(b"text", b"efgh", opcode=1)
        for piece in (frame(Opcode.BINARY, b"1234"), text, frame(Opcode.BINARY, b"5678") * 2 + text):
            protocol.data_received(piece)
        assert heard == [b"1234", b"5678", b"5678"]
        assert parsed == [text, text]

    run(scenario)


def test_nothing_is_heard_after_the_end():
    async def scenario():
        protocol, transport, _ = await connected()
        heard = []
        protocol.hear_bytes = heard.append
        protocol.data_received(frame(Opcode.CLOSE, b"\x03\xe8") + frame(Opcode.BINARY, b"1234"))
        protocol.data_received(frame(Opcode.BINARY, b"1234"))
        assert transport.state == "closing"
        assert heard == []

    run(scenario)


def test_nothing_is_heard_after_our_end():
    async def scenario():
        protocol, _, _ = await connected()
        heard = []
        protocol.hear_bytes = heard.append
        protocol.data_received(frame(Opcode.BINARY, b"1234"))
        await protocol.send({"type": "websocket.close"})
        protocol.data_received(frame(Opcode.BINARY, b"5678") + frame(Opcode.TEXT))
        assert heard == [b"1234"]

    run(scenario)


def test_asyncio_reads_into_memory_that_is_there():
    async def scenario():
        protocol, _, _ = await connected()
        heard = []
        protocol.hear_bytes = heard.append
        loop = asyncio.get_running_loop()
        listener = await loop.create_server(lambda: protocol, "127.0.0.1", 0)
        protocol.connection_made = lambda transport: None
        _, writer = await asyncio.open_connection(*listener.sockets[0].getsockname())
        received, pieces = protocol.data_received, []
        protocol.data_received = lambda data: pieces.append(data) or received(data)
        stream = b"".join(frame(Opcode.BINARY, number.to_bytes(4)) for number in range(1000))
        writer.write(stream)
        async with asyncio.timeout(5):
            while sum(map(len, pieces)) < len(stream):
                await asyncio.sleep(0.001)
        assert b"".join(pieces) == stream
        assert max(map(len, pieces)) == 4096
        assert heard == [number.to_bytes(4) for number in range(300)]  # it has no more tokens
        writer.close()
        listener.close()

    run(scenario)
