"""A plan on one page: who does what by when, what is done, why, and the levels that it was made from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import practice, rubric
from helpers.report_texts import texts

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.pages.coaching.plan_page import NO_NOTES, plan_page
from coprod_check.pages.names import Names
from coprod_check.pages.next_steps import NONE_OPEN

ASKED = rubric(
    practice("a"),
    practice("b", "e"),
    stages=[{"id": "one", "name": "One"}, {"id": "two", "name": "Two", "needs": {"d": 1}}],
)
HEAD: dict[str, Any] = {"format": "coprod-plan/1", "rubric": "small", "team": "Team\nA", "round": "2026-11"}
STEP = {
    "id": "a-2",
    "practice": "a",
    "from_level": 1,
    "to_level": 2,
    "action": "Meet.",
    "measure": "You met.",
    "because": "It is low.",
    "hard_question": "Really?",
    "staff_owner": "Ann",
    "due": "2026-12-01",
    "notes": "Ms Secret",
    "evidence": "Ms Secret saw it.",
}


def plan(*actions: dict[str, Any], **more: Any) -> Plan:
    made, problems = read_plan({**HEAD, "actions": list(actions), **more})
    assert made is not None, problems
    return made


def told(found: Plan, names: Names | None = None, today: dt.date | None = None) -> list[str]:
    return texts(plan_page(found, names or Names(ASKED), today).whole)


def test_it_tells_what_is_open_with_who_by_when_and_how_to_know_then_what_is_done_and_why() -> None:
    find_out = {"id": "find-out", "practices": ["b"], "action": "Find out."}
    done = {"action": "Ring Jo.", "status": "done", "done_on": "2026-11-20"}
    levels = {"d": {"level": 1, "held_back_by": ["a"]}, "e": {}}
    found = plan(STEP, find_out, done, made_on="2026-11-22", follow_up_on="2027-01-17", stage="one", dimensions=levels)
    assert told(found) == [
        "Team A · November 2026",
        "Our plan: 2 things to do",
        "Made, or last brought up to date, on 22 November 2026. Look at it again on 17 January 2027.",
        "[One] → Two",
        "What we will do",
        "Meet.",
        "How you will know: You met.",
        "Ann and nobody with lived experience yet, by 1 December 2026",
        "Find out.",
        "To find out: “Title of b”",
        "No owner yet, no date yet",
        "What is done or dropped",
        "Each action that is no longer open",
        "What | How far | On",
        "Ring Jo. | done | 20 November 2026",
        "How far we were then",
        "D | 1 Started | Held back by “Title of a”",
        "E | not known",
        "Why, and what to ask",
        "1. “Title of a”",
        "Why: It is low.",
        "A hard question: Really?",
        NO_NOTES,
    ]


def test_what_the_plan_does_not_say_is_left_out() -> None:
    assert told(plan(round="\u200b")) == ["Team A", "Our plan: nothing is open", "What we will do", NONE_OPEN, NO_NOTES]


def test_what_is_reached_is_said_and_stays_on_the_plan() -> None:
    said = told(plan(STEP, practices={"a": {"level": 2}}))
    assert "Reached by these answers: “Title of a”. If you agree, mark it as done." in said
    assert "Meet." in said


def test_without_the_questions_ids_stand_for_names() -> None:
    found = plan(STEP, stage="one", dimensions={"d": {"level": 1}})
    said = told(found, Names())
    assert "d: level 1" in said
    assert "1. “Meet.”" in said
    assert not any("→" in each for each in said)


def test_dimensions_stand_in_the_order_of_the_questions_and_those_they_do_not_have_behind() -> None:
    said = told(plan(dimensions={"gone": {"level": 2}, "far": {"level": 9}, "e": {"level": 0}, "d": {"level": 1}}))
    assert [each for each in said if "|" in each] == [
        "D | 1 Started",
        "E | 0 Not yet",
        "gone | 2 Together",
        "far | level 9",
    ]


@pytest.mark.parametrize(
    ("today", "due", "again"),
    [
        (None, "by 1 December 2026", "Look at it again on 17 January 2027."),
        (dt.date(2026, 12, 3), "by 1 December 2026, overdue by 2 days", "Look at it again on 17 January 2027."),
        (
            dt.date(2027, 1, 18),
            "by 1 December 2026, overdue by 48 days",
            "It was to be looked at again on 17 January 2027.",
        ),
    ],
)
def test_only_a_day_that_is_named_makes_anything_late(today: dt.date | None, due: str, again: str) -> None:
    said = told(plan(STEP, follow_up_on="2027-01-17"), today=today)
    assert f"Ann and nobody with lived experience yet, {due}" in said
    assert again in said
    assert any(each.startswith("Overdue is counted") for each in said) is (today is not None)


def test_notes_and_evidence_are_not_on_it() -> None:
    assert "Secret" not in " ".join(told(plan(STEP, {**STEP, "id": "a-3", "status": "done"})))


def test_the_heading_and_what_to_do_are_enough_for_a_screen() -> None:
    page = plan_page(plan(STEP, made_on="2026-11-22"), Names(ASKED))
    assert page.heading.document == "Team A · November 2026: our plan"
    assert [section.title for section in page.sections[: page.first]] == ["", "What we will do"]
    assert [section.title for section in page.sections if section.folded] == ["Why, and what to ask"]
