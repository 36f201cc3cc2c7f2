"""POST /predict and GET /examples: the numbers, and where they come from."""

import json

import pytest

from core.examples import EXAMPLES
from tests.server import step_oracle as oracle
from tests.server.clients import client_of

X = [0.05, 0.10]


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def predict(client, **body):
    answer = client.post("/api/v1/predict", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_untouched_network_is_the_default(client):
    got = predict(client, x=X)
    assert got["y"] == pytest.approx([0.7513650695523157, 0.7729284653214625], rel=1e-15)
    assert got["layers"][0]["z"] == pytest.approx([0.3775, 0.3925], rel=1e-15)
    assert got["layers"][0]["a"] == pytest.approx([0.5932699921071872, 0.596884378259767], rel=1e-15)
    assert got["layers"][1]["z"] == pytest.approx([1.10590596705977, 1.2249214040964653], rel=1e-15)
    assert got["layers"][1]["a"] == got["y"]
    assert got["source"] == {"kind": "example", "id": "mazur", "iteration": 0}
    assert predict(client, x=X, example="mazur", iteration=0) == got


def test_after_ten_thousand_updates(client):
    """The right outputs, not those the article printed, which an early version of its program computed."""
    got = predict(client, x=X, example="mazur", iteration=10_000)
    assert got["y"] == pytest.approx([0.015913620, 0.984064274], abs=5e-10)
    error = sum((y - t) ** 2 / 2 for y, t in zip(got["y"], [0.01, 0.99], strict=True))
    assert error == pytest.approx(3.5101878e-5, rel=2e-8)
    assert got["source"]["iteration"] == 10_000


def test_earlier_iterations_stay_reachable_after_later_ones(client):
    predict(client, x=X, iteration=500)
    first = predict(client, x=X, iteration=1)["y"]
    error = sum((y - t) ** 2 / 2 for y, t in zip(first, [0.01, 0.99], strict=True))
    assert error == pytest.approx(0.29102777369359933, rel=1e-14)


def test_training_follows_the_rows_in_order(client):
    """Three updates of xor by hand, through the API itself."""
    example = client.get("/api/v1/examples/xor").json()
    network = example["network"]
    for row in range(3):
        body = {"network": network, "x": example["x"][row], "target": example["target"][row], "eta": example["eta"]}
        network = client.post("/api/v1/step", json=body).json()["network_after"]
    by_hand = predict(client, x=[1, 0], network=network)["y"]
    assert predict(client, x=[1, 0], example="xor", iteration=3)["y"] == pytest.approx(by_hand, rel=1e-14)


def test_a_network_of_ones_own(client):
    network = {
        "sizes": [3, 2, 3],
        "activations": [{"name": "elu", "alpha": 1.5}, "softmax"],
        "loss": "categorical_cross_entropy",
        "bias_policy": "shared",
        "w": [[[0.3, -0.2, 0.9], [-1.5, 0.4, 0.1]], [[0.7, -0.6], [0.2, 0.8], [-0.9, 0.5]]],
        "b": [[0.1, 0.1], [-0.3, -0.3, -0.3]],
    }
    got = predict(client, x=[1, -2, 0.5], network=network)
    zs, activations = oracle.forward(network, [1, -2, 0.5])
    for layer in range(2):
        assert got["layers"][layer]["z"] == pytest.approx(zs[layer], rel=1e-14)
        assert got["layers"][layer]["a"] == pytest.approx(activations[layer], rel=1e-14)
    assert got["source"] == {"kind": "network", "id": None, "iteration": None}


def test_a_result_that_runs_over_is_refused(client):
    network = client.get("/api/v1/examples/mazur").json()["network"]
    network["activations"] = ["identity", "identity"]
    answer = client.post(
        "/api/v1/predict", json={"x": [1.7e308, 1.7e308], "network": {**network, "w": [[[2, 2]] * 2] * 2}}
    )
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert "z.1.0 became infinite" in error["detail"]
    assert "Infinity" not in answer.text


def test_the_bound_on_iterations_is_a_setting():
    with client_of(predict_iterations=10) as client:
        assert predict(client, x=X, iteration=10)["source"]["iteration"] == 10
        answer = client.post("/api/v1/predict", json={"x": X, "iteration": 11})
    assert answer.json()["errors"] == [{"pointer": "/iteration", "detail": "This server predicts up to iteration 10."}]


def test_all_examples_are_listed(client):
    listed = client.get("/api/v1/examples").json()["examples"]
    assert [example["id"] for example in listed] == list(EXAMPLES)
    assert listed[0]["id"] == "mazur"
    assert all(set(example) == {"id", "title", "description", "source"} for example in listed)


@pytest.mark.parametrize("example_id", list(EXAMPLES))
def test_an_example_can_be_sent_back_as_it_came(client, example_id):
    example = client.get(f"/api/v1/examples/{example_id}").json()
    fields = {"id", "title", "description", "source", "network", "x", "target", "eta"}
    assert set(example) == fields
    body = {key: example[key] for key in ("network", "x", "target", "eta")}
    assert client.post("/api/v1/step", json=body).status_code == 200
    outputs = predict(client, x=example["x"][0], network=example["network"])["y"]
    assert outputs == predict(client, x=example["x"][0], example=example_id)["y"]


def test_the_numbers_of_the_example_are_exact(client):
    raw = client.get("/api/v1/examples/mazur").text
    network = json.loads(raw)["network"]
    assert network["w"] == [[[0.15, 0.2], [0.25, 0.3]], [[0.4, 0.45], [0.5, 0.55]]]
    assert network["activations"] == ["logistic", "logistic"]
    assert network["bias_policy"] == "frozen"
    assert "0.15000" not in raw
