"""The fast path: thousands of iterations a call, bit for bit the numbers of forward, backward and update.

On small networks numpy spends its time on starting calls, not on numbers. So every buffer is made once, every call is
bound to its buffers once (core.program, core.step_calls), and an iteration is that list of calls, run one after the
other: no array is made in it. The order of operations is that of the readable path, so the numbers are too; a test
compares every bit. Only gelu, whose erfc numpy lacks, makes arrays.
"""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np

from core.arrays import Array, silent
from core.batches import Rows
from core.buffers import Buffers
from core.layer_calls import Call
from core.method import share_of
from core.program import Program
from core.progress import begun
from core.setup import Setup
from core.step_calls import Step

#: So many rounds are kept at hand.
MOST_ROUNDS = 64
#: Indices.
Some = slice | Rows


class Round(NamedTuple):
    """Iterations between two moments at which E is computed.

    Attributes:
        iterations: how many.
        calls: of each iteration, or of all of them where nothing has to be prepared in between.
        turns: by how many rows they use: which of them these are, and what turns of the program they take.
    """

    iterations: int
    calls: list[list[Call]]
    turns: dict[int, tuple[Some, Some]]


class Trainer:
    """Trains a setup by its method.

    Where few batches follow each other in the same order again and again, each has turns of its own, with its rows for
    good; else a turn is given its rows anew.

    Args:
        setup: where to start; it is not changed.

    Attributes:
        iteration: how many updates were done.
    """

    def __init__(self, setup: Setup) -> None:
        network, method, batches = setup.network, setup.method, setup.batches
        self._setup = setup
        plain = method.optimiser.name == "sgd" and not method.optimiser.weight_decay
        buffers = self._buffers = Buffers(network, batched=method.batched, plain=plain)
        self._step = Step(method.optimiser, buffers.parameters, buffers.gradient, buffers.trained)
        self._same_step = method.schedule.name == "constant" and not method.counts
        self._places = buffers.places[: network.trained]
        self._x, self._target = (np.ascontiguousarray(rows.T) for rows in (setup.x, setup.target))
        self._index = np.empty(setup.rows, dtype=np.intp)
        self._programs: dict[int, Program] = {}
        for rows in (len(batches.rows_at(iteration)) for iteration in (0, batches.per_epoch - 1)):
            share = share_of(method.reduction, rows)
            self._programs[rows] = Program(network, buffers, rows if method.batched else None, share)
        self._calls: dict[tuple[int, int], list[Call]] = {}
        self._rounds: dict[tuple[int, int], Round] = {}
        self._longest = min(program.turns for program in self._programs.values())
        epochs = self._longest // batches.per_epoch if batches.in_order or setup.rows == 1 else 0
        #: After so many iterations all turns have the same rows again; 0 where there is no such number.
        self._cycle = epochs * batches.per_epoch
        self.load(begun(setup), 0)

    @property
    def progress(self) -> Array:
        """Everything that training has changed, a copy (core.progress)."""
        states = (vector[self._places] for vector in self._step.state.values())
        return np.concatenate([self._buffers.vector(), *states])

    def load(self, progress: Array, iteration: int) -> None:
        """Go on from the progress after so many updates."""
        count, size = len(self._buffers.parameters), len(self._places)
        self._buffers.load(progress[:count])
        for index, vector in enumerate(self._step.state.values()):
            vector[self._places] = progress[count + index * size :][:size]
        self.iteration = iteration

    def train(self, count: int) -> Array:
        """Do so many iterations; never warns, and never stops when the numbers run over.

        Returns:
            (count,) E of each, computed before its update.
        """
        errors, done = np.empty(count), 0
        with silent():
            self._prepare()
            while done < count:
                done += self._go_round(errors[done:])
        return errors

    def _go_round(self, errors: Array) -> int:
        """Do some iterations, at most as many as errors wait to be told; returns how many."""
        count, parts, turns = self._next(len(errors))
        for part in parts:
            if not self._same_step:
                self._prepare()
            for call in part:
                call()
            self.iteration += count // len(parts)
        for rows, (places, taken) in turns.items():
            errors[places] = self._programs[rows].errors()[taken]
        return count

    def _next(self, most: int) -> Round:
        if not self._cycle:
            return self._planned(0, min(self._longest, most))
        start = self.iteration % self._cycle
        count = min(self._cycle - start, most)
        if (start, count) not in self._rounds:
            if len(self._rounds) >= MOST_ROUNDS:
                self._rounds.clear()
            self._rounds[start, count] = self._planned(start, count)
        return self._rounds[start, count]

    def _planned(self, start: int, count: int) -> Round:
        """Give the next iterations their turns and their rows; where batches are in a cycle, `start` counts in it."""
        calls, turns = list[list[Call]](), dict[int, list[tuple[int, int]]]()
        first, used = self.iteration - start, dict.fromkeys(self._programs, 0)
        for iteration in range(first, first + start + count):
            rows = self._setup.batches.rows_at(iteration)
            size, turn = len(rows), used[len(rows)]
            used[size] += 1
            if iteration < self.iteration:
                continue
            turns.setdefault(size, []).append((iteration - self.iteration, turn))
            self._give(size, turn, rows)
            calls.append(self._bound(size, turn))
        calls = [list(chain.from_iterable(calls))] if self._same_step else calls
        if len(self._programs) == 1:
            return Round(count, calls, {size: (slice(count), slice(start, start + count))})
        indices = {rows: np.array(pairs).T for rows, pairs in turns.items()}
        return Round(count, calls, {rows: (places, taken) for rows, (places, taken) in indices.items()})

    def _give(self, size: int, turn: int, rows: Rows) -> None:
        x, target = self._programs[size].given[turn]
        index = self._index[:size]
        np.copyto(index, rows)  # take copies indices that nobody may change
        self._x.take(index, 1, x, "clip")
        self._target.take(index, 1, target, "clip")

    def _bound(self, rows: int, turn: int) -> list[Call]:
        """The calls of a turn, bound when it is first taken."""
        key = rows, turn
        if key not in self._calls:
            self._calls[key] = [*self._programs[rows].calls(turn), *self._step.calls]
        return self._calls[key]

    def _prepare(self) -> None:
        setup = self._setup
        self._step.prepare(setup.eta_at(self.iteration), self.iteration - setup.since + 1)
