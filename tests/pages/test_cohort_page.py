"""The page of many teams: counts of teams, never a rank."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.blocks import Figure, Heading, Report
from coprod_check.pages.cohort_page import cohort_page
from coprod_check.pages.figures import teams_at_each_level, teams_at_each_stage
from coprod_check.pages.table import Table
from coprod_check.rules.cohort import Cohort, cohorts_of
from coprod_check.rules.cohort_highlights import highest_practices
from coprod_check.rules.scoring import score_round

ASKED = rubric(
    practice("a", steps=[{"to": 1, "action": "Begin with a."}]),
    practice("b", "e"),
    stages=[
        {"id": "start", "name": "Start", "needs": {}},
        {"id": "some", "name": "Some", "needs": {"d": 1}},
        {"id": "more", "name": "More", "needs": {"d": 2, "e": 2}},
    ],
)


def cohort(*teams: tuple[str, dict[str, Any]], **more: Any) -> Cohort:
    results = [score_round(settled(ASKED, sheet(levels=levels, team=team, **more))) for team, levels in teams]
    return cohorts_of(results)["small"]


THREE = (("Beta", {"a": 2, "b": 3}), ("alpha", {"a": 0, "b": 0}), ("Gamma", {"a": 0, "b": 1}))


def tables(page: Report) -> dict[str, Table]:
    return {
        each.caption: each
        for each in (b.table if isinstance(b, Figure) else b for b in page)
        if isinstance(each, Table)
    }


def headings(page: Report, depth: int) -> list[str]:
    return [block.text for block in page if isinstance(block, Heading) and block.depth == depth]


def test_the_page_of_three_teams_has_its_parts_in_order() -> None:
    page = cohort_page(cohort(*THREE))
    assert headings(page, 1) == ["How far along: 3 teams"]
    assert headings(page, 2) == [
        "At a glance",
        "How many teams have reached each stage",
        "How many teams are at each level",
        "Practice by practice",
        "The teams, by name",
        "How the numbers were made",
        "What these numbers are not",
    ]
    assert headings(page, 3)[:5] == [
        "Who counts",
        "Where the two voices differ in most teams",
        "Where teams are furthest along",
        "What to talk about",
        "What could help them on",
    ]


def test_teams_stand_by_name_whatever_their_level() -> None:
    found = cohort(*THREE, ("Aardvark", {"a": "dont-know"}), ("Bee", {"a": 1, "b": "dont-know"}))
    rows = tables(cohort_page(found))["The level of each team in each dimension"].rows
    assert rows == (
        ("Aardvark", "r", "not known", "not enough answers", "not enough answers"),
        ("alpha", "r", "Start", "0", "0"),
        ("Bee", "r", "Some", "1", "not enough answers"),
        ("Beta", "r", "More", "2", "3"),
        ("Gamma", "r", "Start", "0", "1"),
    )


def test_the_bars_of_a_dimension_count_teams() -> None:
    found = cohort(*THREE)
    figure = teams_at_each_level(found, ASKED.dimensions[0])
    assert [row.values for row in figure.drawing.rows] == [(2,), (0,), (1,), (0,)]  # type: ignore[union-attr]
    assert figure.table.header == ("Level", "Teams, of 3", "Likely in 100")
    assert figure.table.rows[0] == ("0 Not yet", "2", "21 to 94")
    assert figure.says == "Most common: 0 Not yet (2 of 3). Highest reached: 2 Together (1 of 3). Middle score: 0.0."


def test_several_most_common_levels_are_all_named() -> None:
    figure = teams_at_each_level(cohort(*THREE), ASKED.dimensions[1])
    assert figure.says.startswith(
        "Most common: 0 Not yet, 1 Started and 3 Always (1 of 3 each). Highest reached: 3 Always"
    )


def test_the_bars_of_the_stages_count_those_who_got_there_or_further() -> None:
    figure = teams_at_each_stage(cohort(*THREE))
    assert figure is not None
    assert figure.table.rows == (("Some or further", "1", "6 to 79"), ("More or further", "1", "6 to 79"))
    assert figure.says.startswith(
        "Some or further: 1 of 3 teams (likely 6 to 79 in 100); More or further: 1 of 3 teams"
    )


def test_a_team_without_a_level_is_counted_apart() -> None:
    figure = teams_at_each_level(cohort(("A", {"a": 1}), ("B", {"a": 1, "b": 0})), ASKED.dimensions[1])
    assert figure.says.endswith("1 team without a level here.")


def test_the_furthest_practices_have_most_teams_in_the_upper_half() -> None:
    found = cohort(("A", {"a": 2, "b": 1}), ("B", {"a": 2, "b": 3}), ("C", {"a": 0, "b": 0}))
    assert [(practice.id, high, rated) for practice, high, rated in highest_practices(found)] == [
        ("a", 2, 3), ("b", 1, 3),
    ]  # fmt: skip


def test_what_could_help_is_the_first_step_of_what_is_hardest() -> None:
    assert "Title of a: Begin with a." in texts(cohort_page(cohort(*THREE)))


def test_the_gap_in_most_teams_stands_on_the_first_screen() -> None:
    apart = [sheet("staff", {"a": 3}, share=True, team="A"), sheet(MEMBERS, {"a": 0}, share=True, team="A")]
    results = [
        score_round(settled(ASKED, sheet(levels={"a": 1, "b": 1}, team="A"), *apart)),
        score_round(settled(ASKED, sheet(levels={"a": 1, "b": 1}, team="B"))),
    ]
    said = texts(cohort_page(cohorts_of(results)["small"]))
    place = said.index("Where the two voices differ in most teams")
    assert said[place + 1].startswith("Title of a: 1 of 1 teams")


def test_a_cohort_in_which_nobody_may_be_shown_names_the_teams_and_no_level() -> None:
    results = [
        score_round(settled(ASKED, sheet("staff", {"a": 3, "b": 2}, team=team, date=dt.date(2026, 11, 1))))
        for team in ("A", "B")
    ]
    page = cohort_page(cohorts_of(results)["small"])
    assert headings(page, 2)[:2] == ["At a glance", "The teams, by name"]
    (table,) = tables(page).values()
    assert table.rows == tuple((team, "r", *["may not be shown"] * 3) for team in ("A", "B"))


def test_where_no_team_has_a_level_or_a_known_stage_the_figures_say_so() -> None:
    found = cohort(("Beta", {"b": 3}), ("alpha", {"b": 1}))
    dimension = teams_at_each_level(found, ASKED.dimensions[0])
    assert dimension.says == "No team has a level here. 2 teams without a level here."
    stages = teams_at_each_stage(found)
    assert stages is not None
    assert (
        "The stage of 2 teams is not known: only one side was heard, or too few practices are rated to say."
        in stages.says
    )
