"""The moment file as a model (docs/moment_file.md), what makes a room, and what a link is."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from core.moments import Grain
from server.readable import trouble
from server.rest.method_models import MethodModel, OptimiserName, OptimiserParameters, Reduction
from server.rest.models import ActivationName, Answer, BiasPolicy, LossName, Matrix, Network, Number, RowOrRows, Strict

SCHEMA: Final = "deltaflow.moment"
VERSION: Final = 1
LARGEST_MOMENT: Final = 2 * 2**20
MOST_BRANCHES: Final = 64

FunctionName = Literal[ActivationName, LossName, BiasPolicy, OptimiserName, Reduction]
Iteration = Annotated[int, Field(ge=0)]


def _known_version(value: Any) -> Any:  # noqa: ANN401 (not validated yet)
    if isinstance(value, bool):
        raise PydanticCustomError("version", "The version is a whole number")
    if isinstance(value, int) and value != VERSION:
        age = "newer" if value > VERSION else "older"
        raise PydanticCustomError(
            "version",
            "This is version {found} of the moment file, {age} than version {known}, which this server reads",
            {"found": value if abs(value) < 2**53 else "?", "age": age, "known": VERSION},
        )
    return value


def _readable(text: str) -> str:
    why = trouble(text)
    if why is not None:
        raise PydanticCustomError("unreadable", "{why}", {"why": why.rstrip(".")})
    return text


def _number_name_or_object(value: Any) -> str:  # noqa: ANN401 (not validated yet)
    if value is None:
        return "<nothing>"
    if isinstance(value, str):
        return "<name>"
    return "<number>" if isinstance(value, int | float) else "<object>"


def _example_or_own(value: Any) -> str:  # noqa: ANN401 (not validated yet)
    named = "example" in value if isinstance(value, dict) else isinstance(value, StartExample)
    return "<example>" if named else "<own>"


class Function(OptimiserParameters):
    """A function or an optimiser with its parameters."""

    name: FunctionName = Field(description="An activation function, a loss or an optimiser.")  # type: ignore[assignment]
    slope: Number | None = Field(None, description="Of leaky_relu.")
    alpha: Number | None = Field(None, description="Of elu.")
    threshold: Number | None = Field(None, description="Of huber.")


class ChangeModel(Strict):
    """One thing set to something else."""

    of: str = Field(max_length=64, description="What is changed, by its id (docs/model.md).")
    to: Annotated[
        Annotated[Number, Tag("<number>")]
        | Annotated[FunctionName, Tag("<name>")]
        | Annotated[Function, Tag("<object>")]
        | Annotated[None, Tag("<nothing>")],
        Discriminator(_number_name_or_object),
    ] = Field(description="A number for a given, else a name or an object with a name, or null.")


class EditModel(Strict):
    """Changes that are done together and hold from an iteration on."""

    iteration: Iteration = Field(description="The first iteration computed with them.")
    changes: list[ChangeModel] = Field(
        min_length=1, max_length=4096, fail_fast=True, description="One after the other."
    )


class BranchModel(Strict):
    """A branch."""

    name: Annotated[str, AfterValidator(_readable)] = Field(
        min_length=1, max_length=60, description="What it is called."
    )
    parent: Iteration | None = Field(description="Index of the branch it was started from, an earlier one, or null.")
    after_parent: bool = Field(
        False, description="Whether it begins with what its parent has before the first of its edits."
    )
    edits: list[EditModel] = Field(fail_fast=True, description="From iteration 0 on, or after its parent's; rising.")
    trained_to: Iteration = Field(description="The newest iteration that can be shown without training.")


class StartExample(Strict):
    """An example, untouched."""

    example: str = Field(max_length=64, description="The id of an example.")


Name = Annotated[str, Field(min_length=1, max_length=200)]


class DataModel(Strict):
    """What the rows mean, and rows that are only tested."""

    inputs: list[Name] = Field(fail_fast=True, description="A name for each input.")
    outputs: list[Name] = Field(fail_fast=True, description="A name for each output.")
    classes: list[Name] = Field(
        default_factory=list, fail_fast=True, description="The classes that the targets code; empty: they are numbers."
    )
    test_x: Matrix = Field(default_factory=list, description="Inputs of rows that are never trained.")
    test_target: Matrix = Field(default_factory=list, description="What their outputs should be.")


About = Annotated[str, AfterValidator(_readable), Field(min_length=1, max_length=1000)]


class StartOwn(Strict):
    """A network of one's own with its data."""

    network: Network = Field(description="The network of iteration 0.")
    x: RowOrRows = Field(description="Inputs, (rows, n_in).")
    target: RowOrRows = Field(description="What the outputs should be, (rows, n_out).")
    eta: Annotated[Number, Field(gt=0)] = Field(description="Learning rate.")
    method: MethodModel | None = Field(None, description="How it is trained besides. Default: row by row, sgd.")
    data: DataModel | None = Field(None, description="What the rows mean, and rows that are only tested.")
    description: About | None = Field(None, description="What its data are, for people.")
    source: About | None = Field(None, description="Where its data are from, and on which terms.")


