"""What endpoints are given besides their body."""

import hmac
from typing import Annotated, Final

from fastapi import Header, Request

from server.problems import ProblemError
from server.rest.compute import Asking, asking
from server.room_members import hash_key
from server.settings import Settings

_BEARER: Final = "bearer "

Authorization = Annotated[
    str | None, Header(description="`Bearer KEY`: with --lan the key printed at the start; for a room, its host key.")
]


async def settings_of(request: Request) -> Settings:
    """Give the server's settings."""
    settings: Settings = request.app.state.settings
    return settings


def limit_rate(request: Request) -> None:
    """Let a client pass as often as the settings allow, and remember whose request this is.

    Raises:
        ProblemError: 429, with the time to wait.
    """
    client = request.client.host if request.client else ""
    wait = request.app.state.rates.take(client)
    if wait > 0:
        seconds = max(1, round(wait + 0.5))
        raise ProblemError("too-many", f"Try again in {seconds} s.", headers={"Retry-After": str(seconds)})
    asking.set(Asking(request.app.state.turns, client, request.is_disconnected))


async def require_key(request: Request, authorization: Authorization = None) -> None:
    """Let only those make something in a class who have the printed key.

    Raises:
        ProblemError: 401.
    """
    class_room, given = request.app.state.class_room, key_of(authorization)
    if class_room is None:
        return
    if given is None or not hmac.compare_digest(hash_key(given), hash_key(class_room.key)):
        raise ProblemError(
            "unauthorised", "Send the key printed when the server started.", headers={"WWW-Authenticate": "Bearer"}
        )


def key_of(authorization: str | None) -> str | None:
    """Give the key in an Authorization header, or None."""
    if authorization is None or not authorization.lower().startswith(_BEARER):
        return None
    return authorization[len(_BEARER) :].strip()
