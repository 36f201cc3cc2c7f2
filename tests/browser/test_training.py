"""Batches and optimisers in the page: chosen in words, every number open, every example of a batch in reach."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import drawn, printed, table, wait_for
from tests.browser.test_everybody import assert_axe_is_content
from tests.browser.test_notations import run
from tests.browser.test_words import assert_all_explained
from tests.core import method_oracle
from tools.serving import RunningServer

Open = Callable[..., Page]
NET: dict[str, Any] = {
    "sizes": [2, 2, 1],
    "activations": [{"name": "tanh"}, {"name": "logistic"}],
    "loss": {"name": "half_squared_error"},
    "bias_policy": "per_unit",
    "w": [[[0.3, -0.2], [0.5, 0.4]], [[0.7, -0.6]]],
    "b": [[0.1, 0.0], [0.2]],
}
X = [[0.0, 1.0], [1.0, 0.5], [-1.0, 0.25], [0.5, 0.5], [0.25, -1.0]]
TARGET = [[1.0], [0.0], [1.0], [0.0], [1.0]]
ETA = 0.1
USUAL = {"name": "adam", "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0}
ADAM = {"name": "adam", "beta1": 0.8, "beta2": 0.9, "eps": 1e-8, "weight_decay": 0.0}


def rows_at(batch: int) -> Callable[[int], list[int]]:
    """Which rows an iteration takes, in order."""
    per_epoch = -(-len(X) // batch)
    return lambda n: [row for row in range(len(X)) if row // batch == n % per_epoch]


def truth(optimiser: dict[str, Any], batch: int, iteration: int, shown: int) -> dict[str, float]:
    """Every number of an iteration that shows this example of its batch, by the oracle."""
    method = {"optimiser": optimiser, "rows_at": rows_at(batch), "reduction": "mean", "batched": batch != 1}
    *_, (rows, numbers) = method_oracle.iterations(NET, X, TARGET, lambda _: ETA, method, iteration + 1)
    return numbers[rows[shown % len(rows)]]


def room(open_page: Open, server: RunningServer, method: dict[str, Any], **options: Any) -> Page:
    """Drive a room of this network, trained so."""
    body = json.dumps({"network": NET, "x": X, "target": TARGET, "eta": ETA, "method": method}).encode()
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{server.url}/api/v1/rooms", body, headers)) as answer:
        url: str = json.load(answer)["host_url"]
    return open_page(url[url.index("/r/") :], **options)


def end_of(page: Page, iteration: int) -> int:
    """Stand at an iteration's end, where all is known; return how many moments it has."""
    count: int = page.evaluate("() => deltaflow.store.script.value.count")
    page.keyboard.press("Space")
    wait_for(page, 0, 1)
    page.get_by_role("textbox", name="Go to iteration").fill(str(iteration))
    page.keyboard.press("Enter")
    wait_for(page, iteration, 1)
    page.locator("#stage").focus()
    for _ in range(4):
        before = page.evaluate("() => deltaflow.store.position.value.moment")
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_function("(moment) => deltaflow.store.position.value.moment > moment", arg=before)
    wait_for(page, iteration, count)
    return count


def numbers(page: Page) -> dict[str, float]:
    """Every number of the record, as the page holds it."""
    held: dict[str, float] = page.evaluate(
        "() => Object.fromEntries(deltaflow.store.script.value.ids.map((id) => [id, deltaflow.store.value(id)]))"
    )
    return held


def select(page: Page, quantity: str | None) -> None:
    page.evaluate("(id) => { deltaflow.store.selection.value = id; }", quantity)


def dialog(page: Page) -> Any:
    page.get_by_role("button", name="Change the network").click()
    return page.get_by_role("dialog", name="Change the network")


