"""A person's own copy: their answers in words, and nothing of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.pages.alone import own_copy
from coprod_check.storage.library import load

if TYPE_CHECKING:
    from pathlib import Path

GARDEN = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
RUBRIC = load(GARDEN)
MINE = ("--mine", "--rubric", str(GARDEN))


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """Write two sheets of one team; gives the name of one person's."""
    for name, levels in (("mine", ("1", "2", "0", "1")), ("theirs", ("2", "0", "2", "0"))):
        answers = [line for each in levels for line in ([each, "Minutes.", ""] if each == "2" else [each])]
        typed = ["y", name.upper(), "1", *answers]
        ran = run(
            "assess", "--plain", "--rubric", GARDEN, "--team", "Plot", "--voice", "lived-experience",
            "--answers", f"{name}.answers.toml", typed="".join(f"{line}\n" for line in typed), cwd=tmp_path,
        )  # fmt: skip
        assert ran.returncode == 4, ran.stderr
    return "mine.answers.toml"


def test_it_tells_each_practice_in_the_words_of_the_level_that_was_chosen(tmp_path: Path, mine: str) -> None:
    said = " ".join(run("score", mine, *MINE, cwd=tmp_path).stdout.split())
    assert said.startswith("Plot · November 2026 · your view from lived experience My own copy, seen by nobody else")
    for practice, level in zip(RUBRIC.practices, (1, 2, 0, 1), strict=True):
        assert f"{practice.title}: {RUBRIC.level_words(level)}. {practice.levels[level]}" in said
    assert "You wrote: Minutes." in said
    assert own_copy.NOT_FINISHED in said
    assert "MINE" in said
    assert "THEIRS" not in said


def test_it_is_markdown_too_and_goes_into_a_file(tmp_path: Path, mine: str) -> None:
    done = run("score", mine, *MINE, "--format", "markdown", "--out", "copy.md", cwd=tmp_path)
    assert done.returncode == 0
    assert f"# {own_copy.TITLE}" in (tmp_path / "copy.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--format", "json"), "text or markdown"),
        (("--all",), "leave --all out"),
        (("--each", "x"), "leave --each out"),
        (("theirs.answers.toml",), "of one sheet"),
    ],
)
def test_what_does_not_go_with_it_is_a_wrong_command_line(
    tmp_path: Path, mine: str, more: tuple[str, ...], why: str
) -> None:
    done = run("score", mine, *MINE, *more, cwd=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stdout == ""


def test_a_folder_and_a_sheet_of_a_meeting_are_nobodys_own(tmp_path: Path, mine: str) -> None:
    run("assess", "--plain", "--rubric", GARDEN, "--team", "Plot", typed="n\n3\n2\n\n1\n", cwd=tmp_path)
    for name, why in ((".", "of one sheet"), ("plot-2026-11.answers.toml", "was filled in together")):
        done = run("score", name, *MINE, cwd=tmp_path)
        assert done.returncode == 2
        assert why in done.stderr
    assert (tmp_path / mine).exists()
