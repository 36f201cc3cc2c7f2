"""The whole live half over real sockets: a real server, real clients, all on this machine."""

import asyncio
import contextlib
import functools
import json
import random
import socket as sockets
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from server.close_codes import Close
from server.limits import Limits
from server.moment import Moment
from server.protocol.decode import decode
from server.protocol.events import Failure
from server.protocol.frame import Frame
from tests.server.live_server_support import Browser, Running, running
from tests.server.room_bench import Scratch


def live(test: Callable[[Running], Awaitable[None]], **arguments: object) -> None:
    async def main() -> None:
        async with running(**arguments) as server:
            await test(server)

    asyncio.run(asyncio.wait_for(main(), 60))


async def begun(browser: Browser) -> dict:
    """Hear the snapshot and the frame that follows it."""
    snapshot = await browser.hear()
    assert snapshot["type"] == "snapshot"
    frame = (await browser.hear_until(lambda message: isinstance(message, Frame)))[-1]
    assert frame.seq >= snapshot["seq"]
    return snapshot


async def closed_with(url: str, *said: str | bytes) -> int:
    async with connect(url, compression=None) as socket:
        async with asyncio.timeout(10):
            with contextlib.suppress(ConnectionClosed):
                for text in said:
                    await socket.send(text)
                while True:
                    await socket.recv()
        return socket.close_code


def test_two_browsers_in_step_show_what_the_core_computes() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        scratch = Scratch("mazur")
        async with server.browser(room.id, key, "a") as driver, server.browser(room.id, None, "b") as viewer:
            assert (await begun(driver))["role"] == "driver"
            assert (await begun(viewer))["role"] == "viewer"
            for n in range(3):
                for m in range(1, 37):
                    await driver.say(type="step")
                    one, other = await driver.frame(n, m), await viewer.frame(n, m)
                    assert one.values.tobytes() == other.values.tobytes() == scratch.values(n)
                await driver.say(type="step")
            await driver.say(type="go_to", iteration=500, moment=35)
            one, other = await driver.frame(500, 35), await viewer.frame(500, 35)
            assert one.values.tobytes() == other.values.tobytes() == scratch.values(500)
            await viewer.say(type="step")
            refused = (await viewer.hear_until(lambda m: not isinstance(m, Frame) and m["type"] == "failure"))[-1]
            assert (refused["code"], refused["id"]) == ("forbidden", viewer.id)
            assert room.position == (500, 35)

    live(test)


def test_a_stalled_browser_does_not_slow_the_others_and_is_closed() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key, "a") as driver, server.browser(room.id, None, "b") as stalled:
            await begun(driver)
            await begun(stalled)
            stalled.socket.transport.pause_reading()
            await driver.say(type="set_speed", unit="iteration", per_second=1000.0)
            await driver.say(type="play")
            frames = 0
            channel = server.hub.channels[room.id]
            async with asyncio.timeout(20):
                while len(channel.outboxes) == 2:
                    frames += isinstance(await driver.hear(), Frame)
            assert frames >= 10, "more than its window: the one that stalls got no more than its own"
            stalled.socket.transport.resume_reading()
            assert await stalled.close_code() == 4408

    live(test, limits=Limits(acknowledge_seconds=1.0))


def test_frames_that_are_never_acknowledged_stop_at_two() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key, "a") as driver:
            frames = []
            for _ in range(30):
                await driver.say(type="step")
            with contextlib.suppress(ConnectionClosed):
                while True:
                    message = await driver.hear(acknowledge=False)
                    frames += [message] if isinstance(message, Frame) else []
            assert 1 <= len(frames) <= 2
            assert driver.socket.close_code == 4408

    live(test, limits=Limits(acknowledge_seconds=0.5))


def test_who_is_refused_or_asks_hears_at_once_and_nobody_else_is_woken() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key, "a") as driver, server.browser(room.id, None, "b") as watcher:
            await begun(driver)
            await begun(watcher)
            channel, woken = server.hub.channels[room.id], []
            drives, watches = channel.outboxes
            for viewer, outbox in channel.outboxes.items():
                outbox.wake = functools.partial(woken.append, viewer)
            change = decode('{"type": "set_grain", "id": 1, "grain": "layer"}')
            ask = decode('{"type": "snapshot", "id": 2}')
            channel.handle(watches, change)
            assert woken == [watches], "it may not"
            channel.handle(watches, ask)
            channel.refuse(watches, Failure(1, "invalid", None, "Say it right."))
            assert woken == [watches] * 3
            channel.handle(drives, change)
            assert sorted(woken[3:]) == [drives, watches]

    live(test)


