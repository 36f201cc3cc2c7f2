"""The moment file between its document and the room: everything is checked before anything is allocated or kept."""

import hashlib
import json
from dataclasses import replace
from typing import Any, Final

import numpy as np
from starlette.responses import Response

from core.arrays import Array
from core.examples import EXAMPLES
from core.history import History
from core.method import PLAIN, method_of
from core.setup import Setup
from server.data import Data, data_fields, data_of
from server.limits import Limits
from server.moment import MOST_EDITS, Moment, Start
from server.position import Position
from server.problems import invalid
from server.rest.compute import naming_fields
from server.rest.moment_branches import at, in_full, read_branches, written_branches
from server.rest.moment_models import SCHEMA, VERSION, DataModel, MomentDocument, StartExample, StartOwn
from server.rest.networks import check_size, check_weights, network_fields, read_network
from server.rest.responses import as_json
from server.rest.work import check_rows, count_rows
from server.room_training import Training
from server.settings import Settings

LARGEST_SAVED: Final = 2_000_000
"""Bytes of a moment that is saved: with how it is looked at, it must not be more than what may be loaded."""

LARGEST_LINK: Final = 65_536
OWN_TITLE: Final = "A network of your own"
_LINK_LENGTH: Final = 12
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def read_moment(document: MomentDocument, settings: Settings, prefix: str = "/moment") -> Moment:
    """Read a moment, and compute enough of it to know that a room can be made of it; takes its time.

    Args:
        document: of the right form.
        settings: the limits.
        prefix: JSON pointer to the document in the request.

    Raises:
        ProblemError: 422, with the pointer of what is wrong.
    """
    start = _read_start(document, settings, f"{prefix}/start")
    _check_numbers(document, settings.limits, prefix)
    branches = read_branches(document.branches, start, settings.limits, f"{prefix}/branches")
    place = Position(document.position.iteration, document.position.moment)
    with naming_fields(f"{prefix}/branches/{document.branch}", overflow=f"{prefix}/branches/{document.branch}"):
        training = Training(History(start.setup, branches[document.branch].edits))
    with at(f"{prefix}/position"):
        training.course(settings.limits.iteration).check(place)
    return Moment(start, branches, document.branch, place, document.position.shown or 0, document.grain or "quantity")


def save_moment(moment: Moment) -> Response:
    """Answer with a moment that can be loaded again.

    Raises:
        ProblemError: 422, it is larger than what may be loaded.
    """
    fields = write_moment(moment)
    edits = sum(len(branch["edits"]) for branch in fields["branches"])
    response = as_json(fields)
    if edits > MOST_EDITS or len(response.body) > LARGEST_SAVED:
        size = f"{edits} edits and {len(response.body)} bytes; one can be loaded with {MOST_EDITS} and {LARGEST_SAVED}"
        raise invalid([("", f"This moment would have {size}. Delete branches that you do not need, then save again.")])
    return response


def write_moment(moment: Moment) -> dict[str, Any]:
    """Write a moment, without how it is looked at."""
    start, setup = moment.start, moment.start.setup
    if start.example is not None:
        begun: dict[str, Any] = {"example": start.example}
    else:
        network = network_fields(setup.network)
        data = {"x": setup.x.tolist(), "target": setup.target.tolist(), "eta": setup.eta}
        begun = {"network": network, **data}
        if setup.method != PLAIN:
            begun["method"] = setup.method.as_dict()
        if start.data is not None:
            begun["data"] = data_fields(start.data)
        begun |= {name: text for name in ("description", "source") if (text := getattr(start, name))}
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "title": start.title,
        "start": begun,
        "branches": written_branches(moment),
        "branch": moment.branch,
        "position": moment.position._asdict() | ({"shown": moment.shown} if moment.shown else {}),
        **({} if moment.grain == "quantity" else {"grain": moment.grain}),
    }


def own_start(sent: StartOwn, settings: Settings, prefix: str, title: str = OWN_TITLE) -> Start:
    """Read a network of one's own and its data.

    Raises:
        ProblemError: 422, with the pointer of what is wrong.
    """
    check_size(sent.network.sizes, settings, prefix)
    check_weights(sent.network.sizes, f"{prefix}/network/sizes")
    check_rows(sent.network.sizes, count_rows(sent.x), settings, f"{prefix}/x")
    with naming_fields(f"{prefix}/network"):
        network = read_network(sent.network)
    with naming_fields(prefix, overflow=f"{prefix}/network"):
        method = method_of(sent.method.model_dump(exclude_none=True, exclude_unset=True) if sent.method else {})
        if sent.method and "batch" in sent.method.model_fields_set:
            method = replace(method, batch=sent.method.batch)
        setup = Setup(network, sent.x, sent.target, sent.eta, method)
        _check_setup(setup, settings.limits, prefix)
        History(setup)
    data = None if sent.data is None else _read_data(sent.data, setup, f"{prefix}/data", settings)
    return Start(setup, title, None, sent.description or "", sent.source or "", data)


