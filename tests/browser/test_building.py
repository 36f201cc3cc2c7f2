"""Building a network: any layers, the server's data or a table of one's own; every refusal names its place."""

import base64
import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watch, ready

TABLE = "length;width;kind\n1,5;2;a\n3;?;b\n4,5;1;a\n6;3;b\n5;2;a\n7;3;b\n"


# Enters 1, and goes on typing as soon as it has been taken; gives what stands there after the next frames.
TYPED_ON = """async (field) => {
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  field.focus();
  type("1");
  field.dispatchEvent(new Event("change", { bubbles: true }));
  const drawn = { childList: true, characterData: true, subtree: true };
  await new Promise((next) => new MutationObserver(next).observe(field.closest("dialog"), drawn));
  type("12");
  for (let frame = 0; frame < 5; frame += 1) await new Promise((next) => requestAnimationFrame(next));
  return field.value;
}"""


def open_builder(page: Page) -> Locator:
    """Open the dialog; its data set is XOR at first."""
    page.get_by_label("Example", exact=True).select_option("build")
    dialog = page.get_by_role("dialog", name="Build a network")
    expect(dialog.get_by_text("weights and biases")).to_be_visible()
    return dialog


def built(page: Page, dialog: Locator) -> dict:
    """Build it; gives the new room's snapshot."""
    before = page.url
    dialog.get_by_role("button", name="Build it").click()
    page.wait_for_url(lambda url: url != before and "/r/" in url)
    ready(page)
    return page.evaluate("() => window.deltaflow.store.snapshot.value")


def test_a_network_is_built_with_layers_of_ones_own(page: Page) -> None:
    examples, pointed = page.get_by_label("Example", exact=True), page.get_by_text("Enter opens it, Escape does not.")
    room = page.url
    for keys, left in (("ArrowDown", "Escape"), ("x", "Tab")):  # in the closed list they only point at an example
        examples.focus()
        page.keyboard.press(keys)
        expect(pointed).to_be_visible()
        expect(examples).to_have_value("xor")
        page.keyboard.press(left)
        expect(pointed).to_be_hidden()
        expect(examples).to_have_value("mazur")
    examples.focus()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Build a network")
    expect(examples).to_have_value("mazur")
    assert page.url == room
    dialog.get_by_role("button", name="Add a hidden layer").click()
    dialog.locator("#layer-1-units").fill("3")
    dialog.locator("#layer-1-units").press("Tab")
    dialog.locator("#layer-1-activation").select_option("relu")
    dialog.get_by_label("Loss", exact=True).select_option("binary_cross_entropy")
    expect(dialog.get_by_label("Outputs", exact=True)).to_have_value("logistic")
    dialog.get_by_label("Optimiser", exact=True).select_option("adam")
    dialog.get_by_role("button", name="Take 0.01").click()
    expect(dialog.locator("#build-eta")).to_have_value("0.01")
    dialog.get_by_label("First weights").select_option("he_normal")
    expect(dialog.get_by_text("2-2-3-1")).to_be_visible()
    snapshot = built(page, dialog)
    assert snapshot["network"]["sizes"] == [2, 2, 3, 1]
    assert snapshot["network"]["activations"][1] == {"name": "relu"}
    assert snapshot["network"]["loss"] == {"name": "binary_cross_entropy"}
    assert snapshot["method"]["optimiser"]["name"] == "adam"
    assert snapshot["data"]["test_rows"] == 0


def test_a_loss_is_built_with_the_targets_it_knows_and_offered_only_where_it_can_be(page: Page) -> None:
    dialog = open_builder(page)
    loss = dialog.get_by_label("Loss", exact=True)
    only = loss.locator("option[disabled]")
    expect(only).to_have_text("categorical cross entropy needs an output for each class, not one")
    loss.select_option("hinge")
    expect(dialog).to_contain_text("The hinge loss has targets −1 and 1 instead of 0 and 1")
    expect(dialog.get_by_label("Outputs", exact=True)).to_have_value("tanh")
    snapshot = built(page, dialog)
    assert snapshot["network"]["loss"] == {"name": "hinge"}
    views = f"/api/v1/rooms/{snapshot['room']}/views?rows=true"
    answer = page.evaluate("(views) => fetch(views).then((answer) => answer.json())", views)
    assert answer["rows"]["train"]["target"] == [[-1], [1], [1], [-1]]


def test_first_weights_can_be_given_unit_by_unit(page: Page) -> None:
    dialog = open_builder(page)
    dialog.get_by_label("First weights").select_option("given")
    field = dialog.get_by_label("Weights and biases")
    expect(field).to_have_value(re.compile(r"^(\S+ \S+ \S+\n){2}\S+ \S+ \S+$"))  # those that were drawn so far
    field.fill("0,15 0,2 0,35\n0.25 0.3\n0.4 0.45 0.6")
    expect(dialog.get_by_role("alert")).to_have_text(
        "Line 2 has 2 numbers: unit 2 of layer 1 takes 2 weights and a bias."
    )
    reason, foot = dialog.locator("#build-given-reason").bounding_box(), dialog.locator("footer").bounding_box()
    assert reason["y"] + reason["height"] < foot["y"], "what is wrong is not under the foot"
    dialog.get_by_role("button", name="Build it").click()
    expect(dialog.get_by_role("alert").first).to_contain_text("Line 2")
    field.fill("0,15 0,2 0,35\n0.25 0.3 −0.35\n0.4 0.45 0.6")
    built(page, dialog)
    values = page.evaluate(
        "() => ['w.1.0.0', 'w.1.0.1', 'w.1.1.1', 'b.1.1', 'w.2.0.1', 'b.2.0'].map((id) => deltaflow.store.value(id))"
    )
    assert values == [0.15, 0.2, 0.3, -0.35, 0.45, 0.6]


