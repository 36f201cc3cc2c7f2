"""Whatever does not fit is refused, with the field that is wrong, the numbers, and what to do."""

import json
import math

import numpy as np
import pytest

from core.activations import activation
from core.backward import backward
from core.errors import DeltaflowError, DivergenceError, ShapeError, UnknownNameError, ValueRangeError
from core.forward import forward
from core.losses import loss
from core.network import Network
from core.update import sgd
from tests.core.samples import network_of, random_case

GOOD = {
    "sizes": [2, 3, 2],
    "activations": ["tanh", "logistic"],
    "loss": "half_squared_error",
    "bias_policy": "per_unit",
    "w": [[[0.1, 0.2]] * 3, [[0.1, 0.2, 0.3]] * 2],
    "b": [[0.0] * 3, [0.0] * 2],
}


def network(**changes):
    return Network(**{**GOOD, **changes})


BAD = [
    ({"sizes": [2]}, ShapeError, "sizes"),
    ({"sizes": "22"}, ShapeError, "sizes"),
    ({"sizes": 3}, ShapeError, "sizes"),
    ({"sizes": [2, 0, 2]}, ShapeError, "sizes/1"),
    ({"sizes": [2, 3.0, 2]}, ShapeError, "sizes/1"),
    ({"sizes": [2, 3, True]}, ShapeError, "sizes/2"),
    ({"activations": ["tanh"]}, ShapeError, "activations"),
    ({"activations": "tanh"}, ShapeError, "activations"),
    ({"activations": ["tanh", "sigmoid"]}, UnknownNameError, "activations/1"),
    ({"activations": [3, "tanh"]}, UnknownNameError, "activations/0"),
    ({"activations": [{"name": ["tanh"]}, "tanh"]}, UnknownNameError, "activations/0/name"),
    ({"activations": [{}, "tanh"]}, UnknownNameError, "activations/0/name"),
    ({"activations": [{"name": "tanh", "slope": 1}, "tanh"]}, UnknownNameError, "activations/0/slope"),
    ({"activations": [{"name": "leaky_relu", "slope": -0.1}, "tanh"]}, ValueRangeError, "activations/0/slope"),
    ({"activations": [{"name": "leaky_relu", "slope": math.nan}, "tanh"]}, ValueRangeError, "activations/0/slope"),
    ({"activations": [{"name": "elu", "alpha": "1"}, "tanh"]}, ValueRangeError, "activations/0/alpha"),
    ({"activations": [{"name": "elu", "alpha": True}, "tanh"]}, ValueRangeError, "activations/0/alpha"),
    ({"activations": ["softmax", "tanh"]}, ValueRangeError, "activations/0"),
    ({"loss": "mse"}, UnknownNameError, "loss"),
    ({"loss": None}, UnknownNameError, "loss"),
    ({"loss": {"name": "huber", "threshold": 0}}, ValueRangeError, "loss/threshold"),
    ({"loss": "categorical_cross_entropy"}, ValueRangeError, "loss"),
    ({"loss": "binary_cross_entropy", "activations": ["tanh", "tanh"]}, ValueRangeError, "loss"),
    ({"bias_policy": "none"}, UnknownNameError, "bias_policy"),
    ({"bias_policy": ["shared"]}, UnknownNameError, "bias_policy"),
    ({"bias_policy": "shared", "b": [[0.0] * 3, [0.0, 0.1]]}, ValueRangeError, "b/1"),
    ({"w": [[[0.1, 0.2]] * 3]}, ShapeError, "w"),
    ({"w": 0.5}, ShapeError, "w"),
    ({"w": [[[0.1, 0.2, 0.3]] * 2, [[0.1, 0.2, 0.3]] * 2]}, ShapeError, "w/0"),
    ({"w": [[[0.1, 0.2], [0.1]], [[0.1, 0.2, 0.3]] * 2]}, ShapeError, "w/0"),
    ({"w": [[[0.1, 0.2]] * 3, [[0.1, 0.2, 0.3], [0.1, math.nan, 0.3]]]}, ValueRangeError, "w/1/1/1"),
    ({"w": [[["0.1", "0.2"]] * 3, [[0.1, 0.2, 0.3]] * 2]}, ValueRangeError, "w/0"),
    ({"w": [[[1j, 0.2]] * 3, [[0.1, 0.2, 0.3]] * 2]}, ValueRangeError, "w/0"),
    ({"w": [[[10**400, 0.2]] * 3, [[0.1, 0.2, 0.3]] * 2]}, ValueRangeError, "w/0"),
    ({"w": [[[None, 0.2]] * 3, [[0.1, 0.2, 0.3]] * 2]}, ValueRangeError, "w/0/0/0"),
    ({"b": [[0.0] * 3, [0.0, math.inf]]}, ValueRangeError, "b/1/1"),
    ({"b": [[0.0] * 3, [0.0]]}, ShapeError, "b/1"),
]


@pytest.mark.parametrize(("changes", "kind", "field"), BAD, ids=lambda value: str(value)[:60])
def test_a_bad_network_is_refused_with_its_field(changes, kind, field):
    with pytest.raises(DeltaflowError) as caught:
        network(**changes)
    assert type(caught.value) is kind
    assert caught.value.field == field
    assert caught.value.message == str(caught.value)
    assert len(caught.value.message) > 20


