"""GET /article: the article's printed numbers beside the exact ones, computed once and kept."""

import asyncio

from fastapi import APIRouter, Request
from pydantic import Field

from core.article import Compared, compared
from server.rest.compute import off_the_loop
from server.rest.models import Answer
from server.rest.strict import ApiRoute

router = APIRouter(route_class=ApiRoute)


class ArticleRow(Answer):
    """One printed number."""

    label: str = Field(description="What the article calls it.")
    id: str = Field(description="The id of the quantity.")
    iteration: int = Field(description="In which iteration it is computed.")
    moment: int = Field(description="With how many moments computed it is known; 0 for givens.")
    printed: str = Field(description="Its digits in the article.")
    exact: float = Field(description="The same quantity in double precision.")
    difference: float = Field(description="Printed minus exact.")
    agrees: bool = Field(description="Whether the exact number reads like the printed one, to every printed digit.")
    reason: str | None = Field(description="Why it does not; null where it does.")
    early: float | None = Field(description="What the early program gives, run now; null in iteration 0.")
    early_agrees: bool | None = Field(description="Whether that reads like the printed one; null where there is none.")


class ArticleAnswer(Answer):
    """Every number the article prints."""

    rows: list[ArticleRow] = Field(description="In the article's order.")


class ArticleNumbers:
    """Computes the answer when it is first asked for, once, off the event loop."""

    def __init__(self) -> None:
        self._answer: ArticleAnswer | None = None
        self._lock = asyncio.Lock()

    async def answer(self) -> ArticleAnswer:
        """Give the answer."""
        async with self._lock:
            if self._answer is None:
                self._answer = await off_the_loop(article_answer)
        return self._answer


@router.get("/article", summary="Compare the article's numbers")
async def get_article(request: Request) -> ArticleAnswer:
    """Give each number that Mazur's article prints, the exact one, and why they differ where they do.

    The exact numbers come from training, those of the article's early program from running that wrong algorithm.
    """
    numbers: ArticleNumbers = request.app.state.article
    return await numbers.answer()


def article_answer() -> ArticleAnswer:
    """Compute the answer; takes about a second."""
    return ArticleAnswer(rows=[row_of(row) for row in compared()])


def row_of(row: Compared) -> ArticleRow:
    """Write a row."""
    printed = row.printed
    return ArticleRow(
        label=printed.label,
        id=printed.quantity,
        iteration=printed.iteration,
        moment=row.moment,
        printed=printed.text,
        exact=row.exact,
        difference=row.difference,
        agrees=row.agrees,
        reason=printed.reason,
        early=row.early,
        early_agrees=row.early_agrees,
    )
