"""Steps of one layer or one phase: everybody stands at their ends, and what came together is said together."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.checked import assert_true_numbers
from tests.browser.reading import table, wait_for

Open = Callable[..., Page]


def test_steps_of_a_layer_are_seen_by_all_and_explained_together(page: Page, open_page: Open) -> None:
    viewer = open_page(page.evaluate("location.pathname"))
    page.get_by_label("Step", exact=True).select_option("one layer")
    expect(viewer.get_by_label("Step", exact=True)).to_have_value("layer")
    page.locator("#stage").focus()
    for moment in (4, 8, 11, 17, 21):
        page.keyboard.press("Space")
        wait_for(page, 0, moment)
        wait_for(viewer, 0, moment)
        assert table(viewer) == table(page)
        assert_true_numbers(page)
    panel = page.get_by_role("tabpanel")
    expect(page.locator("[role=status].hidden-text")).to_contain_text(
        "The output layer: 4 gradients. Iteration 0, moment 21"
    )
    page.keyboard.press("ArrowLeft")
    wait_for(page, 0, 17)
    page.get_by_role("tab", name="Chain rule").click()
    expect(panel).to_contain_text("How much is the output layer to blame?")
    expect(panel.locator(".together tbody tr")).to_have_count(2)
    panel.get_by_role("button", name="+0.1385, delta of").click()
    expect(panel).to_contain_text("How much is o1 to blame?")
    page.keyboard.press("Escape")
    expect(panel).to_contain_text("How much is the output layer to blame?")
    page.keyboard.press("g")
    expect(page.get_by_label("Step", exact=True)).to_have_value("phase")
    for place in ((0, 35), (0, 36), (1, 0), (1, 8)):
        page.keyboard.press("Space")
        wait_for(page, *place)
    assert_true_numbers(page)
    page.reload()
    expect(page.get_by_label("Step", exact=True)).to_have_value("phase")
