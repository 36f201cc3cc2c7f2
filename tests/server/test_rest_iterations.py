"""One iteration of a room, looked at more closely: which iteration, which revision, and the numbers of each answer."""

import math

import pytest

from core.examples import EXAMPLES
from core.record import record
from server.protocol.messages import MESSAGES
from tests.core import scalar
from tests.server.clients import client_of

ANSWERS = {
    "record": {},
    "paths": {"parameter": "w.1.0.0"},
    "nudge": {"parameter": "w.1.0.0"},
    "paper": {"decimals": 3},
    "landscape": {"parameter": "w.1.0.0"},
}


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


class Driven:
    """A room over HTTP, driven from beside it."""

    def __init__(self, client, example="mazur"):
        made = client.post("/api/v1/rooms", json={"example": example}).json()
        self.client, self.id = client, made["room"]
        self.room = client.app.state.hub.get(self.id)
        self.room.join(1, made["host_key"], "tab", 0.0)

    def do(self, kind, **fields):
        self.room.handle(1, MESSAGES.validate_python({"type": kind, "id": 1, **fields}), 0.0)
        while (stretch := self.room.stretch(1000)) is not None:
            stretch.run()
            self.room.take(stretch, 0.0)

    def get(self, name, **query):
        return self.client.get(f"/api/v1/rooms/{self.id}/{name}", params={**ANSWERS[name], **query})

    def pointers(self, name, **query):
        answer = self.get(name, **query)
        assert answer.status_code == 422
        return [error["pointer"] for error in answer.json()["errors"]]


@pytest.fixture
def driven(client):
    return Driven(client)


def truth(iteration=0, example="mazur", **edits):
    """The oracle's numbers of an iteration, trained anew with plain loops."""
    example = EXAMPLES[example]
    network = example.network
    net = {
        "sizes": list(network.sizes),
        "activations": [function.as_dict() for function in network.activations],
        "loss": network.loss.as_dict(),
        "bias_policy": network.bias_policy,
        "w": [w.tolist() for w in network.w],
        "b": [b.tolist() for b in network.b],
    }
    rows = len(example.x)
    for n in range(iteration + 1):
        q = scalar.iteration(net, example.x[n % rows].tolist(), example.target[n % rows].tolist(), example.eta)
        for layer, w in enumerate(net["w"], start=1):
            for j, sources in enumerate(w):
                for i in range(len(sources)):
                    sources[i] = q[f"w_next.{layer}.{j}.{i}"]
                if net["bias_policy"] != "frozen":
                    net["b"][layer - 1][j] = q[f"b_next.{layer}.{j}"]
    return q


def test_paths(driven):
    answer, q = driven.get("paths").json(), truth()
    assert (answer["revision"], answer["iteration"], answer["parameter"], answer["count"]) == (1, 0, "w.1.0.0", 2)
    assert [path["units"] for path in answer["paths"]] == [["1.0", "2.0"], ["1.0", "2.1"]]
    for path in answer["paths"]:
        assert path["product"] == pytest.approx(math.prod(q[factor] for factor in path["factors"]), rel=1e-12)
    assert answer["sum"] == pytest.approx(q["dE_dw.1.0.0"], rel=1e-12)
    assert answer["factored"] == {
        "factors": ["delta.1.0", "a.0.0"],
        "value": pytest.approx(q["dE_dw.1.0.0"], rel=1e-12),
        "terms": [["delta.2.0", "w.2.0.0"], ["delta.2.1", "w.2.1.0"]],
        "times": "df.1.0",
    }
    assert answer["forward_pass"] == 8
    assert answer["multiplications"] == {
        "paths": {"one": 8, "all": 40},
        "chain_rule": {"one": 6, "all": 32},
        "dual_numbers": {"one": 30, "all": 240},
        "backpropagation": {"one": 6, "all": 16},
    }


def test_nudge(driven):
    answer, exact = driven.get("nudge").json(), truth()["dE_dw.1.0.0"]
    assert answer["backprop"] == pytest.approx(exact, rel=1e-12)
    assert answer["dual"] == pytest.approx(exact, rel=1e-12)
    assert len(answer["steps"]) == 61
    last = answer["steps"][-1]
    assert (last["epsilon"], last["forward"]) == (pytest.approx(1e-16), 0.0)
    assert last["complex_step"] == pytest.approx(exact, rel=1e-12)
    for step in answer["steps"]:
        for method in ("forward", "central", "complex_step"):
            assert step[f"{method}_error"] == abs(step[method] - answer["dual"])


