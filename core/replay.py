"""Going through the iterations of a timeline: training, and every edit where it is due."""

from __future__ import annotations

import numpy as np

from core.arrays import Array
from core.edits import edited
from core.network import Network
from core.timeline import Timeline
from core.trainer import Trainer


class Replay:
    """Stands at one iteration at a time; the trainer it uses is made anew where a segment begins.

    Args:
        timeline: whose iterations; nobody else may use it in another thread.
        iteration: where to begin.
        parameters: (all,) of this iteration.
        edited: whether the edit of this iteration is done already; else it is done now.
    """

    def __init__(self, timeline: Timeline, iteration: int, parameters: Array, *, edited: bool = True) -> None:
        self.timeline = timeline
        segment = timeline.segment_at(iteration) if edited else timeline.segment_before(iteration)
        self._begin(segment, iteration, parameters)
        if not edited:
            self.settle()

    @property
    def iteration(self) -> int:
        """How many updates were done."""
        return self._trainer.iteration

    @property
    def parameters(self) -> Array:
        """(all,) a copy of the parameters now."""
        return self._trainer.parameters

    def is_tame(self, parameters: Array) -> bool:
        """Whether these and the data are so small that no net input can run over; it would not always be seen in E."""
        largest: float = np.abs(parameters).max()  # undefined if one is, and then not below anything
        return bool(largest < self._bound)

    def network(self) -> Network:
        """The network now.

        Raises:
            ValueRangeError: a parameter is not finite.
        """
        return self._trainer.network()

    def load(self, iteration: int, parameters: Array) -> None:
        """Go to an iteration, whose parameters (all,), with its edits, are known."""
        segment = self.timeline.segment_at(iteration)
        if segment == self._segment:
            self._trainer.load(parameters, iteration)
        else:
            self._begin(segment, iteration, parameters)

    def advance(self, stop: int) -> Array:
        """Train on to an iteration, or to the next edit before it; the edit itself is not done yet.

        Returns:
            E of each iteration.
        """
        goal = min(stop, self.timeline.end(self._segment))
        return self._trainer.train(int(goal) - self.iteration)

    def settle(self) -> bool:
        """Do the edit that is due, if one is; all parameters must be finite.

        Returns:
            Whether there was one.
        """
        timeline, segment, iteration = self.timeline, self._segment, self.iteration
        if iteration != timeline.end(segment):
            return False
        before = timeline.setup_of(segment).with_network(self.network())
        network = edited(before, timeline.edits[segment]).network
        self._begin(segment + 1, iteration, np.concatenate([part.ravel() for part in (*network.w, *network.b)]))
        return True

    def go_to(self, iteration: int) -> None:
        """Advance to an iteration, edits included; all that lies before it must be finite."""
        while self.iteration < iteration:
            self.advance(iteration)
            self.settle()

    def _begin(self, segment: int, iteration: int, parameters: Array) -> None:
        setup = self.timeline.setup_of(segment)
        sizes = setup.network.sizes
        self._segment = segment
        bound = 10.0 ** (300 / len(sizes)) / (max(sizes) + 1)
        self._bound = bound if np.abs(setup.x).max() < bound else 0.0
        self._trainer = Trainer(setup.network.with_vector(parameters), setup.x, setup.target, setup.eta)
        self._trainer.load(parameters, iteration)
