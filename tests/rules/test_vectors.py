"""Worked rounds from a separate implementation of the scoring rules: random ones, and edges made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.worked_rounds import WORKED_ROUNDS, assert_as_worked_out, rubric_of_round, sheets_of_round

from coprod_check.rules.rounds import round_of
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from pathlib import Path


def test_there_are_all_of_them() -> None:
    assert len(WORKED_ROUNDS) == 87


@pytest.mark.parametrize("folder", WORKED_ROUNDS, ids=lambda path: path.name)
def test_every_figure_agrees(folder: Path) -> None:
    settled = round_of(rubric_of_round(folder), sheets_of_round(folder))
    assert settled is not None
    assert_as_worked_out(score_round(settled), folder)
