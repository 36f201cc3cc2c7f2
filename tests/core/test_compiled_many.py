"""Many networks trained by compiled loops: the readable path's numbers to 1e-12, chosen where they are ready."""

import inspect
import math

import numpy as np
import pytest

from core import compiled, compiled_many, kernels, kernels_of_many, kernels_of_one, passes
from core.activations import ACTIVATIONS
from core.compiled import loops, prepare
from core.compiled_many import BLOCK, ROWS_PER_NETWORK, TOGETHER, CompiledIterations
from core.ensemble import Ensemble
from core.examples import MAZUR, XOR
from core.kernels import TANH
from core.lockstep import CHECK_EVERY, Iterations
from core.network import Network
from core.optimisers import optimiser
from core.passes import ACTIVATE, POWER, TIMES_SLOPE, Passes
from core.schedules import schedule
from core.setup import Setup
from tests.core import test_ensemble
from tests.core.samples import ENDS, HIDDEN, end_name, method_of, network_of, random_case
from tests.core.test_ensemble import (  # noqa: F401 -- these tests are run again here, with compiled loops
    assert_each_is_readable,
    random_starts,
    setup_of,
    test_every_hidden_activation_and_policy,
    test_every_output_and_loss,
)

NEAR = {"rtol": 1e-12, "atol": 1e-12}


@pytest.fixture(autouse=True)
def prepared(cached_loops, monkeypatch):
    """In each test here it is ready; other tests of this process train by numpy."""
    monkeypatch.setattr(compiled, "_ready", [])
    prepare()


def is_compiled(ensemble):
    return [type(part._iterations) for part in ensemble._parts] == [CompiledIterations] * len(ensemble._parts)


def by_numpy(*given):
    ensemble = Ensemble(*given, compiled=False)
    assert not is_compiled(ensemble)
    return ensemble


@pytest.mark.parametrize("seed", range(40))
def test_any_network_by_any_batches_and_schedule(seed):
    rng = np.random.default_rng(seed)
    net, x, target = random_case(rng, rows=int(rng.integers(1, 7)))
    schedules = ["constant", {"name": "step", "step_size": 2}, {"name": "cosine", "t_max": 4}]
    method = method_of(
        {"name": "sgd", "schedule": schedules[rng.integers(3)]},
        [1, 2, 4, 9, None][rng.integers(5)],
        ["mean", "sum"][rng.integers(2)],
        [None, 0, 7][rng.integers(3)],
    )
    setup = Setup(network_of(net), x, target, 1.0, method)
    given = setup, random_starts(rng, setup.network, 5), rng.uniform(0.001, 0.02, 5)
    found, expected = Ensemble(*given), by_numpy(*given)
    assert is_compiled(found)
    for count in (5, 0, 1, 8):
        np.testing.assert_allclose(found.train(count), expected.train(count), **NEAR)
        found.advance(2)
        expected.advance(2)
        np.testing.assert_allclose(found.parameters, expected.parameters, **NEAR)
    assert len(loops().many.signatures) == 1  # numba compiles anew for other kinds of arguments
    assert found.iteration == expected.iteration
    assert found.diverged.tolist() == expected.diverged.tolist()


@pytest.mark.parametrize("members", [1, 3, BLOCK - 1, BLOCK + 1, 2 * BLOCK, 1000, TOGETHER + BLOCK + 1])
def test_any_number_of_networks(members):
    rng = np.random.default_rng(members)
    setup = setup_of(MAZUR.network, MAZUR.x, MAZUR.target)
    given = setup, random_starts(rng, setup.network, members), rng.uniform(0.1, 1.0, members)
    found, expected = Ensemble(*given), by_numpy(*given)
    assert is_compiled(found)
    np.testing.assert_allclose(found.train(CHECK_EVERY + 6), expected.train(CHECK_EVERY + 6), **NEAR)
    np.testing.assert_allclose(found.parameters, expected.parameters, **NEAR)


def test_large_batches_of_few_networks_are_left_to_numpy():
    rows = ROWS_PER_NETWORK * 3 + 1
    large = setup_of(XOR.network, XOR.x.repeat(rows, 0), XOR.target.repeat(rows, 0), rows)
    assert [compiled_many.suits(large, members) for members in (3, 4)] == [False, True]


