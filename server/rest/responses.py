"""Answers of endpoints: the problems for the OpenAPI document, and long ones written away from the event loop."""

from typing import Any

from starlette.responses import Response

from server.problems import KINDS, MEDIA_TYPE
from server.rest.models import Answer

_REFERENCE = {"$ref": "#/components/schemas/Problem"}

Responses = dict[int | str, dict[str, Any]]


def problems(*names: str) -> Responses:
    """Describe answers with these kinds of problem."""
    return {
        int(KINDS[name].status): {
            "description": f"{KINDS[name].title}. {KINDS[name].about}",
            "content": {MEDIA_TYPE: {"schema": _REFERENCE, "example": _example(name)}},
        }
        for name in names
    }


def _example(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    example: dict[str, Any] = {
        "type": kind.type,
        "title": kind.title,
        "status": int(kind.status),
        "detail": kind.about,
    }
    if name == "invalid":
        example["detail"] = "One field is wrong."
        example["errors"] = [{"pointer": "/x/0", "detail": "Input should be a valid number"}]
    return example


ALWAYS = problems("bad-host", "too-many", "internal")
INVALID_BODY = problems("bad-origin", "too-large", "not-json", "invalid")


def as_json(model: type[Answer], fields: dict[str, Any]) -> Response:
    """Check an answer against its model and write it; called in a worker thread, because some answers are long."""
    return Response(model.model_validate(fields).model_dump_json(), media_type="application/json")
