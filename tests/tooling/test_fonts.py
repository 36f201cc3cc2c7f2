"""The cut fonts hold every character the page shows in them, and the one for formulas still places them."""

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


@pytest.fixture(scope="module")
def words() -> TTFont:
    return TTFont(FONTS / "deltaflow-sans.woff2")


@pytest.fixture(scope="module")
def whole() -> TTFont:
    return TTFont(FONTS / "source-sans-3.woff2")


def shown() -> set[str]:
    """Everything beyond ASCII that stands in the code outside of its comments."""
    text = "".join(COMMENT.sub("", path.read_text(encoding="utf-8")) for path in WRITERS)
    return {character for character in text if ord(character) > 0x7F}


def test_every_sign_of_the_page_is_in_one_of_its_fonts(math: TTFont, words: TTFont) -> None:
    page = shown()
    assert {"δ", "∂", "−", "→"} <= page
    held = {chr(code) for font in (math, words) for code in font.getBestCmap()}
    assert page - held == FROM_THE_SYSTEM


def test_no_sign_of_the_page_needs_the_whole_font(words: TTFont, whole: TTFont) -> None:
    in_words, in_whole = ({chr(code) for code in font.getBestCmap()} for font in (words, whole))
    assert (shown() | {chr(code) for code in range(0x20, 0x7F)}) & in_whole <= in_words < in_whole


def test_the_style_sheet_asks_for_the_whole_font_only_for_what_is_not_in_the_cut_one(
    words: TTFont, whole: TTFont
) -> None:
    css = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    (faces,) = re.findall(r"source-sans-3\.woff2.*?unicode-range:([^;]+);", css, re.DOTALL)
    asked = set()
    for part in faces.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        asked |= {*range(int(first, 16), int(last or first, 16) + 1)}
    assert asked == {*whole.getBestCmap()} - {*words.getBestCmap()}


def test_the_cut_font_is_as_wide_and_as_bold_as_the_whole_one(words: TTFont, whole: TTFont) -> None:
    for character in map(ord, "aAfgiQ07.,+"):
        widths = [font["hmtx"][font.getBestCmap()[character]] for font in (words, whole)]
        assert widths[0] == widths[1]
    axes = [[(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] for font in (words, whole)]
    assert axes[0] == axes[1] == [("wght", 200, 900)]


def test_the_cut_font_has_no_name_that_its_licence_reserves(words: TTFont) -> None:
    names = {name.nameID: str(name) for name in words["name"].names}
    assert "Reserved Font Name ‘Source’" in names[0]
    assert not [name for number, name in names.items() if number and "Source" in name]


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