def test_too_many_events_come_as_a_snapshot() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key, "a") as driver:
            await begun(driver)
            channel = server.hub.channels[room.id]
            for number in range(12):
                channel.room.stored(number % 2 == 0, 0.0)
            (outbox,) = channel.outboxes.values()
            for event in range(12):
                outbox.put_event(json.dumps({"type": "state", "seq": event}), 1)
            outbox.wake()
            heard = await driver.hear_until(lambda m: isinstance(m, Frame))
            assert [m["type"] for m in heard[:-1]] == ["snapshot"]
            assert heard[-1].seq == heard[0]["seq"]

    live(test, limits=Limits(events_queued=5))


def test_who_asks_gets_a_snapshot_and_a_frame_even_with_a_full_window() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key, "a") as driver:
            heard: list = []
            for full in (1, 2):  # one step a frame: of several at once only the newest need be shown
                while len([message for message in heard if isinstance(message, Frame)]) < full:
                    heard.append(await driver.hear(acknowledge=False))
                await driver.say(type="step")
            await driver.say(type="snapshot")
            heard = [await driver.hear(acknowledge=False)]
            while isinstance(heard[-1], Frame) or heard[-1]["type"] != "snapshot":
                heard.append(await driver.hear(acknowledge=False))
            heard.append(await driver.hear(acknowledge=False))
            assert isinstance(heard[-1], Frame)
            assert heard[-1].moment == room.position.moment

    live(test)


def test_a_restart_is_a_new_epoch_with_the_same_numbers(tmp_path: Path) -> None:
    async def main() -> None:
        path = tmp_path / "rooms.sqlite"
        async with running(path=path) as server:
            room, key = await server.hub.create(Moment.of_example("xor"))
            async with server.browser(room.id, key) as driver:
                first = await begun(driver)
                await driver.say(type="go_to", iteration=700, moment=11)
                before = await driver.frame(700, 11)
                server.server.should_exit = True
                with contextlib.suppress(ConnectionClosed):
                    while True:
                        await driver.hear()
                assert driver.socket.close_code == 1012
        async with running(path=path) as server, server.browser(room.id, key) as driver:
            second = await begun(driver)
            assert (first["epoch"], second["epoch"], second["role"]) == (1, 2, "driver")
            await driver.say(type="snapshot")
            after = await driver.frame(700, 11)
            assert after.values.tobytes() == before.values.tobytes()
            assert (after.trained_to, after.revision) == (before.trained_to, before.revision)

    asyncio.run(asyncio.wait_for(main(), 60))


def test_a_hub_that_stops_tells_everybody() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key) as driver, server.browser(room.id, None, "b") as viewer:
            await begun(driver)
            await begun(viewer)
            for channel in server.hub.channels.values():
                channel.close(Close.RESTART)  # what hub.stop() does first
            assert [await driver.close_code(), await viewer.close_code()] == [1012, 1012]

    live(test)


def test_taking_over_closes_the_former_driver() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key, "a") as first, server.browser(room.id, key, "b") as second:
            await begun(first)
            assert ((await begun(second))["role"], room.members.driver) == ("viewer", 1)
            await second.say(type="take_over")
            snapshot = (await second.hear_until(lambda m: not isinstance(m, Frame) and m["type"] == "snapshot"))[-1]
            assert (snapshot["role"], snapshot["may_drive"]) == ("driver", True)
            assert await first.close_code() == 4409
            await second.say(type="step")
            await second.frame(0, 1)

    live(test)


HELLO = '{"type":"hello","protocol":2,"key":null,"client":"x"}'


