"""The programs print the record's numbers: numpy to the bit, PyTorch's E and its derivatives by nudging."""

import ast

import numpy as np
import pytest

from core.errors import UnknownNameError
from core.examples import MAZUR
from core.history import History
from core.listing import LANGUAGES, listing
from core.method import Method
from core.network import Network
from core.optimisers import OPTIMISERS, optimiser
from core.record import record
from core.schedules import schedule
from core.setup import Setup
from tests.core.listing_support import STEP, run_alone, run_with_stand_in
from tests.core.samples import ENDS, HIDDEN, POLICIES, end_name, network_of, random_case

MAZUR_DATA = (MAZUR.x[0], MAZUR.target[0], MAZUR.eta)
MAZUR_SETUP = Setup(MAZUR.network, *MAZUR_DATA)


def cases():
    rng = np.random.default_rng(20)
    for end in ENDS:
        for depth in (1, 3):
            net, x, target = random_case(rng, end=end, depth=depth)
            yield network_of(net), x[0], target[0], float(rng.uniform(0.01, 2))
    for hidden in HIDDEN:
        for policy in POLICIES:
            net, x, target = random_case(rng, depth=4)
            b = [np.full(n, 0.25) for n in net["sizes"][1:]]
            net |= {"activations": [hidden, hidden, hidden, net["activations"][-1]], "bias_policy": policy, "b": b}
            yield network_of(net), x[0], target[0], 0.5


def test_numpy_prints_every_number_of_the_record_to_the_last_bit():
    moments = list(cases())
    assert {f.name for network, *_ in moments for f in network.activations[:-1]} == {f["name"] for f in HIDDEN}
    for printed, moment in zip(
        run_alone([listing(Setup(*moment), "numpy") for moment in moments]), moments, strict=True
    ):
        expected = record(*moment)
        ids = [quantity.id for quantity in expected.script.quantities]
        assert list(printed) == ids
        assert [printed[name] for name in ids] == expected.values.tolist(), listing(Setup(*moment), "numpy")


def test_numpy_at_an_iteration_of_a_history():
    history = History(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta))
    history.train(1000)
    program = listing(history.setup_at(1000), "numpy", 1000)
    assert program.startswith('"""Iteration 1000 of a 2-2-2 network')
    assert list(run_alone([program])[0].values()) == history.record(1000).values.tolist()


def test_saturated_units_do_not_warn():
    w = ([[900.0, -900.0]], [[-900.0]])
    network = Network((2, 1, 1), ["elu", "logistic"], "binary_cross_entropy", "per_unit", w, ([0.0], [0.0]))
    for x in ([1.0, 0.0], [0.0, 1.0]):
        moment = (network, x, [1.0], 0.1)
        assert list(run_alone([listing(Setup(*moment), "numpy")])[0].values()) == record(*moment).values.tolist()


@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_pytorch_computes_an_error_with_the_right_derivatives(end):
    rng = np.random.default_rng([21, ENDS.index(end)])
    net, x, target = random_case(rng, end=end, depth=2)
    moment = (network_of(net), x[0], target[0], 0.5)
    program, expected = listing(Setup(*moment), "pytorch"), record(*moment)
    printed, shapes = run_with_stand_in(program)
    assert printed["error_total"] == pytest.approx(expected.value("error_total"), rel=1e-13)
    gradients = [name for name in printed if name.startswith("dE_d")]
    trained = {"dE_dw"} if net["bias_policy"] == "frozen" else {"dE_dw", "dE_db"}
    of_script = [quantity.id for quantity in expected.script.quantities if quantity.kind in trained]
    assert sorted(gradients) == sorted(of_script)
    numbers = []
    order = sorted(range(len(shapes)), key=lambda k: _place(program, k))
    for k in order:
        for index in np.ndindex(shapes[k]):
            up, down = (run_with_stand_in(program, (k, index, step))[0]["error_total"] for step in (STEP, -STEP))
            numbers.append((up - down) / (2 * STEP))
    assert numbers == pytest.approx([expected.value(name) for name in gradients], rel=1e-6, abs=1e-8)


