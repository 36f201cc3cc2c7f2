"""A sweep: every cell is what its setup comes to when it is trained on its own."""

import numpy as np
import pytest

from core.backward import backward
from core.errors import DivergenceError, ShapeError, ValueRangeError
from core.examples import XOR
from core.forward import forward
from core.history import History
from core.initial import initial
from core.method import Method
from core.optimisers import optimiser
from core.setup import Setup
from core.sweep import Sweep

ETAS = [0.1, 0.5, 2.0, 10.0]


def drawn(seed):
    w, b = initial(XOR.network.sizes, {"name": "uniform", "low": -1.0, "high": 1.0}, seed)
    return XOR.network.with_parameters(w, b).vector


def alone(setup, count):
    """E of all rows after so many iterations, and where it diverged."""
    history = History(setup)
    try:
        history.train(count)
    except DivergenceError as error:
        return None, error.iteration
    network = history.at(count)
    return backward(network, forward(network, setup.x), setup.target).error_total, -1


@pytest.mark.parametrize("method", [Method(), Method(batch=None), Method(optimiser("momentum"), batch=2, shuffle=3)])
def test_every_cell_is_its_setup_trained_alone(method):
    setup = Setup(XOR.network, XOR.x, XOR.target, 1.0, method)
    sweep = Sweep(setup, [drawn(seed) for seed in range(3)], ETAS)
    sweep.advance(30)
    sweep.advance(70)
    assert sweep.iteration == 100
    found = sweep.outcome(0.1)
    assert found.error_total.shape == found.diverged.shape == found.solved.shape == (4, 3)
    for row, eta in enumerate(ETAS):
        for column in range(3):
            start = sweep.start(row, column)
            assert (start.eta, start.method) == (eta, setup.method)
            assert start.network.vector.tolist() == drawn(column).tolist()
            error, diverged = alone(start, 100)
            assert diverged == found.diverged[row, column] == -1
            assert found.error_total[row, column] == pytest.approx(error, rel=1e-9)
            assert found.solved[row, column] == (error <= 0.1)


def test_some_cells_are_solved_some_are_not_and_some_diverge():
    network = XOR.network.__class__(
        [2, 3, 1],
        ["tanh", "identity"],
        "half_squared_error",
        "per_unit",
        [np.ones((3, 2)), np.ones((1, 3))],
        [[0] * 3, [0]],
    )
    rng = np.random.default_rng(4)
    sweep = Sweep(Setup(network, XOR.x, XOR.target, 1.0), rng.normal(size=(4, 13)), [1e-6, 0.2, 300.0])
    sweep.advance(3000)
    found = sweep.outcome(1e-3)
    assert not found.solved[0].any()
    assert found.solved[1].any()
    assert (found.diverged[2] >= 0).all()
    assert np.isnan(found.error_total[2]).all()
    assert not found.solved[2].any()
    for column in range(4):
        assert alone(sweep.start(2, column), 3000)[1] == found.diverged[2, column]


@pytest.mark.parametrize(
    ("starts", "etas", "field"),
    [([[1.0]], [1.0], "starts"), ([], [1.0], "starts"), ([drawn(0)], [0.0], "etas/0"), ([drawn(0)], [[1.0]], "etas")],
)
def test_what_is_wrong_is_named(starts, etas, field):
    with pytest.raises((ShapeError, ValueRangeError)) as caught:
        Sweep(Setup(XOR.network, XOR.x, XOR.target, 1.0), starts, etas)
    assert caught.value.field == field
