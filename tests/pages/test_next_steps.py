"""What to do next on a page: what was reached, who does what by when, and what is behind it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.documents.plan import FIND_OUT, OTHER_VOICE, Action
from coprod_check.documents.shapes import PracticeId
from coprod_check.pages.drawings import Piece, Steps
from coprod_check.pages.next_steps import (
    NO_NEXT_STEP,
    NONE_LEFT,
    NONE_OPEN,
    SUGGESTED,
    PagePlan,
    behind_the_steps,
    next_steps,
    reached_now,
)
from coprod_check.rules.planning import FIND_OUT_TOGETHER, draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result

DAY = dt.date(2026, 11, 22)
ASKED = rubric(practice("a", hard_question="Why a?"), practice("b"), practice("x", "e"))
OPEN = Action(action="Do it.", due=dt.date(2026, 12, 1))


def result(levels: dict[str, Any]) -> Result:
    return score_round(settled(ASKED, sheet(levels=levels, round="2026-11")))


FOUND = result({"a": 1, "b": "dont-know", "x": 2})


def own(*actions: Action, today: dt.date | None = None, **more: Any) -> PagePlan:
    plan = draft_plan(FOUND, on=DAY).model_copy(update={"actions": actions, **more})
    return PagePlan(plan, suggested=False, today=today)


def who(planned: PagePlan) -> list[tuple[Piece, ...]]:
    (drawn,) = (block for block in next_steps(planned, FOUND) if isinstance(block, Steps))
    return [step.who for step in drawn.steps]


@pytest.mark.parametrize(
    ("more", "line", "missing"),
    [
        ({"staff_owner": "Ruth", "lived_experience_owner": "Colin"}, "Ruth and Colin, by 1 December 2026", []),
        (
            {"staff_owner": "Ruth"},
            "Ruth and nobody with lived experience yet, by 1 December 2026",
            ["nobody with lived experience yet"],
        ),
        (
            {"lived_experience_owner": "Colin"},
            "No staff owner yet and Colin, by 1 December 2026",
            ["No staff owner yet"],
        ),
        ({}, "No owner yet, by 1 December 2026", ["No owner yet"]),
        ({"staff_owner": "\u200b ", "due": None}, "No owner yet, no date yet", ["No owner yet"]),
        ({"status": "doing"}, "No owner yet, by 1 December 2026. Under way", ["No owner yet"]),
        ({"status": "blocked"}, "No owner yet, by 1 December 2026. Blocked", ["No owner yet"]),
    ],
)  # fmt: skip
def test_each_action_says_who_does_it_by_when_and_who_is_missing_stands_out(
    more: dict[str, Any], line: str, missing: list[str]
) -> None:
    ((*pieces,),) = who(own(OPEN.model_copy(update=more)))
    assert "".join(each.text for each in pieces) == line
    assert [each.text for each in pieces if each.missing] == missing


def test_overdue_is_said_only_on_a_day_that_is_named() -> None:
    assert "overdue" not in " ".join(texts(next_steps(own(OPEN), FOUND)))
    late = own(OPEN, today=dt.date(2026, 12, 3))
    assert "No owner yet, by 1 December 2026, overdue by 2 days" in texts(next_steps(late, FOUND))
    assert texts(behind_the_steps(late, FOUND))[-1] == "Overdue is counted on 3 December 2026."


def test_a_date_that_had_passed_when_the_plan_was_refreshed_is_past_on_every_day() -> None:
    past = OPEN.model_copy(update={"due": DAY - dt.timedelta(days=1)})
    assert "No owner yet, was due by 21 November 2026" in texts(next_steps(own(past), FOUND))
    assert "No owner yet, by 21 November 2026" in texts(next_steps(own(past, made_on=None), FOUND))
    assert "No owner yet, by 21 November 2026, overdue by 1 day" in texts(next_steps(own(past, today=DAY), FOUND))


@pytest.mark.parametrize(
    ("more", "today", "said"),
    [
        ({}, None, "Your plan. Look at it again on 17 January 2027."),
        ({"follow_up_on": None}, None, "Your plan."),
        ({}, dt.date(2027, 1, 18), "Your plan. It was to be looked at again on 17 January 2027."),
        (
            {"round": "2026-05", "follow_up_on": None}, None,
            "Your plan of May 2026, not yet brought up to date with November 2026.",
        ),
    ],
)  # fmt: skip
def test_it_says_whose_plan_it_is_and_when_it_is_looked_at(
    more: dict[str, Any], today: dt.date | None, said: str
) -> None:
    assert texts(next_steps(own(OPEN, today=today, **more), FOUND))[0] == said


def test_a_suggestion_has_no_owners_and_no_dates() -> None:
    planned = PagePlan(draft_plan(FOUND, on=DAY), suggested=True, today=dt.date(2030, 1, 1))
    said = texts(next_steps(planned, FOUND))
    assert said[-1] == SUGGESTED
    assert not any("2027" in each or "overdue" in each or "owner yet" in each for each in said)
    assert "Overdue" not in " ".join(texts(behind_the_steps(planned, FOUND)))


@pytest.mark.parametrize(("text", "said"), [("Much.", "Title of a: Much."), ("Do much of it.", "Do much of it.")])
def test_an_action_that_only_repeats_a_level_says_of_which_practice(text: str, said: str) -> None:
    action = Action(action=text, practice=PracticeId("a"))
    (drawn,) = (block for block in next_steps(own(action), FOUND) if isinstance(block, Steps))
    assert [step.text for step in drawn.steps] == [said]


def test_with_nothing_open_it_says_so() -> None:
    done = OPEN.model_copy(update={"status": "done"})
    assert texts(next_steps(own(done), FOUND))[-1] == NONE_OPEN
    nothing = PagePlan(draft_plan(FOUND, on=DAY).model_copy(update={"actions": ()}), suggested=True)
    assert texts(next_steps(nothing, FOUND)) == [NO_NEXT_STEP]


# What was reached comes first.


def aimed(**more: Any) -> Action:
    return Action(action="Do.", **more)


@pytest.mark.parametrize(
    ("action", "reached"),
    [
        (aimed(id="x-2", practice="x", to_level=2), True),
        (aimed(id="x-3", practice="x", to_level=3), False),
        (aimed(id="b-1", practice="b", to_level=1), False),
        (aimed(id="x-talk", practice="x", to_level=2), False),
        (aimed(id=OTHER_VOICE, practice="x", to_level=2), False),
        (aimed(practice="gone", to_level=1), False),
        (aimed(practice="x"), False),
        (aimed(), False),
        (aimed(id=FIND_OUT, practices=("a", "x")), True),
        (aimed(id=FIND_OUT, practices=("a", "b")), False),
        (aimed(id=FIND_OUT, practices=("gone",)), False),
    ],
)
def test_an_action_is_reached_where_the_answers_say_so(action: Action, reached: bool) -> None:
    assert reached_now(action, FOUND) is reached


def test_what_does_not_apply_is_no_longer_to_be_found_out() -> None:
    found = result({"a": 1, "b": "not-applicable"})
    assert reached_now(aimed(id=FIND_OUT, practices=("a", "b")), found)
    assert draft_plan(found, on=DAY).reached(aimed(id=FIND_OUT, practices=("a", "b")))


def test_what_was_reached_is_said_first_is_no_step_any_more_and_people_end_it() -> None:
    one = own(aimed(id="x-2", practice="x", to_level=2), OPEN)
    assert texts(next_steps(one, FOUND))[1:] == [
        "Reached by these answers: “Title of x”. If you agree, mark it as done.",
        "Do it.",
        "No owner yet, by 1 December 2026",
    ]
    assert not any("Title of x" in each for each in texts(behind_the_steps(one, FOUND)))
    two = own(*one.plan.actions, aimed(id="a-1", practice="a", to_level=1))
    assert texts(next_steps(two, FOUND))[1] == (
        "Reached by these answers: “Title of x” and “Title of a”. If you agree, mark them as done."
    )
    assert texts(next_steps(two, FOUND))[2:] == ["Do it.", "No owner yet, by 1 December 2026"]


def test_where_all_is_reached_nothing_else_is_open() -> None:
    planned = own(aimed(id="x-2", practice="x", to_level=2))
    assert texts(next_steps(planned, FOUND))[1:] == [
        "Reached by these answers: “Title of x”. If you agree, mark it as done.",
        NONE_LEFT,
    ]


# What is behind the actions.


def test_behind_each_action_is_why_and_how_you_will_know_and_no_sentence_twice() -> None:
    reason = {"because": "It is low.", "measure": "You see it."}
    planned = own(
        aimed(id="a-2", practice="a", to_level=2, hard_question="Why a?", **reason),
        aimed(id="x-3", practice="x", to_level=3, **reason),
        aimed(id=FIND_OUT, practices=("b",)),
    )
    assert texts(behind_the_steps(planned, FOUND, frozenset({"Why a?"}))) == [
        "1. “Title of a”",
        "Why: It is low.",
        "How you will know: You see it.",
    ]


@pytest.mark.parametrize("suggested", [True, False])
def test_what_is_to_be_found_out_stands_beneath_its_one_action(suggested: bool) -> None:
    unknown = result({"a": "dont-know", "b": "dont-know", "x": 1})
    planned = PagePlan(draft_plan(unknown, on=DAY), suggested=suggested)
    said = texts(next_steps(planned, unknown))
    place = said.index(FIND_OUT_TOGETHER)
    assert said[place + 1] == "To find out: “Title of a” and “Title of b”"
    assert sum("Title of a" in each for each in said) == 1
    assert FIND_OUT_TOGETHER.startswith("Find out together, in one meeting, ")


def test_what_was_done_or_dropped_is_listed_without_evidence() -> None:
    done = OPEN.model_copy(update={"status": "done", "done_on": dt.date(2026, 12, 1), "evidence": "Ms Secret saw it."})
    dropped = OPEN.model_copy(update={"action": "Not that.", "status": "dropped"})
    assert texts(behind_the_steps(own(done, dropped), FOUND)) == [
        "Done or dropped",
        "What | How far | On",
        "Do it. | done | 1 December 2026",
        "Not that. | dropped | -",
    ]


def test_members_levels_do_not_reach_what_they_have_not_said() -> None:
    found = score_round(settled(ASKED, sheet("staff", {"x": 3}, share=True), sheet(MEMBERS, {"x": 1}, share=True)))
    assert not reached_now(aimed(id="x-2", practice="x", to_level=2), found)
