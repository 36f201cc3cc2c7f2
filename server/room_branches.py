"""The branches of a room: which there are, which of them is shown, and which are kept computed."""

from collections.abc import Iterable, KeysView
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from core.edits import Edit
from core.history import History
from core.moments import Grain
from core.setup import Setup
from server.moment import MOST_EDITS, Moment, MomentBranch, Start
from server.position import Position
from server.room_events import CommandError
from server.room_training import Training
from server.saved import SavedBranch

KEPT_COMPUTED: Final = 4
"""Branches whose numbers stay in memory after they were left; the others are computed again when they are opened."""

MOST_PARTS: Final = 5_000
"""Branches in the list, and those that they are based on: each is about a kilobyte."""


@dataclass(eq=False, slots=True)
class Node:
    """A branch, and its numbers while they are in memory."""

    saved: SavedBranch
    training: Training | None = None


class Branches:
    """Branches by id, the current one, and the listed ones, as far as they are in memory.

    One that is not listed, as its edit was undone or it left the list, is in memory as long as a step that is, or
    another branch, needs its edits; the store has it as long as any step leads to it.

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

    def ids(self) -> KeysView[int]:
        """Give those of all that are in memory, listed or not."""
        return self._nodes.keys()

    def __contains__(self, branch: int) -> bool:
        """Whether there is such a branch in the list."""
        return branch in self._nodes and self._nodes[branch].saved.listed

    def __getitem__(self, branch: int) -> SavedBranch:
        return self._nodes[branch].saved

    def all(self) -> tuple[SavedBranch, ...]:
        """Give all that are in memory, listed or not."""
        return tuple(node.saved for node in self._nodes.values())

    def listed(self) -> list[SavedBranch]:
        """Give those that people see, the oldest first."""
        return [node.saved for node in self._nodes.values() if node.saved.listed]

    def moment(self, start: Start, shown: int, grain: Grain) -> Moment:
        """Describe those that people see by what was given."""
        listed = self.listed()
        index = {branch.id: at for at, branch in enumerate(listed)}
        made = [
            MomentBranch(each.name, index.get(each.parent or 0), self.edits(each.id), each.trained_to)
            for each in listed
        ]
        return Moment(start, tuple(made), index[self.current.id], self.current.position, shown, grain)

    def edits(self, branch: int) -> tuple[Edit, ...]:
        """Give all edits of a branch, from iteration 0 on."""
        parts, cut, at = list[tuple[Edit, ...]](), inf, self._nodes[branch].saved
        while True:
            parts.append(tuple(edit for edit in at.own if edit.iteration < cut))
            if at.base is None:
                return tuple(edit for part in reversed(parts) for edit in part)
            cut, at = min(cut, at.own[0].iteration), self._nodes[at.base].saved

    def check_size(self) -> None:
        """Refuse a further edit where what people see is made of too many.

        Raises:
            CommandError: that is so.
        """
        parts = self._closed(branch.id for branch in self.listed())
        if len(parts) >= MOST_PARTS or sum(len(self[part].own) for part in parts) >= MOST_EDITS:
            detail = "The branches in the list have too many edits: delete one, or change an edit that is there."
            raise CommandError("out_of_range", None, detail)

    def note(self, trained_to: int, position: Position) -> None:
        """Note how far the current branch is trained, and where it stands."""
        if (self.current.trained_to, self.current.position) != (trained_to, position):
            self._current.saved = replace(self.current, trained_to=trained_to, position=position)

    def make_place(self) -> None:
        """Take the oldest branch that nobody named off the list, if there is no place for another.

        Raises:
            CommandError: all that are not shown have names.
        """
        listed = self.listed()
        if len(listed) >= self._most:
            unnamed = [branch for branch in listed if not branch.named and branch.id != self.current.id]
            if not unnamed:
                detail = f"There are {self._most} branches, and all have names: delete one first."
                raise CommandError("out_of_range", None, detail)
            self.unlist(unnamed[0].id)

    def start(self, saved: SavedBranch, training: Training) -> None:
        """Start a branch, with the id `next_id`, and show it."""
        self.next_id += 1
        if saved.base is not None:
            base = self._nodes[saved.base]
            base.saved = replace(base.saved, is_base=True)
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
            CommandError: there is no place in the list; nothing is changed then.
        """
        node = self._nodes[branch]
        training = self._computed(node)
        if not node.saved.listed:
            self.make_place()
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

    def cut(self, done: int) -> None:
        """Forget the branches that were started by steps which cannot be done again any more, those from `done` on."""
        self._keep({each.id for each in self.all() if each.step is None or each.step < done})

    def add(self, branches: Iterable[SavedBranch]) -> None:
        """Have branches in memory again that had left it."""
        more = {branch.id: Node(branch) for branch in branches if branch.id not in self._nodes}
        if more:
            self._nodes = dict(sorted((self._nodes | more).items()))

    def let_go(self, needed: Iterable[int], stored: Iterable[SavedBranch]) -> None:
        """Keep in memory only what is listed, what is needed, what those are based on, and what is not written yet.

        Args:
            needed: the branches that steps in memory lead to.
            stored: branches as they are in the store for sure.
        """
        written = {id(branch) for branch in stored}
        waiting = (node.saved.id for node in self._nodes.values() if id(node.saved) not in written)
        self._keep(self._closed([*needed, *waiting, *(each.id for each in self.listed()), self.current.id]))

    def _keep(self, kept: set[int]) -> None:
        if len(kept) < len(self._nodes):
            self._nodes = {branch: node for branch, node in self._nodes.items() if branch in kept}
            self._recent = [node for node in self._recent if node.saved.id in kept]

    def _closed(self, branches: Iterable[int]) -> set[int]:
        """Give branches and all that they are based on."""
        found = set[int]()
        for branch in branches:
            at: int | None = branch
            while at is not None and at not in found:
                found.add(at)
                at = self._nodes[at].saved.base
        return found

    def _computed(self, node: Node) -> Training:
        """Give the numbers of a branch as far as they are in memory, sharing what another one has of them."""
        if node.training is None:
            edits = self.edits(node.saved.id)
            others = [other.training for other in self._nodes.values() if other.training is not None]
            nearest = max(others, key=lambda other: other.shared(edits), default=None)
            if nearest is None or not nearest.shared(edits):
                node.training = self.beginning(edits)
            else:
                node.training = nearest.branched(edits)
        return node.training
