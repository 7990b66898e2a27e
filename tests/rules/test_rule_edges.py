"""Where a rule turns over: exactly on the boundary and one beside it, each figure worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet

from coprod_check.documents.limits import TOLD
from coprod_check.documents.plan import Action, Plan, PlannedPractice, read_plan
from coprod_check.rules.agreement import wilson, wilson_in_hundredths
from coprod_check.rules.coaching.plan_changes import diff_plans, key_of, same_meaning, same_questions
from coprod_check.rules.plan_refresh import as_it_stands, of_another_view, refresh_plan
from coprod_check.rules.planning import draft_plan, not_both_sides
from coprod_check.rules.rounds import SheetFile, Unread, group_into_rounds, round_of
from coprod_check.rules.scoring import score_round

DK = "dont-know"
WEEKS = dt.timedelta(weeks=8)

# Files that do not agree.


def of_one_person(how_many: int) -> list[SheetFile]:
    """So many sheets of one day, each of which says something else."""
    return [
        SheetFile(
            f"{number:03}.answers.toml", sheet("staff", {"a": 1, "b": number % 4}, respondent="S1", sheet=str(number))
        )
        for number in range(how_many)
    ]


def test_up_to_so_many_files_all_are_named_and_each_is_told() -> None:
    found = round_of(rubric(), of_one_person(TOLD))
    assert found is not None
    assert len(found.problems) == TOLD
    assert f"{TOLD - 1:03}.answers.toml)" in found.problems[0].message


def test_of_one_more_three_are_named_with_how_many_are_left_and_the_first_is_told() -> None:
    found = round_of(rubric(), of_one_person(TOLD + 1))
    assert found is not None
    (problem,) = found.problems
    assert problem.file == "000.answers.toml"
    assert f"(000.answers.toml, 001.answers.toml, 002.answers.toml and {TOLD - 2} more)" in problem.message


def test_an_older_sheet_is_noted_with_whose_it_is() -> None:
    older, newer = (sheet("staff", {"a": 1}, respondent="S1", date=DAY + dt.timedelta(days=each)) for each in (0, 1))
    found = round_of(rubric(), [SheetFile("1.answers.toml", older), SheetFile("2.answers.toml", newer)])
    assert found is not None
    (note,) = found.notes
    assert (note.file, note.message) == (
        "1.answers.toml",
        "not counted: there is a newer one (a sheet of the same person)",
    )


def test_an_unread_sheet_of_another_round_hides_nobody_here() -> None:
    asked = rubric()
    here = [(asked, SheetFile("a.answers.toml", sheet("staff", {"a": 1}, share=True)))]
    other = group_into_rounds(here, [Unread("team", "another", "staff")]).rounds[0]
    same = group_into_rounds(here, [Unread("team", "r", "staff")]).rounds[0]
    assert (other.voices["staff"].shown_by, same.voices["staff"].shown_by) == ("consent", None)


# Plans.

ASKED = rubric(
    practice("a", "x", steps=[{"to": 2, "action": "Go on.", "measure": "It went on."}], hard_question="Who says so?"),
    practice("b", "x"),
    practice("c", "x"),
    stages=[
        {"id": "s0", "name": "Zero", "needs": {}},
        {"id": "s1", "name": "First", "needs": {"x": 1}},
        {"id": "s2", "name": "Second", "needs": {"x": 2, "a": 2}},
    ],
)


def drafted(levels: dict[str, Any], *private: Any, **more: Any) -> dict[str, Action]:
    result = score_round(settled(ASKED, sheet(levels=levels, **more), *private))
    return {each.id: each for each in draft_plan(result, on=DAY).actions}


def test_a_step_up_says_what_to_do_how_it_is_seen_and_what_to_ask() -> None:
    a = drafted({"a": 1, "b": 1, "c": 1})["a-2"]
    assert (a.action, a.measure, a.hard_question) == ("Go on.", "It went on.", "Who says so?")
    assert (a.practice, a.from_level, a.to_level, a.due) == ("a", 1, 2, DAY + WEEKS)


def test_a_plan_has_five_actions_two_of_a_dimension_first() -> None:
    every = rubric(*(practice(f"{dimension}{place}", dimension) for dimension in "xyz" for place in range(3)))
    result = score_round(settled(every, sheet(levels={each.id: 1 for each in every.practices})))
    assert [each.id for each in draft_plan(result, on=DAY).actions] == ["x0-2", "x1-2", "y0-2", "y1-2", "z0-2"]
    assert len(draft_plan(result, on=DAY, actions=None).actions) == 9


def test_a_find_out_says_how_and_asks_what_stays_true() -> None:
    found = drafted({"a": DK, "b": 2, "c": 2})["find-out"]
    assert (found.action, found.measure, found.hard_question) == (
        "Find out together, in one meeting, what is not known yet. Agree a level for each.",
        "Staff and people with lived experience can name a level for each, and say what shows it.",
        "Who would know, and why has nobody asked them yet?",
    )
    assert found.practices == ("a",)
    assert found.practice is None


def test_a_talk_names_the_practice_and_how_it_is_seen() -> None:
    # The meeting said the top level, and members the lowest: more than one level above one view.
    talk = drafted(dict.fromkeys("abc", 3), sheet(MEMBERS, {"a": 0}, share=True))["a-talk"]
    assert (talk.action, talk.measure) == (
        "Talk about “Title of a” together: one side stands well below the level that you agreed.",
        "Staff and people with lived experience give the same level, and can say why.",
    )
    assert (talk.practice, talk.to_level) == ("a", None)


def test_a_practice_at_the_level_that_the_next_stage_needs_is_not_asked_for_by_it() -> None:
    # "Second" needs a at 2, and x at 2. With a at 2 it is b and c, at 1, that keep x below: a is there already.
    found = drafted({"a": 2, "b": 1, "c": 1})
    assert {ident: "Second" in each.because for ident, each in found.items()} == {
        "b-2": True,
        "c-2": True,
        "a-3": False,
    }
    # One below: now a is needed too.
    assert "Second" in drafted({"a": 1, "b": 2, "c": 2})["a-2"].because


def test_where_voices_differ_and_it_is_known_the_reason_is_that_they_differ() -> None:
    private = [sheet("staff", {"b": 3}, share=True), sheet(MEMBERS, {"b": 1}, share=True)]
    found = draft_plan(score_round(settled(rubric(), sheet(levels={"a": 2, "b": 2, "c": 2}), *private)), on=DAY).actions
    (because,) = (each.because for each in found if each.practice == "b")
    assert (
        because == "Staff and people with lived experience see this differently, or the agreed level is above one view."
    )


def test_what_is_not_known_and_is_seen_differently_says_both() -> None:
    private = [sheet("staff", {"a": 3}, share=True), sheet(MEMBERS, {"a": 0}, share=True)]
    plan = draft_plan(score_round(settled(rubric(), sheet(levels={"a": DK, "b": 2, "c": 2}), *private)), on=DAY)
    (because,) = (each.because for each in plan.actions if each.id == "find-out")
    assert because == "It is not known yet, and staff and people with lived experience see some of it differently."


def test_what_nobody_knows_says_that_it_is_not_known() -> None:
    plan = draft_plan(score_round(settled(rubric(), sheet(levels={"a": DK, "b": 2, "c": 2}))), on=DAY)
    (because,) = (each.because for each in plan.actions if each.id == "find-out")
    assert because == "It is not known yet: someone who was heard could not say, or nobody answered."


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ({"staff": 0, MEMBERS: 0}, "Nobody said who was there, so this may be one side's view."),
        ({"staff": 3, MEMBERS: 0}, "So far this is mostly one side's view."),
    ],
)
def test_a_view_that_is_not_of_both_sides_says_whether_it_is_known_whose(people: dict[str, int], words: str) -> None:
    result = score_round(settled(rubric(), sheet(levels={"a": 1, "b": 1, "c": 1}, people=people)))
    assert not_both_sides(result) == words


# A plan over which the command is run again.


def test_a_plan_as_it_stands_says_what_is_written_in_it_and_no_more() -> None:
    written = {"format": "coprod-plan/1", "rubric": "small", "team": "Team", "actions": [{"action": "Do it."}]}
    plan, problems = read_plan(written)
    assert plan is not None, problems
    assert as_it_stands(plan) == written


def result_of(levels: dict[str, Any]) -> Any:
    return score_round(settled(rubric(), sheet(levels=levels)))


BEFORE, NOW = {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 0}


def test_a_follow_up_date_that_the_tool_chose_moves_with_new_answers_before_it_has_passed() -> None:
    old = draft_plan(result_of(BEFORE), on=DAY)
    assert old.follow_up_on == DAY + WEEKS
    later = DAY + dt.timedelta(days=10)
    found = refresh_plan(old, result_of(NOW), on=later, limit=5)
    assert found.plan.follow_up_on == later + WEEKS


@pytest.mark.parametrize(("days", "moves"), [(0, False), (1, True)])
def test_a_follow_up_date_that_the_team_chose_moves_on_the_day_after_it(days: int, moves: bool) -> None:
    chosen = DAY + dt.timedelta(days=20)
    old = draft_plan(result_of(BEFORE), on=DAY).model_copy(update={"follow_up_on": chosen})
    on = chosen + dt.timedelta(days=days)
    found = refresh_plan(old, result_of(NOW), on=on, limit=5)
    assert found.plan.follow_up_on == (on + WEEKS if moves else chosen)


def test_an_action_of_the_teams_own_with_a_number_in_its_id_gets_no_reason_of_ours() -> None:
    old = draft_plan(result_of(BEFORE), on=DAY)
    own = Action.model_validate({"id": "bus-2", "action": "Hire a bus."})
    old = old.model_copy(update={"actions": (*old.actions, own)})
    found = refresh_plan(old, result_of(NOW), on=DAY, limit=5)
    assert {each.id: each.because for each in found.plan.actions}["bus-2"] == ""
    assert len(old.actions) - 1 not in found.actions


def test_what_changes_is_named_as_it_stands_in_a_plan() -> None:
    old = draft_plan(result_of(BEFORE), on=DAY)
    found = refresh_plan(old, result_of(NOW), on=DAY + dt.timedelta(days=10), limit=5)
    assert set(found.parts) <= set(Plan.model_fields)
    assert found.parts["made_on"] == DAY + dt.timedelta(days=10)
    assert found.parts["offered"] == list(found.plan.offered)
    lines = {key for changed in found.actions.values() for key in changed}
    assert lines <= set(Action.model_fields)
    assert {str(key): each for key, each in found.plan.practices.items()}["c"] == PlannedPractice(level=0)


@pytest.mark.parametrize(
    ("ident", "status", "view", "stale"),
    [
        ("other-voice", "to-do", "unknown", True),
        ("other-voice-again", "doing", "unknown", True),
        ("other-voice", "done", "unknown", False),
        ("other-voice", "to-do", "staff-only", False),
        ("mine", "to-do", "unknown", False),
    ],
)
def test_only_an_open_action_of_ours_asks_for_another_side(ident: str, status: str, view: str, stale: bool) -> None:
    other = {each: {"action": f"Ask ({each})."} for each in ("staff-only", "lived-experience-only", "unknown")}
    said = sheet("staff", {"a": 1, "b": 1, "c": 1}, share=True)
    result = score_round(settled(rubric(other_voice=other), said))
    action = Action.model_validate({"id": ident, "action": f"Ask ({view}).", "status": status})
    assert of_another_view(action, result) is stale


# Plans compared.


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.0.0", "1.0.0", True),
        ("1.0.0", "1.0.7", True),
        ("1.0.0", "1.1.0", False),
        (None, None, True),
        (None, "1.0.0", False),
        ("1.0.0", None, False),
    ],
)
def test_a_version_that_is_not_said_is_the_same_only_as_one_that_is_not_said(
    one: str | None, other: str | None, same: bool
) -> None:
    plan = draft_plan(result_of(BEFORE), on=DAY)
    first, second = (plan.model_copy(update={"rubric_version": each}) for each in (one, other))
    assert same_questions(first, second) is same


@pytest.mark.parametrize(
    ("more", "same"),
    [({}, True), ({"id": "b"}, True), ({"action": " Do\n it. "}, True), ({"action": "Do more."}, False),
     ({"notes": "N."}, False), ({"owner": "Jo"}, False), ({"due": DAY}, False)],
)  # fmt: skip
def test_two_actions_mean_the_same_whatever_they_are_called_and_however_they_are_spaced(
    more: dict[str, Any], same: bool
) -> None:
    one = Action.model_validate({"id": "a", "action": "Do it."})
    other = Action.model_validate({"id": "a", "action": "Do it.", **more})
    assert same_meaning(one, other) is same
    assert same_meaning(other, one) is same


def test_what_was_edited_without_a_change_is_named_and_nothing_else() -> None:
    plan = draft_plan(result_of({"a": 1, "b": 1, "c": 1}), on=DAY)
    first, *others = plan.actions
    noted = plan.model_copy(update={"actions": (first.model_copy(update={"notes": "Ask Jo."}), *others)})
    assert diff_plans(plan, noted, today=DAY).edited == (key_of(first),)
    assert diff_plans(plan, plan, today=DAY).edited == ()


# Intervals.


def test_the_ends_of_an_interval_are_exact_where_nobody_or_everybody_said_so() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0
    # Newcombe (1998), table I: 1 of 29.
    assert [round(end, 4) for end in wilson(1, 29)] == [0.0061, 0.1718]


@pytest.mark.parametrize(
    ("x", "n", "ends"),
    # Newcombe (1998), table I: 0.2553 to 0.3662, 0.0624 to 0.1605, 0 to 0.1611, 0.0061 to 0.1718.
    [(81, 263, (26, 37)), (15, 148, (6, 16)), (0, 20, (0, 16)), (1, 29, (1, 17))],
)
def test_an_interval_in_hundredths_is_rounded_at_both_ends(x: int, n: int, ends: tuple[int, int]) -> None:
    assert wilson_in_hundredths(x, n) == ends
