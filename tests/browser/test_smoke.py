"""The page opens and shows the first thing of the lesson."""

from playwright.sync_api import Page


def test_page_opens_and_draws_the_network(page: Page) -> None:
    assert "Deltaflow" in page.title()
    assert page.locator("svg").count() > 0
    assert page.get_by_role("button").count() > 3
