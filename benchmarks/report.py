"""What a benchmark hands back, and the document all of it goes into."""

import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent / "docs/performance.md"


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    Attributes:
        what: what it is, in words.
        value: the number, in `unit`.
        goal: what it should be, in words, or empty where there is no goal.
        note: under which conditions, if the words do not say it.
    """

    what: str
    value: float
    unit: str
    goal: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The number as it stands in the table: three figures, thousands set apart."""
        number = f"{self.value:,.0f}" if abs(self.value) >= 100 else f"{self.value:.3g}"
        return f"{number.replace(',', ' ')} {self.unit}"


def machine() -> str:
    """Say what it was measured on, without anything that names this very machine."""
    parts = [
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        f"numpy {version('numpy')}",
        f"uvicorn {version('uvicorn')}",
    ]
    return ", ".join(parts)


def lines(rows: Iterable[Row]) -> list[str]:
    """Write a markdown table."""
    head = ["| what | measured | goal | note |", "|---|---:|---|---|"]
    return head + [f"| {row.what} | {row.text} | {row.goal} | {row.note} |" for row in rows]


def show(rows: Iterable[Row]) -> None:
    """Print the rows for somebody who runs one benchmark by hand."""
    for row in rows:
        sys.stdout.write(f"{row.what}: {row.text}  {row.goal and f'(goal: {row.goal})'}  {row.note}\n")


def write(sections: Iterable[tuple[str, str, list[Row]]]) -> None:
    """Write docs/performance.md from (title, introduction, rows) of every benchmark."""
    text = ["# Performance", "", "Written by `python -m benchmarks`; do not edit. Medians of several runs.", ""]
    text += [f"Measured on: {machine()}.", ""]
    for title, introduction, rows in sections:
        text += [f"## {title}", "", introduction, "", *lines(rows), ""]
    DOCUMENT.write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")
