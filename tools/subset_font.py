"""Cut Noto Sans Math down to the characters that Deltaflow's formulas use.

    python tools/subset_font.py            writes static/vendor/fonts/noto-sans-math.woff2
    python tools/subset_font.py --check    fails when the file is not what this script makes

The result is the same bytes every time with the fonttools and brotli of requirements-test.txt. Afterwards
`npm run vendor` records the new checksum. The font keeps its MATH table: browsers place and stretch MathML by it.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"
TARGET = ROOT / "static/vendor/fonts/noto-sans-math.woff2"

GREEK = "ΔΠΣΦαβδεηθλμπσφ"
SIGNS = "\u00a0°±·×‖…′←↑→↓∂∑−∗√∞≈≠≤≥⊙⋅⌊⌋"


def characters() -> set[int]:
    """Return the code points the page can show in this font; tests/tooling/test_math_font.py holds it to the page.

    A variable of one letter is drawn in italics, which are characters of their own.
    """
    upright = {*range(0x20, 0x7F), *map(ord, GREEK + SIGNS)}
    return upright | {ord(character) for letter in string.ascii_letters + GREEK + "∂" for character in italic(letter)}


def italic(letter: str) -> str:
    """Return the mathematical italic of one Latin or Greek letter, as browsers choose it for a variable."""
    if letter == "h":
        return "ℎ"  # stands outside its alphabet
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return {"∂": "\U0001d715"}[letter]


def subset(source: bytes) -> bytes:
    """Return the woff2 font `source` with only the `characters()` of the page."""
    options = Options()
    options.layout_features = ["*"]
    options.flavor = "woff2"
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False  # a third of the file, for pixel grids coarser than formulas of this size are shown on
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def main() -> int:
    """Write the font, or with --check compare it with the one that is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file differs")
    arguments = parser.parse_args()
    made = subset(SOURCE.read_bytes())
    if arguments.check:
        same = TARGET.is_file() and TARGET.read_bytes() == made
        if not same:
            sys.stderr.write(f"{TARGET.relative_to(ROOT)} is not what this script makes; run it without --check\n")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
