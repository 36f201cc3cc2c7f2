"""What a request is refused with says what belongs there, in sentences of our own."""

import json
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from server import wording
from server.protocol.decode import decode
from server.protocol.events import Failure
from server.wording import explained, fields_at
from tests.server.bodies import MAZUR, STEP
from tests.server.clients import client_of
from tests.server.room_bench import Bench
from tests.server.test_rest_errors import EVIL, changed


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def errors(answer) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["pointer"], error["detail"]) for error in answer.json()["errors"]]


BODIES = {
    "missing": ({"network": MAZUR, "x": [1, 2], "target": [1, 2]}, "/eta", "Add this; it has no default."),
    "text": (changed(eta="0.5"), "/eta", "Give a number, such as 0.5, without quotes."),
    "null": (changed(eta=None), "/eta", "Give a number, such as 0.5."),
    "too small": (changed(eta=0), "/eta", "Give a number above 0."),
    "a name": (changed(reduction="maen"), "/reduction", "Give one of 'mean' or 'sum'. Did you mean mean?"),
    "no name": (changed(reduction=2), "/reduction", "Give one of 'mean' or 'sum'."),
    "not whole": (changed({"sizes": [2, 2.5, 2]}), "/network/sizes/1", "Give a whole number, such as 3."),
    "whole in quotes": (
        changed({"sizes": [2, "2", 2]}),
        "/network/sizes/1",
        "Give a whole number, such as 3, without quotes.",
    ),
    "no unit": (changed({"sizes": [2, 0, 2]}), "/network/sizes/1", "Give a number that is at least 1."),
    "few": (changed({"sizes": [2]}), "/network/sizes", "Give at least 2 in this list."),
    "no list": (changed({"w": 3}), "/network/w", "Give a list, in [ ]."),
    "no object": (changed() | {"network": 3}, "/network", "Give an object, in { }."),
    "misspelt": (changed(etta=1), "/etta", "Nothing of this name belongs here; did you mean eta?"),
    "misspelt below": (
        changed({"activation": 1}),
        "/network/activation",
        "Nothing of this name belongs here; did you mean activations?",
    ),
    "misspelt in a branch": (
        changed({"activations": ["tanh", {"name": "elu", "alhpa": 1}]}),
        "/network/activations/1/alhpa",
        "Nothing of this name belongs here; did you mean alpha?",
    ),
    "unlike all": (
        changed(zzz=1),
        "/zzz",
        "Nothing of this name belongs here, only network, x, target, eta, reduction.",
    ),
}


@pytest.mark.parametrize(("body", "pointer", "detail"), BODIES.values(), ids=BODIES)
def test_a_body_is_refused_with_what_belongs_there(client, body: dict, pointer: str, detail: str) -> None:
    answer = client.post("/api/v1/step", json=body)
    assert errors(answer) == [(pointer, detail)]


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "9" * 400])
def test_what_is_no_number_of_json_is_said_to_be_none(client, number: str) -> None:
    text = json.dumps(STEP).replace('"eta": 0.5', f'"eta": {number}')
    answer = client.post("/api/v1/step", content=text, headers={"content-type": "application/json"})
    sentence = "Give a finite number: NaN, Infinity and what is beyond 1.8e308 are none."
    assert errors(answer) == [("/eta", sentence)]


ADDRESSES = {
    "text": ("noise=x", "/noise", "Give a number, such as 0.5."),
    "not whole": ("rows=1.5", "/rows", "Give a whole number, such as 3."),
    "misspelt": ("sead=1", "/sead", "Nothing of this name belongs here; did you mean seed?"),
    "twice": ("seed=1&seed=2", "/seed", "Give this parameter once; it is there 2 times."),
    "twice the same": ("noise=0.1&seed=1&seed=1", "/seed", "Give this parameter once; it is there 2 times."),
    "unknown, twice": (
        f"{'a' * 80}=1&{'a' * 80}=1",
        "",
        "A field with a very long name is not known here.",
    ),
}


