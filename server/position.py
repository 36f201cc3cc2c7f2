"""Where a room stands, and where each command leads; the definitions are in docs/model.md."""

from dataclasses import dataclass
from typing import NamedTuple


class Position(NamedTuple):
    """An iteration and the number of its moments computed so far; positions compare in the order of time."""

    iteration: int
    moment: int


@dataclass(frozen=True)
class Course:
    """The way through the iterations of one network.

    Args:
        ends: for each phase in order, the number of moments computed at its end; the last is M, all moments.
        limit: the newest iteration.
    """

    ends: tuple[int, ...]
    limit: int

    @property
    def moments(self) -> int:
        """M, the number of moments in an iteration."""
        return self.ends[-1]

    @property
    def last(self) -> Position:
        """The position after which there is none."""
        return Position(self.limit, self.moments)

    def ahead(self, position: Position, moments: int) -> Position:
        """Go the given number of moments on, across iterations, at most to the last position.

        From (n, M), where the weights have just changed, the next moment's place is (n + 1, 0).
        """
        per_iteration = self.moments + 1
        iterations, moment = divmod(position.moment + moments, per_iteration)
        return min(Position(position.iteration + iterations, moment), self.last)

    def step(self, position: Position) -> Position:
        """Go one moment on."""
        return self.ahead(position, 1)

    def step_back(self, position: Position) -> Position:
        """Go one moment back; before (n, 0) lies (n - 1, M), before (0, 0) nothing."""
        iteration, moment = position
        if moment:
            return Position(iteration, moment - 1)
        return Position(iteration - 1, self.moments) if iteration else position

    def next_phase(self, position: Position) -> Position:
        """Go to the end of the current phase, or of the next one if already there."""
        iteration, moment = position
        if moment < self.moments:
            return Position(iteration, min(end for end in self.ends if end > moment))
        return Position(iteration + 1, self.ends[0]) if iteration < self.limit else position

    def previous_phase(self, position: Position) -> Position:
        """Go to the end of the phase before; before the first that is moment 0, then the iteration before."""
        iteration, moment = position
        if moment:
            return Position(iteration, max(end for end in (0, *self.ends) if end < moment))
        return Position(iteration - 1, self.moments) if iteration else position

    def next_iteration(self, position: Position) -> Position:
        """Go to the same moment of the next iteration, from moment 0 to everything computed."""
        iteration, moment = position
        return Position(iteration + 1, moment or self.computed) if iteration < self.limit else position

    def previous_iteration(self, position: Position) -> Position:
        """Go to the same moment of the iteration before, from moment 0 to everything computed."""
        iteration, moment = position
        return Position(iteration - 1, moment or self.computed) if iteration else position

    def iterations_ahead(self, position: Position, count: int) -> Position:
        """Go to where `count` more iterations have everything computed, the present one if it has not yet."""
        return max(position, Position(min(self._complete(position) + count, self.limit), self.computed))

    def iterations_between(self, start: Position, end: Position) -> int:
        """Count the iterations that had everything computed on the way."""
        return self._complete(end) - self._complete(start)

    @property
    def computed(self) -> int:
        """M - 1: everything is computed, nothing committed."""
        return self.moments - 1

    def _complete(self, position: Position) -> int:
        """Find the newest iteration with everything computed; -1 if there is none."""
        return position.iteration if position.moment >= self.computed else position.iteration - 1
