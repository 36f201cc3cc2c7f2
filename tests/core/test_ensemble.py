"""Each network of an ensemble has the readable path's numbers, whatever happens to the others."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import lanes
from core.backward import backward
from core.ensemble import Ensemble, errors_at
from core.errors import DivergenceError, ShapeError, ValueRangeError
from core.examples import MAZUR, XOR
from core.forward import forward
from core.history import History
from core.lockstep import CHECK_EVERY
from core.method import Method
from core.network import Network
from core.optimisers import OPTIMISERS, optimiser
from core.schedules import SCHEDULES, schedule
from core.setup import Setup
from core.trainer import Trainer
from core.update import sgd
from tests.core.samples import ENDS, HIDDEN, POLICIES, end_name, network_of, random_case

NEAR = {"rel": 1e-12, "abs": 1e-12}


def setup_of(network, x, target, batch=1, **method):
    return Setup(network, x, target, 1.0, Method(batch=batch, **method))


def readable(setup, start, eta, count):
    """(network afterwards, E of each iteration, the iteration that cannot be computed or -1), by gradient descent."""
    network, errors = setup.network.with_vector(start), []
    for n in range(count):
        rows = setup.batches.rows_at(n)
        try:
            passed = forward(network, setup.x[rows])
            gradients = backward(network, passed, setup.target[rows], setup.method.reduction)
            after = sgd(network, gradients, float(eta))
        except DivergenceError:
            return network, errors, n
        errors.append(gradients.error_total)
        network = after
    return network, errors, -1


def random_starts(rng, network, members):
    starts = rng.normal(size=(members, network.vector.size))
    if network.bias_policy == "shared":
        first = starts.shape[1] - sum(network.sizes[1:])
        for n in network.sizes[1:]:
            starts[:, first : first + n] = starts[:, first : first + 1]
            first += n
    return starts


def assert_each_is_readable(setup, count, members=3, seed=0):
    rng = np.random.default_rng(seed)
    starts, etas = random_starts(rng, setup.network, members), rng.uniform(0.001, 0.05, members)
    ensemble, quick = Ensemble(setup, starts, etas), Ensemble(setup, starts, etas)
    errors = ensemble.train(count)
    quick.advance(count)
    assert ensemble.iteration == quick.iteration == count
    assert np.array_equal(quick.parameters, ensemble.parameters)
    for member in range(members):
        after, expected, diverged = readable(setup, starts[member], etas[member], count)
        assert ensemble.diverged[member] == diverged
        assert errors[: len(expected), member] == pytest.approx(np.array(expected), **NEAR)
        assert np.isnan(errors[len(expected) :, member]).all()
        assert ensemble.parameters[member] == pytest.approx(after.vector, **NEAR)
        if diverged < 0:
            passed = backward(after, forward(after, setup.x), setup.target, setup.method.reduction)
            assert ensemble.errors()[member] == pytest.approx(passed.error_total, **NEAR)


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("batch", [1, 2, None])
def test_every_output_and_loss(end, batch):
    net, x, target = random_case(np.random.default_rng(5), end, rows=3)
    assert_each_is_readable(setup_of(network_of(net), x, target, batch), 5)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("policy", POLICIES)
def test_every_hidden_activation_and_policy(hidden, policy):
    net, x, target = random_case(np.random.default_rng(2), ENDS[5], depth=3, rows=2)
    net["activations"][:2] = [hidden, hidden]
    net.update(bias_policy=policy, b=[[0.25] * size for size in net["sizes"][1:]])
    for batch in (1, None):
        assert_each_is_readable(setup_of(network_of(net), x, target, batch), 6)


@settings(derandomize=True, max_examples=30)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 5),
    st.integers(1, 5),
    st.integers(1, 4),
    st.sampled_from(["mean", "sum"]),
    st.sampled_from([None, 1, 2]),
)
def test_random_networks(seed, rows, batch, members, reduction, shuffle):
    net, x, target = random_case(np.random.default_rng(seed), rows=rows)
    setup = setup_of(network_of(net), x, target, batch, reduction=reduction, shuffle=shuffle)
    assert_each_is_readable(setup, 4, members, seed)


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize(("planned", "batch"), [("constant", 1), ("step", 3), ("cosine", None)])
@pytest.mark.parametrize("decay", [{}, {"weight_decay": 0.1}])
def test_each_is_trained_as_a_history_by_every_method(name, planned, batch, decay):
    assert planned in SCHEDULES
    rng = np.random.default_rng(4)
    chosen = {"constant": {}, "step": {"step_size": 3.0}, "cosine": {"t_max": 5.0}}[planned]
    net, x, target = random_case(rng, ENDS[5], depth=2, rows=4)
    network, method = network_of(net), {"optimiser": optimiser(name, **decay), "schedule": schedule(planned, **chosen)}
    setup = setup_of(network, x, target, batch, **method)
    starts, etas = random_starts(rng, network, 3), rng.uniform(0.001, 0.05, 3)
    ensemble = Ensemble(setup, starts, etas)
    errors = ensemble.train(7)
    assert (ensemble.diverged == -1).all()
    for member in range(3):
        history = History(Setup(network.with_vector(starts[member]), x, target, etas[member].item(), setup.method))
        assert errors[:, member] == pytest.approx(history.train(7), **NEAR)
        assert ensemble.parameters[member] == pytest.approx(history.at(7).vector, **NEAR)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("loss", ["half_squared_error", "squared_error", "hinge"])
def test_the_same_bits_where_nothing_is_summed(hidden, loss):
    """A product of one factor leaves a matrix product no choice."""
    rng = np.random.default_rng(3)
    network = Network([1, 1, 1], [hidden, hidden], loss, "per_unit", [[[1.0]]] * 2, [[0.0]] * 2)
    x, target = rng.normal(size=(3, 1)), np.array([[1.0], [-1.0], [1.0]])
    starts, etas = rng.normal(size=(20, 4)), rng.uniform(0.001, 0.05, 20)
    ensemble = Ensemble(setup_of(network, x, target), starts, etas)
    errors = ensemble.train(20)
    for member in range(20):
        trainer = Trainer(Setup(network.with_vector(starts[member]), x, target, etas[member]))
        assert trainer.train(20).tolist() == errors[:, member].tolist()
        assert trainer.progress.tolist() == ensemble.parameters[member].tolist()


@pytest.mark.parametrize("batch", [1, 3, None])
def test_long_training_in_any_slices_and_in_any_company(batch, monkeypatch):
    """Slices change no bit; computed with fewer others, rows may be summed in another order."""
    rng = np.random.default_rng(8)
    starts, etas = rng.normal(size=(9, XOR.network.vector.size)), rng.uniform(0.1, 2.0, 9)
    setup = setup_of(XOR.network, XOR.x, XOR.target, batch)
    whole = Ensemble(setup, starts, etas)
    expected = whole.train(3 * CHECK_EVERY + 5)
    sliced = Ensemble(setup, starts, etas)
    assert np.array_equal(np.concatenate([sliced.train(n) for n in (1, 0, 70, 126)]), expected)
    monkeypatch.setattr(lanes, "MOST_NUMBERS", 1)
    alone = Ensemble(setup, starts, etas)
    assert alone.train(len(expected)) == pytest.approx(expected, rel=1e-9)
    assert alone.network(4).w[0] == pytest.approx(whole.network(4).w[0], rel=1e-9)
    assert len(alone) == 9


def test_those_that_diverge_are_marked_and_disturb_nobody():
    """E = ½ (w x)² with x = 1: w is multiplied by 1 − eta, which grows without end where eta > 2."""
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[1.0]]], [[0.0]])
    setup, count = setup_of(network, [[1.0]], [[0.0]]), 4000
    etas = np.array([0.5, 2.5, 1.9, 3.0, 1e200, 2.0, 1e308])
    ensemble = Ensemble(setup, np.tile([1.0, 0.0], (7, 1)), etas)
    errors = ensemble.train(count)
    for member, eta in enumerate(etas):
        after, expected, diverged = readable(setup, np.array([1.0, 0.0]), eta, count)
        assert ensemble.diverged[member] == diverged
        assert errors[: len(expected), member] == pytest.approx(np.array(expected), rel=1e-9)
        assert np.isnan(errors[len(expected) :, member]).all()
        assert ensemble.parameters[member, 0] == pytest.approx(after.w[0][0, 0], rel=1e-9)
    assert [n >= 0 for n in ensemble.diverged] == [False, True, False, True, True, False, True]
    assert np.isnan(ensemble.errors()).tolist() == [n >= 0 for n in ensemble.diverged]
    calm = Ensemble(setup, np.tile([1.0, 0.0], (3, 1)), etas[[0, 2, 5]])
    assert np.array_equal(calm.train(count), errors[:, [0, 2, 5]])


def test_an_overflow_that_leaves_no_trace_is_found_all_the_same():
    """z runs over, a saturates: E and all gradients are finite, but forward refuses it."""
    network = Network([1, 1], ["logistic"], "half_squared_error", "frozen", [[[1.0]]], [[0.0]])
    setup = setup_of(network, [[100.0]], [[1.0]])
    starts = [[0.001, 0.0], [1.7e307, 0.0], [1e100, 0.0]]
    ensemble = Ensemble(setup, starts, [0.1] * 3)
    ensemble.advance(3)
    assert ensemble.diverged.tolist() == [-1, 0, -1]
    assert ensemble.parameters[1].tolist() == starts[1]
    assert np.isnan(errors_at(setup, np.array(starts))).tolist() == [False, True, False]


def test_a_state_that_runs_over_is_found_though_the_parameters_stand_still():
    """The gradient is 1e155, its square infinite, and rmsprop divides by it."""
    huber = {"name": "huber", "threshold": 1e6}
    network = Network([1, 1], ["identity"], huber, "frozen", [[[1.0]]], [[0.0]])
    setup = setup_of(network, [[1e149]], [[0.0]], optimiser=optimiser("rmsprop"))
    ensemble = Ensemble(setup, [[1.0, 0.0], [0.0, 0.0]], [0.1, 0.1])
    ensemble.advance(2)
    assert ensemble.diverged.tolist() == [0, -1]


def test_nothing_is_allocated_for_an_iteration():
    rng = np.random.default_rng(1)
    starts = rng.normal(size=(500, MAZUR.network.vector.size))
    ensemble = Ensemble(setup_of(MAZUR.network, MAZUR.x, MAZUR.target), starts, np.full(500, 0.5))

    def peak(count):
        tracemalloc.start()
        ensemble.advance(count)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(20 * CHECK_EVERY) <= peak(1) + 1024  # looking through allocates a little, which is given back


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts": [[1.0] * 11]}, "starts"),
        ({"starts": [1.0] * 12}, "starts"),
        ({"starts": np.empty((0, 12))}, "starts"),
        ({"starts": [[float("nan")] * 12]}, "starts/0/0"),
        ({"etas": [0.5, 0.5]}, "etas"),
        ({"etas": [0.0]}, "etas/0"),
    ],
)
def test_what_is_wrong_is_named(change, field):
    given = {"starts": [[1.0] * 12], "etas": [0.5]} | change
    with pytest.raises((ShapeError, ValueRangeError)) as caught:
        Ensemble(setup_of(MAZUR.network, MAZUR.x, MAZUR.target), **given)
    assert caught.value.field == field


def test_a_shared_bias_is_one_number():
    network = Network([1, 2], ["tanh"], "half_squared_error", "shared", [[[1.0], [1.0]]], [[0.0, 0.0]])
    with pytest.raises(ValueRangeError) as caught:
        Ensemble(setup_of(network, [[1.0]], [[1.0, 1.0]]), [[1, 1, 2, 2], [1, 1, 2, 3]], [1.0, 1.0])
    assert caught.value.field == "starts/1"
