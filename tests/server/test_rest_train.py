"""POST /train: what it answers, what it leaves out, and what it refuses, by field."""

import json

import pytest

from core.examples import MAZUR
from core.method import Method, optimiser_and_schedule
from core.network import Network
from core.setup import Setup
from core.training import Training, trained
from server.rest import train
from tests.server import bodies
from tests.server.clients import client_of
from tests.server.test_hostile_rest import noting

ROWS = {"x": [[0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0.25]], "target": [[0, 1], [1, 0], [1, 1], [0, 0], [0.2, 0.7]]}
MAZUR_BODY = {
    "network": bodies.MAZUR,
    "x": [0.05, 0.1],
    "target": [0.01, 0.99],
    "optimiser": {"name": "sgd", "eta": 0.5},
}
BODY = {"network": bodies.MAZUR, **ROWS, "optimiser": {"name": "adam", "eta": 0.05}, "iterations": 30}


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def post(client, body, **changes):
    answer = client.post("/api/v1/train", json={**body, **changes})
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client, body, **changes):
    answer = client.post("/api/v1/train", json={**body, **changes})
    assert answer.status_code == 422, answer.text
    return [(error["pointer"], error["detail"]) for error in answer.json()["errors"]]


def test_the_article_s_network_after_10_000_updates(client):
    got = post(client, MAZUR_BODY, iterations=10_000, every=5000)
    assert [n for n, _ in got["error"]] == [0, 5000, 10_000]
    assert got["error"][0][1] == pytest.approx(0.2983711087600027, rel=1e-15)
    assert got["error"][2][1] == pytest.approx(3.5101878e-5, rel=1e-7)
    assert got["network"]["b"] == bodies.MAZUR["b"]
    assert set(got) == {"network", "error"}
    assert {**got["network"], "w": 0, "b": 0} == {**bodies.MAZUR, "w": 0, "b": 0}


def test_the_bits_are_those_of_the_core(client):
    chosen, schedule = optimiser_and_schedule("rmsprop", "optimiser")
    method = Method(chosen, schedule, 2, "sum", 3)
    expected = trained(Setup(Network(**bodies.MAZUR), ROWS["x"], ROWS["target"], 0.01, method), 30, 7)
    got = post(client, BODY, optimiser="rmsprop", batch=2, reduction="sum", seed=3, every=7)
    assert got["error"] == [list(look) for look in expected.error]
    assert got["network"]["w"] == [w.tolist() for w in expected.network.w]


def test_answers_go_on_from_each_other(client):
    """Whole epochs of plain gradient descent, one request after the other, are those of one request."""
    whole = post(client, BODY, optimiser={"name": "sgd", "eta": 0.3}, batch=2, iterations=6)
    half = post(client, BODY, optimiser={"name": "sgd", "eta": 0.3}, batch=2, iterations=3)
    rest = post(
        client, {**BODY, "network": half["network"]}, optimiser={"name": "sgd", "eta": 0.3}, batch=2, iterations=3
    )
    assert rest["network"] == whole["network"]
    assert rest["error"][-1][1] == whole["error"][-1][1]


@pytest.mark.parametrize(
    ("iterations", "every", "told"),
    [(0, None, [0]), (1, None, [0, 1]), (3, None, [0, 1, 2, 3]), (4, 3, [0, 3, 4]), (6, 3, [0, 3, 6]), (5, 9, [0, 5])],
)
def test_e_is_told_of_these_iterations(client, iterations, every, told):
    assert [n for n, _ in post(client, BODY, iterations=iterations, every=every)["error"]] == told


def test_without_every_e_is_told_about_a_hundred_times(client):
    assert [n for n, _ in post(client, MAZUR_BODY, iterations=1000)["error"]] == list(range(0, 1001, 10))
    assert [n for n, _ in post(client, MAZUR_BODY, iterations=999)["error"]] == [*range(0, 999, 10), 999]
    assert [n for n, _ in post(client, MAZUR_BODY, iterations=1001)["error"]] == [*range(0, 1001, 11), 1001]


