"""What ``score`` shows first: one screen, all of it on request, and the next step last, at every width."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT, environment
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coprod_check.cli.what_next import broken_command

if TYPE_CHECKING:
    from pathlib import Path

RIVERSIDE = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
ONE_ROUND = "examples/report/meadow-lane"
ROUNDS = "examples/calls"
MANY = "examples/cohort"
ALL = [ONE_ROUND, ROUNDS, MANY]


def lines(*words: str, **more: str) -> list[str]:
    done = run("score", *words, cwd=ROOT, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("paths", ALL)
@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_the_first_screen_is_of_twenty_lines_and_ends_with_what_comes_next(paths: str, plain: list[str]) -> None:
    shown = lines(paths, *plain)
    assert len(shown) <= 20
    assert shown[-3:-1] == ["", f"More: coprod-check score {paths} --all"]
    assert shown[-1].startswith(f"A page: coprod-check report {paths} --out ")


@pytest.mark.parametrize("paths", ALL)
@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100])
@pytest.mark.parametrize("words", [[], ["--all"], ["--plain"], ["--plain", "--all"], ["--changes"]])
def test_no_line_is_wider_than_the_screen(paths: str, width: int, words: list[str]) -> None:
    assert max(map(cell_len, lines(paths, *words, COLUMNS=str(width)))) <= width


@pytest.mark.parametrize("width", ["", "30", "abc", "500"])
def test_a_file_holds_what_a_pipe_does(tmp_path: Path, width: str) -> None:
    for words in ([], ["--all"], ["--plain"]):
        out = tmp_path / "r.txt"
        assert run("score", ONE_ROUND, *words, "--out", out, cwd=ROOT, COLUMNS=width).returncode == 0
        assert out.read_text("utf-8").splitlines() == lines(ONE_ROUND, *words, COLUMNS=width)


@pytest.mark.parametrize("paths", ALL)
def test_the_commands_that_are_named_work_as_they_stand(paths: str, tmp_path: Path) -> None:
    for width in ("80", "25"):
        said = "\n".join(lines(paths, COLUMNS=width)).replace(" \\\n", " ").replace("\\\n", "")
        *_, more, page = said.splitlines()
        for label, command in (("More: ", more), ("A page: ", page)):
            program, *words = shlex.split(command.removeprefix(label))
            assert program == "coprod-check"
            words = [str(tmp_path / each) if each.endswith(".html") else each for each in words]
            assert run(*words, cwd=ROOT).returncode == 0
    assert list(tmp_path.glob("*.html"))


def test_a_path_with_a_space_is_quoted_and_what_was_chosen_is_chosen_again(tmp_path: Path) -> None:
    folder = tmp_path / "our team's answers"
    folder.mkdir()
    (folder / "s.answers.toml").write_bytes(RIVERSIDE.read_bytes())
    done = run("score", folder.name, "--team", "riverside diabetes group", "--round", "2026-11", cwd=tmp_path)
    said = done.stdout.replace(" \\\n", " ").split("More: ")[1].splitlines()[0]
    assert shlex.split(said) == [
        "coprod-check", "score", folder.name, "--team", "riverside diabetes group", "--round", "2026-11", "--all",
    ]  # fmt: skip


def test_of_very_many_paths_only_what_to_change_is_said() -> None:
    sheets = sorted((ROOT / MANY).glob("*.answers.toml"))
    shown = lines(*map(str, sheets))
    assert shown[-2:] == ["More: the same command with --all", "A page: the same with report and --out report.html"]


def test_all_of_it_is_what_the_page_holds() -> None:
    shown = " ".join(lines(ONE_ROUND, "--all"))
    page = run("report", ONE_ROUND, "--format", "markdown", cwd=ROOT).stdout
    headings = [line.lstrip("# ") for line in page.replace("\\", "").splitlines() if line.startswith("## ")]
    assert len(headings) > 8
    assert all(each in shown for each in headings)
    assert "More: " not in shown


def test_markdown_is_always_whole() -> None:
    whole = run("score", ONE_ROUND, "--format", "markdown", cwd=ROOT).stdout
    assert whole == run("score", ONE_ROUND, "--format", "markdown", "--all", cwd=ROOT).stdout
    assert whole == run("report", ONE_ROUND, "--format", "markdown", cwd=ROOT).stdout


def test_the_plan_beside_the_sheets_says_who_does_what() -> None:
    done = run("score", ONE_ROUND, cwd=ROOT)
    assert done.stderr == f"Note: the plan on the page is {ONE_ROUND}/meadow-lane.plan.toml\n"
    assert "Ruth and Colin, by 18 December 2026." in done.stdout


def test_a_plan_beside_the_sheets_that_cannot_be_read_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "s.answers.toml").write_bytes(RIVERSIDE.read_bytes())
    (tmp_path / "bad.plan.toml").write_text("format = ", "utf-8")
    done = run("score", tmp_path)
    assert done.returncode == 0
    assert "bad.plan.toml" in done.stderr
    assert "What to do next" in done.stdout


def test_what_was_noted_stands_before_the_result_so_that_the_next_step_is_last(tmp_path: Path) -> None:
    (tmp_path / "s.answers.toml").write_bytes(RIVERSIDE.read_bytes())
    (tmp_path / "bad.answers.toml").write_text("format = ", "utf-8")
    command = f"'{sys.executable}' -m coprod_check score '{tmp_path}' 2>&1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment(), check=False)
    said = done.stdout
    assert done.returncode == 3
    assert said.index("bad.answers.toml") < said.index("Riverside diabetes group") < said.index("A page: ")
    assert said.replace(" \\\n", " ").endswith("--out report.html\n")


@pytest.mark.parametrize("words", [[], ["--plain"], ["--all"], ["--format", "markdown"], ["--changes"]])
def test_a_sheet_without_answers_says_so_and_is_no_fault(tmp_path: Path, words: list[str]) -> None:
    empty = tmp_path / "e.answers.toml"
    empty.write_text(RIVERSIDE.read_text("utf-8").split("[people]")[0], "utf-8")
    done = run("score", empty, *words)
    assert done.returncode == 0
    assert " ".join(done.stdout.split()).startswith("There is no answer in these sheets that counts yet")
    assert "it answers nothing" in done.stderr


def test_sheets_that_cannot_be_read_are_not_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "bad.answers.toml").write_text("format = ", "utf-8")
    done = run("score", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "bad.answers.toml" in done.stderr


WORD = st.text(st.characters(categories=["L", "N"], exclude_characters="\\'\""), min_size=1, max_size=30)


@given(st.lists(WORD, min_size=1, max_size=6), st.integers(12, 60))
def test_a_command_on_several_lines_is_one_for_a_shell(words: list[str], width: int) -> None:
    broken = broken_command(words, width)
    assert all(cell_len(line) <= width for line in broken)
    assert shlex.split("\n".join(broken).replace("\\\n", "")) == words


# What changed between two rounds.


def test_changes_are_written_in_four_formats_and_in_no_other() -> None:
    for style, start in (
        ("text", "No team was heard"), ("markdown", ""), ("csv", "rubric,kind,id,name,"), ("json", "{"),
    ):  # fmt: skip
        done = run("score", MANY, "--changes", "--format", style, cwd=ROOT)
        assert done.returncode == 0
        assert style == "text" or done.stdout.startswith(start)
    assert '"changes": [' in run("score", MANY, "--changes", "--format", "json", cwd=ROOT).stdout
    assert '"changes"' not in run("score", MANY, "--format", "json", cwd=ROOT).stdout
    wrong = run("score", MANY, "--changes", "--format", "jsonl", cwd=ROOT)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "choose one of them with --format" in wrong.stderr


def test_the_page_of_many_teams_says_what_changed_only_where_a_team_has_two_rounds() -> None:
    title = "Power-sharing, in 1 of 1 team"
    assert title not in "\n".join(lines(MANY, "--all"))
    assert title in "\n".join(lines(MANY, ROUNDS, "--all"))
    assert title in run("report", MANY, ROUNDS, cwd=ROOT).stdout
