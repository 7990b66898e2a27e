"""What a result and a plan say in words; whole pages are compared in the example story."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.pages.names import Names
from coprod_check.pages.plan import NOTHING_TO_DO, plan_report, refreshed_lines
from coprod_check.pages.round_text import result_report
from coprod_check.rules.plan_refresh import Refresh
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

DK, NA = "dont-know", "not-applicable"


def told(asked: Rubric, *sheets: Sheet, only_yours: bool = False) -> list[str]:
    return texts(result_report(score_round(settled(asked, *sheets)), only_yours=only_yours))


def line(lines: list[str], start: str) -> str:
    return next(each for each in lines if each.startswith(start))


@pytest.mark.parametrize(
    ("levels", "rules", "people", "sums"),
    [
        ([1, 2, 3], {}, None, "Score 2.0 = (1 + 2 + 3) / 3. Level 2: the middle one of 1 2 3 is 2."),
        (
            [0, 3, 3], {}, None,
            ("Score 2.0 = (0 + 3 + 3) / 3. Level 1: the middle one of 0 3 3 is 3, "
            "but the lowest is 0, and a level is at most one above it."),
        ),
        (
            [3, 3, None], {}, None,
            ("Score 3.0 = (3 + 3) / 2. Level 2: the middle one of 3 3 is 3, "
            "but one level is taken off because not all core practices are known."),
        ),
        (
            [3, 3, 3], {"one_sided_top": 1}, {"staff": 2},
            ("Score 3.0 = (3 + 3 + 3) / 3. Level 1: the middle one of 3 3 3 is 3, "
            "but mostly one side was heard, so it stops at 1."),
        ),
    ],
)  # fmt: skip
def test_the_sum_behind_every_level(levels: list[Any], rules: dict[str, Any], people: Any, sums: str) -> None:
    said = {key: level for key, level in zip("abc", levels, strict=True) if level is not None}
    more = {} if people is None else {"people": people}
    assert line(told(rubric(rules=rules), sheet(levels=said, **more)), "Score") == sums


def test_weights_stand_in_the_sum() -> None:
    asked = rubric(practice("a", weight=2), practice("b", weight=0.5))
    assert line(told(asked, sheet(levels={"a": 1, "b": 3})), "Score").startswith(
        "Score 1.4 = (2 × 1 + 0.5 × 3) / (2 + 0.5)"
    )


def test_what_holds_a_level_back_is_named_and_what_is_missing_is_counted() -> None:
    asked = rubric(*(practice(name) for name in "abcxe"))
    lines = told(asked, sheet(levels={"a": 0, "b": 3, "c": 3, "x": DK, "e": NA}))
    assert "Most of D is at 3. It counts as 1 until “Title of a” moves." in lines
    assert line(lines, "Rated") == (
        "Rated 3 of 4 that apply: 1 don't know, 1 does not apply. "
        "If all that is not rated were lowest the score would be 1.5, if highest 2.3."
    )


def test_without_enough_answers_it_says_how_many_are_needed() -> None:
    lines = told(rubric(), sheet(levels={"a": 1}))
    assert "D: not enough answers for a level" in lines
    assert "1 of 3 rated; a level needs 50% or more of them, and of the core ones." in lines


def test_a_dimension_that_nobody_answered_takes_one_line() -> None:
    lines = told(rubric(practice("a", "x"), practice("b", "y")), sheet(levels={"a": 1}))
    assert "Y: not enough answers for a level" in lines
    assert not any(each.startswith("Rated 0") for each in lines)


def test_a_dimension_that_does_not_apply() -> None:
    lines = told(rubric(practice("a", "x"), practice("b", "y")), sheet(levels={"a": NA, "b": 1}))
    assert "X: none of it applies to you" in lines
    assert line(lines, "In short") == "In short: X does not apply; Y 1 Started."


@pytest.mark.parametrize(
    ("people", "warning"),
    [
        ({"staff": 2}, "This is the view of staff only. "),
        ({MEMBERS: 2}, "This is the view of people with lived experience only. "),
        ({}, "The sheet does not say who was there. "),
    ],
)
def test_a_one_sided_view_is_said_with_where_its_levels_stop(people: dict[str, int], warning: str) -> None:
    lines = told(rubric(rules={"one_sided_top": 1}), sheet(levels={"a": 1, "b": 1, "c": 1}, people=people))
    assert "levels stop at 1 Started" in line(lines, warning)
    assert any("1 Started (one side)" in each for each in lines)


def test_a_result_of_both_voices_that_is_mostly_one_says_so() -> None:
    staff = sheet("staff", {"a": 1, "b": 1, "c": 1}, share=True)
    lines = told(rubric(), staff, sheet(MEMBERS, {"a": 1}, share=True))
    assert "Most practices were answered by one side only, so levels may stop at 2 Together." in lines


def test_who_was_heard_and_who_was_hidden() -> None:
    five = [sheet("staff", {"a": 1}) for _ in range(5)]
    lines = told(rubric(), *five, sheet(MEMBERS, {"a": 1}))
    assert "Staff: 5 sheets of their own." in lines
    assert "People with lived experience: fewer than five answered on their own, too few to show." in lines
    lines = told(rubric(), sheet(MEMBERS, {"a": 1}, share=True))
    assert "Staff: nobody answered." in lines
    assert line(lines, "People with lived experience").endswith("Everyone agreed that they may be shown.")


def test_of_two_people_it_is_said_that_the_lower_level_counts() -> None:
    for people in (1, 2, 3):
        own = (sheet("staff", {"a": 1}, share=True) for _ in range(people))
        words = line(told(rubric(), *own), "Staff")
        assert words.endswith("Of two people the lower level counts.") is (people == 2)


def test_one_persons_own_view_is_marked() -> None:
    lines = told(rubric(), sheet("staff", {"a": 1}, share=True), only_yours=True)
    assert lines[1].startswith("This is your view only.")
    assert "Who was heard" not in lines


def test_where_the_voices_differ_largest_first_and_where_they_agree() -> None:
    staff = sheet("staff", {"a": 2, "b": 3, "c": 1}, share=True)
    members = sheet(MEMBERS, {"a": 1, "b": 1, "c": 1}, share=True)
    lines = told(rubric(), staff, members)
    gaps = [each for each in lines if " apart. " in each]
    assert [each[:10] for each in gaps] == ["Title of b", "Title of a"]
    assert "1 level apart" in gaps[1]
    assert lines[lines.index("Where both sides agree") + 1] == "Title of c: level 1, “A bit.”"
    assert "Where the two voices differ" in told(rubric(), staff, sheet(MEMBERS, {"a": 2}, share=True))
    assert any(each.startswith("Nowhere") for each in told(rubric(), staff, sheet(MEMBERS, {"a": 2}, share=True)))


def test_the_grid_has_a_cell_for_every_value_and_dimension() -> None:
    asked = rubric(
        practice("a", "x", value="v"), practice("b", "x", value="v"), practice("c", "y", value="v"),
        practice("d", "x", value="w"),
    )  # fmt: skip
    lines = told(asked, sheet(levels={"a": 1, "b": DK, "c": 2, "d": 0}))
    assert "V | Title of a: 1 Started; Title of b: don't know | 2 Together" in lines
    assert "W | 0 Not yet | -" in lines


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (None, "Not known yet: too few practices are rated to say."),
        (0, "You are at “First”. The next stage is “Second”. It needs:"),
        (2, "You are at “Second”, the last stage there is."),
    ],
)
def test_the_stage_in_words(x: int | None, said: str) -> None:
    stages = [{"id": "f", "name": "First"}, {"id": "s", "name": "Second", "needs": {"x": 1, "y": 1}}]
    asked = rubric(practice("p", "x"), practice("q", "y"), stages=stages)
    levels = {"q": 1} if x is None else {"p": x, "q": 1}
    assert said in told(asked, sheet(levels=levels))


def test_a_need_that_is_not_known_says_so() -> None:
    stages = [
        {"id": "f", "name": "First"},
        {"id": "s", "name": "Second", "needs": {"x": 1}},
        {"id": "t", "name": "Third", "needs": {"y": 1}},
    ]
    asked = rubric(practice("p", "x"), practice("q", "y"), stages=stages)
    assert "Y at level 1 Started (not known now)" in told(asked, sheet(levels={"p": 1}))


def test_cautions_checks_prompts_and_experience_are_told() -> None:
    asked = rubric(
        practice("p", "x"), practice("q", "y"),
        cautions=[{"id": "c", "dimension": "x", "ahead_of": "y", "message": "Wait."}],
        circumstances=[{"id": "s", "statement": "It is so.", "prompts": ["Think."]}, {"id": "t", "statement": "Bare."}],
        experience=[
            {"id": "e", "question": "Equal?", "options": [{"id": "y", "text": "Yes"}, {"id": "n", "text": "No"}]}
        ],
    )  # fmt: skip
    together = sheet(levels={"p": 3, "q": 1}, circumstances=["s", "t"])
    members = sheet(MEMBERS, {"p": DK}, share=True, experience={"e": "y"})
    staff = sheet("staff", {"p": 1}, share=True)
    lines = told(asked, together, members, staff)
    for expected in ("Wait.", "You said: It is so.", "Think.", "Equal?", "Yes: 1 of 1 (likely 21 to 100 in 100)"):
        assert expected in lines
    assert [each.split("” ")[1].split(",")[0] for each in lines if each.startswith("“Title of p”")] == [
        "is at the top level",
        "was agreed at a level above what one side said on its own. Ask what that side sees.",
        "could not be answered by a third or more of one side. Who knows",
        "is under way for staff",
    ]
    assert "You said: Bare." not in lines


# The plan.


def test_a_plan_in_words() -> None:
    asked = rubric(practice("a", hard_question="Really?", steps=[{"to": 2, "action": "Meet.", "measure": "You met."}]))
    plan = draft_plan(score_round(settled(asked, sheet(levels={"a": 1}))), on=DAY)
    owned = plan.model_copy(update={"actions": (plan.actions[0].model_copy(update={"staff_owner": "Ann"}),)})
    assert texts(plan_report(owned, Names(asked))) == [
        "What to do next",
        "1. Meet.",
        "Why: It is at level 1 Started: there is room to go one step up.",
        "How you will know: You met.",
        "A hard question: Really?",
        "Owners: Ann (staff), none yet (lived experience)",
        "By: 17 January 2027",
        "Look at this again on 17 January 2027. Agree who owns each action, one from each side.",
    ]


def test_a_plan_with_nothing_open_says_so() -> None:
    data = {
        "format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "T", "round": "r",
        "made_on": dt.date(2026, 11, 22), "actions": [{"id": "x", "action": "Do.", "status": "done"}],
    }  # fmt: skip
    lines = texts(plan_report(Plan.model_validate(data), Names()))
    assert lines == ["What to do next", "There is no open action on the plan. Agree what comes next."]
    nothing = Plan.model_validate({**data, "actions": []})
    assert texts(plan_report(nothing, Names())) == ["What to do next", NOTHING_TO_DO]


def test_an_action_of_ones_own_needs_nothing_but_words() -> None:
    data = {
        "format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "T", "round": "r",
        "made_on": dt.date(2026, 11, 22), "actions": [{"action": "Do."}],
    }  # fmt: skip
    assert texts(plan_report(Plan.model_validate(data), Names())) == ["What to do next", "1. Do.", "By: no date yet"]


def test_what_is_blocked_reached_or_to_be_found_out_is_told() -> None:
    asked = rubric(practice("a"), practice("b"))
    data = {
        "format": "coprod-plan/1", "rubric": "small", "team": "T",
        "practices": {"a": {"level": 2}, "b": {"status": "dont-know"}},
        "actions": [{"action": "Do.", "practice": "a", "to_level": 2, "status": "blocked"},
                    {"id": "find-out", "action": "Ask.", "practices": ["a", "b"]}],
    }  # fmt: skip
    plan, problems = read_plan(data)
    assert plan is not None, problems
    assert texts(plan_report(plan, Names(asked))) == [
        "What to do next",
        "1. Do.",
        "By: no date yet",
        "Blocked: what stops it, and who can help?",
        "By these answers it is reached. Is it done?",
        "2. Ask.",
        "What is not known yet: “Title of a” and “Title of b”",
        "By: no date yet",
    ]


def test_what_is_the_same_of_many_practices_is_said_once() -> None:
    few, many = ("abc", "abcx")
    one_by_one, once = (
        told(rubric(*map(practice, names)), sheet(levels=dict.fromkeys(names, 3))) for names in (few, many)
    )
    assert [each for each in one_by_one if "top level" in each] == [
        f"“Title of {name}” is at the top level, and nobody has said what shows it." for name in few
    ]
    (said,) = (each for each in once if "top level" in each)
    assert said.startswith("These are at the top level, and nobody has said what shows them: “Title of a”, ")
    assert said.endswith("“Title of c” and “Title of x”.")


@pytest.mark.parametrize(
    ("staff", "members", "said"),
    [
        (6, 1, "One of seven in the room has lived experience."),
        (5, 2, "Two of seven in the room have lived experience."),
        (1, 6, "One of seven in the room is staff."),
        (2, 5, "Two of seven in the room are staff."),
    ],
)
def test_few_on_one_side_is_said_in_words_with_what_to_do(staff: int, members: int, said: str) -> None:
    lines = told(rubric(practice("a")), sheet(levels={"a": 1}, people={"staff": staff, MEMBERS: members}))
    assert f"{said} Ask the others too, alone, before you rely on this." in lines


def test_a_plan_without_an_open_action_asks_what_comes_next() -> None:
    found = score_round(settled(rubric(practice("a")), sheet(levels={"a": 1})))
    made = draft_plan(found, on=DAY)
    ended = made.model_copy(update={"actions": tuple(a.model_copy(update={"status": "done"}) for a in made.actions)})
    lines = list(refreshed_lines("p.plan.toml", Refresh(ended, {}, {}, ()), "kept"))
    assert lines == [
        "The plan in p.plan.toml is up to date. Nothing in it has changed.",
        "No action on the plan is open. Agree what comes next.",
    ]


def test_what_staff_know_and_members_do_not_is_said_once_for_many() -> None:
    asked = rubric(*map(practice, "abcx"))
    lines = told(
        asked,
        sheet("staff", dict.fromkeys("abcx", 2), share=True),
        sheet(MEMBERS, dict.fromkeys("abcx", DK), share=True),
    )
    titles = "“Title of a”, “Title of b”, “Title of c” and “Title of x”."
    assert [line for line in lines if "x”." in line] == [
        f"A third or more of one side could not answer these. Who knows, and who needs to know? It is about {titles}",
        (
            "These are under way for staff, and people with lived experience do not know. Have they been told? "
            f"It is about {titles}"
        ),
    ]
