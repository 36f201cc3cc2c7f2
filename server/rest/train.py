"""POST /train: a network that is sent along, trained by any optimiser, in turns with what others ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from core.errors import DeltaflowError
from core.method import Method
from core.setup import Setup
from core.training import Training
from server.problems import invalid
from server.rest.compute import in_pieces, naming_fields
from server.rest.dependencies import settings_of
from server.rest.methods import eta_of, read_method
from server.rest.networks import check_size, network_fields, read_network
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute
from server.rest.train_models import TrainAnswer, TrainRequest
from server.rest.work import PIECE, check_work, count_rows, iteration_work, look_work
from server.settings import Settings

_POINTS: Final = 100

router = APIRouter(route_class=ApiRoute)


@router.post("/train", summary="Train a network", responses=INVALID_BODY, response_model=TrainAnswer)
async def post_train(body: TrainRequest, settings: Annotated[Settings, Depends(settings_of)]) -> Response:
    """Do iterations of an optimiser, and tell E of all rows along the way.

    Each iteration takes the next batch: forward, backward, update; nothing is left over from the batch before. Where a
    number runs over, the answer says which, and in which iteration.
    """
    check_size(body.network.sizes, settings)
    method = read_method(body)
    return await in_pieces(training(body, method, max(1, PIECE // _checked_work(body, method, settings))))


def training(body: TrainRequest, method: Method, at_once: int) -> Iterator[Response | None]:
    """Train in pieces of so many iterations, each of which yields None; the answer comes last.

    Raises:
        ProblemError: the request does not fit together, or numbers ran over.
    """
    with naming_fields("/network"):
        network = read_network(body.network)
    with naming_fields(), _flat_as_sent(body):
        run = Training(Setup(network, body.x, body.target, eta_of(body), method), body.mistake)
        course = run.course(body.iterations, _every(body), at_once)
        error = [next(course)]
    yield None
    with naming_fields(overflow="/optimiser" if isinstance(body.optimiser, str) else "/optimiser/eta"):
        for found in course:
            if found:
                error.append(found)
            else:
                yield None
    told = {"mistake": body.mistake} if body.mistake else {}
    yield as_json({"network": network_fields(run.network()), "error": error, **told})


def _every(body: TrainRequest) -> int:
    """After how many updates E is told again."""
    return body.every or max(1, -(-body.iterations // _POINTS))


def _checked_work(body: TrainRequest, method: Method, settings: Settings) -> int:
    """Work of one iteration.

    Raises:
        ProblemError: all of them, with each look at E, are more than this server does.
    """
    if body.iterations > settings.train_iterations:
        raise invalid([("/iterations", f"This server trains {settings.train_iterations} iterations at most.")])
    rows = count_rows(body.x)
    iteration = iteration_work(body.network, method, rows, wrong=body.mistake is not None)
    looks = (2 + body.iterations // _every(body)) * look_work(body.network, rows)
    everything = body.iterations * iteration + looks
    check_work("/every" if 2 * looks > everything else "/iterations", everything, settings)
    return iteration


@contextmanager
def _flat_as_sent(body: TrainRequest) -> Iterator[None]:
    """Name what is wrong in a flat row by its place there, not in a batch of one row."""
    try:
        yield
    except DeltaflowError as error:
        for name, sent in (("x", body.x), ("target", body.target)):
            if error.field and error.field.startswith(f"{name}/0/") and not (sent and isinstance(sent[0], list)):
                error.field = f"{name}/{error.field.removeprefix(f'{name}/0/')}"
        raise
