"""A large table, read in columns, says what the careful reader says of it: the same sheets, the same faults."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from helpers.make import MEMBERS, practice, rubric
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coprod_check.batch import table_blocks
from coprod_check.batch import tables as packed_tables
from coprod_check.batch.files import rows_of
from coprod_check.batch.layout import layout_of
from coprod_check.batch.packer import Batch, Packer
from coprod_check.batch.sheet_columns import Packed
from coprod_check.batch.tables import NotPlainError, pack_table, read_lines
from coprod_check.documents.sheet import Sheet
from coprod_check.storage.sheet_files import to_data
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from coprod_check.batch.sheet_columns import SheetColumns
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.rounds import SheetFile
    from coprod_check.storage.tables import Table

ASKED = rubric(
    practice("a"),
    practice("b", may_not_apply=False),
    experience=[
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "Many?", "several": True, "options": [{"id": each, "text": each} for each in "pqr"]},
    ],
)
COLUMNS = [
    "team", "round", "date", "voice", "sheet", "respondent", "share", "people.staff", "people.lived-experience",
    "rubric", "rubric_version", "a", "a.evidence", "b", "b.evidence", "experience.one", "experience.many",
]  # fmt: skip
ANSWERS = ["0", "1", "2", "3", "dont-know", "not-applicable", "", "", " 2 ", "4", "2.0", "dontknow"]
CELLS: dict[str, list[str]] = {
    "team": ["Team", "Team", " team ", "Té;am", 'The "T"', "", "Two\nlines", "=1+1", "a,b"],
    "round": ["", "r", " r "],
    "date": ["2026-11-22", "2026-11-22", "2026-10-01", " 2026-10-01", "22/11/2026", "2026-02-30", ""],
    "voice": ["staff", MEMBERS, "together", "together", "Staff", ""],
    "sheet": ["", "k1", "k2", " k1 ", "\x1c"],
    "respondent": ["", "S1", "s1"],
    "share": ["", "true", "TRUE", "false", "yes"],
    "people.staff": ["", "0", "2", "12345678901", "x"],
    "people.lived-experience": ["", "0", "3"],
    "rubric": ["", "small"],
    "rubric_version": ["", "1.0.0", "1.0.9", "2.0.0"],
    "a": ANSWERS,
    "b": ANSWERS,
    "a.evidence": ["", " ", "\x1c", "Minutes", 'He said "yes", twice', "Two\r\nlines", "=evil"],
    "b.evidence": ["", "x"],
    "experience.one": ["", "", "p", "q", "z", "p;q"],
    "experience.many": ["", "", "p", "p;q", " p ; r ", ";"],
}
FAULTLESS = {column: cells[:2] for column, cells in CELLS.items()} | {"a": ANSWERS[:5], "b": ANSWERS[:5]}


def rubric_of(asked: object) -> Rubric | None:
    return ASKED if asked in {None, "small"} else None


def row(cells: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({column: st.sampled_from(known) for column, known in cells.items()})


def written(rows: Sequence[dict[str, str]], columns: Sequence[str], **dialect: Any) -> str:
    out = io.StringIO()
    table = csv.writer(out, **dialect)
    table.writerow(columns)
    table.writerows([each[column] for column in columns] for each in rows)
    return out.getvalue()


def new_packed() -> Packed:
    layout = layout_of(ASKED)
    assert layout is not None
    return Packed(layout)


def read_both_ways(path: Path) -> tuple[Table, Table, Packed]:
    """The table as the careful reader reads it; what columns leave of it; and what is in them."""
    packed = new_packed()
    return read_table(path, rubric_of), pack_table(path, packed, ASKED, rubric_of, lambda _: None), packed


def assert_alike(path: Path) -> int:
    """Compare the two ways; gives how many rows were in columns."""
    careful, left, packed = read_both_ways(path)
    assert left.problems == careful.problems
    assert left.unread == careful.unread
    lines = packed.rows().line.tolist()
    again = list(read_lines(path, ASKED, lines)) if lines else []
    assert len(again) == len(lines)
    everything = sorted([*again, *(filed for _, filed in left.sheets)], key=lambda each: each.source)
    assert everything == sorted((filed for _, filed in careful.sheets), key=lambda each: each.source)
    assert_same_columns(packed, {int(each.source.rpartition(":")[2]): each for each in again})
    return len(lines)


def assert_same_columns(packed: Packed, by_line: dict[int, SheetFile]) -> None:
    """Every row in columns is the row that its sheet would be, had it come in a file of its own."""
    other, batch = new_packed(), Batch()
    packer = Packer(other.layout, batch)
    rows = packed.rows()
    sheets = [by_line[line].sheet for line in rows.line.tolist()]
    for each in sheets:
        assert packer.add(to_data(with_reasons(each)))
    other.add(rows_of(batch, [""] * len(sheets), other))
    assert [facts(packed, rows, index) for index in range(len(rows))] == [
        facts(other, other.rows(), index) for index in range(len(rows))
    ]


def with_reasons(sheet: Sheet) -> Sheet:
    """Tables are not asked why a practice does not apply, and files are."""
    ratings = {p: {**r.model_dump(exclude_none=True), "reason": "x"} for p, r in sheet.ratings.items()}
    data = sheet.model_dump(by_alias=True)
    return Sheet.model_validate({**data, "ratings": ratings})


def facts(packed: Packed, rows: SheetColumns, index: int) -> list[Any]:
    names = packed.names
    share = bool(rows.share[index] and rows.voice[index])  # a meeting's sheet is asked for no consent
    return [
        names.teams[rows.team[index]],
        names.labels[rows.label[index]],
        rows.answers[index].tolist(),
        # Which number a person has does not matter; who else has it does.
        rows.person.tolist().index(rows.person[index]) if rows.person[index] else "nobody",
        share,
        *(column[index].item() for column in (rows.date, rows.voice, rows.staff, rows.members, rows.circumstances)),
        rows.experience[index].tolist(),
    ]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that a few rows make several blocks."""
    monkeypatch.setattr(table_blocks, "BLOCK", 700)
    monkeypatch.setattr(table_blocks, "ROWS", 3)


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
    event("some rows in columns" if assert_alike(path) else "no row in columns")


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
    path.write_bytes(text[:-200].replace(b"k1", b"k2") + text[-200:].replace(b"k1", b"\xff\xfe"))
    assert_alike(path)
    _, left, packed = read_both_ways(path)
    assert len(packed) == 0
    assert "is not text" in str(left.problems[0])


@pytest.mark.parametrize("headings", [["team", "date", "voice", "aa"], ["team", "voice", "a"]])
def test_faulty_headings_are_named_as_ever(tmp_path: Path, headings: list[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(headings) + "\n" + ",".join("1" * len(headings)) + "\n", "utf-8")
    assert_alike(path)


def test_headings_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for text in ("team,date,voice,a\n", "team,date,voice,a", "team,date,voice,a\n\n,,,\n", "\nx,y\n"):
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
    ],
)
def test_parquet_tables(tmp_path: Path, columns: dict[str, Any]) -> None:
    path = tmp_path / "t.parquet"
    parquet(path, **columns)
    assert_alike(path)


@pytest.mark.parametrize(
    "columns",
    [{"a": [0.0, 1.0, 2.0, 1.0, 1.0]}, {"sheet": [1, 2, 3, 4, 5]}, {"a": [True] * 5}, {"experience.many": [["p"]] * 5}],
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
