"""The example story, told again by the program and compared with what is in the repository."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

STORY = ROOT / "examples" / "riverside"
SHEET = "riverside-diabetes-group-2026-11.answers.toml"
PLAN = "riverside-diabetes-group.plan.toml"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Type in the whole story, in an empty folder."""
    folder = tmp_path_factory.mktemp("riverside")
    typed = (STORY / "typed.txt").read_text("utf-8")
    done = run("assess", "--plain", typed=typed, cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "conversation.txt").write_text(done.stderr, "utf-8")
    (folder / "result.txt").write_text(done.stdout, "utf-8")
    return folder


@pytest.mark.parametrize("name", [SHEET, PLAN, "conversation.txt", "result.txt"])
def test_typing_the_story_gives_the_sheet_the_result_and_the_plan(told: Path, name: str) -> None:
    assert_same(STORY / name, (told / name).read_text("utf-8"))


@pytest.mark.parametrize(("style", "name"), [("text", "score.txt"), ("json", "score.json"), ("markdown", "score.md")])
def test_scoring_the_sheet_gives_the_same_story(told: Path, style: str, name: str) -> None:
    done = run("score", SHEET, "--format", style, cwd=told)
    assert (done.returncode, done.stderr) == (0, "")
    assert_same(STORY / name, done.stdout)


def test_out_writes_the_same_bytes_as_the_screen(told: Path) -> None:
    done = run("score", SHEET, "--out", "out.txt", cwd=told)
    assert (done.returncode, done.stdout) == (0, "")
    assert (told / "out.txt").read_text("utf-8") == (STORY / "score.txt").read_text("utf-8")


def test_the_plan_command_makes_the_plan_of_the_interview(told: Path) -> None:
    done = run("plan", SHEET, cwd=told)
    assert done.stdout == (told / PLAN).read_text("utf-8")


def test_refreshing_the_plan_with_the_same_answers_changes_nothing(told: Path, tmp_path: Path) -> None:
    shutil.copy(told / SHEET, tmp_path)
    shutil.copy(told / PLAN, tmp_path)
    done = run("plan", SHEET, "--out", PLAN, "--today", "2027-03-01", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / PLAN).read_bytes() == (told / PLAN).read_bytes()


def test_the_json_of_the_story_has_the_contracts_shape() -> None:
    document = json.loads((STORY / "score.json").read_text("utf-8"))
    (result,) = document["results"]
    assert document["format"] == "coprod-results/1"
    assert list(result) == [
        "rubric", "rubric_version", "team", "round", "date", "view", "one_sided", "voices", "people", "dimensions",
        "values", "practices", "stage", "next_stage", "unmet", "stage_why", "cautions", "circumstances", "agreement",
        "agreement_why", "to_check", "experience", "sources",
    ]  # fmt: skip
    assert result["voices"]["staff"] == {"sheets": 0, "shown": False}
    assert (document["notes"], document["problems"]) == ([], [])


def test_a_sheet_of_the_first_questions_gets_the_one_sentence_that_its_page_shows() -> None:
    folder = ROOT / "examples" / "older"
    for command in ("score", "plan", "report"):
        done = run(command, "old-wharf-2026-03.answers.toml", cwd=folder)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.count("\n") == 1
        assert f"```text\n{done.stderr}```" in (folder / "README.md").read_text("utf-8")
