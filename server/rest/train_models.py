"""What is asked and answered about training a network that is sent along; the names are those of the core."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from server.rest.models import Answer, Network, Number, RowOrRows, Strict

OptimiserName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
ScheduleName = Literal["constant", "step", "cosine"]
MistakeName = Literal[
    "early",
    "no_output_slope",
    "no_hidden_slope",
    "first_path_only",
    "rows_for_columns",
    "error_sent_back",
    "input_forgotten",
    "no_half",
    "mean_over_outputs",
    "sign_flipped",
]


def _name_or_object(value: Any) -> str:  # noqa: ANN401 (not validated yet)
    return "<name>" if isinstance(value, str) else "<object>"


class ScheduleWithParameters(Strict):
    """How the learning rate changes from iteration to iteration."""

    name: ScheduleName
    step_size: Number | None = Field(None, description="step only: iterations between two changes. Default 30.")
    gamma: Number | None = Field(None, description="step only: the factor of each change. Default 0.1.")
    t_max: Number | None = Field(None, description="cosine only: iterations down. Default: all of this training.")
    eta_min: Number | None = Field(None, description="cosine only: how far down. Default 0.")


Schedule = Annotated[
    Annotated[ScheduleName, Tag("<name>")] | Annotated[ScheduleWithParameters, Tag("<object>")],
    Discriminator(_name_or_object),
]


class OptimiserWithParameters(Strict):
    """An optimiser with its parameters; formulas and defaults are PyTorch's."""

    name: OptimiserName
    eta: Annotated[Number, Field(gt=0)] | None = Field(
        None, description="Learning rate. Default 0.001; of rmsprop and adagrad 0.01."
    )
    weight_decay: Number | None = Field(None, description="λ: adds λ w to gradients; adamw shrinks w. Default 0; 0.01.")
    momentum: Number | None = Field(None, description="momentum and nesterov only. Default 0.9.")
    alpha: Number | None = Field(None, description="rmsprop only: what a running mean keeps. Default 0.99.")
    betas: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = Field(
        None, description="adam and adamw only: beta1 and beta2 together, as PyTorch writes them."
    )
    beta1: Number | None = Field(None, description="adam and adamw only: what the mean m keeps. Default 0.9.")
    beta2: Number | None = Field(None, description="adam and adamw only: what the mean v keeps. Default 0.999.")
    eps: Number | None = Field(
        None, description="Beside the root. Default 1e-8; of adagrad 1e-10; not of sgd's family."
    )
    schedule: Schedule | None = Field(None, description="How eta changes. Default constant.")


Optimiser = Annotated[
    Annotated[OptimiserName, Tag("<name>")] | Annotated[OptimiserWithParameters, Tag("<object>")],
    Discriminator(_name_or_object),
]


class TrainRequest(Strict):
    """Iterations of an optimiser, each with one batch of the rows."""

    network: Network = Field(description="The network before the first iteration.")
    x: RowOrRows = Field(description="Inputs, (rows, n_in), or one row as a flat list.")
    target: RowOrRows = Field(description="What the outputs should be, (rows, n_out), or one row as a flat list.")
    optimiser: Optimiser = Field(description="What an update makes of the gradient, with its learning rate.")
    batch: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Rows of an iteration, taken in order; an epoch's last batch may be smaller. Default: all."
    )
    iterations: Annotated[int, Field(ge=0)] = Field(description="How many updates.")
    every: Annotated[int, Field(ge=1)] | None = Field(
        None, description="E is told after every so many updates. Default: about a hundred times."
    )
    reduction: Literal["mean", "sum"] = Field("mean", description="Whether E is the rows' mean or their sum.")
    seed: Annotated[int, Field(ge=0, lt=2**32)] | None = Field(
        None, description="Shuffle the rows anew in every epoch, by this seed. Default: take them in order."
    )
    mistake: MistakeName | None = Field(None, description="Train by this wrong algorithm instead.")


class TrainAnswer(Answer):
    """What training came to."""

    network: Network = Field(description="The network after the last iteration.")
    error: list[tuple[int, float]] = Field(
        description="[iteration, E]: E of all rows with the weights after so many updates; from 0 to the last."
    )
    mistake: str | None = Field(default=None, description="The wrong algorithm, where one was asked for.")
