"""Training many networks by compiled loops, where core.compiled has them ready: to 1e-12 the same numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array
from core.compiled import loops, numbers_of, order_of, ready
from core.lockstep import CHECK_EVERY
from core.losses import LOSSES
from core.passes import Passes
from core.setup import Setup

#: Rows of a batch, for each network, up to which loops along networks are quicker.
ROWS_PER_NETWORK = 8
#: Networks that a call trains, so that what surrounds it costs little.
TOGETHER = 2048
#: Networks that are trained at a time, and how many numbers they may have: as much as a core's own cache holds.
BLOCK, MOST_NUMBERS = 512, 1 << 15


def suits(setup: Setup, members: int) -> bool:
    """Whether these loops are ready, can do this, and are the quickest way.

    They do gradient descent; other optimisers are numpy's. So are large batches of few networks: numpy runs along rows.
    """
    optimiser, rows = setup.method.optimiser, len(setup.batches.rows_at(0))
    descends = optimiser.name == "sgd" and not optimiser.weight_decay
    return ready() and descends and rows <= ROWS_PER_NETWORK * members


class CompiledIterations:
    """Does iterations of many networks, as core.lockstep.Iterations does, of what `suits`; other threads run meanwhile.

    Args:
        setup: functions, data and method; its network's parameters and its eta are not used.
        progress: (all, members) parameters; changed in place.
        etas: (members,) learning rates.
    """

    def __init__(self, setup: Setup, progress: Array, etas: Array) -> None:
        self._setup, self._progress, self._etas = setup, progress, etas
        self._train = loops().many
        passes, network, method = Passes(setup), setup.network, setup.method
        table = passes.table
        self._lists = passes.begin, passes.example, passes.with_error, passes.end
        self._where = table.p, table.eta, table.share, table.error, table.zero, table.size
        self._functions = np.append(numbers_of(network), network.sizes[-1]), list(LOSSES).index(network.loss.name)
        self._data = np.hstack([setup.x, setup.target])
        self._batch = min(method.batch or setup.rows, setup.rows), method.reduction == "mean"
        self._block = max(1, min(BLOCK, len(etas), MOST_NUMBERS // table.size))
        self._table = np.empty(table.size * self._block)
        self._errors, self._total = np.empty((CHECK_EVERY, len(etas))), np.empty(len(etas))

    def run(self, first: int, stop: int, errors: Array | None) -> NDArray[np.bool_]:
        """Do the iterations first … stop − 1, at most CHECK_EVERY; see core.lockstep.Iterations.run."""
        schedule, count = self._setup.method.schedule, stop - first
        planned = range(first, first + 1 if schedule.name == "constant" else stop)
        told = self._errors[: 1 if errors is None else count]
        self._train(
            self._lists,
            self._where,
            self._functions,
            self._data,
            (order_of(self._setup, first, count), *self._batch),
            first,
            count,
            np.array([schedule.eta(self._etas, iteration) for iteration in planned]),
            self._progress,
            self._table,
            self._block,
            told,
            self._total,
        )
        if errors is not None:
            np.copyto(errors, told)
        return np.isfinite(self._total)
