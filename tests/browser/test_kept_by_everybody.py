"""The dialogs for keeping and explaining, and the frame: axe, phones, and no page error anywhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_everybody import THEMES, assert_axe_is_content

Open = Callable[..., Page]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_where_things_are_kept_and_explained(open_page: Open, theme: str, width: int) -> None:
    page = open_page(f"/?theme={theme}", width=width, height=720)
    page.get_by_role("button", name="Share and save").click()
    page.get_by_role("button", name="Short link").click()
    expect(page.locator("#moment-link")).to_be_focused()
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Escape")
    page.evaluate("() => { window.deltaflow.store.dialog.value = 'build'; }")
    expect(page.get_by_text("weights and biases")).to_be_visible()
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("button", name="In place" if width < 860 else "As a list").click()
    assert_axe_is_content(page)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_a_frame(open_page: Open, theme: str) -> None:
    page = open_page(f"/embed?theme={theme}&iteration=3&moment=24", width=700, height=480)
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollHeight") == 480
