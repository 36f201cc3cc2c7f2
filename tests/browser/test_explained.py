"""Everything explained: every drawn kind on the page has words, in place and as a list. Controls: test_words.py."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import step_to

Open = Callable[..., Page]

# What the stage shows and has no explanation: kinds of lines, rings, marks, labels and tones.
UNEXPLAINED = """async () => {
  const {DRAWN} = await import('/static/js/view/explained/drawn.js');
  const selectors = DRAWN.flatMap(({entries}) => entries.map(({selector}) => selector)).filter(Boolean);
  const seen = [...document.querySelectorAll('#stage .net path, #stage .net circle, #stage .label')]
    .filter((each) => !each.matches('.hit, .case, .touch, .box')
      && (!each.matches('.net path, .net circle')
        || ['fill', 'stroke'].some((what) => getComputedStyle(each)[what] !== 'none'))
      && each.checkVisibility({opacityProperty: true, visibilityProperty: true}));
  return seen.filter((each) => !selectors.some((selector) => each.closest(selector)))
    .map((each) => each.outerHTML.slice(0, 200));
}"""

# The numbers over the page: whether they lie outside or on each other, and how far the one in turn is from its thing.
OVERLAY = """() => {
  const boxOf = (selector) => document.querySelector(`.explained ${selector}`)?.getBoundingClientRect();
  const others = [...document.querySelectorAll('.explained .marker:not(.here)')]
    .map((each) => each.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const within = ({left, top, right, bottom}) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  const apart = (from, to) => Math.max(0, from[0] - to[1], to[0] - from[1]);
  const away = (a, b) =>
    Math.hypot(apart([a.left, a.right], [b.left, b.right]), apart([a.top, a.bottom], [b.top, b.bottom]));
  const [here, outline, card] = [boxOf('.marker.here'), boxOf('.outlined'), boxOf('.callout')];
  return {
    outside: [...others, card].filter((box) => !within(box)).length,
    meeting: others.filter((box, at) => others.slice(at + 1).some((other) => meet(box, other))).length,
    away: here && outline ? away(here, outline) : null,
    covered: outline ? meet(card, outline) && outline.height < 200 : false,
  };
}"""


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_nothing_in_the_picture_is_unexplained(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    for moment in (1, 12, 24, 36):
        step_to(page, moment)
        assert page.evaluate(UNEXPLAINED) == []


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_one_walks_through_the_places_with_arrows(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    step_to(page, 24)
    before = page.evaluate_handle("() => document.activeElement")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Everything explained")
    if size[0] < 860:
        dialog.get_by_role("button", name="In place").click()
    told = dialog.get_by_role("status")
    expect(told).to_contain_text("1. ")
    total = int(dialog.locator(".count").inner_text().split(" of ")[1])
    assert total > 50
    heard = set()
    for number in range(1, total + 1):
        expect(told).to_have_text(re.compile(f"^{number}[.] "))
        heard.add(told.inner_text())
        expect(dialog.locator(".outlined")).to_have_count(1)
        placed = page.evaluate(OVERLAY)
        assert placed["outside"] == placed["meeting"] == 0, told.inner_text()
        assert placed["away"] is not None, told.inner_text()
        assert placed["away"] < 60, told.inner_text()
        assert not placed["covered"], told.inner_text()
        page.keyboard.press("ArrowRight")
    assert len(heard) == total
    expect(told).to_have_text(re.compile("^1[.] "))
    assert page.evaluate("window.deltaflow.store.position.value.moment") == 24, "the lesson stood still"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("(before) => document.activeElement === before", before)


def test_what_is_drawn_with_words_is_explained_without_further_ado(page: Page) -> None:
    page.evaluate("""async () => {
      const {explains} = await import('/static/js/view/explains.js');
      const button = Object.assign(document.createElement('button'), {textContent: 'New'});
      for (const [name, value] of Object.entries(explains('Does something new.'))) button.setAttribute(name, value);
      document.querySelector('.top').append(button);
    }""")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Everything explained")
    dialog.get_by_role("button", name="As a list").click()
    expect(dialog.locator("section", has_text="Top line").get_by_role("definition").last).to_have_text(
        "Does something new."
    )
    dialog.get_by_role("button", name="In place").click()
    told = dialog.get_by_role("status")
    for _ in range(dialog.locator(".marker").count()):
        if "Does something new." in told.inner_text():
            break
        page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("New Does something new.")


def test_a_phone_has_the_list_and_the_keys_are_one_button_away(open_page: Open) -> None:
    page = open_page(width=390, height=844)
    page.get_by_role("button", name="Explain everything").click()
    dialog = page.get_by_role("dialog", name="Everything explained")
    expect(dialog.get_by_text("Solid pulse with a tail")).to_have_count(1)
    assert dialog.locator("dt").count() > 40
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    dialog.get_by_role("button", name="Keys and letters").click()
    keys = page.get_by_role("dialog", name="Keys and letters")
    expect(keys).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    shown = keys.locator("dl.keys").first.locator("dd").all_inner_texts()
    assert shown == page.evaluate("""async () => {
      const {DEEDS} = await import('/static/js/deeds.js');
      return Object.values(DEEDS).filter(({keys}) => keys.length).map(({explains}) => explains);
    }""")
    letters = keys.locator("dl.letters").last.locator("div")
    kinds = {id_.split(".")[0] for id_ in page.evaluate("window.deltaflow.store.script.value.ids")}
    assert letters.count() == len(kinds) + 1, "every kind of number that this network has, and x"
    expect(letters.filter(has_text="net input: what a unit receives").locator("math")).to_have_text("z")
    assert all(text.strip() for text in letters.locator("math").all_text_contents())
