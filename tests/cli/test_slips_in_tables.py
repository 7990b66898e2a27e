"""Slips in a table that both readers of tables tell alike: two versions in one file, a heading of nothing, consent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DATA

from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.commands import score
from coprod_check.cli.thresholds import Thresholds
from coprod_check.storage.slips import MERGE

if TYPE_CHECKING:
    from pathlib import Path

OBJECTS, COLUMNS = Thresholds(1 << 60, 1 << 60, 1 << 60, 1 << 60), Thresholds(1, 0, 0, 0)
RUBRIC = str(DATA / "good" / "garden.rubric.toml")
HEAD = "team,date,voice,share,the-gate"
MINE, THEIRS = "T,2026-11-22,staff,true,1", "T,2026-11-22,staff,true,2"
OTHER = "U,2026-11-22,staff,true,2"

both = pytest.mark.parametrize("reader", [OBJECTS, COLUMNS], ids=["objects", "columns"])


def told(path: Path, reader: Thresholds, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = 0
    try:
        score.run(score.Options([path], RUBRIC, ScoreFormat.JSON, None, plain=False), reader)
    except SystemExit as left:
        code = int(str(left.code))
    return code, json.loads(capsys.readouterr().out)


MERGED = {
    "a row": ([HEAD, OTHER, "<<<<<<< HEAD", MINE, "=======", THEIRS, ">>>>>>> theirs"], 3),
    "a row with the base": ([HEAD, "<<<<<<< HEAD", MINE, "||||||| base", "=======", THEIRS, ">>>>>>> theirs"], 2),
    "the headings": (["<<<<<<< HEAD", HEAD, "=======", f"{HEAD},tea", ">>>>>>> theirs", MINE], 1),
}


@both
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("name", MERGED)
def test_two_versions_in_one_table_are_called_that_and_no_row_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, ends: str, reader: Thresholds
) -> None:
    lines, line = MERGED[name]
    table = tmp_path / "t.csv"
    table.write_bytes("".join(f"{each}{ends}" for each in lines).encode())
    code, said = told(table, reader, capsys)
    assert code == 3
    assert said["results"] == []
    first, *others = said["problems"]
    assert (first["where"], first["message"]) == (f"line {line}", MERGE)
    # Below headings that are none, rows have too many cells.
    assert bool(others) is (name == "the headings")


@both
def test_a_team_may_be_called_like_a_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: Thresholds
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{HEAD}\n{MINE.replace('T', '=======', 1)}\n", "utf-8")
    code, said = told(table, reader, capsys)
    assert (code, [each["team"] for each in said["results"]]) == (0, ["======="])


@both
@pytest.mark.parametrize("heading", ["\u200b", "\ufeff\u2060", " \u00a0", "\u3164"])
def test_a_heading_of_which_nothing_is_seen_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str, reader: Thresholds
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{HEAD},{heading}\n{MINE},\n", "utf-8")
    code, said = told(table, reader, capsys)
    assert (code, len(said["results"]), said["problems"]) == (0, 1, [])
    table.write_text(f"{HEAD},{heading}\n{MINE},x\n", "utf-8")
    code, said = told(table, reader, capsys)
    assert code == 3
    assert "column F has cells and no heading" in said["problems"][0]["message"]


@both
@pytest.mark.parametrize(("cell", "shown"), [("Yes", True), ("TRUE", True), ("No", False), ("", False)])
def test_consent_is_said_in_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cell: str, shown: bool, reader: Thresholds
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{HEAD}\n{MINE.replace('true', cell)}\n", "utf-8")
    code, said = told(table, reader, capsys)
    assert code == 0
    assert said["results"][0]["voices"]["staff"]["shown"] is shown


@both
@pytest.mark.parametrize("cell", ["Y", "y", "N", "T", "1", "x", "J"])
def test_one_letter_is_no_consent_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cell: str, reader: Thresholds
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{HEAD}\n{MINE.replace('true', cell)}\n{MINE}\n", "utf-8")
    code, said = told(table, reader, capsys)
    assert code == 3
    assert [each["where"] for each in said["problems"]] == ["share"]
    # Who did not say yes in a word counts as one who did not: nothing of the voice is shown.
    assert said["results"][0]["voices"]["staff"]["shown"] is False
