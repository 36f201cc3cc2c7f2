"""The programs print the record's numbers: numpy to the bit, PyTorch's E and its derivatives by nudging."""

import ast

import numpy as np
import pytest

from core.errors import DeltaflowError, UnknownNameError
from core.examples import MAZUR
from core.history import History
from core.listing import LANGUAGES, listing
from core.network import Network
from core.record import record
from core.setup import Setup
from tests.core.listing_support import STEP, run_alone, run_with_stand_in
from tests.core.samples import ENDS, HIDDEN, POLICIES, end_name, network_of, random_case

MAZUR_MOMENT = (MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta)


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
    for printed, moment in zip(run_alone([listing(*moment, "numpy") for moment in moments]), moments, strict=True):
        expected = record(*moment)
        ids = [quantity.id for quantity in expected.script.quantities]
        assert list(printed) == ids
        assert [printed[name] for name in ids] == expected.values.tolist(), listing(*moment, "numpy")


def test_numpy_at_an_iteration_of_a_history():
    history = History(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta))
    history.train(1000)
    program = listing(history.at(1000), MAZUR.x[0], MAZUR.target[0], MAZUR.eta, "numpy", 1000)
    assert program.startswith('"""Iteration 1000 of a 2-2-2 network')
    assert list(run_alone([program])[0].values()) == history.record(1000).values.tolist()


def test_saturated_units_do_not_warn():
    w = ([[900.0, -900.0]], [[-900.0]])
    network = Network((2, 1, 1), ["elu", "logistic"], "binary_cross_entropy", "per_unit", w, ([0.0], [0.0]))
    for x in ([1.0, 0.0], [0.0, 1.0]):
        moment = (network, x, [1.0], 0.1)
        assert list(run_alone([listing(*moment, "numpy")])[0].values()) == record(*moment).values.tolist()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_pytorch_computes_an_error_with_the_right_derivatives(end, seed):
    rng = np.random.default_rng([21, seed])
    net, x, target = random_case(rng, end=end, depth=2)
    moment = (network_of(net), x[0], target[0], 0.5)
    program, expected = listing(*moment, "pytorch"), record(*moment)
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
    program = listing(network, *MAZUR_MOMENT[1:], "pytorch")
    ast.parse(program)
    printed, shapes = run_with_stand_in(program)
    biases = {"frozen": [], "shared": [(), ()], "per_unit": [(2,), (2,)]}[policy]
    assert sorted(shapes) == sorted([(2, 2), (2, 2), *biases])
    of_script = {quantity.id for quantity in record(network, *MAZUR_MOMENT[1:]).script.quantities}
    assert set(printed) <= of_script
    assert {name for name in of_script if "_next" in name} <= set(printed)
    # without autograd every gradient is 0, so nothing moves: the arrays are the network's
    assert printed["w_next.2.1.0"] == 0.5


def test_only_what_is_used_is_defined():
    program = listing(*MAZUR_MOMENT, "numpy")
    defined = [node.name for node in ast.parse(program).body if isinstance(node, ast.FunctionDef)]
    assert defined == ["logistic", "show"]
    assert "import math" not in program
    assert "functional" not in listing(*MAZUR_MOMENT, "pytorch")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_short_enough_to_read(language):
    assert max(map(len, listing(*MAZUR_MOMENT, language).splitlines())) < 120


def test_what_does_not_fit_is_refused():
    with pytest.raises(UnknownNameError, match="no language 'perl'"):
        listing(*MAZUR_MOMENT, "perl")
    with pytest.raises(DeltaflowError) as error:
        listing(MAZUR.network, [1.0], MAZUR.target[0], 0.5, "numpy")
    assert error.value.field == "x"
