"""Keeps rooms and short links over restarts, in SQLite, written by one thread that nobody waits for."""

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server import links, saved_rows
from server.saved import Found, Kept, Missing, SavedRoom
from server.store_file import StoreError, connect, set_aside, temporary

_DAY: Final = 86_400.0
_SAVES_BETWEEN: Final = 100
"""So many saves are written between two looks at how much there is."""


@dataclass(frozen=True)
class Keep:
    """What a file may hold; rooms that are in memory are not forgotten.

    Attributes:
        days: rooms that were not saved for so long are forgotten.
        rooms: of more than so many, those that were unused for longest are.
        megabytes: of a larger file likewise.
    """

    days: float = 30.0
    rooms: int = 10_000
    megabytes: int = 2000


class Store:
    """Rooms in a file.

    Args:
        path: the file, made with mode 0600 when it is not there; None is a temporary one, as long as the store is open.
        keep: how much of everything, and for how long.
        wall_clock: seconds since 1970.
    """

    def __init__(self, path: Path | None, keep: Keep = Keep(), wall_clock: Callable[[], float] = time.time) -> None:
        self.refused: str | None = None
        self._path = path
        self._keep = keep
        self._saves = 0
        self._wall_clock = wall_clock
        self._thread = ThreadPoolExecutor(1, "store")
        self._database: sqlite3.Connection | None = None
        self._waiting: dict[str, tuple[SavedRoom, Callable[[bool], None]]] = {}
        self._written: dict[str, SavedRoom] = {}

    def open(self) -> None:
        """Open the file; one that cannot be used is kept aside, `refused` says why, and a new one is begun."""
        self._thread.submit(self._open).result()

    def close(self) -> None:
        """Finish what is being written, and close the file."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def save(self, room: SavedRoom, done: Callable[[bool], None]) -> None:
        """Write a room soon, on the store's thread; what waits to be written is replaced by what is newer.

        Args:
            room: what to keep.
            done: called on the store's thread with whether it is safely written (or no file keeps it anyway), unless
                a newer state was.
        """
        self._waiting[room.id] = room, done
        self._thread.submit(self._save_newest, room.id)

    def load(self, room_id: str) -> SavedRoom | None:
        """Read a room; blocks for the time of a disk access.

        Raises:
            sqlite3.Error: the file cannot be read.
            LookupError, ValueError, TypeError, AttributeError, DeltaflowError: what it holds is no room.
        """
        return self._thread.submit(self._load, room_id).result()

    def find(self, room_id: str, missing: Missing) -> "Future[Found]":
        """Read steps of a room, on the store's thread; what the future raises is what `load` does."""
        return self._thread.submit(self._find, room_id, missing)

    def forget(self, room_id: str) -> None:
        """Keep nothing in memory of a room, as soon as it is written."""
        self._thread.submit(self._written.pop, room_id, None)

    def keep_link(self, link: str, document: str) -> None:
        """Keep a document under a short link; blocks for the time of a disk access.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        self._thread.submit(self._keep_link, link, document).result()

    def find_link(self, link: str) -> str | None:
        """Give the document of a short link, or None; blocks for the time of a disk access.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        return self._thread.submit(self._find_link, link).result()

    def _keep_link(self, link: str, document: str) -> None:
        if self._database is None:
            raise sqlite3.OperationalError("The store cannot be used.")
        links.keep(self._database, link, document, self._wall_clock())

    def _find_link(self, link: str) -> str | None:
        return None if self._database is None else links.find(self._database, link, self._wall_clock())

    def _open(self) -> None:
        if self._path is None:
            self._database = temporary()
        else:
            self._open_file(self._path)

    def _open_file(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._database = connect(path)
            except (StoreError, sqlite3.DatabaseError) as error:
                self.refused = f"{error} It is kept as {set_aside(path).name}; a new file is begun."
                self._database = connect(path)
            self._forget_old()
        except (OSError, sqlite3.Error) as error:
            self.refused = f"{path} cannot be used, rooms are kept in memory only: {error}"

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _forget_old(self) -> None:
        if self._database is not None:
            oldest = self._wall_clock() - self._keep.days * _DAY
            with self._database:
                saved_rows.forget(self._database, oldest)
            self._make_place()

    def _make_place(self) -> None:
        """Forget what is more than the file may hold."""
        if self._database is not None:
            with self._database:
                saved_rows.make_place(self._database, self._written, self._keep.rooms, self._keep.megabytes * 2**20)

    def _save_newest(self, room_id: str) -> None:
        if room_id in self._waiting:
            room, done = self._waiting.pop(room_id)
            done(self._try(room))

    def _try(self, room: SavedRoom) -> bool:
        if self._database is None:
            return self._path is None
        try:
            with self._database:
                saved_rows.write(self._database, room, self._written.get(room.id), self._wall_clock())
            self._saves += 1
            if self._saves % _SAVES_BETWEEN == 0:
                self._make_place()
        except sqlite3.Error:
            return False
        self._written[room.id] = room
        return True

    def _load(self, room_id: str) -> SavedRoom | None:
        if self._database is None:
            return None
        return saved_rows.load(self._database, room_id, Kept())

    def _find(self, room_id: str, missing: Missing) -> Found:
        if self._database is None:
            raise sqlite3.OperationalError("The store cannot be used.")
        return saved_rows.find(self._database, room_id, missing)
