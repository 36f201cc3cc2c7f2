"""What no room can have been is refused before it becomes one, by a sentence that says what is wrong."""

from dataclasses import replace

import pytest

from core.errors import ValueRangeError
from server.saved import SavedRoom
from tests.server.room_bench import Bench


def room() -> SavedRoom:
    """A room with three branches: the original, one that can be undone, and one that was undone and can be redone."""
    bench = Bench()
    bench.do("go_to", iteration=3, moment=5)
    bench.settle()
    bench.edit(("w.1.0.0", 0.5))
    bench.do("go_to", iteration=2, moment=5)
    bench.edit(("eta", 0.25))
    bench.do("undo")
    return bench.room.saved()


ROOM = room()
NO_NUMBER, TOGETHER, STEPS = "is not whole", "branches do not belong together", "steps do not belong together"


def branch(index: int, **changes: object) -> SavedRoom:
    """The room with something else in one of its branches."""
    branches = list(ROOM.branches)
    branches[index] = replace(branches[index], **changes)
    return replace(ROOM, branches=tuple(branches))


def steps(**changes: object) -> SavedRoom:
    return replace(ROOM, steps=replace(ROOM.steps, **changes))


def step(index: int, **changes: object) -> SavedRoom:
    held = list(ROOM.steps.held)
    held[index] = replace(held[index], **changes)
    return steps(held=tuple(held))


FIRST, LAST = ROOM.branches[0], ROOM.branches[-1]
TAMPERED = {
    "revision below 0": (replace(ROOM, revision=-1), NO_NUMBER),
    "epoch no number": (replace(ROOM, epoch="1"), NO_NUMBER),
    "shown a truth": (replace(ROOM, shown=True), NO_NUMBER),
    "next branch beyond": (replace(ROOM, next_branch=2**63), NO_NUMBER),
    "start of a branch with a part": (branch(1, start=1.5), NO_NUMBER),
    "trained to below 0": (branch(1, trained_to=-1), NO_NUMBER),
    "iteration below 0": (branch(1, position=(-1, 0)), NO_NUMBER),
    "moment below 0": (branch(1, position=(0, -1)), NO_NUMBER),
    "steps done below 0": (steps(done=-1), NO_NUMBER),
    "shown branch unknown": (replace(ROOM, branch=77), TOGETHER),
    "base unknown": (branch(1, base=77), TOGETHER),
    "branch of a step unknown": (step(0, branch=77), TOGETHER),
    "origin of a step unknown": (step(0, came_from=77), TOGETHER),
    "two branches of a number": (replace(ROOM, branches=(*ROOM.branches, ROOM.branches[1])), TOGETHER),
    "next branch used": (replace(ROOM, next_branch=LAST.id), TOGETHER),
    "shown branch in no list": (branch([b.id for b in ROOM.branches].index(ROOM.branch), listed=False), "in no list"),
    "base without edits": (branch(1, own=()), "begins with nothing"),
    "base of itself": (branch(1, base=ROOM.branches[1].id), "begins with nothing"),
    "base that is newer": (branch(1, base=LAST.id), "begins with nothing"),
    "started by no step": (branch(1, step=ROOM.steps.total), "started by no step"),
    "more done than there are": (steps(done=3, total=3), STEPS),
    "more in memory than there are": (steps(held=(*ROOM.steps.held, ROOM.steps.held[0])), STEPS),
    "nothing before what is done": (steps(first=1, held=ROOM.steps.held[1:]), STEPS),
    "nothing after what is done": (steps(held=ROOM.steps.held[:1]), STEPS),
    "first after what is done": (steps(first=2, total=4), STEPS),
    "no grain": (replace(ROOM, grain="network"), "no such grain"),
}


def test_the_room_itself_is_one() -> None:
    assert (len(ROOM.branches), ROOM.steps.done, ROOM.steps.total, len(ROOM.steps.held)) == (3, 1, 2, 2)
    ROOM.check()
    assert Bench(saved=ROOM).room.saved().branches == ROOM.branches


@pytest.mark.parametrize(("tampered", "why"), TAMPERED.values(), ids=TAMPERED)
def test_what_is_tampered_with_is_refused(tampered: SavedRoom, why: str) -> None:
    with pytest.raises(ValueRangeError, match=why):
        tampered.check()
