"""Data over HTTP: sets that ship, tables looked at, and rows made of both; every refusal names its place."""

import base64
import json
import statistics

import numpy as np
import pytest

from core.datasets.catalogue import DATASETS, dataset
from core.datasets.decoding import MOST_BYTES
from core.defaults import defaults
from core.forward import forward
from core.history import History
from core.method import method_of
from core.setup import Setup
from server.rest.data import FIRST_ROWS, MOST_PROBLEMS
from server.rest.data_models import DataAnswer, DatasetAnswer, DatasetList, PreviewAnswer
from tests.server.clients import client_of

TABLE = "length;width;kind\n1,5;2;a\n3;4;b\n\n4,5;1;a\n6;3;b\n"
BROKEN = "a,b,kind\n1,2,x\n?,4,y\n\n7,eight,x\n10,11,\n12\n13,14,y\n"


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def as_file(text, codec="utf-8"):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode(codec)).decode()


def post(client, path, **body):
    answer = client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == 200, answer.text
    (PreviewAnswer if path.endswith("preview") else DataAnswer).model_validate_json(answer.content, strict=True)
    return answer.json()


def refused(client, path, status=422, **body):
    content, headers = json.dumps(body), {"Content-Type": "application/json"}
    answer = client.post(f"/api/v1/{path}", content=content, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json()


def pointers(problem):
    return [error["pointer"] for error in problem["errors"]]


def test_the_list_holds_every_set_without_its_rows(client):
    answer = client.get("/api/v1/datasets")
    DatasetList.model_validate_json(answer.content, strict=True)
    found = answer.json()["datasets"]
    assert [item["id"] for item in found] == list(DATASETS)
    for item in found:
        assert "x" not in item
        assert item["source"]
        assert (item["options"] is None) == (not DATASETS[item["id"]].options)


@pytest.mark.parametrize("name", DATASETS)
def test_each_set_comes_whole(client, name):
    sent, expected = client.get(f"/api/v1/datasets/{name}"), dataset(name)
    DatasetAnswer.model_validate_json(sent.content, strict=True)
    answer = sent.json()
    assert answer["x"] == expected.x.tolist()
    assert answer["target"] == expected.target.tolist()
    assert answer["classes"] == list(expected.classes)
    assert answer["kind"] == expected.kind


def test_what_is_made_can_be_chosen(client):
    answer = client.get("/api/v1/datasets/spiral", params={"noise": 0.2, "rows": 31, "seed": 9}).json()
    assert answer["x"] == dataset("spiral", noise=0.2, rows=31, seed=9).x.tolist()
    assert answer["options"]["rows"] == {"default": 200, "low": 2, "high": 2000}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("noise=2", "/noise"),
        ("noise=nan", "/noise"),
        ("rows=1", "/rows"),
        ("rows=2.5", "/rows"),
        ("rows=1000000000", "/rows"),
        ("rows=1_0", "/rows"),
        ("noise=0.0_1", "/noise"),
        ("seed=-1", "/seed"),
        ("seed=4294967296", "/seed"),
        ("colour=red", "/colour"),
    ],
)
def test_a_wrong_choice_is_named(client, query, pointer):
    answer = client.get(f"/api/v1/datasets/circles?{query}")
    assert answer.status_code == 422
    assert pointers(answer.json()) == [pointer]


def test_what_cannot_be_chosen_is_named(client):
    answer = client.get("/api/v1/datasets/iris?noise=0.1")
    assert (answer.status_code, pointers(answer.json())) == (422, ["/noise"])
    answer = client.get("/api/v1/datasets/nix")
    assert answer.status_code == 404
    assert "iris" in answer.json()["detail"]


def test_a_table_is_looked_at(client):
    found = post(client, "data/preview", text=TABLE)
    assert (found["separator"], found["decimal"], found["header"], found["encoding"]) == (
        "semicolon",
        "comma",
        True,
        None,
    )
    assert [column["name"] for column in found["columns"]] == ["length", "width", "kind"]
    assert [column["role"] for column in found["columns"]] == ["input", "input", "class"]
    assert found["columns"][0]["low"] == 1.5
    assert found["columns"][2]["values"] == ["a", "b"]
    assert [row["row"] for row in found["first_rows"]] == [2, 3, 5, 6]
    assert found["first_rows"][0]["cells"] == ["1,5", "2", "a"]
    assert (found["row_count"], found["problems"], found["problem_count"]) == (4, [], 0)


