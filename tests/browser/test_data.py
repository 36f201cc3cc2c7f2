"""The tab "Data": what is shown is what the server answers, and what plain Python makes of the weights and rows."""

import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ready
from tests.browser.reading import printed, rested


def post(page: Page, path: str, **body: Any) -> Any:
    """Ask the server that the page is from."""
    answer = page.request.post(f"{page.url.split('/r/')[0]}/api/v1/{path}", data=body)
    assert answer.ok, answer.text()
    return answer.json()


def enter(page: Page, dataset: str, *, hidden: int = 5) -> None:
    """Make a room that learns some of a data set's rows, and open it with the tab shown."""
    rows = post(page, "data", dataset={"id": dataset}, fraction=0.2, seed=1, scale="standardise")
    sizes = [len(rows["inputs"]), hidden, len(rows["outputs"])]
    drawn = post(page, "initial", sizes=sizes, initial={"name": "xavier_normal"}, seed=1, bias_policy="per_unit")
    plan = rows["defaults"]
    network = {"sizes": sizes, "activations": ["tanh", plan["activations"][-1]], "loss": plan["loss"], **drawn}
    room = post(
        page,
        "rooms",
        network=network | {"bias_policy": "per_unit"},
        x=[rows["x"][row] for row in rows["train"]],
        target=[rows["target"][row] for row in rows["train"]],
        eta=0.05,
        method={"optimiser": {"name": "adam"}},
        data={name: rows[name] for name in ("inputs", "outputs", "classes")}
        | {f"test_{name}": [rows[name][row] for row in rows["test"]] for name in ("x", "target")},
    )
    page.goto(room["host_url"])
    ready(page)
    page.get_by_role("tab", name="Data").click()


def train_to(page: Page, iteration: int) -> None:
    field = page.get_by_role("textbox", name="Go to iteration")
    field.fill(str(iteration))
    field.press("Enter")
    expect(page.locator("#panel")).to_contain_text(f"With the weights of iteration {iteration}.")


def asked(page: Page, topic: str, **query: str) -> Any:
    """Ask about the iteration that the page shows."""
    origin, room = page.url.split("#")[0].split("?")[0].split("/r/")
    iteration = page.evaluate("() => window.deltaflow.store.position.value.iteration")
    return page.request.get(
        f"{origin}/api/v1/rooms/{room}/{topic}", params={"iteration": str(iteration), **query}
    ).json()


def told(givens: dict[str, float], x: list[float], sizes: list[int]) -> int:
    """Pass a row forward through tanh units, and name the output that is the largest: softmax keeps the order."""
    a = x
    for layer in (1, 2):
        z = [
            givens[f"b.{layer}.{j}"] + sum(givens[f"w.{layer}.{j}.{i}"] * value for i, value in enumerate(a))
            for j in range(sizes[layer])
        ]
        a = [math.tanh(value) for value in z] if layer == 1 else z
    return a.index(max(a))


def confusion(page: Page, which: str) -> list[list[int]]:
    rows = page.get_by_role("table", name=f"{which} rows").locator("tbody tr")
    return [[int(text) for text in row.locator("td").all_inner_texts()] for row in rows.all()]


def test_iris_is_answered_as_the_server_says_and_as_plain_python_does(page: Page) -> None:
    enter(page, "iris")
    train_to(page, 20)
    answer = asked(page, "views", rows="true")
    panel = page.locator("#panel")
    for which, name in (("train", "trained"), ("test", "tested")):
        fit = answer[which]
        assert confusion(page, name.capitalize()) == fit["confusion"]
        line = panel.locator(f".fits .{name}")
        expect(line).to_contain_text(f"{fit['rows']} {name} rows")
        expect(line).to_contain_text(f"{100 * fit['accuracy']:.1f} %")
        expect(line).to_contain_text(f"E {printed(fit['error'], 4)}")
    norms = panel.locator(".norms tbody tr").all()
    assert [row.locator("td").last.inner_text() for row in norms] == [
        printed(norm, 4) for norm in answer["gradient_norms"]
    ]
    givens = {given["id"]: given["value"] for given in asked(page, "record")["givens"]}
    again = [[0] * 3 for _ in range(3)]
    for x, target in zip(answer["rows"]["train"]["x"], answer["rows"]["train"]["target"], strict=True):
        again[target.index(1.0)][told(givens, x, [4, 5, 3])] += 1
    assert confusion(page, "Trained") == again
    assert sum(map(sum, again)) == 120


def pixel(page: Page, across: float, up: float) -> list[int]:
    """Read a colour of the heat map, at shares of its width and height."""
    return page.evaluate(
        """([across, up]) => {
          const canvas = document.querySelector('.plane canvas');
          const at = (share, size) => Math.min(size - 1, Math.round(share * size));
          const pen = canvas.getContext('2d');
          return [...pen.getImageData(at(across, canvas.width), at(1 - up, canvas.height), 1, 1).data].slice(0, 3);
        }""",
        [across, up],
    )