SAME = {
    "all rows": ({}, {"batch": None}),
    "as many as all": ({}, {"batch": 5}),
    "more than all": ({}, {"batch": 4000}),
    "the mean": ({}, {"reduction": "mean"}),
    "its name": ({"optimiser": {"name": "adagrad"}}, {"optimiser": "adagrad"}),
    "eta of adagrad": ({"optimiser": "adagrad"}, {"optimiser": {"name": "adagrad", "eta": 0.01}}),
    "eta of sgd": ({"optimiser": "sgd"}, {"optimiser": {"name": "sgd", "eta": 0.001}}),
    "decay of adamw": ({"optimiser": "adamw"}, {"optimiser": {"name": "adamw", "weight_decay": 0.01}}),
    "constant": ({"optimiser": "adam"}, {"optimiser": {"name": "adam", "schedule": "constant"}}),
    "betas": (
        {"optimiser": {"name": "adam", "betas": [0.5, 0.75]}},
        {"optimiser": {"name": "adam", "beta1": 0.5, "beta2": 0.75}},
    ),
    "cosine over all": (
        {"optimiser": {"name": "sgd", "schedule": "cosine"}},
        {"optimiser": {"name": "sgd", "schedule": {"name": "cosine", "t_max": 30, "eta_min": 0}}},
    ),
    "a step's defaults": (
        {"optimiser": {"name": "sgd", "eta": 1, "schedule": "step"}, "iterations": 70},
        {
            "optimiser": {"name": "sgd", "eta": 1, "schedule": {"name": "step", "step_size": 30, "gamma": 0.1}},
            "iterations": 70,
        },
    ),
}


@pytest.mark.parametrize(("first", "second"), SAME.values(), ids=SAME)
def test_two_ways_to_say_the_same(client, first, second):
    assert post(client, BODY, **first) == post(client, BODY, **second)


DIFFERENT = [
    {"batch": 1},
    {"batch": 2},
    {"reduction": "sum", "optimiser": "sgd"},
    {"batch": 2, "seed": 0},
    {"batch": 2, "seed": 1},
    {"optimiser": {"name": "adam", "eta": 0.05, "weight_decay": 0.1}},
    {"optimiser": {"name": "adam", "eta": 0.05, "eps": 0.1}},
    {"optimiser": {"name": "adam", "eta": 0.05, "schedule": "cosine"}},
    *({"optimiser": {"name": name, "eta": 0.05}} for name in ("sgd", "momentum", "nesterov", "rmsprop", "adagrad")),
    {"optimiser": {"name": "adamw", "eta": 0.05}},
    {"optimiser": {"name": "momentum", "eta": 0.05, "momentum": 0.5}},
]


def test_everything_that_can_be_said_makes_a_difference(client):
    answers = [json.dumps(post(client, BODY, **changes)["network"]) for changes in [{}, *DIFFERENT]]
    assert len(set(answers)) == len(answers)


REFUSED = {
    "nothing": ({"network": None, "x": None, "optimiser": None}, ["/network", "/x", "/optimiser"]),
    "no iterations": ({"iterations": None}, ["/iterations"]),
    "negative": ({"iterations": -1}, ["/iterations"]),
    "text": ({"iterations": "5"}, ["/iterations"]),
    "broken": ({"iterations": 1.5}, ["/iterations"]),
    "too many": ({"iterations": 100_001}, ["/iterations"]),
    "beyond any": ({"iterations": 10**30}, ["/iterations"]),
    "every nothing": ({"every": 0}, ["/every"]),
    "batch of none": ({"batch": 0}, ["/batch"]),
    "batch as text": ({"batch": "all"}, ["/batch"]),
    "a huge batch": ({"batch": 10**30}, ["/batch"]),
    "a negative seed": ({"seed": -1}, ["/seed"]),
    "a huge seed": ({"seed": 2**32}, ["/seed"]),
    "eta beside the optimiser": ({"eta": 0.5}, ["/eta"]),
    "unknown reduction": ({"reduction": "max"}, ["/reduction"]),
    "unknown optimiser": ({"optimiser": "lbfgs"}, ["/optimiser"]),
    "unknown by object": ({"optimiser": {"name": "lbfgs"}}, ["/optimiser/name"]),
    "an optimiser without a name": ({"optimiser": {"eta": 0.5}}, ["/optimiser/name"]),
    "a number": ({"optimiser": 0.5}, ["/optimiser"]),
    "lr": ({"optimiser": {"name": "sgd", "lr": 0.5}}, ["/optimiser/lr"]),
    "eta of 0": ({"optimiser": {"name": "sgd", "eta": 0}}, ["/optimiser/eta"]),
    "momentum of sgd": ({"optimiser": {"name": "sgd", "momentum": 0.9}}, ["/optimiser/momentum"]),
    "betas of sgd": ({"optimiser": {"name": "sgd", "betas": [0.9, 0.99]}}, ["/optimiser/betas"]),
    "beta of 1": ({"optimiser": {"name": "adam", "betas": [0.9, 1]}}, ["/optimiser/betas/1"]),
    "beta1 of 1": ({"optimiser": {"name": "adam", "beta1": 1}}, ["/optimiser/beta1"]),
    "one beta": ({"optimiser": {"name": "adam", "betas": [0.9]}}, ["/optimiser/betas"]),
    "both ways": ({"optimiser": {"name": "adam", "betas": [0.9, 0.99], "beta1": 0.9}}, ["/optimiser/betas"]),
    "negative decay": ({"optimiser": {"name": "adam", "weight_decay": -1}}, ["/optimiser/weight_decay"]),
    "unknown schedule": ({"optimiser": {"name": "sgd", "schedule": "linear"}}, ["/optimiser/schedule"]),
    "schedule of another": (
        {"optimiser": {"name": "sgd", "schedule": {"name": "step", "t_max": 5}}},
        ["/optimiser/schedule/t_max"],
    ),
    "step of 0": (
        {"optimiser": {"name": "sgd", "schedule": {"name": "step", "step_size": 0}}},
        ["/optimiser/schedule/step_size"],
    ),
    "few targets": ({"target": [[0, 1]]}, ["/target"]),
    "long rows": ({"x": [[1, 2, 3]] * 5}, ["/x"]),
    "no rows": ({"x": [], "target": []}, ["/x"]),
    "many rows": ({"x": [[0, 0]] * 3000, "target": [[0, 0]] * 3000, "iterations": 5000}, ["/iterations"]),
    "wide": ({"network": {**bodies.MAZUR, "sizes": [2, 65, 2]}}, ["/network/sizes/1"]),
    "a wrong weight": ({"network": {**bodies.MAZUR, "w": [[[1, 2]], bodies.MAZUR["w"][1]]}}, ["/network/w/0"]),
    "a wrong target": ({"network": {**bodies.MAZUR, "loss": "hinge"}}, ["/target/0/0"]),
    "a wrong flat target": (
        {"network": {**bodies.MAZUR, "loss": "hinge"}, "x": [0, 1], "target": [1, 2]},
        ["/target/1"],
    ),
}


