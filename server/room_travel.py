"""Going to other histories: undo, redo, and branches; nothing is changed by what is refused."""

from core.edits import Edit
from core.errors import DeltaflowError
from server.position import Position
from server.protocol.events import Difference
from server.readable import trouble
from server.room_branches import Branches
from server.room_edits import MOST_SAID, changed
from server.room_events import CommandError, Edited
from server.room_playhead import Playhead
from server.room_undo import Undo


class Travel:
    """Lets a playhead show what was, or what is on another branch.

    Args:
        branches: the histories.
        playhead: shows the current one.
        undo: what can be taken back and done again.
    """

    def __init__(self, branches: Branches, playhead: Playhead, undo: Undo) -> None:
        self._branches = branches
        self._playhead = playhead
        self._undo = undo

    def undo(self) -> Edited | None:
        """Take the newest step back.

        Returns:
            What is different then, None if there is nothing to take back.

        Raises:
            CommandError: what was before cannot be computed or listed again.
        """
        self._check_there(back=True)
        step = self._undo.newest
        if step is None:
            self._playhead.pause()
            return None
        self._go(step.came_from, step.own_before)
        if step.own_before is None:
            self._branches.unlist(step.branch)
        self._undo.back()
        self._arrive(step.before)
        differences = tuple(Difference(each.of, each.after, each.before) for each in step.differences)
        return Edited("undo", step.iteration, differences)

    def redo(self) -> Edited | None:
        """Do again what was taken back last.

        Returns:
            What is different then, None if there is nothing to do again.

        Raises:
            CommandError: it cannot be computed or listed again.
        """
        self._check_there(back=False)
        step = self._undo.next
        if step is None:
            self._playhead.pause()
            return None
        self._go(step.branch, None if step.own_before is None else step.own_after)
        self._undo.forth()
        self._arrive(step.after)
        return Edited("redo", step.iteration, step.differences)

    def open(self, branch: int) -> Edited | None:
        """Return to another branch, where it was left.

        Returns:
            What is different there, None if it is shown already.

        Raises:
            CommandError: there is no such branch, or it cannot be computed again.
        """
        self._check(branch)
        if branch == self._branches.current.id:
            self._playhead.pause()
            return None
        left = self._branches.training
        self._go(branch, None)
        self._undo.end_gesture()
        iteration, _ = position = self._branches.current.position
        self._arrive(position)
        shown = self._branches.training
        if iteration > min(left.trained_to, shown.trained_to):
            return Edited("branch", iteration, ())
        differences = changed(left.setup(iteration), shown.setup(iteration), iteration)
        return Edited("branch", iteration, differences[:MOST_SAID])

    def rename(self, branch: int, name: str) -> None:
        """Call a branch by another name.

        Raises:
            CommandError: there is no such branch, or the name cannot be read.
        """
        self._check(branch)
        if (why := trouble(name)) is not None:
            raise CommandError("out_of_range", "name", why)
        self._branches.rename(branch, name.strip())

    def delete(self, branch: int) -> None:
        """Forget a branch.

        Raises:
            CommandError: there is no such branch, or it is shown.
        """
        self._check(branch)
        if branch == self._branches.current.id:
            detail = "This branch is being shown: open another one first, then it can be deleted."
            raise CommandError("out_of_range", "branch", detail)
        self._branches.unlist(branch)

    def _check(self, branch: int) -> None:
        if branch not in self._branches:
            raise CommandError("out_of_range", "branch", "There is no branch of this number; it may have been deleted.")

    def _check_there(self, *, back: bool) -> None:
        if self._undo.lacks(back=back):
            detail = "The steps of before cannot be read from the disk now; nothing is lost. Try again."
            raise CommandError("out_of_range", None, detail)

    def _go(self, branch: int, own: tuple[Edit, ...] | None) -> None:
        """Leave the current branch for another one, or for the same one with other edits of its own."""
        self._branches.note(*self._playhead.lasting)
        try:
            self._branches.show(branch)
            if own is not None:
                self._branches.set_own(branch, own)
        except DeltaflowError as error:
            raise CommandError("out_of_range", None, f"This cannot be computed again: {error.message}") from None

    def _arrive(self, position: Position) -> None:
        self._playhead.come_back(self._branches.training, position, self._branches.current.trained_to)
