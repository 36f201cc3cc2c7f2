"""What is kept of a room: what was decided, never what was computed; numbers are computed again."""

from dataclasses import dataclass, field
from typing import Final

from core.edits import Edit
from core.errors import ValueRangeError
from core.moments import GRAINS, Grain
from server.moment import Moment, Start
from server.position import START, Position
from server.protocol.events import Difference, Speed
from server.speeds import DEFAULT

_LARGEST: Final = 2**31
"""Of all that a room counts; twice as much fits into a frame's fields."""

NEAR: Final = 2
"""Steps that must be in memory on each side: the next one, and the one that will be the next one then."""


@dataclass(frozen=True, slots=True)
class SavedBranch:
    """One branch, listed or only needed to undo or redo.

    Attributes:
        named: whether a person chose its name.
        parent: id of the branch it was started from.
        base: id of the branch whose edits before the first of `own` it has, too; None if `own` are all.
        own: its edits from its start on, rising.
        start: the iteration from which on it differs from its parent.
        trained_to: the newest iteration that could be shown without training.
        position: where it was left.
        step: number of the step that started it; None if it was there from the beginning.
        is_base: whether another one was ever started with its edits.
    """

    id: int
    name: str
    named: bool
    listed: bool
    parent: int | None
    base: int | None
    own: tuple[Edit, ...]
    start: int
    trained_to: int
    position: Position
    step: int | None = None
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What undo takes back: a branch was started, or the edits with which it starts were changed.

    Attributes:
        label: what it did, for a person.
        branch: the branch that was started or changed.
        came_from: the branch that was shown before; `branch` itself if that was changed.
        iteration: from which on something else is given.
        own_before: the branch's own edits before; None if it was started.
        own_after: its own edits after.
        before, after: the positions.
        differences: what is given differently at the iteration, the first of them.
    """

    label: str
    branch: int
    came_from: int
    iteration: int
    own_before: tuple[Edit, ...] | None
    own_after: tuple[Edit, ...]
    before: Position
    after: Position
    differences: tuple[Difference, ...]

    @property
    def weight(self) -> int:
        """How many single changes it holds, and one for itself."""
        own = sum(len(edit.changes) for edit in (*(self.own_before or ()), *self.own_after))
        return 1 + own + len(self.differences)


@dataclass(frozen=True)
class Kept:
    """How many steps are in memory on each side of a room's place among them.

    Attributes:
        most: so many, else the nearest half of them.
        few: when fewer are left than this, more are read,
        read: so many at once.
        weight: what they may weigh together, else the nearest that weigh half of it; two are always kept.
    """

    most: int = 512
    few: int = 64
    read: int = 128
    weight: int = 10_000


@dataclass(frozen=True)
class Steps:
    """The steps of a room, of which those around its place among them are in memory.

    Attributes:
        first: number of the first one in memory.
        held: those in memory, in the order in which they were done.
        done: how many can be undone, in memory or not.
        total: how many there are; those from `done` on can be redone.
    """

    first: int = 0
    held: tuple[Step, ...] = ()
    done: int = 0
    total: int = 0

    def get(self, number: int) -> Step | None:
        """Give a step if it is in memory."""
        return self.held[number - self.first] if 0 <= number - self.first < len(self.held) else None


@dataclass(frozen=True, eq=False)
class Missing:
    """Steps that should be in memory soon.

    Attributes:
        first, stop: their numbers, `stop` excluded.
        back: whether the last of them is the most urgent one, not the first.
        weight: what they may weigh together; of heavier ones the most urgent two are enough.
        known: branches that are in memory.
    """

    first: int
    stop: int
    back: bool
    weight: int
    known: frozenset[int]


@dataclass(frozen=True)
class Found:
    """What was missing.

    Attributes:
        first: number of the first step.
        steps: following each other.
        branches: those that the steps lead to and on which they are based, but for known ones.
    """

    first: int
    steps: tuple[Step, ...]
    branches: tuple[SavedBranch, ...]


@dataclass(frozen=True)
class SavedRoom:
    """One room, as the store keeps it.

    Attributes:
        key_hash: (32 bytes) SHA-256 of the host key.
        branches: all that are in memory: listed, or needed by a step that is.
        branch: id of the current one.
        next_branch: id of the next one; none is used twice.
        steps: what can be undone and redone.
        epoch: the life of the room that saved this; the next one has a higher number.
        shown: index of the example that is shown, in the batch of an iteration.
        grain: how far a step goes.
    """

    id: str
    key_hash: bytes
    start: Start
    branches: tuple[SavedBranch, ...]
    branch: int
    next_branch: int
    steps: Steps = field(default_factory=Steps)
    speed: Speed = DEFAULT
    revision: int = 1
    epoch: int = 0
    shown: int = 0
    grain: Grain = "quantity"

    @classmethod
    def of_moment(cls, room_id: str, key_hash: bytes, moment: Moment) -> "SavedRoom":
        """Make a new room of a moment, before its first life."""
        after = [moment.after_parent(index) for index in range(len(moment.branches))]
        bases = {branch.parent for branch, own in zip(moment.branches, after, strict=True) if own is not None}
        branches = tuple(
            SavedBranch(
                id=index + 1,
                name=branch.name,
                named=not index or "→" not in branch.name,  # which the names have that nobody chose
                listed=True,
                parent=None if branch.parent is None else branch.parent + 1,
                base=None if own is None or branch.parent is None else branch.parent + 1,
                own=branch.edits if own is None else own,
                start=_differs(branch.edits, () if branch.parent is None else moment.branches[branch.parent].edits),
                trained_to=branch.trained_to,
                position=moment.position if index == moment.branch else START,
                is_base=index in bases,
            )
            for index, (branch, own) in enumerate(zip(moment.branches, after, strict=True))
        )
        numbers = (moment.branch + 1, len(branches) + 1)
        return cls(room_id, key_hash, moment.start, branches, *numbers, shown=moment.shown, grain=moment.grain)

    def check(self) -> None:
        """Refuse what no room can have been; whoever wrote that was not this program.

        Raises:
            ValueRangeError: names what is wrong.
        """
        counts = [self.revision, self.epoch, self.shown, self.next_branch, self.steps.done, self.steps.total]
        for branch in self.branches:
            counts += [branch.id, branch.start, branch.trained_to, *branch.position]
        if not all(type(count) is int and 0 <= count <= _LARGEST for count in counts):
            raise ValueRangeError(f"A saved number is not whole, or not between 0 and {_LARGEST}.")
        known = {branch.id for branch in self.branches}
        needed = {self.branch} | {branch.base for branch in self.branches if branch.base is not None}
        for step in self.steps.held:
            needed |= {step.branch, step.came_from}
        if not needed <= known or len(known) < len(self.branches) or max(known) >= self.next_branch:
            raise ValueRangeError("The saved branches do not belong together.", "branches")
        if not any(branch.listed for branch in self.branches if branch.id == self.branch):
            raise ValueRangeError("The saved branch that is shown is in no list.", "branches")
        if any(branch.base is not None and not (branch.own and branch.base < branch.id) for branch in self.branches):
            raise ValueRangeError("A saved branch begins with nothing.", "branches")
        if any(branch.step is not None and branch.step >= self.steps.total for branch in self.branches):
            raise ValueRangeError("A saved branch was started by no step.", "branches")
        first, done, stop = self.steps.first, self.steps.done, self.steps.first + len(self.steps.held)
        if (
            not 0 <= first <= done <= stop <= self.steps.total
            or (first == done > 0)
            or (stop == done < self.steps.total)
        ):
            raise ValueRangeError("The saved steps do not belong together.", "steps")
        if self.grain not in GRAINS:
            raise ValueRangeError("There is no such grain.", "grain")


def _differs(some: tuple[Edit, ...], others: tuple[Edit, ...]) -> int:
    """Find the iteration of the first edit that is not in both; 0 if there is none."""
    same = next((n for n, pair in enumerate(zip(some, others, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(some), len(others)) if same is None else same
    return min((edit.iteration for edit in (*some[same:][:1], *others[same:][:1])), default=0)
