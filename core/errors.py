"""Everything that can be wrong, as one tree.

    DeltaflowError                 the parent: catches all of them
    ├── ShapeError                 a size, a shape or a count does not fit
    ├── ValueRangeError            the shape fits, a value does not (not finite, out of its range)
    ├── UnknownNameError           no activation, loss, bias policy, reduction or quantity has that name
    └── DivergenceError            the numbers were valid, but computing with them left the finite numbers

Each message says which number was found and what to do about it; `field` says where it was found.
"""

from __future__ import annotations

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
