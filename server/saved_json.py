"""A saved room as a JSON document, and back; every number reads back as the same double."""

import json
from collections.abc import Mapping
from typing import Any, Final

from core.edits import Change, Edit
from core.method import method_of
from core.network import Network
from core.setup import Setup
from server.data import data_fields, data_of
from server.moment import Start
from server.position import Position
from server.protocol.events import Difference, Speed
from server.saved import SavedBranch, SavedRoom, Step

_PLAIN: Final = ("id", "name", "named", "listed", "parent", "base", "start", "trained_to")


def written(room: SavedRoom) -> str:
    """Write all of a room but its id and the hash of its key, which stand beside."""
    document = {
        "start": _start(room.start),
        "branches": [_branch(branch) for branch in room.branches],
        "branch": room.branch,
        "next_branch": room.next_branch,
        "done": [_step(step) for step in room.done],
        "undone": [_step(step) for step in room.undone],
        "speed": [room.speed.unit, room.speed.per_second],
        "revision": room.revision,
        "epoch": room.epoch,
        "shown": room.shown,
    }
    return json.dumps(document, allow_nan=False, separators=(",", ":"), default=dict)


def read(room_id: str, key_hash: bytes, text: str) -> SavedRoom:
    """Read a room.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, DeltaflowError: this is no room.
    """
    document = json.loads(text)
    unit, per_second = document["speed"]
    return SavedRoom(
        room_id,
        key_hash,
        _read_start(document["start"]),
        tuple(_read_branch(each) for each in document["branches"]),
        document["branch"],
        document["next_branch"],
        tuple(_read_step(each) for each in document["done"]),
        tuple(_read_step(each) for each in document["undone"]),
        Speed(unit, per_second),
        document["revision"],
        document["epoch"],
        document.get("shown", 0),  # which rooms of before there were batches do not have
    )


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


def _start(start: Start) -> dict[str, Any]:
    if start.example is not None:
        return {"example": start.example}
    setup, network = start.setup, start.setup.network
    return {
        "title": start.title,
        "description": start.description,
        "source": start.source,
        "network": {
            "sizes": network.sizes,
            "activations": [each.as_dict() for each in network.activations],
            "loss": network.loss.as_dict(),
            "bias_policy": network.bias_policy,
            "w": [w.tolist() for w in network.w],
            "b": [b.tolist() for b in network.b],
        },
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


def _branch(branch: SavedBranch) -> dict[str, Any]:
    plain = {name: getattr(branch, name) for name in _PLAIN}
    return plain | {"own": [_edit(edit) for edit in branch.own], "position": branch.position}


def _read_branch(document: Mapping[str, Any]) -> SavedBranch:
    plain = {name: document[name] for name in _PLAIN}
    own = tuple(_read_edit(edit) for edit in document["own"])
    return SavedBranch(**plain, own=own, position=Position(*document["position"]))


def _edit(edit: Edit) -> list[Any]:
    return [edit.iteration, [[change.of, change.to] for change in edit.changes]]


def _read_edit(document: list[Any]) -> Edit:
    iteration, changes = document
    return Edit(iteration, tuple(Change(of, to) for of, to in changes))


def _step(step: Step) -> list[Any]:
    own_before = None if step.own_before is None else [_edit(edit) for edit in step.own_before]
    edits = [own_before, [_edit(edit) for edit in step.own_after]]
    differences = [[each.of, each.before, each.after] for each in step.differences]
    places = [step.branch, step.came_from, step.iteration, step.before, step.after]
    return [step.label, *places, *edits, differences]


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
