"""The tables tell goals and whether they are reached, and what could not be measured."""

from xml.etree import ElementTree as ET

import pytest

from benchmarks.plot import LEFT, MARGIN, RIGHT, WIDTH, drawn
from benchmarks.report import Row, lines
from benchmarks.turns import Better, rows

SVG = "{http://www.w3.org/2000/svg}"
RATES = {"ours": [10.0, 30.0, 40.0], "peer": [5.0, 10.0, 10.0]}


def test_a_ratio_is_the_median_over_the_rounds() -> None:
    ours, peer = rows(RATES, "/s", ["peer"], [])
    assert (ours.value, ours.spread, ours.ratios) == (30.0, (10.0, 40.0), {"peer": 3.0})
    assert peer.ratios == {"peer": 1.0}


def test_goals_say_whether_they_are_reached() -> None:
    goals = [Better("ours", 3, "peer"), Better("ours", 3.5, "peer"), Better("ours", 2, "absent")]
    ours, peer = rows(RATES, "/s", [], goals)
    assert ours.goal == "at least 3 × peer: reached; at least 3.5 × peer: **missed**; at least 2 × absent: not measured"
    assert peer.goal == ""


def test_limits_say_whether_they_are_kept() -> None:
    assert Row("frame", 300, "bytes", at_most=300).goal == "at most 300 bytes: reached"
    assert Row("frame", 301, "bytes", at_most=300).goal == "at most 300 bytes: **missed**"


def test_a_table_has_the_columns_that_its_rows_need() -> None:
    one = Row("ours", 1234.5, "/s", spread=(1, 2000), ratios={"peer": 2.0}, table="A")
    absent = Row("other", None, "/s", note="not installed", table="A")
    assert list(lines([one, absent, Row("size", 1.5, "kB", table="B")])) == [
        "### A",
        "",
        "| what | measured | from – to | × peer | note |",
        "|---|---:|---:|---:|---|",
        "| ours | 1 234 /s | 1 – 2 000 | 2 |  |",
        "| other | not measured |  |  | not installed |",
        "",
        "### B",
        "",
        "| what | measured |",
        "|---|---:|",
        "| size | 1.5 kB |",
        "",
    ]


def test_the_plot_draws_bars_by_their_powers_of_ten() -> None:
    found = {"ours": [90.0, 100.0, 110.0], "peer": [9_000.0, 10_000.0, 99_000.0], "<a & b>": [20.0, 1000.0, 2_000.0]}
    absent = Row("absent", None, "/s", note="not installed", table="A")
    size = Row("size", 5.0, "kB", spread=(1.0, 9.0), table="B")
    svg = ET.fromstring(drawn([*rows(found, "/s", [], [], "A"), absent, size]))
    bars = [one.attrib for one in svg.iter(f"{SVG}rect") if one.attrib["class"] == "peer"]
    ends = [float(bar["x"]) + float(bar["width"]) for bar in bars]
    grid = [float(line.attrib["x1"]) for line in svg.iter(f"{SVG}line")]  # 10, 100, 1 k, 10 k, 100 k
    assert (grid[0], grid[4]) == pytest.approx((LEFT, WIDTH - RIGHT - MARGIN))
    assert ends == pytest.approx([grid[1], grid[3], grid[2]], abs=0.2)
    texts = [one.text for one in svg.iter(f"{SVG}text")]
    assert {"ours", "peer", "<a & b>", "100 /s", "10 000 /s", "A", "10", "1 k", "100 k"} <= set(texts)
    assert not {"absent", "size", "B"} & set(texts)
