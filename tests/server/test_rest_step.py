"""POST /step against plain scalar Python, over random networks, all functions, policies and reductions."""

import json
import random
from itertools import pairwise

import pytest

from tests.server import step_oracle as oracle
from tests.server.bodies import MAZUR
from tests.server.clients import client_of

NEAR = {"rel": 1e-7, "abs": 1e-9}
HIDDEN = ["identity", "logistic", "tanh", "relu", "leaky_relu", "elu", "softplus", "gelu"]
HIDDEN += [{"name": "leaky_relu", "slope": 0.25}, {"name": "elu", "alpha": 1.5}]
FREE_LOSSES = ["half_squared_error", "squared_error", "mean_squared_error", "huber", "hinge"]
FREE_LOSSES += [{"name": "huber", "threshold": 0.1}]
PAIRS = [(activation, loss) for activation in [*HIDDEN, "softmax"] for loss in FREE_LOSSES]
PAIRS += [("logistic", "binary_cross_entropy"), ("softmax", "categorical_cross_entropy")]


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def step(client, **body):
    answer = client.post("/api/v1/step", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def random_case(seed, last, loss):
    """Make a network of depth 1 to 4 and width 1 to 5, and a batch that its loss allows."""
    chance = random.Random(seed)
    depth = chance.randint(1, 4)
    sizes = [chance.randint(1, 5) for _ in range(depth + 1)]
    policy = chance.choice(["frozen", "shared", "per_unit"])
    network = {
        "sizes": sizes,
        "activations": [chance.choice(HIDDEN) for _ in range(depth - 1)] + [last],
        "loss": loss,
        "bias_policy": policy,
        "w": [[uniform(chance, n) for _ in range(m)] for n, m in pairwise(sizes)],
        "b": [uniform(chance, 1) * m if policy == "shared" else uniform(chance, m) for m in sizes[1:]],
    }
    rows = chance.randint(1, 4)
    x = [uniform(chance, sizes[0]) for _ in range(rows)]
    target = [target_for(loss, sizes[-1], chance) for _ in range(rows)]
    return network, x, target, chance.choice(["mean", "sum"]), chance.uniform(0.01, 1)


def uniform(chance, count):
    return [chance.uniform(-1, 1) for _ in range(count)]


def flat(rows):
    return [value for row in rows for value in row]


def name_of(function):
    return oracle.split(function)[0]


def target_for(loss, count, chance):
    if loss == "hinge":
        return [chance.choice([-1.0, 1.0]) for _ in range(count)]
    values = [chance.uniform(0.05, 1) for _ in range(count)]
    return [value / sum(values) for value in values] if loss == "categorical_cross_entropy" else values


@pytest.mark.parametrize(("last", "loss"), PAIRS, ids=str)
def test_every_quantity_is_right(client, last, loss):
    network, x, target, reduction, eta = random_case(f"0{last}{loss}", last, loss)
    got = step(client, network=network, x=x, target=target, reduction=reduction, eta=eta)
    share = 1 / len(x) if reduction == "mean" else 1.0

    for row, (x_row, target_row) in enumerate(zip(x, target, strict=True)):
        zs, activations = oracle.forward(network, x_row)
        for layer in range(len(zs)):
            assert got["z"][layer][row] == pytest.approx(zs[layer], **NEAR)
            assert got["a"][layer][row] == pytest.approx(activations[layer], **NEAR)
            deltas = [oracle.delta(network, x_row, target_row, layer, unit, share) for unit in range(len(zs[layer]))]
            assert got["delta"][layer][row] == pytest.approx(deltas, **NEAR)
        assert got["error"][row] == pytest.approx(oracle.errors(network, x_row, target_row), **NEAR)
    assert got["error_total"] == pytest.approx(oracle.total(network, x, target, reduction), **NEAR)

    batch = (network, x, target, reduction)
    for layer, w in enumerate(network["w"]):
        dE_dw = [[oracle.gradient(*batch, "w", layer, j, i) for i in range(len(w[0]))] for j in range(len(w))]
        assert flat(got["dE_dw"][layer]) == pytest.approx(flat(dE_dw), **NEAR)
        dE_db = [oracle.gradient(*batch, "b", layer, j) for j in range(len(w))]
        assert got["dE_db"][layer] == pytest.approx(dE_db, **NEAR)


@pytest.mark.parametrize(("last", "loss"), PAIRS, ids=str)
def test_the_update_follows_from_the_gradients(client, last, loss):
    network, x, target, reduction, eta = random_case(f"after{last}{loss}", last, loss)
    got = step(client, network=network, x=x, target=target, reduction=reduction, eta=eta)
    after = got["network_after"]
    trains_b = network["bias_policy"] != "frozen"
    for layer in range(len(network["w"])):
        for j, row in enumerate(network["w"][layer]):
            for i, value in enumerate(row):
                assert after["w"][layer][j][i] == value - eta * got["dE_dw"][layer][j][i]
            b = network["b"][layer][j]
            assert after["b"][layer][j] == (b - eta * got["dE_db"][layer][j] if trains_b else b)
    assert [name_of(function) for function in after["activations"]] == [name_of(f) for f in network["activations"]]
    assert (name_of(after["loss"]), after["sizes"]) == (name_of(loss), network["sizes"])
    assert after["bias_policy"] == network["bias_policy"]
    assert got["error_total_after"] == pytest.approx(oracle.total(after, x, target, reduction), **NEAR)


def test_the_published_example(client):
    """The numbers of Mazur's example, recomputed in exact arithmetic elsewhere."""
    got = step(client, network=MAZUR, x=[0.05, 0.10], target=[0.01, 0.99], eta=0.5)
    assert got["error_total"] == pytest.approx(0.2983711087600027, rel=1e-15)
    assert got["delta"][1] == [pytest.approx([0.13849856162855698, -0.038098236516556229], rel=1e-14)]
    assert got["delta"][0] == [pytest.approx([0.00877135468948693, 0.009954254705217196], rel=1e-14)]
    expected = [[0.1497807161327628, 0.19956143226552567], [0.24975114363236958, 0.29950228726473915]]
    assert got["network_after"]["w"][0] == [pytest.approx(row, rel=1e-15) for row in expected]
    assert got["network_after"]["b"] == MAZUR["b"]
    assert got["error_total_after"] == pytest.approx(0.29102777369359933, rel=1e-15)


@pytest.mark.parametrize(("policy", "after"), [("shared", 0.285750887), ("per_unit", 0.280471447)])
def test_the_published_example_with_trained_biases(client, policy, after):
    got = step(client, network={**MAZUR, "bias_policy": policy}, x=[0.05, 0.10], target=[0.01, 0.99], eta=0.5)
    assert got["error_total_after"] == pytest.approx(after, abs=5e-10)


def test_a_flat_example_is_a_batch_of_one(client):
    flat = step(client, network=MAZUR, x=[0.05, 0.10], target=[0.01, 0.99], eta=0.5)
    batch = step(client, network=MAZUR, x=[[0.05, 0.10]], target=[[0.01, 0.99]], eta=0.5)
    assert flat == batch
    assert [len(layer) for layer in flat["z"]] == [1, 1]


def test_the_mean_is_what_is_taken_when_nothing_is_said(client):
    body = {"network": MAZUR, "x": [[0, 1], [1, 0]], "target": [[0, 1], [1, 0]], "eta": 0.5}
    mean, total = step(client, **body, reduction="mean"), step(client, **body, reduction="sum")
    assert step(client, **body) == mean != total
    assert total["error_total"] == pytest.approx(2 * mean["error_total"])


def test_a_frozen_bias_has_its_derivative_and_stays(client):
    frozen = step(client, network=MAZUR, x=[0.05, 0.1], target=[0.01, 0.99], eta=0.5)
    per_unit = step(client, network={**MAZUR, "bias_policy": "per_unit"}, x=[0.05, 0.1], target=[0.01, 0.99], eta=0.5)
    assert frozen["dE_db"] == per_unit["dE_db"]
    assert frozen["network_after"]["b"] == MAZUR["b"] != per_unit["network_after"]["b"]


def test_answers_name_the_parameters_in_force_and_no_others(client):
    activations = ["leaky_relu", {"name": "elu", "alpha": 1.5}]
    network = {**MAZUR, "activations": activations, "loss": "huber"}
    after = step(client, network=network, x=[0.05, 0.1], target=[0.01, 0.99], eta=0.5)["network_after"]
    assert after["activations"] == [{"name": "leaky_relu", "slope": 0.01}, {"name": "elu", "alpha": 1.5}]
    assert after["loss"] == {"name": "huber", "threshold": 1.0}


def test_without_learning_nothing_changes(client):
    got = step(client, network=MAZUR, x=[0.05, 0.1], target=[0.01, 0.99], eta=1e-300)
    assert got["network_after"] == MAZUR
    assert got["error_total_after"] == got["error_total"]


def test_numbers_come_back_as_the_same_doubles(client):
    same = {"w": [[[1, 0], [0, 1]]] * 2, "b": [[0, 0]] * 2}
    network = {**MAZUR, "activations": ["identity", "identity"], **same}
    x = [0.1 + 0.2, 5e-324]
    raw = client.post("/api/v1/step", json={"network": network, "x": x, "target": [0, 0], "eta": 1e-300}).text
    assert json.loads(raw)["a"][1] == [x]
    assert "0.30000000000000004" in raw


@pytest.mark.parametrize("z", [-1000, -40, 40, 1000])
def test_saturated_units_give_finite_right_answers(client, z):
    one = {"sizes": [1, 1], "activations": ["logistic"], "loss": "binary_cross_entropy", "w": [[[1]]], "b": [[0]]}
    network = {**MAZUR, **one}
    got = step(client, network=network, x=[z], target=[0], eta=1e-300)
    assert got["error_total"] == pytest.approx(max(z, 0), abs=1e-16)
    assert got["delta"] == [[[pytest.approx(1.0 if z > 0 else 0.0, abs=1e-16)]]]


HUGE = {**MAZUR, "activations": ["identity", "identity"]}


@pytest.mark.parametrize(
    ("change", "pointer", "quantity"),
    [
        ({"network": {**HUGE, "w": [[[1e308, 1e308], [1, 1]], MAZUR["w"][1]]}, "x": [10, 10]}, "", "z.1.0"),
        ({"network": HUGE, "x": [1e200, 1e200]}, "", "error"),
        ({"network": HUGE, "x": [1e100, 1e100], "eta": 1e200}, "/eta", "w_next"),
        ({"network": HUGE, "x": [1e60, 1e60], "eta": 1e60}, "/eta", "z.2.0"),
    ],
)
def test_numbers_that_run_over_are_named_and_never_sent(client, change, pointer, quantity):
    body = {"network": MAZUR, "x": [0.05, 0.10], "target": [0.01, 0.99], "eta": 0.5, **change}
    answer = client.post("/api/v1/step", json=body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert quantity in error["detail"]
    assert "infinite" in error["detail"] or "undefined" in error["detail"]
    assert "NaN" not in answer.text
    assert "Infinity" not in answer.text
