"""More than one browser, and a server that goes away: everybody stays in step, and nothing stale looks current."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.browser.looks import assert_disabled_looks_so
from tests.browser.oracle import at
from tests.browser.reading import go_to, position, stage_texts, table, wait_for
from tests.browser.truth import cell, known_at
from tests.browser.written import wait_until_written
from tools.serving import RunningServer

Open = Callable[..., Page]
Start = Callable[..., RunningServer]


def room_path(page: Page) -> str:
    """The address of a page's room, without its host."""
    return page.evaluate("location.pathname")


def test_a_viewer_follows_in_step_and_cannot_drive(page: Page, open_page: Open) -> None:
    viewer = open_page(room_path(page))
    expect(viewer.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    assert_disabled_looks_so(viewer, least=15)
    for moment in range(1, 6):
        page.keyboard.press("Space")
        wait_for(page, 0, moment)
        wait_for(viewer, 0, moment)
        assert table(viewer) == table(page)
    go_to(page, 500)
    wait_for(viewer, *position(page))
    assert sorted(stage_texts(viewer)) == sorted(stage_texts(page))
    viewer.keyboard.press("Space")
    expect(viewer.get_by_role("region", name="Messages")).to_contain_text("You are watching")
    assert position(viewer) == position(page) == (500, position(page)[1])


def test_the_key_leaves_the_address_bar_and_hands_over_the_room(page: Page, open_page: Open) -> None:
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Show the host link").click()
    link = page.locator("#host-link").input_value()
    page.keyboard.press("Escape")
    assert "#k=" in link
    other = open_page(link.removeprefix(page.evaluate("location.origin")))
    assert "#" not in other.url
    other.get_by_role("banner").get_by_role("button", name="Take over").click()
    expect(other.get_by_role("button", name="Next", exact=True)).to_be_enabled()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    other.keyboard.press("Space")
    wait_for(other, 0, 1)
    wait_for(page, 0, 1)


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_restarted_server_finds_the_page_at_the_same_place(
    start_server: Start, open_page: Open, watch: Watch, tmp_path: Path, how: str
) -> None:
    watch.allow("WebSocket connection to", "ERR_CONNECTION_REFUSED")
    first = start_server()
    page = open_page(at=first)
    go_to(page, 40)
    page.keyboard.press("ArrowLeft")
    wait_for(page, 40, 34)
    shown = table(page)
    wait_until_written(tmp_path / "rooms", 40, 34)
    getattr(first, how)()
    banner = page.get_by_role("region", name="Messages")
    expect(banner).to_contain_text("Connection lost")
    expect(banner).to_contain_text("as of")
    assert table(page) == shown
    start_server(port=first.port)
    expect(banner).not_to_contain_text("Connection lost", timeout=20_000)
    wait_for(page, 40, 34)
    truth = at(40)
    assert table(page) == shown == {id_: cell(id_, truth, known_at(34, truth)) for id_ in shown}
    page.keyboard.press("ArrowRight")
    wait_for(page, 40, 35)


def test_a_room_that_is_gone_leads_on(open_page: Open, watch: Watch) -> None:
    watch.allow("404")
    page = open_page("/r/ZZZZZZ", wait=False)
    page.get_by_role("link", name="new room").or_(page.get_by_role("button", name="new room")).first.click()
    page.wait_for_function("() => window.deltaflow?.store.position.value")
    assert room_path(page) != "/r/ZZZZZZ"
