from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.storage.foreign.csv_text import read_separated
from coprod_check.storage.foreign.foreign_limits import MOST_CELLS, MOST_COLUMNS, Spent
from coprod_check.storage.foreign.grids import read_grids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.imports.grid import ForeignCell

ANSWERS = [("voice", "Who decides?"), ("Staff", "We decide – together"), ("Someone", "Café, at the “hub”")]


def read(data: bytes | str) -> tuple[tuple[ForeignCell, ...], ...]:
    raw = data.encode() if isinstance(data, str) else data
    (grid,) = read_separated(raw, Spent("a.csv", len(raw))).grids
    return grid.rows


def refused(data: bytes | str) -> str:
    with pytest.raises(BadInput) as error:
        read(data)
    return str(error.value)


def written(rows: Sequence[tuple[str, ...]], separator: str = ",", ends: str = "\r\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_each_alphabet_and_with_each_separator(separator: str, encoding: str) -> None:
    assert read(written(ANSWERS, separator).encode(encoding)) == tuple(ANSWERS)


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_is_read_in_both_orders(mark: bytes, encoding: str) -> None:
    assert read(mark + written(ANSWERS).encode(encoding)) == tuple(ANSWERS)


def test_the_alphabet_of_windows_is_said_and_that_of_others_is_not() -> None:
    windows, unicode = written(ANSWERS).encode("cp1252"), written(ANSWERS).encode()
    assert "cp1252" in read_separated(windows, Spent("a.csv", 9)).remarks[0]
    assert read_separated(unicode, Spent("a.csv", 9)).remarks == ()


def test_letters_of_no_alphabet_are_named_by_their_line() -> None:
    assert "a.csv, line 3: " in refused(b"a,b\n1,2\ncaf\xe9,\x81\n")


def test_a_few_spoilt_letters_in_utf_8_do_not_turn_all_others_into_wrong_ones() -> None:
    assert "a.csv, line 2: " in refused("a,b\né\n".encode()[:-1] + b"\xe9,\n" + "ŵŷâ\n".encode())


def test_utf_16_without_its_mark_is_said() -> None:
    assert "UTF-16 without the mark" in refused(written(ANSWERS).encode("utf-16-le"))
    assert "UTF-16 without the mark" in refused(written(ANSWERS).encode("utf-16-be"))


def test_half_a_letter_at_the_end_is_named() -> None:
    assert "a.csv, line 2: " in refused(b"\xff\xfe" + "a\nb".encode("utf-16-le") + b"\x00")


def test_excels_line_is_obeyed_and_is_no_row() -> None:
    assert read("sep=;\r\na;b, c, d, e\r\n1;2\r\n") == (("a", "b, c, d, e"), ("1", "2"))
    assert read("SEP=\t\na,x\tb\n") == (("a,x", "b"),)
    assert read('"sep=|"\na|b\n') == (("a", "b"),)
    assert "line 3" in refused('sep=;\na;b\n"1"x;2\n')


@pytest.mark.parametrize("said", ["sep=; ", " sep=;", '"sep=;" ', "sep=;;;;;", '"sep=;";;', '"sep=,";;'])
def test_that_line_may_have_blanks_or_empty_cells_around_it(said: str) -> None:
    assert read(f"{said}\r\na;b, c, d, e\r\n1;2\r\n") == (("a", "b, c, d, e"), ("1", "2"))


def test_empty_cells_behind_that_line_tell_how_it_was_saved_again() -> None:
    assert read("sep=;,,\na,b;c,d\n1,2,3\n") == (("a", "b;c", "d"), ("1", "2", "3"))


def test_a_line_that_only_looks_like_excels_is_a_row() -> None:
    assert read("sep=;,x,\na,b,c\n1,2,3\n")[0] == ("sep=;", "x", "")
    assert read("sep=;,;,\na,b,c\n1,2,3\n")[0] == ("sep=;", ";", "")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Yes, you may;b\nNo, you may not;2\n", ("Yes, you may", "b")),
        ("My survey, part one\n\na;b;c\n1;2;3\n", ("My survey, part one",)),
        ('"a, b";"c, d"\n"1, 2, 3";"4"\n', ("a, b", "c, d")),
        ("a\tb, c, d\n1\t2\n", ("a", "b, c, d")),
        ("a,b;c\n1,2;3\n4,5\n", ("a", "b;c")),
        ("only one\nheading\n", ("only one",)),
        ('id,"one; two; three"\n1,"x\ny;z"\n', ("id", "one; two; three")),
        ("Datum;Wert\n18.11.2026;1,5\n19.11.2026;2,5\n", ("Datum", "Wert")),
    ],
)
def test_the_separator_is_the_one_that_parts_all_rows_alike(text: str, first: tuple[str, ...]) -> None:
    assert read(text)[0] == first


