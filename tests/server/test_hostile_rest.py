"""What the API computes, reads and writes is done beside the event loop, on its own few threads."""

import asyncio
import json
import threading

import pytest
from fastapi import HTTPException

from core.history import History
from server.pages import Pages
from server.rest import documentation, explain_models, links, models, moment_models, predict, strict
from server.rest.compute import Asking, asking, off_the_loop
from server.rest.responses import as_json
from tests.server.clients import client_of
from tests.server.moments import document
from tests.server.test_hub import command, hello, until

NETWORK = {
    "sizes": [3, 4, 2],
    "activations": ["relu", {"name": "elu", "alpha": 0.5}],
    "loss": {"name": "huber", "threshold": 0.25},
    "bias_policy": "per_unit",
    "w": [[[0.1, 0.2, -0.3]] * 4, [[0.4, 0.5, 0.6, -0.7]] * 2],
    "b": [[0.0] * 4, [0.1] * 2],
}
STEP = {"network": NETWORK, "x": [0.1, 0.2, 0.3], "target": [0.5, -0.5], "eta": 0.25}


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


@pytest.fixture(scope="module")
def room(client):
    """A room that is trained to iteration 300 and stands there."""
    made = client.post("/api/v1/rooms", json={}).json()

    async def drive() -> None:
        channel = await client.app.state.hub.channel(made["room"])
        viewer, _ = channel.join(hello(made["host_key"]))
        channel.handle(viewer, command("go_to", iteration=300, moment=0))
        await until(lambda: not channel.room.running and channel.room.due(0.0) is None)

    client.runner.run(drive())
    return f"/api/v1/rooms/{made['room']}"


def noting(monkeypatch, owner, name) -> list[str]:
    """Note in which threads a function is called from now on."""
    threads, function = [], getattr(owner, name)

    def noted(*args, **kwargs):
        threads.append(threading.current_thread().name)
        return function(*args, **kwargs)

    monkeypatch.setattr(owner, name, noted)
    return threads


ADDRESSES = [
    "record?iteration=150",
    "record?iteration=150&format=csv",
    "paths?iteration=150&parameter=w.1.0.0",
    "nudge?iteration=150&parameter=w.1.0.0",
    "paper?iteration=150&decimals=3",
    "listing?iteration=150",
    "history?start=10",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_iteration_is_not_sought_on_the_event_loop(client, room, monkeypatch, address: str) -> None:
    threads = noting(monkeypatch, History, "_at")
    assert client.get(f"{room}/{address}").status_code == 200
    assert threads
    assert {name.partition("_")[0] for name in threads} == {"compute"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("step", STEP | {"x": [[0.1, 0.2, 0.3]] * 400, "target": [[0.5, -0.5]] * 400}),
        ("predict", {"x": [0.1] * 2000}),
        ("rooms", {"moment": document(title="t" * 200), "x": [[0.5]] * 2000}),
        ("links", {"moment": document() | {"branches": document()["branches"] * 20}}),
    ],
)
def test_a_long_body_is_read_beside_the_event_loop(client, monkeypatch, path: str, body: dict) -> None:
    read, made = noting(monkeypatch, strict, "read_json"), noting(monkeypatch, strict, "_validated")
    answer = client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code in (200, 201, 422), answer.text
    assert [name.partition("_")[0] for name in (*read, *made)] == ["compute", "compute"]


def test_few_weights_are_computed_on_the_event_loop_and_many_beside_it(client, monkeypatch) -> None:
    threads = noting(monkeypatch, predict, "predict")
    large = NETWORK | {"sizes": [64, 64, 2], "w": [[[0.0] * 64] * 64, [[0.0] * 64] * 2], "b": [[0.0] * 64, [0.0] * 2]}
    for network in (NETWORK, large):
        answer = client.post("/api/v1/predict", json={"network": network, "x": [0.5] * network["sizes"][0]})
        assert answer.status_code == 200, answer.text
    assert [name.partition("_")[0] for name in threads] == ["MainThread", "compute"]


def test_the_threads_end_with_the_server() -> None:
    before = set(threading.enumerate())
    with client_of() as client:
        assert client.post("/api/v1/step", json=STEP).status_code == 200
        begun = {thread for thread in threading.enumerate() if thread.name.startswith("compute")} - before
        assert begun
    assert not any(thread.is_alive() for thread in begun)


def test_the_api_is_described_once_beside_the_event_loop(monkeypatch) -> None:
    described, drawn = noting(monkeypatch, documentation, "described"), noting(monkeypatch, Pages, "render")
    with client_of() as client:

        async def ask(*addresses: str) -> list[int]:
            answers = await asyncio.gather(*(client.http.get(f"/api/v1/{address}") for address in addresses))
            return [answer.status_code for answer in answers]

        assert client.runner.run(ask("openapi.json", "docs", "openapi.json", "docs")) == [200] * 4
    assert [name.partition("_")[0] for name in described] == ["compute"]
    assert [name.partition("_")[0] for name in drawn] == ["compute", "compute"]


