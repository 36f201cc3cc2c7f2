"""The store's file: opened, checked, brought to the present format, or set aside when it cannot be used."""

import json
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from core.errors import DeltaflowError
from server import links, saved_rows
from server.position import Position
from server.saved_json import of_format_1, of_format_2

VERSION: Final = 3
_BUSY_SECONDS: Final = 5.0


class StoreError(Exception):
    """The file cannot be used as a store; the message says why."""


def temporary() -> sqlite3.Connection:
    """Begin a database that is gone when it is closed; what is large goes to disk meanwhile."""
    database = sqlite3.connect("")
    saved_rows.create(database)
    database.execute(links.TABLE)
    database.execute(links.INDEX)
    return database


def connect(path: Path) -> sqlite3.Connection:
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


def set_aside(path: Path) -> Path:
    """Rename the file and what SQLite keeps beside it, out of the way of a new one."""
    aside = path.with_name(f"{path.name}.refused-{time.time_ns()}")
    for suffix in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


def _check(database: sqlite3.Connection, path: Path) -> None:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if version == 0 and not tables:
        with database:
            database.execute("BEGIN")
            saved_rows.create(database)
            database.execute(f"PRAGMA user_version = {VERSION}")
    elif version > VERSION:
        raise StoreError(f"{path} was written by a newer version of this program (format {version}, not {VERSION}).")
    elif version < 1 or tables - {"links"} != (set(saved_rows.TABLES) if version == VERSION else {"rooms"}):
        raise StoreError(f"{path} is not a file of this program.")
    elif database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise StoreError(f"{path} is damaged.")
    elif version < VERSION:
        with database:
            database.execute("BEGIN")
            _migrate(database, version)


def _migrate(database: sqlite3.Connection, version: int) -> None:
    """Write the rooms of an older format as those of today, all or none; a row that lies is left out."""
    rows = database.execute("SELECT * FROM rooms").fetchall()
    database.execute("DROP TABLE rooms")
    saved_rows.create(database)
    for row in rows:
        with suppress(ValueError, LookupError, TypeError, AttributeError, DeltaflowError):
            document = _document_of_format_1(*row[2:-1]) if version == 1 else json.loads(row[2])
            saved_rows.write(database, of_format_2(row[0], row[1], document), None, row[-1])
    database.execute(f"PRAGMA user_version = {VERSION}")


def _document_of_format_1(
    example: str, etas: str, trained_to: int, iteration: int, moment: int, unit: str, per_second: float, *counts: int
) -> Mapping[str, Any]:
    document = of_format_1(example, etas, trained_to, Position(iteration, moment))
    return document | {"speed": [unit, per_second], "revision": counts[0], "epoch": counts[1]}
