"""The math font holds every character the page shows in it, upright and in italics, and still places them."""

import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "static/vendor/fonts"
WRITERS = [*sorted((ROOT / "static/js").rglob("*.js")), *sorted((ROOT / "core").rglob("*.py"))]
COMMENT = re.compile(r"/\*.*?\*/|^\s*(?://|#)[^\n]*$|\"\"\".*?\"\"\"", re.DOTALL | re.MULTILINE)
# Raised and lowered digits in plain text: neither typeface has them at its source, so the system draws them.
FROM_THE_SYSTEM = set("⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉")


@pytest.fixture(scope="module")
def math() -> TTFont:
    return TTFont(FONTS / "noto-sans-math.woff2")


def shown() -> set[str]:
    """Everything beyond ASCII that stands in the code outside of its comments."""
    text = "".join(COMMENT.sub("", path.read_text(encoding="utf-8")) for path in WRITERS)
    return {character for character in text if ord(character) > 0x7F}


def test_every_sign_of_the_page_is_in_one_of_its_fonts(math: TTFont) -> None:
    page = shown()
    assert {"δ", "∂", "−", "→"} <= page
    words = TTFont(FONTS / "source-sans-3.woff2").getBestCmap()
    assert {sign for sign in page if ord(sign) not in math.getBestCmap() and ord(sign) not in words} == FROM_THE_SYSTEM


def test_every_letter_has_the_italic_of_a_variable(math: TTFont) -> None:
    """Unicode itself says which italic letter belongs to which plain one."""
    letters = {sign for sign in shown() if "GREEK" in unicodedata.name(sign)} | set("∂abcdefghijklmnopqrstuvwxyzELΔ")
    held = {chr(code) for code in math.getBestCmap()}
    italics = {
        unicodedata.normalize("NFKC", sign)
        for sign in held
        if sign == "ℎ" or unicodedata.name(sign, "").startswith("MATHEMATICAL ITALIC")
    }
    assert letters - italics == set()


def test_the_font_still_places_and_stretches(math: TTFont) -> None:
    table = math["MATH"].table
    assert table.MathConstants.FractionRuleThickness.Value > 0
    stretched = {math.getBestCmap()[ord(sign)] for sign in "()"}
    assert stretched <= set(table.MathVariants.VertGlyphCoverage.glyphs)