class PositionModel(Strict):
    """Where one stands in the current branch."""

    iteration: Iteration = Field(description="Updates the weights have had.")
    moment: Iteration = Field(description="Moments of the iteration computed so far.")
    shown: Annotated[int, Field(ge=0, lt=2**31)] | None = Field(
        None, description="Index of the example shown of a batch. Default 0."
    )


class View(Strict):
    """How the moment was looked at; every field may be left out."""

    selection: Annotated[str, Field(max_length=64)] | None = Field(None, description="The id of what is explained.")
    notation: Literal["article", "modern", "matrix", "numpy"] | None = Field(None, description="The notation.")
    digits: Annotated[int, Field(ge=2, le=17)] | None = Field(None, description="Digits of every number.")
    paper: Annotated[int, Field(ge=1, le=10)] | None = Field(None, description="Decimals, as on paper.")
    theme: Literal["light", "dark", "projector"] | None = Field(None, description="The theme.")
    tab: Annotated[str, Field(max_length=32)] | None = Field(None, description="The open tab.")


class MomentDocument(Strict):
    """A moment file."""

    format: Literal["deltaflow.moment"] = Field(alias="schema", description="Always deltaflow.moment.")
    version: Annotated[Literal[1], BeforeValidator(_known_version)] = Field(description="Version of the format.")
    title: Annotated[str, AfterValidator(_readable)] = Field(
        min_length=1, max_length=200, description="What people call it."
    )
    start: Annotated[
        Annotated[StartExample, Tag("<example>")] | Annotated[StartOwn, Tag("<own>")],
        Discriminator(_example_or_own),
    ] = Field(description="How it begins: an example, or a setup.")
    branches: list[BranchModel] = Field(
        min_length=1, max_length=MOST_BRANCHES, fail_fast=True, description="All branches, the oldest first."
    )
    branch: Iteration = Field(description="Index of the current branch.")
    position: PositionModel = Field(description="Where one stands.")
    grain: Grain | None = Field(None, description="How far a step goes. Default quantity: one number.")
    view: View | None = Field(None, description="How it was looked at.")


class RoomRequest(Strict):
    """What a new room shows: an example (the default is the server's setting), a network of one's own, or a moment."""

    example: str | None = Field(None, description="The id of an example.")
    network: Network | None = Field(None, description="A network of your own; with x, target and eta.")
    x: RowOrRows | None = Field(None, description="With a network: inputs, (rows, n_in), or one row as a flat list.")
    target: RowOrRows | None = Field(None, description="With a network: what the outputs should be.")
    eta: Annotated[Number, Field(gt=0)] | None = Field(None, description="With a network: the learning rate.")
    method: MethodModel | None = Field(None, description="With a network: how it is trained besides.")
    data: DataModel | None = Field(None, description="With a network: what the rows mean, and rows to be tested.")
    title: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        None, description="With a network: what people call it."
    )
    description: About | None = Field(None, description="With a network: what its data are, for people.")
    source: About | None = Field(None, description="With a network: where its data are from, and on which terms.")
    moment: MomentDocument | None = Field(None, description="A moment file.")


class LinkRequest(Strict):
    """A moment to be kept."""

    moment: MomentDocument = Field(description="A moment file; its current branch is kept.")


class LinkCreated(Answer):
    """A short link."""

    link: str = Field(description="Its id; the same moment always gets the same.")
    url: str = Field(description="The page that opens the moment in a new room.")
