"""Experiments beside the lesson: what the page says, against the REST answer and against the oracle's own network."""

import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from core.mistakes import MISTAKES
from tests.browser.conftest import Watch, ready
from tests.browser.looks import FRAME, themes
from tests.browser.nudging import error, slope
from tests.browser.oracle import Givens, iteration
from tests.browser.reading import go_to, resize
from tests.browser.test_check_it import number
from tests.browser.test_paths import show
from tests.browser.test_words import assert_all_explained
from tools.serving import RunningServer

Open = Callable[..., Page]


def open_labs(page: Page, tab: str) -> Locator:
    """Open the dialog by its key, at one of its tabs."""
    page.keyboard.press("x")
    dialog = page.get_by_role("dialog", name="Experiments")
    dialog.get_by_role("tab", name=tab).click()
    return dialog


def trained(count: int, eta: float) -> tuple[float, dict[str, float]]:
    """E and the weights of the article's network after so many updates with a learning rate."""
    givens = Givens(eta=eta)
    for _ in range(count):
        found = iteration(givens)
        for id_ in [f"{layer}.{j}.{i}" for layer in (1, 2) for j in range(2) for i in range(2)]:
            givens.set(f"w.{id_}", found[f"w_next.{id_}"])
    weights = {f"w.{n}.{j}.{i}": givens.w[n][j][i] for n in (1, 2) for j in range(2) for i in range(2)}
    return iteration(givens)["error_total"], weights


def cells(dialog: Locator, table: str, row: str | re.Pattern[str]) -> list[str]:
    found = dialog.get_by_role("table", name=table).get_by_role("row", name=row)
    expect(found).to_be_visible(timeout=60_000)
    return found.locator("td").all_inner_texts()


def test_runs_side_by_side_are_those_of_the_oracle(page: Page) -> None:
    dialog = open_labs(page, "Compare")
    dialog.locator("#run-1-value").fill("2")
    dialog.locator("#run-1-value").press("Tab")
    dialog.locator("#lab-iterations").fill("40")
    dialog.locator("#lab-iterations").press("Tab")
    dialog.get_by_role("button", name="Compare", exact=True).click()
    expect(dialog.get_by_text("A falling loss proves nothing")).to_be_visible(timeout=60_000)
    runs = "The runs and their gradient check"
    for name, eta in (("as it is", 0.5), ("η = 2", 2.0)):
        error, check, difference = cells(dialog, runs, re.compile(f"{name} "))
        assert number(error) == pytest.approx(trained(40, eta)[0], abs=6e-5)
        assert check == "passed"
        assert number(difference) < 1e-12
    _, check, difference = cells(dialog, runs, re.compile("WRONG"))
    assert check == "not passed"
    assert " at " in difference
    slider = dialog.get_by_role("slider", name="Iteration to compare")
    for at, key in ((40, "End"), (1, "ArrowRight")):
        slider.focus()
        page.keyboard.press("Home" if at == 1 else key)
        if at == 1:
            page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"iteration {at}")
        own, other = trained(at, 0.5)[1], trained(at, 2.0)[1]
        first, second, _ = cells(dialog, "Where the weights differ most", re.compile("^w5 "))
        value, apart = second.split("\n")
        assert number(first) == pytest.approx(own["w.2.0.0"], abs=6e-5)
        assert number(value) == pytest.approx(other["w.2.0.0"], abs=6e-5)
        assert number(apart) == pytest.approx(other["w.2.0.0"] - own["w.2.0.0"], abs=6e-5)


