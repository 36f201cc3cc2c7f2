"""POST /gradient-check: right derivatives pass, wrong ones are unmasked, and all three ways agree with plain Python."""

import math

import pytest

from core.gradcheck import Check
from core.mistakes import MISTAKES
from server.rest import gradient_check
from tests.server import step_oracle as oracle
from tests.server.clients import client_of
from tests.server.test_hostile_rest import noting
from tests.server.test_rest_step import MAZUR, PAIRS, random_case

BODY = {"network": MAZUR, "x": [0.05, 0.10], "target": [0.01, 0.99]}
WAYS = ("central_difference", "complex_step", "dual_number")


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def post(client, body=BODY, **changes):
    answer = client.post("/api/v1/gradient-check", json={**body, **changes})
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client, **changes):
    answer = client.post("/api/v1/gradient-check", json={**BODY, **changes})
    assert answer.status_code == 422, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]


def place_of(name):
    """(w or b, index of the layer, unit, source) of an id."""
    kind, layer, *place = name.split(".")
    return kind, int(layer) - 1, *map(int, place)


@pytest.mark.parametrize(("last", "loss"), PAIRS, ids=str)
def test_every_way_gives_the_derivative(client, last, loss):
    network, x, target, reduction, _ = random_case(f"check{last}{loss}", last, loss)
    got = post(client, {"network": network, "x": x, "target": target, "reduction": reduction})
    step = client.post(
        "/api/v1/step", json={"network": network, "x": x, "target": target, "reduction": reduction, "eta": 1.0}
    ).json()
    assert got["passed"] is True
    assert "mistake" not in got
    ids = [
        *(
            name
            for layer in range(len(network["w"]))
            for name in (
                *(f"w.{layer + 1}.{j}.{i}" for j, row in enumerate(network["w"][layer]) for i in range(len(row))),
                *(f"b.{layer + 1}.{j}" for j in range(len(network["b"][layer]))),
            )
        )
    ]
    assert [parameter["id"] for parameter in got["parameters"]] == ids
    for parameter in got["parameters"]:
        kind, layer, unit, *source = place_of(parameter["id"])
        expected = oracle.gradient(network, x, target, reduction, kind, layer, unit, *source)
        for way in ("backprop", *WAYS):
            assert parameter[way] == pytest.approx(expected, rel=1e-6, abs=1e-8)
        from_step = step["dE_dw"][layer][unit][source[0]] if source else step["dE_db"][layer][unit]
        assert parameter["backprop"] == from_step


def test_relative_differences_are_what_they_are_said_to_be(client):
    """Recomputed from the numbers of the answer, with the floors of docs/api.md."""
    network, x, target, reduction, _ = random_case("differences", "tanh", "half_squared_error")
    got = post(client, {"network": network, "x": x, "target": target, "reduction": reduction})
    e = oracle.total(network, x, target, reduction)
    floor = max(1e-6 * max(abs(p["dual_number"]) for p in got["parameters"]), 1e-8 * max(1.0, e))
    for way in WAYS:
        least = max(floor, 1e-5 * e) if way == "central_difference" else floor
        expected = [
            abs(p["backprop"] - p[way]) / max(abs(p["backprop"]), abs(p[way]), least) for p in got["parameters"]
        ]
        assert [p["relative_difference"][way] for p in got["parameters"]] == pytest.approx(expected, rel=1e-9)
        assert got["largest"][way] == max(p["relative_difference"][way] for p in got["parameters"])
    assert got["largest_relative_difference"] == max(got["largest"].values())
    assert got["largest"]["dual_number"] < 1e-12
    assert got["largest"]["complex_step"] < 1e-12


def test_the_learning_rate_is_taken_and_changes_nothing(client):
    assert post(client, eta=0.5) == post(client, eta=100) == post(client)


def test_frozen_biases_have_derivatives_and_shared_ones_their_layer_s(client):
    frozen, own = (post(client, network={**MAZUR, "bias_policy": policy}) for policy in ("frozen", "per_unit"))
    assert frozen == own
    shared = {p["id"]: p for p in post(client, network={**MAZUR, "bias_policy": "shared"})["parameters"]}
    each = {p["id"]: p["backprop"] for p in own["parameters"]}
    for way in ("backprop", "complex_step", "dual_number"):
        assert shared["b.1.0"][way] == pytest.approx(each["b.1.0"] + each["b.1.1"], rel=1e-12)
    assert shared["b.1.0"] == {**shared["b.1.1"], "id": "b.1.0"}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_check_unmasks_a_wrong_algorithm_that_lowers_e(client, mistake):
    got = post(client, mistake=mistake, eta=0.5)
    assert got["passed"] is False
    assert got["mistake"] == mistake
    assert min(got["largest"].values()) > 0.01
    rows = {"x": [[0.05, 0.1], [0.9, 0.2]], "target": [[0.01, 0.99], [0.5, 0.5]]}
    assert post(client, **rows, mistake=mistake, eta=0.5)["passed"] is False
    trained = client.post(
        "/api/v1/train",
        json={**BODY, "mistake": mistake, "optimiser": {"name": "sgd", "eta": 0.5}, "iterations": 1},
    ).json()
    assert trained["mistake"] == mistake
    (_, before), (_, after) = trained["error"]
    assert (after < before) is (mistake != "sign_flipped")


