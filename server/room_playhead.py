"""Moves a room through its iterations: stepping, seeking, playing, and stopping where the numbers end."""

from math import inf

from core.errors import DivergenceError
from server.position import Course, Position
from server.protocol.events import Notice, PlayState, Speed
from server.room_training import Training
from server.speeds import DEFAULT, Pace, is_fast


class Playhead:
    """Where a room stands and how it moves; every position it reaches has finite numbers only.

    Args:
        training: the numbers.
        course: the positions.
        position: where to stand, which must be trained.
        speed: how fast to play.
    """

    def __init__(self, training: Training, course: Course, position: Position, speed: Speed = DEFAULT) -> None:
        self.training = training
        self.course = course
        self.position = position
        self.speed = speed
        self.play: PlayState = "paused"
        self.notice: Notice | None = None
        self._target = position
        self._pace = Pace(speed.per_second, inf)

    @property
    def fast(self) -> bool:
        """Whether positions pass too fast to show every quantity."""
        return self.play == "seeking" or (self.play == "playing" and is_fast(self.speed))

    @property
    def due(self) -> float:
        """When `advance` has something to do."""
        if self.play == "seeking":
            return -inf
        return self._pace.due if self.play == "playing" else inf

    def move(self, position: Position) -> None:
        """Stop, and stand at a position at most one iteration beyond what is trained."""
        self.play = "paused"
        self._reach(position)

    def go_to(self, position: Position) -> None:
        """Stop, and go to any position, seeking it when iterations on the way are not trained yet."""
        self.move(position) if self._missing(position) <= 0 else self._seek(position)

    def start(self, now: float) -> None:
        """Play at the room's speed, the first moment or iteration at once."""
        if self.play != "playing":
            self.play = "playing"
            self._pace = Pace(self.speed.per_second, now)

    def pause(self) -> None:
        """Stand still."""
        self.play = "paused"

    def set_speed(self, speed: Speed, now: float) -> None:
        """Play at another speed from now on."""
        self.speed = speed
        self._pace = Pace(speed.per_second, now + 1 / speed.per_second)

    def set_eta(self, eta: float) -> bool:
        """Use another learning rate from this iteration on; what was trained after it is dropped.

        Returns:
            Whether that changed anything.
        """
        try:
            changed = self.training.set_eta(self.position.iteration, eta)
        except DivergenceError as error:
            self._stop_diverged(error)
            return False
        self._reach(self.position)
        return changed

    def restart(self) -> bool:
        """Stop, drop everything trained and stand at (0, 0) with the present learning rate.

        Returns:
            Whether there was anything to drop.
        """
        self.play = "paused"
        changed = self.training.restart(self.training.eta_at(self.position.iteration))
        self._reach(Position(0, 0))
        return changed

    def advance(self, now: float, budget: int) -> None:
        """Go as far as the time asks for, training at most `budget` iterations."""
        if self.play == "seeking":
            self._advance_seek(budget)
        elif self.play == "playing" and now >= self._pace.due:
            self._advance_play(now, budget)

    def _seek(self, target: Position) -> None:
        self._target = target
        self.play = "seeking"

    def _advance_seek(self, budget: int) -> None:
        if self._missing(self._target) <= budget:
            self.play = "paused"
            self._reach(self._target)
        else:
            self._reach(Position(self.training.trained_to + budget, self.course.computed))

    def _advance_play(self, now: float, budget: int) -> None:
        owed = self._pace.owed(now)
        before = self.position
        if self.speed.unit == "moment":
            self._reach(self.course.ahead(before, min(owed, budget)))
        else:
            newest = self.training.trained_to + budget
            goal = self.course.iterations_ahead(before, owed)
            self._reach(min(goal, Position(newest, self.course.computed)))
            owed = self.course.iterations_between(before, self.position)
        self._pace.pay(owed, now)
        if self.play == "playing" and self.position in {before, self.course.last}:
            self._stop_at_end()

    def _stop_at_end(self) -> None:
        self.play = "paused"
        detail = f"Iteration {self.course.limit} is the last one here; go back, or restart."
        self.notice = Notice("limit", self.course.limit, None, detail)

    def _missing(self, position: Position) -> int:
        """Count the iterations to train before a position can be shown: at (n, M) the update of n is done."""
        done = position.iteration + (position.moment == self.course.moments)
        return min(done, self.course.limit) - self.training.trained_to

    def _reach(self, position: Position) -> None:
        """Train what is missing and stand there; where the numbers end, stop at the last finite iteration."""
        try:
            self.training.train(max(0, self._missing(position)))
        except DivergenceError as error:
            last = self.training.trained_to
            if last != self.position.iteration:
                self.position = Position(last, self.course.computed)
            self._stop_diverged(error)
        else:
            self.position = position

    def _stop_diverged(self, error: DivergenceError) -> None:
        self.play = "paused"
        last = self.training.trained_to
        detail = f"{error.message} Training stopped at iteration {last}: go back, and try a smaller learning rate."
        self.notice = Notice("diverged", last, error.quantity, detail)
