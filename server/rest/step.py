"""POST /step: one update of a network, with every quantity it is made of."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Depends, Response

from core.arrays import Array
from core.backward import Backward, backward, error_of
from core.forward import Forward, forward
from core.network import Network
from core.update import sgd
from server.rest.compute import naming_fields, off_the_loop
from server.rest.dependencies import settings_of
from server.rest.models import StepAnswer, StepRequest
from server.rest.networks import check_size, network_fields, read_network
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute
from server.rest.work import check_rows, count_rows
from server.settings import Settings

router = APIRouter(route_class=ApiRoute)


@router.post("/step", summary="Compute one update", responses=INVALID_BODY, response_model=StepAnswer)
async def post_step(body: StepRequest, settings: Annotated[Settings, Depends(settings_of)]) -> Response:
    """Compute forward, error, backward and update for one example or a batch, and the error after it.

    Hidden deltas use the weights of the forward pass; all parameters change together, afterwards.
    """
    check_size(body.network.sizes, settings)
    check_rows(body.network.sizes, count_rows(body.x), settings)
    return await off_the_loop(lambda: as_json(step(body)))


def step(body: StepRequest) -> dict[str, Any]:
    """Compute the step.

    Raises:
        ProblemError: the request does not fit together, or numbers ran over.
    """
    with naming_fields("/network"):
        network = read_network(body.network)
    with naming_fields():
        passed = forward(network, body.x)
        gradients = backward(network, passed, body.target, body.reduction)
    with naming_fields(overflow="/eta"):
        after = sgd(network, gradients, body.eta)
        _, error_after = error_of(after, forward(after, body.x), body.target, body.reduction)
    return _answer(passed, gradients, after, error_after)


def _answer(passed: Forward, gradients: Backward, after: Network, error_after: float) -> dict[str, Any]:
    return {
        "z": _rows(passed.z),
        "a": _rows(passed.a),
        "error": np.atleast_2d(gradients.error).tolist(),
        "error_total": gradients.error_total,
        "delta": _rows(gradients.delta),
        "dE_dw": [dE_dw.tolist() for dE_dw in gradients.dE_dw],
        "dE_db": [dE_db.tolist() for dE_db in gradients.dE_db],
        "network_after": network_fields(after),
        "error_total_after": error_after,
    }


def _rows(layers: tuple[Array, ...]) -> list[list[list[float]]]:
    """Write per-layer arrays as lists of rows; a single example becomes a batch of one."""
    return [np.atleast_2d(layer).tolist() for layer in layers]
