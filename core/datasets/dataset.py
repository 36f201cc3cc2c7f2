"""A data set: rows of inputs and of what the outputs should be, with names for both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import Array, as_array, path, read_only
from core.errors import ShapeError, ValueRangeError

Indices = NDArray[np.intp]


def check_coding(classes: int, outputs: int) -> None:
    """Refuse classes that so many outputs cannot code: two take one output or two, more take one each.

    Raises:
        ShapeError: with the field `classes`.
    """
    if classes < 2 or outputs not in ({1, 2} if classes == 2 else {classes}):
        raise ShapeError(f"{classes} classes cannot be coded by {outputs} outputs; give each class one.", "classes")


def told(outputs: Array, classes: int, half: float = 0.5) -> Indices:
    """The class that outputs or targets stand for.

    Args:
        outputs: (rows, n_L); a single one predicts the second of two classes from `half` on, of several the largest.
        classes: how many there are.
        half: the middle of the two targets with which one output codes classes: 0 for −1 and 1.

    Returns:
        (rows,) indices of classes.

    Raises:
        ShapeError: so many classes are not coded by so many outputs.
    """
    check_coding(classes, outputs.shape[1])
    if outputs.shape[1] == 1:
        return np.asarray(outputs[:, 0] >= half, dtype=np.intp)
    return np.asarray(outputs.argmax(axis=1), dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Dataset:
    """What a network can learn. Checked once when made, and never changed after.

    Where there are `classes`, the target codes them: with one output, 0 is the first class and 1 the second; else each
    class has an output of its own, which is 1 for its rows and 0 for the others (one-hot).

    Attributes:
        id: its name in addresses.
        title: its name for people.
        description: one sentence on what it shows.
        source: where it comes from.
        inputs: (n0,) names of the inputs.
        outputs: (n_L,) names of the outputs; the classes' where each class has one.
        classes: names of the classes, at least two; empty where the target is numbers.
        x: (rows, n0) read-only.
        target: (rows, n_L) read-only.

    Raises:
        ShapeError, ValueRangeError: it does not fit together, with the `field` that is wrong.
    """

    id: str
    title: str
    description: str
    source: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    classes: tuple[str, ...]
    x: Array
    target: Array

    def __post_init__(self) -> None:
        x, target = (read_only(as_array(values, field)) for values, field in ((self.x, "x"), (self.target, "target")))
        for array, field, names in ((x, "x", self.inputs), (target, "target", self.outputs)):
            if array.ndim != 2 or array.shape != (len(x), len(names)) or array.size == 0:
                found = f"{field} has shape {array.shape}"
                raise ShapeError(f"{found}; give one row of {len(names)} per example, and at least one row.", field)
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "target", target)
        if self.classes:
            _check_classes(self)

    @property
    def kind(self) -> str:
        """What the outputs are: `classes` or `numbers`."""
        return "classes" if self.classes else "numbers"

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.x)

    @property
    def labels(self) -> Indices:
        """(rows,) index of the class of each row.

        Raises:
            ShapeError: there are no classes.
        """
        return self.answered(self.target)

    def answered(self, y: ArrayLike) -> Indices:
        """The class that outputs stand for: with one output, the second from ½ on; else the one of the largest.

        Args:
            y: (batch, n_L) outputs of a network.

        Returns:
            (batch,) indices into `classes`.

        Raises:
            ShapeError: there are no classes.
        """
        if not self.classes:
            raise ShapeError(f"The outputs of {self.id} are numbers, not classes.", "classes")
        outputs = np.asarray(y, dtype=np.float64)
        return told(outputs, len(self.classes))

    def accuracy(self, y: ArrayLike, rows: Indices | slice = slice(None)) -> float:
        """The share of rows whose class the outputs tell.

        Args:
            y: (batch, n_L) outputs for these rows.
            rows: which they are; default: all, in order.
        """
        return float(np.mean(self.answered(y) == self.labels[rows]))


def _check_classes(dataset: Dataset) -> None:
    """Refuse targets that code no class."""
    outputs = len(dataset.outputs)
    check_coding(len(dataset.classes), outputs)
    right = np.isin(dataset.target, (0.0, 1.0))
    if outputs > 1:
        right &= dataset.target.sum(axis=1, keepdims=True) == 1.0
    if not right.all():
        row, column = (int(index) for index in np.argwhere(~right)[0])
        found = path("target", (row, column))
        raise ValueRangeError(
            f"{found} is {dataset.target[row, column]:g}; a row of a class is 1 at it, else 0.", found
        )
