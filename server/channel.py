"""Carries what a room says to the browsers that watch it: encoded once, put into every outbox, never waited for."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from itertools import count
from math import inf
from time import perf_counter
from typing import Final

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Outbox, SharedFrame
from server.protocol.events import Event, Failure, encode
from server.protocol.frame import Frame, encode_frame
from server.protocol.messages import AnyCommand, Hello
from server.room import Room
from server.room_description import prepare
from server.room_events import Dismissed, Refused, RoomEvent, Welcomed
from server.saved import Found, Missing

log = logging.getLogger("deltaflow.channel")

_FIRST_SECONDS: Final = 0.000_25
_LARGEST_BUDGET: Final = 1_000_000


class Budget:
    """Judges how many iterations fit into a time by how long the room's iterations took lately."""

    def __init__(self) -> None:
        self._seconds_per_iteration = _FIRST_SECONDS

    def count(self, seconds: float) -> int:
        """Tell how many iterations fit, at least one."""
        return max(1, min(int(seconds / self._seconds_per_iteration), _LARGEST_BUDGET))

    def took(self, iterations: int, seconds: float) -> None:
        """Note how long some iterations took."""
        if iterations > 0 and seconds > 0:
            self._seconds_per_iteration = seconds / iterations


class Channel:
    """A room and its browsers.

    Args:
        room: what decides.
        limits: bounds of outboxes and slices.
        clock: the time in seconds, never going back.
        on_change: told after everything that may have changed the room, and whether a person did it.
        worker: trains what is sought, apart from the event loop.
        find: reads steps of undo that are not in memory, on another thread.
    """

    def __init__(
        self,
        room: Room,
        limits: Limits,
        clock: Callable[[], float],
        on_change: Callable[["Channel", bool], None],
        worker: Executor,
        find: Callable[[str, Missing], "Future[Found]"],
    ) -> None:
        self.room = room
        self.clock = clock
        self.watched_at = clock()
        self.outboxes: dict[int, Outbox] = {}
        self.broken = False
        self._limits = limits
        self._on_change = on_change
        self._viewers = count(1)
        self._worker = worker
        self._slices, self._stretches = Budget(), Budget()
        self._seeking: asyncio.Task[None] | None = None
        self._find = find
        self._finding: asyncio.Task[None] | None = None

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
        self._find_steps()

    async def ready(self, viewer: int, command: AnyCommand) -> None:
        """Wait until what a command needs is there; other rooms, and other browsers of this one, go on meanwhile."""
        if (setup := self.room.ahead.of(viewer, command)) is not None:
            await asyncio.get_running_loop().run_in_executor(self._worker, prepare, setup)
        await self.steps_there()

    async def steps_there(self) -> None:
        """Wait while the next step of undo or redo is being read; nobody's command may come before it is there."""
        while self.room.memory.lacks and self._finding is not None:
            await asyncio.wait([self._finding])

    def refuse(self, viewer: int, failure: Failure) -> None:
        """Tell one browser that its message was refused."""
        self.outboxes[viewer].put_failure(encode(failure))
        self.outboxes[viewer].wake()

    def stored(self, succeeded: bool) -> None:
        """Tell everybody if the room cannot be saved, or can again."""
        self._carry(self.room.stored(succeeded, self.clock()), by_person=False)

    async def arrived(self) -> None:
        """Wait until a room that is restored is where it was."""
        while self.room.coming_back and self._seeking is not None:
            await asyncio.wait([self._seeking])

    def due(self, now: float) -> float:
        """Tell when `tick` has something to do: at the earliest now, infinity for not before something happens."""
        due = None if self.broken else self.room.due(now)
        return inf if due is None else due

    def tick(self) -> None:
        """Let the room go on for at most a slice of time; an error of ours ends this room's connections, no other's."""
        try:
            self._tick()
        except Exception:  # whatever it is, other rooms go on
            log.exception("Room %s met an error.", self.room.id)
            self._break()

    def seek(self) -> None:
        """Begin to train what the room seeks, if it seeks something and does not yet."""
        if self.room.state.seeking is not None and self._seeking is None and not self.broken:
            self._seeking = asyncio.create_task(self._seek())
            self._seeking.add_done_callback(self._sought)

    def stop(self) -> None:
        """Train no more; what is saved is where the room was to be."""
        for task in (self._seeking, self._finding):
            if task is not None:
                task.cancel()

    def _sought(self, task: asyncio.Task[None]) -> None:
        self._seeking = None
        if not task.cancelled():  # the room may seek again since the last stretch
            self.seek()

    async def _seek(self) -> None:
        """Let another thread train stretch after stretch, and serve everybody meanwhile."""
        try:
            while (stretch := self.room.stretch(self._stretches.count(self._limits.stretch_seconds))) is not None:
                started = perf_counter()
                await asyncio.get_running_loop().run_in_executor(self._worker, stretch.run)
                self._stretches.took(stretch.reached - stretch.start, perf_counter() - started)
                self._carry(self.room.take(stretch, self.clock()), by_person=False)
        except Exception:
            log.exception("Room %s met an error while it was seeking.", self.room.id)
            self._break()

    def _find_steps(self) -> None:
        """Begin to read the steps that should be in memory soon, if there are some."""
        if self._finding is None and (missing := self.room.memory.missing()) is not None:
            self._finding = asyncio.create_task(self._find_until_enough(missing))

    async def _find_until_enough(self, missing: Missing | None) -> None:
        """Read steps until there are enough; what cannot be read is tried again after the next command."""
        try:
            while missing is not None:
                found = await asyncio.wrap_future(self._find(self.room.id, missing))
                self.room.memory.give(missing, found)
                missing = self.room.memory.missing()
        except Exception:  # whatever it is, the room goes on with what it has
            log.exception("Steps of room %s cannot be read.", self.room.id)
        finally:
            self._finding = None

    def _break(self) -> None:
        """End this room's connections after an error of ours."""
        self.broken = True
        self.close(Close.ERROR)

    def _tick(self) -> None:
        trained, started = self.room.trained_to, perf_counter()
        events = self.room.tick(self.clock(), self._slices.count(self._limits.slice_seconds))
        self._slices.took(self.room.trained_to - trained, perf_counter() - started)
        self._carry(events, by_person=False)

    def close(self, code: Close) -> None:
        """Close every browser's connection."""
        for outbox in self.outboxes.values():
            outbox.close(code)

    def _carry(self, events: list[RoomEvent], *, by_person: bool) -> None:
        """Put what the room says where it belongs, and have it sent when all is there."""
        told = set[int]()
        for event in events:
            match event:
                case Refused(viewer, failure):
                    self.outboxes[viewer].put_failure(encode(failure))
                    told.add(viewer)
                case Welcomed(viewer):
                    self.outboxes[viewer].want_snapshot()
                    told.add(viewer)
                case Dismissed(viewer, code):
                    self.outboxes[viewer].close(code)
                case _:
                    self._tell(event)
                    told.update(self.outboxes)
        for viewer in told:
            self.outboxes[viewer].wake()
        self._on_change(self, by_person)
        self.seek()

    def _tell(self, event: Frame | Event) -> None:
        """Put a frame or an event, encoded once, into every outbox."""
        if isinstance(event, Frame):
            shared = _encoded(event)
            for outbox in self.outboxes.values():
                outbox.put_frame(shared)
        else:
            text = encode(event)
            for outbox in self.outboxes.values():
                outbox.put_event(text, event.revision)

    def _snapshot(self, viewer: int) -> tuple[str, SharedFrame]:
        """Make the full state for one browser, with a frame of this very moment."""
        return encode(self.room.snapshot(viewer)), _encoded(self.room.frame())


def _encoded(frame: Frame) -> SharedFrame:
    return SharedFrame(frame.number, frame.revision, encode_frame(frame))
