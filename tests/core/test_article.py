"""The article's numbers: which agree, which do not, and that the early program gives those it is said to give."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from core.article import ARTICLE, REPEATED, compared
from core.examples import MAZUR
from core.history import History
from core.setup import Setup
from tests.core import scalar

NET = {
    "sizes": [2, 2, 2],
    "activations": [{"name": "logistic"}] * 2,
    "loss": {"name": "half_squared_error"},
    "bias_policy": "frozen",
    "w": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
    "b": [[0.35, 0.35], [0.60, 0.60]],
}


@pytest.fixture(scope="module")
def rows():
    return {row.printed.label: row for row in compared()}


def test_labels_are_unique_and_every_row_is_compared(rows):
    assert list(rows) == [printed.label for printed in ARTICLE]
    assert len(rows) == 34


def test_the_exact_side_against_the_scalar_oracle(rows):
    oracle = scalar.iteration(NET, [0.05, 0.10], [0.01, 0.99], 0.5)
    first = [row for row in rows.values() if row.printed.iteration == 0]
    assert len(first) == 29
    for row in first:
        assert row.exact == pytest.approx(oracle[row.printed.quantity], rel=1e-14), row.printed.label


def test_what_does_not_agree_has_a_reason_and_nothing_else_has(rows):
    differ = {label for label, row in rows.items() if not row.agrees}
    assert differ == {label for label, row in rows.items() if row.printed.reason is not None}
    assert differ == {
        "∂E_o2/∂out_h1",
        "E_total after the first update",
        "E_total after 10,000 updates",
        "E_total after 10,000 updates, in older copies",
        "out_o1 after 10,000 updates",
        "out_o2 after 10,000 updates",
    }


@pytest.mark.parametrize(
    ("label", "exact"),
    [
        ("E_total after the first update", "0.291027774"),
        ("E_total after 10,000 updates", "0.0000351019"),
        ("out_o1 after 10,000 updates", "0.015913620"),
        ("out_o2 after 10,000 updates", "0.984064274"),
        ("∂E_o2/∂out_h1", "-0.019049118"),
    ],
)
def test_the_exact_numbers_where_the_article_differs(rows, label, exact):
    assert f"{rows[label].exact:.{len(exact.partition('.')[2])}f}" == exact


def test_the_reasons_are_true(rows):
    for row in rows.values():
        says_early = (row.printed.reason or "").startswith("It was printed by an early version")
        assert (row.early_agrees is True) is says_early, row.printed.label
    history = History(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta))
    history.train(REPEATED)
    short = rows["E_total after 10,000 updates"].printed
    assert short.agrees(history.record(9_999).value("error_total"))
    last_digit = rows["∂E_o2/∂out_h1"]
    assert abs(last_digit.difference) < 1.01e-9
    delta_o2 = f"{history.record(0).value('delta.2.1'):.9f}"
    assert delta_o2 == "-0.038098237"
    assert delta_o2 in last_digit.printed.reason
    rounded = (Decimal(delta_o2) * Decimal("0.50")).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    assert str(rounded) == last_digit.printed.text


def test_the_difference_is_printed_minus_exact(rows):
    row = rows["E_total after the first update"]
    assert row.difference == pytest.approx(0.291027924 - 0.29102777369359933, abs=1e-17)


def test_positions_are_where_the_number_is_known(rows):
    places = {label: (row.printed.iteration, row.moment) for label, row in rows.items()}
    assert places["net_h1"] == (0, 1)
    assert places["E_total"] == (0, 11)
    assert places["∂net_h1/∂w1"] == (0, 0)
    assert places["w1⁺"] == places["w8⁺"] == (0, 36)
    assert places["E_total after 10,000 updates"] == (10_000, 11)
