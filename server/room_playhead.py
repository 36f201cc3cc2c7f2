"""Moves a room through its iterations: stepping, seeking, playing, and stopping where the numbers end."""

from math import inf

from core.errors import DivergenceError
from core.moments import Grain
from core.stretch import Stretch
from server.position import Position
from server.protocol.events import Notice, PlayState, Seek, Speed
from server.room_training import Training
from server.speeds import DEFAULT, Pace, is_fast


class Playhead:
    """Where a room stands and how it moves; every position it reaches has finite numbers only.

    Args:
        training: the numbers.
        limit: the newest iteration.
        speed: how fast to play.
        shown: index of the example that is shown, in the batch of an iteration.
        grain: how far a step goes, and a beat of playing by moments.

    Attributes:
        course: the positions of the present branch.
        position: where the room stands.
        play: whether it moves by itself.
        notice: what everybody should know.
        shown: index of the example that is shown, in the batch of an iteration.
        grain: how far a step goes, and a beat of playing by moments.
        coming_back: whether it seeks a place where it has been before, which must not be lost.
    """

    def __init__(
        self, training: Training, limit: int, speed: Speed = DEFAULT, shown: int = 0, grain: Grain = "quantity"
    ) -> None:
        self.training = training
        self.course = training.course(limit)
        self.position = Position(0, 0)
        self.speed = speed
        self.play: PlayState = "paused"
        self.notice: Notice | None = None
        self.shown = shown
        self.grain: Grain = grain
        self.coming_back = False
        self._target = self.position
        self._start = self._goal = 0
        self._pace = Pace(speed.per_second, inf)

    @property
    def looks(self) -> tuple[int, Grain]:
        """Which example is shown, and how far a step goes: what everybody sees alike, wherever it stands."""
        return self.shown, self.grain

    @property
    def fast(self) -> bool:
        """Whether positions pass too fast to show every quantity."""
        return self.play == "seeking" or (self.play == "playing" and is_fast(self.speed))

    @property
    def due(self) -> float:
        """When `advance` has something to do."""
        return self._pace.due if self.play == "playing" else inf

    @property
    def seeking(self) -> Seek | None:
        """Between which iterations it trains to show what was asked for."""
        return Seek(self._start, self._goal) if self.play == "seeking" else None

    @property
    def lasting(self) -> tuple[int, Position]:
        """How far the branch is trained and where it stands, or will when it has come back."""
        if self.coming_back:
            return max(self._goal, self.training.trained_to), self._target
        return self.training.trained_to, self.position

    def move(self, position: Position) -> None:
        """Stop, and stand at a position at most one iteration beyond what is trained."""
        self.pause()
        self._reach(position)

    def go_to(self, position: Position) -> None:
        """Stop, and go to any position, seeking it when iterations on the way are not trained yet."""
        self.pause()
        self._seek(position, 0)

    def come_back(self, training: Training, position: Position, trained_to: int) -> None:
        """Stop, and go to where a branch was left, training again what it had and is not in memory any more."""
        self.pause()
        self.training, self.course = training, training.course(self.course.limit)
        if not 0 <= position.moment <= self.course.moments(position.iteration):
            position = self.course.complete(position.iteration)
        self.position = self.course.complete(training.trained_to)
        self.coming_back = True
        self._seek(min(position, self.course.last), min(trained_to, self.course.limit))

    def change(self, training: Training, position: Position) -> None:
        """Go on with other numbers; what was being played or sought still is."""
        former = self.course.moments(position.iteration)
        self.training, self.course = training, training.course(self.course.limit)
        self.coming_back = False
        position = self.position = self.course.kept(position, former)
        self._reach(position)
        if self.play == "seeking":
            target = self._target
            moment = min(target.moment, self.course.moments(target.iteration))
            self._seek(Position(target.iteration, moment), 0)

    def start(self, now: float) -> None:
        """Play at the room's speed, the first moment or iteration at once."""
        if self.play != "playing":
            self.pause()
            self.play = "playing"
            self._pace = Pace(self.speed.per_second, now)

    def pause(self) -> None:
        """Stand still."""
        self.play = "paused"
        self.coming_back = False

    def set_speed(self, speed: Speed, now: float) -> None:
        """Play at another speed from now on."""
        self.speed = speed
        self._pace = Pace(speed.per_second, now + 1 / speed.per_second)

    def advance(self, now: float, budget: int) -> None:
        """Play as far as the time asks for, training at most `budget` iterations."""
        if self.play == "playing" and now >= self._pace.due:
            self._advance_play(now, budget)

    def stretch(self, count: int) -> Stretch | None:
        """Give the next iterations of what is being sought, at most so many, to be trained in another thread."""
        return self.training.stretch(min(count, self._goal - self.training.trained_to)) if self.seeking else None

    def take(self, stretch: Stretch) -> None:
        """Go as far as a stretch has trained that continues what is there."""
        try:
            self.training.take(stretch)
        except DivergenceError as error:
            self.position = self.course.complete(self.training.trained_to)
            self._stop_diverged(error)
        else:
            self.position = self.course.complete(self.training.trained_to)
            self._arrive()

    def _seek(self, target: Position, through: int) -> None:
        """Train to where a position can be shown, and at least through an iteration, then stand there."""
        if self.play != "seeking":
            self._start = self.training.trained_to
        self._target, self._goal = target, max(through, self.course.updates_at(target))
        self.play = "seeking"
        self._arrive()

    def _arrive(self) -> None:
        if self.training.trained_to >= self._goal:
            self.pause()
            self.position = self._target

    def _advance_play(self, now: float, budget: int) -> None:
        owed = self._pace.owed(now)
        before = self.position
        if self.speed.unit == "moment":
            self._reach(self.course.ahead(before, min(owed, budget), self.grain))
        else:
            newest = self.training.trained_to + budget
            goal = self.course.iterations_ahead(before, owed)
            self._reach(min(goal, self.course.complete(min(newest, self.course.limit))))
            owed = self.course.iterations_between(before, self.position)
        self._pace.pay(owed, now)
        if self.play == "playing" and self.position in {before, self.course.last}:
            self._stop_at_end()

    def _stop_at_end(self) -> None:
        self.pause()
        detail = f"Iteration {self.course.limit} is the last one here; go back, or restart."
        self.notice = Notice("limit", self.course.limit, None, detail)

    def _reach(self, position: Position) -> None:
        """Train what is missing and stand there; where the numbers end, stop at the last finite iteration."""
        try:
            self.training.train(max(0, self.course.updates_at(position) - self.training.trained_to))
        except DivergenceError as error:
            last = self.training.trained_to
            if last != self.position.iteration:
                self.position = self.course.complete(last)
            self._stop_diverged(error)
        else:
            self.position = position

    def _stop_diverged(self, error: DivergenceError) -> None:
        self.pause()
        last = self.training.trained_to
        detail = f"{error.message} Training stopped at iteration {last}: go back, and try a smaller learning rate."
        self.notice = Notice("diverged", last, error.quantity, detail)
