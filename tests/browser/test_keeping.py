"""A moment kept as a link or a file comes back the same in another browser; what is refused changes nothing."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.browser.oracle import at
from tests.browser.reading import go_to, table, wait_for
from tests.browser.written import wait_until_written
from tools.serving import RunningServer

Open = Callable[..., Page]
VIEW = """() => {
  const {selection, notation, digits, paper, theme, tab} = deltaflow.store;
  return [selection.value, notation.value, digits.value, paper.value, theme.value, tab.value];
}"""


def looked_at(page: Page) -> list[object]:
    """Stand at (40, 20), looking at something in a way of one's own; return how."""
    go_to(page, 40)
    page.evaluate(
        """() => {
          const {store} = deltaflow;
          store.selection.value = 'dE_dw.2.0.0';
          store.notation.value = 'article';
          store.digits.value = 6;
          store.theme.value = 'projector';
          store.tab.value = 'table';
        }"""
    )
    return page.evaluate(VIEW)


def share(page: Page) -> None:
    page.get_by_role("button", name="Share and save").click()


def path_of(page: Page, url: str) -> str:
    return url.removeprefix(page.evaluate("location.origin"))


@pytest.mark.parametrize("kind", ["Short link", "Link that holds everything"])
def test_a_link_restores_the_moment_in_another_browser(page: Page, open_page: Open, kind: str) -> None:
    view = looked_at(page)
    numbers = table(page)
    place = page.evaluate("deltaflow.store.position.value")
    share(page)
    page.get_by_role("button", name=kind, exact=True).click()
    field = page.locator("#moment-link")
    expect(field).to_be_focused()
    url = field.input_value()
    assert "k=" not in url
    other = open_page(path_of(page, url))
    wait_for(other, place["iteration"], place["moment"])
    assert other.evaluate(VIEW) == view
    assert table(other) == numbers
    assert other.evaluate("location.pathname").startswith("/r/")
    assert other.evaluate("location.hash") == ""
    assert other.evaluate("deltaflow.store.snapshot.value.role") == "driver"
    assert other.evaluate("localStorage.getItem('deltaflow.theme')") != "projector", "the reader's own theme stays"


def test_a_link_opens_in_an_open_page_too(page: Page) -> None:
    go_to(page, 7)
    share(page)
    page.get_by_role("button", name="Link that holds everything").click()
    expect(page.locator("#moment-link")).to_be_focused()
    packed = page.locator("#moment-link").input_value().split("#")[1]
    room = page.evaluate("location.pathname")
    page.keyboard.press("Escape")
    go_to(page, 9)
    page.evaluate("(packed) => { location.hash = packed; }", packed)
    # The page that is left is at no room's address for a moment, and has its numbers still.
    page.wait_for_function(
        """(room) => location.pathname.startsWith('/r/') && location.pathname !== room
          && window.deltaflow?.store.position.value""",
        arg=room,
    )
    wait_for(page, 7, 35)


@pytest.mark.parametrize("path", ["/#m=nonsense", "/#m=%20"])
def test_a_broken_link_says_so_and_leads_on(open_page: Open, path: str) -> None:
    page = open_page(path)
    expect(page.locator("#stage")).to_contain_text("This link cannot be opened.")
    page.get_by_role("link", name="Open a new room").click()
    page.wait_for_function("() => window.deltaflow?.store.position.value")
    assert page.evaluate("location.hash") == ""


