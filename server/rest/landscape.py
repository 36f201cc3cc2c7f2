"""GET /rooms/{room_id}/landscape: E over one or two parameters, in turns with what others ask for."""

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any, Final

import numpy as np
from fastapi import APIRouter, Depends, Query, Response

from core.arrays import Array
from core.batches import Rows
from core.directions import place_of, trained
from core.errors import DeltaflowError
from core.history import History
from core.landscape import Landscape, Quadratic, stability
from core.network import Network
from core.setup import Setup
from server.limits import Limits
from server.problems import invalid
from server.rest.compute import in_pieces, naming_fields
from server.rest.dependencies import settings_of
from server.rest.iterations import Found, Iteration, asked
from server.rest.landscape_models import LandscapeAnswer, LandscapeQuery
from server.rest.responses import as_json, problems
from server.rest.strict import ApiRoute
from server.rest.work import PIECE, check_work, pass_work
from server.settings import Settings

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))

QUICK: Final = 2000
"""Up to so many iterations are trained again for a path; a longer one goes by those that are kept."""

_CELL: Final = 10
"""Work of a cell besides that of its rows."""

_WHOLE: Final = 10 * PIECE
"""Work above which the whole Hessian is left out."""


@router.get("/landscape", summary="Give E over parameters", response_model=LandscapeAnswer)
async def get_landscape(
    room: Found, query: Annotated[LandscapeQuery, Query()], settings: Annotated[Settings, Depends(settings_of)]
) -> Response:
    """Give E over one parameter or two, the way of training across it, and the quadratic that touches it."""
    check_query(query, settings.limits)
    return await in_pieces(surveyed(asked(room, query), query, settings))


def check_query(query: LandscapeQuery, limits: Limits) -> None:
    """Refuse what cannot be drawn whatever the room.

    Raises:
        ProblemError: 422.
    """
    given = query.model_dump(include={"low", "high", "second_low", "second_high"}, exclude_none=True)
    errors = [
        (f"/{name}", f"Use a value from {-limits.value:g} to {limits.value:g}.")
        for name, value in given.items()
        if abs(value) > limits.value
    ]
    if query.second is None:
        errors += [(f"/{name}", "Only a second parameter has this.") for name in given if name.startswith("second")]
    elif query.second == query.parameter:
        errors.append(("/second", "Name another parameter than the first."))
    if errors:
        raise invalid(errors)


def surveyed(found: Iteration, query: LandscapeQuery, settings: Settings) -> Iterator[Response | None]:
    """Compute the answer in pieces, each of which yields None; it comes last.

    Raises:
        ProblemError: 422, there is no such parameter, a range is none, or this would be too much work.
    """
    parameters = [query.parameter, *([] if query.second is None else [query.second])]
    with naming_fields(overflow="/iteration"):
        setup = found.setup()
        rows = setup.batches.rows_at(found.iteration) if query.rows == "batch" else np.arange(setup.rows)
        _check_parameters(setup.network, parameters)
        cell = _CELL + pass_work(setup.network, len(rows))
        check_work("/points", cell * (query.points ** len(parameters) + query.path), settings)
        landscape = Landscape(setup, rows, *parameters)
        quadratic = landscape.quadratic()
    yield None
    path = _path(found.history, found.iteration, query.path, landscape)
    yield None
    with naming_fields(overflow="/iteration"):
        whole = _stability(setup, rows)
    axes = _axes(query, np.array([landscape.at, *(step["values"] for step in path)]), settings.limits)
    errors = []
    for part in _parts(axes, cell):
        yield None
        errors += _written(landscape.line(part) if len(axes) == 1 else landscape.surface(axes[0], part))
    values = {"values": axes[0].tolist(), "second_values": axes[1].tolist() if len(axes) == 2 else None}
    yield as_json(
        found.answer(
            {
                "parameter": query.parameter,
                "second": query.second,
                **values,
                "error_total": errors,
                "point": _step(found.iteration, landscape.at, quadratic.error_total),
                "quadratic": _quadratic(quadratic),
                "stability": whole,
                "path": path,
            }
        )
    )


def _check_parameters(network: Network, parameters: list[str]) -> None:
    for field, parameter in zip(("parameter", "second"), parameters, strict=False):
        try:
            place_of(network, parameter)
        except DeltaflowError as error:
            error.field = field
            raise


def _path(history: History, last: int, count: int, landscape: Landscape) -> list[dict[str, Any]]:
    """Where training was in some iterations up to the last one."""
    if not count:
        return []
    wanted = np.linspace(last, 0, count).round().astype(int).tolist()
    iterations = sorted({n if last <= QUICK or n == last else history.kept_before(n) for n in wanted})
    vectors = np.array([history.at(iteration).vector for iteration in iterations])
    steps = zip(iterations, landscape.projected(vectors), landscape.along(vectors), strict=True)
    return [_step(*step) for step in steps]


def _step(iteration: int, values: Array, error: float) -> dict[str, Any]:
    return {"iteration": iteration, "values": values.tolist(), "error_total": _finite(error)}


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _written(errors: Array) -> list[Any]:
    """Write errors, with null where they run over; a row is a list."""
    if errors.ndim == 1:
        return [_finite(error) for error in errors]
    return [_written(row) for row in errors]


def _quadratic(found: Quadratic) -> dict[str, Any]:
    listed = {"gradient": found.gradient.tolist(), "hessian": found.hessian.tolist()}
    minimum = None if found.minimum is None else found.minimum.tolist()
    single = {name: getattr(found, name) for name in ("minimum_error", "exact", "critical_eta")}
    return {**listed, "minimum": minimum, **single}


def _stability(setup: Setup, rows: Rows) -> dict[str, Any] | None:
    count = len(trained(setup.network))
    found = stability(setup, rows) if count * count * len(rows) <= _WHOLE else None
    return None if found is None else asdict(found)


def _axes(query: LandscapeQuery, seen: Array, limits: Limits) -> list[Array]:
    """The values of each parameter: what was asked for, or so that everything seen, (n, k), lies well inside.

    Raises:
        ProblemError: 422, a range is none.
    """
    asked_for = [
        ("low", query.low, "high", query.high),
        ("second_low", query.second_low, "second_high", query.second_high),
    ]
    axes = []
    for (low_name, low, high_name, high), column in zip(asked_for, seen.T, strict=False):
        margin = max(1.0, 0.5 * float(np.ptp(column)))
        start = max(-limits.value, float(column.min()) - margin) if low is None else low
        stop = min(limits.value, float(column.max()) + margin) if high is None else high
        if not start < stop:
            name = high_name if low is None else low_name
            raise invalid([(f"/{name}", f"The values would go from {start:g} to {stop:g}; let them rise.")])
        axes.append(np.linspace(start, stop, query.points))
    return axes


def _parts(axes: list[Array], cell: int) -> list[Array]:
    """The last axis in pieces, each of which is one turn's work."""
    together = max(1, PIECE // (cell * (len(axes[0]) if len(axes) == 2 else 1)))
    return [axes[-1][start : start + together] for start in range(0, len(axes[-1]), together)]
