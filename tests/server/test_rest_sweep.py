"""A sweep over HTTP: every cell as it comes to as a room, and what is refused."""

import pytest

from core.backward import backward
from core.examples import XOR
from core.forward import forward
from server.rest import sweep as module
from tests.server.clients import client_of
from tests.server.test_rest_landscape import make

NETWORK = {
    "sizes": [2, 2, 1],
    "activations": ["logistic", "logistic"],
    "loss": "half_squared_error",
    "bias_policy": "per_unit",
    "w": [[[0.5, -0.5], [0.25, 0.75]], [[1.0, -1.0]]],
    "b": [[0.1, -0.1], [0.2]],
}
DATA = {"x": XOR.x.tolist(), "target": XOR.target.tolist()}
BODY = {"network": NETWORK, **DATA, "etas": [0.5, 4.0], "iterations": 40}
SEEDS = {"initial": {"name": "normal"}, "seeds": [3, 1, 4]}
LINEAR = {**NETWORK, "sizes": [2, 1], "activations": ["identity"], "w": [[[0.5, -0.5]]], "b": [[0.1]]}


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def sweep(client, **changes):
    answer = client.post("/api/v1/sweep", json={**BODY, **changes})
    assert answer.status_code == 200, answer.text
    return answer.json()


def pointers(client, **changes):
    body = {name: value for name, value in {**BODY, **changes}.items() if value is not ...}
    answer = client.post("/api/v1/sweep", json=body)
    assert answer.status_code == 422, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("method", [None, {"batch": None}, {"optimiser": {"name": "adam"}, "batch": 3, "shuffle": 1}])
def test_a_cell_opens_as_a_room_and_comes_to_the_same(client, method):
    sent = {} if method is None else {"method": method}
    found = sweep(client, **SEEDS, **sent)
    assert (found["iterations"], found["etas"], len(found["networks"])) == (40, [0.5, 4.0], 3)
    for row, eta in enumerate(found["etas"]):
        for column, network in enumerate(found["networks"]):
            driven = make(client, network=network, eta=eta, **DATA, **sent)
            driven.do("go_to", iteration=40, moment=0)
            after = driven.room.history().at(40)
            error = backward(after, forward(after, XOR.x), XOR.target).error_total
            assert found["error_total"][row][column] == pytest.approx(error, rel=1e-9)
            assert found["diverged"][row][column] is None
            assert found["solved"][row][column] == (error <= 0.01)


def test_starts_that_are_drawn_are_those_of_initial(client):
    found = sweep(client, **SEEDS)
    for seed, network in zip(SEEDS["seeds"], found["networks"], strict=True):
        body = {"sizes": [2, 2, 1], "initial": {"name": "normal"}, "seed": seed}
        drawn = client.post("/api/v1/initial", json=body).json()
        assert (network["w"], network["b"]) == (drawn["w"], drawn["b"])


def test_starts_that_are_given_and_the_network_alone(client):
    alone = sweep(client)
    assert alone["networks"] == [NETWORK]
    assert [len(row) for row in alone["error_total"]] == [1, 1]
    other = {"w": [[[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.6]]], "b": [[0.7, 0.8], [0.9]]}
    given = sweep(client, starts=[other, {name: NETWORK[name] for name in ("w", "b")}])
    assert given["networks"] == [{**NETWORK, **other}, NETWORK]
    assert [row[1] for row in given["error_total"]] == pytest.approx([row[0] for row in alone["error_total"]])


def test_what_diverges_and_what_is_solved_is_marked(client):
    found = sweep(client, network=LINEAR, x=[[1, 1]], target=[[1]], etas=[0.5, 1000], iterations=500, solved=1e-9)
    assert (found["solved"], found["error_total"][1]) == ([[True], [False]], [None])
    assert found["diverged"][0] == [None]
    assert 0 < found["diverged"][1][0] < 500
    assert not sweep(client, network=LINEAR, etas=[1e-6], iterations=1, solved=0)["solved"][0][0]


def test_it_does_not_matter_in_how_many_pieces(client, monkeypatch):
    whole = sweep(client, **SEEDS)
    monkeypatch.setattr(module, "PIECE", 1)
    assert sweep(client, **SEEDS) == whole
    assert sweep(client, **SEEDS, iterations=0)["iterations"] == 0


WRONG = {"w": [[[1, 2]]], "b": [[1]]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"etas": []}, ["/etas"]),
        ({"etas": [0.5, 0]}, ["/etas/1"]),
        ({"etas": [0.5, 1e-9, 1e-9]}, ["/etas/1"]),
        ({"etas": [1e9]}, ["/etas/0"]),
        ({"etas": [True]}, ["/etas/0"]),
        ({"etas": [1.0] * 65, **SEEDS, "seeds": list(range(64))}, ["/etas"]),
        ({"initial": {"name": "normal"}}, ["/initial"]),
        ({"seeds": [1]}, ["/seeds"]),
        ({**SEEDS, "starts": [{"w": NETWORK["w"], "b": NETWORK["b"]}]}, ["/initial", "/seeds"]),
        ({**SEEDS, "seeds": [-1]}, ["/seeds/0"]),
        ({**SEEDS, "initial": {"name": "normal", "std": -1}}, ["/initial/std"]),
        ({**SEEDS, "initial": {"name": "equal", "value": 1e6}, "etas": [0.5]}, None),
        ({**SEEDS, "initial": {"name": "normal", "std": 1e6}}, ["/seeds/0"]),
        ({**SEEDS, "initial": {"name": "some"}}, ["/initial/name"]),
        ({"starts": [WRONG]}, ["/starts/0/w"]),
        ({"starts": [{"w": NETWORK["w"], "b": [[1e7, 0], [0]]}]}, ["/starts/0"]),
        ({"starts": []}, ["/starts"]),
        ({"iterations": -1}, ["/iterations"]),
        ({"iterations": 100_001}, ["/iterations"]),
        ({"iterations": 50_000, "etas": [1.0] * 4096}, ["/iterations"]),
        ({"iterations": ...}, ["/iterations"]),
        ({"solved": -1}, ["/solved"]),
        ({"x": [[1, 2, 3]]}, ["/x"]),
        ({"target": [[1], [2]]}, ["/target"]),
        ({"method": {"batch": 0}}, ["/method/batch"]),
        ({"network": {**NETWORK, "w": [[[1]]]}}, ["/network/w"]),
        ({"other": 1}, ["/other"]),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_wrong_is_named(client, changes, expected):
    if expected is None:
        assert sweep(client, **changes)["iterations"] == 40
    else:
        assert pointers(client, **changes) == expected


def test_more_numbers_than_fit_are_refused(client, monkeypatch):
    monkeypatch.setattr(module, "MOST_NUMBERS", 9 * 2 * 3 - 1)
    assert pointers(client, **SEEDS) == ["/etas"]
    assert sweep(client)["iterations"] == 40


def test_gelu_and_states_count_as_more_work():
    assert module._work(setup_of("tanh", "sgd"), 10) < module._work(setup_of("gelu", "sgd"), 10)
    assert module._work(setup_of("tanh", "sgd"), 10) < module._work(setup_of("tanh", "adam"), 10)


def setup_of(activation, optimiser):
    from core.method import method_of
    from core.network import Network
    from core.setup import Setup

    network = Network(**{**NETWORK, "activations": [activation, "logistic"]})
    return Setup(network, **DATA, eta=0.5, method=method_of({"optimiser": optimiser}))
