"""The OpenAPI document: what FastAPI derives from the models, with samples, limits and problem documents added."""

from typing import Any

from fastapi import FastAPI

from server.problems import KINDS
from server.rest.models import FieldError, Problem
from server.rest.samples import samples
from server.settings import Settings

_JSON = "application/json"
_METHODS = ("get", "post")


def describe(app: FastAPI) -> dict[str, Any]:
    """Make the application's OpenAPI document."""
    document = app.openapi()
    settings: Settings = app.state.settings
    document["info"]["description"] = _about(settings)
    _add_problems(document)
    _add_samples(document)
    _add_links(document)
    return document


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """List (method, path, operation) in the document's order."""
    return [(m, path, item[m]) for path, item in document["paths"].items() for m in _METHODS if m in item]


def _about(settings: Settings) -> str:
    return (
        "Numbers are doubles in full precision: the shortest text that reads back the same double. NaN, Infinity, "
        "unknown fields and wrong shapes are refused with 422, naming the field. Nothing a client claims is believed: "
        "every answer is computed from its request. Limits here: "
        f"{settings.max_body} bytes a body, {settings.max_units} units a layer, {settings.max_layers} layers after the "
        f"input, {settings.max_parameters} weights and biases, {settings.max_activations} rows times units, "
        f"iteration {settings.predict_iterations} of an example, {settings.train_iterations} iterations of a training, "
        f"about {settings.max_work:g} multiplications, {settings.rate_per_second:g} requests a second for each client "
        f"({settings.rate_burst} at once)."
    )


def _add_problems(document: dict[str, Any]) -> None:
    """Describe the problem document, and drop FastAPI's own form of validation error, which is never sent."""
    schemas = document["components"]["schemas"]
    for model in (FieldError, Problem):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    schemas["Problem"]["properties"]["type"]["enum"] = [kind.type for kind in KINDS.values()]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for _, _, operation in operations(document):
        responses = operation["responses"]
        if "HTTPValidationError" in str(responses.get("422")):
            del responses["422"]


def _add_samples(document: dict[str, Any]) -> None:
    made = samples()
    for method, path, operation in operations(document):
        body, answer = made[method, path]
        if body is not None:
            operation["requestBody"]["content"][_JSON]["example"] = body
        success = next(status for status in operation["responses"] if status.startswith("2"))
        next(iter(operation["responses"][success]["content"].values()))["example"] = answer


def _add_links(document: dict[str, Any]) -> None:
    """Say where the name of what was made is asked for: a room's in all addresses below it, a link's in its own."""
    for path, field, parameter in (("/api/v1/rooms", "room", "room_id"), ("/api/v1/links", "link", "link_id")):
        document["paths"][path]["post"]["responses"]["201"]["links"] = {
            operation["operationId"]: {
                "operationId": operation["operationId"],
                "parameters": {parameter: f"$response.body#/{field}"},
            }
            for _, address, operation in operations(document)
            if f"{{{parameter}}}" in address
        }
