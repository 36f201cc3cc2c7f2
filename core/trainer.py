"""The fast path: thousands of iterations a call, bit for bit the numbers of forward, backward and update.

On small networks numpy spends its time on starting calls, not on numbers. So every buffer is made once, every call is
bound to its buffers once (core.program, core.step_calls), and an iteration is that list of calls, run one after the
other: no array is made in it. The order of operations is that of the readable path, so the numbers are too; a test
compares every bit but the sign of a 0, which a parameter given as −0 may lose. Only gelu, whose erfc numpy lacks, makes
arrays.
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
from core.turns import Round, Taken, Turns

#: So many rounds are kept at hand.
MOST_ROUNDS = 64
#: Indices.
Some = slice | Rows


class Bound(NamedTuple):
    """A round of iterations, bound to buffers; at its end E of all is computed.

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
        self._turns = Turns(batches, min(program.turns for program in self._programs.values()))
        self._rounds: dict[Round, Bound] = {}
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
        count, parts, turns = self._next(self._turns.next(self.iteration, len(errors)))
        for part in parts:
            if not self._same_step:
                self._prepare()
            for call in part:
                call()
            self.iteration += count // len(parts)
        for rows, (places, taken) in turns.items():
            errors[places] = self._programs[rows].errors()[taken]
        return count

    def _next(self, planned: Round) -> Bound:
        """Bind the round that comes next; one of a cycle is bound once, because its turns hold its rows for good."""
        if not self._turns.cycle:
            return self._bound(self._turns.taken(self.iteration, planned))
        if planned not in self._rounds:
            if len(self._rounds) >= MOST_ROUNDS:
                self._rounds.clear()
            self._rounds[planned] = self._bound(self._turns.taken(self.iteration, planned))
        return self._rounds[planned]

    def _bound(self, taken: list[Taken]) -> Bound:
        """Give turns their rows, and bind what iterations with these turns do."""
        turns: dict[int, list[tuple[int, int]]] = {}
        for place, (turn, rows) in enumerate(taken):
            self._give(turn, rows)
            turns.setdefault(len(rows), []).append((place, turn))
        calls = [self._calls_of(len(rows), turn) for turn, rows in taken]
        calls = [list(chain.from_iterable(calls))] if self._same_step else calls
        if len(turns) == 1:
            (size,), first = turns, taken[0].turn
            return Bound(len(taken), calls, {size: (slice(len(taken)), slice(first, first + len(taken)))})
        indices = {size: np.array(pairs).T for size, pairs in turns.items()}
        return Bound(len(taken), calls, {size: (places, taken) for size, (places, taken) in indices.items()})

    def _give(self, turn: int, rows: Rows) -> None:
        x, target = self._programs[len(rows)].given[turn]
        index = self._index[: len(rows)]
        np.copyto(index, rows)  # take copies indices that nobody may change
        self._x.take(index, 1, x, "clip")
        self._target.take(index, 1, target, "clip")

    def _calls_of(self, rows: int, turn: int) -> list[Call]:
        """The calls of a turn, bound when it is first taken."""
        key = rows, turn
        if key not in self._calls:
            self._calls[key] = [*self._programs[rows].calls(turn), *self._step.calls]
        return self._calls[key]

    def _prepare(self) -> None:
        setup = self._setup
        self._step.prepare(setup.eta_at(self.iteration), self.iteration - setup.since + 1)
