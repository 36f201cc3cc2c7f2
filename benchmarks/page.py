"""The page: what it weighs, and how soon one can use it.

Weight is every script, style sheet and typeface the main page really asks for until it can be used, as gzip makes them
(typefaces are compressed already); what it loads ahead after that, in idle time, is weighed apart. Time runs from the
start of the navigation until the first frame of the network is drawn and the controls work, in a Chromium on the same
machine: once with an empty cache, once with a full one, after the first visit has ended. The window has been open for
a while before: in a new one Chromium loads its own interface, for a quarter of a second of CPU time beside the page.
"""

import gzip
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.report import Row
from tools.serving import RunningServer
from tools.system import chromium_arguments, find_chromium

TITLE = "The page"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
RUNS = 9
#: Milliseconds in which a window becomes one that is open.
SETTLING = 1500
KINDS = {"script": "scripts", "stylesheet": "style sheets", "font": "typefaces"}
# Runs from the first byte of the page on, so that it is there before the page is ready.
UNTIL_READY = """async () => {
  while (!window.deltaflow) await new Promise((resolve) => setTimeout(resolve, 1));
  await window.deltaflow.ready;
  return performance.getEntriesByName("ready")[0].startTime;
}"""
# Addresses in the order in which they were asked for, with the time in milliseconds.
ASKED = "() => performance.getEntriesByType('resource').map(({ name, startTime }) => [name, startTime])"


def measure() -> list[Row]:
    """Load the page several times and return its weight and its times."""
    path = find_chromium()
    if path is None:
        raise SystemExit("the page cannot be measured without a Chromium")
    with (
        tempfile.TemporaryDirectory() as rooms,
        RunningServer(Path(rooms), "--numpy-only") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=chromium_arguments())
        try:
            return [*weigh(browser, server.page), *time_to_ready(browser, server.page)]
        finally:
            browser.close()


def weigh(browser: Browser, address: str) -> list[Row]:
    """Load the page once and weigh what it asked for."""
    answers: list[Response] = []
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 -- Playwright marks what it is given
    page = context.new_page()
    ready = open_page(page, address)
    page.evaluate("window.deltaflow.whole")
    first = {name for name, at in page.evaluate(ASKED) if at < ready}
    weight, later = dict.fromkeys(KINDS, 0), 0
    for answer in answers:
        kind = answer.request.resource_type
        if kind in weight:
            body = answer.body()
            size = len(body) if kind == "font" else len(gzip.compress(body, 6))
            if answer.url in first:
                weight[kind] += size
            else:
                later += size
    context.close()
    total = Row("all together", sum(weight.values()) / 1000, "kB", f"{len(first) + 1} requests", at_most=150)
    rows = [Row(words, weight[kind] / 1000, "kB") for kind, words in KINDS.items()]
    return [total, *rows, Row("loaded ahead, in idle time", later / 1000, "kB")]


def time_to_ready(browser: Browser, address: str) -> list[Row]:
    """Time the first and the second visit of several new profiles."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        for times in (first, second):
            page = context.new_page()
            page.wait_for_timeout(SETTLING)
            times.append(open_page(page, address))
            page.evaluate("window.deltaflow.whole")
            page.close()
        context.close()
    note = f"median of {RUNS}"
    return [
        Row("first interactive frame, empty cache", statistics.median(first), "ms", note=note, at_most=300),
        Row("first interactive frame, full cache", statistics.median(second), "ms", note=note, at_most=300),
    ]


def open_page(page: Page, address: str) -> float:
    """Open the page and return the milliseconds until it can be used."""
    page.goto(address, wait_until="commit")
    return float(page.evaluate(UNTIL_READY))
