"""The short way to /predict answers what FastAPI would, in every case."""

import json

import pytest

from server.rest.quick import Quick
from server.rest.router import quick_routes
from tests.server import bodies
from tests.server.clients import client_of

PREDICT = "/api/v1/predict"
JSON = {"Content-Type": "application/json"}
BODIES = {
    "the example": {"x": [0.05, 0.1]},
    "a whole number": {"x": [1, 2e0]},
    "trained": {"x": [0.05, 0.1], "example": "xor", "iteration": 7},
    "a network": {"x": [0.05, 0.1], "network": bodies.MAZUR},
    "x too short": {"x": [0.05]},
    "x of text": {"x": ["0.05", 1]},
    "x not finite": {"x": [1e999, 1]},
    "nothing": {},
    "no object": [1],
    "two networks": {"x": [1, 2], "example": "mazur", "network": bodies.MAZUR},
    "no such example": {"x": [1, 2], "example": "none"},
    "too far": {"x": [1, 2], "iteration": 10**9},
    "a field too many": {"x": [1, 2], "y": 1},
    "a wrong weight": {"x": [1, 2], "network": bodies.MAZUR | {"w": [[[1, 2]], [[3, 4]]]}},
    "no room": {"x": [1, 2], "room": "AAAAAA"},
    "running over": {"x": [1e308, 1e308], "network": bodies.MAZUR | {"activations": ["identity", "identity"]}},
}
RAW = {
    "no JSON": (b"{", JSON),
    "no body": (b"", JSON),
    "a field twice": (b'{"x": [1, 2], "x": [1, 2]}', JSON),
    "UTF-16": ('{"x": [1, 2]}'.encode("utf-16"), JSON),
    "not UTF-8": (b'{"x": [1, 2], "example": "\xff"}', JSON),
    "called text": (b'{"x": [1, 2]}', {"Content-Type": "text/plain"}),
    "too large": (b" " * 2_000_000, JSON),
    "of another page": (b'{"x": [1, 2]}', JSON | {"Origin": "http://evil.example"}),
}


@pytest.fixture(scope="module")
def ways():
    """(the short way, FastAPI's) to the same server's answers."""
    with client_of(rate_burst=100_000) as client, client_of(rate_burst=100_000) as other:
        api = other.runner.run(other.app.api.load())
        stack = api.middleware_stack = api.build_middleware_stack()
        while not isinstance(stack, Quick):
            stack = stack.app
        stack.routes = {}
        yield client, other


def assert_alike(ways, method=None, **request):
    one, other = (client.request(method or "POST", PREDICT, **request) for client in ways)
    assert (one.status_code, one.json() if one.content else None) == (
        other.status_code,
        other.json() if other.content else None,
    )
    assert {name: one.headers[name] for name in one.headers if name != "content-length"} == {
        name: other.headers[name] for name in other.headers if name != "content-length"
    }
    return one


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_any_body_has_the_same_answer(ways, body):
    text = json.dumps(body).replace("Infinity", "1e999")
    answer = assert_alike(ways, content=text, headers=JSON)
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize(("content", "headers"), RAW.values(), ids=list(RAW))
def test_whatever_is_no_body_is_refused_the_same_way(ways, content, headers):
    assert_alike(ways, content=content, headers=headers)


def test_a_parameter_that_is_there_twice_is_refused_the_same_way(ways):
    assert assert_alike(ways, params=[("a", "1"), ("a", "2")], json={"x": [1, 2]}).status_code == 422


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_refused_the_same_way(ways, method):
    assert assert_alike(ways, method).status_code == 405


def test_it_takes_the_clients_turns():
    with client_of(rate_burst=2, rate_per_second=0.001) as client:
        found = [client.post(PREDICT, json={"x": [0.05, 0.1]}) for _ in range(3)]
    assert [answer.status_code for answer in found] == [200, 200, 429]
    assert int(found[2].headers["Retry-After"]) > 0


def test_it_is_on_the_way_to_every_quick_route():
    routes = quick_routes()
    assert list(routes) == [PREDICT]
    with client_of() as client:
        assert PREDICT in client.runner.run(client.app.api.load()).openapi()["paths"]


def test_a_fault_of_ours_is_answered_as_one(monkeypatch):
    route = quick_routes()[PREDICT]
    monkeypatch.setattr(route, "endpoint", lambda *_: 1 / 0)
    with client_of() as client:
        answer = client.post(PREDICT, json={"x": [0.05, 0.1]})
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("#problem-internal")
