"""docs/forms.md: its commands work on the example files, its words are those of the program, its numbers are true."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.pasted_forms import IN_WORDS, pasted
from helpers.process import ROOT

from coprod_check.documents import fixed_texts
from coprod_check.documents.fixed_texts import FixedText
from coprod_check.exchange.asking.question_texts import question_text
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "forms.md").read_text("utf-8")
EXAMPLES = ROOT / "examples" / "exchange"
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
ENDS_WITH = re.compile(r"# ends with (\d+)")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Every command of the page, one after the other, in a copy of the examples; and what each of them said."""
    folder = tmp_path_factory.mktemp("forms") / "exchange"
    shutil.copytree(EXAMPLES, folder)
    said = []
    for line in COMMANDS:
        program, *words = shlex.split(line, comments=True)
        assert program == "coprod-check"
        done = run(*words, cwd=folder)
        expected = ENDS_WITH.search(line)
        assert done.returncode == (int(expected[1]) if expected else 0), f"{line}\n{done.stdout}\n{done.stderr}"
        said.append(done.stdout + done.stderr)
    return folder, said


def test_the_page_names_the_commands_from_the_question_to_the_plan() -> None:
    named = [" ".join(shlex.split(line)[1:3]) for line in COMMANDS]
    assert len(named) >= 12
    assert {line.split()[0] for line in named} == {"export", "import", "score", "report", "plan", "form"}


def test_every_command_of_the_page_does_what_it_says(told: tuple[Path, list[str]]) -> None:
    folder, _ = told
    assert len(list((folder / "answers").glob("*.answers.toml"))) == 11
    assert len(list((folder / "answers-of-the-forum").glob("*.answers.toml"))) == 6
    for name in ("meadow-lane.html", "meadow-lane.plan.toml", "mine.map.toml", "answers.xlsx", "paper.html"):
        assert (folder / name).is_file()


def test_what_the_page_shows_is_what_the_program_says(told: tuple[Path, list[str]]) -> None:
    shown = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert len(shown) >= 2
    for each in shown:
        assert any(each in said for said in told[1]), each


def test_the_map_of_the_examples_is_the_one_that_is_begun_filled_in(told: tuple[Path, list[str]]) -> None:
    folder, _ = told
    begun = (folder / "mine.map.toml").read_text("utf-8")
    filled = (folder / "google-forms.map.toml").read_text("utf-8")
    changes = {
        '#"Who has the last word on what we change?" = "drop"': (
            '"Who has the last word on what we change?" = "shared-decisions"'
        ),
        '#"No idea" = "dont-know"\n#"No idea" = "unanswered"': '"No idea" = "dont-know"',
    }
    for was, becomes in changes.items():
        assert was in begun
        begun = begun.replace(was, becomes)
    assert begun == filled


def test_the_words_that_must_not_be_changed_are_the_fixed_texts() -> None:
    section = PAGE.split("## The few words that must not be changed")[1].split("\n## ")[0]
    words = {row.rsplit("|", 2)[1].strip() for row in section.splitlines() if row.startswith("| ")} - {"word for word"}
    fixed = {each.now for each in vars(fixed_texts).values() if isinstance(each, FixedText)}
    assert words == fixed | set(IN_WORDS.values())


def test_the_number_of_questions_in_the_form_is_true() -> None:
    form = pasted(question_text(find_rubric(DEFAULT), "lived-experience", "Meadow Lane"))
    assert f"the form for people with lived experience has {len(form)} questions" in " ".join(PAGE.split())


def test_every_file_of_the_examples_is_in_their_readme() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    there = {f"{path.name}/" if path.is_dir() else path.name for path in EXAMPLES.iterdir()} - {"README.md"}
    listed = {
        name
        for row in readme.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([^`]+)`", row.split("|")[1])
    }
    assert listed == there
