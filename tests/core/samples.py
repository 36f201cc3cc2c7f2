"""Random networks with fitting data, as dictionaries (for the oracle) and as core's Network."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from core.method import Method, optimiser_and_schedule
from core.network import Network
from core.optimisers import OPTIMISERS

HIDDEN = [
    {"name": "identity"},
    {"name": "logistic"},
    {"name": "tanh"},
    {"name": "relu"},
    {"name": "leaky_relu", "slope": 0.25},
    {"name": "elu", "alpha": 1.5},
    {"name": "softplus"},
    {"name": "gelu"},
]
SOFTMAX = {"name": "softmax"}
FREE_LOSSES = [
    {"name": "half_squared_error"},
    {"name": "squared_error"},
    {"name": "mean_squared_error"},
    {"name": "huber", "threshold": 0.3},
    {"name": "hinge"},
]
#: Every output activation with every loss that allows it.
ENDS = [(last, loss) for last in [*HIDDEN, SOFTMAX] for loss in FREE_LOSSES] + [
    ({"name": "logistic"}, {"name": "binary_cross_entropy"}),
    (SOFTMAX, {"name": "categorical_cross_entropy"}),
]
POLICIES = ["frozen", "shared", "per_unit"]


def end_name(end):
    return "-".join(part["name"] for part in end)


def random_case(rng, end=None, depth=None, rows=1):
    """(dictionary, x (rows, n0), target (rows, n_L)): depth 1 to 4, width 1 to 7, any functions and bias policy."""
    last, loss = end or ENDS[rng.integers(len(ENDS))]
    depth = depth or int(rng.integers(1, 5))
    sizes = [int(size) for size in rng.integers(1, 8, depth + 1)]
    policy = POLICIES[rng.integers(3)]
    net = {
        "sizes": sizes,
        "activations": [*(HIDDEN[rng.integers(len(HIDDEN))] for _ in range(depth - 1)), last],
        "loss": loss,
        "bias_policy": policy,
        "w": [rng.normal(0, 1, (n_out, n_in)).tolist() for n_in, n_out in pairwise(sizes)],
        "b": [(np.full(n, rng.normal()) if policy == "shared" else rng.normal(0, 1, n)).tolist() for n in sizes[1:]],
    }
    return net, rng.normal(0, 1, (rows, sizes[0])), random_target(rng, loss["name"], (rows, sizes[-1]))


def random_target(rng, loss, shape):
    target = rng.random(shape)
    if loss == "hinge":
        return np.where(target < 0.5, -1.0, 1.0)
    if loss == "categorical_cross_entropy":
        return target / target.sum(axis=1, keepdims=True)
    return target


def network_of(net):
    return Network(**net)


def method_of(optimiser, batch, reduction="mean", shuffle=None):
    chosen, schedule = optimiser_and_schedule(optimiser, "optimiser")
    return Method(chosen, schedule, batch, reduction, shuffle)


def coarse(name):
    """An eps beside which a gradient that is 0 but for rounding (a shared bias before softmax) stays 0."""
    return {"eps": 1e-4} if "eps" in OPTIMISERS[name].parameters else {}
