"""Turns what the core refuses into problems that name the field, and runs it where it blocks nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, ParamSpec, TypeVar

from core.errors import DeltaflowError, DivergenceError, TableError
from server.problems import ProblemError, invalid
from server.turns import BusyError, Turns

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_DETAIL: Final = 300
_MOST_PLACES: Final = 20

asking: ContextVar[tuple[Turns, str]] = ContextVar("asking")
"""Who waits for the answer to this request, and whose turns are whose."""


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
    """
    turns, client = asking.get()
    try:
        return await turns.run(client, lambda: work(*args, **kwargs))
    except BusyError as error:
        detail = "Too many of your requests wait to be computed; try again in a second."
        raise ProblemError("too-many", detail, headers={"Retry-After": "1"}) from error


async def in_pieces(pieces: Iterator[T | None]) -> T:
    """Compute piece by piece, each in a turn of its own: all yield None but the last, which yields the answer."""
    found = await off_the_loop(next, pieces)
    while found is None:
        found = await go_on(lambda: next(pieces))
    return found


async def go_on(work: Callable[[], T]) -> T:
    """Compute the next part of an answer of which the first was sent already."""
    turns, client = asking.get()
    return await turns.run(client, work, begun=True)
