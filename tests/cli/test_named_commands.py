"""Every command that the program prints works as it stands, with the options that were used."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.named_commands import commands_in
from helpers.process import ROOT
from helpers.windows_shells import through_batch_file, through_powershell, words_of

from coprod_check.cli import settings
from coprod_check.documents.commands import AS_IT_STANDS, HowTyped, Shell
from coprod_check.interview import wording
from coprod_check.storage.foreign import import_hint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

GARDEN = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
TEAM = "O'Neill & the others"
TOGETHER = ["3", "2", "", "1", "1", "1", "1", "f"]
PRIVATE = ["n", "S1", "", "1", "1", "1", "1", "f"]
OURS = "o-neill-the-others"
OURS_NOW = f"{OURS}-2026-11.answers.toml"


class Desk:
    """A folder in which a person types commands, and what was said to them."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self._environ = {"COLUMNS": "1000", **environ}
        self.named: dict[str, list[str]] = {}
        """The commands that were named, and as they were written."""
        (folder / "q").mkdir()
        shutil.copy(GARDEN, folder / "q" / "our own.toml")
        self.rubric = ("--rubric", "q/our own.toml")

    def types(self, *command: str, typed: Sequence[str] = (), day: str = "2026-11-22") -> str:
        lines = "".join(f"{line}\n" for line in typed)
        ran = run(*command, typed=lines, cwd=self.folder, COPROD_TODAY=day, **self._environ)
        assert "Traceback" not in ran.stderr, command
        said = ran.stdout + ran.stderr
        for each in self.commands_of(said):
            self.named.setdefault(" ".join(each), each)
        return said

    def commands_of(self, said: str) -> list[list[str]]:
        """The words of the commands that are named."""
        return commands_in(said)

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


# On Windows.

RUN = r".\run.cmd"


class WindowsDesk(Desk):
    """The same with a pretended Windows, where each command is pasted in three ways."""

    def commands_of(self, said: str) -> list[list[str]]:
        lines = [line[line.index(f"{RUN} ") :] for line in said.splitlines() if f"{RUN} " in line]
        return [self.pasted(line) for line in lines]

    @staticmethod
    def pasted(line: str) -> list[str]:
        """The words that arrive: the same from the command processor and from two kinds of PowerShell."""
        ways = (line, through_powershell(line, 5), through_powershell(line, 7))
        first, *others = ([each for each in words_of(through_batch_file(way)) if each != AS_IT_STANDS] for way in ways)
        assert others == [first, first]
        assert first[0] == RUN
        return first[1:]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = HowTyped((RUN,), Shell.WINDOWS)
    monkeypatch.setattr(settings, "how_typed", lambda: typed)
    monkeypatch.setattr(import_hint, "shell_of", lambda _: Shell.WINDOWS)


@pytest.mark.parametrize("evening", [interviews, results, plans])
def test_on_windows_the_same_commands_are_named_each_on_one_line(
    evening: Callable[[Desk], None], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for name in ("posix", "windows"):
        (tmp_path / name).mkdir()
    elsewhere = Desk(tmp_path / "posix")
    evening(elsewhere)
    request.getfixturevalue("windows")
    here = WindowsDesk(tmp_path / "windows", COPROD_PROGRAM=RUN)
    evening(here)
    named, wanted = (
        {re.sub(r"-\w{4}(?=\.answers)", "-1d1d", each) for each in desk.named} for desk in (here, elsewhere)
    )
    assert named == wanted


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("evening", [interviews, results, plans])
def test_on_windows_a_narrow_window_breaks_no_command(evening: Callable[[Desk], None], tmp_path: Path) -> None:
    desk = WindowsDesk(tmp_path, COPROD_PROGRAM=RUN, COLUMNS="40")
    evening(desk)
    assert desk.named
    for words in desk.named.values():
        plain = ["--plain"] if words[0] == "assess" or "--check-in" in words else []
        done = run(*words, *plain, typed="s\n" * 9, cwd=tmp_path, COPROD_TODAY="2027-01-20")
        assert done.returncode in {0, 1, 4}, f"{words}\n{done.stderr}"


@pytest.mark.usefixtures("windows")
def test_what_import_names_arrives_whole_on_windows(tmp_path: Path) -> None:
    desk = WindowsDesk(tmp_path, COPROD_PROGRAM=RUN, COLUMNS="60")
    form = "R&D 100% form (x86).csv"
    shutil.copy(ROOT / "tests" / "data" / "exchange" / "surveymonkey.csv", tmp_path / form)
    desk.types("score", form)
    desk.types("import", form, "--team", 'The "A" team')
    desk.types("import", form, "--team", "A & B", "--out", "our answers")
    desk.types("collect", "our answers")
    desk.types("export", "--to", "workbook", "--out", "our workbook.xlsx")
    assert list(desk.named.values()) == [
        ["import", form],
        ["import", form, "--team", 'The "A" team', "--out", "answers"],
        ["score", "our answers"],
        ["score", "our answers", "--round", "2026-11"],
        ["import", "our workbook.xlsx", "--out", "FOLDER"],
    ]
