"""A network with more wires than anybody reads at once: its table, and its numbers while it trains fast."""

from collections.abc import Callable
from itertools import pairwise

import httpx
from playwright.sync_api import Page, expect

from tests.browser.reading import drawn
from tools.serving import RunningServer

UNITS = (2, 20, 18, 1)


def large(open_page: Callable[..., Page], server: RunningServer) -> Page:
    """Open a room of a network with 418 weights, which are all 0.1 at first."""
    w = [[[0.1] * n_in] * n_out for n_in, n_out in pairwise(UNITS)]
    network = {
        "sizes": UNITS,
        "activations": ["tanh", "tanh", "logistic"],
        "loss": "half_squared_error",
        "bias_policy": "per_unit",
        "w": w,
        "b": [[0.0] * n_out for n_out in UNITS[1:]],
    }
    body = {"network": network, "x": [[0.1, 0.2]], "target": [[1.0]], "eta": 0.1}
    return open_page(
        httpx.post(f"{server.url}/api/v1/rooms", json=body, timeout=30).json()["host_url"].removeprefix(server.url)
    )


def test_wires_are_shown_layer_by_layer_where_there_are_many(
    open_page: Callable[..., Page], server: RunningServer
) -> None:
    page = large(open_page, server)
    page.get_by_role("tab", name="Table").click()
    wires = page.get_by_role("table").nth(1)
    into = page.get_by_label("Wires into")
    expect(wires).to_have_accessible_name("Wires into hidden layer 1")
    expect(wires.get_by_role("row")).to_have_count(1 + 2 * 20)
    into.select_option(label="hidden layer 2")
    expect(wires).to_have_accessible_name("Wires into hidden layer 2")
    expect(wires.get_by_role("row")).to_have_count(1 + 20 * 18)
    page.evaluate("() => { window.deltaflow.store.selection.value = 'z.3.0'; }")
    drawn(page)
    expect(wires).to_have_accessible_name("Wires into the output units")
    expect(wires.get_by_role("row")).to_have_count(1 + 18)
    expect(wires.locator("[data-quantity='w.3.0.17']")).to_have_text("0.100")


STALE = """() => {
  const {store} = window.deltaflow;
  return [...document.querySelectorAll('#stage .label.plate[data-place^="edge:"]')].filter((plate) => {
    const shown = store.value(plate.dataset.place.replace('edge:', 'w.')).toFixed(3).replace('-', '−');
    return !plate.textContent.includes(shown) || !plate.getAttribute('aria-label').includes(shown);
  }).length;
}"""


def test_after_training_fast_no_weight_of_a_large_network_is_stale(
    open_page: Callable[..., Page], server: RunningServer
) -> None:
    page = large(open_page, server)
    assert page.locator("#stage .label.plate[data-place^='edge:']").count() > 300
    page.get_by_role("slider", name="Speed").press("End")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(
        "() => { const f = window.deltaflow.store.frame.value; return f?.layout === 'summary' && f.iteration > 200; }"
    )
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function("() => window.deltaflow.store.frame.value?.layout === 'record'")
    drawn(page)
    assert page.evaluate(STALE) == 0
    assert page.evaluate("() => window.deltaflow.store.value('w.3.0.0')") != 0.1
