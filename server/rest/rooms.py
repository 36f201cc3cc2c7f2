"""Rooms over HTTP: make one, and look at one."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from core.examples import EXAMPLES
from core.network import Network
from server.lookup import find_room, make_room
from server.moment import Moment, Start
from server.pages import room_url
from server.problems import ProblemError, invalid
from server.rest.compute import naming_fields, off_the_loop
from server.rest.dependencies import Authorization, key_of, require_key, settings_of
from server.rest.models import Position, Rights, RoomAnswer, RoomCreated, Source
from server.rest.moment_file import OWN_TITLE, own_start, read_moment, save_moment
from server.rest.moment_models import MomentDocument, RoomRequest, StartOwn
from server.rest.networks import write_network
from server.rest.responses import INVALID_BODY, problems
from server.rest.strict import ApiRoute
from server.room import Room
from server.room_members import hash_key
from server.settings import Settings

router = APIRouter(route_class=ApiRoute)


@router.post(
    "/rooms",
    status_code=201,
    summary="Make a room",
    dependencies=[Depends(require_key)],
    responses=INVALID_BODY | problems("unauthorised"),
)
async def post_room(
    request: Request,
    response: Response,
    body: RoomRequest,
    settings: Annotated[Settings, Depends(settings_of)],
) -> RoomCreated:
    """Make a room that shows an example, a network of one's own, or a moment.

    Whoever has its key drives it; whoever has its id watches.
    """
    moment = await off_the_loop(_moment_of, body, settings)
    with naming_fields("/moment" if body.moment else "", overflow="/moment" if body.moment else "/network"):
        room, key = await make_room(request, moment)
    url = room_url(request, room.id)
    response.headers["Location"] = f"/api/v1/rooms/{room.id}"
    return RoomCreated(room=room.id, host_key=key, url=url, host_url=f"{url}#k={key}")


def _moment_of(body: RoomRequest, settings: Settings) -> Moment:
    """Read what a new room begins with.

    Raises:
        ProblemError: 422, it is none of the three, more than one, or not whole.
    """
    data, optional = ("x", "target", "eta"), ("method", "data", "title", "description", "source")
    given = [name for name in ("example", "network", "moment") if getattr(body, name) is not None]
    if len(given) > 1:
        raise invalid([(f"/{name}", "Give one of example, network and moment.") for name in given])
    if body.moment is not None:
        return read_moment(body.moment, settings)
    errors = [(f"/{name}", "A network needs this.") for name in data if body.network and getattr(body, name) is None]
    errors += [
        (f"/{name}", "Only a network has this.")
        for name in (*data, *optional)
        if not body.network and getattr(body, name)
    ]
    example = body.example or settings.example
    if example not in EXAMPLES:
        errors.append(("/example", f"There is no example of this name; there are {', '.join(EXAMPLES)}."))
    if errors:
        raise invalid(errors)
    if body.network is None:
        return Moment.of_start(Start.of_example(example))
    fields = ("network", "x", "target", "eta", "method", "data", "description", "source")
    own = StartOwn.model_construct(**{name: getattr(body, name) for name in fields})
    return Moment.of_start(own_start(own, settings, "", body.title or OWN_TITLE))


async def existing(request: Request, room_id: str) -> Room:
    """Find a room by its id.

    Raises:
        ProblemError: 404.
    """
    room = await find_room(request, room_id)
    if room is None:
        raise ProblemError("not-found", "There is no room of this name.")
    return room


@router.get(
    "/rooms/{room_id}", summary="Look at a room", responses=problems("not-found"), response_model_exclude_none=True
)
async def get_room(room: Annotated[Room, Depends(existing)], authorization: Authorization = None) -> RoomAnswer:
    """Describe a room's network, position and revision, and what the caller may do there."""
    key = key_of(authorization)
    return RoomAnswer(
        room=room.id,
        example=room.start.example,
        network=write_network(room.network),
        position=Position(iteration=room.position.iteration, moment=room.position.moment),
        revision=room.revision,
        rights=Rights(watch=True, drive=key is not None and hmac.compare_digest(hash_key(key), room.saved().key_hash)),
    )


@router.get(
    "/rooms/{room_id}/moment",
    summary="Keep a room's moment",
    responses=problems("not-found", "invalid"),
    response_model=MomentDocument,
)
async def get_moment(room: Annotated[Room, Depends(existing)]) -> Response:
    """Give the room as a moment file, without how anybody looks at it: what it began with, all edits, the position."""
    return await off_the_loop(save_moment, room.moment())


async def room_network(request: Request, room_id: str) -> tuple[Network, Source]:
    """Find a room's network as it is at its position.

    Raises:
        ProblemError: 422, as a request's body named the room.
    """
    room = await find_room(request, room_id)
    if room is None:
        raise invalid([("/room", "There is no room of this name.")])
    return room.network, Source(kind="room", id=room.id, iteration=room.updates)
