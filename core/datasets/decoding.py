"""Bytes of a file become text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from core.errors import ShapeError, TableError, TableProblem, ValueRangeError
from core.parameters import known

MOST_BYTES: Final = 1_000_000
"""Of a file, or of a text as UTF-8."""

#: By the names one chooses them by, the codecs.
ENCODINGS: Mapping[str, str] = MappingProxyType(
    {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252", "latin-1": "latin-1"}
)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "This is a workbook or another zip file, not a text. Save the table as CSV first."),
    (b"\xd0\xcf\x11\xe0", "This is an Excel workbook, not a text. Save the table as CSV first."),
    (b"%PDF", "This is a PDF document, not a text. Copy its table and paste that."),
    (b"\x1f\x8b", "This file is compressed. Unpack it first."),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """A text, and the encoding it was written in: a key of ENCODINGS."""

    text: str
    encoding: str


def decoded(raw: bytes, encoding: str | None = None) -> Decoded:
    """Read a file's bytes as text.

    Args:
        raw: the bytes.
        encoding: a key of ENCODINGS; default: what a byte order mark says, else UTF-16 where every other byte is 0,
            else UTF-8 where the bytes are valid, else Windows-1252, and Latin-1 where that knows a byte not.

    Raises:
        ShapeError: there are more than MOST_BYTES.
        UnknownNameError: there is no such encoding.
        ValueRangeError: the bytes are not written in the given encoding.
        TableError: this is no text.
    """
    if len(raw) > MOST_BYTES:
        raise ShapeError(f"The file has {len(raw)} bytes; a table may have {MOST_BYTES}.")
    for start, detail in _OTHER_FILES:
        if raw.startswith(start):
            raise TableError([TableProblem(None, None, detail)])
    if encoding is None:
        return next(found for found in map(_attempt, *_guesses(raw)) if found is not None)
    known(ENCODINGS, encoding, "encoding", "encoding")
    found = _attempt(raw, encoding, ENCODINGS[encoding])
    if found is None:
        raise ValueRangeError(f"These bytes are not {encoding}; leave the encoding out, to have it found.", "encoding")
    return found


def _guesses(raw: bytes) -> tuple[list[bytes], list[str], list[str]]:
    """What to try, one after the other: the bytes, the names of encodings, and their codecs."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            names, codecs = [name], [ENCODINGS[name]]
            break
    else:
        names, codecs = _without_mark(raw)
    names, codecs = [*names, "windows-1252", "latin-1"], [*codecs, "cp1252", "latin-1"]
    return [raw] * len(names), names, codecs


def _without_mark(raw: bytes) -> tuple[list[str], list[str]]:
    """ASCII in UTF-16 has a zero in every other byte: the second of each pair where the smaller byte comes first."""
    pairs = len(raw) // 2
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pairs and len(raw) % 2 == 0 and raw[first::2].count(0) > 0.5 * pairs > raw[1 - first :: 2].count(0):
            return ["utf-16"], [codec]
    return ["utf-8"], ["utf-8"]


def _attempt(raw: bytes, name: str, codec: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(codec), name)
    except UnicodeDecodeError:
        return None


def checked_text(text: str) -> str:
    """Refuse what is no text, and take away what editors and systems add: a byte order mark, DOS's end of file.

    Raises:
        ShapeError: the text is longer than MOST_BYTES.
        TableError: it holds control characters, or halves of characters.
    """
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise ShapeError(f"The text is too long; a table may have {MOST_BYTES} bytes.")
    text = text.removeprefix("\ufeff").rstrip("\x1a")
    control = _CONTROL.search(text)
    if control is not None:
        detail = (
            "There is a control character, so this is no table in text form. Save it as CSV, or choose the encoding."
        )
        raise TableError([TableProblem(text.count("\n", 0, control.start()) + 1, None, detail)])
    return text
