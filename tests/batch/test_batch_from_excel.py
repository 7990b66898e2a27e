"""Large tables that a spreadsheet has saved: columns say what the careful reader says, and most rows are in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.both_ways import assert_alike, read_both_ways
from helpers.make import MEMBERS
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coprod_check.batch.reading import blocks
from coprod_check.batch.reading.blocks import NotPlainError
from coprod_check.storage.tables import ENDS_EARLY

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ["team", "date", "voice", "share", "a", "b", "a.evidence"]
CELLS = [
    ["T", "U; V", "W, X", " t ", ""],
    ["2026-11-22", "2026-11-22", "2026-10-01", "22/11/2026", "03/04/2026", "x"],
    ["staff", "Staff", MEMBERS, "LIVED-EXPERIENCE", "together", "Together", "Staf"],
    ["", "true", "Yes", "No", "perhaps"],
    ["", "0", "2.0", "Not yet", "Don't know", "Does not apply", "7", "Nearly"],
    ["", "1", "Started", "dont-know", "Does not apply", "2,0"],
    ["", "", "Minutes", 'He said "yes"', "Two\nlines"],
]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that a few rows make several blocks."""
    monkeypatch.setattr(blocks, "BLOCK", 120)
    monkeypatch.setattr(blocks, "ROWS", 3)


@st.composite
def saved_tables(draw: st.DrawFn) -> str:
    """A table with everything that spreadsheets do to one, and with slips."""
    rows = draw(st.lists(st.tuples(*map(st.sampled_from, CELLS)), min_size=1, max_size=12))
    between = draw(st.sampled_from(",;|\t¦"))
    ghosts = draw(st.sampled_from([0, 0, 1, 3]))
    place = draw(st.integers(0, len(HEADINGS)))
    stray = draw(st.sampled_from([0, 0, 0, 1]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r\n", "\r"]))
    lines = [f"sep={between}"] if between in "|¦" or draw(st.booleans()) else []
    lines += draw(st.sampled_from([[], [], [""], [between * 3]]))
    for number, row in enumerate((HEADINGS, *rows)):
        cells = [*row[:place], *[""] * ghosts, *row[place:]]
        if stray and ghosts and number == len(rows):
            cells[place] = "stray"
        quoted = [_quoted(cell, between) for cell in cells]
        if number:
            match draw(st.integers(0, 5)):
                case 0:
                    while quoted and not quoted[-1]:
                        quoted.pop()
                case 1:
                    quoted += ["", " "]
                case 2 if draw(st.integers(0, 3)) == 0:
                    quoted += ["more"]
        lines.append(between.join(quoted))
        lines += draw(st.sampled_from([[], [], [], [""], [between]]))
    return end.join(lines) + draw(st.sampled_from([end, ""]))


def _quoted(cell: str, between: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in f'{between}"\n') else cell


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=saved_tables(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_tables_as_spreadsheets_save_them_say_the_same_both_ways(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    try:
        event("some rows in columns" if assert_alike(path) else "no row in columns")
    except NotPlainError:
        event("left to the careful reader")


def table(path: Path, rows: int, ghost: str = "") -> Path:
    row = "T,2026-11-22,Staff,Yes,Not yet,2.0,,\n"
    text = "sep=,\n" + ",".join(HEADINGS) + ",\n" + row * (rows - 1) + "T,2026-11-22,Staff,Yes,Don't know,2"
    path.write_text(f"{text},,{ghost}\n" if ghost else f"{text}\n", "utf-8")
    return path


def test_every_row_that_has_one_meaning_is_in_columns(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", 40)
    assert assert_alike(path) == 40
    _, left, packed = read_both_ways(path)
    assert [each.message for each in left.notes] == [ENDS_EARLY]
    assert packed.rows().line.tolist() == list(range(3, 43))


def test_a_cell_below_no_heading_leaves_the_table_to_the_careful_reader(tmp_path: Path) -> None:
    with pytest.raises(NotPlainError):
        read_both_ways(table(tmp_path / "t.csv", 40, "stray"))


def test_rows_that_would_be_mostly_blanks_are_left_to_the_careful_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "ROWS", 100_000)
    monkeypatch.setattr(blocks, "BLOCK", 1 << 20)
    path = tmp_path / "t.csv"
    path.write_text(",".join(HEADINGS) + "," * 500 + "\n" + "T,2026-11-22,staff\n" * 5000, "utf-8")
    with pytest.raises(NotPlainError):
        read_both_ways(path)