def test_runs_begin_where_the_lesson_stands_and_the_room_stays_as_it_is(page: Page) -> None:
    show(page, "w.2.0.0", moment=12)
    go_to(page, 10)
    before = page.evaluate("() => window.deltaflow.store.revision.value")
    dialog = open_labs(page, "Compare")
    expect(dialog).to_contain_text("From iteration 10 on")
    dialog.get_by_role("button", name="Compare", exact=True).click()
    chart = dialog.get_by_role("img", name="E of every run")
    expect(chart).to_have_accessible_name(re.compile(r"as it is: .* at iteration 1,010"), timeout=60_000)
    error = cells(dialog, "The runs and their gradient check", re.compile("as it is "))[0]
    assert number(error) == pytest.approx(trained(1010, 0.5)[0], abs=6e-5)
    assert page.evaluate("() => window.deltaflow.store.revision.value") == before
    taken = dialog.locator(".lab-taken")
    expect(taken).to_have_text("From iteration 10 on, 1,000 iterations.")
    page.keyboard.press("Escape")
    go_to(page, 12)
    # A question about its way that came only after the edit would be refused, aloud.
    expect(page.locator(".paths .path")).to_have_count(1)
    page.locator("#eta").fill("3")
    page.locator("#eta").press("Enter")
    page.wait_for_function("(before) => window.deltaflow.store.revision.value > before", arg=before)
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(dialog).to_contain_text("From iteration 12 on, with the same weights")
    expect(taken).to_have_text(
        "From iteration 10 on, 1,000 iterations.This is of before: the room has been changed since."
    )


def test_every_wrong_algorithm_is_offered_with_what_it_does_and_marked(page: Page) -> None:
    dialog = open_labs(page, "Compare")
    choices = dialog.locator("#run-2-value option")
    expect(choices).to_have_count(len(MISTAKES))
    offered = choices.evaluate_all("(all) => all.map((each) => [each.value, each.textContent])")
    assert dict(offered) == dict(MISTAKES)
    assert dialog.locator("label[for=run-2-value]").inner_text() == "Wrong on purpose"


def test_every_other_setting_can_be_tried(page: Page) -> None:
    dialog = open_labs(page, "Compare")
    dialog.locator("#lab-iterations").fill("20")
    dialog.locator("#lab-iterations").press("Tab")
    for kind, choice, name in (
        ("optimiser", "adam", "Adam"),
        ("activation", "1 tanh", "hidden units: tanh"),
        ("loss", "binary_cross_entropy", "loss: binary cross entropy"),
        ("bias_policy", "per_unit", "biases per unit"),
        ("batch", None, "1 row a batch"),
    ):
        dialog.locator("#run-2-kind").select_option(kind)
        if choice is not None:
            dialog.locator("#run-2-value").select_option(choice)
        dialog.get_by_role("button", name="Compare", exact=True).click()
        row = dialog.get_by_role("table", name="The runs").get_by_role("row", name=name)
        expect(row).to_contain_text("passed", timeout=60_000)
        expect(row).not_to_contain_text("not passed")
    dialog.get_by_role("button", name="Change something else in run 3, too").click()
    dialog.locator("#run-2-1-kind").select_option("eta")
    dialog.locator("#run-2-1-value").fill("2")
    dialog.get_by_role("button", name="Compare", exact=True).click()
    runs = "The runs and their gradient check"
    error = cells(dialog, runs, re.compile("1 row a batch, η = 2 "))[0]
    assert number(error) == pytest.approx(trained(20, 2.0)[0], abs=6e-5)  # there is one row
    dialog.get_by_role("button", name="Remove this from run 3").first.click()
    expect(dialog.locator("#run-2-kind")).to_have_value("eta")
    expect(dialog.locator("#run-2-1-kind")).to_have_count(0)


def test_what_cannot_be_done_is_said_where_it_was_asked(page: Page, open_page: Open, watch: Watch) -> None:
    watch.allow("422")
    dialog = open_labs(page, "Compare")
    for field, bad, reason in (
        ("run-1-value", "0", "must be from"),
        ("run-1-value", "two", "not a number"),
        ("lab-iterations", "2.5", "whole number"),
        ("lab-iterations", "20001", "must be from 1 to 20000"),
    ):
        dialog.locator(f"#{field}").fill(bad)
        dialog.locator(f"#{field}").press("Tab")
        expect(dialog.locator(f"#{field}-reason")).to_contain_text(reason)
    dialog.get_by_role("button", name="Compare", exact=True).click()
    expect(dialog.get_by_text("Not yet: mend “η” first.")).to_be_visible()
    expect(dialog.locator("#run-1-value")).to_be_focused()
    expect(dialog.get_by_text("A falling loss proves nothing")).to_be_hidden()
    dialog = open_labs(open_page("/?example=xor"), "Compare")
    dialog.locator("#run-2-value").select_option("rows_for_columns")
    dialog.get_by_role("button", name="Compare", exact=True).click()
    refused = dialog.locator(".lab-run", has=dialog.page.locator("#run-2-value")).get_by_role("alert")
    expect(refused).to_contain_text("rows pass for columns only where it is square")


