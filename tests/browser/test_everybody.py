"""Everybody can use it: axe, keyboard only, a small phone, a projector, no motion."""

import itertools
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.reading import drawn, resize, step_to, wait_for

Open = Callable[..., Page]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # of what is right it need not tell all places: that took three quarters of its time
    "resultTypes": ["violations"],
}
LINES = """(words) => {
  const text = document.createRange();
  text.selectNodeContents(words);
  return new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size;
}"""
# The words of the phases that reach over their bars, where they are to be seen.
CROWDED = """() => [...document.querySelectorAll('.phase')].flatMap((phase) => {
  const text = document.createRange();
  const what = phase.querySelector('.what').getBoundingClientRect();
  text.selectNodeContents(phase.querySelector('.what'));
  return [...text.getClientRects()]
    .filter(({ top, right }) => top < what.bottom - 2 && right > phase.getBoundingClientRect().right)
    .map(() => phase.textContent);
})"""
# Who has the focus when the dialog leaves the page? What is pressed then must not be lost.
LEAVING = """() => {
  window.left = new Promise((tell) => {
    const look = () => {
      if (!document.querySelector('dialog')) tell(document.activeElement.getAttribute('aria-label'));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
}"""
THEMES = ["light", "dark", "projector"]


def assert_axe_is_content(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_axe_finds_nothing(open_page: Open, theme: str, size: tuple[int, int]) -> None:
    page = open_page(f"/?theme={theme}", width=size[0], height=size[1])
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert_axe_is_content(page)
    step_to(page, 24)
    assert_axe_is_content(page)
    page.get_by_role("tab", name="Table").click()
    assert_axe_is_content(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_axe_is_content(page)


@pytest.mark.parametrize("theme", THEMES)
def test_1280_by_720_needs_no_scrolling_at_any_moment(open_page: Open, theme: str) -> None:
    page = open_page(f"/?theme={theme}")
    for moment in range(37):
        wait_for(page, 0, moment)
        overflow = page.evaluate(
            """() => [document.documentElement, document.querySelector('[role=tabpanel]')]
              .map((box) => [box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth])"""
        )
        assert max(max(pair) for pair in overflow) <= 0, (moment, overflow)
        page.keyboard.press("Space")
    pace, lines = page.locator(".setting .words"), set()
    for key, words in (("Home", "every 4 seconds"), ("End", "20,000 iterations/s")):
        page.locator("#speed").press(key)
        expect(pace).to_have_text(words)
        lines.add(pace.evaluate(LINES))
    assert lines == {1}
    for width in (1280, 1024, 900):
        resize(page, width, 720)
        assert page.evaluate(CROWDED) == [], width


def test_a_phone_has_thumb_sized_buttons_and_no_sideways_scrolling(open_page: Open) -> None:
    page = open_page(width=390, height=844, has_touch=True)
    step_to(page, 24)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for name in ("Step back", "Play", "Next"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        assert box["y"] > 844 * 0.6, "the buttons are where a thumb is"
    for width, theme in itertools.product((390, 360), ("light", "projector")):
        page.evaluate("(theme) => { window.deltaflow.store.theme.value = theme; }", theme)
        resize(page, width, 844)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        tops = page.evaluate("() => [...document.querySelectorAll('.tabs [role=tab]')].map((tab) => tab.offsetTop)")
        assert len(tops) == 5
        assert len(set(tops)) == 1, "the tabs are one line"


def test_on_a_phone_the_dock_covers_nothing_that_has_the_focus(open_page: Open) -> None:
    page = open_page(width=390, height=844)
    step_to(page, 20)
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        covered, name = page.evaluate(
            """() => {
              const focused = document.activeElement;
              if (focused === document.body || focused.matches(".panel, .dock *")) return [false, ""];
              const dock = document.querySelector(".dock").getBoundingClientRect();
              return [focused.getBoundingClientRect().bottom > dock.top + 1, focused.textContent];
            }"""
        )
        assert not covered, name
        seen.add(name)
    assert len(seen) > 15


def test_the_stage_is_one_tab_stop_walked_with_arrows(page: Page) -> None:
    step_to(page, 18)
    inside = "document.activeElement?.closest('[data-roving]') !== null && document.activeElement !== document.body"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(inside):
            break
    assert page.evaluate(inside)
    seen = set()
    for key in ["ArrowRight"] * 6 + ["ArrowDown"] * 3 + ["ArrowLeft"] * 6:
        page.keyboard.press(key)
        assert page.evaluate(inside)
        seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert len(seen) >= 6
    page.keyboard.press("Enter")
    chosen = page.evaluate("window.deltaflow.store.selection.value")
    assert chosen
    page.keyboard.press("Space")
    wait_for(page, 0, 19)
    assert page.evaluate("window.deltaflow.store.selection.value") == chosen
    page.keyboard.press("Escape")
    assert page.evaluate("window.deltaflow.store.selection.value") is None
    page.keyboard.press("Tab")
    assert not page.evaluate(inside)


def test_from_the_picture_one_goes_by_phases_too_and_comes_back_from_a_dialog(page: Page) -> None:
    page.locator("#stage svg [tabindex='0']").first.focus()
    page.keyboard.press("ArrowRight")
    focused = "document.activeElement.getAttribute('aria-label')"
    here = page.evaluate(focused)
    assert here.startswith("w1")
    page.keyboard.press("Shift+ArrowRight")
    wait_for(page, 0, 8)
    assert page.evaluate(focused).startswith("w1")
    # Another size of the picture builds it anew.
    resize(page, 1200, 720)
    page.evaluate("() => { window.deltaflow.store.theme.value = 'projector'; }")
    drawn(page)
    assert page.evaluate(focused).startswith("w1")
    for key, width in (("/", 1200), ("?", 1200), ("/", 1280), ("?", 1100)):
        page.keyboard.press(key)
        page.wait_for_function("() => document.activeElement.closest('dialog')")
        resize(page, width, 720)
        page.evaluate(LEAVING)
        page.keyboard.press("Escape")
        assert (page.evaluate("() => window.left") or "").startswith("w1"), (key, width)


def test_find_by_name_selects_and_offers_the_way(page: Page) -> None:
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Name or words").fill("gradient of w5")
    page.keyboard.press("Enter")
    assert page.evaluate("window.deltaflow.store.selection.value") == "dE_dw.2.0.0"
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("Not computed yet")
    panel.get_by_role("button", name="Go to where it is computed").click()
    wait_for(page, 0, 18)
    expect(panel.locator("output.big")).to_have_text("+0.0822")


def test_a_screen_reader_hears_each_moment_as_a_sentence(page: Page) -> None:
    said = set()
    live = page.locator("[aria-live=polite]").first
    for moment in range(1, 37):
        page.keyboard.press("ArrowRight")
        wait_for(page, 0, moment)
        sentence = live.inner_text().strip()
        assert sentence.endswith((".", "!"))
        said.add(sentence)
    assert len(said) == 36
    assert any("+0.0554 − 0.0190 = +0.0364" in each for each in said)
