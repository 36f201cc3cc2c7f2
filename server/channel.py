"""Carries what a room says to the browsers that watch it: encoded once, put into every outbox, never waited for."""

import logging
from collections.abc import Callable
from itertools import count
from math import inf
from time import perf_counter
from typing import Final

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Outbox, SharedFrame
from server.protocol.events import Failure, encode
from server.protocol.frame import Frame, encode_frame
from server.protocol.messages import AnyCommand, Hello
from server.room import Room
from server.room_events import Dismissed, Refused, RoomEvent, Welcomed

log = logging.getLogger("deltaflow.channel")

_FIRST_BUDGET: Final = 16
_LARGEST_BUDGET: Final = 1_000_000


class Channel:
    """A room and its browsers.

    Args:
        room: what decides.
        limits: bounds of outboxes and slices.
        clock: the time in seconds, never going back.
        on_change: told after everything that may have changed the room, and whether a person did it.
    """

    def __init__(
        self, room: Room, limits: Limits, clock: Callable[[], float], on_change: Callable[["Channel", bool], None]
    ) -> None:
        self.room = room
        self.clock = clock
        self.watched_at = clock()
        self.outboxes: dict[int, Outbox] = {}
        self.broken = False
        self._limits = limits
        self._on_change = on_change
        self._viewers = count(1)
        self._seconds_per_iteration = limits.slice_seconds / _FIRST_BUDGET

    def join(self, hello: Hello) -> tuple[int, Outbox]:
        """Let a browser in; its outbox starts with a snapshot.

        Raises:
            RefusedError: the key is wrong, or the room is full.
        """
        viewer, now = next(self._viewers), self.clock()
        events = self.room.join(viewer, hello.key, hello.client, now)
        outbox = Outbox(self._limits, lambda: self._snapshot(viewer), now)
        self.outboxes[viewer] = outbox
        self._carry(events, by_person=False)
        return viewer, outbox

    def leave(self, viewer: int) -> None:
        """Let a browser go."""
        self.outboxes.pop(viewer, None)
        self.watched_at = self.clock()
        self._carry(self.room.leave(viewer, self.watched_at), by_person=False)

    def handle(self, viewer: int, command: AnyCommand) -> None:
        """Do what a browser asks."""
        self._carry(self.room.handle(viewer, command, self.clock()), by_person=True)

    def refuse(self, viewer: int, failure: Failure) -> None:
        """Tell one browser that its message was refused."""
        self.outboxes[viewer].put_failure(encode(failure))

    def stored(self, succeeded: bool) -> None:
        """Tell everybody if the room cannot be saved, or can again."""
        self._carry(self.room.stored(succeeded, self.clock()), by_person=False)

    def due(self, now: float) -> float:
        """Tell when `tick` has something to do: at the earliest now, infinity for not before something happens."""
        due = None if self.broken else self.room.due(now)
        return inf if due is None else due

    def tick(self) -> None:
        """Let the room go on for at most a slice of time; an error of ours ends this room's connections, no other's."""
        try:
            self._tick()
        except Exception:
            log.exception("Room %s met an error.", self.room.id)
            self.broken = True
            self.close(Close.ERROR)

    def _tick(self) -> None:
        """Judge the slice by how long the room's iterations took lately."""
        budget = int(self._limits.slice_seconds / self._seconds_per_iteration)
        trained, started = self.room.trained_to, perf_counter()
        events = self.room.tick(self.clock(), max(1, min(budget, _LARGEST_BUDGET)))
        trained = self.room.trained_to - trained
        if trained > 0:
            self._seconds_per_iteration = (perf_counter() - started) / trained
        self._carry(events, by_person=False)

    def close(self, code: Close) -> None:
        """Close every browser's connection."""
        for outbox in self.outboxes.values():
            outbox.close(code)

    def _carry(self, events: list[RoomEvent], *, by_person: bool) -> None:
        """Put what the room says where it belongs."""
        for event in events:
            match event:
                case Frame():
                    self._show(event)
                case Refused(viewer, failure):
                    self.refuse(viewer, failure)
                case Welcomed(viewer):
                    self.outboxes[viewer].want_snapshot()
                case Dismissed(viewer, code):
                    self.outboxes[viewer].close(code)
                case _:
                    text = encode(event)
                    for outbox in self.outboxes.values():
                        outbox.put_event(text, event.revision)
        self._on_change(self, by_person)

    def _show(self, frame: Frame) -> None:
        shared = _encoded(frame)
        for outbox in self.outboxes.values():
            outbox.put_frame(shared)

    def _snapshot(self, viewer: int) -> tuple[str, SharedFrame]:
        """Make the full state for one browser, with a frame of this very moment."""
        return encode(self.room.snapshot(viewer)), _encoded(self.room.frame())


def _encoded(frame: Frame) -> SharedFrame:
    return SharedFrame(frame.number, frame.revision, encode_frame(frame))