def open_linear(open_page: Open, server: RunningServer) -> Page:
    """Open a room of one linear unit without a bias, w = 3, x = 1, target 1: E = ½ (w − 1)², w ← 1 + (1 − η)(w − 1)."""
    network = {"sizes": [1, 1], "activations": ["identity"], "loss": "half_squared_error", "bias_policy": "frozen"}
    body = {"network": {**network, "w": [[[3.0]]], "b": [[0.0]]}, "x": [[1.0]], "target": [[1.0]], "eta": 0.5}
    request = Request(f"{server.url}/api/v1/rooms", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        room = json.load(answer)
    return open_page(urlsplit(room["host_url"])._replace(scheme="", netloc="").geturl())


def test_a_run_that_runs_away_is_said_to(open_page: Open, server: RunningServer) -> None:
    dialog = open_labs(open_linear(open_page, server), "Compare")
    dialog.locator("#run-1-value").fill("3")
    dialog.locator("#run-1-value").press("Tab")
    dialog.get_by_role("button", name="Compare", exact=True).click()
    last, check, _ = cells(dialog, "The runs and their gradient check", re.compile("η = 3 "))
    assert check == "passed"
    error, words = last.split("\n")
    ran = re.fullmatch(r"ran away after iteration (\d+)", words)
    assert ran
    # Its distance doubles with every update: E = ½ 4ⁿ⁺¹, which a double holds up to n = 511.
    assert 500 <= int(ran[1]) <= 511
    assert number(error) == pytest.approx(2.0 * 4.0 ** int(ran[1]), rel=0.05)


def asked(page: Page, dialog: Locator, field: str, value: str) -> dict:
    """Choose something of the surface; gives what the server answers."""
    with page.expect_response(lambda answer: "/landscape?" in answer.url and f"={value}&" in answer.url) as found:
        dialog.locator(f"#surface-{field}").select_option(value)
    return found.value.json()


def test_e_over_a_weight_is_that_of_the_oracle(page: Page) -> None:
    dialog = open_labs(page, "Error surface")
    answer = asked(page, dialog, "first", "w.2.1.0")
    chart = dialog.get_by_role("img", name="E over w7")
    for value, found in list(zip(answer["values"], answer["error_total"], strict=True))[::20]:
        assert found == pytest.approx(error("2.1.0", value - 0.5), rel=1e-12)
    drawn = chart.locator(".curve").get_attribute("points") or ""
    points = [tuple(map(float, point.split(","))) for point in drawn.split(" ")]
    assert len(points) == 121
    # What is drawn is as far up as E is large, and the ring lies where the weight is.
    (_, y_first), (_, y_last) = points[0], points[-1]
    (_, y_middle) = points[60]
    first, middle, last = (error("2.1.0", answer["values"][at] - 0.5) for at in (0, 60, -1))
    assert (y_middle - y_first) / (y_last - y_first) == pytest.approx((middle - first) / (last - first), abs=0.01)
    ring = chart.locator(".lab-now")
    assert float(ring.get_attribute("cx") or 0) == pytest.approx(points[60][0], abs=0.1)
    assert float(ring.get_attribute("cy") or 0) == pytest.approx(y_middle, abs=0.1)
    expect(dialog.locator(".lab-point")).to_have_text("Now w7 = 0.5000, E = 0.2984.")
    dialog.get_by_label("The parabola that touches E here").check()
    expect(chart.locator(".touching")).to_have_count(1)
    name = chart.get_attribute("aria-label") or ""
    assert number(name.split("its slope ")[1].split(",")[0].replace("+", "")) == pytest.approx(slope("2.1.0"), abs=6e-5)


def test_the_largest_stable_learning_rate_of_a_linear_unit(open_page: Open, server: RunningServer) -> None:
    dialog = open_labs(open_linear(open_page, server), "Error surface")
    expect(dialog.locator(".lab-stable")).to_contain_text("2/λ = 2.000")
    expect(dialog.locator(".lab-stable")).to_contain_text("η is 0.5 now.")
    expect(dialog).to_contain_text("E is a parabola along it, so this is exact")


def test_e_over_two_weights_is_a_map_with_the_way_of_training(page: Page) -> None:
    show(page, "w.2.0.0", moment=12)
    go_to(page, 60)
    dialog = open_labs(page, "Error surface")
    answer = asked(page, dialog, "second", "w.2.1.1")
    weights = trained(60, 0.5)[1]
    expect(dialog.get_by_role("img", name="E over w5 and w8")).to_have_accessible_name(
        re.compile(rf"from w5 0\.4000, w8 0\.5500 to w5 −{-weights['w.2.0.0']:.4f}, w8 {weights['w.2.1.1']:.4f}")
    )
    grid = answer["error_total"]
    low, high = min(map(min, grid)), max(map(max, grid))
    bright = """(canvas, [across, up]) => {
      const {width, height} = canvas;
      const pixel = canvas.getContext('2d').getImageData(width * across, height * (1 - up), 1, 1).data;
      return pixel[0] + pixel[1] + pixel[2];
    }"""
    canvas = dialog.locator("canvas")
    place = {value: (row, column) for row, line in enumerate(grid) for column, value in enumerate(line)}
    shades = [
        canvas.evaluate(bright, [(column + 0.3) / len(grid[0]), (row + 0.3) / len(grid)])
        for row, column in (place[low], place[high])
    ]
    assert shades[0] > shades[1] + 200, "on a light page the darker the higher"
    for width, height in ((1280, 720), (390, 844)):
        resize(page, width, height)
        page.wait_for_function(TICKS_APART)
        for axis, values in enumerate((answer["values"], answer["second_values"])):
            ticks = canvas.evaluate(TICKS, axis)
            assert len(ticks) > 1
            for text, share in ticks:
                where = (number(text) - values[0]) / (values[-1] - values[0])
                assert share == pytest.approx(where, abs=0.01), text
    for theme in themes(page):
        assert canvas.evaluate(FRAME) >= 3, theme
    # Over one of them the way of training ends where the ring is, as far up as E is large.
    dialog.locator("#surface-second").select_option("")
    way = dialog.locator(".lab-way")
    expect(way).to_have_count(1)
    ends = [tuple(map(float, point.split(","))) for point in (way.get_attribute("points") or "").split(" ")]
    ring = dialog.locator(".lab-now")
    assert ends[-1] == pytest.approx([float(ring.get_attribute(name) or 0) for name in ("cx", "cy")], abs=0.1)
    assert len(ends) == len(answer["path"])
    assert ends[0][1] < ends[-1][1], "E was larger"


TICKS = """(canvas, axis) => {
  const map = canvas.getBoundingClientRect();
  return [...canvas.parentElement.querySelectorAll(axis ? '.up > span' : '.across > span')].map((tick) => {
    const { left, right, top, bottom } = tick.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return [tick.textContent, axis ? (map.bottom - y) / map.height : (x - map.left) / map.width];
  });
}"""
# In the dialog, and none over another, as soon as the map is as wide as it will be.
TICKS_APART = """() => {
  const { left, right } = document.querySelector('.labs').getBoundingClientRect();
  const boxes = [...document.querySelectorAll('.lab-ticks > span')].map((tick) => tick.getBoundingClientRect());
  return boxes.length > 3 && boxes.every((box) => box.left >= left && box.right <= right) && boxes.every((one, index) =>
    boxes.slice(index + 1).every((other) => one.right < other.left || other.right < one.left
      || one.bottom <= other.top || other.bottom <= one.top));
}"""


RING = """(canvas) => {
  const { width, height } = canvas;
  const colour = document.createElement('canvas').getContext('2d');
  colour.fillStyle = getComputedStyle(canvas).getPropertyValue('--hl').trim();
  colour.fillRect(0, 0, 1, 1);
  const [r, g, b] = colour.getImageData(0, 0, 1, 1).data;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let [count, x, y] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === r && data[at + 1] === g && data[at + 2] === b) {
      count += 1;
      x += (at / 4) % width;
      y += Math.floor(at / 4 / width);
    }
  return [x / count - width / 2, height / 2 - y / count];
}"""


def test_the_relief_of_e_is_turned_by_keys_and_pointer(page: Page) -> None:
    show(page, "w.2.0.0", moment=12)
    go_to(page, 60)
    dialog = open_labs(page, "Error surface")
    answer = asked(page, dialog, "second", "w.2.1.1")
    dialog.get_by_role("radio", name="3-D").check()
    relief = dialog.get_by_role("slider", name="E over w5 and w8")
    expect(relief).to_have_accessible_name(re.compile("The way of training goes from w5 0.4000, w8 0.5500 to "))
    relief.focus()
    for key, seen in (
        *(("ArrowRight", f"turned by {turn}°, seen from 30° above") for turn in (20, 10, 0)),
        *(("ArrowUp", f"turned by 0°, seen from {tilt}° above") for tilt in (40, 50, 60, 70, 80, 90)),
    ):
        page.keyboard.press(key)
        expect(relief).to_have_attribute("aria-valuetext", seen)
    # From right above it is the map: the ring lies as far from the middle as the weights do.
    middles = [(all_[0] + all_[-1]) / 2 for all_ in (answer["values"], answer["second_values"])]
    halves = [(all_[-1] - all_[0]) / 2 for all_ in (answer["values"], answer["second_values"])]
    across, up = ((value - m) / h for value, m, h in zip(answer["point"]["values"], middles, halves, strict=True))
    x, y = relief.evaluate(RING)
    assert x / y == pytest.approx(across / up, rel=0.03)
    assert (x > 0) == (across > 0)
    box = relief.bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 250, box["y"] + 50)
    page.mouse.up()
    expect(relief).to_have_attribute("aria-valuetext", "turned by 20°, seen from 70° above")
    page.mouse.move(box["x"] + 100, box["y"] + 150)
    expect(relief).to_have_attribute("aria-valuetext", "turned by 20°, seen from 70° above")
    assert_all_explained(page, 6, dialogs=True)
    dialog.get_by_role("radio", name="Contours").check()
    expect(dialog.get_by_role("img", name="E over w5 and w8")).to_be_visible()


