"""CSV and programs of a room: the numbers are those of a history of the test's own."""

import csv
import io

import pytest

from core.edits import Change, Edit
from core.history import History
from core.setup import Setup
from tests.core.listing_support import run_alone
from tests.core.samples import network_of
from tests.server.clients import client_of
from tests.server.moments import OWN, document


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


@pytest.fixture(scope="module")
def room(client):
    moment = document(OWN, position={"iteration": 9, "moment": 0})
    return client.post("/api/v1/rooms", json={"moment": moment}).json()["room"]


@pytest.fixture(scope="module")
def history():
    edits = [
        Edit(2, (Change("eta", 2.0), Change("w.1.0.0", -0.125))),
        Edit(4, (Change("activation.1", {"name": "elu", "alpha": 0.5}),)),
    ]
    made = History(Setup(network_of(OWN["network"]), OWN["x"], OWN["target"], OWN["eta"]), edits)
    made.train(9)
    return made


def rows(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.text, newline="")))


def test_the_history_is_that_of_training(client, room, history):
    head, *lines = rows(client.get(f"/api/v1/rooms/{room}/history"))
    parameters = [f"w.1.{j}.{i}" for j in range(3) for i in range(2)] + [f"w.2.0.{i}" for i in range(3)]
    parameters += ["b.1.0", "b.1.1", "b.1.2", "b.2.0"]
    assert head == ["iteration", "error_total", *parameters]
    assert [line[0] for line in lines] == [str(n) for n in range(10)]
    for n, line in enumerate(lines):
        record = history.record(n)
        assert line[1:] == [repr(record.value(name)) for name in head[1:]]


def test_only_some_iterations(client, room):
    found = rows(client.get(f"/api/v1/rooms/{room}/history?start=1&stop=8&every=3"))
    assert [line[0] for line in found[1:]] == ["1", "4", "7"]


def test_a_chunk_is_not_the_end(client):
    moment = document(position={"iteration": 700, "moment": 0})
    long = client.post("/api/v1/rooms", json={"moment": moment}).json()["room"]
    found = rows(client.get(f"/api/v1/rooms/{long}/history"))
    assert [line[0] for line in found[1:]] == [str(n) for n in range(701)]


def test_too_many_rows_name_what_fits(client):
    moment = document(position={"iteration": 250_000, "moment": 0}, branch=0)
    long = client.post("/api/v1/rooms", json={"moment": moment}).json()["room"]
    answer = client.get(f"/api/v1/rooms/{long}/history")
    assert answer.status_code == 422
    assert "every=3 fits" in answer.json()["errors"][0]["detail"]
    assert client.get(f"/api/v1/rooms/{long}/history?start=249990&stop=250001").status_code == 422
    assert len(rows(client.get(f"/api/v1/rooms/{long}/history?start=249990"))) == 12


def test_the_program_prints_the_record(client, room, history):
    answer = client.get(f"/api/v1/rooms/{room}/listing?iteration=5")
    assert answer.headers["content-type"].startswith("text/plain")
    assert list(run_alone([answer.text])[0].values()) == history.record(5).values.tolist()
    torch = client.get(f"/api/v1/rooms/{room}/listing?iteration=5&language=pytorch")
    assert "import torch" in torch.text


@pytest.mark.parametrize("address", ["listing", "history"])
def test_revision_and_iteration(client, room, address):
    answer = client.get(f"/api/v1/rooms/{room}/{address}?revision=1&iteration=3")
    assert answer.headers["deltaflow-revision"] == "1"
    assert answer.headers["deltaflow-iteration"] == "3"
    stale = client.get(f"/api/v1/rooms/{room}/{address}?revision=2")
    assert stale.status_code == 409
    assert stale.json()["type"].endswith("#problem-stale")
    untrained = client.get(f"/api/v1/rooms/{room}/{address}?iteration=10")
    assert untrained.status_code == 422
    assert untrained.json()["errors"][0]["pointer"] == "/iteration"
    assert client.get(f"/api/v1/rooms/000000/{address}").status_code == 404


@pytest.mark.parametrize(
    "query", ["language=perl", "iteration=-1", "iteration=x", "every=1_0", "every=0", "start=8&stop=7&every=1"]
)
def test_wrong_parameters(client, room, query):
    address = "history" if "every" in query else "listing"
    answer = client.get(f"/api/v1/rooms/{room}/{address}?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{query.split('=')[0]}"


def test_an_export_does_not_move_the_room(client, room):
    before = client.get(f"/api/v1/rooms/{room}").json()
    rows(client.get(f"/api/v1/rooms/{room}/history?start=2"))
    client.get(f"/api/v1/rooms/{room}/listing?iteration=1")
    assert client.get(f"/api/v1/rooms/{room}").json() == before
