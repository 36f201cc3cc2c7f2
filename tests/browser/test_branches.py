"""What edits lead to: branches one returns to, other functions, a long way that is cancelled, numbers that run away."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.checked import assert_true_numbers
from tests.browser.conftest import FAR
from tests.browser.oracle import Edit
from tests.browser.reading import go_to, position, rested, stage_numbers, wait_for
from tests.browser.test_editing import cell, edit, frame, revision, undo, value, wait_revision

BOLD: list[Edit] = [(12, {"w.2.0.0": 0.5})]


def branch(page: Page, name: str) -> Locator:
    """Find a branch in the list, which this opens."""
    if page.get_by_role("dialog").count() == 0:
        page.get_by_role("button", name="Branch ").click()
    return (
        page.get_by_role("dialog")
        .get_by_role("listitem")
        .filter(has=page.get_by_role("textbox", name=f"Name of branch {name}", exact=True))
    )


def test_a_branch_is_left_named_returned_to_and_deleted_with_every_bit_as_it_was(page: Page) -> None:
    go_to(page, 40)
    first = frame(page)
    expect(page.get_by_role("button", name="Branch ")).to_have_count(0)
    go_to(page, 12)
    original = frame(page)
    edit(page, "w.2.0.0", 0.5)
    assert_true_numbers(page, edits=BOLD)
    go_to(page, 20)
    assert_true_numbers(page, edits=BOLD)
    bold = frame(page)
    page.get_by_role("button", name="Branch ").click()
    listed = page.get_by_role("dialog").get_by_role("listitem")
    expect(listed).to_have_count(2)
    expect(listed.filter(has_text="You are here")).to_contain_text("leaves “original” at iteration 12, trained to 20")
    field = listed.filter(has_text="You are here").get_by_role("textbox")
    field.fill("  ")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("needs a name")
    field.fill("bold steps")
    field.press("Enter")
    expect(branch(page, "bold steps")).to_contain_text("You are here")
    branch(page, "original").get_by_role("button", name="Return to original").click()
    expect(branch(page, "original")).to_contain_text("You are here")
    page.keyboard.press("Escape")
    go_to(page, 40)
    assert frame(page) == first
    go_to(page, 12)
    assert frame(page) == original
    assert_true_numbers(page)
    branch(page, "bold steps").get_by_role("button", name="Return to bold steps").click()
    expect(branch(page, "bold steps")).to_contain_text("You are here")
    page.keyboard.press("Escape")
    go_to(page, 20)
    assert frame(page) == bold
    branch(page, "original").get_by_role("button", name="Delete original").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Branch ")).to_have_count(0)
    assert_true_numbers(page, edits=BOLD)


def test_other_functions_change_what_is_computed_and_undo_brings_them_back(page: Page) -> None:
    go_to(page, 3)
    before = frame(page)
    page.get_by_role("button", name="Change the network").click()
    page.get_by_label("Loss", exact=True).select_option("categorical_cross_entropy")
    expect(page.get_by_label("Output units")).to_have_value("softmax")
    page.get_by_label("Hidden units").select_option("leaky_relu")
    slope = page.get_by_label("Slope below 0")
    for text in ("abc", "2", ""):
        slope.fill(text)
        slope.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
    slope.fill("0.2")
    slope.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_function("() => window.deltaflow.store.snapshot.value.network.activations[0].slope === 0.2")
    page.get_by_role("radio", name="per unit").check()
    page.wait_for_function("() => window.deltaflow.store.snapshot.value.network.bias_policy === 'per_unit'")
    page.keyboard.press("Escape")
    wait_for(page, *position(page))
    outputs = [value(page, f"a.2.{k}") for k in range(2)]
    assert abs(sum(outputs) - 1) < 1e-12
    for k, target in enumerate((0.01, 0.99)):
        assert abs(value(page, f"delta.2.{k}") - (outputs[k] - target)) < 1e-12
        assert value(page, f"dE_db.2.{k}") == value(page, f"delta.2.{k}")
    for _ in range(4):
        expect(undo(page)).to_be_enabled()
        label, shown = undo(page).get_attribute("aria-label") or "", revision(page)
        undo(page).click()
        wait_revision(page, shown + 1)
        expect(undo(page)).not_to_have_attribute("aria-label", label)
    wait_for(page, 3, 35)
    assert frame(page) == before
    assert_true_numbers(page)


def test_the_way_to_a_far_iteration_shows_how_far_it_is_and_can_be_cancelled(page: Page) -> None:
    field = page.get_by_role("textbox", name="Go to iteration")
    field.fill(f"{FAR:,}")
    field.press("Enter")
    bar = page.get_by_role("progressbar", name="Training")
    expect(bar).to_be_visible()
    page.wait_for_function("() => document.querySelector('progress').value > 0")
    expect(page.locator(".seeking")).to_contain_text(f"of {FAR:,}")
    told = page.evaluate(
        """async () => {
          const told = [];
          for (let frames = 0; frames < 20; frames += 1) {
            await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
            const caption = document.querySelector(".caption").textContent.match(/iteration ([0-9,]+)/i)[1];
            told.push([caption, document.querySelector(".timeline .readout b").textContent]);
          }
          return told;
        }"""
    )
    assert all(caption == timeline for caption, timeline in told), told
    page.get_by_role("button", name="Cancel").click()
    expect(bar).to_have_count(0)
    iteration, moment = rested(page)
    assert 0 < iteration < FAR
    assert moment == 35
    go_to(page, 30)
    assert_true_numbers(page)


def test_numbers_that_run_away_are_explained_with_a_way_out(page: Page) -> None:
    page.get_by_role("button", name="Change the network").click()
    for revisions, layer in enumerate(("Hidden units", "Output units"), 2):
        page.get_by_label(layer).select_option("identity")
        wait_revision(page, revisions)
        expect(page.get_by_label(layer)).to_have_value("identity")
    page.keyboard.press("Escape")
    eta = page.get_by_role("textbox", name="Learning rate, exact")
    eta.fill("1000")
    eta.press("Enter")
    page.wait_for_function("() => window.deltaflow.store.value('eta') === 1000")
    page.get_by_role("textbox", name="Go to iteration").fill("500")
    page.keyboard.press("Enter")
    told = page.get_by_role("region", name="Messages")
    expect(told).to_contain_text("Training ran away")
    expect(told).to_contain_text("the learning rate is 1000")
    iteration, _ = rested(page)
    assert 0 < iteration < 500
    assert all(number == number and abs(number) < float("inf") for number in frame(page))
    assert not stage_numbers(page) & {"NaN", "∞"}
    told.get_by_role("button", name="Try η = 100").click()
    page.wait_for_function("() => window.deltaflow.store.value('eta') === 100")
    expect(told).not_to_contain_text("Training ran away")
    assert cell(page, "w.1.0.0").inner_text() != "–"


def test_a_branchs_name_stands_between_iteration_and_error_and_covers_neither(page: Page) -> None:
    go_to(page, 12)
    edit(page, "w.2.0.0", 0.5)
    button = page.get_by_role("button", name="Branch ")
    name = button.locator(".name")
    expect(name).to_be_visible()
    assert name.evaluate("(e) => e.scrollWidth <= e.clientWidth"), "a name as edits give it is not cut off"
    page.get_by_label("Digits of every number").select_option("17")
    error = page.locator(".timeline .readout").last
    page.wait_for_function("() => document.querySelectorAll('.timeline .readout b')[1].textContent.length > 17")
    box, beside = button.bounding_box(), error.bounding_box()
    assert box
    assert beside
    assert box["x"] + box["width"] <= beside["x"]