def test_what_is_chosen_in_words_trains_by_the_formulas(open_page: Open, server: RunningServer) -> None:
    page = room(open_page, server, {})
    assert page.evaluate("() => deltaflow.store.script.value.has('batch_error')") is False
    choices = dialog(page)
    choices.get_by_label("Optimiser", exact=True).select_option("adam")
    choices.get_by_label("Each update uses").select_option("some")
    rows = choices.get_by_label("Rows of a batch, of 5")
    expect(rows).to_have_value("2")
    rows.fill("3")
    rows.press("Enter")
    for label, value in (("β1 of the mean gradient", "0.8"), ("β2 of the mean square", "0.9")):
        choices.get_by_label(label).fill(value)
        choices.get_by_label(label).press("Enter")
        expect(choices.get_by_role("button", name="Usual numbers")).to_be_visible()
    page.wait_for_function("() => deltaflow.store.snapshot.value.method.optimiser.beta2 === 0.9")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="What the edit changed")).to_contain_text("β2 0.999 → 0.9")
    end_of(page, 5)
    expected = truth(ADAM, 3, 5, 0)
    held = numbers(page)
    assert {"m_hat_w.2.0.0", "batch_dE_db.2.0", "share", "updates"} < held.keys()
    assert held == pytest.approx({id_: expected[id_] for id_ in held}, rel=1e-9, abs=1e-12)
    cells = table(page)
    assert {"others_dE_dw.1.0.0", "v_next_w.2.0.1", "change_w.2.0.0", "m_hat_b.1.0"} < cells.keys()
    for id_, text in cells.items():
        if "×" not in text and text != "–":
            assert float(text.replace("−", "-")) == pytest.approx(expected[id_], abs=6e-4), id_


# Enters one number, and types on before the server has answered.
TYPED_ON = """(field) => {
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  type("0.4");
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  type("0.45");
}"""


def test_a_number_that_cannot_be_is_refused_at_its_field_with_the_servers_reason(page: Page) -> None:
    choices = dialog(page)
    choices.get_by_label("Optimiser", exact=True).select_option("momentum")
    field = choices.get_by_label("Momentum μ")
    field.fill("2")
    field.press("Enter")
    expect(choices.get_by_role("alert")).to_contain_text("must be between 0 and 1")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.evaluate(TYPED_ON)
    page.wait_for_function("() => deltaflow.store.snapshot.value.method.optimiser.momentum === 0.4")
    drawn(page)
    expect(field).to_have_value("0.45")
    field.fill("0.5")
    field.press("Enter")
    expect(choices.get_by_role("alert")).to_have_count(0)
    page.wait_for_function("() => deltaflow.store.snapshot.value.method.optimiser.momentum === 0.5")
    choices.get_by_role("button", name="Usual numbers: 0.9, 0").click()
    expect(field).to_have_value("0.9")
    choices.get_by_role("button", name="Undo: momentum 0.5 → 0.9").click()
    expect(field).to_have_value("0.5")
    choices.get_by_label("Learning rate η").select_option("step")
    expect(choices.get_by_label("Iterations of a step")).to_have_value("30")
    choices.get_by_label("Optimiser", exact=True).select_option("adam")
    expect(choices).to_contain_text("η is 0.5; usual with Adam is about 0.01.")
    choices.get_by_role("button", name="Take 0.01").click()
    page.wait_for_function("() => deltaflow.store.snapshot.value.set_eta === 0.01")
    expect(choices.get_by_role("button", name="Take 0.01")).to_have_count(0)
    expect(page.locator(".eta-now")).to_have_text("now 0.01")
    expect(choices.get_by_label("Each update uses")).to_have_count(0)


def test_every_example_of_a_batch_is_in_reach_by_button_and_key(open_page: Open, server: RunningServer) -> None:
    page = room(open_page, server, {"optimiser": "adam", "batch": 3})
    viewer = open_page(page.url[page.url.index("/r/") :])
    strip = page.get_by_role("group", name="Example", exact=True)
    count = end_of(page, 3)
    expect(strip).to_contain_text("Example 1 of 2")
    expect(strip).to_contain_text("epoch 1, iteration 3")
    page.keyboard.press("Shift+ArrowUp")
    wait_for(page, 2, count)
    expect(strip).to_contain_text("Example 1 of 3")
    select(page, "w.2.0.0")
    page.get_by_role("tab", name="Paths").click()
    ways = page.get_by_role("tabpanel")
    expect(ways.get_by_role("heading", level=2)).to_have_text("Which ways lead from w5 to the error of this example?")
    page.locator("#stage").focus()
    seen = []
    for number, press in ((2, "."), (3, None), (1, "."), (3, ",")):
        if press:
            page.keyboard.press(press)
        else:
            strip.get_by_role("button", name="Next example").click()
        expect(strip).to_contain_text(f"Example {number} of 3")
        expect(viewer.get_by_role("group", name="Example", exact=True)).to_contain_text(f"Example {number} of 3")
        expected = truth(USUAL, 3, 2, number - 1)
        page.wait_for_function("(x) => deltaflow.store.value('a.0.0') === x", arg=expected["a.0.0"])
        seen.append(page.evaluate("() => deltaflow.store.value('dE_dw.2.0.0')"))
        assert seen[-1] == pytest.approx(expected["dE_dw.2.0.0"], rel=1e-9)
        expect(ways.locator("output.big")).to_have_text(printed(seen[-1], 4, signed=True))
        expect(ways).to_contain_text("this example's gradient of w5")
    assert len(set(seen)) == 3
    page.evaluate("""() => {
      for (const key of "..") document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }""")
    expect(strip).to_contain_text("Example 2 of 3")
    viewer.keyboard.press(".")
    expect(viewer.get_by_role("region", name="Messages")).to_contain_text("only the host can show another example")


