"""From a table to a data set: what columns look to be for, and what is refused, in which row and column."""

import numpy as np
import pytest

from core.datasets.assembly import assembled
from core.datasets.columns import MOST_CLASSES, columns_of, problems_of
from core.datasets.reading import read_table
from core.errors import ShapeError, TableError, UnknownNameError


def roles_of(text, **options):
    return [column.role for column in columns_of(read_table(text, **options))]


def lines(*rows, header=""):
    return "\n".join([*([header] if header else []), *rows])


MANY = [f"{n / 7:.3f}" for n in range(30)]
GUESSES = {
    "a word last": (lines("1.5,2,a", "3,4,b", "5,6,a"), ["input", "input", "class"]),
    "a word first": (lines("a,1.5,2", "b,3,4", "a,5,6"), ["class", "input", "input"]),
    "numbered classes last": (lines(*(f"{x},{n % 3}" for n, x in enumerate(MANY))), ["input", "class"]),
    "numbered classes first": (lines(*(f"{n % 3},{x}" for n, x in enumerate(MANY))), ["class", "input"]),
    "−1 and 1": (lines(*(f"{x},{2 * (n % 2) - 1}" for n, x in enumerate(MANY))), ["input", "class"]),
    "a number last": (lines(*(f"{x},{x}" for x in MANY)), ["input", "number"]),
    "whole numbers that are all different": (lines(*(f"{x},{5 * n}" for n, x in enumerate(MANY))), ["input", "number"]),
    "a column that is called so": (
        lines("1.5,a,2", "3,b,4", "5,a,6", header="Class,b,c"),
        ["number", "ignored", "input"],
    ),
    "points with a label": (lines("1,2,0", "3,4,1", "5,7,0", "8,9,1", header="x,y,label"), ["input", "input", "class"]),
    "points with a word": (lines("1,2,a", "3,4,b", "5,7,a", header="x,y,k"), ["input", "input", "class"]),
    "y before its inputs": (lines("1.5,2,3", "3,4,9", "5,7,1", header="y,x1,x2"), ["number", "input", "input"]),
    "y beside names of the rows": (lines("a,2,3", "b,4,9", "c,7,1", header="city,x,y"), ["ignored", "input", "number"]),
    "two words": (lines("a,1,x", "b,2,y", "a,3,y"), ["ignored", "input", "class"]),
    "rows numbered": (lines("1,1.5,a", "2,3,b", "3,5,a"), ["ignored", "input", "class"]),
    "rows numbered from 0": (lines("0,1.5,a", "1,3,b", "2,5,a", header=",x,y"), ["ignored", "input", "class"]),
    "only rows numbered": (lines("1,1.5", "2,3", "3,5"), ["input", "number"]),
    "an empty column": (lines("1.5,,a", "3,,b", "5,?,a"), ["input", "ignored", "class"]),
    "one column": (lines("1.5", "3", "5"), ["input"]),
    "one word for all": (lines("1.5,3,a", "3,7,a"), ["input", "number", "ignored"]),
}


@pytest.mark.parametrize(("text", "roles"), GUESSES.values(), ids=GUESSES)
def test_roles_are_guessed(text, roles):
    assert roles_of(text) == roles


def test_words_that_are_all_different_are_no_classes():
    rows = [f"{n}.5,w{n}" for n in range(MOST_CLASSES + 1)]
    assert roles_of(lines(*rows)) == ["input", "ignored"]


def test_columns_say_what_they_hold():
    first, second, third = columns_of(read_table("a,b,c\n1.5,x,\n-3,?,\n2,x,\n"))
    assert (first.name, first.kind, first.missing, first.low, first.high) == ("a", "numbers", 0, -3.0, 2.0)
    assert first.values == ("1.5", "-3", "2")
    assert (second.kind, second.missing, second.low, second.values) == ("text", 1, None, ("x",))
    assert (third.kind, third.missing, third.values) == ("empty", 3, ())


TABLE = "size,colour,kind\n1.5,2,b\n3,4,a\n5,6,b\n"


def test_classes_become_one_hot():
    found = assembled(read_table(TABLE), ["input", "input", "class"])
    assert found.dataset.classes == found.dataset.outputs == ("a", "b")
    assert found.dataset.inputs == ("size", "colour")
    assert found.dataset.x.tolist() == [[1.5, 2], [3, 4], [5, 6]]
    assert found.dataset.target.tolist() == [[0, 1], [1, 0], [0, 1]]
    assert (found.rows, found.dropped) == ((2, 3, 4), ())


def test_classes_can_stand_as_they_come():
    found = assembled(read_table(TABLE), ["input", "input", "class"], order="first_seen")
    assert found.dataset.classes == ("b", "a")
    assert found.dataset.target.tolist() == [[1, 0], [0, 1], [1, 0]]


def test_numbered_classes_are_sorted_as_numbers():
    table = read_table("1.5,10\n2,9\n3,-1\n4,10\n5,9\n")
    assert assembled(table, ["input", "class"]).dataset.classes == ("-1", "9", "10")


