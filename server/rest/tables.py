"""CSV as RFC 4180 has it, safe to open in a spreadsheet: no text in it is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

Cell = str | int | float | None
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a table. Numbers are their shortest exact text; a text that looks like a formula gets an apostrophe."""
    return rows_of_table([names]) + rows_of_table(rows)


def rows_of_table(rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows without their names."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def as_csv(text: str, name: str) -> Response:
    """Answer with a table, to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return repr(cell)
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
