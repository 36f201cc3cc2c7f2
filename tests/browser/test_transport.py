"""Moving through the lesson: play, back, scrub, go to, restart, reload; after each, the numbers are the oracle's."""

from playwright.sync_api import Page, expect

from tests.browser.checked import assert_true_numbers
from tests.browser.reading import go_to, position, rested, table, wait_for


def test_back_is_exact_also_across_iterations(page: Page) -> None:
    go_to(page, 7)
    forward = {}
    for moment in (35, 36):
        wait_for(page, 7, moment)
        forward[7, moment] = table(page)
        page.keyboard.press("ArrowRight")
    wait_for(page, 8, 0)
    for place in ((7, 36), (7, 35)):
        page.keyboard.press("ArrowLeft")
        wait_for(page, *place)
        assert table(page) == forward[place]
    assert_true_numbers(page)


def test_go_to_trains_there_and_is_right(page: Page) -> None:
    for iteration in (1, 100, 10_000, 3):
        go_to(page, iteration)
        assert_true_numbers(page)


def test_phases_and_iterations_by_keyboard(page: Page) -> None:
    walk = [
        ("Shift+ArrowRight", (0, 8)),
        ("Shift+ArrowRight", (0, 11)),
        ("Shift+ArrowRight", (0, 35)),
        ("Shift+ArrowRight", (0, 36)),
        ("Shift+ArrowRight", (1, 8)),
        ("Shift+ArrowDown", (2, 8)),
        ("Shift+ArrowUp", (1, 8)),
        ("Shift+ArrowLeft", (1, 0)),
        ("Shift+ArrowLeft", (0, 36)),
        ("Home", (0, 0)),
        ("End", (2, 35)),
    ]
    for key, place in walk:
        page.keyboard.press(key)
        wait_for(page, *place)
    assert_true_numbers(page)


def test_play_goes_on_by_itself_and_pauses_at_a_true_picture(page: Page) -> None:
    page.get_by_role("slider", name="Speed").fill("4")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => window.deltaflow.store.position.value.moment >= 3")
    page.keyboard.press("Space")
    rested(page)
    assert_true_numbers(page)


def test_full_speed_shows_true_numbers_and_keeps_what_is_given(page: Page) -> None:
    page.get_by_role("slider", name="Speed").press("End")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => window.deltaflow.store.position.value.iteration > 2000")
    expect(page.locator("#stage")).to_contain_text("0.05")
    expect(page.locator("#stage")).to_contain_text("0.99")
    page.get_by_role("button", name="Pause", exact=True).click()
    rested(page)
    assert_true_numbers(page)


def test_the_loss_curve_is_the_way_back(page: Page) -> None:
    go_to(page, 200)
    scrubber = page.get_by_role("slider", name="Iteration")
    scrubber.press("ArrowLeft")
    wait_for(page, 199, 35)
    assert_true_numbers(page)
    # A drag sends its newest place a little later; a step that comes before is one from there all the same.
    scrubber.evaluate("""(range) => {
      const pressed = (key) => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      for (const key of ["ArrowLeft", "ArrowLeft"]) range.dispatchEvent(pressed(key));
      for (const key of [" ", " "]) document.body.dispatchEvent(pressed(key));
    }""")
    wait_for(page, 198, 0)
    go_to(page, 199)
    box = scrubber.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
    page.wait_for_function("() => window.deltaflow.store.position.value.iteration < 150")
    wait_for(page, *position(page))
    assert_true_numbers(page)


def test_restart_is_not_go_to_the_start(page: Page) -> None:
    go_to(page, 50)
    page.keyboard.press("Home")
    wait_for(page, 0, 0)
    assert page.evaluate("window.deltaflow.store.frame.value.trained_to") >= 50
    page.get_by_role("button", name="Restart from iteration 0").click()
    page.wait_for_function("() => window.deltaflow.store.frame.value?.trained_to === 0")
    wait_for(page, 0, 0)
    # Who clicked Restart and then presses the space bar wants the next step.
    page.keyboard.press("Space")
    wait_for(page, 0, 1)
    assert_true_numbers(page)


def test_reload_comes_back_to_the_same_place_and_still_drives(page: Page) -> None:
    go_to(page, 12)
    room = page.url
    page.reload()
    page.evaluate("window.deltaflow.ready")
    wait_for(page, 12, 35)
    assert page.url == room
    page.keyboard.press("Space")
    wait_for(page, 12, 36)
    assert_true_numbers(page)


# Enters it and reads the field when all that follows is done, and no answer can have come.
ENTER = """async (field) => {
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  for (let turn = 0; turn < 50; turn += 1) await null;
  return [field.value, window.deltaflow.store.value("eta")];
}"""


def test_a_new_learning_rate_holds_from_the_first_step_on(page: Page) -> None:
    field = page.get_by_role("textbox", name="Learning rate, exact")
    field.fill("2")
    assert field.evaluate(ENTER) == ["2", 0.5], "what was entered stays while the room has not answered"
    page.wait_for_function("() => window.deltaflow.store.value('eta') === 2")
    go_to(page, 25)
    assert_true_numbers(page, eta=2.0)


def test_a_bad_learning_rate_is_refused_at_its_field_and_nothing_changes(page: Page) -> None:
    field = page.get_by_role("textbox", name="Learning rate, exact")
    for text in ("abc", "", "NaN", "Infinity", "1e400", "-1", "0", "100000"):
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_role("alert").first).to_be_visible()
        assert page.evaluate("window.deltaflow.store.value('eta')") == 0.5
        assert page.evaluate("window.deltaflow.store.revision.value") == 1
        field.fill("0.5")
        field.press("Enter")
        expect(field).not_to_have_attribute("aria-invalid", "true")
    field.fill("0.25")
    field.press("Enter")
    page.wait_for_function("() => window.deltaflow.store.value('eta') === 0.25")
    assert page.evaluate("window.deltaflow.store.revision.value") == 2, "all answers have come, and to one edit"


def test_a_bad_iteration_is_refused_at_its_field(page: Page) -> None:
    field = page.get_by_role("textbox", name="Go to iteration")
    for text in ("abc", "", "-1", "1.5", "1e400", "9999999999"):
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        assert position(page) == (0, 0)
        field.fill("0")
        field.press("Enter")
        expect(field).not_to_have_attribute("aria-invalid", "true")
