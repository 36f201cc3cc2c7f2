"""Rooms by their ids: made, found again, restored, let go."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from server.channel import Channel
from server.close_codes import Close
from server.hub import ALPHABET, FullError, Hub
from server.limits import Limits
from server.moment import Moment
from server.protocol.messages import MESSAGES, Hello
from server.room import Room
from server.room_members import hash_key
from server.store import Store


def hello(key: str | None = None, client: str = "tab") -> Hello:
    return Hello(type="hello", protocol=2, key=key, client=client)


def command(kind: str, **fields: object):
    return MESSAGES.validate_python({"type": kind, "id": 1, **fields})


def run(test: Callable, path: Path | None = None, limits: Limits | None = None) -> object:
    """Run a test with a started hub, and stop it."""

    async def main() -> object:
        hub = Hub(limits, Store(path))
        await hub.start()
        try:
            return await test(hub)
        finally:
            await hub.stop()

    return asyncio.run(asyncio.wait_for(main(), 20))


async def until(wanted: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not wanted():
            await asyncio.sleep(0.005)


def test_ids_can_be_read_aloud_and_keys_cannot_be_guessed() -> None:
    async def test(hub: Hub) -> None:
        made = [await hub.create(Moment.of_example("mazur")) for _ in range(20)]
        assert len({room.id for room, _ in made}) == 20
        assert all(len(room.id) == 6 and set(room.id) <= set(ALPHABET) for room, _ in made)
        assert all(len(key) >= 22 for _, key in made)
        assert made[0][0].saved().key_hash == hash_key(made[0][1])
        assert not set("ILOU") & set(ALPHABET)

    run(test)


def test_only_known_examples_have_rooms() -> None:
    async def test(hub: Hub) -> None:
        with pytest.raises(KeyError):
            await hub.create(Moment.of_example("nothing"))

    run(test)


def test_a_room_survives_a_restart_bit_for_bit_in_a_new_epoch(tmp_path: Path) -> None:
    path = tmp_path / "rooms.sqlite"

    async def before(hub: Hub) -> tuple:
        room, key = await hub.create(Moment.of_example("xor"))
        channel = await hub.channel(room.id)
        viewer, _ = channel.join(hello(key))
        channel.handle(viewer, command("go_to", iteration=3000, moment=7))
        await until(lambda: not room.running)
        channel.handle(viewer, command("edit", changes=[{"of": "eta", "to": 0.3}], gesture=None))
        channel.handle(viewer, command("next_iteration"))
        return room.id, key, room.frame().values.tobytes(), room.saved()

    async def after(hub: Hub) -> tuple:
        assert hub.get(room_id) is None
        one, other = await asyncio.gather(hub.find(room_id), hub.find(room_id))
        assert one is other
        assert one is hub.get(room_id)
        return one.frame().values.tobytes(), one.saved()

    room_id, key, values, saved = run(before, path)
    for epoch in (2, 3):
        values_again, saved_again = run(after, path)
        assert values_again == values
        assert saved_again.epoch == epoch
        assert replace(saved_again, epoch=1, start=saved.start) == saved
    assert key.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize("room_id", ["K7QX2M", "k7qx2m", "", "../../etc", "K7QX2M0", "ILOUIL"])
def test_there_is_no_room_of_another_name(room_id: str, tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        assert await hub.find(room_id) is None

    run(test, tmp_path / "rooms.sqlite")


def test_what_a_person_does_is_written_at_once(tmp_path: Path) -> None:
    path = tmp_path / "rooms.sqlite"

    async def test(hub: Hub) -> None:
        room, key = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(room.id)
        viewer, _ = channel.join(hello(key))
        for kind in ("step", "step", "next_phase"):
            channel.handle(viewer, command(kind))
        saved = await asyncio.to_thread(hub.store.load, room.id)
        assert replace(saved, start=room.start) == room.saved()

    run(test, path)


def test_a_running_room_is_written_now_and_then(tmp_path: Path) -> None:
    writes = []

    class Counting(Store):
        def save(self, room, done) -> None:
            writes.append(time.monotonic())
            super().save(room, done)

    async def test(hub: Hub) -> None:
        hub.store = hub._saver._store = Counting(tmp_path / "rooms.sqlite")
        hub.store.open()
        room, key = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(room.id)
        viewer, _ = channel.join(hello(key))
        channel.handle(viewer, command("set_speed", unit="iteration", per_second=1000.0))
        channel.handle(viewer, command("play"))
        writes.clear()
        await until(lambda: len(writes) >= 3)
        assert writes[2] - writes[1] >= 0.19, "never more often than every 0.2 s, however slow the machine"

    run(test, limits=Limits(save_seconds=0.2))


class Failing(Store):
    """A store whose disk takes nothing while it is broken."""

    broken, tried = True, 0

    def _try(self, room) -> bool:
        self.tried += 1
        return not self.broken and super()._try(room)


def with_failing_disk(hub: Hub, path: Path) -> Failing:
    store = hub.store = hub._saver._store = Failing(path / "rooms.sqlite")
    store.open()
    return store


async def stepped(hub: Hub) -> tuple[Room, Channel, int]:
    """Make a room, its browsers and its driver, who has done one step."""
    room, key = await hub.create(Moment.of_example("mazur"))
    channel = await hub.channel(room.id)
    viewer, _ = channel.join(hello(key))
    channel.handle(viewer, command("step"))
    return room, channel, viewer


def test_a_disk_that_fails_is_told_and_tried_again(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        store = with_failing_disk(hub, tmp_path)
        room, channel, viewer = await stepped(hub)
        await until(lambda: room.state.notice is not None and room.state.notice.code == "not_saved")
        channel.handle(viewer, command("step"))
        assert room.position == (0, 2)
        tried = store.tried
        await until(lambda: store.tried >= tried + 3)  # for the command once
        store.broken = False
        await until(lambda: room.state.notice is None)
        saved = await asyncio.to_thread(store.load, room.id)
        assert replace(saved, start=room.start) == room.saved()

    run(test, limits=Limits(save_seconds=0.02))


def test_a_room_that_the_disk_does_not_take_stays_in_memory_until_it_does(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        store = with_failing_disk(hub, tmp_path)
        room, channel, viewer = await stepped(hub)
        channel.leave(viewer)
        tried = store.tried
        await until(lambda: store.tried >= tried + 5)
        assert room.id in hub.channels
        store.broken = False
        await until(lambda: room.id not in hub.channels)
        assert (await hub.find(room.id)).position == (0, 1)
        await until(lambda: not hub._saver._failing)

    run(test, limits=Limits(save_seconds=0.02, idle_seconds=0.01))


def test_a_full_server_lets_a_room_go_that_is_on_the_disk_before_one_that_is_not(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        store = with_failing_disk(hub, tmp_path)
        only_here, _ = await hub.create(Moment.of_example("mazur"))
        await until(lambda: only_here.state.notice is not None)
        store.broken = False
        written, _ = await hub.create(Moment.of_example("mazur"))
        await until(lambda: hub._saver.is_written(hub.channels[written.id]))
        third, _ = await hub.create(Moment.of_example("mazur"))
        assert set(hub.channels) == {only_here.id, third.id}
        store.broken, tried = True, store.tried
        hub._let_go(hub.channels[only_here.id])
        await until(lambda: store.tried > tried)
        await asyncio.sleep(0.05)  # what the store's thread reports has its turn
        assert only_here.id not in hub._saver._failing

    run(test, limits=Limits(rooms=2, save_seconds=60))


def test_a_connection_that_does_not_end_is_ended() -> None:
    async def main() -> None:
        hub = Hub()
        await hub.start()
        stuck = asyncio.create_task(asyncio.Event().wait())
        hub.connections.add(stuck)
        await hub.stop()
        await asyncio.wait([stuck])
        assert stuck.cancelled()

    asyncio.run(asyncio.wait_for(main(), 20))


def test_a_store_that_is_refused_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "rooms.sqlite"
    path.write_bytes(b"no database" * 1000)

    async def test(hub: Hub) -> None:
        await hub.create(Moment.of_example("mazur"))

    run(test, path)
    assert "kept as rooms.sqlite.refused" in caplog.text


TAMPERED = [
    ("rooms", '"done":0', f'"done":{10**30}'),
    ("rooms", '"revision":1', '"revision":"one"'),
    ("rooms", '"revision":1', '"revision":-5'),
    ("rooms", '"revision":1', f'"revision":{2**40}'),
    ("rooms", '"epoch":1', '"epoch":1.5'),
    ("rooms", '"epoch":1', f'"epoch":{2**32 - 1}'),
    ("rooms", '"listed":[1]', '"listed":[]'),
    ("rooms", "{", "[" * 100_000),
    ("branches", '"position":[0,0]', '"position":[0.5,0]'),
    ("branches", '"position":[0,0]', '"position":[true,0]'),
    ("branches", '"trained_to":0', '"trained_to":1e308'),
    ("branches", '"trained_to":0', f'"trained_to":{10**15}'),
    ("branches", "{", '{"a":' * 100_000),
]


def test_a_room_whose_rows_were_tampered_with_is_none_and_others_are_there(tmp_path: Path, caplog) -> None:
    path = tmp_path / "rooms.sqlite"

    async def make(hub: Hub) -> list[str]:
        return [(await hub.create(Moment.of_example("mazur")))[0].id for _ in range(len(TAMPERED) + 1)]

    async def look(hub: Hub) -> list[bool]:
        return [await hub.find(room) is None for room in rooms]

    rooms = run(make, path)
    database = sqlite3.connect(path)
    for room, (table, written, instead) in zip(rooms[1:], TAMPERED, strict=True):
        place = (f"FROM {table} WHERE {'id' if table == 'rooms' else 'room'} = ?", (room,))
        text = database.execute(f"SELECT document {place[0]}", place[1]).fetchone()[0]
        assert written in text
        update = f"UPDATE {table} SET document = ? {place[0].partition(table)[2]}"
        database.execute(update, (text.replace(written, instead, 1), room))
    database.commit()
    database.close()
    assert run(look, path) == [False, *[True] * len(TAMPERED)]
    assert caplog.text.count("cannot be read") == len(TAMPERED)


def test_a_broken_room_is_restored_for_the_next_who_comes(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        room, channel, _ = await stepped(hub)
        channel.broken = True
        again = await hub.find(room.id)
        assert (again is not room, again.position) == (True, (0, 1))

    run(test, tmp_path / "rooms.sqlite")


def test_a_full_server_lets_the_room_go_that_nobody_watches(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        first, _ = await hub.create(Moment.of_example("mazur"))
        second, _ = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(second.id)
        channel.join(hello())
        third, _ = await hub.create(Moment.of_example("mazur"))
        assert set(hub.channels) == {second.id, third.id}
        (await hub.channel(third.id)).join(hello())
        with pytest.raises(FullError):
            await hub.create(Moment.of_example("mazur"))
        with pytest.raises(FullError):
            await hub.find(first.id)

    run(test, tmp_path / "rooms.sqlite", Limits(rooms=2))


def test_an_idle_room_leaves_memory_and_comes_back(tmp_path: Path) -> None:
    async def test(hub: Hub) -> None:
        room, channel, viewer = await stepped(hub)
        await asyncio.sleep(0.2)
        assert room.id in hub.channels
        channel.leave(viewer)
        await until(lambda: room.id not in hub.channels)
        again = await hub.find(room.id)
        assert (again.position, again.epoch) == ((0, 1), 2)

    run(test, tmp_path / "rooms.sqlite", Limits(idle_seconds=0.05))


def test_a_row_that_lies_is_no_room_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "rooms.sqlite"

    async def make(hub: Hub) -> list[str]:
        return [(await hub.create(Moment.of_example("mazur")))[0].id for _ in range(8)]

    ids = run(make, path)
    database = sqlite3.connect(path)
    spoils = ("'no json'", "'[]'", "replace(document, 'mazur', 'gone')")
    spoils += ("json_remove(document, '$.branch')", "json_set(document, '$.branch', 7)")
    spoils += ("json_set(document, '$.done', 1, '$.total', 1)",)
    for room_id, spoil in zip(ids, spoils, strict=False):
        database.execute(f"UPDATE rooms SET document = {spoil} WHERE id = ?", (room_id,))
    for room_id, spoil in zip(ids[6:], ("replace(document, '[0,0]', '[9,99]')", "'[]'"), strict=True):
        database.execute(f"UPDATE branches SET document = {spoil} WHERE room = ?", (room_id,))
    database.commit()
    database.close()

    async def find(hub: Hub) -> None:
        assert [await hub.find(room_id) for room_id in ids] == [None] * 8

    run(find, path)


def test_an_error_in_one_room_ends_it_and_no_other(caplog: pytest.LogCaptureFixture) -> None:
    async def test(hub: Hub) -> None:
        rooms = []
        for _ in range(2):
            room, key = await hub.create(Moment.of_example("mazur"))
            channel = await hub.channel(room.id)
            viewer, outbox = channel.join(hello(key))
            channel.handle(viewer, command("set_speed", unit="iteration", per_second=1000.0))
            channel.handle(viewer, command("play"))
            rooms.append((room, channel, outbox))
        (bad, channel, outbox), (good, _, _) = rooms
        bad.tick = None
        await until(lambda: channel.broken)
        assert outbox.next(hub.clock()).code is Close.ERROR
        at = good.position.iteration
        await until(lambda: good.position.iteration > at + 10)

    run(test)
    assert "met an error" in caplog.text


def test_a_room_that_seeks_a_million_does_not_hold_up_another() -> None:
    """Counted in stretches, not in time: the event loop never trains one, and takes one at a time."""

    async def test(hub: Hub) -> None:
        channels = []
        for _ in range(2):
            room, key = await hub.create(Moment.of_example("mazur"))
            channel = await hub.channel(room.id)
            viewer, _ = channel.join(hello(key))
            channels.append((channel, viewer))
        (fast, driver), (slow, other) = channels
        threads, taken, take, submit = set(), 0, fast.room.take, hub._worker.submit

        def counted(stretch, now: float) -> list:
            nonlocal taken
            taken += 1
            return take(stretch, now)

        fast.room.take = counted
        hub._worker.submit = lambda run: submit(lambda: (threads.add(threading.get_ident()), run()))
        fast.handle(driver, command("go_to", iteration=1_000_000, moment=0))
        for moment in range(1, 20):
            before = taken
            await asyncio.sleep(0)
            slow.handle(other, command("step"))
            assert slow.room.position == (0, moment)
            assert taken - before <= 1
        await until(lambda: taken > 3)
        assert threading.get_ident() not in threads
        assert len(threads) == 1
        reached = fast.room.trained_to
        fast.handle(driver, command("pause"))
        assert (fast.room.position, fast.room.running) == ((reached, 35), False)
        await until(lambda: fast._seeking is None)
        assert fast.room.trained_to == reached > 0

    run(test)


def test_a_new_seek_takes_over_from_one_that_was_cancelled() -> None:
    async def test(hub: Hub) -> None:
        room, key = await hub.create(Moment.of_example("mazur"))
        channel = await hub.channel(room.id)
        viewer, _ = channel.join(hello(key))
        for goal in (1_000_000, 999_999, 20_000):
            channel.handle(viewer, command("go_to", iteration=goal, moment=3))
            await until(lambda: room.trained_to > 0)
            channel.handle(viewer, command("edit", changes=[{"of": "eta", "to": 0.1 + goal % 7}], gesture=None))
        await until(lambda: not room.running)
        assert room.position == (20_000, 3)

    run(test)