def test_blank_lines_are_rows_and_line_breaks_in_cells_are_not() -> None:
    assert read('\na,b\n\n"x\r\ny\rz",2\n') == ((), ("a", "b"), (), ("x\ny\nz", "2"))


def test_ragged_rows_and_columns_without_heading_stay_as_they_are() -> None:
    assert read("a,b,\n1\n1,2,3,4\n") == (("a", "b", ""), ("1",), ("1", "2", "3", "4"))


def test_line_ends_of_old_machines_are_read() -> None:
    assert read("a,b\r1,2\r") == (("a", "b"), ("1", "2"))


@pytest.mark.parametrize("text", ['a,b\n1,2\n3,"never closed\n4,5\n', 'a,b\n1,2\n3,"never closed\n4,"5"\n'])
def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(text: str) -> None:
    assert "a.csv, line 3: " in refused(text)
    assert "quotation mark" in refused(text)


def test_lines_within_cells_are_counted() -> None:
    assert "a.csv, line 4: " in refused('a,b\n"1\n2",3\n"x"y,2\n')


def test_a_cell_without_an_end_is_refused() -> None:
    assert "far too long" in refused('a,"' + "b" * 200_000 + "\n")


def test_a_line_without_an_end_is_refused() -> None:
    assert "a.csv, line 2: " in refused("a,b\n" + "," * (17 << 20) + "\n")


def test_more_cells_than_we_read_are_refused() -> None:
    row = "a" + "," * 49_999 + "\n"
    assert "5 million cells" in refused(row * (MOST_CELLS // 50_000 + 1))


def test_more_columns_than_we_read_are_refused_and_blanks_beyond_them_are_none() -> None:
    headings = ",".join(f"c{each}" for each in range(MOST_COLUMNS))
    assert "a.csv, line 2: has more than 4,096 columns" in refused(f"a,b\n{headings},x\n")
    assert [len(row) for row in read(f"{headings}, ,\n1,2\n")] == [MOST_COLUMNS, 2]


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert refused(data) == "a.csv: is empty; check which file you meant"


@pytest.mark.parametrize("data", [b"a,b\n1,\x00\n", bytes(range(1, 30)) * 9])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert "is not text that we can read" in refused(data)


def test_standard_input_is_read_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a;b\n1;2\n")))
    assert read_grids(Path("-")).grids[0].rows == (("a", "b"), ("1", "2"))


def test_what_was_collected_is_read_whole() -> None:
    from helpers.make import DATA

    sizes = {
        "google-forms": (9, 63), "google-sheet": (9, 38), "kobo-names": (9, 78), "limesurvey-codes": (11, 73),
        "limesurvey-full": (11, 73), "ms-forms-likert": (9, 34), "odk-central": (9, 81), "qualtrics": (12, 79),
        "redcap-labels": (10, 68), "redcap-raw": (10, 68), "surveymonkey": (10, 73),
    }  # fmt: skip
    for name, (rows, columns) in sizes.items():
        (grid,) = read_grids(DATA / "exchange" / f"{name}.csv").grids
        assert (len(grid.rows), {len(row) for row in grid.rows} - {0}) == (rows, {columns}), name


LETTERS = st.characters(
    codec="utf-8", exclude_characters="\0\r\ufeff", exclude_categories=("Cs", "Cc"), include_characters="\n\t"
)
CELLS = st.text(LETTERS, max_size=12)
SEPARATORS = st.sampled_from([",", ";", "\t"])


@settings(deadline=None)
@given(
    st.integers(2, 5).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=6)),
    SEPARATORS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_writer_wrote_is_read_back(
    rows: list[tuple[str, ...]], separator: str, ends: str, encoding: str
) -> None:
    heading = tuple(f"heading {n}" for n in range(len(rows[0])))
    data = written([heading, *rows], separator, ends).encode(encoding)
    assert read(data) == (heading, *rows)


WESTERN = st.text(st.characters(codec="cp1252", categories=("L", "N", "P", "S", "Z")), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(WESTERN, WESTERN, WESTERN), min_size=1, max_size=6), SEPARATORS)
def test_what_a_windows_machine_wrote_is_read_back(rows: list[tuple[str, ...]], separator: str) -> None:
    heading = ("é", "ô", "ÿ")
    assert read(written([heading, *rows], separator).encode("cp1252")) == (heading, *rows)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_read_or_refused(data: bytes) -> None:
    problems: tuple[object, ...] = ()
    try:
        read(data)
    except BadInput as error:
        problems = error.problems
    assert all("; " in str(problem) for problem in problems)
