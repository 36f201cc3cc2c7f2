"""An iteration on paper: against the same computed with whole numbers, and against each rule for itself."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import DivergenceError, ValueRangeError
from core.examples import MAZUR
from core.network import Network
from core.paper import on_paper
from core.record import record
from tests.core import scalar
from tests.core.samples import ENDS, end_name, network_of, random_case


def rounded(value, decimals):
    """Half away from zero, with whole numbers only."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole, 10**decimals) * (-1 if value < 0 else 1)


def shown(number):
    """The number that a double's shortest text says."""
    return Fraction(repr(float(number)))


def paper_of_mazur(decimals):
    return on_paper(record(MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta), decimals)


@pytest.mark.parametrize("k", [1, 2, 3, 4, 6, 10])
def test_the_2_2_2_network_as_a_student_computes_it(k):
    """Written down by hand, w1 and w5: not from the rules."""
    found = {name: Fraction(written.paper) for name, written in paper_of_mazur(k).values.items()}

    def r(value):
        return rounded(value, k)

    x = [r(Fraction("0.05")), r(Fraction("0.1"))]
    w1 = [[r(Fraction(t)) for t in row] for row in (("0.15", "0.2"), ("0.25", "0.3"))]
    w2 = [[r(Fraction(t)) for t in row] for row in (("0.4", "0.45"), ("0.5", "0.55"))]
    b1, b2, t1, eta = r(Fraction("0.35")), r(Fraction("0.6")), r(Fraction("0.01")), r(Fraction("0.5"))
    logistic = lambda z: r(shown(1 / (1 + math.exp(-float(z)))))  # noqa: E731
    h = [logistic(r(row[0] * x[0] + row[1] * x[1] + b1)) for row in w1]
    o = [logistic(r(row[0] * h[0] + row[1] * h[1] + b2)) for row in w2]
    t = [t1, r(Fraction("0.99"))]
    delta = [r(r(a - target) * r(a * r(1 - a))) for a, target in zip(o, t, strict=True)]
    w5 = r(w2[0][0] - eta * r(delta[0] * h[0]))
    arriving = r(delta[0] * w2[0][0]) + r(delta[1] * w2[1][0])
    delta_h = r(r(arriving) * r(h[0] * r(1 - h[0])))
    assert found["a.2.0"] == o[0]
    assert found["error.2.0"] == r(Fraction(1, 2) * r(o[0] - t1) ** 2)
    assert found["w_next.2.0.0"] == w5
    assert found["w_next.1.0.0"] == r(w1[0][0] - eta * r(delta_h * x[0]))


def test_half_goes_away_from_zero_and_every_number_has_its_decimals():
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[-0.25]]], [[0.05]])
    found = on_paper(record(network, [0.15], [-0.05], 0.25), 1).values
    assert {name: found[name].paper for name in ("w.1.0.0", "b.1.0", "a.0.0", "target.1.0", "eta")} == {
        "w.1.0.0": "-0.3",
        "b.1.0": "0.1",
        "a.0.0": "0.2",
        "target.1.0": "-0.1",
        "eta": "0.3",
    }
    assert found["z.1.0"].paper == "0.0"  # −0.3 · 0.2 + 0.1 = 0.04
    assert found["dE_dw.1.0.0"].paper == "0.0"
    assert found["change_w.1.0.0"].paper == "0.0"  # and not -0.0


def test_the_drift_says_what_is_furthest_off():
    paper = paper_of_mazur(2)
    off = {name: abs(float(w.paper) - w.exact) for name, w in paper.values.items()}
    assert off[paper.drift.quantity] == max(off.values()) == pytest.approx(paper.drift.difference)
    relative = {n: off[n] / abs(paper.values[n].exact) for n in off if n.startswith(("w_next.", "b_next."))}
    assert relative[paper.drift.parameter] == pytest.approx(max(relative.values()))
    assert paper.drift.relative == pytest.approx(max(relative.values()))
    assert paper_of_mazur(8).drift.difference < 1e-7 < paper.drift.difference


def assert_each_rule(net, x, target, k):
    found = record(network_of(net), x, target, 0.3)
    paper = on_paper(found, k)
    assert list(paper.values) == [quantity.id for quantity in found.script.quantities]
    value = {name: Fraction(written.paper) for name, written in paper.values.items()}
    for quantity in found.script.quantities:
        written = paper.values[quantity.id]
        assert written.exact == found.value(quantity.id)
        assert len(written.paper.partition(".")[2]) == k
        assert value[quantity.id] == rounded(expected(quantity.rule, value, written.exact), k), quantity.id


def expected(rule, value, exact):
    if rule is None:
        return shown(exact)
    factors = [[value[f] if isinstance(f, str) else shown(f) for f in term.factors] for term in rule.terms]
    if rule.form == "function":
        return shown(scalar.call(rule.function, [float(f) for group in factors for f in group]))
    return sum(term.sign * math.prod(group) for term, group in zip(rule.terms, factors, strict=True))


@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_every_output_and_loss_follows_its_rules(end):
    net, x, target = random_case(np.random.default_rng(ENDS.index(end)), end, 2)
    assert_each_rule(net, x[0], target[0], 4)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1), st.integers(1, 10))
def test_random_networks(seed, k):
    net, x, target = random_case(np.random.default_rng(seed))
    assert_each_rule(net, x[0], target[0], k)


def test_extreme_numbers_do_not_crash():
    for activation, loss in (("logistic", "binary_cross_entropy"), ("gelu", "huber"), ("softplus", "hinge")):
        network = Network([1, 1], [activation], loss, "per_unit", [[[1e150]]], [[-1e-200]])
        for x in (1e100, -1e100, 1e-300):
            try:
                found = record(network, [x], [1.0], 1e-300)
            except DivergenceError:
                continue
            assert on_paper(found, 3).values["w.1.0.0"].paper.endswith(".000")


def test_what_runs_over_only_on_paper_is_said():
    """0.45 and 0.55 become 0.5 and 0.6 on paper: 1.1 times 1.79e308 is more than a double holds."""
    network = Network([2, 1], ["identity"], "hinge", "frozen", [[[0.45, 0.55]]], [[0.0]])
    found = record(network, [1.79e308, 1.79e308], [1.0], 1e-300)
    assert on_paper(found, 2).values["z.1.0"].paper.startswith("179")
    with pytest.raises(DivergenceError, match=r"On paper with 1 decimals, z\.1\.0 became infinite"):
        on_paper(found, 1)


@pytest.mark.parametrize("decimals", [0, 11, -1])
def test_so_many_decimals_are_refused(decimals):
    with pytest.raises(ValueRangeError, match="give 1 to 10") as caught:
        paper_of_mazur(decimals)
    assert caught.value.field == "decimals"
