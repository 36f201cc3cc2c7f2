"""What edits and restart do to a room: they start branches, or change the one just started."""

from dataclasses import dataclass, replace

from core.edits import Change, Edit
from core.errors import DeltaflowError, DivergenceError
from server.limits import Limits
from server.position import START, Position
from server.protocol.events import Difference
from server.protocol.messages import EditNow
from server.room_branches import Branches
from server.room_edits import MOST_SAID, applied, both, changed, changes_of, check_bounds, merged, of_row
from server.room_events import CommandError, Edited
from server.room_names import label
from server.room_playhead import Playhead
from server.room_training import Training
from server.room_undo import Undo
from server.saved import SavedBranch, Step

Own = tuple[Edit, ...]


@dataclass(frozen=True)
class Wanted:
    """An edit that can be done.

    Attributes:
        changes: what was asked for.
        position: where the room stands afterwards; the edit holds from its iteration on.
        differences: what is given differently there.
        label: what it is called.
    """

    changes: tuple[Change, ...]
    position: Position
    differences: tuple[Difference, ...]
    label: str


class Editor:
    """Gives other histories to a playhead.

    Args:
        branches: the histories.
        playhead: shows the current one.
        undo: what can be taken back.
        limits: bounds of what is given.
    """

    def __init__(self, branches: Branches, playhead: Playhead, undo: Undo, limits: Limits) -> None:
        self._branches = branches
        self._playhead = playhead
        self._undo = undo
        self._limits = limits

    def edit(self, command: EditNow) -> Edited | None:
        """Change what is given from the present iteration on.

        Returns:
            What is different then, None if nothing is.

        Raises:
            CommandError: a change is not possible, its iteration would not be finite, or there are too many branches.
        """
        changes = changes_of(command.changes)
        try:
            check_bounds(changes, self._limits)
            wanted = self._wanted(changes)
            if wanted is not None:
                self._do(wanted, command.gesture)
        except DivergenceError as error:
            path = "changes/0/to" if len(changes) == 1 else "changes"
            detail = f"{error.message} So nothing was changed: try a value nearer to the present one."
            raise CommandError("out_of_range", path, detail) from None
        except DeltaflowError as error:
            raise CommandError("out_of_range", error.field, error.message) from None
        # To who looks on a gesture is one edit: what it began with is what one compares with.
        made = wanted and self._undo.newest
        return Edited("edit", wanted.position.iteration, made.differences) if wanted and made else None

    def restart(self) -> Edited | None:
        """Stand at the beginning with nothing trained, with the edits of iteration 0 and the present learning rate.

        Returns:
            What is different now, None if nothing is.

        Raises:
            CommandError: iteration 0 is not finite with this learning rate, or there are too many branches.
        """
        branches, head = self._branches, self._playhead
        first, eta = branches.training.setup(0), branches.training.setup(head.position.iteration).eta
        edits = branches.edits(branches.current.id)
        own = tuple(edit for edit in edits if edit.iteration == 0)
        differences: tuple[Difference, ...] = ()
        if first.eta != eta:
            others = [change for edit in own for change in edit.changes if change.of != "eta"]
            own, differences = (Edit(0, (*others, Change("eta", eta))),), (Difference("eta", first.eta, eta),)
        if own == edits:
            return self._drop_trained()
        try:
            training = branches.beginning(own)
        except DivergenceError as error:
            raise CommandError("out_of_range", None, f"{error.message} Change the learning rate first.") from None
        name = "restart" if not differences else f"restart, {label(differences, {'eta'}, first.network)}"
        wanted = Wanted((), START, differences, name)
        head.pause()
        self._start(wanted, own, training, None, shares=False)
        return Edited("restart", 0, differences)

    def _drop_trained(self) -> Edited | None:
        head = self._playhead
        head.pause()
        if not head.training.trained_to:
            head.move(START)
            return None
        self._branches.drop_trained()
        head.change(self._branches.training, START)
        self._undo.end_gesture()
        return Edited("restart", 0, ())

    def _wanted(self, changes: tuple[Change, ...]) -> Wanted | None:
        """Say what an edit would change.

        Raises:
            DeltaflowError: a change is not possible.
            CommandError: there is no iteration from which it could hold.
        """
        position, shown = self._place(changes), self._playhead.shown
        before = self._branches.training.setup(position.iteration)
        if shown:
            changes = of_row(changes, before.row_at(position.iteration, shown))
        after = applied(before, position.iteration, changes)
        differences = changed(before, after, position.iteration, shown)
        if not differences:
            return None
        name = label(differences, {change.of for change in changes}, after.network)
        return Wanted(changes, position, differences[:MOST_SAID], name)

    def _place(self, changes: tuple[Change, ...]) -> Position:
        """Find where the room will stand: where weights have just changed, others hold from the next iteration on.

        Raises:
            CommandError: there is no next iteration.
        """
        head = self._playhead
        iteration, moment = head.position
        after_update = moment == head.course.moments(iteration)
        if not (after_update and any(change.of.startswith(("w.", "b.")) for change in changes)):
            return head.position
        if iteration >= head.training.trained_to:
            detail = "There is no next iteration for these weights: go one moment back and change them there."
            raise CommandError("out_of_range", "changes", detail)
        return Position(iteration + 1, 0)

    def _do(self, wanted: Wanted, gesture: str | None) -> None:
        """Start a branch, or change the current one if it has just been started, or by the same gesture.

        Raises:
            DivergenceError: the iteration would not be finite; nothing is changed then.
            CommandError: there is no place for another branch, edit or step.
        """
        n, branches = wanted.position.iteration, self._branches
        step = self._undo.of_gesture(gesture)
        own = branches.current.own
        goes_on = step is not None and step.branch == branches.current.id and own[-1].iteration <= n
        just_started = (
            branches.current.parent is not None
            and {edit.iteration for edit in own} == {n}
            and self._playhead.lasting[0] <= self._playhead.course.updates_at(self._playhead.position)
            and not branches.current.is_base
        )
        edits = branches.edits(branches.current.id)
        kept = tuple(edit for edit in edits if edit.iteration < n)
        former = next((edit.changes for edit in edits if edit.iteration == n), ())
        changes = merged(lambda: branches.training.branched(kept).setup(n), former, wanted.changes, n)
        made = branches.training.branched((*kept, Edit(n, changes)))
        if not (goes_on or just_started) or own[-1].iteration < n:
            branches.check_size()
        if not (goes_on or just_started):
            self._start(wanted, (Edit(n, changes),), made, gesture)
            return
        own = (*(edit for edit in own if edit.iteration < n), Edit(n, changes))
        self._change(wanted, own, made, gesture, step if goes_on else None)

    def _forget_undone(self) -> None:
        if self._undo.done < self._undo.total:
            self._branches.cut(self._undo.done)

    def _start(self, wanted: Wanted, own: Own, training: Training, gesture: str | None, *, shares: bool = True) -> None:
        """Start a branch of the current one.

        Raises:
            CommandError: there is no place for it.
        """
        branches, head = self._branches, self._playhead
        self._undo.check_place()
        branches.make_place()
        branches.note(*head.lasting)
        self._forget_undone()
        came_from, before = branches.current.id, head.position
        n = wanted.position.iteration
        branches.start(
            SavedBranch(
                id=branches.next_id,
                name=wanted.label,
                named=False,
                listed=True,
                parent=came_from,
                base=came_from if shares else None,
                own=own,
                start=n,
                trained_to=training.trained_to,
                position=wanted.position,
                step=self._undo.done,
            ),
            training,
        )
        head.change(training, wanted.position)
        started = branches.current.id
        step = Step(wanted.label, started, came_from, n, None, own, before, head.position, wanted.differences)
        self._undo.add(step, gesture)

    def _change(self, wanted: Wanted, own: Own, training: Training, gesture: str | None, goes_on: Step | None) -> None:
        """Give the current branch other edits; as a step of its own, unless a gesture goes on."""
        branches, head = self._branches, self._playhead
        branch, before = branches.current, head.position
        if goes_on is None:
            self._undo.check_place()
        branches.change(own, training)
        head.change(training, wanted.position)
        if goes_on is None:
            n, label_ = wanted.position.iteration, wanted.label
            step = Step(label_, branch.id, branch.id, n, branch.own, own, before, head.position, wanted.differences)
            self._forget_undone()
            self._undo.add(step, gesture)
            return
        differences = both(goes_on.differences, wanted.differences)[:MOST_SAID]
        asked = {change.of for change in wanted.changes}
        name = label(differences, asked, training.network(head.position.iteration)) if differences else goes_on.label
        if goes_on.own_before is None and not branch.named:
            branches.rename(branch.id, name, chosen=False)
        self._undo.replace(replace(goes_on, label=name, own_after=own, after=head.position, differences=differences))
