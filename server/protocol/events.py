"""What the server says in JSON: plain dataclasses, and the one place that writes them as text."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from server.protocol import VERSION

PlayState: TypeAlias = Literal["paused", "playing", "seeking"]
FailureCode: TypeAlias = Literal["invalid", "forbidden", "out_of_range", "slow_down"]
Role: TypeAlias = Literal["driver", "viewer"]
CurvePoint: TypeAlias = tuple[int, float, float]
"""A bucket of the loss curve: its first iteration, the smallest and the largest E in it."""


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
class RoomState:
    """Whether the room runs, how fast, who is there, and what it has to say."""

    play: PlayState
    speed: Speed
    driver: bool
    viewers: int
    notice: Notice | None


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
class Failure:
    """A message was refused: which, why, in which field, and a sentence for a person."""

    id: int | None
    code: FailureCode
    path: str | None
    detail: str


@dataclass(frozen=True)
class Snapshot:
    """The whole state, for one browser."""

    epoch: int
    seq: int
    revision: int
    room: str
    role: Role
    may_drive: bool
    state: RoomState
    curve: tuple[CurvePoint, ...]
    description: "Description"


class Description(dict[str, Any]):
    """What never changes of a room, in fields of its snapshots: example, network, script, layouts, speeds, limits."""

    @cached_property
    def text(self) -> str:
        """Its JSON, written once: a class that comes in together asks for it five hundred times."""
        return as_json(self)


@dataclass(frozen=True)
class Heartbeat:
    """The server is there and has nothing to say."""


Event: TypeAlias = StateEvent | CurveEvent
Said: TypeAlias = Event | Failure | Snapshot | Heartbeat

_NAMES: Final[dict[type, str]] = {
    StateEvent: "state",
    CurveEvent: "curve",
    Failure: "failure",
    Snapshot: "snapshot",
    Heartbeat: "heartbeat",
}


def as_json(value: Any) -> str:  # noqa: ANN401 (anything that JSON can say)
    """Write JSON, compact, with the shortest text of each number that reads back the same double.

    Raises:
        ValueError: a number is NaN or infinite; JSON has no such numbers and the protocol none to spare.
    """
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def encode(said: Said) -> str:
    """Write a message to a browser as JSON text.

    Raises:
        ValueError: a number in it is NaN or infinite.
    """
    if isinstance(said, Snapshot):
        return f"{as_json(_snapshot_fields(said))[:-1]},{said.description.text[1:]}"
    return as_json({"type": _NAMES[type(said)], **asdict(said)})


def _snapshot_fields(said: Snapshot) -> dict[str, Any]:
    """Name the snapshot's own fields; the description, by far the largest part, is written already."""
    return {
        "type": "snapshot",
        "protocol": VERSION,
        "epoch": said.epoch,
        "seq": said.seq,
        "revision": said.revision,
        "room": said.room,
        "role": said.role,
        "may_drive": said.may_drive,
        "state": asdict(said.state),
        "curve": said.curve,
    }
