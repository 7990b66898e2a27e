"""The page of several rounds of one team."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.drawings import Trend
from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.round_lead import NOBODY
from coprod_check.pages.round_page import NEXT, round_page
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.pages.rounds_page import NOT_THE_SAME, history_page
from coprod_check.pages.words import FALL
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Page
    from coprod_check.rules.result import Result

ASKED = rubric(practice("a"), practice("b", "e"))
STAGED = rubric(
    practice("a"),
    practice("b", "e"),
    stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 1}}],
)


def rounds(*levels: dict[str, Any] | None, asked: Rubric = ASKED) -> list[Result]:
    """A round a month; ``None`` for one in which nobody may be shown."""
    made = []
    for month, said in enumerate(levels, 1):
        voice = "together" if said is not None else "staff"
        day = dt.date(2026, month, 1)
        made.append(score_round(settled(asked, sheet(voice, said or {"a": 3}, round=f"r{month}", date=day))))
    return made


def titles(page: Page) -> list[str]:
    return [section.title for section in page.sections]


def first(found: list[Result]) -> list[str]:
    """The texts of the first screen."""
    return texts(history_page(found).brief)


def trend(found: list[Result]) -> Trend:
    (drawn,) = (block for block in history_page(found).brief if isinstance(block, Trend))
    return drawn


def test_how_it_went_stands_first_then_what_comes_next_then_the_latest_round() -> None:
    found = rounds({"a": 0, "b": 1}, {"a": 1, "b": 1})
    planned = PagePlan(draft_plan(found[-1], on=DAY), suggested=True)
    page = history_page(found, planned)
    assert titles(page)[:3] == ["", NEXT, "The latest round, r2"]
    assert page.first == 2
    shown_alone = round_page(found[-1], planned).sections
    kept = [each for each in page.sections if each in shown_alone and each.title != NEXT]
    assert kept == [each for each in shown_alone if each.title not in {"", NEXT}]
    assert titles(page).index("The rounds") < next(n for n, each in enumerate(page.sections) if each.folded)


def test_no_sentence_stands_twice() -> None:
    said = [each for each in texts(history_page(rounds({"a": 1, "b": 2}, {"a": 2, "b": 1}))) if each.endswith(".")]
    assert len(said) == len(set(said)) > 5


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        ([{"a": 0, "b": 1}, {"a": 2, "b": 1}], "Since r1: D from 0 to 2"),
        ([{"a": 2, "b": 0}, {"a": 1, "b": 1}], "Since r1: D from 2 to 1 and E from 0 to 1"),
        ([{"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 1}], "Since r1: every level is where it was"),
        ([{"a": 1}, {"b": 1}], "Since r1: no level is known then and now"),
        ([{"a": 1, "b": 1}, None], "D: 1 Started, E: 1 Started"),
        ([None, None], NOBODY),
    ],
)
def test_the_heading_says_what_changed_since_the_first_round(levels: list[Any], found: str) -> None:
    assert history_page(rounds(*levels)).heading.text == found


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({"p0": 0, "p1": 0, "p2": 2, "p3": 2, "p4": 3}, "Since r1: of 19 dimensions 3 higher, 2 lower"),
        (dict.fromkeys((f"p{n}" for n in range(7)), 0), "Since r1: of 19 dimensions 7 lower"),
        (dict.fromkeys((f"p{n}" for n in range(19)), 2), "Since r1: all 19 dimensions higher"),
        (dict.fromkeys((f"p{n}" for n in range(19)), 0), "Since r1: all 19 dimensions lower"),
    ],
)
def test_of_many_changes_the_heading_counts_those_higher_and_lower(moved: dict[str, int], said: str) -> None:
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(19)))
    old = dict.fromkeys(map(str, asked.by_id), 1)
    assert history_page(rounds(old, old | moved, asked=asked)).heading.text == said


def test_above_the_heading_stand_the_team_and_the_months() -> None:
    assert history_page(rounds({"a": 0}, {"a": 1})).heading.over == "Team · 2 rounds · January to February 2026"


@pytest.mark.parametrize(
    ("levels", "lead"),
    [
        ([{"a": 1, "b": 2}, {"a": 2, "b": 1}], "Since last time, r1, 1 practice is higher, 1 lower and 0 the same."),
        ([{"a": 1, "b": 1}, {"a": 2, "b": 3}], "Since last time, r1, 2 practices are higher, 0 lower and 0 the same."),
        ([{"a": 1, "b": 1}, {"a": 0, "b": 1}], "Since last time, r1, no practice is higher, 1 lower and 1 the same."),
        ([{"a": 1, "b": 1}, {"a": 1}], "Since last time, r1, no practice moved, of 1 that were rated both times."),
        ([{"a": 1}, {"b": 1}], "Since last time, r1, nothing can be compared: no practice was rated both times."),
    ],
)
def test_the_lead_says_what_changed_since_last_time(levels: list[Any], lead: str) -> None:
    assert first(rounds(*levels))[2] == lead


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ([{"a": 0, "b": 1}, {"a": 1, "b": 1}], " The stage is Some; in r1 it was Start."),
        ([{"b": 1}, {"a": 1, "b": 1}], " The stage is Some; in r1 it was not known."),
        ([{"a": 1, "b": 1}, {"a": 1, "b": 1}], ""),
        ([{"a": 1, "b": 1}, {"b": 1}], ""),
    ],
)
def test_a_stage_that_is_another_now_is_told(levels: list[Any], told: str) -> None:
    lead = first(rounds(*levels, asked=STAGED))[2]
    assert (lead.partition(" The stage")[2] != "") is bool(told)
    assert lead.endswith(told)


def test_a_fall_is_no_failure_and_is_told_once() -> None:
    found = rounds({"a": 1, "b": 2}, {"a": 2, "b": 1})
    said = texts(history_page(found))
    assert said.count(FALL) == 1
    assert FALL in first(found)
    assert FALL in first(rounds({"a": 2, "b": 1}, {"a": 1, "b": 1}, {"a": 1, "b": 1}))
    assert FALL not in texts(history_page(rounds({"a": 1, "b": 1}, {"a": 2, "b": 1})))


def test_a_line_for_each_dimension_says_every_change() -> None:
    drawn = trend(rounds({"a": 0, "b": 1}, {"a": 2, "b": 1}, {"a": 1}))
    assert [(row.name, row.levels, row.says) for row in drawn.rows] == [
        ("D", (0, 2, 1), "from 0 to 2, then 1 Started"),
        ("E", (1, 1, None), "stayed at 1 Started, no level in 1 of 3 rounds"),
    ]
    assert drawn.rounds == ("r1", "r2", "r3")


def test_a_dimension_with_one_level_or_none_says_so() -> None:
    assert [row.says for row in trend(rounds({"a": 0}, {"b": "dont-know"})).rows] == [
        "at 0 Not yet, no level in 1 of 2 rounds", "no level in any round",
    ]  # fmt: skip


def test_what_moved_since_the_round_before_is_named() -> None:
    page = history_page(rounds({"a": 1, "b": 2}, {"a": 2, "b": 1}))
    (moved,) = (section for section in page.sections if section.title == "Practices that moved, r1 to r2")
    assert texts(moved.blocks) == [
        "Higher than last time",
        "Title of a: from 1 Started to 2 Together",
        "Lower than last time",
        "Title of b: from 2 Together to 1 Started",
    ]
    assert not [each for each in titles(history_page(rounds({"a": 1}, {"a": 1}))) if each.startswith("Practices that")]


def test_a_round_in_which_nobody_may_be_shown_is_named_left_out_and_not_compared() -> None:
    found = rounds({"a": 1, "b": 1}, None, {"a": 2, "b": 1})
    page = history_page(found)
    assert "Left out, since nobody's answers may be shown: r2." in first(found)
    assert trend(found).rounds == ("r1", "r3")
    assert "Practices that moved, r1 to r3" in titles(page)
    (table,) = (section for section in page.sections if section.title == "The rounds")
    assert "r2 | 1 February 2026 | nobody may be shown | not counted" in texts(table.blocks)


def test_a_last_round_in_which_nobody_may_be_shown_says_what_to_do_and_shows_the_others() -> None:
    found = rounds({"a": 1, "b": 1}, {"a": 2, "b": 1}, None)
    page = history_page(found)
    assert NOBODY_SHOWN in texts(page)
    assert page.heading.text == "Since r1: D from 1 to 2"
    assert titles(page) == ["", "The latest round, r3", "Practices that moved, r1 to r2", "The rounds"]
    assert titles(history_page(rounds(None, None))) == ["", "The latest round, r2", "The rounds"]


def heard(label: str, *sheets: Any) -> Result:
    return score_round(settled(ASKED, *(each.model_copy(update={"round": label}) for each in sheets)))


TOGETHER = sheet(levels={"a": 1})
STAFF = sheet("staff", {"a": 1}, share=True)
FIVE = sheet(levels={"a": 1}, people={"staff": 3, MEMBERS: 2})
TWO = "2 people with lived experience"
FOUR, ONE = "2 staff and 2 people with lived experience", "1 member of staff"
UNCOUNTED = sheet(levels={"a": 1}, people={"staff": 0, MEMBERS: 0})


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        (
            ([TOGETHER], [TOGETHER]),
            f"Who was heard: both sides, in one meeting, {FOUR} each time.",
        ),
        (
            ([STAFF], [TOGETHER]),
            f"Who was heard: in r0 staff only ({ONE}); in r1 both sides, in one meeting ({FOUR}). {NOT_THE_SAME}",
        ),
        (
            ([UNCOUNTED], [STAFF]),
            f"Who was heard: in r0 it does not say who was there; in r1 staff only ({ONE}). {NOT_THE_SAME}",
        ),
        (([TOGETHER], [FIVE]), f"Who was heard: both sides, in one meeting; in r0 {FOUR}; in r1 3 staff and {TWO}."),
        (([UNCOUNTED], [UNCOUNTED]), "Who was heard: it does not say who was there."),
        (
            ([TOGETHER], [STAFF], [TOGETHER]),
            f"Who was heard: both sides, in one meeting, {FOUR} each time. {NOT_THE_SAME}",
        ),
    ],
)
def test_who_was_heard_then_and_now_is_said_and_that_it_can_change_a_level(sheets: Any, told: str) -> None:
    assert first([heard(f"r{n}", *some) for n, some in enumerate(sheets)])[3] == told


def test_the_rounds_have_a_stage_only_where_there_are_stages() -> None:
    page = history_page(rounds({"a": 1, "b": 1}, {"b": 1}, asked=STAGED))
    (section,) = (each for each in page.sections if each.title == "The rounds")
    assert texts(section.blocks)[1].endswith("| Stage")
    assert [line.rpartition("| ")[2] for line in texts(section.blocks)[2:]] == ["Some", "not known"]
