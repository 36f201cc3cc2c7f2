"""Keeps rooms and short links over restarts: one SQLite row for each, written by one thread that nobody waits for."""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from server import links
from server.position import Position
from server.saved import SavedRoom
from server.saved_json import of_format_1, read, written

VERSION: Final = 2
_BUSY_SECONDS: Final = 5.0
_DAY: Final = 86_400.0
_TABLE: Final = """
CREATE TABLE rooms (
    id TEXT PRIMARY KEY, key_hash BLOB NOT NULL, document TEXT NOT NULL, updated REAL NOT NULL
) STRICT, WITHOUT ROWID
"""
_SAVE: Final = "INSERT OR REPLACE INTO rooms VALUES (?, ?, ?, ?)"


class StoreError(Exception):
    """The file cannot be used as a store; the message says why."""


class Store:
    """Rooms in a file, or in memory.

    Args:
        path: the file, made with mode 0600 when it is not there; None keeps them as long as the store is open.
        keep_days: rooms that were not saved for so long are forgotten.
        wall_clock: seconds since 1970.
    """

    def __init__(self, path: Path | None, keep_days: float = 30.0, wall_clock: Callable[[], float] = time.time) -> None:
        self.refused: str | None = None
        self._path = path
        self._keep_seconds = keep_days * _DAY
        self._wall_clock = wall_clock
        self._thread = ThreadPoolExecutor(1, "store")
        self._database: sqlite3.Connection | None = None
        self._waiting: dict[str, tuple[SavedRoom, Callable[[bool], None]]] = {}

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
            ValueError, KeyError, TypeError, AttributeError, DeltaflowError: what it holds is no room.
        """
        return self._thread.submit(self._load, room_id).result()

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
            self._database = _in_memory()
        else:
            self._open_file(self._path)

    def _open_file(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._database = _connect(path)
            except (StoreError, sqlite3.DatabaseError) as error:
                self.refused = f"{error} It is kept as {_set_aside(path).name}; a new file is begun."
                self._database = _connect(path)
            self._forget_old()
        except (OSError, sqlite3.Error) as error:
            self.refused = f"{path} cannot be used, rooms are kept in memory only: {error}"

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _forget_old(self) -> None:
        if self._database is not None:
            oldest = self._wall_clock() - self._keep_seconds
            with self._database:
                self._database.execute("DELETE FROM rooms WHERE updated < ?", (oldest,))

    def _save_newest(self, room_id: str) -> None:
        if room_id in self._waiting:
            room, done = self._waiting.pop(room_id)
            done(self._try(room))

    def _try(self, room: SavedRoom) -> bool:
        if self._database is None:
            return self._path is None
        try:
            with self._database:
                self._database.execute(_SAVE, (room.id, room.key_hash, written(room), self._wall_clock()))
        except sqlite3.Error:
            return False
        return True

    def _load(self, room_id: str) -> SavedRoom | None:
        if self._database is None:
            return None
        row = self._database.execute("SELECT key_hash, document FROM rooms WHERE id = ?", (room_id,)).fetchone()
        return None if row is None else read(room_id, *row)


def _in_memory() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(_TABLE)
    database.execute(links.TABLE)
    database.execute(links.INDEX)
    return database


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file and check that it is ours, whole and not newer.

    Raises:
        StoreError: it is damaged, or of another program or version.
        sqlite3.DatabaseError: it is no database.
        OSError: the directory or the file cannot be written.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        _check(database, path)
        database.execute(links.TABLE)
        database.execute(links.INDEX)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        database.close()
        raise
    return database


def _check(database: sqlite3.Connection, path: Path) -> None:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if version == 0 and not tables:
        with database:
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {VERSION}")
    elif version > VERSION:
        raise StoreError(f"{path} was written by a newer version of this program (format {version}, not {VERSION}).")
    elif version < 1 or tables - {"links"} != {"rooms"}:
        raise StoreError(f"{path} is not a file of this program.")
    elif database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise StoreError(f"{path} is damaged.")
    elif version == 1:
        _migrate(database)


def _set_aside(path: Path) -> Path:
    """Rename the file and what SQLite keeps beside it, out of the way of a new one."""
    aside = path.with_name(f"{path.name}.refused-{time.time_ns()}")
    for suffix in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


def _migrate(database: sqlite3.Connection) -> None:
    """Write the rooms of format 1 as documents, all or none; a row that lies is left out."""
    rows = database.execute("SELECT * FROM rooms").fetchall()
    with database:
        database.execute("BEGIN")
        database.execute("DROP TABLE rooms")
        database.execute(_TABLE)
        for room_id, key_hash, example, etas, trained_to, iteration, moment, unit, per_second, *counts, updated in rows:
            with suppress(ValueError, KeyError, TypeError):
                document = of_format_1(example, etas, trained_to, Position(iteration, moment))
                document |= {"speed": [unit, per_second], "revision": counts[0], "epoch": counts[1]}
                database.execute(_SAVE, (room_id, key_hash, json.dumps(document), updated))
        database.execute(f"PRAGMA user_version = {VERSION}")
