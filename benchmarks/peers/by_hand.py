"""Training as people write it by hand, with numpy or without."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchmarks.cases import CASES, Case
from benchmarks.peers.running import Training, Unable
from core.network import Network

Array = NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """As every tutorial writes it."""
    return 1 / (1 + np.exp(-z))


def softmax(z: Array) -> Array:
    """As tutorials that know about overflow write it."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def tutorial_numpy(case: Case) -> Training:
    """What a numpy tutorial shows: a new array for every result."""
    return _one_example(case) if case is CASES["2-2-2"] else _batches(case)


def _one_example(case: Case) -> Training:
    """Two logistic layers and one example, as vectors."""
    x, t, eta = case.setup.x[0], case.setup.target[0], case.setup.eta
    w, b = case.start()

    def train(count: int) -> float:
        (w1, w2), (b1, b2), error = w, b, 0.0
        for _ in range(count):
            h = sigmoid(w1 @ x + b1)
            o = sigmoid(w2 @ h + b2)
            error = np.sum(0.5 * (t - o) ** 2)
            delta_o = (o - t) * o * (1 - o)
            delta_h = (w2.T @ delta_o) * h * (1 - h)
            w2 = w2 - eta * np.outer(delta_o, h)
            w1 = w1 - eta * np.outer(delta_h, x)
        w[:] = w1, w2
        return error

    return train, lambda: case.setup.network.with_parameters(w, b)


def _batches(case: Case) -> Training:
    """Any tanh layers, then softmax with cross-entropy or a linear layer with the halved squared error."""
    x, t, eta = case.setup.x, case.setup.target, case.setup.eta
    w, b = case.start()
    classes = case.setup.network.loss.name == "categorical_cross_entropy"

    def train(count: int) -> float:
        error = 0.0
        for rows in case.rows(count):
            batch, target = x[rows], t[rows]
            signals = [batch]
            for layer in range(len(w) - 1):
                signals.append(np.tanh(signals[-1] @ w[layer].T + b[layer]))
            z = signals[-1] @ w[-1].T + b[-1]
            y = softmax(z) if classes else z
            losses = -target * np.log(y) if classes else 0.5 * (y - target) ** 2
            error = np.sum(losses) / len(batch)
            delta = (y - target) / len(batch)
            for layer in reversed(range(len(w))):
                dw, db = delta.T @ signals[layer], delta.sum(axis=0)
                delta = (delta @ w[layer]) * (1 - signals[layer] ** 2)
                w[layer] = w[layer] - eta * dw
                b[layer] = b[layer] - eta * db
        return error

    return train, lambda: case.setup.network.with_parameters(w, b)


def scalar_python(case: Case) -> Training:
    """Lists and loops, for any two logistic layers and one example, with the math module."""
    if case is not CASES["2-2-2"]:
        raise Unable("written for the 2-2-2 network")
    x, t, eta = case.setup.x[0].tolist(), case.setup.target[0].tolist(), case.setup.eta
    w, b = case.setup.network.w, case.setup.network.b
    trained = [part.tolist() for part in w]

    def train(count: int) -> float:
        (w1, w2), (b1, b2), error = trained, (part.tolist() for part in b), 0.0
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
            delta_h = [
                sum(d * row[i] for d, row in zip(delta_o, w2, strict=True)) * a * (1 - a) for i, a in enumerate(h)
            ]
            w2 = [[w - eta * d * a for w, a in zip(row, h, strict=True)] for row, d in zip(w2, delta_o, strict=True)]
            w1 = [[w - eta * d * a for w, a in zip(row, x, strict=True)] for row, d in zip(w1, delta_h, strict=True)]
        trained[:] = w1, w2
        return error

    def network() -> Network:
        return case.setup.network.with_parameters(trained, b)

    return train, network
