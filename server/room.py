"""A room: one network, its history and its position, decided here and nowhere else.

Sans-IO: commands and the time go in, events come out; there is no socket, no task and no clock inside.
"""

from math import inf

from core.history import History
from core.network import Network
from core.setup import Setup
from core.stretch import Stretch
from server.limits import Limits
from server.moment import Moment
from server.position import Position
from server.protocol.events import Failure, Role, RoomState, Snapshot
from server.protocol.frame import Frame
from server.protocol.messages import AnyCommand, AskSnapshot, TakeOver
from server.room_ahead import Ahead
from server.room_branches import Branches
from server.room_commands import Controls
from server.room_display import Display
from server.room_events import CommandError, Refused, RoomEvent, Welcomed, taken_over
from server.room_members import Members
from server.room_memory import Memory
from server.room_playhead import Playhead
from server.room_publisher import NOT_SAVED
from server.room_training import Training
from server.room_undo import Undo
from server.saved import Kept, SavedRoom


class Room:
    """One network that any number of browsers watch and one drives.

    Args:
        saved: what the room begins with, or what an earlier life of it left; its numbers are computed again, by
            stretches as for any seek.
        limits: bounds of eta, iterations, viewers and frames.
        kept: how many steps of undo are in memory.

    Raises:
        DeltaflowError: what was saved is no room, or its edits cannot be done.
    """

    def __init__(self, saved: SavedRoom, limits: Limits, kept: Kept | None = None) -> None:
        saved.check()
        self.id, self.start = saved.id, saved.start
        self.members = Members(saved.key_hash, limits.viewers_per_room)
        self._limits = limits
        self._branches = Branches(saved.start.setup, saved.branches, saved.branch, saved.next_branch, limits.branches)
        self._undo = Undo(saved.steps, kept or Kept())
        self.memory = Memory(self._branches, self._undo)
        training = self._branches.training
        self._playhead = head = Playhead(training, limits.iteration, saved.speed, saved.shown, saved.grain)
        self.ahead = Ahead(head, self.members)
        self._controls = Controls(head, self._branches, self._undo, limits)
        current = self._branches.current
        head.course.check(current.position)
        head.come_back(training, current.position, current.trained_to)
        self._lent: tuple[Stretch, Training] | None = None
        self._stored, self._unwatched_since = True, inf
        self._display = Display(
            saved.id, saved.start, head, self._branches, limits, self.state, saved.epoch + 1, saved.revision
        )

    @property
    def state(self) -> RoomState:
        """Whether the room runs, how fast, who is there, what it has to say, and what could be taken back."""
        head = self._playhead
        notice = head.notice or (None if self._stored else NOT_SAVED)
        driver, viewers = self.members.driver is not None, len(self.members)
        return RoomState(head.play, head.speed, driver, viewers, notice, *self._undo.labels, head.seeking, *head.looks)

    @property
    def position(self) -> Position:
        """Where the room stands."""
        return self._playhead.position

    @property
    def network(self) -> Network:
        """The network as it is at the position."""
        return self._playhead.training.network(self.updates)

    @property
    def updates(self) -> int:
        """How many updates the network has had; at an iteration's last moment its weights have just changed."""
        return min(self._playhead.course.updates_at(self.position), self.trained_to)

    @property
    def revision(self) -> int:
        """The number of the history that is shown."""
        return self._display.revision

    @property
    def running(self) -> bool:
        """Whether the room moves by itself."""
        return self._playhead.play != "paused"

    @property
    def coming_back(self) -> bool:
        """Whether it is still being trained again to where it was before."""
        return self._playhead.coming_back

    @property
    def epoch(self) -> int:
        """Which life of the room this is."""
        return self._display.publisher.epoch

    @property
    def trained_to(self) -> int:
        """The newest iteration that can be shown without training."""
        return self._playhead.training.trained_to

    def setup_at(self, iteration: int) -> Setup:
        """Give what an iteration of the current branch is computed with.

        Raises:
            ValueRangeError: the iteration is not trained yet.
        """
        return self._playhead.training.setup(iteration)

    def history(self) -> History:
        """Give the history of the current branch as it is now, for another thread."""
        return self._playhead.training.apart()

    def moment(self) -> Moment:
        """Say what this moment is made of."""
        self._branches.note(*self._playhead.lasting)
        return self._branches.moment(self.start, *self._playhead.looks)

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
            self._unwatched_since = inf
            if not self.coming_back:
                self._playhead.pause()
        self._playhead.advance(now, budget)
        return self._publish(now)

    def stretch(self, count: int) -> Stretch | None:
        """Give at most so many iterations to train in another thread, or None while nothing is sought."""
        stretch = self._playhead.stretch(count)
        self._lent = None if stretch is None else (stretch, self._playhead.training)
        return stretch

    def take(self, stretch: Stretch, now: float) -> list[RoomEvent]:
        """Go as far as a stretch has trained, unless something else is wanted by now."""
        head = self._playhead
        if self._lent == (stretch, head.training) and head.seeking and stretch.start == head.training.trained_to:
            head.take(stretch)
        self._lent = None
        return self._publish(now)

    def due(self, now: float) -> float | None:
        """Tell when `tick` has something to do next, or None while nothing is to be expected."""
        times = [self._playhead.due, self._display.due(self.state, watched=bool(self.members))]
        if self.running and not self.coming_back:
            times.append(self._unwatched_since + self._limits.unwatched_seconds)
        earliest = min(times)
        return None if earliest == inf else max(earliest, now)

    def frame(self) -> Frame:
        """Make a frame of the present position."""
        return self._display.frame()

    def snapshot(self, viewer: int) -> Snapshot:
        """Make the whole state as one browser gets it."""
        role: Role = "driver" if self.members.driver == viewer else "viewer"
        return self._display.snapshot(self.state, role, may_drive=self.members[viewer].may_drive)

    def saved(self) -> SavedRoom:
        """Say what must be kept of the room."""
        self._branches.note(*self._playhead.lasting)
        return SavedRoom(
            self.id,
            self.members.key_hash,
            self.start,
            self._branches.all(),
            self._branches.current.id,
            self._branches.next_id,
            self._undo.steps,
            self._playhead.speed,
            self.revision,
            self.epoch,
            *self._playhead.looks,
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
        edited = self._controls.obey(command, now)
        events = [] if edited is None else self._display.edited(edited)
        if self._playhead.notice is notice and self._settings() != before:
            self._playhead.notice = None
        return events

    def _take_over(self, viewer: int) -> list[RoomEvent]:
        if not self.members[viewer].may_drive:
            raise CommandError("forbidden", None, "Only a page that was opened with the host key can drive this room.")
        if self.members.driver == viewer:
            return []
        return [*taken_over(self.members.take_over(viewer)), Welcomed(viewer)]

    def _settings(self) -> tuple[object, ...]:
        """All that a command can change."""
        head = self._playhead
        return self.revision, head.position, head.play, head.speed, *head.looks

    def _publish(self, now: float) -> list[RoomEvent]:
        return self._display.publish(self.state, now, watched=bool(self.members))
