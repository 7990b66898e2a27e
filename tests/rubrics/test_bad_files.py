"""Broken files, each beside the exact words that people are told about it.

With ``COPROD_UPDATE=1`` the expected words are written anew; read the difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.make import DATA

if TYPE_CHECKING:
    from pathlib import Path

BAD = DATA / "bad"
RUBRICS = sorted(BAD.glob("*.rubric.toml"))
SHEETS = sorted(path for path in BAD.glob("*.answers.*") if path.suffix in {".toml", ".json"})
PLANS = sorted(BAD.glob("*.plan.toml"))
EVERY = [*RUBRICS, *SHEETS, *PLANS]
GARDEN = "../good/garden.rubric.toml"

NOT_OUR_WORDS = re.compile(r"input should|validation|pydantic|type=|NoneType|Traceback|fault of ours", re.IGNORECASE)


def told(path: Path) -> str:
    """What is said of a bad file by the command that reads it, and the exit code."""
    if path in RUBRICS:
        result = run("rubric", "check", path.name)
        said = result.stdout
        assert result.stderr == ""
    elif path in PLANS:
        result = run("plan", "--check", path.name)
        said = result.stderr
        assert result.stdout == ""
    else:
        result = run("score", "--rubric", GARDEN, path.name)
        said = result.stderr
    return f"{said}exit {result.returncode}\n"


def name(path: Path) -> str:
    return path.name


@pytest.fixture(autouse=True)
def _beside_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_a_bad_file_is_told_of_in_these_words(path: Path) -> None:
    assert_same(BAD / f"{path.name}.expected.txt", told(path))


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_every_message_names_the_file_and_says_what_to_do(path: Path) -> None:
    *messages, ending = told(path).splitlines()
    assert messages
    assert ending in {"exit 1", "exit 3"}
    for message in messages:
        assert message.startswith(path.name)
        what, _, to_do = message.partition("; ")
        assert len(what) > len(path.name) + 2
        assert to_do
        assert not NOT_OUR_WORDS.search(message)


@pytest.mark.parametrize("path", [path for path in EVERY if path.suffix == ".toml"], ids=name)
def test_a_line_that_is_named_is_in_the_file(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for found in re.findall(r"^\S+, line (\d+):", told(path), re.MULTILINE):
        assert 1 <= int(found) <= len(lines)


def test_a_rubric_that_can_be_read_ends_with_1_and_one_that_cannot_with_3() -> None:
    ends = {path.name: told(path).splitlines()[-1] for path in RUBRICS}
    assert ends["many-faults.rubric.toml"] == "exit 1"
    assert ends["no-format.rubric.toml"] == "exit 1"
    assert ends["syntax.rubric.toml"] == "exit 3"
    assert ends["sheet-as-rubric.rubric.toml"] == "exit 3"
    assert ends["blank.rubric.toml"] == "exit 3"


def test_there_are_no_expected_words_without_a_file() -> None:
    expected = {path.name.removesuffix(".expected.txt") for path in BAD.glob("*.expected.txt")}
    assert expected == {path.name for path in EVERY}


def test_many_faults_are_told_in_one_run() -> None:
    assert told(BAD / "many-faults.rubric.toml").count("\n") > 10
    assert told(BAD / "many-faults.answers.toml").count("\n") > 8


@pytest.mark.parametrize("path", [path for path in SHEETS if path.name.startswith("private-")], ids=name)
def test_what_one_person_answered_is_never_told(path: Path) -> None:
    said = told(path)
    for secret in ("dontknow", "secret", "hearsay", "the gate is shut", "whole number", "true or false", "always"):
        assert secret not in said
    assert "reason: is missing" not in said
