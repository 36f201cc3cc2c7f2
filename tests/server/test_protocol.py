import json
import random
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol import messages
from server.protocol.decode import decode, decode_acknowledgement, is_other_version
from server.protocol.events import CurveEvent, Failure, Heartbeat, as_json, encode
from server.protocol.frame import Frame, FrameError, Layout, decode_frame, encode_frame

FIELDS = {
    "go_to": {"iteration": 1, "moment": 2},
    "set_speed": {"unit": "moment", "per_second": 1},
    "show_example": {"shown": 2},
    "set_grain": {"grain": "layer"},
    "edit": {"changes": [{"of": "eta", "to": 1}], "gesture": None},
    "open_branch": {"branch": 2},
    "name_branch": {"branch": 2, "name": "two"},
    "delete_branch": {"branch": 2},
}
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def frame(values: list[float], **changed: object) -> Frame:
    fields = {
        "layout": Layout.RECORD,
        "description": 1,
        "number": 7,
        "epoch": 1,
        "seq": 2,
        "revision": 3,
        "iteration": 4,
        "moment": 5,
    }
    return Frame(**{**fields, "trained_to": 9, "values": np.array(values), **changed})


@given(st.lists(FINITE, max_size=20))
def test_a_frame_is_a_header_of_40_bytes_and_doubles(values: list[float]) -> None:
    data = encode_frame(frame(values))
    assert len(data) == 40 + 8 * len(values)
    assert data[:4] == b"\x02\x00\x01\x00"
    assert [int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12, 16, 20)] == [7, 1, 2, 3, 5]
    assert struct.unpack_from("<dd", data, 24) == (4.0, 9.0)
    assert list(struct.unpack_from(f"<{len(values)}d", data, 40)) == values


@given(st.lists(FINITE, max_size=20), st.sampled_from(Layout), st.integers(0, 2**32 - 1))
def test_a_frame_reads_back(values: list[float], layout: Layout, number: int) -> None:
    read = decode_frame(encode_frame(frame(values, layout=layout, number=number)))
    assert (read.layout, read.number, read.iteration, read.moment, read.trained_to) == (layout, number, 4, 5, 9)
    assert read.values.tobytes() == np.array(values).tobytes()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_no_frame_holds_what_is_not_finite(bad: float) -> None:
    with pytest.raises(FrameError, match="not all finite"):
        encode_frame(frame([0.0, bad]))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_no_json_holds_what_is_not_finite(bad: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode(CurveEvent(1, 1, 1, 0, ((0, bad, 1.0),)))


@given(FINITE)
def test_numbers_in_json_read_back_the_same_double(value: float) -> None:
    assert struct.pack("<d", json.loads(as_json(value))) == struct.pack("<d", value)


def test_json_names_the_type_first_and_is_compact() -> None:
    assert encode(Heartbeat()) == '{"type":"heartbeat"}'
    expected = '{"type":"failure","id":null,"code":"invalid","path":null,"detail":"ä"}'
    assert encode(Failure(None, "invalid", None, "ä")) == expected


def test_every_command_is_read() -> None:
    for model in messages.COMMANDS:
        kind = model.model_fields["type"].annotation.__args__[0]
        extra = FIELDS.get(kind, {})
        assert isinstance(decode(json.dumps({"type": kind, "id": 5, **extra})), model)


def test_a_failure_repeats_the_id_but_nothing_else_that_was_sent() -> None:
    secret = "<img src=x>" * 50
    for text in (
        json.dumps({"type": secret, "id": 41}),
        json.dumps({"type": "step", "id": 41, secret: 1}),
        json.dumps({"type": "edit", "id": 41, "changes": [{"of": secret, "to": secret}], "gesture": secret}),
        json.dumps({"type": "hello", "id": 41, "protocol": 2, "key": secret, "client": secret}),
    ):
        failure = decode(text)
        assert isinstance(failure, Failure)
        assert failure.id == 41
        assert "<" not in encode(failure)
        assert len(failure.detail) <= 200


def mutant(chance: random.Random) -> str | bytes:
    """A message spoiled in one of twelve ways."""
    text = chance.choice(
        [
            '{"type":"go_to","id":1,"iteration":3,"moment":2}',
            '{"type":"set_speed","id":2,"unit":"moment","per_second":0.5}',
            '{"type":"hello","protocol":2,"key":null,"client":"a"}',
            '{"type":"edit","id":3,"changes":[{"of":"w.1.0.0","to":0.5}],"gesture":null}',
        ]
    )
    at = chance.randrange(len(text))
    return chance.choice(
        [
            text[:at],
            text[:at] + chr(chance.randrange(0x20, 0x2FFF)) + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text.replace("1", "NaN"),
            text.replace("3", "1e999"),
            text.replace("1", "9" * 5000),
            "[" * 30_000,
            '{"a":' * 30_000,
            text + text,
            text.encode()[:at] + bytes([chance.randrange(128, 256)]) + text.encode()[at:],
            text[:at] + "\ud800" + text[at:],
            text.replace('"a"', '"\\ud83d"'),
        ]
    )


def test_ten_thousand_spoiled_messages_are_read_or_refused_and_never_raise() -> None:
    chance = random.Random(7)
    answers = [decode(mutant(chance)) for _ in range(10_000)]
    refused = [answer for answer in answers if isinstance(answer, Failure)]
    assert len(refused) > 5_000
    assert all(len(failure.detail) <= 200 and failure.code in {"invalid", "out_of_range"} for failure in refused)


@pytest.mark.parametrize("data", [b"", b"\x01", b"12345", b"\x00" * 40])
def test_an_acknowledgement_has_four_bytes(data: bytes) -> None:
    assert isinstance(decode_acknowledgement(data), Failure)
    assert decode_acknowledgement(b"\x02\x01\x00\x00") == 258


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ('{"type":"hello","protocol":1,"anything":"else"}', True),
        ('{"type":"hello","protocol":2,"key":null,"client":"a"}', False),
        ('{"type":"step","protocol":2}', False),
        ("no json", False),
        (b"\x01\x02\x03\x04", False),
    ],
)
def test_a_hello_of_another_version_is_told_from_nonsense(text: str | bytes, other: bool) -> None:
    assert is_other_version(text) is other
