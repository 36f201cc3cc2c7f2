"""The branches of a room: which there are, which of them is shown, and which are kept computed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from core.edits import Edit, same_beginning
from core.history import History
from core.setup import Setup
from server.moment import Moment, MomentBranch, Start
from server.position import Position
from server.protocol.events import Branch
from server.room_training import Training
from server.saved import SavedBranch

KEPT_COMPUTED: Final = 4
"""Branches whose numbers stay in memory after they were left; the others are computed again when they are opened."""


class TooManyError(Exception):
    """There is no place for another branch, and none that may be forgotten."""


@dataclass(eq=False)
class Node:
    """A branch, and its numbers while they are in memory."""

    saved: SavedBranch
    training: Training | None = None


class Branches:
    """Branches by id, the current one, and the listed ones.

    A branch that is not listed, because its edit was undone or it was forgotten, is kept as long as a step of undo or
    redo, or another branch, needs its edits.

    Args:
        setup: with which every branch begins.
        saved: the branches.
        current: id of the one that is shown.
        next_id: id of the next one.
        most: how many may be listed.

    Raises:
        DeltaflowError: the edits of the current one cannot be done.
    """

    def __init__(self, setup: Setup, saved: Iterable[SavedBranch], current: int, next_id: int, most: int) -> None:
        self.next_id = next_id
        self._setup = setup
        self._most = most
        self._nodes = {branch.id: Node(branch) for branch in saved}
        self._current = self._nodes[current]
        self._recent: list[Node] = []
        self.training = self._computed(self._current)

    @property
    def current(self) -> SavedBranch:
        """The branch that is shown."""
        return self._current.saved

    def __contains__(self, branch: int) -> bool:
        """Whether there is such a branch in the list."""
        return branch in self._nodes and self._nodes[branch].saved.listed

    def __getitem__(self, branch: int) -> SavedBranch:
        return self._nodes[branch].saved

    def all(self) -> tuple[SavedBranch, ...]:
        """Give all branches, also those that are only needed."""
        return tuple(node.saved for node in self._nodes.values())

    def listed(self) -> list[SavedBranch]:
        """Give those that people see, the oldest first."""
        return [node.saved for node in self._nodes.values() if node.saved.listed]

    def listing(self) -> tuple[Branch, ...]:
        """Describe those that people see."""
        listed = self.listed()
        ids = {branch.id for branch in listed}
        return tuple(
            Branch(each.id, each.name, each.parent if each.parent in ids else None, each.start, each.trained_to)
            for each in listed
        )

    def moment(self, start: Start, shown: int) -> Moment:
        """Describe those that people see by what was given."""
        listed = self.listed()
        index = {branch.id: at for at, branch in enumerate(listed)}
        made = [
            MomentBranch(each.name, index.get(each.parent or 0), self.edits(each.id), each.trained_to)
            for each in listed
        ]
        return Moment(start, tuple(made), index[self.current.id], self.current.position, shown)

    def edits(self, branch: int) -> tuple[Edit, ...]:
        """Give all edits of a branch, from iteration 0 on."""
        parts, cut, at = list[tuple[Edit, ...]](), inf, self._nodes[branch].saved
        while True:
            parts.append(tuple(edit for edit in at.own if edit.iteration < cut))
            if at.base is None:
                return tuple(edit for part in reversed(parts) for edit in part)
            cut, at = min(cut, at.own[0].iteration), self._nodes[at.base].saved

    def is_base(self, branch: int) -> bool:
        """Tell whether another branch has edits of this one."""
        return any(node.saved.base == branch for node in self._nodes.values())

    def note(self, trained_to: int, position: Position) -> None:
        """Note how far the current branch is trained, and where it stands."""
        if (self.current.trained_to, self.current.position) != (trained_to, position):
            self._current.saved = replace(self.current, trained_to=trained_to, position=position)

    def make_place(self) -> None:
        """Forget the oldest branch that nobody named, if there is no place for another.

        Raises:
            TooManyError: all that are not shown have names.
        """
        listed = self.listed()
        if len(listed) >= self._most:
            unnamed = [branch for branch in listed if not branch.named and branch.id != self.current.id]
            if not unnamed:
                raise TooManyError
            self.unlist(unnamed[0].id)

    def start(self, saved: SavedBranch, training: Training) -> None:
        """Start a branch, with the id `next_id`, and show it."""
        self.next_id += 1
        self._nodes[saved.id] = Node(saved, training)
        self.show(saved.id)

    def change(self, own: tuple[Edit, ...], training: Training) -> None:
        """Give the current branch other own edits."""
        self._current.saved = replace(self.current, own=own, trained_to=training.trained_to)
        self._current.training = self.training = training

    def show(self, branch: int) -> None:
        """Show another branch, computed as far as it still is; a branch that was not listed is listed again.

        Raises:
            DeltaflowError: its edits cannot be done, or its first iteration is not finite; nothing is changed then.
        """
        node = self._nodes[branch]
        training = self._computed(node)
        if node is not self._current:
            left = self._current
            self.training.rest()
            self._recent = [left, *(each for each in self._recent if each not in (left, node))]
            for cold in self._recent[KEPT_COMPUTED:]:
                cold.training = None
            del self._recent[KEPT_COMPUTED:]
        node.saved = replace(node.saved, listed=True)
        self._current, self.training = node, training

    def rename(self, branch: int, name: str, *, chosen: bool = True) -> None:
        """Call a branch by a name, which may be one that somebody chose."""
        node = self._nodes[branch]
        node.saved = replace(node.saved, name=name, named=chosen)

    def unlist(self, branch: int) -> None:
        """Take a branch off the list."""
        node = self._nodes[branch]
        node.saved = replace(node.saved, listed=False)

    def set_own(self, branch: int, own: tuple[Edit, ...]) -> None:
        """Give any branch other own edits; what was trained from the first of them on is dropped."""
        node = self._nodes[branch]
        trained_to = min(node.saved.trained_to, own[0].iteration)
        node.saved = replace(node.saved, own=own, trained_to=trained_to)
        if node.training is not None:
            node.training = node.training.branched(self.edits(branch))
        if node is self._current:
            self.training = self._computed(node)

    def beginning(self, edits: tuple[Edit, ...]) -> Training:
        """Compute iteration 0 of a branch with these edits.

        Raises:
            DivergenceError: it is not finite.
        """
        return Training(History(self._setup, edits))

    def drop_trained(self) -> None:
        """Forget all numbers of the current branch."""
        self._current.training = self.training = self.beginning(self.edits(self.current.id))

    def forget(self, needed: Iterable[int]) -> None:
        """Keep only what is listed, what is needed, and what those are based on."""
        kept = set[int]()
        for branch in [*needed, *(each.id for each in self.listed()), self.current.id]:
            kept.update(self._with_bases(branch, kept))
        self._nodes = {branch: node for branch, node in self._nodes.items() if branch in kept}
        self._recent = [node for node in self._recent if node.saved.id in kept]

    def __len__(self) -> int:
        return len(self._nodes)

    def _with_bases(self, branch: int | None, known: set[int]) -> Iterator[int]:
        while branch is not None and branch not in known:
            yield branch
            branch = self._nodes[branch].saved.base

    def _computed(self, node: Node) -> Training:
        """Give the numbers of a branch as far as they are in memory, sharing what another one has of them."""
        if node.training is None:
            edits = self.edits(node.saved.id)
            others = [other.training for other in self._nodes.values() if other.training is not None]
            nearest = max(others, key=lambda other: _shared(other, edits), default=None)
            if nearest is None or not _shared(nearest, edits):
                node.training = self.beginning(edits)
            else:
                node.training = nearest.branched(edits)
        return node.training


def _shared(training: Training, edits: tuple[Edit, ...]) -> int:
    """Tell how far the trained iterations of another branch are those of these edits."""
    same = same_beginning(training.edits, edits)
    rest = (*training.edits[same:][:1], *edits[same:][:1])
    return min([training.trained_to, *(edit.iteration for edit in rest)])
