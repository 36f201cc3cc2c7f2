"""Any iteration again, to the last bit; edits on the way; divergence."""

import math
import random
import sys
from threading import Thread

import numpy as np
import pytest

from core import keyframes, timeline
from core.edits import Change, Edit
from core.errors import DivergenceError, ValueRangeError
from core.examples import MAZUR, XOR
from core.history import History
from core.method import Method
from core.network import Network
from core.optimisers import optimiser
from core.progress import begun, state_of
from core.record import record_of
from core.setup import Setup
from core.trainer import Trainer
from core.training import iterated
from tests.core.samples import network_of, random_case
from tests.core.test_trainer import readable


def history_of(example, count=0):
    history = History(Setup(example.network, example.x, example.target, example.eta))
    history.train(count)
    return history


def eta(iteration, to):
    return Edit(iteration, (Change("eta", to),))


@pytest.mark.parametrize("example", [MAZUR, XOR], ids=lambda example: example.id)
def test_iterations_are_those_of_the_readable_path_in_any_order(example):
    history = history_of(example, 300)
    order = [0, 299, 64, 63, 65, 300, 1, 128, 128, 7]
    for n in order:
        expected, _ = readable(example.network, example.x, example.target, example.eta, n)
        assert [w.tolist() for w in history.at(n).w + history.at(n).b] == [w.tolist() for w in expected.w + expected.b]
        assert history.initial.row_at(n) == n % len(example.x)


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
    before = history_of(MAZUR, 200)
    middle = before.at(150)
    history = before.branched([eta(150, 0.1)])
    assert (history.trained_to, before.trained_to, before.edits) == (150, 200, ())
    history.train(20)
    assert [history.setup_at(n).eta for n in (0, 149, 150, 170)] == [0.5, 0.5, 0.1, 0.1]
    expected, _ = readable(middle, MAZUR.x, MAZUR.target, 0.1, 20)
    assert history.at(170).w[0].tolist() == expected.w[0].tolist()
    assert history.at(150).w[0].tolist() == middle.w[0].tolist()


def test_keyframes_of_another_branch_are_not_used():
    first = history_of(MAZUR, 300)
    seen = [first.record(n).values.tobytes() for n in range(0, 301, 20)]
    history = first.branched([eta(100, 0.1)])
    history.train(200)
    fresh = History(first.initial, history.edits)
    fresh.train(300)
    history.at(0)
    for n in (250, 192, 193, 128, 99, 100, 64):
        assert history.at(n).w[0].tolist() == fresh.at(n).w[0].tolist()
    assert [first.record(n).values.tobytes() for n in range(0, 301, 20)] == seen


def test_edits_that_lie_ahead_are_done_when_training_comes_to_them():
    history = History(history_of(XOR).initial, [eta(65, 0.25), Edit(128, (Change("w.1.0.0", 3),))])
    assert history.trained_to == 0
    history.train(165)
    assert history.at(128).w[0][0, 0] == 3.0 != history.at(127).w[0][0, 0]
    middle, _ = readable(XOR.network, XOR.x, XOR.target, XOR.eta, 65)
    x, target = np.roll(XOR.x, -65 % 4 - 4, axis=0), np.roll(XOR.target, -65 % 4 - 4, axis=0)
    expected, _ = readable(middle, x, target, 0.25, 62)
    assert history.at(127).w[0].tolist() == expected.w[0].tolist()


@pytest.mark.parametrize("iteration", [-1, 11])
def test_only_trained_iterations_can_be_shown(iteration):
    history = history_of(MAZUR, 10)
    for ask in (history.at, history.record, history.setup_at):
        with pytest.raises(ValueRangeError, match=f"iteration is {iteration}; 0 to 10 are trained") as caught:
            ask(iteration)
        assert caught.value.field == "iteration"


def line(w=1.0, loss="half_squared_error"):
    """One identity unit, E = ½ w²: each update multiplies w by 1 − eta."""
    return Network([1, 1], ["identity"], loss, "frozen", [[[w]]], [[0.0]])


def train_in(slices, history, errors):
    for count in slices:
        errors += history.train(count).tolist()


@pytest.mark.parametrize("slices", [[3000], [1] * 600, [64] * 10])
def test_divergence_stops_at_the_last_iteration_that_can_be_shown(slices):
    history = History(Setup(line(), [1.0], [0.0], 1e3))
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
    assert len(history.branched([eta(0, 0.5)]).train(100)) == 100


def test_a_weight_that_runs_over_is_called_by_its_own_name():
    history = History(Setup(line(loss="huber"), [1e150], [0.0], 1e8))
    with pytest.raises(DivergenceError) as caught:
        history.branched([eta(0, 1e160)])
    assert caught.value.quantity == "w.1.0.0"
    sentence = "The weight w.1.0.0 became infinite in the update of iteration 0 with eta = 1e+160."
    assert caught.value.message == sentence
    assert (history.edits, history.setup_at(0).eta) == ((), 1e8)


def test_a_bias_that_runs_over_is_called_by_its_own_name():
    network = Network([1, 1], ["identity"], "huber", "per_unit", [[[1.0]]], [[1e308]])
    with pytest.raises(DivergenceError, match=r"The bias b.1.0 became infinite in the update of iteration 0"):
        History(Setup(network, [1e-300], [1.7e308], 1.7e308))


