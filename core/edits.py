"""Changing anything: what can be set, to what, and what the network is afterwards.

Whether an edit is valid depends on shapes, functions, data and on what it says, never on what was trained: so a list of
edits can be checked before anything is trained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.draft import Draft, Part
from core.errors import DeltaflowError, ShapeError, UnknownNameError, ValueRangeError
from core.method import METHOD
from core.setup import Setup

#: What a change may set a given, a function or the bias policy to.
Value = float | str | Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing set to something else.

    Attributes:
        of: id of a given (`w.l.j.i`, `b.l.j`, `a.0.i`, `target.L.k`, `eta`), `x.r.i` or `t.r.k` of any row of the data,
            `activation.l`, `loss`, `bias_policy`, `optimiser`, `batch`, `reduction` or `shuffle`.
        to: a number for a given, else a name, or a mapping of `name` and parameters; a whole number or None for
            `batch` and `shuffle`.
    """

    of: str
    to: Value


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes that are done together and hold from an iteration on.

    Attributes:
        iteration: the first iteration that is computed with them.
        changes: where two set the same, the later one holds.
    """

    iteration: int
    changes: tuple[Change, ...]

    def __post_init__(self) -> None:
        if type(self.iteration) is not int or self.iteration < 0:
            raise ValueRangeError(f"iteration is {self.iteration!r}; give a whole number from 0.", "iteration")
        object.__setattr__(self, "changes", tuple(self.changes))


def edited(setup: Setup, edit: Edit) -> Setup:
    """Do all changes of an edit, or none.

    `a` and `target` are of the row that the edit's iteration uses, of a batch the first; `x` and `t` name theirs. The
    changes are done in their order: while biases are frozen or shared, a bias sets its whole layer; where they become
    shared, a layer gets their mean.

    Args:
        setup: what is in force at the edit's iteration, with the parameters trained so far.
        edit: what to change.

    Raises:
        DeltaflowError: a change is not possible; `field` is `changes/0/of` or `changes/0/to` with its index.
    """
    draft = Draft(setup, edit.iteration)
    parts = [_part_of(setup, change, index) for index, change in enumerate(edit.changes)]
    for index, (change, part) in enumerate(zip(edit.changes, parts, strict=True)):
        draft.set(part, change.to, f"changes/{index}/to")
    try:
        return draft.setup()
    except DeltaflowError as error:
        error.field = f"changes/{_blamed(error.field or '', parts)}/to"
        raise


def check_edits(setup: Setup, edits: Sequence[Edit], done: int = 0) -> Setup:
    """Refuse edits that cannot be done one after the other, before anything is trained.

    Args:
        setup: what the first of them changes, or the first after those that are done.
        edits: in the order in which they are done.
        done: so many of them are checked already.

    Returns:
        What is in force after the last one, as if nothing were trained.

    Raises:
        DeltaflowError: with the field below `edits`, as in `edits/3/changes/0/to`.
    """
    newest = edits[done - 1].iteration if done else -1
    for index, edit in enumerate(edits[done:], start=done):
        if edit.iteration <= newest:
            sentence = f"The edit at iteration {edit.iteration} follows one at {newest}; let every edit be later."
            raise ShapeError(sentence, f"edits/{index}/iteration")
        newest = edit.iteration
        try:
            setup = edited(setup, edit)
        except DeltaflowError as error:
            error.field = f"edits/{index}/{error.field}"
            raise
    return setup


def same_beginning(some: Sequence[Edit], others: Sequence[Edit]) -> int:
    """How many edits both begin with."""
    pairs = zip(some, others, strict=False)
    return next((count for count, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))


def differences(before: Setup, after: Setup, row: int) -> tuple[tuple[str, Value, Value], ...]:
    """What is given differently.

    Args:
        before: one setup.
        after: another one of the same sizes.
        row: whose inputs and targets are compared.

    Returns:
        (of, from, to) of everything that differs: input, weights and biases by layer, target, eta, then functions.
    """
    pairs = zip(_givens(before, row), _givens(after, row), strict=True)
    return tuple((of, was, becomes) for (of, was), (_, becomes) in pairs if was != becomes)


def _givens(setup: Setup, row: int) -> Iterator[tuple[str, Value]]:
    network, last = setup.network, len(setup.network.w)
    yield from _named("a.0", setup.x[row])
    for layer, (w, b) in enumerate(zip(network.w, network.b, strict=True), start=1):
        yield from _named(f"w.{layer}", w)
        yield from _named(f"b.{layer}", b)
    yield from _named(f"target.{last}", setup.target[row])
    yield "eta", setup.eta
    for layer, function in enumerate(network.activations, start=1):
        yield f"activation.{layer}", function.as_dict()
    yield "loss", network.loss.as_dict()
    yield "bias_policy", network.bias_policy
    yield "optimiser", setup.method.optimiser_as_dict()
    yield "batch", setup.method.batch
    yield "reduction", setup.method.reduction
    yield "shuffle", setup.method.shuffle


def _named(kind: str, values: Array) -> Iterator[tuple[str, Value]]:
    for index in np.ndindex(values.shape):
        yield ".".join([kind, *map(str, index)]), float(values[index])


def _part_of(setup: Setup, change: Change, index: int) -> Part:
    """(kind, place) of what a change is of.

    Raises:
        UnknownNameError: this network has no such thing.
    """
    sizes = setup.network.sizes
    last = len(sizes) - 1
    kind, *numbers = str(change.of).split(".")
    place = tuple(int(number) for number in numbers if len(number) < 10 and number.isdecimal())
    if [str(number) for number in place] == numbers:
        layer = place[0] if place else 0
        shapes: dict[str, tuple[bool, tuple[int, ...]]] = {
            "w": (1 <= layer <= last, (sizes[layer], sizes[layer - 1]) if layer <= last else ()),
            "b": (1 <= layer <= last, (sizes[layer],) if layer <= last else ()),
            "a": (layer == 0, (sizes[0],)),
            "target": (layer == last, (sizes[-1],)),
            "x": (layer < setup.rows, (sizes[0],)),
            "t": (layer < setup.rows, (sizes[-1],)),
            "activation": (1 <= layer <= last, ()),
        }
        if kind in ("eta", "loss", "bias_policy", *METHOD) and not place:
            return kind, ()
        exists, shape = shapes.get(kind, (False, ()))
        if exists and len(place) == 1 + len(shape) and all(n < size for n, size in zip(place[1:], shape, strict=True)):
            return kind, place
    sentence = (
        "There is nothing of this name to change; give an id such as w.1.0.0, b.1.0, a.0.0, eta, activation.1 or loss."
    )
    raise UnknownNameError(sentence, f"changes/{index}/of")


def _blamed(field: str, parts: list[Part]) -> int:
    """Index of the change that makes functions or targets not fit together."""
    what, *place = field.split("/")
    last = max((part[1][0] for part in parts if part[0] == "activation"), default=0)
    wanted: list[Part]
    if what == "activations":
        wanted = [("activation", (int(place[0]) + 1,))]
    elif what == "target":
        row, unit = int(place[0]), int(place[1])
        own = [part for part in parts if part[0] in ("target", "t")]
        here = [part for part in own if part[1] == (row, unit) or (part[0] == "target" and part[1][1] == unit)]
        wanted = [*here, *own, ("loss", ())]
    else:
        wanted = [("loss", ()), ("activation", (last,))]
    return next(len(parts) - 1 - parts[::-1].index(part) for part in wanted if part in parts)
