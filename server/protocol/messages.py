"""What a browser may say: one strict model for each message, nothing unknown, nothing converted."""

from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core.moments import Grain

Id: TypeAlias = Annotated[int, Field(ge=0, lt=2**53)]
BranchId: TypeAlias = Annotated[int, Field(ge=1, lt=2**53)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]


class Message(BaseModel):
    """What all messages have in common: exact types, no further fields, no NaN, no Infinity."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)


class Hello(Message):
    """The first message: which protocol the page speaks, and the host key if it has one."""

    type: Literal["hello"]
    protocol: Annotated[int, Field(ge=0, lt=2**53)]
    key: Annotated[str, Field(max_length=128)] | None
    client: Annotated[str, Field(min_length=1, max_length=64)]


class Command(Message):
    """What a page asks of the room; a failure repeats its id."""

    id: Id


class Step(Command):
    """One moment on."""

    type: Literal["step"]


class StepBack(Command):
    """One moment back."""

    type: Literal["step_back"]


class NextPhase(Command):
    """To the end of this phase, or of the next."""

    type: Literal["next_phase"]


class PreviousPhase(Command):
    """To the end of the phase before."""

    type: Literal["previous_phase"]


class NextIteration(Command):
    """To the same moment of the next iteration."""

    type: Literal["next_iteration"]


class PreviousIteration(Command):
    """To the same moment of the iteration before."""

    type: Literal["previous_iteration"]


class GoTo(Command):
    """To any position, training there first if need be."""

    type: Literal["go_to"]
    iteration: Annotated[int, Field(ge=0, lt=2**53)]
    moment: Annotated[int, Field(ge=0, lt=2**53)]


class Play(Command):
    """Run at the room's speed."""

    type: Literal["play"]


class Pause(Command):
    """Stop running, or seeking."""

    type: Literal["pause"]


class SetSpeed(Command):
    """How fast play runs."""

    type: Literal["set_speed"]
    unit: Literal["moment", "iteration"]
    per_second: Annotated[float, Field(gt=0)]


class SetGrain(Command):
    """How far a step goes."""

    type: Literal["set_grain"]
    grain: Grain


class Named(BaseModel):
    """A name with parameters, all of which are numbers."""

    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False, frozen=True)
    __pydantic_extra__: dict[Name, float]
    name: Name


class ShowExample(Command):
    """Show another example of each batch."""

    type: Literal["show_example"]
    shown: Annotated[int, Field(ge=0, lt=2**31)]


class Chosen(Named):
    """A function or an optimiser with its parameters; an optimiser has a schedule, too."""

    schedule: Name | Named | None = None


class ChangeOf(Message):
    """One thing to change, and what it becomes."""

    of: Name
    to: float | Name | Chosen | None


class EditNow(Command):
    """Other numbers or functions from this iteration on, all of them or none."""

    type: Literal["edit"]
    changes: Annotated[list[ChangeOf], Field(min_length=1, max_length=64)]
    gesture: Name | None


class UndoNow(Command):
    """Take the last edit back."""

    type: Literal["undo"]


class RedoNow(Command):
    """Do again what was taken back last."""

    type: Literal["redo"]


class OpenBranch(Command):
    """Return to another branch, where it was left."""

    type: Literal["open_branch"]
    branch: BranchId


class NameBranch(Command):
    """Call a branch by a name."""

    type: Literal["name_branch"]
    branch: BranchId
    name: Annotated[str, Field(min_length=1, max_length=60)]


class DeleteBranch(Command):
    """Forget a branch."""

    type: Literal["delete_branch"]
    branch: BranchId


class Restart(Command):
    """Back to iteration 0 with nothing trained."""

    type: Literal["restart"]


class TakeOver(Command):
    """Become the driver, with the host key shown before."""

    type: Literal["take_over"]


class AskSnapshot(Command):
    """Ask for the whole state."""

    type: Literal["snapshot"]


Movement: TypeAlias = (
    Step
    | StepBack
    | NextPhase
    | PreviousPhase
    | NextIteration
    | PreviousIteration
    | GoTo
    | Play
    | Pause
    | SetSpeed
    | SetGrain
    | ShowExample
)
DriverCommand: TypeAlias = Movement | EditNow | UndoNow | RedoNow | OpenBranch | NameBranch | DeleteBranch | Restart
AnyCommand: TypeAlias = DriverCommand | TakeOver | AskSnapshot
AnyMessage: TypeAlias = Hello | AnyCommand

DRIVER_COMMANDS: Final[tuple[type[Command], ...]] = get_args(DriverCommand)
COMMANDS: Final[tuple[type[Command], ...]] = get_args(AnyCommand)
MODELS: Final[dict[str, type[Message]]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(AnyMessage)
}
TYPES: Final[tuple[str, ...]] = tuple(MODELS)
MESSAGES: Final[TypeAdapter[AnyMessage]] = TypeAdapter(Annotated[AnyMessage, Field(discriminator="type")])
