"""Training a setup from its start on, by any method: every iteration is forward, backward, update, and nothing else.

`iterated` is that iteration as the textbook writes it. Thousands of them are done by the fast path, in blocks; where a
block leaves the finite numbers, or comes near, its iterations are done again one by one by the readable path, which
names the first number that is not finite, in the iteration that computed it. No gradient outlives its iteration; what
an optimiser remembers is a value that is handed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.backward import backward, error_of
from core.compiled import first_compiled
from core.errors import DivergenceError
from core.forward import forward
from core.mistakes import wrong_gradients
from core.network import Network
from core.parameters import check_whole
from core.progress import begun, network_of, state_of
from core.replay import Replay
from core.setup import Setup
from core.timeline import Timeline, in_iteration
from core.update import Gradients, State, updated

#: Iterations of the fast path before its numbers are looked at.
BLOCK = 256


def iterated(
    setup: Setup, iteration: int, network: Network, state: State, mistake: str | None = None
) -> tuple[Network, State]:
    """Do one iteration.

    Args:
        setup: data and method.
        iteration: which one, so that its batch and its learning rate are known.
        network: before it.
        state: what the optimiser remembers before it.
        mistake: a wrong algorithm to compute the gradients with, one of MISTAKES; None computes them rightly.

    Returns:
        The network and what the optimiser remembers after it.

    Raises:
        DivergenceError: a number ran over; it carries the iteration and the first one's id.
        DeltaflowError: the mistake cannot be made with this network.
    """
    method, eta, (x, target) = setup.method, setup.eta_at(iteration), setup.batch_at(iteration)
    try:
        gradients: Gradients
        if mistake is None:
            gradients = backward(network, forward(network, x), target, method.reduction)
        else:
            gradients = wrong_gradients(mistake, network, x, target, eta, method.reduction)
        return updated(network, gradients, method.optimiser, eta, state, iteration - setup.since + 1)
    except DivergenceError as error:
        raise in_iteration(error, iteration, eta) from None


class Training:
    """A setup being trained; for one thread at a time.

    Args:
        setup: where to start; it is not changed.
        mistake: a wrong algorithm to train by, one of MISTAKES; None trains rightly.
    """

    def __init__(self, setup: Setup, mistake: str | None = None) -> None:
        self._setup = setup
        self._mistake = mistake
        self._replay = Replay(Timeline(setup, (), first_compiled(0)), 0, begun(setup))

    @property
    def iteration(self) -> int:
        """How many updates were done."""
        return self._replay.iteration

    def network(self) -> Network:
        """The network as it is now."""
        return network_of(self._setup.network, self._replay.progress)

    def error(self) -> float:
        """E of all rows, with the weights as they are now.

        Raises:
            DivergenceError: it ran over.
        """
        setup, network, (x, target) = self._setup, self.network(), self._setup.all_rows
        try:
            return error_of(network, forward(network, x), target, setup.method.reduction)[1]
        except DivergenceError as error:
            raise in_iteration(error, self.iteration, setup.eta_at(self.iteration)) from None

    def train(self, count: int) -> None:
        """Do so many iterations.

        Raises:
            DivergenceError: a number ran over; it says in which iteration. Nothing of that iteration is kept.
            DeltaflowError: the mistake cannot be made with this network.
        """
        goal, replay = self.iteration + count, self._replay
        if self._mistake is not None:
            self._readably(self.iteration, replay.progress, goal)
        while replay.iteration < goal:
            start, before = replay.iteration, replay.progress
            stop = min(goal, start + BLOCK)
            errors = replay.advance(stop)
            finite = bool(np.isfinite(errors).all())
            if not (finite and replay.is_tame(before) and replay.is_tame(replay.progress)):
                self._readably(start, before, stop)

    def course(self, iterations: int, every: int, at_once: int = 2**31) -> Iterator[tuple[int, float] | None]:
        """Train on in pieces of at most `at_once` iterations; each yields None, and each look at E (iteration, E).

        Raises:
            ValueRangeError, DivergenceError: as `trained` does.
        """
        for name, value, low in (("iterations", iterations, 0), ("every", every, 1), ("at_once", at_once, 1)):
            check_whole(name, value, low)
        for stop in (*range(0, iterations, every), iterations):
            while self.iteration < stop:
                self.train(min(at_once, stop - self.iteration))
                yield None
            yield stop, self.error()

    def _readably(self, start: int, progress: Array, stop: int) -> None:
        """Do the iterations of a block again, one by one; what was done before the first bad one is kept."""
        setup = self._setup
        network, state = network_of(setup.network, progress), state_of(setup, progress)
        iteration = start
        try:
            for iteration in range(start, stop):
                network, state = iterated(setup, iteration, network, state, self._mistake)
            iteration = stop
        finally:
            self._replay.load(iteration, np.concatenate([network.vector, *state.values()]))


@dataclass(frozen=True, eq=False)
class Trained:
    """What training came to.

    Attributes:
        network: after the last update.
        error: (iteration, E of all rows with the weights after so many updates), at rising iterations from 0 on.
    """

    network: Network
    error: tuple[tuple[int, float], ...]


def trained(setup: Setup, iterations: int, every: int, mistake: str | None = None) -> Trained:
    """Train, and look at E now and then.

    Args:
        setup: where to start, with data and method.
        iterations: how many updates, from 0.
        every: E is computed after 0, every, 2 · every, … updates, and after the last one.
        mistake: a wrong algorithm to train by, one of MISTAKES; None trains rightly.

    Raises:
        ValueRangeError: a number is too small or too large, or not whole.
        DivergenceError: a number ran over; it says in which iteration.
        DeltaflowError: the mistake cannot be made with this network.
    """
    training = Training(setup, mistake)
    error = tuple(found for found in training.course(iterations, every) if found)
    return Trained(training.network(), error)