def test_a_file_is_read_in_its_encoding(client):
    text = "größe;Art\n1,5;süß\n2;süß\n3;bitter\n"
    for codec, name in (("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")):
        found = post(client, "data/preview", file=as_file(text, codec))
        assert found["encoding"] == name
        assert [column["name"] for column in found["columns"]] == ["größe", "Art"]
    found = post(client, "data/preview", file=as_file(text, "latin-1"), encoding="latin-1")
    assert found["columns"][1]["values"] == ["süß", "bitter"]


def test_what_is_said_of_a_table_holds(client):
    found = post(client, "data/preview", text="1,5;2\n3,5;4\n", separator="comma", decimal="point", header=True)
    assert (found["separator"], found["decimal"], found["header"]) == ("comma", "point", True)
    assert [column["name"] for column in found["columns"]] == ["1", "5;2"]


def test_problems_come_with_row_and_column_for_the_roles_that_are_given(client):
    found = post(client, "data/preview", text=BROKEN)
    assert [(p["row"], p["column"]) for p in found["problems"]] == [(3, 1), (5, 2), (6, 3), (7, None)]
    found = post(client, "data/preview", text=BROKEN, roles=["input", "ignored", "class"])
    assert [(p["row"], p["column"]) for p in found["problems"]] == [(3, 1), (6, 3), (7, None)]
    assert found["columns"][1]["role"] == "ignored"


def test_a_preview_of_much_stays_small(client):
    found = post(client, "data/preview", text="1,a\n" + "?,b\n" * 500)
    assert (len(found["first_rows"]), len(found["problems"])) == (FIRST_ROWS, MOST_PROBLEMS)
    assert (found["row_count"], found["problem_count"]) == (501, 500)


def test_a_table_becomes_rows(client):
    found = post(client, "data", text=TABLE, scale="none")
    assert found["x"] == [[1.5, 2], [3, 4], [4.5, 1], [6, 3]]
    assert found["target"] == [[1, 0], [0, 1], [1, 0], [0, 1]]
    assert (found["classes"], found["outputs"], found["kind"]) == (["a", "b"], ["a", "b"], "classes")
    assert (found["train"], found["test"], found["table_rows"], found["dropped"]) == (
        [0, 1, 2, 3],
        [],
        [2, 3, 5, 6],
        [],
    )
    assert found["scaling"] == {"name": "none", "shift": [0, 0], "scale": [1, 1]}


def test_scaling_knows_the_trained_rows_only(client):
    found = post(client, "data", dataset={"id": "iris"}, scale="standardise", fraction=0.2, seed=3)
    assert (len(found["train"]), len(found["test"])) == (120, 30)
    assert sorted([*found["train"], *found["test"]]) == list(range(150))
    iris = dataset("iris").x
    for column in range(4):
        trained = iris[found["train"], column].tolist()
        shift, scale = statistics.fmean(trained), statistics.pstdev(trained)
        assert found["scaling"]["shift"][column] == pytest.approx(shift, rel=1e-12)
        assert found["scaling"]["scale"][column] == pytest.approx(scale, rel=1e-12)
        assert np.array(found["x"])[:, column] == pytest.approx((iris[:, column] - shift) / scale, rel=1e-9, abs=1e-12)
    assert np.bincount(np.array(found["target"])[found["test"]].argmax(axis=1)).tolist() == [10, 10, 10]
    assert found["table_rows"] is None


def test_targets_that_are_numbers_can_be_scaled(client):
    text = "x,y\n" + "\n".join(f"{n / 4},{100 * n + 50}" for n in range(20))
    found = post(client, "data", text=text, roles=["input", "number"], scale="min_max", scale_target="standardise")
    target = np.array(found["target"])
    assert (target.mean(), target.std()) == pytest.approx((0, 1), abs=1e-12)
    assert found["target_scaling"]["shift"] == [1000]
    assert found["kind"] == "numbers"


