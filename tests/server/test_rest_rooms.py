"""Rooms over HTTP: who may make one, what it says, and that its key is told once."""

import re
from pathlib import Path

import pytest

from server.hub import FullError
from tests.server.clients import BASE, client_of


@pytest.fixture
def client():
    with client_of() as client:
        yield client


@pytest.fixture
def lan():
    with client_of(lan=True, allowed_hosts=()) as client:
        yield client


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


def test_a_new_room_and_the_ways_into_it(client):
    answer = client.post("/api/v1/rooms", json={"example": "xor"})
    room = answer.json()
    assert answer.status_code == 201
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{6}", room["room"])
    assert len(room["host_key"]) >= 22
    assert room["url"] == f"{BASE}/r/{room['room']}"
    assert room["host_url"] == f"{room['url']}#k={room['host_key']}"
    assert answer.headers["location"] == f"/api/v1/rooms/{room['room']}"
    assert client.get(f"/r/{room['room']}").status_code == 200


def test_the_urls_use_the_name_the_caller_used(client):
    headers = {"Host": "localhost:8000"}
    url = client.post("/api/v1/rooms", json={}, headers=headers).json()["url"]
    assert url.startswith("http://localhost:8000/r/")


def test_what_a_room_says_of_itself(client):
    room = client.post("/api/v1/rooms", json={}).json()
    got = client.get(f"/api/v1/rooms/{room['room']}").json()
    assert got["room"] == room["room"]
    assert got["example"] == "mazur"
    assert got["network"] == client.get("/api/v1/examples/mazur").json()["network"]
    assert got["position"] == {"iteration": 0, "moment": 0}
    assert got["revision"] == 1
    assert got["rights"] == {"watch": True, "drive": False}


def test_the_default_example_is_a_setting():
    with client_of(example="xor") as client:
        room = client.post("/api/v1/rooms", json={}).json()["room"]
        assert client.get(f"/api/v1/rooms/{room}").json()["example"] == "xor"


def test_the_largest_network_that_the_page_builds_gets_a_room(client):
    plan = Path("static/js/model/plan.js").read_text(encoding="utf-8")
    layers, units = (
        int(found) for found in re.findall(r"^export const MOST_(?:LAYERS|UNITS) = (\d+);", plan, re.MULTILINE)
    )
    sizes = [units] * (layers + 1)
    network = {
        "sizes": sizes,
        "activations": ["tanh"] * layers,
        "loss": "half_squared_error",
        "bias_policy": "per_unit",
        "w": [[[0.1] * units] * units] * layers,
        "b": [[0.0] * units] * layers,
    }
    body = {"network": network, "x": [[0.1] * units], "target": [[0.2] * units], "eta": 0.1}
    assert client.post("/api/v1/rooms", json=body).status_code == 201


def test_rights_follow_the_key(client):
    room, other = (client.post("/api/v1/rooms", json={}).json() for _ in range(2))
    path = f"/api/v1/rooms/{room['room']}"
    assert client.get(path, headers=bearer(room["host_key"])).json()["rights"]["drive"] is True
    for headers in ({}, bearer(other["host_key"]), bearer(""), {"Authorization": room["host_key"]}):
        assert client.get(path, headers=headers).json()["rights"]["drive"] is False


def test_the_key_is_told_once(client):
    room = client.post("/api/v1/rooms", json={}).json()
    for path in ("", "/qr.svg"):
        assert room["host_key"] not in client.get(f"/r/{room['room']}{path}").text
    answer = client.get(f"/api/v1/rooms/{room['room']}", headers=bearer(room["host_key"]))
    assert room["host_key"] not in answer.text


def test_a_room_predicts_with_its_own_network(client):
    room = client.post("/api/v1/rooms", json={}).json()["room"]
    got = client.post("/api/v1/predict", json={"x": [0.05, 0.1], "room": room}).json()
    assert got["y"] == pytest.approx([0.7513650695523157, 0.7729284653214625], rel=1e-15)
    assert got["source"] == {"kind": "room", "id": room, "iteration": 0}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"example": "nix"}, "/example"), ({"example": 1}, "/example"), ({"key": "x"}, "/key"), ([], "")],
)
def test_a_wrong_request_makes_no_room(client, body, pointer):
    answer = client.post("/api/v1/rooms", json=body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_in_a_class_only_the_printed_key_makes_rooms(lan):
    class_room = lan.app.state.class_room
    for headers in ({}, bearer("wrong"), bearer(class_room.key[:-1]), {"Authorization": f"Basic {class_room.key}"}):
        answer = lan.post("/api/v1/rooms", json={}, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["type"].endswith("#problem-unauthorised")
        assert class_room.key not in answer.text
    assert lan.post("/api/v1/rooms", json={}, headers=bearer(class_room.key)).status_code == 201


def test_in_a_class_the_first_page_leads_to_its_room(lan):
    answer = lan.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/r/{lan.app.state.class_room.id}"
    assert lan.app.state.class_room.key not in str(answer.headers)
    assert lan.get(answer.headers["location"]).status_code == 200


def test_a_full_server_says_when_to_come_back(client, monkeypatch):
    async def full(_):
        raise FullError("All rooms are in use.")

    monkeypatch.setattr(client.app.state.hub, "create", full)
    monkeypatch.setattr(client.app.state.hub, "channel", full)
    answers = [client.post("/api/v1/rooms", json={}), client.get("/api/v1/rooms/K7QX2M"), client.get("/r/K7QX2M")]
    for answer in answers:
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "60"
