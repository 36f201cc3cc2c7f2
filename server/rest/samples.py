"""Requests and answers for the documentation: computed where they can be. Of long lists they show one item."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from starlette.responses import Response

from core.article import ARTICLE, compare
from core.examples import EXAMPLES
from core.history import History
from core.listing import listing
from core.nudge import nudged
from core.paper import on_paper
from core.paths import paths_of
from core.record import record
from core.setup import Setup
from server.limits import Limits
from server.moment import Moment
from server.rest import datasets
from server.rest.article import row_of
from server.rest.check_models import GradientCheckRequest
from server.rest.compare import CompareRequest, comparing
from server.rest.data import built, preview
from server.rest.data_models import DataRequest, DatasetQuery, TableRequest
from server.rest.explain_models import RecordRequest
from server.rest.exports import chunks
from server.rest.gradient_check import checking
from server.rest.initial import InitialRequest, drawn
from server.rest.iterations import Iteration, paper_fields
from server.rest.landscape import surveyed
from server.rest.landscape_models import LandscapeQuery
from server.rest.learning_curve import learned
from server.rest.methods import read_method
from server.rest.models import PredictAnswer, PredictRequest, Source, StepRequest
from server.rest.moment_file import of_link, write_moment
from server.rest.moment_models import MomentDocument
from server.rest.networks import write_network
from server.rest.predict import predict
from server.rest.records import computed, written
from server.rest.step import step
from server.rest.sweep import swept
from server.rest.sweep_models import SweepRequest
from server.rest.train import training
from server.rest.train_models import TrainRequest
from server.rest.views import seen
from server.settings import Settings

_TABLE = "length;width;kind\n1,5;2;a\n3;4;b\n4,5;1;a\n6;3;b\n"

Sample = tuple[Any, Any]
"""A request's body, or None where it has none, and the answer's."""


def samples() -> dict[tuple[str, str], Sample]:
    """Make a request and its answer for every (method, path)."""
    room = _room()
    listed = {"examples": [_about(example_id) for example_id in EXAMPLES]}
    return {
        ("post", "/api/v1/predict"): _predict(),
        ("post", "/api/v1/step"): _step(),
        ("post", "/api/v1/train"): _train(),
        ("post", "/api/v1/sweep"): _sweep(),
        ("post", "/api/v1/gradient-check"): _gradient_check(),
        ("post", "/api/v1/record"): _record(),
        ("post", "/api/v1/data/preview"): _preview(),
        ("post", "/api/v1/data"): _data(),
        ("get", "/api/v1/datasets"): (None, abridged(datasets.listed())),
        ("get", "/api/v1/datasets/{dataset_id}"): (None, datasets.given("xor", DatasetQuery.model_validate({}))),
        ("post", "/api/v1/initial"): _initial(),
        ("get", "/api/v1/examples"): (None, listed),
        ("get", "/api/v1/examples/{example_id}"): (None, _example("mazur")),
        ("post", "/api/v1/rooms"): ({"example": "mazur"}, _created()),
        ("get", "/api/v1/rooms/{room_id}"): (None, room),
        **_of_an_iteration(),
        ("get", "/api/v1/rooms/{room_id}/moment"): (None, _moment()),
        ("get", "/api/v1/rooms/{room_id}/listing"): (None, _listing()),
        ("get", "/api/v1/rooms/{room_id}/history"): (None, _history()),
        ("post", "/api/v1/links"): ({"moment": _moment()}, _link()),
        ("get", "/api/v1/links/{link_id}"): (None, _moment()),
        ("get", "/api/v1/article"): (None, {"rows": [_article_row()]}),
        ("get", "/healthz"): (None, {"status": "ok"}),
    }


def _predict() -> Sample:
    body = {"x": [0.05, 0.10], "example": "mazur", "iteration": 0}
    request = PredictRequest.model_validate(body)
    answer = predict(EXAMPLES["mazur"].network, request.x, Source(kind="example", id="mazur", iteration=0))
    return body, PredictAnswer.model_validate(answer).model_dump()


def _step() -> Sample:
    network = _example("mazur")["network"]
    body = {"network": network, "x": [0.05, 0.10], "target": [0.01, 0.99], "eta": 0.5, "reduction": "mean"}
    return body, step(StepRequest.model_validate(body))


def _preview() -> Sample:
    body = {"text": _TABLE}
    return body, abridged(preview(TableRequest.model_validate(body)))


def _data() -> Sample:
    body = {"text": _TABLE, "roles": ["input", "input", "class"], "scale": "min_max", "fraction": 0.25, "seed": 1}
    return body, built(DataRequest.model_validate(body))


def _train() -> Sample:
    body = {key: value for key, value in _step()[0].items() if key != "eta"}
    body |= {"optimiser": {"name": "adam", "eta": 0.01}, "iterations": 20, "every": 10}
    request = TrainRequest.model_validate(body)
    return body, _last(training(request, read_method(request), request.iterations))


def _sweep() -> Sample:
    body = {key: value for key, value in _step()[0].items() if key in ("network", "x", "target")}
    body |= {"etas": [0.5, 5.0], "initial": {"name": "xavier_uniform"}, "seeds": [0, 1, 2], "iterations": 200}
    return body, _last(swept(SweepRequest.model_validate(body), Settings()))


def _gradient_check() -> Sample:
    body = _step()[0]
    return body, abridged(_last(checking(GradientCheckRequest.model_validate(body), 12)))


def _last(pieces: Iterator[Response | None]) -> Any:  # noqa: ANN401 (whatever JSON holds)
    """The answer that comes after all pieces."""
    *_, answer = pieces
    return None if answer is None else json.loads(bytes(answer.body))


def _initial() -> Sample:
    body = {"sizes": [2, 1], "initial": {"name": "xavier_uniform"}, "seed": 7, "bias_policy": "per_unit"}
    return body, drawn(InitialRequest.model_validate(body))


def _moment() -> dict[str, Any]:
    return write_moment(Moment.of_example("mazur"))


def _link() -> dict[str, Any]:
    link, _ = of_link(MomentDocument.model_validate(_moment()))
    return {"link": link, "url": f"http://127.0.0.1:8000/m/{link}"}


def _listing() -> str:
    example = EXAMPLES["mazur"]
    return listing(Setup(example.network, example.x, example.target, example.eta), "numpy")


def _history() -> str:
    return "".join(chunks(History(Moment.of_example("mazur").start.setup), range(1)))


def _article_row() -> dict[str, Any]:
    """One row of many, of a number that the first iteration computes."""
    printed = ARTICLE[0]
    example = EXAMPLES["mazur"]
    first = record(example.network, example.x[0], example.target[0], example.eta)
    return row_of(compare(printed, first, None)).model_dump()


def _record() -> Sample:
    body = {key: value for key, value in _step()[0].items() if key != "reduction"}
    return body, abridged(computed(RecordRequest.model_validate(body)))


def _of_an_iteration() -> dict[tuple[str, str], Sample]:
    example = EXAMPLES["mazur"]
    setup = Setup(example.network, example.x, example.target, example.eta)
    found = Iteration(History(setup), revision=1, iteration=0, shown=0)
    body = {"runs": [{}, {"mistake": "early"}], "iterations": 1}
    compared = _last(comparing(found, CompareRequest.model_validate(body), Limits()))
    answers = {
        "record": written(found.record()),
        "paths": asdict(paths_of(example.network, found.record(), "w.1.0.0")),
        "nudge": asdict(nudged(setup, 0, "w.1.0.0")),
        "views": seen(found, None, (), 3),
        "paper": paper_fields(on_paper(found.record(), 3)),
    }
    landscape = _last(surveyed(found, LandscapeQuery.model_validate({"parameter": "w.1.0.0"}), Settings()))
    start = "/api/v1/rooms/{room_id}"
    return {
        ("post", f"{start}/compare"): (body, abridged(compared)),
        ("get", f"{start}/landscape"): (None, abridged(landscape)),
        ("get", f"{start}/learning-curve"): (None, abridged(_last(learned(found, None)))),
        **{("get", f"{start}/{name}"): (None, abridged(found.answer(fields))) for name, fields in answers.items()},
    }


def abridged(value: Any) -> Any:  # noqa: ANN401 (whatever JSON holds)
    """Keep one of many objects in a list."""
    if isinstance(value, dict):
        return {key: abridged(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        items = value[:1] if value and isinstance(value[0], dict) else value
        return [abridged(item) for item in items]
    return value


def _about(example_id: str) -> dict[str, Any]:
    example = EXAMPLES[example_id]
    return {"id": example_id, "title": example.title, "description": example.description, "source": example.source}


def _example(example_id: str) -> dict[str, Any]:
    example = EXAMPLES[example_id]
    network = write_network(example.network).model_dump(exclude_none=True)
    data = {"x": example.x.tolist(), "target": example.target.tolist(), "eta": example.eta}
    return {**_about(example_id), "network": network, **data}


def _created() -> dict[str, Any]:
    url = "http://127.0.0.1:8000/r/K7QX2M"
    return {"room": "K7QX2M", "host_key": "zXb8...", "url": url, "host_url": f"{url}#k=zXb8..."}


def _room() -> dict[str, Any]:
    return {
        "room": "K7QX2M",
        "example": "mazur",
        "network": _example("mazur")["network"],
        "position": {"iteration": 0, "moment": 8},
        "revision": 1,
        "rights": {"watch": True, "drive": False},
    }
