"""What is drawn can be told as a table too, made of the same numbers."""

from __future__ import annotations

from coprod_check.pages.drawings import (
    MarkRow,
    Marks,
    Piece,
    PlannedStep,
    ShareRow,
    Shares,
    StackRow,
    Stacks,
    StageOnPath,
    Trend,
    TrendRow,
)
from coprod_check.pages.table import Table


def test_a_stage_says_how_far() -> None:
    steps = (StageOnPath("A", reached=True), StageOnPath("B", reached=True, here=True), StageOnPath("C"))
    assert [step.state for step in steps] == ["reached", "you are here", "not yet"]


def test_a_step_says_who_in_one_line() -> None:
    assert PlannedStep("Do.", (Piece("Ruth"), Piece(", nobody yet", missing=True))).who_line == "Ruth, nobody yet"


def test_a_row_of_marks_has_those_that_there_are_and_a_line_where_the_sides_are_apart() -> None:
    every = MarkRow("a", "…", staff=3, lived=1, agreed=2)
    assert every.marks == (("staff", 3), ("lived-experience", 1), ("agreed", 2))
    assert every.span == (1, 3)
    assert MarkRow("a", "…", staff=0, lived=0).span is None
    assert MarkRow("a", "…", staff=0, agreed=2).span is None
    assert MarkRow("a", "…", lived=2).marks == (("lived-experience", 2),)
    assert MarkRow("a", "…").marks == ()


def test_marks_as_a_table_have_the_words_and_what_is_to_be_known_of_a_practice() -> None:
    drawn = Marks("D", ("No", "Yes"), (MarkRow("a", "Both 1", 1, 1), MarkRow("b", "Not answered", note="extra")))
    assert drawn.table() == Table("D", ("Practice", "Level"), (("a", "Both 1"), ("b (extra)", "Not answered")))


def test_shares_as_a_table_say_a_range_where_there_is_one() -> None:
    bare, ranged = ShareRow("S", 2, 3), ShareRow("T", 8, 10, 0.4902, 0.9433)
    assert Shares("How far", (bare,)).table() == Table("How far", ("", "How many"), (("S", "2 of 3"),))
    assert Shares("How far", (bare, ranged)).table() == Table(
        "How far", ("", "How many", "Likely in 100"), (("S", "2 of 3", "-"), ("T", "8 of 10", "49 to 94"))
    )


def test_stacks_as_a_table_have_a_column_for_each_kind() -> None:
    rows = (StackRow("D", (2, 1), "1 of 3 differ"),)
    assert Stacks("Teams", ("0 No", "1 Yes"), rows).table() == Table("Teams", ("", "0 No", "1 Yes"), (("D", "2", "1"),))
    assert Stacks("Teams", ("0 No", "1 Yes"), rows, notes_are="The sides").table() == Table(
        "Teams", ("", "0 No", "1 Yes", "The sides"), (("D", "2", "1", "1 of 3 differ"),)
    )


def test_a_trend_has_a_row_for_each_round_shaded_by_level() -> None:
    drawn = Trend("Over time", ("May", "June"), (TrendRow("D", (0, None), "from 0"), TrendRow("E", (1, 2), "")), "XYZ")  # type: ignore[arg-type]
    assert drawn.table() == Table(
        "Over time", ("Round", "D", "E"), (("May", "0 X", "1 Y"), ("June", "not known", "2 Z")), frozenset({0}),
        ((None, 0, 1), (None, None, 2)), 2,
    )  # fmt: skip
