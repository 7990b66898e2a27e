"""Workbooks and Parquet from the command line: which command makes which, where they may go, and what is refused."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest
from helpers.in_process import run
from helpers.make import rubric, sheet
from helpers.process import ROOT, environment
from helpers.workbooks import opened, records

from coprod_check.cli.choices import ReportFormat
from coprod_check.cli.commands import report
from coprod_check.cli.commands.services.workbooks import NOT_WRITTEN
from coprod_check.cli.scored import ScoredOneByOne
from coprod_check.documents.errors import BadCommand
from coprod_check.exchange.workbook.start_here import NO_ANSWERS_YET
from coprod_check.rules.rounds import SheetFile
from coprod_check.storage.sheet_files import Collected

if TYPE_CHECKING:
    from pathlib import Path

COHORT = ROOT / "examples" / "cohort"
CALLS = ROOT / "examples" / "calls"
MEADOW = ROOT / "examples" / "report" / "meadow-lane"
RIVERSIDE = ROOT / "examples" / "riverside"
PLAN = RIVERSIDE / "riverside-diabetes-group.plan.toml"
OF_RESULTS = ["Start here", "Teams", "Practices", "Where voices differ", "All teams"]


def bytes_of(*command: str | Path) -> bytes:
    """What a real process writes into a pipe: the streams of ``in_process`` are text."""
    whole = [sys.executable, "-m", "coprod_check", *map(str, command)]
    return subprocess.run(whole, env=environment(), capture_output=True, check=True).stdout


def test_score_makes_a_workbook_of_many_teams(tmp_path: Path) -> None:
    out = tmp_path / "results.xlsx"
    done = run("score", COHORT, "--format", "xlsx", "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert opened(out).sheetnames == OF_RESULTS
    assert len(records(out.read_bytes(), "Teams")) == 10


def test_score_makes_parquet_of_the_same_practices(tmp_path: Path) -> None:
    assert run("score", COHORT, "--format", "parquet", "--out", tmp_path / "p.parquet").returncode == 0
    assert run("score", COHORT, "--format", "xlsx", "--out", tmp_path / "p.xlsx").returncode == 0
    frame = pl.read_parquet(tmp_path / "p.parquet")
    rows = records((tmp_path / "p.xlsx").read_bytes(), "Practices")
    assert frame["level"].to_list() == [row["Level"] for row in rows]


def test_a_report_is_a_workbook_by_the_ending_of_its_name_and_has_the_teams_plan(tmp_path: Path) -> None:
    out = tmp_path / "R.XLSX"
    done = run("report", MEADOW, "--out", out)
    assert done.returncode == 0
    assert f"The report is in {out}." in done.stderr
    assert opened(out).sheetnames == [*OF_RESULTS[:-1], "Actions", "All teams"]
    owners = [row["Owner on the staff"] for row in records(out.read_bytes(), "Actions")]
    assert owners[:2] == ["Ruth", "Ruth"]


def test_a_plan_that_is_named_is_in_the_workbook_and_a_suggestion_is_not(tmp_path: Path) -> None:
    (answers,) = RIVERSIDE.glob("*.answers.toml")
    assert run("report", answers, "--out", tmp_path / "without.xlsx").returncode == 0
    assert "Actions" not in opened(tmp_path / "without.xlsx").sheetnames
    assert run("report", answers, "--plan", PLAN, "--out", tmp_path / "with.xlsx").returncode == 0
    assert run("plan", "--show", PLAN, "--out", tmp_path / "plan.xlsx").returncode == 0
    assert records((tmp_path / "with.xlsx").read_bytes(), "Actions") == records(
        (tmp_path / "plan.xlsx").read_bytes(), "Actions"
    )


def test_a_named_day_says_what_is_overdue(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    assert run("plan", "--show", PLAN, "--out", out, "--today", "2027-01-20").returncode == 0
    assert {row["Days overdue"] for row in records(out.read_bytes(), "Actions")} == {3}


def test_a_history_of_rounds_has_a_row_for_each_and_the_plan_of_the_last(tmp_path: Path) -> None:
    out = tmp_path / "calls.xlsx"
    assert run("report", CALLS, "--out", out).returncode == 0
    assert len(records(out.read_bytes(), "Teams")) == 3
    assert {row["Round"] for row in records(out.read_bytes(), "Actions")} == {"2026-11"}


@pytest.mark.parametrize(("command", "ending"), [("score", "xlsx"), ("score", "parquet"), ("report", "xlsx")])
def test_each_team_gets_a_file_of_its_own(tmp_path: Path, command: str, ending: str) -> None:
    assert run(command, COHORT, "--format", ending, "--each", tmp_path / "each").returncode == 0
    assert sorted(file.name for file in (tmp_path / "each").iterdir()) == [
        f"team-{letter}.{ending}" for letter in "abcdefghij"
    ]


def test_the_teams_of_one_file_are_the_one_team(tmp_path: Path) -> None:
    assert run("score", COHORT, "--format", "xlsx", "--each", tmp_path).returncode == 0
    assert [row["Team"] for row in records((tmp_path / "team-c.xlsx").read_bytes(), "Teams")] == ["Team C"]


@pytest.mark.parametrize("command", [["score", "--format", "xlsx"], ["report", "--format", "xlsx"]])
def test_a_pipe_gets_the_bytes_of_the_file(tmp_path: Path, command: list[str]) -> None:
    raw = bytes_of(*command, RIVERSIDE)
    assert run(*command, RIVERSIDE, "--out", tmp_path / "r.xlsx").returncode == 0
    assert raw == (tmp_path / "r.xlsx").read_bytes()


def test_parquet_goes_into_a_pipe_and_a_plan_does(tmp_path: Path) -> None:
    assert pl.read_parquet(io.BytesIO(bytes_of("score", RIVERSIDE, "--format", "parquet"))).height == 26
    assert opened(bytes_of("plan", "--show", PLAN, "--format", "xlsx")).sheetnames == ["Actions"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["score", RIVERSIDE, "--format", "xlsx"], "results.xlsx"),
        (["score", RIVERSIDE, "--format", "parquet"], "results.parquet"),
        (["report", RIVERSIDE, "--format", "xlsx"], "report.xlsx"),
        (["plan", "--show", PLAN, "--format", "xlsx"], "plan.xlsx"),
    ],
)
def test_bytes_are_not_put_on_a_screen(command: list[str | Path], name: str) -> None:
    ours, theirs = pty.openpty()
    whole = [sys.executable, "-m", "coprod_check", *map(str, command)]
    done = subprocess.run(whole, env=environment(), stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert f"for another program, not for this screen; name a file with --out, such as --out {name}" in done.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ["score", COHORT, "--out", "r.xlsx"],
            "a name that ends in .xlsx is for a workbook, and --format text ",
        ),
        (
            ["score", COHORT, "--format", "csv", "--out", "r.parquet"],
            "is for a Parquet file, and --format csv ",
        ),
        (["score", COHORT, "--format", "xlsx", "--out", "r.csv"], "a workbook needs a name that ends in .xlsx, and "),
        (["score", COHORT, "--format", "xlsx", "--out", "r"], "a workbook needs a name that ends in .xlsx, and "),
        (["score", COHORT, "--format", "xlsx", "--out", "r.parquet"], "use --format parquet, or name another file"),
        (["report", COHORT, "--format", "html", "--out", "r.xlsx"], "use --format xlsx, or name another file"),
        (["report", COHORT, "--format", "xlsx", "--out", "r.docx"], "a name that ends in .docx is for a Word file"),
        (["report", COHORT, "--out", "r.xls"], "a report is not written as .xls; name a file that ends in .xlsx"),
        (["report", COHORT, "--out", "r.ods"], "a report is not written as .ods; name a file that ends in .xlsx"),
        (["plan", "--show", PLAN, "--format", "text", "--out", "r.xlsx"], "use --format xlsx, or name another file"),
        (["score", COHORT, "--changes", "--format", "xlsx", "--out", "r.xlsx"], "--changes is written as text, "),
        (["score", COHORT, "--changes", "--format", "parquet", "--out", "r.parquet"], "--changes is written as text, "),
        (["score", MEADOW / "staff-1.answers.toml", "--mine", "--format", "xlsx"], "--mine is written as text or "),
    ],
)
def test_a_wrong_place_or_option_is_refused_and_nothing_is_written(
    tmp_path: Path, command: list[str | Path], said: str
) -> None:
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("command", "library", "extra"),
    [
        (["score", "not-read", "--format", "xlsx", "--out", "r.xlsx"], "xlsxwriter", "excel"),
        (["report", "not-read", "--out", "r.xlsx"], "xlsxwriter", "excel"),
        (["plan", "--show", "not-read", "--out", "r.xlsx"], "xlsxwriter", "excel"),
        (["score", "not-read", "--format", "parquet", "--out", "r.parquet"], "polars", "parquet"),
    ],
)
def test_what_is_not_installed_is_said_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], library: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 2
    assert f"needs coprod-check[{extra}]; install it, or " in done.stderr


def test_faults_alone_make_no_workbook_that_says_nobody_answered(tmp_path: Path) -> None:
    (tmp_path / "x.answers.toml").write_text("team = ", "utf-8")
    for style in ("xlsx", "parquet"):
        done = run("score", ".", "--format", style, "--out", f"r.{style}", cwd=tmp_path)
        assert done.returncode == 3
        assert "x.answers.toml" in done.stderr
        assert NOT_WRITTEN in done.stderr
        assert not (tmp_path / f"r.{style}").exists()


def test_faults_beside_results_are_named_on_the_screen_and_not_in_the_workbook(tmp_path: Path) -> None:
    (good,) = RIVERSIDE.glob("*.answers.toml")
    (tmp_path / "bad-one.answers.toml").write_text("team = ", "utf-8")
    done = run("score", good, ".", "--format", "xlsx", "--out", "r.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    assert "bad-one.answers.toml" in done.stderr
    for name in opened(tmp_path / "r.xlsx").sheetnames:
        assert "bad-one" not in repr(records((tmp_path / "r.xlsx").read_bytes(), name))


def test_sheets_without_an_answer_make_a_workbook_that_says_so(tmp_path: Path) -> None:
    (good,) = RIVERSIDE.glob("*.answers.toml")
    blank = good.read_text("utf-8").split("[ratings")[0]
    (tmp_path / "blank.answers.toml").write_text(blank, "utf-8")
    done = run("score", ".", "--format", "xlsx", "--out", "r.xlsx", cwd=tmp_path)
    assert done.returncode == 0
    assert opened(tmp_path / "r.xlsx").sheetnames == ["Start here"]
    assert opened(tmp_path / "r.xlsx")["Start here"]["A1"].value == NO_ANSWERS_YET


def test_more_than_a_workbook_holds_is_said_with_what_to_use_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coprod_check.exchange.workbook.book.MOST_ROWS", 260)
    done = run("score", COHORT, "--format", "xlsx", "--out", tmp_path / "r.xlsx")
    assert done.returncode == 2
    assert "a workbook holds 259 rows of practices, and these results have 260; use score --format csv" in done.stderr
    assert run("score", COHORT, "--team", "Team A", "--format", "xlsx", "--out", tmp_path / "r.xlsx").returncode == 0


def test_a_report_of_several_sets_of_questions_is_refused_as_a_page_is(tmp_path: Path) -> None:
    asked = [rubric(id=name) for name in ("one", "two")]
    filed = [(each, SheetFile(f"{each.id}.toml", sheet(levels={"a": 1}, rubric=each.id))) for each in asked]
    options = report.Options(rubric=None, style=None, plan=None, out=tmp_path / "r.xlsx", today=None)
    with pytest.raises(BadCommand, match="answer different questions"):
        report.tell(ScoredOneByOne(Collected(filed)), [], ReportFormat.XLSX, options, None)
