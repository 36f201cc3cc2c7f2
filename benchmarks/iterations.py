"""Iterations per second of the core, beside what people write by hand.

The 2-2-2 network with one example, iterations per CPU second. The candidates take turns, so that a busy machine slows
all of them: compare the ratios. Medians, with the slowest and the fastest round. All end at the same E.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Row, show
from core.backward import backward
from core.examples import MAZUR
from core.forward import forward
from core.history import History
from core.setup import Setup
from core.trainer import Trainer
from core.update import sgd

NETWORK, X, TARGET, ETA = MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta


def sigmoid(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """As every tutorial writes it."""
    return 1 / (1 + np.exp(-z))


def tutorial_numpy(count: int) -> float:
    """What a numpy tutorial shows: a new array for every result."""
    x, t = X[0], TARGET[0]
    (w1, w2), (b1, b2) = (w.copy() for w in NETWORK.w), NETWORK.b
    error = 0.0
    for _ in range(count):
        h = sigmoid(w1 @ x + b1)
        o = sigmoid(w2 @ h + b2)
        error = np.sum(0.5 * (t - o) ** 2)
        delta_o = (o - t) * o * (1 - o)
        delta_h = (w2.T @ delta_o) * h * (1 - h)
        w2 = w2 - ETA * np.outer(delta_o, h)
        w1 = w1 - ETA * np.outer(delta_h, x)
    return float(error)


def scalar_python(count: int) -> float:
    """Lists and loops, for any two layers, with the math module."""
    x, t = X[0].tolist(), TARGET[0].tolist()
    (w1, w2), (b1, b2) = ([w.tolist() for w in NETWORK.w], [b.tolist() for b in NETWORK.b])
    error = 0.0
    for _ in range(count):
        h = [
            1 / (1 + math.exp(-sum(w * a for w, a in zip(row, x, strict=True)) - b))
            for row, b in zip(w1, b1, strict=True)
        ]
        o = [
            1 / (1 + math.exp(-sum(w * a for w, a in zip(row, h, strict=True)) - b))
            for row, b in zip(w2, b2, strict=True)
        ]
        error = sum(0.5 * (t_k - o_k) ** 2 for t_k, o_k in zip(t, o, strict=True))
        delta_o = [(o_k - t_k) * o_k * (1 - o_k) for t_k, o_k in zip(t, o, strict=True)]
        delta_h = [sum(d * row[i] for d, row in zip(delta_o, w2, strict=True)) * a * (1 - a) for i, a in enumerate(h)]
        w2 = [[w - ETA * d * a for w, a in zip(row, h, strict=True)] for row, d in zip(w2, delta_o, strict=True)]
        w1 = [[w - ETA * d * a for w, a in zip(row, x, strict=True)] for row, d in zip(w1, delta_h, strict=True)]
    return error


def readable_path(count: int) -> float:
    """forward, backward and sgd, with every check."""
    network, error = NETWORK, 0.0
    for _ in range(count):
        gradients = backward(network, forward(network, X[0]), TARGET[0])
        error = gradients.error_total
        network = sgd(network, gradients, ETA)
    return error


def trainer(count: int) -> float:
    """The fast path."""
    return float(Trainer(NETWORK, X, TARGET, ETA).train(count)[-1])


def history(count: int) -> float:
    """The fast path with keyframes and checks, as a room uses it."""
    return float(History(Setup(NETWORK, X, TARGET, ETA)).train(count)[-1])


CANDIDATES: list[tuple[Callable[[int], float], int]] = [
    (tutorial_numpy, 6_000),
    (scalar_python, 8_000),
    (readable_path, 1_000),
    (trainer, 20_000),
    (history, 20_000),
]


TITLE = "Iterations of the core"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
ROUNDS = 9
GOALS = {"trainer": "at least 3.5 x tutorial numpy"}


def measure() -> list[Row]:
    """Let the candidates take turns and compare each with the tutorial's way.

    Raises:
        SystemExit: they do not end at the same E, so that comparing their times means nothing.
    """
    ends = [candidate(1_000) for candidate, _ in CANDIDATES]
    if not np.allclose(ends, ends[0], rtol=1e-9, atol=0.0):
        raise SystemExit(f"The candidates do not agree: E = {ends}")
    rates: dict[str, list[float]] = {candidate.__name__: [] for candidate, _ in CANDIDATES}
    for _ in range(ROUNDS):
        for candidate, count in CANDIDATES:
            start = time.process_time()
            candidate(count)
            rates[candidate.__name__].append(count / (time.process_time() - start))
    base = statistics.median(rates["tutorial_numpy"])
    return [_row(name, found, base) for name, found in rates.items()]


def _row(name: str, found: list[float], base: float) -> Row:
    median = statistics.median(found)
    note = f"{median / base:.2f} x tutorial numpy; {min(found):,.0f} to {max(found):,.0f}"
    return Row(name.replace("_", " "), median, "iterations/s", GOALS.get(name, ""), note)


if __name__ == "__main__":
    show(measure())
