"""``export --to questions``: two files, or one text for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.make import DATA

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

NAMES = ["questions-lived-experience.txt", "questions-staff.txt"]


def export(*more: str | Path, cwd: Path) -> CompletedProcess[str]:
    return run("export", "--to", "questions", *more, cwd=cwd)


def test_each_side_gets_a_file_in_a_folder_that_is_made(tmp_path: Path) -> None:
    done = export("--out", "a/b", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "The questions are in a/b: questions-staff.txt and questions-lived-experience.txt.\n"
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == NAMES


def test_on_the_screen_they_stand_one_below_the_other(tmp_path: Path) -> None:
    done = export(cwd=tmp_path)
    export("--out", "a", cwd=tmp_path)
    lived, staff = ((tmp_path / "a" / name).read_text("utf-8") for name in NAMES)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{staff}\n{lived}"


def test_a_second_time_the_files_are_as_they_were(tmp_path: Path) -> None:
    export("--out", "a", cwd=tmp_path)
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert export("--out", "a", cwd=tmp_path).returncode == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == first


@pytest.mark.parametrize("out", ["questions.txt", "there"])
def test_the_name_of_a_file_is_refused(tmp_path: Path, out: str) -> None:
    (tmp_path / "there").write_text("mine", "utf-8")
    done = export("--out", out, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{out} is the name of one file; name a folder" in done.stderr
    assert (tmp_path / "there").read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine", "utf-8")
    done = export("--out", "there/inside", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "there/inside: could not be made" in done.stderr


def test_other_questions_are_named_in_the_command_and_not_where_they_are(tmp_path: Path) -> None:
    rubric = DATA / "good" / "six-levels.rubric.toml"
    done = export("--rubric", rubric, cwd=tmp_path)
    command = 'coprod-check import answers.xlsx --voice staff --rubric "six-levels.rubric.toml" --out answers'
    assert f"[{command}]" in done.stdout.splitlines()
    assert str(rubric.parent) not in done.stdout
