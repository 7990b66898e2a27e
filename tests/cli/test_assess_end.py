"""The end of the interview: the result on one screen, where everything is, and commands that work as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.named_commands import commands_in
from helpers.process import ROOT

from coprod_check.interview import wording
from coprod_check.pages.alone.own_copy import TITLE
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = library.find_rubric(library.DEFAULT)
TOGETHER = ["3", "2", "", *("1" for _ in RUBRIC.practices), "f"]
PRIVATE = ["y", "S1", "", *("1" for _ in RUBRIC.practices), "f"]
SHEET = "meadow-lane-2026-11.answers.toml"


def assessed(folder: Path, *words: str, replies: list[str] | None = None, **more: str) -> tuple[list[str], list[str]]:
    """The lines of the result, and those that were said behind the last prompt."""
    typed = "".join(f"{reply}\n" for reply in replies or TOGETHER)
    done = run("assess", "--plain", "--team", "Meadow Lane", *words, typed=typed, cwd=folder, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), done.stderr.split(wording.REVIEW_PROMPT)[-1].splitlines()[1:]


@pytest.mark.parametrize("width", ["80", "100"])
def test_the_result_and_what_comes_next_are_one_screen(tmp_path: Path, width: str) -> None:
    result, said = assessed(tmp_path, COLUMNS=width)
    assert len(result) + len(said) < 24
    text = "\n".join(result)
    assert "What to do next" in text
    assert "No owner yet, by " in text
    assert said[0] == f"Thank you. Your answers are in {SHEET}."
    assert " ".join(said).endswith(
        "Next, write who does what by when into meadow-lane.plan.toml. "
        "Then: coprod-check plan --check meadow-lane.plan.toml"
    )


def test_every_command_that_is_named_works(tmp_path: Path) -> None:
    _, said = assessed(tmp_path, COLUMNS="1000")
    named = commands_in("\n".join(said))
    assert [each[0] for each in named] == ["report", "plan"]
    for words, code in zip(named, (0, 1), strict=True):
        done = run(*words, cwd=tmp_path)
        assert done.returncode == code, done.stderr
    assert "No owner yet" in (tmp_path / "report.html").read_text("utf-8")


def test_a_plan_that_is_there_is_told_as_it_is(tmp_path: Path) -> None:
    assessed(tmp_path)
    plan = tmp_path / "meadow-lane.plan.toml"
    plan.write_text(plan.read_text("utf-8").replace('staff_owner = ""', 'staff_owner = "Ann"', 1), "utf-8")
    result, said = assessed(tmp_path, replies=["f"])
    assert "Ann and nobody with lived experience yet" in " ".join(" ".join(result).split())
    assert said[0] == "The plan in meadow-lane.plan.toml is up to date. Nothing in it has changed."


def test_without_a_plan_it_says_how_to_make_one(tmp_path: Path) -> None:
    result, said = assessed(tmp_path, "--no-plan", COLUMNS="1000")
    assert "What to do next" not in "\n".join(result)
    assert " ".join(said).endswith(f"Next, a plan: coprod-check plan {SHEET} --out meadow-lane.plan.toml")
    assert not list(tmp_path.glob("*.plan.toml"))
    for words in commands_in("\n".join(said)):
        assert run(*words, cwd=tmp_path).returncode == 0


def test_of_a_part_the_next_step_is_the_other_parts(tmp_path: Path) -> None:
    part = sum(each.dimension == "engagement" for each in RUBRIC.practices)
    _, said = assessed(tmp_path, "--only", "engagement", replies=["3", "2", "", *("1" for _ in range(part)), "f"])
    text = " ".join("\n".join(said).replace("\\\n", "").split())
    assert wording.NO_PLAN_FROM_PART in text
    assert text.endswith(
        "Recruitment next, then Power-sharing and Measurement. "
        f"To go on: coprod-check assess --answers {SHEET} --only recruitment --plain"
    )


def test_one_persons_own_view_is_marked_and_its_sheet_is_handed_in(tmp_path: Path) -> None:
    result, said = assessed(tmp_path, "--voice", "staff", replies=PRIVATE, COLUMNS="1000")
    assert "This is your view only." in " ".join(result)
    assert " ".join(said).endswith("They can read it, and will bring the answers of all together.")
    assert not list(tmp_path.glob("*.plan.toml"))
    copy, change = commands_in("\n".join(said))
    assert copy[:2] == ["score", "--mine"]
    assert change[:2] == ["assess", "--answers"]
    assert TITLE in run(*copy, cwd=tmp_path).stdout


def test_a_plan_that_cannot_be_written_takes_nothing_from_the_result(tmp_path: Path) -> None:
    (tmp_path / "meadow-lane.plan.toml").write_bytes((ROOT / "examples/calls/2-october.plan.toml").read_bytes())
    done = run(
        "assess", "--plain", "--team", "Meadow Lane", typed="".join(f"{each}\n" for each in TOGETHER), cwd=tmp_path
    )
    assert done.returncode == 3
    assert "Stage " in done.stdout
    assert "is the plan of 'Harbour memory group', not of 'Meadow Lane'" in done.stderr
    assert f"Your answers are in {SHEET}." in done.stderr
    assert "Next, a plan" in done.stderr
    assert "who does what" not in done.stderr
