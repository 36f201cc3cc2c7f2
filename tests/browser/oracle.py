"""What the page must show, computed apart from the product: plain scalar Python from the published 2-2-2 example.

Nothing here imports the core. Ids are those of docs/model.md, so that a test can compare by name whatever is shown.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

X = [0.05, 0.10]
TARGET = [0.01, 0.99]
W = {1: [[0.15, 0.20], [0.25, 0.30]], 2: [[0.40, 0.45], [0.50, 0.55]]}
B = {1: [0.35, 0.35], 2: [0.60, 0.60]}

Weights = dict[int, list[list[float]]]
Edit = tuple[int, Mapping[str, float]]
"""At which iteration what is set to what, by id."""


@dataclass
class Givens:
    """All that is given in an iteration: what an edit can change."""

    eta: float = 0.5
    w: Weights = field(default_factory=lambda: deepcopy(W))
    b: dict[int, list[float]] = field(default_factory=lambda: deepcopy(B))
    x: list[float] = field(default_factory=lambda: list(X))
    target: list[float] = field(default_factory=lambda: list(TARGET))

    def set(self, id_: str, value: float) -> None:
        """Edit a given; frozen biases are one for each layer."""
        kind, *indices = id_.split(".")
        place = [int(index) for index in indices]
        match kind:
            case "eta":
                self.eta = value
            case "w":
                self.w[place[0]][place[1]][place[2]] = value
            case "b":
                self.b[place[0]] = [value, value]
            case "a":
                self.x[place[1]] = value
            case _:
                self.target[place[1]] = value


def iteration(givens: Givens) -> dict[str, float]:
    """Every quantity of one iteration, by id."""
    w, b, eta, target = givens.w, givens.b, givens.eta, givens.target
    q: dict[str, float] = {"eta": eta}
    a = {0: givens.x}
    for i, value in enumerate(givens.x):
        q[f"a.0.{i}"] = value
    for layer in (1, 2):
        a[layer] = []
        for j in range(2):
            z = b[layer][j]
            q[f"b.{layer}.{j}"] = b[layer][j]
            for i in range(2):
                q[f"w.{layer}.{j}.{i}"] = w[layer][j][i]
                q[f"weighted.{layer}.{j}.{i}"] = w[layer][j][i] * a[layer - 1][i]
                z += w[layer][j][i] * a[layer - 1][i]
            q[f"z.{layer}.{j}"] = z
            a[layer].append(1 / (1 + math.exp(-z)))
            q[f"a.{layer}.{j}"] = a[layer][j]
    q["error_total"] = 0.0
    for k in range(2):
        q[f"target.2.{k}"] = target[k]
        q[f"difference.2.{k}"] = a[2][k] - target[k]
        q[f"error.2.{k}"] = 0.5 * (a[2][k] - target[k]) ** 2
        q["error_total"] += q[f"error.2.{k}"]
        q[f"dE_da.2.{k}"] = a[2][k] - target[k]
    for i in range(2):
        q[f"dE_da.1.{i}"] = 0.0
    for layer in (2, 1):
        for j in range(2):
            q[f"complement.{layer}.{j}"] = 1 - a[layer][j]
            q[f"df.{layer}.{j}"] = a[layer][j] * (1 - a[layer][j])
            delta = q[f"delta.{layer}.{j}"] = q[f"dE_da.{layer}.{j}"] * q[f"df.{layer}.{j}"]
            for i in range(2):
                gradient = q[f"dE_dw.{layer}.{j}.{i}"] = delta * a[layer - 1][i]
                q[f"change_w.{layer}.{j}.{i}"] = -eta * gradient
                q[f"w_next.{layer}.{j}.{i}"] = w[layer][j][i] - eta * gradient
                if layer == 2:
                    q[f"contribution.2.{j}.{i}"] = delta * w[2][j][i]
                    q[f"dE_da.1.{i}"] += q[f"contribution.2.{j}.{i}"]
    return q


def lesson(eta: float = 0.5, edits: Sequence[Edit] = ()) -> Iterator[dict[str, float]]:
    """The iterations from the untouched network on, one after the other, each with the edits made at it."""
    givens = Givens(eta)
    n = 0
    while True:
        for at_iteration, changes in edits:
            if at_iteration == n:
                for id_, value in changes.items():
                    givens.set(id_, value)
        quantities = iteration(givens)
        yield quantities
        givens.w = {
            layer: [[quantities[f"w_next.{layer}.{j}.{i}"] for i in range(2)] for j in range(2)] for layer in (1, 2)
        }
        n += 1


def at(n: int, eta: float = 0.5, edits: Sequence[Edit] = ()) -> dict[str, float]:
    """The quantities of iteration `n`."""
    for count, quantities in enumerate(lesson(eta, edits)):
        if count == n:
            return quantities
    raise AssertionError


ORDER = [
    *(f"{kind}.{layer}.{j}" for layer in (1, 2) for j in range(2) for kind in ("z", "a")),
    "error.2.0",
    "error.2.1",
    "error_total",
    *(f"{kind}.2.{k}" for k in range(2) for kind in ("dE_da", "df", "delta")),
    *(f"dE_dw.2.{j}.{i}" for j in range(2) for i in range(2)),
    *(
        id_
        for i in range(2)
        for id_ in (f"contribution.2.0.{i}", f"contribution.2.1.{i}", f"dE_da.1.{i}", f"df.1.{i}", f"delta.1.{i}")
    ),
    *(f"dE_dw.1.{j}.{i}" for j in range(2) for i in range(2)),
    "update",
]
"""The 36 moments of an iteration, in the order of docs/model.md."""
