"""POST /initial: weights and biases for a network that begins, drawn by a rule."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from core.initial import initial
from core.parameters import LARGEST_WHOLE
from server.rest.compute import naming_fields, off_the_loop
from server.rest.dependencies import settings_of
from server.rest.models import Answer, BiasPolicy, Matrix, Number, Row, Strict
from server.rest.networks import check_size
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute
from server.settings import Settings

router = APIRouter(route_class=ApiRoute)

InitialName = Literal[
    "uniform", "normal", "xavier_uniform", "xavier_normal", "he_uniform", "he_normal", "zeros", "equal"
]


class InitialRule(Strict):
    """How weights are drawn; what is left out has its default."""

    name: InitialName = Field(description="The rule.")
    low: Number | None = Field(None, description="Of uniform. Default -0.5.")
    high: Number | None = Field(None, description="Of uniform. Default 0.5.")
    mean: Number | None = Field(None, description="Of normal. Default 0.")
    std: Number | None = Field(None, description="Of normal, the standard deviation. Default 0.5.")
    gain: Number | None = Field(None, description="Of the xavier rules (1) and the he rules (the root of 2).")
    value: Number | None = Field(None, description="Of equal. Default 0.5.")


class InitialRequest(Strict):
    """Which network begins, and how."""

    sizes: list[Annotated[int, Field(ge=1)]] = Field(
        min_length=2, fail_fast=True, description="Units per layer, the input first."
    )
    initial: InitialRule = Field(description="How weights are drawn.")
    seed: Annotated[int, Field(ge=0, le=LARGEST_WHOLE)] = Field(0, description="The same seed gives the same weights.")
    bias_policy: BiasPolicy = Field("per_unit", description="Where biases are shared, a layer has one.")


class InitialAnswer(Answer):
    """The parameters of a network, as `network` takes them."""

    w: list[Matrix] = Field(description="Weights; w[l] is (n_out, n_in).")
    b: list[Row] = Field(description="Biases; b[l] is (n_out,).")


@router.post("/initial", summary="Draw initial weights", responses=INVALID_BODY, response_model=InitialAnswer)
async def post_initial(body: InitialRequest, settings: Annotated[Settings, Depends(settings_of)]) -> Response:
    """Draw the weights and biases of a network by a rule; the same request always gives the same."""
    check_size(body.sizes, settings, network="")
    return await off_the_loop(lambda: as_json(drawn(body)))


def drawn(body: InitialRequest) -> dict[str, Any]:
    """Draw them.

    Raises:
        ProblemError: 422, the rule has no such parameter, or it is out of its range.
    """
    with naming_fields():
        w, b = initial(body.sizes, body.initial.model_dump(exclude_none=True), body.seed, body.bias_policy)
    return {"w": [layer.tolist() for layer in w], "b": [layer.tolist() for layer in b]}
