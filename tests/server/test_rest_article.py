"""GET /article: every row, computed, and only once."""

import asyncio

import pytest

from core.article import ARTICLE, compared
from server.rest import article
from server.rest.compute import Asking, asking
from server.turns import Turns
from tests.server.clients import client_of


@pytest.fixture(scope="module")
def client():
    with client_of() as client:
        yield client


def test_every_row_with_its_numbers(client):
    rows = client.get("/api/v1/article").json()["rows"]
    assert [row["label"] for row in rows] == [printed.label for printed in ARTICLE]
    for row, expected in zip(rows, compared(), strict=True):
        assert row["exact"] == expected.exact
        assert row["early"] == expected.early
        assert row["difference"] == float(row["printed"]) - row["exact"]
        assert (row["reason"] is None) is row["agrees"]
        assert (row["early_agrees"] is None) is (row["iteration"] == 0)


def test_many_at_once_compute_once(monkeypatch):
    calls = []

    def counted():
        calls.append(1)
        return compared()[:1]

    monkeypatch.setattr(article, "compared", counted)

    async def gone():
        return False

    async def ask():
        asking.set(Asking(Turns(), "one client", gone))
        numbers = article.ArticleNumbers()
        return await asyncio.gather(*(numbers.answer() for _ in range(5)))

    answers = asyncio.run(ask())
    assert len(calls) == 1
    assert all(answer is answers[0] for answer in answers)
