"""What a candidate hands over."""

from collections.abc import Callable
from dataclasses import dataclass

from core.network import Network

#: How to do so many iterations, and how to get the network they have led to.
Training = tuple[Callable[[int], object], Callable[[], Network]]


@dataclass(frozen=True)
class Run:
    """Some iterations from the start of a case.

    Attributes:
        seconds: CPU time of the iterations alone.
        error: E of all rows after the last update.
    """

    seconds: float
    error: float


#: Does so many iterations from the start of its case, whole epochs.
Runner = Callable[[int], Run]


class Unable(Exception):  # noqa: N818 -- it is no error
    """A candidate cannot do a case; the message says why, and what would help."""
