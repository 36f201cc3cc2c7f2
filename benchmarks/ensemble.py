"""Many networks at once, beside one at a time.

Network-iterations per CPU second: an iteration of an ensemble of 1024 counts 1024 times. All candidates take turns, so
that a busy machine slows all of them: compare the ratios. Medians, with the slowest and the fastest round. The 2-2-2
network is trained on its one example, and all end at the same E; iris is trained by batches of all rows. C is one
network in scalar loops, compiled with -O2 by the machine's compiler; where there is none, its row is left out.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.iterations import trainer, tutorial_numpy
from benchmarks.report import Row, show
from core.batch_trainer import BatchTrainer
from core.datasets.catalogue import dataset
from core.ensemble import Ensemble, errors_at
from core.examples import MAZUR
from core.initial import initial
from core.method import Method
from core.network import Network
from core.progress import begun
from core.setup import Setup

TITLE = "Many networks at once"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
ROUNDS = 9
MEMBERS = 1024
GOALS = {f"ensemble of {MEMBERS}": "at least 80 x trainer, and more than C"}
SOURCE = Path(__file__).parent / "scalar.c"

#: A name, and what does one round: network-iterations per CPU second.
Candidate = tuple[str, Callable[[], float]]


def timed(networks: int, count: int, train: Callable[[int], object]) -> float:
    """Network-iterations per CPU second of so many iterations of so many networks."""
    start = time.process_time()
    train(count)
    return networks * count / (time.process_time() - start)


def mazur(members: int) -> Ensemble:
    """The 2-2-2 network, and others like it with other weights and learning rates."""
    rng = np.random.default_rng(1)
    starts = MAZUR.network.vector + 0.1 * rng.normal(size=(members, MAZUR.network.vector.size))
    etas = rng.uniform(0.1, 1.0, members)
    starts[0], etas[0] = MAZUR.network.vector, MAZUR.eta
    return Ensemble(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta), starts, etas)


def iris() -> Setup:
    """A 4-8-3 network on all rows of iris."""
    data, sizes = dataset("iris"), [4, 8, 3]
    w, b = initial(sizes, "xavier_uniform", 1)
    network = Network(sizes, ["tanh", "softmax"], "categorical_cross_entropy", "per_unit", w, b)
    return Setup(network, data.x, data.target, 0.05, Method(batch=None))


def in_one_go(setup: Setup) -> BatchTrainer:
    """One network, trained alone."""
    alone = BatchTrainer(setup)
    alone.load(begun(setup), 0)
    return alone


@contextmanager
def compiled() -> Iterator[list[Candidate]]:
    """The C program, where there is a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "scalar"
        subprocess.run([compiler, "-O2", "-o", program, SOURCE, "-lm"], check=True)

        def run(count: int = 2_000_000) -> tuple[float, float]:
            told = subprocess.run([program, str(count)], check=True, capture_output=True, text=True).stdout.split()
            return float(told[0]), float(told[1])

        check("C", run(1000)[1])
        yield [("C -O2, one network", lambda: run()[0])]


def check(name: str, error: float) -> None:
    """Refuse a candidate that computes something else.

    Raises:
        SystemExit: it does not end at the tutorial's E, so that comparing its time means nothing.
    """
    expected = tutorial_numpy(1000)
    if not np.isclose(error, expected, rtol=1e-9, atol=0.0):
        raise SystemExit(f"{name} ends at E = {error}, not {expected}")


def measure() -> list[Row]:
    """Let the candidates take turns, and compare each with the tutorial's way and with one network trained alone.

    A peer in another language is one more candidate here: it says its own rate.
    """
    check("The ensemble", float(mazur(MEMBERS).train(1000)[-1, 0]))
    one, more, flowers = mazur(MEMBERS), mazur(8 * MEMBERS), iris()
    batch = Ensemble(flowers, np.tile(flowers.network.vector, (64, 1)), np.full(64, flowers.eta))
    alone = in_one_go(flowers)
    with compiled() as peers:
        candidates: list[Candidate] = [
            ("tutorial numpy, one network", lambda: timed(1, 4000, tutorial_numpy)),
            ("trainer, one network", lambda: timed(1, 12_000, trainer)),
            *peers,
            (f"ensemble of {MEMBERS}", lambda: timed(MEMBERS, 1500, one.advance)),
            (f"ensemble of {MEMBERS}, E of each iteration", lambda: timed(MEMBERS, 1500, one.train)),
            (f"ensemble of {8 * MEMBERS}", lambda: timed(8 * MEMBERS, 200, more.advance)),
            ("iris 4-8-3, one network", lambda: timed(1, 600, alone.train)),
            ("iris 4-8-3, ensemble of 64", lambda: timed(64, 40, batch.advance)),
        ]
        rates: dict[str, list[float]] = {name: [] for name, _ in candidates}
        for _ in range(ROUNDS):
            for name, run in candidates:
                rates[name].append(run())
    return [*_rows(rates), surface()]


def _rows(rates: dict[str, list[float]]) -> list[Row]:
    """Compare each ensemble with the single networks that do the same."""
    medians = {name: statistics.median(found) for name, found in rates.items()}
    rows = []
    for name, found in rates.items():
        peers = [
            peer for peer in medians if "one network" in peer and peer.startswith("iris") == name.startswith("iris")
        ]
        ratios = [f"{medians[name] / medians[peer]:,.3g} x {peer.partition(',')[0]}" for peer in peers]
        note = "; ".join([*([] if name in peers else ratios), f"{min(found):,.0f} to {max(found):,.0f}"])
        rows.append(Row(name, medians[name], "/s", GOALS.get(name, ""), note))
    return rows


def surface() -> Row:
    """How long a surface takes: E of the 2-2-2 network in every cell of a grid."""
    vectors = np.tile(MAZUR.network.vector, (201 * 201, 1))
    setup, times = Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta), []
    for _ in range(ROUNDS):
        start = time.process_time()
        errors_at(setup, vectors)
        times.append(1e3 * (time.process_time() - start))
    return Row("E over two parameters, 201 x 201 cells", statistics.median(times), "ms")


if __name__ == "__main__":
    show(measure())