def _place(program, k):
    """Where the gradient of the k-th parameter that is made is printed."""
    made = [node.targets[0].id for node in ast.parse(program).body if _makes_parameter(node)]
    return program.index(f"{made[k]}.grad")


def _makes_parameter(node):
    return isinstance(node, ast.Assign) and "requires_grad=True" in ast.unparse(node.value)


@pytest.mark.parametrize("policy", POLICIES)
def test_pytorch_trains_what_the_policy_trains(policy):
    network = Network((2, 2, 2), ["gelu", "softplus"], "huber", policy, MAZUR.network.w, MAZUR.network.b)
    program = listing(Setup(network, *MAZUR_DATA), "pytorch")
    ast.parse(program)
    printed, shapes = run_with_stand_in(program)
    biases = {"frozen": [], "shared": [(), ()], "per_unit": [(2,), (2,)]}[policy]
    assert sorted(shapes) == sorted([(2, 2), (2, 2), *biases])
    of_script = {quantity.id for quantity in record(network, *MAZUR_DATA).script.quantities}
    assert set(printed) <= of_script
    assert {name for name in of_script if "_next" in name} <= set(printed)
    # without autograd every gradient is 0, so nothing moves: the arrays are the network's
    assert printed["w_next.2.1.0"] == 0.5


def test_only_what_is_used_is_defined():
    program = listing(MAZUR_SETUP, "numpy")
    defined = [node.name for node in ast.parse(program).body if isinstance(node, ast.FunctionDef)]
    assert defined == ["net_input", "sent_back", "logistic", "show"]
    assert "import math" not in program
    assert "functional" not in listing(MAZUR_SETUP, "pytorch")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_short_enough_to_read(language):
    assert max(map(len, listing(MAZUR_SETUP, language).splitlines())) < 120


def test_another_language_is_refused():
    with pytest.raises(UnknownNameError, match="no language 'perl'"):
        listing(MAZUR_SETUP, "perl")


def with_method(name, batch, policy):
    rng = np.random.default_rng([22, len(name)])
    net, x, target = random_case(rng, depth=3, rows=5)
    b = [np.full(n, 0.25) for n in net["sizes"][1:]]
    setup = Setup(network_of(net | {"bias_policy": policy, "b": b}), x, target, 0.05, method_of(name, batch))
    history = History(setup)
    history.train(3)
    return history


def method_of(name, batch):
    decay = {} if name == "sgd" else {"weight_decay": 0.1}
    return Method(optimiser(name, **decay), schedule("step", step_size=2.0), batch, "sum" if batch == 2 else "mean")


@pytest.mark.parametrize("name", OPTIMISERS)
def test_numpy_prints_every_number_of_any_method(name):
    histories = [with_method(name, batch, policy) for batch in (1, 2, None) for policy in POLICIES]
    programs = [listing(each.setup_at(3), "numpy", 3, each.progress(3), 1) for each in histories]
    for program, printed, history in zip(programs, run_alone(programs), histories, strict=True):
        expected = history.record(3, 1)
        assert list(printed) == [quantity.id for quantity in expected.script.quantities]
        assert list(printed.values()) == pytest.approx(expected.values.tolist(), rel=1e-11, abs=1e-13), program


@pytest.mark.parametrize("name", OPTIMISERS)
def test_pytorch_computes_the_error_and_the_gradients_of_a_batch(name):
    for policy in POLICIES:
        history = with_method(name, None, policy)
        expected, program = history.record(3), listing(history.setup_at(3), "pytorch", 3, history.progress(3))
        printed, _ = run_with_stand_in(program)
        assert printed["batch_error"] == pytest.approx(expected.value("batch_error"), rel=1e-13)
        assert {name for name in printed if name.startswith("batch_dE")} == {
            quantity.id for quantity in expected.script.quantities if quantity.kind.startswith("batch_dE")
        }
        up, down = (run_with_stand_in(program, (0, (0, 0), step))[0]["batch_error"] for step in (STEP, -STEP))
        assert (up - down) / (2 * STEP) == pytest.approx(expected.value("batch_dE_dw.1.0.0"), rel=1e-6, abs=1e-8)