def test_paper(driven):
    answer, q = driven.get("paper").json(), truth()
    assert answer["decimals"] == 3
    by_id = {entry["id"]: entry for entry in answer["quantities"]}
    assert {name: entry["exact"] for name, entry in by_id.items()} == pytest.approx({n: q[n] for n in by_id}, rel=1e-11)
    assert by_id["a.1.0"]["paper"] == "0.593"
    assert by_id["w_next.1.0.0"]["paper"] == "0.150"
    off = {name: abs(float(entry["paper"]) - entry["exact"]) for name, entry in by_id.items()}
    assert off[answer["drift"]["quantity"]] == max(off.values()) == pytest.approx(answer["drift"]["difference"])


@pytest.mark.parametrize("name", ANSWERS)
def test_iteration_and_row_are_those_asked_for(client, name):
    driven = Driven(client, "xor")
    driven.do("go_to", iteration=7, moment=0)
    here, named, other = driven.get(name), driven.get(name, iteration=7), driven.get(name, iteration=2)
    assert here.json() == named.json()
    assert (here.json()["iteration"], other.json()["iteration"]) == (7, 2)
    for n, answer in ((7, here.json()), (2, other.json())):
        assert gradient_in(name, answer) == pytest.approx(truth(n, "xor")["dE_dw.1.0.0"], rel=1e-9, abs=1e-15)


def gradient_in(name, answer):
    match name:
        case "record":
            known = {q["id"]: q["value"] for moment in answer["moments"] for q in moment["quantities"]}
            return known["dE_dw.1.0.0"]
        case "paths":
            return answer["factored"]["value"]
        case "nudge":
            return answer["backprop"]
        case "landscape":
            return answer["quadratic"]["gradient"][0]
    return next(entry["exact"] for entry in answer["quantities"] if entry["id"] == "dE_dw.1.0.0")


@pytest.mark.parametrize("name", ANSWERS)
def test_no_stale_number(driven, name):
    assert driven.get(name, revision=1).status_code == 200
    driven.do("edit", changes=[{"of": "w.2.0.0", "to": 0.9}], gesture=None)
    stale = driven.get(name, revision=1)
    assert stale.status_code == 409
    assert stale.headers["content-type"] == "application/problem+json"
    assert stale.json()["type"].endswith("#problem-stale")
    fresh = driven.get(name, revision=2).json()
    assert fresh["revision"] == 2
    mazur = EXAMPLES["mazur"]
    w = [w.copy() for w in mazur.network.w]
    w[1][0, 0] = 0.9
    expected = record(mazur.network.with_parameters(w, mazur.network.b), mazur.x[0], mazur.target[0], mazur.eta)
    assert gradient_in(name, fresh) == pytest.approx(expected.value("dE_dw.1.0.0"), rel=1e-12)


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"iteration": 1}, "/iteration"),
        ({"iteration": -1}, "/iteration"),
        ({"iteration": "now"}, "/iteration"),
        ({"iteration": 10**30}, "/iteration"),
        ({"revision": "new"}, "/revision"),
        ({"itration": 1}, "/itration"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_parameter_is_named(driven, name, query, pointer):
    assert driven.pointers(name, **query) == [pointer]


def test_what_only_one_of_them_takes(driven):
    for name in ("paths", "nudge", "landscape"):
        assert driven.pointers(name, parameter="w.9.0.0") == ["/parameter"]
        assert driven.pointers(name, parameter="delta.1.0") == ["/parameter"]
        assert driven.pointers(name, parameter="w" * 1000) == ["/parameter"]
    assert driven.pointers("paper", decimals=0) == driven.pointers("paper", decimals=11) == ["/decimals"]
    assert driven.pointers("record", format="xml") == ["/format"]
    answer = driven.client.get(f"/api/v1/rooms/{driven.id}/paths")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/parameter"]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_room_that_is_not_there(client, name):
    answer = client.get(f"/api/v1/rooms/ZZZZZZ/{name}", params=ANSWERS[name])
    assert answer.status_code == 404


def test_they_are_rationed_like_all_others():
    with client_of(rate_per_second=0.1, rate_burst=2) as client:
        driven = Driven(client)
        assert driven.get("paths").status_code == 200
        assert driven.get("paths").status_code == 429
