"""Rooms of batches and optimisers: which example is shown, edits of the method, restarts and moment files."""

import copy
from dataclasses import replace

import pytest

from core.history import History
from server.data import data_fields
from server.moment import Moment
from server.protocol.frame import Frame
from server.rest.moment_file import read_moment
from server.rest.moment_models import MomentDocument
from server.room_members import hash_key
from server.saved import SavedRoom
from server.settings import Settings
from tests.server.clients import client_of
from tests.server.moments import OWN, document
from tests.server.room_bench import KEY, Bench, fields, stored

ROWS = {"x": [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], "target": [[0.0], [1.0], [1.0], [0.0]]}
NETWORK = {
    "sizes": [2, 2, 1],
    "activations": ["tanh", "logistic"],
    "loss": "binary_cross_entropy",
    "bias_policy": "per_unit",
    "w": [[[0.3, -0.2], [0.5, 0.4]], [[0.7, -0.6]]],
    "b": [[0.1, 0.0], [0.2]],
}
METHOD = {"optimiser": {"name": "adam", "beta1": 0.5}, "batch": 3, "shuffle": 4}
ROOM = {"network": NETWORK, **ROWS, "eta": 0.1, "method": METHOD}


@pytest.fixture(scope="module")
def client():
    with client_of() as client:
        yield client


def shown_values(bench):
    """The newest frame's numbers, by id."""
    frame = [said for said in bench.said if isinstance(said, Frame)][-1]
    layouts = fields(bench.room.snapshot(1).described)["layouts"]
    return dict(zip(layouts[frame.layout.name.lower()], frame.values.tolist(), strict=True))


def xor() -> Bench:
    return Bench("xor")


def test_another_example_of_the_batch_is_shown_and_trains_the_same():
    bench = xor()
    bench.edit(("batch", None))
    first = shown_values(bench)
    bench.do("show_example", shown=2)
    bench.settle()
    second = shown_values(bench)
    setup = bench.room.setup_at(0)
    assert [first["a.0.0"], first["a.0.1"]] == setup.x[0].tolist()
    assert [second["a.0.0"], second["a.0.1"]] == setup.x[2].tolist()
    assert first["w_next.1.0.0"] == second["w_next.1.0.0"]
    assert bench.room.state.shown == 2
    assert fields(bench.room.snapshot(1).described)["method"]["batch"] is None


def test_an_edit_of_an_input_is_of_the_example_shown():
    bench = xor()
    bench.edit(("batch", None))
    bench.do("show_example", shown=3)
    bench.edit(("a.0.1", 0.25), ("eta", 0.5))
    bench.edit(("bias_policy", "shared"))
    bench.settle()
    setup = bench.room.setup_at(0)
    assert setup.x[3, 1] == 0.25
    assert setup.x[0].tolist() == xor().room.setup_at(0).x[0].tolist()
    assert shown_values(bench)["a.0.1"] == 0.25


@pytest.mark.parametrize("change", [("optimiser", {"name": "momentum", "momentum": 0.5}), ("batch", 2), ("shuffle", 3)])
def test_an_edit_of_the_method_is_computed_as_from_scratch(change):
    bench = xor()
    bench.do("go_to", iteration=9, moment=0)
    bench.settle()
    bench.edit(change)
    bench.do("go_to", iteration=30, moment=0)
    bench.settle()
    moment = bench.room.moment()
    anew = History(moment.start.setup, moment.branches[moment.branch].edits)
    anew.train(30)
    assert shown_values(bench)["w.1.0.0"] == anew.record(30).value("w.1.0.0")
    bench.do("undo")
    bench.settle()
    assert bench.room.setup_at(0).method == xor().room.setup_at(0).method


def test_the_learning_rate_before_its_schedule_is_said_where_it_holds():
    bench = xor()
    said = lambda: fields(bench.room.snapshot(1).described)["set_eta"]  # noqa: E731
    assert said() is None
    bench.edit(("optimiser", {"name": "sgd", "schedule": {"name": "step", "step_size": 2}}))
    first = bench.room.setup_at(0).eta
    assert said() == first
    bench.do("go_to", iteration=5, moment=0)
    bench.settle()
    assert shown_values(bench)["eta"] == pytest.approx(first * 0.01)
    bench.edit(("eta", 0.25))
    bench.settle()
    assert (said(), shown_values(bench)["eta"]) == (0.25, pytest.approx(0.0025))
    bench.do("go_to", iteration=4, moment=0)
    bench.settle()
    assert (said(), shown_values(bench)["eta"]) == (first, pytest.approx(first * 0.01))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (("batch", 0), "changes/0/to"),
        (("batch", 1.5), "changes/0/to"),
        (("optimiser", "newton"), "changes/0/to"),
        (("optimiser", {"name": "adam", "beta1": 7.0}), "changes/0/to"),
        (("reduction", "median"), "changes/0/to"),
        (("x.9.0", 1.0), "changes/0/of"),
        (("eta", None), "changes/0/to"),
    ],
)
def test_what_is_no_method_changes_nothing(change, path):
    bench = xor()
    failure = bench.refused("edit", changes=[{"of": change[0], "to": change[1]}], gesture=None)
    assert (failure.code, failure.path) == ("out_of_range", path)
    assert bench.room.revision == xor().room.revision


