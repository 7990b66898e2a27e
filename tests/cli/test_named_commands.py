"""Every command that the program prints works as it stands, with the options that were used."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.named_commands import commands_in
from helpers.process import ROOT

from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GARDEN = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
TEAM = "O'Neill & the others"
TOGETHER = ["3", "2", "", "1", "1", "1", "1", "f"]
PRIVATE = ["n", "S1", "", "1", "1", "1", "1", "f"]
OURS = "o-neill-the-others"
OURS_NOW = f"{OURS}-2026-11.answers.toml"


class Desk:
    """A folder in which a person types commands, and what was said to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.named: dict[str, list[str]] = {}
        """The commands that were named, and as they were written."""
        (folder / "q").mkdir()
        shutil.copy(GARDEN, folder / "q" / "our own.toml")
        self.rubric = ("--rubric", "q/our own.toml")

    def types(self, *command: str, typed: Sequence[str] = (), day: str = "2026-11-22") -> str:
        lines = "".join(f"{line}\n" for line in typed)
        ran = run(*command, typed=lines, cwd=self.folder, COPROD_TODAY=day, COLUMNS="1000")
        assert "Traceback" not in ran.stderr, command
        said = ran.stdout + ran.stderr
        for each in commands_in(said):
            self.named.setdefault(" ".join(each), each)
        return said

    def asks(self, *options: str, typed: Sequence[str], day: str = "2026-11-22", team: str = TEAM) -> str:
        return self.types("assess", "--plain", *self.rubric, "--team", team, *options, typed=typed, day=day)


def interviews(desk: Desk) -> None:
    desk.asks("--only", "welcome", "--plan", "our plan.toml", typed=["3", "2", "", "1", "s"], day="2025-03-01")
    desk.asks("--only", "welcome", typed=TOGETHER[:5])
    desk.asks("--only", "welcome", typed=["1", "f"])
    desk.asks("--only", "deciding", "--no-plan", typed=["", "", "", "1", "s"])
    desk.asks("--only", "deciding", typed=["1", "f"])
    desk.asks("--no-plan", team="Another", typed=TOGETHER)
    desk.asks("--voice", "staff", typed=PRIVATE[:5])
    desk.asks("--voice", "staff", team="Quiet", typed=PRIVATE[:5])
    desk.asks(team="Quiet", typed=[])
    desk.asks("--voice", "staff", typed=["y", *PRIVATE[5:]])
    desk.asks("--from", OURS_NOW, "--round", "2027-01", typed=["s"] * 9, day="2027-01-20")


def results(desk: Desk) -> None:
    desk.asks(typed=TOGETHER, day="2026-09-01")
    desk.asks(typed=TOGETHER)
    desk.asks(team="Another", typed=TOGETHER)
    for options in ((), ("--changes",), ("--team", TEAM), ("--all",), ("--each", "each")):
        desk.types("score", ".", *desk.rubric, *options)
    desk.types("score", OURS_NOW, *desk.rubric)
    desk.types("report", ".", *desk.rubric, "--out", "all.html")
    desk.types("collect", ".", *desk.rubric)
    desk.types("form", "--voice", "staff", *desk.rubric, "--out", "form.html")


def plans(desk: Desk) -> None:
    desk.asks(typed=TOGETHER)
    plan = f"{OURS}.plan.toml"
    for options in (("--check",), ("--check-in", "--plain"), ("--show",)):
        desk.types("plan", plan, *desk.rubric, *options, typed=["s"])
    desk.types("plan", OURS_NOW, *desk.rubric, "--out", plan, "--actions", "2")
    desk.types("plan", OURS_NOW, *desk.rubric)
    desk.types("diff", plan, *desk.rubric)


def nothing_yet(desk: Desk) -> None:
    desk.asks(typed=["3", "2", "", "x", "x", "x", "x", "f"])
    desk.types("score", ".", *desk.rubric)


@pytest.mark.parametrize("evening", [interviews, results, plans, nothing_yet])
def test_every_command_that_is_named_works_as_it_stands(tmp_path: Path, evening: object) -> None:
    desk = Desk(tmp_path)
    evening(desk)  # type: ignore[operator]
    assert desk.named
    for command, words in desk.named.items():
        asks = words[0] == "assess" or "--check-in" in words
        plain = ["--plain"] if asks and "--plain" not in words else []
        done = run(*words, *plain, typed="s\n" * 9, cwd=tmp_path, COPROD_TODAY="2027-01-20")
        assert done.returncode in {0, 1, 4}, f"{command}\n{done.stderr}"
        assert command == "assess" or words[0] in {"collect", "rubric", "form"} or "q/our own.toml" in words, command


def test_the_ways_in_which_an_interview_ends_all_name_a_command(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    interviews(desk)
    kinds = {(words[0], *(word for word in words if word.startswith("--"))) for words in desk.named.values()}
    assert ("assess", "--answers", "--rubric", "--only", "--plan", "--plain") in kinds
    assert ("assess", "--answers", "--rubric", "--only", "--plain", "--no-plan") in kinds
    assert ("score", "--mine", "--rubric") in kinds
    assert ("plan", "--rubric", "--out") in kinds
    assert ("plan", "--check", "--rubric") in kinds
    assert ("assess", "--voice", "--rubric", "--plain") in kinds


def test_what_is_said_where_nothing_was_answered_names_no_command(tmp_path: Path) -> None:
    assert wording.NO_ANSWERS in Desk(tmp_path).asks(typed=["3", "2", "", "x", "x", "x", "x", "f"])
