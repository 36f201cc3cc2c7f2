"""A room on a bench: commands by name, a clock that is turned by hand, and the numbers recomputed from scratch."""

import numpy as np

from core.backward import backward
from core.examples import EXAMPLES
from core.forward import forward
from core.record import record
from core.update import sgd
from server.limits import Limits
from server.protocol.events import CurveEvent, StateEvent
from server.protocol.frame import Frame
from server.protocol.messages import MESSAGES
from server.room import Room
from server.room_events import Refused
from server.room_members import hash_key

KEY = "the host key"
DRIVER, VIEWER = 1, 2


class Bench:
    """A room with a driver (1) and a viewer (2), and all it has said."""

    def __init__(self, example: str = "mazur", limits: Limits | None = None, saved=None) -> None:
        self.room = Room("K7QX2M", EXAMPLES[example], hash_key(KEY), limits or Limits(), saved)
        self.now = 100.0
        self.budget = 1000
        self.said = []
        self.note(self.room.join(DRIVER, KEY, "tab-1", self.now))
        self.note(self.room.join(VIEWER, None, "tab-2", self.now))
        self.settle()

    def note(self, events: list) -> list:
        self.said += events
        return events

    def do(self, kind: str, viewer: int = DRIVER, **fields: object) -> list:
        """Send a command."""
        return self.note(
            self.room.handle(viewer, MESSAGES.validate_python({"type": kind, "id": 9, **fields}), self.now)
        )

    def refused(self, kind: str, viewer: int = DRIVER, **fields: object):
        """Send a command that must be refused; gives the failure."""
        (event,) = self.do(kind, viewer, **fields)
        assert isinstance(event, Refused)
        assert (event.viewer, event.failure.id) == (viewer, 9)
        return event.failure

    def tick(self, seconds: float = 0.0) -> list:
        self.now += seconds
        return self.note(self.room.tick(self.now, self.budget))

    def run(self, seconds: float) -> list:
        """Let time pass, ticking when the room says that it is due; gives the positions on the way."""
        end, positions = self.now + seconds, []
        while (due := self.room.due(self.now)) is not None and due <= end:
            self.now = due
            self.tick()
            positions.append(self.room.position)
        self.now = end
        return positions

    def settle(self) -> None:
        """Let a resting or seeking room say all it has to say."""
        for _ in range(10_000):
            due = self.room.due(self.now)
            if due is None:
                return
            self.now = due
            self.tick()
        raise AssertionError("The room does not come to rest.")

    @property
    def at(self) -> tuple[int, int]:
        return tuple(self.room.position)

    @property
    def state(self):
        return self.room.state

    def events(self) -> list:
        return [event for event in self.said if isinstance(event, StateEvent | CurveEvent)]

    def frames(self) -> list[Frame]:
        return [event for event in self.said if isinstance(event, Frame)]


class Scratch:
    """Networks by the readable path, one update after the other."""

    def __init__(self, example: str, etas: list[tuple[int, float]]) -> None:
        self.example = EXAMPLES[example]
        self.etas = etas
        self.networks = [self.example.network]

    def eta(self, iteration: int) -> float:
        return [eta for start, eta in self.etas if start <= iteration][-1]

    def row(self, iteration: int) -> tuple:
        row = iteration % len(self.example.x)
        return self.example.x[row], self.example.target[row]

    def network(self, iteration: int):
        while len(self.networks) <= iteration:
            n, newest = len(self.networks) - 1, self.networks[-1]
            x, target = self.row(n)
            self.networks.append(sgd(newest, backward(newest, forward(newest, x), target), self.eta(n)))
        return self.networks[iteration]

    def values(self, iteration: int) -> bytes:
        x, target = self.row(iteration)
        return record(self.network(iteration), x, target, self.eta(iteration)).values.tobytes()

    def error(self, iteration: int) -> float:
        x, target = self.row(iteration)
        network = self.network(iteration)
        return float(backward(network, forward(network, x), target).error_total)


def same_numbers(room: Room, scratch: Scratch) -> None:
    """Check that what the room shows is what the readable path computes, to the last bit."""
    shown = room.frame()
    assert np.isfinite(shown.values).all()
    if shown.layout == 0:
        assert shown.values.tobytes() == scratch.values(shown.iteration)
