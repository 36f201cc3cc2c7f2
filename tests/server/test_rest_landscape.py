"""The error surface of a room: every cell against the readable path, ranges, rows, the path, and what is refused."""

import json
import math

import numpy as np
import pytest

from core.backward import backward
from core.examples import MAZUR, XOR
from core.forward import forward
from core.history import History
from core.network import Network
from core.setup import Setup
from server.rest import landscape as module
from server.rest.iterations import Iteration
from server.rest.landscape_models import LandscapeQuery
from server.settings import Settings
from tests.server.clients import client_of
from tests.server.test_rest_iterations import Driven


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def make(client, **body):
    made = client.post("/api/v1/rooms", json=body)
    assert made.status_code == 201, made.text
    driven = Driven.__new__(Driven)
    driven.client, driven.id = client, made.json()["room"]
    driven.room = client.app.state.hub.get(driven.id)
    driven.room.join(1, made.json()["host_key"], "tab", 0.0)
    return driven


def ask(driven, **query):
    answer = driven.client.get(f"/api/v1/rooms/{driven.id}/landscape", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pointers(driven, **query):
    answer = driven.client.get(f"/api/v1/rooms/{driven.id}/landscape", params=query)
    assert answer.status_code == 422, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]


def error_with(network, x, target, **values):
    """E with weights replaced: `w_2_0_1=0.3`."""
    w = [part.copy() for part in network.w]
    for name, value in values.items():
        _, layer, unit, source = name.split("_")
        w[int(layer) - 1][int(unit), int(source)] = value
    moved = network.with_parameters(w, network.b)
    return backward(moved, forward(moved, x), target).error_total


def test_a_line_and_a_surface(client):
    driven = Driven(client)
    line = ask(driven, parameter="w.2.0.0", low=-2, high=3, points=6)
    assert (line["parameter"], line["second"], line["second_values"]) == ("w.2.0.0", None, None)
    assert line["values"] == [-2, -1, 0, 1, 2, 3]
    for value, error in zip(line["values"], line["error_total"], strict=True):
        assert error == pytest.approx(error_with(MAZUR.network, MAZUR.x, MAZUR.target, w_2_0_0=value), rel=1e-12)
    query = {"second": "w.2.0.1", "low": 0, "high": 1, "second_low": -1, "second_high": 2, "points": 4}
    surface = ask(driven, parameter="w.2.0.0", **query)
    assert surface["values"] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert surface["second_values"] == [-1, 0, 1, 2]
    for value, row in zip(surface["second_values"], surface["error_total"], strict=True):
        for first, error in zip(surface["values"], row, strict=True):
            expected = error_with(MAZUR.network, MAZUR.x, MAZUR.target, w_2_0_0=first, w_2_0_1=value)
            assert error == pytest.approx(expected, rel=1e-12)


def test_it_does_not_matter_in_how_many_pieces(client, monkeypatch):
    driven = Driven(client, "xor")
    query = {"parameter": "w.1.0.0", "second": "b.1.0", "points": 7}
    whole = ask(driven, **query)
    monkeypatch.setattr(module, "PIECE", 1)
    assert ask(driven, **query) == whole
    assert ask(driven, parameter="w.1.0.0", points=5)["error_total"] == pytest.approx(
        [
            error_with(XOR.network, XOR.x[:1], XOR.target[:1], w_1_0_0=value)
            for value in ask(driven, parameter="w.1.0.0", points=5)["values"]
        ]
    )


def test_the_point_and_the_path_are_training_s_own(client):
    driven = Driven(client, "xor")
    driven.do("go_to", iteration=50, moment=0)
    history = driven.room.history()
    for rows in ("batch", "all"):
        answer = ask(driven, parameter="w.2.0.0", second="b.2.0", rows=rows, path=6)
        used = [50 % 4] if rows == "batch" else range(4)
        assert [step["iteration"] for step in answer["path"]] == [0, 10, 20, 30, 40, 50]
        for step in answer["path"]:
            network = history.at(step["iteration"])
            assert step["values"] == [network.w[1][0, 0], network.b[1][0]]
            assert step["error_total"] == pytest.approx(error_with(network, XOR.x[used], XOR.target[used]), rel=1e-12)
        assert answer["point"] == answer["path"][-1]
        for index, name in enumerate(("values", "second_values")):
            seen = [step["values"][index] for step in answer["path"]]
            assert answer[name][0] <= min(seen) - 1
            assert answer[name][-1] >= max(seen) + 1
    assert ask(driven, parameter="w.2.0.0", path=0)["path"] == []
    assert [step["iteration"] for step in ask(driven, parameter="w.2.0.0", path=1)["path"]] == [50]


def test_a_long_path_goes_by_what_is_kept(client, monkeypatch):
    monkeypatch.setattr(module, "QUICK", 100)
    driven = Driven(client, "xor")
    driven.do("go_to", iteration=1000, moment=0)
    steps = ask(driven, parameter="w.2.0.0", path=11)["path"]
    history = driven.room.history()
    assert [step["iteration"] for step in steps] == [history.kept_before(n) for n in range(0, 1000, 100)] + [1000]
    assert [step["values"] for step in steps] == [[history.at(step["iteration"]).w[1][0, 0]] for step in steps]


