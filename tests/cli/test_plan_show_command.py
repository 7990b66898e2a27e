"""``coprod-check plan --show``: a plan on one page, in every form, the same on every day."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT, environment
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

CALLS = ROOT / "examples" / "calls"
PLAN = CALLS / "3-november.plan.toml"
HEADING = "Our plan: 8 things to do"


def test_as_text_it_is_lines_of_80_with_every_open_action() -> None:
    done = run("plan", "--show", PLAN, COPROD_TODAY="")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Harbour memory group · November 2026\n{HEADING}\n")
    assert max(map(len, done.stdout.splitlines())) <= 80
    told = " ".join(done.stdout.split())
    assert "Sam and nobody with lived experience yet, was due by 9 November 2026. Under way 2. Find out" in told
    assert "8. Within four weeks, write down what stays private" in done.stdout


@pytest.mark.parametrize("columns", [20, 40, 60])
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_no_line_is_wider_than_the_window(columns: int, plain: tuple[str, ...]) -> None:
    done = run("plan", "--show", PLAN, *plain, COLUMNS=str(columns))
    assert max(map(cell_len, done.stdout.splitlines())) <= columns
    assert ("━" in done.stdout) is not bool(plain)


@pytest.mark.parametrize(
    ("arguments", "begins", "holds"),
    [
        (("--format", "text"), "Harbour memory group", f"\n{HEADING}\n"),
        (("--format", "markdown"), "Harbour memory group", f"\n# {HEADING}\n"),
        (("--format", "html"), "<!doctype html>", f"<h1>{HEADING}</h1>"),
    ],
)
def test_it_is_written_in_the_form_that_is_asked_for(arguments: tuple[str, ...], begins: str, holds: str) -> None:
    done = run("plan", "--show", PLAN, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(begins)
    assert holds in done.stdout


@pytest.mark.parametrize(
    ("name", "style", "begins"),
    [
        ("p.html", (), b"<!doctype html>"),
        ("P.HTM", (), b"<!doctype html>"),
        ("p.md", (), b"Harbour memory group"),
        ("p.txt", (), b"Harbour memory group"),
        ("p.txt", ("--format", "html"), b"<!doctype html>"),
    ],
)
def test_the_ending_of_the_file_says_the_form_unless_it_is_said(
    tmp_path: Path, name: str, style: tuple[str, ...], begins: bytes
) -> None:
    out = tmp_path / name
    assert run("plan", "--show", PLAN, "--out", out, *style).returncode == 0
    assert out.read_bytes().startswith(begins)


def test_what_is_on_the_page_does_not_change_with_the_day_unless_a_day_is_named() -> None:
    for style in ("text", "markdown", "html"):
        assert "overdue" not in run("plan", "--show", PLAN, "--format", style, COPROD_TODAY="").stdout
    named = run("plan", "--show", PLAN, "--today", "2026-11-23", COPROD_TODAY="").stdout
    assert "overdue by 14 days" in " ".join(named.split())


def test_a_page_in_html_folds_why_and_says_nothing_of_another_command() -> None:
    page = run("plan", "--show", PLAN, "--format", "html").stdout
    assert "report --open" not in page
    assert page.count("<details") == 2  # the list of what is on the page, and why
    assert '<strong class="missing">No owner yet</strong>' in page


def test_what_is_to_be_found_out_stands_beneath_in_every_form() -> None:
    plan = ROOT / "examples" / "riverside" / "riverside-diabetes-group.plan.toml"
    for style in ("text", "markdown", "html"):
        page = " ".join(run("plan", "--show", plan, "--format", style).stdout.split())
        assert "To find out: “Pay and costs” and “Forms that people can answer”" in page


def test_the_words_of_their_own_questions(tmp_path: Path) -> None:
    garden = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
    plan = tmp_path / "p.plan.toml"
    head = 'format = "coprod-plan/1"\nrubric = "garden"\nrubric_version = "2.1.0"\nteam = "T"\n'
    plan.write_text(f'{head}[[actions]]\naction = "Ask."\npractice = "the-gate"\nbecause = "Low."\n', "utf-8")
    assert "1. “Ask.”" in run("plan", "--show", plan).stdout
    assert "1. “Ask.”" not in run("plan", "--show", plan, "--rubric", garden).stdout
    plan.write_text(plan.read_text("utf-8").replace("2.1.0", "9.0.0"), "utf-8")
    assert "1. “Ask.”" in run("plan", "--show", plan, "--rubric", garden).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((PLAN, PLAN), "--show is of one plan; name one file"),
        ((PLAN, "--check"), "leave --check out"),
        ((PLAN, "--check-in"), "leave --check-in out"),
        ((PLAN, "--each", "x", "--check"), "leave --check and --each out"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command(arguments: tuple[str | Path, ...], said: str) -> None:
    done = run("plan", "--show", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_format_without_show_is_a_wrong_command() -> None:
    done = run("plan", CALLS, "--format", "html")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format is for --show" in done.stderr


def test_a_plan_is_not_written_over_and_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "p.plan.toml"
    copy.write_bytes(PLAN.read_bytes())
    assert run("plan", "--show", PLAN, "--out", copy).returncode == 2
    assert copy.read_bytes() == PLAN.read_bytes()
    copy.write_text('team = "x"\n', "utf-8")
    done = run("plan", "--show", copy)
    assert (done.returncode, done.stdout) == (3, "")
    assert "format: is missing" in done.stderr
    done = run("plan", "--show", CALLS)
    assert (done.returncode, done.stdout) == (3, "")
    assert "is a folder" in done.stderr


def test_a_page_for_a_browser_is_not_written_to_a_screen() -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "coprod_check", "plan", "--show", str(PLAN), "--format", "html"],
            stdout=theirs, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert b"name a file with --out, such as --out plan.html" in done.stderr
