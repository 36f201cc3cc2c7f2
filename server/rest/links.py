"""Short links to moments, kept by this server."""

import logging
import sqlite3
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from server.hub import Hub
from server.lookup import find_link
from server.pages import link_url
from server.problems import ProblemError
from server.rest.compute import off_the_loop
from server.rest.dependencies import require_key, settings_of
from server.rest.moment_file import of_link, read_moment
from server.rest.moment_models import LinkCreated, LinkRequest, MomentDocument
from server.rest.responses import INVALID_BODY, problems
from server.rest.strict import ApiRoute
from server.settings import Settings

router = APIRouter(route_class=ApiRoute)

log = logging.getLogger("deltaflow.links")


@router.post(
    "/links",
    status_code=201,
    summary="Keep a moment",
    dependencies=[Depends(require_key)],
    responses=INVALID_BODY | problems("unauthorised"),
)
async def post_link(
    request: Request,
    response: Response,
    body: LinkRequest,
    settings: Annotated[Settings, Depends(settings_of)],
) -> LinkCreated:
    """Keep a moment's current branch under a short link. The same moment always gets the same link."""
    link, document = await off_the_loop(_checked, body.moment, settings)
    hub: Hub = request.app.state.hub
    try:
        await off_the_loop(hub.store.keep_link, link, document)
    except sqlite3.Error as error:
        log.warning("A link cannot be kept: %s", error)
        raise ProblemError("internal", "The link cannot be kept on this server's disk; save a file instead.") from error
    response.headers["Location"] = f"/api/v1/links/{link}"
    return LinkCreated(link=link, url=link_url(request, link))


def _checked(moment: MomentDocument, settings: Settings) -> tuple[str, str]:
    """Give the link of a moment and what is kept under it.

    Raises:
        ProblemError: 422, no room can be made of it, or it is too large.
    """
    read_moment(moment, settings)
    return of_link(moment)


@router.get("/links/{link_id}", summary="Open a link", responses=problems("not-found"), response_model=MomentDocument)
async def get_link(request: Request, link_id: str) -> Response:
    """Give the moment of a link, as a moment file."""
    document = await find_link(request, link_id)
    if document is None:
        raise ProblemError("not-found", "There is no link of this name; it may have been forgotten.")
    return Response(document, media_type="application/json")
