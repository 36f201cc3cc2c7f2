"""Whether the first row of a table names its columns, and the names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.datasets.cells import is_missing, is_number

Cells = Sequence[str]

LONGEST_NAME: Final = 60


def has_header(first: Cells, rows: Sequence[Cells], decimal: str) -> bool:
    """Whether the first row holds names: text above numbers, or, where all is text, words that never come again.

    Args:
        first: the first row's cells.
        rows: all that follow.
        decimal: a key of DECIMALS.
    """
    columns = [[row[index] for row in rows if index < len(row)] for index in range(len(first))]
    numeric = [index for index, cells in enumerate(columns) if mostly_numbers(cells, decimal)]
    if numeric:
        filled = [index for index in numeric if not is_missing(first[index])]
        names = sum(not is_number(first[index], decimal) for index in filled)
        return names > len(filled) - names
    words = [cell for cell in first if not is_missing(cell) and not is_number(cell, decimal)]
    alone = all(cell not in cells for cell, cells in zip(first, columns, strict=True))
    repeated = any(len(set(cells)) < len(cells) for cells in columns)
    return len(words) == len(first) == len(set(first)) and alone and repeated


def mostly_numbers(cells: Cells, decimal: str) -> bool:
    """Whether at least half of the cells that are not missing are numbers, and one is."""
    filled = [cell for cell in cells if not is_missing(cell)]
    numbers = sum(is_number(cell, decimal) for cell in filled)
    return bool(numbers) and 2 * numbers >= len(filled)


def names_of(header: Cells | None, width: int) -> tuple[str, ...]:
    """Name every column, each differently: from the header, or `column 1`, `column 2` and so on.

    Args:
        header: the cells of the header; None: there is none.
        width: how many columns there are.
    """
    names: list[str] = []
    for index in range(width):
        given = header[index][:LONGEST_NAME].strip() if header is not None and index < len(header) else ""
        base = name = given or f"column {index + 1}"
        again = 1
        while name in names:
            again += 1
            name = f"{base} ({again})"
        names.append(name)
    return tuple(names)
