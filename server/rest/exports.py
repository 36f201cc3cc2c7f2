"""What can be taken away from a room: E and all parameters as CSV, and programs that print an iteration's numbers."""

from collections.abc import AsyncIterator, Iterator
from itertools import islice
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import PlainTextResponse, StreamingResponse

from core.backward import backward
from core.forward import forward
from core.history import History
from core.listing import listing
from server.problems import invalid
from server.rest.compute import go_on, off_the_loop
from server.rest.explain_models import IterationQuery
from server.rest.iterations import Iteration, asked
from server.rest.responses import problems
from server.rest.rooms import existing
from server.rest.strict import ApiRoute
from server.rest.tables import Cell, as_csv, rows_of_table, table
from server.room import Room

MOST_ROWS: Final = 100_000
_ROWS_A_CHUNK: Final = 200

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))

Found = Annotated[Room, Depends(existing)]


class ListingQuery(IterationQuery):
    """Which iteration, and in which language."""

    language: Literal["numpy", "pytorch"] = Field("numpy", description="In numpy, or in PyTorch by its autograd.")


class HistoryQuery(IterationQuery):
    """Which iterations."""

    format: Literal["csv"] = Field("csv", description="Always csv.")
    start: int = Field(0, ge=0, description="The first iteration.")
    stop: Annotated[int, Field(ge=0)] | None = Field(None, description="The last one; default: the newest trained.")
    every: int = Field(1, ge=1, description="How many iterations lie between two rows.")


class CsvResponse(StreamingResponse):
    """A table that is written while it is sent."""

    media_type = "text/csv"


@router.get("/listing", summary="Write a program", response_class=PlainTextResponse)
async def get_listing(room: Found, query: Annotated[ListingQuery, Query()]) -> PlainTextResponse:
    """Write a program that prints the numbers of one iteration, as lines of `id value`, without Deltaflow."""
    found = asked(room, query)
    text = await off_the_loop(_listing, found, query.language)
    return PlainTextResponse(text, headers=_belongs_to(found))


@router.get("/history", summary="Export the history", response_class=CsvResponse)
async def get_history(room: Found, query: Annotated[HistoryQuery, Query()]) -> CsvResponse:
    """Give E and every weight and bias over the iterations, a row each, at most 100 000 rows."""
    found = asked(room, query)
    iterations = _iterations(query, room.trained_to)
    headers = _belongs_to(found) | dict(as_csv("", f"history-{room.id}").headers)
    del headers["content-length"]
    parts = chunks(found.history, iterations)
    return CsvResponse(_sent(await off_the_loop(next, parts), parts), headers=headers)


async def _sent(first: str, parts: Iterator[str]) -> AsyncIterator[str]:
    """Give the parts of a table as they are sent; each takes a turn of its own."""
    yield first
    while part := await go_on(lambda: next(parts, "")):
        yield part


def chunks(history: History, iterations: range) -> Iterator[str]:
    """Write the history as CSV, some rows at a time.

    Args:
        history: nobody else may compute with it meanwhile.
        iterations: at least one.
    """
    quantities = history.script_at(iterations[0]).quantities
    ids = [quantity.id for kind in ("w", "b") for quantity in quantities if quantity.kind == kind]
    names, rows = ["iteration", "error_total", *ids], (_row(history, iteration) for iteration in iterations)
    yield table(names, islice(rows, _ROWS_A_CHUNK))
    while part := list(islice(rows, _ROWS_A_CHUNK)):
        yield rows_of_table(part)


def _row(history: History, iteration: int) -> list[Cell]:
    setup = history.setup_at(iteration)
    network, (x, target) = setup.network, setup.batch_at(iteration)
    error = backward(network, forward(network, x), target, setup.method.reduction).error_total
    values = [value for array in (*network.w, *network.b) for value in array.ravel().tolist()]
    return [iteration, error, *values]


def _iterations(query: HistoryQuery, trained_to: int) -> range:
    """Read which iterations are asked for.

    Raises:
        ProblemError: 422, some are not trained, or they are too many.
    """
    last = trained_to if query.stop is None else query.stop
    if last > trained_to:
        raise invalid([("/stop", f"The room is trained to iteration {trained_to}.")])
    if query.start > last:
        raise invalid([("/start", f"The last iteration is {last}; let the first be no later.")])
    if (last - query.start) // query.every >= MOST_ROWS:
        fits = (last - query.start) // MOST_ROWS + 1
        raise invalid([("/every", f"This would be more than {MOST_ROWS} rows; every={fits} fits.")])
    return range(query.start, last + 1, query.every)


def _belongs_to(found: Iteration) -> dict[str, str]:
    """Say what an answer belongs to, as its body has no place for that."""
    return {"Deltaflow-Revision": str(found.revision), "Deltaflow-Iteration": str(found.iteration)}


def _listing(found: Iteration, language: str) -> str:
    progress = found.history.progress(found.iteration)
    return listing(found.setup(), language, found.iteration, progress, found.shown)
