"""Cut the typefaces down to what Deltaflow's page shows before anybody types anything else.

    python tools/subset_font.py            writes static/vendor/fonts/deltaflow-sans.woff2 and noto-sans-math.woff2
    python tools/subset_font.py --check    fails when a file is not what this script makes

The results are the same bytes every time with the fonttools and brotli of requirements-test.txt. Afterwards
`npm run vendor` records the new checksums. The font for formulas keeps its MATH table: browsers place and stretch by it
what is written. The one for words has another name than its source, whose licence reserves that one.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
FONTS = ROOT / "static/vendor/fonts"

GREEK = "ΔΠΣΦαβδεηθλμπσφ"
SIGNS = "\u00a0°±·×‖…′←↑→↓∂∑−∗√∞≈≠≤≥⊙⋅⌊⌋"
NOT_IN_FORMULAS = "#$&@\\^`{}~"
SIGNS_OF_WORDS = "\u00a0°±²³·¹¼½×–—‘’“”…′↑↓−"
# What browsers use without being asked to; the page asks for nothing else.
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
NAME_IDS = {1: "Deltaflow Sans", 3: "Deltaflow Sans, cut from 3.052;ADBO", 4: "Deltaflow Sans", 6: "DeltaflowSans"}


def math_characters() -> set[int]:
    """Return the code points the page can show in formulas; tests/tooling/test_fonts.py holds them to the page.

    A variable of one letter is drawn in italics, which are characters of their own.
    """
    upright = {*range(0x20, 0x7F), *map(ord, GREEK + SIGNS)} - {*map(ord, NOT_IN_FORMULAS)}
    return upright | {ord(character) for letter in string.ascii_letters + GREEK + "∂" for character in italic(letter)}


def word_characters() -> set[int]:
    """Return the code points that the page itself shows in words; what people type may need the whole font."""
    return {*range(0x20, 0x7F), *map(ord, SIGNS_OF_WORDS)}


def italic(letter: str) -> str:
    """Return the mathematical italic of one Latin or Greek letter, as browsers choose it for a variable."""
    if letter == "h":
        return "ℎ"  # stands outside its alphabet
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return {"∂": "\U0001d715"}[letter]


@dataclass(frozen=True)
class Cut:
    """One font made from another.

    Attributes:
        source: the file it is made from.
        target: the file it is written to.
        characters: gives the code points it keeps.
        names: names that it has instead of its source's, by their number in the name table.
        hinting: whether it keeps what fits outlines to the grid of pixels.
    """

    source: Path
    target: Path
    characters: Callable[[], set[int]]
    names: dict[int, str]
    hinting: bool

    def made(self) -> bytes:
        """Return the woff2 font."""
        options = Options()
        options.layout_features = FEATURES
        options.flavor = "woff2"
        options.notdef_outline = True
        options.glyph_names = False
        options.hinting = self.hinting
        options.name_IDs = ["*"]
        font = TTFont(self.source, recalcTimestamp=False)
        for name, words in self.names.items():
            font["name"].setName(words, name, 3, 1, 0x409)
        cutter = Subsetter(options)
        cutter.populate(unicodes=self.characters())
        cutter.subset(font)
        font.flavor = "woff2"
        target = io.BytesIO()
        font.save(target)
        return target.getvalue()


CUTS = (
    Cut(
        PACKAGES / "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
        FONTS / "deltaflow-sans.woff2",
        word_characters,
        NAME_IDS,
        hinting=True,
    ),
    Cut(
        PACKAGES / "@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2",
        FONTS / "noto-sans-math.woff2",
        math_characters,
        {},
        hinting=False,  # a third of the file, for pixel grids coarser than formulas of this size are shown on
    ),
)


def main() -> int:
    """Write the fonts, or with --check compare them with those that are there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file differs")
    arguments = parser.parse_args()
    differs = False
    for cut in CUTS:
        made = cut.made()
        if not arguments.check:
            cut.target.parent.mkdir(parents=True, exist_ok=True)
            cut.target.write_bytes(made)
        elif not cut.target.is_file() or cut.target.read_bytes() != made:
            differs = True
            sys.stderr.write(f"{cut.target.relative_to(ROOT)} is not what this script makes; run it without --check\n")
    return int(differs)


if __name__ == "__main__":
    raise SystemExit(main())
