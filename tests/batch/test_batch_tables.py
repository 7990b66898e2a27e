"""A large table, read in columns, says what the careful reader says of it: the same sheets, the same faults."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from helpers.both_ways import ASKED, assert_alike, new_packed, read_both_ways, rubric_of
from helpers.make import MEMBERS
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coprod_check.batch.reading import blocks
from coprod_check.batch.reading import tables as packed_tables
from coprod_check.batch.reading.blocks import NotPlainError
from coprod_check.batch.reading.tables import pack_table
from coprod_check.rules.rounds import Unread
from coprod_check.storage import tables
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

COLUMNS = [
    "team", "round", "date", "voice", "sheet", "respondent", "share", "people.staff", "people.lived-experience",
    "rubric", "rubric_version", "a", "a.evidence", "b", "b.evidence", "experience.one", "experience.many",
    "finished", "circumstances",
]  # fmt: skip
ANSWERS = [
    "0",
    "1",
    "2",
    "3",
    "dont-know",
    "not-applicable",
    "",
    "",
    " 2 ",
    "4",
    "2.0",
    "dontknow",
    "Not yet",
    "Don't know",
    "NOT YET",
]
CELLS: dict[str, list[str]] = {
    "team": ["Team", "Team", " team ", "Té;am", 'The "T"', "", "Two\nlines", "=1+1", "a,b", "\u200b", "Te\u200bam"],
    "round": ["", "r", " r ", "\u200b", "R"],
    "date": ["2026-11-22", "2026-11-22", "2026-10-01", " 2026-10-01", "22/11/2026", "2026-02-30", ""],
    "voice": ["staff", MEMBERS, "together", "together", "Staff", "LIVED-EXPERIENCE", "stuff", ""],
    "sheet": ["", "k1", "k2", " k1 ", "K1", "k\u200b1", "\x1c", "\x1b", "\u200b"],
    "respondent": ["", "S1", "s1", "S  1", "s 1", "stra\xdfe", "STRASSE", "\xa0s1", "a\r\nb", "a\nb"],
    "finished": ["", "true", "TRUE", "false", "no"],
    "circumstances": ["", "x", "y-z", "x y-z", "x;x", "X", ";"],
    "share": ["", "true", "TRUE", "false", "Yes", "perhaps"],
    "people.staff": ["", "0", "2", "2.0", "10000", "10001", "12345678901", "x"],
    "people.lived-experience": ["", "0", "3"],
    "rubric": ["", "small", "small", "small", " small ", " "],
    "rubric_version": ["", "1.0.0", "1.0.9", "2.0.0"],
    "a": ANSWERS,
    "b": ANSWERS,
    "a.evidence": ["", " ", "\x1c", "Minutes", 'He said "yes", twice', "Two\r\nlines", "=evil"],
    "b.evidence": ["", "x"],
    "experience.one": ["", "", "p", "q", "z", "p;q"],
    "experience.many": ["", "", "p", "p;q", " p ; r ", ";", "p q", "r  p"],
}
FAULTLESS = {column: cells[:2] for column, cells in CELLS.items()} | {"a": ANSWERS[:5], "b": ANSWERS[:5]}


def row(cells: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({column: st.sampled_from(known) for column, known in cells.items()})


def written(rows: Sequence[dict[str, str]], columns: Sequence[str], **dialect: Any) -> str:
    out = io.StringIO()
    table = csv.writer(out, **dialect)
    table.writerow(columns)
    table.writerows([each[column] for column in columns] for each in rows)
    return out.getvalue()


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that a few rows make several blocks."""
    monkeypatch.setattr(blocks, "BLOCK", 700)
    monkeypatch.setattr(blocks, "ROWS", 3)


DIALECTS = [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"lineterminator": "\n"}, {"quoting": csv.QUOTE_ALL}]
many_rows = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@many_rows
@given(
    rows=st.lists(st.one_of(row(FAULTLESS), row(FAULTLESS), row(CELLS)), min_size=1, max_size=14),
    dialect=st.sampled_from(DIALECTS),
    encoding=st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"]),
    left_out=st.sets(st.sampled_from([each for each in COLUMNS if each not in {"team", "date", "voice"}]), max_size=6),
)
def test_random_tables(
    tmp_path: Path, rows: list[dict[str, str]], dialect: dict[str, Any], encoding: str, left_out: set[str]
) -> None:
    columns = [each for each in COLUMNS if each not in left_out]
    path = tmp_path / "t.csv"
    path.write_bytes(written(rows, columns, **dialect).encode(encoding))
    try:
        event("some rows in columns" if assert_alike(path) else "no row in columns")
    except NotPlainError:
        event("left to the careful reader")


