"""POST /rooms/{id}/compare: the runs of the core, bounds, and what is refused by its field."""

import asyncio
import re

import pytest

from core.examples import MAZUR
from core.history import History
from core.mistakes import MISTAKES
from core.setup import Setup
from core.training import trained
from server.limits import Limits
from server.rest.compare import CompareRequest, comparing
from server.rest.compute import Asking, asking, in_pieces
from server.rest.iterations import Iteration
from server.rest.train_models import MistakeName
from server.turns import Turns
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
        ({"runs": [{"changes": [{"of": "loss", "to": "binary_cross_entropy"}], "mistake": "no_half"}]}, "/runs/0"),
        ({"speed": 1}, "/speed"),
    ],
)
def test_what_cannot_be_compared_is_refused(client, room, body, pointer):
    answer = post(client, room, **body)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_what_would_take_too_long_is_refused_and_the_most_is_told(client, room):
    answer = post(client, room, runs=[{"mistake": "early"}] * 8, iterations=20_000)
    ((pointer, detail),) = [(error["pointer"], error["detail"]) for error in answer.json()["errors"]]
    assert pointer == "/iterations"
    most = int(re.search(r"at most (\d+)", detail)[1])
    assert 1000 < most < 20_000


def test_it_is_computed_in_pieces_and_ends_where_nobody_waits():
    body = CompareRequest.model_validate({"runs": [{}, {"mistake": "early"}], "iterations": 2000})

    def pieces():
        setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta)
        for piece in comparing(Iteration(History(setup), 1, 0, 0), body, Limits()):
            counted.append(piece)
            yield piece

    async def main(waits):
        turns = Turns()

        async def gone():
            return len(counted) >= waits

        asking.set(Asking(turns, "client", gone))
        answer = await in_pieces(pieces())
        turns.close()
        return answer.status_code

    counted = []
    assert asyncio.run(main(10_000)) == 200
    whole, counted = len(counted), []
    assert whole > 5
    assert asyncio.run(main(3)) == 499
    assert len(counted) == 3


def test_a_stale_revision_is_refused(client, room):
    assert post(client, room, revision=99).status_code == 409