def test_inputs_and_output_are_chosen_and_the_colours_are_those_of_the_answer(page: Page) -> None:
    enter(page, "iris")
    train_to(page, 30)
    page.get_by_label("From left to right").select_option("petal length")
    page.get_by_label("From bottom to top").select_option("petal width")
    page.get_by_label("Answer of").select_option("setosa")
    picture = page.get_by_role("img", name=re.compile("What setosa answers over petal length from .* and petal width"))
    expect(picture).to_be_visible()
    answer = asked(page, "views", across="2", down="3", points="2")
    # By layer, unit, point: the first input runs fastest, the second from low to high.
    corners = answer["field"]["activations"][1][0]
    white, ink = (255, 255, 255), (0x10, 0x1B, 0x2E)
    for (across, up), value in zip(((0.01, 0.01), (0.99, 0.01), (0.01, 0.99), (0.99, 0.99)), corners, strict=True):
        expected = [low + 0.6 * value * (high - low) for low, high in zip(white, ink, strict=True)]
        assert pixel(page, across, up) == pytest.approx(expected, abs=25)
    assert corners[0] > 0.5 > corners[3]
    # The two inputs are never the same: the other one makes room.
    page.get_by_label("From left to right").select_option("petal width")
    expect(page.get_by_label("From bottom to top")).to_have_value("2")


def test_a_curve_is_drawn_over_one_input_and_nothing_is_told_right_or_wrong(page: Page) -> None:
    enter(page, "sine", hidden=4)
    expect(page.get_by_role("img", name=re.compile("What y answers over x from"))).to_be_visible()
    panel = page.locator("#panel")
    expect(panel.get_by_role("table")).to_have_count(1)
    units = panel.locator(".units button")
    expect(units).to_have_count(4)
    units.nth(1).focus()
    page.keyboard.press("Tab")
    ring = units.nth(2).evaluate("(unit) => unit.matches(':focus-visible') && getComputedStyle(unit).outlineStyle")
    assert ring == "solid", "one sees where the keyboard is"
    expect(panel.locator(".field.alone .field-choices select")).to_have_count(0)


def test_a_unit_is_chosen_and_e_is_drawn_over_all_iterations_whoever_looked_at_them(page: Page) -> None:
    field = page.get_by_role("textbox", name="Go to iteration")
    field.fill("5")
    field.press("Enter")
    page.wait_for_function("() => window.deltaflow.store.position.value.iteration === 5")
    errors = [printed(error, 4) for error in (0.2983711087600027, asked(page, "views")["train"]["error"])]
    page.get_by_role("tab", name="Data").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("With the weights of iteration 5.")
    whole = f"E of the trained rows goes from {errors[0]} at iteration 0 to {errors[1]} at iteration 5."
    expect(panel).to_contain_text(whole)
    assert len(panel.locator(".course .train polyline").get_attribute("points").split()) == 6
    unit = panel.get_by_role("button", name=re.compile("^h2 answers from"))
    unit.focus()
    unit.press("Enter")
    expect(unit).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("() => window.deltaflow.store.selection.value") == "a.1.1"
    page.reload()
    page.get_by_role("tab", name="Data").click()
    expect(panel).to_contain_text(whole)
    train_to(page, 6)
    expect(panel).to_contain_text("at iteration 6.")
    # After an edit nothing of what it changed is drawn.
    page.evaluate("() => { window.deltaflow.store.selection.value = null; }")
    page.get_by_role("textbox", name="Learning rate").fill("0.7")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.deltaflow.store.value('eta') === 0.7")
    expect(panel).to_contain_text("at iteration 6. The mark is at iteration 6.")
    train_to(page, 7)
    error = printed(asked(page, "views")["train"]["error"], 4)
    expect(panel).to_contain_text(f"to {error} at iteration 7. The mark is at iteration 7.")


def test_it_follows_while_the_network_trains_and_ends_with_the_iteration_that_is_shown(page: Page) -> None:
    enter(page, "xor", hidden=3)
    page.get_by_role("slider", name="Speed").press("End")
    page.get_by_role("button", name="Play", exact=True).click()
    said = page.locator("#panel .iteration")
    for _ in range(3):
        before = said.inner_text()
        expect(said).not_to_have_text(before)
    page.get_by_role("button", name="Pause", exact=True).click()
    iteration, _ = rested(page)
    expect(said).to_have_text(f"With the weights of iteration {iteration:,}.")
    expect(page.get_by_role("img", name=re.compile("^What .* answers over"))).to_have_count(1)


def test_rows_stand_where_the_hidden_layer_puts_them(page: Page) -> None:
    enter(page, "iris", hidden=3)
    train_to(page, 10)
    panel = page.locator("#panel")
    rows = asked(page, "views", rows="true", hidden="1")["rows"]
    hidden = [row for part in ("train", "test") for row in rows[part]["hidden"]]
    panel.get_by_label("Unit, left to right").select_option(label="h3")

    def around(unit: int) -> str:
        values = [row[unit] for row in hidden]
        return f"h{unit + 1} from {printed(min(values), 2)} to {printed(max(values), 2)}"

    said = panel.get_by_role("img", name=re.compile("Hidden layer 1 puts every row somewhere"))
    expect(said).to_have_accessible_name(re.compile(re.escape(f"{around(2)} and {around(1)}.")))
