"""GET /rooms/{room_id}/learning-curve: E of trained and of tested rows over the iterations, whoever looked at which."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Response
from pydantic import Field as Described

from core.arrays import Array
from core.curve import DECADES
from core.errors import DivergenceError
from core.history import History
from core.network import Network
from core.views import fit, half_of
from server.data import Data
from server.rest.compute import in_pieces, naming_fields
from server.rest.explain_models import IterationQuery, OfIteration
from server.rest.iterations import Found, Iteration, asked
from server.rest.models import Answer
from server.rest.responses import as_json, problems
from server.rest.strict import ApiRoute
from server.rest.work import PIECE, iteration_work, look_work

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))

PER_DECADE: Final = 10
GRID: Final = (0, *sorted({round(10 ** (at / PER_DECADE)) for at in range(PER_DECADE * (DECADES + 1) + 1)}))
"""The iterations that every curve has: 0, 1, 2, 3, 4, 5, 6, 8, 10, 13, …; so those of two browsers are the same."""

EXACT: Final = 2000
_EXACT_WORK: Final = 20 * PIECE
"""Up to so many iterations, and so much work, are trained again; later points go by the iterations that are kept."""


class LearningCurveQuery(IterationQuery):
    """Which part of the curve."""

    iteration: Annotated[int, Described(ge=0)] | None = Described(
        None, description="Where the curve ends; default: the newest one that is trained."
    )
    since: Annotated[int, Described(ge=0, lt=2**53)] = Described(
        0,
        description="Only the points of this iteration and later ones: the `next` of an answer that is there already.",
    )


class FitPoint(Answer):
    """How well some rows are answered at one iteration."""

    error: float | None = Described(description="E, the mean over the rows; null: it runs over.")
    accuracy: float | None = Described(description="Share of the rows whose class is predicted; null: no classes.")


class CurvePoint(Answer):
    """One point of the curve."""

    iteration: int = Described(description="Which iteration's weights answer.")
    train: FitPoint = Described(description="Of the rows that are trained.")
    test: FitPoint | None = Described(description="Of the rows that are only tested; null: there are none.")


class LearningCurveAnswer(OfIteration):
    """E and accuracy over the iterations, about evenly on a logarithmic axis."""

    points: list[CurvePoint] = Described(description="In order, at iterations that are the same for every browser.")
    newest: CurvePoint = Described(description="Where the curve ends.")
    next: int = Described(description="The iteration of the next point, which is not trained yet.")


@router.get("/learning-curve", summary="See how the network learns", response_model=LearningCurveAnswer)
async def get_learning_curve(room: Found, query: Annotated[LearningCurveQuery, Query()]) -> Response:
    """Give E and accuracy of trained and of tested rows over the iterations of the current branch, in few points."""
    last = room.trained_to if query.iteration is None else query.iteration
    found = asked(room, query.model_copy(update={"iteration": last}))
    return await in_pieces(learned(found, room.start.data, query.since))


def learned(found: Iteration, data: Data | None, since: int = 0) -> Iterator[Response | None]:
    """Compute the answer in pieces, each of which yields None; it comes last.

    Raises:
        ProblemError: 422, a number runs over on the way to an iteration.
    """
    history, last, first = found.history, found.iteration, found.history.initial
    step = iteration_work(first.network, first.method, first.rows, wrong=False)
    look = look_work(first.network, first.rows + (len(data.test_x) if data else 0))
    points = []
    with naming_fields(overflow="/iteration"):
        work, before = 0, 0
        for iteration in _iterations(history, since, last, step):
            for on_the_way in _stops(max(before, history.kept_before(iteration)), iteration, PIECE // step):
                history.progress(on_the_way)
                yield None
            points.append(_point(history, data, iteration))
            work, before = work + look, iteration
            if work >= PIECE:
                yield None
                work = 0
        newest = _point(history, data, last)
    yield as_json(found.answer({"points": points, "newest": newest, "next": GRID[bisect_right(GRID, last)]}))


def _iterations(history: History, since: int, last: int, step: int) -> list[int]:
    """Those of the grid from one to the last one, or what is kept before them where training again would take long."""
    exact = min(EXACT, _EXACT_WORK // step)
    wanted = GRID[bisect_left(GRID, since) : bisect_right(GRID, last)]
    return sorted({n if n <= exact else max(exact, history.kept_before(n)) for n in wanted})


def _stops(start: int, stop: int, every: int) -> range:
    """Where a way from one iteration to another one is interrupted, so that others have their turn."""
    return range(start + max(1, every), stop, max(1, every))


def _point(history: History, data: Data | None, iteration: int) -> dict[str, Any]:
    setup, classes = history.setup_at(iteration), len(data.classes) if data else 0
    tested, half = None, half_of(setup.target)
    if data is not None and len(data.test_x):
        tested = _fitted(setup.network, data.test_x, data.test_target, classes, half)
    return {
        "iteration": iteration,
        "train": _fitted(setup.network, setup.x, setup.target, classes, half),
        "test": tested,
    }


def _fitted(network: Network, x: Array, target: Array, classes: int, half: float) -> dict[str, float | None]:
    try:
        found = fit(network, x, target, classes, half)
    except DivergenceError:  # of rows that no iteration has looked at
        return {"error": None, "accuracy": None}
    return {"error": found.error, "accuracy": found.accuracy}
