"""How much one room, one browser and one message may ask of the live server, each with its default and its reason."""

from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T", int, float)


def limit(default: T, about: str, low: float, high: float) -> T:
    """Declare a limit with its default, meaning and bounds (both included)."""
    made: T = field(default=default, metadata={"about": about, "low": low, "high": high})
    return made


@dataclass(frozen=True)
class Limits:
    """The limits of the live half; times are seconds.

    Raises:
        ValueError: a limit is outside its bounds, or eta_min is above eta_max.
    """

    eta_min: float = limit(1e-6, "smallest learning rate", 1e-300, 1e300)
    eta_max: float = limit(1000.0, "largest learning rate", 1e-300, 1e300)
    iteration: int = limit(1_000_000, "newest iteration a room trains to", 1, 1_000_000_000)
    value: float = limit(1e6, "largest weight, bias, input or target that may be set, without its sign", 1, 1e300)
    branches: int = limit(64, "branches of one room", 2, 1000)

    message_bytes: int = limit(4096, "largest message from a browser", 256, 2**20)
    messages_per_second: float = limit(120.0, "messages from one browser, over time", 1, 1e6)
    message_burst: int = limit(240, "messages from one browser at once", 1, 1_000_000)
    slow_downs: int = limit(3, "how often a minute a browser is told to slow down; the last time it is closed", 1, 1000)
    invalid_messages: int = limit(20, "invalid messages a minute before a browser is closed", 1, 1_000_000)
    hello_seconds: float = limit(5.0, "time a browser has to say hello", 0.01, 600)

    heartbeat_seconds: float = limit(3.0, "silence after which the server says that it is there", 0.01, 600)
    frames_per_second: float = limit(60.0, "frames that leave a room", 0.1, 1000)
    unacknowledged_frames: int = limit(2, "frames on the way to one browser", 1, 100)
    acknowledge_seconds: float = limit(15.0, "time after which a browser that draws nothing is closed", 0.01, 600)
    events_queued: int = limit(64, "events waiting for one browser before a snapshot replaces them", 1, 100_000)

    viewers_per_room: int = limit(500, "browsers in one room", 1, 100_000)
    viewers: int = limit(1500, "browsers on this server", 1, 100_000)
    rooms: int = limit(100, "rooms in memory", 1, 100_000)
    unwatched_seconds: float = limit(30.0, "time after which a room that nobody watches pauses", 0, 86_400)
    idle_seconds: float = limit(
        1800.0, "time after which a room that nobody watches leaves memory, once it is on disk", 0, 1e9
    )
    keep_days: float = limit(30.0, "days a room that nobody opens stays on disk", 0.001, 100_000)
    keep_rooms: int = limit(10_000, "rooms on disk; those that were unused for longest are forgotten", 1, 10_000_000)
    keep_megabytes: int = limit(2000, "size of all rooms on disk, likewise", 1, 1_000_000)

    slice_seconds: float = limit(0.004, "time one room trains before another room's turn", 0.0001, 1)
    stretch_seconds: float = limit(0.025, "time one room seeks before another room's turn", 0.0001, 1)
    save_seconds: float = limit(1.0, "time between two saves of a room that runs", 0.01, 600)

    def __post_init__(self) -> None:
        for name, declared in self.__dataclass_fields__.items():
            low, high, value = declared.metadata["low"], declared.metadata["high"], getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} must be between {low} and {high}, not {value}.")
        if self.eta_min > self.eta_max:
            raise ValueError(f"eta_min {self.eta_min} must not be above eta_max {self.eta_max}.")