def test_what_comes_back_can_be_trained_as_it_is(client):
    """Without choices everything is the default: the rows scaled so, the network drawn, the method with its seed."""
    found = post(client, "data", dataset={"id": "iris"}, fraction=0.2, seed=5)
    settings, iris = defaults(dataset("iris")), dataset("iris")
    assert found["scaling"]["name"] == found["defaults"]["scale"] == settings.scale == "standardise"
    assert found["defaults"]["sizes"] == found["network"]["sizes"] == [4, 4, 3]
    assert found["defaults"]["iterations"] == settings.iterations
    assert found["defaults"]["initial"] == {"name": "xavier_uniform", "gain": 1.0}
    assert found["defaults"]["method"]["shuffle"] == 5
    assert found["network"]["w"] == [w.tolist() for w in settings.network(5).w]
    trained = {name: [found[name][row] for row in found["train"]] for name in ("x", "target")}
    method, eta = found["defaults"]["method"], found["defaults"]["eta"]
    room = client.post("/api/v1/rooms", json={"network": found["network"], **trained, "eta": eta, "method": method})
    assert room.status_code == 201
    history = History(Setup(settings.network(5), trained["x"], trained["target"], eta, method_of(method)))
    history.train(settings.iterations)
    optimiser = {**method["optimiser"], "eta": eta}
    asked = {
        "optimiser": optimiser,
        "batch": method["batch"],
        "iterations": settings.iterations,
        "seed": method["shuffle"],
    }
    sent = client.post("/api/v1/train", json={"network": found["network"], **trained, **asked}).json()
    assert sent["network"]["w"][0] == pytest.approx(history.at(history.trained_to).w[0], rel=1e-9)
    answers = forward(history.at(history.trained_to), np.array(found["x"])[found["test"]]).a[-1]
    assert iris.accuracy(answers, np.array(found["test"])) >= 0.9


def test_the_order_of_classes_can_be_chosen(client):
    text = "1,b\n2,a\n3,b\n"
    assert post(client, "data", text=text)["classes"] == ["a", "b"]
    assert post(client, "data", text=text, order="first_seen")["classes"] == ["b", "a"]


def test_a_set_that_is_made_can_be_chosen(client):
    found = post(client, "data", dataset={"id": "moons", "noise": 0.3, "rows": 12, "seed": 4})
    assert found["x"] == dataset("moons", noise=0.3, rows=12, seed=4).x.tolist()


def test_wrong_places_of_a_table_are_refused_by_row_and_column(client):
    problem = refused(client, "data", text=BROKEN)
    assert problem["detail"] == "4 places of the table are wrong."
    details = [error["detail"] for error in problem["errors"]]
    starts = ["Row 3, column 1: ", "Row 5, column 2: ", "Row 6, column 3: ", "Row 7: "]
    assert [detail.startswith(start) for detail, start in zip(details, starts, strict=True)] == [True] * 4
    assert set(pointers(problem)) == {"/text"}
    problem = refused(client, "data", file=as_file("1,a\n?,b\n3,b\n"))
    assert problem["detail"] == "One place of the table is wrong."
    assert pointers(problem) == ["/file"]
    assert len(refused(client, "data", text="1,a\n" + "?,b\n" * 500)["errors"]) == 20


def test_rows_can_be_left_out(client):
    found = post(client, "data", text=BROKEN, drop=True, scale="none")
    assert (found["table_rows"], found["dropped"]) == ([2, 8], [3, 5, 6, 7])
    assert found["x"] == [[1, 2], [13, 14]]


