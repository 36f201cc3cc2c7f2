"""Second derivatives: against differences of the gradient and of E, and what is known of quadratic functions."""

import numpy as np
import pytest

from core import curvature as module
from core.backward import backward
from core.curvature import Curvature, curvature
from core.directions import direction, places, trained
from core.errors import DivergenceError
from core.forward import forward
from core.method import Method
from core.network import Network
from core.setup import Setup
from tests.core.samples import ENDS, HIDDEN, POLICIES, end_name, network_of, random_case

STEP = 1e-5


def setup_of(network, x, target, reduction="mean"):
    return Setup(network, x, target, 0.5, Method(batch=None, reduction=reduction))


def moved(network, step, towards):
    w = [w + step * dw for w, dw in zip(network.w, towards.dw, strict=True)]
    return network.with_parameters(w, [b + step * db for b, db in zip(network.b, towards.db, strict=True)])


def gradient_along(setup, rows, network, directions):
    """By backpropagation; summed over the units of a layer where they share a bias, which backward does already."""
    passed = backward(network, forward(network, setup.x[rows]), setup.target[rows], setup.method.reduction)
    found = []
    for d in directions:
        kind, layer, *place = d.id.split(".")
        of = passed.dE_dw if kind == "w" else passed.dE_db
        found.append(of[int(layer) - 1][tuple(map(int, place))])
    return np.array(found)


def all_rows(setup):
    return np.arange(setup.rows)


def assert_second_derivatives(setup, rows=None):
    rows = all_rows(setup) if rows is None else rows
    directions = [direction(setup.network, place) for place in trained(setup.network)]
    found = curvature(setup, rows, directions)
    assert found.gradient == pytest.approx(gradient_along(setup, rows, setup.network, directions), rel=1e-9, abs=1e-12)
    scale = max(1.0, np.abs(found.hessian).max())
    for column, d in enumerate(directions):
        above, below = (gradient_along(setup, rows, moved(setup.network, s, d), directions) for s in (STEP, -STEP))
        assert found.hessian[:, column] == pytest.approx((above - below) / (2 * STEP), rel=1e-5, abs=1e-7 * scale)


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_output_loss_and_policy(end, policy):
    net, x, target = random_case(np.random.default_rng(ENDS.index(end)), end, 2, rows=3)
    net["bias_policy"] = policy
    if policy == "shared":
        net["b"] = [[layer[0]] * len(layer) for layer in net["b"]]
    assert_second_derivatives(setup_of(network_of(net), x, target))


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_every_hidden_activation(hidden, reduction):
    net, x, target = random_case(np.random.default_rng(6), ENDS[5], 3, rows=4)
    net["activations"][:2] = [hidden, hidden]
    setup = setup_of(network_of(net), x, target, reduction)
    assert_second_derivatives(setup)
    assert_second_derivatives(setup, np.array([2, 0]))


def test_against_second_differences_of_the_error():
    """Nothing but E itself: (E(+ +) − E(+ −) − E(− +) + E(− −)) / 4h²."""
    net, x, target = random_case(np.random.default_rng(12), ENDS[5], 2, rows=2)
    setup, h = setup_of(network_of(net), x, target), 1e-4
    first, second = [direction(setup.network, place) for place in list(places(setup.network))[:4:3]]

    def error(one, other):
        network = moved(moved(setup.network, one * h, first), other * h, second)
        return backward(network, forward(network, x), target).error_total

    def mixed(u, v):
        return sum(s * t * error(*(u(s, t), v(s, t))) for s in (1, -1) for t in (1, -1)) / (4 * h * h)

    found = curvature(setup, all_rows(setup), [first, second]).hessian
    assert found[0, 1] == pytest.approx(mixed(lambda s, _t: s, lambda _s, t: t), rel=1e-5, abs=1e-6)
    assert found[0, 0] == pytest.approx(mixed(lambda s, t: s + t, lambda _s, _t: 0), rel=1e-5, abs=1e-6)
    assert found[1, 1] == pytest.approx(mixed(lambda _s, _t: 0, lambda s, t: s + t), rel=1e-5, abs=1e-6)


def test_of_a_linear_layer_it_is_the_inputs_second_moments(monkeypatch):
    """E = 1/2R Σ (w x + b − t)²: the Hessian is the mean of (x, 1)(x, 1)ᵀ."""
    rng = np.random.default_rng(3)
    network = Network([3, 1], ["identity"], "half_squared_error", "per_unit", [rng.normal(size=(1, 3))], [[0.5]])
    x, target = rng.normal(size=(20, 3)), rng.normal(size=(20, 1))
    extended = np.hstack([x, np.ones((20, 1))])
    setup = setup_of(network, x, target)
    directions = [direction(network, place) for place in trained(network)]
    expected = extended.T @ extended / 20
    assert curvature(setup, all_rows(setup), directions).hessian == pytest.approx(expected, rel=1e-13)
    monkeypatch.setattr(module, "MOST_NUMBERS", 1)
    found = curvature(setup, all_rows(setup), directions)
    assert found.hessian == pytest.approx(expected, rel=1e-13)
    assert found.steepest == pytest.approx(max(np.linalg.eigvals(expected).real), rel=1e-12)
    assert found.critical_eta == pytest.approx(2 / found.steepest, rel=1e-15)


def test_where_nothing_is_curved_upwards_every_eta_is_stable():
    assert Curvature(np.zeros(2), np.zeros((2, 2))).critical_eta is None
    assert Curvature(np.zeros(1), np.array([[-1.0]])).critical_eta is None
    assert Curvature(np.zeros(1), np.array([[5e-324]])).critical_eta is None
    assert Curvature(np.zeros(1), np.array([[4.0]])).critical_eta == 0.5


def test_what_runs_over_is_refused():
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[1e200]]], [[0.0]])
    setup = setup_of(network, [[1e200]], [[0.0]])
    with pytest.raises(DivergenceError):
        curvature(setup, all_rows(setup), [direction(network, place) for place in trained(network)])
