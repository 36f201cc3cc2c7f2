"""GET /rooms/{room_id}/views: what the network makes of its data, in one iteration."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Response
from pydantic import Field as Described

from core.arrays import Array
from core.datasets.dataset import told
from core.errors import ShapeError
from core.network import Network
from core.setup import Setup
from core.views import MOST_ACROSS, Field, Fit, field, fit, gradient_norms, half_of, represented
from server.data import Data
from server.rest.compute import naming_fields, off_the_loop
from server.rest.explain_models import IterationQuery, OfIteration
from server.rest.iterations import Found, Iteration, asked
from server.rest.models import Answer, Matrix, Row
from server.rest.responses import as_json, problems
from server.rest.strict import ApiRoute

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))


#: So many rows come with an answer at most.
MOST_ROWS = 2000


class ViewsQuery(IterationQuery):
    """Which iteration, and which inputs vary."""

    across: Annotated[int, Described(ge=0)] | None = Described(
        None, description="An input that varies from left to right; default: no answers but to the rows."
    )
    down: Annotated[int, Described(ge=0)] | None = Described(None, description="Another one, from low to high.")
    points: Annotated[int, Described(ge=2, le=MOST_ACROSS)] = Described(41, description="How many values each takes.")
    rows: bool = Described(False, description=f"Whether the rows come, too: at most {MOST_ROWS}, evenly taken.")
    hidden: Annotated[int, Described(ge=1)] | None = Described(
        None, description="A hidden layer, from 1, whose activations come with the rows."
    )


class FitAnswer(Answer):
    """How well some rows are answered."""

    rows: int = Described(description="How many they are.")
    error: float = Described(description="E, their mean.")
    accuracy: float | None = Described(description="Share of the rows whose class is predicted; null: no classes.")
    confusion: list[list[int]] | None = Described(
        description="Rows by their class, then by the class that was predicted; null: no classes."
    )


class RowsAnswer(Answer):
    """Rows as the network sees them."""

    x: Matrix = Described(description="Their inputs.")
    target: Matrix = Described(description="Their targets.")
    classes: list[int] | None = Described(description="Index of the class of each; null: no classes.")
    hidden: Matrix | None = Described(description="Activations of the hidden layer that was asked for; null: none was.")


class SomeRows(Answer):
    """Rows of the data, evenly taken where they are many."""

    train: RowsAnswer = Described(description="Rows that are trained.")
    test: RowsAnswer = Described(description="Rows that are only tested.")


class FieldAnswer(Answer):
    """The activations of all units while one or two inputs vary and the others stay at their mean."""

    inputs: list[int] = Described(description="Which inputs vary.")
    low: Row = Described(description="Their smallest values.")
    high: Row = Described(description="Their largest values.")
    points: int = Described(description="How many values each takes, evenly.")
    activations: list[Matrix] = Described(
        description="By layer after the input and by unit, at each point; the first input runs fastest."
    )


class ViewsAnswer(OfIteration):
    """What the network makes of its data."""

    train: FitAnswer = Described(description="Of the rows that are trained.")
    test: FitAnswer | None = Described(description="Of the rows that are only tested; null: there are none.")
    gradient_norms: Row = Described(description="By layer after the input: the norm of ∂E/∂w of the iteration's batch.")
    field: FieldAnswer | None = Described(description="Its answers while inputs vary; null: none was asked for.")
    rows: SomeRows | None = Described(description="The rows; null: they were not asked for.")


@router.get("/views", summary="See what the network makes of its data", response_model=ViewsAnswer)
async def get_views(room: Found, query: Annotated[ViewsQuery, Query()]) -> Response:
    """Give errors, accuracy and confusion of the rows, the gradients' norms, and what every unit answers everywhere."""
    found, data = asked(room, query), room.start.data

    def work() -> Response:
        with naming_fields(overflow="/iteration"):
            inputs = _inputs(query, found.setup().network.sizes[0])
            return as_json(found.answer(seen(found, data, inputs, query.points, rows=query.rows, hidden=query.hidden)))

    return await off_the_loop(work)


def _inputs(query: ViewsQuery, count: int) -> tuple[int, ...]:
    for name, at in (("across", query.across), ("down", query.down)):
        if at is not None and at >= count:
            raise ShapeError(f"{name} is {at}; give an input from 0 to {count - 1}.", name)
    if query.down is not None and query.down == query.across:
        raise ShapeError("down is the input of across; name another one.", "down")
    return tuple(at for at in (query.across, query.down) if at is not None)


def seen(
    found: Iteration,
    data: Data | None,
    inputs: tuple[int, ...],
    points: int,
    *,
    rows: bool = False,
    hidden: int | None = None,
) -> dict[str, Any]:
    """Compute the views.

    Raises:
        DeltaflowError: there are no such inputs, or no such hidden layer.
    """
    setup = found.setup()
    classes = len(data.classes) if data else 0
    tested = data is not None and len(data.test_x) > 0
    half = half_of(setup.target)
    return {
        "train": _fit_fields(fit(setup.network, setup.x, setup.target, classes, half)),
        "test": _fit_fields(fit(setup.network, data.test_x, data.test_target, classes, half))
        if data and tested
        else None,
        "gradient_norms": gradient_norms(setup, found.iteration),
        "field": _field_fields(field(setup, inputs, points)) if inputs else None,
        "rows": _some_rows(setup, data, classes, hidden) if rows else None,
    }


def _fit_fields(found: Fit) -> dict[str, Any]:
    confusion = None if found.confusion is None else found.confusion.tolist()
    return {"rows": found.rows, "error": found.error, "accuracy": found.accuracy, "confusion": confusion}


def _field_fields(found: Field) -> dict[str, Any]:
    activations = [layer.T.tolist() for layer in found.activations]
    sides = {"inputs": list(found.inputs), "low": list(found.low), "high": list(found.high)}
    return {**sides, "points": found.points, "activations": activations}


def _some_rows(setup: Setup, data: Data | None, classes: int, hidden: int | None) -> dict[str, Any]:
    """Take rows evenly out of the trained ones and, after them, the tested ones; with a layer's activations."""
    parts = [("train", setup.x, setup.target)]
    parts.append(("test", data.test_x if data else setup.x[:0], data.test_target if data else setup.target[:0]))
    total = sum(len(x) for _, x, _ in parts)
    chosen = np.arange(min(total, MOST_ROWS)) * total // max(1, min(total, MOST_ROWS))
    answer, start = {}, 0
    for name, x, target in parts:
        own = chosen[(start <= chosen) & (chosen < start + len(x))] - start
        start += len(x)
        known = told(target[own], classes).tolist() if classes else None
        put = None if hidden is None else _activations(setup.network, x[own], hidden)
        answer[name] = {"x": x[own].tolist(), "target": target[own].tolist(), "classes": known, "hidden": put}
    return answer


def _activations(network: Network, x: Array, hidden: int) -> list[list[float]]:
    found: list[list[float]] = represented(network, x, hidden).tolist() if len(x) else []
    return found
