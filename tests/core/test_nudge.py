"""A gradient by four methods: against the scalar oracle, and each method breaks down only where it must."""

import cmath
import math
from itertools import pairwise

import numpy as np
import pytest

from core import complex_step
from core.directions import direction, places
from core.errors import UnknownNameError
from core.examples import MAZUR
from core.network import Network
from core.nudge import EPSILONS, nudged
from core.setup import Setup
from tests.core import scalar
from tests.core.samples import ENDS, HIDDEN, POLICIES, end_name, network_of, random_case
from tests.core.test_paths import gradient


def setup_of(network, x, target):
    return Setup(network, x, target, 0.5)


MAZUR_SETUP = setup_of(MAZUR.network, MAZUR.x, MAZUR.target)


def test_epsilon_runs_over_sixteen_decades():
    assert EPSILONS[0] == 1e-1
    assert EPSILONS[-1] == pytest.approx(1e-16, rel=1e-12)
    ratios = np.array(EPSILONS[1:]) / np.array(EPSILONS[:-1])
    assert ratios == pytest.approx(10**-0.25, rel=1e-12)


def test_it_converges_and_then_breaks_down():
    found = nudged(MAZUR_SETUP, 0, "w.1.0.0")
    exact = 0.00043856773447434685
    assert found.backprop == pytest.approx(exact, rel=1e-13)
    assert found.dual == pytest.approx(exact, rel=1e-13)
    at = {round(-4 * math.log10(step.epsilon)): step for step in found.steps}
    forward = [at[4 * decade].forward_error for decade in range(1, 17)]
    assert all(later < 0.2 * earlier for earlier, later in pairwise(forward[:5]))
    assert min(forward) < 1e-9 * 10
    assert forward[-1] == pytest.approx(exact)  # ε has vanished in w: the difference is 0
    assert found.steps[-1].forward == 0.0
    central = [at[4 * decade].central_error for decade in range(1, 17)]
    assert central[2] < forward[2] / 1000
    assert central[-1] > 1e-5
    assert all(at[4 * decade].complex_step_error < 1e-18 for decade in range(8, 17))


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_output_loss_and_policy(end, policy):
    rng = np.random.default_rng(ENDS.index(end))
    net, x, target = random_case(rng, end, 2)
    net["bias_policy"] = policy
    if policy == "shared":
        net["b"] = [[layer[0]] * len(layer) for layer in net["b"]]
    q = scalar.iteration(net, x[0].tolist(), target[0].tolist(), 0.5)
    setup = setup_of(network_of(net), x, target)
    everything = list(places(setup.network))
    for place in [everything[0], everything[-1]]:
        expected = gradient(net, q, place)
        found = nudged(setup, 0, place.id)
        scale = {"rel": 1e-9, "abs": 1e-12}
        assert found.backprop == pytest.approx(expected, **scale)
        assert found.dual == pytest.approx(expected, **scale)
        assert found.steps[-1].complex_step == pytest.approx(expected, **scale)
        assert found.steps[28].complex_step == pytest.approx(expected, **scale)  # ε = 1e-8
        assert found.steps[16].central == pytest.approx(expected, rel=1e-4, abs=1e-6)  # ε = 1e-5


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("z", [-700.0, -30.0, -5.0, -0.5, 0.3, 2.0, 40.0, 900.0])
def test_each_function_s_complex_step_is_its_slope(hidden, z):
    function, parameters = complex_step.ACTIVATIONS[hidden["name"]], scalar.parameters_of(hidden)
    for epsilon in (1e-8, 1e-20, 1e-200):
        found = function(np.array([z + 1j * epsilon]), **parameters)[0]
        value = scalar.ACTIVATIONS[hidden["name"]](z, **parameters)
        assert found.real == pytest.approx(value, rel=1e-13, abs=1e-13)
        if hidden["name"] in ("tanh", "logistic") and abs(z) > 340:
            slope = 0.0
        else:
            slope = scalar.SLOPES[hidden["name"]](z, **parameters)
        assert found.imag / epsilon == pytest.approx(slope, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("z", [0.3 + 0.1j, -1.2 + 0.7j, 2.5 - 0.4j])
def test_complex_functions_away_from_the_real_axis(z):
    """Against cmath where it has the function, and erf against its series about 0."""
    point = np.array([z])
    assert complex_step.tanh(point)[0] == pytest.approx(cmath.tanh(z), rel=1e-13)
    assert complex_step.logistic(point)[0] == pytest.approx(1 / (1 + cmath.exp(-z)), rel=1e-13)
    assert complex_step.softplus(point)[0] == pytest.approx(cmath.log(1 + cmath.exp(z)), rel=1e-13)
    series = sum((-1) ** n * z ** (2 * n + 1) / (math.factorial(n) * (2 * n + 1)) for n in range(80))
    assert complex_step.erf(point)[0] == pytest.approx(2 / math.sqrt(math.pi) * series, rel=1e-9)
    below = z - 3
    assert complex_step.elu(np.array([below]), 1.5)[0] == pytest.approx(1.5 * (cmath.exp(below) - 1), rel=1e-13)


def test_a_linear_network_has_no_error_of_truncation():
    """E = ½ (w x − t)²: the central difference is exact but for rounding, the forward one is off by ε x² / 2."""
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[2.0]]], [[0.0]])
    found = nudged(setup_of(network, [[3.0]], [[1.0]]), 0, "w.1.0.0")
    assert found.dual == found.backprop == 15.0
    first = found.steps[0]
    assert first.forward == pytest.approx(15.0 + 0.1 * 9 / 2, rel=1e-12)
    assert first.central == pytest.approx(15.0, rel=1e-12)
    assert first.forward_error == pytest.approx(0.45, rel=1e-10)


def test_each_iteration_uses_its_row():
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[2.0]]], [[0.0]])
    setup = setup_of(network, [[3.0], [5.0]], [[1.0], [1.0]])
    assert [nudged(setup, n, "w.1.0.0").dual for n in (0, 1, 2)] == [15.0, 45.0, 15.0]


def test_where_a_nudge_runs_over_there_is_no_estimate():
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[0.0]]], [[0.0]])
    found = nudged(setup_of(network, [[1e156]], [[1e-100]]), 0, "w.1.0.0")
    assert found.steps[0].forward is found.steps[0].forward_error is found.steps[0].central is None
    assert found.steps[-1].complex_step is not None


def test_a_shared_bias_moves_for_its_whole_layer_and_what_is_no_parameter_is_refused():
    moved = direction(network_of(SHARED), next(p for p in places(network_of(SHARED)) if p.id == "b.1.1"))
    assert moved.db[0].tolist() == [1.0, 1.0]
    with pytest.raises(UnknownNameError) as caught:
        nudged(MAZUR_SETUP, 0, "w.1.0.9")
    assert caught.value.field == "parameter"


SHARED = {
    "sizes": [1, 2],
    "activations": [{"name": "tanh"}],
    "loss": {"name": "squared_error"},
    "bias_policy": "shared",
    "w": [[[0.1], [0.2]]],
    "b": [[0.5, 0.5]],
}
