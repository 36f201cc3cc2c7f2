"""docs/protocol.md names everything the protocol can say; docs/model.md names every quantity."""

import dataclasses
import json
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from core.examples import EXAMPLES
from core.script import script_of
from server.protocol import messages
from server.protocol.events import _NAMES, Cause, FailureCode, Heartbeat, Notice, PlayState, Snapshot, encode
from server.protocol.frame import Layout

ROOT = Path(__file__).parents[2]
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
CLOSE_CODES = json.loads((ROOT / "server" / "close_codes.json").read_text(encoding="utf-8"))


def snapshot_fields() -> set[str]:
    server = json.loads((ROOT / "tests" / "fixtures" / "wire" / "server.json").read_text(encoding="utf-8"))
    return next(set(message) for message in (json.loads(each["text"]) for each in server) if "script" in message)


@pytest.mark.parametrize("word", messages.TYPES)
def test_every_command_is_documented(word: str) -> None:
    assert f"`{word}`" in PROTOCOL


@pytest.mark.parametrize("model", messages.COMMANDS, ids=lambda model: model.__name__)
def test_every_field_of_a_command_is_documented(model: type) -> None:
    for field in get_type_hints(model):
        if field not in {"type", "model_config"} and not field.startswith("_"):
            assert f"`{field}`" in PROTOCOL, field


@pytest.mark.parametrize("word", [*_NAMES.values(), *(each.name.lower() for each in Layout)])
def test_every_message_and_layout_is_documented(word: str) -> None:
    assert f"`{word}`" in PROTOCOL


@pytest.mark.parametrize(
    "word", [*get_args(FailureCode), *get_args(get_type_hints(Notice)["code"]), *get_args(PlayState), *get_args(Cause)]
)
def test_every_code_and_state_is_documented(word: str) -> None:
    assert f"`{word}`" in PROTOCOL or f'"{word}"' in PROTOCOL


def test_every_field_of_the_snapshot_is_documented() -> None:
    assert [field for field in snapshot_fields() if f'"{field}"' not in PROTOCOL] == []
    assert encode(Heartbeat()) == '{"type":"heartbeat"}'
    assert {field.name for field in dataclasses.fields(Snapshot)} - {"about", "described"} <= snapshot_fields()


@pytest.mark.parametrize("row", CLOSE_CODES, ids=lambda row: str(row["code"]))
def test_every_close_code_is_documented(row: dict[str, object]) -> None:
    assert str(row["code"]) in PROTOCOL


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_kind_of_quantity_is_documented(example: str) -> None:
    for kind in {quantity.kind for quantity in script_of(EXAMPLES[example].network).quantities}:
        assert f"`{kind}" in MODEL, kind
