"""What can be taken back and done again, without limit: steps in memory around the room's place among all of them."""

from collections.abc import Iterable
from typing import Final

from server.room_events import CommandError
from server.saved import NEAR, Found, Kept, Missing, Step, Steps

MOST_HELD: Final = 10_000
"""Steps that may wait in memory for a store that does not take them, unless they are heavy:"""

MOST_WEIGHT: Final = 100_000
"""with so many single changes in them, some twenty megabytes,"""

FEWEST_HELD: Final = 16
"""there may be so many."""


class Undo:
    """All steps of a room, of which some are in memory.

    Args:
        steps: those of before.
        kept: how many are in memory.

    Attributes:
        done: how many can be undone.
        total: how many there are.
    """

    def __init__(self, steps: Steps, kept: Kept) -> None:
        self._kept = kept
        self._first = steps.first
        self._held = list(steps.held)
        self._gesture: str | None = None
        self._asked: Missing | None = None
        self.done, self.total = steps.done, steps.total
        place = self.done - self._first
        self._behind, self._ahead = _weight(self._held[:place]), _weight(self._held[place:])

    @property
    def steps(self) -> Steps:
        """All of them."""
        return Steps(self._first, tuple(self._held), self.done, self.total)

    @property
    def newest(self) -> Step | None:
        """What would be undone, None if there is nothing; `lacks` says whether there is something out of memory."""
        return self._held[self.done - self._first - 1] if self.done > self._first else None

    @property
    def next(self) -> Step | None:
        """What would be redone, as `newest` is what would be undone."""
        at = self.done - self._first
        return self._held[at] if at < len(self._held) else None

    @property
    def labels(self) -> tuple[str | None, str | None]:
        """What would be undone, and what would be redone."""
        newest, following = self.newest, self.next
        return (newest.label if newest else None, following.label if following else None)

    def check_place(self) -> None:
        """Refuse a further step while too many wait for the store.

        Raises:
            CommandError: that is so.
        """
        count = len(self._held)
        if count >= MOST_HELD or (count >= FEWEST_HELD and self._behind + self._ahead >= MOST_WEIGHT):
            detail = "The disk does not take the steps of this room, and memory takes no more: wait until it is saved."
            raise CommandError("out_of_range", None, detail)

    @property
    def needed(self) -> set[int]:
        """The branches that steps in memory lead to."""
        return {branch for step in self._held for branch in (step.branch, step.came_from)}

    def lacks(self, *, back: bool) -> bool:
        """Tell whether there are steps on one side, of which too few are in memory to go there."""
        place = self.done - self._first
        there, held = (self.done, place) if back else (self.total - self.done, len(self._held) - place)
        return held < min(NEAR, there)

    def add(self, step: Step, gesture: str | None) -> None:
        """Note what was done now: what was undone cannot be redone any more."""
        self._held[self.done - self._first :] = [step]
        self._behind, self._ahead = self._behind + step.weight, 0
        self.done += 1
        self.total = self.done
        self._gesture = gesture
        if self._asked is not None and not self._asked.back:
            self._asked = None

    def of_gesture(self, gesture: str | None) -> Step | None:
        """Give the newest step if the gesture that made it still goes on."""
        return self.newest if gesture is not None and gesture == self._gesture else None

    def replace(self, step: Step) -> None:
        """Let the newest step be another one, as its gesture went on."""
        self._behind += step.weight - self._held[-1].weight
        self._held[-1] = step

    def end_gesture(self) -> None:
        """Let the next edit be a step of its own."""
        self._gesture = None

    def back(self) -> None:
        """Note that the newest step was undone."""
        self.done -= 1
        weight = self._held[self.done - self._first].weight
        self._behind, self._ahead = self._behind - weight, self._ahead + weight

    def forth(self) -> None:
        """Note that a step was done again."""
        weight = self._held[self.done - self._first].weight
        self.done += 1
        self._behind, self._ahead = self._behind + weight, self._ahead - weight

    def missing(self, known: Iterable[int]) -> Missing | None:
        """Say which steps should be in memory soon, if there are some; until they are given, none is let go.

        Args:
            known: the branches in memory.
        """
        first, stop, place = self._first, self._first + len(self._held), self.done - self._first
        read, weight = self._kept.read, self._kept.weight // 2
        self._asked = None
        if first and self._few(place, self._behind):
            self._asked = Missing(max(0, first - read), first, True, weight, frozenset(known))
        elif stop < self.total and self._few(len(self._held) - place, self._ahead):
            self._asked = Missing(stop, min(self.total, stop + read), False, weight, frozenset(known))
        return self._asked

    def give(self, missing: Missing, found: Found) -> bool:
        """Take what was missing; tells whether it still was, as an edit may have made it useless."""
        if missing is not self._asked:
            return False
        self._asked = None
        if missing.back:
            self._held[:0] = found.steps
            self._first = found.first
            self._behind += _weight(found.steps)
        else:
            self._held += found.steps
            self._ahead += _weight(found.steps)
        return True

    def let_go(self, stored: Steps) -> bool:
        """Keep only what is near, as far as the rest is written; tells whether something is not in memory any more.

        Args:
            stored: steps that are in the store for sure.
        """
        if self._asked is not None:
            return False
        before, place = len(self._held), self.done - self._first
        low = place - self._near(self._held[:place][::-1], self._behind)
        high = place + self._near(self._held[place:], self._ahead)
        while len(self._held) > high and stored.get(self._first + len(self._held) - 1) is self._held[-1]:
            self._ahead -= self._held.pop().weight
        written = 0
        while written < low and stored.get(self._first + written) is self._held[written]:
            self._behind -= self._held[written].weight
            written += 1
        del self._held[:written]
        self._first += written
        return len(self._held) < before

    def _few(self, count: int, weight: int) -> bool:
        """Whether more should be read on this side."""
        return count < NEAR or (count < self._kept.few and weight < self._kept.weight // 2)

    def _near(self, steps: list[Step], weight: int) -> int:
        """Count those that stay in memory on this side, the nearest first: all, or half of what would be too many."""
        most, heaviest = self._kept.most, self._kept.weight
        if len(steps) <= most and weight <= heaviest:
            return len(steps)
        count = weight = 0
        while count < min(len(steps), most // 2) and (count < NEAR or weight + steps[count].weight <= heaviest // 2):
            weight += steps[count].weight
            count += 1
        return count


def _weight(steps: Iterable[Step]) -> int:
    return sum(step.weight for step in steps)
