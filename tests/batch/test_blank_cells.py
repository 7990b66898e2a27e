"""Cells of which nothing can be seen, read carefully and in columns: blank in both."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import polars as pl
import pytest
from helpers.both_ways import assert_alike, rubric_of

from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

SAID = ["", " ", "\u200b", "\u3164", "\u2800 \u00ad", "\u0301", "x", "日", ".", "\u200bx", "é"]
ROWS = [
    {"team": f"T{place}", "date": "2026-11-22", "voice": "staff", "share": "true", "a": "2", "a.evidence": said}
    for place, said in enumerate(SAID)
]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_evidence_that_cannot_be_seen_is_none_both_ways(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{ending}"
    if ending == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(ROWS[0]))
            writer.writeheader()
            writer.writerows(ROWS)
    else:
        pl.DataFrame(ROWS).write_parquet(path)
    assert assert_alike(path) > 0
    found = [sheet.sheet.ratings for _, sheet in read_table(path, rubric_of).sheets]
    assert [bool(ratings[next(iter(ratings))].evidence) for ratings in found] == [False] * 6 + [True] * 5


def test_a_team_that_cannot_be_seen_is_a_fault_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("team,date,voice,a\n\u3164,2026-11-22,staff,2\nT,2026-11-22,staff,2\n", "utf-8")
    assert_alike(path)
    assert [str(each) for each in read_table(path, rubric_of).problems] == [
        f"{path.as_posix()}, line 2: team: is blank; write some words"
    ]
