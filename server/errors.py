"""Answers whatever goes wrong: a problem document for programs, a page for people."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.pages import Pages
from server.problems import KINDS, ProblemError, respond

log = logging.getLogger("deltaflow")

_BY_STATUS = {int(kind.status): name for name, kind in KINDS.items()}


async def refused(request: Request, error: Exception) -> Response:
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


async def _unexpected(request: Request, error: Exception) -> Response:
    """Log a fault of ours, and say no more than that there was one."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return respond(ProblemError("internal", "This is a fault of the server; it was logged."))


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


Handlers = Mapping[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]]

HANDLERS: Handlers = MappingProxyType({HTTPException: refused, Exception: _unexpected})
"""What answers which error of a request, of the site's and of the API's."""
