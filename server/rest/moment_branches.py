"""The branches of a moment file: each holds what it has after its parent, so that many of one trunk stay small."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import inf
from typing import Any, Protocol, TypeVar

from core.edits import Change, Edit, Value, check_edits
from core.errors import DeltaflowError, UnknownNameError
from server.limits import Limits
from server.moment import Moment, MomentBranch, Start
from server.problems import ProblemError, invalid
from server.rest.compute import naming_fields
from server.rest.moment_models import BranchModel, ChangeModel, EditModel, Function
from server.room_edits import check_bounds


class _Dated(Protocol):
    @property
    def iteration(self) -> int: ...


E = TypeVar("E", bound=_Dated)


def written_branches(moment: Moment) -> list[dict[str, Any]]:
    """Write the branches, each with the edits of its own."""
    return [_written(branch, moment.after_parent(index)) for index, branch in enumerate(moment.branches)]


def read_branches(sent: Sequence[BranchModel], start: Start, limits: Limits, pointer: str) -> tuple[MomentBranch, ...]:
    """Read the branches, whose parents exist, and check every edit once.

    Args:
        sent: of the right form.
        start: what they begin with.
        limits: of rooms.
        pointer: JSON pointer to the list.

    Raises:
        ProblemError: 422, an edit cannot be done.
    """
    own = [_read(branch.edits, limits, f"{pointer}/{index}") for index, branch in enumerate(sent)]
    begins = [_before(sent, own, index) for index in range(len(sent))]
    known = {(index, 0): start.setup for index in range(len(sent))}
    for index, edits in enumerate(own):
        setup, done = known[begins[index]], 0
        with at(f"{pointer}/{index}"):
            for count in sorted({count for branch, count in begins if branch == index} | {len(edits)}):
                setup = known[index, count] = check_edits(setup, edits[:count], done)
                done = count
    return tuple(
        MomentBranch(branch.name, branch.parent, tuple(in_full(sent, own, index)), branch.trained_to)
        for index, branch in enumerate(sent)
    )


def in_full(branches: Sequence[BranchModel], own: Sequence[Sequence[E]], index: int) -> list[E]:
    """Give all edits of a branch, from iteration 0 on.

    Args:
        branches: all of them.
        own: the edits of each, after those it has of its parent.
        index: which branch.
    """
    parts, cut, branch = list[list[E]](), inf, index
    while True:
        parts.append([edit for edit in own[branch] if edit.iteration < cut])
        parent = branches[branch].parent
        if parent is None or not branches[branch].after_parent:
            return [edit for part in reversed(parts) for edit in part]
        cut, branch = min(cut, own[branch][0].iteration), parent


@contextmanager
def at(pointer: str) -> Iterator[None]:
    """Name the field of what the core refuses, without repeating names that were sent."""
    try:
        with naming_fields(pointer):
            yield
    except ProblemError as problem:
        cause = problem.__cause__
        if isinstance(cause, UnknownNameError):
            raise invalid([(problem.errors[0][0], "There is nothing of this name in this network.")]) from cause
        if isinstance(cause, DeltaflowError) and cause.field == "position":
            raise invalid([(f"{pointer}/moment", "This iteration has fewer moments.")]) from cause
        raise


def _before(sent: Sequence[BranchModel], own: Sequence[Sequence[Edit]], index: int) -> tuple[int, int]:
    """Find the branch, and how many of its own edits, after which the own edits of another one come."""
    branch = index
    while sent[branch].after_parent and own[branch][0].iteration >= own[index][0].iteration:
        branch = sent[branch].parent or 0
    if branch == index:
        return index, 0
    return branch, sum(edit.iteration < own[index][0].iteration for edit in own[branch])


def _read(sent: Sequence[EditModel], limits: Limits, pointer: str) -> tuple[Edit, ...]:
    edits = tuple(Edit(edit.iteration, tuple(change_of(change) for change in edit.changes)) for edit in sent)
    for index, edit in enumerate(edits):
        with naming_fields(f"{pointer}/edits/{index}"):
            check_bounds(edit.changes, limits)
    return edits


def change_of(sent: ChangeModel) -> Change:
    """Read a change."""
    to = sent.to.model_dump(exclude_none=True) if isinstance(sent.to, Function) else sent.to
    return Change(sent.of, to)


def _written(branch: MomentBranch, own: tuple[Edit, ...] | None) -> dict[str, Any]:
    edits = [
        {
            "iteration": edit.iteration,
            "changes": [{"of": change.of, "to": _plain(change.to)} for change in edit.changes],
        }
        for edit in (branch.edits if own is None else own)
    ]
    after = {} if own is None else {"after_parent": True}
    return {"name": branch.name, "parent": branch.parent, **after, "edits": edits, "trained_to": branch.trained_to}


def _plain(value: Value) -> object:
    return dict(value) if isinstance(value, Mapping) else value
