"""The error surface: against forward and backward cell by cell, and what is known of quadratic functions."""

import numpy as np
import pytest

from core import landscape as module
from core.backward import backward
from core.directions import place_of, places, trained
from core.ensemble import Ensemble
from core.errors import DivergenceError, UnknownNameError
from core.examples import MAZUR, XOR
from core.forward import forward
from core.landscape import Landscape, is_quadratic, stability
from core.method import Method
from core.network import Network
from core.setup import Setup
from tests.core.samples import ENDS, POLICIES, network_of, random_case


def setup_of(network, x, target, **method):
    return Setup(network, x, target, 0.5, Method(**{"batch": None, **method}))


def rows_of(setup):
    return np.arange(setup.rows)


def error_with(setup, rows, values):
    """E with some parameters replaced, by id; not a number where the readable path refuses."""
    network = setup.network
    w, b = [part.copy() for part in network.w], [part.copy() for part in network.b]
    for name, value in values.items():
        kind, layer, *place = name.split(".")
        if kind == "w":
            w[int(layer) - 1][int(place[0]), int(place[1])] = value
        else:
            b[int(layer) - 1][... if network.bias_policy == "shared" else int(place[0])] = value
    try:
        network = network.with_parameters(w, b)
        passed = forward(network, setup.x[rows])
        return backward(network, passed, setup.target[rows], setup.method.reduction).error_total
    except DivergenceError:
        return float("nan")


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("index", range(6))
def test_every_cell_is_what_forward_and_backward_give(policy, reduction, index, monkeypatch):
    monkeypatch.setattr(module, "MOST_NUMBERS", 100)
    rng = np.random.default_rng(index)
    net, x, target = random_case(rng, ENDS[rng.integers(len(ENDS))], 2, rows=5)
    net["bias_policy"] = policy
    if policy == "shared":
        net["b"] = [[layer[0]] * len(layer) for layer in net["b"]]
    setup = setup_of(network_of(net), x, target, reduction=reduction)
    rows = np.array([3, 0, 4])
    ids = [place.id for place in places(setup.network)]
    for first, second in [(ids[0], ids[-1]), rng.choice(ids, 2, replace=False).tolist()]:
        found, u, v = Landscape(setup, rows, first, second), np.linspace(-2, 2, 5), np.linspace(-1, 3, 4)
        expected = [[error_with(setup, rows, {first: one, second: other}) for one in u] for other in v]
        assert found.surface(u, v) == pytest.approx(np.array(expected), rel=1e-12, abs=1e-12)
        line = [error_with(setup, rows, {first: value}) for value in u]
        assert Landscape(setup, rows, first).line(u) == pytest.approx(np.array(line), rel=1e-12, abs=1e-12)
        here = error_with(setup, rows, {})
        assert found.surface(found.at[:1], found.at[1:]) == pytest.approx(np.array([[here]]), rel=1e-12, abs=1e-15)


def test_where_it_runs_over_there_is_no_error():
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[1.0]]], [[0.0]])
    setup = setup_of(network, [[1.0]], [[0.0]])
    assert np.isnan(Landscape(setup, rows_of(setup), "w.1.0.0").line(np.array([1.0, 1e200]))).tolist() == [False, True]


def test_a_parameter_that_is_not_there():
    setup = setup_of(MAZUR.network, MAZUR.x, MAZUR.target)
    with pytest.raises(UnknownNameError):
        Landscape(setup, rows_of(setup), "w.3.0.0")


LINEAR = Network([2, 1], ["identity"], "half_squared_error", "per_unit", [[[3.0, -1.0]]], [[0.5]])


def test_of_a_linear_unit_it_is_a_parabola():
    """E = ½ (w x + v y + b − t)²: a parabola in w with curvature x² and its minimum where the output is t."""
    setup = setup_of(LINEAR, [[2.0, 1.0]], [[4.0]])
    found = Landscape(setup, rows_of(setup), "w.1.0.0")
    values = np.linspace(-5, 5, 21)
    assert found.line(values) == pytest.approx(0.5 * (2 * values - 1 + 0.5 - 4) ** 2, rel=1e-13)
    touching = found.quadratic()
    assert touching.exact
    assert touching.error_total == pytest.approx(0.5 * 1.5**2)
    assert touching.gradient == pytest.approx([1.5 * 2])
    assert touching.hessian == pytest.approx(np.array([[4.0]]))
    assert touching.minimum == pytest.approx([2.25])
    assert touching.minimum_error == pytest.approx(0.0, abs=1e-14)
    assert touching.critical_eta == 0.5


