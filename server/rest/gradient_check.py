"""POST /gradient-check: every derivative of a network beside three independent ways to it."""

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response

from core.gradcheck import Check, Checked, Report
from core.mistakes import WrongGradients, wrong_gradients
from core.network import Network
from server.problems import invalid
from server.rest.check_models import GradientCheckAnswer, GradientCheckRequest
from server.rest.compute import in_pieces, naming_fields
from server.rest.dependencies import settings_of
from server.rest.networks import check_size, read_network
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute
from server.rest.work import PIECE, check_work, count_rows, parameters, pass_work
from server.settings import Settings

_PARAMETER: Final = 100_000
_PASSES: Final = 10
"""Work that numpy takes to begin with a parameter, and its passes: those of dual and complex numbers are longer."""

router = APIRouter(route_class=ApiRoute)


@router.post("/gradient-check", summary="Check derivatives", responses=INVALID_BODY, response_model=GradientCheckAnswer)
async def post_gradient_check(
    body: GradientCheckRequest, settings: Annotated[Settings, Depends(settings_of)]
) -> Response:
    """Compare backpropagation's derivatives with central differences, complex steps and dual numbers, one by one.

    Biases that are frozen have derivatives too; one that a layer shares has the layer's, for each unit.
    """
    rows = count_rows(body.x)
    check_size(body.network.sizes, settings)
    each = _PARAMETER + _PASSES * pass_work(body.network, rows)
    check_work("/x" if rows > 1 else "/network/sizes", parameters(body.network) * each, settings)
    return await in_pieces(checking(body, max(1, PIECE // each)))


def checking(body: GradientCheckRequest, at_once: int) -> Iterator[Response | None]:
    """Check so many parameters at once, each time yielding None; the answer comes last.

    Raises:
        ProblemError: the request does not fit together, or numbers ran over.
    """
    if body.mistake == "early" and body.eta is None:
        raise invalid([("/eta", "The mistake early updates weights before it goes on: give the learning rate.")])
    with naming_fields("/network"):
        network = read_network(body.network)
    with naming_fields():
        check = Check(network, body.x, body.target, body.reduction, _mistaken(network, body))
    while check.left:
        check.go_on(at_once)
        yield None
    yield as_json(_written(check.report()) | ({"mistake": body.mistake} if body.mistake else {}))


def _mistaken(network: Network, body: GradientCheckRequest) -> WrongGradients | None:
    if body.mistake is None:
        return None
    return wrong_gradients(body.mistake, network, body.x, body.target, body.eta or 0.0, body.reduction)


def _written(report: Report) -> dict[str, Any]:
    largest = _by_way(report.largest)
    return {
        "parameters": [_parameter(checked) for checked in report.parameters],
        "largest": largest,
        "largest_relative_difference": None if None in largest.values() else max(report.largest.values()),
        "passed": report.passed,
    }


def _parameter(checked: Checked) -> dict[str, Any]:
    return {
        "id": checked.id,
        "backprop": checked.backprop,
        **_by_way({way: getattr(checked, way) for way in checked.differences}),
        "relative_difference": _by_way(checked.differences),
    }


def _by_way(values: Mapping[str, float]) -> dict[str, float | None]:
    return {way: _finite(value) for way, value in values.items()}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
