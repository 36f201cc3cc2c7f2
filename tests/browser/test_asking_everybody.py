"""What is asked further is for everybody too: axe, thumbs, no sideways scrolling, in every theme and notation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import step_to
from tests.browser.test_everybody import assert_axe_is_content

Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("theme", "size"),
    [("light", (390, 844)), ("dark", (1280, 720)), ("projector", (1280, 720))],
    ids=["light-phone", "dark-desk", "projector-desk"],
)
def test_axe_is_content_with_paths_checks_paper_and_notations(
    open_page: Open, theme: str, size: tuple[int, int]
) -> None:
    page = open_page(f"/?theme={theme}&notation=matrix&digits=17", width=size[0], height=size[1])
    step_to(page, 18)
    assert_axe_is_content(page)
    page.evaluate("() => { window.deltaflow.store.notation.value = 'numpy'; window.deltaflow.store.paper.value = 3; }")
    expect(page.get_by_text("Furthest off")).to_be_visible()
    page.locator(".reminder").evaluate("(details) => { details.open = true; }")
    assert_axe_is_content(page)
    page.locator(".reminder").evaluate("(details) => { details.open = false; }")
    page.get_by_role("tab", name="Paths").click()
    expect(page.get_by_text("Multiplications, counted")).to_be_attached()
    assert_axe_is_content(page)
    page.get_by_role("tab", name="Check it").click()
    expect(page.get_by_role("slider", name="Size of the nudge")).to_be_visible()
    assert_axe_is_content(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    page.evaluate("() => { window.deltaflow.store.dialog.value = 'article'; }")
    expect(page.get_by_role("button", name="Replay the early program")).to_be_visible(timeout=30_000)
    assert_axe_is_content(page)
