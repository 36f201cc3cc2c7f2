"""Who is measured: one list, to which a candidate is added by a line; benchmarks/README.md says how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import process_time

from benchmarks.cases import Case
from benchmarks.peers import autograd, by_hand, compiled, javascript, pytorch, scikit_learn
from benchmarks.peers.running import Run, Runner, Training
from benchmarks.trainers import fast, history, readable_path, trainer


@dataclass(frozen=True)
class Candidate:
    """A way to train.

    Attributes:
        name: as it stands in the table.
        begin: makes it ready for a case, for as long as the context lasts; raises Unable where it cannot do the case.
        ours: whether it is Deltaflow's own.
    """

    name: str
    begin: Callable[[Case], AbstractContextManager[Runner]]
    ours: bool = False


def python(name: str, fresh: Callable[[Case], Training], *, ours: bool = False) -> Candidate:
    """A candidate in this process.

    Args:
        name: as it stands in the table.
        fresh: begins at the case's start; it is called before each run, and its time does not count.
        ours: whether it is Deltaflow's own.
    """

    @contextmanager
    def begin(case: Case) -> Iterator[Runner]:
        fresh(case)

        def run(count: int) -> Run:
            train, network = fresh(case)
            start = process_time()
            train(count)
            return Run(process_time() - start, case.error(network()))

        yield run

    return Candidate(name, begin, ours)


#: In the order in which they take their turns and stand in the tables.
CANDIDATES = (
    python("trainer", trainer, ours=True),
    python("fast", fast, ours=True),
    python("history", history, ours=True),
    python("readable path", readable_path, ours=True),
    python("tutorial numpy", by_hand.tutorial_numpy),
    python("scalar Python", by_hand.scalar_python),
    python("PyTorch", pytorch.eager),
    python("scikit-learn", scikit_learn.network),
    python("micrograd", autograd.micrograd),
    Candidate("nn.ts in Node", javascript.node),
    Candidate("nn.ts, E on its way", lambda case: javascript.node(case, "on-its-way")),
    Candidate("C -O2", compiled.c),
)
#: Names of those that are Deltaflow's own.
OURS = frozenset(candidate.name for candidate in CANDIDATES if candidate.ours)
