"""Everything that can be wrong, as one tree.

    DeltaflowError                 the parent: catches all of them
    ├── ShapeError                 a size, a shape or a count does not fit
    ├── ValueRangeError            the shape fits, a value does not (not finite, out of its range)
    ├── UnknownNameError           no activation, loss, bias policy, reduction or quantity has that name
    ├── TableError                 a table cannot be read, or cannot be learned; says in which rows and columns
    └── DivergenceError            the numbers were valid, but computing with them left the finite numbers

Each message says which number was found and what to do about it; `field` says where it was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


class DeltaflowError(Exception):
    """What the user gave cannot be computed with.

    Attributes:
        message: one sentence for people.
        field: path of the bad value, as in a JSON pointer without the first slash (`w/1/0/2`); None: no single one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ShapeError(DeltaflowError):
    """A size, a shape or a count does not fit."""


class ValueRangeError(DeltaflowError):
    """A value is not finite or outside of its range."""


class UnknownNameError(DeltaflowError):
    """There is nothing of that name."""


@dataclass(frozen=True)
class TableProblem:
    """What is wrong in one place of a table.

    Attributes:
        row: as a person counts: the first is 1, a header and empty rows are counted; None: no single one.
        column: likewise, from 1; None: the whole row.
        detail: what is wrong there, and what to do; it repeats nothing of the table.
    """

    row: int | None
    column: int | None
    detail: str

    def __str__(self) -> str:
        place = [f"{what} {number}" for what, number in (("row", self.row), ("column", self.column)) if number]
        text = ", ".join(place)
        return f"{text[0].upper()}{text[1:]}: {self.detail}" if text else self.detail


class TableError(DeltaflowError):
    """A table cannot be read, or does not hold what it should.

    Attributes:
        problems: at least one, in the order of the table.
    """

    def __init__(self, problems: Sequence[TableProblem], field: str | None = None) -> None:
        more = f" {len(problems) - 1} more places are wrong." if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}", field)
        self.problems = tuple(problems)


class DivergenceError(DeltaflowError):
    """A computed number became infinite or undefined.

    Attributes:
        iteration: in which iteration, or None when no training was going on.
        quantity: id of the first quantity that is not finite (docs/model.md).
        value: what it became: infinite, or not a number.
        errors: (finished,) E of the iterations that the interrupted call did finish.
    """

    def __init__(
        self,
        message: str,
        *,
        quantity: str,
        value: float,
        iteration: int | None = None,
        errors: NDArray[np.float64] | None = None,
    ) -> None:
        super().__init__(message)
        self.quantity = quantity
        self.value = value
        self.iteration = iteration
        self.errors = np.empty(0) if errors is None else errors
