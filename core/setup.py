"""All that decides an iteration: the network, the rows of data, the learning rate, and how it is trained."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, as_array, read_only
from core.batches import Batches
from core.errors import ShapeError
from core.method import PLAIN, Method
from core.network import Network
from core.update import checked_eta


@dataclass(frozen=True, init=False, eq=False)
class Setup:
    """A network with its functions and its parameters at one moment, and what it is trained with.

    Attributes:
        network: functions and parameters.
        x: (rows, n0) the inputs; read-only. A single example may be given as (n0,).
        target: (rows, n_L) the targets, likewise.
        eta: learning rate, before its schedule.
        method: how it is trained; of a single row, the batch is that row.
        batches: which rows each iteration uses.
        since: the iteration in which the optimiser's state began, at zero.

    Raises:
        ShapeError, ValueRangeError: the data or eta does not fit, with the `field` that is wrong.
    """

    network: Network
    x: Array
    target: Array
    eta: float
    method: Method
    since: int
    batches: Batches

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        target: ArrayLike,
        eta: float,
        method: Method = PLAIN,
        since: int = 0,
    ) -> None:
        inputs, targets = _rows(x, "x"), _rows(target, "target")
        for rows, name, size in ((inputs, "x", network.sizes[0]), (targets, "target", network.sizes[-1])):
            if rows.ndim != 2 or rows.shape != (len(inputs), size) or not len(rows):
                raise ShapeError(f"{name} has shape {rows.shape}; give one row of {size} per example.", name)
        network.loss.check_target(targets)
        set_field = object.__setattr__
        set_field(self, "network", network)
        set_field(self, "x", inputs)
        set_field(self, "target", targets)
        set_field(self, "eta", checked_eta(eta))
        set_field(self, "method", method if len(inputs) > 1 else replace(method, batch=1))
        set_field(self, "since", since)
        set_field(self, "batches", Batches(len(inputs), self.method.batch, self.method.shuffle))

    @property
    def rows(self) -> int:
        """How many rows of data there are."""
        return len(self.x)

    @property
    def all_rows(self) -> tuple[Array, Array]:
        """Inputs and targets, (rows, n0) and (rows, n_L); of a single row (n0,) and (n_L,)."""
        return (self.x, self.target) if self.rows > 1 else (self.x[0], self.target[0])

    def row_at(self, iteration: int, shown: int = 0) -> int:
        """Index of the row that an iteration shows: that of its batch with this index, counted on from the start."""
        rows = self.batches.rows_at(iteration)
        return int(rows[shown % len(rows)])

    def batch_at(self, iteration: int) -> tuple[Array, Array]:
        """Inputs and targets of an iteration: (rows, n0) and (rows, n_L), or of one example (n0,) and (n_L,)."""
        rows = self.batches.rows_at(iteration)
        x, target = self.x[rows], self.target[rows]
        return (x, target) if self.method.batched else (x[0], target[0])

    def eta_at(self, iteration: int) -> float:
        """The learning rate of an iteration, as the schedule gives it."""
        return self.method.schedule.eta(self.eta, iteration)

    def with_network(self, network: Network) -> Setup:
        """The same data and learning rate for another network, or for the same one after some training."""
        return Setup(network, self.x, self.target, self.eta, self.method, self.since)


def _rows(values: ArrayLike, field: str) -> Array:
    """Read rows of numbers; those of another setup are taken as they are, because nobody can change them."""
    if isinstance(values, np.ndarray) and values.ndim == 2 and values.dtype == np.float64:
        flags = values.flags
        if flags.owndata and flags.c_contiguous and not flags.writeable and np.isfinite(values).all():
            return values
    return read_only(np.array(np.atleast_2d(as_array(values, field))))
