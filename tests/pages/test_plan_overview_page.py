"""Where the plans of many teams stand, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.pages.blocks import Bullets, Page, Para
from coprod_check.pages.coaching.plan_overview import (
    NOTHING_TO_LOOK_AT,
    WHAT_LOOKS_DONE,
    OverviewLine,
    overview_page,
)
from coprod_check.pages.names import Names
from coprod_check.pages.table import Table
from coprod_check.rules.coaching.plan_changes import diff_plans
from coprod_check.rules.coaching.plan_overview import stand_of

TODAY = dt.date(2026, 11, 24)


def plan(**more: Any) -> Plan:
    made, problems = read_plan({"format": "coprod-plan/1", "rubric": "r", "team": "T", **more})
    assert made is not None, problems
    return made


def action(ident: str, **more: Any) -> dict[str, Any]:
    return {"id": ident, "action": f"{ident}.", "staff_owner": "A", "lived_experience_owner": "B", **more}


def line(now: Plan, before: Plan | None = None) -> OverviewLine:
    diff = None if before is None else diff_plans(before, now, today=TODAY)
    return OverviewLine(now, stand_of(now, None, today=TODAY), Names(), diff)


def parts(page: Page) -> list[Any]:
    return [block for each in page.sections for block in each.blocks]


def test_one_line_tells_how_a_plan_stands() -> None:
    reached = action("x", practice="p", to_level=1, due="2027-01-17")
    now = plan(team="A", stage="s", practices={"p": {"level": 1}}, actions=[reached])
    page = overview_page([line(now), line(plan(team="B"))], today=TODAY)
    assert page.heading.text == "2 plans on 24 November 2026"
    lead, table, note = parts(page)
    assert (lead, note) == (Para(NOTHING_TO_LOOK_AT), Para(WHAT_LOOKS_DONE, "soft"))
    assert isinstance(table, Table)
    assert table.header == ("Team", "Stage", "Open", "Overdue", "No owner", "Looks done", "Next date")
    assert table.rows == (("A", "s", "1", "0", "0", "1", "17 Jan 2027"), ("B", "not known", "0", "0", "0", "0", "none"))


def leads(*plans: Plan) -> str:
    lead = parts(overview_page([line(each) for each in plans], today=TODAY))[0]
    assert isinstance(lead, Para)
    return lead.text


def test_the_lead_counts_the_plans_with_something_to_look_at() -> None:
    late, fine = plan(actions=[action("x")]), plan()
    assert leads(late) == "There is something to look at in it."
    assert leads(late, fine, late) == "There is something to look at in 2 of them."
    assert leads(late, late) == "There is something to look at in each of them."


def test_plans_of_several_sets_of_questions_are_told_apart() -> None:
    table = parts(overview_page([line(plan()), line(plan(rubric="s"))], today=TODAY))[1]
    assert [row[1] for row in table.rows] == ["r", "s"]


SINCE: list[tuple[Plan | None, Plan, str]] = [
    (None, plan(), "there is no plan of before to compare it with"),
    (plan(), plan(), "nothing has changed"),
    (plan(practices={"p": {"level": 1}}), plan(practices={"p": {"level": 2}}), "other changes"),
    (plan(), plan(stage="s"), "the stage is “s”, was not known"),
    (
        plan(stage="s", actions=[action("x")]),
        plan(actions=[action("y")]),
        "the stage is not known, was “s”; 1 new, 1 dropped",
    ),
    (plan(stage="s", rubric_version="1.0.0"), plan(rubric_version="2.0.0"), "other changes"),
    (
        plan(
            actions=[
                action("a"),
                action("b"),
                action("c"),
                action("d", due="2026-11-01"),
                action("e", due="2026-11-01"),
            ]
        ),
        plan(
            actions=[
                action("a", status="done"),
                action("b", status="doing"),
                action("c", status="blocked"),
                action("d", due="2026-11-01"),
                action("e", due="2026-12-01", status="doing"),
            ]
        ),
        "1 done, 2 started, 1 blocked, 1 moved later, 1 stuck",
    ),
]


def test_what_changed_since_last_time_is_told_in_counts() -> None:
    page = overview_page([line(now, before) for before, now, _ in SINCE], today=TODAY, compared=True)
    told = page.sections[-1]
    assert told.title == "Since last time"
    assert told.blocks == (Bullets(tuple(f"T: {said}." for _, _, said in SINCE), named=True),)


def test_of_several_teams_without_a_plan_of_before_it_is_said_once() -> None:
    alone = [line(plan(team=team)) for team in "AB"]
    said = Para("There is no plan of before to compare with of A and B.")
    assert overview_page(alone, today=TODAY, compared=True).sections[-1].blocks == (said,)
    more = [*alone, line(plan(team="C"), plan(team="C"))]
    changed = Bullets(("C: nothing has changed.",), named=True)
    assert overview_page(more, today=TODAY, compared=True).sections[-1].blocks == (changed, said)