def test_what_the_others_add_leads_to_their_own_gradients(open_page: Open, server: RunningServer) -> None:
    page = room(open_page, server, {"batch": None})
    count = end_of(page, 1)
    page.keyboard.press("ArrowLeft")
    wait_for(page, 1, count - 1)
    panel = page.get_by_role("tabpanel")
    expect(panel.locator("h2")).to_have_text("What does the whole batch say?")
    expect(page.locator(".caption")).to_contain_text("The other 4 examples of the batch come in")
    expected = truth({"name": "sgd", "weight_decay": 0.0}, 5, 1, 0)
    row = [f"{kind}dE_dw.2.0.0" for kind in ("", "others_", "batch_")]
    told = [panel.locator(f"[data-quantity='{id_}']").inner_text() for id_ in row]
    assert [float(text.replace("−", "-")) for text in told] == pytest.approx([expected[id_] for id_ in row], abs=6e-5)
    panel.locator("[data-quantity='others_dE_dw.2.0.0']").click()
    expect(panel).to_contain_text("The sum of the other 4 examples' gradients.")
    panel.get_by_role("button", name="Next example").click()
    expect(panel.locator("h2")).to_have_text("How does w5 change the error?")
    second = truth({"name": "sgd", "weight_decay": 0.0}, 5, 1, 1)["dE_dw.2.0.0"]
    page.wait_for_function("(x) => Math.abs(deltaflow.store.value('dE_dw.2.0.0') - x) < 1e-12", arg=second)


OPEN_ALL = """async () => {
  const { store } = deltaflow;
  const told = {};
  for (const id of store.script.value.ids) {
    store.selection.value = id;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const panel = document.querySelector("#panel");
    const way = [...panel.querySelectorAll("button")].some((each) => each.textContent.startsWith("Go to where"));
    told[id] = [panel.querySelector("output.big")?.textContent ?? null, way];
  }
  store.selection.value = null;
  return told;
}"""


@pytest.mark.parametrize("name", ["nesterov", "adagrad", "rmsprop", "adamw"])
def test_any_number_opens_at_any_position(open_page: Open, server: RunningServer, name: str) -> None:
    page = room(open_page, server, {"optimiser": {"name": name, "weight_decay": 0.1}, "batch": 2})
    for moment in (end_of(page, 2), 0):
        if moment == 0:
            page.keyboard.press("Home")
            wait_for(page, 0, 0)
        for notation in ("modern", "matrix", "numpy"):
            page.evaluate("(notation) => { deltaflow.store.notation.value = notation; }", notation)
            for id_, (answer, way) in page.evaluate(OPEN_ALL).items():
                value = page.evaluate("(id) => deltaflow.store.value(id)", id_) if notation == "modern" else None
                assert (answer is None) == way, id_
                if value is not None and "×" not in answer:
                    assert float(answer.replace("−", "-")) == pytest.approx(value, abs=6e-4), id_


