"""Any number can be opened at any position: it is derived, or said to be not computed yet, and where it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.oracle import ORDER, at
from tests.browser.reading import step_to, wait_for
from tests.browser.truth import known_at

Open = Callable[..., Page]


def select(page: Page, id_: str) -> None:
    page.evaluate("(id) => { window.deltaflow.store.selection.value = id; }", id_)


OPEN_ALL = """async () => {
  const { store } = window.deltaflow;
  const told = {};
  for (const id of store.script.value.ids) {
    store.selection.value = id;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const panel = document.querySelector("#panel");
    const way = [...panel.querySelectorAll("button")].find((each) => each.textContent.startsWith("Go to where"));
    told[id] = {answer: panel.querySelector("output.big")?.textContent ?? null, way: way ? !way.disabled : null};
  }
  return told;
}"""


@pytest.mark.parametrize("moment", [0, 9, 36])
def test_every_quantity_of_the_script(page: Page, moment: int) -> None:
    truth = at(0)
    step_to(page, moment)
    known = known_at(moment, truth)
    for notation in ("article", "modern", "matrix", "numpy"):
        page.evaluate("(notation) => { window.deltaflow.store.notation.value = notation; }", notation)
        told = page.evaluate(OPEN_ALL)
        kinds = {id_.split(".")[0] for id_ in told}
        assert kinds > {"weighted", "difference", "complement", "contribution", "change_w", "w_next", "eta", "b", "df"}
        for id_, (answer, way) in {id_: each.values() for id_, each in told.items()}.items():
            if id_ in known:
                assert float(answer.replace("−", "-")) == pytest.approx(truth[id_], abs=6e-4), id_
                assert way is None
            else:
                assert answer is None, id_
                assert way is True, id_


@pytest.mark.parametrize("id_", ["weighted.2.1.0", "complement.1.0", "difference.2.1", "change_w.1.0.0", "delta.1.1"])
def test_go_to_where_it_is_computed(page: Page, id_: str) -> None:
    with_ = {"weighted": "z.2.1", "complement": "df.1.0", "difference": "error.2.1", "change_w": "update"}
    moment = ORDER.index(with_.get(id_.partition(".")[0], id_)) + 1
    select(page, id_)
    page.get_by_role("button", name="Go to where it is computed").click()
    wait_for(page, 0, moment)
    shown = page.locator("output.big").inner_text().replace("−", "-")
    assert float(shown) == pytest.approx(at(0)[id_], abs=6e-4)


def test_who_watches_opens_everything_too_but_does_not_move_the_lesson(page: Page, open_page: Open) -> None:
    viewer = open_page(page.url.removeprefix(page.url.split("/r/")[0]))
    viewer.keyboard.press("/")
    viewer.get_by_role("combobox", name="Name or words").fill("gradient of w1")
    viewer.keyboard.press("Enter")
    panel = viewer.get_by_role("tabpanel")
    expect(panel.get_by_text("Not computed yet")).to_be_visible()
    expect(panel.get_by_role("button", name="Go to where it is computed")).to_be_disabled()
    expect(panel.get_by_text("You are watching")).to_be_visible()


def test_the_way_down_from_a_factor(page: Page) -> None:
    step_to(page, 36)
    select(page, "w_next.1.0.0")
    panel = page.get_by_role("tabpanel")
    expect(panel.locator("h2")).to_have_text("What does w1 become?")
    panel.locator(".card-rule").nth(1).click()
    expect(panel.locator("h2")).to_have_text("How far does w1 move?")
    page.locator("math [data-of='dE_dw.1.0.0']").first.click()
    expect(panel.locator("h2")).to_have_text("How does w1 change the error?")
