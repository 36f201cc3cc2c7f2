"""What describes the API, for programs and for people, made when somebody first asks for it, once."""

import asyncio
from typing import NamedTuple

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import JSONResponse, Response

from server.pages import Pages
from server.rest.compute import off_the_loop
from server.rest.openapi import describe
from server.rest.reference import Reference, reference
from server.rest.strict import ApiRoute

router = APIRouter(route_class=ApiRoute, include_in_schema=False)


class Described(NamedTuple):
    """The API as an OpenAPI document, in JSON, and in words."""

    document: bytes
    words: Reference


class Documentation:
    """Describes the API off the event loop, as it takes half a second: every sample is computed.

    Args:
        api: what is described, with all its endpoints.
    """

    def __init__(self, api: FastAPI) -> None:
        self._api = api
        self._described: Described | None = None
        self._lock = asyncio.Lock()

    async def described(self) -> Described:
        """Give the description."""
        async with self._lock:
            if self._described is None:
                self._described = await off_the_loop(described, self._api)
        return self._described


def described(api: FastAPI) -> Described:
    """Describe the API."""
    document = describe(api)
    return Described(bytes(JSONResponse(document).body), reference(document))


@router.get("/openapi.json")
async def openapi_document(request: Request) -> Response:
    """Describe the API for programs."""
    documentation: Documentation = request.app.state.documentation
    return Response((await documentation.described()).document, media_type="application/json")


@router.get("/docs")
async def documentation_page(request: Request) -> Response:
    """Describe the API for people, with nothing but our own page."""
    documentation: Documentation = request.app.state.documentation
    pages: Pages = request.app.state.pages
    words = (await documentation.described()).words
    return await off_the_loop(lambda: pages.render("api_docs.html", api=words))
