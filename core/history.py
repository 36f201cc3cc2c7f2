"""Any iteration again, to the last bit, in bounded memory: keyframes, and a replay from the nearest one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NoReturn

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, as_array, became, read_only
from core.errors import DivergenceError, ShapeError, ValueRangeError
from core.keyframes import Keyframes
from core.network import Network
from core.record import Record, record
from core.script import script_of
from core.trainer import Trainer
from core.update import checked_eta


class History:
    """A network being trained: one row per iteration, in order, with a learning rate that may change on the way.

    Every iteration up to `trained_to` can be shown: all numbers of its record are finite.

    Args:
        network: iteration 0.
        x: (rows, n0) the inputs; iteration n uses row n mod rows. A single example may be (n0,).
        target: (rows, n_L) the targets, likewise.
        eta: learning rate from iteration 0 on.

    Attributes:
        initial: the network of iteration 0.
        script: the script of its records.
        trained_to: the newest iteration that can be shown without training.

    Raises:
        ShapeError, ValueRangeError: the data does not fit the network.
        DivergenceError: already iteration 0 runs over.
    """

    def __init__(self, network: Network, x: ArrayLike, target: ArrayLike, eta: float) -> None:
        self.initial = network
        self.script = script_of(network)
        self._x, self._target = _checked_data(network, x, target)
        self._start([(0, checked_eta(eta))])

    @classmethod
    def rebuilt(
        cls, network: Network, x: ArrayLike, target: ArrayLike, schedule: Sequence[tuple[int, float]]
    ) -> History:
        """The history that `initial` and `schedule` of another one describe; `train` brings it to the same numbers.

        Args:
            network: `initial` of the other one.
            x: its inputs.
            target: its targets.
            schedule: (from_iteration, eta), beginning at 0, in rising order.

        Raises:
            ShapeError: the schedule does not begin at 0 or does not rise.
        """
        starts = [start for start, _ in schedule]
        if starts[:1] != [0] or starts != sorted(set(starts)):
            raise ShapeError(f"schedule begins at {starts}; begin at 0 and let every start be later.", "schedule")
        history = cls(network, x, target, schedule[0][1])
        history._start([(start, checked_eta(eta)) for start, eta in schedule])
        return history

    def _start(self, schedule: list[tuple[int, float]]) -> None:
        eta = schedule[0][1]
        self._record(self.initial, 0, eta)
        self._schedule = schedule
        self._trainer = Trainer(self.initial, self._x, self._target, eta)
        self._keyframes = Keyframes(self._trainer.parameters)
        self.trained_to = 0

    @property
    def schedule(self) -> tuple[tuple[int, float], ...]:
        """(from_iteration, eta), in order: which learning rate holds from which iteration on."""
        return tuple(self._schedule)

    @property
    def rows(self) -> int:
        """How many rows of data there are."""
        return len(self._x)

    def eta_at(self, iteration: int) -> float:
        """The learning rate of an iteration."""
        return self._schedule[self._segment(iteration)][1]

    def _segment(self, iteration: int) -> int:
        return bisect_right(self._schedule, iteration, key=lambda entry: entry[0]) - 1

    def row_at(self, iteration: int) -> int:
        """Index of the row that an iteration uses."""
        return iteration % self.rows

    def at(self, iteration: int) -> Network:
        """The network after so many updates.

        Raises:
            ValueRangeError: the iteration is not trained yet.
        """
        self._check_trained(iteration)
        self._go_to(iteration)
        return self._trainer.network()

    def record(self, iteration: int) -> Record:
        """The record of an iteration.

        Raises:
            ValueRangeError: the iteration is not trained yet.
            DivergenceError: a number of it is not finite.
        """
        return self._record(self.at(iteration), iteration, self.eta_at(iteration))

    def _record(self, network: Network, iteration: int, eta: float) -> Record:
        row = self.row_at(iteration)
        try:
            return record(network, self._x[row], self._target[row], eta, self.script)
        except DivergenceError as error:
            raise _at_iteration(error, iteration, eta) from None

    def errors(self, start: int, stop: int) -> Array:
        """E of iterations start … stop − 1, computed again.

        Raises:
            ValueRangeError: stop is not trained yet, or start is after it.
        """
        self._check_trained(stop)
        if not 0 <= start <= stop:
            raise ValueRangeError(f"start is {start}; give 0 to {stop}.", "start")
        self._go_to(start)
        parts = [np.empty(0)]
        while self._trainer.iteration < stop:
            parts.append(self._advance(stop))
        return np.concatenate(parts)

    def train(self, count: int) -> Array:
        """Train so many iterations on from the newest one.

        Returns:
            (count,) E of each iteration whose update was done.

        Raises:
            DivergenceError: a number ran over; the history ends with the last iteration that can be shown, and the
                error carries E of the iterations that were finished.
        """
        start, stop = self.trained_to, self.trained_to + count
        errors = np.empty(count)
        self._go_to(start)
        while self.trained_to < stop:
            part = self._advance(min(stop, self._keyframes.next_after(self.trained_to)))
            parameters = self._trainer.parameters
            if not (np.isfinite(part).all() and np.isfinite(parameters).all()):
                self._diverge(start, errors)
            errors[self.trained_to - start : self._trainer.iteration - start] = part
            self.trained_to = self._trainer.iteration
            self._keyframes.keep(self.trained_to, parameters)
        self._diverge_if_newest_cannot_be_shown(start, errors)
        return errors

    def set_eta(self, iteration: int, eta: float) -> None:
        """Let a learning rate hold from an iteration on; what was trained after it is dropped.

        Raises:
            ValueRangeError: the iteration is not trained yet, or eta is not a finite number above 0.
            DivergenceError: the iteration's own update would run over with it; nothing is changed then.
        """
        eta = checked_eta(eta)
        self._record(self.at(iteration), iteration, eta)
        self._schedule = [entry for entry in self._schedule if entry[0] < iteration] + [(iteration, eta)]
        self._keyframes.truncate(iteration)
        self.trained_to = iteration

    def restart(self, eta: float) -> None:
        """Go back to iteration 0 and forget everything that was trained.

        Raises:
            ValueRangeError: eta is not a finite number above 0.
            DivergenceError: iteration 0 runs over with it; nothing is changed then.
        """
        self._start([(0, checked_eta(eta))])

    def _check_trained(self, iteration: int) -> None:
        if not 0 <= iteration <= self.trained_to:
            raise ValueRangeError(f"iteration is {iteration}; 0 to {self.trained_to} are trained.", "iteration")

    def _go_to(self, iteration: int) -> None:
        kept_at, parameters = self._keyframes.nearest(iteration)
        if not kept_at <= self._trainer.iteration <= iteration:
            self._trainer.load(parameters, kept_at)
        while self._trainer.iteration < iteration:
            self._advance(iteration)

    def _advance(self, stop: int) -> Array:
        """Move the trainer on, but not beyond the next change of the learning rate."""
        segment = self._segment(self._trainer.iteration)
        changes = [at for at, _ in self._schedule[segment + 1 : segment + 2]]
        self._trainer.set_eta(self._schedule[segment][1])
        return self._trainer.train(min([stop, *changes]) - self._trainer.iteration)

    def _diverge_if_newest_cannot_be_shown(self, start: int, errors: Array) -> None:
        try:
            self.record(self.trained_to)
        except DivergenceError:
            self._diverge(start, errors)

    def _diverge(self, start: int, errors: Array) -> NoReturn:
        """Find the first iteration that cannot be shown, end before it, and say what happened in it."""
        while True:
            try:
                self.record(self.trained_to)
            except DivergenceError as error:
                self.trained_to -= 1
                error.errors = errors[: self.trained_to - start].copy()
                raise
            self.trained_to += 1


def _checked_data(network: Network, x: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
    rows = [np.atleast_2d(as_array(values, field)) for values, field in ((x, "x"), (target, "target"))]
    for values, field, size in zip(rows, ("x", "target"), (network.sizes[0], network.sizes[-1]), strict=True):
        if values.ndim != 2 or values.shape != (len(rows[0]), size) or not len(values):
            raise ShapeError(f"{field} has shape {values.shape}; give one row of {size} per example.", field)
    network.loss.check_target(rows[1])
    return read_only(rows[0]), read_only(rows[1])


def _at_iteration(error: DivergenceError, iteration: int, eta: float) -> DivergenceError:
    """Say in which iteration it happened; a parameter is called by its own name, not by that of its next value."""
    kind, _, place = (error.quantity or "").partition(".")
    state = became(error.value)
    if kind in ("w_next", "b_next"):
        kind, name = kind[0], {"w_next": "weight", "b_next": "bias"}[kind]
        sentence = f"The {name} {kind}.{place} {state} in the update of iteration {iteration} with eta = {eta:g}."
    else:
        sentence = f"The number {error.quantity} {state} in iteration {iteration} with eta = {eta:g}."
    quantity = f"{kind}.{place}" if place else kind
    return DivergenceError(sentence, quantity=quantity, value=error.value, iteration=iteration)
