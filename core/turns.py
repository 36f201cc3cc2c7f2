"""Which turn of a program each iteration takes, and with which rows: indices only, no numbers of a network.

A program (core.program) has several turns, so that E of several iterations can be computed at once. Iterations that use
equally many rows take its turns one after the other; a round is over when the turns are, or the caller's patience.
"""

from __future__ import annotations

from typing import NamedTuple

from core.batches import Batches, Rows


class Taken(NamedTuple):
    """The turn of an iteration.

    Attributes:
        turn: which one, of the program for as many rows.
        rows: (size,) the rows that it has to hold.
    """

    turn: int
    rows: Rows


class Round(NamedTuple):
    """Neighbouring iterations, each with a turn of its own.

    Attributes:
        start: where in the cycle it begins; 0 without one.
        iterations: how many.
    """

    start: int
    iterations: int


class Turns:
    """Gives iterations their turns.

    Where few batches follow each other in the same order for ever, iterations that are a cycle apart take the same turn
    with the same rows: a round that begins and ends where another one did can be used again as it is. Where the order
    changes, or an epoch has more iterations than there are turns, each round begins with the first turn.

    Args:
        batches: which rows each iteration uses.
        most: how many turns there are for each number of rows.

    Attributes:
        cycle: after so many iterations every turn holds the same rows again; 0: never.
    """

    def __init__(self, batches: Batches, most: int) -> None:
        self._batches, self._most = batches, most
        same = batches.in_order or len(batches.order(0)) == 1
        self.cycle = most // batches.per_epoch * batches.per_epoch if same else 0

    def next(self, iteration: int, most: int) -> Round:
        """The round that begins with an iteration and has at most so many."""
        if not self.cycle:
            return Round(0, min(self._most, most))
        start = iteration % self.cycle
        return Round(start, min(self.cycle - start, most))

    def taken(self, iteration: int, round_: Round) -> list[Taken]:
        """The turns of the iterations of a round that begins with this one."""
        found, used = list[Taken](), dict[int, int]()
        for each in range(iteration - round_.start, iteration + round_.iterations):
            rows = self._batches.rows_at(each)
            turn = used.get(len(rows), 0)
            used[len(rows)] = turn + 1
            if each >= iteration:
                found.append(Taken(turn, rows))
        return found
