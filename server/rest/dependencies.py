"""What endpoints are given besides their body."""

from fastapi import Request

from server.problems import ProblemError
from server.rest.compute import asking
from server.settings import Settings


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
    asking.set((request.app.state.turns, client))
