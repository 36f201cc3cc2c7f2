"""Check it: what the page says of a nudge, against nudges of the oracle's own network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.browser.nudging import forward, slope
from tests.browser.test_paths import DIGITS, show


def number(text: str) -> float:
    return float(text.strip().replace("−", "-").replace("×10", "e").translate(DIGITS))


def open_check(page: Page, edge: str) -> None:
    show(page, f"dE_dw.{edge}")
    page.get_by_role("tab", name="Check it").click()
    expect(page.get_by_role("slider", name="Size of the nudge")).to_be_visible()


def row(page: Page, name: str) -> list[float]:
    cells = page.get_by_role("table", name="At ε").get_by_role("row", name=re.compile(f"{name}")).locator("td")
    return [number(text) for text in cells.all_inner_texts()]


@pytest.mark.parametrize("edge", ["2.0.0", "1.0.0", "2.1.0"])
def test_the_nudges_are_those_of_the_oracle(page: Page, edge: str) -> None:
    open_check(page, edge)
    slider = page.get_by_role("slider", name="Size of the nudge")
    slider.focus()
    page.keyboard.press("Home")
    true = slope(edge)
    errors = []
    for power in range(1, 17):
        gradient, error = row(page, "forward")
        if power <= 4:
            assert gradient == pytest.approx(forward(edge, 10.0**-power), abs=2e-10)
            assert error == pytest.approx(abs(forward(edge, 10.0**-power) - true), rel=0.06)
        errors.append(error)
        expect(slider).to_have_attribute("aria-valuetext", re.compile(r"forward off by"))
        for _quarter in range(4):
            page.keyboard.press("ArrowRight")
    # It converges, and then breaks down by round-off.
    best = errors.index(min(errors))
    assert 4 <= best <= 9
    assert errors[0] > 1e3 * errors[best]
    assert errors[-1] > 1e3 * errors[best]
    assert row(page, "dual numbers")[0] == pytest.approx(true, abs=2e-10)
    assert row(page, "backpropagation")[0] == pytest.approx(true, abs=2e-10)
    # The complex step does not: it subtracts nothing.
    assert row(page, "complex step")[0] == pytest.approx(true, abs=2e-10)


def test_the_chart_tells_methods_apart_without_colour_and_marks_the_slider(page: Page) -> None:
    open_check(page, "2.0.0")
    chart = page.get_by_role("img", name="Error of each method")
    dashes = chart.locator("polyline").evaluate_all("(lines) => lines.map((l) => getComputedStyle(l).strokeDasharray)")
    assert len(set(dashes)) == 3
    shapes = chart.locator(".now").evaluate_all("(marks) => marks.map((mark) => mark.getAttribute('d'))")
    assert len(set(shapes)) == 3
    before = chart.locator(".here").get_attribute("x1")
    page.get_by_role("slider", name="Size of the nudge").focus()
    page.keyboard.press("ArrowRight")
    expect(chart.locator(".here")).not_to_have_attribute("x1", before or "")


def test_a_gradient_that_is_not_computed_yet_is_not_given_away(page: Page) -> None:
    show(page, "w.2.0.0", moment=17)
    page.get_by_role("tab", name="Check it").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("The gradient is not computed yet: it comes with moment 18 of 36.")
    expect(panel.get_by_role("table")).to_have_count(0)
    expect(panel.get_by_role("slider")).to_have_count(0)
    page.get_by_role("button", name="Go to where it is computed").click()
    expect(panel.get_by_role("slider", name="Size of the nudge")).to_be_visible()
    assert row(page, "backpropagation")[0] == pytest.approx(slope("2.0.0"), abs=2e-10)


def test_failing_is_said_in_place_and_can_be_tried_again(page: Page, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page.route("**/nudge?*", lambda route: route.abort())
    show(page, "dE_dw.2.0.0", moment=18)
    page.get_by_role("tab", name="Check it").click()
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    page.unroute("**/nudge?*")
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_role("slider", name="Size of the nudge")).to_be_visible()
