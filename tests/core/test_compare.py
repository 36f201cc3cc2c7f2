"""Runs in lockstep: each against training it alone, and wrong algorithms unmasked by the gradient check."""

from __future__ import annotations

import numpy as np
import pytest

from core import compare
from core.compare import Run, compared
from core.edits import Change, Edit
from core.errors import DeltaflowError
from core.examples import EXAMPLES, MAZUR
from core.gradcheck import Check
from core.history import History
from core.method import Method
from core.mistakes import MISTAKES, wrong_gradients
from core.optimisers import optimiser as optimiser_named
from core.schedules import schedule
from core.setup import Setup
from core.training import trained
from tests.core import scalar
from tests.core.samples import network_of, random_case


def mazur():
    return Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta)


def total(net, network, x, target):
    """E of all rows, by the oracle."""
    moved = net | {"w": [w.tolist() for w in network.w], "b": [b.tolist() for b in network.b]}
    return scalar.batch_gradients(moved, x.tolist(), target.tolist(), "mean")["error_total"]


def test_each_run_is_what_training_it_alone_gives():
    net, x, target = random_case(np.random.default_rng(4), depth=2, rows=3)
    edits = [Edit(2, (Change("eta", 0.02),)), Edit(5, (Change("eta", 0.04),))]
    history = History(Setup(network_of(net), x, target, 0.1), edits)
    history.train(8)
    runs = [Run(), Run((Change("eta", 0.01),)), Run((Change("optimiser", "adam"), Change("batch", None)))]
    found = compared(history, 5, runs, [5, 6, 20])
    for run, outcome in zip(runs, found, strict=True):
        alone = History(history.initial, (edits[0], Edit(5, (Change("eta", 0.04), *run.changes))))
        alone.train(20)
        for place, iteration in enumerate((5, 6, 20)):
            network = alone.at(iteration)
            flat = np.concatenate([part.ravel() for part in (*network.w, *network.b)])
            assert outcome.parameters[place].tolist() == flat.tolist()
            assert outcome.errors[place] == pytest.approx(total(net, network, x, target), rel=1e-11)
        assert outcome.check.passed
    assert history.trained_to == 8
    assert [tuple(edits)] == [history.edits]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_algorithm_runs_beside_the_right_one_and_is_unmasked(mistake):
    right, wrong = compared(History(mazur()), 0, [Run(), Run(mistake=mistake)], [0, 1, 50])
    network = trained(mazur(), 50, 50, mistake).network
    assert wrong.parameters[2].tolist() == np.concatenate([p.ravel() for p in (*network.w, *network.b)]).tolist()
    assert wrong.errors[0] == right.errors[0] == pytest.approx(0.2983711087600027, rel=1e-15)
    assert wrong.errors[1] != right.errors[1]
    assert right.check.passed
    assert not wrong.check.passed


@pytest.mark.parametrize("mistake", [None, "early"])
def test_the_first_iteration_that_is_compared_may_be_a_later_one(mistake):
    history = History(mazur())
    history.train(5)
    runs = [Run((Change("eta", 0.2),), mistake)]
    (late,), (whole,) = (compared(history, 3, runs, iterations) for iterations in ([7, 9], [3, 7, 9]))
    assert late.iterations == (7, 9)
    assert late.errors.tolist() == whole.errors[1:].tolist()
    assert late.parameters.tolist() == whole.parameters[1:].tolist()


def test_a_wrong_algorithm_sees_the_same_rows():
    example = EXAMPLES["xor"]
    setup = Setup(example.network, example.x, example.target, example.eta)
    history = History(setup)
    history.train(3)
    if setup.network.fused:
        pytest.fail("this test needs a loss that is not fused")
    (wrong,) = compared(history, 3, [Run(mistake="sign_flipped")], [3, 4])
    row = setup.row_at(3)
    after = trained(Setup(history.at(3), setup.x[row], setup.target[row], setup.eta), 1, 1, "sign_flipped").network
    assert wrong.parameters[1].tolist() == np.concatenate([p.ravel() for p in (*after.w, *after.b)]).tolist()


