"""What is kept of a room: what was decided, never what was computed; numbers are computed again."""

from dataclasses import dataclass

from core.edits import Edit
from core.errors import ValueRangeError
from server.moment import Moment, Start
from server.position import START, Position
from server.protocol.events import Difference, Speed
from server.speeds import DEFAULT


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class SavedRoom:
    """One room, as the store keeps it.

    Attributes:
        key_hash: (32 bytes) SHA-256 of the host key.
        branches: all that are listed or that a step needs.
        branch: id of the current one.
        next_branch: id of the next one; none is used twice.
        done: what can be undone, the oldest first.
        undone: what can be redone, the next one last.
        epoch: the life of the room that saved this; the next one has a higher number.
        shown: index of the example that is shown, in the batch of an iteration.
    """

    id: str
    key_hash: bytes
    start: Start
    branches: tuple[SavedBranch, ...]
    branch: int
    next_branch: int
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    speed: Speed = DEFAULT
    revision: int = 1
    epoch: int = 0
    shown: int = 0

    @classmethod
    def of_moment(cls, room_id: str, key_hash: bytes, moment: Moment) -> "SavedRoom":
        """Make a new room of a moment, before its first life."""
        branches = tuple(
            SavedBranch(
                id=index + 1,
                name=branch.name,
                named=not index or "→" not in branch.name,  # which the names have that nobody chose
                listed=True,
                parent=None if branch.parent is None else branch.parent + 1,
                base=None,
                own=branch.edits,
                start=_differs(branch.edits, () if branch.parent is None else moment.branches[branch.parent].edits),
                trained_to=branch.trained_to,
                position=moment.position if index == moment.branch else START,
            )
            for index, branch in enumerate(moment.branches)
        )
        return cls(room_id, key_hash, moment.start, branches, moment.branch + 1, len(branches) + 1, shown=moment.shown)

    def check(self) -> None:
        """Refuse what no room can have been; whoever wrote that was not this program.

        Raises:
            ValueRangeError: names what is wrong.
        """
        known = {branch.id for branch in self.branches}
        needed = {self.branch} | {branch.base for branch in self.branches if branch.base is not None}
        for step in (*self.done, *self.undone):
            needed |= {step.branch, step.came_from}
        if not needed <= known or len(known) < len(self.branches) or max(known) >= self.next_branch:
            raise ValueRangeError("The saved branches do not belong together.", "branches")
        if any(branch.base is not None and not (branch.own and branch.base < branch.id) for branch in self.branches):
            raise ValueRangeError("A saved branch begins with nothing.", "branches")


def _differs(some: tuple[Edit, ...], others: tuple[Edit, ...]) -> int:
    """Find the iteration of the first edit that is not in both; 0 if there is none."""
    same = next((n for n, pair in enumerate(zip(some, others, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(some), len(others)) if same is None else same
    return min((edit.iteration for edit in (*some[same:][:1], *others[same:][:1])), default=0)
