"""Many networks at once, beside one at a time.

Network-iterations per CPU second: an iteration of an ensemble of 1024 counts 1024 times. All candidates take turns; a
ratio is the median over the rounds of that round's ratio. The 2-2-2 network is trained on its one example, and all end
at the same E; iris is trained by batches of all rows. `with E` tells E of each iteration, the other ensembles do not.
`nn.ts, E on its way` and `C -O2` train one network, as above: E costs them next to nothing there.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack

import numpy as np

from benchmarks import turns
from benchmarks.candidates import CANDIDATES
from benchmarks.cases import CASES
from benchmarks.report import Row
from benchmarks.turns import Better
from core.ensemble import Ensemble, errors_at
from core.setup import Setup

TITLE = "Many networks at once"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
MEMBERS = 1024
NAME = f"ensemble of {MEMBERS}"
SINGLE = ("trainer", "tutorial numpy", "nn.ts, E on its way", "C -O2")
GOALS = [Better(NAME, 80, "trainer"), Better(NAME, 15, "nn.ts, E on its way"), Better(NAME, 1, "C -O2")]


def timed(networks: int, count: int, train: Callable[[int], object]) -> float:
    """Network-iterations per CPU second of so many iterations of so many networks."""
    start = time.process_time()
    train(count)
    return networks * count / (time.process_time() - start)


def mazur(members: int) -> Ensemble:
    """The 2-2-2 network, and others like it with other weights and learning rates."""
    setup, rng = CASES["2-2-2"].setup, np.random.default_rng(1)
    starts = setup.network.vector + 0.1 * rng.normal(size=(members, setup.network.vector.size))
    etas = rng.uniform(0.1, 1.0, members)
    starts[0], etas[0] = setup.network.vector, setup.eta
    return Ensemble(setup, starts, etas)


def copies(setup: Setup, members: int) -> Ensemble:
    """The same network many times."""
    return Ensemble(setup, np.tile(setup.network.vector, (members, 1)), np.full(members, setup.eta))


def check() -> None:
    """Refuse an ensemble that computes something else.

    Raises:
        SystemExit: its first network does not end at the E of the candidates.
    """
    case = CASES["2-2-2"]
    found = mazur(MEMBERS)
    found.advance(case.iterations)
    alone = next(candidate for candidate in CANDIDATES if candidate.name == "tutorial numpy")
    with alone.begin(case) as run:
        expected = run(case.iterations).error
    if not np.isclose(case.error(found.network(0)), expected, rtol=1e-9, atol=0.0):
        raise SystemExit(f"The ensemble ends at E = {case.error(found.network(0))}, not {expected}")


def measure() -> list[Row]:
    """Let the candidates take turns, and compare each with one network trained alone."""
    check()
    return [*_mazur(), *_iris(), surface()]


def _mazur() -> list[Row]:
    title, one, more = "Many 2-2-2, one example", mazur(MEMBERS), mazur(8 * MEMBERS)
    with ExitStack() as stack:
        alone = [candidate for candidate in CANDIDATES if candidate.name in SINGLE]
        ready, unable = turns.ready(alone, CASES["2-2-2"], stack)
        ready[NAME] = lambda: timed(MEMBERS, 1500, one.advance)
        ready[f"{NAME}, with E"] = lambda: timed(MEMBERS, 1500, one.train)
        ready[f"ensemble of {8 * MEMBERS}"] = lambda: timed(8 * MEMBERS, 200, more.advance)
        rates = turns.take(ready)
    left_out = [Row(who, None, "/s", note=why, table=title) for who, why in unable.items()]
    return [*turns.rows(rates, "/s", SINGLE, GOALS, title), *left_out]


def _iris() -> list[Row]:
    case, together = CASES["iris"], copies(CASES["iris"].setup, 64)
    with ExitStack() as stack:
        alone = [candidate for candidate in CANDIDATES if candidate.name == "trainer"]
        ready, _ = turns.ready(alone, case, stack)
        ready["ensemble of 64"] = lambda: timed(64, 40, together.advance)
        rates = turns.take(ready)
    return turns.rows(rates, "/s", ["trainer"], [], "Many iris 4-8-3, all 150 rows")


def surface() -> Row:
    """How long a surface takes: E of the 2-2-2 network in every cell of a grid."""
    setup, times = CASES["2-2-2"].setup, []
    vectors = np.tile(setup.network.vector, (201 * 201, 1))
    for _ in range(turns.ROUNDS):
        start = time.process_time()
        errors_at(setup, vectors)
        times.append(1e3 * (time.process_time() - start))
    what = "E of the 2-2-2 network over two parameters, 201 × 201 cells"
    return Row(what, statistics.median(times), "ms", spread=(min(times), max(times)), table="A surface of E")
