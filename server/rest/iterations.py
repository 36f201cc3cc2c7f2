"""One iteration of a room, looked at more closely: its record, a gradient's paths, a gradient nudged, on paper."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from core.history import History
from core.nudge import nudged
from core.paper import Paper, on_paper
from core.paths import paths_of
from core.record import Record
from core.setup import Setup
from server.problems import ProblemError, invalid
from server.rest.compute import naming_fields, off_the_loop
from server.rest.explain_models import (
    IterationQuery,
    NudgeAnswer,
    PaperAnswer,
    PaperQuery,
    ParameterQuery,
    PathsAnswer,
    RecordQuery,
    RoomRecord,
)
from server.rest.records import as_table, written
from server.rest.responses import as_json, problems
from server.rest.rooms import existing
from server.rest.strict import ApiRoute
from server.rest.tables import as_csv
from server.room import Room

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))

Found = Annotated[Room, Depends(existing)]


@dataclass(frozen=True)
class Iteration:
    """An iteration as it was when it was asked for; nothing of it changes afterwards.

    Attributes:
        history: of the room's branch, for one thread at a time.
        revision: the room's.
        iteration: which one.
        shown: index of the example in its batch.
    """

    history: History
    revision: int
    iteration: int
    shown: int

    def setup(self) -> Setup:
        """Replay to it, and give what it is computed with."""
        return self.history.setup_at(self.iteration)

    def record(self) -> Record:
        """Replay to it, and compute its record."""
        return self.history.record(self.iteration, self.shown)

    def answer(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Say what it belongs to, and the answer."""
        return {"revision": self.revision, "iteration": self.iteration, **fields}


def asked(room: Room, query: IterationQuery) -> Iteration:
    """Find the iteration that is asked for, and take its history out of the room.

    Raises:
        ProblemError: 409, the room has another revision; 422, the iteration is not trained.
    """
    if query.revision is not None and query.revision != room.revision:
        raise ProblemError("stale", f"The room has revision {room.revision} now.")
    iteration = room.position.iteration if query.iteration is None else query.iteration
    if iteration > room.trained_to:
        raise invalid([("/iteration", f"The room is trained to iteration {room.trained_to}.")])
    shown = room.state.shown if query.shown is None else query.shown
    return Iteration(room.history(), room.revision, iteration, shown)


async def _answered(work: Callable[[], Response]) -> Response:
    """Compute an answer in a thread, from what was taken out of the room."""

    def named() -> Response:
        with naming_fields(overflow="/iteration"):
            return work()

    return await off_the_loop(named)


CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.get("/record", summary="Get every number of an iteration", response_model=RoomRecord, responses=CSV)
async def get_record(room: Found, query: Annotated[RecordQuery, Query()]) -> Response:
    """Give every number of an iteration, in order, with what it is made of."""
    found = asked(room, query)

    def work() -> Response:
        if query.format == "csv":
            text = as_table(found.record(), found.revision, found.iteration)
            return as_csv(text, f"record-{room.id}-{found.iteration}")
        return as_json(found.answer(written(found.record())))

    return await _answered(work)


@router.get("/paths", summary="Take a gradient apart into its paths", response_model=PathsAnswer)
async def get_paths(room: Found, query: Annotated[ParameterQuery, Query()]) -> Response:
    """Give a gradient as the sum over its paths, factored, and what four ways to it take, counted by running them."""
    found = asked(room, query)
    return await _answered(
        lambda: as_json(found.answer(asdict(paths_of(found.setup().network, found.record(), query.parameter))))
    )


@router.get("/nudge", summary="Check a gradient by nudging its parameter", response_model=NudgeAnswer)
async def get_nudge(room: Found, query: Annotated[ParameterQuery, Query()]) -> Response:
    """Estimate a gradient by finite differences and the complex step, with ε over many decades, and by dual numbers."""
    found = asked(room, query)
    return await _answered(
        lambda: as_json(found.answer(asdict(nudged(found.setup(), found.iteration, query.parameter, found.shown))))
    )


@router.get("/paper", summary="Compute an iteration as on paper", response_model=PaperAnswer)
async def get_paper(room: Found, query: Annotated[PaperQuery, Query()]) -> Response:
    """Round every result before it is used again, and say how far the iteration drifts from the exact one."""
    found = asked(room, query)
    return await _answered(lambda: as_json(found.answer(paper_fields(on_paper(found.record(), query.decimals)))))


def paper_fields(paper: Paper) -> dict[str, Any]:
    """List the quantities of a paper, each with its id."""
    quantities = [{"id": name, **asdict(value)} for name, value in paper.values.items()]
    return {"decimals": paper.decimals, "quantities": quantities, "drift": asdict(paper.drift)}
