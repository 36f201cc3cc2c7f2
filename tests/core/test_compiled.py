"""Compiled training gives the readable path's numbers to 1e-12, is chosen when it is ready, and never before."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import core
from core import compiled, kernels, kernels_of_many, kernels_of_one
from core.activations import ACTIVATIONS
from core.compiled import BLOCK, MOST_PRODUCTS, CompiledTrainer, first_compiled, prepare, ready, suits
from core.edits import Change, Edit
from core.errors import DivergenceError
from core.examples import EXAMPLES, MAZUR, XOR
from core.history import TO_THE_LAST_BIT, History
from core.losses import LOSSES
from core.optimisers import OPTIMISERS
from core.progress import begun
from core.replay import trainer_of
from core.setup import Setup
from core.training import Training, trained
from tests.core.samples import ENDS, HIDDEN, coarse, end_name, method_of, network_of, random_case


@pytest.fixture(autouse=True)
def prepared(cached_loops, monkeypatch):
    """In each test here it is ready; other tests of this process train by numpy."""
    monkeypatch.setattr(compiled, "_ready", [])
    prepare()


@pytest.fixture
def without(prepared, monkeypatch):
    """As long as nobody has called `prepare`, in a process in which nothing is compiled yet."""
    monkeypatch.setattr(compiled, "_ready", [])
    monkeypatch.setattr(compiled, "loops", cache(compiled.loops.__wrapped__))


def exactly(setup):
    """The trainer whose numbers are the readable path's to the last bit."""
    return trainer_of(setup, compiled=False)


def run(trainer, setup, counts):
    trainer.load(begun(setup), 0)
    errors = np.concatenate([trainer.train(count) for count in counts])
    assert trainer.iteration == sum(counts)
    return errors, trainer.progress


def assert_same(setup, counts):
    """To 1e-12: of themselves, or of 1 where they are smaller."""
    found, expected = (run(trainer, setup, counts) for trainer in (CompiledTrainer(setup), exactly(setup)))
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_every_output_and_loss(end):
    rng = np.random.default_rng(11)
    for rows in (1, 3):
        net, x, target = random_case(rng, end, rows=rows)
        assert_same(Setup(network_of(net), x, target, 0.01, method_of("sgd", None)), (2, 5))


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("policy", ["frozen", "shared", "per_unit"])
def test_every_hidden_activation_and_policy(hidden, policy):
    net, x, target = random_case(np.random.default_rng(2), ENDS[5], depth=3, rows=2)
    net["activations"][:2] = [hidden, hidden]
    net.update(bias_policy=policy, b=[[0.25] * size for size in net["sizes"][1:]])
    assert_same(Setup(network_of(net), x, target, 0.02), (4, 5))


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser_with_and_without_weight_decay(name, decay):
    net, x, target = random_case(np.random.default_rng(len(name)), depth=2, rows=7)
    for batch in (1, 3, None):
        method = method_of({"name": name, "weight_decay": decay, **coarse(name)}, batch)
        assert_same(Setup(network_of(net), x, target, 0.05, method), (1, 12))


@pytest.mark.parametrize("seed", range(150))
def test_any_network_by_any_method(seed):
    rng = np.random.default_rng(seed)
    net, x, target = random_case(rng, rows=int(rng.integers(1, 7)))
    name = list(OPTIMISERS)[rng.integers(len(OPTIMISERS))]
    schedules = ["constant", {"name": "step", "step_size": 2}, {"name": "cosine", "t_max": 4}]
    method = method_of(
        {"name": name, "schedule": schedules[rng.integers(3)], **coarse(name)},
        [1, 2, 4, 9, None][rng.integers(5)],
        ["mean", "sum"][rng.integers(2)],
        [None, 0, 7][rng.integers(3)],
    )
    assert_same(Setup(network_of(net), x, target, 0.002, method), (5, 0, 8))


