"""Any iteration again, to the last bit; learning rates that change; divergence."""

import math
import random
import sys

import numpy as np
import pytest

from core import keyframes
from core.errors import DivergenceError, ShapeError, ValueRangeError
from core.examples import MAZUR, XOR
from core.history import History
from core.keyframes import Keyframes
from core.network import Network
from tests.core.samples import network_of, random_case
from tests.core.test_trainer import readable


def history_of(example, count=0):
    history = History(example.network, example.x, example.target, example.eta)
    history.train(count)
    return history


@pytest.mark.parametrize("example", [MAZUR, XOR], ids=lambda example: example.id)
def test_iterations_are_those_of_the_readable_path_in_any_order(example):
    history = history_of(example, 300)
    order = [0, 299, 64, 63, 65, 300, 1, 128, 128, 7]
    for n in order:
        expected, _ = readable(example.network, example.x, example.target, example.eta, n)
        assert [w.tolist() for w in history.at(n).w + history.at(n).b] == [w.tolist() for w in expected.w + expected.b]
        assert history.row_at(n) == n % len(example.x)


def test_records_are_bit_identical_after_many_keyframes_were_dropped(monkeypatch):
    monkeypatch.setattr(keyframes, "MOST", 10)
    history = history_of(XOR)
    seen = {}
    for _ in range(40):
        history.train(131)
        seen[history.trained_to] = history.record(history.trained_to).values.tobytes()
    iterations = list(seen)
    random.Random(1).shuffle(iterations)
    assert [history.record(n).values.tobytes() for n in iterations] == [seen[n] for n in iterations]
    assert len(history._keyframes) <= 10


def test_errors_are_those_of_training():
    history = history_of(XOR)
    errors = np.concatenate([history.train(100), history.train(1000)])
    assert len(errors) == history.trained_to == 1100
    assert history.errors(90, 110).tolist() == errors[90:110].tolist()
    assert history.errors(0, 1100).tolist() == errors.tolist()
    assert history.errors(5, 5).tolist() == []
    assert history.record(101).value("error_total") == errors[101]
    for start, stop, field in ((0, 1101, "iteration"), (3, 2, "start"), (-1, 2, "start")):
        with pytest.raises(ValueRangeError) as caught:
            history.errors(start, stop)
        assert caught.value.field == field


def test_a_learning_rate_holds_from_its_iteration_on():
    history = history_of(MAZUR, 200)
    middle = history.at(150)
    history.set_eta(150, 0.1)
    assert history.trained_to == 150
    assert [history.eta_at(n) for n in (0, 149, 150, 10**6)] == [0.5, 0.5, 0.1, 0.1]
    history.train(20)
    expected, _ = readable(middle, MAZUR.x, MAZUR.target, 0.1, 20)
    assert history.at(170).w[0].tolist() == expected.w[0].tolist()
    assert history.at(150).w[0].tolist() == middle.w[0].tolist()
    history.set_eta(160, 2.0)
    history.set_eta(160, 3.0)
    assert history.schedule == ((0, 0.5), (150, 0.1), (160, 3.0))
    history.set_eta(100, 0.2)
    assert history.schedule == ((0, 0.5), (100, 0.2))
    history.set_eta(0, 0.7)
    assert history.schedule == ((0, 0.7),)


def test_keyframes_of_a_dropped_branch_are_forgotten():
    history = history_of(MAZUR, 300)
    history.set_eta(100, 0.1)
    history.train(200)
    fresh = History.rebuilt(MAZUR.network, MAZUR.x, MAZUR.target, history.schedule)
    fresh.train(300)
    history.at(0)
    for n in (250, 192, 193, 128, 99):
        assert history.at(n).w[0].tolist() == fresh.at(n).w[0].tolist()


def test_a_history_is_rebuilt_from_its_description():
    history = history_of(XOR, 70)
    history.set_eta(65, 0.25)
    history.train(100)
    again = History.rebuilt(history.initial, XOR.x, XOR.target, history.schedule)
    assert (again.trained_to, again.schedule) == (0, history.schedule)
    again.train(history.trained_to)
    for n in (0, 64, 65, 66, 165):
        assert again.record(n).values.tobytes() == history.record(n).values.tobytes()


@pytest.mark.parametrize("schedule", [[], [(1, 0.5)], [(0, 0.5), (9, 0.1), (9, 0.2)], [(0, 0.5), (9, 0.1), (3, 0.2)]])
def test_a_wrong_schedule_is_refused(schedule):
    with pytest.raises(ShapeError) as caught:
        History.rebuilt(MAZUR.network, MAZUR.x, MAZUR.target, schedule)
    assert caught.value.field == "schedule"


def test_restart_forgets_everything():
    history = history_of(MAZUR, 100)
    history.restart(0.25)
    assert (history.trained_to, history.schedule, history.rows) == (0, ((0, 0.25),), 1)
    history.train(5)
    expected, _ = readable(MAZUR.network, MAZUR.x, MAZUR.target, 0.25, 5)
    assert history.at(5).w[1].tolist() == expected.w[1].tolist()


@pytest.mark.parametrize("iteration", [-1, 11])
def test_only_trained_iterations_can_be_shown(iteration):
    history = history_of(MAZUR, 10)
    for ask in (history.at, history.record, lambda n: history.set_eta(n, 0.5)):
        with pytest.raises(ValueRangeError, match=f"iteration is {iteration}; 0 to 10 are trained") as caught:
            ask(iteration)
        assert caught.value.field == "iteration"


