"""What is kept over restarts, and what happens when the file cannot be used."""

import sqlite3
import stat
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest

from server.position import Position
from server.protocol.events import Speed
from server.saved import SavedRoom
from server.store import Store

ROOM = SavedRoom(
    id="K7QX2M",
    key_hash=bytes(range(32)),
    example="mazur",
    etas=((0, 0.1), (7, 1e-300), (9, 0.1 + 0.2)),
    trained_to=1_000_000,
    position=Position(12, 35),
    speed=Speed("iteration", 300.0),
    revision=4,
    epoch=2,
)


def save(store: Store, room: SavedRoom = ROOM) -> bool:
    done: Queue[bool] = Queue()
    store.save(room, done.put)
    return done.get(timeout=10)


def opened(path: Path | None, **arguments: object) -> Store:
    store = Store(path, **arguments)
    store.open()
    return store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rooms.sqlite"


def test_a_room_comes_back_as_it_was(path: Path) -> None:
    store = opened(path)
    assert store.load("K7QX2M") is None
    assert save(store)
    later = replace(ROOM, revision=5, position=Position(13, 0))
    assert save(store, later)
    store.close()
    again = opened(path)
    assert again.load("K7QX2M") == later
    assert again.refused is None
    again.close()


def test_only_the_owner_may_read_the_file(path: Path) -> None:
    store = opened(path)
    save(store)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    store.close()


def test_without_a_path_rooms_are_kept_as_long_as_the_store_is_open() -> None:
    store = opened(None)
    assert store.refused is None
    assert save(store)
    assert store.load("K7QX2M") == ROOM
    store.close()
    again = opened(None)
    assert again.load("K7QX2M") is None
    again.close()


def spoiled(path: Path, how: str) -> None:
    """Leave a file behind that cannot be used."""
    path.parent.mkdir(parents=True)
    if how == "no database":
        path.write_bytes(b"these are not the rooms you are looking for" * 100)
        return
    if how == "damaged":
        store = opened(path)
        for number in range(200):
            save(store, replace(ROOM, id=f"{number:06}"))
        store.close()
        data = bytearray(path.read_bytes())
        data[4096 : 4096 + 3000] = b"\xff" * 3000
        path.write_bytes(data)
        return
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE rooms (id)" if how == "newer" else "CREATE TABLE recipes (id)")
    database.execute(f"PRAGMA user_version = {2 if how == 'newer' else 0}")
    database.commit()
    database.close()


@pytest.mark.parametrize("how", ["no database", "damaged", "newer", "another program's"])
def test_a_file_that_cannot_be_used_is_kept_aside_and_the_server_goes_on(path: Path, how: str) -> None:
    spoiled(path, how)
    before = path.read_bytes()
    store = opened(path)
    (aside,) = [file for file in path.parent.iterdir() if ".refused-" in file.name]
    assert aside.read_bytes() == before
    assert store.refused is not None
    assert aside.name in store.refused
    assert "newer version" in store.refused or how != "newer"
    assert save(store)
    assert store.load("K7QX2M") == ROOM
    store.close()
    again = opened(path)
    assert (again.refused, again.load("K7QX2M")) == (None, ROOM)
    again.close()


def test_a_place_that_cannot_be_written_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = opened(tmp_path / "file" / "rooms.sqlite")
    assert store.refused is not None
    assert "memory only" in store.refused
    assert not save(store)
    assert store.load("K7QX2M") is None
    store.close()


def test_a_full_disk_is_a_failure_that_passes(path: Path) -> None:
    store = opened(path)
    assert save(store)
    pages = store._thread.submit(lambda: store._database.execute("PRAGMA page_count").fetchone()[0]).result()
    store._thread.submit(lambda: store._database.execute(f"PRAGMA max_page_count = {pages}")).result()
    long = replace(ROOM, id="ZZZZZZ", etas=tuple((n, 0.1) for n in range(10_000)))
    assert not save(store, long)
    store._thread.submit(lambda: store._database.execute("PRAGMA max_page_count = 100000")).result()
    assert save(store, long)
    assert store.load("ZZZZZZ") == long
    store.close()


def test_rooms_that_nobody_opened_for_long_are_forgotten(path: Path) -> None:
    store = opened(path, wall_clock=lambda: 1000.0)
    save(store)
    store.close()
    day = 86_400.0
    kept = opened(path, keep_days=2.0, wall_clock=lambda: 1000.0 + 1.9 * day)
    assert kept.load("K7QX2M") == ROOM
    kept.close()
    gone = opened(path, keep_days=2.0, wall_clock=lambda: 1000.0 + 2.1 * day)
    assert gone.load("K7QX2M") is None
    gone.close()
