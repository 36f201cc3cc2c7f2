"""Undo without limit: every step comes back, and memory holds few of them."""

import asyncio
import shutil
import sqlite3
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from core.edits import Change, Edit
from server import room_branches, room_undo, saved_rows
from server.hub import Hub
from server.limits import Limits
from server.moment import Moment
from server.position import Position
from server.protocol.events import Difference
from server.room_undo import Undo
from server.saved import Kept, SavedRoom, Step, Steps
from tests.server.room_bench import Bench, Scratch, same_numbers
from tests.server.test_hub import command, hello, run, until

FEW = Kept(most=8, few=4, read=4)
MANY = 25_000
LONG = 60
"""Steps of a room in a hub, where `few_are_kept`."""


@pytest.fixture
def few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.room.Kept", lambda: FEW)
    monkeypatch.setattr("server.store.Kept", lambda: FEW)


def rows() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    saved_rows.create(database)
    return database


def step(number: int, changes: int = 1) -> Step:
    own = Edit(0, tuple(Change("eta", number + index / 8) for index in range(changes)))
    was = Difference("eta", number - 1.0, float(number))
    return Step(f"step {number}", 1, 1, 0, (own,), (own,), Position(0, 0), Position(0, 0), (was,))


class Shelf:
    """Steps in a database, without a room."""

    def __init__(self, kept: Kept) -> None:
        self.undo = Undo(Steps(), kept)
        self.rows = rows()
        self.room = SavedRoom.of_moment("K7QX2M", bytes(32), Moment.of_example("mazur"))
        self.written: SavedRoom | None = None

    def write(self) -> None:
        room = replace(self.room, steps=self.undo.steps)
        saved_rows.write(self.rows, room, self.written, 0.0)
        self.written = room
        self.undo.let_go(room.steps)

    def read(self) -> None:
        while (missing := self.undo.missing([1])) is not None:
            found = saved_rows.find(self.rows, "K7QX2M", missing)
            assert self.undo.give(missing, found)

    @property
    def held(self) -> int:
        return len(self.undo.steps.held)


def test_twenty_five_thousand_steps_go_back_to_the_first_and_forth_to_the_last() -> None:
    shelf, kept, most = Shelf(Kept()), Kept(), 0
    for number in range(MANY):
        shelf.undo.add(step(number), None)
        if number % 50 == 49:
            shelf.write()
            most = max(most, shelf.held)
    assert shelf.undo.total == MANY
    assert kept.most // 2 <= most <= kept.most
    for number in reversed(range(MANY)):
        shelf.read()
        assert shelf.undo.newest == step(number)
        shelf.undo.back()
        if number % 50 == 0:
            shelf.write()
            most = max(most, shelf.held)
    shelf.read()
    assert (shelf.undo.labels, shelf.undo.done) == ((None, "step 0"), 0)
    for number in range(MANY):
        shelf.read()
        assert shelf.undo.next == step(number)
        shelf.undo.forth()
        if number % 50 == 0:
            shelf.write()
            most = max(most, shelf.held)
    assert shelf.undo.labels == (f"step {MANY - 1}", None)
    assert most <= 2 * kept.most


def test_heavy_steps_are_in_memory_in_smaller_numbers() -> None:
    shelf = Shelf(Kept(most=100, few=20, read=20, weight=1000))
    for number in range(40):
        shelf.undo.add(step(number, 100), None)
        shelf.write()
        assert shelf.held <= 5
    shelf.undo.add(step(40, 3000), None)
    shelf.write()
    for number in reversed(range(41)):
        shelf.read()
        assert shelf.undo.newest == step(number, 3000 if number == 40 else 100)
        shelf.undo.back()
        shelf.write()
        assert shelf.held <= 10


def test_steps_that_an_edit_made_useless_while_they_were_read_are_not_taken() -> None:
    shelf = Shelf(FEW)
    for number in range(40):
        shelf.undo.add(step(number), None)
        shelf.write()
    while shelf.undo.steps.first + shelf.held == 40:
        shelf.undo.back()
        shelf.write()
        shelf.read()
    while (missing := shelf.undo.missing([1])) is None:
        shelf.undo.forth()
    found = saved_rows.find(shelf.rows, "K7QX2M", missing)
    assert not missing.back
    shelf.undo.add(step(99), None)
    assert not shelf.undo.give(missing, found)
    assert (shelf.undo.next, shelf.undo.total) == (None, shelf.undo.done)
    assert shelf.undo.newest == step(99)


