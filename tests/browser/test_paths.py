"""Every path from a weight to the error: on the panel, on the stage, and its sum against the oracle."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.oracle import at
from tests.browser.reading import go_to, step_to, written


def show(page: Page, id_: str, moment: int = 35) -> None:
    step_to(page, moment)
    page.evaluate("(id) => { window.deltaflow.store.selection.value = id; }", id_)
    page.get_by_role("tab", name="Paths").click()


def lit(page: Page) -> set[str]:
    keys = page.evaluate("[...document.querySelectorAll('#stage .edge.lit')].map((edge) => edge.dataset.place)")
    return set(keys)


def badges(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(
        "[...document.querySelectorAll('#stage .label.badge')].map((badge) => badge.textContent.trim())"
    )
    return sorted(texts)


def clipped(page: Page) -> list[str]:
    wide: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('#panel .card-rule .formula, #panel .written')]
            .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent)"""
    )
    return wide


def test_no_number_of_a_product_is_cut_off(page: Page) -> None:
    show(page, "dE_dw.1.0.0")
    expect(page.locator(".paths .written")).to_have_count(2)
    assert clipped(page) == []
    page.set_default_timeout(120_000)  # so far a busy machine trains for longer than half a minute
    go_to(page, 60_000)
    expect(page.locator(".paths .path").first).to_contain_text("×10⁻")
    assert clipped(page) == []
    page.get_by_role("tab", name="Chain rule").click()
    expect(page.locator(".card-rule").first).to_contain_text("×10⁻")
    assert clipped(page) == []


def test_w1_has_two_paths_through_o1_and_through_o2(page: Page) -> None:
    q = at(0)
    show(page, "dE_dw.1.0.0")
    rows = page.locator(".paths .path")
    expect(rows).to_have_count(2)
    for k, row in enumerate(rows.all()):
        product = q[f"delta.2.{k}"] * q[f"w.2.{k}.0"] * q["df.1.0"] * q["a.0.0"]
        expect(row).to_contain_text(f"h1 → o{k + 1}")
        expect(row).to_contain_text(written(product, 6, signed=True))
    expect(page.locator("#panel output.big")).to_have_text(written(q["dE_dw.1.0.0"], 6, signed=True))
    page.wait_for_function("() => document.querySelectorAll('#stage .label.badge').length === 2")
    assert badges(page) == ["1", "2"]
    assert lit(page) == {"edge:1.0.0", "edge:2.0.0", "edge:2.1.0"}
    rows.nth(1).get_by_role("button").click()
    page.wait_for_function("() => document.querySelectorAll('#stage .label.badge').length === 1")
    assert badges(page) == ["2"]
    assert lit(page) == {"edge:1.0.0", "edge:2.1.0"}
    expect(rows.nth(1).get_by_role("button")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("tab", name="Chain rule").click()
    page.wait_for_function("() => document.querySelectorAll('#stage .label.badge').length === 3")


@pytest.mark.parametrize("edge", ["1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.1.1"])
def test_the_paths_add_up_to_the_gradient_found_by_nudging(page: Page, edge: str) -> None:
    from tests.browser.nudging import slope

    show(page, f"w.{edge}")
    page.get_by_label("Digits of every number").select_option("12")
    expect(page.locator("#panel output.big")).to_be_visible()
    products = [
        float(text.rsplit("=", 1)[1].replace("−", "-").replace("×10", "e").translate(DIGITS))
        for text in page.locator(".paths .written").all_inner_texts()
    ]
    assert len(products) == (2 if edge.startswith("1") else 1)
    assert sum(products) == pytest.approx(slope(edge), rel=1e-8)


DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def test_before_the_gradient_is_computed_its_number_is_not_told(page: Page) -> None:
    show(page, "dE_dw.1.0.0", moment=12)
    expect(page.locator(".paths .path")).to_have_count(2)
    expect(page.locator("#panel output.big")).to_have_count(0)
    expect(page.locator(".paths .slot").first).to_be_visible()
    page.get_by_role("button", name="Go to where it is computed").click()
    expect(page.locator("#panel output.big")).to_have_text(written(at(0)["dE_dw.1.0.0"], 6, signed=True))


def test_the_factored_line_waits_for_the_gradient_too(page: Page) -> None:
    gradient = written(at(0)["dE_dw.2.0.0"], 4, signed=True)
    # All its factors are known, δ at last; the gradient is the next thing but one.
    show(page, "w.2.0.0", moment=17)
    products = page.locator("#panel .written .worked")
    expect(products).to_have_count(2)
    assert [text.split("=")[-1].strip() for text in products.all_inner_texts()] == ["?", "?"]
    page.get_by_role("button", name="Go to where it is computed").click()
    expect(products.last).to_contain_text(gradient[:6])


def test_the_ways_are_counted_and_backpropagation_takes_the_fewest(page: Page) -> None:
    show(page, "dE_dw.1.0.0")
    table = page.get_by_role("table", name="Multiplications, counted")
    expect(table).to_be_visible()
    rows = [re.split(r"\t", row) for row in table.inner_text().splitlines()[1:]]
    counts = {
        row[0]: [int(each.replace(",", "")) for each in row[1:]]
        for row in rows
        if len(row) == 3 and row[2][0].isdigit()
    }
    assert len(counts) == 4
    fewest = counts["backpropagation"][1]
    assert all(fewest < every for name, (_, every) in counts.items() if name != "backpropagation")
    answer = page.evaluate(
        """async () => {
          const { snapshot, position } = window.deltaflow.store;
          const query = `parameter=w.1.0.0&iteration=${position.value.iteration}`;
          return (await fetch(`/api/v1/rooms/${snapshot.value.room}/paths?${query}`)).json();
        }"""
    )
    assert sorted(counts.values()) == sorted([each["one"], each["all"]] for each in answer["multiplications"].values())
    expect(page.get_by_text("For all gradients backpropagation takes")).to_be_visible()


def test_a_number_that_is_no_parameters_offers_the_weights(page: Page) -> None:
    show(page, "delta.1.0")
    page.get_by_role("list", name="Weights and biases").get_by_role("button", name="w3").click()
    expect(page.locator("#panel h2")).to_have_text("Which ways lead from w3 to the error?")


def test_the_notation_reaches_the_products(page: Page) -> None:
    show(page, "dE_dw.1.0.0")
    page.get_by_role("radio", name="code").check(force=True)
    expect(page.locator(".paths code").first).to_have_text(re.compile(r"W2\[0, 0\]"))
    page.get_by_role("radio", name="as in the article").check(force=True)
    expect(page.locator(".paths math").first).to_contain_text("out")