@pytest.mark.parametrize(("changes", "pointers"), REFUSED.values(), ids=REFUSED)
def test_each_wrong_field_is_named(client, changes, pointers):
    body = {key: value for key, value in {**BODY, **changes}.items() if value is not None}
    assert [pointer for pointer, _ in refused(client, body)] == pointers


def test_not_a_number_is_refused_by_its_place(client):
    text = json.dumps(BODY).replace("0.05", "NaN")
    answer = client.post("/api/v1/train", content=text, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/optimiser/eta"


LARGE = {**bodies.MAZUR, "activations": ["identity", "identity"]}


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"network": LARGE, "x": [1e200, 1e200]}, "", "error.2.0 became infinite in iteration 0"),
        ({"network": LARGE, "optimiser": {"name": "sgd", "eta": 50}}, "/optimiser/eta", " in iteration "),
        ({"network": LARGE, "optimiser": {"name": "sgd", "eta": 1e300}}, "/optimiser/eta", "in iteration 1"),
        ({"network": LARGE, "x": [1e80, 1e80], "optimiser": "adam"}, "/optimiser", "v_next_w.1.0.0 became infinite"),
    ],
)
def test_the_first_number_that_runs_over_is_named(client, changes, pointer, words):
    ((found, detail),) = refused(client, {**MAZUR_BODY, **changes}, iterations=3000)
    assert found == pointer
    assert words in detail
    assert "NaN" not in detail


def test_rows_are_limited_by_work_only(client):
    """They are not in the answer, so it may be more of them than a step may have."""
    rows = {"x": ROWS["x"] * 600, "target": ROWS["target"] * 600}
    many, few = (post(client, {**BODY, **data}, optimiser="sgd") for data in (rows, ROWS))
    assert many["error"][-1][1] == pytest.approx(few["error"][-1][1], rel=1e-12)


def test_work_is_refused_before_it_is_done(monkeypatch):
    monkeypatch.setattr(Training, "train", lambda *_: pytest.fail("it began"))
    with client_of(rate_burst=1000, max_work=1_000_000, train_iterations=500) as client:
        assert [p for p, _ in refused(client, BODY, iterations=501)] == ["/iterations"]
        assert [p for p, _ in refused(client, BODY, iterations=200, every=100)] == ["/iterations"]
        assert [p for p, _ in refused(client, BODY, iterations=50, every=1)] == ["/every"]
        rows = {"x": [[0, 0]] * 2500, "target": [[0, 0]] * 2500}
        assert [p for p, _ in refused(client, BODY, **rows, iterations=30, every=30)] == ["/iterations"]


def test_it_computes_beside_the_event_loop_in_short_pieces(client, monkeypatch):
    threads = noting(monkeypatch, Training, "train")
    monkeypatch.setattr(train, "PIECE", 100_000)
    pieces = post(client, BODY, iterations=30, every=30)
    assert {name.partition("_")[0] for name in threads} == {"compute"}
    assert len(threads) == 4  # of 9 iterations at most
    monkeypatch.undo()
    assert post(client, BODY, iterations=30, every=30) == pieces


def test_the_network_that_ships_learns_nothing_from_it(client):
    post(client, MAZUR_BODY, iterations=5)
    assert [w.tolist() for w in MAZUR.network.w] == bodies.MAZUR["w"]
