"""The API's documentation: complete, true, and readable without a network."""

import json
import math
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pydantic import BaseModel

from core.activations import ACTIVATIONS
from core.datasets.assembly import ORDERS
from core.datasets.cells import DECIMALS
from core.datasets.columns import ROLES
from core.datasets.decoding import ENCODINGS
from core.datasets.reading import SEPARATORS
from core.datasets.scaling import SCALINGS
from core.initial import INITIALS
from core.losses import LOSSES
from core.mistakes import MISTAKES
from core.network import BIAS_POLICIES
from core.optimisers import OPTIMISERS
from core.schedules import SCHEDULES
from server.problems import KINDS
from server.rest import (
    article,
    check_models,
    data_models,
    explain_models,
    initial,
    landscape_models,
    models,
    sweep_models,
    train_models,
)
from server.rest.samples import abridged
from tests.server.clients import client_of

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
ENUMS = {"ActivationName": ACTIVATIONS, "LossName": LOSSES, "BiasPolicy": BIAS_POLICIES}
METHOD_ENUMS = {"OptimiserName": OPTIMISERS, "ScheduleName": SCHEDULES, "MistakeName": MISTAKES}
DATA_ENUMS = {
    "Encoding": ENCODINGS,
    "Separator": SEPARATORS,
    "Decimal": DECIMALS,
    "Role": ROLES,
    "Order": ORDERS,
    "ScalingName": SCALINGS,
}


class Page(HTMLParser):
    """The text of a page and the anchors in it."""

    def __init__(self, html):
        super().__init__()
        self.text, self.ids, self.links = "", set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids.add(values.get("id"))
        if tag == "a":
            self.links.append(values["href"])

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


@pytest.fixture(scope="module")
def document(client):
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture(scope="module")
def page(client):
    return Page(client.get("/api/v1/docs").text)


def operations(document):
    return [(method, path, found) for path, item in document["paths"].items() for method, found in item.items()]


def test_every_endpoint_is_in_the_document(client, document):
    served = {
        (method.lower(), route.path)
        for router in client.runner.run(client.app.api.load()).router.routes
        for route in getattr(getattr(router, "original_router", None), "routes", [router])
        for method in getattr(route, "methods", None) or ()
        if getattr(route, "include_in_schema", False)
    }
    described = {(method, path.removeprefix("/api/v1")) for method, path, _ in operations(document)}
    assert described == {(m, p.removeprefix("/api/v1")) for m, p in served if m in {"get", "post"}}
    assert len(described) == 30


def test_every_field_is_explained(document):
    for name, schema in document["components"]["schemas"].items():
        for field, about in schema.get("properties", {}).items():
            explained = about.get("description") or name.endswith("WithParameters")
            assert explained, f"{name}.{field}"


def test_every_problem_an_endpoint_answers_with_is_described(document):
    for method, path, found in operations(document):
        if path == "/healthz":
            continue
        wanted = {"400", "429", "500"} | ({"403", "413", "415", "422"} if method == "post" else set())
        wanted |= {"404"} if "{" in path else set()
        described = {status for status in found["responses"] if not status.startswith("2")}
        assert wanted <= described, path
        for status in described:
            assert "application/problem+json" in found["responses"][status]["content"]
    assert "HTTPValidationError" not in str(document)


def test_every_sample_is_true(client, document):
    """Each sample request is sent, and the answer compared with the sample answer."""
    moment = client.get(f"/api/v1/rooms/{client.post('/api/v1/rooms', json={}).json()['room']}/moment").json()
    link = client.post("/api/v1/links", json={"moment": moment}).json()["link"]
    for method, path, found in operations(document):
        success = next(status for status in found["responses"] if status.startswith("2"))
        sample = next(iter(found["responses"][success]["content"].values()))["example"]
        body = found.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
        room = client.post("/api/v1/rooms", json={}).json()["room"]
        address = path.format(room_id=room, example_id="mazur", dataset_id="xor", link_id=link)
        query = {
            p["name"]: p["schema"]["examples"][0]
            for p in found.get("parameters", [])
            if p.get("required") and p["in"] == "query"
        }
        answer = client.request(method.upper(), address, params=query, **({"json": body} if body else {}))
        assert answer.status_code == int(success)
        if isinstance(sample, str):
            assert answer.text == sample
        elif "room" in path:
            assert shape(abridged(answer.json())) == shape(abridged(sample))
        elif path.endswith(("/record", "/preview", "/datasets", "/gradient-check")):
            assert abridged(answer.json()) == sample
        elif path.endswith("/article"):
            assert sample["rows"] == answer.json()["rows"][:1]
        else:
            assert answer.json() == sample