@pytest.mark.parametrize("shuffle", [None, 3])
def test_over_more_than_a_block_and_in_any_slices(shuffle):
    method = method_of({"name": "adam", "schedule": {"name": "step", "step_size": 700}}, 3, shuffle=shuffle)
    setup = Setup(XOR.network, XOR.x, XOR.target, 0.01, method)
    assert_same(setup, (1, 2, BLOCK + 1, 0, 60))


def test_the_state_begins_where_the_setup_says():
    setup = Setup(XOR.network, XOR.x, XOR.target, 0.01, method_of("adam", 2), since=5)
    one, other = CompiledTrainer(setup), exactly(setup)
    for trainer in (one, other):
        trainer.load(begun(setup), 7)
        trainer.train(6)
    np.testing.assert_allclose(one.progress, other.progress, rtol=1e-12)


def test_loading_goes_back_and_progress_is_a_copy():
    setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5)
    trainer = CompiledTrainer(setup)
    trainer.load(begun(setup), 0)
    trainer.train(3)
    kept = trainer.progress
    first = trainer.train(4)
    trainer.load(kept, 3)
    assert trainer.iteration == 3
    assert trainer.train(4).tolist() == first.tolist()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_what_is_not_finite_is_passed_on_as_numpy_does(end, value):
    net, x, target = random_case(np.random.default_rng(4), end, depth=2, rows=2)
    net["activations"][0] = end[0] if end[0] in HIDDEN else HIDDEN[3]
    setup = Setup(network_of(net), x, target, 0.1)
    progress = begun(setup)
    progress[0] = value
    found = []
    for trainer in (CompiledTrainer(setup), exactly(setup)):
        trainer.load(progress, 0)
        found.append((np.isfinite(trainer.train(3)).tolist(), np.isfinite(trainer.progress)))
    (errors, progress), (errors_of_numpy, progress_of_numpy) = found
    assert errors == errors_of_numpy
    assert not progress.all()
    assert not progress_of_numpy[~progress].any()  # more may have run over there: one product is of several layers


def diverging():
    net, x, target = random_case(np.random.default_rng(1), (HIDDEN[0], {"name": "squared_error"}), depth=2, rows=3)
    net["activations"] = [HIDDEN[0], HIDDEN[0]]
    return Setup(network_of(net), x, target, 0.9)


def test_numbers_that_run_over_are_found_in_the_same_iteration(monkeypatch):
    with pytest.raises(DivergenceError) as found:
        trained(diverging(), 4000, 100)
    monkeypatch.setattr(compiled, "_ready", [])
    with pytest.raises(DivergenceError) as expected:
        trained(diverging(), 4000, 100)
    assert (found.value.iteration, found.value.quantity) == (expected.value.iteration, expected.value.quantity)


def test_chosen_where_it_is_ready_and_the_network_is_small():
    setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5)
    assert ready()
    assert isinstance(trainer_of(setup, compiled=True), CompiledTrainer)
    assert not isinstance(exactly(setup), CompiledTrainer)
    assert isinstance(Training(setup)._replay._trainer, CompiledTrainer)
    rows = MOST_PRODUCTS // 8 + 1
    large = Setup(MAZUR.network, MAZUR.x.repeat(rows, 0), MAZUR.target.repeat(rows, 0), 0.5, method_of("sgd", None))
    assert not suits(large)
    assert not isinstance(trainer_of(large, compiled=True), CompiledTrainer)
    assert suits(Setup(large.network, large.x, large.target, 0.5))  # one of these rows at a time


def test_not_chosen_before_it_is_ready(without):
    setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5)
    assert not ready()
    assert not isinstance(Training(setup)._replay._trainer, CompiledTrainer)
    history = History(setup)
    history.train(TO_THE_LAST_BIT + 1)
    assert not isinstance(history._replay._trainer, CompiledTrainer)


def test_without_numba_preparing_fails_and_numpy_trains(without, monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    for module in ("kernels", "kernels_of_one", "kernels_of_many"):
        monkeypatch.delitem(sys.modules, f"core.{module}")
        monkeypatch.delattr(core, module)
    with pytest.raises(ImportError, match="numba"):
        prepare()
    assert not ready()
    assert first_compiled(0) == np.inf
    assert trained(Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5), 5, 1).error[-1][0] == 5


