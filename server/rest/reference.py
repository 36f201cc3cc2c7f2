"""Prepares the OpenAPI document for the documentation page: plain lists of words, nothing left to compute there."""

import json
import re
from dataclasses import dataclass
from typing import Any

from server.problems import KINDS, Kind
from server.rest.openapi import operations

Schema = dict[str, Any]

_INNERMOST_LIST = re.compile(r"\[\s+([^\[\]{}\"]*?)\s+\]")


@dataclass(frozen=True)
class FieldText:
    """One field of a model in words."""

    name: str
    type: str
    required: bool
    about: str


@dataclass(frozen=True)
class Operation:
    """One call in words; the samples are JSON text, empty where there is none."""

    method: str
    path: str
    anchor: str
    summary: str
    about: str
    parameters: list[FieldText]
    request: str
    request_sample: str
    status: str
    answer: str
    answer_sample: str
    problems: list[tuple[str, str]]


@dataclass(frozen=True)
class Reference:
    """The whole page in words."""

    title: str
    about: str
    operations: list[Operation]
    models: dict[str, list[FieldText]]
    problems: list[Kind]


def reference(document: Schema) -> Reference:
    """Put an OpenAPI document into words."""
    schemas = document["components"]["schemas"]
    return Reference(
        document["info"]["title"],
        document["info"]["description"],
        [_operation(*found) for found in operations(document)],
        {name: _fields(schema) for name, schema in schemas.items() if "properties" in schema},
        list(KINDS.values()),
    )


def type_text(schema: Schema) -> str:
    """Put a JSON schema's type into words."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema or "const" in schema:
        return " | ".join(json.dumps(value) for value in schema.get("enum", [schema.get("const")]))
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(type_text(choice) for choice in schema[key]))
    if "prefixItems" in schema:
        return f"[{', '.join(map(type_text, schema['prefixItems']))}]"
    if schema.get("type") == "array":
        return f"list of ({type_text(schema['items'])})" if _is_choice(schema["items"]) else _list_of(schema["items"])
    return str(schema.get("type", "anything"))


def _list_of(items: Schema) -> str:
    return f"list of {type_text(items)}"


def _is_choice(schema: Schema) -> bool:
    return any(key in schema for key in ("anyOf", "oneOf", "enum"))


def _operation(method: str, path: str, found: Schema) -> Operation:
    body = found.get("requestBody", {}).get("content", {}).get("application/json", {})
    status = next(code for code in found["responses"] if code.startswith("2"))
    media_type, answer = next(iter(found["responses"][status]["content"].items()))
    return Operation(
        method=method.upper(),
        path=path,
        anchor=f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}",
        summary=found["summary"],
        about=found.get("description", ""),
        parameters=[_parameter(parameter) for parameter in found.get("parameters", [])],
        request=type_text(body["schema"]) if body else "",
        request_sample=_pretty(body.get("example")),
        status=status,
        answer=type_text(answer["schema"]) if "$ref" in answer.get("schema", {}) else media_type,
        answer_sample=_pretty(answer.get("example")),
        problems=[
            (code, response["description"])
            for code, response in sorted(found["responses"].items())
            if not code.startswith("2")
        ],
    )


def _parameter(parameter: Schema) -> FieldText:
    place = f"{type_text(parameter['schema'])}, in the {parameter['in']}"
    return FieldText(parameter["name"], place, parameter.get("required", False), parameter.get("description", ""))


def _fields(schema: Schema) -> list[FieldText]:
    required = schema.get("required", [])
    return [
        FieldText(name, type_text(field), name in required, field.get("description", ""))
        for name, field in schema["properties"].items()
    ]


def _pretty(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, indent=1, ensure_ascii=False)
    return _INNERMOST_LIST.sub(lambda found: f"[{', '.join(found[1].split())}]".replace(",,", ","), text)
