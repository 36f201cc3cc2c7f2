"""What requests and answers look like; OpenAPI and the documentation page are made from these models."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidatorFunctionWrapHandler, field_validator
from pydantic_core import PydanticKnownError

Number = Annotated[float, Field(allow_inf_nan=False)]
First = Field(fail_fast=True)  # of a list only the first wrong item is named: a body can hold a hundred thousand
Row = Annotated[list[Number], First]
Matrix = Annotated[list[Row], First]
ActivationName = Literal["identity", "logistic", "tanh", "relu", "leaky_relu", "elu", "softplus", "gelu", "softmax"]
LossName = Literal[
    "half_squared_error",
    "squared_error",
    "mean_squared_error",
    "binary_cross_entropy",
    "categorical_cross_entropy",
    "huber",
    "hinge",
]
BiasPolicy = Literal["frozen", "shared", "per_unit"]

# Names of union branches; pydantic puts them into the path of an error, from where the pointer drops them.
TAGS = frozenset({"<name>", "<number>", "<object>", "<row>", "<rows>", "<example>", "<own>", "<nothing>"})


def _name_or_object(value: Any) -> str:  # noqa: ANN401 (not validated yet)
    return "<name>" if isinstance(value, str) else "<object>"


def _row_or_rows(value: Any) -> str:  # noqa: ANN401 (not validated yet)
    return "<rows>" if isinstance(value, list) and any(isinstance(row, list) for row in value) else "<row>"


class Strict(BaseModel):
    """A request: no field too many, no text read as a number."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class Query(BaseModel):
    """What an address asks for: no parameter too many, and numbers as everybody reads them."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def _digits(cls, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401 (any field's)
        """Read a parameter, but not 1_0 as 10, which only Python would."""
        found = handler(value)
        if type(found) in (int, float) and "_" in str(value):
            raise PydanticKnownError("int_parsing" if type(found) is int else "float_parsing")
        return found


class Answer(BaseModel):
    """An answer; it only ever holds finite numbers."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ActivationWithParameters(Strict):
    """An activation function with its parameters."""

    name: ActivationName
    slope: Number | None = Field(None, description="leaky_relu only: f'(z) for z < 0. Default 0.01.")
    alpha: Number | None = Field(None, description="elu only: -alpha is the limit for z → -∞. Default 1.")


class LossWithParameters(Strict):
    """A loss with its parameters."""

    name: LossName
    threshold: Number | None = Field(None, description="huber only: where it turns from square to line. Default 1.")


Activation = Annotated[
    Annotated[ActivationName, Tag("<name>")] | Annotated[ActivationWithParameters, Tag("<object>")],
    Discriminator(_name_or_object),
]
Loss = Annotated[
    Annotated[LossName, Tag("<name>")] | Annotated[LossWithParameters, Tag("<object>")],
    Discriminator(_name_or_object),
]
RowOrRows = Annotated[Annotated[Row, Tag("<row>")] | Annotated[Matrix, Tag("<rows>")], Discriminator(_row_or_rows)]


class Network(Strict):
    """A fully connected network with its parameters."""

    sizes: list[Annotated[int, Field(ge=1)]] = Field(
        min_length=2, fail_fast=True, description="Units per layer, the input first."
    )
    activations: list[Activation] = Field(
        fail_fast=True, description="One per layer after the input; softmax only last."
    )
    loss: Loss = Field(description="What training lowers.")
    bias_policy: BiasPolicy = Field(description="Whether biases are trained, and one per layer or one per unit.")
    w: list[Matrix] = Field(fail_fast=True, description="Weights; w[l] is (n_out, n_in): a row per receiving unit.")
    b: list[Row] = Field(fail_fast=True, description="Biases; b[l] is (n_out,).")


class ExampleSummary(Answer):
    """What an example is."""

    id: str = Field(description="Its name in requests.")
    title: str = Field(description="Its name for people.")
    description: str = Field(description="What it shows.")
    source: str = Field(description="Where its numbers come from.")


class ExampleList(Answer):
    """All examples."""

    examples: list[ExampleSummary] = Field(description="In the order in which they should be offered.")


class ExampleAnswer(ExampleSummary):
    """An example with its network and data."""

    network: Network = Field(description="The untouched network, iteration 0.")
    x: Matrix = Field(description="Inputs, (rows, n_in); trained one row per iteration, in order.")
    target: Matrix = Field(description="What the outputs should be, (rows, n_out).")
    eta: float = Field(description="Learning rate.")


