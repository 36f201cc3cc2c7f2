"""POST /rooms/{room_id}/compare: runs from one iteration of a room on, side by side."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from core.compare import Outcome, Run, compared
from core.gradcheck import TOLERANCES
from core.network import Network
from server.limits import Limits
from server.problems import invalid
from server.rest.compute import naming_fields, off_the_loop
from server.rest.dependencies import settings_of
from server.rest.explain_models import IterationQuery, OfIteration
from server.rest.iterations import Found, Iteration, asked
from server.rest.models import Answer, Matrix, Strict
from server.rest.moment_branches import change_of
from server.rest.moment_models import ChangeModel
from server.rest.responses import INVALID_BODY, as_json, problems
from server.rest.strict import ApiRoute
from server.rest.train_models import MistakeName
from server.room_edits import check_bounds
from server.settings import Settings

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))

MOST_RUNS: Final = 8
MOST_ITERATIONS: Final = 20_000
MOST_WORK: Final = 20_000_000
"""Runs times iterations times weights: some seconds of a thread."""
MOST_POINTS: Final = 400
MOST_NUMBERS: Final = 100_000


class RunModel(Strict):
    """What is different in one run; an empty one goes on as the room would."""

    changes: list[ChangeModel] = Field(
        default_factory=list, max_length=64, fail_fast=True, description="Changes from the first iteration on."
    )
    mistake: MistakeName | None = Field(
        None, description="A wrong algorithm whose gradients it is trained with; null: none."
    )


class CompareRequest(Strict):
    """Runs from the same iteration on."""

    runs: list[RunModel] = Field(min_length=1, max_length=MOST_RUNS, description="The first is compared with.")
    iterations: Annotated[int, Field(ge=1, le=MOST_ITERATIONS)] = Field(description="How many iterations to train.")
    iteration: Annotated[int, Field(ge=0)] | None = Field(
        None, description="The first one, trained already; default: the one the room stands at."
    )
    revision: Annotated[int, Field(ge=0)] | None = Field(
        None, description="Answer only if this still is the room's revision."
    )


class GradientsChecked(Answer):
    """A run's first gradients, against dual numbers."""

    passed: bool = Field(description="Whether all of them are right.")
    largest_relative_difference: float = Field(description="From dual numbers, of all parameters.")
    parameter: str = Field(description="The parameter with the largest difference.")


class Stopped(Answer):
    """What ended a run too early."""

    iteration: int | None = Field(description="In which iteration, where it is known.")
    quantity: str = Field(description="The first number that is not finite.")
    detail: str = Field(description="What happened.")


class RunAnswer(Answer):
    """What became of a run."""

    error: Matrix = Field(description="[iteration, E of all rows with its weights], as far as it got.")
    parameters: Matrix = Field(description="At each of these, every parameter in the order of `parameters` above.")
    gradients: GradientsChecked = Field(description="The gradients of the first iteration's first example, checked.")
    diverged: Stopped | None = Field(description="What ended it too early, or null.")


class CompareAnswer(OfIteration):
    """Runs side by side."""

    parameters: list[str] = Field(description="Ids of all weights, layer by layer, then of all biases.")
    runs: list[RunAnswer] = Field(description="In the order in which they were sent.")


@router.post("/compare", summary="Compare runs in lockstep", responses=INVALID_BODY, response_model=CompareAnswer)
async def post_compare(
    room: Found, body: CompareRequest, settings: Annotated[Settings, Depends(settings_of)]
) -> Response:
    """Train runs from the same iteration on, with other settings or by a wrong algorithm, and compare them.

    All start with the same parameters and see the same rows. The room stays as it is.
    """
    found = asked(room, IterationQuery(iteration=body.iteration, revision=body.revision, shown=None))
    return await off_the_loop(lambda: as_json(found.answer(answered(found, body, settings.limits))))


def answered(found: Iteration, body: CompareRequest, limits: Limits) -> dict[str, Any]:
    """Train the runs.

    Raises:
        ProblemError: 422, a change cannot be done, or it would take too long.
    """
    network = found.history.setup_at(found.iteration).network
    weights = sum(part.size for part in (*network.w, *network.b))
    if len(body.runs) * body.iterations * weights > MOST_WORK:
        most = MOST_WORK // (len(body.runs) * weights)
        raise invalid([("/iterations", f"For {len(body.runs)} runs of this network give at most {most}.")])
    runs = tuple(_run(run, index, limits) for index, run in enumerate(body.runs))
    points = max(2, min(MOST_POINTS, MOST_NUMBERS // (len(runs) * weights)))
    iterations = _spread(found.iteration, body.iterations, points)
    with naming_fields(overflow="/runs"):
        outcomes = compared(found.history, found.iteration, runs, iterations)
    return {"parameters": _ids(network), "runs": [_written(outcome) for outcome in outcomes]}


def _run(sent: RunModel, index: int, limits: Limits) -> Run:
    changes = tuple(change_of(change) for change in sent.changes)
    with naming_fields(f"/runs/{index}"):
        check_bounds(changes, limits)
    return Run(changes, sent.mistake)


def _spread(first: int, count: int, points: int) -> list[int]:
    """Choose iterations evenly, with the first and the last one."""
    every = -(-count // (points - 1))
    return sorted({*range(first, first + count, every), first + count})


def _ids(network: Network) -> list[str]:
    w = [f"w.{n}.{j}.{i}" for n, w in enumerate(network.w, 1) for j in range(w.shape[0]) for i in range(w.shape[1])]
    return w + [f"b.{n}.{j}" for n, b in enumerate(network.b, start=1) for j in range(b.size)]


def _written(outcome: Outcome) -> dict[str, Any]:
    way = "dual_number"
    worst = max(outcome.check.parameters, key=lambda checked: checked.differences[way])
    stopped = outcome.diverged
    return {
        "error": [[n, error] for n, error in zip(outcome.iterations, outcome.errors.tolist(), strict=True)],
        "parameters": outcome.parameters.tolist(),
        "gradients": {
            "passed": worst.differences[way] <= TOLERANCES[way],
            "largest_relative_difference": worst.differences[way],
            "parameter": worst.id,
        },
        "diverged": stopped
        and {"iteration": stopped.iteration, "quantity": stopped.quantity, "detail": stopped.message},
    }
