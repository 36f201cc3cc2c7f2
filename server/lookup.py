"""Rooms and links as requests ask for them: found, made, or the problem that says why not."""

import asyncio
import logging
import sqlite3

from starlette.requests import Request

from server.hub import FullError, Hub
from server.moment import Moment
from server.problems import ProblemError
from server.room import Room

log = logging.getLogger("deltaflow.lookup")

_RETRY_SECONDS = "60"


async def room_exists(request: Request, room_id: str) -> bool:
    """Tell whether there is a room, in memory or on disk; it may still be on its way to where it was.

    Raises:
        ProblemError: 429, it is on disk and there is no place for it in memory.
    """
    hub: Hub = request.app.state.hub
    try:
        return await hub.channel(room_id) is not None
    except FullError as error:
        raise _full() from error


async def find_room(request: Request, room_id: str) -> Room | None:
    """Find a room in memory or on disk, and wait until it is where it was.

    Raises:
        ProblemError: 429, it is on disk and there is no place for it in memory.
    """
    hub: Hub = request.app.state.hub
    try:
        return await hub.find(room_id)
    except FullError as error:
        raise _full() from error


async def make_room(request: Request, moment: Moment) -> tuple[Room, str]:
    """Make a room that begins with a moment, and its key.

    Raises:
        ProblemError: 429, there is no place for another room.
    """
    hub: Hub = request.app.state.hub
    try:
        return await hub.create(moment)
    except FullError as error:
        raise _full() from error


async def find_link(request: Request, link: str) -> str | None:
    """Find the document that a short link stands for, or None."""
    hub: Hub = request.app.state.hub
    try:
        return await asyncio.to_thread(hub.store.find_link, link)
    except sqlite3.Error as error:
        log.warning("Links cannot be read: %s", error)
        return None


def _full() -> ProblemError:
    detail = "This server holds as many rooms as it may; try again in a minute."
    return ProblemError("too-many", detail, headers={"Retry-After": _RETRY_SECONDS})