def test_a_room_comes_back_with_its_method_and_the_example_shown():
    bench = xor()
    bench.edit(("optimiser", {"name": "rmsprop", "schedule": {"name": "step", "step_size": 5}}), ("batch", 3))
    bench.do("show_example", shown=1)
    bench.do("go_to", iteration=17, moment=4)
    bench.settle()
    again = Bench(saved=stored(bench.room.saved()))
    again.settle()
    assert again.room.state.shown == 1
    assert shown_values(again) == shown_values(bench)


def test_a_room_of_ones_own_method_and_its_moment_file(client):
    room = client.post("/api/v1/rooms", json=ROOM).json()["room"]
    moment = client.get(f"/api/v1/rooms/{room}/moment").json()
    method = moment["start"]["method"]
    assert (method["optimiser"]["beta1"], method["batch"], method["shuffle"]) == (0.5, 3, 4)
    again = client.post("/api/v1/rooms", json={"moment": moment}).json()["room"]
    assert client.get(f"/api/v1/rooms/{again}/moment").json() == moment
    records = [client.get(f"/api/v1/rooms/{room}/record?shown={shown}").json() for shown in (0, 1, 3)]
    inputs = [record["givens"][0]["value"] for record in records]
    assert records[0]["moments"] == records[2]["moments"]
    assert records[0]["moments"] != records[1]["moments"]
    assert len(inputs) == 3
    for address in ("listing", "listing?language=pytorch", "history", "paper?decimals=3", "nudge?parameter=w.1.0.0"):
        assert client.get(f"/api/v1/rooms/{room}/{address}").status_code == 200


@pytest.mark.parametrize(
    ("method", "pointer"),
    [
        ({"batch": 0}, "/method/batch"),
        ({"batch": "all"}, "/method/batch"),
        ({"optimiser": "newton"}, "/method/optimiser"),
        ({"optimiser": {"name": "adam", "beta1": 2.0}}, "/method/optimiser/beta1"),
        ({"optimiser": {"name": "sgd", "momentum": 0.9}}, "/method/optimiser/momentum"),
        (
            {"optimiser": {"name": "sgd", "schedule": {"name": "step", "step_size": 0.0}}},
            "/method/optimiser/schedule/step_size",
        ),
        ({"speed": 1}, "/method/speed"),
    ],
)
def test_a_wrong_method_is_refused_by_its_field(client, method, pointer):
    answer = client.post("/api/v1/rooms", json=ROOM | {"method": method})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    moment = document(start=copy.deepcopy(OWN) | {"method": method})
    refused = client.post("/api/v1/rooms", json={"moment": moment})
    assert [error["pointer"] for error in refused.json()["errors"]] == [f"/moment/start{pointer}"]


def test_a_method_without_a_network_is_refused(client):
    answer = client.post("/api/v1/rooms", json={"example": "xor", "method": {"batch": 2}})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/method"]


DATA = {
    "inputs": ["first", "second"],
    "outputs": ["differs"],
    "classes": ["no", "yes"],
    "test_x": [[0.5, 0.5], [0.9, 0.1]],
    "test_target": [[0.0], [1.0]],
}


MANY = [[0.5, 0.5]] * Settings().max_activations


def test_what_the_rows_mean_goes_with_a_room_and_its_file(client):
    room = client.post("/api/v1/rooms", json=ROOM | {"data": DATA, "title": "Either"}).json()["room"]
    moment = client.get(f"/api/v1/rooms/{room}/moment").json()
    assert moment["start"]["data"] == DATA
    assert moment["title"] == "Either"
    start = read_moment(MomentDocument.model_validate(moment), Settings()).start
    saved = SavedRoom.of_moment("K7QX2M", hash_key(KEY), Moment.of_start(start))
    again = stored(saved).start
    assert data_fields(again.data) == DATA
    about = fields(Bench(saved=replace(saved, start=again)).room.snapshot(1).about)["data"]
    assert about == {key: list(DATA[key]) for key in ("inputs", "outputs", "classes")} | {"test_rows": 2}
    assert fields(Bench("xor").room.snapshot(1).about)["data"] is None


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"inputs": ["one"]}, "/data/inputs"),
        ({"outputs": []}, "/data/outputs"),
        ({"classes": ["a", "b", "c"]}, "/data/classes"),
        ({"test_x": [[1.0]]}, "/data/test_x"),
        ({"test_target": [[0.0]]}, "/data/test_target"),
        ({"test_target": [[0.0], [2.0]]}, "/data/test_target/1/0"),
        ({"test_x": [[0.5, 0.5], [0.9]]}, "/data/test_x"),
        ({"colour": "red"}, "/data/colour"),
    ],
)
def test_data_that_does_not_fit_is_refused(client, changed, pointer):
    answer = client.post("/api/v1/rooms", json=ROOM | {"data": DATA | changed})
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("many", "pointer"), [({"x": MANY}, "/x"), ({"data": DATA | {"test_x": MANY}}, "/data/test_x")], ids=["x", "test_x"]
)
def test_more_rows_than_a_room_bears_are_refused_where_they_are(client, many, pointer):
    (error,) = client.post("/api/v1/rooms", json=ROOM | many).json()["errors"]
    assert error["pointer"] == pointer
    assert "take fewer rows" in error["detail"]
