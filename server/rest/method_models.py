"""How a network is trained, as a model: optimiser, schedule and batches."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from server.rest.models import Number, Strict

OptimiserName = Literal["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"]
ScheduleName = Literal["constant", "step", "cosine"]
Reduction = Literal["mean", "sum"]
Rows = Annotated[int, Field(ge=1, lt=2**32)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]


def _name_or_object(value: Any) -> str:  # noqa: ANN401 (not validated yet)
    return "<name>" if isinstance(value, str) else "<object>"


class ScheduleWithParameters(Strict):
    """A schedule with its parameters."""

    name: ScheduleName = Field(description="How the learning rate changes with the iterations.")
    step_size: Number | None = Field(None, description="step only: iterations between two falls. Default 30.")
    gamma: Number | None = Field(None, description="step only: the factor of each fall. Default 0.1.")
    t_max: Number | None = Field(None, description="cosine only: iterations down to eta_min. Default 1000.")
    eta_min: Number | None = Field(None, description="cosine only: the smallest learning rate. Default 0.")


Schedule = Annotated[
    Annotated[ScheduleName, Tag("<name>")] | Annotated[ScheduleWithParameters, Tag("<object>")],
    Discriminator(_name_or_object),
]


class OptimiserParameters(Strict):
    """What an optimiser can be told besides its learning rate; PyTorch's defaults."""

    name: OptimiserName = Field(description="What an update makes of the gradients.")
    momentum: Number | None = Field(None, description="momentum and nesterov: how much of the velocity stays.")
    alpha: Number | None = Field(None, description="rmsprop: how much of the mean of squares stays.")
    beta1: Number | None = Field(None, description="adam and adamw: how much of the mean stays.")
    beta2: Number | None = Field(None, description="adam and adamw: how much of the mean of squares stays.")
    eps: Number | None = Field(None, description="adagrad, rmsprop, adam and adamw: what is added to the root.")
    weight_decay: Number | None = Field(None, description="How much of each parameter an update takes away.")
    schedule: Schedule | None = Field(None, description="How the learning rate changes. Default constant.")


Optimiser = Annotated[
    Annotated[OptimiserName, Tag("<name>")] | Annotated[OptimiserParameters, Tag("<object>")],
    Discriminator(_name_or_object),
]


class MethodModel(Strict):
    """How a network is trained, besides its learning rate; what is left out is gradient descent, row by row."""

    optimiser: Optimiser | None = Field(None, description="What an update makes of the gradients. Default sgd.")
    batch: Rows | None = Field(1, description="Rows of an iteration; null takes all. Default 1.")
    reduction: Reduction = Field("mean", description="Whether E of a batch is the mean or the sum of its errors.")
    shuffle: Seed | None = Field(None, description="Seed of the order of the rows; null takes them in order.")
