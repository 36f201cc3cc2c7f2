"""From the bytes of a message to what it means, or to a failure that says what is wrong; never an exception."""

from collections.abc import Sequence
from struct import Struct
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from server.protocol import VERSION
from server.protocol.events import Failure, FailureCode
from server.protocol.messages import MESSAGES, MODELS, TYPES, AnyMessage, Id
from server.wording import explained, fields_at

ACKNOWLEDGEMENT: Final = Struct("<I")
BOUNDS: Final = frozenset({"greater_than", "greater_than_equal", "less_than", "less_than_equal"})
LONGEST_DETAIL: Final = 200


class _WithId(BaseModel):
    """Only the id of a message that is otherwise wrong, so that its failure can repeat it."""

    model_config = ConfigDict(strict=True, extra="ignore")
    id: Id


class _Greeting(BaseModel):
    """As much of a hello as every version of the protocol has."""

    model_config = ConfigDict(strict=True, extra="ignore")
    type: Literal["hello"]
    protocol: int


def decode(text: str | bytes) -> AnyMessage | Failure:
    """Read one JSON message."""
    try:
        return MESSAGES.validate_json(text)
    except ValidationError as error:
        return _failure(text, error)


def is_other_version(text: str | bytes) -> bool:
    """Tell whether this is the hello of a page that speaks another version, whatever else such a hello may hold."""
    try:
        return _Greeting.model_validate_json(text).protocol != VERSION
    except ValidationError:
        return False


def decode_acknowledgement(data: bytes) -> int | Failure:
    """Read the number of the frame that was drawn."""
    if len(data) != ACKNOWLEDGEMENT.size:
        return Failure(None, "invalid", None, "A binary message is the 4 bytes of a frame's number.")
    number: int = ACKNOWLEDGEMENT.unpack(data)[0]
    return number


def _failure(text: str | bytes, error: ValidationError) -> Failure:
    """Say what is wrong with the first wrong thing, without repeating what was sent."""
    first = error.errors(include_url=False)[0]
    code: FailureCode = "out_of_range" if first["type"] in BOUNDS else "invalid"
    path, detail = _explain(first)
    return Failure(_id_of(text), code, path, detail[:LONGEST_DETAIL])


def _explain(first: Any) -> tuple[str | None, str]:  # noqa: ANN401 (pydantic's ErrorDetails is not importable from pydantic)
    """Name the field, and say what belongs there; a field that is not known is not named."""
    kind = first["type"]
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return "type", f"type must be one of {', '.join(TYPES)}."
    if kind == "json_invalid":
        return None, "The message is not JSON."
    if not first["loc"]:
        return None, "A message is a JSON object."
    name, *place = first["loc"]
    if "to" in place:  # pydantic goes on with which of its three forms it tried
        path = _path(place[: place.index("to") + 1])
        return path, f"{path} must be a finite number, a name, an object of a name and numbers, or null."
    if kind == "extra_forbidden":
        owner, known = _path(place[:-1]) or f"A message of type {name}", fields_at([MODELS[name]], place[:-1])
        return None, f"{owner}: {explained(first, known)}"
    path = _path(place)
    return path, f"{path}: {explained(first)}"


def _path(place: Sequence[str | int]) -> str:
    return "/".join(map(str, place))


def _id_of(text: str | bytes) -> int | None:
    """Find the id of a wrong message, if it has a right one."""
    try:
        return _WithId.model_validate_json(text).id
    except ValidationError:
        return None
