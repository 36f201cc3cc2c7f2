"""What waits for one browser: a bounded queue of events, the newest frame, and the window of unseen frames.

No socket, no task, no clock: the relay asks `next(now)` for what to send and `wake_at()` for when to ask again. So a
slow browser costs the room one small queue, and never a moment of waiting. Whoever puts something in calls `wake()`
when all is in that belongs together.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from server.close_codes import Close
from server.limits import Limits
from server.protocol.events import Heartbeat, encode

HEARTBEAT: Final = encode(Heartbeat())
FRAME_NUMBERS: Final = 2**32


@dataclass(frozen=True)
class SharedFrame:
    """A frame encoded once for everybody in the room."""

    number: int
    revision: int
    data: bytes


@dataclass(frozen=True)
class Closing:
    """The last thing a browser hears."""

    code: Close
    reason: str


Outgoing: TypeAlias = str | bytes | Closing
TakeSnapshot: TypeAlias = Callable[[], tuple[str, SharedFrame]]


class Outbox:
    """Decides what one browser hears next.

    Args:
        limits: the bounds of queue, window and silence.
        take_snapshot: makes the full state and its frame, at the moment they can be sent.
        now: the time, in seconds.
    """

    def __init__(self, limits: Limits, take_snapshot: TakeSnapshot, now: float) -> None:
        self._limits = limits
        self._take_snapshot = take_snapshot
        self._events: deque[str] = deque()
        self._failures: deque[str] = deque(maxlen=limits.events_queued)
        self._frame: SharedFrame | None = None
        self._unseen: deque[int] = deque()
        self._unseen_since = now
        self._sent_at = now
        self._newest = -1
        self._snapshot_wanted = False
        self._closing: Closing | None = None
        self.wake: Callable[[], None] = nothing

    def put_event(self, text: str, revision: int) -> None:
        """Queue an event; too many are replaced by a snapshot. A waiting frame of an older revision is dropped."""
        if not self._snapshot_wanted:
            self._events.append(text)
            if len(self._events) > self._limits.events_queued:
                self.want_snapshot()
        if self._frame is not None and self._frame.revision != revision:
            self._frame = None

    def put_failure(self, text: str) -> None:
        """Queue the answer to a message that was refused."""
        self._failures.append(text)

    def put_frame(self, frame: SharedFrame) -> None:
        """Show a frame next, instead of one that is still waiting."""
        self._frame = frame

    def want_snapshot(self) -> None:
        """Send the full state next; what it contains need not be sent before."""
        self._snapshot_wanted = True
        self._events.clear()

    def close(self, code: Close) -> None:
        """Say nothing more but what was refused, and why it ends; the first reason counts."""
        self._close(code)
        self.wake()

    def acknowledge(self, number: int, now: float) -> bool:
        """Note that a frame, and so every earlier one, was drawn or is of no use any more.

        Returns:
            Whether such a frame was ever sent; it may have left the window since.
        """
        if (self._newest - number) % FRAME_NUMBERS >= FRAME_NUMBERS // 2 or self._newest < 0:
            return False
        if number in self._unseen:
            while self._unseen.popleft() != number:
                pass
            self._unseen_since = now
            if self._frame is not None:  # it may have waited for this
                self.wake()
        return True

    def next(self, now: float) -> Outgoing | None:
        """Take what to send now, or None when there is nothing."""
        if self._unseen and now >= self.deadline():
            self._close(Close.TOO_SLOW)
        if self._closing is not None:
            return self._failures.popleft() if self._failures else self._closing
        message = self._next_text() or self._next_frame(now)
        if message is None and now >= self._sent_at + self._limits.heartbeat_seconds:
            message = HEARTBEAT
        if message is not None:
            self._sent_at = now
        return message

    def wake_at(self) -> float:
        """Tell when to ask again if nothing happens until then."""
        heartbeat = self._sent_at + self._limits.heartbeat_seconds
        return min(heartbeat, self.deadline()) if self._unseen else heartbeat

    def deadline(self) -> float:
        """Tell when a browser that has acknowledged nothing since is too slow."""
        return self._unseen_since + self._limits.acknowledge_seconds

    def _close(self, code: Close) -> None:
        if self._closing is None:
            self._closing = Closing(code, code.meaning)

    def _next_text(self) -> str | None:
        if self._failures:
            return self._failures.popleft()
        if self._snapshot_wanted:
            self._snapshot_wanted = False
            text, self._frame = self._take_snapshot()
            self._unseen.clear()  # a browser that waits for a snapshot draws nothing: its window must not stay shut
            return text
        return self._events.popleft() if self._events else None

    def _next_frame(self, now: float) -> bytes | None:
        if self._frame is None or len(self._unseen) >= self._limits.unacknowledged_frames:
            return None
        frame, self._frame = self._frame, None
        if not self._unseen:
            self._unseen_since = now
        self._unseen.append(frame.number)
        self._newest = frame.number
        return frame.data


def nothing() -> None:
    """Wake nobody: no relay runs yet."""
