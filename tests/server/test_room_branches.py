"""Branches: listed, named, returned to, forgotten; and what undo and redo lead to."""

import sqlite3
from dataclasses import replace

import pytest

from core.edits import Change, Edit
from core.errors import DeltaflowError, ValueRangeError
from core.history import History
from server import saved_rows
from server.limits import Limits
from server.moment import Moment, MomentBranch, Start
from server.position import Position
from server.protocol.events import BranchesEvent, EditedEvent
from server.room import Room
from server.room_branches import KEPT_COMPUTED
from server.room_training import Training
from server.saved import Kept, SavedRoom, Steps
from tests.server.diverging import exploding
from tests.server.room_bench import Bench, Scratch, same_numbers


def branches(bench: Bench) -> list[int]:
    return [each.id for each in bench.room.snapshot(1).branches]


def in_memory(bench: Bench) -> list[int]:
    return [each.id for each in bench.room.saved().branches]


def with_branches(count: int, limits: Limits | None = None) -> Bench:
    """Branches 1 … count, each started one iteration after the one before."""
    bench = Bench(limits=limits)
    for number in range(2, count + 1):
        bench.do("next_iteration")
        bench.edit(("w.1.0.0", number / 100))
    bench.settle()
    return bench


def edits_of(number: int) -> dict:
    return {at: [("w.1.0.0", (at + 1) / 100)] for at in range(1, number)}


def test_one_returns_to_a_branch_where_one_left_it() -> None:
    bench = with_branches(3)
    bench.do("go_to", iteration=30, moment=9)
    bench.settle()
    bench.do("open_branch", branch=2)
    assert (bench.at, bench.room.trained_to) == ((2, 35), 2)
    bench.do("go_to", iteration=9, moment=4)
    bench.settle()
    bench.do("open_branch", branch=3)
    assert (bench.at, bench.room.trained_to) == ((30, 9), 30)
    same_numbers(bench.room, Scratch("mazur", edits_of(3)))
    bench.do("open_branch", branch=2)
    assert bench.at == (9, 4)
    event = [event for event in bench.said if isinstance(event, EditedEvent)][-1]
    assert (event.cause, event.iteration) == ("branch", 9)
    assert "w.1.0.0" in {each.of for each in event.changes}


def test_a_branch_that_left_memory_is_sought_again_and_can_be_left_on_the_way() -> None:
    bench = with_branches(1)
    bench.do("go_to", iteration=300, moment=9)
    bench.settle()
    for _ in range(KEPT_COMPUTED + 2):
        bench.do("next_iteration")
        bench.edit(("eta", 0.4 if bench.room.setup_at(bench.at[0]).eta == 0.5 else 0.5))
    nodes = bench.room._branches._nodes.values()
    assert sum(node.training is not None for node in nodes) == KEPT_COMPUTED + 1
    bench.do("restart")
    for node in bench.room._branches._nodes.values():
        if node.saved.id != bench.room._branches.current.id:
            node.training = None
    first = bench.room.snapshot(1).branches[0]
    bench.budget = 100
    bench.do("open_branch", branch=1)
    assert (bench.state.play, bench.room.coming_back) == ("seeking", True)
    bench.pump()
    assert bench.at == (100, 35)
    saved = bench.room.saved()
    kept = next(branch for branch in saved.branches if branch.id == 1)
    assert (kept.trained_to, kept.position) == (first.trained_to, Position(first.trained_to, 9))
    bench.do("open_branch", branch=2)
    bench.settle()
    bench.do("open_branch", branch=1)
    bench.settle()
    assert (bench.at, bench.room.trained_to) == ((first.trained_to, 9), first.trained_to)
    same_numbers(bench.room, Scratch("mazur"))


def test_coming_back_can_be_cancelled_and_goes_on_while_nobody_watches() -> None:
    bench = Bench()
    bench.do("go_to", iteration=300, moment=9)
    bench.settle()
    room = Room(bench.room.saved(), Limits(unwatched_seconds=1))
    room.join(1, None, "tab", 0.0)
    room.leave(1, 0.0)
    room.tick(5.0, 10)
    assert (room.coming_back, room.position) == (True, (0, 35))
    stretch = room.stretch(1000)
    stretch.run()
    room.take(stretch, 6.0)
    assert (room.coming_back, room.position, room.running) == (False, (300, 9), False)


