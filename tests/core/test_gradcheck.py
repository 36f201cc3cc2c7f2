"""The checker is checked: right derivatives pass, derivatives that are wrong by 0.1 % fail."""

import copy
import math
from types import SimpleNamespace

import numpy as np
import pytest

from core import dual
from core.backward import backward
from core.dual import Dual
from core.examples import EXAMPLES, MAZUR
from core.forward import forward
from core.gradcheck import check
from tests.core.samples import network_of, random_case


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda example: example.id)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_examples_pass(example, reduction):
    report = check(example.network, example.x, example.target, reduction)
    assert report.passed
    assert report.largest["dual_number"] < 1e-12
    assert report.largest["complex_step"] < 1e-12
    assert report.largest["central_difference"] < 1e-6


def test_the_report_names_every_parameter():
    report = check(MAZUR.network, MAZUR.x[0], MAZUR.target[0])
    assert [checked.id for checked in report.parameters[:6]] == [
        "w.1.0.0",
        "w.1.0.1",
        "w.1.1.0",
        "w.1.1.1",
        "b.1.0",
        "b.1.1",
    ]
    first = report.parameters[0]
    for value in (first.backprop, first.dual_number, first.complex_step, first.central_difference):
        assert value == pytest.approx(0.0004385677344743465, rel=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_one_derivative_wrong_by_a_thousandth_is_found(seed):
    rng = np.random.default_rng(seed)
    net, x, target = random_case(rng, rows=2)
    network = network_of(net)
    right = backward(network, forward(network, x), target)
    for kind in ("dE_dw", "dE_db"):
        wrong = SimpleNamespace(dE_dw=copy.deepcopy(right.dE_dw), dE_db=copy.deepcopy(right.dE_db))
        layers = getattr(wrong, kind)
        layer = max(range(len(layers)), key=lambda n: np.abs(layers[n]).max())
        place = np.unravel_index(np.abs(layers[layer]).argmax(), layers[layer].shape)
        assert layers[layer][place] != 0.0
        layers[layer][place] *= 1.001
        report = check(network, x, target, gradients=wrong)
        assert not report.passed
        assert min(report.largest.values()) > 5e-4


@pytest.mark.parametrize("wrong", ["rows", "no_slope", "sign", "half"])
def test_the_usual_wrong_algorithms_are_found(wrong):
    network, x, target = MAZUR.network, MAZUR.x[0], MAZUR.target[0]
    passed = forward(network, x)
    right = backward(network, passed, target)
    dE_dw = list(right.dE_dw)
    if wrong == "rows":
        dE_dw[0] = np.outer((network.w[1] @ right.delta[1]) * right.df[0], x)
    elif wrong == "no_slope":
        dE_dw[0] = np.outer(right.dE_da[0], x)
    else:
        dE_dw = [(-1.0 if wrong == "sign" else 2.0) * part for part in dE_dw]
    gradients = SimpleNamespace(dE_dw=tuple(dE_dw), dE_db=right.dE_db)
    assert not check(network, x, target, gradients=gradients).passed


@pytest.mark.parametrize("name", ["exp", "log", "tanh", "erf", "logistic", "softplus"])
def test_elementary_rules_against_differences(name):
    function = getattr(dual, name)
    for at in (0.3, 1.7, 2.5, *(() if name == "log" else (-0.8, -2.0))):
        h = 1e-6
        values = [function(Dual(np.array(at + step), np.array(0.0))).value for step in (h, -h)]
        found = function(Dual(np.array(at), np.array(1.0)))
        assert found.slope == pytest.approx((values[0] - values[1]) / (2 * h), rel=1e-8)


def test_arithmetic_rules():
    u, v = Dual(np.array(3.0), np.array(2.0)), Dual(np.array(5.0), np.array(7.0))
    assert (u + v).slope == 9.0
    assert (u - v).slope == -5.0
    assert (u * v).slope == 2.0 * 5.0 + 3.0 * 7.0
    assert (u / v).slope == pytest.approx((2.0 * 5.0 - 3.0 * 7.0) / 25.0)
    assert (u / v).value == 0.6


@pytest.mark.parametrize(("alpha", "z"), [(1.5, -0.4), (1.5, 0.0), (1.5, 2.0)])
def test_elu_by_hand(alpha, z):
    found = dual.elu(Dual(np.array(z), np.array(1.0)), alpha)
    assert found.slope == pytest.approx(1.0 if z > 0 else alpha * math.exp(z))
