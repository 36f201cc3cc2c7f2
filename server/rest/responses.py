"""Answers of endpoints: the problems for the OpenAPI document, and long ones written away from the event loop."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.responses import Response

from server.problems import KINDS, MEDIA_TYPE

_DEEPEST: Final = 3
"""So deep an answer is taken apart: a matrix, or the quantities of a moment, is one part."""

_HOLDERS: Final = (dict, list, tuple)
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
        example["errors"] = [{"pointer": "/x/0", "detail": "Give a number, such as 0.5."}]
    return example


ALWAYS = problems("bad-host", "too-many", "internal")
INVALID_BODY = problems("bad-origin", "too-large", "not-json", "invalid")


def as_json(fields: Mapping[str, Any]) -> Response:
    """Write an answer in a worker thread, in small parts, as nobody else computes while a part is being written.

    Raises:
        ValueError: a number is NaN or infinite.
    """
    return Response("".join(_parts(fields, 0)), media_type="application/json")


def _parts(value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 (whatever JSON holds)
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    if depth == _DEEPEST or not any(isinstance(each, _HOLDERS) for each in held):
        yield json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        return
    named = isinstance(value, dict)
    between = "{" if named else "["
    for item in value.items() if named else value:
        yield f"{between}{json.dumps(item[0])}:" if named else between
        yield from _parts(item[1] if named else item, depth + 1)
        between = ","
    yield "}" if named else "]"
