"""Where a room stands, and where each command leads; the definitions are in docs/model.md."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from core.errors import ValueRangeError
from core.moments import Grain, Stops


class Position(NamedTuple):
    """An iteration and the number of its moments computed so far; positions compare in the order of time."""

    iteration: int
    moment: int


START: Final = Position(0, 0)


class Course:
    """The way through the iterations of one branch, whose moments an edit of its functions may change.

    Args:
        stops: (from iteration, where steps stop), rising, the first from 0.
        limit: the newest iteration.
    """

    def __init__(self, stops: Sequence[tuple[int, Stops]], limit: int) -> None:
        self.limit = limit
        self._starts = [start for start, _ in stops]
        self._stops = [each for _, each in stops]

    def stops(self, iteration: int) -> Stops:
        """Say where steps stop in an iteration."""
        return self._stops[bisect_right(self._starts, iteration) - 1]

    def moments(self, iteration: int) -> int:
        """M, the number of moments in an iteration."""
        return len(self.stops(iteration)["quantity"])

    @property
    def last(self) -> Position:
        """The position after which there is none."""
        return Position(self.limit, self.moments(self.limit))

    def complete(self, iteration: int) -> Position:
        """Give M - 1 of an iteration: everything is computed, nothing committed."""
        return Position(iteration, self.moments(iteration) - 1)

    def check(self, position: Position) -> None:
        """Refuse a position that does not exist, wherever it comes from.

        Raises:
            ValueRangeError: names the position.
        """
        iteration, moment = position
        if iteration < 0 or not 0 <= moment <= self.moments(iteration):
            raise ValueRangeError(f"There is no position ({iteration}, {moment}).", "position")

    def ahead(self, position: Position, steps: int, grain: Grain) -> Position:
        """Go the given number of steps on, across iterations, at most to the last position.

        From (n, M), where the weights have just changed, the next step leads to (n + 1, 0).
        """
        iteration = position.iteration
        reached = bisect_right(self.stops(iteration)[grain], position.moment) + steps
        while iteration < self.limit and reached > len(self.stops(iteration)[grain]):
            places = len(self.stops(iteration)[grain]) + 1
            count = min(reached // places, self._change_after(iteration) - iteration)
            iteration, reached = iteration + count, reached - count * places
        stops = self.stops(iteration)[grain]
        return Position(iteration, stops[min(reached, len(stops)) - 1] if reached else 0)

    def step(self, position: Position, grain: Grain) -> Position:
        """Go to the next stop."""
        return self.ahead(position, 1, grain)

    def step_back(self, position: Position, grain: Grain) -> Position:
        """Go to the stop before, of which moment 0 is one; before (n, 0) lies (n - 1, M), before (0, 0) nothing."""
        iteration, moment = position
        if not moment:
            return self._end_before(position)
        stops = self.stops(iteration)[grain]
        before = bisect_left(stops, moment)
        return Position(iteration, stops[before - 1] if before else 0)

    def next_phase(self, position: Position) -> Position:
        """Go to the end of the current phase, or of the next one if already there."""
        iteration, moment = position
        if moment < self.moments(iteration):
            return self.step(position, "phase")
        return self.step(Position(iteration + 1, 0), "phase") if iteration < self.limit else position

    def previous_phase(self, position: Position) -> Position:
        """Go to the end of the phase before; before the first that is moment 0, then the iteration before."""
        return self.step_back(position, "phase")

    def next_iteration(self, position: Position) -> Position:
        """Go to the same moment of the next iteration, from moment 0 to everything computed."""
        return self._same_moment(position, position.iteration + 1) if position.iteration < self.limit else position

    def previous_iteration(self, position: Position) -> Position:
        """Go to the same moment of the iteration before, from moment 0 to everything computed."""
        return self._same_moment(position, position.iteration - 1) if position.iteration else position

    def iterations_ahead(self, position: Position, count: int) -> Position:
        """Go to where `count` more iterations have everything computed, the present one if it has not yet."""
        return max(position, self.complete(min(self._completed(position) + count, self.limit)))

    def iterations_between(self, start: Position, end: Position) -> int:
        """Count the iterations that had everything computed on the way."""
        return self._completed(end) - self._completed(start)

    def kept(self, position: Position, former: int) -> Position:
        """Keep the place in an iteration whose moments may be others than the `former` ones were, so many.

        The end stays the end; a moment that is no more becomes the one with everything computed.
        """
        iteration, moment = position
        moments = self.moments(iteration)
        return Position(iteration, moments if moment == former else min(moment, moments - 1))

    def updates_at(self, position: Position) -> int:
        """Count the updates that must be done to stand at a position; there is none after the last iteration."""
        iteration, moment = position
        return min(iteration + (moment == self.moments(iteration)), self.limit)

    def _same_moment(self, position: Position, iteration: int) -> Position:
        if not position.moment:
            return self.complete(iteration)
        return self.kept(Position(iteration, position.moment), self.moments(position.iteration))

    def _end_before(self, position: Position) -> Position:
        iteration = position.iteration - 1
        return Position(iteration, self.moments(iteration)) if iteration >= 0 else position

    def _completed(self, position: Position) -> int:
        """Find the newest iteration with everything computed; -1 if there is none."""
        return position.iteration if position >= self.complete(position.iteration) else position.iteration - 1

    def _change_after(self, iteration: int) -> int:
        """Find the next iteration that may have other moments, or the last one."""
        index = bisect_right(self._starts, iteration)
        return min(self._starts[index] if index < len(self._starts) else self.limit, self.limit)
