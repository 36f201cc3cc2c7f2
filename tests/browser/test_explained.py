"""Everything explained: every control and every drawn kind on the page has words, in place and as a list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import wait_for

Open = Callable[..., Page]

# What is on the page and has no explanation: controls, kinds of lines, rings, marks, labels, tones, and what moves.
UNEXPLAINED = """async () => {
  const {EVERYTHING} = await import('/static/js/view/explained/everything.js');
  const selectors = EVERYTHING.flatMap(({entries}) => entries.map(({selector}) => selector)).filter(Boolean);
  const seen = [...document.querySelectorAll(
    '#app button, #app input, #app select, #app summary, #app a, #stage .net path, #stage .net circle, #stage .label')]
    .filter((each) => !each.closest('dialog') && !each.matches('.hit, .case, .touch, .box')
      && (!each.matches('.net path, .net circle')
        || ['fill', 'stroke'].some((what) => getComputedStyle(each)[what] !== 'none'))
      && each.checkVisibility({opacityProperty: true, visibilityProperty: true}));
  return seen.filter((each) => !selectors.some((selector) => each.closest(selector)))
    .map((each) => each.outerHTML.slice(0, 200));
}"""


def at_moment(page: Page, moment: int) -> None:
    for done in range(1, moment + 1):
        page.keyboard.press("ArrowRight")
        wait_for(page, 0, done)


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_nothing_on_the_page_is_unexplained(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    page.get_by_role("button", name="More controls").click()
    for moment in (1, 12, 24, 36):
        while page.evaluate("window.deltaflow.store.position.value.moment") < moment:
            done = page.evaluate("window.deltaflow.store.position.value.moment")
            page.keyboard.press("ArrowRight")
            wait_for(page, 0, done + 1)
        assert page.evaluate(UNEXPLAINED) == []
    page.get_by_role("button", name="More controls").click()
    for name in ("Paths", "Check it", "Table", "Chain rule"):
        page.get_by_role("tab", name=name).click()
        assert page.evaluate(UNEXPLAINED) == []


def test_a_control_without_words_is_found(page: Page) -> None:
    page.evaluate("document.querySelector('.top').append(document.createElement('button'))")
    page.evaluate("document.querySelector('.top').lastChild.textContent = 'New'")
    assert page.evaluate(UNEXPLAINED) == ["<button>New</button>"]


def test_one_walks_through_the_places_with_arrows(page: Page) -> None:
    at_moment(page, 24)
    before = page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Everything explained")
    told = dialog.get_by_role("status")
    expect(told).to_contain_text("1. ")
    total = int(dialog.locator(".count").inner_text().split(" of ")[1])
    assert total > 50
    heard = set()
    for number in range(1, total + 1):
        expect(told).to_contain_text(f"{number}. ")
        heard.add(told.inner_text())
        card = dialog.locator(".callout").bounding_box()
        assert card
        expect(dialog.locator(".outlined")).to_have_count(1)
        assert card["x"] >= 0 <= card["y"]
        assert card["x"] + card["width"] <= 1280
        assert card["y"] + card["height"] <= 720
        page.keyboard.press("ArrowRight")
    assert len(heard) == total
    expect(told).to_contain_text("1. ")
    assert page.evaluate("window.deltaflow.store.position.value.moment") == 24, "the lesson stood still"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("document.activeElement.outerHTML") == before


def test_a_phone_has_the_list_and_the_keys_are_one_button_away(open_page: Open) -> None:
    page = open_page(width=390, height=844)
    page.get_by_role("button", name="Explain everything").click()
    dialog = page.get_by_role("dialog", name="Everything explained")
    expect(dialog.get_by_text("Solid pulse with a tail")).to_have_count(1)
    assert dialog.locator("dt").count() > 40
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    dialog.get_by_role("button", name="Keys and letters").click()
    expect(page.get_by_role("dialog", name="Keys and letters")).to_contain_text("Next step; while playing: pause")