def test_the_fingerprint_of_a_wrong_algorithm(client):
    first = post(client, mistake="early", eta=0.5)["parameters"][0]
    assert f"{first['backprop']:.9f}" == "0.000364723"
    assert f"{first['dual_number']:.9f}" == "0.000438568"


def test_a_kink_does_not_pass(client):
    """At exactly 0 the slope of relu is 0, and a central difference sees a half."""
    network = {**MAZUR, "sizes": [1, 1], "activations": ["relu"], "w": [[[1]]], "b": [[0]]}
    got = post(client, network=network, x=[0], target=[1])
    assert got["passed"] is False
    bias = got["parameters"][1]
    assert (bias["backprop"], bias["dual_number"], bias["complex_step"]) == (0, 0, 0)
    assert bias["central_difference"] == pytest.approx(-0.5, rel=1e-4)


def test_what_runs_over_is_null_and_does_not_pass(client):
    """E is so near the largest double that E(w + h) is beyond it."""
    network = {**MAZUR, "sizes": [1, 1], "activations": ["identity"], "w": [[[1.8961503816e4]]], "b": [[0]]}
    got = post(client, network=network, x=[1e150], target=[0])
    weight = got["parameters"][0]
    assert weight["central_difference"] is weight["relative_difference"]["central_difference"] is None
    assert got["largest_relative_difference"] is got["largest"]["central_difference"] is None
    assert got["passed"] is False


REFUSED = {
    "another network": ({"network": {**MAZUR, "w": []}}, ["/network/w"]),
    "x": ({"x": [1, 2, 3]}, ["/x"]),
    "target": ({"target": [[0, 1], [1, 0]]}, ["/target"]),
    "eta": ({"eta": 0}, ["/eta"]),
    "reduction": ({"reduction": "max"}, ["/reduction"]),
    "mistake": ({"mistake": "none"}, ["/mistake"]),
    "iterations": ({"iterations": 5}, ["/iterations"]),
    "early without eta": ({"mistake": "early"}, ["/eta"]),
    "fused": (
        {"mistake": "no_half", "network": {**MAZUR, "loss": "binary_cross_entropy"}},
        ["/mistake"],
    ),
    "not square": (
        {
            "mistake": "rows_for_columns",
            "network": {**MAZUR, "sizes": [2, 2, 1], "w": [MAZUR["w"][0], [[1, 2]]], "b": [[0, 0], [0]]},
            "target": [1],
        },
        ["/network/w"],
    ),
    "large": ({"network": {**MAZUR, "sizes": [64] * 4}}, ["/network/sizes"]),
    "many rows": (
        {"network": {**MAZUR, "sizes": [2, 40, 40, 2]}, "x": [[0, 1]] * 190, "target": [[0, 1]] * 190},
        ["/x"],
    ),
}


@pytest.mark.parametrize(("changes", "pointers"), REFUSED.values(), ids=REFUSED)
def test_each_wrong_field_is_named(client, changes, pointers):
    assert refused(client, **changes) == pointers


def test_it_computes_beside_the_event_loop_in_short_pieces(client, monkeypatch):
    threads = noting(monkeypatch, Check, "go_on")
    monkeypatch.setattr(gradient_check, "PIECE", 500_000)
    pieces = post(client)
    assert {name.partition("_")[0] for name in threads} == {"compute"}
    assert len(threads) == math.ceil(12 / 4)  # of 12 parameters, 4 at once
    monkeypatch.undo()
    assert post(client) == pieces


def test_a_mistake_trains_readably_by_batches_and_optimisers(client):
    body = {**BODY, "x": [[0.05, 0.1], [0.9, 0.2]], "target": [[0.01, 0.99], [0.5, 0.5]]}
    body |= {"optimiser": "adam", "iterations": 3, "every": 1, "batch": 1}
    right, wrong = (client.post("/api/v1/train", json=body | extra).json() for extra in ({}, {"mistake": "no_half"}))
    assert right["error"][0] == wrong["error"][0]
    # adam takes steps of the same size for doubled gradients, but for its eps
    assert [e for _, e in right["error"]] == pytest.approx([e for _, e in wrong["error"]], rel=1e-5)
    assert right["network"] != wrong["network"]
    assert "mistake" not in right


@pytest.mark.parametrize("mistake", ["no_half", "rows_for_columns"])
def test_a_mistake_that_cannot_be_made_is_refused_when_training(client, mistake):
    network = {**MAZUR, "sizes": [2, 2, 1], "w": [MAZUR["w"][0], [[1, 2]]], "b": [[0, 0], [0]]}
    if mistake == "no_half":
        network["loss"] = "binary_cross_entropy"
    body = {**BODY, "network": network, "target": [1], "optimiser": "sgd", "iterations": 3, "mistake": mistake}
    answer = client.post("/api/v1/train", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] in {"/mistake", "/network/w"}
