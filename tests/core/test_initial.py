"""Initial weights: ranges and moments of each rule from its paper, biases, and that the seed decides."""

import math

import numpy as np
import pytest

from core.errors import ShapeError, UnknownNameError, ValueRangeError
from core.initial import INITIALS, initial, initial_of, initial_rule
from core.network import Network

N_IN, N_OUT = 120, 80
LIMITS = {
    "uniform": 0.5,
    "xavier_uniform": math.sqrt(6) / math.sqrt(N_IN + N_OUT),
    "he_uniform": math.sqrt(6 / N_IN),
}
DEVIATIONS = {
    "uniform": 1 / math.sqrt(12),
    "normal": 0.5,
    "xavier_uniform": math.sqrt(2 / (N_IN + N_OUT)),
    "xavier_normal": math.sqrt(2 / (N_IN + N_OUT)),
    "he_uniform": math.sqrt(2 / N_IN),
    "he_normal": math.sqrt(2 / N_IN),
}


@pytest.mark.parametrize("name", DEVIATIONS)
def test_weights_have_the_deviation_of_the_paper(name):
    (w,), _ = initial((N_IN, N_OUT), name, 1)
    assert w.shape == (N_OUT, N_IN)
    assert w.std() == pytest.approx(DEVIATIONS[name], rel=0.03)
    assert abs(w.mean()) < 4 * DEVIATIONS[name] / math.sqrt(w.size)


@pytest.mark.parametrize("name", LIMITS)
def test_uniform_weights_fill_their_range_and_no_more(name):
    (w,), _ = initial((N_IN, N_OUT), name, 1)
    assert np.abs(w).max() <= LIMITS[name]
    assert np.abs(w).max() > 0.99 * LIMITS[name]


@pytest.mark.parametrize("name", ["normal", "xavier_normal", "he_normal"])
def test_normal_weights_are_normal(name):
    (w,), _ = initial((N_IN, N_OUT), name, 1)
    within = [np.mean(np.abs(w) < n * DEVIATIONS[name]) for n in (1, 2, 3)]
    assert within == pytest.approx([0.6827, 0.9545, 0.9973], abs=0.015)


@pytest.mark.parametrize("name", INITIALS)
def test_the_seed_decides_and_layers_differ(name):
    first, again, other = (initial((3, 3, 3), name, seed) for seed in (1, 1, 2))
    as_lists = [[array.tolist() for part in found for array in part] for found in (first, again, other)]
    assert as_lists[0] == as_lists[1]
    drawn = name not in ("zeros", "equal")
    assert (as_lists[0] != as_lists[2]) == drawn
    assert (first[0][0].tolist() != first[0][1].tolist()) == drawn


@pytest.mark.parametrize("name", INITIALS)
@pytest.mark.parametrize("policy", ["frozen", "shared", "per_unit"])
def test_a_network_takes_what_is_drawn(name, policy):
    w, b = initial((2, 3, 4, 1), name, 5, policy)
    network = Network((2, 3, 4, 1), ["tanh", "tanh", "logistic"], "half_squared_error", policy, w, b)
    assert [array.shape for array in network.b] == [(3,), (4,), (1,)]
    if name.startswith(("xavier", "he", "zeros")):
        assert all((array == 0.0).all() for array in b)
    elif name != "equal" and policy == "per_unit":
        assert len(set(b[1].tolist())) == 4


def test_parameters_do_what_they_say():
    (w,), (b,) = initial((N_IN, N_OUT), {"name": "uniform", "low": 1, "high": 3})
    assert 1.0 <= min(w.min(), b.min()) < 1.05
    assert 2.95 < max(w.max(), b.max()) <= 3.0
    (w,), _ = initial((N_IN, N_OUT), {"name": "normal", "mean": 2, "std": 0.1})
    assert (w.mean(), w.std()) == pytest.approx((2.0, 0.1), rel=0.05)
    (plain,), _ = initial((4, 4), "xavier_normal")
    (gained,), _ = initial((4, 4), {"name": "xavier_normal", "gain": 4.0})
    assert gained == pytest.approx(4.0 * plain)
    (w,), (b,) = initial((2, 2), {"name": "equal", "value": -0.25})
    assert w.tolist() == [[-0.25, -0.25]] * 2
    assert b.tolist() == [-0.25] * 2
    assert initial((2, 2), "zeros")[0][0].tolist() == [[0.0, 0.0]] * 2


def test_rules_are_written_as_they_are_read():
    rule = initial_rule("he_normal", gain=1.5)
    assert rule.as_dict() == {"name": "he_normal", "gain": 1.5}
    assert initial_of(rule.as_dict(), "initial") == rule == initial_of(rule, "initial")
    assert initial_of("zeros", "initial").as_dict() == {"name": "zeros"}


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        ("nix", UnknownNameError, "initial"),
        ({"name": "zeros", "gain": 1}, UnknownNameError, "initial/gain"),
        ({"name": "normal", "std": -1}, ValueRangeError, "initial/std"),
        ({"name": "uniform", "low": 1, "high": 0}, ValueRangeError, "initial/low"),
        ({"name": "he_normal", "gain": "2"}, ValueRangeError, "initial/gain"),
    ],
)
def test_wrong_rules_are_named(given, error, field):
    with pytest.raises(error) as caught:
        initial((2, 2), given)
    assert caught.value.field == field


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, True, "1"])
def test_a_wrong_seed_is_named(seed):
    with pytest.raises(ValueRangeError) as caught:
        initial((2, 2), "zeros", seed)
    assert caught.value.field == "seed"


@pytest.mark.parametrize(
    ("sizes", "field"),
    [
        ((), "sizes"),
        ((2,), "sizes"),
        ("22", "sizes"),
        (2, "sizes"),
        ((2, 0), "sizes/1"),
        ((2.0, 3), "sizes/0"),
        ((2, 2.5), "sizes/1"),
        ((True, 2), "sizes/0"),
    ],
)
def test_wrong_sizes_are_named(sizes, field):
    with pytest.raises(ShapeError) as caught:
        initial(sizes, "zeros")
    assert caught.value.field == field
