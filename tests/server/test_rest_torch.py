"""POST /step and POST /train against PyTorch's numbers (tests/fixtures/torch says how they were made)."""

import json
from itertools import product
from pathlib import Path

import pytest

from tests.server.clients import client_of

FIXTURE = json.loads((Path(__file__).parents[1] / "fixtures" / "torch" / "cases.json").read_text(encoding="utf-8"))
CASES = FIXTURE["cases"]
NEAR = {"rel": 1e-12, "abs": 1e-12}


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def name_of(function):
    return function if isinstance(function, str) else function["name"]


def numbers(value):
    """All numbers in nested lists and objects, in order."""
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    if isinstance(value, dict):
        return [number for key in sorted(value) for number in numbers(value[key])]
    return [value]


def title(case):
    body = case["body"]
    end = f"{name_of(body['network']['activations'][-1])}-{name_of(body['network']['loss'])}"
    return f"{case['call']}-{body['optimiser']['name'] if case['call'] == 'train' else end}"


@pytest.mark.parametrize("case", CASES, ids=title)
def test_the_numbers_are_pytorch_s(client, case):
    answer = client.post(f"/api/v1/{case['call']}", json=case["body"])
    assert answer.status_code == 200, answer.text
    got = answer.json()
    for field, expected in case["answer"].items():
        found = got[field]
        if field in ("network", "network_after"):
            found = {"w": found["w"], "b": found["b"]}
        assert numbers(found) == pytest.approx(numbers(expected), **NEAR), field


def test_the_cases_cover_what_they_should():
    trained = [case["body"] for case in CASES if case["call"] == "train"]
    optimisers = [
        (body["optimiser"]["name"], body["optimiser"].get("schedule", {"name": None})["name"]) for body in trained
    ]
    assert set(product(dict(optimisers), ["constant", "step", "cosine"])) < set(optimisers)
    assert len(dict(optimisers)) == 7
    assert {body["batch"] for body in trained} == {None, 1, 2, 3, 5}
    assert any("weight_decay" in body["optimiser"] for body in trained)
    for call, ends in (("step", 9), ("train", 9)):
        networks = [case["body"]["network"] for case in CASES if case["call"] == call]
        assert len({name_of(function) for network in networks for function in network["activations"]}) == ends
        assert len({name_of(network["loss"]) for network in networks}) == 7
