"""Which part of a room does what the driver asks, and the bounds that moves must keep."""

from typing import Final

from server.limits import Limits
from server.position import Course, Position
from server.protocol.events import Speed
from server.protocol.messages import (
    DeleteBranch,
    DriverCommand,
    EditNow,
    GoTo,
    Movement,
    NameBranch,
    OpenBranch,
    Pause,
    Play,
    RedoNow,
    Restart,
    SetGrain,
    SetSpeed,
    ShowExample,
    Step,
    StepBack,
    UndoNow,
)
from server.room_branches import Branches
from server.room_editor import Editor
from server.room_events import CommandError, Edited
from server.room_playhead import Playhead
from server.room_travel import Travel
from server.room_undo import Undo
from server.speeds import bounds

MOVES: Final = {
    "next_phase": Course.next_phase,
    "previous_phase": Course.previous_phase,
    "next_iteration": Course.next_iteration,
    "previous_iteration": Course.previous_iteration,
}


class Controls:
    """What a driver has in hand.

    Args:
        playhead: where the room stands, and how it moves.
        branches: the histories that it can show.
        undo: what can be taken back.
        limits: bounds of what is asked.
    """

    def __init__(self, playhead: Playhead, branches: Branches, undo: Undo, limits: Limits) -> None:
        self._playhead = playhead
        self._editor = Editor(branches, playhead, undo, limits)
        self._travel = Travel(branches, playhead, undo)
        self._undo = undo
        self._limits = limits

    def obey(self, command: DriverCommand, now: float) -> Edited | None:
        """Do what the driver asks.

        Returns:
            What is given differently, if another history is shown than before.

        Raises:
            CommandError: it cannot be done; nothing was changed.
        """
        match command:
            case EditNow():
                return self._editor.edit(command)
            case UndoNow():
                return self._travel.undo()
            case RedoNow():
                return self._travel.redo()
            case OpenBranch():
                return self._travel.open(command.branch)
            case Restart():
                return self._editor.restart()
            case NameBranch():
                self._travel.rename(command.branch, command.name)
            case DeleteBranch():
                self._travel.delete(command.branch)
            case _:
                self._move(command, now)
        return None

    def _move(self, command: Movement, now: float) -> None:
        """Go to another place, or go on at another speed."""
        head = self._playhead
        if not isinstance(command, SetSpeed | SetGrain | ShowExample):
            self._undo.end_gesture()
        match command:
            case ShowExample():
                head.shown = command.shown
            case SetGrain():
                head.grain = command.grain
            case Step():
                head.move(head.course.step(head.position, head.grain))
            case StepBack():
                head.move(head.course.step_back(head.position, head.grain))
            case GoTo():
                _check("iteration", command.iteration, 0, self._limits.iteration)
                _check("moment", command.moment, 0, head.course.moments(command.iteration))
                head.go_to(Position(command.iteration, command.moment))
            case Play():
                head.start(now)
            case Pause():
                head.pause()
            case SetSpeed():
                _check("per_second", command.per_second, *bounds(command.unit))
                head.set_speed(Speed(command.unit, command.per_second), now)
            case _:
                head.move(MOVES[command.type](head.course, head.position))


def _check(path: str, value: float, low: float, high: float) -> None:
    """Keep a value within its bounds.

    Raises:
        CommandError: it is outside; names both.
    """
    if not low <= value <= high:
        raise CommandError("out_of_range", path, f"{path} must be between {low:g} and {high:g}.")
