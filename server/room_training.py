"""The numbers of a branch: its history, the values of each iteration, and the loss curve."""

from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from math import inf
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from core.curve import Curve
from core.edits import Edit, same_beginning
from core.errors import DivergenceError
from core.history import History
from core.moments import Stops
from core.network import Network
from core.script import Script
from core.setup import Setup
from core.stretch import Stretch
from server.position import Course
from server.protocol.events import CurvePoint

_FUNCTIONS = ("activation", "loss", "bias_policy", "batch")


class Training:
    """A setup in every iteration trained so far; all its numbers are finite.

    Args:
        history: the numbers.
        curve: E of its iterations whose update was done; None while none was.
        stops: from each iteration whose edit changes functions on, where steps stop, as far as it is known.
    """

    def __init__(self, history: History, curve: Curve | None = None, stops: Sequence[tuple[int, Stops]] = ()) -> None:
        self._history = history
        self._curve = curve or Curve()
        self._stops = dict(stops)
        self._values: tuple[tuple[int, int], NDArray[np.float64]] | None = None
        self._summary: tuple[Script, NDArray[np.int_]] | None = None

    @property
    def trained_to(self) -> int:
        """The newest iteration that can be shown without training."""
        return self._history.trained_to

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, also those that lie ahead."""
        return self._history.edits

    def setup(self, iteration: int) -> Setup:
        """Give what an iteration is computed with."""
        return self._history.setup_at(iteration)

    def network(self, iteration: int) -> Network:
        """Give the network as it is in an iteration."""
        return self._history.at(iteration)

    def script(self, iteration: int) -> Script:
        """Give the script of an iteration, trained or not."""
        return self._history.script_at(iteration)

    def segment(self, iteration: int) -> int:
        """Count the edits up to an iteration."""
        return bisect_right(self.edits, iteration, key=lambda edit: edit.iteration)

    def course(self, limit: int) -> Course:
        """Give the way through its iterations."""
        changes = [edit.iteration for edit in self.edits if _changes_functions(edit)]
        for start in (0, *changes):
            if start not in self._stops:
                self._stops[start] = self._history.stops_at(start)
        return Course(sorted(self._stops.items(), key=itemgetter(0)), limit)

    def curve(self) -> tuple[CurvePoint, ...]:
        """Give the loss curve over all iterations whose update was done."""
        return tuple(self._curve.points())

    def values(self, iteration: int, shown: int = 0) -> NDArray[np.float64]:
        """Give all numbers of an iteration that is trained, in the order of its script; the last ones are kept.

        Args:
            iteration: which one.
            shown: index of the example in its batch.
        """
        if self._values is None or self._values[0] != (iteration, shown):
            self._values = (iteration, shown), self._history.record(iteration, shown).values
        return self._values[1]

    def summary(self, iteration: int, shown: int = 0) -> NDArray[np.float64]:
        """Give the numbers of the summary of an iteration."""
        script = self.script(iteration)
        if self._summary is None or self._summary[0] is not script:
            self._summary = script, np.array([script.slot(quantity) for quantity in script.summary])
        return self.values(iteration, shown)[self._summary[1]]

    def train(self, count: int) -> None:
        """Train so many iterations more.

        Raises:
            DivergenceError: the numbers end on the way; the history ends with the last finite iteration.
        """
        start = self.trained_to
        try:
            self._curve.add(start, self._history.train(count))
        except DivergenceError as error:
            self._curve.add(start, error.errors)
            raise

    def stretch(self, count: int) -> Stretch:
        """Prepare the next iterations, to be trained in another thread."""
        return self._history.stretch(count)

    def take(self, stretch: Stretch) -> None:
        """Add a stretch that has run; its start must be where this ends.

        Raises:
            DivergenceError: as `train` does.
        """
        try:
            self._curve.add(stretch.start, self._history.take(stretch))
        except DivergenceError as error:
            self._curve.add(stretch.start, error.errors)
            raise

    def branched(self, edits: Sequence[Edit]) -> "Training":
        """Make one with other edits, which shares everything before the first difference.

        Raises:
            DeltaflowError: an edit cannot be done.
            DivergenceError: the first iteration that is different is not finite.
        """
        history = self._history.branched(edits)
        curve = deepcopy(self._curve)
        kept = curve.truncate(history.trained_to)
        curve.add(kept, history.errors(kept, history.trained_to))
        same = same_beginning(self.edits, edits)
        cut = min((edit.iteration for edit in (*self.edits[same:][:1], *edits[same:][:1])), default=inf)
        return Training(history, curve, [(start, stops) for start, stops in self._stops.items() if start < cut])

    def shared(self, edits: Sequence[Edit]) -> int:
        """Tell how far the trained iterations are those of other edits, too."""
        same = same_beginning(self.edits, edits)
        rest = (*self.edits[same:][:1], *edits[same:][:1])
        return min([self.trained_to, *(edit.iteration for edit in rest)])

    def apart(self) -> History:
        """Give the history as it is now, for another thread."""
        return self._history.apart()

    def rest(self) -> None:
        """Keep little, because nobody looks at it for now."""
        self._values = None
        self._history.rest()


def _changes_functions(edit: Edit) -> bool:
    return any(change.of.startswith(_FUNCTIONS) for change in edit.changes)
