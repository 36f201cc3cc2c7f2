"""What the first screen does not need comes when it is wanted, or before; where it does not come, the page says so."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Watch, ready
from tests.browser.reading import wait_for
from tools.serving import RunningServer

Open = Callable[..., Page]

FAILED = "This part of the page could not be loaded. Nothing is lost: try again when the server can be reached."
WAITING = "Loading …"
# Everything that comes later, by what a person finds in it.
DIALOGS = {
    "keys": ("Keys and letters", "Keyboard"),
    "invite": ("Invite", "Everybody with this link"),
    "keep": ("Share and save", "Link to this moment"),
    "branches": ("Branches", "You are here"),
    "network": ("Change the network", "Loss"),
    "find": ("Find a number", "Name or words"),
    "article": ("The article's numbers", "Matt Mazur"),
    "help": ("Everything explained", "Previous"),
}
TABS = {
    "paths": "Pick a weight or a bias here",
    "check": "Pick a weight or a bias here",
    "data": "What the network makes of its data",
    "table": "is not computed yet",
}
LATER = re.compile(r"/static/joined/later[.]js")
NOTATIONS = {"matrix": "Marked: this number", "numpy": "Copy"}


def show(page: Page, signal: str, value: str | None) -> None:
    page.evaluate("([signal, value]) => { window.deltaflow.store[signal].value = value; }", [signal, value])


def places(page: Page) -> list[tuple[Locator, str, tuple[str, str | None]]]:
    """Every place that something comes into later: where it is, a word of what comes, and how it is opened."""
    panel = page.get_by_role("tabpanel")
    dialogs = [
        (page.get_by_role("dialog", name=title), words, ("dialog", name)) for name, (title, words) in DIALOGS.items()
    ]
    tabs = [(panel, words, ("tab", name)) for name, words in TABS.items()]
    return [*dialogs, *tabs, *[(panel, words, ("notation", name)) for name, words in NOTATIONS.items()]]


def go_on(page: Page, how: tuple[str, str | None]) -> None:
    """Open a place, and leave the one before."""
    show(page, "dialog", None)
    show(page, "tab", "rule")
    show(page, *how)


def modules(page: Page, *, until: float = float("inf")) -> set[str]:
    """Name the modules that the page has asked for, by a time in milliseconds."""
    asked = page.evaluate(
        "() => performance.getEntriesByType('resource').map(({ name, startTime }) => [name, startTime])"
    )
    named = [(re.search(r"/static/(.+[.]m?js)[?]v=", name), at) for name, at in asked]
    return {found[1] for found, at in named if found and at <= until}


@pytest.mark.parametrize(
    ("path", "page_file", "rest"),
    [("/", "app_page", {"joined/later.js"}), ("/embed", "embed_page", {"joined/app.js", "joined/later.js"})],
)
def test_the_first_screen_asks_ahead_for_what_it_needs_and_then_for_all_the_rest(
    open_page: Open, path: str, page_file: str, rest: set[str]
) -> None:
    page = open_page(path, wait=False)
    assert page.evaluate("window.deltaflow.whole") is True
    drawn = page.evaluate("() => performance.getEntriesByName('ready')[0].startTime")
    ahead = page.evaluate("() => [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => href)")
    first = modules(page, until=drawn)
    assert {re.sub(r".*/static/|[?].*", "", address) for address in ahead} == first
    assert {"joined/begin.js", "joined/shared.js", f"joined/{page_file}.js"} <= first
    assert modules(page) == first | rest


def test_the_page_runs_as_it_is_written_while_somebody_works_on_it(
    open_page: Open, start_server: Callable[..., RunningServer]
) -> None:
    page = open_page(at=start_server("--reload"))
    page.keyboard.press("ArrowRight")
    wait_for(page, 0, 1)
    assert page.evaluate("window.deltaflow.whole") is True
    named = modules(page)
    assert {"js/begin.js", "js/main.js", "js/view/stage/stage.js", "js/view/finder.js"} < named
    assert not {name for name in named if name.startswith("joined/")}


def test_everything_opens_when_the_server_has_gone(
    open_page: Open, start_server: Callable[..., RunningServer], watch: Watch
) -> None:
    watch.allow("WebSocket connection to", "ERR_CONNECTION_REFUSED")
    server = start_server()
    page = open_page(at=server)
    page.keyboard.press("ArrowRight")
    wait_for(page, 0, 1)
    server.stop()
    expect(page.get_by_role("region", name="Messages")).not_to_be_empty()
    for place, words, how in places(page):
        go_on(page, how)
        expect(place).to_contain_text(words)
        expect(place).not_to_contain_text(FAILED)


def test_what_does_not_come_says_so_and_comes_when_it_is_tried_again(open_page: Open, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = open_page("/healthz", wait=False)
    gone = [True]
    page.route(LATER, lambda route: route.abort() if gone[0] else route.continue_())
    page.goto(page.url.replace("/healthz", "/"))
    assert ready(page).evaluate("window.deltaflow.whole") is False
    page.keyboard.press("ArrowRight")
    wait_for(page, 0, 1)
    *others, last = reversed(places(page))  # a dialog is the last
    for place, _, how in [*others, last]:
        go_on(page, how)
        expect(place).to_contain_text(FAILED)
    gone[0] = False
    place, words, _ = last
    again = place.get_by_role("button", name="Try again")
    again.press("Enter")
    expect(place).to_contain_text(words)
    expect(place).not_to_contain_text(FAILED)
    expect(again).to_have_count(0)
    # Trying again loses nobody's place.
    page.wait_for_function("(place) => place.contains(document.activeElement)", arg=place.element_handle())
    for place, words, how in others:
        go_on(page, how)
        expect(place).to_contain_text(words)
        expect(place).not_to_contain_text(FAILED)
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("key", "title", "focus"),
    [("/", "Find a number", "Name or words"), ("?", "Everything explained", "Next")],
)
def test_what_comes_late_keeps_its_place_and_gets_the_focus_that_it_wishes(
    open_page: Open, key: str, title: str, focus: str
) -> None:
    page = open_page("/healthz", wait=False)
    held: list[Route] = []
    late = [True]
    page.route(LATER, lambda route: held.append(route) if late[0] else route.continue_())
    page.goto(page.url.replace("/healthz", "/"))
    page.evaluate("window.deltaflow.ready")
    button = page.get_by_role("button", name="Share and save")
    button.focus()
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name=title)
    expect(dialog).to_contain_text(WAITING)
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    late[0] = False
    for route in held:
        route.continue_()
    expect(dialog.get_by_label(focus).or_(dialog.get_by_role("button", name=focus))).to_be_focused()
    expect(dialog).not_to_contain_text(WAITING)
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
