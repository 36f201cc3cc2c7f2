"""What a candidate hands over."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


@contextmanager
def conversation(command: Sequence[str | Path], first: str, read: Callable[[str], Run]) -> Iterator[Runner]:
    """A program that is told its case by a first line, and then again and again how many iterations to do.

    Args:
        command: starts it.
        first: the line that tells the case.
        read: makes what it answers, a line, a Run.
    """
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        asked, answers = child.stdin, child.stdout
        assert asked is not None
        assert answers is not None

        def run(count: int) -> Run:
            asked.write(f"{count}\n")
            asked.flush()
            return read(answers.readline())

        asked.write(f"{first}\n")
        yield run
