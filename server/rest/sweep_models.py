"""What is asked and answered about a sweep; the names are those of the core."""

from typing import Annotated, Final

from pydantic import Field

from core.parameters import LARGEST_WHOLE
from server.rest.initial import InitialRule
from server.rest.method_models import MethodModel
from server.rest.models import Answer, Matrix, Network, Number, Row, RowOrRows, Strict

MOST_CELLS: Final = 4096

Eta = Annotated[Number, Field(gt=0)]
Seed = Annotated[int, Field(ge=0, le=LARGEST_WHOLE)]


class StartModel(Strict):
    """The parameters of one start."""

    w: list[Matrix] = Field(fail_fast=True, description="Weights; w[l] is (n_out, n_in).")
    b: list[Row] = Field(fail_fast=True, description="Biases; b[l] is (n_out,).")


class SweepRequest(Strict):
    """A grid of learning rates and starts; what else a cell needs is as in a room."""

    network: Network = Field(description="Shape and functions of all; without starts or seeds also the only start.")
    x: RowOrRows = Field(description="Inputs, (rows, n_in), or one row as a flat list.")
    target: RowOrRows = Field(description="What the outputs should be, likewise.")
    method: MethodModel | None = Field(None, description="How each is trained besides. Default: row by row, sgd.")
    etas: list[Eta] = Field(min_length=1, max_length=MOST_CELLS, fail_fast=True, description="The learning rates.")
    starts: Annotated[list[StartModel], Field(min_length=1, max_length=MOST_CELLS, fail_fast=True)] | None = Field(
        None, description="The starts, given."
    )
    initial: InitialRule | None = Field(None, description="Or drawn by a rule, one for each of the seeds.")
    seeds: Annotated[list[Seed], Field(min_length=1, max_length=MOST_CELLS, fail_fast=True)] | None = Field(
        None, description="With initial: the seed of each start."
    )
    iterations: Annotated[int, Field(ge=0)] = Field(description="How many updates of each cell.")
    solved: Annotated[Number, Field(ge=0)] = Field(0.01, description="Up to which E a cell is called solved.")


class SweepAnswer(Answer):
    """How all cells stand; in grids there is a row for each learning rate and a column for each start."""

    iterations: int = Field(description="Updates that were done.")
    etas: Row = Field(description="The learning rate of each row.")
    networks: list[Network] = Field(description="The network each column begins with.")
    error_total: list[list[float | None]] = Field(description="E of all rows of data; null: the cell has diverged.")
    diverged: list[list[int | None]] = Field(description="In which iteration a number ran over; null: in none.")
    solved: list[list[bool]] = Field(description="Whether E is at most what was asked for.")
