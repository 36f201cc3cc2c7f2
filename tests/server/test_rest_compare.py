"""POST /rooms/{id}/compare: the runs of the core, bounds, and what is refused by its field."""

import pytest

from core.examples import MAZUR
from core.history import History
from core.mistakes import MISTAKES
from core.setup import Setup
from core.training import trained
from server.rest.train_models import MistakeName
from tests.server.clients import client_of


@pytest.fixture(scope="module")
def client():
    with client_of() as client:
        yield client


@pytest.fixture(scope="module")
def room(client):
    return client.post("/api/v1/rooms", json={"example": "mazur"}).json()["room"]


def post(client, room, **body):
    return client.post(f"/api/v1/rooms/{room}/compare", json={"iterations": 30, "runs": [{}], **body})


def test_runs_side_by_side(client, room):
    runs = [{}, {"changes": [{"of": "eta", "to": 2.0}]}, {"mistake": "no_half"}]
    answer = post(client, room, runs=runs, iterations=1000).json()
    same, faster, wrong = answer["runs"]
    assert answer["parameters"][:2] == ["w.1.0.0", "w.1.0.1"]
    assert len(answer["parameters"]) == 12
    for run, history in ((same, History(setup(0.5))), (faster, History(setup(2.0)))):
        history.train(1000)
        assert [n for n, _ in run["error"]][:2] == [0, 3]
        assert run["error"][-1] == [1000, history.record(1000).value("error_total")]
        assert run["parameters"][-1][0] == history.record(1000).value("w.1.0.0")
        assert run["gradients"]["passed"]
    after = trained(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta), 1000, 1000, "no_half").network
    assert wrong["parameters"][-1][0] == after.w[0][0, 0]
    assert wrong["gradients"] == {
        "passed": False,
        "largest_relative_difference": pytest.approx(0.5),
        "parameter": wrong["gradients"]["parameter"],
    }


def setup(eta):
    return Setup(MAZUR.network, MAZUR.x, MAZUR.target, eta)


def test_the_mistakes_of_the_request_are_those_of_the_core():
    assert set(MistakeName.__args__) == set(MISTAKES)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"runs": []}, "/runs"),
        ({"runs": [{}] * 9}, "/runs"),
        ({"iterations": 0}, "/iterations"),
        ({"iterations": 20_001}, "/iterations"),
        ({"iteration": 5}, "/iteration"),
        ({"runs": [{}, {"mistake": "laziness"}]}, "/runs/1/mistake"),
        ({"runs": [{"changes": [{"of": "eta", "to": 1e9}]}]}, "/runs/0/changes/0/to"),
        ({"runs": [{}, {"changes": [{"of": "w.7.0.0", "to": 1.0}]}]}, "/runs/1/changes/0/of"),
        ({"runs": [{"changes": [{"of": "loss", "to": "binary_cross_entropy"}], "mistake": "early"}]}, "/runs/0"),
        ({"speed": 1}, "/speed"),
    ],
)
def test_what_cannot_be_compared_is_refused(client, room, body, pointer):
    answer = post(client, room, **body)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_large_network_is_compared_for_fewer_iterations(client):
    sizes = [40, 40, 1]
    network = {
        "sizes": sizes,
        "activations": ["tanh", "identity"],
        "loss": "half_squared_error",
        "bias_policy": "frozen",
        "w": [[[0.01] * 40] * 40, [[0.01] * 40]],
        "b": [[0.0] * 40, [0.0]],
    }
    body = {"network": network, "x": [0.1] * 40, "target": [1.0], "eta": 0.1}
    room = client.post("/api/v1/rooms", json=body).json()["room"]
    answer = post(client, room, runs=[{}, {}], iterations=20_000)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/iterations"]
    assert post(client, room, runs=[{}, {}], iterations=20).status_code == 200


def test_a_stale_revision_is_refused(client, room):
    assert post(client, room, revision=99).status_code == 409
