"""Names that people read: what others type must not hide, nor turn the text around it."""

import unicodedata
from typing import Final

_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that only say in which direction their neighbours are read."""

_MOST_MARKS: Final = 4
"""Accents on one letter; more are drawn over the lines above."""


def trouble(text: str) -> str | None:
    """Say why a name cannot be read, None if it can."""
    kinds = [unicodedata.category(character) for character in text]
    if not any(kind[0] in "LNPS" for kind in kinds):
        return "A name has at least one character that can be seen."
    if "Cc" in kinds or "Cs" in kinds or "Zl" in kinds or "Zp" in kinds or not _TURNING.isdisjoint(text):
        return "A name is one line, without characters that control how text is written."
    if "M" * (_MOST_MARKS + 1) in "".join(kind[0] for kind in kinds):
        return f"A letter of a name has at most {_MOST_MARKS} marks."
    return None
