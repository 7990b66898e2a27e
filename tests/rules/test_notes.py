"""Rounds that are close in time and names that are nearly the same (contract, 3.1)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from helpers.make import DAY, practice, rubric, settled, sheet

from coprod_check.rules.notes import ROUNDS_TOLD, facts_of, notes_on_rounds
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result


def result(team: str, label: str = "r", days: int = 0, rubric_id: str = "small") -> Result:
    date = DAY + dt.timedelta(days=days)
    one = sheet(levels={"a": 1}, team=team, round=label, date=date)
    return score_round(settled(rubric(practice("a"), id=rubric_id), one))


def messages(*results: Result) -> list[str]:
    return [note.message for note in notes_on_rounds([facts_of(each) for each in results])]


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
    (message,) = messages(*(result(f"Team {letter}B") for letter in "ABCDEFGHIJKL"))
    assert message.count("'Team ") == 10
    assert "'Team JB' and 2 more;" in message


def test_teams_that_are_told_apart_by_a_letter_or_a_number_are_no_note() -> None:
    assert messages(*(result(f"Team {each}") for each in ("A", "B", "1", "2", "10"))) == []


def test_a_name_cannot_send_commands_to_the_terminal() -> None:
    assert "\u202e" not in "".join(messages(result("Te\u202e31mam"), result("Te\u202e31mams")))


def test_the_notes_are_made_from_the_facts_alone() -> None:
    results = [result("Riverside", "one"), result("RIVERSIDE", "two", 3), result("River side", rubric_id="another")]
    told = [
        ("small", "riverside", "Riverside", DAY, "one"),
        ("small", "riverside", "RIVERSIDE", DAY + dt.timedelta(days=3), "two"),
        ("another", "river side", "River side", DAY, "r"),
    ]
    assert [facts_of(each) for each in results] == told
    assert len(notes_on_rounds(told)) == 2


def test_names_that_look_alike_are_told_apart_in_words() -> None:
    (message,) = messages(result("Cafe"), result("C\u0430fe"))
    assert "'Cafe' has a latin small letter a where 'C\u0430fe' has a cyrillic small letter a" in message
    assert messages(result("Caf\u00e9"), result("Cafe\u0301", rubric_id="another")) == []  # one team: nothing differs
    (seen,) = messages(result("Riverside"), result("Riversyde"))
    assert "look alike" not in seen


def test_a_team_of_very_many_rounds_is_told_of() -> None:
    """Something else stands there, such as names: a page of all of them would help nobody."""
    facts = [("small", "t", "T", DAY + dt.timedelta(32 * n), f"r{n}") for n in range(ROUNDS_TOLD + 1)]
    assert notes_on_rounds(facts[1:]) == []
    (note,) = notes_on_rounds(facts)
    assert note.message.startswith("'T' has 301 rounds, and a page tells of the latest 300; check ")
    assert note.team == "t"
