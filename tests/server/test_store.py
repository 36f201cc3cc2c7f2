"""What is kept over restarts, and what happens when the file cannot be used."""

import json
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path
from queue import Queue
from threading import Event

import pytest

from core.edits import Change, Edit
from core.errors import ValueRangeError
from core.network import Network
from core.setup import Setup
from server import links, saved_rows
from server.moment import Start
from server.position import Position
from server.protocol.events import Difference, Speed
from server.room_members import hash_key
from server.saved import SavedBranch, SavedRoom, Step, Steps
from server.saved_json import read_room, room_document
from server.store import Keep, Store
from server.store_file import VERSION
from tests.server.room_bench import KEY, Bench, Scratch, same_numbers

FIXTURES = Path(__file__).parents[1] / "fixtures" / "store"

EDIT = Edit(7, (Change("eta", 1e-300), Change("loss", {"name": "huber", "threshold": 0.1 + 0.2})))
LATER = Edit(9, (Change("bias_policy", "per_unit"), Change("w.1.0.0", -0.0), Change("b.2.1", 5e-324)))
STEP = Step(
    label="η 0.5 → 1e−300 and 1 more",
    branch=2,
    came_from=1,
    iteration=7,
    own_before=None,
    own_after=(EDIT,),
    before=Position(6, 36),
    after=Position(7, 0),
    differences=(Difference("loss", {"name": "half_squared_error"}, {"name": "huber", "threshold": 0.1 + 0.2}),),
)
UNDONE = replace(STEP, branch=4, came_from=2, own_before=None, own_after=(EDIT, LATER), iteration=9)
ROOM = SavedRoom(
    id="K7QX2M",
    key_hash=bytes(range(32)),
    start=Start.of_example("mazur"),
    branches=(
        SavedBranch(1, "original", True, True, None, None, (), 0, 1_000_000, Position(12, 35)),
        SavedBranch(2, "größer", True, True, 1, 1, (EDIT, LATER), 7, 30, Position(12, 35), 0, True),
        SavedBranch(4, "w1 1 → 2", False, False, 2, 2, (LATER,), 9, 9, Position(9, 0), 1),
    ),
    branch=2,
    next_branch=5,
    steps=Steps(0, (STEP, UNDONE), 1, 2),
    speed=Speed("iteration", 300.0),
    revision=4,
    epoch=2,
    grain="layer",
)