def test_a_branch_is_named_and_deleted_but_not_while_it_is_shown() -> None:
    bench = with_branches(3)
    bench.do("name_branch", branch=2, name="  larger  ")
    assert bench.room.snapshot(1).branches[1].name == "larger"
    assert bench.refused("name_branch", branch=2, name="   ").path == "name"
    assert bench.refused("name_branch", branch=9, name="x").path == "branch"
    assert bench.refused("open_branch", branch=9).path == "branch"
    assert bench.refused("delete_branch", branch=9).path == "branch"
    assert "open another" in bench.refused("delete_branch", branch=3).detail
    bench.do("delete_branch", branch=2)
    shown = bench.room.snapshot(1).branches
    assert [(each.id, each.parent, each.start) for each in shown] == [(1, None, 0), (3, None, 2)]
    assert bench.refused("open_branch", branch=2).path == "branch"
    same_numbers(bench.room, Scratch("mazur", edits_of(3)))
    bench.do("undo")
    assert branches(bench) == [1, 2]
    assert bench.room.snapshot(1).branches[1].name == "larger"
    same_numbers(bench.room, Scratch("mazur", edits_of(2)))


def test_the_oldest_that_nobody_named_makes_place_for_another() -> None:
    bench = with_branches(4, Limits(branches=4))
    bench.do("name_branch", branch=2, name="kept")
    bench.do("next_iteration")
    bench.edit(("eta", 0.1))
    assert branches(bench) == [1, 2, 4, 5]
    for branch in (4, 5):
        bench.do("name_branch", branch=branch, name=f"kept {branch}")
    bench.do("next_iteration")
    saved = bench.room.saved()
    failure = bench.refused("edit", changes=[{"of": "eta", "to": 0.2}], gesture=None)
    assert (failure.code, failure.path) == ("out_of_range", None)
    assert "delete one" in failure.detail
    assert bench.room.saved() == saved
    bench.do("undo")
    bench.do("undo")
    assert branches(bench) == [1, 2, 3], "undo leads to a branch that made place"
    same_numbers(bench.room, Scratch("mazur", edits_of(3)))


def test_nothing_is_kept_that_no_step_needs() -> None:
    bench = with_branches(6)
    for _ in range(4):
        bench.do("undo")
    assert (branches(bench), in_memory(bench)) == ([1, 2], [1, 2, 3, 4, 5, 6])
    bench.edit(("eta", 0.3))
    assert (branches(bench), in_memory(bench)) == ([1, 2, 7], [1, 2, 7])
    assert bench.state.redo is None


def test_undo_and_redo_without_anything_to_do_change_nothing() -> None:
    bench = Bench()
    saved = bench.room.saved()
    for kind in ("undo", "redo"):
        bench.do("play")
        bench.do(kind)
        assert bench.state.play == "paused"
    bench.do("open_branch", branch=1)
    assert bench.room.saved() == saved


def test_restart_keeps_the_edits_of_iteration_0_and_the_present_eta() -> None:
    bench = Bench()
    bench.do("restart")
    assert bench.room.revision == 1
    bench.edit(("w.1.0.0", 0.3))
    bench.do("next_iteration")
    bench.do("restart")
    assert (bench.at, bench.room.trained_to, bench.room.revision, branches(bench)) == ((0, 0), 0, 3, [1, 2])
    bench.do("next_iteration")
    bench.edit(("eta", 0.25))
    bench.do("next_iteration")
    bench.do("restart")
    bench.settle()
    assert (bench.at, bench.room.trained_to, branches(bench)) == ((0, 0), 0, [1, 2, 3, 4])
    assert bench.room.snapshot(1).branches[3].name == "restart, η 0.5 → 0.25"
    assert bench.room.snapshot(1).curve == ()
    same_numbers(bench.room, Scratch("mazur", {0: [("w.1.0.0", 0.3), ("eta", 0.25)]}))
    bench.do("undo")
    bench.settle()
    assert (bench.at, branches(bench)) == ((2, 35), [1, 2, 3])
    bench.do("previous_iteration")
    bench.do("previous_iteration")
    bench.edit(("target.2.0", 0.5))
    bench.do("restart")
    assert bench.state.undo.startswith("t1 0.01"), "there is nothing but iteration 0 and its edits"


