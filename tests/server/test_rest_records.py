"""Records over HTTP: every number of an iteration, as JSON and as CSV, against the scalar oracle."""

import csv
import io
import math

import pytest

from server.rest.tables import table
from tests.core import scalar
from tests.server.bodies import MAZUR, STEP
from tests.server.clients import client_of


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


@pytest.fixture
def room(client):
    return client.post("/api/v1/rooms", json={}).json()["room"]


def truth():
    named = {
        **MAZUR,
        "activations": [{"name": "logistic"}] * 2,
        "loss": {"name": "half_squared_error"},
    }
    return scalar.iteration(named, STEP["x"], STEP["target"], STEP["eta"])


def values_of(answer):
    given = {entry["id"]: entry["value"] for entry in answer["givens"]}
    computed = {q["id"]: q["value"] for moment in answer["moments"] for q in moment["quantities"]}
    assert not set(given) & set(computed)
    return given | computed


def assert_true(values):
    q = truth()
    assert len(values) == 82
    for name, value in values.items():
        assert math.isclose(value, q[name], rel_tol=1e-11, abs_tol=1e-15), name


def test_a_sent_network_s_record_is_true(client):
    answer = client.post("/api/v1/record", json=STEP).json()
    assert_true(values_of(answer))
    first = answer["moments"][0]
    assert (first["id"], first["phase"]) == ("z.1.0", "forward")
    assert first["quantities"][0]["rule"] == {
        "form": "sum",
        "function": None,
        "terms": [
            {"sign": 1, "factors": ["w.1.0.0", "a.0.0"]},
            {"sign": 1, "factors": ["w.1.0.1", "a.0.1"]},
            {"sign": 1, "factors": ["b.1.0"]},
        ],
    }
    assert [len(answer["moments"]), answer["moments"][-1]["id"]] == [36, "update"]


def test_a_room_s_record_says_what_it_belongs_to(client, room):
    answer = client.get(f"/api/v1/rooms/{room}/record").json()
    assert (answer.pop("revision"), answer.pop("iteration")) == (1, 0)
    assert answer == client.post("/api/v1/record", json=STEP).json()


def test_the_csv_holds_the_same_numbers(client, room):
    answer = client.get(f"/api/v1/rooms/{room}/record", params={"format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="record-{room}-0.csv"'
    assert answer.text.count("\r\n") == 83
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    json_values = values_of(client.get(f"/api/v1/rooms/{room}/record").json())
    assert {row["id"]: float(row["value"]) for row in rows} == json_values
    assert {row["revision"] for row in rows} == {"1"}
    by_id = {row["id"]: row for row in rows}
    assert by_id["w.1.0.1"] | {"value": ""} == {
        "revision": "1",
        "iteration": "0",
        "id": "w.1.0.1",
        "kind": "w",
        "layer": "1",
        "unit": "0",
        "source": "1",
        "phase": "given",
        "moment": "",
        "moment_id": "",
        "value": "",
        "rule": "",
    }
    assert by_id["z.1.0"]["rule"] == "w.1.0.0 * a.0.0 + w.1.0.1 * a.0.1 + b.1.0"
    assert by_id["a.1.0"]["rule"] == "logistic(z.1.0)"
    assert by_id["difference.2.1"]["rule"] == "a.2.1 - target.2.1"
    assert by_id["error.2.0"]["rule"] == "0.5 * difference.2.0 * difference.2.0"
    assert by_id["change_w.1.0.0"]["rule"] == "'-eta * dE_dw.1.0.0"
    assert by_id["change_w.2.0.0"]["value"].startswith("-0.04")  # a number needs no apostrophe
    moments = [int(row["moment"]) for row in rows if row["moment"]]
    assert moments == sorted(moments)


def test_a_table_is_rfc_4180_and_no_text_of_it_a_formula():
    rows = [
        ["=1+1", "+x", "-y", "@z", "\tt"],
        ['say "hi"', "a,b", "line\nbreak", None, -1.5],
        [1, 0.1, 1e-300, -0.0, "ok"],
    ]
    text = table(list("abcde"), rows)
    assert text.splitlines()[1] == "'=1+1,'+x,'-y,'@z,'\tt"
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[2] == ['say "hi"', "a,b", "line\nbreak", "", "-1.5"]
    assert [float(cell) for cell in read[3][:4]] == [1.0, 0.1, 1e-300, 0.0]
    assert text.endswith("\r\n")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"x": [[0.05, 0.1]]}, "/x/0"),
        ({"x": [0.05]}, "/x"),
        ({"target": [0.01, 0.99, 0.5]}, "/target"),
        ({"eta": 0}, "/eta"),
        ({"reduction": "sum"}, "/reduction"),
        ({"network": {**MAZUR, "w": [[[0.1, 0.2]], [[0.4], [0.5]]]}}, "/network/w/0"),
    ],
)
def test_what_does_not_fit_is_named(client, change, pointer):
    answer = client.post("/api/v1/record", json={**STEP, **change})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_network_whose_record_would_be_huge_is_refused(client):
    sizes = [50, 50]
    big = {**MAZUR, "sizes": sizes, "activations": ["tanh"], "w": [[[0.0] * 50] * 50], "b": [[0.0] * 50]}
    body = {**STEP, "network": big, "x": [0.0] * 50, "target": [0.0] * 50}
    errors = client.post("/api/v1/record", json=body).json()["errors"]
    assert [error["pointer"] for error in errors] == ["/network/sizes"]