def same(room: SavedRoom | None, other: SavedRoom) -> bool:
    """Whether two rooms are the same; a setup is only equal to itself."""
    assert room is not None
    return replace(room, start=other.start) == other and repr(room.start.setup.network) == repr(
        other.start.setup.network
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
    later = replace(ROOM, revision=5, branch=1)
    assert save(store, later)
    store.close()
    again = opened(path)
    assert same(again.load("K7QX2M"), later)
    assert again.refused is None
    again.close()


def test_a_room_of_before_there_were_grains_steps_by_one_number(path: Path) -> None:
    document = json.loads(room_document(ROOM))
    assert document.pop("grain") == "layer"
    steps, branches = ROOM.steps, ROOM.branches
    assert read_room("K7QX2M", bytes(32), document, branches, steps).grain == "quantity"
    with pytest.raises(ValueRangeError, match="grain"):
        replace(ROOM, grain="network").check()


def test_a_network_of_ones_own_comes_back_bit_for_bit(path: Path) -> None:
    network = Network(
        (1, 2, 2),
        ({"name": "leaky_relu", "slope": 0.3}, "softmax"),
        "categorical_cross_entropy",
        "shared",
        ([[0.1 + 0.2], [-1e-300]], [[1 / 3, 2.0], [5e-324, -7.0]]),
        ([0.7, 0.7], [1e300, 1e300]),
    )
    own = Start(Setup(network, [[0.1], [0.7]], [[0.25, 0.75], [1.0, 0.0]], 1 / 3), "My own", None, "About", "Me")
    store = opened(path)
    assert save(store, replace(ROOM, start=own))
    read = store.load("K7QX2M").start
    store.close()
    assert (read.title, read.example, read.description, read.source) == ("My own", None, "About", "Me")
    assert written(read) == written(own)


def written(start: Start) -> tuple:
    setup, network = start.setup, start.setup.network
    arrays = [*network.w, *network.b, setup.x, setup.target]
    functions = [*(each.as_dict() for each in network.activations), network.loss.as_dict(), network.bias_policy]
    return network.sizes, functions, setup.eta, [(array.shape, array.tobytes()) for array in arrays]


FORMAT_1 = """
CREATE TABLE rooms (
    id TEXT PRIMARY KEY, key_hash BLOB NOT NULL, example TEXT NOT NULL, etas TEXT NOT NULL, trained_to INTEGER NOT NULL,
    iteration INTEGER NOT NULL, moment INTEGER NOT NULL, unit TEXT NOT NULL, per_second REAL NOT NULL,
    revision INTEGER NOT NULL, epoch INTEGER NOT NULL, updated REAL NOT NULL
) STRICT, WITHOUT ROWID
"""


def test_a_file_of_format_1_becomes_one_of_today_and_loses_nothing(path: Path) -> None:
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.execute(FORMAT_1)
    database.execute("PRAGMA user_version = 1")
    key = bytes(range(32))
    for room, example, etas in (
        ("AAAAAA", "xor", "[[0, 0.5], [12, 0.25]]"),
        ("BBBBBB", "mazur", "[[0, 0.1], [7, 1e-300]]"),
        ("CCCCCC", "gone", "[[0, 0.1]]"),
        ("DDDDDD", "mazur", "no json"),
    ):
        values = (room, key, example, etas, 300, 20, 5, "iteration", 30.0, 4, 2, 9e9)
        database.execute("INSERT INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    database.commit()
    database.close()
    for _ in range(2):
        store = opened(path)
        assert store.refused is None
        first, second = store.load("AAAAAA"), store.load("BBBBBB")
        assert [store.load(room) for room in ("CCCCCC", "DDDDDD")] == [None, None]
        store.close()
        branch = SavedBranch(
            1, "original", True, True, None, None, (Edit(12, (Change("eta", 0.25),)),), 0, 300, Position(20, 5)
        )
        expected = SavedRoom(
            "AAAAAA", key, Start.of_example("xor"), (branch,), 1, 2, Steps(), Speed("iteration", 30.0), 4, 2
        )
        assert same(first, expected)
        edits = (Edit(0, (Change("eta", 0.1),)), Edit(7, (Change("eta", 1e-300),)))
        assert same(
            second,
            replace(expected, id="BBBBBB", start=Start.of_example("mazur"), branches=(replace(branch, own=edits),)),
        )


def test_a_room_of_format_2_can_be_undone_and_redone_as_before(path: Path) -> None:
    """The document was written by the last version that kept a room in one."""
    path.parent.mkdir()
    document = (FIXTURES / "format_2.json").read_text(encoding="utf-8")
    database = sqlite3.connect(path)
    database.execute(saved_rows.TABLES["rooms"])
    database.execute(links.TABLE)
    database.execute("PRAGMA user_version = 2")
    key_hash = hash_key(KEY)
    for room, text in (
        ("AAAAAA", document),
        ("BBBBBB", "[]"),
        ("CCCCCC", document.replace('"branch": 2', '"branch": 9')),
    ):
        database.execute("INSERT INTO rooms VALUES (?, ?, ?, ?)", (room, key_hash, text, 9e9))
    database.commit()
    database.close()
    for _ in range(2):
        store = opened(path)
        assert store.refused is None
        saved = store.load("AAAAAA")
        assert [store.load(room) for room in ("BBBBBB", "CCCCCC")] == [None, None]
        store.close()
        bench = Bench(saved=saved)
        w, b, loss = ("w.1.0.0", 0.25), ("b.1.0", 0.5), ("loss", {"name": "huber", "threshold": 0.5})
        same_numbers(bench.room, Scratch("mazur", {1: [w, b]}))
        assert [each.id for each in bench.room.snapshot(1).branches] == [1, 2]
        for edits in ({1: [w, b], 2: [("eta", 0.25)]}, {2: [loss]}, {2: [loss], 3: [("bias_policy", "per_unit")]}):
            bench.do("redo")
            same_numbers(bench.room, Scratch("mazur", edits))
        assert bench.state.redo is None
        assert "Huber" in [each.name for each in bench.room.snapshot(1).branches]
        for edits in ({2: [loss]}, {}, {1: [w, b]}, {1: [w]}, {}):
            bench.do("undo")
            same_numbers(bench.room, Scratch("mazur", edits))
        assert bench.state.undo is None
        assert [(each.id, each.step, each.is_base) for each in saved.branches] == [
            (1, None, True),
            (2, 0, True),
            (3, 2, False),
            (4, 3, True),
            (5, 4, False),
        ]


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
    assert same(store.load("K7QX2M"), ROOM)
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
    database.execute(f"PRAGMA user_version = {VERSION + 1 if how == 'newer' else 0}")
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
    assert same(store.load("K7QX2M"), ROOM)
    store.close()
    again = opened(path)
    assert again.refused is None
    assert same(again.load("K7QX2M"), ROOM)
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
    long = replace(ROOM, id="ZZZZZZ", steps=Steps(0, (*(STEP,) * 100, UNDONE), 100, 101))
    assert not save(store, long)
    store._thread.submit(lambda: store._database.execute("PRAGMA max_page_count = 100000")).result()
    assert save(store, long)
    assert same(store.load("ZZZZZZ"), long)
    store.close()


def test_what_waits_to_be_written_is_replaced_by_what_is_newer(path: Path) -> None:
    """An edit storm of a long lesson makes states faster than they can be written: each is megabytes."""
    written = []

    class Watched(Store):
        def _try(self, room: SavedRoom) -> bool:
            written.append((room.id, room.revision))
            return super()._try(room)

    store, free, done = Watched(path), Event(), Queue[bool]()
    store.open()
    store._thread.submit(free.wait)
    for revision in range(5, 500):
        store.save(replace(ROOM, revision=revision), done.put)
        store.save(replace(ROOM, id="ZZZZZZ", revision=revision), done.put)
    free.set()
    assert same(store.load("K7QX2M"), replace(ROOM, revision=499))
    assert written == [("K7QX2M", 499), ("ZZZZZZ", 499)]
    assert [done.get(timeout=10), done.get(timeout=10)] == [True, True]
    store.close()


def test_forgetting_links_reads_no_documents(path: Path) -> None:
    """A full table of them is hundreds of megabytes, and rooms are saved by the same thread."""
    opened(path).close()
    database = sqlite3.connect(path)
    plan = database.execute(f"EXPLAIN QUERY PLAN {links.FORGET}", (1,)).fetchall()
    assert [row[3] for row in plan if "SCAN" in row[3]] == ["SCAN links USING COVERING INDEX links_by_use"]
    assert not [row for row in plan if "TEMP B-TREE" in row[3]]
    database.close()


def test_rooms_that_nobody_opened_for_long_are_forgotten(path: Path) -> None:
    store = opened(path, wall_clock=lambda: 1000.0)
    save(store)
    store.close()
    day = 86_400.0
    kept = opened(path, keep=Keep(days=2.0), wall_clock=lambda: 1000.0 + 1.9 * day)
    assert same(kept.load("K7QX2M"), ROOM)
    kept.close()
    gone = opened(path, keep=Keep(days=2.0), wall_clock=lambda: 1000.0 + 2.1 * day)
    assert gone.load("K7QX2M") is None
    gone.close()


def filled(path: Path, keep: Keep, count: int, size: int = 10, living: tuple[int, ...] = ()) -> set[int]:
    """Save rooms 0, 1, … of which each leaves memory but the living ones; gives those that are still there."""
    clock = iter(range(1_000_000))
    store = opened(path, keep=keep, wall_clock=lambda: float(next(clock)))
    edits = tuple(Edit(n, (Change("eta", n + 0.5),)) for n in range(size))
    for number in range(count):
        branch = SavedBranch(1, "original", True, True, None, None, edits, 0, 0, Position(0, 0))
        room = replace(ROOM, id=f"R{number:05}", branches=(branch,), branch=1, next_branch=2, steps=Steps())
        store.save(room, lambda _: None)
        if number not in living:
            store.forget(room.id)
    kept = {number for number in range(count) if store.load(f"R{number:05}") is not None}
    store.close()
    return kept


def test_of_too_many_rooms_those_unused_for_longest_are_forgotten_but_none_in_memory(path: Path) -> None:
    assert filled(path, Keep(rooms=20), 300, living=(0, 7)) == {0, 7, *range(282, 300)}
    again = opened(path, keep=Keep(rooms=5), wall_clock=lambda: 500.0)
    assert [again.load(f"R{number:05}") is None for number in (294, 295, 299)] == [True, False, False]
    again.close()


def test_of_too_large_rooms_those_unused_for_longest_are_forgotten(path: Path) -> None:
    kept = filled(path, Keep(megabytes=1), 200, size=1000)
    assert 0 < len(kept) < 60
    assert kept == set(range(200 - len(kept), 200))


def test_what_is_forgotten_leaves_nothing(path: Path) -> None:
    filled(path, Keep(rooms=20), 200)
    database = sqlite3.connect(path)
    for table, column in (("branches", "room"), ("steps", "room"), ("rooms", "id")):
        assert database.execute(f"SELECT count(DISTINCT {column}) FROM {table}").fetchone()[0] in (0, 20), table
    database.close()
