"""What a careful coach would notice in a plan, and what reading a plan says of slips."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import DAY, practice, rubric
from helpers.report_texts import texts

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.pages.coaching.plan_checks import FINE, FINE_EMPTY, checks_report, remark_text
from coprod_check.pages.names import Names
from coprod_check.rules.coaching.plan_checks import check_plan

HEAD = {
    "format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Team", "round": "r",
    "made_on": DAY,
}  # fmt: skip
ASKED = rubric(practice("deciding"), practice("paying"))
GOOD = {"id": "x", "action": "Do it.", "staff_owner": "Ann", "lived_experience_owner": "Jo", "due": DAY}


def plan(*actions: dict[str, Any], **more: Any) -> Plan:
    made, problems = read_plan({**HEAD, **more, "actions": list(actions)})
    assert made is not None, problems
    return made


def said(found: Plan, names: Names | None = None, **more: Any) -> list[str]:
    rubric = (names or Names(ASKED)).rubric
    return [remark_text(each) for each in check_plan(found, rubric, today=more.pop("today", DAY), **more)]


@pytest.mark.parametrize(
    ("changed", "noticed"),
    [
        ({}, []),
        ({"staff_owner": "", "lived_experience_owner": " "}, ["It has no owner yet."]),
        ({"lived_experience_owner": ""}, ["Only staff own it (Ann). Who with lived experience owns it with them?"]),
        ({"staff_owner": ""}, []),
        ({"due": DAY - dt.timedelta(days=1)},
         ["It was due on 21 November 2026, 1 day ago. Is it done, or what stopped it?"]),
        ({"due": None}, ["It has no date yet."]),
        ({"staff_owner": "", "lived_experience_owner": "", "due": None}, ["It has no owner and no date yet."]),
        ({"status": "done"}, ["It is done, and nobody has said what shows it."]),
        ({"status": "done", "evidence": "Minutes.", "due": None, "staff_owner": ""}, []),
        ({"status": "dropped", "lived_experience_owner": "", "due": None}, []),
        ({"practice": "deciding"}, []),
        ({"practice": "decidin"}, ["Its practice is not one that we know: decidin. Did you mean 'deciding'?"]),
        ({"due": ""}, ["It has no date yet."]),
        ({"id": "find-out", "practices": ["deciding", "zzz"]},
         ["Its practice is not one that we know: zzz. Check the name."]),
        ({"practice": "zzz"}, ["Its practice is not one that we know: zzz. Check the name."]),
    ],
)  # fmt: skip
def test_what_is_noticed_of_an_action(changed: dict[str, Any], noticed: list[str]) -> None:
    action = {key: value for key, value in {**GOOD, **changed}.items() if value is not None}
    assert said(plan(action)) == noticed


def noted(action: dict[str, Any], **more: Any) -> list[str]:
    """What is worth knowing; there must be nothing to mend."""
    remarks = check_plan(plan({**GOOD, **action}, **more), ASKED, today=DAY)
    assert all(each.is_note for each in remarks)
    return [remark_text(each) for each in remarks]


LEVELS = {"practices": {"deciding": {"level": 1}}}


@pytest.mark.parametrize(
    ("action", "more", "notes"),
    [
        ({"cost": "50 pounds"}, {}, ["It has a key of your own, which stays as it is: cost."]),
        ({"cost": 1, "who": 2, "statuss": 1}, {},
         ["It has 2 keys of your own, which stay as they are: cost and who.",
          "It has a key of your own, which stays as it is: statuss. Did you mean 'status'?"]),
        ({f"k{number}": 1 for number in range(9000)} | {"statuss": 1}, {},
         ["It has 9001 keys of your own, which stay as they are: k0, k1, k2, k3, k4, k5, k6, k7 and 8993 more."]),
        ({"statuss": "done"}, {},
         ["It has a key of your own, which stays as it is: statuss. Did you mean 'status'?"]),
        ({"b\x1b[31m": 1}, {}, ["It has a key of your own, which stays as it is: b [31m."]),
        ({"status": "blocked"}, {}, ["It is blocked. What stops it, and who can help?"]),
        ({"practice": "deciding", "to_level": 1}, LEVELS,
         ["By the answers of this plan it is reached. If you agree, end it, and say what shows it."]),
        ({"practice": "deciding", "to_level": 2}, LEVELS, []),
    ],
)  # fmt: skip
def test_what_is_only_worth_knowing(action: dict[str, Any], more: dict[str, Any], notes: list[str]) -> None:
    assert noted(action, **more) == notes


def test_what_is_reached_does_not_count_as_open() -> None:
    six = [{**GOOD, "id": f"x{n}", "practice": "deciding", "to_level": 2 - (n > 4)} for n in range(6)]
    assert len([each for each in said(plan(*six, **LEVELS)) if "are open" in each]) == 0
    assert len([each for each in said(plan(*six, {**GOOD, "id": "y"}, **LEVELS)) if "6 actions are open" in each]) == 1


def test_more_open_actions_than_a_team_can_keep_up() -> None:
    actions = [{**GOOD, "id": f"x{n}"} for n in range(6)]
    assert said(plan(*actions[:5])) == []
    assert said(plan(*actions)) == ["6 actions are open. More than 5 at a time is hard to keep up: which can wait?"]
    assert said(plan(*actions), most_open=6) == []
    assert said(plan(*actions[:5], {**GOOD, "id": "y", "status": "dropped"})) == []


def test_actions_that_cannot_be_told_apart() -> None:
    both = {key: value for key, value in GOOD.items() if key != "id"}
    (found,) = said(plan(both, both))
    assert found.startswith("actions[1]: 'Do it.' cannot be told from actions[0]; give each an id")


@pytest.mark.parametrize(
    ("names", "more", "noticed"),
    [
        (Names(), {}, 0),
        (Names(), {"practices": {"paying": {}}}, 1),
        (Names(), {"practices": {"old": {}}}, 0),
        (Names(ASKED), {"practices": {"old": {}}}, 1),
        (Names(ASKED), {"practices": {"old": {}}, "rubric_version": "2.0.0"}, 0),
        (Names(ASKED), {"practices": {"old": {}}, "rubric": "other"}, 0),
    ],
)
def test_practices_are_known_from_the_rubric_of_that_version_else_from_the_plan(
    names: Names, more: dict[str, Any], noticed: int
) -> None:
    assert len(said(plan({**GOOD, "practice": "old"}, **more), names)) == noticed


def told(found: Plan) -> list[str]:
    names = Names(ASKED)
    return texts(checks_report(found, check_plan(found, ASKED, today=DAY), names))


def test_a_plan_in_good_order_gets_one_friendly_sentence() -> None:
    assert told(plan(GOOD)) == [FINE]
    assert told(plan()) == [FINE_EMPTY]


def test_notes_stand_below_what_is_to_be_mended_or_alone() -> None:
    assert told(plan({**GOOD, "cost": 5})) == [
        FINE,
        "Worth knowing of the plan of Team",
        "“Do it.” (x), to-do",
        "It has a key of your own, which stays as it is: cost.",
    ]
    assert told(plan({**GOOD, "cost": 5, "due": ""})) == [
        "The plan of Team: 1 thing to look at",
        "“Do it.” (x), to-do",
        "It has no date yet.",
        "Also worth knowing",
        "“Do it.” (x), to-do",
        "It has a key of your own, which stays as it is: cost.",
    ]


def test_what_was_noticed_is_told_action_by_action() -> None:
    many = [{**GOOD, "id": f"x{n}"} for n in range(5)]
    bad = {"id": "a", "practice": "deciding", "action": "Decide.", "status": "doing"}
    assert told(plan({**bad, "id": ""}, *many)) == [
        "The plan of Team: 2 things to look at",
        "6 actions are open. More than 5 at a time is hard to keep up: which can wait?",
        "“Title of deciding”, doing",
        "It has no owner and no date yet.",
    ]
    assert told(plan(bad, GOOD))[:2] == ["The plan of Team: 1 thing to look at", "“Title of deciding” (a), doing"]


# Slips of the keyboard.


def problems(action: Any, **more: Any) -> list[str]:
    found, faults = read_plan({**HEAD, **more, "actions": [action]})
    assert found is None
    return [str(each) for each in faults]


ALLOWED = 'write "to-do", "doing", "blocked", "done" or "dropped"'


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": "dooing"}, f"actions[0].status: in 'x': is text ('dooing'); {ALLOWED}; did you mean 'doing'?"),
        (
            {"status": "Done"},
            ("actions[0].status: in 'x': is text ('Done'); write \"done\" "
            '(the words are "to-do", "doing", "blocked", "done" or "dropped")'),
        ),
        ({"status": "zzzz"}, f"actions[0].status: in 'x': is text ('zzzz'); {ALLOWED}"),
        ({"status": True}, f"actions[0].status: in 'x': is true or false (true); {ALLOWED}"),
        ({"due": "soon"}, "actions[0].due: in 'x': is text ('soon'), not a date; write it as 2026-11-22"),
        ({"staff_owner": 3}, "actions[0].staff_owner: in 'x': is a whole number (3); write text in quotes"),
        ({"id": "", "due": 1}, "actions[0].due: in 'Do it.': is a whole number (1), not a date; write it as 2026"),
        ({"id": 1, "action": 2, "due": 3}, "actions[0].due: is a whole number (3), not a date; write it as 2026"),
    ],
)  # fmt: skip
def test_a_slip_names_the_action_and_the_words_that_are_allowed(changed: dict[str, Any], words: str) -> None:
    assert any(each == words or each.startswith(words) for each in problems({**GOOD, **changed}))


def test_what_is_no_action_at_all_is_named_by_its_place() -> None:
    assert problems("x") == ["actions[0]: is text ('x'); write a table, such as { id = \"…\" }"]
    found, faults = read_plan({**HEAD, "actions": 3})
    assert found is None
    assert [str(each) for each in faults] == ["actions: is a whole number (3); write a list in square brackets"]


def test_a_status_that_is_not_the_actions_own_is_left_to_the_shape() -> None:
    found = problems({**GOOD, "action": " "}, practices={"p": {"status": "maybe"}})
    assert any(each.startswith("practices.p.status: is text ('maybe')") for each in found)
    assert "actions[0].action: in 'x': is blank; write some words" in found


@pytest.mark.parametrize(("key", "where"), [("statuss", "statuss"), ("actoins", "actoins")])
def test_a_key_of_ones_own_stands_in_an_action_and_nowhere_else(key: str, where: str) -> None:
    assert f"{where}: unknown key; " in problems(GOOD, **{key: 1})[0]
    found, faults = read_plan({**HEAD, "actions": [{**GOOD, key: 1}]})
    assert (faults, found and found.actions[0].own_keys) == ([], (key,))


@pytest.mark.parametrize("score", [float("nan"), float("inf"), "1.0", True])
def test_a_score_is_a_number(score: Any) -> None:
    assert problems(GOOD, dimensions={"d": {"score": score}})[0].startswith("dimensions.d.score: is ")
