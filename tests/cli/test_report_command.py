"""``coprod-check report``: which page, where it goes, whose plan, and what is said of bad files."""

from __future__ import annotations

import io
import os
import pty
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import docx
import pytest
from helpers.in_process import run
from helpers.make import rubric, sheet
from helpers.process import ROOT, environment

from coprod_check.cli.commands import report
from coprod_check.cli.scored import ScoredOneByOne
from coprod_check.pages.next_steps import SUGGESTED
from coprod_check.rules.rounds import SheetFile
from coprod_check.storage.sheet_files import Collected

if TYPE_CHECKING:
    from pathlib import Path

CALLS = ROOT / "examples" / "calls"
COHORT = ROOT / "examples" / "cohort"
MEADOW = ROOT / "examples" / "report" / "meadow-lane"
RIVERSIDE = ROOT / "examples" / "riverside"
SHEET = RIVERSIDE / "riverside-diabetes-group-2026-11.answers.toml"
PLAN = MEADOW / "meadow-lane.plan.toml"
NAME_IT = "not for this screen; name a file with --out, such as --out"


def title(text: str) -> str:
    return text.split("<title>", 1)[1].split("</title>", 1)[0]


# Which page.


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ([SHEET], "Riverside diabetes group, November 2026: Stage 2 of 4: Engaging"),
        ([COHORT], "10 teams: "),
        ([CALLS], "Harbour memory group: Since September 2026: "),
        ([COHORT / "team-a.answers.toml", SHEET], "2 teams: "),
        (sorted(CALLS.glob("[12]*.answers.toml")), "Harbour memory group: Since September 2026: "),
    ],
)
def test_the_sheets_decide_which_page_it_is(paths: list[Path], said: str) -> None:
    done = run("report", *paths)
    assert done.returncode == 0
    assert title(done.stdout).startswith(said)


def test_sheets_in_another_order_give_the_same_bytes() -> None:
    for folder in (COHORT, CALLS, MEADOW):
        paths = sorted(folder.glob("*.answers.toml"))
        assert run("report", *paths).stdout == run("report", *reversed(paths)).stdout


def test_nothing_answered_is_nothing_to_report(tmp_path: Path) -> None:
    empty = tmp_path / "e.answers.toml"
    empty.write_text(SHEET.read_text("utf-8").split("[people]")[0], "utf-8")
    done = run("report", empty, "--out", tmp_path / "r.html")
    assert done.returncode == 3
    assert done.stderr == "there are no answers in these sheets, so there is nothing to report\n"
    assert not (tmp_path / "r.html").exists()


