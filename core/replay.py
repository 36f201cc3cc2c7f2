"""Going through the iterations of a timeline: training, and every edit where it is due."""

from __future__ import annotations

from math import inf

import numpy as np

from core.arrays import Array
from core.compiled import CompiledTrainer, suits
from core.edits import edited
from core.progress import begun, network_of, tame_below
from core.setup import Setup
from core.timeline import Timeline
from core.trainer import Trainer


class Replay:
    """Stands at one iteration at a time; the trainer it uses is made anew where a segment begins.

    Args:
        timeline: whose iterations; nobody else may use it in another thread.
        iteration: where to begin.
        progress: of this iteration (core.progress).
        edited: whether the edit of this iteration is done already; else it is done now.
    """

    def __init__(self, timeline: Timeline, iteration: int, progress: Array, *, edited: bool = True) -> None:
        self.timeline = timeline
        segment = timeline.segment_at(iteration) if edited else timeline.segment_before(iteration)
        self._begin(segment, iteration, progress)
        if not edited:
            self.settle()

    @property
    def iteration(self) -> int:
        """How many updates were done."""
        return self._trainer.iteration

    @property
    def progress(self) -> Array:
        """All that training has changed so far, a copy."""
        return self._trainer.progress

    def is_tame(self, progress: Array) -> bool:
        """Whether these and the data are so small that no net input can run over; it would not always be seen in E."""
        largest: float = np.abs(progress).max()  # undefined if one is, and then not below anything
        return bool(largest < self._tame_below)

    def load(self, iteration: int, progress: Array) -> None:
        """Go to an iteration, whose progress, with its edits, is known."""
        segment = self.timeline.segment_at(iteration)
        if segment == self._segment and self._compiled == (iteration >= self.timeline.compiled_from):
            self._trainer.load(progress, iteration)
        else:
            self._begin(segment, iteration, progress)

    def advance(self, stop: int) -> Array:
        """Train on to an iteration, or to the next edit or other trainer before it; the edit itself is not done yet.

        Returns:
            E of each iteration.
        """
        compiled_from = self.timeline.compiled_from
        if self._compiled != (self.iteration >= compiled_from):
            self._begin(self._segment, self.iteration, self.progress)
        goal = min(stop, self.timeline.end(self._segment), inf if self._compiled else compiled_from)
        return self._trainer.train(int(goal) - self.iteration)

    def settle(self) -> bool:
        """Do the edit that is due, if one is; all parameters must be finite.

        Returns:
            Whether there was one.
        """
        timeline, segment, iteration = self.timeline, self._segment, self.iteration
        if iteration != timeline.end(segment):
            return False
        progress = self.progress
        before = timeline.setup_of(segment)
        before = before.with_network(network_of(before.network, progress))
        after = edited(before, timeline.edits[segment])
        self._begin(segment + 1, iteration, begun(after, None if after.since == iteration else progress))
        return True

    def go_to(self, iteration: int) -> None:
        """Advance to an iteration, edits included; all that lies before it must be finite."""
        while self.iteration < iteration:
            self.advance(iteration)
            self.settle()

    def _begin(self, segment: int, iteration: int, progress: Array) -> None:
        setup = self.timeline.setup_of(segment)
        self._segment, self._tame_below = segment, tame_below(setup)
        self._compiled = iteration >= self.timeline.compiled_from
        self._trainer = trainer_of(setup.with_network(network_of(setup.network, progress)), compiled=self._compiled)
        self._trainer.load(progress, iteration)


def trainer_of(setup: Setup, *, compiled: bool) -> Trainer | CompiledTrainer:
    """The quickest trainer for a setup.

    Args:
        setup: what to train.
        compiled: whether it may be compiled code, which must be ready; else it is numpy, to the last bit the numbers of
            the readable path.
    """
    if compiled and suits(setup):
        return CompiledTrainer(setup)
    return Trainer(setup)
