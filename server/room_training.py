"""The numbers of a room: its history, the values of each iteration, and the loss curve."""

import numpy as np
from numpy.typing import NDArray

from core.curve import Curve
from core.edits import Change, Edit
from core.errors import DivergenceError, ShapeError
from core.examples import Example
from core.history import History
from core.network import Network
from core.setup import Setup
from server.protocol.events import CurvePoint

Etas = tuple[tuple[int, float], ...]


class Training:
    """An example's network in every iteration trained so far; all its numbers are finite.

    Args:
        example: the untouched network and its data.
        etas: the learning rate from each of these iterations on, the first from 0; None takes the example's.

    Attributes:
        script: what the values of an iteration are.
        summary: (quantities,) where the values of the summary stand among them.
        phase_ends: for each phase, the number of moments computed at its end.
    """

    def __init__(self, example: Example, etas: Etas | None = None) -> None:
        (start, eta), *later = etas or ((0, example.eta),)
        if start != 0:
            raise ShapeError(f"The learning rates begin at iteration {start}; begin at 0.", "etas")
        setup = Setup(example.network, example.x, example.target, eta)
        self._history = History(setup, [_edit(at, eta) for at, eta in later])
        self._curve = Curve()
        self._values: tuple[int, NDArray[np.float64]] | None = None
        self.script = self._history.script_at(0)
        self.summary = np.array([self.script.slot(quantity) for quantity in self.script.summary])
        phases = [moment.phase for moment in self.script.moments]
        self.phase_ends = tuple(len(phases) - phases[::-1].index(phase) for phase in dict.fromkeys(phases))

    @property
    def trained_to(self) -> int:
        """The newest iteration that can be shown without training."""
        return self._history.trained_to

    @property
    def etas(self) -> Etas:
        """The learning rate from each of these iterations on."""
        first, later = self._history.initial.eta, self._history.edits
        return ((0, first), *((edit.iteration, float(edit.changes[0].to)) for edit in later))  # type: ignore[arg-type]

    def eta_at(self, iteration: int) -> float:
        """Give the learning rate of an iteration."""
        return next(eta for start, eta in reversed(self.etas) if start <= iteration)

    def network(self, iteration: int) -> Network:
        """Give the network as it is in an iteration."""
        return self._history.at(iteration)

    def curve(self) -> tuple[CurvePoint, ...]:
        """Give the loss curve over all iterations whose update was done."""
        return tuple(self._curve.points())

    def values(self, iteration: int) -> NDArray[np.float64]:
        """Give all numbers of an iteration that is trained, in the order of the script; the last one is kept."""
        if self._values is None or self._values[0] != iteration:
            self._values = iteration, self._history.record(iteration).values
        return self._values[1]

    def train(self, count: int) -> None:
        """Train so many iterations more.

        Raises:
            DivergenceError: the numbers end on the way; the history ends with the last finite iteration.
        """
        start = self.trained_to
        try:
            errors = self._history.train(count)
        except DivergenceError as error:
            self._curve.add(start, error.errors)
            raise
        self._curve.add(start, errors)

    def set_eta(self, iteration: int, eta: float) -> bool:
        """Use another learning rate from an iteration on; what was trained after it is dropped.

        Returns:
            Whether that changed anything.

        Raises:
            DivergenceError: the numbers of this very iteration would not be finite; nothing is changed.
        """
        if self.eta_at(iteration) == eta and self.etas[-1][0] <= iteration:
            return False
        if iteration == 0:
            return self.restart(eta)
        kept = [edit for edit in self._history.edits if edit.iteration < iteration]
        history = self._history.branched([*kept, _edit(iteration, eta)])
        if history.trained_to > iteration:  # the same rate as before: only what came after it is dropped
            history = history.branched(kept).branched(history.edits)
        self._history = history
        self._cut(iteration)
        return True

    def restart(self, eta: float) -> bool:
        """Drop everything trained, and all learning rates but this one.

        Returns:
            Whether there was anything to drop.
        """
        if self.trained_to == 0 and self.etas == ((0, eta),):
            return False
        initial = self._history.initial
        self._history = History(Setup(initial.network, initial.x, initial.target, eta))
        self._cut(0)
        return True

    def _cut(self, iteration: int) -> None:
        """Forget what was shown of an iteration that has changed, and of all after it."""
        self._values = None
        kept = self._curve.truncate(iteration)
        self._curve.add(kept, self._history.errors(kept, iteration))


def _edit(iteration: int, eta: float) -> Edit:
    return Edit(iteration, (Change("eta", eta),))
