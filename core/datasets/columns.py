"""What each column of a table holds, what it could be for, and what of it cannot be learned."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.datasets.cells import is_missing, number
from core.datasets.header import mostly_numbers
from core.datasets.reading import Table
from core.errors import ShapeError, TableProblem
from core.parameters import known

#: What a column can be for: an input; the class that is to be found; a number that is to be found; nothing.
ROLES: Final = {"input": "an input", "class": "the class to be found", "number": "a number to be found", "ignored": ""}

MOST_CLASSES: Final = 64
_GOALS: Final = frozenset({"class", "label", "species", "category", "type", "target"})
_NUMBERED_CLASSES: Final = 20
"""So many whole numbers may be names of classes without anybody saying so."""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: it has no other's.
        kind: `numbers` where at least half of what it holds is numbers, `text`, or `empty`.
        missing: how many cells hold nothing.
        low, high: the smallest and the largest number that a double holds; None where there is none.
        values: its different texts, in the order of the table; None: more than MOST_CLASSES.
        role: a key of ROLES: what it looks to be for. Columns that only number the rows are ignored.
    """

    name: str
    kind: str
    missing: int
    low: float | None
    high: float | None
    values: tuple[str, ...] | None
    role: str


def columns_of(table: Table) -> tuple[Column, ...]:
    """Describe the columns of a table: one is taken for the class or the number to be found, the others for inputs."""
    cells = [[row.cells[index] for row in table.rows] for index in range(len(table.names))]
    found = [_described(name, column, table.decimal) for name, column in zip(table.names, cells, strict=True)]
    numbers_classes = [_numbers_classes(column, len(table.rows), table.decimal) for column in found]
    goal = _goal(found, numbers_classes, len(table.rows))
    roles = ["input" if column.kind == "numbers" else "ignored" for column in found]
    if goal is not None:
        roles[goal] = "class" if found[goal].kind == "text" or numbers_classes[goal] else "number"
    counts = [index for index, column in enumerate(cells) if roles[index] == "input" and _counts_rows(column)]
    if len(counts) < roles.count("input"):
        roles = ["ignored" if index in counts else role for index, role in enumerate(roles)]
    return tuple(replace(column, role=role) for column, role in zip(found, roles, strict=True))


def _described(name: str, cells: Sequence[str], decimal: str) -> Column:
    filled = [cell for cell in cells if not is_missing(cell)]
    numeric = mostly_numbers(cells, decimal)
    read = (number(cell, decimal) for cell in filled if numeric)
    values = [value for value in read if value is not None and math.isfinite(value)]
    different = dict.fromkeys(filled)
    return Column(
        name,
        kind="numbers" if numeric else "text" if filled else "empty",
        missing=len(cells) - len(filled),
        low=min(values) if values else None,
        high=max(values) if values else None,
        values=tuple(different) if len(different) <= MOST_CLASSES else None,
        role="ignored",
    )


def _goal(columns: Sequence[Column], numbers_classes: Sequence[bool], rows: int) -> int | None:
    """Guess which column is to be found.

    It is one that is called so, else the only text in which words return, else one called y, which may as well be a
    coordinate, else the only text, else the last or the first if it numbers classes, else the last text, else the last
    column of numbers, if another one is left as input.
    """
    useful = [index for index, column in enumerate(columns) if column.kind == "numbers" or _can_be_class(column)]
    texts = [index for index in useful if columns[index].kind == "text"]
    numbers = [index for index in useful if columns[index].kind == "numbers"]
    named = [index for index in useful if columns[index].name.lower() in _GOALS]
    plain = [index for index in useful if columns[index].name.lower() == "y"]
    only = texts if len(texts) == 1 else []
    returning = [index for index in only if len(columns[index].values or ()) < rows - columns[index].missing]
    numbered = [index for index in (*useful[-1:], *useful[:1]) if numbers_classes[index]]
    for candidates in (named, returning, plain, only, numbered, texts[-1:], numbers[1:][-1:]):
        if candidates:
            return candidates[0]
    return None


def _can_be_class(column: Column) -> bool:
    return column.values is not None and len(column.values) >= 2


def _numbers_classes(column: Column, rows: int, decimal: str) -> bool:
    """Whether a column holds few whole numbers, each again and again."""
    if column.kind != "numbers" or not _can_be_class(column) or column.values is None:
        return False
    values = [number(text, decimal) for text in column.values]
    few = len(values) <= min(_NUMBERED_CLASSES, rows // 2)
    return few and all(value is not None and value.is_integer() for value in values)


def _counts_rows(cells: Sequence[str]) -> bool:
    """Whether a column only numbers the rows, from 0 or 1."""
    return any(list(cells) == [str(row + start) for row in range(len(cells))] for start in (0, 1))


def checked_roles(table: Table, roles: Sequence[str]) -> tuple[str, ...]:
    """Refuse roles that make no data set.

    Raises:
        UnknownNameError, ShapeError: there is no such role; one role per column; inputs, and either one class or
            numbers to be found.
    """
    if len(roles) != len(table.names):
        raise ShapeError(f"There are {len(roles)} roles for {len(table.names)} columns; give each column one.", "roles")
    for index, role in enumerate(roles):
        known(ROLES, role, "role", f"roles/{index}")
    if "input" not in roles:
        raise ShapeError("No column is an input; at least one must be.", "roles")
    if roles.count("class") + ("number" in roles) != 1:
        raise ShapeError("Give either one column the role class, or one or more the role number.", "roles")
    return tuple(roles)


def problems_of(table: Table, roles: Sequence[str]) -> tuple[TableProblem, ...]:
    """List what cannot be learned, row by row: wrong rows, missing values, and text where numbers belong.

    Args:
        table: the table.
        roles: what each column is for.
    """
    found = [*table.problems, *_wrong_cells(table, roles)]
    return tuple(sorted(found, key=lambda problem: (problem.row or 0, problem.column or 0)))


def _wrong_cells(table: Table, roles: Sequence[str]) -> Iterator[TableProblem]:
    looked_at = [(index, role == "class") for index, role in enumerate(roles) if role != "ignored"]
    for row in table.rows:
        for index, names_class in looked_at:
            detail = _wrong(row.cells[index], table.decimal, names_class=names_class)
            if detail:
                yield TableProblem(row.number, index + 1, detail)


def _wrong(cell: str, decimal: str, *, names_class: bool) -> str | None:
    if is_missing(cell):
        return "the value is missing. Fill it in, leave such rows out, or ignore the column."
    if names_class:
        return None
    value = number(cell, decimal)
    if value is None:
        mark = "a decimal comma" if decimal == "comma" else "a decimal point"
        return f"this is no number (with {mark}, and nothing between thousands). Correct it, or ignore the column."
    if not math.isfinite(value):
        return "this number is too large for a double. Correct it, or ignore the column."
    return None
