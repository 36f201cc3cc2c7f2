"""Rooms under bad luck and bad will: what was shown is kept, and nobody holds up anybody."""

import asyncio
import gc
import json
from pathlib import Path
from weakref import WeakSet

from core.network import Network
from core.script import MOST_QUANTITIES
from core.setup import Setup
from server import room_description
from server.channel import Channel
from server.hub import Hub
from server.limits import Limits
from server.moment import Moment, Start
from server.protocol import events
from server.protocol.decode import decode
from server.protocol.messages import Hello
from server.room_description import MOST_CHARACTERS
from server.store import Store
from tests.server.clients import client_of
from tests.server.live_server_support import running
from tests.server.room_bench import Bench
from tests.server.test_hub import command, hello, run, until


def test_where_a_seek_comes_to_rest_is_written_at_once(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        room, key = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(room.id)
        viewer, _ = channel.join(hello(key))
        channel.handle(viewer, command("go_to", iteration=3000, moment=7))
        assert room.running
        await until(lambda: not room.running)
        saved = await asyncio.to_thread(hub.store.load, room.id)
        assert saved.branches[0].position == room.position == (3000, 7)

    run(test, tmp_path / "rooms.sqlite", Limits(save_seconds=600))


def test_a_disk_that_refuses_is_not_asked_at_every_breath(tmp_path: Path) -> None:
    tries = []

    class Refusing(Store):
        def _try(self, room) -> bool:
            tries.append(room)
            return False

    async def test(hub: Hub) -> None:
        hub.store = hub._saver._store = Refusing(tmp_path / "rooms.sqlite")
        room, key = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(room.id)
        viewer, _ = channel.join(hello(key))
        channel.handle(viewer, command("step"))
        await until(lambda: room.state.notice is not None)
        await asyncio.sleep(0.1)
        assert len(tries) <= 5

    run(test, limits=Limits(save_seconds=600))


def test_a_command_and_its_answer_wait_for_one_slice_of_another_room() -> None:
    """Between socket and socket lie about six turns of the event loop: one slice for each would be felt."""

    async def test(hub: Hub) -> None:
        room, key = await hub.create(Moment.of_example("mazur"))
        fast = await hub.channel(room.id)
        driver, _ = fast.join(hello(key))
        fast.handle(driver, command("set_speed", unit="iteration", per_second=20_000.0))
        fast.handle(driver, command("play"))
        await until(lambda: room.trained_to > 1000)
        turns, tick = 0, fast.tick

        def counted() -> None:
            nonlocal turns
            turns += 1
            tick()

        fast.tick = counted
        fast.due = lambda _: 0.0  # the busiest a room can be, whatever the clock says
        hub._scheduler.wake()  # it may sleep until the room was due
        for _ in range(60):
            await asyncio.sleep(0)
        assert 1 <= turns <= 10
        fast.handle(driver, command("pause"))

    run(test)


def test_a_room_that_leaves_memory_comes_back_though_no_file_keeps_it() -> None:
    async def test(hub: Hub) -> None:
        first, key = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(first.id)
        viewer, _ = channel.join(hello(key))
        channel.handle(viewer, command("step"))
        channel.leave(viewer)
        for _ in range(3):
            await hub.create(Moment.of_example("mazur"))
        assert first.id not in hub.channels
        again = await hub.find(first.id)
        assert again is not None
        assert (again.position, again.epoch) == ((0, 1), 2)
        (await hub.channel(first.id)).join(hello(key))

    run(test, limits=Limits(rooms=2))


def test_what_never_changes_is_written_once_for_all_who_come(monkeypatch) -> None:
    written, made = [], []
    as_json, described = events.as_json, room_description.described
    monkeypatch.setattr(room_description, "described", lambda *given: made.append(given) or described(*given))
    monkeypatch.setattr(events, "as_json", lambda value: written.append(as_json(value)) or written[-1])
    room = Bench().room
    texts = [events.encode(room.snapshot(1)) for _ in range(10)]
    assert len(set(texts)) == 1
    assert len(made) <= 1, "another room may have had it made"
    assert sum(map(len, written)) < 2 * len(texts[0])


def test_the_longest_hello_fits_into_a_message_and_a_flood_of_fields_does_not() -> None:
    smile = r"\ud83d\ude00"
    longest = f'{{"type":"hello","protocol":2,"key":"{smile * 128}","client":"{smile * 64}"}}'
    assert isinstance(decode(longest), Hello)
    assert len(longest) <= Limits().message_bytes <= 4096


def test_the_room_of_a_class_stays_whatever_else_is_made_and_however_long_nobody_watches() -> None:
    async def test(hub: Hub) -> None:
        lasting, _ = await hub.create(Moment.of_example("mazur"), lasting=True)
        for _ in range(5):
            await hub.create(Moment.of_example("mazur"))
        assert hub.get(lasting.id) is lasting
        await until(lambda: len(hub.channels) == 1)
        assert hub.get(lasting.id) is lasting

    run(test, limits=Limits(rooms=2, idle_seconds=0.05))


def test_a_server_for_a_class_makes_its_room_to_stay() -> None:
    with client_of(lan=True, limits=Limits(rooms=1)) as client:
        room, hub = client.app.state.class_room, client.app.state.hub
        key = {"authorization": f"Bearer {room.key}"}
        assert client.post("/api/v1/rooms", json={}, headers=key).status_code == 429
        assert hub.get(room.id) is not None


def test_a_prediction_by_room_says_how_many_updates_its_weights_have_had() -> None:
    with client_of() as client:
        made = client.post("/api/v1/rooms", json={}).json()

        async def drive() -> None:
            channel = await client.app.state.hub.channel(made["room"])
            viewer, _ = channel.join(hello(made["host_key"]))
            channel.handle(viewer, command("go_to", iteration=3, moment=36))
            await until(lambda: not channel.room.running)

        client.runner.run(drive())
        answer = client.post("/api/v1/predict", json={"x": [0.05, 0.1], "room": made["room"]}).json()
        trained = client.post("/api/v1/predict", json={"x": [0.05, 0.1], "iteration": 4}).json()
    assert answer["source"] == {"kind": "room", "id": made["room"], "iteration": 4}
    assert answer["y"] == trained["y"]


def test_a_page_does_not_wait_until_its_room_is_trained_again(monkeypatch) -> None:
    async def never(_) -> None:
        await asyncio.Event().wait()

    with client_of() as client:
        made = client.post("/api/v1/rooms", json={}).json()
        monkeypatch.setattr(Channel, "arrived", never)
        for page in ("", "/qr.svg"):
            got = client.http.get(f"/r/{made['room']}{page}")
            assert client.runner.run(asyncio.wait_for(got, 10)).status_code == 200


def large(weights: int = 1800) -> Moment:
    network = Network(
        [30, weights // 30], ["tanh"], "half_squared_error", "per_unit", [[[0.1] * 30] * (weights // 30)], [[0.0] * 60]
    )
    return Moment.of_start(Start(Setup(network, [[0.1] * 30], [[0.2] * 60], 0.1), "large"))


def test_of_large_rooms_few_texts_and_scripts_are_kept_that_their_functions_made() -> None:
    """Each is some megabytes: eight texts and four scripts of each of a hundred rooms were gigabytes."""
    texts, scripts = WeakSet(), WeakSet()
    first, second = (Bench(start=large()) for _ in range(2))
    for name in ("logistic", "relu", "elu", "softplus", "gelu", "identity", "tanh", "logistic", "relu", "elu", "gelu"):
        for bench in (first, second):
            bench.edit(("activation.1", name))
            bench.settle()
            scripts.add(bench.room.history().script_at(0))
            texts.add(bench.room._display.publisher.described)
    gc.collect()
    assert 1 <= len(scripts) < 8
    assert 1 <= len(texts) < 8
    assert sum(len(each.quantities) for each in scripts) <= MOST_QUANTITIES
    assert sum(len(each.text) for each in texts) <= MOST_CHARACTERS
    assert first.room.history().script_at(0) is second.room.history().script_at(0)


def test_hundreds_of_commands_that_come_at_once_are_not_done_at_once() -> None:
    async def main() -> list[int]:
        done, gaps = 0, []

        async def others() -> None:
            while done < 200:
                before = done
                await asyncio.sleep(0)
                gaps.append(done - before)

        async with running() as server:
            room, key = await server.hub.create(Moment.of_example("mazur"))
            async with server.browser(room.id, key) as page:
                await page.frame(0, 0)
                channel = await server.hub.channel(room.id)
                handle = channel.handle

                def counted(*given) -> None:
                    nonlocal done
                    done += 1
                    handle(*given)

                channel.handle = counted
                for number in range(200):
                    page.socket.protocol.send_text(json.dumps({"type": "step", "id": number}).encode())
                page.socket.transport.write(b"".join(page.socket.protocol.data_to_send()))
                async with asyncio.timeout(20):
                    await others()
        return gaps

    assert max(asyncio.run(main())) == 1
