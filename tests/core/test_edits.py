"""What may be changed, to what, and how it is refused."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edits import Change, Edit, check_edits, differences, edited
from core.errors import DeltaflowError, ShapeError, UnknownNameError, ValueRangeError
from core.examples import MAZUR, XOR
from core.network import Network
from core.setup import Setup
from tests.core.naive import change, random_edits, state_of
from tests.core.samples import ENDS, network_of, random_case

MAZUR_SETUP = Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta)
XOR_SETUP = Setup(XOR.network, XOR.x, XOR.target, XOR.eta)


def edit(*changes, at=0):
    return Edit(at, tuple(Change(of, to) for of, to in changes))


def contents(setup):
    network = setup.network
    arrays = [*network.w, *network.b, setup.x, setup.target]
    functions = [function.as_dict() for function in network.activations]
    return [array.tolist() for array in arrays], functions, network.loss.as_dict(), network.bias_policy, setup.eta


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.integers(0, 2**32 - 1))
def test_an_edit_does_what_the_same_changes_do_to_plain_lists(seed):
    rng = np.random.default_rng(seed)
    net, x, target = random_case(rng, ENDS[rng.integers(4)], rows=3)
    state, setup = state_of(net, x, target, 0.5), Setup(network_of(net), x, target, 0.5)
    for iteration, changes in random_edits(rng, net, 3, 30).items():
        state = change(state, iteration % 3, changes)
        setup = edited(setup, edit(*changes, at=iteration))
        net = state["net"]
        expected = Setup(network_of(net), state["x"], state["target"], state["eta"])
        assert contents(setup) == contents(expected)


def test_the_setup_before_stays_as_it_is():
    before = contents(MAZUR_SETUP)
    changes = [
        ("bias_policy", "per_unit"),
        ("w.1.0.0", 1),
        ("b.1.0", 2),
        ("a.0.0", 3),
        ("target.2.0", 4),
        ("eta", 5),
        ("loss", "huber"),
    ]
    after = edited(MAZUR_SETUP, edit(*changes, ("activation.1", "tanh")))
    assert contents(MAZUR_SETUP) == before
    assert [of for of, _, _ in differences(MAZUR_SETUP, after, 0)] == [
        "a.0.0", "w.1.0.0", "b.1.0", "target.2.0", "eta", "activation.1", "loss", "bias_policy",
    ]  # fmt: skip
    assert differences(MAZUR_SETUP, after, 0)[-2:] == (
        ("loss", {"name": "half_squared_error"}, {"name": "huber", "threshold": 1.0}),
        ("bias_policy", "frozen", "per_unit"),
    )
    assert differences(MAZUR_SETUP, MAZUR_SETUP, 0) == ()


def test_differences_are_changes_that_lead_from_one_to_the_other():
    after = edited(
        XOR_SETUP, edit(("w.2.0.1", 9.5), ("a.0.1", -1), ("target.2.0", 0.25), ("activation.2", "tanh"), at=6)
    )
    found = differences(XOR_SETUP, after, 2)
    assert [(of, becomes) for of, _, becomes in found] == [
        ("a.0.1", -1.0), ("w.2.0.1", 9.5), ("target.2.0", 0.25), ("activation.2", {"name": "tanh"}),
    ]  # fmt: skip
    again = edited(XOR_SETUP, edit(*((of, becomes) for of, _, becomes in found), at=6))
    assert contents(again) == contents(after)
    assert [of for of, _, _ in differences(XOR_SETUP, after, 0)] == ["w.2.0.1", "activation.2"]


def test_inputs_and_targets_are_those_of_the_iteration_s_row():
    after = edited(XOR_SETUP, edit(("a.0.0", 7), ("target.2.0", 8), at=4 * 1000 + 1))
    assert after.x.tolist() == [[0.0, 0.0], [7.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    assert after.target.tolist() == [[0.0], [8.0], [1.0], [0.0]]


def with_biases(policy, b):
    network = Network([1, len(b)], ["logistic"], "half_squared_error", policy, [[[1.0]] * len(b)], [b])
    return Setup(network, [1.0], [0.5] * len(b), 0.5)


@pytest.mark.parametrize(
    ("policy", "changes", "expected"),
    [
        ("frozen", [("b.1.1", 3)], [3.0, 3.0, 3.0]),
        ("shared", [("b.1.1", 3)], [3.0, 3.0, 3.0]),
        ("per_unit", [("b.1.1", 3)], [1.0, 3.0, 1.0]),
        ("per_unit", [("b.1.1", 3), ("bias_policy", "frozen")], [1.0, 3.0, 1.0]),
        ("frozen", [("b.1.1", 3), ("bias_policy", "per_unit")], [3.0, 3.0, 3.0]),
        ("per_unit", [("b.1.1", 4), ("bias_policy", "shared")], [2.0, 2.0, 2.0]),
        (
            "per_unit",
            [("bias_policy", "shared"), ("b.1.1", 4), ("bias_policy", "per_unit"), ("b.1.0", 9)],
            [9.0, 4.0, 4.0],
        ),
        ("frozen", [("bias_policy", "per_unit"), ("b.1.1", 3), ("b.1.1", 4)], [1.0, 4.0, 1.0]),
        ("frozen", [("bias_policy", "shared")], [1.0, 1.0, 1.0]),
    ],
)
def test_a_bias_sets_its_layer_where_a_layer_has_one(policy, changes, expected):
    assert edited(with_biases(policy, [1.0, 1.0, 1.0]), edit(*changes)).network.b[0].tolist() == expected


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.floats(-1.7976931348623157e308, 1.7976931348623157e308), min_size=1, max_size=7))
def test_biases_that_become_shared_are_their_mean(b):
    found = edited(with_biases("per_unit", b), edit(("bias_policy", "shared"))).network.b[0].tolist()
    exact = sum(map(Fraction, b)) / len(b)
    assert found == [found[0]] * len(b)
    assert abs(Fraction(found[0]) - exact) <= max(abs(exact) / 2**51, Fraction(1, 2**1070))
    if len(set(b)) == 1:
        assert found == b


def test_biases_that_are_equal_already_stay_bit_for_bit():
    assert edited(with_biases("frozen", [0.1] * 7), edit(("bias_policy", "shared"))).network.b[0].tolist() == [0.1] * 7


@pytest.mark.parametrize(
    "of",
    [
        "", "w", "w.1.0", "w.1.0.0.0", "w.0.0.0", "w.3.0.0", "w.1.2.0", "w.1.0.2", "w.1.0.-1", "w.1.0.00", "w.1.0.+0",
        "w.1.0.", "w.1. 0.0", "w.1.0.٠", "w.1.0.9999999999999", "b.1", "b.0.0", "b.1.2", "a.1.0", "a.0.2", "a.0",
        "target.1.0", "target.2.2", "target.2", "eta.0", "Eta", "activation", "activation.0", "activation.3",
        "activation.1.0", "loss.0", "bias_policy.1", "z.1.0", "error_total", 7, None,
    ],
)  # fmt: skip
def test_what_does_not_exist_cannot_be_changed(of):
    with pytest.raises(UnknownNameError) as caught:
        edited(MAZUR_SETUP, edit(("eta", 1), (of, 1)))
    assert caught.value.field == "changes/1/of"


@pytest.mark.parametrize("of", ["w.1.0.0", "b.1.0", "a.0.0", "target.2.0", "eta"])
@pytest.mark.parametrize("to", [True, "0.5", "", None, [1.0], {}, math.nan, math.inf, -math.inf, 10**400, 1j])
def test_a_given_is_a_finite_number(of, to):
    with pytest.raises(ValueRangeError) as caught:
        edited(MAZUR_SETUP, edit((of, to)))
    assert caught.value.field == "changes/0/to"
    assert "finite number" in caught.value.message or "not a number" in caught.value.message


@pytest.mark.parametrize(
    ("of", "to", "field"),
    [
        ("eta", 0, "to"),
        ("eta", -1.0, "to"),
        ("activation.1", "sigmoid", "to"),
        ("activation.1", 3, "to"),
        ("activation.1", {"name": "elu", "alpha": -1}, "to/alpha"),
        ("activation.1", {"name": "elu", "slope": 1}, "to/slope"),
        ("activation.1", {}, "to/name"),
        ("activation.1", "softmax", "to"),
        ("loss", "cross", "to"),
        ("loss", {"name": "huber", "threshold": math.nan}, "to/threshold"),
        ("loss", "categorical_cross_entropy", "to"),
        ("loss", "hinge", "to"),
        ("bias_policy", "none", "to"),
        ("bias_policy", {"name": "shared"}, "to"),
        ("bias_policy", 1, "to"),
    ],
)
def test_other_values_are_refused_at_their_change(of, to, field):
    with pytest.raises(DeltaflowError) as caught:
        edited(MAZUR_SETUP, edit(("w.1.0.0", 1), (of, to), ("b.1.0", 1)))
    assert caught.value.field == f"changes/1/{field}"


def test_minus_zero_is_zero():
    assert math.copysign(1.0, edited(MAZUR_SETUP, edit(("w.1.0.0", -0.0))).network.w[0][0, 0]) == 1.0


CROSS = ("loss", "categorical_cross_entropy")
FITTING = [("target.2.0", 0.25), ("target.2.1", 0.75)]


def test_changes_that_only_fit_together_are_done_together():
    for changes in ([CROSS, *FITTING, ("activation.2", "softmax")], [("activation.2", "softmax"), CROSS, *FITTING]):
        after = edited(MAZUR_SETUP, edit(*changes))
        assert (after.network.fused, after.target.tolist()) == (True, [[0.25, 0.75]])
    back = edited(after, edit(("target.2.0", 5), ("loss", "squared_error"), ("activation.2", "relu")))
    assert (back.network.activations[1].name, back.target[0, 0]) == ("relu", 5.0)


@pytest.mark.parametrize(
    ("changes", "index"),
    [
        ([("eta", 1), CROSS], 1),
        ([CROSS, ("activation.2", "tanh")], 0),
        ([("activation.1", "softmax"), CROSS, ("activation.2", "softmax")], 0),
        ([("activation.2", "softmax"), ("target.2.0", 0.5), CROSS], 1),
        ([("activation.2", "softmax"), ("target.2.1", 0.5), CROSS], 1),
        ([("loss", "hinge"), ("eta", 1)], 0),
        ([("loss", "hinge"), ("target.2.0", 1), ("target.2.1", 0)], 2),
        ([("loss", "hinge"), ("target.2.0", 1)], 1),
    ],
)
def test_the_change_to_blame_is_named(changes, index):
    with pytest.raises(DeltaflowError) as caught:
        edited(MAZUR_SETUP, edit(*changes))
    assert caught.value.field == f"changes/{index}/to"


def test_what_no_longer_fits_is_the_last_change_s_fault():
    fused = edited(MAZUR_SETUP, edit(CROSS, *FITTING, ("activation.2", "softmax")))
    for changes in ([("eta", 1), ("activation.2", "tanh")], [("eta", 1), ("target.2.0", 0.5)]):
        with pytest.raises(ValueRangeError) as caught:
            edited(fused, edit(*changes))
        assert caught.value.field == "changes/1/to"


@pytest.mark.parametrize("iteration", [-1, True, 1.0, "1", None])
def test_an_edit_is_at_an_iteration(iteration):
    with pytest.raises(ValueRangeError) as caught:
        Edit(iteration, ())
    assert caught.value.field == "iteration"


def test_edits_can_be_compared_and_kept_in_sets():
    assert len({edit(("eta", 1.0)), edit(("eta", 1)), edit(("eta", 2))}) == 2
    assert Edit(3, [Change("loss", "huber")]) == edit(("loss", "huber"), at=3)


def test_a_list_of_edits_is_checked_one_after_the_other():
    good = [edit(("activation.2", "softmax"), at=2), edit(*FITTING, CROSS, at=5)]
    check_edits(MAZUR_SETUP, good)
    check_edits(edited(MAZUR_SETUP, good[0]), good, done=1)
    for edits, field in (
        ([good[0], edit(("eta", 1), ("loss", "hinge"), at=3)], "edits/1/changes/1/to"),
        ([edit(("w.7.0.0", 1))], "edits/0/changes/0/of"),
    ):
        with pytest.raises(DeltaflowError) as caught:
            check_edits(MAZUR_SETUP, edits)
        assert caught.value.field == field
    for second in (2, 1):
        with pytest.raises(ShapeError) as caught:
            check_edits(MAZUR_SETUP, [good[0], edit(("eta", 1), at=second)])
        assert caught.value.field == "edits/1/iteration"
