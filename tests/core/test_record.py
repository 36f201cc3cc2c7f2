"""Every recorded value against its own rule, and against the scalar oracle; the order of the moments."""

import json
import math
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import record as module
from core.errors import DivergenceError, ShapeError, UnknownNameError, ValueRangeError
from core.examples import MAZUR
from core.forward import Forward, forward
from core.record import record
from core.script import script_of
from tests.core import scalar
from tests.core.samples import ENDS, POLICIES, end_name, network_of, random_case


def by_rule(rule, value):
    """Evaluate a rule as docs/model.md defines its three forms."""
    factors = [[value(f) if isinstance(f, str) else f for f in term.factors] for term in rule.terms]
    if rule.form == "function":
        return scalar.call(rule.function, [factor for group in factors for factor in group])
    assert rule.form == "sum" or len(rule.terms) == 1
    return math.fsum(term.sign * math.prod(group) for term, group in zip(rule.terms, factors, strict=True))


def assert_record(net, x, target, eta=0.3):
    found = record(network_of(net), x, target, eta)
    q = scalar.iteration(net, x.tolist(), target.tolist(), eta)
    assert len(found.values) == len(found.script.quantities)
    for quantity in found.script.quantities:
        value = found.value(quantity.id)
        assert math.isclose(value, q[quantity.id], rel_tol=1e-10, abs_tol=1e-13), quantity.id
        assert (quantity.rule is None) == (quantity.moment is None)
        if quantity.rule:
            assert math.isclose(value, by_rule(quantity.rule, found.value), rel_tol=1e-11, abs_tol=1e-14), quantity
    return found, q


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_output_loss_and_policy(end, policy):
    rng = np.random.default_rng(ENDS.index(end))
    for depth in (1, 2):
        net, x, target = random_case(rng, end, depth)
        net["bias_policy"] = policy
        if policy == "shared":
            net["b"] = [[layer[0]] * len(layer) for layer in net["b"]]
        assert_record(net, x[0], target[0])


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_random_networks(seed):
    net, x, target = random_case(np.random.default_rng(seed))
    found, q = assert_record(net, x[0], target[0])
    complete = expected_kinds(net)
    assert {quantity.kind for quantity in found.script.quantities} == complete
    assert set(found.script.summary) < set(q)


def expected_kinds(net):
    """What docs/model.md's table says a network has."""
    last, loss = net["activations"][-1]["name"], net["loss"]["name"]
    fused, hidden = loss.endswith("cross_entropy"), net["activations"][:-1]
    kinds = {
        "a",
        "w",
        "b",
        "target",
        "eta",
        "weighted",
        "z",
        "error",
        "error_total",
        "delta",
        "dE_dw",
        "change_w",
        "w_next",
    }
    if loss in ("half_squared_error", "squared_error", "mean_squared_error", "huber"):
        kinds.add("difference")
    if hidden:
        kinds.add("contribution")
    if hidden or not fused:
        kinds.add("dE_da")
    slopes = hidden + ([] if fused or last == "softmax" else [net["activations"][-1]])
    if slopes:
        kinds.add("df")
    if any(named["name"] == "logistic" for named in slopes):
        kinds.add("complement")
    if last == "softmax" and not fused:
        kinds.add("jacobian")
    if net["bias_policy"] != "frozen":
        kinds |= {"dE_db", "change_b", "b_next"}
    return kinds


def test_the_36_moments_of_the_2_2_2_network():
    moments = script_of(MAZUR.network).moments
    assert [moment.id for moment in moments] == [
        "z.1.0",
        "a.1.0",
        "z.1.1",
        "a.1.1",
        "z.2.0",
        "a.2.0",
        "z.2.1",
        "a.2.1",
        "error.2.0",
        "error.2.1",
        "error_total",
        "dE_da.2.0",
        "df.2.0",
        "delta.2.0",
        "dE_da.2.1",
        "df.2.1",
        "delta.2.1",
        "dE_dw.2.0.0",
        "dE_dw.2.0.1",
        "dE_dw.2.1.0",
        "dE_dw.2.1.1",
        "contribution.2.0.0",
        "contribution.2.1.0",
        "dE_da.1.0",
        "df.1.0",
        "delta.1.0",
        "contribution.2.0.1",
        "contribution.2.1.1",
        "dE_da.1.1",
        "df.1.1",
        "delta.1.1",
        "dE_dw.1.0.0",
        "dE_dw.1.0.1",
        "dE_dw.1.1.0",
        "dE_dw.1.1.1",
        "update",
    ]
    phases = [moment.phase for moment in moments]
    assert [phases.count(phase) for phase in ("forward", "error", "backward", "update")] == [8, 3, 24, 1]
    assert phases == sorted(phases, key=["forward", "error", "backward", "update"].index)


