"""micrograd: every number an object with its gradient."""

from __future__ import annotations

import math
from typing import Any

from benchmarks.cases import CASES, Case
from benchmarks.peers.running import Training, Unable
from core.network import Network

try:
    from micrograd.engine import Value
except ImportError:
    Value = None


def micrograd(case: Case) -> Training:
    """One example, two logistic layers; frozen biases are plain numbers."""
    if Value is None:
        raise Unable("not installed: micrograd, see benchmarks/README.md")
    if case is not CASES["2-2-2"]:
        raise Unable("takes minutes")
    x, target, eta = case.setup.x[0].tolist(), case.setup.target[0].tolist(), case.setup.eta
    start = case.setup.network
    w = [[[Value(weight) for weight in row] for row in layer.tolist()] for layer in start.w]
    b = [layer.tolist() for layer in start.b]
    parameters = [weight for layer in w for row in layer for weight in row]

    def train(count: int) -> float:
        error = 0.0
        for _ in range(count):
            signals = x
            for rows, biases in zip(w, b, strict=True):
                signals = [
                    logistic(sum((weight * a for weight, a in zip(row, signals, strict=True)), bias))
                    for row, bias in zip(rows, biases, strict=True)
                ]
            total = sum(0.5 * (a - t) ** 2 for a, t in zip(signals, target, strict=True))
            for parameter in parameters:
                parameter.grad = 0.0
            total.backward()
            for parameter in parameters:
                parameter.data -= eta * parameter.grad
            error = total.data
        return error

    def reached() -> Network:
        return start.with_parameters([[[weight.data for weight in row] for row in layer] for layer in w], b)

    return train, reached


def logistic(z: Any) -> Any:  # noqa: ANN401 -- mypy does not know micrograd here
    """It has no exponential: an operation of its own, written as its others are."""
    out = Value(1 / (1 + math.exp(-z.data)), (z,), "logistic")

    def backward() -> None:
        z.grad += out.data * (1 - out.data) * out.grad

    out._backward = backward  # noqa: SLF001 -- as micrograd does
    return out
