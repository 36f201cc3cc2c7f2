"""Rooms as rows of a database: one of its own, and one for each branch and each step of undo."""

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator
from typing import Final

from server.saved import NEAR, Found, Kept, Missing, SavedBranch, SavedRoom, Step, Steps
from server.saved_json import (
    branch_document,
    read_branch,
    read_room,
    read_step,
    room_document,
    step_document,
)

TABLES: Final = {
    "rooms": """
CREATE TABLE rooms (
    id TEXT PRIMARY KEY, key_hash BLOB NOT NULL, document TEXT NOT NULL, updated REAL NOT NULL
) STRICT, WITHOUT ROWID
""",
    "branches": """
CREATE TABLE branches (
    room TEXT NOT NULL, id INTEGER NOT NULL, step INTEGER, document TEXT NOT NULL, PRIMARY KEY (room, id)
) STRICT
""",
    "steps": """
CREATE TABLE steps (
    room TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (room, number)
) STRICT
""",
}
_PAGES: Final = ("page_count", "freelist_count", "page_size")
_ROOM: Final = "INSERT OR REPLACE INTO rooms VALUES (?, ?, ?, ?)"
_BRANCH: Final = "INSERT OR REPLACE INTO branches VALUES (?, ?, ?, ?)"
_STEP: Final = "INSERT OR REPLACE INTO steps VALUES (?, ?, ?)"


def create(database: sqlite3.Connection) -> None:
    """Make the tables."""
    for table in TABLES.values():
        database.execute(table)


def write(database: sqlite3.Connection, room: SavedRoom, before: SavedRoom | None, now: float) -> None:
    """Write what is new since the room was written last; the caller commits.

    Args:
        database: with the tables.
        room: what to keep.
        before: what was written last, if that is known; else all that is in memory is written.
        now: seconds since 1970.

    Raises:
        sqlite3.Error: it cannot be written.
    """
    steps, former = room.steps, Steps() if before is None else before.steps
    _write_branches(database, room.id, room.branches, () if before is None else before.branches)
    numbered = enumerate(steps.held, steps.first)
    new = [(room.id, number, step_document(step)) for number, step in numbered if former.get(number) is not step]
    database.executemany(_STEP, new)
    if before is None or former.done < former.total:
        database.execute("DELETE FROM steps WHERE room = ? AND number >= ?", (room.id, steps.total))
        database.execute("DELETE FROM branches WHERE room = ? AND step >= ?", (room.id, steps.total))
    database.execute(_ROOM, (room.id, room.key_hash, room_document(room), now))


def load(database: sqlite3.Connection, room_id: str, kept: Kept) -> SavedRoom | None:
    """Read a room with the steps and branches that it needs in memory, or None if there is none.

    Raises:
        sqlite3.Error: it cannot be read.
        LookupError, ValueError, TypeError, AttributeError, DeltaflowError: what stands there is no room.
    """
    row = database.execute("SELECT key_hash, document FROM rooms WHERE id = ?", (room_id,)).fetchone()
    if row is None:
        return None
    key_hash, document = row[0], json.loads(row[1])
    done, total, half = document["done"], document["total"], kept.weight // 2
    behind = _steps(database, room_id, Missing(max(0, done - kept.read), done, True, half, frozenset()))
    ahead = _steps(database, room_id, Missing(done, min(total, done + kept.read), False, half, frozenset()))
    steps = Steps(done - len(behind), (*behind, *ahead), done, total)
    listed = frozenset(document["listed"])
    branches = _branches(database, room_id, {*listed, document["branch"], *_led_to(steps.held)}, frozenset(), listed)
    return read_room(room_id, key_hash, document, sorted(branches, key=lambda branch: branch.id), steps)


def find(database: sqlite3.Connection, room_id: str, missing: Missing) -> Found:
    """Read steps of a room, and the branches that they need.

    Raises:
        sqlite3.Error: they cannot be read.
        LookupError, ValueError, TypeError, AttributeError, DeltaflowError: what stands there are no steps.
    """
    steps = _steps(database, room_id, missing)
    branches = tuple(_branches(database, room_id, _led_to(steps), missing.known, frozenset()))
    return Found(missing.stop - len(steps) if missing.back else missing.first, steps, branches)


