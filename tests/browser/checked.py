"""Every number that a page shows, against the oracle."""

from collections.abc import Sequence

from playwright.sync_api import Page

from tests.browser.oracle import Edit, at
from tests.browser.reading import position, stage_numbers, table, writings
from tests.browser.truth import cell, known_at


def assert_true_numbers(page: Page, eta: float = 0.5, edits: Sequence[Edit] = ()) -> None:
    """Compare everything the page shows with the oracle, at whatever position it stands."""
    iteration, moment = position(page)
    truth = at(iteration, eta, edits)
    known = known_at(moment, truth)
    cells = table(page)
    assert cells == {id_: cell(id_, truth, known) for id_ in cells}
    assert not stage_numbers(page) - writings(truth[id_] for id_ in known)
