"""What is wrong with a map, by the questions that it is for."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.grids import map_with, questions_of_three, read, wrong

from coprod_check.documents.answer_map import read_map
from coprod_check.imports.map_checks import check_map


def faults(**tables: Any) -> list[str]:
    return [str(each) for each in check_map(map_with(**tables), questions_of_three())]


def test_a_map_that_fits_has_no_faults() -> None:
    assert (
        faults(
            file={"sheet": "S", "heading_row": 3, "leave_out_rows": [7], "dates": "dmy", "numbers": "levels"},
            constant={"team": "T", "round": "R", "voice": "staff"},
            columns={"A": "voice", "B": "who-decides", "C": "pay.evidence", "D": "experience.felt-equal", "E": "drop"},
            answers={
                "*": {"a": 0, "b": 3, "c": "dont-know", "d": "not-applicable", "e": "unanswered"},
                "pay": {"a": 1},
                "voice": {"a": "staff", "b": "lived-experience", "c": "together", "d": "unanswered"},
                "share": {"a": True, "b": False, "c": "true", "d": "unanswered"},
                "team": {"a": "Any name"},
                "round": {"a": "Any label"},
                "respondent": {"a": "S3", "b": "unanswered"},
                "experience.felt-equal": {"a": "partly", "b": "unanswered"},
                "experience.what-helped": {"a": "cake lift", "b": "cake black-tea lift notes"},
            },
        )
        == []
    )


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ({"columns": {"Q7": "who-decide"}}, "columns.Q7: unknown column 'who-decide'; did you mean 'who-decides'?"),
        ({"columns": {"Q7": "pay.evidenc"}}, "columns.Q7: unknown column 'pay.evidenc'; did you mean 'pay.evidence'?"),
        ({"columns": {"Q 7": "Drop"}}, "columns.\"Q 7\": unknown column 'Drop'; did you mean 'drop'?"),
        (
            {"columns": {"Q7": "experience.felt"}},
            "columns.Q7: unknown column 'experience.felt'; did you mean 'experience.felt-equal'?",
        ),
        ({"answers": {"payy": {"a": 1}}}, "answers.payy: unknown column 'payy'; did you mean 'pay'?"),
        ({"answers": {"*": {"Never": 4}}}, 'answers."*".Never: is 4; write a level from 0 to 3'),
        ({"answers": {"pay": {"Never": -1}}}, "answers.pay.Never: is -1; write a level from 0 to 3"),
        (
            {"answers": {"pay": {"Never": "dont know"}}},
            "answers.pay.Never: unknown answer 'dont know'; did you mean 'dont-know'?",
        ),
        ({"answers": {"voice": {"Me": "stuff"}}}, "answers.voice.Me: unknown answer 'stuff'; did you mean 'staff'?"),
        ({"answers": {"experience.felt-equal": {"1": "party"}}}, "did you mean 'partly'?"),
        ({"answers": {"experience.felt-equal": {"1": 2}}}, "unknown answer '2'"),
        ({"answers": {"share": {"x": "maybe"}}}, "unknown answer 'maybe'"),
        ({"answers": {"*": {"Never": True}}}, "unknown answer"),
        ({"answers": {"voice": {"Me": 1}}}, "unknown answer '1'"),
    ],
)
def test_what_does_not_fit_is_named_with_the_nearest(tables: dict[str, Any], fault: str) -> None:
    (found,) = faults(**tables)
    assert fault in found


def test_every_fault_is_told_at_once() -> None:
    assert len(faults(columns={"A": "x", "B": "y"}, answers={"*": {"a": 9, "b": "z"}, "q": {"c": 1}})) == 5


def test_an_experience_question_that_takes_one_answer_is_not_given_two() -> None:
    assert len(faults(answers={"experience.felt-equal": {"both": "partly not-at-all"}})) == 1


def test_a_level_that_never_applies_is_not_given_to_a_practice_that_always_does() -> None:
    assert len(faults(answers={"pay": {"n/a": "not-applicable"}})) == 1
    assert faults(answers={"who-decides": {"n/a": "not-applicable"}}) == []


def test_a_map_for_other_questions_is_one_problem_and_nothing_is_read() -> None:
    answer_map, problems = read_map({"format": "coprod-map/1", "rubric": "garden", "columns": {"x": "nonsense"}})
    assert problems == []
    found = read("Timestamp | Who decides", "2026-11-18 | Together", answer_map=answer_map)
    assert wrong(found) == [
        "rubric: this map is for the questions 'garden', and here we use 'small'; name the questions with --rubric"
    ]
    assert found.people == []


def test_a_heading_that_stands_twice_is_told() -> None:
    """Spacing does not count in headings, so one of them would never be followed."""
    (fault,) = faults(columns={"Q 7": "pay", "Q  7": "drop"})
    assert fault.startswith('columns."Q  7": this heading stands twice')


def test_for_ten_unknown_names_the_nearest_known_one_is_looked_for() -> None:
    """For thousands that took longer than to read everything else."""
    found = faults(
        columns={f"Q{n}": "who-decide" for n in range(8)},
        answers={"payy": {"a": 1}, "*": {f"a{n}": "dont-knows" for n in range(50)}},
    )
    assert sum("did you mean" in each for each in found) == 10
    assert len(found) == 59
