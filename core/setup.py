"""All that decides an iteration: the network, the rows of data, the learning rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, as_array, read_only
from core.errors import ShapeError
from core.network import Network
from core.update import checked_eta


@dataclass(frozen=True, init=False, eq=False)
class Setup:
    """A network with its functions and its parameters at one moment, and what it is trained with.

    Attributes:
        network: functions and parameters.
        x: (rows, n0) the inputs; read-only. A single example may be given as (n0,).
        target: (rows, n_L) the targets, likewise.
        eta: learning rate.

    Raises:
        ShapeError, ValueRangeError: the data or eta does not fit, with the `field` that is wrong.
    """

    network: Network
    x: Array
    target: Array
    eta: float

    def __init__(self, network: Network, x: ArrayLike, target: ArrayLike, eta: float) -> None:
        inputs, targets = _rows(x, "x"), _rows(target, "target")
        for rows, field, size in ((inputs, "x", network.sizes[0]), (targets, "target", network.sizes[-1])):
            if rows.ndim != 2 or rows.shape != (len(inputs), size) or not len(rows):
                raise ShapeError(f"{field} has shape {rows.shape}; give one row of {size} per example.", field)
        network.loss.check_target(targets)
        set_field = object.__setattr__
        set_field(self, "network", network)
        set_field(self, "x", inputs)
        set_field(self, "target", targets)
        set_field(self, "eta", checked_eta(eta))

    @property
    def rows(self) -> int:
        """How many rows of data there are."""
        return len(self.x)

    def row_at(self, iteration: int) -> int:
        """Index of the row that an iteration uses."""
        return iteration % self.rows

    def with_network(self, network: Network) -> Setup:
        """The same data and learning rate for another network, or for the same one after some training."""
        return Setup(network, self.x, self.target, self.eta)


def _rows(values: ArrayLike, field: str) -> Array:
    """Read rows of numbers; those of another setup are taken as they are, because nobody can change them."""
    if isinstance(values, np.ndarray) and values.ndim == 2 and values.dtype == np.float64:
        flags = values.flags
        if flags.owndata and flags.c_contiguous and not flags.writeable and np.isfinite(values).all():
            return values
    return read_only(np.array(np.atleast_2d(as_array(values, field))))
