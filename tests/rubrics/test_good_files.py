"""Good rubrics of other shapes, and good sheets, as the commands take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.make import DATA

if TYPE_CHECKING:
    from pathlib import Path

GOOD = DATA / "good"
GARDEN = GOOD / "garden.rubric.toml"
RUBRICS = sorted(GOOD.glob("*.rubric.toml"))
SHEETS = sorted(path for path in GOOD.glob("*.answers.*") if path.suffix in {".toml", ".json"})


def name(path: Path) -> str:
    return path.name


def checked(path: Path) -> str:
    result = run("rubric", "check", path.name)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("path", RUBRICS, ids=name)
def test_a_good_rubric_has_no_problems_and_can_be_shown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOOD)
    assert checked(path).splitlines()[-1].startswith(f"{path.name}: no problems (")
    assert run("rubric", "show", path.name).returncode == 0


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_a_good_sheet_is_scored_without_a_word_of_complaint(path: Path) -> None:
    result = run("score", "--rubric", GARDEN, "--format", "json", path)
    answers_nothing = f"Note: {path}: not counted: it answers nothing\n" if "least" in path.name else ""
    assert (result.returncode, result.stderr) == (0, answers_nothing)
    assert '"problems": []' in result.stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_encodings_of_usual_editors_change_nothing(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GOOD)
    before = checked(GARDEN)
    (tmp_path / GARDEN.name).write_text(GARDEN.read_text(encoding="utf-8"), encoding=encoding, newline="\r\n")
    monkeypatch.chdir(tmp_path)
    assert checked(tmp_path / GARDEN.name) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_fault_is_found_on_its_line_in_any_encoding(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = GARDEN.read_text(encoding="utf-8").replace("weight = 2.5", "weight = 0")
    (tmp_path / "a.toml").write_text(text, encoding=encoding, newline="\r\n")
    monkeypatch.chdir(tmp_path)
    result = run("rubric", "check", "a.toml")
    line = text.split("\n").index("weight = 0") + 1
    assert result.stdout == f"a.toml, line {line}: practices[1].weight: is 0.0; write a weight above 0, such as 1.0\n"
    assert result.returncode == 1
