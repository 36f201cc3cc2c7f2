"""Training some iterations on, apart from the history they will belong to: so that it can be done in any thread."""

from __future__ import annotations

import numpy as np

from core.arrays import Array
from core.errors import DivergenceError
from core.keyframes import Keyframes
from core.replay import Replay
from core.timeline import in_iteration


class Stretch:
    """Iterations after the newest one of a history; made by `History.stretch`.

    Args:
        replay: stands where the stretch starts.
        keyframes: of the iterations before; those of the stretch are added.
        count: how many iterations to train.

    Attributes:
        start: the first iteration.
        reached: the newest iteration that can be shown, once it has run.
        error: what ended it too early, or None.
        done: whether it has run.
    """

    def __init__(self, replay: Replay, keyframes: Keyframes, count: int) -> None:
        self.replay = replay
        self.keyframes = keyframes
        self.start = self.reached = replay.iteration
        self.error: DivergenceError | None = None
        self.done = False
        self._stop = self.start + count
        self._errors = [np.empty(0)]
        self._progress = replay.progress
        self._tame = replay.is_tame(self._progress)

    @property
    def errors(self) -> Array:
        """E of each iteration from `start` on whose update was done."""
        return np.concatenate(self._errors)[: self.reached - self.start]

    def run(self) -> None:
        """Train, as far as all numbers are finite."""
        finite = True
        while finite and self.reached < self._stop:
            finite = self._advance(min(self._stop, self.keyframes.next_after(self.reached)))
        if finite:
            self._finite_here()
        self.done = True

    def _advance(self, stop: int) -> bool:
        """Go on to an iteration, or to the next edit before it.

        Where numbers are so large that one might run over and leave no trace in E and in the parameters, each
        iteration is recorded.

        Returns:
            Whether all numbers are finite.
        """
        replay, before, tame = self.replay, self._progress, self._tame
        errors = replay.advance(stop if tame else self.reached + 1)
        progress = replay.progress
        still_tame = replay.is_tame(progress)
        finite = bool(errors.max() < np.inf) and (still_tame or bool(np.isfinite(progress).all()))
        if len(errors) > 1 and not (finite and still_tame):
            replay.load(self.reached, before)
            return self._advance(self.reached + len(errors) // 2)
        if not finite:
            replay.load(self.reached, before)
            return self._finite_here() and self._end_here()
        edited = replay.settle()
        if edited:
            progress = replay.progress
            still_tame = replay.is_tame(progress)
        self.reached, self._progress, self._tame = replay.iteration, progress, still_tame
        self._errors.append(errors)
        self.keyframes.keep(self.reached, progress)
        return (tame and still_tame and not edited) or self._finite_here()

    def _end_here(self) -> bool:
        """End before an iteration that runs over only in the order in which the trainer adds, not in its record.

        Such numbers are at the edge of what a double holds; trying again would find the same for ever.
        """
        timeline, iteration = self.replay.timeline, self.reached
        eta = timeline.setup_of(timeline.segment_at(iteration)).eta_at(iteration)
        found = DivergenceError("", quantity="error_total", value=np.inf)
        self.error = in_iteration(found, iteration, eta)
        return False

    def _finite_here(self) -> bool:
        """Whether the newest iteration can be shown; if not, the stretch ends with the one before."""
        replay = self.replay
        try:
            replay.timeline.record(replay.progress, self.reached)
        except DivergenceError as error:
            self.error = error
            self.reached -= 1
        return self.error is None