@pytest.mark.parametrize("slices", [[1000], [1] * 100, [7] * 20])
def test_a_net_input_that_runs_over_is_seen_though_its_unit_saturates(slices):
    network = Network([1, 1], ["tanh"], "half_squared_error", "frozen", [[[0.01]]], [[0.0]])
    history = History(Setup(network, [[1.0], [1e308]], [[5.0], [5.0]], 0.1))
    errors = []
    with pytest.raises(DivergenceError) as caught:
        train_in(slices, history, errors)
    # the first row makes w larger; the second one, where the slope is 0, never changes it
    w, n = 0.01, 0
    while n % 2 == 0 or math.isfinite(w * 1e308):
        w -= 0.1 * (math.tanh(w) - 5.0) * (1.0 - math.tanh(w) ** 2) if n % 2 == 0 else 0.0
        n += 1
    errors += caught.value.errors.tolist()
    assert (caught.value.iteration, caught.value.quantity, len(errors)) == (n, "z.1.0", n - 1)
    assert history.trained_to == n - 1 > 10
    assert all(np.isfinite(history.record(k).values).all() for k in range(n))


@pytest.mark.parametrize("slices", [[100], [1] * 9])
def test_a_row_whose_error_is_infinite_ends_the_history(slices):
    history = History(Setup(line(), [[1.0], [1.0]], [[0.0], [1e200]], 0.1))
    with pytest.raises(DivergenceError) as caught:
        train_in(slices, history, [])
    assert (caught.value.iteration, caught.value.quantity, history.trained_to) == (1, "error.1.0", 0)


@pytest.mark.parametrize(
    ("bias", "weights", "x", "method"),
    [
        (1e305, (1.0, 1.0), 1.0, Method(optimiser("sgd", weight_decay=1e6))),  # what is taken away would run over
        (1e305, (1.0, 1.0), 1.0, Method(optimiser("adam", weight_decay=1e6), batch=None)),
        (0.0, (1.0, 1e301), 0.0, Method(optimiser("momentum", momentum=1.0), batch=None)),  # what is remembered would
    ],
)
def test_a_bias_that_is_not_trained_never_runs_over(bias, weights, x, method):
    w = [[[weight]] for weight in weights]
    functions = ["logistic", "logistic"] if bias else ["identity", "identity"]
    loss = {"name": "huber", "threshold": 1e6}
    network = Network([1, 1, 1], functions, loss, "frozen", w, [[bias], [0.0]])
    setup = Setup(network, [[x], [x]], [[-1e6], [-1e6]], 1e-9, method)
    errors = History(setup).train(80)
    state = state_of(setup, begun(setup))
    for n in range(80):
        network, state = iterated(setup, n, network, state)
    history = History(setup)
    assert np.isfinite(errors).all()
    assert history.train(80).tolist() == errors.tolist()
    assert history.at(80).vector.tolist() == network.vector.tolist()


def test_what_only_the_fast_path_lets_run_over_ends_the_stretch(monkeypatch):
    history = history_of(XOR, 5)

    def over(self, count):
        self.iteration += count
        return np.full(count, np.inf)

    monkeypatch.setattr(Trainer, "train", over)
    with pytest.raises(DivergenceError) as caught:
        history.train(10)
    assert (caught.value.iteration, caught.value.quantity, len(caught.value.errors)) == (5, "error_total", 0)
    monkeypatch.undo()
    assert history.trained_to == 5
    assert len(history.train(10)) == 10


def test_iteration_0_must_be_finite():
    with pytest.raises(DivergenceError) as caught:
        History(Setup(line(1e200), [1e200], [0.0], 0.5))
    assert (caught.value.iteration, caught.value.quantity) == (0, "z.1.0")


def test_random_networks_can_be_replayed():
    rng = np.random.default_rng(4)
    for _ in range(10):
        net, x, target = random_case(rng, rows=3)
        history = History(Setup(network_of(net), x, target, 1e-3))
        try:
            history.train(130)
        except DivergenceError:
            continue
        before = history.record(100).values.tobytes()
        history.record(3)
        assert history.record(100).values.tobytes() == before


def test_what_a_stretch_has_checked_is_not_computed_again(monkeypatch):
    recorded = []
    monkeypatch.setattr(timeline, "record_of", lambda *given: recorded.append(given[1]) or record_of(*given))
    history = history_of(MAZUR, 5)
    before = len(recorded)
    newest = history.record(5)
    assert len(recorded) == before
    assert history.record(4).values.tolist() != newest.values.tolist()
    history.train(1)
    assert history.record(5).values.tolist() == newest.values.tolist()


def test_apart_from_it_another_thread_computes_the_same():
    setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta)
    history = History(setup, [Edit(100, (Change("eta", 2.0),)), Edit(300, (Change("activation.1", "tanh"),))])
    history.train(2000)
    expected = [history.record(n).values.tolist() for n in range(0, 2001, 100)]
    twin, found = history.apart(), []

    def read():
        found.extend(twin.record(n).values.tolist() for n in range(0, 2001, 100))

    reader = Thread(target=read)
    reader.start()
    while reader.is_alive():
        history.at(7)
        history.train(50)
        history.rest()
    reader.join()
    assert found == expected
    assert twin.trained_to == 2000
