"""A table that Excel has saved is scored as the one that was sent out; what is wrong with it is told once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.batch.scored import ScoredColumns
from coprod_check.cli.scored import score_paths
from coprod_check.cli.thresholds import MEASURED, Thresholds
from coprod_check.storage.library import Rubrics
from coprod_check.storage.tables import ENDS_EARLY

if TYPE_CHECKING:
    from pathlib import Path

TABLE = ROOT / "examples" / "table" / "ten-teams.csv"


def as_excel_saves_it(text: str) -> str:
    """The example table with a line for the separator, an empty column, capitals, and without blanks at row ends."""
    lines = [f"{line.rstrip(',')}" if number else f"{line},," for number, line in enumerate(text.splitlines())]
    said = "\r\n".join(["sep=,", *lines, ",,,"]) + "\r\n"
    for word, other in ((",staff,", ",Staff,"), (",lived-experience,", ",LIVED-EXPERIENCE,"), (",true,", ",TRUE,")):
        said = said.replace(word, other)
    return said


def scored(path: Path) -> tuple[int, Any]:
    done = run("score", path.name, "--format", "json", cwd=path.parent)
    return done.returncode, json.loads(done.stdout)


def test_the_example_table_gives_the_same_figures_once_excel_has_saved_it(tmp_path: Path) -> None:
    path = tmp_path / TABLE.name
    text = TABLE.read_text("utf-8")
    path.write_text(text, "utf-8")
    code, before = scored(path)
    path.write_text(as_excel_saves_it(text), "utf-8-sig", newline="")
    again, after = scored(path)
    assert (code, again) == (0, 0)
    assert after["problems"] == []
    early = {"file": path.name, "message": ENDS_EARLY}
    assert [each for each in after["notes"] if each not in before["notes"]] == [early]
    for each in (*before["results"], *after["results"]):
        each.pop("sources", None)
    assert after["results"] == before["results"]


def test_a_large_table_that_excel_has_saved_gives_the_same_in_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(as_excel_saves_it(TABLE.read_text("utf-8")), "utf-8-sig", newline="")
    one, other = (score_paths([path], Rubrics(None), thresholds=few) for few in (MEASURED, Thresholds(1, 1, 1, 1)))
    assert isinstance(other, ScoredColumns)
    assert list(other.json_texts()) == list(one.json_texts())
    assert (other.notes, other.problems) == (one.notes, one.problems)


def test_dates_in_another_way_are_one_problem_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"T{day},{day}/11/2026,staff,Not yet\n" for day in range(10, 27))
    path.write_text(f"team,date,voice,shared-decisions\n{rows}", "utf-8")
    code, found = scored(path)
    (problem,) = found["problems"]
    assert (code, problem["where"]) == (3, "date")
    assert problem["message"] == (
        "rows 2–18 are like 10/11/2026; in Excel choose Format cells, yyyy-mm-dd,"
        " or use coprod-check import --dates dmy"
    )
    out = tmp_path / "sheets"
    done = run("import", path.name, "--dates", "dmy", "--out", str(out), cwd=tmp_path)
    assert done.returncode == 0
    assert len(list(out.glob("*.answers.toml"))) == 17