def test_a_link_is_made_beside_the_event_loop(client, monkeypatch) -> None:
    made = noting(monkeypatch, links, "of_link")
    assert client.post("/api/v1/links", json={"moment": document()}).status_code == 201
    assert [name.partition("_")[0] for name in made] == ["compute"]


def test_who_asks_too_often_is_told_so_before_his_body_is_read(monkeypatch) -> None:
    with client_of(rate_burst=1, rate_per_second=0.001) as client:
        client.post("/api/v1/predict", json={"x": [0.05, 0.1]})
        read = noting(monkeypatch, strict, "read_json")
        answer = client.post("/api/v1/predict", content=b"[" * 100_000, headers={"content-type": "application/json"})
    assert answer.status_code == 429
    assert read == []


def test_a_body_of_the_wrong_form_is_answered_alike_whether_long_or_short(client) -> None:
    short = client.post("/api/v1/predict", json={"x": [1, "2"], "y": 1})
    long = client.post("/api/v1/predict", json={"x": [1, "2", *[0] * 5000], "y": 1})
    assert short.status_code == long.status_code == 422
    assert short.json() == long.json()


ANSWERS = [
    ("record", explain_models.RoomRecord),
    ("paths?parameter=w.1.0.0", explain_models.PathsAnswer),
    ("nudge?parameter=w.1.0.0", explain_models.NudgeAnswer),
    ("paper?decimals=3", explain_models.PaperAnswer),
    ("moment", moment_models.MomentDocument),
]


@pytest.mark.parametrize(("address", "model"), ANSWERS)
def test_an_answer_is_what_its_model_says(client, room, address: str, model: type[models.Answer]) -> None:
    answer = client.get(f"{room}/{address}")
    assert model.model_validate_json(answer.content).model_dump(mode="json", by_alias=True, exclude_unset=True) == (
        answer.json()
    )


@pytest.mark.parametrize(
    ("path", "body", "model"),
    [
        ("step", STEP, models.StepAnswer),
        ("step", STEP | {"x": [[0.1, 0.2, 0.3]] * 3, "target": [[0.5, -0.5]] * 3}, models.StepAnswer),
        ("record", STEP, explain_models.RecordAnswer),
    ],
)
def test_a_computed_answer_is_what_its_model_says(client, path: str, body: dict, model: type[models.Answer]) -> None:
    answer = client.post(f"/api/v1/{path}", json=body)
    assert model.model_validate_json(answer.content).model_dump(mode="json", exclude_unset=True) == answer.json()


def test_a_request_that_was_given_up_while_it_waited_is_not_computed(client) -> None:
    turns, free, computed = client.app.state.turns, threading.Event(), []

    async def main() -> int:
        async def gone() -> bool:
            return True

        asking.set(Asking(turns, "somebody", gone))
        first = asyncio.create_task(turns.run("somebody", lambda: free.wait(10)))
        await asyncio.sleep(0)
        second = asyncio.create_task(off_the_loop(computed.append, 1))
        await asyncio.sleep(0)
        free.set()
        await first
        with pytest.raises(HTTPException) as caught:
            await second
        return caught.value.status_code

    assert client.runner.run(main()) == 499
    assert computed == []


def test_an_answer_in_parts_is_the_answer() -> None:
    fields = {
        "a": [[[1.5, -0.0], [1e-300]], []],
        "empty": {},
        "none": None,
        "δ": [{"é": [{"deep": [[[1], {"x": ()}]]}]}, {"b": 5e-324}],
        "text": 'quotes " and \u2028',
        "tuple": ((1, 2), (3,)),
    }
    assert json.loads(as_json(fields).body) == json.loads(json.dumps(fields))


QUANTITY = {"id": "w.1.0.0", "value": 0.5, "rule": {"form": "sum", "terms": [{"sign": 1, "factors": ["a", "b"]}] * 20}}


@pytest.mark.parametrize(
    "fields",
    [
        {"field": {"activations": [[[0.125] * 10_000] * 16] * 2}},
        {"moments": [{"quantities": [QUANTITY]}, {"quantities": [QUANTITY] * 3000}, {"quantities": []}]},
        {"rows": [[0.5, 0.25]] * 30_000},
    ],
)
def test_nobody_waits_for_more_than_a_small_part_of_a_long_answer(monkeypatch, fields: dict) -> None:
    write, parts = json.dumps, []
    monkeypatch.setattr("json.dumps", lambda value, **how: parts.append(write(value, **how)) or parts[-1])
    body = as_json(fields).body
    monkeypatch.undo()
    assert json.loads(body) == fields
    assert max(map(len, parts)) < 40_000 < len(body)


@pytest.mark.parametrize("place", [{"a": float("nan")}, {"a": [{"b": float("inf")}]}, {"a": [[[[float("nan")]]]]}])
def test_an_answer_never_holds_what_json_has_not(place: dict) -> None:
    with pytest.raises(ValueError, match="JSON"):
        as_json(place)
