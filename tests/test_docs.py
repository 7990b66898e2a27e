"""The documents say what the program does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.interview.wording import how_long
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(path for where in ("", "docs/", "rubrics/", "examples/**/") for path in ROOT.glob(f"{where}*.md"))
STORY = ROOT / "examples" / "riverside"
COMMANDS = [
    ["assess"],
    ["score"],
    ["collect"],
    ["plan"],
    ["report"],
    ["diff"],
    ["form"],
    ["import"],
    ["export"],
    ["rubric"],
    ["rubric", "list"],
    ["rubric", "show"],
    ["rubric", "check"],
]


def shown() -> str:
    told = [(STORY / name).read_text("utf-8") for name in ("conversation.txt", "score.txt")]
    return "\n".join([*told, run("score", STORY, "--all").stdout, run("--help").stdout])


def test_every_terminal_picture_in_the_readme_is_what_the_program_prints() -> None:
    printed = shown()
    pictures = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture in printed, picture


def test_the_readme_promises_no_less_time_than_the_program_works_out() -> None:
    rubric = find_rubric(DEFAULT)
    promised = re.search(r"In about (\d+) minutes", README)
    needed = re.search(r"about (\d+) minutes", how_long(rubric, "together", rubric.by_id))
    assert promised
    assert needed
    assert int(needed[1]) <= int(promised[1]) < int(needed[1]) + 5


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_readme_and_has_help(command: list[str]) -> None:
    assert command[-1] in README
    done = run(*command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: coprod-check {' '.join(command)}")


def test_the_help_lists_no_command_that_is_not_tested_here() -> None:
    listed = re.findall(r"^  (\w+) {2,}", run("--help").stdout.split("Commands:")[1], re.MULTILINE)
    assert listed == [command[0] for command in COMMANDS if len(command) == 1]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http:", "https:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


OF_OTHERS = {
    "--compile-bytecode", "--ext-diff", "--no-ext-diff", "--no-textconv",
    "--no-deps", "--require-hashes", "--armor", "--detach-sign", "--verify",
    "--strict", "--of",
}  # fmt: skip
"""Options of uv and of git; of pip and GnuPG; and of our own commands for a release."""


def test_every_option_named_in_the_documents_exists() -> None:
    helped = "".join(run(*command, "--help").stdout for command in COMMANDS) + run("--help").stdout
    for page in (README, *(path.read_text("utf-8") for path in ROOT.glob("docs/*.md"))):
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) - OF_OTHERS
        assert not {option for option in named if option not in helped}


def test_every_exit_code_is_in_the_readme() -> None:
    from coprod_check.cli.exit_codes import ExitCode

    listed = README.split("Exit codes:")[1].split("\n\n")[0]
    assert {int(code) for code in re.findall(r"\b(\d+)\b(?= [a-zC])", listed)} == {int(code) for code in ExitCode}
