"""What can be taken back and done again, in bounded memory."""

from collections.abc import Sequence
from typing import Final

from server.saved import Step

MOST_STEPS: Final = 10_000
MOST_CHANGES: Final = 100_000
"""Single changes in all steps together: some twenty megabytes, which nobody reaches by hand."""


class Undo:
    """Two stacks of steps.

    Args:
        done: what can be undone, the oldest first.
        undone: what can be redone, the next one last.
    """

    def __init__(self, done: Sequence[Step] = (), undone: Sequence[Step] = ()) -> None:
        self.done = list(done)
        self.undone = list(undone)
        self._gesture: str | None = None
        self._changes = sum(_weight(step) for step in (*done, *undone))

    @property
    def labels(self) -> tuple[str | None, str | None]:
        """What would be undone, and what would be redone."""
        return (self.done[-1].label if self.done else None, self.undone[-1].label if self.undone else None)

    @property
    def needed(self) -> set[int]:
        """The branches that steps lead to."""
        return {branch for step in (*self.done, *self.undone) for branch in (step.branch, step.came_from)}

    def add(self, step: Step, gesture: str | None) -> None:
        """Note what was done now: what was undone cannot be redone any more, and the oldest steps are forgotten."""
        self.undone.clear()
        self.done.append(step)
        self._gesture = gesture
        self._changes = sum(_weight(each) for each in self.done) if len(self.done) % 100 == 0 else self._changes
        self._changes += _weight(step)
        while len(self.done) > MOST_STEPS or (self._changes > MOST_CHANGES and len(self.done) > 1):
            self._changes -= _weight(self.done.pop(0))

    def of_gesture(self, gesture: str | None) -> Step | None:
        """Give the newest step if the gesture that made it still goes on."""
        return self.done[-1] if gesture is not None and gesture == self._gesture and self.done else None

    def replace(self, step: Step) -> None:
        """Let the newest step be another one, as its gesture went on."""
        self._changes += _weight(step) - _weight(self.done[-1])
        self.done[-1] = step

    def end_gesture(self) -> None:
        """Let the next edit be a step of its own."""
        self._gesture = None

    def back(self) -> None:
        """Note that the newest step was undone."""
        self.undone.append(self.done.pop())

    def forth(self) -> None:
        """Note that a step was done again."""
        self.done.append(self.undone.pop())


def _weight(step: Step) -> int:
    own = sum(len(edit.changes) for edit in (*(step.own_before or ()), *step.own_after))
    return 1 + own + len(step.differences)
