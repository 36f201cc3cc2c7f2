"""The pinned messages: what the code makes is what the files hold, and what the files call bad is refused."""

import json
from pathlib import Path

import pytest

from server.protocol.decode import decode, decode_acknowledgement
from server.protocol.events import Failure
from server.protocol.frame import FrameError, decode_frame
from tests.fixtures.wire import regenerate

WIRE = Path(regenerate.__file__).parent


def rows(name: str) -> list[dict]:
    return json.loads((WIRE / name).read_text(encoding="utf-8"))


def named(name: str) -> list:
    return [pytest.param(row, id=row["name"]) for row in rows(name)]


def test_regeneration_is_identical() -> None:
    for name, text in regenerate.files().items():
        assert (WIRE / name).read_text(encoding="utf-8") == text, (
            f"{name}: run python -m tests.fixtures.wire.regenerate"
        )


@pytest.mark.parametrize("row", named("client.json"))
def test_good_messages_are_read(row: dict) -> None:
    read = decode(row["text"])
    assert not isinstance(read, Failure)
    assert read.model_dump(exclude_unset=True) == json.loads(row["text"])


@pytest.mark.parametrize("row", named("acknowledgements.json"))
def test_acknowledgements_are_read(row: dict) -> None:
    assert decode_acknowledgement(bytes.fromhex(row["hex"])) == row["frame"]


@pytest.mark.parametrize("row", named("bad/client.json"))
def test_bad_messages_are_refused_with_the_code_and_path_named(row: dict) -> None:
    answer = decode(row["text"]) if "text" in row else decode_acknowledgement(bytes.fromhex(row["hex"]))
    assert isinstance(answer, Failure)
    assert (answer.code, answer.path) == (row["code"], row["path"])


@pytest.mark.parametrize("row", named("frames.json"))
def test_frames_hold_what_is_written_beside_them(row: dict) -> None:
    frame = decode_frame(bytes.fromhex(row["hex"]))
    assert frame.layout.name.lower() == row["header"]["layout"]
    for field in ("epoch", "seq", "revision", "moment", "iteration", "trained_to"):
        assert getattr(frame, field) == row["header"][field]
    assert frame.values.tolist() == list(row["values"].values())


# Whether a frame fits its layout and script only the page knows, which has the snapshot.
OF_THE_PAGE = {"frame_one_value_short", "frame_one_value_long", "frame_moment"}


@pytest.mark.parametrize("row", [row for row in named("bad/server.json") if "hex" in row.values[0]])
def test_bad_frames_are_refused(row: dict) -> None:
    data = bytes.fromhex(row["hex"])
    if row["name"] in OF_THE_PAGE:
        decode_frame(data)
    else:
        with pytest.raises(FrameError):
            decode_frame(data)


def test_the_mazur_frame_holds_the_numbers_of_the_article() -> None:
    values = next(row for row in rows("frames.json") if row["name"] == "record_start")["values"]
    assert values["error_total"] == pytest.approx(0.298371109, abs=5e-10)
    assert values["a.2.0"] == pytest.approx(0.75136507, abs=5e-9)
    assert values["w_next.2.0.0"] == pytest.approx(0.35891648, abs=5e-9)
    assert values["w_next.1.0.0"] == pytest.approx(0.149780716, abs=5e-10)
