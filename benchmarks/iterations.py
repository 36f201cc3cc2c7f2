"""Iterations: Deltaflow's trainer beside its peers.

Iterations per CPU second of the same training, from the same weights, by everybody: an iteration is E of a batch, its
gradient and the update. All end at the same E, to nine digits, or nothing is told. The candidates take turns; a ratio
is the median over the rounds of that round's ratio.

`trainer` is numpy, `fast` the extra of this name (numba), and `history` training with keyframes and checks, as a room
does it: by numpy, and from some iteration on by `fast` where that is installed. `nn.ts in Node` is a network of objects
written for this benchmark after the algorithm of TensorFlow Playground, which goes forward once more for E; only its
softmax layer is not from there. `nn.ts, E on its way` adds E up before it goes backward, as the others do. `C -O2` is
loops over single numbers.
"""

from __future__ import annotations

from contextlib import ExitStack

from benchmarks import turns
from benchmarks.candidates import CANDIDATES
from benchmarks.cases import CASES
from benchmarks.report import Row
from benchmarks.turns import Better

TITLE = "Iterations"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
PEERS = ("tutorial numpy", "nn.ts in Node", "nn.ts, E on its way", "PyTorch", "micrograd", "scikit-learn", "C -O2")
GOALS = {
    "2-2-2": [
        Better("trainer", 3.5, "tutorial numpy"),
        Better("trainer", 40, "PyTorch"),
        Better("trainer", 15, "micrograd"),
        Better("fast", 3.5, "nn.ts in Node"),
        Better("fast", 1 / 3.5, "C -O2"),
    ],
    "iris": [Better("trainer", 15, "nn.ts in Node")],
    "iris by 16": [Better(who, 2.5, "nn.ts in Node") for who in ("trainer", "fast")],
    "spiral": [Better("trainer", 40, "nn.ts in Node")],
    "spiral by 10": [Better(who, 6, "nn.ts in Node") for who in ("trainer", "fast")],
}


def measure() -> list[Row]:
    """Let all candidates train each case."""
    return [row for name in CASES for row in _case(name)]


def _case(name: str) -> list[Row]:
    case = CASES[name]
    with ExitStack() as stack:
        ready, unable = turns.ready(CANDIDATES, case, stack)
        rates = turns.take(ready)
    measured = turns.rows(rates, "/s", PEERS, GOALS[name], case.title)
    return [*measured, *(Row(who, None, "/s", note=why, table=case.title) for who, why in unable.items())]
