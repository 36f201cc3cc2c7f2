"""Every equation against the scalar oracle and against the rules of its block; nothing before it is known."""

import json
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.equations import FUNCTIONS, OPERATORS, Equation, equations_of, evaluate
from core.errors import UnknownNameError
from core.examples import MAZUR
from core.script import script_of
from tests.core import scalar
from tests.core.samples import ENDS, POLICIES, end_name, network_of, random_case
from tests.core.test_record import by_rule


def oracle_blocks(network, net, x, target):
    """The oracle's numbers, block by block in the blocks' shapes."""
    q = scalar.iteration(net, x.tolist(), target.tolist(), 0.3)
    script = script_of(network)
    named = {
        block.name: np.array([q[block.id(index)] for index in block.indices()]).reshape(block.shape)
        for block in script.blocks
    }
    return script, named, q


def assert_equations(net, x, target):
    network = network_of(net)
    script, named, q = oracle_blocks(network, net, x, target)
    blocks = {block.name: block for block in script.blocks}
    equations = {f"{e.kind}.{e.layer}" if e.layer is not None else e.kind: e for e in script.equations}
    rules = {quantity.id: quantity.rule for quantity in script.quantities if quantity.rule}
    computed = [name for name, block in blocks.items() if any(block.id(index) in rules for index in block.indices())]
    assert list(equations) == computed
    for name, equation in equations.items():
        found, block = evaluate(equation, named), blocks[name]
        assert found.shape == equation.shape == block.shape
        scale = max(1.0, float(np.abs(named[name]).max()))
        np.testing.assert_allclose(found, named[name], rtol=1e-12, atol=1e-12 * scale, err_msg=name)
        for index in block.indices():
            expected = by_rule(rules[block.id(index)], q.__getitem__)
            assert found[index] == pytest.approx(expected, rel=1e-12, abs=1e-12 * scale), block.id(index)
    return script, equations


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_output_loss_and_policy(end, policy):
    rng = np.random.default_rng(100 + ENDS.index(end))
    for depth in (1, 2):
        net, x, target = random_case(rng, end, depth)
        net["bias_policy"] = policy
        if policy == "shared":
            net["b"] = [[layer[0]] * len(layer) for layer in net["b"]]
        assert_equations(net, x[0], target[0])


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_random_networks(seed):
    net, x, target = random_case(np.random.default_rng(seed))
    script, equations = assert_equations(net, x[0], target[0])
    assert_nothing_before_it_is_known(script, equations)


def names_in(expression):
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, tuple):
        operator, *operands = expression
        if operator == "call":
            assert operands.pop(0) in FUNCTIONS
        else:
            assert operator in OPERATORS
        for operand in operands:
            yield from names_in(operand)


def assert_nothing_before_it_is_known(script, equations):
    """When the last number of a block is known, all numbers of the blocks that its equation uses are."""
    known = {}
    for quantity in script.quantities:
        name = quantity.kind if quantity.layer is None else f"{quantity.kind}.{quantity.layer}"
        moment = -1 if quantity.moment is None else quantity.moment
        known[name] = max(known.get(name, -1), moment)
    for name, equation in equations.items():
        used = list(names_in(equation.value))
        assert name not in used
        assert all(known[other] <= known[name] for other in used), name


def value_of(kind, layer, network=MAZUR.network):
    return next(e.value for e in equations_of(network) if (e.kind, e.layer) == (kind, layer))


def test_the_equations_of_a_textbook():
    assert value_of("z", 1) == ("+", ("@", "w.1", "a.0"), "b.1")
    assert value_of("delta", 1) == ("*", ("@", ("T", "w.2"), "delta.2"), "df.1")
    assert value_of("dE_dw", 1) == ("outer", "delta.1", "a.0")
    assert value_of("w_next", 2) == ("-", "w.2", ("*", "eta", "dE_dw.2"))


def test_equations_go_through_json():
    first = json.loads(json.dumps([asdict(equation) for equation in equations_of(MAZUR.network)]))[1]
    assert first == {"kind": "z", "layer": 1, "shape": [2], "value": ["+", ["@", "w.1", "a.0"], "b.1"]}


def test_a_missing_block_is_named():
    with pytest.raises(UnknownNameError, match=r"'w\.9'"):
        evaluate(Equation("z", 9, (1,), ("neg", "w.9")), {})
