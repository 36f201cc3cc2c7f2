"""Short links: which moment each stands for; the oldest unused are forgotten when there are too many."""

import sqlite3
from typing import Final

MOST_LINKS: Final = 5000

TABLE: Final = """
CREATE TABLE IF NOT EXISTS links (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, used REAL NOT NULL
) STRICT, WITHOUT ROWID
"""

INDEX: Final = "CREATE INDEX IF NOT EXISTS links_by_use ON links (used DESC, id)"
"""Finds the links that were unused for longest without reading all documents, which stand before `used` in a row."""

FORGET: Final = "DELETE FROM links WHERE id IN (SELECT id FROM links ORDER BY used DESC, id LIMIT -1 OFFSET ?)"


def keep(database: sqlite3.Connection, link: str, document: str, now: float) -> None:
    """Keep a document under a link; what is kept already stays as it is.

    Args:
        database: with the table.
        link: the id, made of the document.
        document: JSON text.
        now: seconds since 1970.
    """
    with database:
        database.execute(
            "INSERT INTO links VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET used = excluded.used",
            (link, document, now),
        )
        database.execute(FORGET, (MOST_LINKS,))


def find(database: sqlite3.Connection, link: str, now: float) -> str | None:
    """Give the document of a link, which is in use then."""
    row = database.execute("SELECT document FROM links WHERE id = ?", (link,)).fetchone()
    if row is None:
        return None
    with database:
        database.execute("UPDATE links SET used = ? WHERE id = ?", (now, link))
    return str(row[0])
