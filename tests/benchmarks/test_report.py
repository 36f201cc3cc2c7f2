"""The tables tell goals and whether they are reached, and what could not be measured."""

from benchmarks.report import Row, lines
from benchmarks.turns import Better, rows

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
