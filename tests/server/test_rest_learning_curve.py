"""GET /rooms/{id}/learning-curve: E and accuracy of all rows over the iterations, by plain Python, over an edit."""

import json

import pytest

from core.edits import Change, Edit
from core.history import History
from core.setup import Setup
from server.data import data_of
from server.rest import learning_curve
from server.rest.iterations import Iteration
from server.rest.learning_curve import GRID, learned
from tests.core import scalar
from tests.core.samples import network_of
from tests.server.clients import client_of
from tests.server.test_room_methods import DATA, ROOM

X, TARGET = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [[0.0], [1.0], [1.0], [0.0]]
DATA_OF = data_of(["p", "q"], ["r"], ["no", "yes"], [[0.2, 0.9], [0.7, 0.6], [0.1, 0.1]], [[1.0], [0.0], [0.0]])
NET = {
    "sizes": [2, 2, 1],
    "activations": [{"name": "tanh"}, {"name": "logistic"}],
    "loss": {"name": "half_squared_error"},
    "bias_policy": "per_unit",
    "w": [[[0.7, -0.4], [0.3, 0.9]], [[0.8, -0.6]]],
    "b": [[0.1, -0.2], [0.05]],
}
ETA, CHANGED = 0.5, (13, 2.0)


def fitted(net, x, target):
    """E and accuracy by the oracle."""
    found = [scalar.iteration(net, *row, 1.0) for row in zip(x, target, strict=True)]
    right = [(q["a.2.0"] >= 0.5) == (row[0] >= 0.5) for q, row in zip(found, target, strict=True)]
    return {
        "error": pytest.approx(sum(q["error_total"] for q in found) / len(found), rel=1e-10),
        "accuracy": pytest.approx(sum(right) / len(right)),
    }


def by_hand(last):
    """What each iteration's network makes of all rows, trained row by row by the oracle, with an edit on the way."""
    net, found = json.loads(json.dumps(NET)), []
    for n in range(last + 1):
        tested = fitted(net, DATA_OF.test_x.tolist(), DATA_OF.test_target.tolist())
        found.append({"iteration": n, "train": fitted(net, X, TARGET), "test": tested})
        q = scalar.iteration(net, X[n % 4], TARGET[n % 4], ETA if n < CHANGED[0] else CHANGED[1])
        for layer, rows in enumerate(net["w"], start=1):
            for j, row in enumerate(rows):
                row[:] = [q[f"w_next.{layer}.{j}.{i}"] for i in range(len(row))]
                net["b"][layer - 1][j] = q[f"b_next.{layer}.{j}"]
    return found


def trained(count):
    history = History(Setup(network_of(NET), X, TARGET, ETA), [Edit(CHANGED[0], (Change("eta", CHANGED[1]),))])
    history.train(count)
    return history


def answered(history, last, since=0):
    *before, answer = learned(Iteration(history, 1, last, 0), DATA_OF, since)
    assert set(before) <= {None}
    return json.loads(answer.body)


def test_every_point_is_what_plain_python_makes_of_all_rows_also_beyond_an_edit():
    answer = answered(trained(60), 55)
    hand = by_hand(55)
    assert [point["iteration"] for point in answer["points"]] == [
        *(0, 1, 2, 3, 4, 5, 6, 8, 10),
        *(13, 16, 20, 25, 32, 40, 50),
    ]
    assert answer["points"] == [hand[n] for n in GRID if n <= 55]
    assert (answer["newest"], answer["next"]) == (hand[55], 63)


def test_what_is_new_goes_on_where_the_last_answer_ended():
    history = trained(300)
    first = answered(history, 70)
    more = answered(history, 300, since=first["next"])
    assert [point["iteration"] for point in more["points"]] == [79, 100, 126, 158, 200, 251]
    assert first["points"] + more["points"] == answered(history, 300)["points"]


def test_a_long_way_goes_by_what_is_kept_and_is_never_done_in_one_turn(monkeypatch):
    history = trained(5000)
    assert [n for n in (point["iteration"] for point in answered(history, 5000)["points"]) if n > 2000] == [
        *(history.kept_before(n) for n in (2512, 3162, 3981)),
    ]
    known, one_by_one = 2513, []
    for newest in (3162, 3981, 4999):  # as a page asks that looks on
        more = answered(history, newest, since=known)
        known, one_by_one = more["next"], one_by_one + more["points"]
    assert one_by_one == answered(history, 5000)["points"][-2:]
    monkeypatch.setattr(learning_curve, "EXACT", 40)
    monkeypatch.setattr(learning_curve, "PIECE", 50_000)
    *pieces, answer = learned(Iteration(trained(5000), 1, 300, 0), DATA_OF)
    iterations = [point["iteration"] for point in json.loads(answer.body)["points"]]
    assert iterations == [n for n in GRID if n <= 40] + [64, 128, 192]
    assert len(pieces) >= len(iterations) / 2


@pytest.fixture(scope="module")
def client():
    with client_of() as client:
        yield client


def test_a_room_answers_up_to_where_it_is_trained(client):
    room = client.post("/api/v1/rooms", json=ROOM | {"data": DATA}).json()["room"]
    address = f"/api/v1/rooms/{room}"
    answer = client.get(f"{address}/learning-curve").json()
    views = client.get(f"{address}/views").json()
    assert (answer["revision"], answer["iteration"], answer["next"]) == (views["revision"], 0, 1)
    assert answer["points"] == [answer["newest"]]
    for part in ("train", "test"):
        assert answer["newest"][part] == {name: views[part][name] for name in ("error", "accuracy")}
    for query, pointer in (({"iteration": 1}, "/iteration"), ({"since": -1}, "/since")):
        refused = client.get(f"{address}/learning-curve", params=query)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert client.get(f"{address}/learning-curve", params={"revision": 99}).status_code == 409


def test_a_room_without_tested_rows_and_classes_has_neither(client):
    room = client.post("/api/v1/rooms", json={"example": "mazur"}).json()["room"]
    newest = client.get(f"/api/v1/rooms/{room}/learning-curve").json()["newest"]
    assert newest == {
        "iteration": 0,
        "train": {"error": pytest.approx(0.2983711087600027), "accuracy": None},
        "test": None,
    }


def test_classes_that_are_coded_by_signs_are_predicted_by_the_sign():
    net = NET | {"activations": [{"name": "tanh"}] * 2, "loss": {"name": "hinge"}}
    signs = [[1.0], [1.0], [1.0], [-1.0]]
    data = data_of(["p", "q"], ["r"], ["no", "yes"], [[0.2, 0.9]], [[1.0]])
    *_, answer = learned(Iteration(History(Setup(network_of(net), X, signs, ETA)), 1, 0, 0), data)
    outputs = [scalar.iteration(net, x, target, 1.0)["a.2.0"] for x, target in zip(X, signs, strict=True)]
    right, wrong = (
        sum((output >= half) == (target[0] > 0) for output, target in zip(outputs, signs, strict=True))
        for half in (0, 0.5)
    )
    assert right != wrong
    assert json.loads(answer.body)["newest"]["train"]["accuracy"] == right / 4


def test_an_error_that_runs_over_is_null_and_hides_no_other():
    net = NET | {"activations": [{"name": "identity"}] * 2}
    far = data_of(["p", "q"], ["r"], [], [[1e200, 0.0]], [[0.0]])
    *_, answer = learned(Iteration(History(Setup(network_of(net), X, TARGET, ETA)), 1, 0, 0), far)
    newest = json.loads(answer.body)["newest"]
    assert newest["test"] == {"error": None, "accuracy": None}
    assert newest["train"]["error"] > 0
