"""Text becomes a table: which separator, which decimal mark, a header or none; each can be given, or is found."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from core.datasets.cells import DECIMALS, is_missing, is_number, one_line
from core.datasets.decoding import checked_text
from core.datasets.header import has_header, names_of
from core.errors import ShapeError, TableError, TableProblem
from core.parameters import known

MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 200

#: By the names one chooses them by. A space stands for any number of spaces and tabs.
SEPARATORS: Mapping[str, str] = MappingProxyType({"comma": ",", "semicolon": ";", "tab": "\t", "space": " "})

_LOOKED_AT: Final = 200
"""Rows that separator and decimal mark are found from."""

_MANY: Final = f"more than {MOST_COLUMNS}"
_LONG: Final = f"has more than {LONGEST_CELL} characters. Perhaps a quote is not closed; else shorten it."
_QUOTES: Final = (
    "the quotes are wrong: one is not closed, or something follows it. Double a quote that belongs to a cell."
)


@dataclass(frozen=True)
class Row:
    """A row's place in the text, as a person counts from 1, and its cells, each of one line."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A text as rows and columns.

    Attributes:
        separator: a key of SEPARATORS.
        decimal: a key of DECIMALS.
        header: whether the first row names the columns.
        names: of the columns, all different.
        rows: those of the right length, without header and empty rows.
        problems: of rows that are not among these.
    """

    separator: str
    decimal: str
    header: bool
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[TableProblem, ...]


def read_table(
    text: str, *, separator: str | None = None, decimal: str | None = None, header: bool | None = None
) -> Table:
    """Read a table as CSV, in any of its habits. Quotes are ", doubled inside of quotes.

    Args:
        text: of at most MOST_BYTES.
        separator: a key of SEPARATORS; default: the one that gives the most even rows with the most numbers.
        decimal: a key of DECIMALS; default: what more of the numbers are written with.
        header: whether the first row names the columns; default: what it looks like.

    Raises:
        UnknownNameError: there is no such separator or decimal mark.
        ShapeError: the text, the rows or the columns are too many.
        TableError: there are no rows, or a quote is not closed.
    """
    text = checked_text(text)
    if separator is None:
        separator = _likely_separator(text)
    known(SEPARATORS, separator, "separator", "separator")
    rows = list(islice(_rows(text, separator, strict=True), MOST_ROWS + 2))
    if not rows:
        raise TableError([TableProblem(None, None, "There is nothing in this table.")])
    if decimal is None:
        decimal = _likely_decimal(rows, separator)
    known(DECIMALS, decimal, "decimal mark", "decimal")
    if header is None:
        header = has_header(rows[0].cells, [row.cells for row in rows[1 : _LOOKED_AT + 1]], decimal)
    return _table(rows, separator, decimal, header=header)


def _table(rows: Sequence[Row], separator: str, decimal: str, *, header: bool) -> Table:
    data = rows[1:] if header else rows
    if not data:
        detail = "There is a header, and no row below it. If this row holds data, say that there is no header."
        raise TableError([TableProblem(rows[0].number, None, detail)])
    if len(data) > MOST_ROWS:
        raise ShapeError(f"The table has more than {MOST_ROWS} rows; take some of them.")
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    if width > MOST_COLUMNS:
        raise ShapeError(f"The table has {_MANY} columns. Is the separator right?")
    found = [(row, _problem(row, width)) for row in rows]
    return Table(
        separator,
        decimal,
        header,
        names_of(rows[0].cells if header else None, width),
        tuple(row for row, problem in found[header:] if problem is None),
        tuple(problem for _, problem in found if problem is not None),
    )


def _problem(row: Row, width: int) -> TableProblem | None:
    count = len(row.cells)
    if count != width:
        cells = "1 cell" if count == 1 else f"{count if count <= MOST_COLUMNS else _MANY} cells"
        detail = (
            f"it has {cells} where the table has {width}. Look for a separator too many, too few, or without quotes."
        )
        return TableProblem(row.number, None, detail)
    for column, cell in enumerate(row.cells, start=1):
        if len(cell) > LONGEST_CELL:
            return TableProblem(row.number, column, f"it {_LONG}")
    return None


def _rows(text: str, separator: str, *, strict: bool) -> Iterator[Row]:
    """Give the rows that are not empty, each up to one cell more than a table may have.

    Raises:
        TableError: a quote is not closed, or something follows it (if strict); a cell is enormous.
    """
    lines: Iterator[str] = (f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if separator == "space":
        lines = (line.replace("\t", " ").strip() + "\n" for line in lines)
    reader = csv.reader(lines, delimiter=SEPARATORS[separator], skipinitialspace=True, strict=strict)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            seen = tuple(map(one_line, cells[: MOST_COLUMNS + 1]))
            if any(seen) or any(map(str.strip, cells[MOST_COLUMNS + 1 :])):
                yield Row(number, seen)
    except csv.Error as error:
        detail = f"a cell {_LONG}" if "field larger" in str(error) else _QUOTES
        raise TableError([TableProblem(number + 1, None, detail)]) from None


def _likely_separator(text: str) -> str:
    """Choose what splits the first rows into most even rows, with most numbers in them; at a draw the first."""
    start = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LOOKED_AT])
    return max(SEPARATORS, key=lambda separator: _fitness(start, separator))


def _fitness(text: str, separator: str) -> float:
    try:
        rows = [row.cells for row in _rows(text, separator, strict=False)]
    except TableError:
        return 0.0
    if not rows:
        return 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if width == 1:
        return 0.0
    filled = [cell for row in rows[1:] or rows for cell in row if not is_missing(cell)]
    numbers = sum(is_number(cell, "point") or is_number(cell, "comma") for cell in filled)
    return count / len(rows) * (0.1 + numbers / max(1, len(filled)))


def _likely_decimal(rows: Sequence[Row], separator: str) -> str:
    """Choose what more numbers have; between commas, three digits behind another one are thousands in quotes."""
    cells = [cell for row in rows[:_LOOKED_AT] for cell in row.cells]
    points = [cell for cell in cells if "." in cell and is_number(cell, "point")]
    commas = [cell for cell in cells if "," in cell and is_number(cell, "comma")]
    if separator == "comma" and all(len(cell.partition(",")[2]) == 3 for cell in commas):
        return "point"
    return "comma" if len(commas) > len(points) else "point"