class PredictRequest(Strict):
    """An input, and the network it goes through: an example's (default `mazur`), one sent along, or a room's."""

    x: Row = Field(min_length=1, description="The input, one number per input unit.")
    example: str | None = Field(None, description="The id of an example.")
    iteration: Annotated[int, Field(ge=0)] | None = Field(
        None, description="With an example: use its weights after this many updates. Default 0."
    )
    network: Network | None = Field(None, description="A network of your own.")
    room: str | None = Field(None, description="The id of a room: its network as it is at its position.")


class Layer(Answer):
    """What one layer computed."""

    z: Row = Field(description="Net inputs, (n,).")
    a: Row = Field(description="Activations, (n,).")


class Source(Answer):
    """Which network answered."""

    kind: Literal["example", "network", "room"] = Field(description="Where the network comes from.")
    id: str | None = Field(description="The example's or room's id; null for a network that was sent.")
    iteration: int | None = Field(description="The number of updates its weights have had; null where it was sent.")


class PredictAnswer(Answer):
    """The outputs and how they came about."""

    y: Row = Field(description="Activations of the last layer.")
    layers: list[Layer] = Field(description="One per layer after the input.")
    source: Source = Field(description="The network that answered.")


class StepRequest(Strict):
    """One update of a network by gradient descent, on one example or a batch."""

    network: Network = Field(description="The network before the update.")
    x: RowOrRows = Field(description="Inputs, (batch, n_in), or one row as a flat list.")
    target: RowOrRows = Field(description="What the outputs should be, (batch, n_out), or one row as a flat list.")
    eta: Annotated[Number, Field(gt=0)] = Field(description="Learning rate.")
    reduction: Literal["mean", "sum"] = Field(
        "mean", description="Whether E and the deltas are the batch's mean or its sum."
    )


class StepAnswer(Answer):
    """Every quantity of the step. Lists by layer leave the input layer out, as `w` does."""

    z: list[Matrix] = Field(description="Net inputs by layer, (batch, n).")
    a: list[Matrix] = Field(description="Activations by layer, (batch, n).")
    error: Matrix = Field(description="Error of each output, (batch, n_out), before the reduction.")
    error_total: float = Field(description="E of the batch.")
    delta: list[Matrix] = Field(description="∂E/∂z by layer, (batch, n), with the reduction.")
    dE_dw: list[Matrix] = Field(description="∂E/∂w by layer, (n_out, n_in).")
    dE_db: list[Row] = Field(
        description="∂E/∂b by layer, (n_out,). shared: the layer's sum, repeated. frozen: though b stays."
    )
    network_after: Network = Field(description="The network after w - eta * dE_dw (and b likewise, where trained).")
    error_total_after: float = Field(description="E of the same batch with network_after.")


class RoomCreated(Answer):
    """A new room and the ways into it."""

    room: str = Field(description="Its id.")
    host_key: str = Field(description="Who has it may drive; it is shown this once.")
    url: str = Field(description="For those who watch.")
    host_url: str = Field(description="For who drives; the part after # never reaches the server.")


class Position(Answer):
    """Where a room is."""

    iteration: int = Field(description="Updates the weights have had.")
    moment: int = Field(description="Moments of the iteration computed so far.")


class Rights(Answer):
    """What the caller may do."""

    watch: bool = Field(description="Always true: who knows the id may watch.")
    drive: bool = Field(description="Whether the Authorization header held the room's key.")


class RoomAnswer(Answer):
    """A room's state."""

    room: str = Field(description="Its id.")
    example: str | None = Field(
        default=None, description="The id of its example; absent if it began with another network."
    )
    network: Network = Field(description="The network at its position.")
    position: Position = Field(description="What is computed so far.")
    revision: int = Field(description="Grows with every edit; numbers of an older one are stale.")
    rights: Rights = Field(description="What the caller may do in this room.")


class Health(Answer):
    """The server is there."""

    status: Literal["ok"] = Field(description="Always ok; a server that is not does not answer.")


class FieldError(Answer):
    """One wrong field."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the body, or to a parameter; empty for the whole.")
    detail: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str = Field(description="Which kind of problem, and where it is documented.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened this time.")
    errors: list[FieldError] | None = Field(None, description="The wrong fields; at most 20 are listed.")
