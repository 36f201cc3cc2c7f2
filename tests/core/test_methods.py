"""Batches and optimisers in a history: every number of every record against the oracle, and against its rule."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edits import Change, Edit
from core.ensemble import Ensemble
from core.equations import evaluate
from core.errors import DeltaflowError, DivergenceError
from core.history import History
from core.network import Network
from core.optimisers import OPTIMISERS
from core.setup import Setup
from core.trainer import Trainer
from core.training import Training
from tests.core import method_oracle
from tests.core.samples import coarse, method_of, network_of, random_case
from tests.core.test_record import by_rule


def oracle(net, x, target, setup, count):
    method = {
        "optimiser": dict(setup.method.optimiser.as_dict()),
        "rows_at": lambda n: setup.batches.rows_at(n).tolist(),
        "reduction": setup.method.reduction,
        "batched": setup.method.batched,
    }
    return method_oracle.iterations(net, x.tolist(), target.tolist(), setup.eta_at, method, count)


def assert_history(net, x, target, method, count=5, eta=0.05):
    setup = Setup(network_of(net), x, target, eta, method)
    history = History(setup)
    history.train(count)
    for n, (rows, numbers) in enumerate(oracle(net, x, target, setup, count)):
        for shown, row in enumerate(rows):
            found = history.record(n, shown)
            assert setup.row_at(n, shown) == row
            assert_record(found, numbers[row])
    return history


def assert_record(found, q):
    for quantity in found.script.quantities:
        value = found.value(quantity.id)
        assert math.isclose(value, q[quantity.id], rel_tol=1e-9, abs_tol=1e-12), quantity.id
        if quantity.rule:
            expected = by_rule(quantity.rule, found.value)
            assert math.isclose(value, expected, rel_tol=1e-10, abs_tol=1e-14), quantity
        else:
            assert quantity.moment is None or quantity.kind.startswith("others_")
    blocks = found.script.blocks
    named = {b.name: np.array([found.value(b.id(i)) for i in b.indices()]).reshape(b.shape) for b in blocks}
    for equation in found.script.equations:
        name = equation.kind if equation.layer is None else f"{equation.kind}.{equation.layer}"
        np.testing.assert_allclose(evaluate(equation, named), named[name], rtol=1e-10, atol=1e-13, err_msg=name)


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("batch", [1, 3, None])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser_with_every_kind_of_batch(name, batch, decay):
    rng = np.random.default_rng([len(name), batch or 0])
    net, x, target = random_case(rng, depth=2, rows=7)
    method = method_of({"name": name, "weight_decay": decay, **coarse(name)}, batch)
    assert_history(net, x, target, method)


@pytest.mark.parametrize("name", ["adagrad", "rmsprop", "adam", "adamw"])
def test_a_step_over_nothing_runs_over_and_warns_nobody(name):
    given = (Network([1, 1], ["identity"], "half_squared_error", "per_unit", [[[1e-170]]], [[0]]), [[1]], [[0]], 0.1)
    setup = Setup(*given, method_of({"name": name, "eps": 0}, 1))  # the square of its gradient, 1e-170, is 0
    with pytest.raises(DivergenceError):
        Training(setup).train(1)
    assert not np.isfinite(Trainer(setup).train(2)[1])
    assert Ensemble(setup, [setup.network.vector], [0.1]).train(1).shape == (1, 1)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 2**32 - 1),
    name=st.sampled_from(list(OPTIMISERS)),
    rows=st.integers(1, 6),
    batch=st.sampled_from([1, 2, 4, 9, None]),
    reduction=st.sampled_from(["mean", "sum"]),
    shuffle=st.sampled_from([None, 0, 7]),
    schedule=st.sampled_from(["constant", {"name": "step", "step_size": 2}, {"name": "cosine", "t_max": 4}]),
)
def test_any_network_with_any_method(seed, name, rows, batch, reduction, shuffle, schedule):
    net, x, target = random_case(np.random.default_rng(seed), rows=rows)
    method = method_of({"name": name, "schedule": schedule, **coarse(name)}, batch, reduction, shuffle)
    assert_history(net, x, target, method)


def test_a_batch_of_all_shows_each_example_and_one_update():
    net, x, target = random_case(np.random.default_rng(3), rows=4)
    setup = Setup(network_of(net), x, target, 0.1, method_of("adam", None))
    history = History(setup)
    first, second = history.record(0, 0), history.record(0, 1)
    assert [moment.id for moment in first.script.moments][-2:] == ["batch", "update"]
    assert first.value("a.0.0") != second.value("a.0.0")
    assert first.value("w_next.1.0.0") == second.value("w_next.1.0.0")
    assert history.record(0, 4).values.tobytes() == first.values.tobytes()


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_record_says_to_the_last_bit_what_training_does(name):
    net, x, target = random_case(np.random.default_rng(5), depth=3, rows=5)
    for batch in (1, 2, None):
        history = History(Setup(network_of(net), x, target, 0.05, method_of(name, batch, shuffle=1)))
        errors = history.train(70)
        for n in (0, 1, 63, 64, 69):
            found, after = history.record(n, 1), history.at(n + 1)
            for layer, w in enumerate(after.w, start=1):
                for j, i in np.ndindex(w.shape):
                    assert found.value(f"w_next.{layer}.{j}.{i}") == w[j, i]
            assert errors[n] == found.value("error_total" if batch == 1 else "batch_error")


def test_any_iteration_is_reached_again_with_its_state():
    net, x, target = random_case(np.random.default_rng(8), rows=5)
    setup = Setup(network_of(net), x, target, 0.05, method_of("adamw", 2, shuffle=4))
    history = History(setup)
    once = []
    for n in range(200):
        once.append(history.record(n).values.tobytes())
        history.train(1)
    for n in (150, 3, 128, 127, 0, 199):
        assert history.record(n).values.tobytes() == once[n]


def test_an_edit_of_eta_keeps_the_state_and_one_of_the_optimiser_begins_it():
    net, x, target = random_case(np.random.default_rng(9), rows=4)
    setup = Setup(network_of(net), x, target, 0.05, method_of("adam", None))
    kept = History(setup, [Edit(6, (Change("eta", 0.01),))])
    anew = History(setup, [Edit(6, (Change("optimiser", {"name": "adam", "beta1": 0.5}),))])
    other = History(setup, [Edit(6, (Change("optimiser", "rmsprop"),)), Edit(8, (Change("batch", 1),))])
    for history in (kept, anew, other):
        history.train(10)
    assert kept.record(6).value("updates") == 7
    assert kept.record(6).value("m_w.1.0.0") != 0
    assert anew.record(6).value("updates") == 1
    assert anew.record(6).value("m_w.1.0.0") == 0
    assert anew.record(9).value("updates") == 4
    assert other.record(6).value("square_average_w.1.0.0") == 0
    assert other.record(8).script.moments[-2].id != "batch"
    assert other.record(8).value("square_average_w.1.0.0") != 0


def test_a_given_of_any_row_can_be_changed():
    net, x, target = random_case(np.random.default_rng(11), rows=4)
    setup = Setup(network_of(net), x, target, 0.05, method_of("sgd", None))
    last, goal = len(net["sizes"]) - 1, target[1, 0]
    history = History(setup, [Edit(2, (Change("x.3.0", 9.0), Change("a.0.0", 8.0), Change("t.1.0", goal)))])
    history.train(4)
    assert history.record(2, 3).value("a.0.0") == 9.0
    assert history.record(2, 0).value("a.0.0") == 8.0
    assert history.record(2, 1).value(f"target.{last}.0") == goal
    assert history.record(1, 3).value("a.0.0") == x[3, 0]


@pytest.mark.parametrize("of", ["x.4.0", "x.0", "x.0.99", "t.4.0", "t.0.99", "t.-1.0"])
def test_there_is_no_such_row(of):
    net, x, target = random_case(np.random.default_rng(11), rows=4)
    with pytest.raises(DeltaflowError) as caught:
        History(Setup(network_of(net), x, target, 0.05), [Edit(0, (Change(of, 1.0),))])
    assert caught.value.field == "edits/0/changes/0/of"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (Change("batch", 0), "changes/0/to"),
        (Change("batch", True), "changes/0/to"),
        (Change("batch", "all"), "changes/0/to"),
        (Change("shuffle", -1), "changes/0/to"),
        (Change("reduction", "median"), "changes/0/to"),
        (Change("optimiser", "newton"), "changes/0/to"),
        (Change("optimiser", {"name": "adam", "beta1": 2.0}), "changes/0/to/beta1"),
        (Change("optimiser", {"name": "sgd", "schedule": "linear"}), "changes/0/to/schedule"),
    ],
)
def test_what_is_no_method_is_refused_by_its_field(change, field):
    net, x, target = random_case(np.random.default_rng(1), rows=3)
    setup = Setup(network_of(net), x, target, 0.1)
    with pytest.raises(DeltaflowError) as caught:
        History(setup, [Edit(0, (change,))])
    assert caught.value.field == f"edits/0/{field}"
