"""Worked rounds from a separate implementation of the scoring rules, and a result held against what it found."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.documents.sheet import read_sheet
from coprod_check.exchange.json_results import result_data
from coprod_check.rules.planning import candidates, draft_plan, other_voice_step, other_voice_view
from coprod_check.rules.rounds import SheetFile
from helpers.make import DATA, DAY, toml

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.result import Result

WORKED_ROUNDS = sorted(path for path in (DATA / "vectors").iterdir() if path.is_dir())


def rubric_file(folder: Path) -> Path:
    """The file of the questions that a worked round answers."""
    kind = "edges" if folder.name.startswith("edge") else folder.name.split("-")[1]
    return folder.parent / f"{kind}.rubric.toml"


@cache
def _rubric(path: Path) -> Rubric:
    rubric, problems = read_rubric(toml(path))
    assert rubric is not None, problems
    return rubric


def rubric_of_round(folder: Path) -> Rubric:
    """The questions that a worked round answers."""
    return _rubric(rubric_file(folder))


def sheets_of_round(folder: Path) -> list[SheetFile]:
    """The sheets of a worked round."""
    filed = []
    for path in sorted(folder.glob("*.answers.toml")):
        sheet, problems = read_sheet(toml(path), rubric_of_round(folder))
        assert sheet is not None, problems
        filed.append(SheetFile(path.name, sheet))
    return filed


def assert_as_worked_out(result: Result, folder: Path) -> None:
    """Hold a result, and the plan that is made of it, against all that was found by others."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    plan = {key: expected.pop(key, None) for key in ("plan_actions", "plan_reasons", "find_out", "other_voice")}
    _assert_agrees(result_data(result), expected)
    if not result.anyone_shown:
        assert plan["plan_actions"] is None
        return
    planned = draft_plan(result, on=DAY).actions
    assert [each.id for each in planned] == plan["plan_actions"]
    found = candidates(result)
    reasons = {each.id: each.reason.name.lower().replace("_", "-") for each in found} | {"other-voice": "one-sided"}
    assert {each.id: reasons[each.id] for each in planned} == plan["plan_reasons"]
    assert [p.id for each in found if each.kind == "find-out" for p in each.practices] == plan["find_out"]
    step = other_voice_step(result)
    assert (other_voice_view(result) if step else None) == plan["other_voice"]


def _assert_agrees(got: Any, expected: Any, path: str = "") -> None:
    """Compare all that is expected; what we say beside it is not in the expected figures."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in got, f"{path}.{key}"
            _assert_agrees(got[key], value, f"{path}.{key}")
    elif isinstance(expected, float):
        assert got == pytest.approx(expected, abs=5.1e-7), path
    else:
        assert got == expected, path
