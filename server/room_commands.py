"""What each of the driver's commands does to the playhead, and the bounds it must keep."""

from typing import Final

from server.limits import Limits
from server.position import Course, Position
from server.protocol.events import FailureCode, Speed
from server.protocol.messages import DriverCommand, GoTo, Pause, Play, Restart, SetSpeed
from server.room_playhead import Playhead
from server.speeds import bounds

MOVES: Final = {
    "step": Course.step,
    "step_back": Course.step_back,
    "next_phase": Course.next_phase,
    "previous_phase": Course.previous_phase,
    "next_iteration": Course.next_iteration,
    "previous_iteration": Course.previous_iteration,
}


class CommandError(Exception):
    """A command is refused; carries what its failure says."""

    def __init__(self, code: FailureCode, path: str | None, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.path = path
        self.detail = detail


def obey(command: DriverCommand, playhead: Playhead, limits: Limits, now: float) -> bool:
    """Do what the driver asks.

    Returns:
        Whether the history was changed, so that numbers of before belong to an older revision.

    Raises:
        CommandError: a value is out of its bounds.
    """
    match command:
        case GoTo():
            _check("iteration", command.iteration, 0, limits.iteration)
            _check("moment", command.moment, 0, playhead.course.moments)
            playhead.go_to(Position(command.iteration, command.moment))
        case Play():
            playhead.start(now)
        case Pause():
            playhead.pause()
        case SetSpeed():
            _check("per_second", command.per_second, *bounds(command.unit))
            playhead.set_speed(Speed(command.unit, command.per_second), now)
        case Restart():
            return playhead.restart()
        case _:
            playhead.move(MOVES[command.type](playhead.course, playhead.position))
    return False


def _check(path: str, value: float, low: float, high: float) -> None:
    """Keep a value within its bounds.

    Raises:
        CommandError: it is outside; names both.
    """
    if not low <= value <= high:
        raise CommandError("out_of_range", path, f"{path} must be between {low:g} and {high:g}.")