@pytest.mark.parametrize("eta", [0.0, -1.0, math.nan, math.inf, "0.5", True])
def test_a_learning_rate_is_a_finite_number_above_0(eta):
    history = history_of(MAZUR)
    for ask in (history.restart, lambda value: history.set_eta(0, value)):
        with pytest.raises(ValueRangeError) as caught:
            ask(eta)
        assert caught.value.field == "eta"


def line(w=1.0, loss="half_squared_error"):
    """One identity unit, E = ½ w²: each update multiplies w by 1 − eta."""
    return Network([1, 1], ["identity"], loss, "frozen", [[[w]]], [[0.0]])


def train_in(slices, history, errors):
    for count in slices:
        errors += history.train(count).tolist()


@pytest.mark.parametrize("slices", [[3000], [1] * 600, [64] * 10])
def test_divergence_stops_at_the_last_iteration_that_can_be_shown(slices):
    history = History(line(), [1.0], [0.0], 1e3)
    errors = []
    with pytest.raises(DivergenceError) as caught:
        train_in(slices, history, errors)
    diverged = caught.value
    errors += diverged.errors.tolist()
    # w = (−999)ⁿ, and E = ½ w² is the first to run over
    expected = next(n for n in range(1000) if 999 ** (2 * n) > 2 * int(sys.float_info.max))
    assert diverged.iteration == expected
    assert diverged.quantity == "error.1.0"
    assert diverged.message == f"The number error.1.0 became infinite in iteration {expected} with eta = 1000."
    assert history.trained_to == expected - 1 == len(errors)
    assert np.isfinite(errors).all()
    assert np.isfinite(history.record(expected - 1).values).all()
    with pytest.raises(DivergenceError) as again:
        history.train(1)
    assert (again.value.iteration, len(again.value.errors)) == (expected, 0)
    history.set_eta(0, 0.5)
    assert len(history.train(100)) == 100


def test_a_weight_that_runs_over_is_called_by_its_own_name():
    history = History(line(loss="huber"), [1e150], [0.0], 1e8)
    with pytest.raises(DivergenceError) as caught:
        history.set_eta(0, 1e160)
    assert caught.value.quantity == "w.1.0.0"
    sentence = "The weight w.1.0.0 became infinite in the update of iteration 0 with eta = 1e+160."
    assert caught.value.message == sentence
    assert history.schedule == ((0, 1e8),)
    with pytest.raises(DivergenceError, match=r"The weight w\.1\.0\.0 became infinite in the update of iteration 0"):
        history.restart(1e160)
    assert history.schedule == ((0, 1e8),)


def test_a_bias_that_runs_over_is_called_by_its_own_name():
    network = Network([1, 1], ["identity"], "huber", "per_unit", [[[1.0]]], [[1e308]])
    with pytest.raises(DivergenceError, match=r"The bias b.1.0 became infinite in the update of iteration 0"):
        History(network, [1e-300], [1.7e308], 1.7e308)


def test_iteration_0_must_be_finite():
    with pytest.raises(DivergenceError) as caught:
        History(line(1e200), [1e200], [0.0], 0.5)
    assert (caught.value.iteration, caught.value.quantity) == (0, "z.1.0")


def test_data_must_fit():
    network = XOR.network
    for x, target, field in (
        ([[0.0]], [[0.0]], "x"),
        ([[0.0, 1.0]], [[0.0], [1.0]], "target"),
        (np.empty((0, 2)), np.empty((0, 1)), "x"),
        ([[[0.0, 1.0]]], [[0.0]], "x"),
    ):
        with pytest.raises(ShapeError) as caught:
            History(network, x, target, 0.5)
        assert caught.value.field == field
    hinge = Network([1, 1], ["tanh"], "hinge", "frozen", [[[1.0]]], [[0.0]])
    with pytest.raises(ValueRangeError) as caught:
        History(hinge, [[1.0], [2.0]], [[1.0], [0.5]], 0.5)
    assert caught.value.field == "target/1/0"


def test_random_networks_can_be_replayed():
    rng = np.random.default_rng(4)
    for _ in range(10):
        net, x, target = random_case(rng, rows=3)
        history = History(network_of(net), x, target, 1e-3)
        try:
            history.train(130)
        except DivergenceError:
            continue
        before = history.record(100).values.tobytes()
        history.record(3)
        assert history.record(100).values.tobytes() == before


def test_keyframes_are_few_and_evenly_spaced(monkeypatch):
    monkeypatch.setattr(keyframes, "MOST", 9)
    kept = Keyframes(np.array([0.0]))
    for n in range(2000):
        kept.keep(n, np.array([float(n)]))
    assert len(kept) <= 9
    for n in (0, 63, 64, 777, 1999):
        at, parameters = kept.nearest(n)
        assert at == parameters[0] <= n
        assert n - at < kept.interval or at == max(kept._iterations)
    kept.truncate(600)
    assert kept.nearest(1999)[0] <= 600
    assert kept.next_after(kept.interval) == 2 * kept.interval


def test_large_networks_keep_fewer_keyframes():
    kept = Keyframes(np.zeros(keyframes.MOST_NUMBERS))
    for n in range(0, 20_000, 64):
        kept.keep(n, np.zeros(1))
    assert len(kept) <= keyframes.FEWEST