def test_a_network_whose_table_no_cache_holds_is_trained_one_by_one(monkeypatch):
    monkeypatch.setattr(compiled_many, "MOST_NUMBERS", 1)
    assert_each_is_readable(setup_of(XOR.network, XOR.x, XOR.target, None), 5)


def test_those_that_diverge_are_found_in_the_same_iteration():
    """E = ½ (w x)² with x = 1: w is multiplied by 1 − eta, which grows without end where eta > 2."""
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[1.0]]], [[0.0]])
    etas = [0.5, 50.0, 1.9, 1e3, 1e200, 2.0, 1e308, 20.0]
    given = setup_of(network, [[1.0]], [[0.0]]), np.tile([1.0, 0.0], (8, 1)), etas
    found, expected = Ensemble(*given), by_numpy(*given)
    np.testing.assert_allclose(found.train(300), expected.train(300), rtol=1e-12)
    assert found.diverged.tolist() == expected.diverged.tolist()
    assert [n >= 0 for n in found.diverged] == [eta > 2.0 for eta in etas]
    assert found.parameters.tolist() == expected.parameters.tolist()


def test_an_overflow_that_leaves_no_trace_is_found_all_the_same():
    test_ensemble.test_an_overflow_that_leaves_no_trace_is_found_all_the_same()


def test_a_single_error_that_runs_over_is_found_though_all_else_is_finite_and_small():
    """The first update makes w 1e40, where it stays, as eta is 0 then; E of the first row is 1e320 in iteration 2."""
    network = Network([1, 1], ["identity"], "squared_error", "frozen", [[[1.0]]], [[0.0]])
    planned = schedule("step", step_size=1.0, gamma=0.0)
    setup = setup_of(network, [[1e120], [0.0]], [[1.0], [0.0]], schedule=planned)
    ensemble = Ensemble(setup, np.zeros((2, 2)), [1e-121, 5e-81])
    assert is_compiled(ensemble)
    errors = ensemble.train(4)
    assert ensemble.diverged.tolist() == [-1, 2]
    assert np.isfinite(errors).tolist() == [[True, True], [True, True], [True, False], [True, False]]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_what_is_not_finite_is_passed_on_as_numpy_does(end, value):
    net, x, target = random_case(np.random.default_rng(4), end, depth=2, rows=2)
    net["activations"][0] = end[0] if end[0] in HIDDEN else HIDDEN[3]
    setup = setup_of(network_of(net), x, target, None)
    progress = np.repeat(setup.network.vector[:, None], 2, axis=1)
    progress[0, 1] = value
    seen = []
    for begin in (CompiledIterations, Iterations):
        numbers, errors = progress.copy(), np.empty((3, 2))
        with np.errstate(all="ignore"):
            fine = begin(setup, numbers, np.full(2, 0.1)).run(0, 3, errors)
        seen.append((fine.tolist(), np.isfinite(errors).tolist(), np.isfinite(numbers).tolist()))
    assert seen[0] == seen[1]
    assert seen[0][0][0]
    assert not all(np.array(seen[0][2])[:, 1])


def test_chosen_for_gradient_descent_only_and_not_before_it_is_ready(monkeypatch):
    given = np.tile(MAZUR.network.vector, (3, 1)), [0.5] * 3
    assert is_compiled(Ensemble(setup_of(MAZUR.network, MAZUR.x, MAZUR.target), *given))
    for other in (optimiser("adam"), optimiser("sgd", weight_decay=0.1)):
        assert not is_compiled(Ensemble(setup_of(MAZUR.network, MAZUR.x, MAZUR.target, optimiser=other), *given))
    monkeypatch.setattr(compiled, "_ready", [])
    assert not is_compiled(Ensemble(setup_of(MAZUR.network, MAZUR.x, MAZUR.target), *given))


