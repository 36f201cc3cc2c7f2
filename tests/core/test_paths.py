"""Paths, and what each way to a gradient costs: values against the scalar oracle, counts against counting by hand."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import paths as module
from core.counted import Counter
from core.directions import place_of, places, trained
from core.errors import DivergenceError, UnknownNameError
from core.examples import MAZUR
from core.network import Network
from core.paths import paths_of
from core.record import record
from core.ways import WAYS, Known
from tests.core import scalar
from tests.core.samples import ENDS, POLICIES, end_name, network_of, random_case


def of_mazur(parameter):
    return paths_of(MAZUR.network, record(MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta), parameter)


def test_the_two_paths_of_w1():
    found = of_mazur("w.1.0.0")
    assert [path.units for path in found.paths] == [("1.0", "2.0"), ("1.0", "2.1")]
    assert [path.factors for path in found.paths] == [
        ("dE_da.2.0", "df.2.0", "w.2.0.0", "df.1.0", "a.0.0"),
        ("dE_da.2.1", "df.2.1", "w.2.1.0", "df.1.0", "a.0.0"),
    ]
    assert [path.product for path in found.paths] == pytest.approx([0.000668396, -0.000229828], rel=1e-5)
    assert found.count == 2
    assert found.sum == pytest.approx(0.000438567734474347, rel=1e-12)
    assert found.factored.factors == ("delta.1.0", "a.0.0")
    assert found.factored.terms == (("delta.2.0", "w.2.0.0"), ("delta.2.1", "w.2.1.0"))
    assert found.factored.times == "df.1.0"


def test_multiplications_of_the_2_2_2_network_as_counted_by_hand():
    """Each expectation is written as one would count it on paper."""
    found = of_mazur("w.1.0.0")
    counts = {name: (way.one, way.all) for name, way in found.multiplications.items()}
    assert found.forward_pass == 8
    assert counts["paths"] == (2 * 4, 4 * (2 * 4) + 4 * 2)  # five factors a path; three factors for an output weight
    assert counts["chain_rule"] == (2 * 2 + 2, 4 * (2 * 2 + 2) + 4 * 2)  # (… · … · w + … · … · w) · f′ · x
    one_pass = 8 * 3 + 2 + 2 + 2  # products of dual numbers, f′ of h, f′ of o, ∂E/∂a
    assert counts["dual_numbers"] == (one_pass, 8 * one_pass)
    assert counts["backpropagation"] == (2 + 2 + 1 + 1, 2 + 4 + (2 + 2) + 2 + 4)


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("policy", POLICIES)
def test_all_ways_lead_to_the_oracle_s_gradient(end, policy):
    rng = np.random.default_rng(ENDS.index(end))
    for depth in (1, 3) if policy == "shared" else (2,):
        net, x, target = random_case(rng, end, depth)
        net["sizes"] = net["sizes"] if math.prod(net["sizes"]) < 50 else [min(size, 3) for size in net["sizes"]]
        net["w"] = [rng.normal(0, 1, (m, n)).tolist() for n, m in pairwise(net["sizes"])]
        net["b"] = [np.full(m, 0.2).tolist() for m in net["sizes"][1:]]
        net["bias_policy"] = policy
        assert_paths(net, x[0, : net["sizes"][0]], fitting(net, target[0]))


def fitting(net, target):
    target = target[: net["sizes"][-1]]
    return target / target.sum() if net["loss"]["name"] == "categorical_cross_entropy" else target


def assert_paths(net, x, target):
    network = network_of(net)
    found = record(network, x, target, 0.3)
    q = scalar.iteration(net, x.tolist(), target.tolist(), 0.3)
    known = Known(network, found, Counter(10**9))
    everything = list(places(network))
    results = {name: way(known, everything) for name, way in WAYS.items()}
    for place in everything:
        expected = gradient(net, q, place)
        for name, result in results.items():
            assert result[place.id] == pytest.approx(expected, rel=1e-10, abs=1e-13), (name, place.id)
    for place in (everything[0], everything[-1]):
        assert_taken_apart(paths_of(network, found, place.id), q, gradient(net, q, place), place)


def gradient(net, q, place):
    if place.kind == "w":
        return q[f"dE_dw.{place.layer}.{place.unit}.{place.source}"]
    shared = net["bias_policy"] == "shared"
    return q[f"dE_db.{place.layer}" if shared else f"dE_db.{place.layer}.{place.unit}"]


def assert_taken_apart(paths, q, expected, place):
    assert len(paths.paths) == min(paths.count, 64)
    assert len({path.factors for path in paths.paths}) == len(paths.paths)
    for path in paths.paths:
        assert path.product == pytest.approx(math.prod(q[factor] for factor in path.factors), rel=1e-10, abs=1e-14)
        assert path.units[0].startswith(f"{place.layer}.")
    assert paths.sum == pytest.approx(expected, rel=1e-10, abs=1e-13)
    if paths.count <= 64:
        assert sum(path.product for path in paths.paths) == pytest.approx(expected, rel=1e-10, abs=1e-13)
    factored = paths.factored
    assert factored.value == pytest.approx(expected, rel=1e-10, abs=1e-13)
    assert math.prod(q[f] for f in factored.factors) == pytest.approx(expected, rel=1e-10, abs=1e-13)
    if factored.terms:
        total = sum(math.prod(q[f] for f in term) for term in factored.terms)
        whole = total * (q[factored.times] if factored.times else 1.0)
        assert whole == pytest.approx(q[factored.factors[0]], rel=1e-10, abs=1e-13)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_what_each_way_costs_in_any_network(seed):
    """The closed formulas, which the code does not know; it runs the ways and counts."""
    rng = np.random.default_rng(seed)
    net, x, target = random_case(rng, depth=int(rng.integers(1, 4)))
    network, sizes = network_of(net), net["sizes"]
    found = record(network, x[0], target[0], 0.3)
    weights = [place for place in places(network) if place.kind == "w"]
    place = weights[int(rng.integers(len(weights)))]
    paths = paths_of(network, found, place.id)
    ends = {"fused": 0, "softmax": sizes[-1], "plain": 1}
    end = "fused" if network.fused else "softmax" if network.activations[-1].couples_units else "plain"
    edges = sum(n * m for n, m in pairwise(sizes))
    seed_cost = sizes[-1] * ends[end]
    onwards = math.prod(sizes[place.layer + 1 :]) * (sizes[-1] if end == "softmax" else 1)
    assert paths.count == onwards
    factors = (1 if end == "fused" else 2) + 2 * (len(sizes) - 1 - place.layer) + 1
    counts = paths.multiplications
    assert counts["paths"].one == onwards * (factors - 1)
    hidden = sum(n * m + n for n, m in pairwise(sizes[1:]))
    assert counts["backpropagation"].all == seed_cost + hidden + edges
    last = {"fused": sizes[-1], "softmax": sizes[-1] ** 2 + sizes[-1], "plain": 2 * sizes[-1]}[end]
    a_pass = 3 * edges + sum(sizes[1:-1]) + last
    assert counts["dual_numbers"].one == a_pass
    if len(trained(network)) * a_pass <= module.MOST_COUNTED:
        assert counts["dual_numbers"].all == len(trained(network)) * a_pass
    assert paths.forward_pass == edges


def large():
    rng, sizes = np.random.default_rng(1), [20] * 6
    w = [rng.normal(0, 0.2, (20, 20)) for _ in sizes[1:]]
    return Network(sizes, ["tanh"] * 5, "squared_error", "per_unit", w, [np.zeros(20)] * 5)


def test_more_than_one_would_run_is_null_and_not_guessed():
    network = large()
    found = record(network, np.ones(20), np.zeros(20), 0.1)
    paths = paths_of(network, found, "w.1.0.0")
    assert paths.count == 20**4
    assert len(paths.paths) == 64
    assert paths.sum is None
    counts = paths.multiplications
    assert counts["paths"].one is counts["paths"].all is counts["chain_rule"].one is counts["dual_numbers"].all is None
    assert counts["backpropagation"].all == 20 + 4 * (400 + 20) + 5 * 400
    assert paths.factored.value == found.value("dE_dw.1.0.0")


@pytest.mark.parametrize(
    "name", ["w.1.0", "w.1.0.2", "w.3.0.0", "w.0.0.0", "b.1.0.0", "a.0.0", "w.1.0.00", "", "w." * 99]
)
def test_what_is_no_parameter_is_refused(name):
    with pytest.raises(UnknownNameError, match="no parameter") as caught:
        of_mazur(name)
    assert caught.value.field == "parameter"


def test_a_path_that_runs_over_is_said():
    """Two contributions of 2⁸⁰⁰ cancel, so the gradient is 0; each path for itself goes on to 2¹²⁰⁰."""
    w, b = [[[0.0]], [[2.0**500], [-(2.0**500)]]], [[0.0], [0.0, 0.0]]
    network = Network([1, 1, 2], ["identity"] * 2, "half_squared_error", "frozen", w, b)
    found = record(network, [2.0**400], [-(2.0**300)] * 2, 1e-5)
    assert found.value("dE_dw.1.0.0") == 0.0
    with pytest.raises(DivergenceError, match="path"):
        paths_of(network, found, "w.1.0.0")


def test_only_trained_parameters_are_counted_for_all():
    network = network_of({**BASE, "bias_policy": "shared"})
    assert [p.id for p in trained(network)] == ["w.1.0.0", "w.1.1.0", "b.1.0", "w.2.0.0", "w.2.0.1", "b.2.0"]
    assert place_of(network, "b.1.1").unit == 1


BASE = {
    "sizes": [1, 2, 1],
    "activations": [{"name": "tanh"}, {"name": "tanh"}],
    "loss": {"name": "squared_error"},
    "w": [[[0.1], [0.2]], [[0.3, 0.4]]],
    "b": [[0.5, 0.5], [0.6]],
}
