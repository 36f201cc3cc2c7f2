"""The page opens and shows the first thing of the lesson."""

from playwright.sync_api import Page


def test_page_opens_and_draws_the_network(page: Page) -> None:
    assert "Deltaflow" in page.title()
    assert page.locator("svg").count() > 0
    assert page.get_by_role("button").count() > 3


def test_every_module_was_asked_for_ahead_and_none_in_vain(page: Page) -> None:
    used, ahead = page.evaluate(
        """() => [
          performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /[.]m?js[?]/.test(name)),
          [...document.querySelectorAll("link[rel=modulepreload]")].map(({ href }) => href),
        ]"""
    )
    assert sorted(set(used)) == sorted(ahead)
