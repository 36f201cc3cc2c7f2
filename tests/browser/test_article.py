"""The article's numbers: printed, exact and replayed, against the oracle and the wrong algorithm, written once more."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.oracle import Givens, W, at, iteration
from tests.browser.reading import wait_for


def early_error() -> float:
    """E after one update in which the hidden deltas used the already updated w5 to w8."""
    q = iteration(Givens())
    new = [[q[f"w_next.2.{k}.{j}"] for j in range(2)] for k in range(2)]
    delta = [sum(q[f"delta.2.{k}"] * new[k][j] for k in range(2)) * q[f"df.1.{j}"] for j in range(2)]
    hidden = [[W[1][j][i] - 0.5 * delta[j] * q[f"a.0.{i}"] for i in range(2)] for j in range(2)]
    return iteration(Givens(w={1: hidden, 2: new}))["error_total"]


def open_article(page: Page) -> dict[str, list[str]]:
    page.get_by_role("button", name="The article's numbers").click()
    table = page.get_by_role("dialog").get_by_role("table")
    expect(table).to_be_visible(timeout=30_000)
    return rows(page)


def rows(page: Page) -> dict[str, list[str]]:
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll("dialog tbody tr")].filter((row) => row.querySelector("th"))
          .map((row) => [...row.children].map((cell) => cell.textContent.trim()))"""
    )
    return {row[0]: row[1:] for row in found}


def value(text: str) -> float:
    return float(text.replace("= printed", "").replace("differs", "").replace("−", "-").strip())


def test_every_printed_number_beside_the_exact_one(page: Page) -> None:
    told = open_article(page)
    q = at(0)
    assert len(told) > 25
    for label, id_ in [("net h1", "z.1.0"), ("out o2", "a.2.1"), ("E total", "error_total"), ("w5⁺", "w_next.2.0.0")]:
        printed, exact, difference = told[label]
        assert value(exact) == pytest.approx(q[id_], rel=1e-14)
        assert value(printed) == pytest.approx(q[id_], rel=1e-8)
        assert difference == "none"
    after = told["E total after the first update"]
    assert after[0] == "0.291027924"
    assert value(after[1]) == pytest.approx(at(1)["error_total"], rel=1e-14)
    assert after[2] != "none"
    expect(page.get_by_role("dialog")).to_contain_text("already updated w5 to w8")
    expect(page.get_by_role("dialog")).not_to_contain_text("_")


def test_the_early_program_prints_what_the_article_prints(page: Page) -> None:
    open_article(page)
    page.get_by_role("button", name="Replay the early program").click()
    told = rows(page)
    printed, _, _, early = told["E total after the first update"]
    assert early.endswith("= printed")
    assert value(early) == pytest.approx(early_error(), rel=1e-14)
    assert f"{early_error():.9f}" == printed


def test_a_row_leads_to_its_position(page: Page) -> None:
    open_article(page)
    page.get_by_role("dialog").get_by_role("button", name="∂E total/∂w5", exact=True).click()
    wait_for(page, 0, 18)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#panel h2")).to_have_text("How does w5 change the error?")


def test_only_the_articles_example_has_them(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page("/?example=xor")
    expect(page.get_by_role("button", name="The article's numbers")).to_have_count(0)
