"""Moment files: to a room and back, and what is refused with the pointer of the field."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from core.edits import Change, Edit
from core.history import History
from core.setup import Setup
from server.limits import Limits
from server.rest import moment_file, moment_models
from server.rest.models import Strict
from tests.core.samples import network_of
from tests.server.clients import client_of
from tests.server.moments import OWN, changed, document

DOCS = [
    (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8") for name in ("moment_file.md", "api.md")
]


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def made(client, moment):
    answer = client.post("/api/v1/rooms", json={"moment": moment})
    assert answer.status_code == 201, answer.text
    return answer.json()["room"]


def refused(client, moment):
    answer = client.post("/api/v1/rooms", json={"moment": moment})
    assert answer.status_code == 422, answer.text
    return {error["pointer"]: error["detail"] for error in answer.json()["errors"]}


ABOUT = {"description": "Four corners.", "source": "Minsky & Papert 1969."}


@pytest.mark.parametrize("start", [{"example": "mazur"}, OWN, OWN | ABOUT], ids=["example", "own", "described"])
def test_to_a_room_and_back(client, start):
    sent = document(start)
    room = made(client, sent)
    got = client.get(f"/api/v1/rooms/{room}/moment").json()
    assert "view" not in got
    sent.pop("view")
    if "example" in start:
        sent["title"] = got["title"]
    assert got == sent
    assert made(client, got)


def test_what_data_are_and_where_they_are_from_is_told_to_whoever_looks(client):
    for sent in (OWN | ABOUT, {"moment": document(OWN | ABOUT)}):
        room = client.post("/api/v1/rooms", json=sent).json()["room"]
        start = client.get(f"/api/v1/rooms/{room}/moment").json()["start"]
        assert {name: start[name] for name in ABOUT} == ABOUT
    assert list(refused(client, document(OWN | {"source": "two\nlines"}))) == ["/moment/start/source"]
    assert client.post("/api/v1/rooms", json={"example": "mazur"} | ABOUT).status_code == 422


def test_how_far_a_step_goes_is_kept_where_it_is_not_one_number(client):
    sent = document({"example": "mazur"})
    for grain in ("unit", "layer", "phase"):
        assert client.get(f"/api/v1/rooms/{made(client, {**sent, 'grain': grain})}/moment").json()["grain"] == grain
    assert "grain" not in client.get(f"/api/v1/rooms/{made(client, {**sent, 'grain': 'quantity'})}/moment").json()
    assert list(refused(client, {**sent, "grain": "network"})) == ["/moment/grain"]


def test_the_room_computes_what_the_file_says(client):
    sent = document(OWN)
    room = made(client, sent)
    network = network_of(OWN["network"])
    edits = [
        Edit(edit["iteration"], tuple(Change(change["of"], change["to"]) for change in edit["changes"]))
        for edit in sent["branches"][1]["edits"]
    ]
    history = History(Setup(network, OWN["x"], OWN["target"], OWN["eta"]), edits)
    history.train(5)
    got = client.get(f"/api/v1/rooms/{room}").json()
    assert got["position"] == {"iteration": 5, "moment": 3}
    for found, expected in zip(got["network"]["w"], history.at(5).w, strict=True):
        assert found == expected.tolist()


def test_a_position_beyond_what_is_trained_is_trained_to(client):
    room = made(client, changed("position", {"iteration": 40, "moment": 2}))
    assert client.get(f"/api/v1/rooms/{room}").json()["position"] == {"iteration": 40, "moment": 2}


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        ("schema", "deltaflow.room", "/moment/schema"),
        ("version", 2, "/moment/version"),
        ("version", 0, "/moment/version"),
        ("version", True, "/moment/version"),
        ("title", "", "/moment/title"),
        ("title", "x" * 201, "/moment/title"),
        ("colour", "red", "/moment/colour"),
        ("start", {"example": "nix"}, "/moment/start/example"),
        ("start", {"example": "mazur", "eta": 1.0}, "/moment/start/eta"),
        ("start", {}, "/moment/start/network"),
        ("branches", [], "/moment/branches"),
        ("branches/1/name", "", "/moment/branches/1/name"),
        ("branches/1/parent", 1, "/moment/branches/1/parent"),
        ("branches/1/parent", "0", "/moment/branches/1/parent"),
        ("branches/1/trained_to", 1_000_001, "/moment/branches/1/trained_to"),
        ("branches/1/edits/1/iteration", 2, "/moment/branches/1/edits/1/iteration"),
        ("branches/1/edits/1/iteration", 1_000_001, "/moment/branches/1/edits/1/iteration"),
        ("branches/1/edits/0/changes", [], "/moment/branches/1/edits/0/changes"),
        ("branches/1/edits/0/changes/0/of", "w.9.0.0", "/moment/branches/1/edits/0/changes/0/of"),
        ("branches/1/edits/0/changes/0/to", 1e9, "/moment/branches/1/edits/0/changes/0/to"),
        ("branches/1/edits/0/changes/0/to", "tanh", "/moment/branches/1/edits/0/changes/0/to"),
        ("branches/1/edits/0/changes/1/to", True, "/moment/branches/1/edits/0/changes/1/to"),
        ("branches/1/edits/1/changes/0/to/name", "sine", "/moment/branches/1/edits/1/changes/0/to/name"),
        ("branches/1/edits/1/changes/0/to", {"name": "elu", "slope": 0.5}, "/moment/branches/1/edits/1/changes/0/to"),
        ("branch", 2, "/moment/branch"),
        ("position/iteration", -1, "/moment/position/iteration"),
        ("position/iteration", 1_000_001, "/moment/position/iteration"),
        ("position/moment", 37, "/moment/position/moment"),
        ("view/digits", 18, "/moment/view/digits"),
        ("view/paper", 0, "/moment/view/paper"),
        ("view/theme", "dusk", "/moment/view/theme"),
        ("view/notation", "greek", "/moment/view/notation"),
    ],
)
def test_what_is_refused_names_its_field(client, path, value, pointer):
    found = refused(client, changed(path, value))
    assert any(each == pointer or each.startswith(pointer + "/") for each in found), found


def test_a_version_that_is_not_known_names_both(client):
    assert (
        "version 2 of the moment file, newer than version 1"
        in refused(client, changed("version", 2))["/moment/version"]
    )
    assert "older than version 1" in refused(client, changed("version", -3))["/moment/version"]


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        ("network/sizes", [2, 3_000_000, 1], "/network/sizes/1"),
        ("network/sizes", [2, 2, 1], "/network/w/0"),
        ("network/w/0/1/0", 1e7, "/network/w/0/1/0"),
        ("network/b/0/2", -1e7, "/network/b/0/2"),
        ("x/1/0", 1e300, "/x/1/0"),
        ("x", [[0.1, 0.2]] * 9000, "/x"),
        ("target", [[0.5]], "/target"),
        ("eta", 0, "/eta"),
        ("eta", 1e-9, "/eta"),
        ("network/loss", "hinge", "/target/0/0"),
    ],
)
@pytest.mark.parametrize("as_moment", [True, False], ids=["moment", "network"])
def test_a_network_of_one_s_own_is_checked(client, path, value, pointer, as_moment):
    own = json.loads(json.dumps(OWN))
    *inner, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    place = own
    for step in inner:
        place = place[step]
    place[last] = value
    body = {"moment": document(own)} if as_moment else own
    answer = client.post("/api/v1/rooms", json=body)
    assert answer.status_code == 422
    prefix = "/moment/start" if as_moment else ""
    assert answer.json()["errors"][0]["pointer"] == prefix + pointer


def test_numbers_that_run_over_at_once_are_refused():
    own = json.loads(json.dumps(OWN))
    own["network"] |= {"activations": ["identity", "identity"], "loss": "squared_error"}
    own["network"]["w"] = [[[1e6, 1e6]] * 3, [[1e6] * 3]]
    own["network"]["w"][0][0][0] = 1e200
    own |= {"x": [[1e200, 1.0]], "target": [[0.0]]}
    with client_of(limits=Limits(value=1e300)) as wide:
        answer = wide.post("/api/v1/rooms", json=own)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/network"


def test_a_bomb_is_refused(client):
    headers = {"Content-Type": "application/json"}
    for body in (
        '{"moment":' + "[" * 100_000,
        '{"moment":' + '{"start":' * 50_000,
        '{"moment": {"version": 1, "version": 1}}',
    ):
        answer = client.post("/api/v1/rooms", content=body, headers=headers)
        assert answer.status_code == 422, answer.text
    for number in ("NaN", "1e400", "9" * 5000):
        text = json.dumps(document()).replace("-0.125", number)
        assert client.post("/api/v1/rooms", content=f'{{"moment":{text}}}', headers=headers).status_code == 422


def test_how_large_a_file_may_be(client):
    huge = " " * (2 * 2**20)
    headers = {"Content-Type": "application/json"}
    body = json.dumps({"moment": document()})
    fits = body + huge[: 2 * 2**20 - len(body)]
    assert client.post("/api/v1/rooms", content=fits, headers=headers).status_code == 201
    assert client.post("/api/v1/rooms", content=fits + " ", headers=headers).status_code == 413
    assert client.post("/api/v1/links", content=fits, headers=headers).status_code == 413


def test_one_of_the_three(client):
    for body in (
        {"example": "mazur", "moment": document()},
        {"example": "mazur", **OWN},
        {"network": OWN["network"]},
        {"x": [1.0]},
    ):
        assert client.post("/api/v1/rooms", json=body).status_code == 422
    assert client.post("/api/v1/rooms", json=OWN).status_code == 201
    assert client.post("/api/v1/rooms", json={}).status_code == 201


def test_many_edits_are_refused(client):
    edits = [{"iteration": n, "changes": [{"of": "eta", "to": 1}]} for n in range(10_001)]
    branches = [{"name": "original", "parent": None, "edits": edits, "trained_to": 0}]
    found = refused(client, document(branches=branches, branch=0, position={"iteration": 0, "moment": 0}))
    assert list(found) == ["/moment/branches"]


def edit(iteration, value=0.5):
    return {"iteration": iteration, "changes": [{"of": "w.1.0.0", "to": value}]}


def tree(**second):
    """Three branches, each after the one before, and one that stands alone."""
    return [
        {"name": "original", "parent": None, "edits": [edit(n) for n in (1, 5, 9)], "trained_to": 12},
        {"name": "b", "parent": 0, "after_parent": True, "edits": [edit(6, 2), edit(8, 3)], "trained_to": 9} | second,
        {"name": "c", "parent": 1, "after_parent": True, "edits": [edit(7, 4)], "trained_to": 9},
        {"name": "d", "parent": 1, "after_parent": True, "edits": [edit(4, 5)], "trained_to": 9},
        {"name": "e", "parent": 3, "edits": [edit(2, 6)], "trained_to": 9},
    ]


def test_a_branch_comes_after_what_its_parent_has_before_it(client):
    for branch, iterations in enumerate([(1, 5, 9), (1, 5, 6, 8), (1, 5, 6, 7), (1, 4), (2,)]):
        room = client.app.state.hub.get(made(client, document(branches=tree(), branch=branch)))
        moment = room.moment()
        assert tuple(each.iteration for each in moment.branches[branch].edits) == iterations
        assert tuple(each.iteration for each in room.history().edits) == iterations


def test_a_loaded_room_has_each_edit_once_and_leaves_what_another_branch_has_of_one_alone(client):
    """As in the room that was saved: else its edits would be too many, and changed on branches where nobody is."""
    room = client.app.state.hub.get(made(client, document(branches=tree(), branch=0)))
    assert [len(branch.own) for branch in room._branches.all()] == [3, 2, 1, 1, 1]
    assert [branch.is_base for branch in room._branches.all()] == [True, True, False, False, False]


def test_many_branches_of_a_long_trunk_are_saved_small_and_loaded_again(client):
    trunk = [edit(n, n / 7) for n in range(1000)]
    branches = [{"name": "trunk", "parent": None, "edits": trunk, "trained_to": 0}]
    branches += [
        {"name": f"{n}", "parent": 0, "after_parent": True, "edits": [edit(900 + n, n / 3)], "trained_to": 0}
        for n in range(60)
    ]
    sent = document(branches=branches, branch=60, position={"iteration": 0, "moment": 0})
    saved = client.get(f"/api/v1/rooms/{made(client, sent)}/moment").json()
    assert saved["branches"] == branches
    link = client.post("/api/v1/links", json={"moment": document(branches=tree(), branch=2)}).json()["link"]
    alone = client.get(f"/api/v1/links/{link}").json()["branches"]
    assert alone == [
        {"name": "c", "parent": None, "edits": [edit(1), edit(5), edit(6, 2), edit(7, 4)], "trained_to": 9}
    ]


def test_an_edit_is_judged_by_what_comes_before_it_only(client):
    later = {"iteration": 9, "changes": [{"of": "activation.2", "to": "tanh"}]}
    own = {"iteration": 6, "changes": [{"of": "loss", "to": "binary_cross_entropy"}]}  # which takes a logistic output
    branches = [
        {"name": "original", "parent": None, "edits": [edit(1), later], "trained_to": 12},
        {"name": "b", "parent": 0, "after_parent": True, "edits": [own], "trained_to": 9},
    ]
    assert made(client, document(branches=branches))
    branches[1]["edits"] = [own | {"iteration": 10}]
    assert list(refused(client, document(branches=branches))) == ["/moment/branches/1/edits/0/changes/0/to"]


@pytest.mark.parametrize(
    ("second", "pointer"),
    [
        ({"parent": None}, "/moment/branches/1/after_parent"),
        ({"edits": []}, "/moment/branches/1/after_parent"),
        ({"edits": [edit(6), edit(6)]}, "/moment/branches/1/edits/1/iteration"),
        ({"edits": [edit(6), {"iteration": 7, "changes": [{"of": "w.9.0.0", "to": 1}]}]}, "/moment/branches/1/edits/1"),
        ({"after_parent": 1}, "/moment/branches/1/after_parent"),
    ],
)
def test_an_edit_after_a_parent_is_named_by_its_own_place(client, second, pointer):
    assert all(found.startswith(pointer) for found in refused(client, document(branches=tree(**second))))


@pytest.mark.parametrize("limit", ["MOST_EDITS", "LARGEST_SAVED"])
def test_a_file_that_could_not_be_loaded_is_not_written(client, monkeypatch, limit):
    room = made(client, document(branches=tree()))
    monkeypatch.setattr(moment_file, limit, 7)
    answer = client.get(f"/api/v1/rooms/{room}/moment")
    assert answer.status_code == 422
    assert "Delete branches" in answer.json()["errors"][0]["detail"]


def test_every_number_comes_back_as_the_same_double(client):
    rng = np.random.default_rng(5)
    own = json.loads(json.dumps(OWN))
    own["network"]["w"] = [rng.normal(0, 1, (3, 2)).tolist(), rng.normal(0, 1, (1, 3)).tolist()]
    got = client.get(f"/api/v1/rooms/{made(client, document(own))}/moment").json()
    assert got["start"]["network"]["w"] == own["network"]["w"]


def test_the_documents_name_every_field():
    models = [each for each in vars(moment_models).values() if isinstance(each, type) and issubclass(each, Strict)]
    names = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert {"schema", "trained_to", "notation", "of"} <= names
    missing = {name for name in names if not any(re.search(rf'[`"]{name}["`]', text) for text in DOCS)}
    assert not missing


def test_networks_whose_every_number_would_be_megabytes_make_no_room(client):
    big = {**OWN["network"], "sizes": [50, 50], "activations": ["tanh"], "loss": "half_squared_error"}
    own = OWN | {"network": big | {"w": [[[0.0] * 50] * 50], "b": [[0.0] * 50]}, "x": [0.0] * 50, "target": [0.0] * 50}
    moment = document(own, branches=[document()["branches"][0]], branch=0)
    for path, body, pointer in (
        ("rooms", own, "/network/sizes"),
        ("rooms", {"moment": moment}, "/moment/start/network/sizes"),
        ("links", {"moment": moment}, "/moment/start/network/sizes"),
    ):
        answer = client.post(f"/api/v1/{path}", json=body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
