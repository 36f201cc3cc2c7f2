"""Browser profiles, lent to one test after the other: of earlier visits their caches have the static files, no more."""

from collections import defaultdict
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page


class Profiles:
    """Profiles of one browser, by their options. In a new one the page opens half as fast: it asks for all files.

    Args:
        browser: where they live.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)
        self._options: dict[BrowserContext, str] = {}

    def lend(self, **options: Any) -> BrowserContext:
        """Return a profile that nobody else has; `options` are those of Playwright's `new_context`."""
        key = repr(sorted(options.items()))
        if self._free[key]:
            return self._free[key].pop()
        context = self._browser.new_context(**options)
        self._options[context] = key
        return context

    def take_back(self, context: BrowserContext, *, sound: bool) -> None:
        """Close the pages of a profile; lend it again if it is sound, else close it, too."""
        key = self._options[context]
        if not sound:
            context.close()
            return
        for page in context.pages:
            page.close()
        self._free[key].append(context)


def blank_page(context: BrowserContext, origin: str) -> Page:
    """Open an empty page in a profile that has nothing of an origin but its files: no cookies, no storage."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    tools.detach()
    return page
