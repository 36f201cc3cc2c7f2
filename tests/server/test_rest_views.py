"""GET /rooms/{id}/views: the core's numbers for the room's rows, and what is refused by its field."""

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


def test_a_room_that_says_nothing_of_its_rows(client):
    mazur = client.post("/api/v1/rooms", json={"example": "mazur"}).json()["room"]
    answer = views(client, mazur).json()
    assert (answer["train"]["accuracy"], answer["test"], answer["field"]) == (None, None, None)
    assert answer["train"]["error"] == pytest.approx(0.2983711087600027)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"across": 7}, "/inputs"),
        ({"across": 0, "down": 0}, "/inputs"),
        ({"points": 1}, "/points"),
        ({"points": 1000}, "/points"),
        ({"iteration": 99}, "/iteration"),
        ({"colour": 1}, "/colour"),
    ],
)
def test_what_cannot_be_seen_is_refused(client, room, query, pointer):
    answer = views(client, room, **query)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_stale_revision_is_refused(client, room):
    assert views(client, room, revision=77).status_code == 409
