"""A sweep: every one of some learning rates with every one of some starts, trained together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import Array
from core.ensemble import Ensemble, checked_etas, checked_starts
from core.network import Network
from core.setup import Setup


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a sweep has come to; everything is (etas, starts).

    Attributes:
        error_total: E of all rows; not a number where a cell has diverged.
        diverged: in which iteration a number ran over; −1: in none.
        solved: whether E is at most what was called solved.
    """

    error_total: Array
    diverged: NDArray[np.int64]
    solved: NDArray[np.bool_]


class Sweep:
    """The cells of a grid of learning rates and starts.

    Args:
        setup: functions, data and method; its network's parameters and its eta are not used.
        starts: (starts, all) the parameters that a cell of each column begins with.
        etas: (etas,) the learning rate of each row.

    Attributes:
        iteration: how many updates were done.

    Raises:
        ShapeError, ValueRangeError: with the `field` that is wrong.
    """

    def __init__(self, setup: Setup, starts: ArrayLike, etas: ArrayLike) -> None:
        self._starts = checked_starts(setup.network, starts)
        self._etas = checked_etas(etas, np.size(etas))
        self._setup = setup
        columns, rows = len(self._starts), len(self._etas)
        self._ensemble = Ensemble(setup, np.tile(self._starts, (rows, 1)), np.repeat(self._etas, columns))

    @property
    def iteration(self) -> int:
        """How many updates were done."""
        return self._ensemble.iteration

    def advance(self, count: int) -> None:
        """Do so many iterations of every cell."""
        self._ensemble.advance(count)

    def outcome(self, solved: float) -> Outcome:
        """Tell how all cells stand.

        Args:
            solved: the E up to which a cell is called solved.
        """
        shape = len(self._etas), len(self._starts)
        errors = self._ensemble.errors().reshape(shape)
        return Outcome(errors, self._ensemble.diverged.reshape(shape), errors <= solved)

    def start(self, row: int, column: int) -> Setup:
        """What a cell begins with: trained on its own it comes to the same."""
        return Setup(
            self.network(column), self._setup.x, self._setup.target, float(self._etas[row]), self._setup.method
        )

    def network(self, column: int) -> Network:
        """The network that the cells of a column begin with."""
        return self._setup.network.with_vector(self._starts[column])
