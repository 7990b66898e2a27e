"""No home, a home in which nothing can be written, a terminal that can only print, and very long paths."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers import in_process
from helpers.process import ROOT, TODAY

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "riverside.answers.toml"
COMMANDS = {
    "score": ("score", SHEET),
    "plan": ("plan", SHEET, "--out", "made.plan.toml"),
    "report": ("report", SHEET, "--out", "made.html"),
    "form": ("form", "--voice", "staff", "--out", "made.html"),
}
LONG = 200


def run(folder: Path, *words: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the program with these settings and nothing of the machine's but its path."""
    return subprocess.run(
        [sys.executable, "-m", "coprod_check", *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COPROD_TODAY": TODAY, **settings},
        cwd=folder, input=typed, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sheet of a meeting in it."""
    (example,) = (ROOT / "examples" / "riverside").glob("*.answers.toml")
    shutil.copy2(example, tmp_path / SHEET)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("machine", ["no home, and a terminal that can only print", "a home that is no folder"])
def test_every_command_does_the_same_there(folder: Path, name: str, machine: str) -> None:
    usual = in_process.run(*COMMANDS[name], cwd=folder)
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.glob("made.*"):
        path.unlink()
    settings = {"TERM": "dumb"} if machine.startswith("no home") else {"HOME": str(folder / SHEET), "TERM": "xterm"}
    done = run(folder, *COMMANDS[name], **settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, usual.stdout, usual.stderr)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made


def test_a_sheet_is_filled_in_without_a_home(folder: Path) -> None:
    done = run(folder, "assess", "--plain", "--team", "Team", "--voice", "staff", typed="n\n\n1\n")
    assert done.returncode == 4, done.stderr
    assert len(list(folder.glob("team-2026-11-staff-*.answers.toml"))) == 1


def test_a_place_in_somebodys_home_that_nobody_has_is_one_message_and_no_fault_of_ours(folder: Path) -> None:
    done = run(folder, "score", SHEET, "--out", "~nobody-here/made.txt")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_paths_of_two_hundred_letters_are_read_and_written(folder: Path, name: str) -> None:
    deep = folder / "/".join(["rather-a-long-name-of-a-folder"] * (LONG // 30 + 1))
    deep.mkdir(parents=True)
    shutil.copy2(folder / SHEET, deep / SHEET)
    assert len(str(deep.relative_to(folder))) > LONG
    assert in_process.run(*COMMANDS[name], cwd=deep).stdout == in_process.run(*COMMANDS[name], cwd=folder).stdout
    for path in deep.glob("made.*"):
        path.unlink()
    words = [str(deep / word) if word == SHEET or word.startswith("made.") else word for word in COMMANDS[name]]
    assert in_process.run(*words, cwd=folder).returncode == 0
    assert {path.name for path in deep.iterdir()} == {path.name for path in folder.glob("[rm]*.*")}


@pytest.mark.parametrize("letter", ["a", "é", "語"])
def test_a_sheet_whose_name_has_two_hundred_bytes_is_filled_in_and_scored(folder: Path, letter: str) -> None:
    long = letter * ((LONG - len(".answers.toml")) // len(letter.encode())) + ".answers.toml"
    words = ("assess", "--plain", "--team", "T", "--voice", "staff", "--answers", long)
    begun = in_process.run(*words, cwd=folder, typed="n\n\n1\n")
    assert begun.returncode == 4, begun.stderr
    assert (folder / long).exists()
    assert in_process.run("assess", "--plain", "--answers", long, cwd=folder, typed="y\n\n1\n\n").returncode == 4
    assert in_process.run("score", long, cwd=folder).returncode == 0
