"""Answers what goes wrong in the API: as the site does, and where fields are wrong, by naming them in our own words."""

from types import MappingProxyType
from typing import Any, cast

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from server import errors
from server.problems import invalid, placed, respond
from server.rest.models import TAGS
from server.wording import explained, fields_at

_MOST_ERRORS = 20


async def wrong_fields(request: Request, error: Exception) -> Response:
    """Name every wrong field; never repeat its value."""
    found = cast("RequestValidationError", error).errors()[:_MOST_ERRORS]
    return respond(invalid([_field_error(each, request) for each in found]))


def _field_error(found: Any, request: Request) -> tuple[str, str]:  # noqa: ANN401 (pydantic's error, a plain dictionary)
    place, *path = found["loc"]
    if place not in ("body", "query"):
        return "", f"{place} {path[-1]}: {explained(found)}"
    detail = explained(found, fields_at(_owners(request, place), path[:-1]))
    return placed(tuple(step for step in path if step not in TAGS), detail)


def _owners(request: Request, place: str) -> list[Any]:
    """Give the models of what an endpoint takes in its body, or in its address."""
    route = request.scope["route"]
    fields = [route.body_field] if place == "body" else route.dependant.query_params
    return [field.field_info.annotation for field in fields]


HANDLERS: errors.Handlers = MappingProxyType({**errors.HANDLERS, RequestValidationError: wrong_fields})
"""What answers which error of a request to the API."""
