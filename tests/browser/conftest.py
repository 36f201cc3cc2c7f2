"""A real server and a real Chromium. A console error, a page error or a request to elsewhere fails any test here."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.browser.profiles import SHARING, Profiles, blank_page
from tests.browser.variants import is_variant
from tools.environment import ROOT
from tools.serving import RunningServer
from tools.system import chromium_arguments, find_chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the variants of other tests, which CI leaves out."""
    for item in items:
        if is_variant(item.nodeid):
            item.add_marker("variant")


# What is waited for comes: on a machine with other things to do, later than Playwright's 5 s.
expect.set_options(timeout=30_000)

PICTURES = ROOT / "test-results"
OutcomeKey = pytest.StashKey[dict[str, pytest.TestReport]]()


# A question about a room may meet its next revision: then it is refused, and asked anew. Chromium calls that an error.
MOVED_ON = r"^console error: Failed to load resource: .* a status of 409 .*/api/v1/rooms/"


class Watch:
    """Everything that must not happen in a page. `allow` takes patterns of what a test provokes on purpose."""

    def __init__(self) -> None:
        self.profiles: list[BrowserContext] = []
        self.pages: list[Page] = []
        self.origins: set[str] = set()
        self.seen: list[str] = []
        self.allowed: list[str] = [MOVED_ON]

    def allow(self, *patterns: str) -> None:
        """Expect messages that match one of these regular expressions."""
        self.allowed.extend(patterns)

    def watch(self, context: BrowserContext, origin: str) -> None:
        """Note what goes wrong in any page of a context that belongs to the server at `origin`."""
        self.origins.add(urlsplit(origin).netloc)
        self.profiles.append(context)
        for event, note in self._notes().items():
            context.on(event, note)  # type: ignore[call-overload]

    def end(self) -> list[BrowserContext]:
        """Note nothing more; return the profiles that were watched."""
        for context in self.profiles:
            for event, note in self._notes().items():
                context.remove_listener(event, note)
        return self.profiles

    def problems(self) -> list[str]:
        """Return what happened and was not allowed."""
        return [text for text in self.seen if not any(re.search(pattern, text) for pattern in self.allowed)]

    def _notes(self) -> dict[str, Callable[[Any], None]]:
        return {"console": self._console, "weberror": self._error, "request": self._asked, "page": self._page}

    def _error(self, event: WebError) -> None:
        self.seen.append(f"page error: {event.error}")

    def _asked(self, request: Request) -> None:
        self._request(request.url)

    def _page(self, page: Page) -> None:
        self.pages.append(page)
        page.on("websocket", lambda websocket: self._request(websocket.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console error: {message.text} ({message.location.get('url')})")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc not in self.origins:
            self.seen.append(f"request to elsewhere: {url}")


def ready(page: Page) -> Page:
    """Wait until the page has drawn its first frame, in its own typefaces, and holds all that it may show."""
    page.evaluate("async () => { await window.deltaflow.whole; await document.fonts.ready; }")
    return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    path = find_chromium()
    if path is None:
        pytest.fail("no Chromium: these tests need one (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*chromium_arguments(), *SHARING])
        yield browser
        browser.close()


FAR = 1_000_000_000
"""An iteration that no machine reaches while a test looks on: compiled, it trains a million in half a second."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server most tests share; each page without a room in its address makes a room of its own."""
    with RunningServer(tmp_path_factory.mktemp("rooms"), settings={"DELTAFLOW_LIMIT_ITERATION": str(FAR)}) as running:
        yield running


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., RunningServer]]:
    """Start further servers: `start_server("--lan", port=…)`; all of one test share their state directory."""
    running: list[RunningServer] = []

    def start(*options: str, port: int = 0) -> RunningServer:
        running.append(RunningServer(tmp_path / "rooms", *options, port=port))
        return running[-1]

    yield start
    for each in running:
        if each.process.poll() is None:
            each.stop()


@pytest.fixture(scope="session")
def profiles(chromium: Browser) -> Profiles:
    """The browser's profiles, each lent to one test at a time."""
    return Profiles(chromium)


@pytest.fixture(autouse=True)
def watch(request: pytest.FixtureRequest, profiles: Profiles) -> Iterator[Watch]:
    """Fail the test for what its pages did wrong, and keep pictures of them when it failed for any reason."""
    watch = Watch()
    yield watch
    problems = watch.problems()
    report = request.node.stash.get(OutcomeKey, {}).get("call")
    sound = not problems and report is not None and report.passed
    if not sound:
        _keep_pictures(request.node.name, watch.pages)
    for context in watch.end():
        profiles.take_back(context, sound=sound)
    assert not problems, "\n".join(problems)


@pytest.fixture
def open_page(profiles: Profiles, server: RunningServer, watch: Watch) -> Callable[..., Page]:
    """Open the page in a browser profile that no other page of the test has, and wait until it is ready.

    Keyword arguments: `path` ("/"), `at` (another server, or an address), `width` and `height` (1280 x 720), `motion`
    (False: reduced), `scheme` ("light" or "dark"), `wait` (True); others go to Playwright's `new_context`.
    """

    def open_it(
        path: str = "/",
        *,
        at: RunningServer = server,
        width: int = 1280,
        height: int = 720,
        motion: bool = False,
        scheme: Literal["light", "dark"] = "light",
        wait: bool = True,
        **options: Any,
    ) -> Page:
        context = profiles.lend(at.url, **options)
        watch.watch(context, at.url)
        page = blank_page(context, at.url)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(reduced_motion="no-preference" if motion else "reduce", color_scheme=scheme)
        page.goto(at.url + path)
        return ready(page) if wait else page

    return open_it


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The page as a teacher meets it: a new room, 1280 x 720, light, reduced motion."""
    return open_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know how their test went."""
    report: pytest.TestReport = yield
    item.stash.setdefault(OutcomeKey, {})[report.when] = report
    return report


def _keep_pictures(test: str, pages: list[Page]) -> None:
    PICTURES.mkdir(exist_ok=True)
    for number, page in enumerate(pages):
        if not page.is_closed():
            page.screenshot(path=PICTURES / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', test)}-{number}.png")
