"""Turns what the core refuses into problems that name the field, and runs it where it blocks nobody."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from core.errors import DeltaflowError, DivergenceError
from server.problems import invalid

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_DETAIL = 300


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
    except DeltaflowError as error:
        pointer = f"{prefix}/{error.field}" if error.field else prefix
        raise invalid([(pointer, error.message[:_LONGEST_DETAIL])]) from error


async def off_the_loop(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Compute in a worker thread, so that rooms and other requests go on meanwhile."""
    return await asyncio.to_thread(work, *args, **kwargs)