LINEAR = {
    "sizes": [2, 1],
    "activations": ["identity"],
    "loss": "half_squared_error",
    "bias_policy": "frozen",
    "w": [[[3.0, -1.0]]],
    "b": [[0.5]],
}


def test_of_a_linear_unit_the_quadratic_is_exact_and_the_largest_eta_right(client):
    """x is 2 and 1: the Hessian is x xᵀ with the eigenvalues 5 and 0."""
    driven = make(client, network=LINEAR, x=[[2.0, 1.0]], target=[[4.0]], eta=0.1)
    answer = ask(driven, parameter="w.1.0.0", points=3, low=0, high=2)
    assert answer["quadratic"] == {
        "gradient": [pytest.approx(3.0)],
        "hessian": [[4.0]],
        "minimum": [pytest.approx(2.25)],
        "minimum_error": pytest.approx(0.0, abs=1e-14),
        "exact": True,
        "critical_eta": 0.5,
    }
    assert answer["stability"] == {"critical_eta": pytest.approx(0.4), "exact": True}
    both = ask(driven, parameter="w.1.0.0", second="w.1.0.1")["quadratic"]
    assert (both["minimum"], both["minimum_error"], both["exact"]) == (None, None, True)
    assert both["hessian"] == [[4.0, 2.0], [2.0, 1.0]]


def test_where_e_runs_over_it_is_null():
    network = Network([1, 1], ["identity"], "half_squared_error", "frozen", [[[1e-150]]], [[0.0]])
    found = Iteration(History(Setup(network, [[1e152]], [[0.0]], 0.1)), revision=1, iteration=0, shown=0)
    query = LandscapeQuery.model_validate({"parameter": "w.1.0.0", "low": 0, "high": 1e6, "points": 2})
    *_, answer = module.surveyed(found, query, Settings())
    assert json.loads(answer.body)["error_total"] == [0.0, None]


def test_of_many_parameters_nothing_is_said_of_the_whole(client, monkeypatch):
    monkeypatch.setattr(module, "_WHOLE", 10)
    assert ask(Driven(client), parameter="w.1.0.0")["stability"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"second": "w.1.0.0"}, ["/second"]),
        ({"second": "w.9.0.0"}, ["/second"]),
        ({"second": "w" * 65}, ["/second"]),
        ({"low": 2, "high": 1}, ["/low"]),
        ({"low": 2, "high": 2}, ["/low"]),
        ({"low": 1000}, ["/low"]),
        ({"high": -1000}, ["/high"]),
        ({"low": -1e7}, ["/low"]),
        ({"high": math.inf}, ["/high"]),
        ({"low": "few"}, ["/low"]),
        ({"second_low": 1, "second_high": 2}, ["/second_low", "/second_high"]),
        ({"second": "w.1.0.1", "second_low": 3, "second_high": 2}, ["/second_low"]),
        ({"points": 1}, ["/points"]),
        ({"points": 202}, ["/points"]),
        ({"path": 501}, ["/path"]),
        ({"path": -1}, ["/path"]),
        ({"rows": "some"}, ["/rows"]),
        ({"third": "w.1.0.0"}, ["/third"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_named(client, query, expected):
    assert pointers(Driven(client), parameter="w.1.0.0", **query) == expected


def test_what_would_take_too_long_is_refused():
    with client_of(rate_burst=1000, max_work=100_000) as client:
        driven = Driven(client)
        assert pointers(driven, parameter="w.1.0.0", second="w.1.0.1", points=100) == ["/points"]
        assert len(ask(driven, parameter="w.1.0.0", second="w.1.0.1", points=10)["error_total"]) == 10


def test_numbers_are_those_of_the_trained_batch(client):
    """A batch's E is its mean, with or without a sum as reduction."""
    method = {"batch": 3, "reduction": "sum"}
    x, target = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0], [1.0, 1.0]]), [[1.0], [0.0], [2.0], [0.5]]
    driven = make(client, network=LINEAR, x=x.tolist(), target=target, eta=0.001, method=method)
    driven.do("go_to", iteration=1, moment=0)
    answer = ask(driven, parameter="w.1.0.0")
    w, b = driven.room.history().at(1).w[0][0], 0.5
    difference = x[3] @ w + b - target[3][0]
    assert answer["point"]["error_total"] == pytest.approx(0.5 * difference**2)
    whole = ask(driven, parameter="w.1.0.0", rows="all")
    differences = x @ w + b - np.array(target)[:, 0]
    assert whole["point"]["error_total"] == pytest.approx(0.5 * (differences**2).sum())
    assert whole["quadratic"]["hessian"] == [[pytest.approx((x[:, 0] ** 2).sum())]]
