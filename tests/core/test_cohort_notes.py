"""Rounds that are close in time and names that are nearly the same (contract, 3.1)."""

from __future__ import annotations

import datetime as dt
import time
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import DAY, practice, rubric, settled, sheet

from coprod_check.core.round_notes import near_names, notes_across
from coprod_check.core.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.core.result import Result


def result(team: str, label: str = "r", days: int = 0, rubric_id: str = "small") -> Result:
    date = DAY + dt.timedelta(days=days)
    one = sheet(levels={"a": 1}, team=team, round=label, date=date)
    return score_round(settled(rubric(practice("a"), id=rubric_id), one))


def messages(*results: Result) -> list[str]:
    return [note.message for note in notes_across(results)]


@pytest.mark.parametrize(
    ("days", "said"), [(0, "on the same day"), (1, "1 day apart"), (31, "31 days apart"), (-31, "31 days apart")]
)
def test_two_rounds_of_one_team_within_31_days_are_a_note(days: int, said: str) -> None:
    (message,) = messages(result("T", "one"), result(" t", "two", days))
    assert said in message
    assert "'one'" in message
    assert "'two'" in message


def test_32_days_are_no_note() -> None:
    assert messages(result("T", "one"), result("T", "two", 32)) == []


def test_only_rounds_next_to_each_other_are_noted() -> None:
    assert len(messages(*(result("T", f"{days}", days) for days in (20, 0, 10)))) == 2


def test_two_sets_of_questions_on_one_day_are_no_note() -> None:
    assert messages(result("T"), result("T", rubric_id="another")) == []


def test_near_names_are_one_note_as_they_are_spelt() -> None:
    (message,) = messages(result("Riverside"), result("River side"), result("Hillside"), result("Riversyde"))
    assert "'River side', 'Riverside', 'Riversyde';" in message


def test_a_name_in_another_case_is_the_same_name() -> None:
    assert messages(result("RIVERSIDE"), result("riverside", rubric_id="another")) == []


def test_a_long_list_of_names_is_cut() -> None:
    (message,) = messages(*(result(f"Team {letter}") for letter in "ABCDEFGHIJKL"))
    assert message.count("'Team ") == 10
    assert "'Team J' and 2 more;" in message


def test_a_name_cannot_send_commands_to_the_terminal() -> None:
    assert "\x1b" not in "".join(messages(result("Te\x1b[31mam"), result("Te\x1b[31mams")))


def edits(one: str, other: str) -> int:
    """Levenshtein's distance by the book."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


@given(st.sets(st.text("abc ", min_size=3, max_size=7), max_size=12))
def test_names_are_grouped_as_comparing_each_with_each_would(names: set[str]) -> None:
    alone = {name: {name} for name in names}
    for one, other in combinations(names, 2):
        if edits(one, other) <= 2 and alone[one] is not alone[other]:
            alone[one] |= alone[other]
            for name in alone[one]:
                alone[name] = alone[one]
    expected = sorted({tuple(sorted(group)) for group in alone.values() if len(group) > 1})
    assert [tuple(group) for group in near_names(names)] == expected


@pytest.mark.parametrize(
    "names", [["team 1", "team 2"], ["ward 12", "ward 21"], ["ab", "cd"], ["riverside", "rivers"], ["same", "same"]]
)
def test_names_that_are_different_on_purpose(names: list[str]) -> None:
    assert near_names(names) == []


def test_numbers_may_be_the_same_and_the_letters_nearly() -> None:
    assert near_names(["ward 12 leeds", "ward 12 leads", "ward 13 leeds"]) == [["ward 12 leads", "ward 12 leeds"]]


def test_many_names_take_no_time_for_each_pair() -> None:
    started = time.perf_counter()
    assert near_names(f"team {number:05}" for number in range(50_000)) == []
    letters = "abcdefghijklmnopqrst"
    every = [f"team {a}{b}{c}" for a in letters for b in letters for c in letters[:5]]
    assert len(near_names(every)) == 1
    # Pair by pair it would be a billion comparisons, some ten minutes.
    assert time.perf_counter() - started < 10
