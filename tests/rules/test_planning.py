from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.rules.planning import Reason, candidates, draft_plan, pick_actions
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

DK = "dont-know"
DUE = dt.date(2027, 1, 17)
STEPS = [{"id": "s0", "name": "S0", "needs": {}}, {"id": "s1", "name": "S1", "needs": {"y": 2}}]


def picked(asked: Rubric, *sheets: Sheet, limit: int = 5) -> list[str]:
    return [each.id for each in pick_actions(score_round(settled(asked, *sheets)), due=DUE, limit=limit)]


def reasons(asked: Rubric, *sheets: Sheet) -> dict[str, Reason]:
    return {each.id: each.reason for each in candidates(score_round(settled(asked, *sheets)))}


def test_the_first_reason_that_fits() -> None:
    asked = rubric(
        practice("held", "x"), practice("p", "x"), practice("q", "x"),
        practice("need", "y"), practice("not-asked", "y"),
        practice("gap", "z"), practice("low", "z"), practice("asked", "z"),
        stages=STEPS,
    )  # fmt: skip
    found = reasons(
        asked,
        sheet(levels={"held": 0, "p": 2, "q": 2, "need": 1, "gap": 1, "low": 1, "asked": DK}),
        sheet("staff", {"gap": 2}, share=True),
        sheet(MEMBERS, {"gap": 0}, share=True),
    )
    assert found == {
        "held-1": Reason.HOLDS_BACK,
        "need-2": Reason.NEXT_STAGE,
        "find-out": Reason.NEXT_STAGE,  # for not-asked; for asked alone it would be that nobody knows
        "gap-2": Reason.VOICES_DIFFER,
        "p-3": Reason.LOWEST,
        "q-3": Reason.LOWEST,
        "low-2": Reason.LOWEST,
    }


def test_two_per_dimension_first_and_then_the_others() -> None:
    asked = rubric(*(practice(f"x{i}", "x") for i in range(4)), *(practice(f"y{i}", "y") for i in range(2)))
    levels = {f"x{i}": 0 for i in range(4)} | {"y0": 1, "y1": 1}
    assert picked(asked, sheet(levels=levels)) == ["x0-1", "x1-1", "y0-2", "y1-2", "x2-1"]
    assert picked(asked, sheet(levels=levels), limit=2) == ["x0-1", "x1-1"]
    assert picked(asked, sheet(levels=levels), limit=50)[5:] == ["x3-1"]


def test_a_top_level_far_above_a_voice_is_talked_about_at_its_own_level() -> None:
    asked = rubric()
    agreed = sheet(levels={"a": 3, "b": 3, "c": 3})
    assert picked(asked, agreed) == []
    members = sheet(MEMBERS, {"a": 1, "b": 2}, share=True)
    (talk,) = pick_actions(score_round(settled(asked, agreed, members)), due=DUE)
    assert (talk.id, talk.practice, talk.from_level, talk.to_level) == ("a-talk", "a", None, None)
    assert talk.action == "Talk about “Title of a” together: one side stands well below the level that you agreed."
    # Of one reason the lower level comes first: a step up at 2 before a talk at 3.
    lower = sheet(levels={"a": 3, "b": 2, "c": 3})
    both = sheet(MEMBERS, {"a": 1, "b": 0}, share=True)
    assert picked(asked, lower, both) == ["b-3", "a-talk"]


def found_out(asked: Rubric, *sheets: Sheet) -> list[str]:
    actions = pick_actions(score_round(settled(asked, *sheets)), due=DUE)
    return [str(each) for action in actions if action.id == "find-out" for each in action.practices]


def test_the_example_in_the_docs_on_scoring() -> None:
    circumstances = [{"id": "small", "statement": "We are few.", "practices": ["d"]}]
    members = (practice(name, "recruitment" if name in "abc" else "measurement") for name in "abcde")
    asked = rubric(*members, circumstances=circumstances)
    levels = {"a": 0, "b": 1, "c": DK, "d": 1, "e": 3}
    assert picked(asked, sheet(levels=levels)) == ["find-out", "a-1", "b-2", "d-2"]
    assert picked(asked, sheet(levels=levels, circumstances=["small"])) == ["find-out", "a-1", "d-2", "b-2"]


def test_what_nobody_answered_is_found_out_where_it_decides_something() -> None:
    assert found_out(rubric(), sheet(levels={"a": 3, "b": 3})) == ["c"]
    assert found_out(rubric(), sheet(levels={"a": 3})) == []
    assert found_out(rubric(), sheet(levels={"a": DK})) == ["a"]


