"""What the API refuses: each wrong field by its pointer, in a problem document that repeats nothing of the request."""

import json

import pytest

from server.problems import KINDS
from tests.server.bodies import MAZUR, STEP
from tests.server.clients import client_of

JSON = {"Content-Type": "application/json"}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def refused(client, path, body, **options):
    content = body if isinstance(body, bytes) else json.dumps(body)
    answer = client.post(f"/api/v1/{path}", content=content, headers=JSON, **options)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == 422
    assert problem["type"].endswith("#problem-invalid")
    assert all(set(error) == {"pointer", "detail"} and error["detail"] for error in problem["errors"])
    return [error["pointer"] for error in problem["errors"]]


def changed(network=None, **fields):
    return {**STEP, "network": {**MAZUR, **(network or {})}, **fields}


PREDICT_CASES = {
    "no x": ({}, ["/x"]),
    "null": ({"x": None}, ["/x"]),
    "empty": ({"x": []}, ["/x"]),
    "too short": ({"x": [1]}, ["/x"]),
    "too long": ({"x": [1, 2, 3]}, ["/x"]),
    "a batch": ({"x": [[1, 2]]}, ["/x/0"]),
    "text": ({"x": ["1", 2]}, ["/x/0"]),
    "true": ({"x": [1, True]}, ["/x/1"]),
    "text and true": ({"x": ["1_000", False]}, ["/x/0"]),
    "null in it": ({"x": [None, 1]}, ["/x/0"]),
    "an object": ({"x": {"0": 1}}, ["/x"]),
    "unknown field": ({"x": [1, 2], "y": [1]}, ["/y"]),
    "strange field": ({"x": [1, 2], "a/b~c": 1}, ["/a~1b~0c"]),
    "unknown example": ({"x": [1, 2], "example": "nix"}, ["/example"]),
    "unknown room": ({"x": [1, 2], "room": "NIX"}, ["/room"]),
    "two networks": ({"x": [1, 2], "example": "mazur", "room": "NIX"}, ["/example", "/room"]),
    "iteration of a network": ({"x": [1, 2], "network": MAZUR, "iteration": 3}, ["/iteration"]),
    "iteration of a room": ({"x": [1, 2], "room": "NIX", "iteration": 3}, ["/iteration"]),
    "negative iteration": ({"x": [1, 2], "iteration": -1}, ["/iteration"]),
    "broken iteration": ({"x": [1, 2], "iteration": 1.5}, ["/iteration"]),
    "text iteration": ({"x": [1, 2], "iteration": "1"}, ["/iteration"]),
    "iteration beyond the limit": ({"x": [1, 2], "iteration": 100_001}, ["/iteration"]),
    "a list": ([1, 2], [""]),
    "a number": (1, [""]),
    "null body": (None, [""]),
}
STEP_CASES = {
    "nothing": ({}, ["/network", "/x", "/target", "/eta"]),
    "one layer": (changed({"sizes": [2]}), ["/network/sizes"]),
    "no units": (changed({"sizes": [2, 0, 2]}), ["/network/sizes/1"]),
    "broken size": (changed({"sizes": [2, 2.5, 2]}), ["/network/sizes/1"]),
    "true as size": (changed({"sizes": [2, True, 2]}), ["/network/sizes/1"]),
    "wide": (changed({"sizes": [2, 65, 2]}), ["/network/sizes/1"]),
    "deep": (changed({"sizes": [1] * 10}), ["/network/sizes"]),
    "huge": (changed({"sizes": [10**9, 10**9]}), ["/network/sizes/0", "/network/sizes/1", "/network/sizes"]),
    "many weights": (changed({"sizes": [64] * 6}), ["/network/sizes"]),
    "few activations": (changed({"activations": ["logistic"]}), ["/network/activations"]),
    "unknown activation": (changed({"activations": ["logistic", EVIL]}), ["/network/activations/1"]),
    "unknown activation by object": (
        changed({"activations": [{"name": EVIL}, "tanh"]}),
        ["/network/activations/0/name"],
    ),
    "number as activation": (changed({"activations": [1, "tanh"]}), ["/network/activations/0"]),
    "parameter out of range": (
        changed({"activations": ["tanh", {"name": "leaky_relu", "slope": 2}]}),
        ["/network/activations/1/slope"],
    ),
    "parameter of another": (
        changed({"activations": ["tanh", {"name": "relu", "slope": 0.1}]}),
        ["/network/activations/1/slope"],
    ),
    "softmax inside": (changed({"activations": ["softmax", "logistic"]}), ["/network/activations/0"]),
    "unknown loss": (changed({"loss": "nix"}), ["/network/loss"]),
    "loss without its layer": (changed({"loss": "categorical_cross_entropy"}), ["/network/loss"]),
    "threshold out of range": (changed({"loss": {"name": "huber", "threshold": -1}}), ["/network/loss/threshold"]),
    "unknown policy": (changed({"bias_policy": "some"}), ["/network/bias_policy"]),
    "unknown field inside": (changed({"bias": 1}), ["/network/bias"]),
    "few weights": (changed({"w": MAZUR["w"][:1]}), ["/network/w"]),
    "wrong shape": (changed({"w": [[[1, 2]], MAZUR["w"][1]]}), ["/network/w/0"]),
    "ragged": (changed({"w": [[[1, 2], [3]], MAZUR["w"][1]]}), ["/network/w/0"]),
    "text as weight": (changed({"w": [MAZUR["w"][0], [[1, "2"], [3, 4]]]}), ["/network/w/1/0/1"]),
    "bias per layer": (changed({"b": [0.35, 0.6]}), ["/network/b/0"]),
    "unequal shared bias": (
        changed({"bias_policy": "shared", "b": [[0.35, 0.35], [0.6, 0.7]]}),
        ["/network/b/1"],
    ),
    "x too long": (changed(x=[1, 2, 3]), ["/x"]),
    "ragged batch": (changed(x=[[1, 2], [3]], target=[[1, 2], [3, 4]]), ["/x"]),
    "flat and rows": (changed(x=[[1, 2], 3]), ["/x/1"]),
    "batch and one target": (changed(x=[[1, 2], [3, 4]], target=[[1, 2]]), ["/target"]),
    "x as text": (changed(x="12"), ["/x"]),
    "text in a batch": (changed(x=[[1, 2], [3, "4"]]), ["/x/1/1"]),
    "no rows": (changed(x=[], target=[]), ["/x"]),
    "empty rows": (changed(x=[[]], target=[[]]), ["/x"]),
    "many rows": (changed(x=[[0, 0]] * 6000, target=[[0, 0]] * 6000), ["/x"]),
    "target outside its range": (changed({"loss": "binary_cross_entropy"}, target=[0, 2]), ["/target/1"]),
    "eta nothing": (changed(eta=0), ["/eta"]),
    "eta below": (changed(eta=-0.5), ["/eta"]),
    "eta as text": (changed(eta="0.5"), ["/eta"]),
    "unknown reduction": (changed(reduction="max"), ["/reduction"]),
}
RAW_CASES = {
    "NaN": (b'{"x": [NaN, 1]}', ["/x/0"]),
    "Infinity": (b'{"x": [1, -Infinity]}', ["/x/1"]),
    "1e400": (b'{"x": [1e400, 1]}', ["/x/0"]),
    "a long whole number": (b'{"x": [1' + b"0" * 400 + b", 1]}", ["/x/0"]),
    "a very long whole number": (b'{"x": [1' + b"0" * 5000 + b", 1]}", [""]),
    "cut off": (b'{"x": [1, 2', [""]),
    "comma at the end": (b'{"x": [1, 2],}', [""]),
    "a comment": (b'{"x": [1, 2]} // x', [""]),
    "nothing": (b"", [""]),
    "not UTF-8": (b'{"x": [1, 2], "\xff": 1}', [""]),
    "twice": (b'{"x": [1, 2], "x": [3, 4]}', [""]),
    "deep": (b"[" * 100_000, [""]),
}

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32-le"]


