"""GET /rooms/{id}/views: the core's numbers for the room's rows, and what is refused by its field."""

from itertools import pairwise

import numpy as np
import pytest

from core.views import field, fit
from server.rest.moment_file import read_moment
from server.rest.moment_models import MomentDocument
from server.settings import Settings
from tests.server.clients import client_of
from tests.server.test_room_methods import DATA, ROOM


@pytest.fixture(scope="module")
def client():
    with client_of() as client:
        yield client


@pytest.fixture(scope="module")
def room(client):
    return client.post("/api/v1/rooms", json=ROOM | {"data": DATA}).json()["room"]


def views(client, room, **query):
    return client.get(f"/api/v1/rooms/{room}/views", params=query)


def test_errors_accuracy_and_answers(client, room):
    answer = views(client, room, across=0, down=1, points=5).json()
    moment = client.get(f"/api/v1/rooms/{room}/moment").json()
    setup = read_moment(MomentDocument.model_validate(moment), Settings()).start.setup
    found = fit(setup.network, setup.x, setup.target, 2)
    assert answer["train"] == {
        "rows": 4,
        "error": found.error,
        "accuracy": found.accuracy,
        "confusion": found.confusion.tolist(),
    }
    assert answer["test"]["rows"] == 2
    assert np.sum(answer["test"]["confusion"]) == 2
    assert len(answer["gradient_norms"]) == 2
    expected = field(setup, (0, 1), 5)
    assert answer["field"]["activations"][1][0] == expected.activations[1][:, 0].tolist()
    assert [len(layer) for layer in answer["field"]["activations"]] == [2, 1]
    assert answer["field"]["low"] == list(expected.low)


def test_of_classes_that_are_coded_minus_one_and_one_the_second_is_predicted_from_0_on(client):
    network = {"sizes": [1, 1], "activations": ["identity"], "loss": "hinge"}
    network |= {"bias_policy": "per_unit", "w": [[[1.0]]], "b": [[0.0]]}
    rows = {"x": [[-0.3], [0.3]], "target": [[-1.0], [1.0]]}
    data = {"inputs": ["x"], "outputs": ["y"], "classes": ["no", "yes"], "test_x": [[0.2]], "test_target": [[1.0]]}
    made = client.post("/api/v1/rooms", json={"network": network, **rows, "eta": 0.1, "data": data}).json()["room"]
    answer = views(client, made).json()
    assert answer["train"]["confusion"] == [[1, 0], [0, 1]]
    assert answer["test"]["accuracy"] == 1.0


def test_a_room_that_says_nothing_of_its_rows(client):
    mazur = client.post("/api/v1/rooms", json={"example": "mazur"}).json()["room"]
    answer = views(client, mazur).json()
    assert (answer["train"]["accuracy"], answer["test"], answer["field"]) == (None, None, None)
    assert answer["train"]["error"] == pytest.approx(0.2983711087600027)


def test_the_rows_come_when_they_are_asked_for(client, room):
    assert views(client, room).json()["rows"] is None
    rows = views(client, room, rows="true").json()["rows"]
    trained = {"x": ROOM["x"], "target": ROOM["target"], "classes": [int(row[0] >= 0.5) for row in ROOM["target"]]}
    tested = {"x": DATA["test_x"], "target": DATA["test_target"]}
    assert rows["train"] == trained | {"hidden": None}
    assert rows["test"] == tested | {"hidden": None, "classes": [int(row[0] >= 0.5) for row in DATA["test_target"]]}


def test_the_rows_come_with_the_activations_of_a_hidden_layer(client, room):
    rows = views(client, room, rows="true", hidden=1).json()["rows"]
    for part in rows.values():
        for x, hidden in zip(part["x"], part["hidden"], strict=True):
            predicted = client.post("/api/v1/predict", json={"room": room, "x": x}).json()
            assert hidden == pytest.approx(predicted["layers"][0]["a"], rel=1e-13)


def test_where_no_rows_are_tested_none_are_put_anywhere(client):
    mazur = client.post("/api/v1/rooms", json={"example": "mazur"}).json()["room"]
    rows = views(client, mazur, rows="true", hidden=1).json()["rows"]
    assert rows["train"]["hidden"] == [pytest.approx([0.5932699921071872, 0.596884378259767], rel=1e-14)]
    assert rows["test"]["hidden"] == []


def test_of_many_rows_some_are_taken_evenly(client):
    x = [[row / 3000, 1.0] for row in range(3000)]
    target = [[float(row % 2)] for row in range(3000)]
    data = DATA | {"test_x": x[:999], "test_target": target[:999]}
    many = client.post("/api/v1/rooms", json=ROOM | {"x": x, "target": target, "data": data}).json()["room"]
    rows = views(client, many, rows="true").json()["rows"]
    assert (len(rows["train"]["x"]), len(rows["test"]["x"])) == (1501, 499)
    places = [round(row[0] * 3000) for row in rows["train"]["x"]]
    assert {b - a for a, b in pairwise(places)} == {1, 2}
    assert all(row == [float(at % 2)] for at, row in zip(places, rows["train"]["target"], strict=True))
    assert views(client, many).json()["train"]["rows"] == 3000


def test_rows_without_classes_have_none(client):
    mazur = client.post("/api/v1/rooms", json={"example": "mazur"}).json()["room"]
    rows = views(client, mazur, rows="true").json()["rows"]
    assert rows["train"] == {"x": [[0.05, 0.1]], "target": [[0.01, 0.99]], "classes": None, "hidden": None}
    assert rows["test"] == {"x": [], "target": [], "classes": None, "hidden": None}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"across": 7}, "/across"),
        ({"across": 0, "down": 7}, "/down"),
        ({"across": 0, "down": 0}, "/down"),
        ({"points": 1}, "/points"),
        ({"points": 1000}, "/points"),
        ({"iteration": 99}, "/iteration"),
        ({"rows": "true", "hidden": 2}, "/hidden"),
        ({"rows": "true", "hidden": 0}, "/hidden"),
        ({"colour": 1}, "/colour"),
    ],
)
def test_what_cannot_be_seen_is_refused(client, room, query, pointer):
    answer = views(client, room, **query)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_stale_revision_is_refused(client, room):
    assert views(client, room, revision=77).status_code == 409
