"""A drawing's table says what is drawn: it is made of the same numbers."""

from __future__ import annotations

from coprod_check.pages.blocks import Figure
from coprod_check.pages.drawings import BarRow, Bars, HeatMap, PracticeCell, StageOnPath, StagePath, Trend, TrendRow
from coprod_check.pages.table import Table


def test_bars_as_a_table() -> None:
    rows = (BarRow("A", (1.25, None), "1 Started"), BarRow("B", (0.0, 3.0)))
    drawn = Bars("Thing", ("Score", "Staff"), rows, 0, 3, notes_are="Level")
    assert drawn.table("C") == Table(
        "C", ("Thing", "Level", "Score", "Staff"), (("A", "1 Started", "1.3", "-"), ("B", "", "0.0", "3.0"))
    )


def test_notes_may_stand_last_or_not_at_all() -> None:
    rows = (BarRow("A", (2,), "6 to 51"),)
    last = Bars("Level", ("Teams",), rows, 0, 10, notes_are="Likely", notes_last=True, digits=0)
    assert last.table("C") == Table("C", ("Level", "Teams", "Likely"), (("A", "2", "6 to 51"),))
    assert Bars("Level", ("Teams",), rows, 0, 10, digits=0).table("C").rows == (("A", "2"),)


def test_a_heat_map_as_a_table() -> None:
    cells = (
        PracticeCell("Started", 1, 2, 1),
        PracticeCell("Together", 2, one_side=True),
        PracticeCell("don't know", None, 0),
    )
    drawn = HeatMap("Value", ("X", "Y", "Z"), (("V", cells),), 3)
    assert drawn.both_voices
    assert drawn.table("C") == Table(
        "C", ("Value", "X", "Y", "Z"),
        (("V", "1 Started; staff 2, lived experience 1", "2 Together (one side)", "don't know; staff 0"),),
    )  # fmt: skip


def test_lines_as_a_table_with_a_row_for_each_round() -> None:
    drawn = Trend(("r1", "r2"), (TrendRow("D", (0, None), ""), TrendRow("E", (1, 1), "")), ("No", "Yes"))
    assert drawn.table("C") == Table(
        "C", ("Round", "D", "E"), (("r1", "0 No", "1 Yes"), ("r2", "not known", "1 Yes")), frozenset({0})
    )


def test_a_path_as_a_table() -> None:
    steps = (
        StageOnPath("A", "nothing", reached=True),
        StageOnPath("B", "x", reached=True, here=True),
        StageOnPath("C", "y"),
    )
    assert [row[2] for row in StagePath(steps).table("P").rows] == ["reached", "you are here", "not yet"]


def test_a_figure_has_the_table_of_its_drawing_under_its_own_title() -> None:
    drawn = StagePath((StageOnPath("A", "nothing", here=True),))
    assert Figure("Title", "Says", drawn).table == drawn.table("Title")