def shape(value):
    """Forget values, keep the names and types."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(inner) for inner in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize(
    ("module", "names"),
    [(models, ENUMS), (train_models, METHOD_ENUMS), (data_models, DATA_ENUMS), (initial, {"InitialName": INITIALS})],
)
def test_the_names_offered_are_those_of_the_core(module, names):
    assert {name: list(getattr(module, name).__args__) for name in names} == {
        name: list(table) for name, table in names.items()
    }


def test_the_limits_are_published(document):
    for limit in (
        "262144 bytes",
        "64 units",
        "8 layers",
        "20000 weights",
        "32768 rows",
        "iteration 100000",
        "50 requests",
    ):
        assert limit in document["info"]["description"]


def test_the_page_explains_every_call_field_and_problem(document, page):
    for method, path, found in operations(document):
        assert f"{method.upper()} {path}" in page.text
        assert found["summary"] in page.text
    for name, schema in document["components"]["schemas"].items():
        if "properties" in schema:
            assert f"model-{name}" in page.ids
            for about in schema["properties"].values():
                assert about.get("description", "") in page.text
    for kind in KINDS.values():
        assert f"problem-{kind.name}" in page.ids
        assert kind.title in page.text


def test_the_page_links_only_to_what_is_there(client, page):
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        else:
            assert client.get(link).status_code == 200, link


def test_a_problem_links_to_its_explanation(client, page):
    path, _, anchor = client.get("/api/v1/examples/nix").json()["type"].partition("#")
    assert path == "/api/v1/docs"
    assert anchor in page.ids


def test_the_guide_names_every_call_problem_and_function(document):
    for method, path, _ in operations(document):
        assert f"{method.upper()} {path}" in GUIDE
    for kind in KINDS.values():
        assert f"| {int(kind.status)} | `{kind.name}` |" in GUIDE
    for names in (*ENUMS.values(), *METHOD_ENUMS.values(), *DATA_ENUMS.values()):
        assert all(f"`{name}`" in GUIDE for name in names)


def test_the_guide_has_every_parameter_with_its_default_and_bounds():
    found: dict[tuple, list[str]] = {}
    forms = [*ACTIVATIONS.items(), *LOSSES.items(), *OPTIMISERS.items()]
    for owner, parameters in (*((name, form.parameters) for name, form in forms), *SCHEDULES.items()):
        for name, each in parameters.items():
            found.setdefault((name, each.default, each.low, each.high), []).append(f"`{owner}`")
    assert len(found) >= 10
    for (name, default, low, high), owners in found.items():
        most = "below 1" if high == math.nextafter(1.0, 0.0) else f"{high:g}"
        assert f"| `{name}` | {', '.join(owners)} | {default:g} | {low:g} | {most} |" in GUIDE


def written_models():
    found = [
        value
        for module in (
            models,
            article,
            check_models,
            data_models,
            explain_models,
            landscape_models,
            sweep_models,
            train_models,
        )
        for value in vars(module).values()
        if isinstance(value, type)
    ]
    return [model for model in dict.fromkeys(found) if issubclass(model, BaseModel) and model.model_fields]


@pytest.mark.parametrize("model", written_models(), ids=lambda model: model.__name__)
def test_the_guide_names_every_field(model):
    for field in model.model_fields:
        assert re.search(rf'[`"]{field}["`]', GUIDE), f"{model.__name__}.{field}"


def test_the_guide_s_requests_work_as_printed(client):
    """Every curl command in the guide: its method, path and body are sent, and the status printed below it comes."""
    commands = re.findall(r"curl (?:-s )?http://127\.0\.0\.1:8000(\S+)(?: --json '([^']*)')?", GUIDE)
    assert len(commands) >= 5
    for path, body in commands:
        room = client.post("/api/v1/rooms", json={}).json()["room"]
        options = {"json": json.loads(body)} if body else {}
        answer = client.request("POST" if body else "GET", path.replace("ROOM", room), **options)
        assert answer.status_code in {200, 201}, (path, answer.text)


def test_what_was_made_is_linked_to_where_it_is_asked_for(client, document):
    """The links name every operation with a room or a link in its address, and say where its name stands."""
    for made, parameter in (("/api/v1/rooms", "room_id"), ("/api/v1/links", "link_id")):
        links = document["paths"][made]["post"]["responses"]["201"]["links"]
        asked = {found["operationId"] for _, path, found in operations(document) if f"{{{parameter}}}" in path}
        assert {link["operationId"] for link in links.values()} == asked
        for link in links.values():
            assert link["parameters"] == {parameter: f"$response.body#/{parameter.removesuffix('_id')}"}