def test_nothing_is_let_go_while_steps_are_read_that_follow_on_it() -> None:
    shelf = Shelf(FEW)
    for number in range(40):
        shelf.undo.add(step(number), None)
        shelf.write()
    while (missing := shelf.undo.missing([1])) is None:
        shelf.undo.back()
    found = saved_rows.find(shelf.rows, "K7QX2M", missing)
    for _ in range(2):
        shelf.undo.back()
    held = shelf.undo.steps
    for number in range(20):
        shelf.undo.add(step(100 + number), None)
    first = held.first
    shelf.write()
    assert shelf.undo.steps.first == first
    assert not shelf.undo.give(replace(missing, stop=first), found), "it is another wish"
    assert shelf.undo.give(missing, found)
    assert [each.label for each in shelf.undo.steps.held[: len(found.steps) + 1]] == [
        f"step {number}" for number in range(found.first, first + 1)
    ]
    shelf.write()
    assert shelf.held <= FEW.most


def state(bench: Bench) -> tuple:
    """All that a step leads to: place, branch, its edits and name, and every number."""
    bench.settle()
    bench.said.clear()
    branch = bench.room.saved().branch
    (shown,) = [each for each in bench.room.saved().branches if each.id == branch]
    return bench.at, branch, shown.own, shown.name, bench.room.frame().values.tobytes()


def lesson(bench: Bench, steps: int) -> list[tuple[tuple, tuple]]:
    """Edits of all sorts: in place, on branches of the first branch, on branches of branches.

    Returns:
        The states before and after each.
    """
    states = []
    for number in range(steps):
        if number % 7 in (2, 5):
            bench.do("open_branch", branch=1)
        if number % 7 in (0, 2, 5):
            bench.do("next_iteration")
        before = state(bench)
        bench.edit((["w.1.0.0", "w.2.1.1", "eta"][number % 3], (number + 1) / 1000))
        states.append((before, state(bench)))
    return states


def edits_of(bench: Bench) -> dict:
    edits = bench.room.history().edits
    return {edit.iteration: [(change.of, change.to) for change in edit.changes] for edit in edits}


def test_a_room_goes_back_to_its_beginning_and_forth_again_bit_for_bit() -> None:
    database = rows()
    bench = Bench(rows=database, kept=FEW)
    states = lesson(bench, 250)
    for before, _ in reversed(states):
        bench.do("undo")
        assert state(bench) == before
        assert len(bench.room.saved().steps.held) <= 2 * FEW.most
        listed = [branch.id for branch in bench.room.snapshot(1).branches]
        assert listed == sorted(listed), "the oldest first, also those that were not in memory"
    assert bench.state.undo is None
    same_numbers(bench.room, Scratch("mazur"))
    (started,) = database.execute("SELECT count(*) FROM branches").fetchone()
    assert len(bench.room.saved().branches) < 15 < 100 < started, "most are in the store only"
    for number, (_, after) in enumerate(states):
        bench.do("redo")
        assert state(bench) == after
        assert len(bench.room.saved().steps.held) <= 2 * FEW.most
        if number % 50 == 0:
            same_numbers(bench.room, Scratch("mazur", edits_of(bench)))
    assert bench.state.redo is None
    assert len(bench.room.snapshot(1).branches) == 64, "redo makes place in the list, too"


def test_a_room_comes_back_with_all_its_steps() -> None:
    database = rows()
    bench = Bench(rows=database, kept=FEW)
    states = lesson(bench, 60)
    for _ in range(20):
        bench.do("undo")
    for number in range(3):
        saved = saved_rows.load(database, bench.room.id, FEW)
        assert len(saved.steps.held) <= 2 * FEW.read
        bench = Bench(saved=saved, rows=database, kept=FEW)
        for before, _ in reversed(states[30 - number * 10 : 40 - number * 10]):
            bench.do("undo")
            assert state(bench) == before
    for _, after in states[10:]:
        bench.do("redo")
        assert state(bench) == after
    for _ in range(9):
        bench.do("undo")
    before = state(bench)
    bench.edit(("target.2.0", 0.5))
    assert bench.state.redo is None
    again = Bench(saved=saved_rows.load(database, bench.room.id, FEW), rows=database, kept=FEW)
    assert again.state.undo == bench.state.undo
    again.do("undo")
    assert state(again) == before
    (steps,) = database.execute("SELECT max(number) + 1 FROM steps").fetchone()
    (started,) = database.execute("SELECT max(step) FROM branches").fetchone()
    assert started < steps == 52, "what cannot be redone any more is gone"


