"""A room: one network, its history and its position, decided here and nowhere else.

Sans-IO: commands and the time go in, events come out; there is no socket, no task and no clock inside.
"""

from math import inf

from core.examples import Example
from core.network import Network
from server.limits import Limits
from server.position import Course, Position
from server.protocol.events import Branch, Failure, Role, RoomState, Snapshot
from server.protocol.frame import Frame, Layout
from server.protocol.messages import AnyCommand, AskSnapshot, TakeOver
from server.room_commands import CommandError, obey
from server.room_description import about, described
from server.room_events import Refused, RoomEvent, Welcomed, taken_over
from server.room_members import Members
from server.room_playhead import Playhead
from server.room_publisher import NOT_SAVED, Publisher, View
from server.room_training import Training
from server.saved import SavedRoom
from server.speeds import DEFAULT


class Room:
    """One network that any number of browsers watch and one drives.

    Args:
        room_id: the code that people type.
        example: the network, its data and its first learning rate.
        key_hash: (32 bytes) SHA-256 of the host key.
        limits: bounds of eta, iterations, viewers and frames.
        saved: what an earlier life of the room left; its numbers are computed again, which may take seconds.
    """

    def __init__(
        self, room_id: str, example: Example, key_hash: bytes, limits: Limits, saved: SavedRoom | None = None
    ) -> None:
        self.id = room_id
        self.example = example
        self.revision = saved.revision if saved else 1
        self.members = Members(key_hash, limits.viewers_per_room)
        training = Training(example, saved.etas if saved else None)
        course = Course(training.phase_ends, limits.iteration)
        if saved:
            training.train(saved.trained_to)
            saved.check(course)
            self._playhead = Playhead(training, course, saved.position, saved.speed)
        else:
            self._playhead = Playhead(training, course, Position(0, 0), DEFAULT)
        self._training = training
        self._limits = limits
        self._key_hash = key_hash
        self._stored = True
        self._shown: View | None = None
        self._curve_of = (0, 0)
        self._unwatched_since = inf
        self._about = about(example, limits)
        self._described = described(example.network, training.script)
        self._publisher = Publisher(saved.epoch + 1 if saved else 1, limits, self.state)

    @property
    def state(self) -> RoomState:
        """Whether the room runs, how fast, who is there, and what it has to say."""
        head = self._playhead
        notice = head.notice or (None if self._stored else NOT_SAVED)
        return RoomState(head.play, head.speed, self.members.driver is not None, len(self.members), notice)

    @property
    def position(self) -> Position:
        """Where the room stands."""
        return self._playhead.position

    @property
    def network(self) -> Network:
        """The network as it is at the position."""
        return self._training.network(self.updates)

    @property
    def updates(self) -> int:
        """How many updates the network has had; at an iteration's last moment its weights have just changed."""
        iteration, moment = self.position
        return iteration + (moment == self._playhead.course.moments and iteration < self.trained_to)

    @property
    def running(self) -> bool:
        """Whether the room moves by itself."""
        return self._playhead.play != "paused"

    @property
    def epoch(self) -> int:
        """Which life of the room this is."""
        return self._publisher.epoch

    @property
    def trained_to(self) -> int:
        """The newest iteration that can be shown without training."""
        return self._training.trained_to

    def join(self, viewer: int, key: str | None, client: str, now: float) -> list[RoomEvent]:
        """Let a browser in.

        Raises:
            RefusedError: the key is wrong, or the room is full.
        """
        replaced = self.members.join(viewer, key, client)
        self._unwatched_since = inf
        return [*taken_over(replaced), Welcomed(viewer), *self._publish(now)]

    def leave(self, viewer: int, now: float) -> list[RoomEvent]:
        """Let a browser go; a room that nobody watches pauses after a while."""
        self.members.leave(viewer)
        if not self.members:
            self._unwatched_since = now
        return self._publish(now)

    def handle(self, viewer: int, command: AnyCommand, now: float) -> list[RoomEvent]:
        """Do what a browser asks, if it may."""
        try:
            events = self._obey(viewer, command, now)
        except CommandError as error:
            return [Refused(viewer, Failure(command.id, error.code, error.path, error.detail))]
        return [*events, *self._publish(now)]

    def tick(self, now: float, budget: int) -> list[RoomEvent]:
        """Go as far as the time asks for, training at most `budget` iterations."""
        if now >= self._unwatched_since + self._limits.unwatched_seconds:
            self._playhead.pause()
        self._playhead.advance(now, budget)
        return self._publish(now)

    def due(self, now: float) -> float | None:
        """Tell when `tick` has something to do next, or None while nothing is to be expected."""
        times = [self._playhead.due, self._publisher.state_due(self.state)]
        if self.running:
            times.append(self._unwatched_since + self._limits.unwatched_seconds)
            times.append(self._publisher.curve_due() if self._curve_changed else inf)
        if self.members and self._view() != self._shown:
            times.append(self._publisher.frame_due())
        earliest = min(times)
        return None if earliest == inf else max(earliest, now)

    def frame(self) -> Frame:
        """Make a frame of the present position."""
        layout, position = self._layout(), self.position
        values = self._training.values(position.iteration)
        if layout is Layout.SUMMARY:
            values = values[self._training.summary]
        publisher = self._publisher
        return Frame(
            layout,
            1,
            publisher.number_frame(),
            publisher.epoch,
            publisher.seq,
            self.revision,
            position.iteration,
            position.moment,
            self.trained_to,
            values,
        )

    def snapshot(self, viewer: int) -> Snapshot:
        """Make the whole state as one browser gets it; its curve is the one said so far, so that later events fit."""
        role: Role = "driver" if self.members.driver == viewer else "viewer"
        publisher = self._publisher
        return Snapshot(
            publisher.epoch,
            publisher.seq,
            self.revision,
            self.id,
            role,
            self.members[viewer].may_drive,
            1,
            self.state,
            (Branch(1, "original", None, 0, self.trained_to),),
            1,
            publisher.curve,
            self._about,
            self._described,
        )

    def saved(self) -> SavedRoom:
        """Say what must be kept of the room."""
        training = self._training
        return SavedRoom(
            self.id,
            self._key_hash,
            self.example.id,
            training.etas,
            training.trained_to,
            self.position,
            self._playhead.speed,
            self.revision,
            self._publisher.epoch,
        )

    def stored(self, succeeded: bool, now: float) -> list[RoomEvent]:
        """Note whether the room could be saved, and say so when that changed."""
        self._stored = succeeded
        return self._publish(now)

    def _obey(self, viewer: int, command: AnyCommand, now: float) -> list[RoomEvent]:
        """Check the right, then do it.

        Raises:
            CommandError: the browser may not, or a value is out of its bounds.
        """
        if isinstance(command, AskSnapshot):
            return [Welcomed(viewer)]
        if isinstance(command, TakeOver):
            return self._take_over(viewer)
        if self.members.driver != viewer:
            raise CommandError("forbidden", None, "Only the driver of the room can do this; you are watching.")
        notice, before = self._playhead.notice, self._settings()
        if obey(command, self._playhead, self._limits, now):
            self.revision += 1
        if self._playhead.notice is notice and self._settings() != before:
            self._playhead.notice = None
        return []

    def _take_over(self, viewer: int) -> list[RoomEvent]:
        if not self.members[viewer].may_drive:
            raise CommandError("forbidden", None, "Only a page that was opened with the host key can drive this room.")
        if self.members.driver == viewer:
            return []
        return [*taken_over(self.members.take_over(viewer)), Welcomed(viewer)]

    def _settings(self) -> tuple[object, ...]:
        """All that a command can change."""
        head = self._playhead
        return self.revision, head.position, head.play, head.speed

    def _layout(self) -> Layout:
        return Layout.SUMMARY if self._playhead.fast else Layout.RECORD

    def _view(self) -> View:
        return self.revision, self.trained_to, self.position, self._layout()

    @property
    def _curve_changed(self) -> bool:
        return self._curve_of != (self.revision, self.trained_to)

    def _publish(self, now: float) -> list[RoomEvent]:
        """Say what changed since the last time, and show it if a frame may leave."""
        publisher = self._publisher
        events: list[RoomEvent] = [*publisher.state(self.state, self.revision, now)]
        if self._curve_changed and (not self.running or now >= publisher.curve_due()):
            self._curve_of = (self.revision, self.trained_to)
            events += publisher.curve_from(self._training.curve(), self.revision, now)
        if self.members and self._view() != self._shown and now >= publisher.frame_due():
            self._shown = self._view()
            publisher.frame_left(now)
            events.append(self.frame())
        return events
