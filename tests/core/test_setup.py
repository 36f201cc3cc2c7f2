"""The data fits the network, and nobody can change it."""

import math

import numpy as np
import pytest

from core.errors import ShapeError, ValueRangeError
from core.examples import MAZUR, XOR
from core.network import Network
from core.setup import Setup


def test_data_must_fit():
    network = XOR.network
    for x, target, field in (
        ([[0.0]], [[0.0]], "x"),
        ([[0.0, 1.0]], [[0.0], [1.0]], "target"),
        (np.empty((0, 2)), np.empty((0, 1)), "x"),
        ([[[0.0, 1.0]]], [[0.0]], "x"),
    ):
        with pytest.raises(ShapeError) as caught:
            Setup(network, x, target, 0.5)
        assert caught.value.field == field
    hinge = Network([1, 1], ["tanh"], "hinge", "frozen", [[[1.0]]], [[0.0]])
    with pytest.raises(ValueRangeError) as caught:
        Setup(hinge, [[1.0], [2.0]], [[1.0], [0.5]], 0.5)
    assert caught.value.field == "target/1/0"


@pytest.mark.parametrize("eta", [0.0, -1.0, math.nan, math.inf, "0.5", True])
def test_a_learning_rate_is_a_finite_number_above_0(eta):
    with pytest.raises(ValueRangeError) as caught:
        Setup(MAZUR.network, MAZUR.x, MAZUR.target, eta)
    assert caught.value.field == "eta"


def test_it_keeps_its_own_rows():
    x, target = [[0.0, 1.0], [2.0, 3.0]], np.array([[0.0], [1.0]])
    setup = Setup(XOR.network, x, target, 1)
    target[0, 0] = 9.0
    assert (setup.rows, setup.eta, setup.target.tolist()) == (2, 1.0, [[0.0], [1.0]])
    assert [setup.row_at(n) for n in (0, 1, 2, 7)] == [0, 1, 0, 1]
    for array in (setup.x, setup.target):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 5.0
    again = setup.with_network(XOR.network)
    assert again.x is setup.x
    assert Setup(MAZUR.network, [0.05, 0.1], (0.01, 0.99), 0.5).x.tolist() == [[0.05, 0.1]]


def test_rows_that_somebody_else_could_change_are_copied():
    owner = np.array([[0.0, 1.0]])
    view = owner[:]
    view.flags.writeable = False
    setup = Setup(XOR.network, view, [[0.0]], 0.5)
    owner[0, 0] = 7.0
    assert setup.x.tolist() == [[0.0, 1.0]]
