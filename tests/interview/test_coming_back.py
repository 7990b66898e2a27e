"""Which unfinished sheet may be meant, and how that is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from coprod_check.interview import coming_back, wording


@pytest.mark.parametrize(
    ("typed", "team", "may"),
    [
        ("Cafe Crew", "Café Crew", True),
        ("CAFÉ  CREW", "Cafe\u0301 Crew", True),
        ("Riversde", "Riverside", True),
        ("A/B", "A B", True),
        ("Team A", "Team B", False),
        ("Riverside", "Meadow Lane", False),
        ("!!", "??", False),
    ],
)
def test_another_spelling_is_enough_to_ask_and_another_name_is_not(typed: str, team: str, may: bool) -> None:
    assert coming_back.may_be_meant(typed, team) is may


def test_a_year_is_the_longest_that_a_theme_joins_without_asking() -> None:
    today = dt.date(2026, 11, 2)
    assert coming_back.is_recent(dt.date(2025, 11, 2), today)
    assert not coming_back.is_recent(dt.date(2025, 10, 31), today)


def test_one_sheet_is_a_question_and_several_are_a_list() -> None:
    one = coming_back.ask_which([("Plot, June 2026", "3 of 4")])
    assert one.heading == wording.go_on_with_one("Plot, June 2026, 3 of 4")
    assert [choice.key for choice in one.choices] == ["y", "n"]
    two = coming_back.ask_which([("Plot", "3 of 4"), ("Field", "")])
    assert [(choice.key, choice.label, choice.text) for choice in two.choices] == [
        ("1", "Plot", "3 of 4"),
        ("2", "Field", ""),
        ("n", wording.BEGIN_NEW, ""),
    ]


@pytest.mark.parametrize(("key", "found", "place"), [("y", 1, 0), ("n", 1, None), ("2", 2, 1), ("n", 2, None)])
def test_a_key_chooses_a_sheet_or_a_new_one(key: str, found: int, place: int | None) -> None:
    assert coming_back.which_of(key, found) == place
