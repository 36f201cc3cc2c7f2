"""Turns what changed in a room into numbered events and paced frames."""

from dataclasses import replace
from itertools import takewhile
from math import inf
from typing import Final, TypeAlias

from server.limits import Limits
from server.position import Position
from server.protocol.events import (
    Branch,
    BranchesEvent,
    CurveEvent,
    CurvePoint,
    Described,
    DescriptionEvent,
    EditedEvent,
    Event,
    Notice,
    RoomState,
    StateEvent,
)
from server.protocol.frame import Layout
from server.room_events import Edited

NOT_SAVED: Final = Notice("not_saved", None, None, "This room cannot be saved now; it goes on, but not over a restart.")

View: TypeAlias = tuple[int, int, Position, int, Layout]
"""All that a frame's content depends on: revision, trained_to, position, example shown, layout."""

_COUNT_SECONDS: Final = 0.25
"""Three hundred people who come in together are a dozen events, not three hundred times three hundred."""

_CURVE_SECONDS: Final = 0.1


class Publisher:
    """Compares what a room is with what it last said, and says the difference.

    Args:
        epoch: which life of the room this is; rises when it is restored.
        limits: how many frames may leave a second.
        state: what the room is at first.
        described: what the network is at first.
        branches: which branches there are at first, and which of them is shown.
    """

    def __init__(
        self,
        epoch: int,
        limits: Limits,
        state: RoomState,
        described: Described,
        branches: tuple[tuple[Branch, ...], int],
    ) -> None:
        self.epoch = epoch
        self.described = described
        self.description = 1
        self._branches = _without_progress(*branches)
        self.seq = 0
        self.frames = 0
        self.curve: tuple[CurvePoint, ...] = ()
        self._state = state
        self._frame_seconds = 1 / limits.frames_per_second
        self._counted_at = self._curve_at = self._frame_at = -inf

    def state(self, state: RoomState, revision: int, now: float) -> list[Event]:
        """Say that the state changed; the number of viewers alone is not worth more than four events a second."""
        if state == self._state or now < self.state_due(state):
            return []
        self._state = state
        self._counted_at = now
        self.seq += 1
        return [StateEvent(self.epoch, self.seq, revision, state)]

    def state_due(self, state: RoomState) -> float:
        """Tell from when on this state may be said."""
        if state == self._state:
            return inf
        only_counts = replace(state, viewers=self._state.viewers) == self._state
        return self._counted_at + _COUNT_SECONDS if only_counts else -inf

    def edited(self, edited: Edited, revision: int) -> Event:
        """Say that another history is shown."""
        self.seq += 1
        return EditedEvent(self.epoch, self.seq, revision, edited.cause, edited.iteration, edited.differences)

    def describe(self, described: Described, revision: int) -> list[Event]:
        """Say what the network is, if it is not what it was."""
        if described is self.described:
            return []
        self.described = described
        self.description += 1
        self.seq += 1
        return [DescriptionEvent(self.epoch, self.seq, revision, self.description, described)]

    def branches(self, branches: tuple[Branch, ...], current: int, revision: int) -> list[Event]:
        """Say which branches there are, if they changed; how far the current one is trained every frame says."""
        said = _without_progress(branches, current)
        if said == self._branches:
            return []
        self._branches = said
        self.seq += 1
        return [BranchesEvent(self.epoch, self.seq, revision, branches, current)]

    def curve_from(self, new: tuple[CurvePoint, ...], revision: int, now: float) -> list[Event]:
        """Say from which point on the loss curve is another one."""
        self._curve_at = now
        if new == self.curve:
            return []
        start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(self.curve, new, strict=False)))
        self.curve = new
        self.seq += 1
        return [CurveEvent(self.epoch, self.seq, revision, start, new[start:])]

    def curve_due(self) -> float:
        """Tell from when on the curve of a running room is worth saying again."""
        return self._curve_at + _CURVE_SECONDS

    def frame_due(self) -> float:
        """Tell from when on the next frame may leave."""
        return self._frame_at + self._frame_seconds

    def frame_left(self, now: float) -> None:
        """Note that a frame leaves for everybody."""
        self._frame_at = now

    def number_frame(self) -> int:
        """Take the number of the next frame; 32 bits of sixty a second last two years, then they start again."""
        self.frames = (self.frames + 1) % 2**32
        return self.frames


def _without_progress(branches: tuple[Branch, ...], current: int) -> tuple[tuple[Branch, ...], int]:
    return tuple(replace(each, trained_to=0) if each.id == current else each for each in branches), current