def test_an_edit_is_written_without_those_before_it() -> None:
    database = rows()
    bench = Bench(rows=database)
    lesson(bench, 80)
    before = database.total_changes
    bench.edit(("w.1.0.0", 0.9))
    assert database.total_changes - before <= 4, "the step, the room, the branch, and that from which it was started"
    before = database.total_changes
    bench.do("next_iteration")
    assert database.total_changes - before == 2, "the room, and how far its branch is trained"


def test_what_is_not_written_stays_in_memory_and_too_much_of_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(rows=rows(), kept=FEW)
    bench.write()
    bench.slow = True
    states = lesson(bench, 40)
    assert len(bench.room.saved().steps.held) == 40
    monkeypatch.setattr(room_undo, "MOST_HELD", 40)
    saved = bench.room.saved()
    for act in (lambda: bench.refused("edit", changes=[{"of": "eta", "to": 0.7}], gesture=None), restarted(bench)):
        failure = act()
        assert (failure.code, failure.path) == ("out_of_range", None)
        assert "disk" in failure.detail
    assert bench.room.saved() == saved
    bench.slow = False
    bench.write()
    assert len(bench.room.saved().steps.held) <= FEW.most
    bench.edit(("eta", 0.7))
    bench.do("undo")
    for before, _ in reversed(states):
        bench.do("undo")
        assert state(bench) == before


def test_a_branch_that_leaves_memory_is_written_as_it_was_last() -> None:
    bench = Bench(rows=rows(), kept=FEW)
    lesson(bench, 40)
    bench.slow = True
    bench.do("name_branch", branch=2, name="the first of all")
    bench.do("delete_branch", branch=2)
    lesson(bench, 20)
    bench.slow = False
    lesson(bench, 20)
    assert 2 not in [branch.id for branch in bench.room.saved().branches]
    while bench.room.saved().branch != 2:
        bench.do("undo")
    assert state(bench)[3] == "the first of all"


def restarted(bench: Bench):
    return lambda: bench.refused("restart")


def test_heavy_steps_that_are_not_written_are_refused_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_undo, "MOST_WEIGHT", 60)
    bench = Bench()
    lesson(bench, 16)
    assert "disk" in bench.refused("edit", changes=[{"of": "eta", "to": 0.7}], gesture=None).detail


@pytest.mark.parametrize(("name", "most"), [("MOST_EDITS", 3), ("MOST_PARTS", 4)])
def test_what_the_listed_branches_are_made_of_is_bounded(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_branches, name, most)
    bench = Bench()
    for _ in range(3):
        bench.do("next_iteration")
        bench.edit(("eta", 0.3 + bench.at[0] / 10))
    bench.edit(("w.1.0.0", 0.5))
    assert bench.state.undo.startswith("w1"), "an edit that is there is changed"
    bench.do("next_iteration")
    assert "delete one" in bench.refused("edit", changes=[{"of": "eta", "to": 0.9}], gesture=None).detail
    bench.do("open_branch", branch=2)
    assert "delete one" in bench.refused("edit", changes=[{"of": "eta", "to": 0.9}], gesture=None).detail
    bench.do("delete_branch", branch=4)
    bench.edit(("eta", 0.9))
    assert bench.state.undo.startswith("η 0.4")