def test_a_moment_says_what_is_given_and_makes_the_same_room() -> None:
    bench = with_branches(4)
    bench.do("delete_branch", branch=2)
    bench.do("go_to", iteration=20, moment=7)
    bench.settle()
    moment = bench.room.moment()
    assert [(each.name, each.parent, each.trained_to) for each in moment.branches][1:] == [
        (each.name, parent, trained_to)
        for each, parent, trained_to in zip(bench.room.snapshot(1).branches[1:], (None, 1), (3, 20), strict=True)
    ]
    assert (moment.branch, moment.position) == (2, (20, 7))
    again = Bench(start=moment)
    assert again.room.moment() == moment
    assert again.room.frame().values.tobytes() == bench.room.frame().values.tobytes()
    assert [each.start for each in again.room.snapshot(1).branches] == [0, 1, 3]
    assert again.state.undo is None


def test_a_moment_beyond_what_was_trained_is_trained_to() -> None:
    start = Start.of_example("mazur")
    first = MomentBranch("original", None, (Edit(3, (Change("eta", 0.1),)),), 0)
    bench = Bench(start=Moment(start, (first,), 0, Position(50, 4)))
    assert (bench.at, bench.room.trained_to) == ((50, 4), 50)
    same_numbers(bench.room, Scratch("mazur", {3: [("eta", 0.1)]}))


@pytest.mark.parametrize(
    ("edits", "position"),
    [
        ((), (5, 37)),
        ((), (-1, 0)),
        ((Edit(0, (Change("w.7.0.0", 0.1),)),), (0, 0)),
        ((Edit(2, (Change("eta", 0.1),)), Edit(2, (Change("eta", 0.2),))), (0, 0)),
        ((Edit(0, (Change("eta", -0.1),)),), (0, 0)),
    ],
)
def test_a_moment_that_cannot_be_makes_no_room(edits: tuple, position: tuple) -> None:
    moment = Moment(Start.of_example("mazur"), (MomentBranch("original", None, edits, 0),), 0, Position(*position))
    with pytest.raises(DeltaflowError):
        Room(SavedRoom.of_moment("K7QX2M", bytes(32), moment), Limits())


def test_how_far_the_shown_branch_is_trained_is_no_event() -> None:
    bench = with_branches(2)
    bench.said.clear()
    bench.do("go_to", iteration=50, moment=3)
    bench.settle()
    assert not [event for event in bench.said if isinstance(event, BranchesEvent)]
    assert bench.room.snapshot(1).branches[1].trained_to == 50
    bench.do("open_branch", branch=1)
    (event,) = [event for event in bench.said if isinstance(event, BranchesEvent)]
    assert [each.trained_to for each in event.branches] == [1, 50]


def test_a_branch_on_which_another_is_based_is_not_changed() -> None:
    bench = Bench()
    bench.edit(("w.1.0.0", 0.3))
    bench.do("go_to", iteration=4, moment=3)
    bench.settle()
    bench.edit(("eta", 0.1))
    bench.do("open_branch", branch=2)
    bench.do("restart")
    bench.settle()
    assert (bench.at, bench.room.trained_to, branches(bench)) == ((0, 0), 0, [1, 2, 3])
    bench.edit(("w.1.0.0", 0.7))
    assert branches(bench) == [1, 2, 3, 4]
    again = Bench(saved=bench.room.saved())
    again.do("open_branch", branch=3)
    again.settle()
    same_numbers(again.room, Scratch("mazur", {0: [("w.1.0.0", 0.3)], 4: [("eta", 0.1)]}))