def test_other_parameters_are_checked_as_the_first_were():
    network = Network([2, 1, 2], ["logistic"] * 2, "squared_error", "shared", [[[1, 2]], [[3], [4]]], [[5], [6, 6]])
    vector = network.vector
    same = network.with_vector(vector)
    assert same.as_dict() == network.as_dict()
    vector[-1] += 1.0
    with pytest.raises(ValueRangeError, match="a shared bias is one number per layer") as caught:
        network.with_vector(vector)
    assert caught.value.field == "b/1"
    vector[3] = math.inf
    with pytest.raises(ValueRangeError, match="w/1 holds inf") as caught:
        network.with_vector(vector)
    assert caught.value.field == "w/1/1/0"
    assert same.as_dict() == network.as_dict()
    with pytest.raises(ValueError, match="read-only"):
        same.w[0][0, 0] = 1.0


def test_messages_carry_the_numbers_and_the_choices():
    with pytest.raises(ShapeError, match=r"w/0 has shape \(2, 3\); sizes ask for \(3, 2\)"):
        network(w=[np.zeros((2, 3)), np.zeros((2, 3))])
    with pytest.raises(UnknownNameError, match="choose one of identity, logistic, tanh"):
        network(activations=["sigmoid", "tanh"])
    with pytest.raises(ValueRangeError, match="slope is 2; it must be between 0 and 1"):
        activation("leaky_relu", slope=2)


def test_a_network_is_frozen_down_to_its_arrays():
    given = np.zeros((3, 2))
    made = network(w=[given, np.zeros((2, 3))])
    given[0, 0] = 1.0
    assert made.w[0][0, 0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        made.w[0][0, 0] = 1.0
    with pytest.raises(AttributeError):
        made.loss = loss("huber")


@pytest.mark.parametrize("seed", range(5))
def test_its_plain_values_make_the_same_network_again(seed):
    net = network_of(random_case(np.random.default_rng(seed))[0])
    again = Network(**json.loads(json.dumps(net.as_dict())))
    assert again.vector.tolist() == net.vector.tolist()
    assert (again.sizes, again.activations, again.loss, again.bias_policy) == (
        net.sizes,
        net.activations,
        net.loss,
        net.bias_policy,
    )


def test_names_objects_and_functions_are_all_understood():
    made = network(activations=[{"name": "leaky_relu"}, activation("elu", alpha=2)], loss=loss("huber", threshold=2))
    assert [a.as_dict() for a in made.activations] == [
        {"name": "leaky_relu", "slope": 0.01},
        {"name": "elu", "alpha": 2.0},
    ]
    assert made.loss.as_dict() == {"name": "huber", "threshold": 2.0}
    assert loss("huber").as_dict() == {"name": "huber", "threshold": 1.0}
    assert Network(**{**GOOD, "w": made.w, "b": made.b}).sizes == (2, 3, 2)


@pytest.mark.parametrize(
    ("x", "kind", "field"),
    [
        ([0.1], ShapeError, "x"),
        (0.1, ShapeError, "x"),
        ([[[0.1, 0.2]]], ShapeError, "x"),
        (np.empty((0, 2)), ShapeError, "x"),
        ([0.1, math.inf], ValueRangeError, "x/1"),
        ([[0.1, 0.2], [math.nan, 0.2]], ValueRangeError, "x/1/0"),
    ],
)
def test_a_bad_input_is_refused(x, kind, field):
    with pytest.raises(kind) as caught:
        forward(network(), x)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("loss_name", "last", "target", "field"),
    [
        ("half_squared_error", "tanh", [0.0], "target"),
        ("half_squared_error", "tanh", [[0.0, 0.0]], "target"),
        ("half_squared_error", "tanh", [0.0, math.nan], "target/1"),
        ("binary_cross_entropy", "logistic", [0.5, 1.5], "target/1"),
        ("binary_cross_entropy", "logistic", [-0.5, 0.5], "target/0"),
        ("categorical_cross_entropy", "softmax", [0.5, 0.6], "target/0"),
        ("categorical_cross_entropy", "softmax", [1.5, -0.5], "target/1"),
        ("hinge", "tanh", [1.0, 0.0], "target/1"),
    ],
)
def test_a_bad_target_is_refused(loss_name, last, target, field):
    made = network(loss=loss_name, activations=["tanh", last])
    with pytest.raises(DeltaflowError) as caught:
        backward(made, forward(made, [0.1, 0.2]), target)
    assert caught.value.field == field


def test_a_bad_target_in_a_batch_is_found():
    made = network(loss="categorical_cross_entropy", activations=["tanh", "softmax"])
    with pytest.raises(ValueRangeError, match="a distribution") as caught:
        backward(made, forward(made, [[0.1, 0.2]] * 2), [[0.5, 0.5], [0.5, 0.4]])
    assert caught.value.field == "target/1/0"


def test_an_unknown_reduction_is_refused():
    made = network()
    with pytest.raises(UnknownNameError, match="choose one of mean, sum") as caught:
        backward(made, forward(made, [0.1, 0.2]), [0.0, 0.0], "median")
    assert caught.value.field == "reduction"


@pytest.mark.parametrize("eta", [0, -0.5, math.nan, math.inf, None, "0.5", True])
def test_a_bad_learning_rate_is_refused(eta):
    made = network()
    with pytest.raises(ValueRangeError) as caught:
        sgd(made, backward(made, forward(made, [0.1, 0.2]), [0.0, 0.0]), eta)
    assert caught.value.field == "eta"


def test_what_has_no_slope_says_what_to_use():
    with pytest.raises(TypeError, match="softmax_jacobian"):
        activation("softmax").df(np.zeros(2), np.zeros(2))
    with pytest.raises(TypeError, match="fused with logistic"):
        loss("binary_cross_entropy").dE_da(np.zeros(2), np.zeros(2))


def test_divergence_carries_no_errors_unless_told():
    assert DivergenceError("gone", quantity="z.1.0", value=math.inf).errors.tolist() == []
