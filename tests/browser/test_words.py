"""Whatever can be pressed, chosen, typed into or focused says what it does, in words of its own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FAR, Watch
from tests.browser.reading import go_to, step_to, wait_for
from tests.browser.test_together import room_path
from tools.serving import RunningServer

Open = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])

# What can be used and is to be seen, without words; and what shares its words with something of another kind or name.
WORDLESS = """(dialogs) => {
  const usable = 'button, a[href], input, select, summary, textarea, [tabindex], [contenteditable], ' +
    '[role=button], [role=slider], [role=tab], [role=option], [role=checkbox], [role=menuitem], [role=link]';
  const seen = (element) => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const named = (element) => element.getAttribute('aria-label') ?? element.textContent;
  const found = [...document.querySelectorAll(usable)]
    .filter((each) => (dialogs || !each.closest('dialog')) && [each, each.labels?.[0]].some((one) => one && seen(one)));
  const bare = found.filter((each) => !each.dataset.explains).map((each) => each.outerHTML.slice(0, 200));
  const kinds = new Map();
  for (const each of found) {
    const {explains, called} = each.dataset;
    const kind = called ?? named(each);
    if (kinds.has(explains) && kinds.get(explains) !== kind) bare.push(`${kinds.get(explains)}, ${kind}: ${explains}`);
    kinds.set(explains, kind);
  }
  return {count: found.length, bare};
}"""


def assert_all_explained(page: Page, least: int = 25, *, dialogs: bool = False) -> None:
    """Find something to use, and nothing without words of its own."""
    found = page.evaluate(WORDLESS, dialogs)
    assert found["bare"] == []
    assert found["count"] >= least


def select(page: Page, quantity: str) -> None:
    page.evaluate("(id) => { window.deltaflow.store.selection.value = id; }", quantity)


def nudge(page: Page) -> None:
    """Change what is selected a little, and wait until it is changed."""
    before = page.evaluate("() => window.deltaflow.store.revision.value")
    page.keyboard.press("+")
    page.wait_for_function("(before) => window.deltaflow.store.revision.value > before", arg=before)


@SIZES
def test_at_every_phase_in_every_tab_and_notation(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    assert_all_explained(page)
    page.get_by_role("button", name="More controls").click()
    assert_all_explained(page)
    page.get_by_role("button", name="More controls").click()
    for moment in (1, 10, 24, 36):
        step_to(page, moment)
        assert_all_explained(page)
    for name in ("Paths", "Check it", "Data", "Table", "Chain rule"):
        page.get_by_role("tab", name=name).click()
        assert_all_explained(page)
    for quantity in ("w.1.0.0", "dE_dw.1.0.0", "w_next.2.1.0", "target.2.0"):
        select(page, quantity)
        assert_all_explained(page)
    for name, ready in (("Paths", "Factored"), ("Check it", "At ε ="), ("Data", "With the weights of iteration")):
        select(page, "w.1.0.0")
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel")).to_contain_text(ready)
        assert_all_explained(page)
    page.get_by_role("tab", name="Chain rule").click()
    for notation in ("article", "matrix", "numpy"):
        page.evaluate("(name) => { window.deltaflow.store.notation.value = name; }", notation)
        select(page, "delta.1.0")
        expect(page.locator("math, pre code").first).to_be_visible()
        assert_all_explained(page)


@SIZES
def test_while_something_is_changed_compared_and_taken_back(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    step_to(page, 36)
    for place in ("stage", "panel", "table:w.1.0.0"):
        select(page, "w.1.0.0")
        page.get_by_role("tab", name="Table" if place.startswith("table") else "Chain rule").click()
        page.evaluate("(place) => { window.deltaflow.store.editing.value = {of: 'w.1.0.0', place}; }", place)
        expect(page.get_by_role("textbox", name="New value of w1")).to_be_visible()
        assert_all_explained(page)
    field = page.get_by_role("textbox", name="New value of w1")
    field.fill("0.3")
    field.press("Enter")
    expect(page.get_by_role("region", name="What the edit changed")).to_be_visible()
    assert_all_explained(page)
    go_to(page, 3)
    page.get_by_role("button", name="Step back").click()
    wait_for(page, 3, 34)
    page.evaluate("() => { window.deltaflow.store.selection.value = 'w.2.0.0'; }")
    nudge(page)
    go_to(page, 1)
    # What is asked of an older revision is refused, as it should be.
    nudge(page)
    expect(page.get_by_role("button", name="Branch ")).to_be_visible()
    assert_all_explained(page)
    page.get_by_label("As on paper").and_(page.locator("select")).select_option("4")
    expect(page.get_by_role("region", name="As on paper")).to_contain_text("Furthest off")
    page.get_by_text("The updated weights on paper").click()
    assert_all_explained(page)


def test_while_training_far_ahead_while_watching_and_when_something_is_refused(page: Page, open_page: Open) -> None:
    viewer = open_page(room_path(page))
    viewer.keyboard.press("Space")
    expect(viewer.get_by_role("region", name="Messages")).to_contain_text("You are watching")
    assert_all_explained(viewer)
    page.get_by_role("textbox", name="Go to iteration").fill(str(FAR))
    page.keyboard.press("Enter")
    expect(page.locator(".seeking")).to_be_visible()
    assert_all_explained(page)
    assert_all_explained(viewer)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".seeking")).to_have_count(0)


def test_when_the_lesson_ran_away(page: Page) -> None:
    page.evaluate("""() => {
      const {state} = window.deltaflow.store;
      state.value = {...state.value, undo: 'w1 0.15 → 9', notice: {code: 'diverged', iteration: 3, quantity: 'z.1.0'}};
    }""")
    expect(page.get_by_role("region", name="Messages")).to_contain_text("Training ran away")
    assert_all_explained(page)


def test_in_the_frame(open_page: Open) -> None:
    page = open_page("/embed?panel=1")
    step_to(page, 12)
    assert_all_explained(page)


@SIZES
def test_in_every_dialog(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    step_to(page, 12)
    for name in ("keys", "invite", "keep", "branches", "network", "labs", "find", "article", "build", "help"):
        page.evaluate("(name) => { window.deltaflow.store.dialog.value = name; }", name)
        expect(page.get_by_role("dialog")).to_be_visible()
        if name == "article":
            expect(page.get_by_role("button", name="Replay the early program")).to_be_visible(timeout=60_000)
        if name == "build":
            expect(page.get_by_text("weights and biases")).to_be_visible()
        assert_all_explained(page, dialogs=True)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_when_the_connection_is_lost(start_server: Callable[..., RunningServer], open_page: Open, watch: Watch) -> None:
    watch.allow("WebSocket connection to", "ERR_CONNECTION_REFUSED")
    server = start_server()
    page = open_page(at=server)
    server.stop()
    expect(page.get_by_role("button", name="Try now")).to_be_visible()
    assert_all_explained(page)


def test_a_control_without_words_is_found(page: Page) -> None:
    page.evaluate("() => document.querySelector('.top').append(document.createElement('button'))")
    page.evaluate("() => { document.querySelector('.top').lastChild.textContent = 'New'; }")
    assert page.evaluate(WORDLESS, False)["bare"] == ["<button>New</button>"]
    page.evaluate("""() => {
      const {dataset} = document.querySelector('.top').lastChild;
      dataset.explains = document.querySelector('.look').dataset.explains;
    }""")
    [shared] = page.evaluate(WORDLESS, False)["bare"]
    assert ", New: Light for a desk" in shared, "another's words are not its own"