def test_what_a_branch_is_based_on_is_in_memory_though_nobody_sees_it() -> None:
    saved = with_branches(4).room.saved()
    saved = replace(saved, steps=Steps(), branches=tuple(replace(each, step=None) for each in saved.branches))
    rows = sqlite3.connect(":memory:")
    saved_rows.create(rows)
    bench = Bench(saved=saved, rows=rows)
    bench.do("delete_branch", branch=2)
    bench.do("delete_branch", branch=3)
    assert (branches(bench), in_memory(bench)) == ([1, 4], [1, 2, 3, 4])
    again = Bench(saved=saved_rows.load(rows, bench.room.id, Kept()), rows=rows)
    same_numbers(again.room, Scratch("mazur", edits_of(4)))


def test_a_second_branch_from_the_same_iteration_has_that_edit_once() -> None:
    bench = Bench()
    bench.do("go_to", iteration=5, moment=3)
    bench.settle()
    bench.edit(("w.1.0.0", 0.3))
    bench.do("next_iteration")
    bench.do("previous_iteration")
    bench.edit(("b.1.0", 0.7))
    again = Bench(saved=bench.room.saved())
    assert branches(again) == [1, 2, 3]
    same_numbers(again.room, Scratch("mazur", {5: [("w.1.0.0", 0.3), ("b.1.0", 0.7)]}))


@pytest.mark.parametrize(
    "lie",
    [
        {"branch": 9},
        {"next_branch": 3},
        {"branches": "twice"},
        {"branches": "base"},
        {"branches": "one"},
        {"steps": (0, 0, 1)},
        {"steps": (0, 3, 2)},
        {"steps": (1, 2, 2)},
        {"steps": (2, 2, 4)},
        {"steps": (0, 2, 3)},
        {"branches": "step"},
    ],
)
def test_branches_that_do_not_belong_together_are_no_room(lie: dict) -> None:
    saved = with_branches(3).room.saved()
    Room(saved, Limits())
    first, second, third = saved.branches
    spoiled = {
        "twice": (first, second, third, third),
        "base": (first, replace(second, own=()), third),
        "one": (replace(third, base=None),),
        "step": (first, second, replace(third, step=2)),
    }
    if "steps" in lie:
        begin, done, total = lie["steps"]
        lie = {"steps": Steps(begin, saved.steps.held, done, total)}
    lie = {field: spoiled[value] if field == "branches" else value for field, value in lie.items()}
    with pytest.raises(ValueRangeError):
        Room(replace(saved, **lie), Limits())


def test_an_edit_that_cannot_be_done_any_more_keeps_its_branch_from_being_opened() -> None:
    saved = with_branches(2).room.saved()
    first, second = saved.branches
    lie = replace(first, own=(Edit(0, (Change("w.9.9.9", 1.0),)),))
    bench = Bench(saved=replace(saved, branches=(lie, replace(second, base=None))))
    failure = bench.refused("open_branch", branch=1)
    assert (failure.code, failure.path) == ("out_of_range", None)
    assert bench.room.snapshot(1).branch == 2


def test_a_restart_that_would_run_over_is_refused() -> None:
    bench = exploding(Limits(eta_max=1e300, value=1e300))
    bench.edit(("w.2.0.0", 1e9))
    bench.do("next_iteration")
    bench.edit(*((of, 0.0) for of in ("w.1.0.0", "w.2.0.0", "b.1.0", "b.2.0")), ("eta", 1e300))
    bench.settle()
    saved = bench.room.saved()
    failure = bench.refused("restart")
    assert (failure.code, failure.path) == ("out_of_range", None)
    assert "learning rate" in failure.detail
    assert bench.room.saved() == saved


def test_the_way_through_a_branch_is_that_of_its_own_edits() -> None:
    """What is known of the moments of another branch is used as far as the edits are the same, and no further."""
    setup = Moment.of_example("mazur").start.setup
    first, later = Edit(3, (Change("bias_policy", "per_unit"),)), Edit(6, (Change("activation.2", "softmax"),))
    other = Edit(6, (Change("bias_policy", "shared"),))
    training = Training(History(setup, (first, later)))
    training.course(100)
    for edits in ((first, other), (first,), (later,), (), (first, Edit(5, later.changes), other)):
        course = training.branched(edits).course(100)
        alone = Training(History(setup, edits)).course(100)
        assert [course.stops(n) for n in range(9)] == [alone.stops(n) for n in range(9)]
