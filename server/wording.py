"""What pydantic refuses, in our own words: what belongs there, so that it is clear what to do.

Nothing of what was sent is repeated: a close name is always one of ours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, get_args

from pydantic import BaseModel

_MOST_LISTED: Final = 12
_LONGEST_COMPARED: Final = 64

_SENTENCES: Final = {
    "missing": "Add this; it has no default.",
    "float_type": "Give a number, such as 0.5.",
    "float_parsing": "Give a number, such as 0.5.",
    "finite_number": "Give a finite number: NaN, Infinity and what is beyond 1.8e308 are none.",
    "int_type": "Give a whole number, such as 3.",
    "int_parsing": "Give a whole number, such as 3.",
    "int_parsing_size": "Give a whole number with fewer digits.",
    "int_from_float": "Give a whole number, such as 3.",
    "bool_type": "Give true or false.",
    "bool_parsing": "Give true or false.",
    "string_type": "Give a text, in quotes.",
    "string_unicode": "Give a text whose characters are whole.",
    "list_type": "Give a list, in [ ].",
    "dict_type": "Give an object, in {{ }}.",
    "model_type": "Give an object, in {{ }}.",
    "model_attributes_type": "Give an object, in {{ }}.",
    "greater_than": "Give a number above {gt}.",
    "greater_than_equal": "Give a number that is at least {ge}.",
    "less_than": "Give a number below {lt}.",
    "less_than_equal": "Give a number that is at most {le}.",
    "too_short": "Give at least {min_length} in this list.",
    "too_long": "Give at most {max_length} in this list.",
    "string_too_short": "Give a text of at least {min_length} characters.",
    "string_too_long": "Give a text of at most {max_length} characters.",
}

_UNQUOTED: Final = ("float_type", "int_type", "bool_type")


def explained(found: Mapping[str, Any], fields: Sequence[str] = ()) -> str:
    """Say in a sentence what belongs where pydantic found something else.

    Args:
        found: one of a ValidationError's errors.
        fields: names of the fields of the object that it is in, as far as they are known.
    """
    kind, context = found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":
        return _instead(str(found["loc"][-1]), fields)
    if kind == "literal_error":
        return _one_of(context["expected"], found.get("input"))
    if kind == "float_type" and type(found.get("input")) is int:  # of hundreds of digits
        kind = "finite_number"
    if kind in _SENTENCES:
        sentence = _SENTENCES[kind].format_map({name: _plain(value) for name, value in context.items()})
        quoted = kind in _UNQUOTED and isinstance(found.get("input"), str)
        return f"{sentence[:-1]}, without quotes." if quoted else sentence
    return str(found["msg"]).rstrip(".") + "."


def fields_at(owners: Iterable[Any], path: Sequence[str | int]) -> list[str]:
    """Name the fields of the object at a path into one of some models.

    Args:
        owners: annotations: models, or what holds models.
        path: names of fields, indices, and names of a union's branches, which lead nowhere themselves.
    """
    models = [model for owner in owners for model in _models(owner)]
    for step in path:
        inner = [_fields(model)[str(step)] for model in models if str(step) in _fields(model)]
        models = [model for annotation in inner for model in _models(annotation)] if inner else models
    return list(dict.fromkeys(name for model in models for name in _fields(model)))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 (whatever a field may be annotated with)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _instead(name: str, fields: Sequence[str]) -> str:
    """Say what an unknown name may have been meant to be."""
    if (close := _close(name, fields)) is not None:
        return f"Nothing of this name belongs here; did you mean {close}?"
    if 0 < len(fields) <= _MOST_LISTED:
        return f"Nothing of this name belongs here, only {', '.join(fields)}."
    return "Nothing of this name belongs here; leave it out."


def _one_of(expected: str, given: object) -> str:
    """List the names that there are, with the one that was perhaps meant."""
    close = _close(given, re.findall(r"'([^']*)'", expected)) if isinstance(given, str) else None
    meant = f" Did you mean {close}?" if close else ""
    return f"Give {'one of ' if ' or ' in expected else ''}{expected}.{meant}"


def _close(name: str, names: Sequence[str]) -> str | None:
    found = get_close_matches(name, names, 1) if len(name) <= _LONGEST_COMPARED else []
    return found[0] if found else None


def _plain(value: object) -> object:
    """A bound as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
