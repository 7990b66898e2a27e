from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.plan import Action, Plan, read_plan
from coprod_check.rules.planning import Reason, added_actions, candidates, draft_plan, pick_actions
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
    return {each.practice.id: each.reason for each in candidates(score_round(settled(asked, *sheets)))}


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
        "held": Reason.HOLDS_BACK,
        "need": Reason.NEXT_STAGE,
        "not-asked": Reason.NEXT_STAGE,  # a find-out counts as level 0
        "gap": Reason.VOICES_DIFFER,
        "asked": Reason.NOBODY_KNOWS,
        "p": Reason.LOWEST,
        "q": Reason.LOWEST,
        "low": Reason.LOWEST,
    }


def test_two_per_dimension_first_and_then_the_others() -> None:
    asked = rubric(*(practice(f"x{i}", "x") for i in range(4)), *(practice(f"y{i}", "y") for i in range(2)))
    levels = {f"x{i}": 0 for i in range(4)} | {"y0": 1, "y1": 1}
    assert picked(asked, sheet(levels=levels)) == ["x0-1", "x1-1", "y0-2", "y1-2", "x2-1"]
    assert picked(asked, sheet(levels=levels), limit=2) == ["x0-1", "x1-1"]
    assert picked(asked, sheet(levels=levels), limit=0) == []


def test_a_top_level_far_above_a_voice_is_found_out() -> None:
    asked = rubric()
    agreed = sheet(levels={"a": 3, "b": 3, "c": 3})
    assert picked(asked, agreed) == []
    assert picked(asked, agreed, sheet(MEMBERS, {"a": 1, "b": 2}, share=True)) == ["a-find-out"]


def test_what_nobody_answered_is_found_out_only_in_a_scored_dimension() -> None:
    assert picked(rubric(), sheet(levels={"a": 3, "b": 3})) == ["c-find-out"]
    assert picked(rubric(), sheet(levels={"a": 3})) == []
    assert picked(rubric(), sheet(levels={"a": DK})) == ["a-find-out"]


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
    assert (plan.view, plan.stage, plan.people.staff) == ("together", None, 2)
    assert plan.dimensions["x"].model_dump() == {
        "level": 1, "score": 2.0, "rated": 1, "applicable": 2, "held_back_by": (), "not_known": ("b",),
    }  # fmt: skip
    assert plan.practices["a"].model_dump() == {
        "level": 2, "status": None, "staff": 3, "lived_experience": None, "evidence": True,
    }  # fmt: skip
    assert plan.practices["b"].status == DK
    assert plan.practices["c"].status == "unanswered"


def test_because_never_quotes_one_voice() -> None:
    asked = rubric(practice("a"), practice("b"), practice("c"))
    agreed, members = sheet(levels={"a": 3, "b": 3, "c": 3}), sheet(MEMBERS, {"a": 0}, share=True)
    because = pick_actions(score_round(settled(asked, agreed, members)), due=DUE)[0].because
    assert "0" not in because
    assert "None of it" not in because


# 4.2 Running it again.


def action(ident: str, status: str = "to-do") -> Action:
    return Action.model_validate({"id": ident, "action": "Do it.", "status": status})


def plan_of(*actions: Action) -> Plan:
    data: dict[str, Any] = {
        "format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0",
        "team": "Team", "round": "r", "made_on": DAY,
    }  # fmt: skip
    return Plan.model_validate({**data, "actions": actions})


@pytest.mark.parametrize(
    ("there", "added"),
    [
        ([], ["n1", "n2", "n3", "n4", "n5"]),
        ([action("own"), action("n2")], ["n1", "n3", "n4"]),
        ([action("own", "dropped"), action("n1", "done")], ["n1-again", "n2", "n3", "n4", "n5"]),
        ([action("n1", "done"), action("n1-again", "dropped")], ["n1-again-2", "n2", "n3", "n4", "n5"]),
        ([action("n1", "done"), action("n1-again", "doing")], ["n2", "n3", "n4", "n5"]),
        ([action(f"own{i}") for i in range(7)], []),
    ],
)
def test_new_actions_fill_up_the_open_ones(there: list[Action], added: list[str]) -> None:
    new = plan_of(*(action(f"n{i}") for i in range(1, 6)))
    assert [each.id for each in added_actions(plan_of(*there), new, 5)] == added


def test_a_duplicate_id_in_a_plan_is_a_problem() -> None:
    data = plan_of(action("x"), action("y")).model_dump(exclude_none=True, by_alias=True)
    data["actions"] = [*data["actions"], {"id": "x", "action": "Other."}, {"action": "Own, without id."}]
    plan, problems = read_plan(data)
    assert plan is None
    assert [str(each) for each in problems] == [
        "actions[2].id: 'x' is already the id of actions[0]; give it another id"
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.integers(0, 3) | st.just(DK), min_size=6, max_size=6), st.integers(0, 8))
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
