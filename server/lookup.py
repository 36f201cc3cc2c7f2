"""Rooms as requests ask for them: found, made, or the problem that says why not."""

from fastapi import Request

from server.hub import FullError, Hub
from server.moment import Moment
from server.problems import ProblemError
from server.room import Room

_RETRY_SECONDS = "60"


async def find_room(request: Request, room_id: str) -> Room | None:
    """Find a room in memory or on disk.

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


def _full() -> ProblemError:
    detail = "This server holds as many rooms as it may; try again in a minute."
    return ProblemError("too-many", detail, headers={"Retry-After": _RETRY_SECONDS})
