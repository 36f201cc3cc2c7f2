"""Networks that are trained in lockstep by one method: their iterations, and whose numbers have run over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array, silent
from core.lanes import Lanes
from core.optimisers import stepped
from core.progress import tame_below
from core.setup import Setup

#: Iterations between two looks at whether all numbers are finite.
CHECK_EVERY = 64


class Runs(Protocol):
    """Does iterations of many networks."""

    def run(self, first: int, stop: int, errors: Array | None) -> NDArray[np.bool_]:
        """As Iterations.run."""


class Iterations:
    """Does iterations of many networks; never stops when their numbers run over.

    Gradient descent allocates nothing; what other optimisers make of the gradients, `stepped` computes in new arrays.

    Args:
        setup: data and method; its network's parameters and its eta are not used.
        progress: (all + states · trained, members), each column as core.progress has it; changed in place.
        etas: (members,) learning rates.
    """

    def __init__(self, setup: Setup, progress: Array, etas: Array) -> None:
        method, batches, size = setup.method, setup.batches, setup.network.trained
        names = method.optimiser.state
        self._setup, self._etas = setup, etas
        parameters = progress[: len(progress) - size * len(names)]
        self._trained = parameters[:size]
        self._state = {name: progress[len(parameters) + k * size :][:size] for k, name in enumerate(names)}
        self._x, self._target = (np.ascontiguousarray(rows.T)[:, :, None] for rows in (setup.x, setup.target))
        self._descends = method.optimiser.name == "sgd" and not method.optimiser.weight_decay
        self._by_rows = {}
        for rows in {len(batches.rows_at(iteration)) for iteration in (0, batches.per_epoch - 1)}:
            lanes = Lanes(setup.network, parameters, rows, method.reduction)
            lanes.set_eta(etas)
            rest = lanes.backward + lanes.update if self._descends else lanes.backward
            self._by_rows[rows] = lanes, lanes.forward + rest, lanes.forward + lanes.error + rest
        self._same_rows, self._same_eta = batches.per_epoch == 1, method.schedule.name == "constant"
        if self._same_rows:
            self._load(lanes, 0)

    def run(self, first: int, stop: int, errors: Array | None) -> NDArray[np.bool_]:
        """Do the iterations first … stop − 1.

        Args:
            first: the first one.
            stop: the one after the last.
            errors: (stop − first, members) is filled with E of each; None: they are not wanted.

        Returns:
            (members,) whether every E that was computed is finite: of each iteration, or of the last.
        """
        if errors is None:
            for iteration in range(first, stop - 1):
                self.do(iteration, told=False)
            return np.isfinite(self.do(stop - 1, told=True).error_total)
        for iteration, row in zip(range(first, stop), errors, strict=True):
            np.copyto(row, self.do(iteration, told=True).error_total)
        return np.asarray(np.isfinite(errors).all(axis=0))

    def do(self, iteration: int, *, told: bool) -> Lanes:
        """Do one iteration of all.

        Args:
            iteration: which one.
            told: whether E is wanted, too.

        Returns:
            Its numbers.
        """
        lanes, quick, with_error = self._by_rows[len(self._setup.batches.rows_at(iteration))]
        if not self._same_rows:
            self._load(lanes, iteration)
        if self._descends and not self._same_eta:
            lanes.set_eta(self._setup.method.schedule.eta(self._etas, iteration))
        for call in with_error if told else quick:
            call()
        if not self._descends:
            self._step(lanes.gradient, iteration)
        return lanes

    def _load(self, lanes: Lanes, iteration: int) -> None:
        """Give an iteration its rows."""
        rows = self._setup.batches.rows_at(iteration)
        np.take(self._x, rows, 1, lanes.x, "clip")
        np.take(self._target, rows, 1, lanes.target, "clip")

    def _step(self, gradient: Array, iteration: int) -> None:
        method, updates = self._setup.method, iteration - self._setup.since + 1
        eta = method.schedule.eta(self._etas, iteration)
        after, state = stepped(method.optimiser, eta, self._trained, gradient, self._state, updates)
        np.copyto(self._trained, after)
        for name, values in state.items():
            np.copyto(self._state[name], values)


class Lockstep:
    """Some networks; those whose numbers run over are found and left behind.

    Args:
        setup: data and method; its network's parameters and its eta are not used.
        progress: (all + states · trained, members), each column as core.progress has it; changed in place.
        etas: (members,) learning rates.
        begin: makes of these what does the iterations.

    Attributes:
        diverged: (members,) in which iteration a number ran over; −1: in none so far.
    """

    def __init__(self, setup: Setup, progress: Array, etas: Array, begin: Callable[..., Runs] = Iterations) -> None:
        self._setup, self._progress, self._etas = setup, progress, etas
        self._before, self._last = progress.copy(), progress.copy()
        self._iterations = begin(setup, progress, etas)
        self._tame_below, self._all = tame_below(setup), setup.network.parameters
        self.diverged: NDArray[np.int64] = np.full(len(etas), -1)

    @property
    def parameters(self) -> Array:
        """(all, members) as they are now; of those that have diverged the last finite ones."""
        return np.where(self.diverged < 0, self._progress[: self._all], self._last[: self._all])

    def train(self, start: int, count: int, errors: Array | None) -> None:
        """Do so many iterations.

        Args:
            start: the first one.
            count: how many.
            errors: (count, members) is filled with E of each, before its update; None: they are not wanted.
        """
        with silent():
            for first in range(start, start + count, CHECK_EVERY):
                stop = min(first + CHECK_EVERY, start + count)
                np.copyto(self._before, self._progress)
                part = None if errors is None else errors[first - start : stop - start]
                fine = self._iterations.run(first, stop, part) & self._is_tame()
                suspects = np.flatnonzero(~fine & (self.diverged < 0))
                if suspects.size:
                    self._run_again(suspects, first, stop)
                if part is not None and (self.diverged >= 0).any():
                    part[(self.diverged >= 0) & (self.diverged <= np.arange(first, stop)[:, None])] = np.nan

    def _is_tame(self) -> NDArray[np.bool_]:
        """(members,) whether parameters and data are so small that no net input can run over, and the state finite."""
        parameters, state = self._progress[: self._all], self._progress[self._all :]
        return np.asarray((np.abs(parameters).max(axis=0) < self._tame_below) & np.isfinite(state).all(axis=0))

    def _run_again(self, suspects: NDArray[np.intp], first: int, stop: int) -> None:
        """Do the iterations again for some members, look at every number, and mark those that have run over."""
        progress, alive = self._before[:, suspects], np.ones(len(suspects), dtype=np.bool_)
        iterations = Iterations(self._setup, progress, self._etas[suspects])
        for iteration in range(first, stop):
            before = progress.copy()
            finite = iterations.do(iteration, told=True).finite() & np.isfinite(progress).all(axis=0)
            gone = alive & ~finite
            self.diverged[suspects[gone]] = iteration
            self._last[:, suspects[gone]] = before[:, gone]
            alive &= finite