@many_rows
@given(
    rows=st.lists(row(FAULTLESS), min_size=2, max_size=8),
    damage=st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from(["\n", "\r", '"', ",", "\n\n", '""', "\r\n", " ", ",,,\n"])),
        min_size=1, max_size=3,
    ),
)  # fmt: skip
def test_tables_damaged_anywhere(tmp_path: Path, rows: list[dict[str, str]], damage: list[tuple[int, str]]) -> None:
    text = written(rows, COLUMNS, lineterminator="\n")
    headings = text.index("\n") + 1
    for place, what in damage:
        at = headings + place % (len(text) - headings + 1)
        text = text[:at] + what + text[at:]
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    try:
        event("some rows in columns" if assert_alike(path) else "no row in columns")
    except NotPlainError:
        event("left to the careful reader")


def test_bytes_that_are_no_text_refuse_the_whole_table(tmp_path: Path) -> None:
    good = {column: cells[0] for column, cells in FAULTLESS.items()} | {"sheet": "k1"}
    path = tmp_path / "t.csv"
    text = written([good] * 1000, COLUMNS).encode()
    path.write_bytes(text[:-200].replace(b"k1", b"k2") + text[-200:].replace(b"k1", b"\x81"))
    with pytest.raises(NotPlainError):
        read_both_ways(path)
    (fault,) = read_table(path, rubric_of).problems
    assert "line 997 has a letter that is in no alphabet we know" in str(fault)