@pytest.mark.parametrize(
    ("room", "said", "code"),
    [
        ("ABCDEF", [HELLO], 4404),
        ("nonsense", [], 4404),
        (None, [], 4401),
        (None, [HELLO.replace("null", '"wrong key"')], 4401),
        (None, ['{"type":"hello","protocol":1,"new":"fields"}'], 4426),
        (None, ['{"type":"step","id":1}'], 1008),
        (None, ["not json"], 1008),
        (None, [b"\x01\x00\x00\x00"], 1008),
        (None, [HELLO, HELLO], 1008),
    ],
)
def test_who_does_not_say_a_right_hello_is_told_why(room: str | None, said: list[str | bytes], code: int) -> None:
    async def test(server: Running) -> None:
        made, _ = await server.hub.create(Moment.of_example("mazur"))
        url = f"ws://127.0.0.1:{server.port}/r/{room or made.id}/ws"
        assert await closed_with(url, *said) == code
        assert len(made.members) == 0

    live(test, limits=Limits(hello_seconds=0.2, invalid_messages=1))


def test_a_full_room_and_a_full_server_say_so() -> None:
    async def test(server: Running) -> None:
        room, _ = await server.hub.create(Moment.of_example("mazur"))
        other, _ = await server.hub.create(Moment.of_example("mazur"))
        url = f"ws://127.0.0.1:{server.port}/r/"
        async with server.browser(room.id) as first, server.browser(room.id, None, "b") as second:
            await begun(first)
            await begun(second)
            assert await closed_with(f"{url}{room.id}/ws", HELLO) == 4503
            async with server.browser(other.id) as third:
                await begun(third)
                assert await closed_with(f"{url}{other.id}/ws", HELLO) == 4503

    live(test, limits=Limits(viewers_per_room=2, viewers=3))


def test_a_storm_of_malformed_messages_is_answered_and_ended(caplog: pytest.LogCaptureFixture) -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        chance = random.Random(3)
        before = room.saved()
        async with server.browser(room.id, key) as driver:
            await begun(driver)
            for _ in range(25):
                with contextlib.suppress(ConnectionClosed):
                    await driver.socket.send(
                        chance.choice(
                            ["", "[" * 20_000, '{"type":"x"}', "NaN", b"\x01", b"\xff" * 300, '{"type":"step"}']
                        )
                    )
            failures = []
            with contextlib.suppress(ConnectionClosed):
                while True:
                    message = await driver.hear()
                    failures += [message] if not isinstance(message, Frame) and message["type"] == "failure" else []
            assert driver.socket.close_code == 1008
            assert failures
            assert {failure["code"] for failure in failures} == {"invalid"}
        assert room.saved() == before
        assert room.position == (0, 0)

    live(test)
    assert "Traceback" not in caplog.text


def test_a_flood_of_good_messages_is_slowed_and_then_ended() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id, key) as driver:
            await begun(driver)
            heard = []
            with contextlib.suppress(ConnectionClosed):
                for _ in range(60):
                    await driver.say(type="step_back")
            with contextlib.suppress(ConnectionClosed):
                while True:
                    heard.append(await driver.hear())
            assert driver.socket.close_code == 1008
            assert "slow_down" in {message.get("code") for message in heard if not isinstance(message, Frame)}

    live(test, limits=Limits(messages_per_second=1.0, message_burst=20))


def test_browsers_that_vanish_leave_nothing_behind() -> None:
    async def test(server: Running) -> None:
        room, key = await server.hub.create(Moment.of_example("mazur"))
        tasks = len(asyncio.all_tasks())
        for wave in range(3):
            async with contextlib.AsyncExitStack() as stack:
                for number in range(20):
                    browser = await stack.enter_async_context(server.browser(room.id, key, f"{wave}-{number}"))
                    await begun(browser)
                    linger = struct.pack("ii", 1, 0)
                    raw = browser.socket.transport.get_extra_info("socket")
                    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, linger)
                    browser.socket.transport.abort()
        async with asyncio.timeout(10):
            while len(room.members) or server.hub.connections or len(asyncio.all_tasks()) > tasks:
                await asyncio.sleep(0.01)
        assert server.hub.channels[room.id].outboxes == {}
        assert room.members.driver is None

    live(test)


def test_a_browser_hears_that_the_server_is_there() -> None:
    async def test(server: Running) -> None:
        room, _ = await server.hub.create(Moment.of_example("mazur"))
        async with server.browser(room.id) as viewer:
            await begun(viewer)
            heard = 0
            async with asyncio.timeout(10):
                while heard < 3:
                    text = await viewer.socket.recv()
                    heard += isinstance(text, str) and json.loads(text) == {"type": "heartbeat"}

    live(test, limits=Limits(heartbeat_seconds=0.05))
