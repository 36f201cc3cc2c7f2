"""Huge net inputs: finite, right, and without any floating-point warning."""

import math

import numpy as np
import pytest

from core.activations import ACTIVATIONS, activation
from core.backward import backward
from core.errors import DivergenceError
from core.forward import forward
from core.losses import loss
from core.network import Network
from core.record import record
from core.update import sgd
from tests.core import scalar

Z = np.array([-1e4, -1000.0, -745.2, -710.0, -40.0, -1e-300, 0.0, 1e-300, 40.0, 710.0, 745.2, 1000.0, 1e4])


@pytest.fixture(autouse=True)
def _every_warning_is_an_error():
    with np.errstate(all="raise"):
        yield


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "softmax"])
def test_activations_and_slopes_agree_with_the_oracle_everywhere(name):
    function = activation(name)
    a = function.f(Z)
    df = function.df(Z, a)
    parameters = function.parameters
    for z, found, slope in zip(Z.tolist(), a.tolist(), df.tolist(), strict=True):
        assert math.isclose(found, scalar.ACTIVATIONS[name](z, **parameters), rel_tol=1e-13, abs_tol=1e-307), z
        expected = 0.0 if name == "tanh" and abs(z) > 700 else scalar.SLOPES[name](z, **parameters)
        assert math.isclose(slope, expected, rel_tol=1e-13, abs_tol=1e-15), z


def test_logistic_is_right_to_the_last_digits_where_it_is_tiny():
    found = activation("logistic").f(np.array([-20.0, -300.0, -700.0]))
    assert found.tolist() == pytest.approx([scalar.logistic(z) for z in (-20.0, -300.0, -700.0)], rel=1e-15, abs=0)


def test_softmax_of_large_values():
    softmax = activation("softmax")
    assert softmax.f(np.array([1e4, 1e4])).tolist() == [0.5, 0.5]
    assert softmax.f(np.array([1e4, -1e4, 0.0])).tolist() == [1.0, 0.0, 0.0]
    assert softmax.f(np.array([[-1e4, -1e4 + math.log(3.0)]]))[0].tolist() == pytest.approx([0.25, 0.75])


def test_binary_cross_entropy_near_0_and_1():
    z = np.array([1e4, -1e4, 1e4, -1e4, 40.0, -40.0, 0.0])
    target = np.array([1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.5])
    error = loss("binary_cross_entropy").error(z, activation("logistic").f(z), target)
    assert error.tolist() == pytest.approx([0.0, 0.0, 1e4, 1e4, math.exp(-40.0), 40.0, math.log(2.0)], rel=1e-13)


def test_categorical_cross_entropy_near_0_and_1():
    z = np.array([[1e4, 0.0], [1e4, 0.0], [0.0, 0.0]])
    target = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    error = loss("categorical_cross_entropy").error(z, activation("softmax").f(z), target)
    assert error.tolist() == [[0.0, 0.0], [0.0, 1e4], pytest.approx([0.5 * math.log(2.0)] * 2)]


def saturated(last, loss_name, weight):
    return Network(
        sizes=[2, 2],
        activations=[last],
        loss=loss_name,
        bias_policy="per_unit",
        w=[[[weight, 0.0], [0.0, -weight]]],
        b=[[0.0, 0.0]],
    )


@pytest.mark.parametrize("weight", [1000.0, -1000.0, 1e4])
@pytest.mark.parametrize(
    ("last", "loss_name"),
    [
        ("logistic", "binary_cross_entropy"),
        ("softmax", "categorical_cross_entropy"),
        ("softmax", "half_squared_error"),
        ("logistic", "mean_squared_error"),
        ("gelu", "huber"),
        ("softplus", "squared_error"),
        ("elu", "squared_error"),
        ("tanh", "huber"),
    ],
)
def test_a_saturated_network_can_be_recorded_and_updated(last, loss_name, weight):
    network = saturated(last, loss_name, weight)
    found = record(network, [1.0, 1.0], [1.0, 0.0], 0.5)
    assert np.isfinite(found.values).all()
    passed = forward(network, [1.0, 1.0])
    sgd(network, backward(network, passed, [1.0, 0.0]), 0.5)


def test_fused_deltas_of_saturated_units():
    network = saturated("logistic", "binary_cross_entropy", 1000.0)
    found = backward(network, forward(network, [1.0, 1.0]), [0.0, 1.0])
    assert found.delta[-1].tolist() == [1.0, -1.0]
    assert found.error.tolist() == [1000.0, 1000.0]


@pytest.mark.parametrize(
    ("x", "target", "eta", "quantity"),
    [
        ([1e200, 1e200], [0.0, 0.0], 1.0, "z.1.0"),
        ([1.0, 1.0], [0.0, 1e200], 1.0, "error.1.1"),
        ([1e10, 1.0], [0.0, 0.0], 1e300, "w_next.1.0.0"),
    ],
)
def test_what_runs_over_is_named_and_never_returned(x, target, eta, quantity):
    network = Network([2, 2], ["identity"], "squared_error", "per_unit", [[[1e120, 0.0], [0.0, 1e100]]], [[0.0, 0.0]])
    if quantity != "z.1.0":
        network = network.with_parameters([[[1.0, 0.0], [0.0, 1.0]]], [[0.0, 0.0]])
    with pytest.raises(DivergenceError) as caught:
        record(network, x, target, eta)
    assert caught.value.quantity == quantity
    assert quantity in caught.value.message
    assert math.isinf(caught.value.value)


def test_the_first_number_that_runs_over_is_named_not_one_that_follows_from_it():
    network = Network(
        [1, 1, 1, 1],
        ["identity"] * 3,
        "squared_error",
        "frozen",
        [[[1e200]], [[1e200]], [[0.0]]],
        [[0.0], [0.0], [0.0]],
    )
    with pytest.raises(DivergenceError, match=r"z\.2\.0 became infinite"):
        forward(network, [1.0])


def test_an_infinite_sum_of_finite_errors_is_error_total():
    network = saturated("identity", "squared_error", 1.0)
    with pytest.raises(DivergenceError) as caught:
        backward(network, forward(network, [1.2e154, 1.2e154]), [0.0, 0.0])
    assert caught.value.quantity == "error_total"


def test_a_change_that_runs_over_although_the_weight_does_not():
    network = Network([1, 1], ["identity"], "huber", "frozen", [[[1.0]]], [[0.0]])
    found = record(network, [1.0], [5.0], 1e308)
    assert np.isfinite(found.values).all()
