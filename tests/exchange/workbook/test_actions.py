"""The sheet *Actions*: every action of a plan, and nothing that may name people but the owners."""

from __future__ import annotations

import datetime as dt

from helpers.make import practice, rubric, sheet
from helpers.workbooks import book_of, opened, parts, records, rows_of

from coprod_check.documents.plan import read_plan
from coprod_check.exchange.workbook.actions import PlannedActions
from coprod_check.exchange.workbook.book import plan_workbook
from coprod_check.pages.names import Names
from coprod_check.pages.next_steps import NONE_OPEN

ASKED = rubric(practice("a"), practice("b"))
PLAN, _ = read_plan({
    "format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "North & sons", "round": "2026-11",
    "practices": {"a": {"level": 2}, "b": {"level": 0}},
    "actions": [
        {"id": "x", "action": "Done already", "status": "done", "done_on": dt.date(2026, 12, 1),
         "evidence": "Ms Secret said so", "notes": "Ask Ms Secret"},
        {"id": "a-2", "practice": "a", "from_level": 1, "to_level": 2, "action": "=Ask them", "measure": "They say so",
         "because": "It is low", "hard_question": "Who decides?", "staff_owner": "Sam",
         "lived_experience_owner": "Ada", "due": dt.date(2027, 1, 17), "status": "doing"},
        {"id": "find-out", "practices": ["a", "b"], "from_level": 0, "to_level": 9, "action": "Find out"},
    ],
})  # fmt: skip


def planned(today: dt.date | None = None) -> PlannedActions:
    assert PLAN is not None
    return PlannedActions(PLAN, Names(ASKED), PLAN.reached, today)


def test_open_actions_come_first_and_say_who_by_when_and_how_to_know() -> None:
    first, second, third = records(plan_workbook(planned()), "Actions")
    assert {heading: value for heading, value in first.items() if value is not None} == {
        "Place": 2, "What we will do": "=Ask them", "About": "Title of a", "How far": "under way",
        "Owner on the staff": "Sam", "Owner with lived experience": "Ada",
        "By when": dt.datetime.fromisoformat("2027-01-17"),
        "How you will know": "They say so", "Reached by the answers": "yes, if you agree", "From level": 1,
        "To level": 2, "Why": "It is low", "A hard question": "Who decides?", "Team": "North & sons",
        "Round": "2026-11",
    }  # fmt: skip
    assert (second["Place"], second["About"], second["By when"]) == (3, "“Title of a” and “Title of b”", None)
    assert (third["Place"], third["How far"], third["Done on"]) == (1, "done", dt.datetime.fromisoformat("2026-12-01"))


def test_notes_and_evidence_stay_in_the_plan() -> None:
    assert "Ms Secret" not in "".join(parts(plan_workbook(planned())).values())


def test_a_level_that_the_questions_do_not_have_is_a_number_all_the_same() -> None:
    assert records(plan_workbook(planned()), "Actions")[1]["To level"] == 9


def test_what_is_overdue_is_said_only_where_a_day_is_named() -> None:
    assert "Days overdue" not in records(plan_workbook(planned()), "Actions")[0]
    late = records(plan_workbook(planned(dt.date(2027, 1, 20))), "Actions")
    assert [row["Days overdue"] for row in late] == [3, None, None]


def test_the_workbook_of_a_report_has_the_same_sheet() -> None:
    raw = book_of((ASKED, [sheet(levels={"a": 2, "b": 0})]), planned=planned())
    assert opened(raw).sheetnames == [
        "Start here", "Teams", "Practices", "Where voices differ", "Actions", "All teams",
    ]  # fmt: skip
    assert records(raw, "Actions") == records(plan_workbook(planned()), "Actions")


def test_each_printed_page_says_whose_plan_it_is_and_no_letter_of_it_is_a_code() -> None:
    assert "&amp;LNorth &amp;&amp; sons · November 2026" in parts(plan_workbook(planned()))["xl/worksheets/sheet1.xml"]


def test_the_same_plan_is_the_same_file_without_its_questions_too() -> None:
    assert plan_workbook(planned()) == plan_workbook(planned())
    assert PLAN is not None
    bare = records(plan_workbook(PlannedActions(PLAN, Names(), PLAN.reached)), "Actions")
    assert [row["About"] for row in bare] == ["a", "“a” and “b”", None]
    assert bare[0]["To level"] == 2


def test_a_plan_without_actions_is_a_table_without_rows() -> None:
    plan, _ = read_plan({"format": "coprod-plan/1", "rubric": "small", "team": "T"})
    assert plan is not None
    rows = rows_of(plan_workbook(PlannedActions(plan, Names(), plan.reached)), "Actions")
    assert set(rows[1]) == {None}
    assert rows[3][0] == NONE_OPEN
