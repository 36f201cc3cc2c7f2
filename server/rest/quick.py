"""A short way to endpoints that take microseconds: to find and prepare an endpoint costs FastAPI more than they do."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from server.errors import refused
from server.rest.errors import wrong_fields
from server.rest.strict import QuickRoute


class Quick:
    """Answers for some routes before FastAPI looks for them; it would answer the same, and describes them.

    Args:
        app: answers everything else.
        routes: by their whole paths.
    """

    def __init__(self, app: ASGIApp, routes: Mapping[str, QuickRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        route = self.routes.get(scope["path"]) if scope["type"] == "http" else None
        if route is None or scope["method"] not in (route.methods or ()):
            await self.app(scope, receive, send)
            return
        scope["route"] = route  # as routers do
        request = Request(scope, receive)
        try:
            response = await route.answer(request)
        except HTTPException as error:
            response = await refused(request, error)
        except RequestValidationError as error:
            response = await wrong_fields(request, error)
        await response(scope, receive, send)