REFUSED = {
    "nothing": ({}, [""]),
    "both": ({"text": "1,a", "file": as_file("1,a")}, [""]),
    "encoding of a text": ({"text": "1,a", "encoding": "utf-8"}, ["/encoding"]),
    "no base64": ({"file": "!!"}, ["/file"]),
    "base64 of other letters": ({"file": "é"}, ["/file"]),
    "another encoding": ({"file": as_file(b"\xff\xfe\xfa"), "encoding": "utf-8"}, ["/encoding"]),
    "a workbook": ({"file": as_file(b"PK\x03\x04")}, ["/file"]),
    "an empty text": ({"text": ""}, ["/text"]),
    "half of a surrogate": ({"text": "1,\ud800"}, ["/text"]),
    "a NUL": ({"text": "1,\x00"}, ["/text"]),
    "a quote that is not closed": ({"text": '1,"a\n2,b'}, ["/text"]),
    "many columns": ({"text": "1," * 200}, ["/text"]),
    "many rows": ({"text": "1,a\n" * 10_001}, ["/text"]),
    "an unknown separator": ({"text": "1,a", "separator": ","}, ["/separator"]),
    "header as text": ({"text": "1,a", "header": "yes"}, ["/header"]),
    "few roles": ({"text": "1,a\n2,b", "roles": ["input"]}, ["/roles"]),
    "an unknown role": ({"text": "1,a\n2,b", "roles": ["input", "output"]}, ["/roles/1"]),
    "no input": ({"text": "1,a\n2,b", "roles": ["ignored", "class"]}, ["/roles"]),
    "unknown field": ({"text": "1,a\n2,b", "rows": 3}, ["/rows"]),
}
ONLY_BUILT = {
    "one class": ({"text": "1,a\n2,a", "roles": ["input", "class"]}, ["/roles"]),
    "one column": ({"text": "1\n2"}, ["/roles"]),
    "fraction": ({"text": TABLE, "fraction": 0.95}, ["/fraction"]),
    "seed": ({"text": TABLE, "seed": -1}, ["/seed"]),
    "scaled classes": ({"text": TABLE, "scale_target": "min_max"}, ["/scale_target"]),
    "unknown scaling": ({"text": TABLE, "scale": "log"}, ["/scale"]),
    "numbers too large to be scaled": ({"text": "1e200,a\n-1e200,b", "scale": "standardise"}, ["/text"]),
    "numbers that run over when scaled": (
        {
            "text": "".join(f"{n},a\n{n},b\n" for n in ("1e-310", "2e-310", "1e300")),
            "scale": "min_max",
            "fraction": 0.5,
        },
        ["/text"],
    ),
    "unknown set": ({"dataset": {"id": "nix"}}, ["/dataset/id"]),
    "noise of iris": ({"dataset": {"id": "iris", "noise": 0.1}}, ["/dataset/noise"]),
    "too much noise": ({"dataset": {"id": "moons", "noise": 7}}, ["/dataset/noise"]),
    "a set and a table": ({"dataset": {"id": "xor"}, "text": TABLE, "header": True}, ["/text", "/header"]),
}


@pytest.mark.parametrize(("body", "expected"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("path", ["data/preview", "data"])
def test_each_wrong_field_is_named(client, path, body, expected):
    assert pointers(refused(client, path, **body)) == expected


@pytest.mark.parametrize(("body", "expected"), ONLY_BUILT.values(), ids=ONLY_BUILT)
def test_each_wrong_choice_is_named(client, body, expected):
    assert pointers(refused(client, "data", **body)) == expected


@pytest.mark.parametrize("path", ["data/preview", "data"])
def test_what_is_too_large_is_refused_with_413(client, path):
    for body in ({"text": "1" * (MOST_BYTES + 1)}, {"file": as_file(b"1" * (MOST_BYTES + 1))}):
        assert str(MOST_BYTES) in refused(client, path, 413, **body)["detail"]
    refused(client, path, 413, text="é" * (MOST_BYTES // 2 + 1))
    refused(client, path, 413, text="1" * (3 * MOST_BYTES))


def test_a_table_of_the_largest_size_is_read(client):
    line = "1.2345678,2.3456789," + "3.4567890," * 12 + "a\n"
    text = line * (MOST_BYTES // len(line))
    found = post(client, "data/preview", file=as_file(text))
    assert found["row_count"] == len(text) // len(line)


@pytest.mark.parametrize("path", ["data/preview", "data"])
def test_no_refusal_repeats_what_was_sent(client, path):
    evil = "<img src=x onerror=alert(1)>"
    bodies = [
        {"text": f"a,{evil}\n1,2\n{evil},3\n4,5\n6,7\n", "header": True, "roles": ["input", "number"]},
        {"text": f"{evil}\n"},
        {"text": f"1,{evil}\n2,{evil}\n", "roles": ["input", "input"]},
        {"text": TABLE, "roles": [evil, evil, evil]},
        {"text": TABLE, "separator": evil},
        {"file": evil},
        {"dataset": {"id": evil}},
    ]
    for body in bodies:
        answer = client.post(f"/api/v1/{path}", content=json.dumps(body), headers={"Content-Type": "application/json"})
        assert answer.status_code == 422 or path.endswith("preview")
        assert answer.status_code == 200 or "onerror" not in answer.text


@pytest.mark.parametrize("large", ["1e309", "-1e309"])
def test_a_number_too_large_for_a_double_is_a_problem_of_its_place_and_no_end_of_its_column(client, large):
    answer = post(client, "data/preview", text=f"a,b\n{large},5\n2,6\n3,7\n")
    assert (answer["columns"][0]["low"], answer["columns"][0]["high"]) == (2.0, 3.0)
    assert [(problem["row"], problem["column"]) for problem in answer["problems"]] == [(2, 1)]
