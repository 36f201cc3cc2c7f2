"""Which rooms there are: makes them, finds them again, saves them, and lets those go that nobody watches."""

import asyncio
import logging
import secrets
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from core.errors import DeltaflowError
from server.channel import Channel
from server.close_codes import Close
from server.limits import Limits
from server.moment import Moment
from server.room import Room
from server.room_members import hash_key
from server.saved import SavedRoom
from server.saver import Saver
from server.scheduler import Scheduler
from server.store import Store

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit, none that makes a word rude."""

_ID_LENGTH: Final = 6
_KEY_BYTES: Final = 16
_CLEANING_SECONDS: Final = 10.0

_NO_ROOM: Final = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading the rows of a room ends in when no program of ours wrote them."""

log = logging.getLogger("deltaflow.hub")


class FullError(Exception):
    """There are as many rooms in memory as there may be, and all are watched."""


class Hub:
    """The rooms of this server process.

    Args:
        limits: how many of everything, and for how long.
        store: where rooms are kept over restarts; None keeps them as long as the server runs.
        clock: the time in seconds, never going back.
    """

    def __init__(
        self, limits: Limits | None = None, store: Store | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits or Limits()
        self.store = store or Store(None)
        self.clock = clock
        self.channels: dict[str, Channel] = {}
        self.connections: set[asyncio.Task[None]] = set()
        self._lasting: set[str] = set()
        self._restoring: dict[str, asyncio.Task[Channel | None]] = {}
        self._saver = Saver(self.store, self.limits.save_seconds, clock)
        self._scheduler = Scheduler(self.channels.values, clock)
        self._tasks: list[asyncio.Task[None]] = []
        self._worker = ThreadPoolExecutor(1, "seek")  # one: rooms take turns, and the event loop has one rival at most

    async def start(self) -> None:
        """Open the store, and give rooms their turns from now on."""
        await asyncio.to_thread(self.store.open)
        if self.store.refused:
            log.warning("Rooms of before are not restored: %s", self.store.refused)
        self._saver.start(asyncio.get_running_loop())
        self._tasks = [asyncio.create_task(self._scheduler.run()), asyncio.create_task(self._clean())]

    async def stop(self) -> None:
        """Save every room, close every connection with 1012, and close the store."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for channel in self.channels.values():
            channel.stop()
            channel.close(Close.RESTART)
        if self.connections:
            _, late = await asyncio.wait(self.connections, timeout=1.0)
            for connection in late:
                connection.cancel()
        for channel in self.channels.values():
            self._saver.save(channel)
        await asyncio.to_thread(self.store.close)
        await asyncio.to_thread(self._worker.shutdown)

    async def create(self, moment: Moment, *, lasting: bool = False) -> tuple[Room, str]:
        """Make a room.

        Args:
            moment: what it begins with.
            lasting: whether it stays in memory even if nobody watches it.

        Returns:
            The room, and the host key, which is kept nowhere but with whoever asked.

        Raises:
            FullError: there is no place for another room.
            DeltaflowError: the moment cannot be computed.
        """
        key = secrets.token_urlsafe(_KEY_BYTES)
        room_id = "".join(secrets.choice(ALPHABET) for _ in range(_ID_LENGTH))
        while await self.channel(room_id):
            room_id = "".join(secrets.choice(ALPHABET) for _ in range(_ID_LENGTH))
        room = await asyncio.to_thread(Room, SavedRoom.of_moment(room_id, hash_key(key), moment), self.limits)
        self._make_place()
        self._saver.save(self._open(room))
        if lasting:
            self._lasting.add(room_id)
        return room, key

    def get(self, room_id: str) -> Room | None:
        """Find a room in memory."""
        channel = self.channels.get(room_id)
        return None if channel is None else channel.room

    async def find(self, room_id: str) -> Room | None:
        """Find a room, in memory or in the store, and wait until it is where it was."""
        channel = await self.channel(room_id)
        if channel is None:
            return None
        await channel.arrived()
        return channel.room

    async def channel(self, room_id: str) -> Channel | None:
        """Find a room with its browsers; one that is only in the store begins to be computed again."""
        channel = self.channels.get(room_id)
        if channel is not None and not channel.broken:
            return channel
        if not _is_id(room_id):
            return None
        if channel is not None:  # an error of ours ended it: what was saved last is better than nothing
            self._forget(channel)
        if room_id not in self._restoring:
            task = asyncio.create_task(self._restore(room_id))
            self._restoring[room_id] = task
            task.add_done_callback(lambda _: self._restoring.pop(room_id))
        return await asyncio.shield(self._restoring[room_id])

    @property
    def full(self) -> bool:
        """Whether no further browser can be let in."""
        return len(self.connections) >= self.limits.viewers

    async def _restore(self, room_id: str) -> Channel | None:
        try:
            saved = await asyncio.to_thread(self.store.load, room_id)
            if saved is None:
                return None
            self._make_place()
            room = await asyncio.to_thread(Room, saved, self.limits)
        except (sqlite3.Error, DeltaflowError, *_NO_ROOM) as error:
            log.warning("Room %s cannot be read: %s", room_id, error)
            return None
        channel = self._open(room)
        self._saver.save(channel)
        return channel

    def _open(self, room: Room) -> Channel:
        channel = Channel(room, self.limits, self.clock, self._changed, self._worker, self.store.find)
        self.channels[room.id] = channel
        channel.seek()
        return channel

    def _changed(self, channel: Channel, by_person: bool) -> None:
        self._saver.changed(channel, by_person=by_person)
        self._scheduler.wake()

    def _make_place(self) -> None:
        """Let the room go that nobody has watched for longest, if there is no place for another: a written one first.

        Raises:
            FullError: all rooms are watched.
        """
        if len(self.channels) < self.limits.rooms:
            return
        unwatched = self._unwatched()
        if not unwatched:
            raise FullError(f"All {self.limits.rooms} rooms are in use.")
        self._let_go(min(unwatched, key=lambda channel: (not self._saver.is_written(channel), channel.watched_at)))

    def _unwatched(self) -> list[Channel]:
        """List the rooms that may leave memory."""
        return [
            channel
            for channel in self.channels.values()
            if not channel.outboxes and channel.room.id not in self._lasting
        ]

    async def _clean(self) -> None:
        """Let the rooms go that nobody has watched for long, once the store has them."""
        while True:
            await asyncio.sleep(min(_CLEANING_SECONDS, max(0.01, self.limits.idle_seconds)))
            oldest = self.clock() - self.limits.idle_seconds
            for channel in self._unwatched():
                if channel.watched_at < oldest:
                    self._saver.save(channel)
                    if self._saver.is_written(channel):
                        self._forget(channel)

    def _let_go(self, channel: Channel) -> None:
        self._saver.save(channel)
        self._forget(channel)

    def _forget(self, channel: Channel) -> None:
        channel.stop()
        self._saver.forget(channel.room.id)
        del self.channels[channel.room.id]


def _is_id(text: str) -> bool:
    return len(text) == _ID_LENGTH and set(text) <= set(ALPHABET)
