"""The three calls of the example story, compared again and held against what is in the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

CALLS = ROOT / "examples" / "calls"
FIRST, SECOND, THIRD = PLANS = ("1-september.plan.toml", "2-october.plan.toml", "3-november.plan.toml")
ENDINGS = {"text": "txt", "json": "json", "markdown": "md"}


@pytest.mark.parametrize("style", ENDINGS)
@pytest.mark.parametrize(
    ("name", "files", "today"),
    [
        ("september-to-october", [FIRST, SECOND], "2026-10-20"),
        ("october-to-november", [SECOND, THIRD], "2026-11-24"),
        ("history", PLANS, "2026-11-24"),
        ("answers", ["1-september.answers.toml", "3-november.answers.toml"], "2026-11-24"),
    ],
)
def test_the_story_of_three_calls(name: str, files: list[str], today: str, style: str) -> None:
    done = run("diff", *files, "--format", style, "--today", today, cwd=CALLS)
    assert (done.returncode, done.stderr) == (0, "")
    assert_same(CALLS / f"{name}.{ENDINGS[style]}", done.stdout)


def test_the_check_of_the_last_plan() -> None:
    done = run("plan", "--check", THIRD, "--today", "2026-11-24", cwd=CALLS)
    assert (done.returncode, done.stderr) == (1, "")
    assert_same(CALLS / "check.txt", done.stdout)


@pytest.mark.parametrize("name", ["september-to-october", "october-to-november"])
def test_each_brief_of_the_story_is_one_screen(name: str) -> None:
    lines = (CALLS / f"{name}.txt").read_text("utf-8").splitlines()
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("plan", PLANS)
def test_the_plans_of_the_story_are_what_the_sheets_say(plan: str, tmp_path: Path) -> None:
    copy = shutil.copy(CALLS / plan, tmp_path)
    done = run("plan", plan.replace(".plan.", ".answers."), "--out", copy, cwd=CALLS)
    assert done.returncode == 0
    assert Path(copy).read_bytes() == (CALLS / plan).read_bytes()
