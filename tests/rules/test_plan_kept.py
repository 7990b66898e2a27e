"""Which lines a refresh may change, worked out by hand from contract section 4.2."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from coprod_check.documents.plan import Action, Plan
from coprod_check.rules.plan_kept import refresh_may_change

if TYPE_CHECKING:
    from coprod_check.documents.kept import Spot

MADE = dt.date(2026, 11, 22)
LATER = dt.date(2027, 1, 10)
ACTIONS = (
    Action(action="One.", id="a-2"),
    Action(action="Two.", id="find-out", status="blocked"),
    Action(action="Three.", id="find-out-again", status="doing"),
    Action(action="Four.", id="find-out-again-2", status="done"),
    Action(action="Five.", status="dropped"),
)


def plan(**more: Any) -> Plan:
    said = {"format": "coprod-plan/1", "rubric": "small", "team": "Team", "made_on": MADE, "actions": ACTIONS, **more}
    return Plan.model_validate(said)


def may(spot: Spot, old: Plan | None = None, **now: Any) -> bool:
    return refresh_may_change(old or plan(), plan(**{"made_on": LATER, **now}))(spot)


@pytest.mark.parametrize(
    "key", ["rubric_version", "round", "view", "stage", "people", "practices", "made_on", "offered"]
)
def test_what_is_measured_is_refreshed(key: str) -> None:
    assert may((key,))


@pytest.mark.parametrize("spot", [("format",), ("rubric",), ("team",), ("follow_up_on",), ("actions",), ("actions", 0)])
def test_the_rest_stays(spot: Spot) -> None:
    assert not may(spot)


@pytest.mark.parametrize(
    "key", ["id", "action", "notes", "due", "status", "evidence", "done_on", "cost", "staff_owner", "practice"]
)
def test_in_an_action_all_is_peoples_but_two_lines(key: str) -> None:
    assert not any(may(("actions", place, key)) for place in range(5))
    assert not may(("actions", 0, key, "because"))


def test_why_is_told_anew_of_open_actions_alone() -> None:
    assert [may(("actions", place, "because")) for place in range(5)] == [True, True, True, False, False]
    assert not may(("actions", 0, "because", "x"))


def test_what_there_is_to_find_out_is_told_anew_of_open_ones_alone() -> None:
    assert [may(("actions", place, "practices")) for place in range(5)] == [False, True, True, False, False]


def test_a_team_gets_a_new_name_and_no_new_spelling() -> None:
    assert may(("team",), team="Other")
    assert not may(("team",), team=" TEAM ")


WEEKS = dt.timedelta(weeks=8)


@pytest.mark.parametrize(
    ("was", "now", "moves"),
    [
        (MADE + WEEKS, LATER + WEEKS, True),  # as we set it
        (MADE, LATER + WEEKS, True),  # has passed
        (LATER, LATER + WEEKS, False),  # is today
        (dt.date(2027, 5, 1), LATER + WEEKS, False),  # the team's own
        (MADE + WEEKS, LATER, False),  # not where it goes by the contract
        (None, LATER + WEEKS, False),
    ],
)
def test_the_date_moves_where_it_was_ours_or_has_passed(was: dt.date | None, now: dt.date, moves: bool) -> None:
    assert may(("follow_up_on",), plan(follow_up_on=was), follow_up_on=now) is moves


def test_without_a_day_on_which_a_plan_was_made_only_a_date_that_has_passed_moves() -> None:
    was = plan(made_on=None, follow_up_on=MADE)
    assert may(("follow_up_on",), was, follow_up_on=LATER + WEEKS)
    assert not may(("follow_up_on",), was, made_on=None, follow_up_on=LATER + WEEKS)
    assert not may(("follow_up_on",), plan(made_on=None, follow_up_on=LATER + WEEKS), follow_up_on=LATER + WEEKS)