def test_a_range_that_is_none_is_refused_in_words(page: Page, watch: Watch) -> None:
    watch.allow("422")
    dialog = open_labs(page, "Error surface")
    dialog.locator("#surface-low").fill("5")
    dialog.locator("#surface-low").press("Tab")
    expect(dialog.get_by_role("alert")).to_contain_text("let them rise")
    dialog.locator("#surface-high").fill("much")
    dialog.locator("#surface-high").press("Tab")
    expect(dialog.locator("#surface-high-reason")).to_contain_text("not a number")
    dialog.get_by_role("button", name="Fit the range").click()
    expect(dialog.get_by_role("img", name="E over w5")).to_be_visible()


def swept(page: Page, dialog: Locator, **fields: str) -> dict:
    """Sweep with these numbers; gives what was sent and what the server answers."""
    for name, value in fields.items():
        dialog.locator(f"#sweep-{name}").fill(value)
        dialog.locator(f"#sweep-{name}").press("Tab")
    with page.expect_response(lambda answer: answer.url.endswith("/sweep")) as found:
        dialog.get_by_role("button", name="Sweep", exact=True).click()
    expect(dialog.locator(".lab-heat")).to_be_visible()
    return {"sent": found.value.request.post_data_json, **found.value.json()}


def test_a_sweep_says_how_every_cell_ends_and_opens_it_as_a_room(open_page: Open, server: RunningServer) -> None:
    page = open_linear(open_page, server)
    dialog = open_labs(page, "Sweep")
    numbers = {"low": "0.5", "high": "3", "rates": "2", "starts": "3", "iterations": "600", "solved": "1e-3"}
    found = swept(page, dialog, **numbers, **{"rule-low": "-0.25"})
    assert found["sent"]["initial"] == {"name": "uniform", "low": -0.25, "high": 0.5}
    assert found["sent"]["x"] == [[1.0]]
    assert found["sent"]["target"] == [[1.0]]
    # E = ½ (w − 1)², and w − 1 becomes (1 − η) times as large: at 0.5 it vanishes, at 3 it doubles without end.
    heat = dialog.get_by_role("slider", name="E at the end of 6 networks: 3 solved, 3 ran away")
    expect(heat.locator(".lost")).to_have_count(3)
    expect(heat.locator(".solved:not(.around)")).to_have_count(3)
    expect(dialog).to_contain_text("Solved is an E of at most 0.001.")
    expect(dialog.locator(".lab-taken")).to_have_text(
        "The network and the rows as they are at iteration 0; 600 iterations in each cell, "
        "first weights uniform, lowest weight −0.25, highest weight 0.5."
    )
    heat.focus()
    for key in ("ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    assert found["error_total"][0][1] < 1e-20
    expect(heat).to_have_attribute("aria-valuetext", re.compile("^η = 0.5, start 1: E = .*, solved$"))
    page.keyboard.press("ArrowUp")
    expect(dialog.locator(".lab-cell")).to_have_text(f"η = 3, start 1: ran away in iteration {found['diverged'][1][1]}")
    before = page.url
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before and "/r/" in url)
    ready(page)
    weight, eta = page.evaluate("() => ['w.1.0.0', 'eta'].map((id) => window.deltaflow.store.value(id))")
    assert (weight, eta) == (found["networks"][1]["w"][0][0][0], 3.0)


