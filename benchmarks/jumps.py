"""Any of a million iterations again, and what it costs to be able to.

The 2-2-2 network is trained to iteration 1 000 000, with an edit in the middle. Then random iterations are recorded:
each is computed again from the nearest keyframe, to the same bits. Memory is what the history holds in the end. A
branch at rest is one that nobody looks at; it keeps fewer keyframes.
"""

import random
import statistics
import time
import tracemalloc

from benchmarks.report import Row
from core.edits import Change, Edit
from core.examples import MAZUR
from core.history import History
from core.setup import Setup

TITLE = "Time travel"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
ITERATIONS = 1_000_000
JUMPS = 200
BRANCHES = 64


def measure() -> list[Row]:
    """Train, weigh and jump, once as the branch in use and once at rest."""
    setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta)
    tracemalloc.start()
    history = History(setup, [Edit(ITERATIONS // 2, (Change("bias_policy", "per_unit"),))])
    history.train(ITERATIONS)
    in_use = _megabytes()
    history.rest()
    at_rest = _megabytes()
    tracemalloc.stop()
    slow = _jumps(history)
    history = History(setup, history.edits)
    history.train(ITERATIONS)
    fast = _jumps(history)
    together = in_use + (BRANCHES - 1) * at_rest
    return [
        Row("a jump to a random iteration, median", statistics.median(fast), "ms", f"{JUMPS} jumps"),
        Row("the slowest of them", max(fast), "ms", at_most=100),
        Row("in a branch at rest, median", statistics.median(slow), "ms"),
        Row("the slowest of them", max(slow), "ms", at_most=100),
        Row("memory of a branch", in_use, "MB", f"{at_rest:.3f} MB at rest"),
        Row(f"{BRANCHES} branches that share nothing", together, "MB", "all but one at rest", at_most=16),
    ]


def _jumps(history: History) -> list[float]:
    """Milliseconds of each of some random jumps."""
    rng = random.Random(7)
    times = []
    for _ in range(JUMPS):
        iteration = rng.randrange(ITERATIONS + 1)
        start = time.perf_counter()
        history.record(iteration)
        times.append(1e3 * (time.perf_counter() - start))
    return times


def _megabytes() -> float:
    used, _ = tracemalloc.get_traced_memory()
    return used / 1e6
