"""An iteration of the trainer makes no array: training takes no more memory than Python's own objects.

numpy tells tracemalloc about the data of its arrays, but for those below a kilobyte, which it recycles itself; so each
array here, of a single unit or a single row, is larger than all that may be taken.
"""

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from core.optimisers import OPTIMISERS
from core.setup import Setup
from core.trainer import Trainer
from tests.core.samples import ENDS, HIDDEN, POLICIES, end_name, method_of, network_of, random_target

#: Bytes that the objects of Python, and those in which numpy counts its way through an array, may take.
OBJECTS = 5000
#: Units of a layer, and rows of a batch: each array has so many doubles at least.
MANY = 640
TANH, GELU = {"name": "tanh"}, {"name": "gelu"}


def allocated(*, end=ENDS[0], hidden=TANH, policy="per_unit", optimiser="sgd", rows=None, batch=None, shuffle=None):
    """Bytes that some iterations take at most, of a batch of many rows, or of one row with wide layers."""
    rng = np.random.default_rng(1)
    last, loss = end
    sizes = [MANY, MANY, MANY] if batch == 1 else [2, 3, 2]
    net = {
        "sizes": sizes,
        "activations": [hidden, last],
        "loss": loss,
        "bias_policy": policy,
        "w": [rng.normal(0, 0.1, (n, n_prev)) for n_prev, n in pairwise(sizes)],
        "b": [np.zeros(n) for n in sizes[1:]],
    }
    rows = rows or (1 if batch == 1 else MANY)
    x, target = rng.normal(0, 1, (rows, sizes[0])), random_target(rng, loss["name"], (rows, sizes[-1]))
    trainer = Trainer(Setup(network_of(net), x, target, 1e-3, method_of(optimiser, batch, shuffle=shuffle)))
    start = trainer.progress
    tracemalloc.start()
    try:
        taken = []
        for _ in range(4):  # at first calls are bound; and other threads of the process may take memory, too
            trainer.load(start, 0)
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            trainer.train(8)
            taken.append(tracemalloc.get_traced_memory()[1] - before)
        return min(taken)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("batch", [1, None])
@pytest.mark.parametrize("end", [end for end in ENDS if end[0] != GELU], ids=end_name)
def test_with_every_output_and_loss(end, batch):
    assert allocated(end=end, batch=batch) < OBJECTS


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("hidden", [hidden for hidden in HIDDEN if hidden != GELU], ids=lambda hidden: hidden["name"])
def test_with_every_hidden_activation_and_policy(hidden, policy):
    for batch in (1, None):
        assert allocated(hidden=hidden, policy=policy, batch=batch) < OBJECTS


@pytest.mark.parametrize("name", OPTIMISERS)
def test_with_every_optimiser(name):
    for optimiser in ({"name": name, "weight_decay": 0.1}, {"name": name, "schedule": {"name": "cosine", "t_max": 9}}):
        assert allocated(optimiser=optimiser, batch=1) < OBJECTS


def test_with_batches_in_order_and_shuffled():
    size = 3 * MANY  # where the last batch is smaller, numpy needs more objects to tell E in order
    for shuffle in (None, 3):
        assert allocated(rows=3 * size - 1, batch=size, shuffle=shuffle) < 3 * OBJECTS < 8 * size


def test_gelu_shows_what_an_array_would_take():
    assert allocated(hidden=GELU) > MANY * 8 > OBJECTS
