"""However much there is under the paths, both ways of reading it say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from coprod_check.batch.scored import ScoredColumns
from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.collect import find_sheets
from coprod_check.cli.commands import score
from coprod_check.cli.progress import unwatched
from coprod_check.cli.scored import ScoredOneByOne, score_paths
from coprod_check.cli.thresholds import MEASURED, Thresholds
from coprod_check.storage import library
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Write = Callable[[Path, Sequence[Sequence[str]]], None]

OBJECTS = Thresholds(files=1 << 60, csv=1 << 60, json_lines=1 << 60, parquet=1 << 60)
COLUMNS = Thresholds(files=1, csv=0, json_lines=0, parquet=0)
RUBRIC = library.find_rubric(library.DEFAULT)
HEADINGS = ("team", "date", "voice", "sheet", "respondent", "share", "finished", "shared-decisions", "equal-airtime")
DAY = "2026-11-22"
ROWS = [
    *(("Plain", DAY, "staff", f"p{index}", f"S{index}", "true", "", str(index % 4), "dont-know") for index in range(6)),
    *(("Twice", DAY, "staff", "same", "", "true", "", str(level), "") for level in (1, 2)),
    ("Faulty", DAY, "staff", "f1", "", "false", "", "9", ""),
    ("Faulty", DAY, "staff", "f2", "", "true", "", "1", ""),
    ("spelt", DAY, "staff", "s1", "", "true", "", "1", "1"),
    ("Spelt", DAY, "staff", "s2", "", "true", "", "2", "1"),
    ("Shared", DAY, "staff", "one", "S1", "true", "", "2", "1"),
    ("Shared", DAY, "lived-experience", "ONE", "L1", "true", "", "2", "1"),
    ("Stopped", DAY, "staff", "u1", "", "true", "false", "2", "1"),
    ("Stopped", DAY, "staff", "u2", "", "true", "true", "2", "1"),
    ("Alike", DAY, "staff", "a1", "S  1", "true", "", "2", "1"),
    ("Alike", "2026-11-20", "staff", "a2", "s\u200b 1", "true", "", "3", "1"),
]


def as_csv(path: Path, rows: Sequence[Sequence[str]], mark: str = ",") -> None:
    path.write_text("".join(mark.join(row) + "\n" for row in [HEADINGS, *rows]), "utf-8")


def as_tsv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    as_csv(path, rows, "\t")


def as_json_lines(path: Path, rows: Sequence[Sequence[str]]) -> None:
    path.write_text("".join(json.dumps(dict(zip(HEADINGS, row, strict=True))) + "\n" for row in rows), "utf-8")


def as_parquet(path: Path, rows: Sequence[Sequence[str]]) -> None:
    pl.DataFrame([list(row) for row in rows], HEADINGS, orient="row").write_parquet(path)


def as_folder(path: Path, rows: Sequence[Sequence[str]]) -> None:
    path.mkdir()
    for index, (team, date, voice, sheet, respondent, share, finished, *levels) in enumerate(rows):
        rated = zip(HEADINGS[7:], levels, strict=True)
        ratings = {practice: {"level": int(each) if each.isdigit() else each} for practice, each in rated if each}
        data: dict[str, object] = {
            "format": "coprod-answers/1",
            "rubric": RUBRIC.id,
            "rubric_version": RUBRIC.version,
            "team": team,
        }
        data |= {"date": date, "voice": voice, "sheet": sheet, "respondent": respondent}
        data |= {"share": share == "true", "finished": finished != "false", "ratings": ratings}
        text = json.dumps(data)
        (path / f"{index:03}.answers.json").write_text(text, "utf-8")


KINDS = {
    "t.csv": as_csv, "t.tsv": as_tsv, "t.jsonl": as_json_lines, "t.ndjson": as_json_lines, "t.parquet": as_parquet,
    "folder": as_folder,
}  # fmt: skip


def scored(path: Path, thresholds: Thresholds, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    with pytest.raises(SystemExit):  # a row is faulty
        score.run(score.Options([path], None, ScoreFormat.JSON, None, plain=True), thresholds)
    said = capsys.readouterr()
    return said.out, said.err


@pytest.mark.parametrize(("name", "write"), KINDS.items(), ids=list(KINDS))
def test_both_ways_say_the_same(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    write: Callable[[Path, Sequence[Sequence[str]]], None],
) -> None:
    write(tmp_path / name, ROWS)
    objects, columns = (scored(tmp_path / name, way, capsys) for way in (OBJECTS, COLUMNS))
    assert objects == columns
    assert "Plain" in objects[0]
    found = [score_paths([tmp_path / name], Rubrics(None), unwatched, way) for way in (OBJECTS, COLUMNS)]
    assert [isinstance(each, ScoredOneByOne) for each in found] == [True, False]
    assert isinstance(found[1], ScoredColumns)
    assert found[1].in_columns == 1, "the plain round, and no other"


@pytest.mark.parametrize("least", [999, 1000, 1001])
def test_a_table_is_read_in_columns_from_its_threshold_on(tmp_path: Path, least: int) -> None:
    path = tmp_path / "t.CSV"
    as_csv(path, [ROWS[0]])
    with path.open("a") as file:
        file.write(" " * (999 - path.stat().st_size) + "\n")
    assert path.stat().st_size == 1000
    thresholds = Thresholds(files=1, csv=least, json_lines=0, parquet=0)
    assert find_sheets([path], thresholds).large_tables == ([path] if least <= 1000 else [])


def test_which_threshold_is_of_which_table() -> None:
    names = {
        "a.csv": MEASURED.csv,
        "a.TSV": MEASURED.csv,
        "a.jsonl": MEASURED.json_lines,
        "a.parquet": MEASURED.parquet,
    }
    assert {name: MEASURED.for_table(Path(name)) for name in names} == names
