"""What is asked and answered about one iteration looked at more closely; the names are those of the core."""

from typing import Annotated, Literal

from pydantic import Field

from core.paper import LEAST_DECIMALS, MOST_DECIMALS
from core.paths import MOST_COUNTED, MOST_LISTED
from server.rest.models import Answer, Network, Number, Query, Row, Strict


class IterationQuery(Query):
    """Which iteration of a room."""

    iteration: Annotated[int, Field(ge=0)] | None = Field(
        None, description="One that is trained; default: the one the room stands at."
    )
    shown: Annotated[int, Field(ge=0, lt=2**31)] | None = Field(
        None, description="Which example of the iteration's batch; default: the one the room shows."
    )
    revision: Annotated[int, Field(ge=0)] | None = Field(
        None, description="Answer only if this still is the room's revision."
    )


class RecordQuery(IterationQuery):
    """Which iteration, and written how."""

    format: Literal["json", "csv"] = Field("json", description="JSON, or one line of CSV per quantity.")


class ParameterQuery(IterationQuery):
    """Whose gradient."""

    parameter: str = Field(max_length=64, description="A weight, w.l.j.i, or a bias, b.l.j.", examples=["w.1.0.0"])


class PaperQuery(IterationQuery):
    """How exactly one computes on paper."""

    decimals: int = Field(
        ge=LEAST_DECIMALS, le=MOST_DECIMALS, description="How many every result is rounded to.", examples=[3]
    )


class RecordRequest(Strict):
    """One update of a network by gradient descent, on one example."""

    network: Network = Field(description="The network before the update.")
    x: Row = Field(description="The input, (n_in,).")
    target: Row = Field(description="What the outputs should be, (n_out,).")
    eta: Annotated[Number, Field(gt=0)] = Field(description="Learning rate.")


class OfIteration(Answer):
    """What every answer about a room's iteration carries."""

    revision: int = Field(description="The room's revision that it belongs to.")
    iteration: int = Field(description="Which iteration it is of.")


class Term(Answer):
    """One summand of a rule."""

    sign: Literal[1, -1] = Field(description="Whether it is added or subtracted.")
    factors: list[str | float] = Field(description="What is multiplied: ids of quantities, and constants.")


class Rule(Answer):
    """What a number is made of."""

    form: Literal["sum", "product", "function"] = Field(description="How the terms become the value.")
    function: str | None = Field(description="The function's name, of which the factors are the arguments.")
    terms: list[Term] = Field(description="At least one.")


class Given(Answer):
    """A number that nothing computes."""

    id: str = Field(description="The quantity's id.")
    value: float = Field(description="Its value.")


class Computed(Given):
    """A number with what it is made of."""

    rule: Rule = Field(description="How it follows from others.")


class RecordMoment(Answer):
    """One moment, with all that becomes known in it."""

    id: str = Field(description="The moment's id.")
    phase: Literal["forward", "error", "backward", "update"] = Field(description="The phase it belongs to.")
    quantities: list[Computed] = Field(description="The moment's own first.")


class RecordAnswer(Answer):
    """Every number of one iteration, in the order of computation."""

    givens: list[Given] = Field(description="Inputs, weights, biases, targets, eta.")
    moments: list[RecordMoment] = Field(description="In order.")


class RoomRecord(OfIteration, RecordAnswer):
    """Every number of one iteration of a room."""


class PathAnswer(Answer):
    """One path from the parameter to the error."""

    units: list[str] = Field(description="Ids l.j, from the parameter's unit to the output.")
    factors: list[str] = Field(description="Ids of what is multiplied, from the output back.")
    product: float = Field(description="Of the factors.")


class FactoredAnswer(Answer):
    """The gradient as backpropagation computes it."""

    factors: list[str] = Field(description="δ and the activation before it; of a bias δ alone.")
    value: float = Field(description="The recorded gradient.")
    terms: list[list[str]] = Field(description="δ is the sum of these products; empty where δ is given.")
    times: str | None = Field(description="What their sum is multiplied with, once.")


class Counts(Answer):
    """Multiplications, counted by running them."""

    one: int | None = Field(description=f"For this parameter; null: more than {MOST_COUNTED}.")
    all: int | None = Field(description="For every trained parameter; null likewise.")


class WaysAnswer(Answer):
    """What each way to the gradient takes after the forward pass."""

    paths: Counts = Field(description="The product of every path for itself.")
    chain_rule: Counts = Field(description="The chain rule for each parameter anew, nothing remembered.")
    dual_numbers: Counts = Field(description="A whole forward pass with dual numbers for each parameter.")
    backpropagation: Counts = Field(description="Each δ once.")


class PathsAnswer(OfIteration):
    """A gradient taken apart."""

    parameter: str = Field(description="Whose gradient.")
    count: int = Field(description="How many paths there are.")
    paths: list[PathAnswer] = Field(description=f"The first {MOST_LISTED}.")
    sum: float | None = Field(description="Of all products; null where there are too many paths to run.")
    factored: FactoredAnswer = Field(description="What paths have in common computed once.")
    forward_pass: int | None = Field(description="Multiplications of the forward pass, which every way needs.")
    multiplications: WaysAnswer = Field(description="By way.")


class NudgeStep(Answer):
    """The gradient estimated with one ε; null where a number runs over."""

    epsilon: float = Field(description="How far the parameter was nudged.")
    forward: float | None = Field(description="(E(w + ε) − E(w)) / ε.")
    central: float | None = Field(description="(E(w + ε) − E(w − ε)) / 2ε.")
    complex_step: float | None = Field(description="Im E(w + iε) / ε.")
    forward_error: float | None = Field(description="Its distance from dual.")
    central_error: float | None = Field(description="Its distance from dual.")
    complex_step_error: float | None = Field(description="Its distance from dual.")


class NudgeAnswer(OfIteration):
    """A gradient by four methods."""

    parameter: str = Field(description="Whose gradient.")
    backprop: float = Field(description="By backpropagation.")
    dual: float = Field(description="By dual numbers.")
    steps: list[NudgeStep] = Field(description="From the largest ε, 0.1, to the smallest, 1e-16; four a decade.")


class PaperQuantity(Answer):
    """One number on paper."""

    id: str = Field(description="The quantity's id.")
    paper: str = Field(description="As written, with all its decimals.")
    exact: float = Field(description="In double precision.")


class DriftAnswer(Answer):
    """How far the paper is off."""

    quantity: str = Field(description="What is furthest off.")
    difference: float = Field(description="By how much.")
    parameter: str | None = Field(description="The new parameter that is relatively furthest off; null if all are 0.")
    relative: float | None = Field(description="By which part of itself.")


class PaperAnswer(OfIteration):
    """An iteration as one computes it on paper."""

    decimals: int = Field(description="To how many every result is rounded.")
    quantities: list[PaperQuantity] = Field(description="All, in the order of the record.")
    drift: DriftAnswer = Field(description="How far it is off.")