def _read_data(sent: DataModel, setup: Setup, prefix: str, settings: Settings) -> Data:
    check_rows(setup.network.sizes, len(sent.test_x), settings, f"{prefix}/test_x")
    with naming_fields(prefix):
        data = data_of(**sent.model_dump())
        data.check(setup)
    return data


def of_link(document: MomentDocument) -> tuple[str, str]:
    """Give the link of a moment and what is kept under it: the current branch only, always written the same way.

    Raises:
        ProblemError: 422, it is too large for a link.
    """
    edits = in_full(document.branches, [branch.edits for branch in document.branches], document.branch)
    alone = {"parent": None, "after_parent": False, "edits": edits}
    current = document.branches[document.branch].model_copy(update=alone)
    kept = document.model_copy(update={"branches": [current], "branch": 0})
    plain = kept.model_dump(by_alias=True, exclude_none=True)
    del plain["branches"][0]["after_parent"]
    plain["branches"][0]["parent"] = None
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    size = len(text.encode())
    if size > LARGEST_LINK:
        detail = f"This moment has {size} bytes; a link keeps {LARGEST_LINK}. Save it as a file instead."
        raise invalid([("/moment", detail)])
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return "".join(_ALPHABET[number >> (5 * n) & 31] for n in range(_LINK_LENGTH)), text


def _read_start(document: MomentDocument, settings: Settings, prefix: str) -> Start:
    if isinstance(document.start, StartExample):
        if document.start.example not in EXAMPLES:
            choices = ", ".join(EXAMPLES)
            raise invalid([(f"{prefix}/example", f"There is no example of this name; there are {choices}.")])
        return Start.of_example(document.start.example)
    return own_start(document.start, settings, prefix, document.title)


def _check_setup(setup: Setup, limits: Limits, prefix: str) -> None:
    """Keep every number that is given within the limits of rooms."""
    network = setup.network
    arrays = [*((f"network/w/{n}", w) for n, w in enumerate(network.w)), ("x", setup.x), ("target", setup.target)]
    arrays += [(f"network/b/{n}", b) for n, b in enumerate(network.b)]
    for field, array in arrays:
        _check_array(array, limits.value, f"{prefix}/{field}")
    if not limits.eta_min <= setup.eta <= limits.eta_max:
        detail = f"This must be a number between {limits.eta_min:g} and {limits.eta_max:g}."
        raise invalid([(f"{prefix}/eta", detail)])


def _check_array(array: Array, most: float, pointer: str) -> None:
    wrong = np.argwhere(np.abs(array) > most)
    if len(wrong):
        place = "".join(f"/{n}" for n in wrong[0])
        raise invalid([(pointer + place, f"This must be a number between {-most:g} and {most:g}.")])


def _check_numbers(document: MomentDocument, limits: Limits, prefix: str) -> None:
    """Refuse branches and iterations that do not exist here.

    Raises:
        ProblemError: 422, with every pointer.
    """
    errors, count = [], len(document.branches)
    if document.branch >= count:
        errors.append(("/branch", f"There are {count} branches, from 0 on."))
    if count > limits.branches:
        errors.append(("/branches", f"A room here has at most {limits.branches} branches."))
    if sum(len(branch.edits) for branch in document.branches) > MOST_EDITS:
        errors.append(("/branches", f"A moment may have {MOST_EDITS} edits in all."))
    places = [("/position/iteration", document.position.iteration)]
    for index, branch in enumerate(document.branches):
        places.append((f"/branches/{index}/trained_to", branch.trained_to))
        if branch.parent is not None and branch.parent >= index:
            errors.append((f"/branches/{index}/parent", "A parent is an earlier branch."))
        if branch.after_parent and (branch.parent is None or not branch.edits):
            errors.append((f"/branches/{index}/after_parent", "This takes a parent, and an edit of its own."))
        if branch.edits:
            last = len(branch.edits) - 1
            places.append((f"/branches/{index}/edits/{last}/iteration", branch.edits[last].iteration))
    most = f"Rooms here go to iteration {limits.iteration}."
    errors += [(pointer, most) for pointer, iteration in places if iteration > limits.iteration]
    if errors:
        raise invalid([(prefix + pointer, detail) for pointer, detail in errors[:20]])
