"""The files in ``examples/exchange`` are what the program writes, and what services would give back of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.exchange_story import assert_same_parts, google, group, microsoft
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.documents.shapes import SIDES
from coprod_check.exchange.asking.question_texts import FILES
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.shapes import Side

FOLDER = ROOT / "examples" / "exchange"
RUBRIC = find_rubric(DEFAULT)


def test_the_questions_are_what_the_program_writes(tmp_path: Path) -> None:
    done = run("export", "--to", "questions", "--team", "Meadow Lane", "--round", "2026-11", "--out", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    for name in FILES.values():
        assert_same(FOLDER / name, (tmp_path / "new" / name).read_text("utf-8"))


def test_the_workbook_is_what_the_program_writes(tmp_path: Path) -> None:
    done = run("export", "--to", "workbook", "--out", tmp_path / "collection.xlsx")
    assert done.returncode == 0, done.stderr
    assert_same_parts(FOLDER / "collection.xlsx", (tmp_path / "collection.xlsx").read_bytes())


@pytest.mark.parametrize(("side", "people", "seed"), [(SIDES[0], 6, 3), (SIDES[1], 5, 4)])
def test_the_exports_of_microsoft_forms_are_made_of_the_same_people(side: Side, people: int, seed: int) -> None:
    made = microsoft(RUBRIC, side, group(RUBRIC, side, people, seed))
    assert_same_parts(FOLDER / f"microsoft-forms-{side}.xlsx", made)


def test_the_export_of_google_forms_is_made_of_the_same_people() -> None:
    people = [*group(RUBRIC, SIDES[0], 3, 5), *group(RUBRIC, SIDES[1], 3, 6)]
    assert_same(FOLDER / "google-forms.csv", google(RUBRIC, people))