@pytest.mark.parametrize("headings", [["team", "date", "voice", "aa"], ["team", "voice", "a"]])
def test_faulty_headings_are_named_as_ever(tmp_path: Path, headings: list[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(headings) + "\n" + ",".join("1" * len(headings)) + "\n", "utf-8")
    assert_alike(path)


@pytest.mark.parametrize("wrong", ["aa", "date"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_all_who_have_a_row_in_a_table_that_is_refused_are_people_who_did_not_agree(
    tmp_path: Path, ending: str, wrong: str
) -> None:
    """A heading that nobody knows, or too many rows that cannot be read."""
    path = tmp_path / f"t.{ending}"
    rows = [{"team": "T", "round": "2026-11", "date": "2026-11-22", "voice": "Staff", "share": "yes", "a": "1"}] * 3
    if wrong == "date":
        rows = [*rows, *([{**rows[0], "voice": "together", "share": "", "date": "x"}] * 5_001)]
    rows = [{**row, "voice": row["voice"].casefold(), **({"aa": "1"} if wrong == "aa" else {})} for row in rows]
    if ending == "csv":
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    else:
        lines = [json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), "utf-8")
    whose = Unread("t", "2026-11", "staff")
    careful, left, packed = read_both_ways(path)
    assert len(packed) == 0
    for found in (careful, left):
        assert found.sheets == []
        assert found.problems
        assert set(found.unread) == {whose}


def test_words_behind_a_colon_in_a_heading_are_for_people(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    said = 'team: Which team?,date : 2026-11-22,voice,"a: How far, from 0 to 3?",a.evidence: why'
    path.write_text(f"{said}\nT,2026-11-22,staff,2,Minutes\n", "utf-8")
    assert assert_alike(path)
    _, left, packed = read_both_ways(path)
    assert (len(packed), left.problems) == (1, [])


def test_headings_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    blank = ("team,date,voice,a\n\n,,,\n", "team,date,voice,a\n,,,\n, ,,\n")
    for text in ("team,date,voice,a\n", "team,date,voice,a", *blank, "\nx,y\n"):
        path.write_text(text, "utf-8")
        assert_alike(path)


@pytest.mark.parametrize("headings", ["team,team,date,voice", "team,,date,voice"])
def test_headings_twice_or_missing_are_left_to_the_careful_reader(tmp_path: Path, headings: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{headings}\nx,y,2026-11-22,staff\n", "utf-8")
    with pytest.raises(NotPlainError):
        read_both_ways(path)


def test_a_table_that_answers_another_rubric_is_left_to_the_careful_reader(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("team,date,voice,rubric,a\nT,2026-11-22,staff,other,1\n", "utf-8")
    packed = new_packed()
    with pytest.raises(NotPlainError):
        pack_table(path, packed, ASKED, rubric_of, lambda _: None)
    assert len(packed) == 0


def test_a_table_that_is_no_text_and_has_faulty_headings_is_told_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"team,date,voice,aa\n" + b"T,2026-11-22,staff,1\n" * 10_000 + b"\xff\xfe,,,\n")
    assert_alike(path)


def test_faulty_headings_of_a_table_whose_rows_name_their_questions(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("team,date,voice,rubric,aa\nT,2026-11-22,staff,small,1\n", "utf-8")
    with pytest.raises(NotPlainError):
        read_both_ways(path)


@pytest.mark.parametrize("size", [csv.field_size_limit(), csv.field_size_limit() + 1])
def test_a_cell_that_is_too_long_refuses_the_whole_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 1 << 20)
    path = tmp_path / "t.csv"
    path.write_text("team,date,voice,a,a.evidence\nT,2026-11-22,staff,1," + "x" * size + "\n", "utf-8")
    assert_alike(path)


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_line_without_an_end_is_refused_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(tables, "LONGEST_LINE", 700)
    monkeypatch.setattr(blocks, "LONGEST_LINE", 700)
    path = tmp_path / "t.csv"
    for size in (600, 698, 699, 700, 701, 3000):
        last = "T,2026-11-22,staff,1," + "x" * (size - 21)
        path.write_text(f"team,date,voice,a,a.evidence\nT,2026-11-22,staff,1,\n{last}{end}", "utf-8")
        try:
            assert_alike(path)
        except NotPlainError:
            assert size > 690


def parquet(path: Path, **columns: Any) -> None:
    frame = pl.DataFrame({"team": ["T"] * 5, "date": [dt.date(2026, 11, 22)] * 5, "voice": ["staff"] * 5, **columns})
    frame.write_parquet(path)


@pytest.mark.parametrize(
    "columns",
    [
        {"a": [0, 1, 2, 3, None], "share": [True, False, None, True, True]},
        {"a": ["0", "1", "dont-know", "", " 2"], "sheet": ["a", "b", None, "", "c"]},
        {"a": [0, 1, 4, -1, None], "a.evidence": ["", " ", "x", None, "y"]},
        {"a": pl.Series([0, 1, 2, 3, 1], dtype=pl.UInt8), "people.staff": [0, 0, None, 0, 2]},
        {"a": pl.Series(["0", "1", "x", None, "3"], dtype=pl.Categorical)},
        {"team": ["T", None, "T", "", "T"], "date": [None] * 5, "voice": ["staff", None, "staff", None, "staff"]},
    ],
)
def test_parquet_tables(tmp_path: Path, columns: dict[str, Any]) -> None:
    path = tmp_path / "t.parquet"
    parquet(path, **columns)
    assert_alike(path)


@pytest.mark.parametrize(
    "columns",
    [
        {"a": [0.0, 1.0, 2.0, 1.0, 1.0]},
        {"sheet": [1, 2, 3, 4, 5]},
        {"a": [True] * 5},
        {"a.evidence": [1] * 5},
        {"experience.many": [["p"]] * 5},
    ],
)
def test_parquet_columns_of_other_types_are_left_to_the_careful_reader(tmp_path: Path, columns: dict[str, Any]) -> None:
    path = tmp_path / "t.parquet"
    parquet(path, **columns)
    with pytest.raises(NotPlainError):
        read_both_ways(path)


def test_blanks_are_what_python_counts_as_blanks() -> None:
    every: Callable[[str], bool] = str.isspace
    assert set(packed_tables.SPACES) == {each for each in map(chr, range(0x110000)) if every(each)}


def test_a_cell_longer_than_several_blocks(tmp_path: Path) -> None:
    good = {column: cells[0] for column, cells in FAULTLESS.items()} | {"a": "1", "a.evidence": 'x "y"\n' * 2000}
    path = tmp_path / "t.csv"
    path.write_text(written([good, good, good], COLUMNS), "utf-8")
    assert_alike(path)


def test_a_day_in_each_row_is_not_read_in_a_sheet_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each different day, and each month, was asked about in a sheet made for it: seconds for a small table."""
    days = [str(dt.date(1900, 1, 1) + dt.timedelta(days=each * 37)) for each in range(500)]
    others = [
        "1899-12-31",
        "9000-01-01",
        "9000-01-02",
        "2026-02-30",
        "2026-1-1",
        "20260101",
        " 2026-10-01",
        "9999-12-31",
    ]
    path = tmp_path / "days.csv"
    path.write_text("team,date,voice,a\n" + "".join(f"T,{each},together,1\n" for each in [*days, *others]))
    assert assert_alike(path) == len(days) + 2
    asked: list[str] = []
    read_row = tables.read_row

    def noted(row: tables.Row, asks: Rubric) -> tuple[Sheet | None, list[Problem]]:
        asked.append(str(row["date"]))
        return read_row(row, asks)

    monkeypatch.setattr(tables, "read_row", noted)
    pack_table(path, new_packed(), ASKED, rubric_of, lambda _: None)
    assert not set(asked) & set(days)
