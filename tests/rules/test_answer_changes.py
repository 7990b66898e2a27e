"""Two sheets, or two results, compared answer by answer."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric
from helpers.report_texts import texts

from coprod_check.pages.coaching.answer_changes import answers_report
from coprod_check.pages.names import Names
from coprod_check.rules.coaching.answer_changes import AnswersDiff, diff_answers
from coprod_check.rules.coaching.answers import Answers, answers_of_result, answers_of_sheet
from coprod_check.rules.coaching.plan_changes import PracticeChange

ASKED = rubric(*(practice(name, "side") for name in "abcd"))
HEAD = {
    "format": "coprod-answers/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Team", "round": "r",
    "date": DAY, "voice": "together",
}  # fmt: skip


def ratings(said: dict[str, Any]) -> dict[str, Any]:
    return {key: found if isinstance(found, dict) else {"level": found} for key, found in said.items()}


def sheet(said: dict[str, Any], **more: Any) -> Answers:
    found, problems = answers_of_sheet({**HEAD, "ratings": ratings(said), **more}, ASKED)
    assert found is not None, problems
    return found


def kinds(found: AnswersDiff) -> dict[str, Any]:
    names = ("changed", "given", "withdrawn", "not_compared", "unchanged")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def test_answers_that_changed_were_given_or_withdrawn_are_kept_apart() -> None:
    old = sheet({"a": 1, "b": 2, "c": "dont-know"})
    new = sheet({"d": 0, "c": 1, "b": 2})
    found = diff_answers(old, new)
    assert kinds(found) == {
        "changed": (PracticeChange("c", "dont-know", 1),),
        "given": ("d",),
        "withdrawn": ("a",),
        "unchanged": ("b",),
    }
    assert found.differs
    assert found.same_rubric


def test_the_same_answers_do_not_differ() -> None:
    found = diff_answers(sheet({"a": 1}), sheet({"a": {"level": 1, "evidence": "x"}}, round="later"))
    assert not found.differs
    assert kinds(found) == {"unchanged": ("a",)}


OTHERS = {"rubric_version": "1.1.0"}


@pytest.mark.parametrize(
    ("old", "new", "kept_apart"),
    [
        ({"rubric_version": "1.0.3"}, {}, {"given": ("b",), "changed": ("a",)}),
        (OTHERS, {}, {"not_compared": ("b",), "changed": ("a",)}),
        ({}, OTHERS, {"given": ("b",), "changed": ("a",)}),
        ({"rubric_version": "2.0.0"}, {}, {"not_compared": ("b", "a")}),
        ({"rubric": "other"}, {}, {"not_compared": ("b", "a")}),
    ],
)
def test_what_cannot_be_compared_because_the_questions_changed(old: Any, new: Any, kept_apart: Any) -> None:
    found = diff_answers(sheet({"a": 1}, **old), sheet({"b": 0, "a": 2}, **new))
    assert {key: [getattr(each, "id", each) for each in value] for key, value in kinds(found).items()} == {
        key: list(value) for key, value in kept_apart.items()
    }


def test_an_answer_that_the_other_version_did_not_ask_for_is_not_withdrawn() -> None:
    found = diff_answers(sheet({"a": 1}), sheet({"b": 1}, **OTHERS))
    assert kinds(found) == {"given": ("b",), "not_compared": ("a",)}


# Results.


def result(practices: dict[str, Any], **more: Any) -> dict[str, Any]:
    one = {
        "rubric": "small", "rubric_version": "1.0.0", "team": "Team", "round": "r", "date": "2026-11-22",
        "view": "together", "one_sided": False, "practices": practices, **more,
    }  # fmt: skip
    return {"format": "coprod-results/1", "results": [one], "notes": []}


def test_a_result_is_read_as_the_team_stands() -> None:
    practices = {
        "a": {"status": "rated", "level": 2, "gap": None},
        "b": {"status": "dont-know", "level": None},
        "c": {"status": "unanswered", "level": None},
        "d": {"status": "rated", "level": None},
    }
    found, problems = answers_of_result(result(practices))
    assert not problems
    assert found
    assert (found.kind, found.whose, found.said) == ("result", "together", {"a": 2, "b": "dont-know"})
    assert found.asked == frozenset("abcd")


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([], "results: holds no result, and we compare one with one; score one team and round"),
        ([{}, {}], "results: holds 2 results, and we compare one with one; score one team and round"),
    ],
)
def test_a_file_must_hold_one_result(results: list[Any], said: str) -> None:
    one = result({})["results"][0]
    found, problems = answers_of_result({"format": "coprod-results/1", "results": [one | each for each in results]})
    assert found is None
    assert [str(each) for each in problems] == [said]


def test_a_broken_result_is_named_with_its_faults() -> None:
    found, problems = answers_of_result(result({"a": {"status": "rated", "level": "2"}}, date="soon"))
    assert found is None
    assert [each.where for each in problems] == ["results[0].date", "results[0].practices.a.level"]


# Sheets.


def faults(said: dict[str, Any], **more: Any) -> list[str]:
    found, problems = answers_of_sheet({**HEAD, "ratings": ratings(said), **more}, ASKED)
    assert found is None
    return [str(each) for each in problems]


def test_a_sheet_of_our_version_must_fit_its_questions() -> None:
    assert faults({"z": 1})[0].startswith("ratings.z: unknown practice 'z'")
    assert faults({"a": 1}, rubric_version="x")[0].startswith("rubric_version: 'x' is not a version")
    found, problems = answers_of_sheet({"rubric": "small"}, None)
    assert found is None
    assert len(problems) > 3


def test_a_sheet_of_another_version_is_read_by_its_shape() -> None:
    found = sheet({"z": 9}, **OTHERS)
    assert (found.said, found.asked) == ({"z": 9}, None)
    assert sheet({"z": 9}, rubric="other").asked is None


def test_a_private_sheet_says_nothing_of_what_was_answered() -> None:
    said = faults({"a": "yes", "b": {"level": 1, "evidence": 3}}, voice="staff", people={"staff": -1}, **OTHERS)
    assert said == [
        "people.staff: does not have the form that it must have; write how many people, 0 or more",
        "ratings.a: is not an answer that fits",
        "ratings.b: is not an answer that fits",
    ]
    assert "'yes'" in faults({"a": "yes"}, **OTHERS)[0]


def test_whose_sheet_it_is() -> None:
    assert sheet({}, voice="staff", respondent="S3", sheet="k7").person == "S3"
    assert sheet({}, voice=MEMBERS, sheet="k7").person == "k7"
    assert sheet({}, sheet="k7").person == ""


# In words.


def told(old: Answers, new: Answers, **more: Any) -> list[str]:
    return texts(answers_report(diff_answers(old, new), Names(ASKED), **more))


def test_each_kind_of_change_in_words() -> None:
    old = sheet({"a": 2, "b": 1, "c": "dont-know"})
    new = sheet({"a": 1, "c": {"level": 3, "evidence": "Ask\nMary."}, "d": {"level": 0, "evidence": "Seen."}})
    assert told(old, new) == [
        "Answers compared: Team",
        "r (22 November 2026), then r (22 November 2026): 0 days between.",
        "Answers: 2 changed, 1 newly given, 1 withdrawn.",
        "Answers that changed",
        "“Title of a”: 1 Started, was 2 Together, lower by 1.",
        "“Title of c”: 3 Always, was don't know.",
        "Newly given",
        "“Title of d”: 0 Not yet.",
        "Withdrawn",
        "“Title of b”: was 1 Started.",
        "Lower than last time can mean that you understand it better now. Ask before you judge.",
    ]
    assert "“Title of c”: 3 Always, was don't know. Evidence: “Ask Mary.”" in told(old, new, evidence=True)
    assert "“Title of d”: 0 Not yet. Evidence: “Seen.”" in told(old, new, evidence=True)


def test_a_fall_with_what_people_say_looking_back() -> None:
    said = told(sheet({"a": 2}), sheet({"a": {"level": 1, "looking_back": 0}}))
    assert (
        "“Title of a”: 1 Started, was 2 Together, lower by 1. Looking back, people now say it was 0 Not yet then."
        in said
    )


def test_evidence_of_a_private_sheet_is_never_quoted() -> None:
    private = sheet({"a": {"level": 2, "evidence": "Mary said so."}}, voice="staff")
    said = told(sheet({"a": 1}, voice="staff"), private, evidence=True)
    assert "“Title of a”: 2 Together, was 1 Started, higher by 1." in said


def test_nothing_changed_and_the_unchanged_on_request() -> None:
    same = sheet({"a": 1})
    assert told(same, same)[2:] == ["Nothing was answered differently. Answers: 1 unchanged."]
    assert told(same, same, everything=True)[3:] == ["Unchanged", "“Title of a”: 1 Started."]
    assert told(sheet({}), sheet({}))[2:] == ["Nothing was answered differently. Answers: none."]


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ({"rubric": "other"}, "Not compared: the questions are others (other, then small)"),
        ({"rubric_version": "2.0.0"}, "Not compared: the questions changed from version 2.0.0 to 1.0.0"),
    ],
)
def test_why_answers_are_not_compared(old: dict[str, Any], said: str) -> None:
    lines = told(sheet({"a": 1}, **old), sheet({"a": 2}))
    assert lines[-2:] == [said, "“Title of a”."]
    assert "Answers: 1 not to be compared." in lines
