"""As on paper: what a student has who rounds every result, computed once more here with decimal arithmetic."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.oracle import TARGET, B, W, X, at
from tests.browser.reading import step_to, wait_for


def student(decimals: int) -> dict[str, Decimal]:
    """The forward pass and the output layer's gradients, every result rounded before it is used again.

    A sum of products is one result: it is rounded once.
    """
    unit = Decimal(1).scaleb(-decimals)

    def rounded(value: Decimal) -> Decimal:
        return value.quantize(unit, ROUND_HALF_UP)

    q: dict[str, Decimal] = {}
    a = {(0, i): rounded(Decimal(str(x))) for i, x in enumerate(X)}
    for layer in (1, 2):
        for j in range(2):
            terms = [rounded(Decimal(str(W[layer][j][i]))) * a[layer - 1, i] for i in range(2)]
            z = rounded(sum(terms, rounded(Decimal(str(B[layer][j])))))
            a[layer, j] = rounded(Decimal(1 / (1 + math.exp(-float(z)))))
            q[f"z.{layer}.{j}"], q[f"a.{layer}.{j}"] = z, a[layer, j]
    for k in range(2):
        dE_da = rounded(a[2, k] - rounded(Decimal(str(TARGET[k]))))
        df = rounded(a[2, k] * rounded(1 - a[2, k]))
        delta = q[f"delta.2.{k}"] = rounded(dE_da * df)
        for i in range(2):
            gradient = q[f"dE_dw.2.{k}.{i}"] = rounded(delta * a[1, i])
            q[f"w_next.2.{k}.{i}"] = rounded(rounded(Decimal(str(W[2][k][i]))) - Decimal("0.5") * gradient)
    return q


def choose(page: Page, decimals: int) -> None:
    page.get_by_label("As on paper").and_(page.locator("select")).select_option(str(decimals))
    expect(page.get_by_role("region", name="As on paper")).to_contain_text("rounded to")


@pytest.mark.parametrize("decimals", [2, 5])
def test_the_students_numbers_stand_beside_the_exact_ones(page: Page, decimals: int) -> None:
    step_to(page, 36)
    choose(page, decimals)
    section = page.get_by_role("region", name="As on paper")
    for id_, paper in student(decimals).items():
        page.evaluate("(id) => { window.deltaflow.store.selection.value = id; }", id_)
        cells = section.locator("tbody tr").first.locator("td")
        expect(cells.nth(0)).to_have_text(f"{paper:.{decimals}f}".replace("-", "−"))
        exact = float(cells.nth(1).inner_text().replace("−", "-"))
        assert exact == pytest.approx(at(0)[id_], abs=6e-10)
    expect(section).to_contain_text("Furthest off in this iteration:")


def test_it_is_marked_wherever_it_is_on_and_changes_no_exact_number(page: Page) -> None:
    page.keyboard.press("Space")
    wait_for(page, 0, 1)
    before = page.locator("output.big").inner_text()
    choose(page, 1)
    expect(page.locator("output.big")).to_have_text(before)
    for tab in ("Paths", "Check it", "Table", "Chain rule"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_text("As on paper", exact=True)).to_be_visible()
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("region", name="As on paper")).to_have_count(0)
