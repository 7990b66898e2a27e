"""Where the plans of many teams stand, and which plan of a team it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.rules.coaching.plan_overview import PlanFile, PlanStand, plans_by_team, stand_of

TODAY = dt.date(2026, 11, 24)
OWNED = {"staff_owner": "Ann", "lived_experience_owner": "Jo", "due": "2027-01-17"}


def plan(*actions: dict[str, Any], **more: Any) -> Plan:
    listed = [{"action": f"Act {place}.", "id": f"a{place}", **OWNED, **each} for place, each in enumerate(actions)]
    made, problems = read_plan({"format": "coprod-plan/1", "rubric": "r", "team": "T", "actions": listed, **more})
    assert made is not None, problems
    return made


NO_OWNER = {"staff_owner": " ", "lived_experience_owner": ""}
REACHED = {"practice": "p", "from_level": 0, "to_level": 1}
STANDS: dict[str, tuple[Plan, PlanStand]] = {
    "an empty plan": (plan(), PlanStand(0, 0, 0, 0, None, 0)),
    "in good order": (plan({}), PlanStand(1, 0, 0, 0, dt.date(2027, 1, 17), 0)),
    "due today": (plan({"due": "2026-11-24"}), PlanStand(1, 0, 0, 0, TODAY, 0)),
    "overdue": (plan({"due": "2026-11-23"}), PlanStand(1, 1, 0, 0, None, 1)),
    "nobody owns it": (plan(NO_OWNER), PlanStand(1, 0, 1, 0, dt.date(2027, 1, 17), 1)),
    "staff alone own it": (
        plan({"lived_experience_owner": ""}),
        PlanStand(1, 0, 0, 0, dt.date(2027, 1, 17), 1),
    ),
    "ended": (plan({"status": "done", "evidence": "x"} | NO_OWNER), PlanStand(0, 0, 0, 0, None, 0)),
    "looks done": (
        plan(REACHED, practices={"p": {"level": 1}}),
        PlanStand(1, 0, 0, 1, dt.date(2027, 1, 17), 0),
    ),
    "to be looked at sooner": (plan({}, follow_up_on="2026-12-01"), PlanStand(1, 0, 0, 0, dt.date(2026, 12, 1), 0)),
    "that day has passed": (plan(follow_up_on="2026-11-01"), PlanStand(0, 0, 0, 0, None, 0)),
}


@pytest.mark.parametrize("name", STANDS)
def test_a_plan_is_told_in_counts(name: str) -> None:
    of, stand = STANDS[name]
    assert stand_of(of, None, today=TODAY) == stand


def test_more_open_actions_than_the_limit_are_something_to_look_at() -> None:
    two = plan({}, {})
    assert [stand_of(two, None, today=TODAY, most_open=most).to_look_at for most in (1, 2)] == [1, 0]


def test_of_each_team_the_plan_made_last_is_taken_and_compared_with_the_one_before() -> None:
    files = [
        PlanFile(plan(team="b", made_on="2026-11-01"), "2"),
        PlanFile(plan(team="B ", made_on="2026-10-01"), "3"),
        PlanFile(plan(team="B"), "1"),
        PlanFile(plan(team="B", rubric="other"), "9"),
        PlanFile(plan(team="a", made_on="2026-10-01"), "y"),
        PlanFile(plan(team="a", made_on="2026-10-01"), "x"),
    ]
    found = plans_by_team(files)
    told = [(each.team, each.now.file, each.before and each.before.file, each.older) for each in found]
    assert told == [("a", "y", "x", ("x",)), ("b", "9", None, ()), ("b", "2", "3", ("3", "1"))]
