"""A plot of rates as SVG: bars on a logarithmic axis, with whiskers from the slowest round to the fastest.

It brings its own background, because a page that shows it may be light or dark.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from benchmarks.report import DOCUMENT, PLOT, Row, figures

PICTURE = DOCUMENT.parent / PLOT
TITLE = "Iterations per CPU second, on a logarithmic axis"
UNDER = "Bars: medians. Whiskers: from the slowest to the fastest round. Blue: Deltaflow."
WIDTH, LEFT, RIGHT, MARGIN = 860, 250, 130, 24
LINE, HEAD, FOOT = 20, 34, 30
LETTERS = {0: "", 1: " k", 2: " M", 3: " G"}
STYLE = """
  svg { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
  .page { fill: #fff; stroke: #c9d3e0; } text { fill: #101b2e; } .quiet { fill: #475670; }
  .title { font-size: 16px; font-weight: 600; } .case { font-weight: 600; }
  .ours { fill: #0a5fa8; } .peer { fill: #9aa7ba; } .grid { stroke: #dfe6ef; }
  .whisker { stroke: #101b2e; stroke-width: 1.5; } .halo { stroke: #fff; stroke-width: 4; } path { fill: none; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #121b2b; stroke: #2d3b52; } text { fill: #eef3fa; } .quiet { fill: #a9b7cb; }
    .ours { fill: #6cb8ff; } .peer { fill: #5b6b84; } .grid { stroke: #2d3b52; }
    .whisker { stroke: #eef3fa; } .halo { stroke: #121b2b; }
  }
"""


@dataclass(frozen=True)
class Axis:
    """Whole powers of ten, from `low` to `high`, side by side."""

    low: int
    high: int

    def at(self, value: float) -> float:
        """Where a value stands, in pixels from the left."""
        width = WIDTH - LEFT - RIGHT - MARGIN
        return LEFT + width * (math.log10(value) - self.low) / (self.high - self.low)


def axis_of(rows: Iterable[Row]) -> Axis:
    """An axis on which the slowest bar still has some length."""
    ends = [end for row in rows for end in row.spread or ()]
    return Axis(math.floor(math.log10(min(ends) / 1.5)), math.ceil(math.log10(max(ends))))


def drawn(rows: Iterable[Row]) -> str:
    """Draw a panel for each table of rates that has whiskers.

    Args:
        rows: of any benchmarks; those without a rate are left out.
    """
    rates = [row for row in rows if row.unit == "/s" and row.value is not None and row.spread]
    parts: list[str] = []
    top = 70.0
    for case, group in groupby(rates, key=lambda row: row.table):
        panel = list(group)
        parts += _panel(case, panel, top)
        top += HEAD + LINE * len(panel) + FOOT
    height = top + MARGIN / 2
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}"',
        f'viewBox="0 0 {WIDTH} {height:g}" role="img">',
        f"<title>{TITLE}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1:g}" rx="10"/>',
        _text(MARGIN, 34, TITLE, "title"),
        _text(MARGIN, 56, UNDER, "quiet"),
    ]
    return "\n".join([*head, *parts, "</svg>", ""])


def _panel(case: str, rows: list[Row], top: float) -> Iterator[str]:
    """One table: its heading, its grid, its bars, from the top down."""
    axis = axis_of(rows)
    first, bottom = top + HEAD, top + HEAD + LINE * len(rows)
    yield _text(MARGIN, top + 22, case, "case")
    for power in range(axis.low, axis.high + 1):
        x = axis.at(10.0**power)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{first:g}" y2="{bottom + 3:g}"/>'
        thousands, tens = divmod(power, 3)
        yield _text(x, bottom + 17, f"{10**tens}{LETTERS[thousands]}", "quiet", "middle")
    for index, row in enumerate(rows):
        yield from _bar(row, axis, first + LINE * index)


def _bar(row: Row, axis: Axis, top: float) -> Iterator[str]:
    if row.value is None or row.spread is None:
        return
    start, end, middle = axis.at(10.0**axis.low), axis.at(row.value), top + LINE / 2
    low, high = map(axis.at, row.spread)
    yield _text(LEFT - 10, middle + 4.5, row.what, "", "end")
    yield (
        f'<rect class="{"ours" if row.ours else "peer"}" x="{start:.1f}" y="{top + 3:g}" '
        f'width="{end - start:.1f}" height="{LINE - 6}" rx="2"/>'
    )
    whisker = f"M{low:.1f} {middle - 4:g}v8M{low:.1f} {middle:g}H{high:.1f}M{high:.1f} {middle - 4:g}v8"
    yield from (f'<path class="{kind}" d="{whisker}"/>' for kind in ("halo", "whisker"))
    yield _text(WIDTH - MARGIN, middle + 4.5, f"{figures(row.value)} {row.unit}", "", "end")


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