def test_answers_to_different_questions_need_a_report_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one built-in set of questions so far, so these two come from no file."""
    two = [(asked, SheetFile("s", sheet(levels={"a": 1}, rubric=asked.id))) for asked in (rubric(), rubric(id="other"))]
    monkeypatch.setattr(report, "score_paths", lambda *_: ScoredOneByOne(Collected(two)))
    done = run("report", "any")
    assert done.returncode == 2
    assert done.stderr == (
        "coprod-check: these sheets answer different questions (other, small); make a report of each\n"
    )


def test_a_round_in_which_nobody_may_be_shown_gives_a_short_page(tmp_path: Path) -> None:
    path = tmp_path / "s.answers.toml"
    shutil.copy(COHORT / "team-e-staff-1.answers.toml", path)
    done = run("report", tmp_path)
    assert done.returncode == 0
    assert "fill in one sheet together" in done.stdout
    assert "<svg" not in done.stdout
    assert "What to do next" not in done.stdout


# Where it goes.


def test_out_writes_the_bytes_of_the_pipe_and_says_where(tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    done = run("report", SHEET, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"The report is in {out}.\n")
    assert out.read_bytes() == run("report", SHEET).stdout.encode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], f"a page is for a browser, {NAME_IT} report.html"),
        (["--format", "docx"], f"a Word file is for a word processor, {NAME_IT} report.docx"),
    ],
)
def test_a_page_is_not_poured_onto_a_terminal(options: list[str], said: str) -> None:
    main, other = pty.openpty()
    command = [sys.executable, "-m", "coprod_check", "report", str(SHEET), *options]
    done = subprocess.run(command, stdout=other, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False)
    os.close(other)
    os.close(main)
    assert done.returncode == 2
    assert done.stderr.decode() == f"coprod-check: {said}\n"


def test_a_piped_page_is_utf_8_whatever_the_console_knows() -> None:
    command = [sys.executable, "-m", "coprod_check", "report", str(SHEET)]
    raw = subprocess.run(command, capture_output=True, env=environment(PYTHONIOENCODING="ascii"), check=True).stdout
    assert "“Who decides”" in raw.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("r.html", [], "<!doctype html>"),
        ("r.md", [], "Riverside diabetes group · "),
        ("r.MARKDOWN", [], "Riverside diabetes group · "),
        ("r.txt", [], "<!doctype html>"),
        ("r.md", ["--format", "html"], "<!doctype html>"),
        ("r.html", ["--format", "markdown"], "Riverside diabetes group · "),
    ],
)
def test_the_format_is_the_one_asked_for_else_that_of_the_name(
    tmp_path: Path, name: str, options: list[str], start: str
) -> None:
    assert run("report", SHEET, "--out", tmp_path / name, *options).returncode == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


# Word files.


@pytest.mark.parametrize("name", ["r.docx", "R.DOCX"])
def test_the_ending_docx_gives_a_word_file_of_the_same_headings(tmp_path: Path, name: str) -> None:
    done = run("report", MEADOW, "--out", tmp_path / name)
    plan = f"Note: the plan on the page is {MEADOW.as_posix()}/meadow-lane.plan.toml"
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{plan}\nThe report is in {tmp_path / name}.\n"
    found = [
        each.text
        for each in docx.Document(str(tmp_path / name)).paragraphs
        if each.style and str(each.style.name).startswith(("Title", "Heading"))
    ]
    said = run("report", MEADOW, "--format", "markdown").stdout
    assert found == [line.lstrip("# ").replace("\\", "") for line in said.splitlines() if line.startswith("#")]


def test_a_piped_word_file_holds_the_bytes_of_the_one_on_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coprod_check", "report", str(SHEET), "--format", "docx"]
    raw = subprocess.run(command, capture_output=True, env=environment(), check=True).stdout
    run("report", SHEET, "--out", tmp_path / "r.docx")
    assert raw == (tmp_path / "r.docx").read_bytes()
    assert docx.Document(io.BytesIO(raw)).paragraphs[0].text.startswith("Riverside diabetes group · November 2026")


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("r.doc", [], "a report is not written as .doc; name a file that ends in .docx, .html, .md or .xlsx"),
        ("r.ODT", [], "a report is not written as .odt; name a file that ends in .docx, .html, .md or .xlsx"),
        ("r.pdf", [], "a report is not written as .pdf; name a file that ends in .docx, .html, .md or .xlsx"),
        ("r.html", ["--format", "docx"], "a Word file needs a name that ends in .docx, and --format docx goes to "),
        ("r", ["--format", "docx"], "a Word file needs a name that ends in .docx, and --format docx goes to "),
        ("r.docx", ["--format", "html"], "a name that ends in .docx is for a Word file, and --format html goes to "),
        ("r.docx", ["--format", "markdown"], "a name that ends in .docx is for a Word file, and --format markdown "),
    ],
)
def test_a_name_that_another_program_would_open_is_a_wrong_command(
    tmp_path: Path, name: str, options: list[str], said: str
) -> None:
    done = run("report", SHEET, "--out", tmp_path / name, *options)
    assert done.returncode == 2
    assert done.stderr.startswith(f"coprod-check: {said}")
    assert not list(tmp_path.iterdir())


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("word", "word_parts"):
        monkeypatch.delitem(sys.modules, f"coprod_check.render.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    done = run("report", tmp_path / "is-not-read", "--out", tmp_path / "r.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "coprod-check: writing a Word file needs coprod-check[docx]; "
        "install it, or write a page with --out report.html\n"
    )


def test_markdown_holds_what_is_drawn_as_tables() -> None:
    said = run("report", MEADOW, "--format", "markdown").stdout
    assert "The level of each dimension:" in said
    assert said.count("| Practice | 0 Not yet |") == 4
    assert "<svg" not in said


# Bad files.


def test_bad_files_are_named_and_the_good_ones_reported(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    (tmp_path / "bad.answers.toml").write_text("format = ", "utf-8")
    done = run("report", tmp_path)
    assert done.returncode == 3
    assert "bad.answers.toml" in done.stderr
    assert title(done.stdout).startswith("Riverside diabetes group, November 2026")
    assert "bad.answers.toml" not in done.stdout


def test_notes_are_said_and_stop_nothing(tmp_path: Path) -> None:
    for name in ("Riverside", "Riversdie"):
        text = (COHORT / "team-b.answers.toml").read_text("utf-8").replace('team = "Team B"', f'team = "{name}"')
        (tmp_path / f"{name}.answers.toml").write_text(text, "utf-8")
    done = run("report", tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("Note: team names that are nearly the same")


# Whose plan.


def test_without_a_plan_it_is_a_suggestion_without_owners_or_dates() -> None:
    sheets = sorted(MEADOW.glob("*.answers.toml"))
    said = run("report", *sheets, "--format", "markdown").stdout
    assert SUGGESTED in said
    assert "Ruth" not in said


def test_a_named_plan_brings_owners_and_dates() -> None:
    sheets = sorted(MEADOW.glob("*.answers.toml"))
    named = run("report", *sheets, "--plan", PLAN, "--format", "markdown").stdout
    assert "Ruth and Colin, by 18 December 2026. Under way" in named
    assert named == run("report", MEADOW, "--format", "markdown").stdout


def test_of_several_plans_in_a_folder_it_takes_that_of_the_round(tmp_path: Path) -> None:
    shutil.copy(CALLS / "2-october.answers.toml", tmp_path)
    for name in ("1-september", "2-october", "3-november"):
        shutil.copy(CALLS / f"{name}.plan.toml", tmp_path)
    done = run("report", tmp_path)
    assert "Your plan. " in done.stdout
    where = (tmp_path / "2-october.plan.toml").as_posix()
    assert done.stderr == f"Note: the plan on the page is {where}, one of 3 of this team; report --plan names another\n"
    (tmp_path / "2-october.plan.toml").unlink()
    later = "Your plan of November 2026, not yet brought up to date with October 2026."
    assert later in run("report", tmp_path).stdout


def test_a_copy_of_how_a_plan_was_is_never_taken_for_a_plan(tmp_path: Path) -> None:
    shutil.copy(CALLS / "2-october.answers.toml", tmp_path)
    shutil.copy(CALLS / "3-november.plan.toml", tmp_path / "harbour.plan.toml")
    for name in ("harbour.2026-10-20", "harbour.2026-10-20-2"):
        shutil.copy(CALLS / "2-october.plan.toml", tmp_path / f"{name}.plan.toml")
    done = run("report", tmp_path)
    assert done.stderr == f"Note: the plan on the page is {(tmp_path / 'harbour.plan.toml').as_posix()}\n"
    (tmp_path / "harbour.plan.toml").unlink()
    assert SUGGESTED in run("report", tmp_path).stdout


def test_the_plan_of_another_team_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    shutil.copy(PLAN, tmp_path)
    assert SUGGESTED in run("report", tmp_path).stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ('team = "Meadow Lane kidney group"', 'team = "Others"'),
            "is the plan of 'Others', not of 'Meadow Lane kidney group'",
        ),
        (('rubric = "coproduction-values"', 'rubric = "others"'), "was made from 'others'"),
        (('status = "doing"', 'status = "perhaps"'), 'write "to-do", "doing", "blocked", "done" or "dropped"'),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_by_name(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = tmp_path / "p.plan.toml"
    path.write_text(PLAN.read_text("utf-8").replace(*change), "utf-8")
    done = run("report", *sorted(MEADOW.glob("*.answers.toml")), "--plan", path)
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr


def test_a_plan_in_the_folder_that_cannot_be_read_is_named_and_the_page_made(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    (tmp_path / "bad.plan.toml").write_text("format = ", "utf-8")
    done = run("report", tmp_path)
    assert done.returncode == 3
    assert "bad.plan.toml" in done.stderr
    assert SUGGESTED in done.stdout


def test_a_plan_beside_many_teams_is_a_wrong_command() -> None:
    done = run("report", COHORT, "--plan", PLAN)
    assert done.returncode == 2
    assert "--plan is the plan of one team" in done.stderr


# The day.


def test_no_clock_is_read_and_a_named_day_says_what_is_overdue() -> None:
    without = run("report", MEADOW, COPROD_TODAY="").stdout
    assert "verdue" not in without
    assert "overdue by 3 days" in run("report", MEADOW, "--today", "2026-11-23", COPROD_TODAY="").stdout
    assert "overdue by 3 days" in run("report", MEADOW, COPROD_TODAY="2026-11-23").stdout
    assert run("report", MEADOW, "--today", "yesterday").returncode == 2
