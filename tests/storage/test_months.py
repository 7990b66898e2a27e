"""``2026-11``, which a spreadsheet takes for a date and saves as ``Nov-26``, is one round and not two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import both_ways
from helpers.in_process import run
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.imports.days import month_label
from coprod_check.rules.rounds import Unread, round_key
from coprod_check.storage.tables import read_table
from coprod_check.storage.tabular.cell_words import round_named
from coprod_check.storage.tabular.months import month_notes

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.storage.tables import TableContents

HEADINGS = "team,date,voice,round,a"


def read(folder: Path, *rounds: str, level: str = "2") -> TableContents:
    """A table of these rounds, which is the same in columns."""
    path = folder / "t.csv"
    path.write_text("\n".join([HEADINGS, *(f"T,2026-11-22,staff,{each},{level}" for each in rounds)]))
    both_ways.assert_alike(path)
    return read_table(path, both_ways.rubric_of)


def told(found: TableContents) -> list[str]:
    return [each.message.partition("; to keep")[0] for each in found.notes]


@pytest.mark.parametrize("cell", ["Nov-26", "nov 26", "NOV-2026", "November 2026", " Nov-26 "])
def test_a_month_that_a_spreadsheet_shows_is_the_round_that_was_typed(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, "2026-11", cell)
    assert {round_key(filed.sheet)[2] for _, filed in found.sheets} == {"2026-11"}
    assert told(found) == [f"round: a spreadsheet has made {cell.strip()} of 2026-11; read as what was typed"]


@pytest.mark.parametrize("cell", ["11/2026", "2026/11", "2026-11-01", "01/11/2026", "1.11.2026", "11/1/2026"])
def test_what_may_be_a_month_is_left_as_it_is_and_told(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, "2026-11", cell)
    assert {filed.sheet.round for _, filed in found.sheets} == {"2026-11", cell}
    words = f"round: a spreadsheet may have made {cell} of 2026-11; read as it stands; if 2026-11 is meant, write that"
    assert told(found) == [words]


@pytest.mark.parametrize(
    "cell", ["2026-11", "2026-11-22", "22/11/2026", "Autumn 26", "Round-26", "26-Nov", "Wave 11", ""]
)
def test_any_other_label_is_no_note(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, cell)
    assert found.notes == []
    assert [filed.sheet.round for _, filed in found.sheets] == [cell]


def test_who_did_not_agree_is_of_the_round_that_was_typed(tmp_path: Path) -> None:
    """A row that cannot be read still stops its voice from being shown by the consent of the others."""
    assert read(tmp_path, "Nov-26", level="9").unread == [Unread("t", "2026-11", "staff")]


def test_few_of_very_many_are_named() -> None:
    (note,) = month_notes(f"Nov-{year}" for year in range(10, 30))
    assert "Nov-10 of 2010-11, Nov-11 of 2011-11, Nov-12 of 2012-11 and 17 more" in note


@given(st.one_of(st.text(max_size=12), st.from_regex(r"[A-Za-z]{3,9}[- ]\d{2,4}", fullmatch=True)))
def test_a_round_is_what_import_takes_it_for(cell: str) -> None:
    assert round_named(cell) == (month_label(cell) or cell)
    assert round_named(round_named(cell)) == round_named(cell)


def test_a_table_half_of_which_a_spreadsheet_has_changed_is_one_round(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = (f"T,2026-11-2{n},staff,{'Nov-26' if n % 2 else '2026-11'},S{n},1" for n in range(6))
    path.write_text("\n".join(["team,date,voice,round,respondent,shared-decisions", *rows]))
    done = run("score", str(path), "--format", "json")
    assert [each["round"] for each in json.loads(done.stdout)["results"]] == ["2026-11"]
    assert done.stderr.count("Nov-26 of 2026-11") == 1
