"""Tables as people save them: separators, decimal marks, headers, encodings, quotes; and what each error says."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.cells import is_missing, number
from core.datasets.decoding import ENCODINGS, MOST_BYTES, decoded
from core.datasets.header import LONGEST_NAME
from core.datasets.reading import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, SEPARATORS, read_table
from core.errors import ShapeError, TableError, UnknownNameError, ValueRangeError


def cells_of(table):
    return [list(row.cells) for row in table.rows]


def looks(table):
    return table.separator, table.decimal, table.header


PLAIN = {
    "commas": ("a,b\n1.5,2\n3,4.5\n", ("comma", "point", True)),
    "semicolons and decimal commas": ("a;b\n1,5;2\n3;4,5\n", ("semicolon", "comma", True)),
    "semicolons and decimal points": ("1.5;2\n3;4.5\n", ("semicolon", "point", False)),
    "tabs": ("a\tb\n1.5\t2\n3\t4.5\n", ("tab", "point", True)),
    "tabs and decimal commas": ("1,5\t2\n3\t4,5\n", ("tab", "comma", False)),
    "spaces": ("1.5 2\n3 4.5\n", ("space", "point", False)),
    "columns aligned by spaces": ("  a     b\n1.5   2  \n  3   4.5\n", ("space", "point", True)),
    "spaces and decimal commas": ("1,5 2\n3 4,5\n", ("space", "comma", False)),
    "some tabs doubled": ("1.5\t\t2\n3\t4.5\n5\t6\n", ("space", "point", False)),
    "spaces behind commas": ("a, b\n1.5, 2\n3, 4.5\n", ("comma", "point", True)),
    "quotes around all": ('"a","b"\n"1.5","2"\n"3","4.5"\n', ("comma", "point", True)),
    "decimal commas in quotes": ('"1,5","2,25"\n"3","4,5"\n', ("comma", "comma", False)),
    "old Mac lines": ("a,b\r1.5,2\r3,4.5\r", ("comma", "point", True)),
    "Windows lines": ("a,b\r\n1.5,2\r\n3,4.5\r\n", ("comma", "point", True)),
    "no line end": ("a,b\n1.5,2\n3,4.5", ("comma", "point", True)),
    "words with spaces": ("1.5,Iris setosa\n3,Iris versicolor\n", ("comma", "point", False)),
    "words with commas": ('1.5;"one, two"\n3;"three, four"\n', ("semicolon", "point", False)),
    "exponents": ("1e-3,2\n3E+2,4\n", ("comma", "point", False)),
    "text only": ("size,class\nbig,a\nbig,b\nsmall,a\n", ("comma", "point", True)),
    "text only, but for a number": ("1,a\n?,b\n?,b\n", ("comma", "point", False)),
    "text only, without names": ("big,a\nbig,b\nsmall,a\n", ("comma", "point", False)),
    "a wrong number in the first row": ("1.5,x,3\n4,5,6\n7,8,9\n", ("comma", "point", False)),
    "missing values in the first row": ("?,2\n3,4\n", ("comma", "point", False)),
    "an unnamed first column": (",x\n1,2\n2,3\n", ("comma", "point", True)),
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.values(), ids=PLAIN)
def test_a_table_is_read_as_it_looks(text, expected):
    table = read_table(text)
    assert looks(table) == expected
    assert table.problems == ()
    assert {len(row) for row in cells_of(table)} == {len(table.names)}
    assert len(table.names) > 1


def test_cells_come_out_without_their_clothes():
    assert cells_of(read_table("  a     b\n1.5   2  \n  3   4.5\n")) == [["1.5", "2"], ["3", "4.5"]]
    assert cells_of(read_table('"1,5", " x ""y"" "\n2,z\n', separator="comma")) == [["1,5", 'x "y"'], ["2", "z"]]
    assert cells_of(read_table('1,"two\r\nlines"\n3,x\n')) == [["1", "two lines"], ["3", "x"]]


HIDDEN = "\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
cell = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n", exclude_characters=HIDDEN), max_size=12
)
dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", ";", "\t"]),
        "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    }
)
NAMES = {sign: name for name, sign in SEPARATORS.items()}


def written(rows, dialect):
    """Write CSV; behind \r as line end csv.writer leaves a \n in a cell without quotes, so then all have some."""
    text = io.StringIO(newline="")
    if dialect["lineterminator"] == "\r":
        dialect = {**dialect, "quoting": csv.QUOTE_ALL}
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue()


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(cell, min_size=n, max_size=n), min_size=1)), dialects)
def test_what_csv_writes_is_read_back(rows, dialect):
    seen = [[" ".join(cell.split()) for cell in row] for row in rows]
    full = [(number, row) for number, row in enumerate(seen, start=1) if any(row)]
    if not full:
        return
    table = read_table(written(rows, dialect), separator=NAMES[dialect["delimiter"]], header=False)
    assert [(row.number, list(row.cells)) for row in table.rows] == full


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(st.floats(-1e9, 1e9), min_size=n, max_size=n), min_size=2, max_size=8)
    ),
    st.sampled_from([",", ";", "\t", " "]),
    st.booleans(),
    st.booleans(),
)
def test_separator_mark_and_header_of_numbers_are_found(rows, delimiter, comma, header):
    """With a decimal comma between commas every number is quoted; a fraction of three digits could be thousands."""
    decimal = "comma" if comma else "point"
    texts = [[f"{value:.4f}".replace(".", "," if comma else ".") for value in row] for row in rows]
    names = [[f"x{index}" for index in range(len(rows[0]))]] if header else []
    text = written([*names, *texts], {"delimiter": delimiter, "lineterminator": "\n", "quoting": csv.QUOTE_MINIMAL})
    table = read_table(text)
    assert looks(table) == (NAMES[delimiter], decimal, header)
    read = [[number(cell, table.decimal) for cell in row] for row in cells_of(table)]
    assert read == [[float(f"{value:.4f}") for value in row] for row in rows]


def test_what_is_said_goes_before_what_it_looks_like():
    text = "1,5;2\n3,5;4\n"
    assert cells_of(read_table(text, separator="comma")) == [["1", "5;2"], ["3", "5;4"]]
    assert read_table(text, decimal="point").decimal == "point"
    table = read_table(text, header=True)
    assert table.names == ("1,5", "2")
    assert cells_of(table) == [["3,5", "4"]]
    assert read_table("a,b\n1,2", header=False).names == ("column 1", "column 2")


def test_thousands_in_quotes_are_no_decimal_commas():
    table = read_table('"1,234","2,500"\n"3,000","4,125"\n')
    assert table.decimal == "point"
    assert number("1,234", "point") is None


def test_names_are_never_the_same_and_never_empty():
    long = "n" * (LONGEST_NAME + 5)
    table = read_table(f"a,,a,a (2),{long}\n1,2,3,4,5\n2,3,4,5,6\n")
    assert table.names == ("a", "column 2", "a (2)", "a (2) (2)", "n" * LONGEST_NAME)


def test_nothing_in_a_cell_hides_or_turns_the_text():
    table = read_table("a\u202eb,\u200f\n1,\u2066x\u00a0\u2028 y\u2069\n", header=True)
    assert table.names == ("ab", "column 2")
    assert cells_of(table) == [["1", "x y"]]


def test_rows_are_counted_as_a_person_does():
    """The header and empty rows count; a cell of two lines does not make two rows."""
    table = read_table('a,b\n\n1,"x\ny"\n,\n2,z\n')
    assert [row.number for row in table.rows] == [3, 5]


@pytest.mark.parametrize("text", ["1", "1.5", ".5", "5.", "-1e-3", "+2E5", "\u22121.5", "007"])
def test_numbers(text):
    assert number(text, "point") == float(text.replace("\u2212", "-"))
    assert number(text.replace(".", ","), "comma") == float(text.replace("\u2212", "-"))


@pytest.mark.parametrize(
    "text",
    ["", "x", "1_000", "nan", "inf", "Infinity", "0x10", "1,5", "1 000", "1.2.3", "--1", "5%", "\u0663", "1e", "."],
)
def test_what_is_no_number(text):
    assert number(text, "point") is None


def test_what_is_no_number_with_a_decimal_comma():
    assert [number(text, "comma") for text in ("1.5", "1.000,5", "1,5,2")] == [None] * 3
    assert number("1e999", "point") == float("inf")


def test_missing_values():
    assert all(map(is_missing, ["", "?", "NA", "n/a", "NaN", "null", "-", "#N/A"]))
    assert not any(map(is_missing, ["0", "none", "no", "--", "x"]))


WRITTEN = {
    "utf-8": "größe;Art\n1,5;süß\n",
    "utf-8-sig": "größe;Art\n1,5;süß\n",
    "utf-16": "größe;Art\n1,5;süß\n",
    "utf-16-le": "größe;Art\n1,5;süß\n",
    "utf-16-be": "größe;Art\n1,5;süß\n",
    "cp1252": "größe;Art\n1,5;süß €\n",
    "latin-1": "größe;Art\n1,5;süß\x81\n",
}
FOUND = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "cp1252": "windows-1252"}


@pytest.mark.parametrize("codec", WRITTEN)
def test_encodings_are_found(codec):
    found = decoded(WRITTEN[codec].encode(codec))
    assert (found.text.removeprefix("\ufeff"), found.encoding) == (WRITTEN[codec], FOUND.get(codec, codec))
    assert read_table(found.text.replace("\x81", "")).names[0] == "größe"


@pytest.mark.parametrize(("name", "codec"), ENCODINGS.items())
def test_encodings_can_be_given(name, codec):
    found = decoded("é;1\n".encode(codec), name)
    assert (found.text, found.encoding) == ("é;1\n", name)


def test_a_wrong_encoding_is_said():
    with pytest.raises(ValueRangeError) as caught:
        decoded(b"\xff;1\n", "utf-8")
    assert caught.value.field == "encoding"
    with pytest.raises(UnknownNameError) as caught:
        decoded(b"1;2", "klingon")
    assert caught.value.field == "encoding"


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_becomes_a_table_or_an_error_that_says_so(given):
    with contextlib.suppress(TableError):
        table = read_table(decoded(given).text if isinstance(given, bytes) else given)
        assert table.rows or table.problems
        assert {len(row.cells) for row in table.rows} <= {len(table.names)}


def problem(text, **options):
    with pytest.raises(TableError) as caught:
        read_table(text, **options)
    (found,) = caught.value.problems
    assert str(found) == caught.value.message
    return found


REFUSED = {
    "nothing": ("", None),
    "empty lines": ("\n\n ,\n", None),
    "only a header": ("a,b\n", 1),
    "a quote that is not closed": ('a,b\n1,2\n"3,4\n5,6\n', 3),
    "something behind a quote": ('a,b\n"1"x,2\n', 2),
    "a picture": ("\x89PNG\r\n\x1a\n\x00\x00", 2),
    "half of a character": ("a,b\n1,2\n3,\ud8004\n", 3),
    "a control character": ("a,b\n1,2\n3,\x004\n", 3),
}


@pytest.mark.parametrize(("text", "row"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_says_where(text, row):
    found = problem(text, separator="comma", header=text.startswith("a"))
    assert (found.row, found.column) == (row, None)
    assert found.detail.endswith(".")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"\x1f\x8b\x08"])
def test_other_files_are_told_apart(start):
    with pytest.raises(TableError) as caught:
        decoded(start + b"\x00" * 50)
    assert "not a text" in caught.value.message or "Unpack" in caught.value.message


def test_rows_of_another_length_are_named_and_the_others_read():
    table = read_table("a,b\n1,2\n3,4,5\n6\n7,8\n")
    assert [(found.row, found.column) for found in table.problems] == [(3, None), (4, None)]
    assert table.problems[0].detail.startswith("it has 3 cells where the table has 2.")
    assert table.problems[1].detail.startswith("it has 1 cell where the table has 2.")
    assert cells_of(table) == [["1", "2"], ["7", "8"]]


def test_a_header_of_another_length_is_named():
    table = read_table("a,b\n1,2,3\n4,5,6\n", header=True)
    assert [found.row for found in table.problems] == [1]
    assert table.names == ("a", "b", "column 3")
    assert len(table.rows) == 2


def test_a_very_long_cell_is_named():
    table = read_table(f"1,2\n3,{'x' * (LONGEST_CELL + 1)}\n4,5\n")
    assert [(found.row, found.column) for found in table.problems] == [(2, 2)]
    enormous = problem(f"1,2\n3,{'x' * 200_000}\n")
    assert enormous.row == 2
    assert enormous.detail.startswith(f"a cell has more than {LONGEST_CELL} characters")


def test_bounds_are_said():
    with pytest.raises(ShapeError, match=f"{MOST_BYTES + 1} bytes; a table may have {MOST_BYTES}"):
        decoded(b"1" * (MOST_BYTES + 1))
    for text in ("1" * (MOST_BYTES + 1), "é" * (MOST_BYTES // 2 + 1)):
        with pytest.raises(ShapeError, match=f"may have {MOST_BYTES} bytes"):
            read_table(text)
    with pytest.raises(ShapeError, match=f"more than {MOST_COLUMNS} columns"):
        read_table(",".join("1" * (MOST_COLUMNS + 1)))
    for text in ("1,2\n" * (MOST_ROWS + 1), "a,b\n" + "1,2\n" * (MOST_ROWS + 50)):
        with pytest.raises(ShapeError, match=f"more than {MOST_ROWS} rows"):
            read_table(text)
    assert len(read_table("a,b\n" + "1,2\n" * MOST_ROWS).rows) == MOST_ROWS
    assert len(read_table(",".join("1" * MOST_COLUMNS)).names) == MOST_COLUMNS


def test_of_a_row_that_is_far_too_wide_only_the_beginning_is_looked_at(monkeypatch):
    looked_at = []
    monkeypatch.setattr("core.datasets.reading.one_line", lambda cell: looked_at.append(cell) or cell)
    with pytest.raises(ShapeError, match=f"more than {MOST_COLUMNS} columns"):
        read_table(",".join("1" * 100_000))
    assert len(looked_at) < 10 * MOST_COLUMNS


@pytest.mark.parametrize("end", ["", "1"])
def test_a_row_is_empty_only_if_it_is_so_to_its_end(end):
    rows = f"1,2\n3,4\n{',' * (MOST_COLUMNS + 50)}{end}\n"
    table = read_table(rows)
    assert [found.row for found in table.problems] == ([3] if end else [])
    assert all(f"it has more than {MOST_COLUMNS} cells" in found.detail for found in table.problems)


@pytest.mark.parametrize(("options", "field"), [({"separator": ","}, "separator"), ({"decimal": "."}, "decimal")])
def test_unknown_choices_are_named(options, field):
    with pytest.raises(UnknownNameError) as caught:
        read_table("1,2", **options)
    assert caught.value.field == field
