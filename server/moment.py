"""What a moment is made of: how a network began, every edit, and where one stands; givens only, never results."""

from dataclasses import dataclass
from typing import Final

from core.edits import Edit, same_beginning
from core.examples import EXAMPLES
from core.moments import Grain
from core.setup import Setup
from server.data import Data
from server.position import Position

MOST_EDITS: Final = 10_000
"""Edits of all branches of a room or a file together: what they are made of must stay in memory."""


@dataclass(frozen=True)
class Start:
    """How a room begins.

    Attributes:
        data: what its rows mean, and rows that are only tested; None where nothing is said of them.
        example: id of the example that this is, untouched; None for a setup of one's own.
        title, description, source: what people read about it; description and source may be empty.
    """

    setup: Setup
    title: str
    example: str | None = None
    description: str = ""
    source: str = ""
    data: Data | None = None

    @classmethod
    def of_example(cls, example_id: str) -> "Start":
        """Begin as an example does.

        Raises:
            KeyError: there is no such example.
        """
        example = EXAMPLES[example_id]
        setup = Setup(example.network, example.x, example.target, example.eta)
        return cls(setup, example.title, example.id, example.description, example.source)


@dataclass(frozen=True)
class MomentBranch:
    """A branch: a name and the edits from iteration 0 on, in rising order.

    Attributes:
        parent: index of the branch it was started from, None where there is none (any more).
        trained_to: the newest iteration that can be shown without training.
    """

    name: str
    parent: int | None
    edits: tuple[Edit, ...]
    trained_to: int


@dataclass(frozen=True)
class Moment:
    """A start, its branches, and the position in one of them (`branch`, an index).

    `shown` is the index of the example that is shown, in the batch of an iteration.
    `grain` says how far a step goes.
    A position beyond its branch's `trained_to` is trained to when a room is made of this.
    """

    start: Start
    branches: tuple[MomentBranch, ...]
    branch: int
    position: Position
    shown: int = 0
    grain: Grain = "quantity"

    def after_parent(self, index: int) -> tuple[Edit, ...] | None:
        """Give the edits of a branch after those that its parent has before the first of them.

        Returns:
            At least one; None if it has no parent, or does not begin as that does.
        """
        branch = self.branches[index]
        before = () if branch.parent is None else self.branches[branch.parent].edits
        same = same_beginning(before, branch.edits)
        own = branch.edits[same:]
        if not (same and own) or any(edit.iteration < own[0].iteration for edit in before[same : same + 1]):
            return None
        return own

    @classmethod
    def of_start(cls, start: Start) -> "Moment":
        """Begin at the beginning."""
        return cls(start, (MomentBranch("original", None, (), 0),), 0, Position(0, 0))

    @classmethod
    def of_example(cls, example_id: str) -> "Moment":
        """Begin an example at the beginning.

        Raises:
            KeyError: there is no such example.
        """
        return cls.of_start(Start.of_example(example_id))