def test_the_code_of_an_optimiser_runs_to_the_servers_numbers(open_page: Open, server: RunningServer) -> None:
    page = room(open_page, server, {"optimiser": {**ADAM, "name": "adamw", "weight_decay": 0.1}, "batch": 3})
    end_of(page, 4)
    page.evaluate("() => { deltaflow.store.notation.value = 'numpy'; }")
    expected = truth({**ADAM, "name": "adamw", "weight_decay": 0.1}, 3, 4, 0)
    kinds = ("batch_dE_d", "shrunk_", "m_next_", "v_next_", "m_hat_", "v_hat_", "change_")
    ids = [*(f"{kind}w.2.0.1" for kind in kinds), "w_next.2.0.1", "b_next.1.0", "batch_error"]
    for id_ in ids:
        select(page, id_)
        page.wait_for_function("(id) => deltaflow.store.active.value === id", arg=id_)
        drawn(page)
        lines, element = page.locator(".listing code").inner_text().rsplit("\n", 1)
        printed = run(f"import numpy as np\n{lines}\nprint({element})")
        assert printed == pytest.approx(expected[id_], rel=1e-12, abs=1e-15), id_


def test_a_link_of_an_adam_room_opens_rightly(open_page: Open, server: RunningServer) -> None:
    page = room(open_page, server, {"optimiser": ADAM, "batch": 3, "shuffle": 7})
    end_of(page, 6)
    page.keyboard.press(".")
    expect(page.get_by_role("group", name="Example", exact=True)).to_contain_text("Example 2 of 3")
    page.get_by_role("button", name="Share and save").click()
    page.get_by_role("button", name="Link that holds everything", exact=True).click()
    field = page.locator("#moment-link")
    expect(field).to_be_focused()
    url = field.input_value()
    there = open_page(url.removeprefix(server.url))
    wait_for(there, 6, page.evaluate("() => deltaflow.store.position.value.moment"))
    assert there.evaluate("() => deltaflow.store.snapshot.value.method") == page.evaluate(
        "() => deltaflow.store.snapshot.value.method"
    )
    assert numbers(there)["w_next.2.0.0"] == numbers(page)["w_next.2.0.0"]
    assert there.evaluate("() => deltaflow.store.value('m_w.1.0.0')") == numbers(page)["m_w.1.0.0"]


def test_a_lesson_of_one_row_has_nothing_of_it(page: Page) -> None:
    expect(page.locator(".caption")).to_be_visible()
    expect(page.locator(".batch")).to_have_count(0)
    page.keyboard.press(".")
    expect(page.get_by_role("region", name="Messages")).to_contain_text("no other example in this batch")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_nothing_runs_over_its_edge(open_page: Open, server: RunningServer, size: tuple[int, int]) -> None:
    page = room(open_page, server, {"optimiser": "adam", "batch": 3}, width=size[0], height=size[1])
    count = end_of(page, 2)
    for theme in ("light", "dark", "projector"):
        page.evaluate("(theme) => { deltaflow.store.theme.value = theme; }", theme)
        drawn(page)
        for back in range(2):
            assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0]
            over = page.evaluate(
                """() => [...document.querySelectorAll(".said, .batch, .batch *, .whole-batch")]
                  .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
                  .map((each) => each.outerHTML.slice(0, 80))"""
            )
            assert over == []
            if back == 0:
                page.keyboard.press("ArrowLeft")
                wait_for(page, 2, count - 1)
        page.keyboard.press("ArrowRight")
        wait_for(page, 2, count)


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_everything_has_words_and_axe_finds_nothing(
    open_page: Open, server: RunningServer, size: tuple[int, int]
) -> None:
    page = room(open_page, server, {"optimiser": "adam", "batch": 3, "shuffle": 1}, width=size[0], height=size[1])
    count = end_of(page, 1)
    for moment in (count, count - 1):
        assert_all_explained(page)
        assert_axe_is_content(page)
        if moment == count:
            page.keyboard.press("ArrowLeft")
            wait_for(page, 1, count - 1)
    for quantity in ("others_dE_dw.1.0.0", "m_hat_w.2.0.0"):
        select(page, quantity)
        assert_all_explained(page)
        assert_axe_is_content(page)
    page.get_by_role("tab", name="Table").click()
    assert_axe_is_content(page)
    choices = dialog(page)
    choices.get_by_label("β1 of the mean gradient").fill("0.7")
    choices.get_by_label("β1 of the mean gradient").press("Enter")
    expect(choices.get_by_role("button", name="Usual numbers")).to_be_visible()
    assert_all_explained(page, dialogs=True)
    assert_axe_is_content(page)
