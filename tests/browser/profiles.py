"""Browser profiles, lent to one test after the other: of earlier visits their caches have the static files, no more."""

import os
from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

# All pages of a profile share a process, which an idle page of the same site keeps alive from test to test: it has read
# the page's scripts before. A process of its own for each page took more than half of all the work of opening it.
SHARING = ("--process-per-site",)
IDLE = "/robots.txt"

# The server is so many milliseconds away, give or take half of them: a test that reads too early fails then.
DISTANCE = float(os.environ.get("TEST_DISTANCE", "0"))
FAR = Path(__file__).with_name("far.js")


class Profiles:
    """Profiles of one browser, by their options. In a new one the page opens a third as fast: it asks for all files.

    Args:
        browser: where they live, started with `SHARING`.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)
        self._options: dict[BrowserContext, str] = {}
        self._idle: set[Page] = set()

    def lend(self, origin: str, **options: Any) -> BrowserContext:
        """Return a profile that nobody else has, for visits of `origin`; `options` go to Playwright's `new_context`."""
        key = repr(sorted(options.items()))
        if self._free[key]:
            return self._free[key].pop()
        context = self._browser.new_context(**options)
        self._options[context] = key
        if DISTANCE:
            context.add_init_script(f"globalThis.distance = {DISTANCE};\n{FAR.read_text('utf-8')}")
        idle = context.new_page()
        idle.goto(origin + IDLE)
        self._idle.add(idle)
        return context

    def take_back(self, context: BrowserContext, *, sound: bool) -> None:
        """Close the pages of a profile; lend it again if it is sound, else close it, too."""
        key = self._options[context]
        if not sound:
            context.close()
            return
        for page in context.pages:
            if page not in self._idle:
                page.close()
        self._free[key].append(context)


def blank_page(context: BrowserContext, origin: str) -> Page:
    """Open an empty page in a profile that has nothing of an origin but its files: no cookies, no storage."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    tools.detach()
    return page