@pytest.mark.parametrize(("query", "pointer", "detail"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_refused_with_what_belongs_there(client, query: str, pointer: str, detail: str) -> None:
    assert errors(client.get(f"/api/v1/datasets/circles?{query}")) == [(pointer, detail)]


def test_every_address_refuses_a_parameter_that_is_there_twice(client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    asked = [
        (method, path.replace("{", "").replace("}", ""))
        for path, methods in paths.items()
        for method in methods
        if path.startswith("/api/v1/")
    ]
    assert len(asked) > 20
    for method, path in asked:
        body = {"json": {}} if method == "post" else {}
        answer = client.request(method.upper(), f"{path}?iteration=1&x=0&iteration=2", **body)
        assert errors(answer) == [("/iteration", "Give this parameter once; it is there 2 times.")], path


def test_no_text_that_was_sent_comes_back(client) -> None:
    room = f"/api/v1/rooms/{client.post('/api/v1/rooms', json={}).json()['room']}"
    asked = [f"paths?parameter={EVIL}", f"nudge?parameter={EVIL}", f"landscape?parameter={EVIL}"]
    asked += [f"landscape?parameter=w.1.0.0&second={EVIL}", f"listing?language={EVIL}", f"record?iteration={EVIL}"]
    answers = [client.get(f"{room}/{address}") for address in asked]
    for change in [(EVIL, 1), *((of, EVIL) for of in ("w.1.0.0", "batch", "loss", "optimiser", "shuffle"))]:
        runs = [{"changes": [dict(zip(("of", "to"), change, strict=True))]}]
        answers.append(client.post(f"{room}/compare", json={"runs": runs, "iterations": 1}))
    assert [answer.status_code for answer in answers] == [422] * len(answers)
    assert not any("onerror" in answer.text for answer in answers)


def test_a_name_in_a_change_is_refused_with_the_names_there_are(client) -> None:
    room = client.post("/api/v1/rooms", json={}).json()["room"]
    body = {"runs": [{"changes": [{"of": "loss", "to": "hubr"}]}], "iterations": 1}
    [(pointer, detail)] = errors(client.post(f"/api/v1/rooms/{room}/compare", json=body))
    assert pointer == "/runs/0/changes/0/to"
    assert detail.startswith("Give one of 'identity', 'logistic'")
    assert detail.endswith("Did you mean huber?")


MESSAGES = {
    "text as a number": (
        {"type": "go_to", "id": 1, "iteration": "3", "moment": 0},
        "iteration",
        "iteration: Give a whole number, such as 3, without quotes.",
    ),
    "misspelt": (
        {"type": "set_speed", "id": 1, "unit": "moment", "per_secnd": 1, "per_second": 1},
        None,
        "A message of type set_speed: Nothing of this name belongs here; did you mean per_second?",
    ),
    "one too many": (
        {"type": "step", "id": 1, "zzz": 1},
        None,
        "A message of type step: Nothing of this name belongs here, only id, type.",
    ),
    "one too many below": (
        {"type": "edit", "id": 1, "gesture": None, "changes": [{"of": "eta", "to": 1, "zzz": 1}]},
        None,
        "changes/0: Nothing of this name belongs here, only of, to.",
    ),
    "too long": (
        {"type": "name_branch", "id": 1, "branch": 1, "name": "a" * 61},
        "name",
        "name: Give a text of at most 60 characters.",
    ),
    "missing": ({"type": "open_branch", "id": 1}, "branch", "branch: Add this; it has no default."),
    "too large": (
        {"type": "open_branch", "id": 1, "branch": 2**53},
        "branch",
        "branch: Give a number below 9007199254740992.",
    ),
}


@pytest.mark.parametrize(("message", "path", "detail"), MESSAGES.values(), ids=MESSAGES)
def test_a_message_is_refused_with_what_belongs_there(message: dict, path: str | None, detail: str) -> None:
    failure = decode(json.dumps(message))
    assert isinstance(failure, Failure)
    assert (failure.path, failure.detail) == (path, detail)


@pytest.mark.parametrize("of", ["batch", "shuffle", "w.1.0.0", "loss", "optimiser", "reduction", "bias_policy", EVIL])
@pytest.mark.parametrize("to", [EVIL, {"name": EVIL}, {"name": "adam", EVIL: 1}])
def test_a_refused_edit_repeats_no_text(of: str, to: object) -> None:
    change = {"of": of, "to": to}
    assert "onerror" not in Bench().refused("edit", changes=[change], gesture=None).detail


class Inner(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    kept: bool = False
    renamed: int = Field(1, alias="from")


class Other(BaseModel):
    own: list[dict[str, int]] = []


class Outer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    inner: list[Annotated[Inner | None, Field(description="x")]] | None = None
    both: Inner | Other | None = None


def test_the_fields_at_a_path_are_those_of_all_models_there() -> None:
    assert fields_at([Outer], []) == ["inner", "both"]
    assert fields_at([Outer], ["inner", 0]) == ["kept", "from"]
    assert fields_at([list[Outer]], [3, "both", "<tag>"]) == ["kept", "from", "own"]
    assert fields_at([int], ["inner"]) == []


def test_what_is_rare_is_said_in_the_words_of_pydantic() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Annotated[str, Field(pattern="^a$")]).validate_python("b")
    assert explained(caught.value.errors()[0]) == "String should match pattern '^a$'."


def test_a_single_choice_is_not_called_one_of_some() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Literal["csv"]).validate_python(EVIL)
    assert explained(caught.value.errors()[0]) == "Give 'csv'."


def test_a_name_too_long_to_be_one_of_ours_is_compared_with_none(monkeypatch) -> None:
    monkeypatch.setattr(wording, "get_close_matches", lambda *_: pytest.fail("that takes long"))
    unknown = {"type": "extra_forbidden", "loc": ("eta" * 30,)}
    assert explained(unknown, ["eta"]) == "Nothing of this name belongs here, only eta."
    assert explained(unknown, ["eta"] * 13) == "Nothing of this name belongs here; leave it out."
