"""What is asked and answered about data sets and tables; the names are those of the core."""

from typing import Annotated, Literal

from pydantic import Field

from server.rest.initial import InitialRule
from server.rest.method_models import MethodModel, Seed
from server.rest.models import ActivationName, Answer, BiasPolicy, LossName, Matrix, Network, Number, Query, Row, Strict

Encoding = Literal["utf-8", "utf-16", "windows-1252", "latin-1"]
Separator = Literal["comma", "semicolon", "tab", "space"]
Decimal = Literal["point", "comma"]
Role = Literal["input", "class", "number", "ignored"]
Order = Literal["sorted", "first_seen"]
ScalingName = Literal["none", "standardise", "min_max"]
Kind = Literal["classes", "numbers"]


class DatasetQuery(Query):
    """What can be chosen of a data set that is made."""

    noise: Annotated[float, Field(allow_inf_nan=False)] | None = Field(
        None, description="Standard deviation of a normal shift; only of sets that are made."
    )
    rows: int | None = Field(None, description="How many rows; likewise.")
    seed: Seed | None = Field(None, description="Decides what is random; likewise.")


class DatasetChoice(Strict):
    """A data set that ships."""

    id: str = Field(max_length=64, description="Its name.")
    noise: Number | None = Field(None, description="Standard deviation of a normal shift; only of sets that are made.")
    rows: int | None = Field(None, description="How many rows; likewise.")
    seed: Seed | None = Field(None, description="Decides what is random; likewise.")


class TableRequest(Strict):
    """A table in any of the habits of CSV; what is left out is found."""

    text: str | None = Field(None, description="The table as text.")
    file: str | None = Field(None, description="Or the bytes of a file, as base64.")
    encoding: Encoding | None = Field(None, description="How the file's text is written.")
    separator: Separator | None = Field(None, description="What stands between cells; space: spaces and tabs.")
    decimal: Decimal | None = Field(None, description="What stands in numbers.")
    header: bool | None = Field(None, description="Whether the first row names the columns.")
    roles: Annotated[list[Role], Field(fail_fast=True)] | None = Field(None, description="What each column is for.")


class DataRequest(TableRequest):
    """Data to be trained: a table, or a data set that ships, split and scaled."""

    dataset: DatasetChoice | None = Field(None, description="Or a data set that ships.")
    order: Order = Field("sorted", description="Of a table's classes.")
    drop: bool = Field(False, description="Whether rows of a table that have problems are left out, not refused.")
    scale: ScalingName | None = Field(
        None, description="How inputs are scaled, fitted to the trained rows. Default: that of the default settings."
    )
    scale_target: ScalingName | None = Field(None, description="How targets are scaled, likewise; classes are not.")
    fraction: Annotated[Number, Field(ge=0, le=0.9)] = Field(0.0, description="The part of the rows only tested.")
    seed: Seed = Field(0, description="Decides which rows are tested, and draws the network.")
    stratified: bool = Field(True, description="Whether each class has its share of them.")


class OptionAnswer(Answer):
    """What can be chosen."""

    default: float = Field(description="Without a choice.")
    low: float = Field(description="The smallest.")
    high: float = Field(description="The largest.")


class OptionsAnswer(Answer):
    """What can be chosen of a set that is made."""

    noise: OptionAnswer = Field(description="Standard deviation of a normal shift.")
    rows: OptionAnswer = Field(description="A whole number.")
    seed: OptionAnswer = Field(description="A whole number.")


class DefaultsAnswer(Answer):
    """How data is learned when nobody says otherwise."""

    sizes: list[int] = Field(description="Units per layer, the input first.")
    activations: list[ActivationName] = Field(description="One per layer after the input.")
    loss: LossName = Field(description="What training lowers.")
    bias_policy: BiasPolicy = Field(description="Whether biases are trained.")
    initial: InitialRule = Field(description="How weights and biases are drawn.")
    eta: float = Field(description="Learning rate.")
    method: MethodModel = Field(description="How it is trained besides.")
    iterations: int = Field(description="After how many it is learned, or not at all.")
    scale: ScalingName = Field(description="How inputs are scaled before.")
    scale_target: ScalingName = Field(description="How targets are scaled before.")


