"""What a benchmark hands back, and the document all of it goes into."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent / "docs/performance.md"
PLOT = "pictures/performance.svg"
LIBRARIES = ("numpy", "numba", "torch", "scikit-learn", "micrograd", "uvicorn")
PROGRAMS = {"node": "--version", "cc": "-dumpfullversion"}
ALT = "Bars of iterations per second of each candidate and case; the tables below hold the same numbers"
HEAD = """# Performance

Written by `python -m benchmarks`; do not edit. Numbers are medians of several rounds; CPU time counts where rates are
told. Machines differ: compare ratios, of one run.
"""


@dataclass(frozen=True)
class Goal:
    """What a number should be.

    Attributes:
        words: for example "at most 300 bytes".
        reached: whether it is; None: not measured.
    """

    words: str
    reached: bool | None

    def __str__(self) -> str:
        result = {True: "reached", False: "**missed**", None: "not measured"}[self.reached]
        return f"{self.words}: {result}"


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    Attributes:
        what: what it is, in words.
        value: the number, in `unit`; None: it was not measured, and the note says why.
        note: under which conditions, if the words do not say it.
        at_most: what it may be, where it should not be more.
        goals: further goals.
        spread: the smallest and the largest number of all rounds.
        ratios: to its peers, by their name; each has a column.
        table: a heading of its own for consecutive rows that share it.
        ours: whether it is Deltaflow's own, where it stands beside peers.
    """

    what: str
    value: float | None
    unit: str
    note: str = ""
    at_most: float | None = None
    goals: Sequence[Goal] = ()
    spread: tuple[float, float] | None = None
    ratios: Mapping[str, float] = field(default_factory=dict)
    table: str = ""
    ours: bool = False

    @property
    def text(self) -> str:
        """The number as it stands in the table."""
        return "not measured" if self.value is None else f"{figures(self.value)} {self.unit}"

    @property
    def goal(self) -> str:
        """All goals, and whether they are reached."""
        goals = list(self.goals)
        if self.at_most is not None:
            reached = None if self.value is None else self.value <= self.at_most
            goals.insert(0, Goal(f"at most {figures(self.at_most)} {self.unit}", reached))
        return "; ".join(map(str, goals))


def figures(value: float) -> str:
    """Three figures, or all before the point, with thousands set apart."""
    number = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return number.replace(",", " ")


def machine() -> str:
    """Say what it was measured on and with, without anything that names this very machine."""
    parts = [
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in LIBRARIES if _installed(name)),
        *(told for program, flag in PROGRAMS.items() if (told := _told(program, flag))),
    ]
    return ", ".join(parts)


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _told(program: str, flag: str) -> str:
    """Its name and version; empty if it is not there."""
    path = shutil.which(program)
    return f"{program} {subprocess.check_output([path, flag], text=True).split()[0]}" if path else ""


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Write markdown tables: one, or one under each heading."""
    for heading, group in groupby(rows, key=lambda row: row.table):
        if heading:
            yield from (f"### {heading}", "")
        yield from (*_table(list(group)), "")


def _table(rows: list[Row]) -> Iterator[str]:
    """Write one table; a column stands in it only if a row has something for it."""
    peers = dict.fromkeys(peer for row in rows for peer in row.ratios)
    columns = {
        "what": ("---", [row.what for row in rows]),
        "measured": ("---:", [row.text for row in rows]),
        "from – to": ("---:", [" – ".join(map(figures, row.spread or ())) for row in rows]),
        **{
            f"× {peer}": ("---:", [figures(row.ratios[peer]) if peer in row.ratios else "" for row in rows])
            for peer in peers
        },
        "goal": ("---", [row.goal for row in rows]),
        "note": ("---", [row.note for row in rows]),
    }
    used = {name: column for name, column in columns.items() if any(column[1])}
    yield _line(used)
    yield "|" + "|".join(rule for rule, _ in used.values()) + "|"
    yield from map(_line, zip(*(cells for _, cells in used.values()), strict=True))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def show(rows: Iterable[Row]) -> None:
    """Print the tables."""
    sys.stdout.write("\n".join(lines(rows)) + "\n")


def write(conditions: str, sections: Iterable[tuple[str, str, list[Row]]]) -> None:
    """Write docs/performance.md.

    Args:
        conditions: what it was measured on, and how.
        sections: title, introduction and rows of every benchmark.
    """
    text = [HEAD, conditions, "", f"![{ALT}]({PLOT})", ""]
    for title, introduction, rows in sections:
        text += [f"## {title}", "", introduction, "", *lines(rows)]
    DOCUMENT.write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")