@pytest.mark.parametrize(("body", "pointers"), PREDICT_CASES.values(), ids=PREDICT_CASES)
def test_predict_names_each_wrong_field(client, body, pointers):
    assert refused(client, "predict", body) == pointers


@pytest.mark.parametrize(("body", "pointers"), STEP_CASES.values(), ids=STEP_CASES)
def test_step_names_each_wrong_field(client, body, pointers):
    assert refused(client, "step", body) == pointers


@pytest.mark.parametrize(("body", "pointers"), RAW_CASES.values(), ids=RAW_CASES)
def test_what_is_not_json_is_refused(client, body, pointers):
    assert refused(client, "predict", body) == pointers


@pytest.mark.parametrize("iteration", ["3", "3.0", "3e0", "0.3e1", "3.000"])
def test_a_whole_number_may_be_written_as_any_json_number(client, iteration):
    answer = client.post("/api/v1/predict", content=f'{{"x": [0.05, 1e-1], "iteration": {iteration}}}', headers=JSON)
    assert answer.json() == client.post("/api/v1/predict", json={"x": [0.05, 0.1], "iteration": 3}).json()


def test_a_whole_number_may_be_written_so_in_any_encoding_of_json(client):
    content = '{"x": [0.05, 0.1], "iteration": 3.0}'
    answers = [client.post("/api/v1/predict", content=content.encode(name), headers=JSON) for name in ENCODINGS]
    assert [answer.status_code for answer in answers] == [200] * len(ENCODINGS)


