"""What is asked and answered about the error surface; the names are those of the core."""

from typing import Annotated, Final, Literal

from pydantic import Field

from server.rest.explain_models import OfIteration, ParameterQuery
from server.rest.models import Answer, Row

MOST_POINTS: Final = 201
MOST_PATH: Final = 500

Limit = Annotated[float, Field(allow_inf_nan=False)]
Error = float | None


class LandscapeQuery(ParameterQuery):
    """Over which parameters E is asked for, and where."""

    second: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Another parameter: then E is given over both."
    )
    low: Limit | None = Field(None, description="The first parameter's smallest value. Default: so that the path fits.")
    high: Limit | None = Field(None, description="Its largest value. Default likewise.")
    second_low: Limit | None = Field(None, description="Likewise of the second parameter.")
    second_high: Limit | None = Field(None, description="Likewise.")
    points: int = Field(41, ge=2, le=MOST_POINTS, description="How many values of each, evenly spaced.")
    rows: Literal["batch", "all"] = Field("batch", description="E of the rows that the iteration uses, or of all.")
    path: int = Field(
        100, ge=0, le=MOST_PATH, description="How many iterations of the way from the start up to here, at most."
    )


class QuadraticAnswer(Answer):
    """The quadratic that agrees with E at the point in value, slope and curvature."""

    gradient: Row = Field(description="∂E/∂ each parameter.")
    hessian: list[Row] = Field(description="Its second derivatives.")
    minimum: Row | None = Field(description="Where it is smallest; null: it has no single minimum.")
    minimum_error: Error = Field(description="Its value there; null likewise.")
    exact: bool = Field(description="Whether it is E everywhere, the other parameters being as they are.")
    critical_eta: Error = Field(
        description="Above it, descent on these parameters alone moves away; null: there is no such learning rate."
    )


class StabilityAnswer(Answer):
    """How large a learning rate gradient descent on all trained parameters bears."""

    critical_eta: Error = Field(description="2 / λ_max of the whole Hessian; null: E curves upwards in no direction.")
    exact: bool = Field(description="Whether E is quadratic in all of them; else it holds near by.")


class PathPoint(Answer):
    """Where training was."""

    iteration: int = Field(description="Updates the weights had had.")
    values: Row = Field(description="The parameters then.")
    error_total: Error = Field(description="E then, of these rows and with all parameters of then; null: it runs over.")


class LandscapeAnswer(OfIteration):
    """E over one or two parameters."""

    parameter: str = Field(description="The first parameter.")
    second: str | None = Field(description="The second one; null: there is only one.")
    values: Row = Field(description="Values of the first parameter.")
    second_values: Row | None = Field(description="Values of the second one; null likewise.")
    error_total: list[Error] | list[list[Error]] = Field(
        description="E at each value; of two parameters a row for each second value. null: it runs over."
    )
    point: PathPoint = Field(description="The iteration's own parameters.")
    quadratic: QuadraticAnswer = Field(description="What touches E there.")
    stability: StabilityAnswer | None = Field(description="null: there are too many parameters or rows to say.")
    path: list[PathPoint] = Field(description="The way from the start up to here.")
