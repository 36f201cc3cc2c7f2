"""When rooms are saved: at once after a command and at rest, once a second while they run, never otherwise."""

import asyncio
import logging
from collections.abc import Callable

from server.channel import Channel
from server.saved import SavedRoom
from server.store import Store

log = logging.getLogger("deltaflow.saver")


class Saver:
    """Hands rooms to the store, and tells them whether it worked.

    Args:
        store: writes on a thread of its own.
        interval: seconds between two saves of a room that runs.
        clock: the time in seconds, never going back.
    """

    def __init__(self, store: Store, interval: float, clock: Callable[[], float]) -> None:
        self._store = store
        self._interval = interval
        self._clock = clock
        self._saved: dict[str, SavedRoom] = {}
        self._saved_at: dict[str, float] = {}
        self._written: dict[str, SavedRoom] = {}
        self._later: dict[str, asyncio.TimerHandle] = {}
        self._failing: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Report to the rooms in this event loop."""
        self._loop = loop

    def changed(self, channel: Channel, *, by_person: bool) -> None:
        """Save a room that may have changed: now, or when its next save is due if it runs.

        What a person asked for may take its time, as a seek does: where it comes to rest is saved at once, too.
        """
        if by_person or not channel.room.running or self._clock() >= self._due(channel.room.id):
            self.save(channel)
        else:
            self._save_later(channel)

    def save(self, channel: Channel) -> None:
        """Save a room now, if it is not what was saved last."""
        room = channel.room.saved()
        waiting = self._later.pop(room.id, None)
        if waiting is not None:
            waiting.cancel()
        if room == self._saved.get(room.id):
            return
        self._saved[room.id] = room
        self._saved_at[room.id] = self._clock()
        self._store.save(room, lambda succeeded: self._report(channel, room, succeeded))

    def is_written(self, channel: Channel) -> bool:
        """Whether the store has written the room as it is now."""
        return self._written.get(channel.room.id) == channel.room.saved()

    def forget(self, room_id: str) -> None:
        """Keep nothing about a room that left memory."""
        self._saved.pop(room_id, None)
        self._written.pop(room_id, None)
        self._saved_at.pop(room_id, None)
        self._failing.discard(room_id)
        self._store.forget(room_id)
        waiting = self._later.pop(room_id, None)
        if waiting is not None:
            waiting.cancel()

    def _due(self, room_id: str) -> float:
        return self._saved_at.get(room_id, 0.0) + self._interval

    def _save_later(self, channel: Channel) -> None:
        room_id = channel.room.id
        if room_id not in self._later and self._loop is not None:
            self._later[room_id] = self._loop.call_later(self._due(room_id) - self._clock(), self.save, channel)

    def _report(self, channel: Channel, room: SavedRoom, succeeded: bool) -> None:
        """Go from the store's thread to the event loop, if it still runs."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._told, channel, room, succeeded)

    def _told(self, channel: Channel, room: SavedRoom, succeeded: bool) -> None:
        """Tell the room what is written, and when saving began to fail, or works again; what failed is tried again."""
        room_id = room.id
        if room_id not in self._saved_at:  # it left memory meanwhile
            return
        if succeeded:
            self._written[room_id] = room
            channel.room.memory.let_go(room)
        if succeeded == (room_id in self._failing):
            log.warning("Room %s %s.", room_id, "is saved again" if succeeded else "cannot be saved")
            self._failing.symmetric_difference_update({room_id})
            channel.stored(succeeded)
        if not succeeded and self._saved.pop(room_id, None) is not None:
            self._save_later(channel)
