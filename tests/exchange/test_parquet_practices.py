"""The practices as Parquet: the same table as in the workbook, with kinds that do not hang on the answers."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import polars as pl
from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from helpers.workbooks import book_of, records, scored

from coprod_check.exchange.parquet_practices import parquet_name, practices_parquet
from coprod_check.exchange.workbook.columns import Holds
from coprod_check.exchange.workbook.practices import COLUMNS

ASKED = rubric(practice("a", value="v"), practice("b", "e", core=False))
SHEETS = [
    sheet(levels={"a": 2, "b": "dont-know"}, team="North"),
    sheet("staff", {"a": 3}, team="South", share=True),
    sheet(MEMBERS, {"a": 1, "b": 1}, team="South", share=True),
]


def read(raw: bytes) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(raw))


def as_in_a_workbook(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value


def test_it_holds_what_the_practices_of_the_workbook_hold() -> None:
    rows = read(practices_parquet(scored((ASKED, SHEETS)).results)).to_dicts()
    expected = records(book_of((ASKED, SHEETS)), "Practices")
    assert len(rows) == 4
    assert [{key: as_in_a_workbook(value) for key, value in row.items()} for row in rows] == [
        {parquet_name(heading): value for heading, value in row.items()} for row in expected
    ]


def test_levels_are_numbers_days_are_days_and_words_are_words() -> None:
    frame = read(practices_parquet(scored((ASKED, SHEETS)).results))
    first = frame.row(0, named=True)
    assert (first["team"], first["date"], first["level"], first["core"]) == ("North", DAY, 2, True)
    assert frame.schema["gap"] == pl.Int32
    assert frame.schema["dimension_score"] == pl.Float64


def test_the_columns_are_the_same_where_there_is_nothing_to_tell() -> None:
    empty, some = (read(practices_parquet(scored(*found).results)) for found in ([], [(ASKED, SHEETS)]))
    assert empty.height == 0
    assert empty.schema == some.schema
    assert list(some.schema) == [parquet_name(column.heading) for column in COLUMNS]
    assert {column.holds for column in COLUMNS} == {
        Holds.TEXT, Holds.DAY, Holds.LEVEL, Holds.LEVEL_WORDS, Holds.WHOLE, Holds.FLAG, Holds.SCORE,
    }  # fmt: skip


def test_the_same_results_give_the_same_bytes() -> None:
    assert practices_parquet(scored((ASKED, SHEETS)).results) == practices_parquet(scored((ASKED, SHEETS)).results)
