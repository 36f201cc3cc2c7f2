"""What the server says in JSON: plain dataclasses, and the one place that writes them as text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from dataclasses import fields as dataclass_fields
from typing import Any, Final, Literal, TypeAlias

from core.moments import Grain
from server.protocol import VERSION

PlayState: TypeAlias = Literal["paused", "playing", "seeking"]
FailureCode: TypeAlias = Literal["invalid", "forbidden", "out_of_range", "slow_down"]
Role: TypeAlias = Literal["driver", "viewer"]
CurvePoint: TypeAlias = tuple[int, float, float]
"""A bucket of the loss curve: its first iteration, the smallest and the largest E in it."""
Given: TypeAlias = float | str | Mapping[str, object] | None
"""What can be given: a number, a name, a name with parameters, or nothing."""
Cause: TypeAlias = Literal["edit", "undo", "redo", "restart", "branch"]


@dataclass(frozen=True)
class Speed:
    """How fast play runs: moments or iterations a second."""

    unit: Literal["moment", "iteration"]
    per_second: float


@dataclass(frozen=True)
class Notice:
    """What everybody in the room should know."""

    code: Literal["diverged", "limit", "not_saved"]
    iteration: int | None
    quantity: str | None
    detail: str


@dataclass(frozen=True)
class Seek:
    """The iterations between which a room trains before it can show what was asked for."""

    start: int
    goal: int


@dataclass(frozen=True)
class RoomState:
    """Whether the room runs, how fast, who is there, what it has to say, and what could be taken back."""

    play: PlayState
    speed: Speed
    driver: bool
    viewers: int
    notice: Notice | None
    undo: str | None = None
    redo: str | None = None
    seeking: Seek | None = None
    shown: int = 0
    grain: Grain = "quantity"


@dataclass(frozen=True)
class StateEvent:
    """Play state, speed, rights or counts changed."""

    epoch: int
    seq: int
    revision: int
    state: RoomState


@dataclass(frozen=True)
class CurveEvent:
    """The points of the loss curve from index `start` on are now these."""

    epoch: int
    seq: int
    revision: int
    start: int
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True)
class Described:
    """Fields that are much and change seldom, written once: a class that comes in together asks for them at once.

    Attributes:
        text: a JSON object.
    """

    text: str


@dataclass(frozen=True)
class DescriptionEvent:
    """The values of frames of this number belong to another network, script and layouts than before."""

    epoch: int
    seq: int
    revision: int
    description: int
    described: Described


@dataclass(frozen=True)
class Branch:
    """A branch of the room: from `start` on it differs from its parent, null where there is none."""

    id: int
    name: str
    parent: int | None
    start: int
    trained_to: int


@dataclass(frozen=True)
class BranchesEvent:
    """The list of branches, or which of them the room shows, is another one."""

    epoch: int
    seq: int
    revision: int
    branches: tuple[Branch, ...]
    branch: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What was given before, and is given now."""

    of: str
    before: Given
    after: Given


@dataclass(frozen=True)
class EditedEvent:
    """What is given in this iteration is not what was given there before."""

    epoch: int
    seq: int
    revision: int
    cause: Cause
    iteration: int
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class Failure:
    """A message was refused: which, why, in which field, and a sentence for a person."""

    id: int | None
    code: FailureCode
    path: str | None
    detail: str


@dataclass(frozen=True)
class Snapshot:
    """The whole state, for one browser.

    Attributes:
        about: what never changes of a room: example, speeds, limits.
        description: number of `described`, which a frame repeats.
        described: method, set_eta, network, script, layouts, constants.
    """

    epoch: int
    seq: int
    revision: int
    room: str
    role: Role
    may_drive: bool
    description: int
    state: RoomState
    branches: tuple[Branch, ...]
    branch: int
    curve: tuple[CurvePoint, ...]
    about: Described
    described: Described


@dataclass(frozen=True)
class Heartbeat:
    """The server is there and has nothing to say."""


Event: TypeAlias = StateEvent | CurveEvent | DescriptionEvent | BranchesEvent | EditedEvent
Said: TypeAlias = Event | Failure | Snapshot | Heartbeat

_NAMES: Final[dict[type, str]] = {
    StateEvent: "state",
    CurveEvent: "curve",
    DescriptionEvent: "description",
    BranchesEvent: "branches",
    EditedEvent: "edited",
    Failure: "failure",
    Snapshot: "snapshot",
    Heartbeat: "heartbeat",
}
_WRITER: Final = json.JSONEncoder(allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def as_json(value: Any) -> str:  # noqa: ANN401 (anything that JSON can say)
    """Write JSON, compact, with the shortest text of each number that reads back the same double.

    Raises:
        ValueError: a number is NaN or infinite; JSON has no such numbers and the protocol none to spare.
    """
    return _WRITER.encode(value)


def encode(said: Said) -> str:
    """Write a message to a browser as JSON text.

    Raises:
        ValueError: a number in it is NaN or infinite.
    """
    fields: dict[str, Any] = {"type": _NAMES[type(said)]}
    match said:
        case Snapshot():
            fields |= {"protocol": VERSION, **_own(said, "about", "described")}
            return _joined(fields, said.about, said.described)
        case DescriptionEvent():
            return _joined(fields | _own(said, "described"), said.described)
        case EditedEvent():
            changes = [{"of": each.of, "from": each.before, "to": each.after} for each in said.changes]
            return as_json({**fields, **_own(said, "changes"), "changes": changes})
        case _:
            return as_json({**fields, **asdict(said)})


def _own(said: Said, *without: str) -> dict[str, Any]:
    """Name the fields of a message, without those that are written in another way."""
    names = [field.name for field in dataclass_fields(said) if field.name not in without]
    return {name: _plain(getattr(said, name)) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401 (a field of a message)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _joined(fields: dict[str, Any], *parts: Described) -> str:
    """Write one object of some fields, and of parts that are written already."""
    return as_json(fields)[:-1] + "".join(f",{part.text[1:-1]}" for part in parts) + "}"