@pytest.mark.parametrize("second", ["w.1.0.1", "b.1.0"])
def test_an_exact_quadratic_is_the_surface_everywhere(second):
    rng = np.random.default_rng(5)
    setup = setup_of(LINEAR, rng.normal(size=(7, 2)), rng.normal(size=(7, 1)))
    found = Landscape(setup, rows_of(setup), "w.1.0.0", second)
    touching, u, v = found.quadratic(), np.linspace(-30, 30, 7), np.linspace(-9, 40, 5)
    assert touching.exact
    way = np.stack(np.meshgrid(u, v), axis=-1) - found.at
    model = touching.error_total + way @ touching.gradient + 0.5 * np.einsum("...i,ij,...j", way, touching.hessian, way)
    assert found.surface(u, v) == pytest.approx(model, rel=1e-11)
    lowest = found.surface(touching.minimum[:1], touching.minimum[1:])[0, 0]
    assert touching.minimum_error == pytest.approx(lowest, rel=1e-11)
    around = found.surface(touching.minimum[0] + np.array([-0.1, 0.1]), touching.minimum[1] + np.array([-0.1, 0.1]))
    assert (around > lowest).all()


def test_a_local_quadratic_agrees_near_by_and_only_there():
    setup = setup_of(MAZUR.network, MAZUR.x, MAZUR.target)
    found = Landscape(setup, rows_of(setup), "w.2.0.0", "w.1.0.0")
    touching = found.quadratic()
    assert not touching.exact

    def off(step):
        way = np.array([step, step])
        model = touching.error_total + way @ touching.gradient + 0.5 * way @ touching.hessian @ way
        return abs(found.surface(found.at[:1] + step, found.at[1:] + step)[0, 0] - model)

    assert off(0.01) < 1e-8
    assert off(0.02) == pytest.approx(8 * off(0.01), rel=0.05)  # what is left out is of the third order
    assert off(4.0) > 0.05


def test_without_a_single_minimum_none_is_named():
    """Both parameters do the same: a valley. With a negative curvature: a saddle or a hilltop."""
    network = Network([2, 1], ["identity"], "half_squared_error", "per_unit", [[[1.0, 1.0]]], [[0.0]])
    setup = setup_of(network, [[1.0, 1.0]], [[0.0]])
    valley = Landscape(setup, rows_of(setup), "w.1.0.0", "w.1.0.1").quadratic()
    assert (valley.minimum, valley.minimum_error, valley.critical_eta) == (None, None, pytest.approx(1.0))
    setup = setup_of(Network([1, 1], ["tanh"], "half_squared_error", "frozen", [[[2.0]]], [[0.0]]), [[1.0]], [[-1.0]])
    hill = Landscape(setup, rows_of(setup), "w.1.0.0").quadratic()
    assert hill.hessian[0, 0] < 0
    assert (hill.minimum, hill.minimum_error, hill.critical_eta) == (None, None, None)


def test_a_path_of_descent_is_projected_and_has_the_error_of_all_its_parameters():
    setup = setup_of(XOR.network, XOR.x, XOR.target)
    ensemble = Ensemble(setup, XOR.network.vector[None], [0.5])
    vectors = []
    for _ in range(5):
        vectors.append(ensemble.parameters[0])
        ensemble.advance(3)
    found = Landscape(setup, rows_of(setup), "w.2.0.1", "b.1.0")
    steps = found.projected(np.array(vectors))
    for vector, step, error in zip(vectors, steps, found.along(np.array(vectors)), strict=True):
        network = XOR.network.with_vector(vector)
        assert step.tolist() == [network.w[1][0, 1], network.b[0][0]]
        passed = backward(network, forward(network, XOR.x), XOR.target)
        assert error == pytest.approx(passed.error_total, rel=1e-12)