def forget(database: sqlite3.Connection, oldest: float) -> None:
    """Delete the rooms that were written last before a time."""
    database.execute("DELETE FROM rooms WHERE updated < ?", (oldest,))
    for table in ("branches", "steps"):
        database.execute(f"DELETE FROM {table} WHERE room NOT IN (SELECT id FROM rooms)")  # noqa: S608 -- our own names


def make_place(database: sqlite3.Connection, living: Container[str], most_rooms: int, most_bytes: int) -> None:
    """Delete the rooms that were unused for longest, as long as there is more than there may be.

    Args:
        database: with the tables.
        living: rooms that stay, as they are in memory.
        most_rooms: how many there may be.
        most_bytes: how large the file may be, without its free pages.
    """
    (count,) = database.execute("SELECT count(*) FROM rooms").fetchone()
    if count <= most_rooms and _size(database) <= most_bytes:
        return
    for (room,) in database.execute("SELECT id FROM rooms ORDER BY updated, id").fetchall():
        if room in living:
            continue
        for table in ("steps", "branches"):
            database.execute(f"DELETE FROM {table} WHERE room = ?", (room,))  # noqa: S608 -- our own names
        database.execute("DELETE FROM rooms WHERE id = ?", (room,))
        count -= 1
        if count <= most_rooms and _size(database) <= most_bytes:
            return


def _size(database: sqlite3.Connection) -> int:
    """Count the bytes of all pages that are in use."""
    pages, free, bytes_ = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in _PAGES)
    return int((pages - free) * bytes_)


def _write_branches(
    database: sqlite3.Connection, room_id: str, branches: Iterable[SavedBranch], before: Iterable[SavedBranch]
) -> None:
    former = {branch.id: branch for branch in before}
    new = [branch for branch in branches if former.get(branch.id) is not branch]
    database.executemany(_BRANCH, [(room_id, branch.id, branch.step, branch_document(branch)) for branch in new])


def _steps(database: sqlite3.Connection, room_id: str, missing: Missing) -> tuple[Step, ...]:
    """Read steps in their order, the most urgent first until they are heavy.

    Raises:
        LookupError: one is not there.
    """
    order = "DESC" if missing.back else "ASC"
    query = f"SELECT number, document FROM steps WHERE room = ? AND number >= ? AND number < ? ORDER BY number {order}"  # noqa: S608
    rows = database.execute(query, (room_id, missing.first, missing.stop))
    numbers = range(missing.first, missing.stop)
    found, weight = list[Step](), 0
    for expected in reversed(numbers) if missing.back else numbers:
        number, document = next(rows, (None, ""))
        if number != expected:
            raise LookupError(f"Step {expected} of room {room_id} is not there.")
        found.append(read_step(document))
        weight += found[-1].weight
        if weight > missing.weight and len(found) >= NEAR:
            break
    return tuple(reversed(found) if missing.back else found)


def _branches(
    database: sqlite3.Connection, room_id: str, wanted: set[int], known: frozenset[int], listed: frozenset[int]
) -> Iterator[SavedBranch]:
    """Read branches and those that they are based on, but for known ones.

    Raises:
        LookupError: one is not there.
    """
    seen, waiting = set(known), sorted(wanted)
    while waiting:
        branch_id = waiting.pop()
        if branch_id in seen:
            continue
        seen.add(branch_id)
        row = database.execute(
            "SELECT document FROM branches WHERE room = ? AND id = ?", (room_id, branch_id)
        ).fetchone()
        if row is None:
            raise LookupError(f"Branch {branch_id} of room {room_id} is not there.")
        branch = read_branch(row[0], listed=branch_id in listed)
        yield branch
        if branch.base is not None:
            waiting.append(branch.base)


def _led_to(steps: Iterable[Step]) -> set[int]:
    return {branch for step in steps for branch in (step.branch, step.came_from)}
