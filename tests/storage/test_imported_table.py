"""Imported sheets as a table: read back the same, the same again writes nothing, formulas are text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import rubric, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.cells import FORMULA
from coprod_check.documents.errors import BadInput
from coprod_check.storage.imported_sheets import Imported
from coprod_check.storage.imported_table import cells_of, table_columns, write_table
from coprod_check.storage.tables import known_columns, read_row, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.sheet import Sheet

OPTIONS = [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}]
SMALL = rubric(
    experience=[
        {"id": "one", "question": "One?", "options": OPTIONS},
        {"id": "many", "question": "Many?", "options": OPTIONS, "several": True},
    ],
    circumstances=[{"id": "small-group", "statement": "We are few.", "prompts": ["?"], "practices": ["a"]}],
)
MEMBER = sheet(
    "lived-experience",
    {"a": {"level": 0, "evidence": 'Minutes, "said"\nand; more'}, "b": "dont-know"},
    sheet="aaaa-2222",
    share=True,
    respondent="S3",
    experience={"one": "yes", "many": ["yes", "no"]},
)
STAFF = sheet("staff", {"a": 3, "c": "dont-know"}, sheet="bbbb-2222", finished=False)
MEETING = sheet("together", {"b": 2}, sheet="cccc-2222", circumstances=["small-group"])
ALL = [MEMBER, STAFF, MEETING]


def write(path: Path, *sheets: Sheet, update: bool = False) -> Imported:
    return write_table(path, sheets, SMALL, update=update)


def held(path: Path) -> list[Sheet]:
    found = read_table(path, lambda _: SMALL)
    assert not found.problems
    return [filed.sheet for _, filed in found.sheets]


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_a_table_reads_back_as_the_sheets(tmp_path: Path) -> None:
    path = tmp_path / "new" / "answers.csv"
    assert write(path, *ALL) == Imported(("row 2", "row 3", "row 4"))
    assert held(path) == ALL
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes().startswith(b"\xef\xbb\xbfteam,date,voice,round,sheet,")
    assert cells(path)[0] == list(table_columns(SMALL))
    assert sorted(table_columns(SMALL)) == sorted(known_columns([SMALL]))


def test_the_same_again_writes_nothing_and_a_later_one_adds_rows(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    write(path, *ALL[:2])
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert write(path, *ALL[:2]) == Imported(unchanged=2)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert write(path, *ALL) == Imported(("row 4",), 2)
    assert held(path) == ALL
    assert write(path, MEETING) == Imported(unchanged=1)  # rows of other imports stay
    assert held(path) == ALL
    assert [each.name for each in tmp_path.iterdir()] == ["answers.csv"]


def test_a_changed_row_is_written_with_update_alone_and_the_table_kept(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    write(path, *ALL)
    before = path.read_bytes()
    changed = STAFF.model_copy(update={"finished": True})
    assert write(path, MEMBER, changed) == Imported(unchanged=1, changed=("row 3",))
    assert path.read_bytes() == before
    assert write(path, MEMBER, changed, update=True) == Imported(unchanged=1, updated=("row 3",))
    assert held(path) == [MEMBER, changed, MEETING]
    assert (tmp_path / "answers.csv.bak").read_bytes() == before


def test_rows_are_added_to_a_table_that_somebody_made(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("voice: whose;team;date;a: How far?\n\nstaff;Ours;2026-11-01;2\n", "utf-16")
    assert write(path, MEMBER).new == ("row 3",)
    first, second = held(path)
    assert (first.team, first.ratings["a"].level) == ("Ours", 2)  # type: ignore[index]
    assert second == MEMBER
    assert cells(path)[0][:4] == ["voice: whose", "team", "date", "a: How far?"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("team,date\n", "voice: this column is missing"),
        ("team,date,voice\nA,yesterday,staff\n", "not a date"),
        ("team,date,voice,rubric\nA,2026-11-01,staff,other\n", "no built-in set of questions has this name"),
        ("team,date,voice\nA,2026-11-01,staff,more\n", "has 4 cells"),
    ],
)
def test_a_table_that_is_wrong_is_not_touched(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=why):
        write(path, *ALL, update=True)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("typed", ["=1+1", "'=1+1", "-", "+44", "@here", "''-"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_text_and_comes_back(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "answers.csv"
    one = sheet("staff", {"a": {"level": 1, "evidence": typed}}, team=typed, round=typed, sheet="s", respondent=typed)
    write(path, one)
    assert held(path) == [one]
    assert not [cell for row in cells(path) for cell in row if cell.startswith(FORMULA)]
    assert write(path, one) == Imported(unchanged=1)


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip)
ANSWER = st.sampled_from([0, 1, 2, 3, "dont-know"])


@given(
    st.dictionaries(st.sampled_from("abc"), ANSWER, min_size=1),
    TYPED,
    TYPED,
    st.booleans(),
    st.lists(st.sampled_from(["yes", "no"]), unique=True),
)
def test_every_row_reads_back(levels: dict[str, Any], name: str, evidence: str, share: bool, chosen: list[str]) -> None:
    ratings = {key: {"level": level, "evidence": evidence} for key, level in levels.items()}
    more: dict[str, Any] = {"experience": {"many": chosen}} if len(chosen) > 1 else {}
    one = sheet("lived-experience", ratings, sheet="s", respondent=name, share=share, **more)
    again, problems = read_row(dict(cells_of(one)), SMALL)
    assert not problems
    assert again == one
