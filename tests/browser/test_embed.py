"""The frame in a page of another origin: docs/embed/example.html as it is, and the same room driven from around it."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, ready
from tests.browser.oracle import at
from tests.browser.reading import wait_for
from tools.environment import ROOT
from tools.serving import RunningServer

Open = Callable[..., Page]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


@pytest.fixture
def around() -> Iterator[str]:
    """Another origin: the documentation's folder, served by a program that knows nothing of Deltaflow."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT / "docs" / "embed")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def outer(around: str, server: RunningServer, open_page: Open, watch: Watch) -> Page:
    """The example page with the frame in it."""
    watch.allow("404.*favicon", r"favicon\.ico")
    watch.origins.add(around.removeprefix("http://"))
    page = open_page("/healthz", wait=False)
    page.goto(f"{around}/example.html?server={server.url}")
    expect(page.locator("#position")).to_contain_text("iteration 0, moment 0")
    return page


def test_the_example_page_drives_the_frame_and_hears_of_every_step(outer: Page) -> None:
    position = outer.locator("#position")
    outer.get_by_role("button", name="Step", exact=True).click()
    expect(position).to_have_text("iteration 0, moment 1 (forward)")
    outer.get_by_role("button", name="Step back").click()
    expect(position).to_contain_text("iteration 0, moment 0")
    outer.get_by_role("button", name="Go to").click()
    expect(position).to_have_text("iteration 40, moment 20 (backward)")
    assert float(outer.locator("#error").inner_text()) == pytest.approx(at(40)["error_total"], rel=1e-13)
    frame = outer.frame_locator("#deltaflow")
    expect(frame.get_by_role("region", name="Playback")).to_contain_text("Iteration 40, moment 20 of 36")
    frame.get_by_role("button", name="Next").click()
    expect(position).to_have_text("iteration 40, moment 21 (backward)")
    outer.get_by_role("button", name="Where is it?").click()
    expect(outer.locator("#answer")).to_have_text("deltaflow:state")


def test_what_is_wrong_is_refused_with_the_reason_and_changes_nothing(outer: Page) -> None:
    outer.get_by_label("Moment").fill("99")
    outer.get_by_role("button", name="Go to").click()
    expect(outer.locator("#answer")).to_have_text("refused: moment: a whole number from 0 to 36.")
    outer.evaluate("say({type: 'deltaflow:restart'})")
    expect(outer.locator("#answer")).to_have_text("refused: There is no message of this type.")
    outer.evaluate("say({type: 'deltaflow:step', twice: true})")
    expect(outer.locator("#answer")).to_have_text("refused: deltaflow:step has no field twice.")
    outer.evaluate("say('deltaflow:step')")
    expect(outer.locator("#answer")).to_have_text("refused: A message is an object with a type.")
    expect(outer.locator("#position")).to_contain_text("iteration 0, moment 0")


def test_only_the_window_around_is_obeyed(outer: Page) -> None:
    outer.evaluate(
        """() => {
          const other = document.createElement('iframe');
          other.srcdoc = '<p>stranger</p>';
          document.body.append(other);
          return new Promise((done) => other.addEventListener('load', done));
        }"""
    )
    stranger = outer.frames[-1]
    assert stranger.url.startswith("about:srcdoc")
    stranger.evaluate("parent.frames[0].postMessage({type: 'deltaflow:step'}, '*')")
    # Had the stranger's step been taken, these would not lead back to moment 0.
    outer.get_by_role("button", name="Step", exact=True).click()
    expect(outer.locator("#position")).to_contain_text("iteration 0, moment 1")
    outer.get_by_role("button", name="Step back").click()
    expect(outer.locator("#position")).to_contain_text("iteration 0, moment 0")


def test_the_address_says_what_is_shown(open_page: Open, server: RunningServer) -> None:
    page = ready(open_page("/embed?iteration=12&moment=24&theme=dark&notation=article&digits=6&controls=0&panel=1"))
    wait_for(page, 12, 24)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("[deltaflow.store.notation.value, deltaflow.store.digits.value]") == ["article", 6]
    expect(page.get_by_role("complementary", name="Explanation")).to_be_visible()
    expect(page.get_by_role("region", name="Playback")).to_have_count(0)
    assert page.evaluate("location.pathname") == "/embed"


def test_a_frame_can_watch_a_room(page: Page, open_page: Open) -> None:
    room = page.evaluate("deltaflow.store.snapshot.value.room")
    frame = open_page(f"/embed?room={room}")
    page.keyboard.press("Space")
    wait_for(frame, 0, 1)
    expect(frame.get_by_role("button", name="Next")).to_be_disabled()


def test_a_frame_that_is_reloaded_goes_on_in_its_room(outer: Page) -> None:
    def room() -> str:
        expect(outer.locator("#position")).to_contain_text("iteration")
        frame = outer.frames[1]
        frame.wait_for_function("() => window.deltaflow?.store.frame.value")
        frame.evaluate("async () => { await window.deltaflow.ready; }")  # from then on it listens
        return str(frame.evaluate("() => window.deltaflow.store.snapshot.value.room"))

    first = room()
    outer.get_by_role("button", name="Step", exact=True).click()
    expect(outer.locator("#position")).to_contain_text("moment 1")
    # The page that was there may answer a little longer.
    outer.frames[1].evaluate("() => { window.former = true; location.reload(); }")
    outer.frames[1].wait_for_function("() => !window.former && window.deltaflow?.store.frame.value")
    assert room() == first
    outer.get_by_role("button", name="Step", exact=True).click()
    expect(outer.locator("#position")).to_have_text("iteration 0, moment 2 (forward)")
