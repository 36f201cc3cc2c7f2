"""A table becomes a data set: columns by their roles, classes one-hot; then scaled and split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.arrays import Array
from core.datasets.cells import number
from core.datasets.columns import MOST_CLASSES, checked_roles, problems_of
from core.datasets.dataset import Dataset
from core.datasets.reading import Row, Table
from core.datasets.scaling import Scaling, scaling
from core.datasets.split import Split, split
from core.errors import ShapeError, TableError, TableProblem, ValueRangeError
from core.parameters import known

#: How classes are ordered: as numbers where all are, else as texts; or as they come in the table.
ORDERS: Final = {"sorted": "sorted", "first_seen": "first seen"}


@dataclass(frozen=True, eq=False)
class Assembled:
    """A data set from a table.

    Attributes:
        dataset: what can be learned, unscaled, in the order of the table.
        rows: (rows,) which row of the table each is, as a person counts from 1.
        dropped: which rows were left out, likewise.
    """

    dataset: Dataset
    rows: tuple[int, ...]
    dropped: tuple[int, ...]


def assembled(table: Table, roles: Sequence[str], *, order: str = "sorted", drop: bool = False) -> Assembled:
    """Make a data set of a table.

    Args:
        table: the table.
        roles: a key of ROLES per column.
        order: of the classes, a key of ORDERS.
        drop: whether rows with problems are left out; else they are refused.

    Raises:
        UnknownNameError, ShapeError: as `checked_roles`; there is no such order; too many classes, or just one.
        TableError: with every problem, if rows are not to be left out, or none would be left.
    """
    roles = checked_roles(table, roles)
    known(ORDERS, order, "order", "order")
    problems = problems_of(table, roles)
    if problems and not drop:
        raise TableError(problems)
    wrong = {problem.row for problem in problems}
    rows = [row for row in table.rows if row.number not in wrong]
    if not rows:
        raise TableError([*problems, TableProblem(None, None, "Without the rows that have problems none is left.")])
    named = {role: [index for index, given in enumerate(roles) if given == role] for role in roles}
    classes: tuple[str, ...] = ()
    if "class" in named:
        labels = [row.cells[named["class"][0]] for row in rows]
        classes = _classes(labels, table.decimal, order)
        target = np.eye(len(classes))[[classes.index(label) for label in labels]]
    else:
        target = _numbers(rows, named["number"], table.decimal)
    dataset = Dataset(
        id="own",
        title="Own data",
        description=f"{len(rows)} rows of a table.",
        source="Given by the user.",
        inputs=tuple(table.names[index] for index in named["input"]),
        outputs=classes or tuple(table.names[index] for index in named["number"]),
        classes=classes,
        x=_numbers(rows, named["input"], table.decimal),
        target=target,
    )
    dropped = sorted(number for number in wrong if number is not None)
    return Assembled(dataset, tuple(row.number for row in rows), tuple(dropped))


def _classes(labels: Sequence[str], decimal: str, order: str) -> tuple[str, ...]:
    classes = list(dict.fromkeys(labels))
    if not 2 <= len(classes) <= MOST_CLASSES:
        found = "one class" if len(classes) == 1 else f"{len(classes)} classes"
        raise ShapeError(f"The rows have {found}; 2 to {MOST_CLASSES} can be told apart.", "roles")
    if order == "sorted":
        values = {label: number(label, decimal) for label in classes}
        numeric = all(value is not None for value in values.values())
        classes.sort(key=lambda label: (values[label] if numeric else 0.0, label))
    return tuple(classes)


def _numbers(rows: Sequence[Row], columns: Sequence[int], decimal: str) -> Array:
    return np.array([[number(row.cells[index], decimal) for index in columns] for row in rows], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A data set that is ready to be trained.

    Attributes:
        dataset: scaled.
        split: which rows are trained, and which only tested.
        scaling: of the inputs, fitted to the trained rows.
        target_scaling: of the targets, likewise; `none` where they are classes.
    """

    dataset: Dataset
    split: Split
    scaling: Scaling
    target_scaling: Scaling


def prepared(
    dataset: Dataset,
    *,
    scale: str = "none",
    scale_target: str = "none",
    fraction: float = 0.0,
    seed: int = 0,
    stratified: bool = True,
) -> Prepared:
    """Split and scale a data set.

    Args:
        dataset: unscaled.
        scale: of the inputs, a key of SCALINGS.
        scale_target: of the targets, likewise; classes stay as they are.
        fraction: the part of the rows that is only tested, 0 to 0.9.
        seed: of the choice of these rows.
        stratified: whether each class has its share in both parts; numbers have no classes.

    Raises:
        UnknownNameError, ValueRangeError: with the `field` that is wrong.
    """
    if dataset.classes and scale_target != "none":
        raise ValueRangeError("Classes are not scaled: their targets are 0 and 1.", "scale_target")
    labels = dataset.labels if stratified and dataset.classes else None
    parts = split(dataset.rows, fraction, seed, labels)
    of_x, of_target = scaling(scale, dataset.x[parts.train]), scaling(scale_target, dataset.target[parts.train])
    scaled = replace(dataset, x=of_x.apply(dataset.x), target=of_target.apply(dataset.target))
    return Prepared(scaled, parts, of_x, of_target)
