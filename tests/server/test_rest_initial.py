"""POST /initial: the core's weights, and what is refused by its field."""

import pytest

from core.initial import INITIALS, initial
from server.rest.initial import InitialName, InitialRule
from tests.server.clients import client_of


@pytest.fixture(scope="module")
def client():
    with client_of() as client:
        yield client


def post(client, **body):
    return client.post("/api/v1/initial", json={"sizes": [3, 4, 2], "initial": {"name": "he_normal"}, **body})


@pytest.mark.parametrize("name", INITIALS)
def test_every_rule_is_that_of_the_core(client, name):
    answer = post(client, initial={"name": name}, seed=5, bias_policy="shared").json()
    w, b = initial([3, 4, 2], name, 5, "shared")
    assert answer == {"w": [layer.tolist() for layer in w], "b": [layer.tolist() for layer in b]}


def test_the_request_names_all_rules_and_their_parameters():
    assert set(InitialName.__args__) == set(INITIALS)
    parameters = {name for form in INITIALS.values() for name in form.parameters}
    assert set(InitialRule.model_fields) == parameters | {"name"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"sizes": [3]}, "/sizes"),
        ({"sizes": [3, 0]}, "/sizes/1"),
        ({"sizes": [3, 10_000_000]}, "/sizes/1"),
        ({"seed": -1}, "/seed"),
        ({"initial": {"name": "magic"}}, "/initial/name"),
        ({"initial": {"name": "he_normal", "low": 0.0}}, "/initial/low"),
        ({"initial": {"name": "uniform", "low": 1.0, "high": 0.0}}, "/initial/low"),
        ({"bias_policy": "none"}, "/bias_policy"),
    ],
)
def test_what_cannot_be_drawn_is_refused(client, body, pointer):
    answer = post(client, **body)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