def test_a_cell_ends_as_the_oracle_ends(page: Page) -> None:
    dialog = open_labs(page, "Sweep")
    found = swept(page, dialog, low="2", high="2", rates="1", starts="2", iterations="30")
    givens = Givens(eta=2.0)
    for layer in (1, 2):
        givens.w[layer] = found["networks"][0]["w"][layer - 1]
        givens.b[layer] = found["networks"][0]["b"][layer - 1]
    for _ in range(30):
        now = iteration(givens)
        for id_ in [f"{layer}.{j}.{i}" for layer in (1, 2) for j in range(2) for i in range(2)]:
            givens.set(f"w.{id_}", now[f"w_next.{id_}"])
    expected = iteration(givens)["error_total"]
    assert found["error_total"][0][0] == pytest.approx(expected, rel=1e-10)
    heat = dialog.get_by_role("slider", name="E at the end of 2 networks")
    heat.focus()
    page.keyboard.press("ArrowLeft")
    cell = dialog.locator(".lab-cell")
    expect(cell).to_contain_text("start 0:")
    said = re.fullmatch(r"η = 2, start 0: E = (\S+?)(, solved)?", cell.inner_text())
    assert said
    assert number(said[1]) == pytest.approx(expected, abs=6e-5)


def test_a_sweep_that_cannot_be_is_refused_in_words(page: Page) -> None:
    dialog = open_labs(page, "Sweep")
    dialog.locator("#sweep-starts").fill("65")
    dialog.get_by_role("button", name="Sweep", exact=True).click()  # right from the field
    expect(dialog.locator("#sweep-starts-reason")).to_contain_text("must be from 1 to 64")
    expect(dialog.get_by_text("Not yet: mend “Starts” first.")).to_be_visible()
    expect(dialog.locator("#sweep-starts")).to_be_focused()
    dialog.locator("#sweep-low").fill("200")
    dialog.locator("#sweep-low").press("Tab")
    expect(dialog.get_by_text("let them rise")).to_be_visible()
    expect(dialog.get_by_role("button", name="Sweep", exact=True)).to_be_disabled()


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_every_tab_fits_and_its_controls_have_words(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(width=size[0], height=size[1])
    if size[0] < 800:
        page.get_by_role("button", name="More controls").click()
    page.get_by_role("button", name="Experiments").locator("visible=true").click()
    dialog = page.get_by_role("dialog", name="Experiments")
    for tab, button, found in (
        ("Compare", "Compare", "table"),
        ("Error surface", None, "img"),
        ("Sweep", "Sweep", "slider"),
    ):
        dialog.get_by_role("tab", name=tab).click()
        if button:
            dialog.get_by_role("button", name=button, exact=True).click()
        expect(dialog.get_by_role(found).first).to_be_visible(timeout=60_000)  # type: ignore[arg-type]
        assert_all_explained(page, 6, dialogs=True)
        assert dialog.evaluate("(each) => each.scrollWidth <= each.clientWidth")
