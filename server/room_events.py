"""What a room wants done: said to everybody, said to one browser, shown, or closed."""

from dataclasses import dataclass
from typing import TypeAlias

from server.close_codes import Close
from server.protocol.events import Cause, Difference, Event, Failure, FailureCode
from server.protocol.frame import Frame


class CommandError(Exception):
    """A command is refused; carries what its failure says."""

    def __init__(self, code: FailureCode, path: str | None, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.path = path
        self.detail = detail


@dataclass(frozen=True)
class Edited:
    """Another history is shown: why, and what is given differently from which iteration on."""

    cause: Cause
    iteration: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Refused:
    """One browser's message was refused."""

    viewer: int
    failure: Failure


@dataclass(frozen=True)
class Welcomed:
    """One browser needs the whole state: it is new, its role changed, or it asked."""

    viewer: int


@dataclass(frozen=True)
class Dismissed:
    """One browser's connection must be closed."""

    viewer: int
    code: Close


RoomEvent: TypeAlias = Event | Frame | Refused | Welcomed | Dismissed


def taken_over(viewer: int | None) -> list[RoomEvent]:
    """Send the former driver away, if there is one."""
    return [] if viewer is None else [Dismissed(viewer, Close.TAKEN_OVER)]
