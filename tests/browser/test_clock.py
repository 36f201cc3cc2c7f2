"""The clock sleeps while nothing moves, and wakes for all that is seen: frames are counted, time is not measured."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.reading import position, resize, wait_for

COUNT = """() => {
  const request = window.requestAnimationFrame.bind(window);
  window.asked = 0;
  // A frame that is not counted, and a little more.
  window.turn = () => new Promise((done) => request(() => setTimeout(done, 10)));
  window.requestAnimationFrame = (draw) => {
    window.asked += 1;
    return request(draw);
  };
}"""

# Does it come to ask for no frame while five have been drawn, one after the other?
REST = """async () => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const before = window.asked;
    for (let turn = 0; turn < 5; turn += 1) await window.turn();
    if (window.asked === before) return true;
  }
  return false;
}"""


def asked(page: Page) -> int:
    """How many frames were asked for since this was asked last, when the page rests again."""
    assert page.evaluate(REST), "it goes on asking for frames"
    count: int = page.evaluate("() => { const count = window.asked; window.asked = 0; return count; }")
    return count


def test_it_sleeps_at_rest_and_wakes_for_all_that_is_seen(open_page: Callable[..., Page]) -> None:
    page = open_page(motion=True)
    picture = page.locator("#stage .view svg").last
    page.evaluate(COUNT)
    asked(page)
    counts = []
    for moment in range(1, 5):
        page.keyboard.press("ArrowRight")
        wait_for(page, 0, moment)
        counts.append(asked(page))
        if counts[-1] > 3:  # else the machine may have stood still from its beginning to its end
            break
    assert counts[-1] > 3, f"a step is a movement: {counts}"
    expect(picture).to_contain_text("0.378")
    plate = picture.locator("[data-place='edge:2.1.1']").first
    page.evaluate("() => { window.deltaflow.store.highlight.value = 'w.2.1.1'; }")
    assert 0 < asked(page) < 4
    expect(plate).to_have_class("label plate plain hot")
    size = picture.get_attribute("viewBox")
    resize(page, 1000, 700)
    assert asked(page) > 0
    assert picture.get_attribute("viewBox") != size
    width = plate.bounding_box()
    page.evaluate("() => { window.deltaflow.store.theme.value = 'projector'; }")
    assert asked(page) > 0
    assert plate.bounding_box() != width, "a projector's type is larger"
    page.evaluate("() => { window.deltaflow.store.notation.value = 'article'; }")
    assert asked(page) > 0
    expect(picture).to_contain_text("net")
    assert position(page) == (0, len(counts))
