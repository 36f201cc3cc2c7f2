"""POST /predict: one input through a network."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core.examples import EXAMPLES
from core.forward import forward
from core.network import Network
from server.problems import invalid
from server.rest.compute import naming_fields, off_the_loop
from server.rest.dependencies import settings_of
from server.rest.models import PredictAnswer, PredictRequest, Source
from server.rest.networks import check_size, read_network
from server.rest.responses import INVALID_BODY
from server.rest.rooms import room_network
from server.rest.strict import QuickRoute
from server.settings import Settings

_FEW_WEIGHTS = 4096
"""So many take less time than it takes to let a thread begin."""

router = APIRouter(route_class=QuickRoute)


@router.post("/predict", summary="Compute outputs", response_model=PredictAnswer, responses=INVALID_BODY)
async def post_predict(
    request: Request, body: PredictRequest, settings: Annotated[Settings, Depends(settings_of)]
) -> dict[str, object]:
    """Carry an input through an example's network, one sent along, or a room's as it is at its position."""
    _check_choice(body, settings)
    network, source = await _choose(request, body, settings)
    if network.weights <= _FEW_WEIGHTS:
        return predict(network, body.x, source)
    return await off_the_loop(predict, network, body.x, source)


def predict(network: Network, x: list[float], source: Source) -> dict[str, object]:
    """Compute the prediction.

    Raises:
        ProblemError: x does not fit the network, or numbers ran over.
    """
    with naming_fields():
        passed = forward(network, x)
    layers = [{"z": z.tolist(), "a": a.tolist()} for z, a in zip(passed.z, passed.a, strict=True)]
    return {"y": layers[-1]["a"], "layers": layers, "source": source}


def _check_choice(body: PredictRequest, settings: Settings) -> None:
    """Refuse a request that names more than one network, or an iteration of anything but an example.

    Raises:
        ProblemError: names the fields that do not go together.
    """
    given = [name for name in ("example", "network", "room") if getattr(body, name) is not None]
    errors = [(f"/{name}", "Give one of example, network and room.") for name in given if len(given) > 1]
    if body.iteration is not None and given not in ([], ["example"]):
        errors.append(("/iteration", "Only an example can be asked for an iteration."))
    if body.iteration is not None and body.iteration > settings.predict_iterations:
        errors.append(("/iteration", f"This server predicts up to iteration {settings.predict_iterations}."))
    if body.example is not None and body.example not in EXAMPLES:
        errors.append(("/example", f"There is no example of this name; there are {', '.join(EXAMPLES)}."))
    if errors:
        raise invalid(errors)


async def _choose(request: Request, body: PredictRequest, settings: Settings) -> tuple[Network, Source]:
    if body.network is not None:
        check_size(body.network.sizes, settings)
        with naming_fields("/network"):
            return read_network(body.network), Source(kind="network", id=None, iteration=None)
    if body.room is not None:
        return await room_network(request, body.room)
    example, iteration = EXAMPLES[body.example or DEFAULT_EXAMPLE], body.iteration or 0
    source = Source(kind="example", id=example.id, iteration=iteration)
    if not iteration:
        return example.network, source
    with naming_fields(overflow="/iteration"):
        network = await request.app.state.trained.network_at(example, iteration)
    return network, source


DEFAULT_EXAMPLE = "mazur"