def test_a_file_is_saved_and_loaded_with_its_edits_elsewhere(page: Page, open_page: Open, tmp_path: Path) -> None:
    view = looked_at(page)
    numbers = table(page)
    share(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save a file").click()
    path = tmp_path / "moment.json"
    coming.value.save_as(path)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert (saved["schema"], saved["version"]) == ("deltaflow.moment", 1)
    other = open_page()
    room = other.evaluate("location.pathname")
    share(other)
    other.locator("input[type=file]").set_input_files(path)
    other.wait_for_function("(room) => location.pathname !== room && window.deltaflow?.store.position.value", arg=room)
    wait_for(other, 40, 35)
    assert other.evaluate(VIEW) == view
    assert table(other) == numbers


def test_a_file_that_is_refused_changes_nothing(page: Page, watch: Watch, tmp_path: Path) -> None:
    watch.allow("422")
    go_to(page, 5)
    room = page.evaluate("location.pathname")
    share(page)
    section = page.get_by_role("region", name="File")
    for text, reason in [
        ("no json", "This is no JSON file"),
        (json.dumps({"weights": [1]}), "This file holds no moment"),
        ("null", "This file holds no moment"),
        (json.dumps({"schema": "deltaflow.moment", "version": 99}), "version"),
    ]:
        path = tmp_path / "wrong.json"
        path.write_text(text, encoding="utf-8")
        page.locator("input[type=file]").set_input_files(path)
        expect(section.get_by_role("status")).to_contain_text(reason)
        expect(section.get_by_role("status")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(['no json'], 'moment.json'));
          document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.get_by_role("region", name="Messages")).to_contain_text("This is no JSON file")
    assert page.evaluate("location.pathname") == room
    wait_for(page, 5, 35)


def saved_by(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_numbers_and_programs_are_those_of_the_moment(page: Page, tmp_path: Path) -> None:
    go_to(page, 40)
    share(page)
    truth = at(40)
    record = json.loads(saved_by(page, "This iteration as JSON", tmp_path).read_text(encoding="utf-8"))
    values = {q["id"]: q["value"] for moment in record["moments"] for q in moment["quantities"]}
    assert record["iteration"] == 40
    for id_ in ("a.2.0", "delta.1.1", "dE_dw.1.0.0", "error_total"):
        assert values[id_] == pytest.approx(truth[id_], rel=1e-12)
    assert "dE_dw.1.0.0" in saved_by(page, "This iteration as CSV", tmp_path).read_text(encoding="utf-8")
    page.locator("#history-every").fill("0")
    page.get_by_role("button", name="History as CSV").click()
    expect(page.get_by_role("region", name="Numbers", exact=True)).to_contain_text("a whole number above 0")
    page.locator("#history-every").fill("10")
    rows = list(csv.DictReader(saved_by(page, "History as CSV", tmp_path).read_text(encoding="utf-8").splitlines()))
    assert [row["iteration"] for row in rows] == ["0", "10", "20", "30", "40"]
    assert float(rows[4]["error_total"]) == pytest.approx(truth["error_total"], rel=1e-12)
    program = saved_by(page, "Save the numpy program", tmp_path)
    printed = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=True).stdout
    assert repr(values["error_total"]) in printed
    assert "import torch" in saved_by(page, "Save the PyTorch program", tmp_path).read_text(encoding="utf-8")
    page.get_by_role("button", name="Copy the numpy program").click()
    expect(page.get_by_label("The program")).to_contain_text("import numpy")


def test_the_server_is_killed_under_an_edited_page_and_nothing_is_lost(
    start_server: Callable[..., RunningServer], open_page: Open, watch: Watch, tmp_path: Path
) -> None:
    watch.allow("WebSocket connection to", "ERR_CONNECTION_REFUSED")
    first = start_server()
    page = open_page(at=first)
    go_to(page, 20)
    page.get_by_role("textbox", name="Learning rate, exact").fill("2")
    page.keyboard.press("Enter")
    page.wait_for_function("() => deltaflow.store.value('eta') === 2")
    go_to(page, 40)
    shown = table(page)
    branches = page.evaluate("deltaflow.store.branches.value.branches.map(({name}) => name)")
    assert len(branches) == 2
    wait_until_written(tmp_path / "rooms", 40, 35)
    first.kill()
    messages = page.get_by_role("region", name="Messages")
    expect(messages).to_contain_text("Connection lost")
    start_server(port=first.port)
    expect(messages).not_to_contain_text("Connection lost", timeout=20_000)
    wait_for(page, 40, 35)
    assert table(page) == shown
    assert page.evaluate("deltaflow.store.value('eta')") == 2
    assert page.evaluate("deltaflow.store.branches.value.branches.map(({name}) => name)") == branches