def test_what_the_next_stage_needs_is_found_out_although_its_dimension_is_not_scored() -> None:
    asked = rubric(
        practice("a", "x"), practice("b", "y"), practice("c", "y"), practice("d", "y", core=False), practice("e", "z"),
        stages=[{"id": "s0", "name": "S0"}, {"id": "s1", "name": "S1", "needs": {"x": 1}},
                {"id": "s2", "name": "S2", "needs": {"y": 1}}],
    )  # fmt: skip
    assert found_out(asked, sheet(levels={"a": 1})) == ["b", "c"]
    # Without a core practice that applies, all that applies decides.
    away = {"b": "not-applicable", "c": "not-applicable"}
    assert found_out(asked, sheet(levels={"a": 1, **away})) == ["d"]


def test_there_is_one_find_out_and_it_names_no_practice() -> None:
    asked = rubric(practice("a", "x"), practice("b", "y"), practice("c", "z"))
    actions = pick_actions(score_round(settled(asked, sheet(levels={"a": 1, "b": DK, "c": DK}))), due=DUE)
    assert [each.id for each in actions] == ["find-out", "a-2"]
    out = actions[0]
    assert (out.practice, out.practices, out.from_level, out.to_level) == (None, ("b", "c"), None, None)
    told = out.action + out.measure + out.because + out.hard_question
    assert not any(f"Title of {each}" in told for each in "abc")
    assert out.hard_question


def test_a_find_out_fits_any_dimension_in_the_first_pass() -> None:
    needs = [{"id": "s0", "name": "S0"}, {"id": "s1", "name": "S1", "needs": {"x": 2}}]
    asked = rubric(*(practice(f"x{i}", "x") for i in range(4)), practice("z", "y"), stages=needs)
    # All of x is for the next stage, by level: x0 and x1 at 0, what is not known (x2) at 0, x3 at 1.
    levels = {"x0": 0, "x1": 0, "x2": DK, "x3": 1, "z": 2}
    assert picked(asked, sheet(levels=levels)) == ["x0-1", "x1-1", "find-out", "z-3", "x3-2"]


def test_of_equals_what_is_true_of_the_project_comes_first() -> None:
    circumstances = [{"id": "small", "statement": "We are few.", "practices": ["c"]}]
    asked = rubric(practice("a", "x"), practice("b", "y"), practice("c", "z"), circumstances=circumstances)
    levels = {"a": 1, "b": 1, "c": 1}
    assert picked(asked, sheet(levels=levels)) == ["a-2", "b-2", "c-2"]
    assert picked(asked, sheet(levels=levels, circumstances=["small"])) == ["c-2", "a-2", "b-2"]
    # Never before a lower level, and a find-out is named by none.
    assert picked(asked, sheet(levels={**levels, "a": 0}, circumstances=["small"])) == ["a-1", "c-2", "b-2"]
    assert picked(asked, sheet(levels={**levels, "c": DK}, circumstances=["small"])) == ["find-out", "a-2", "b-2"]


OTHER = {
    view: {"action": f"Ask ({view}).", "measure": "They came.", "hard_question": "Who?"}
    for view in ("staff-only", "lived-experience-only", "unknown")
}


@pytest.mark.parametrize(
    ("people", "staff", "members", "action"),
    [
        ({"staff": 2}, {}, {}, "Ask (staff-only)."),
        ({MEMBERS: 2}, {}, {}, "Ask (lived-experience-only)."),
        ({}, {}, {}, "Ask (unknown)."),
        ({"staff": 2, MEMBERS: 2}, {}, {}, None),
        # Both were heard, and most practices were answered by one side: the side with more of them.
        (None, {"a": 1, "b": 1, "c": 1}, {"a": 1}, "Ask (staff-only)."),
        (None, {"a": 1}, {"a": 1, "b": 1, "c": 1}, "Ask (lived-experience-only)."),
        (None, {"a": 1}, {"b": 1}, "Ask (staff-only)."),  # a tie is staff's
    ],
)
def test_a_one_sided_result_asks_the_others_first(
    people: dict[str, int] | None, staff: dict[str, int], members: dict[str, int], action: str | None
) -> None:
    asked = rubric(other_voice=OTHER)
    sheets = [sheet(levels={"a": 1, "b": 1, "c": 1}, people=people)] if people is not None else []
    sheets += [sheet("staff", staff, share=True)] if staff else []
    sheets += [sheet(MEMBERS, members, share=True)] if members else []
    plan = draft_plan(score_round(settled(asked, *sheets)), on=DAY)
    first = plan.actions[0]
    assert (first.action if first.id == "other-voice" else None) == action
    if action:
        assert (first.practice, first.from_level, first.to_level) == (None, None, None)
    assert len(plan.actions) <= 5