@pytest.mark.parametrize("optimiser", ["sgd", "adam", "nesterov"])
def test_a_wrong_algorithm_is_trained_by_any_method(optimiser):
    net, x, target = random_case(
        np.random.default_rng(6), end=({"name": "tanh"}, {"name": "half_squared_error"}), rows=5
    )
    changes = (Change("optimiser", optimiser), Change("batch", 2), Change("reduction", "sum"))
    setup = Setup(network_of(net), x, target, 0.05, Method(optimiser_named(optimiser), batch=2, reduction="sum"))
    (wrong,) = compared(History(Setup(network_of(net), x, target, 0.05)), 0, [Run(changes, "no_hidden_slope")], [0, 7])
    alone = trained(setup, 7, 7, "no_hidden_slope").network
    assert wrong.parameters[1].tolist() == alone.vector.tolist() != trained(setup, 7, 7).network.vector.tolist()
    assert not wrong.check.passed


def test_a_wrong_algorithm_goes_on_with_what_the_optimiser_remembers():
    net, x, target = random_case(
        np.random.default_rng(8), depth=2, end=({"name": "tanh"}, {"name": "half_squared_error"}), rows=3
    )
    setup = Setup(network_of(net), x, target, 0.05, Method(optimiser_named("momentum"), batch=None))
    history = History(setup)
    history.train(3)
    velocity, before = (history.record(2).value(f"{kind}.1.0.0") for kind in ("velocity_next_w", "w_next"))
    (wrong,) = compared(history, 3, [Run(mistake="sign_flipped")], [3, 4])
    gradient = history.record(3).value("batch_dE_dw.1.0.0")
    assert wrong.parameters[1][0] == pytest.approx(before - 0.05 * (0.9 * velocity - gradient), rel=1e-13)


def test_a_mistake_that_needs_the_learning_rate_is_checked_with_the_scheduled_one():
    setup = mazur()
    method = Method(schedule=schedule("step", step_size=1, gamma=0.1))
    history = History(Setup(setup.network, setup.x, setup.target, setup.eta, method))
    history.train(2)
    (wrong,) = compared(history, 2, [Run(mistake="early")], [2])
    network = history.at(2)
    gradients = wrong_gradients("early", network, setup.x[0], setup.target[0], setup.eta / 100)
    by_hand = Check(network, setup.x[0], setup.target[0], gradients=gradients)
    by_hand.go_on(by_hand.left)
    assert wrong.check.largest == by_hand.report().largest


def test_a_run_that_is_not_possible_is_refused_before_any_is_trained(monkeypatch):
    trained_to = []
    monkeypatch.setattr(compare, "error_of", lambda *given: trained_to.append(given))
    with pytest.raises(DeltaflowError) as caught:
        compared(History(mazur()), 0, [Run(), Run((Change("loss", "squared_error"),)), Run(mistake="laziness")], [0, 9])
    assert (caught.value.field, trained_to) == ("runs/2", [])


def test_a_run_that_diverges_ends_and_the_others_go_on():
    net, x, target = random_case(
        np.random.default_rng(2), end=({"name": "identity"}, {"name": "squared_error"}), rows=2
    )
    history = History(
        Setup(network_of(net | {"activations": [{"name": "identity"}] * len(net["activations"])}), x, target, 1e-3)
    )
    found = compared(history, 0, [Run(), Run((Change("eta", 1e6),))], [0, 1, 2, 400])
    assert found[0].diverged is None
    assert len(found[0].iterations) == 4
    assert found[1].diverged is not None
    assert len(found[1].errors) == len(found[1].parameters) == len(found[1].iterations) < 4
    assert np.isfinite(found[1].errors).all()


@pytest.mark.parametrize(
    ("run", "field"),
    [
        (Run((Change("eta", 0.1), Change("eta", -1.0))), "runs/1/changes/1/to"),
        (Run((Change("w.9.0.0", 1.0),)), "runs/1/changes/0/of"),
        (Run(mistake="laziness"), "runs/1"),
        (Run((Change("loss", "binary_cross_entropy"),), "no_half"), "runs/1"),
    ],
)
def test_what_cannot_run_is_refused_by_its_field(run, field):
    with pytest.raises(DeltaflowError) as caught:
        compared(History(mazur(), [Edit(0, (Change("eta", 0.5),))]), 0, [Run(), run], [0, 1])
    assert caught.value.field == field
