"""How the tests read a page: numbers as a person sees them, and how a person would have written them."""

import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page, expect

NUMBER = re.compile(r"[+−]?\d+\.\d+(?:×10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(value: float, decimals: int, *, signed: bool = False) -> str:
    """Write a number as a careful person would: a true minus, and no decimals that change it by more than a tenth."""
    size = abs(value)
    digits = f"{size:.{decimals}f}"
    if abs(float(digits) - size) > 0.1 * size:
        mantissa, exponent = f"{size:.1e}".split("e")
        digits = f"{mantissa}×10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return ("−" if value < 0 else "+" if signed and value > 0 else "") + digits


def printed(value: float, decimals: int, *, signed: bool = False) -> str:
    """Write a number as somebody who goes on computing with it: a small one with three digits."""
    size = abs(value)
    if 0 < size < 1e-4 or size >= 1e6:
        mantissa, exponent = f"{size:.2e}".split("e")
        digits = f"{mantissa}×10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    else:
        digits = f"{size:.{decimals}f}"
        if float(digits) != size and size < 10.0 ** (2 - decimals):
            digits = f"{size:#.3g}"
    return ("−" if value < 0 else "+" if signed and value > 0 else "") + digits


def writings(values: Iterable[float]) -> set[str]:
    """All ways in which the picture may write these numbers: 2 to 6 decimals, with and without a plus."""
    return {
        written(value, decimals, signed=signed)
        for value in values
        for decimals in range(2, 7)
        for signed in (False, True)
    }


def position(page: Page) -> tuple[int, int]:
    """Where the lesson stands: iteration and moment, from the page's own readouts."""
    place = page.evaluate("window.deltaflow.store.position.value")
    return place["iteration"], place["moment"]


def wait_for(page: Page, iteration: int, moment: int) -> None:
    """Wait until the page stands at a position, and has drawn it."""
    page.wait_for_function(
        """([iteration, moment]) => {
          const place = window.deltaflow.store.position.value;
          return place?.iteration === iteration && place?.moment === moment;
        }""",
        arg=[iteration, moment],
    )
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until what was asked for is drawn: for the next frame, and for all that its turn brings."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def resize(page: Page, width: int, height: int) -> None:
    """Give the page another size, and wait until it has heard of it and has laid everything out."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("([w, h]) => innerWidth === w && innerHeight === h", arg=[width, height])
    drawn(page)


def answered(page: Page) -> None:
    """Step on: answers come in the order of the commands, so all that was sent before has had its answer, too."""
    iteration, moment = position(page)
    page.get_by_role("button", name="Next", exact=True).click()
    wait_for(page, iteration, moment + 1)


def rested(page: Page) -> tuple[int, int]:
    """Wait until the room rests and the page stands where the server says: the last frame may come after the word.

    Only where one has seen that it plays or seeks: before that it rests, too.
    """
    page.wait_for_function("() => window.deltaflow.store.state.value.play === 'paused'")
    room = page.evaluate("() => `${location.origin}/api/v1/rooms/${window.deltaflow.store.snapshot.value.room}`")
    place = page.request.get(room).json()["position"]
    wait_for(page, place["iteration"], place["moment"])
    page.wait_for_function("() => window.deltaflow.store.frame.value.layout === 'record'")
    drawn(page)
    return place["iteration"], place["moment"]


def step_to(page: Page, moment: int) -> None:
    """Step on to a moment of the iteration, as quickly as somebody can press."""
    iteration, here = position(page)
    for _ in range(here, moment):
        page.keyboard.press("Space")
    wait_for(page, iteration, moment)


def go_to(page: Page, iteration: int) -> None:
    """Go to an iteration as a person does: by the field, which keeps the moment or lands where all is computed."""
    moment = position(page)[1] or 35
    field = page.get_by_role("textbox", name="Go to iteration")
    field.fill(str(iteration))
    field.press("Enter")
    wait_for(page, iteration, moment)


def table(page: Page) -> dict[str, str]:
    """Read the table twin: what stands in each cell, by quantity."""
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("table").first).to_be_visible()
    cells: Any = page.evaluate(
        "() => [...document.querySelectorAll('table [data-quantity]')].map((b) => [b.dataset.quantity, b.textContent])"
    )
    return dict(cells)


def stage_texts(page: Page) -> list[str]:
    """Read every visible text of the picture, save what is struck through: that was true before an edit."""
    texts: Any = page.evaluate(
        """() => [...document.querySelectorAll('#stage .view text:not(.old)')]
          .filter((text) => text.checkVisibility({opacityProperty: true, visibilityProperty: true}))
          .map((text) => text.textContent)"""
    )
    return [text for text in texts if text]


def stage_numbers(page: Page) -> set[str]:
    """Read every visible number of the picture."""
    return {number for text in stage_texts(page) for number in NUMBER.findall(text)}
