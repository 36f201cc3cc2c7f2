"""Cut Noto Sans Math down to the characters that Deltaflow's formulas use.

    python tools/subset_font.py            writes static/vendor/fonts/noto-sans-math.woff2
    python tools/subset_font.py --check    fails when the file is not what this script makes

The result is the same bytes every time with the fonttools and brotli of requirements-test.txt. Afterwards
`npm run vendor` records the new checksum. The font keeps its MATH table: browsers place and stretch MathML by it.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"
TARGET = ROOT / "static/vendor/fonts/noto-sans-math.woff2"

RANGES = (
    (0x0020, 0x007E),  # letters, digits, signs
    (0x00A0, 0x00A0),
    (0x00B1, 0x00B2),
    (0x00B7, 0x00B7),
    (0x00BD, 0x00BD),  # one half
    (0x00D7, 0x00D7),
    (0x0391, 0x03C9),  # Greek
    (0x03D1, 0x03D1),
    (0x03D5, 0x03D5),
    (0x2032, 0x2032),  # prime
    (0x2061, 0x2064),  # invisible operators
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x210E, 0x210E),  # italic h, which stands outside its alphabet
    (0x2190, 0x2194),
    (0x21A6, 0x21A6),
    (0x21D2, 0x21D2),
    (0x2200, 0x2200),
    (0x2202, 0x2202),  # partial
    (0x2206, 0x2208),
    (0x2211, 0x2212),  # sum, minus
    (0x2215, 0x2218),
    (0x221A, 0x221A),
    (0x221E, 0x221E),
    (0x2225, 0x2225),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x2299, 0x2299),  # elementwise product
    (0x22A4, 0x22A4),  # transposed
    (0x22C5, 0x22C5),
    (0x1D434, 0x1D49B),  # italic and bold italic letters
    (0x1D6A4, 0x1D71B),  # italic and bold Greek
    (0x1D7CE, 0x1D7D7),  # bold digits
)


def subset(source: bytes) -> bytes:
    """Return the woff2 font `source` with only the characters of `RANGES`."""
    options = Options()
    options.layout_features = ["*"]
    options.flavor = "woff2"
    options.notdef_outline = True
    options.glyph_names = False
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
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