def test_bad_numbers_are_refused_at_the_field_and_nothing_is_lost(page: Page) -> None:
    dialog = open_builder(page)
    units = dialog.locator("#layer-0-units")
    for bad, reason in (
        ("0", "must be from 1 to 16"),
        ("99", "must be from 1 to 16"),
        ("2.5", "whole number"),
        ("x", "not a number"),
    ):
        units.fill(bad)
        units.press("Tab")
        expect(dialog.locator("#layer-0-units-reason")).to_contain_text(reason)
        expect(dialog.get_by_text("2-2-1")).to_be_visible()
    room = page.url
    dialog.get_by_role("button", name="Build it").click()
    expect(dialog.locator("footer").get_by_role("alert")).to_have_text("Not yet: mend “Units” first.")
    expect(units).to_be_focused()
    assert page.url == room
    units.fill("3")
    units.press("Tab")
    expect(dialog.locator("footer").get_by_role("alert")).to_have_count(0)
    units.fill("2")
    units.press("Tab")
    units.fill("many")
    units.press("Enter")  # it is sent before the field has drawn what is wrong with it
    expect(dialog.locator("footer").get_by_role("alert")).to_be_visible()
    assert page.url == room
    assert units.evaluate(TYPED_ON) == "12"
    expect(dialog.get_by_text("2-1-1")).to_be_visible()
    units.fill("2")
    units.press("Tab")
    expect(dialog.get_by_text("2-2-1")).to_be_visible()
    page.keyboard.press("Escape")
    dialog = open_builder(page)
    expect(dialog.get_by_text("2-2-1")).to_be_visible()


def test_iris_ships_and_keeps_rows_to_be_tested(page: Page) -> None:
    dialog = open_builder(page)
    dialog.get_by_label("Data", exact=True).select_option("iris")
    dialog.locator("#build-fraction").fill("20")
    dialog.locator("#build-fraction").press("Tab")
    expect(dialog.get_by_text("120 rows to train, 30 to test")).to_be_visible()
    expect(dialog.get_by_label("Weight decay λ")).to_have_value("0.002")
    dialog.get_by_label("Weight decay λ").fill("0.003")
    dialog.get_by_label("η over the iterations").select_option("step")
    dialog.get_by_label("Iterations of a step").fill("70")
    dialog.get_by_label("Iterations of a step").press("Tab")
    snapshot = built(page, dialog)
    assert snapshot["network"]["sizes"][0] == 4
    assert snapshot["network"]["sizes"][-1] == 3
    assert len(snapshot["data"]["classes"]) == 3
    optimiser = snapshot["method"]["optimiser"]
    assert (optimiser["name"], optimiser["weight_decay"]) == ("adam", 0.003)
    assert optimiser["schedule"] == {"name": "step", "step_size": 70, "gamma": 0.1}
    assert (snapshot["data"]["test_rows"], snapshot["method"]["rows"]) == (30, 120)
    page.get_by_role("tab", name="Data").click()
    for text in ("description", "source"):
        assert snapshot["example"][text]
        expect(page.locator("#panel")).to_contain_text(snapshot["example"][text])


def test_a_table_of_ones_own_is_looked_at_mended_and_learned(page: Page, watch: Watch) -> None:
    watch.allow("422")  # a browser says of every refused request that it was
    dialog = open_builder(page)
    dialog.get_by_label("Data", exact=True).select_option("table")
    dialog.get_by_label("The table").focus()
    page.keyboard.insert_text(TABLE)  # it is read where one stays in the field
    expect(dialog.get_by_text("Row 3, column 2").first).to_be_visible()
    expect(dialog.get_by_label("The table")).to_be_focused()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_role("button", name="Build it")).to_be_disabled()
    dialog.get_by_label("Leave these rows out").check()
    expect(dialog.get_by_text("5 rows to train")).to_be_visible()
    dialog.get_by_label("Column width is").select_option("ignored")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Build it")).to_be_enabled()
    dialog.get_by_label("The table").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("8;1;c\n")
    snapshot = built(page, dialog)  # what was typed last, though it was not read before
    assert snapshot["data"]["inputs"] == ["length", "width"]
    assert snapshot["data"]["classes"] == ["a", "b", "c"]


def test_the_encoding_that_one_chooses_for_a_file_is_the_one_it_is_read_in(page: Page) -> None:
    dialog = open_builder(page)
    dialog.get_by_label("Data", exact=True).select_option("table")
    # In Windows-1252 these are the words; the same bytes are UTF-8, too, of others.
    table = "LÃ¤nge;kind\n1,5;a\n3;b\n4,5;a\n6;b\n"
    file = table.encode("windows-1252")
    found = file.decode().split(";")[0]
    dialog.get_by_label("Choose a file").set_input_files(
        {"name": "lengths.csv", "mimeType": "text/csv", "buffer": file}
    )
    encoding = dialog.get_by_label("Encoding of the file")
    expect(encoding.locator("option:checked")).to_have_text("found: UTF-8")
    expect(dialog.get_by_role("columnheader", name=found, exact=True)).to_be_visible()
    for name, words in (("windows-1252", "LÃ¤nge"), ("utf-8", found), ("windows-1252", "LÃ¤nge")):
        with page.expect_request(lambda sent: sent.url.endswith("/data/preview")) as looked:
            encoding.select_option(name)
        assert looked.value.post_data_json == {"file": base64.b64encode(file).decode(), "encoding": name}
        expect(dialog.get_by_role("columnheader", name=words, exact=True)).to_be_visible()
        expect(encoding).to_have_value(name)
    expect(dialog.get_by_text("4 rows to train")).to_be_visible()
    assert built(page, dialog)["data"]["inputs"] == ["LÃ¤nge"]