def in_three_layers(*activations, loss="squared_error", policy="per_unit"):
    sizes = [1, 2, 2, 1]
    w = [[[0.5]] * 2, [[0.5, 0.25]] * 2, [[0.5, 0.25]]]
    return Network(sizes, activations, loss, policy, w, [[0.1, 0.1], [0.1, 0.1], [0.1]])


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    "ends", [("identity",) * 3, ("tanh", "identity", "identity"), ("identity", "relu", "identity")]
)
def test_what_is_called_quadratic_has_no_third_difference(ends, policy):
    """Of a polynomial that is quadratic in both together, third differences along any line are 0; of others not."""
    network = in_three_layers(*ends, policy=policy)
    setup = setup_of(network, [[1.5]], [[0.3]])
    ids = [place.id for place in places(network)]
    for first in ids:
        for second in ids:
            found = Landscape(setup, rows_of(setup), first, second)
            cells = found.at + np.outer(np.arange(6) * 1.7 - 4, [1.0, 0.6] if first != second else [1.0, 1.0])
            errors = np.array([found.surface(cell[:1], cell[1:])[0, 0] for cell in cells])
            third = np.abs(np.diff(errors, 3)).max()
            chosen = [place_of(network, first), place_of(network, second)]
            straight, claimed = third < 1e-10 * max(1.0, np.abs(errors).max()), is_quadratic(network, chosen)
            assert claimed <= straight if "relu" in ends else claimed == straight, (first, second)


def test_a_loss_that_is_not_quadratic_makes_nothing_quadratic():
    network = in_three_layers(*["identity"] * 3, loss="huber")
    assert not is_quadratic(network, [place_of(network, "b.3.0")])


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("loss", ["half_squared_error", "squared_error", "mean_squared_error"])
def test_a_linear_network_diverges_exactly_beyond_the_critical_eta(policy, loss):
    rng = np.random.default_rng(9)
    network = Network([3, 2], ["identity"], loss, policy, [rng.normal(size=(2, 3))], [[0.2, 0.2]])
    setup = setup_of(network, rng.normal(size=(6, 3)), rng.normal(size=(6, 2)))
    found = stability(setup, rows_of(setup))
    assert found.exact
    etas = found.critical_eta * np.array([0.9, 0.999, 1.001, 1.02])
    ensemble = Ensemble(setup, np.tile(network.vector, (4, 1)), etas)
    errors = ensemble.train(20_000)
    assert (ensemble.diverged < 0).tolist() == [True, True, True, False]
    assert (errors[-1, :2] <= errors[5_000, :2]).all()
    assert errors[-1, 2] > 1e10 * errors[5_000, 2]


def test_elsewhere_it_is_said_to_be_local():
    found = stability(setup_of(MAZUR.network, MAZUR.x, MAZUR.target), np.array([0]))
    assert not found.exact
    assert found.critical_eta > 0
    linear = in_three_layers(*["identity"] * 3)
    assert not stability(setup_of(linear, [[1.0]], [[0.0]]), np.array([0])).exact


def test_of_too_many_parameters_nothing_is_said(monkeypatch):
    monkeypatch.setattr(module, "MOST_TRAINED", len(trained(MAZUR.network)) - 1)
    assert stability(setup_of(MAZUR.network, MAZUR.x, MAZUR.target), np.array([0])) is None


def linear(w, x, target):
    return Setup(Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[w]]], [[0.0]]), [x], [target], 0.1)


def test_a_point_whose_error_runs_over_has_no_quadratic():
    with pytest.raises(DivergenceError) as caught:
        Landscape(linear(1e160, 1.0, 0.0), np.array([0]), "w.1.0.0").quadratic()
    assert caught.value.quantity == "error_total"


def test_a_minimum_too_far_away_to_be_told_is_none():
    near, far = (Landscape(linear(0.0, x, 1e153), np.array([0]), "w.1.0.0").quadratic() for x in (1e-153, 1e-156))
    assert near.minimum == pytest.approx([1e306], rel=1e-12)
    assert (far.minimum, far.minimum_error) == (None, None)


def test_a_shared_bias_is_one_trained_parameter_also_of_a_single_unit():
    network = Network(
        [2, 2, 1], ["tanh", "identity"], "half_squared_error", "shared", [[[1, 2], [3, 4]], [[5, 6]]], [[0, 0], [0]]
    )
    assert [place.id for place in trained(network) if place.kind == "b"] == ["b.1.0", "b.2.0"]


def test_the_largest_stable_learning_rate_of_the_largest_curvature():
    setup = linear(0.0, 1.2e154, 0.0)  # twice the second derivative is more than a double holds
    assert stability(setup, np.array([0])).critical_eta == pytest.approx(2.0 / 1.44e308, rel=1e-12, abs=0.0)
