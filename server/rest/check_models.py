"""What is asked and answered about derivatives being checked."""

from typing import Annotated, Literal

from pydantic import Field

from server.rest.models import Answer, Network, Number, RowOrRows, Strict
from server.rest.train_models import MistakeName


class GradientCheckRequest(Strict):
    """A network and rows of data, as a step takes them."""

    network: Network = Field(description="The network whose derivatives are checked.")
    x: RowOrRows = Field(description="Inputs, (batch, n_in), or one row as a flat list.")
    target: RowOrRows = Field(description="What the outputs should be, (batch, n_out), or one row as a flat list.")
    eta: Annotated[Number, Field(gt=0)] | None = Field(
        None, description="Learning rate. No derivative depends on it; only the mistake early needs it."
    )
    reduction: Literal["mean", "sum"] = Field("mean", description="Whether E is the batch's mean or its sum.")
    mistake: MistakeName | None = Field(None, description="Check the gradients of this wrong algorithm instead.")


class ByWay(Answer):
    """A number for each way to a derivative; null where one ran over."""

    central_difference: float | None = Field(description="(E(w + h) − E(w − h)) / 2h, with h = 6e-6.")
    complex_step: float | None = Field(description="Im E(w + iε) / ε, with ε = 1e-20.")
    dual_number: float | None = Field(description="By dual numbers, exact but for rounding.")


class CheckedParameter(ByWay):
    """∂E/∂ one parameter, in four ways."""

    id: str = Field(description="A weight, w.l.j.i, or a bias, b.l.j.")
    backprop: float = Field(description="By the backward pass.")
    relative_difference: ByWay = Field(description="How far backprop is from each of the other ways.")


class GradientCheckAnswer(Answer):
    """Every derivative beside three others."""

    parameters: list[CheckedParameter] = Field(description="All weights and biases: layer by layer, w before b.")
    largest: ByWay = Field(description="The largest relative difference of each way.")
    largest_relative_difference: float | None = Field(description="The largest of all; null where one ran over.")
    passed: bool = Field(description="Whether all stay within 1e-7, for central differences 1e-4.")
    mistake: str | None = Field(default=None, description="The wrong algorithm, where one was asked for.")
