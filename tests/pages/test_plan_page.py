"""What stands behind an action, and what is said of a plan that was refreshed."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.make import DAY, practice, rubric, settled, sheet

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.pages.names import Names
from coprod_check.pages.plan import action_lines, reached_lines, refreshed_lines, to_find_out
from coprod_check.rules.plan_refresh import Refresh
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

STEP = {"to": 2, "action": "Meet.", "measure": "You met."}
ASKED = rubric(practice("a", hard_question="Really?", steps=[STEP]), practice("b"))
FOUND = score_round(settled(ASKED, sheet(levels={"a": 1, "b": 3})))


def plan(*actions: dict[str, Any]) -> Plan:
    measured = {"a": {"level": 2}, "b": {"status": "dont-know"}}
    head = {"format": "coprod-plan/1", "rubric": "small", "team": "T", "practices": measured}
    made, problems = read_plan({**head, "actions": [{"action": "Do.", **each} for each in actions]})
    assert made is not None, problems
    return made


def test_an_action_is_told_with_its_reason_its_measure_and_its_question() -> None:
    (action,) = draft_plan(FOUND, on=DAY).actions
    assert list(action_lines(action)) == [
        "Why: It is at level 1 Started: there is room to go one step up.",
        "How you will know: You met.",
        "A hard question: Really?",
    ]


def test_what_is_to_be_found_out_is_named_and_an_action_of_ones_own_needs_nothing() -> None:
    find_out, own = plan({"id": "find-out", "practices": ["a", "b"]}, {}).actions
    assert to_find_out(find_out, Names(ASKED)) == "To find out: “Title of a” and “Title of b”"
    (many,) = plan({"id": "find-out", "practices": ["a", "b", "c", "d"]}).actions
    assert to_find_out(many, Names(ASKED)) == "To find out (4): “Title of a”, “Title of b”, “c” and “d”"
    assert list(action_lines(own)) == []


@pytest.mark.parametrize(
    ("refresh", "said"),
    [
        (Refresh(plan({}), {}, {}, ()), ["The plan in p is up to date. Nothing in it has changed."]),
        (
            Refresh(plan({"status": "done"}), {}, {}, ()),
            [
                "The plan in p is up to date. Nothing in it has changed.",
                "No action on the plan is open. Agree what comes next.",
            ],
        ),
        *(
            (
                Refresh(plan({}), {"round": "r"}, {}, plan({}, {}).actions[:number]),
                [
                    f"The plan in p is up to date. {added} added. What you wrote in it is as it was.",
                    "The plan as it was before is in kept.",
                ],
            )
            for number, added in enumerate(("No new action was", "1 new action was", "2 new actions were"))
        ),
    ],
)
def test_what_is_said_of_a_plan_that_was_there(refresh: Refresh, said: list[str]) -> None:
    assert list(refreshed_lines("p", refresh, "kept")) == said


def test_what_is_reached_is_named_and_never_ended_for_them() -> None:
    done = {"practice": "a", "from_level": 1, "to_level": 2}
    assert list(reached_lines(plan({}), Names(ASKED))) == []
    assert list(reached_lines(plan({"id": "a-2", **done}), Names(ASKED))) == [
        "By these answers 1 action is reached: “Title of a”. If you agree, end it."
    ]
    (both,) = reached_lines(plan({"id": "a-2", **done}, {"id": "a-2-again", **done}), Names(ASKED))
    assert both.startswith("By these answers 2 actions are reached: ")
    assert both.endswith("If you agree, end them.")
