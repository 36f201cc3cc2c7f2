"""The main job: every number of the first iteration, on every part of the page, against the oracle."""

from playwright.sync_api import Page, expect

from tests.browser.oracle import ORDER, at
from tests.browser.reading import position, printed, stage_numbers, table, wait_for, writings, written
from tests.browser.truth import DECIMALS, SIGNED, cell, known_at


def test_every_moment_shows_the_right_numbers_and_no_others(page: Page) -> None:
    truth = at(0)
    page.get_by_role("tab", name="Table").click()
    for moment in range(len(ORDER) + 1):
        wait_for(page, 0, moment)
        known = known_at(moment, truth)
        cells = table(page)
        assert len(cells) > 50
        assert cells == {id_: cell(id_, truth, known) for id_ in cells}
        strangers = stage_numbers(page) - writings(truth[id_] for id_ in known)
        assert not strangers, f"at moment {moment} the picture shows {strangers}"
        if moment and ORDER[moment - 1] in truth:
            assert stage_numbers(page) & writings([truth[ORDER[moment - 1]]]), f"the picture lacks {ORDER[moment - 1]}"
        page.keyboard.press("Space")
    wait_for(page, 1, 0)


def test_the_panel_derives_every_moment(page: Page) -> None:
    truth = at(0)
    for moment, id_ in enumerate(ORDER[:-1], start=1):
        page.keyboard.press("Space")
        wait_for(page, 0, moment)
        kind = id_.split(".")[0]
        result = page.get_by_role("complementary").locator("output.big")
        expect(result).to_have_text(printed(truth[id_], DECIMALS.get(kind, 4), signed=kind in SIGNED))


def test_all_weights_change_together_and_only_in_the_update(page: Page) -> None:
    weights = [q for q in at(0) if q.startswith("w.")]
    before = {written(at(0)[w], 3) for w in weights}
    after = {written(at(0)[w.replace("w.", "w_next.", 1)], 3) for w in weights}
    for moment in range(1, len(ORDER)):
        page.keyboard.press("ArrowRight")
        wait_for(page, 0, moment)
        assert before <= stage_numbers(page)
    page.keyboard.press("ArrowRight")
    wait_for(page, 0, len(ORDER))
    assert after <= stage_numbers(page)
    assert not (before - after) & stage_numbers(page)
    assert position(page) == (0, 36)