def test_the_others_are_asked_too_where_nobody_could_give_a_level() -> None:
    asked = rubric(other_voice=OTHER)
    result = score_round(settled(asked, sheet("staff", {"a": DK, "b": DK, "c": DK}, share=True)))
    assert not result.one_sided or result.view == "staff-only"
    assert [each.id for each in pick_actions(result, due=DUE)] == ["other-voice", "find-out"]


def test_hearing_the_others_counts_towards_the_number_of_actions() -> None:
    asked = rubric(other_voice=OTHER)
    sheets = [sheet("staff", {"a": 1, "b": 1, "c": 1}, share=True)]
    assert picked(asked, *sheets, limit=2) == ["other-voice", "a-2"]


def test_without_a_step_the_words_of_the_level_are_the_action() -> None:
    asked = rubric(practice("a", steps=[{"to": 1, "action": "Begin.", "measure": "It began."}]), practice("b"))
    actions = pick_actions(score_round(settled(asked, sheet(levels={"a": 0, "b": 1}))), due=DUE)
    assert [(each.action, each.measure, each.from_level, each.to_level) for each in actions] == [
        ("Begin.", "It began.", 0, 1),
        ("Much.", "", 1, 2),
    ]


def test_a_plan_holds_what_was_measured() -> None:
    asked = rubric(practice("a", "x"), practice("b", "x"), practice("c", "y"), stages=STEPS)
    plan: Any = draft_plan(
        score_round(
            settled(
                asked,
                sheet(levels={"a": {"level": 2, "evidence": "Minutes."}, "b": DK}),
                sheet("staff", {"a": 3}, share=True),
            )
        ),
        on=DAY,
    )
    assert plan.follow_up_on == DUE
    assert plan.offered == tuple(each.id for each in plan.actions) != ()
    assert (plan.view, plan.stage, plan.people.staff) == ("together", None, 2)
    assert plan.dimensions["x"].model_dump() == {
        "level": 1, "score": 2.0, "rated": 1, "applicable": 2, "held_back_by": (), "not_known": ("b",),
    }  # fmt: skip
    assert plan.practices["a"].model_dump() == {
        "level": 2, "status": None, "staff": 3, "lived_experience": None, "evidence": True,
    }  # fmt: skip
    assert plan.practices["b"].status == DK
    assert plan.practices["c"].status == "unanswered"


def test_a_sides_level_is_also_that_of_a_meeting_of_that_side_alone() -> None:
    plan: Any = draft_plan(score_round(settled(rubric(), sheet(levels={"a": 2}, people={"staff": 3}))), on=DAY)
    assert (plan.practices["a"].staff, plan.practices["a"].lived_experience) == (2, None)


def test_because_never_quotes_one_voice() -> None:
    asked = rubric(practice("a"), practice("b"), practice("c"))
    agreed, members = sheet(levels={"a": 3, "b": 3, "c": 3}), sheet(MEMBERS, {"a": 0}, share=True)
    because = pick_actions(score_round(settled(asked, agreed, members)), due=DUE)[0].because
    assert "0" not in because
    assert "None of it" not in because


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.integers(0, 3) | st.just(DK), min_size=6, max_size=6), st.integers(1, 8))
def test_every_plan_keeps_the_limits(levels: list[Any], limit: int) -> None:
    asked = rubric(*(practice(f"p{i}", "xyz"[i // 2]) for i in range(6)))
    said = {f"p{i}": level for i, level in enumerate(levels) if level is not None}
    if not said:
        return
    result = score_round(settled(asked, sheet(levels=said)))
    actions = pick_actions(result, due=DUE, limit=limit)
    assert actions == pick_actions(result, due=DUE, limit=limit)
    assert len(actions) == min(limit, len(candidates(result)))
    assert len({each.id for each in actions}) == len(actions)


def test_a_round_of_very_many_sheets_has_a_plan_that_can_be_read_again() -> None:
    """A meeting counts 10,000 people of a side at most; there may be more sheets than that."""
    result = score_round(settled(rubric(), sheet("staff", {"a": 1}, share=True)))
    plan = draft_plan(replace(result, people={"staff": 26_000, "lived-experience": 0}), on=DAY)
    assert plan.people.staff == 26_000
