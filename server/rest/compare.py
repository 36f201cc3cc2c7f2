"""POST /rooms/{room_id}/compare: runs from one iteration of a room on, side by side."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from core.compare import Outcome, Run, course
from core.gradcheck import TOLERANCES
from core.method import Method
from core.network import Network
from core.setup import Setup
from server.limits import Limits
from server.problems import invalid
from server.rest.compute import in_pieces, naming_fields
from server.rest.dependencies import settings_of
from server.rest.explain_models import IterationQuery, OfIteration
from server.rest.iterations import Found, Iteration, asked
from server.rest.models import Answer, Matrix, Strict
from server.rest.moment_branches import change_of
from server.rest.moment_models import ChangeModel
from server.rest.responses import INVALID_BODY, as_json, problems
from server.rest.strict import ApiRoute
from server.rest.train_models import MistakeName
from server.rest.work import PIECE, iteration_work, look_work
from server.room_edits import check_bounds
from server.settings import Settings

router = APIRouter(route_class=ApiRoute, prefix="/rooms/{room_id}", responses=problems("not-found", "stale", "invalid"))

MOST_RUNS: Final = 8
MOST_ITERATIONS: Final = 20_000
MOST_WORK: Final = 4_000_000_000
"""Some ten seconds of a thread, in pieces."""
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
    return await in_pieces(comparing(found, body, settings.limits))


def comparing(found: Iteration, body: CompareRequest, limits: Limits) -> Iterator[Response | None]:
    """Train the runs in pieces, each of which yields None; the answer comes last.

    Raises:
        ProblemError: 422, a change cannot be done, or it would take too long.
    """
    with naming_fields(overflow="/runs"):
        setup = found.setup()
    runs = tuple(_run(run, index, limits) for index, run in enumerate(body.runs))
    size = setup.network.vector.size
    iterations = _spread(found.iteration, body.iterations, max(2, min(MOST_POINTS, MOST_NUMBERS // (len(runs) * size))))
    at_once = max(1, PIECE // _checked_work(setup, body, len(iterations)))
    outcomes = []
    with naming_fields(overflow="/runs"):
        for step, outcome in enumerate(course(found.history, found.iteration, runs, iterations)):
            if outcome:
                outcomes.append(outcome)
            elif step % at_once == 0:
                yield None
    runs_answered = [_written(outcome) for outcome in outcomes]
    yield as_json(found.answer({"parameters": _ids(setup.network), "runs": runs_answered}))


def _checked_work(setup: Setup, body: CompareRequest, looks: int) -> int:
    """Work between two iterations that are compared, of the run that takes longest.

    Raises:
        ProblemError: all of it is more than this server does.
    """
    each = [
        iteration_work(setup.network, _method(setup, run), setup.rows, wrong=run.mistake is not None)
        for run in body.runs
    ]
    look = look_work(setup.network, setup.rows)
    if sum(each) * body.iterations + len(each) * looks * look > MOST_WORK:
        most = max(0, MOST_WORK - len(each) * looks * look) // sum(each)
        raise invalid([("/iterations", f"For these runs of this network give at most {most}.")])
    return look + max(each) * body.iterations // looks


def _method(setup: Setup, run: RunModel) -> Method:
    """How a run takes its rows, as far as that makes work: a change of the batch may take all."""
    changed = any(change.of in ("batch", "optimiser") for change in run.changes)
    return replace(setup.method, batch=None) if changed else setup.method


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