class DatasetSummary(Answer):
    """What a data set is."""

    id: str = Field(description="Its name in requests.")
    title: str = Field(description="Its name for people.")
    description: str = Field(description="What it is.")
    source: str = Field(description="Where it comes from.")
    kind: Kind = Field(description="What the outputs are.")
    inputs: list[str] = Field(description="Names of the inputs.")
    outputs: list[str] = Field(description="Names of the outputs.")
    classes: list[str] = Field(description="Names of the classes; empty with numbers.")
    options: OptionsAnswer | None = Field(description="What can be chosen; null: nothing.")
    defaults: DefaultsAnswer = Field(description="How it is learned when nobody says otherwise.")


class DatasetList(Answer):
    """All data sets that ship."""

    datasets: list[DatasetSummary] = Field(description="In the order in which they should be offered.")


class DatasetAnswer(DatasetSummary):
    """A data set."""

    x: Matrix = Field(description="Inputs, (rows, n_in).")
    target: Matrix = Field(description="What the outputs should be, (rows, n_out).")


class ColumnAnswer(Answer):
    """A column of a table."""

    name: str = Field(description="From the header, or by its number; no two are the same.")
    kind: Literal["numbers", "text", "empty"] = Field(description="What it holds.")
    role: Role = Field(description="What it is for: as said, or what it looks like.")
    missing: int = Field(description="How many cells hold nothing.")
    low: float | None = Field(description="The smallest number that a double holds; null where there are none.")
    high: float | None = Field(description="The largest number, likewise.")
    values: list[str] | None = Field(description="Its different texts; null: too many to be classes.")


class TableRow(Answer):
    """A row of a table."""

    row: int = Field(description="As a person counts, from 1, the header and empty rows included.")
    cells: list[str] = Field(description="Without outer spaces.")


class TableProblem(Answer):
    """A place that cannot be learned."""

    row: int | None = Field(description="As a person counts, from 1.")
    column: int | None = Field(description="Likewise; null: the whole row.")
    detail: str = Field(description="What is wrong, and what to do.")


class PreviewAnswer(Answer):
    """How a table is read."""

    encoding: Encoding | None = Field(description="Of the file; null for a text.")
    separator: Separator = Field(description="Given or found.")
    decimal: Decimal = Field(description="Given or found.")
    header: bool = Field(description="Given or found.")
    row_count: int = Field(description="Rows of the right length, the header not counted.")
    columns: list[ColumnAnswer] = Field(description="In the order of the table.")
    first_rows: list[TableRow] = Field(description="The first 20.")
    problems: list[TableProblem] = Field(description="With these roles; the first 100.")
    problem_count: int = Field(description="How many there are.")


class ScalingAnswer(Answer):
    """What was done to each column: (value − shift) / scale."""

    name: ScalingName = Field(description="The rule.")
    shift: Row = Field(description="What became 0.")
    scale: Row = Field(description="What became 1.")


class DataAnswer(Answer):
    """Data that can be trained."""

    kind: Kind = Field(description="What the outputs are.")
    inputs: list[str] = Field(description="Names of the inputs.")
    outputs: list[str] = Field(description="Names of the outputs.")
    classes: list[str] = Field(description="Names of the classes; empty with numbers.")
    x: Matrix = Field(description="Inputs, scaled, (rows, n_in).")
    target: Matrix = Field(description="What the outputs should be, scaled, (rows, n_out).")
    train: list[int] = Field(description="Which rows of x are trained, from 0.")
    test: list[int] = Field(description="Which are only tested.")
    scaling: ScalingAnswer = Field(description="Of the inputs.")
    target_scaling: ScalingAnswer = Field(description="Of the targets.")
    table_rows: list[int] | None = Field(description="Which row of the table each row of x is; null: no table.")
    dropped: list[int] = Field(description="Rows of the table that were left out.")
    defaults: DefaultsAnswer = Field(description="How it is learned when nobody says otherwise.")
    network: Network = Field(description="The network that these draw with the seed.")
