"""What everybody sees of a room: events of what changed, frames of where it stands, and the whole state for one."""

from math import inf

from server.limits import Limits
from server.moment import Start
from server.protocol.events import Branch, Described, Role, RoomState, Snapshot
from server.protocol.frame import Frame, Layout
from server.room_branches import Branches
from server.room_description import about, description_of
from server.room_events import Edited, RoomEvent
from server.room_playhead import Playhead
from server.room_publisher import Publisher, View


class Display:
    """Shows where a playhead stands.

    Args:
        room: the room's id.
        start: what the room began with.
        playhead: moves.
        branches: the histories.
        limits: how many frames may leave a second, and the bounds that people are told.
        state: what the room says of itself at first.
        epoch: which life of the room this is.
        revision: the number of the history that is shown.

    Attributes:
        revision: rises whenever another history is shown.
        publisher: numbers what is said.
    """

    def __init__(
        self,
        room: str,
        start: Start,
        playhead: Playhead,
        branches: Branches,
        limits: Limits,
        state: RoomState,
        epoch: int,
        revision: int,
    ) -> None:
        self.revision = revision
        self._room = room
        self._playhead = playhead
        self._branches = branches
        self._about = about(start, limits)
        self._described_of: tuple[object, Described] = (None, Described("{}"))
        listed = (_listing(branches), branches.current.id)
        self.publisher = Publisher(epoch, limits, state, self._described(), listed)
        self._shown: View | None = None
        self._curve_of = (0, 0)

    def due(self, state: RoomState, *, watched: bool) -> float:
        """Tell when `publish` has something to say next."""
        times = [self.publisher.state_due(state)]
        if self._moving:
            times.append(self.publisher.curve_due() if self._curve_changed else inf)
        if watched and self._view() != self._shown:
            times.append(self.publisher.frame_due())
        return min(times)

    def edited(self, edited: Edited) -> list[RoomEvent]:
        """Say that another history is shown from now on."""
        self.revision += 1
        return [self.publisher.edited(edited, self.revision)]

    def publish(self, state: RoomState, now: float, *, watched: bool) -> list[RoomEvent]:
        """Say what changed since the last time, and show it if a frame may leave."""
        publisher, revision = self.publisher, self.revision
        self._branches.note(*self._playhead.lasting)
        events: list[RoomEvent] = [*publisher.describe(self._described(), revision)]
        events += publisher.branches(_listing(self._branches), self._branches.current.id, revision)
        events += publisher.state(state, revision, now)
        if self._curve_changed and (not self._moving or now >= publisher.curve_due()):
            self._curve_of = (revision, self._playhead.training.trained_to)
            events += publisher.curve_from(self._playhead.training.curve(), revision, now)
        if watched and self._view() != self._shown and now >= publisher.frame_due():
            self._shown = self._view()
            publisher.frame_left(now)
            events.append(self.frame())
        return events

    def frame(self) -> Frame:
        """Make a frame of the present position."""
        head, publisher, layout = self._playhead, self.publisher, self._layout()
        values = head.training.summary if layout is Layout.SUMMARY else head.training.values
        return Frame(
            layout,
            publisher.description,
            publisher.number_frame(),
            publisher.epoch,
            publisher.seq,
            self.revision,
            head.position.iteration,
            head.position.moment,
            head.training.trained_to,
            values(head.position.iteration, head.shown),
        )

    def snapshot(self, state: RoomState, role: Role, *, may_drive: bool) -> Snapshot:
        """Make the whole state for one browser; its curve is the one said so far, so that later events fit."""
        publisher = self.publisher
        return Snapshot(
            publisher.epoch,
            publisher.seq,
            self.revision,
            self._room,
            role,
            may_drive,
            publisher.description,
            state,
            _listing(self._branches),
            self._branches.current.id,
            publisher.curve,
            self._about,
            publisher.described,
        )

    def _described(self) -> Described:
        """Describe the network of the position; found anew where the edits or the iteration lead to another segment."""
        training, iteration = self._playhead.training, self._playhead.position.iteration
        place = (training, training.segment(iteration))
        if place != self._described_of[0]:
            described = description_of(training.setup(iteration), training.script(iteration))
            self._described_of = place, described
        return self._described_of[1]

    @property
    def _moving(self) -> bool:
        return self._playhead.play != "paused"

    def _layout(self) -> Layout:
        return Layout.SUMMARY if self._playhead.fast else Layout.RECORD

    def _view(self) -> View:
        head = self._playhead
        return self.revision, head.training.trained_to, head.position, head.shown, self._layout()

    @property
    def _curve_changed(self) -> bool:
        return self._curve_of != (self.revision, self._playhead.training.trained_to)


def _listing(branches: Branches) -> tuple[Branch, ...]:
    """Describe the branches that people see."""
    listed = branches.listed()
    ids = {branch.id for branch in listed}
    return tuple(
        Branch(each.id, each.name, each.parent if each.parent in ids else None, each.start, each.trained_to)
        for each in listed
    )
