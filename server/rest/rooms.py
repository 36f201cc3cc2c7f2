"""Rooms over HTTP: make one, and look at one."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from core.examples import EXAMPLES
from core.network import Network
from server.lookup import find_room, make_room
from server.moment import Moment
from server.pages import room_url
from server.problems import ProblemError, invalid
from server.rest.dependencies import settings_of
from server.rest.models import Position, Rights, RoomAnswer, RoomCreated, RoomRequest, Source
from server.rest.networks import write_network
from server.rest.responses import INVALID_BODY, problems
from server.rest.strict import StrictRoute
from server.room import Room
from server.room_members import hash_key
from server.settings import Settings

router = APIRouter(route_class=StrictRoute)

_BEARER = "bearer "

Authorization = Annotated[
    str | None, Header(description="`Bearer KEY`: with --lan the key printed at the start; for a room, its host key.")
]


@router.post("/rooms", status_code=201, summary="Make a room", responses=INVALID_BODY | problems("unauthorised"))
async def post_room(
    request: Request,
    response: Response,
    body: RoomRequest,
    settings: Annotated[Settings, Depends(settings_of)],
    authorization: Authorization = None,
) -> RoomCreated:
    """Make a room that shows an example. Whoever has its key drives it; whoever has its id watches."""
    class_room = request.app.state.class_room
    if class_room is not None and not _same(_key_of(authorization), class_room.key):
        raise ProblemError(
            "unauthorised", "Send the key printed when the server started.", headers={"WWW-Authenticate": "Bearer"}
        )
    example = body.example or settings.example
    if example not in EXAMPLES:
        raise invalid([("/example", f"There is no example of this name; there are {', '.join(EXAMPLES)}.")])
    room, key = await make_room(request, Moment.of_example(example))
    url = room_url(request, room.id)
    response.headers["Location"] = f"/api/v1/rooms/{room.id}"
    return RoomCreated(room=room.id, host_key=key, url=url, host_url=f"{url}#k={key}")


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
    key = _key_of(authorization)
    return RoomAnswer(
        room=room.id,
        example=room.start.example,
        network=write_network(room.network),
        position=Position(iteration=room.position.iteration, moment=room.position.moment),
        revision=room.revision,
        rights=Rights(watch=True, drive=key is not None and hmac.compare_digest(hash_key(key), room.saved().key_hash)),
    )


async def room_network(request: Request, room_id: str) -> tuple[Network, Source]:
    """Find a room's network as it is at its position.

    Raises:
        ProblemError: 422, as a request's body named the room.
    """
    room = await find_room(request, room_id)
    if room is None:
        raise invalid([("/room", "There is no room of this name.")])
    return room.network, Source(kind="room", id=room.id, iteration=room.updates)


def _key_of(authorization: str | None) -> str | None:
    if authorization is None or not authorization.lower().startswith(_BEARER):
        return None
    return authorization[len(_BEARER) :].strip()


def _same(given: str | None, key: str) -> bool:
    return given is not None and hmac.compare_digest(hash_key(given), hash_key(key))
