"""Turns what the core refuses into problems that name the field, and runs it where it blocks nobody."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

from fastapi import HTTPException, Response

from core.errors import DeltaflowError, DivergenceError, TableError
from server.problems import ProblemError, invalid
from server.turns import BusyError, GoneError, Turns

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_DETAIL: Final = 300
_MOST_PLACES: Final = 20
_NOBODY: Final = 499
"""Not of the standard, but what others write, too, for a client that has gone; it never leaves."""


@dataclass(frozen=True)
class Asking:
    """Who waits for the answer to a request.

    Attributes:
        turns: whose turns are whose.
        client: who it is.
        gone: tells whether nobody waits any more.
    """

    turns: Turns
    client: str
    gone: Callable[[], Awaitable[bool]]


asking: ContextVar[Asking] = ContextVar("asking")


@contextmanager
def naming_fields(prefix: str = "", overflow: str = "") -> Iterator[None]:
    """Answer the core's errors with 422.

    Args:
        prefix: JSON pointer to what the core was given, for errors that name a field of it.
        overflow: JSON pointer to what is to blame when numbers ran over.

    Raises:
        ProblemError: the core refused.
    """
    try:
        yield
    except DivergenceError as error:
        raise invalid([(overflow, error.message)]) from error
    except TableError as error:
        places = [(f"{prefix}/{error.field}" if error.field else prefix, str(found)) for found in error.problems]
        detail = (
            "One place of the table is wrong." if len(places) == 1 else f"{len(places)} places of the table are wrong."
        )
        raise ProblemError("invalid", detail, places[:_MOST_PLACES]) from error
    except DeltaflowError as error:
        pointer = f"{prefix}/{error.field}" if error.field else prefix
        raise invalid([(pointer, error.message[:_LONGEST_DETAIL])]) from error


async def off_the_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Compute in a worker thread when it is this client's turn, so that rooms and other requests go on meanwhile.

    Raises:
        ProblemError: 429, too much of this client waits already.
        HTTPException: 499, nobody waits for it any more.
    """
    who = asking.get()
    try:
        return await who.turns.run(who.client, lambda: work(*args, **kwargs), gone=who.gone)
    except GoneError as error:
        raise HTTPException(_NOBODY) from error
    except BusyError as error:
        detail = "Too many of your requests wait to be computed; try again in a second."
        raise ProblemError("too-many", detail, headers={"Retry-After": "1"}) from error


async def in_pieces(pieces: Iterator[Response | None]) -> Response:
    """Compute piece by piece, each in a turn of its own: all yield None but the last, which yields the answer.

    Where nobody waits for it any more, it ends with the piece that is being computed.
    """
    found = await off_the_loop(next, pieces)
    while found is None:
        if await asking.get().gone():
            return Response(status_code=_NOBODY)
        found = await go_on(lambda: next(pieces))
    return found


async def go_on(work: Callable[[], T]) -> T:
    """Compute the next part of an answer of which the first was sent already."""
    who = asking.get()
    return await who.turns.run(who.client, work, begun=True)
