"""How a network is trained, besides its learning rate: optimiser, schedule, and how many rows an iteration uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.errors import DeltaflowError
from core.optimisers import Optimiser, optimiser, optimiser_of
from core.parameters import check_whole, known
from core.schedules import Schedule, schedule, schedule_of

#: What can be changed of a method, by the name of the change.
METHOD = ("optimiser", "batch", "reduction", "shuffle")
#: What E of a batch is of the errors of its examples.
REDUCTIONS = {"mean": "mean", "sum": "sum"}
SGD = optimiser("sgd")
CONSTANT = schedule("constant")


@dataclass(frozen=True)
class Method:
    """How a network is trained.

    Attributes:
        optimiser: what it makes of a gradient.
        schedule: how the learning rate changes with the iterations.
        batch: rows of an iteration; None takes all.
        reduction: whether E of a batch is the `mean` or the `sum` of its examples' errors.
        shuffle: seed of the order of the rows, new in each epoch; None takes them in order.

    Raises:
        ShapeError, ValueRangeError, UnknownNameError: with the `field` that is wrong.
    """

    optimiser: Optimiser = SGD
    schedule: Schedule = CONSTANT
    batch: int | None = 1
    reduction: str = "mean"
    shuffle: int | None = None

    def __post_init__(self) -> None:
        if self.batch is not None:
            check_whole("batch", self.batch, 1)
        if self.shuffle is not None:
            check_whole("shuffle", self.shuffle, 0)
        known(REDUCTIONS, self.reduction, "reduction", "reduction")

    @property
    def batched(self) -> bool:
        """Whether an iteration may use more than one row."""
        return self.batch != 1

    @property
    def counts(self) -> bool:
        """Whether an update has to know how many there were before."""
        return self.optimiser.name in ("adam", "adamw")

    @property
    def is_plain(self) -> bool:
        """Whether this is gradient descent with one learning rate, one row at a time, in order."""
        return not self.batched and self == replace(PLAIN, reduction=self.reduction)

    def as_dict(self) -> dict[str, object]:
        """All of it, as on the wire."""
        return {"optimiser": self.optimiser_as_dict(), **{part: getattr(self, part) for part in METHOD[1:]}}

    def optimiser_as_dict(self) -> dict[str, object]:
        """The optimiser with its parameters and schedule, as on the wire."""
        planned = {} if self.schedule.name == "constant" else {"schedule": self.schedule.as_dict()}
        return {**self.optimiser.as_dict(), **planned}

    def continues(self, other: Method) -> bool:
        """Whether the optimiser's state of the other one means the same to this one."""
        return _with_state(self.optimiser) == _with_state(other.optimiser)

    def with_change(self, part: str, to: object, field: str) -> Method:
        """The same method with one part changed, one of METHOD.

        Raises:
            DeltaflowError: it cannot be that; with the field given, or one below it.
        """
        if part == "optimiser":
            optimiser, schedule = optimiser_and_schedule(to, field)
            return replace(self, optimiser=optimiser, schedule=schedule)
        if isinstance(to, float) and to.is_integer():  # as JSON may write whole numbers
            to = int(to)
        try:
            return replace(self, **{part: to})  # type: ignore[arg-type]  # which __post_init__ checks
        except DeltaflowError as error:
            error.field = field
            raise


def share_of(reduction: str, rows: int) -> float:
    """The part that the error of each of so many examples has in E: 1 / rows of their mean, 1 of their sum.

    Raises:
        UnknownNameError: there is no such reduction.
    """
    known(REDUCTIONS, reduction, "reduction", "reduction")
    return 1.0 / rows if reduction == "mean" else 1.0


def method_of(given: Mapping[str, object]) -> Method:
    """Read a method as the wire writes it: any of METHOD; what is not given is as in PLAIN.

    Raises:
        DeltaflowError: with a field below `method`.
    """
    method = PLAIN
    for part, to in given.items():
        known(dict.fromkeys(METHOD, True), part, "part of a method", f"method/{part}")
        method = method.with_change(part, to, f"method/{part}")
    return method


def optimiser_and_schedule(given: object, field: str) -> tuple[Optimiser, Schedule]:
    """Read an optimiser as the wire writes it: a name, or a mapping of `name`, parameters and `schedule`.

    Raises:
        DeltaflowError: with the field given, or one below it.
    """
    if not isinstance(given, Mapping):
        return optimiser_of(given, field), CONSTANT  # type: ignore[arg-type]  # which it checks
    parts = dict(given)
    planned = schedule_of(parts.pop("schedule", CONSTANT), f"{field}/schedule")
    return optimiser_of(parts, field), planned


def _with_state(optimiser: Optimiser) -> tuple[object, ...]:
    """What the meaning of an optimiser's state depends on."""
    return optimiser.name, {name: value for name, value in optimiser.parameters.items() if name != "weight_decay"}


#: Gradient descent, one row at a time.
PLAIN = Method()
