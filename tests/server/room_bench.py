"""A room on a bench: commands by name, a clock that is turned by hand, and the numbers recomputed from scratch."""

import copy
import json
import math
import sqlite3

import numpy as np

from core.backward import backward
from core.examples import EXAMPLES, Example
from core.forward import forward
from core.network import Network
from core.record import record
from core.update import sgd
from server import saved_rows
from server.limits import Limits
from server.moment import Moment
from server.protocol.events import Described, Event
from server.protocol.frame import Frame
from server.protocol.messages import MESSAGES
from server.room import Room
from server.room_events import Refused
from server.room_members import hash_key
from server.saved import Kept, SavedRoom

KEY = "the host key"
DRIVER, VIEWER = 1, 2


class Bench:
    """A room with a driver (1) and a viewer (2), and all it has said.

    Args:
        rows: a database that the room is written to after every command, as by the store; while that is `slow` it only
            tells of what it wrote before. None is a room without one.
        kept: how many steps are in memory.
    """

    def __init__(
        self, example: str = "mazur", limits: Limits | None = None, saved=None, start=None, rows=None, kept=None
    ) -> None:
        first = SavedRoom.of_moment("K7QX2M", hash_key(KEY), start or Moment.of_example(example))
        self.room = Room(saved or first, limits or Limits(), kept)
        self.rows, self.written, self.slow = rows, None, False
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
        said = self.note(
            self.room.handle(viewer, MESSAGES.validate_python({"type": kind, "id": 9, **fields}), self.now)
        )
        if self.rows is not None:
            if self.slow and self.written is not None:
                self.room.memory.let_go(self.written)
            else:
                self.write()
            self.read()
        return said

    def write(self) -> None:
        """Write what is new, as the store does."""
        saved = self.room.saved()
        with self.rows:
            saved_rows.write(self.rows, saved, self.written, 0.0)
        self.written = saved
        self.room.memory.let_go(saved)

    def read(self) -> None:
        """Read the steps that should be in memory."""
        while (missing := self.room.memory.missing()) is not None:
            self.room.memory.give(missing, saved_rows.find(self.rows, self.room.id, missing))

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

    def pump(self) -> bool:
        """Train one stretch of what is sought, as another thread would; tells whether there was one."""
        stretch = self.room.stretch(self.budget)
        if stretch is not None:
            stretch.run()
            self.now += 0.02
            self.note(self.room.take(stretch, self.now))
        return stretch is not None

    def edit(self, *changes: tuple, gesture: str | None = None, viewer: int = DRIVER) -> list:
        """Change some givens: (of, to), …"""
        return self.do("edit", viewer, changes=[{"of": of, "to": to} for of, to in changes], gesture=gesture)

    def settle(self) -> None:
        """Let a resting or seeking room say all it has to say."""
        while self.pump():
            pass
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
        return [event for event in self.said if isinstance(event, Event)]

    def frames(self) -> list[Frame]:
        return [event for event in self.said if isinstance(event, Frame)]


def stored(saved: SavedRoom) -> SavedRoom:
    """What comes back when a room was written to the rows of a database."""
    rows = sqlite3.connect(":memory:")
    saved_rows.create(rows)
    saved_rows.write(rows, saved, None, 0.0)
    return saved_rows.load(rows, saved.id, Kept())


def changed(state: dict, row: int, changes) -> dict:
    """Do changes in order to plain lists: net, x, target, eta."""
    state = copy.deepcopy(state)
    net = state["net"]
    for of, to in changes:
        kind, *place = of.split(".")
        at = [int(number) for number in place]
        match kind:
            case "w":
                net["w"][at[0] - 1][at[1]][at[2]] = to
            case "b":
                layer = net["b"][at[0] - 1]
                layer[:] = [
                    to if net["bias_policy"] != "per_unit" or n == at[1] else old for n, old in enumerate(layer)
                ]
            case "a":
                state["x"][row][at[1]] = to
            case "target":
                state["target"][row][at[1]] = to
            case "eta":
                state["eta"] = to
            case "activation":
                net["activations"][at[0] - 1] = to
            case "loss":
                net["loss"] = to
            case "bias_policy":
                net["bias_policy"] = to
                if to == "shared":
                    means = [b[0] if b == b[:1] * len(b) else math.fsum(b) / len(b) for b in net["b"]]
                    net["b"] = [[mean] * len(b) for mean, b in zip(means, net["b"], strict=True)]
    return state


class Scratch:
    """Networks by the readable path, one update after the other; edits are done on plain lists.

    Args:
        example: with which example it begins.
        edits: {iteration: [(of, to), …]}, in the order in which they were made.
    """

    def __init__(self, example: str, edits: dict | None = None) -> None:
        first = example if isinstance(example, Example) else EXAMPLES[example]
        self.edits = edits or {}
        self.rows = len(first.x)
        self.states = [
            {
                "net": first.network.as_dict(),
                "x": first.x.tolist(),
                "target": first.target.tolist(),
                "eta": first.eta,
            }
        ]
        self.states[0] = changed(self.states[0], 0, self.edits.get(0, ()))

    def row(self, iteration: int) -> tuple:
        state = self.state(iteration)
        row = iteration % self.rows
        return np.array(state["x"][row]), np.array(state["target"][row])

    def state(self, iteration: int) -> dict:
        while len(self.states) <= iteration:
            n = len(self.states)
            after = copy.deepcopy(self.states[-1])
            network, (x, target) = self.network(n - 1), self.row(n - 1)
            trained = sgd(network, backward(network, forward(network, x), target), after["eta"])
            after["net"].update(w=[w.tolist() for w in trained.w], b=[b.tolist() for b in trained.b])
            self.states.append(changed(after, n % self.rows, self.edits.get(n, ())))
        return self.states[iteration]

    def network(self, iteration: int) -> Network:
        return Network(**self.state(iteration)["net"])

    def values(self, iteration: int) -> bytes:
        eta = self.state(iteration)["eta"]
        return record(self.network(iteration), *self.row(iteration), eta).values.tobytes()

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


def fields(described: Described) -> dict:
    """Read what is described."""
    return json.loads(described.text)