@pytest.mark.parametrize("iteration", ["3.5", "3e-1", "-0.0", "1e300", '"3"', "9007199254740992.0"])
def test_what_is_not_whole_is_refused_where_it_must_be(client, iteration):
    assert refused(client, "predict", f'{{"x": [0.05, 0.1], "iteration": {iteration}}}'.encode()) == ["/iteration"]


@pytest.mark.parametrize(
    "number", ["-2.0", "1e22", "123456789012345678.0", "9007199254740993.0", "1.7976931348623157e308", "5e-324"]
)
def test_numbers_keep_every_bit_beside_whole_ones(client, number):
    network = {"sizes": [1, 1], "activations": ["identity"], "loss": "half_squared_error", "bias_policy": "frozen"}
    text = json.dumps({"network": {**network, "w": [[[1]]], "b": [[0]]}}).removesuffix("}")
    answer = client.post("/api/v1/predict", content=f'{text}, "x": [{number}]}}', headers=JSON)
    assert answer.json()["y"] == [float(number)]


@pytest.mark.parametrize("field", ["w", "b"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1e999"])
def test_no_parameter_may_be_infinite(client, field, value):
    text = json.dumps(STEP).replace("0.55" if field == "w" else "0.6, 0.6", value if field == "w" else f"0.6, {value}")
    place = {"w": "/network/w/1/1/1", "b": "/network/b/1/1"}[field]
    assert refused(client, "step", text.encode()) == [place]


@pytest.mark.parametrize(
    "body",
    [
        {"x": [EVIL, 1]},
        {"x": [1, 2], "example": EVIL},
        {"x": [1, 2], "room": EVIL},
        {"x": [1, 2], EVIL * 3: 1},
        {"x": EVIL},
        EVIL,
    ],
)
def test_nothing_that_was_sent_comes_back(client, body):
    answer = client.post("/api/v1/predict", json=body)
    assert answer.status_code == 422
    assert "onerror" not in answer.text


def test_a_long_list_of_errors_is_cut(client):
    answer = client.post("/api/v1/predict", json={"x": [1, 2], **{str(n): 1 for n in range(40)}})
    assert len(answer.json()["errors"]) == 20


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
@pytest.mark.parametrize("path", ["predict", "step", "rooms"])
def test_a_body_that_is_not_called_json_is_refused(client, path, kind):
    headers = {} if kind is None else {"Content-Type": kind}
    answer = client.post(f"/api/v1/{path}", content=b'{"x": [1, 2]}', headers=headers)
    assert answer.status_code == 415
    assert answer.json()["type"].endswith("#problem-not-json")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_may_name_its_charset(client, kind):
    answer = client.post("/api/v1/predict", content=b'{"x": [1, 2]}', headers={"Content-Type": kind})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/nix", "/api/v1/examples/nix", "/api/v1/rooms/NIX", "/api/v2/predict"])
def test_an_unknown_address_is_a_problem_document(client, path):
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith("#problem-not-found")


@pytest.mark.parametrize(("method", "path", "allowed"), [("GET", "predict", "POST"), ("DELETE", "examples", "GET")])
def test_a_wrong_method_says_which_are_right(client, method, path, allowed):
    answer = client.request(method, f"/api/v1/{path}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed
    assert answer.json()["type"].endswith("#problem-wrong-method")


def test_a_fault_of_ours_shows_nothing_of_the_program(client, monkeypatch, caplog):
    monkeypatch.setattr("server.rest.predict.predict", lambda *_: 1 / 0)
    answer = client.post("/api/v1/predict", json={"x": [1, 2]})
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("#problem-internal")
    assert "Error:" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_too_many_requests_are_told_when_to_come_back():
    with client_of(rate_burst=3, rate_per_second=0.1) as client:
        answers = [client.get("/api/v1/examples") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert 9 <= int(answers[3].headers["retry-after"]) <= 11
        assert answers[3].json()["type"].endswith("#problem-too-many")
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 200


def test_every_kind_of_problem_has_its_own_status():
    assert len({kind.status for kind in KINDS.values()}) == len(KINDS)
