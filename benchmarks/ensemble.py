"""Many networks at once, beside one at a time.

Network-iterations per CPU second: an iteration of an ensemble of 1024 counts 1024 times. All candidates take turns; a
ratio is the median over the rounds of that round's ratio. The 2-2-2 network is trained on its one example, and all end
at the same E; iris is trained by batches of all rows. `with E` tells E of each iteration, the other ensembles do not.
Those called `fast` are compiled, by the extra of that name, and held to 15 × `nn.ts`. The others are numpy, where each
operation of all networks is a call that reads and writes memory, which leaves it at half of that.
`nn.ts, E on its way` and `C -O2` train one network, as above: E costs them next to nothing there.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import numpy as np

from benchmarks import turns
from benchmarks.candidates import CANDIDATES
from benchmarks.cases import CASES
from benchmarks.peers.running import Unable
from benchmarks.report import Row
from benchmarks.turns import Better
from core import compiled
from core.arrays import Array
from core.ensemble import Ensemble, errors_at
from core.setup import Setup

TITLE = "Many networks at once"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
MEMBERS = 1024
NAME = f"ensemble of {MEMBERS}"
SINGLE = ("trainer", "tutorial numpy", "nn.ts, E on its way", "C -O2")
FAST = f"{NAME}, fast"
GOALS = [Better(name, times, peer) for name in (NAME, FAST) for times, peer in ((80, "trainer"), (1, "C -O2"))]
GOALS.append(Better(FAST, 15, "nn.ts, E on its way"))


def timed(networks: int, count: int, train: Callable[[int], object]) -> float:
    """Network-iterations per CPU second of so many iterations of so many networks."""
    start = time.process_time()
    train(count)
    return networks * count / (time.process_time() - start)


def begun(setup: Setup, starts: Array, etas: Array, *, by_numba: bool) -> Ensemble:
    """An ensemble that is trained by numpy, or by compiled loops.

    Raises:
        Unable: numba is not installed.
    """
    if by_numba:
        try:
            compiled.prepare()
        except ImportError as error:
            raise Unable("not installed: numba, the extra `fast`") from error
    return Ensemble(setup, starts, etas, compiled=by_numba)


def mazur(members: int, *, by_numba: bool = False) -> Ensemble:
    """The 2-2-2 network, and others like it with other weights and learning rates."""
    setup, rng = CASES["2-2-2"].setup, np.random.default_rng(1)
    starts = setup.network.vector + 0.1 * rng.normal(size=(members, setup.network.vector.size))
    etas = rng.uniform(0.1, 1.0, members)
    starts[0], etas[0] = setup.network.vector, setup.eta
    return begun(setup, starts, etas, by_numba=by_numba)


def copies(setup: Setup, members: int, *, by_numba: bool = False) -> Ensemble:
    """The same network many times."""
    starts = np.tile(setup.network.vector, (members, 1))
    return begun(setup, starts, np.full(members, setup.eta), by_numba=by_numba)


def check(found: Ensemble) -> None:
    """Refuse an ensemble of 2-2-2 networks that computes something else.

    Raises:
        SystemExit: its first network does not end at the E of the candidates.
    """
    case = CASES["2-2-2"]
    found.advance(case.iterations)
    alone = next(candidate for candidate in CANDIDATES if candidate.name == "tutorial numpy")
    with alone.begin(case) as run:
        expected = run(case.iterations).error
    if not np.isclose(case.error(found.network(0)), expected, rtol=1e-9, atol=0.0):
        raise SystemExit(f"The ensemble ends at E = {case.error(found.network(0))}, not {expected}")


def measure() -> list[Row]:
    """Let the candidates take turns, and compare each with one network trained alone."""
    return [*_mazur(), *_iris(), surface()]


def _mazur() -> list[Row]:
    title, case = "Many 2-2-2, one example", CASES["2-2-2"]
    with ExitStack() as stack:
        alone = [candidate for candidate in CANDIDATES if candidate.name in SINGLE]
        ready, unable = turns.ready(alone, case, stack)
        for by_numba, ending in ((False, ""), (True, ", fast")):
            try:
                one, more = mazur(MEMBERS, by_numba=by_numba), mazur(8 * MEMBERS, by_numba=by_numba)
            except Unable as reason:
                unable[f"{NAME}{ending}"] = str(reason)
                continue
            check(one)
            ready[f"{NAME}{ending}"] = partial(timed, MEMBERS, 1500, one.advance)
            ready[f"{NAME}, with E{ending}"] = partial(timed, MEMBERS, 1500, one.train)
            ready[f"ensemble of {8 * MEMBERS}{ending}"] = partial(timed, 8 * MEMBERS, 200, more.advance)
        rates = turns.take(ready)
    left_out = [Row(who, None, "/s", note=why, table=title) for who, why in unable.items()]
    return [*turns.rows(rates, "/s", SINGLE, GOALS, title), *left_out]


def _iris() -> list[Row]:
    title, case, members = "Many iris 4-8-3, all 150 rows", CASES["iris"], 64
    with ExitStack() as stack:
        alone = [candidate for candidate in CANDIDATES if candidate.name == "trainer"]
        ready, unable = turns.ready(alone, case, stack)
        for by_numba, ending in ((False, ""), (True, ", fast")):
            try:
                together = copies(case.setup, members, by_numba=by_numba)
            except Unable as reason:
                unable[f"ensemble of {members}{ending}"] = str(reason)
                continue
            ready[f"ensemble of {members}{ending}"] = partial(timed, members, 40, together.advance)
        rates = turns.take(ready)
    left_out = [Row(who, None, "/s", note=why, table=title) for who, why in unable.items()]
    return [*turns.rows(rates, "/s", ["trainer"], [], title), *left_out]


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