def passed(what, inputs):
    """What a pass makes of numbers, and of zeros."""
    order, none = np.zeros((1, 1), dtype=np.intp), np.zeros((0, 5), dtype=np.intp)
    listed = np.array([[what, 1, 0, 5, 0]])
    progress, one = np.stack([inputs, np.zeros(len(inputs))]), np.ones((1, len(inputs)))
    lists, where, functions = (none, listed, listed, none), (0, 2, 3, 4, 5, 6), (np.zeros(3), 0)
    table, data = np.zeros(6 * len(inputs)), np.zeros((1, 0))
    many = loops().many
    many(lists, where, functions, data, (order, 1, True), 0, 1, one, progress, table, len(inputs), one.copy(), one[0])
    return progress[1]


def ulps(found, expected):
    """By how many units in the last place numbers differ at most."""
    return max(abs(one - other) / math.ulp(other) for one, other in zip(found.tolist(), expected, strict=True))


def test_the_power_of_e_over_its_whole_range():
    inputs = [*np.random.default_rng(0).uniform(-708.3, 709.7, 3000), *np.linspace(-1.0, 1.0, 1001)]
    inputs += [k * math.log(2.0) / 2 for k in range(-2040, 2048)]
    assert ulps(passed(POWER, inputs), [math.exp(x) for x in inputs]) <= 1.0


def test_the_power_of_e_at_its_edges():
    least, most = kernels_of_many.LEAST, kernels_of_many.MOST
    inside = [least, -5e-324, -0.0, 0.0, 5e-324, most]
    assert ulps(passed(POWER, inside), [math.exp(x) for x in inside]) <= 1.0
    above = [np.nextafter(most, np.inf), 710.0, 1e6, 1e300, np.inf]
    with pytest.raises(OverflowError):
        math.exp(above[0])
    assert passed(POWER, above).tolist() == [np.inf] * len(above)
    below = [np.nextafter(least, -np.inf), -745.0, -1e6, -1e300, -np.inf]
    assert math.exp(below[0]) < 2.0**-1022  # subnormal
    assert passed(POWER, below).tolist() == [0.0] * len(below)
    assert np.isnan(passed(POWER, [np.nan])).all()


def test_the_hyperbolic_tangent_over_its_whole_range():
    inputs = [*np.random.default_rng(0).uniform(-22.0, 22.0, 3000), *np.linspace(-1.0, 1.0, 1001)]
    inputs += [sign * 10.0**k for k in range(-300, 300, 7) for sign in (1, -1)]
    inputs += [0.0, np.inf, -np.inf]
    assert ulps(passed(ACTIVATE + TANH, inputs), [math.tanh(x) for x in inputs]) <= 3.0
    assert np.isnan(passed(ACTIVATE + TANH, [np.nan])).all()


@pytest.mark.parametrize(
    ("loops", "other"), [(kernels_of_one, kernels), (kernels_of_many, kernels), (kernels_of_many, passes)]
)
def test_its_cache_asks_of_all_files_it_was_compiled_from(loops, other, monkeypatch):
    """numba asks only of the file that has `train` whether it has changed; the others are told by its name."""
    source = inspect.getsource
    before = loops.cached_train()._cache._cache_file._index_name
    assert loops.cached_train()._cache._cache_file._index_name == before
    monkeypatch.setattr(inspect, "getsource", lambda module: source(module) + "#" * (module is other))
    assert loops.cached_train()._cache._cache_file._index_name != before


def test_one_example_at_a_time_has_no_pass_for_its_gradients():
    one, all_rows = (Passes(setup_of(XOR.network, XOR.x, XOR.target, batch)) for batch in (1, None))
    assert (len(one.begin), len(one.end)) == (1, 0)
    assert (len(all_rows.begin), len(all_rows.end)) == (1 + XOR.network.trained, XOR.network.trained)


def test_passes_stay_in_their_table():
    for end in ENDS:
        net, x, target = random_case(np.random.default_rng(1), end, depth=3, rows=2)
        passes = Passes(setup_of(network_of(net), x, target, None))
        for listed in (passes.begin, passes.example, passes.with_error, passes.end):
            assert listed[:, 0].max(initial=0) < TIMES_SLOPE + len(ACTIVATIONS)
            assert listed.min(initial=0) == 0
            assert listed[:, 1:].max(initial=0) < passes.table.size