def test_numbers_are_found_by_columns_in_the_order_of_the_table():
    found = assembled(read_table("a,b,c\n1,2,3\n4,5,6\n"), ["number", "input", "number"]).dataset
    assert (found.kind, found.inputs, found.outputs) == ("numbers", ("b",), ("a", "c"))
    assert found.x.tolist() == [[2], [5]]
    assert found.target.tolist() == [[1, 3], [4, 6]]


def test_decimal_commas_are_numbers():
    found = assembled(read_table("a;b\n1,5;x\n\u22122,25;y\n"), ["input", "class"]).dataset
    assert found.x.tolist() == [[1.5], [-2.25]]


BROKEN = "a,b,c,kind\n1,2,,x\n?,4,5,y\n\n7,eight,9,x\n10,11,12,\n13,14\n1e999,16,17,y\n18,19,20,y\n"
ROLES = ["input", "input", "ignored", "class"]


def test_every_problem_is_named_by_row_and_column():
    problems = problems_of(read_table(BROKEN), ROLES)
    assert [(found.row, found.column) for found in problems] == [(3, 1), (5, 2), (6, 4), (7, None), (8, 1)]
    words = ["missing", "no number (with a decimal point", "missing", "2 cells where the table has 4", "too large"]
    for found, word in zip(problems, words, strict=True):
        assert word in found.detail
        assert "eight" not in found.detail
    assert str(problems[0]).startswith("Row 3, column 1: the value is missing.")
    assert str(problems[3]).startswith("Row 7: it has 2 cells")


@pytest.mark.parametrize(("text", "place"), [("x,y\n1,1e999\n2,-1e999\n", (2, 2)), ("x,y\n1e999,a\n1e999,b\n", (2, 1))])
def test_numbers_that_are_all_too_large_are_no_classes(text, place):
    table = read_table(text)
    problems = problems_of(table, [column.role for column in columns_of(table)])
    assert [(found.row, found.column) for found in problems] == [place, (3, place[1])]
    assert all("too large" in found.detail for found in problems)


def test_problems_are_refused_all_at_once():
    with pytest.raises(TableError) as caught:
        assembled(read_table(BROKEN), ROLES)
    assert len(caught.value.problems) == 5
    assert caught.value.message.startswith("Row 3, column 1: ")
    assert caught.value.message.endswith("4 more places are wrong.")


def test_rows_with_problems_can_be_left_out():
    found = assembled(read_table(BROKEN), ROLES, drop=True)
    assert found.dataset.x.tolist() == [[1, 2], [18, 19]]
    assert found.dataset.classes == ("x", "y")
    assert (found.rows, found.dropped) == ((2, 9), (3, 5, 6, 7, 8))


def test_columns_that_are_ignored_have_no_problems():
    assert [found.row for found in problems_of(read_table("1,x\n2,?\n3,y\n"), ["input", "ignored"])] == []


def test_at_least_one_row_must_be_left():
    with pytest.raises(TableError, match="Row 1, column 1") as caught:
        assembled(read_table("?,a\n?,b\n"), ["input", "class"], drop=True)
    assert caught.value.problems[-1].row is None


@pytest.mark.parametrize(
    ("roles", "error", "field"),
    [
        (["input", "class"], ShapeError, "roles"),
        (["input", "input", "input"], ShapeError, "roles"),
        (["ignored", "ignored", "class"], ShapeError, "roles"),
        (["input", "class", "class"], ShapeError, "roles"),
        (["input", "number", "class"], ShapeError, "roles"),
        (["input", "target", "class"], UnknownNameError, "roles/1"),
    ],
)
def test_roles_that_make_no_data_set_are_refused(roles, error, field):
    with pytest.raises(error) as caught:
        assembled(read_table(TABLE), roles)
    assert caught.value.field == field


def test_an_order_that_is_none_is_refused():
    with pytest.raises(UnknownNameError) as caught:
        assembled(read_table(TABLE), ["input", "input", "class"], order="random")
    assert caught.value.field == "order"


def test_classes_must_be_several_and_not_too_many():
    with pytest.raises(ShapeError, match="one class"):
        assembled(read_table("1,a\n2,a\n"), ["input", "class"])
    with pytest.raises(ShapeError, match=f"{MOST_CLASSES + 1} classes"):
        assembled(read_table(lines(*(f"{n},w{n}" for n in range(MOST_CLASSES + 1)))), ["input", "class"])


def test_a_table_of_the_shape_of_the_wheat_seeds_is_learned_as_it_comes():
    """No header, seven measures, the class as 1, 2 or 3 in the last column."""
    random = np.random.default_rng(4)
    rows = [[*(random.normal(10 + kind, 0.5, 7)).round(4).tolist(), kind] for kind in (1, 2, 3) for _ in range(70)]
    table = read_table("\n".join(",".join(map(str, row)) for row in rows))
    found = assembled(table, [column.role for column in columns_of(table)])
    assert (table.separator, table.header) == ("comma", False)
    assert found.dataset.x.shape == (210, 7)
    assert found.dataset.x.tolist() == [row[:7] for row in rows]
    assert (found.dataset.labels + 1).tolist() == [row[7] for row in rows]