def test_what_becomes_known_with_what():
    moments = {moment.id: moment.quantities for moment in script_of(MAZUR.network).moments}
    assert moments["z.1.0"] == ("z.1.0", "weighted.1.0.0", "weighted.1.0.1")
    assert moments["error.2.1"] == ("error.2.1", "difference.2.1")
    assert moments["df.1.0"] == ("df.1.0", "complement.1.0")
    edges = [f"{layer}.{j}.{i}" for layer in (1, 2) for j in (0, 1) for i in (0, 1)]
    assert moments["update"] == (*(f"w_next.{e}" for e in edges), *(f"change_w.{e}" for e in edges))


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_nothing_is_used_before_it_is_known(seed):
    net, _, _ = random_case(np.random.default_rng(seed))
    script = script_of(network_of(net))
    moment = {quantity.id: -1 if quantity.moment is None else quantity.moment for quantity in script.quantities}
    assert len(moment) == len(script.quantities)
    for quantity in script.quantities:
        for term in quantity.rule.terms if quantity.rule else ():
            for factor in term.factors:
                assert not isinstance(factor, str) or moment[factor] <= moment[quantity.id], quantity
    listed = [quantity for entry in script.moments for quantity in entry.quantities]
    assert sorted(listed) == sorted(q.id for q in script.quantities if q.moment is not None)
    for index, entry in enumerate(script.moments):
        assert entry.id in ("update", entry.quantities[0])
        assert {moment[quantity] for quantity in entry.quantities} == {index}


def test_moments_of_shared_biases_softmax_and_fused_outputs():
    net, _, _ = random_case(np.random.default_rng(0), ({"name": "softmax"}, {"name": "hinge"}), depth=1)
    net.update(sizes=[1, 2], w=[[[1.0], [2.0]]], b=[[0.5, 0.5]], bias_policy="shared")
    backward = [m.id for m in script_of(network_of(net)).moments if m.phase == "backward"]
    assert backward == ["dE_da.1.0", "dE_da.1.1", "delta.1.0", "delta.1.1", "dE_dw.1.0.0", "dE_dw.1.1.0", "dE_db.1"]
    net.update(loss="categorical_cross_entropy", bias_policy="per_unit")
    backward = [m.id for m in script_of(network_of(net)).moments if m.phase == "backward"]
    assert backward == ["delta.1.0", "delta.1.1", "dE_dw.1.0.0", "dE_dw.1.1.0", "dE_db.1.0", "dE_db.1.1"]


def test_summary_holds_what_the_stage_shows():
    kinds = {
        "frozen": "w a target error error_total delta dE_dw eta",
        "shared": "w b a target error error_total delta dE_dw eta",
    }
    for policy, expected in kinds.items():
        net, _, _ = random_case(np.random.default_rng(1), depth=2)
        net.update(bias_policy=policy, b=[[0.5] * size for size in net["sizes"][1:]])
        script = script_of(network_of(net))
        ids = [q.id for q in script.quantities if q.kind in expected.split()]
        assert list(script.summary) == ids


def test_a_rule_goes_through_json_and_a_record_is_read_only():
    script = script_of(MAZUR.network)
    assert json.loads(json.dumps(asdict(script.quantities[17].rule))) == {
        "form": "product",
        "function": None,
        "terms": [{"sign": 1, "factors": ["w.1.0.0", "a.0.0"]}],
    }
    found = record(MAZUR.network, MAZUR.x[0], MAZUR.target[0], 0.5, script)
    assert found.script is script
    assert [script.slot(q.id) for q in script.quantities] == list(range(82))
    with pytest.raises(ValueError, match="read-only"):
        found.values[0] = 1.0


def test_wrong_arguments_are_named():
    network = MAZUR.network
    with pytest.raises(ShapeError, match=r"record is of one example") as caught:
        record(network, MAZUR.x, MAZUR.target, 0.5)
    assert caught.value.field == "x"
    with pytest.raises(ValueRangeError, match="above 0") as caught:
        record(network, MAZUR.x[0], MAZUR.target[0], 0.0)
    assert caught.value.field == "eta"
    with pytest.raises(UnknownNameError, match=r"'w\.9\.9\.9'"):
        script_of(network).slot("w.9.9.9")


def test_a_number_that_only_the_record_holds_is_checked_too(monkeypatch):
    def overflowing(network, x):
        passed = forward(network, x)
        return Forward(passed.x, (np.array([0.1, np.inf]), passed.z[1]), passed.a)

    monkeypatch.setattr(module, "forward", overflowing)
    with pytest.raises(DivergenceError, match=r"z\.1\.1 became infinite") as caught:
        record(MAZUR.network, MAZUR.x[0], MAZUR.target[0], 0.5)
    assert caught.value.quantity == "z.1.1"