def test_undo_and_redo_keep_to_the_places_in_the_list() -> None:
    bench = Bench(limits=Limits(branches=3), rows=rows(), kept=FEW)
    for number in range(5):
        bench.do("next_iteration")
        bench.edit(("w.1.0.0", (number + 1) / 100))

    def listed() -> list[int]:
        return [each.id for each in bench.room.snapshot(1).branches]

    assert listed() == [1, 5, 6]
    for _ in range(5):
        bench.do("undo")
        assert len(listed()) <= 3
    for _ in range(5):
        bench.do("redo")
        assert len(listed()) <= 3
    assert listed() == [1, 5, 6]
    bench.do("undo")
    bench.do("undo")
    assert listed() == [1, 4]
    bench.do("redo")
    for branch in listed():
        bench.do("name_branch", branch=branch, name=f"kept {branch}")
    saved = bench.room.saved()
    failure = bench.refused("redo")
    assert (failure.code, failure.path) == ("out_of_range", None)
    assert "delete one" in failure.detail
    assert replace(bench.room.saved(), steps=saved.steps) == saved
    bench.do("delete_branch", branch=4)
    bench.do("redo")
    assert listed() == [1, 5, 6]


def edit(number: int) -> object:
    return command("edit", changes=[{"of": "w.1.0.0", "to": (number + 1) / 1000}], gesture=None)


async def edited(hub: Hub) -> tuple:
    """A room with many steps in the hub; gives its id, its key, and what was shown before each step."""
    room, key = await hub.create(Moment.of_example("mazur"))
    channel = await hub.channel(room.id)
    viewer, _ = channel.join(hello(key))
    states = []
    for number in range(LONG):
        states.append((room.position, room.frame().values.tobytes()))
        channel.handle(viewer, edit(number))
    await until(lambda: len(room.saved().steps.held) <= FEW.most)
    return room.id, key, states


async def taken_back(hub: Hub, room_id: str, key: str, states: list) -> None:
    """Undo everything, as fast as the room allows."""
    channel = await hub.channel(room_id)
    viewer, _ = channel.join(hello(key))
    for position, values in reversed(states):
        undo = command("undo")
        await channel.ready(viewer, undo)
        channel.handle(viewer, undo)
        assert (channel.room.position, channel.room.frame().values.tobytes()) == (position, values)
    assert channel.room.state.undo is None


@pytest.mark.usefixtures("few_are_kept")
def test_a_killed_server_has_every_step_again(tmp_path: Path) -> None:
    """What another process would find is what the files hold while this one still has them open."""

    async def live(hub: Hub) -> tuple:
        room_id, key, states = await edited(hub)
        await asyncio.to_thread(hub.store.load, room_id)  # all before it is written
        await asyncio.to_thread(shutil.copytree, tmp_path / "state", tmp_path / "killed")
        await taken_back(hub, room_id, key, states)
        return room_id, key, states

    room_id, key, states = run(live, tmp_path / "state" / "rooms.sqlite")

    async def again(hub: Hub) -> None:
        await taken_back(hub, room_id, key, states)

    run(again, tmp_path / "killed" / "rooms.sqlite")


@pytest.mark.usefixtures("few_are_kept")
def test_without_a_state_directory_steps_are_kept_as_long_as_the_server_runs() -> None:
    async def test(hub: Hub) -> None:
        room_id, key, states = await edited(hub)
        hub._let_go(hub.channels[room_id])
        await taken_back(hub, room_id, key, states)

    run(test)


@pytest.mark.usefixtures("few_are_kept")
def test_steps_that_cannot_be_read_are_refused_and_not_lost() -> None:
    async def test(hub: Hub) -> None:
        room_id, key, states = await edited(hub)
        channel = await hub.channel(room_id)
        viewer, _ = channel.join(hello(key))
        find, failing = channel._find, Future()
        failing.set_exception(sqlite3.OperationalError("disk I/O error"))
        channel._find = lambda room, missing: failing
        undone = 0
        while not channel.room.memory.lacks:
            channel.handle(viewer, command("undo"))
            await channel.steps_there()
            await asyncio.sleep(0)
            undone += 1
        label, position = channel.room.state.undo, channel.room.position
        channel.handle(viewer, command("undo"))
        assert (channel.room.state.undo, channel.room.position) == (label, position)
        assert label is not None, "what would be undone is known all the same"
        await until(lambda: channel._finding is None)
        channel._find = find
        channel.handle(viewer, command("undo"))
        await taken_back(hub, room_id, key, states[: LONG - undone])

    run(test)
