"""Answers of endpoints: the problems for the OpenAPI document, and long ones written away from the event loop."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.responses import Response

from server.problems import KINDS, MEDIA_TYPE

_MOST_VALUES: Final = 2000
"""Of one part: about a millisecond in which nobody else computes."""

_FEW: Final = 64

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
    return Response("".join(_parts(fields)), media_type="application/json")


def _parts(value: Any) -> Iterator[str]:  # noqa: ANN401 (whatever JSON holds)
    if not isinstance(value, _HOLDERS) or _size(value) <= _MOST_VALUES:
        yield json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    elif isinstance(value, dict):
        between = "{"
        for name, each in value.items():
            yield f"{between}{json.dumps(name)}:"
            yield from _parts(each)
            between = ","
        yield "}"
    else:
        nested = isinstance(value[0], _HOLDERS) or isinstance(value[-1], _HOLDERS)
        between = "["
        for start in range(0, len(value), 1 if nested else _MOST_VALUES):
            yield between
            between = ","
            if nested:
                yield from _parts(value[start])
            else:
                part = value[start : start + _MOST_VALUES]
                yield json.dumps(part, allow_nan=False, ensure_ascii=False, separators=(",", ":"))[1:-1]
        yield "]"


def _size(value: Any) -> int:  # noqa: ANN401 (whatever JSON holds)
    """Judge how many values it holds; what a long list holds is alike, so its ends stand for all."""
    if not isinstance(value, _HOLDERS) or not value:
        return 1
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if len(value) <= _FEW:
        return sum(map(_size, value))
    return len(value) * max(_size(value[0]), _size(value[-1]))
