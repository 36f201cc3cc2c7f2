"""POST /sweep: many learning rates with many starts, trained together, in turns with what others ask for."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

import numpy as np
from fastapi import APIRouter, Depends, Response

from core.arrays import Array
from core.initial import initial
from core.network import Network
from core.setup import Setup
from core.sweep import Outcome, Sweep
from server.limits import Limits
from server.problems import invalid
from server.rest.compute import in_pieces, naming_fields
from server.rest.dependencies import settings_of
from server.rest.moment_file import own_start
from server.rest.moment_models import StartOwn
from server.rest.networks import network_fields
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute
from server.rest.sweep_models import MOST_CELLS, SweepAnswer, SweepRequest
from server.rest.work import PIECE, check_work
from server.settings import Settings

router = APIRouter(route_class=ApiRoute)

MOST_NUMBERS: Final = 250_000
"""Parameters of all cells together: some 20 megabytes while they are trained."""

_ITERATION: Final = 15_000
_PER_UNIT: Final = 3
_PER_SLOW_UNIT: Final = 100
_PER_STATE: Final = 6
"""Work that numpy takes to begin an iteration; of a unit, of one with gelu, of a parameter's step with a state."""


@router.post("/sweep", summary="Sweep learning rates and starts", responses=INVALID_BODY, response_model=SweepAnswer)
async def post_sweep(body: SweepRequest, settings: Annotated[Settings, Depends(settings_of)]) -> Response:
    """Train every learning rate with every start, and tell how each cell stands.

    A cell opens as a room with its network, its learning rate, and the x, target and method that were sent.
    """
    check_sweep(body, settings)
    return await in_pieces(swept(body, settings))


def check_sweep(body: SweepRequest, settings: Settings) -> None:
    """Refuse a sweep that does not fit together, before anything is made for it.

    Raises:
        ProblemError: 422.
    """
    drawn = [name for name in ("initial", "seeds") if getattr(body, name) is not None]
    limits, errors = settings.limits, []
    if body.starts is not None:
        errors += [(f"/{name}", "Give either starts, or initial and seeds.") for name in drawn]
    elif len(drawn) == 1:
        errors.append((f"/{drawn[0]}", "Give initial and seeds together."))
    errors += [
        (f"/etas/{index}", f"A learning rate must be between {limits.eta_min:g} and {limits.eta_max:g}.")
        for index, eta in enumerate(body.etas)
        if not limits.eta_min <= eta <= limits.eta_max
    ][:1]
    if _cells(body) > MOST_CELLS:
        errors.append(("/etas", f"Learning rates times starts may be {MOST_CELLS}."))
    if body.iterations > settings.train_iterations:
        errors.append(("/iterations", f"This server trains {settings.train_iterations} iterations at most."))
    if errors:
        raise invalid(errors)


def _cells(body: SweepRequest) -> int:
    return len(body.etas) * len(body.starts or body.seeds or [None])


def swept(body: SweepRequest, settings: Settings) -> Iterator[Response | None]:
    """Train in pieces, each of which yields None; the answer comes last.

    Raises:
        ProblemError: 422, the request does not fit together, or would be too much work.
    """
    own = {name: getattr(body, name) for name in ("network", "x", "target", "method")}
    setup = own_start(StartOwn.model_construct(**own, eta=body.etas[0]), settings, "").setup
    work = _work(setup, _cells(body))
    check_work("/iterations", body.iterations * work, settings)
    if _cells(body) * setup.network.vector.size > MOST_NUMBERS:
        raise invalid([("/etas", f"Cells times weights and biases may be {MOST_NUMBERS}.")])
    with naming_fields():
        sweep = Sweep(setup, _starts(body, setup.network, settings.limits), np.array(body.etas))
    yield None
    at_once = max(1, PIECE // work)
    for start in range(0, body.iterations, at_once):
        sweep.advance(min(at_once, body.iterations - start))
        yield None
    yield as_json(_fields(body, sweep, sweep.outcome(body.solved)))


def _work(setup: Setup, cells: int) -> int:
    """Work of one iteration of all cells."""
    network, rows = setup.network, len(setup.batches.rows_at(0))
    units = zip(network.sizes[1:], network.activations, strict=True)
    row = network.vector.size + sum(n * (_PER_SLOW_UNIT if a.name == "gelu" else _PER_UNIT) for n, a in units)
    step = 0 if setup.method.optimiser.name == "sgd" else _PER_STATE * network.trained
    return _ITERATION + cells * (rows * row + step)


def _starts(body: SweepRequest, network: Network, limits: Limits) -> Array:
    """(starts, all) the parameters of each start."""
    starts = []
    for index, (pointer, w, b) in enumerate(_parameters(body, network)):
        with naming_fields(pointer):
            starts.append(network.with_parameters(w, b).vector)
        if np.abs(starts[index]).max() > limits.value:
            detail = f"Weights and biases must be between {-limits.value:g} and {limits.value:g}."
            raise invalid([(pointer, detail)])
    return np.array(starts)


def _parameters(body: SweepRequest, network: Network) -> Iterator[tuple[str, Any, Any]]:
    """The pointer to a start, its w and its b."""
    if body.starts is not None:
        yield from ((f"/starts/{index}", start.w, start.b) for index, start in enumerate(body.starts))
    elif body.initial is None or body.seeds is None:
        yield "/network", network.w, network.b
    else:
        rule = body.initial.model_dump(exclude_none=True)
        for index, seed in enumerate(body.seeds):
            yield f"/seeds/{index}", *initial(network.sizes, rule, seed, network.bias_policy)


def _fields(body: SweepRequest, sweep: Sweep, found: Outcome) -> dict[str, Any]:
    columns = range(found.error_total.shape[1])
    return {
        "iterations": sweep.iteration,
        "etas": body.etas,
        "networks": [network_fields(sweep.network(column)) for column in columns],
        "error_total": [_or_null(row, np.isfinite(row)) for row in found.error_total],
        "diverged": [_or_null(row, row >= 0) for row in found.diverged],
        "solved": found.solved.tolist(),
    }


def _or_null(row: Any, kept: Any) -> list[Any]:  # noqa: ANN401 (numbers of either kind)
    """A row of numbers, with null where they are not kept."""
    return [value if keep else None for value, keep in zip(row.tolist(), kept.tolist(), strict=True)]
