"""Forty worked rounds from a separate implementation of the scoring rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DATA, DAY, toml

from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.documents.sheet import read_sheet
from coprod_check.exchange.json_results import result_data
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.rounds import SheetFile, round_of
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.rules.result import Result

ROUNDS = sorted(path for path in (DATA / "vectors").iterdir() if path.is_dir())


def scored(folder: Path) -> Result:
    rubric, _ = read_rubric(toml(folder.parent / f"{folder.name.split('-')[1]}.rubric.toml"))
    assert rubric is not None
    filed = []
    for path in sorted(folder.glob("*.answers.toml")):
        sheet, problems = read_sheet(toml(path), rubric)
        assert sheet is not None, problems
        filed.append(SheetFile(path.name, sheet))
    settled = round_of(rubric, filed)
    assert settled is not None
    return score_round(settled)


def assert_agrees(got: Any, expected: Any, path: str = "") -> None:
    """Compare all that is expected; what we say beside it is not in the expected figures."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in got, f"{path}.{key}"
            assert_agrees(got[key], value, f"{path}.{key}")
    elif isinstance(expected, float):
        assert got == pytest.approx(expected, abs=5.1e-7), path
    else:
        assert got == expected, path


def test_there_are_forty_rounds() -> None:
    assert len(ROUNDS) == 40


@pytest.mark.parametrize("folder", ROUNDS, ids=lambda path: path.name)
def test_every_figure_agrees(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    actions = expected.pop("plan_actions")
    result = scored(folder)
    assert_agrees(result_data(result), expected)
    planned = [each.id for each in draft_plan(result, on=DAY).actions] if result.anyone_shown else None
    assert planned == actions
