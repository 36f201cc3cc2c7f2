"""What is saved as JSON documents, and back; every number reads back as the same double."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from core.edits import Change, Edit
from core.method import method_of
from core.network import Network
from core.setup import Setup
from server.data import data_fields, data_of
from server.moment import Start
from server.position import Position
from server.protocol.events import Difference, Speed
from server.saved import SavedBranch, SavedRoom, Step, Steps

_PLAIN: Final = ("id", "name", "named", "parent", "base", "start", "trained_to", "step", "is_base")


def room_document(room: SavedRoom) -> str:
    """Write what stands in a room's own row beside its id and the hash of its key."""
    document = {
        "start": _start(room.start),
        "listed": [branch.id for branch in room.branches if branch.listed],
        "branch": room.branch,
        "next_branch": room.next_branch,
        "done": room.steps.done,
        "total": room.steps.total,
        "speed": [room.speed.unit, room.speed.per_second],
        "revision": room.revision,
        "epoch": room.epoch,
        "shown": room.shown,
        "grain": room.grain,
    }
    return _text(document)


def read_room(
    room_id: str, key_hash: bytes, document: Mapping[str, Any], branches: Iterable[SavedBranch], steps: Steps
) -> SavedRoom:
    """Put a room together from the document of its own row, and what stands in others.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, DeltaflowError: this is no room.
    """
    unit, per_second = document["speed"]
    return SavedRoom(
        room_id,
        key_hash,
        _read_start(document["start"]),
        tuple(branches),
        document["branch"],
        document["next_branch"],
        steps,
        Speed(unit, per_second),
        document["revision"],
        document["epoch"],
        document.get("shown", 0),  # which rooms of before there were batches do not have
        document.get("grain", "quantity"),  # likewise, of before there were grains
    )


def branch_document(branch: SavedBranch) -> str:
    """Write a branch; whether it is listed stands in the room's own row."""
    plain = {name: getattr(branch, name) for name in _PLAIN}
    return _text(plain | {"own": [_edit(edit) for edit in branch.own], "position": branch.position})


def read_branch(text: str, *, listed: bool) -> SavedBranch:
    """Read a branch.

    Raises:
        ValueError, KeyError, TypeError, DeltaflowError: this is no branch.
    """
    return _read_branch(json.loads(text), listed)


def _read_branch(document: Mapping[str, Any], listed: bool) -> SavedBranch:
    plain = {name: document[name] for name in _PLAIN}
    own = tuple(_read_edit(edit) for edit in document["own"])
    return SavedBranch(**plain, listed=listed, own=own, position=Position(*document["position"]))


def of_format_1(example: str, etas: str, trained_to: int, position: Position) -> dict[str, Any]:
    """Write the start and the branch of a room of the time when only the learning rate could be changed.

    Raises:
        ValueError, KeyError, TypeError: this was no room.
    """
    rates = json.loads(etas)
    first = Start.of_example(example).setup.eta
    edits = [[at, [["eta", eta]]] for at, eta in rates if (at, eta) != (0, first)]
    names = {"id": 1, "name": "original", "named": True, "listed": True, "parent": None, "base": None}
    place = {"own": edits, "start": 0, "trained_to": trained_to, "position": position}
    return {
        "start": {"example": example},
        "branches": [names | place],
        "branch": 1,
        "next_branch": 2,
        "done": [],
        "undone": [],
    }


def of_format_2(room_id: str, key_hash: bytes, document: Mapping[str, Any]) -> SavedRoom:
    """Read a room of the time when one document held all of it.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, DeltaflowError: this was no room.
    """
    done, undone = [[_read_step(step) for step in document[part]] for part in ("done", "undone")]
    steps = (*done, *reversed(undone))
    started = {step.branch: number for number, step in enumerate(steps) if step.own_before is None}
    bases = {branch["base"] for branch in document["branches"]}
    branches = [
        _read_branch(branch | {"step": started.get(branch["id"]), "is_base": branch["id"] in bases}, branch["listed"])
        for branch in document["branches"]
    ]
    room = read_room(room_id, key_hash, document, branches, Steps(0, steps, len(done), len(steps)))
    room.check()
    return room


def _start(start: Start) -> dict[str, Any]:
    if start.example is not None:
        return {"example": start.example}
    setup = start.setup
    return {
        "title": start.title,
        "description": start.description,
        "source": start.source,
        "network": setup.network.as_dict(),
        "x": setup.x.tolist(),
        "target": setup.target.tolist(),
        "eta": setup.eta,
        "method": setup.method.as_dict(),
        "data": start.data and data_fields(start.data),
    }


def _read_start(document: Mapping[str, Any]) -> Start:
    if "example" in document:
        return Start.of_example(document["example"])
    method = method_of(document.get("method", {}))
    setup = Setup(Network(**document["network"]), document["x"], document["target"], document["eta"], method)
    sent = document.get("data")
    data = sent and data_of(**sent)
    return Start(setup, document["title"], None, document["description"], document["source"], data)


def _edit(edit: Edit) -> list[Any]:
    return [edit.iteration, [[change.of, change.to] for change in edit.changes]]


def _read_edit(document: list[Any]) -> Edit:
    iteration, changes = document
    return Edit(iteration, tuple(Change(of, to) for of, to in changes))


def step_document(step: Step) -> str:
    """Write a step."""
    own_before = None if step.own_before is None else [_edit(edit) for edit in step.own_before]
    edits = [own_before, [_edit(edit) for edit in step.own_after]]
    differences = [[each.of, each.before, each.after] for each in step.differences]
    places = [step.branch, step.came_from, step.iteration, step.before, step.after]
    return _text([step.label, *places, *edits, differences])


def read_step(text: str) -> Step:
    """Read a step.

    Raises:
        ValueError, TypeError, DeltaflowError: this is no step.
    """
    return _read_step(json.loads(text))


def _read_step(document: list[Any]) -> Step:
    label, branch, came_from, iteration, before, after, own_before, own_after, differences = document
    return Step(
        label,
        branch,
        came_from,
        iteration,
        None if own_before is None else tuple(_read_edit(edit) for edit in own_before),
        tuple(_read_edit(edit) for edit in own_after),
        Position(*before),
        Position(*after),
        tuple(Difference(*each) for each in differences),
    )


def _text(document: object) -> str:
    return json.dumps(document, allow_nan=False, separators=(",", ":"), default=dict)
