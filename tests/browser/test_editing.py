"""Changing givens in place: every way of doing it, every kind of bad input, and no stale number afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checked import assert_true_numbers
from tests.browser.oracle import Edit
from tests.browser.reading import answered, drawn, go_to, position, rested, table, wait_for

Open = Callable[..., Page]
GIVENS = {"w.2.0.0": "w5", "b.1.0": "b1", "a.0.1": "x2", "target.2.0": "t o1"}
NO_NUMBER, OUT_OF_BOUNDS = "This is not a number", "must be from −1000000 to 1000000"
BAD = {
    **dict.fromkeys(["abc", "NaN", "Infinity", "-Infinity", "0x10", "1;2"], NO_NUMBER),
    **dict.fromkeys(["1e400", "1000001"], OUT_OF_BOUNDS),
    "": "Type a number",
}


def value(page: Page, id_: str) -> float:
    """Read the exact value of a quantity as the page holds it."""
    number: float = page.evaluate("(id) => window.deltaflow.store.value(id)", id_)
    return number


def frame(page: Page) -> list[float]:
    """Read every number of the shown record, exactly."""
    values: list[float] = page.evaluate("() => [...window.deltaflow.store.frame.value.values]")
    return values


def revision(page: Page) -> int:
    """Read which revision the page shows."""
    number: int = page.evaluate("() => window.deltaflow.store.revision.value")
    return number


def wait_value(page: Page, id_: str, wanted: float) -> None:
    """Wait until a quantity has a value, and the page has drawn it."""
    page.wait_for_function("([id, wanted]) => window.deltaflow.store.value(id) === wanted", arg=[id_, wanted])
    drawn(page)


def wait_revision(page: Page, wanted: int) -> None:
    """Wait until a revision is there, and drawn: after a change that is taken back, all values are as before it."""
    page.wait_for_function("(wanted) => window.deltaflow.store.frame.value?.revision === wanted", arg=wanted)
    drawn(page)


def undo(page: Page) -> Locator:
    """Find the button that takes an edit back."""
    return page.get_by_role("group", name="Edits").get_by_role("button").first


def redo(page: Page) -> Locator:
    """Find the button that does an edit again."""
    return page.get_by_role("group", name="Edits").get_by_role("button").last


def plate(page: Page, name: str) -> Locator:
    """Find a weight in the picture."""
    return page.locator("#stage .label.plate").filter(has_text=name)


def cell(page: Page, id_: str) -> Locator:
    """Find a number in the table twin."""
    page.get_by_role("tab", name="Table").click()
    return page.locator(f'table [data-quantity="{id_}"]')


def field(page: Page) -> Locator:
    """Find the open field of a given."""
    return page.get_by_role("textbox", name="New value of")


def edit(page: Page, id_: str, to: float) -> None:
    """Change a given in the table twin."""
    cell(page, id_).dblclick()
    field(page).fill(str(to))
    field(page).press("Enter")
    wait_value(page, id_, to)


@pytest.mark.parametrize("id_", GIVENS)
def test_every_given_is_changed_in_its_cell_and_no_number_is_stale(page: Page, id_: str) -> None:
    go_to(page, 3)
    edit(page, id_, -0.75)
    expect(field(page)).to_have_count(0)
    assert position(page) == (3, 35)
    assert_true_numbers(page, edits=[(3, {id_: -0.75})])
    go_to(page, 2)
    assert_true_numbers(page)
    go_to(page, 9)
    assert_true_numbers(page, edits=[(3, {id_: -0.75})])


@pytest.mark.parametrize("how", ["dblclick", "Enter", "F2", "panel"])
def test_a_weight_is_changed_in_the_picture_and_in_the_panel(page: Page, how: str) -> None:
    go_to(page, 1)
    label = plate(page, "w5")
    if how == "dblclick":
        label.dblclick()
    elif how == "panel":
        label.click()
        page.get_by_role("button", name="Change w5").click()
    else:
        label.click()
        label.focus()
        page.evaluate("() => { window.deltaflow.store.selection.value = 'dE_dw.2.0.0'; }")
        page.keyboard.press(how)
    expect(field(page)).to_be_focused()
    page.keyboard.type("0,5")
    page.keyboard.press("Enter")
    wait_value(page, "w.2.0.0", 0.5)
    assert_true_numbers(page, edits=[(1, {"w.2.0.0": 0.5})])


# Whose is the focus as soon as everything that follows is done, before another picture is drawn?
ESCAPE = """async () => {
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  for (let turn = 0; turn < 50; turn += 1) await null;
  return document.activeElement.dataset.quantity;
}"""


def test_escape_leaves_a_given_as_it_was_and_gives_the_focus_back(page: Page) -> None:
    cell(page, "w.2.0.0").focus()
    page.keyboard.press("F2")
    page.keyboard.type("0.9")
    assert page.evaluate(ESCAPE) == "w.2.0.0", "what is pressed next must not be lost"
    expect(field(page)).to_have_count(0)
    answered(page)
    assert revision(page) == 1
    assert value(page, "w.2.0.0") == 0.4


def test_tab_enters_and_goes_on_to_the_next_given(page: Page) -> None:
    plate(page, "w5").dblclick()
    field(page).fill("0.5")
    page.keyboard.press("Tab")
    expect(field(page)).to_have_accessible_name("New value of w6, weight w6")
    page.keyboard.press("Escape")
    cell(page, "w.2.0.1").dblclick()
    field(page).fill("0.6")
    page.keyboard.press("Tab")
    expect(field(page)).to_have_accessible_name("New value of w7, weight w7")
    expect(field(page)).to_be_focused()
    field(page).fill("0.7")
    page.keyboard.press("Enter")
    wait_value(page, "w.2.1.0", 0.7)
    assert_true_numbers(page, edits=[(0, {"w.2.0.0": 0.5, "w.2.0.1": 0.6, "w.2.1.0": 0.7})])


@pytest.mark.parametrize("where", ["picture", "table"])
def test_bad_input_is_refused_at_the_field_and_nothing_changes(page: Page, where: str) -> None:
    given = plate(page, "w5") if where == "picture" else cell(page, "w.2.0.0")
    before = frame(page)
    for text, reason in BAD.items():
        given.dblclick()
        field(page).fill(text)
        field(page).press("Enter")
        expect(field(page)).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_role("alert").first).to_contain_text(reason)
        expect(field(page)).to_have_value(text)
        assert revision(page) == 1
        assert frame(page) == before
        page.keyboard.press("Escape")
        expect(page.get_by_role("alert")).to_have_count(0)
    answered(page)
    assert revision(page) == 1


def test_what_only_the_server_can_refuse_is_shown_at_the_same_field(page: Page) -> None:
    page.get_by_role("button", name="Change the network").click()
    loss = page.get_by_label("Loss", exact=True)
    loss.select_option("binary_cross_entropy")
    page.wait_for_function("() => window.deltaflow.store.snapshot.value.network.loss.name === 'binary_cross_entropy'")
    page.keyboard.press("Escape")
    shown = revision(page)
    cell(page, "target.2.0").dblclick()
    field(page).fill("7")
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("between 0 and 1")
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".toast")).to_have_count(0)
    assert revision(page) == shown


CHOOSE = """async (select, {focus, then}) => {
  const asked = () => window.deltaflow.store.asked.value[0]?.place ?? null;
  if (focus) select.focus();
  else select.blur();
  select.value = "tanh";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  const at_once = asked();
  new Function(then)();
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  return [at_once, asked()];
}"""
HIDDEN = "network activation.1"


@pytest.mark.parametrize(
    ("focus", "then", "expected"),
    [
        # Whether the list was closed by Escape, which chooses nothing, its page learns later in some browsers.
        (True, "document.querySelector('dialog[open] button').focus()", [None, HIDDEN]),
        (True, "window.deltaflow.store.dialog.value = null", [None, HIDDEN]),
        (False, "", [HIDDEN, HIDDEN]),
    ],
    ids=["going elsewhere", "closing the dialog", "without the focus"],
)
def test_what_is_chosen_in_an_open_list_is_taken_before_what_one_does_next(
    page: Page, focus: bool, then: str, expected: list[str | None]
) -> None:
    page.get_by_role("button", name="Change the network").click()
    hidden = page.get_by_label("Hidden units")
    assert hidden.evaluate(CHOOSE, {"focus": focus, "then": then}) == expected
    page.wait_for_function("() => window.deltaflow.store.snapshot.value.network.activations[0].name === 'tanh'")


# Presses keys one after the other, however busy the machine is: after a long pause another row would begin.
IN_A_ROW = """async (field, keys) => {
  for (const [key, modifiers] of keys) {
    field.dispatchEvent(new KeyboardEvent("keydown", { key, ...modifiers, bubbles: true, cancelable: true }));
    await new Promise((next) => setTimeout(next));
  }
}"""


def test_arrow_keys_step_and_presses_in_a_row_are_one_undo(page: Page) -> None:
    go_to(page, 4)
    before = frame(page)
    plate(page, "w1").dblclick()
    field(page).fill("0.3")
    up = ("ArrowUp", {})
    field(page).evaluate(IN_A_ROW, [up, up, ("ArrowUp", {"shiftKey": True}), ("ArrowDown", {"altKey": True})])
    expect(field(page)).to_have_value("0.419")
    wait_value(page, "w.1.0.0", 0.419)
    page.keyboard.press("Escape")
    assert_true_numbers(page, edits=[(4, {"w.1.0.0": 0.419})])
    page.keyboard.press("Control+z")
    page.wait_for_function("() => window.deltaflow.store.state.value.undo === null")
    wait_value(page, "w.1.0.0", before[2])
    assert frame(page) == before


def test_plus_and_minus_change_what_is_selected(page: Page) -> None:
    plate(page, "w5").click()
    for keys in ("+", "+", "-"):
        page.keyboard.press(keys)
    wait_revision(page, 4)  # it is 0.41 after the first press, too
    assert_true_numbers(page, edits=[(0, {"w.2.0.0": 0.41})])


# Drags on, lets go and takes it back, all in one turn; gives what was sent.
DRAG_AND_UNDO = """(plate, [x, y]) => {
  const sent = [];
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (typeof data === "string") sent.push(JSON.parse(data).type);
    send.call(this, data);
  };
  const point = (what, away) =>
    plate.dispatchEvent(new PointerEvent(what, { pointerId: 1, clientX: x + away, clientY: y, bubbles: true }));
  for (const away of [40, 60, 80]) point("pointermove", away);
  point("pointerup", 80);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
  WebSocket.prototype.send = send;
  return sent;
}"""


def test_dragging_a_plate_changes_its_weight_live_and_is_one_undo(page: Page) -> None:
    go_to(page, 2)
    before = frame(page)
    box = plate(page, "w5").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(x + 4 * step, y)
        if step % 5 == 0:  # the numbers follow while one drags
            wanted = before[8] + 0.01 * step
            page.wait_for_function("(w) => Math.abs(window.deltaflow.store.value('w.2.0.0') - w) < 1e-12", arg=wanted)
    page.mouse.up()
    drawn(page)
    assert_true_numbers(page, edits=[(2, {"w.2.0.0": value(page, "w.2.0.0")})])
    undo(page).click()
    wait_value(page, "w.2.0.0", before[8])
    assert frame(page) == before
    expect(undo(page)).to_be_disabled()
    # Taken back at once, all of it is taken back, also what was still to be sent.
    shown = revision(page)
    page.mouse.move(x, y)
    page.mouse.down()
    assert plate(page, "w5").evaluate(DRAG_AND_UNDO, [x, y]) == ["edit", "edit", "undo"]
    page.mouse.up()
    wait_revision(page, shown + 3)
    assert frame(page) == before


def test_the_result_is_in_sight_whatever_stands_above_it(page: Page) -> None:
    go_to(page, 2)
    page.evaluate("() => { window.deltaflow.store.selection.value = 'w.2.0.0'; }")
    page.keyboard.press("+")
    expect(page.locator("#panel .compared")).to_be_visible()
    page.evaluate("() => { window.deltaflow.store.selection.value = 'dE_dw.2.0.0'; }")
    page.get_by_label("As on paper").select_option("4")
    page.get_by_role("radio", name="numpy").check(force=True)
    expect(page.locator("#panel .compared")).to_be_visible()
    expect(page.locator("#panel pre")).to_be_visible()
    uncovered = page.evaluate(
        """() => {
          const result = document.querySelector("#panel > .result");
          const { x, y, width, height } = result.getBoundingClientRect();
          const seen = (part) => document.elementFromPoint(x + width / 2, y + height * part);
          return result.contains(seen(0.05)) && result.contains(seen(0.95));
        }"""
    )
    assert uncovered
    assert page.evaluate("() => document.getElementById('panel').scrollTop") == 0


def test_escape_takes_a_drag_back_while_it_lasts(page: Page) -> None:
    go_to(page, 2)
    before = frame(page)
    box = plate(page, "w5").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y)
    page.wait_for_function("(w) => window.deltaflow.store.value('w.2.0.0') > w + 0.05", arg=before[8])
    page.keyboard.press("Escape")
    wait_value(page, "w.2.0.0", before[8])
    shown = revision(page)
    page.mouse.move(x + 80, y)
    page.mouse.up()
    answered(page)
    assert revision(page) == shown
    page.get_by_role("button", name="Step back").click()
    wait_for(page, 2, 35)
    assert frame(page) == before
    expect(undo(page)).to_be_disabled()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_finger_drags_a_weight_and_does_not_scroll(open_page: Open) -> None:
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    box = plate(page, "w2").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 13):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 8 * step}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("() => window.deltaflow.store.value('w.1.0.1') > 0.4")
    assert page.evaluate("() => scrollY") == 0
    expect(undo(page)).to_be_enabled()
    undo(page).click()
    wait_value(page, "w.1.0.1", 0.2)
    expect(undo(page)).to_be_disabled()


def test_a_click_on_a_plate_still_selects(page: Page) -> None:
    plate(page, "w5").click()
    assert page.evaluate("() => window.deltaflow.store.selection.value") == "w.2.0.0"
    assert revision(page) == 1


def test_many_steps_of_undo_and_redo_bring_back_every_bit(page: Page) -> None:
    edits: list[tuple[str, float]] = [("w.2.0.0", 0.5), ("b.2.0", -1), ("a.0.0", 2), ("target.2.1", 0.25), ("eta", 0.1)]
    pictures = [frame(page)]
    for id_, to in edits:
        if id_ == "eta":
            page.get_by_role("textbox", name="Learning rate, exact").fill(str(to))
            page.keyboard.press("Enter")
            wait_value(page, id_, to)
        else:
            edit(page, id_, to)
        pictures.append(frame(page))
    truth: list[Edit] = [(0, dict(edits))]
    go_to(page, 5)
    assert_true_numbers(page, edits=truth)
    page.keyboard.press("Home")
    for picture in reversed(pictures[:-1]):
        expect(undo(page)).to_be_enabled()
        undo(page).click()
        page.wait_for_function(
            "(wanted) => JSON.stringify([...window.deltaflow.store.frame.value.values]) === wanted",
            arg=page.evaluate("(values) => JSON.stringify(values)", picture),
        )
    expect(undo(page)).to_be_disabled()
    for picture in pictures[1:]:
        page.keyboard.press("Control+y")
        page.wait_for_function(
            "(wanted) => JSON.stringify([...window.deltaflow.store.frame.value.values]) === wanted",
            arg=page.evaluate("(values) => JSON.stringify(values)", picture),
        )
    expect(redo(page)).to_be_disabled()


def test_at_the_end_of_an_iteration_a_weight_is_changed_for_the_next_one(page: Page) -> None:
    go_to(page, 3)
    page.keyboard.press("ArrowRight")
    wait_for(page, 3, 36)
    cell(page, "w_next.2.0.0").dblclick()
    field(page).fill("0.25")
    field(page).press("Enter")
    wait_for(page, 4, 0)
    page.keyboard.press("End")
    wait_for(page, 4, 35)
    assert_true_numbers(page, edits=[(4, {"w.2.0.0": 0.25})])


def test_editing_while_playing_goes_on_playing(page: Page) -> None:
    page.get_by_role("slider", name="Speed").fill(
        "3"
    )  # two moments a second: it is edited long before the next iteration
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => window.deltaflow.store.position.value.moment >= 2")
    edit(page, "w.2.0.0", 0.9)
    assert page.evaluate("() => window.deltaflow.store.state.value.play") == "playing"
    at_edit = position(page)
    page.wait_for_function("(m) => window.deltaflow.store.position.value.moment > m", arg=at_edit[1])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pause", exact=True).click()
    rested(page)
    assert_true_numbers(page, edits=[(0, {"w.2.0.0": 0.9})])


def test_old_and_new_are_shown_everywhere_to_everybody(page: Page, open_page: Open) -> None:
    viewer = open_page(page.evaluate("() => location.pathname"))
    go_to(page, 1)
    wait_for(viewer, 1, 35)
    table(viewer)
    edit(page, "w.2.0.0", 0.5)
    wait_value(viewer, "w.2.0.0", 0.5)
    for each in (page, viewer):
        told = each.get_by_role("region", name="What the edit changed")
        expect(told).to_contain_text("w5")
        expect(told.get_by_role("button", name="total error: was 0.2910, is")).to_be_visible()
        expect(each.locator("#stage text.old")).to_have_text("0.359")
        expect(each.locator("td .old").first).to_be_visible()
        expect(each.get_by_role("status")).to_contain_text("E was 0.2910")
        assert_true_numbers(each, edits=[(1, {"w.2.0.0": 0.5})])
    page.keyboard.press("ArrowLeft")
    wait_for(viewer, 1, 34)
    for each in (page, viewer):
        expect(each.locator(".old")).to_have_count(0)
        expect(each.get_by_role("region", name="What the edit changed")).to_have_count(0)


def test_a_viewer_cannot_edit_and_is_told_so(page: Page, open_page: Open) -> None:
    viewer = open_page(page.evaluate("() => location.pathname"))
    box = plate(viewer, "w5").bounding_box()
    assert box
    tries: list[Callable[[], Any]] = [
        lambda: plate(viewer, "w5").dblclick(),
        lambda: cell(viewer, "w.2.0.0").dblclick(),
        lambda: viewer.keyboard.press("F2"),
        lambda: viewer.keyboard.press("Control+z"),
        lambda: _drag(viewer, box["x"] + 20, box["y"] + 10),
    ]
    for attempt in tries:
        attempt()
        expect(viewer.locator(".toast")).to_contain_text("You are watching")
        viewer.get_by_role("button", name="Dismiss").click()
        expect(field(viewer)).to_have_count(0)
    expect(undo(viewer)).to_be_disabled()
    viewer.get_by_role("button", name="Change the network").click()
    expect(viewer.get_by_label("Loss", exact=True)).to_be_disabled()
    assert revision(page) == revision(viewer) == 1


def _drag(page: Page, x: float, y: float) -> None:
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()
