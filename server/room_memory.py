"""Which steps and branches of a room are in memory: what comes from the store, and what may go as it is there."""

from server.room_branches import Branches
from server.room_undo import Undo
from server.saved import Found, Missing, SavedRoom


class Memory:
    """Lets steps come and go, with the branches they lead to.

    Args:
        branches: the branches.
        undo: the steps.
    """

    def __init__(self, branches: Branches, undo: Undo) -> None:
        self._branches = branches
        self._undo = undo

    @property
    def lacks(self) -> bool:
        """Whether the next step, back or forth, could not be done now for want of what is in the store."""
        return self._undo.lacks(back=True) or self._undo.lacks(back=False)

    def missing(self) -> Missing | None:
        """Say what should be read soon, or None; until it is given, nothing is let go."""
        return self._undo.missing(self._branches.ids())

    def give(self, missing: Missing, found: Found) -> None:
        """Take what was read, if it is still of use."""
        if self._undo.give(missing, found):
            self._branches.add(found.branches)

    def let_go(self, stored: SavedRoom) -> None:
        """Let go of what is not needed now and stands in the store, which has written this for sure."""
        if self._undo.let_go(stored.steps):
            self._branches.let_go(self._undo.needed, stored.branches)
