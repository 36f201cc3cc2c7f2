"""What a cell of a table is: missing, a number, or text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: How a missing value is written, in small letters.
MISSING: Final = frozenset({"", "?", "-", "na", "n/a", "#n/a", "nan", "null"})

#: By the names one chooses them by, the signs between a number's whole and its fraction.
DECIMALS: Mapping[str, str] = MappingProxyType({"point": ".", "comma": ","})

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


_TURNING: Final = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that only say in which direction their neighbours are read."""


def one_line(cell: str) -> str:
    """Drop what cannot be seen: outer spaces, all but one of inner white space, and marks that turn the text."""
    return " ".join(cell.translate(_TURNING).split())


def is_missing(cell: str) -> bool:
    """Whether a cell, stripped of its outer spaces, stands for no value."""
    return cell.lower() in MISSING


def number(cell: str, decimal: str) -> float | None:
    """Read a number; infinite where it is too large for a double, None where it is no number.

    Args:
        cell: stripped of its outer spaces.
        decimal: a key of DECIMALS. Nothing stands between thousands.
    """
    text = cell.replace("\u2212", "-", 1)  # the true minus sign, as typeset tables have it
    if decimal == "comma":
        if "." in text:
            return None
        text = text.replace(",", ".", 1)
    return float(text) if _NUMBER.fullmatch(text) else None


def is_number(cell: str, decimal: str) -> bool:
    """Whether a cell holds a number, even one that is too large for a double."""
    return number(cell, decimal) is not None
