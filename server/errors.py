"""Answers whatever goes wrong: a problem document for programs, a page for people."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from server.pages import Pages
from server.problems import KINDS, ProblemError, invalid, placed, respond
from server.rest.models import TAGS
from server.security import add_security_headers
from server.wording import explained, fields_at

log = logging.getLogger("deltaflow")

_MOST_ERRORS = 20
_BY_STATUS = {int(kind.status): name for name, kind in KINDS.items()}


def install(app: FastAPI) -> None:
    """Answer every error of `app` in our own words."""
    for kind, handle in HANDLERS.items():
        app.add_exception_handler(kind, handle)
    app.add_exception_handler(Exception, _unexpected)


async def _refused(request: Request, error: Exception) -> Response:
    """Answer a refusal, ours or the framework's."""
    refusal = cast("HTTPException", error)
    if not isinstance(refusal, ProblemError):
        kind = _BY_STATUS.get(refusal.status_code, "invalid")
        refusal = ProblemError(kind, KINDS[kind].about, headers=dict(refusal.headers or {}))
    if _wants_page(request):
        pages: Pages = request.app.state.pages
        page = pages.render("error.html", refusal.status_code, title=refusal.kind.title, detail=refusal.detail)
        page.headers.update(refusal.headers or {})
        return page
    return respond(refusal)


async def _wrong_fields(request: Request, error: Exception) -> Response:
    """Name every wrong field; never repeat its value."""
    errors = cast("RequestValidationError", error).errors()
    return respond(invalid([_field_error(found, request) for found in errors[:_MOST_ERRORS]]))


async def _unexpected(request: Request, error: Exception) -> Response:
    """Log a fault of ours, and say no more than that there was one; outside of the middleware that adds headers."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    response = respond(ProblemError("internal", "This is a fault of the server; it was logged."))
    add_security_headers(response.raw_headers, request.app.state.pages.assets().policy)
    return response


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


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = MappingProxyType(
    {HTTPException: _refused, RequestValidationError: _wrong_fields}
)
"""What answers which error of a request."""