def test_a_cache_that_fails_costs_only_its_time(without, monkeypatch):
    asked = []

    def broken():
        asked.append("cache")
        raise OSError("No space left on device")

    for module in (kernels_of_one, kernels_of_many):
        monkeypatch.setattr(module, "cached_train", broken)
    monkeypatch.setattr(kernels, "compiled", lambda function: asked.append(function) or (lambda *_: None))
    prepare()
    assert asked == ["cache", kernels_of_one.train, "cache", kernels_of_many.train]
    assert ready()


def test_nothing_of_it_is_imported_before_it_is_asked_for():
    names = "[name for name in sys.modules if 'numba' in name or 'kernels' in name]"
    code = f"import sys, core.ensemble, core.history, core.training; print({names})"
    root = Path(core.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda example: example.id)
def test_the_iterations_that_people_follow_are_the_readable_paths_to_the_last_bit(example, monkeypatch):
    setup = Setup(example.network, example.x, example.target, example.eta)
    with monkeypatch.context() as unprepared:
        unprepared.setattr(compiled, "_ready", [])
        exact = History(setup)
    fast = History(setup)
    for history in (exact, fast):
        history.train(TO_THE_LAST_BIT + 3000)
    assert isinstance(fast._replay._trainer, CompiledTrainer)
    for iteration in (1, 4999, TO_THE_LAST_BIT):
        assert fast.progress(iteration).tolist() == exact.progress(iteration).tolist()
    end = fast.trained_to
    np.testing.assert_allclose(fast.progress(end), exact.progress(end), rtol=1e-10)


def test_a_history_reaches_its_iterations_again_to_the_last_bit(monkeypatch):
    net, x, target = random_case(np.random.default_rng(5), (HIDDEN[1], {"name": "squared_error"}), depth=3, rows=4)
    setup = Setup(network_of(net | {"activations": [HIDDEN[2], HIDDEN[2], HIDDEN[1]]}), x, target, 0.05)
    edit = Edit(TO_THE_LAST_BIT + 700, (Change("eta", 0.1),))
    history, at_once = History(setup, [edit]), History(setup, [edit])
    at_once.train(TO_THE_LAST_BIT + 2000)
    steps = [TO_THE_LAST_BIT - 3, *range(TO_THE_LAST_BIT, TO_THE_LAST_BIT + 1800, 307)]
    seen = {}
    for iteration in steps:
        history.train(iteration - history.trained_to)
        seen[iteration] = history.progress(iteration).tolist()
    assert isinstance(history._replay._trainer, CompiledTrainer)
    monkeypatch.setattr(compiled, "first_compiled", lambda iteration: np.inf)
    twin = history.apart()
    stretch = twin.stretch(100)
    stretch.run()
    twin.take(stretch)
    assert isinstance(stretch.replay._trainer, CompiledTrainer)
    for iteration in (*steps[::-1], steps[2]):
        assert history.progress(iteration).tolist() == seen[iteration]
        assert twin.progress(iteration).tolist() == seen[iteration]
        assert at_once.progress(iteration).tolist() == seen[iteration]
    branch = history.branched([edit, Edit(steps[-1], (Change("eta", 0.2),))])
    assert branch.progress(steps[-2]).tolist() == seen[steps[-2]]


def test_the_names_of_functions_stand_in_the_order_of_the_modules():
    for names, known in (
        (("LOGISTIC", "LEAKY_RELU", "GELU", "SOFTMAX"), ACTIVATIONS),
        (("SQUARED_ERROR", "BINARY_CROSS_ENTROPY", "CATEGORICAL_CROSS_ENTROPY", "HUBER"), LOSSES),
        (("SGD", "NESTEROV", "RMSPROP", "ADAMW"), OPTIMISERS),
    ):
        assert [list(known)[getattr(kernels, name)] for name in names] == [name.lower() for name in names]
