"""Any iteration again, to the last bit, in bounded memory: keyframes, and a replay from the nearest one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import Array
from core.compiled import first_compiled
from core.edits import Edit, check_edits, same_beginning
from core.errors import ValueRangeError
from core.keyframes import Keyframes
from core.moments import Stops
from core.network import Network
from core.progress import begun, network_of
from core.record import Record
from core.replay import Replay
from core.script import Script
from core.setup import Setup
from core.stretch import Stretch
from core.timeline import Timeline

#: Whoever follows numbers by hand does so in these iterations: they are always the readable path's, to the last bit.
#: Later ones may be trained by compiled code, to 1e-12 (core.compiled), if it was ready when the history began.
TO_THE_LAST_BIT = 10_000


class History:
    """A setup being trained, with edits on the way.

    Every iteration up to `trained_to` can be shown: all numbers of its record are finite. Edits may lie further ahead;
    they are done when training comes to them.

    Args:
        setup: what iteration 0 is computed with, unless an edit at 0 changes it.
        edits: at rising iterations.

    Attributes:
        trained_to: the newest iteration that can be shown without training.

    Raises:
        DeltaflowError: an edit cannot be done (`edits/0/changes/0/to`).
        DivergenceError: already iteration 0 runs over.
    """

    def __init__(self, setup: Setup, edits: Sequence[Edit] = ()) -> None:
        edits = tuple(edits)
        check_edits(setup, edits)
        self._start(Timeline(setup, edits, first_compiled(TO_THE_LAST_BIT)), None, 0)
        self.record(0)

    def _start(self, timeline: Timeline, keyframes: Keyframes | None, trained_to: int) -> None:
        self._timeline = timeline
        self._keyframes = keyframes or Keyframes(begun(timeline.setup_of(timeline.segment_at(0))))
        self._replay: Replay | None = None
        self._birth: tuple[int, Array, Array] | None = None
        self.trained_to = trained_to

    @property
    def initial(self) -> Setup:
        """The first setup, before any edit."""
        return self._timeline.setup

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, also those that lie ahead."""
        return self._timeline.edits

    def setup_at(self, iteration: int) -> Setup:
        """What an iteration is computed with, its parameters being the trained ones.

        Raises:
            ValueRangeError: the iteration is not trained yet.
        """
        return self._timeline.setup_of(self._timeline.segment_at(iteration)).with_network(self.at(iteration))

    def kept_before(self, iteration: int) -> int:
        """The newest iteration up to this one that is kept, so that it is there at once."""
        return self._keyframes.nearest(iteration)[0]

    def script_at(self, iteration: int) -> Script:
        """The script of an iteration's record, trained or not; the same object where the functions are the same."""
        return self._timeline.script_of(self._timeline.segment_at(iteration))

    def stops_at(self, iteration: int) -> Stops:
        """Where steps of each grain stop in an iteration, trained or not, without its script, which may be large."""
        return self._timeline.stops_of(self._timeline.segment_at(iteration))

    def at(self, iteration: int) -> Network:
        """The network after so many updates, and after the edits of this iteration.

        Raises:
            ValueRangeError: the iteration is not trained yet.
        """
        progress = self.progress(iteration)
        return network_of(self._timeline.setup_of(self._timeline.segment_at(iteration)).network, progress)

    def progress(self, iteration: int) -> Array:
        """All that training has changed up to an iteration, with its edits: what `record_of` begins with.

        Raises:
            ValueRangeError: the iteration is not trained yet.
        """
        self._check_trained(iteration)
        return self._at(iteration).progress

    def record(self, iteration: int, shown: int = 0) -> Record:
        """The record of an iteration.

        Args:
            iteration: which one.
            shown: index of the example shown, in the iteration's batch; beyond its end it counts on from the start.

        Raises:
            ValueRangeError: the iteration is not trained yet.
            DivergenceError: a number of it is not finite.
        """
        return self._timeline.record(self.progress(iteration), iteration, shown)

    def errors(self, start: int, stop: int) -> Array:
        """E of iterations start … stop − 1, computed again.

        Raises:
            ValueRangeError: stop is not trained yet, or start is after it.
        """
        self._check_trained(stop)
        if not 0 <= start <= stop:
            raise ValueRangeError(f"start is {start}; give 0 to {stop}.", "start")
        replay = self._at(start)
        parts = [np.empty(0)]
        while replay.iteration < stop:
            parts.append(replay.advance(stop))
            replay.settle()
        return np.concatenate(parts)

    def train(self, count: int) -> Array:
        """Train so many iterations on from the newest one.

        Returns:
            (count,) E of each iteration whose update was done.

        Raises:
            DivergenceError: a number ran over; the history ends with the last iteration that can be shown, and the
                error carries E of the iterations that were finished.
        """
        stretch = Stretch(self._at(self.trained_to), self._keyframes, count)
        stretch.run()
        return self.take(stretch)

    def stretch(self, count: int) -> Stretch:
        """The next iterations, to be trained apart: its `run` may be called in any thread, whatever happens here.

        Args:
            count: how many iterations.
        """
        timeline = self._timeline.with_edits(self.edits, len(self.edits))
        replay = Replay(timeline, self.trained_to, self._at(self.trained_to).progress)
        return Stretch(replay, self._keyframes.copy(), count)

    def take(self, stretch: Stretch) -> Array:
        """Add a stretch that has run.

        Returns:
            (finished,) E of each iteration whose update was done.

        Raises:
            ValueRangeError: it has not run, or does not continue this history as it is now; nothing is changed then.
            DivergenceError: as `train` does.
        """
        if not (stretch.done and stretch.start == self.trained_to and self._timeline.is_of(stretch.replay.timeline)):
            raise ValueRangeError(f"The stretch does not continue this history at {self.trained_to}.", "stretch")
        self.trained_to = stretch.reached
        self._keyframes = stretch.keyframes
        if stretch.error is not None:
            stretch.error.errors = stretch.errors
            raise stretch.error
        return stretch.errors

    def branched(self, edits: Sequence[Edit]) -> History:
        """Another history of the same first setup, which shares everything before the first difference.

        Its newest iteration is at most the first one that is computed differently, which is computed. This history
        stays as it is.

        Raises:
            DeltaflowError: an edit cannot be done (`edits/0/changes/0/to`).
            DivergenceError: the first iteration that is different is not finite.
        """
        edits = tuple(edits)
        same = same_beginning(self.edits, edits)
        check_edits(self._timeline.setup_of(same), edits, same)
        first = [edit.iteration for edit in (*self.edits[same : same + 1], *edits[same : same + 1])]
        differs = min(first, default=self.trained_to + 1)
        branch: History = History.__new__(History)
        keyframes = self._keyframes.before(differs) if differs else None
        branch._start(self._timeline.with_edits(edits, same), keyframes, min(self.trained_to, differs))
        if 0 < differs <= self.trained_to:
            branch._begin_at(differs, self._unedited(differs))
        elif self._birth is not None and self._birth[0] < differs:
            branch._birth = self._birth
        branch.record(branch.trained_to)
        return branch

    def apart(self) -> History:
        """The same history again, as it is now, for another thread: it shares only what nobody changes."""
        twin: History = History.__new__(History)
        timeline = self._timeline.with_edits(self.edits, len(self.edits))
        twin._start(timeline, self._keyframes.copy(), self.trained_to)
        return twin

    def rest(self) -> None:
        """Keep little, because nobody looks at it for now; any iteration can still be reached, only less quickly."""
        self._replay = None
        self._timeline.rest()
        self._keyframes.thin()

    def _check_trained(self, iteration: int) -> None:
        if not 0 <= iteration <= self.trained_to:
            raise ValueRangeError(f"iteration is {iteration}; 0 to {self.trained_to} are trained.", "iteration")

    def _unedited(self, iteration: int) -> Array:
        """The progress after so many updates, without the edit of this iteration."""
        if self._birth is not None and self._birth[0] == iteration:
            return self._birth[1]
        if self._timeline.segment_before(iteration) == self._timeline.segment_at(iteration):
            return self._at(iteration).progress
        replay = self._at(iteration - 1)
        replay.advance(iteration)
        progress = replay.progress
        replay.settle()
        return progress

    def _begin_at(self, iteration: int, unedited: Array) -> None:
        """Keep where this history parts from another one: each edit on the way there would cost a trainer again."""
        self._replay = Replay(self._timeline, iteration, unedited, edited=False)
        self._birth = iteration, unedited, self._replay.progress
        self._keyframes.keep(iteration, self._birth[2])  # where the next one is due no stretch would pass again

    def _at(self, iteration: int) -> Replay:
        """The replay, at this iteration."""
        kept_at, progress = self._keyframes.nearest(iteration)
        if self._birth is not None and kept_at < self._birth[0] <= iteration:
            kept_at, _, progress = self._birth
        if self._replay is None:
            self._replay = Replay(self._timeline, kept_at, progress)
        elif not kept_at <= self._replay.iteration <= iteration:
            self._replay.load(kept_at, progress)
        self._replay.go_to(iteration)
        return self._replay
