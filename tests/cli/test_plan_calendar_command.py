"""``coprod-check plan --show --format ics``: a plan's dates for a calendar."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT, environment
from ical.calendar_stream import IcsCalendarStream

if TYPE_CHECKING:
    from pathlib import Path

PLAN = ROOT / "examples" / "calls" / "3-november.plan.toml"
EXAMPLE = ROOT / "examples" / "exchange" / "plan.ics"
SMALL = 'format = "coprod-plan/1"\nrubric = "coproduction-values"\nteam = "T"\n'


def test_the_example_is_what_the_plan_says_and_another_program_reads_it() -> None:
    done = run("plan", "--show", PLAN, "--format", "ics")
    assert (done.returncode, done.stderr) == (0, "")
    assert_same(EXAMPLE, done.stdout)
    (calendar,) = IcsCalendarStream.from_ics(done.stdout).calendars
    assert len(calendar.events) == 9  # eight actions have a date, and the plan is to be looked at again
    titles = [(each.summary or "").partition(":")[0] for each in calendar.events[:4]]
    assert titles[:2] == ["Look at our plan again", "Who decides"]
    assert "Sam" in (calendar.events[1].description or "")


@pytest.mark.parametrize(("name", "style"), [("p.ics", ()), ("P.ICS", ()), ("p.txt", ("--format", "ics"))])
def test_the_ending_of_the_file_says_that_it_is_a_calendar(tmp_path: Path, name: str, style: tuple[str, ...]) -> None:
    out = tmp_path / name
    for _ in range(2):
        assert run("plan", "--show", PLAN, "--out", out, *style).returncode == 0
        assert out.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize(("name", "style"), [("p.html", "ics"), ("p.md", "ics"), ("p.xlsx", "ics"), ("p.ics", "html")])
def test_a_name_that_another_program_would_open_is_a_wrong_command(tmp_path: Path, name: str, style: str) -> None:
    done = run("plan", "--show", PLAN, "--format", style, "--out", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"and --format {style} goes to {tmp_path / name}" in done.stderr
    assert not list(tmp_path.iterdir())


def test_it_does_not_change_with_the_day() -> None:
    told = {run("plan", "--show", PLAN, "--format", "ics", COPROD_TODAY=day).stdout for day in ("", "2030-01-01")}
    assert len(told) == 1


def test_a_plan_without_a_date_is_told_where_to_write_one(tmp_path: Path) -> None:
    plan, out = tmp_path / "t.plan.toml", tmp_path / "p.ics"
    plan.write_text(f'{SMALL}[[actions]]\naction = "A."\ndue = ""\n', "utf-8")
    done = run("plan", "--show", plan, "--out", out)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"{plan}: has no date for a calendar; "
        "write one, such as due = 2027-01-17 in an action or follow_up_on at the top\n"
    )
    assert not out.exists()


def test_a_plan_to_other_questions_or_with_a_fault_is_as_on_a_page(tmp_path: Path) -> None:
    plan = tmp_path / "t.plan.toml"
    plan.write_text(SMALL.replace("coproduction-values", "another") + "follow_up_on = 2027-01-17\n", "utf-8")
    assert "Look at our plan again: T" in run("plan", "--show", plan, "--format", "ics").stdout
    plan.write_text(SMALL + "follow_up_on = 2027-02-30\n", "utf-8")
    done = run("plan", "--show", plan, "--format", "ics")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == run("plan", "--show", plan).stderr


def test_the_plan_itself_is_never_written_over() -> None:
    before = PLAN.read_bytes()
    assert run("plan", "--show", PLAN, "--format", "ics", "--out", PLAN).returncode == 2
    assert PLAN.read_bytes() == before


def test_a_terminal_is_not_filled_with_it() -> None:
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "coprod_check", "plan", "--show", str(PLAN), "--format", "ics"],
            stdout=slave, stderr=subprocess.PIPE, env=environment(), check=False, timeout=60,
        )  # fmt: skip
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert b"name a file, such as --out plan.ics" in done.stderr


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "coprod_check.exchange.plan_calendar", raising=False)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    done = run("plan", "--show", tmp_path / "is-not-read", "--out", tmp_path / "p.ics")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "coprod-check: writing a calendar needs coprod-check[calendar]; "
        "install it, or write a page with --out plan.html\n"
    )
    assert not list(tmp_path.iterdir())
