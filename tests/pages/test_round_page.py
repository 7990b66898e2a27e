"""The page of one round: what stands first, in which order, and by which rules it is picked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.plan import Action
from coprod_check.pages.blocks import Bullets, Figure, Heading
from coprod_check.pages.drawings import Bars, HeatMap
from coprod_check.pages.figures import dimension_bars, extremes, practice_maps, stage_path
from coprod_check.pages.glance import NO_NEXT_STEP, NO_PAIR, ONLY_ONE, ONLY_TOGETHER, topic_line
from coprod_check.pages.round_page import NO_QUOTES, PagePlan, round_page
from coprod_check.pages.round_text import NOBODY_SHOWN, NOT_VALIDATED
from coprod_check.pages.table import Table
from coprod_check.rules.highlights import side_scores, strengths, topics
from coprod_check.rules.planning import candidates, draft_plan, spread
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Report
    from coprod_check.rules.result import Result

DAY = dt.date(2026, 11, 22)
GRID = rubric(
    practice("a", value="v"),
    practice("b", value="w"),
    practice("c", "e", value="v"),
    practice("x", "e", value="w", hard_question="Why x?"),
    stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 2}}],
)


def result(*sheets: Any, asked: Rubric = GRID) -> Result:
    return score_round(settled(asked, *sheets))


def alone(side: str, levels: dict[str, Any], **more: Any) -> Any:
    return sheet(side, levels, share=True, respondent="P", **more)


def both(staff: dict[str, Any], members: dict[str, Any]) -> Result:
    return result(alone("staff", staff), alone(MEMBERS, members))


def headings(page: Report, depth: int) -> list[str]:
    return [block.text for block in page if isinstance(block, Heading) and block.depth == depth]


def under(page: Report, heading: str) -> list[str]:
    """The texts from a heading to the next of any depth."""
    start = next(i for i, block in enumerate(page) if isinstance(block, Heading) and block.text == heading)
    rest = page[start + 1 :]
    end = next((i for i, block in enumerate(rest) if isinstance(block, Heading)), len(rest))
    return texts(rest[:end])


def planned(found: Result, **more: Any) -> PagePlan:
    return PagePlan(draft_plan(found, on=DAY), suggested=True, **more)


# Order.


def test_the_first_screen_comes_in_the_order_in_which_it_matters() -> None:
    found = both({"a": 3, "b": 2, "c": 1, "x": 0}, {"a": 1, "b": 2, "c": 1, "x": 0})
    page = round_page(found, planned(found))
    assert headings(page, 1) == ["How far along: Team, r"]
    assert headings(page, 3)[:5] == [
        "Who was heard",
        "Where the two voices differ most",
        "One strength",
        "Three things to talk about",
        "What to do next: a suggestion",
    ]


def test_every_section_of_the_issue_is_there_for_a_round_that_has_them_all() -> None:
    asked = rubric(
        practice("a", value="v"),
        practice("b", "e", value="v"),
        stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 3}}],
        cautions=[{"id": "c", "dimension": "e", "ahead_of": "d", "message": "Mind the order."}],
        circumstances=[{"id": "x", "statement": "It is so.", "prompts": ["Think of it."]}],
        experience=[
            {
                "id": "one",
                "question": "How was it?",
                "options": [{"id": "p", "text": "Well"}, {"id": "q", "text": "So"}],
            }
        ],
    )
    members = alone(MEMBERS, {"a": 1, "b": 3}, experience={"one": "p"}, circumstances=["x"])
    found = result(alone("staff", {"a": 2, "b": 3}), members, asked=asked)
    assert headings(round_page(found, planned(found)), 2) == [
        "At a glance",
        "Practice by practice",
        "Where the two voices differ",
        "Where both sides agree",
        "How the levels come about",
        "The stage you have reached",
        "A caution",
        "Things to check",
        "What you said of your project",
        "How it was for people with lived experience",
        "The plan: a suggestion",
        "How the numbers were made",
        "What these numbers are not",
    ]
    assert under(round_page(found), "A caution") == ["Mind the order."]
    assert texts(round_page(found))[-1] == NOT_VALIDATED


def test_where_nobody_may_be_shown_the_page_is_short_and_says_what_to_do() -> None:
    found = result(sheet("staff", {"a": 1}, respondent="S1"))
    page = round_page(found)
    assert headings(page, 2) == ["Who was heard", "What to do now"]
    assert texts(page)[-1] == NOBODY_SHOWN
    assert not [block for block in page if isinstance(block, Figure | Table)]


# The gap first.


def test_the_widest_gaps_stand_first_in_the_levels_own_words_and_the_others_are_counted() -> None:
    page = round_page(both({"a": 3, "b": 2, "c": 2, "x": 1}, {"a": 1, "b": 0, "c": 1, "x": 1}))
    said = under(page, "Where the two voices differ most")
    assert said == [
        "Title of a: 2 levels apart. Staff say level 3, “All.” People with lived experience say level 1, “A bit.”",
        (
            "Title of b: 2 levels apart. Staff say level 2, “Much.” "
            "People with lived experience chose 0: not yet at level 1, which is: “A bit.”"
        ),
        "They differ on 1 other practice too.",
    ]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([sheet(levels={"a": 1})], ONLY_TOGETHER),
        ([alone("staff", {"a": 1})], ONLY_ONE),
        ([alone("staff", {"a": 1}), alone(MEMBERS, {"a": "dont-know", "b": 2})], NO_PAIR),
        ([alone("staff", {"a": 1}), alone(MEMBERS, {"a": 1})], "Nowhere: both sides chose the same level"),
    ],
)
def test_without_a_gap_it_says_why(sheets: list[Any], said: str) -> None:
    assert under(round_page(result(*sheets)), "Where the two voices differ most")[0].startswith(said)


# Strengths.


def rated(level: int, *, evidence: bool = False) -> dict[str, Any]:
    return {"level": level, "evidence": "Seen." if evidence else ""}


def strong(found: Result) -> list[str]:
    return [each.id for each in strengths(found)]


EIGHT = rubric(*(practice(each, f"of-{each}") for each in "abcdefgh"))


def talk_about(found: Result) -> tuple[tuple[str | None, str], ...]:
    return tuple((" ".join(each.id for each in topic.practices) or None, topic_line(topic)) for topic in topics(found))


def test_strengths_are_the_highest_levels_and_of_equals_those_with_evidence() -> None:
    levels = {"a": rated(0), "b": rated(0), "c": rated(0), "d": rated(2), "e": rated(3), "f": rated(2, evidence=True)}
    found = result(sheet(levels={**levels, "g": rated(2)}), asked=EIGHT)
    assert strong(found) == ["e", "f", "d"]


def test_the_lowest_level_is_no_strength() -> None:
    found = result(sheet(levels=dict.fromkeys("abcdefgh", 0)), asked=EIGHT)
    assert strong(found) == []
    assert under(round_page(found), "Strengths") == [
        "Nothing stands out above level “0 Not yet” so far. Saying so openly is where it starts."
    ]


def test_what_is_to_be_talked_about_is_no_strength() -> None:
    found = result(sheet(levels={"a": 1, "b": 1, "c": 1, "d": 1}), asked=EIGHT)
    assert [key for key, _ in talk_about(found)] == ["a", "b", "c"]
    assert strong(found) == ["d"]
    few = result(sheet(levels={"a": 1, "b": 1}), asked=rubric(practice("a"), practice("b")))
    assert ([key for key, _ in talk_about(few)], strong(few)) == (["a", "b"], [])


def test_what_the_voices_see_two_apart_or_was_agreed_above_one_of_them_is_no_strength() -> None:
    low = dict.fromkeys("cde", 0)
    apart = result(
        alone("staff", {**low, "a": 3, "b": 3, "f": 2}), alone(MEMBERS, {**low, "a": 1, "b": 2, "f": 2}), asked=EIGHT
    )
    assert "a" not in strong(apart)
    assert set(strong(apart)) <= {"b", "f"}
    agreed = result(sheet(levels={**low, "a": 3, "b": 2, "f": 2}), alone(MEMBERS, {"a": 2}), asked=EIGHT)
    assert "a" not in strong(agreed)
    assert strong(agreed)


def test_closer_voices_come_before_more_distant_ones() -> None:
    low = dict.fromkeys("abc", 0)
    found = result(alone("staff", {**low, "d": 3, "e": 2}), alone(MEMBERS, {**low, "d": 2, "e": 2}), asked=EIGHT)
    assert strong(found) == ["e", "d"]


# To talk about.


def test_things_to_talk_about_are_the_first_three_candidates_of_the_plan() -> None:
    found = both({"a": 0, "b": 3, "c": 0, "x": 1}, {"a": 0, "b": 1, "c": 0, "x": 1})
    assert [key for key, _ in talk_about(found)] == [each.practices[0].id for each in spread(candidates(found), 3)]


def test_a_thing_to_talk_about_says_why_and_what_to_ask() -> None:
    found = result(sheet(levels={"a": 3, "b": 3, "c": 3, "x": 0}))
    assert talk_about(found) == (
        ("x", "Title of x: It is at level 0 Not yet: there is room to go one step up. Ask: Why x?"),
    )


def test_a_one_sided_round_begins_with_the_other_side() -> None:
    step = {"staff-only": {"action": "Ask members.", "hard_question": "What would they say?"}}
    found = result(alone("staff", {"a": 1, "b": 1}), asked=rubric(other_voice=step))
    (first, text), *others = talk_about(found)
    assert first is None
    assert text == "The other side: So far this is mostly one side's view. Ask: What would they say?"
    assert len(others) == 2


def test_what_is_to_be_found_out_is_one_thing_to_talk_about() -> None:
    found = result(sheet(levels={**dict.fromkeys("abcd", "dont-know"), **dict.fromkeys("efgh", 3)}), asked=EIGHT)
    ((key, text),) = talk_about(found)
    assert key == "a b c d"
    assert text.startswith("Title of a, Title of b and 2 others: It is not known yet")


def test_all_at_the_top_says_so() -> None:
    found = result(sheet(levels=dict.fromkeys("abcx", 3)))
    page = round_page(found, planned(found))
    assert under(page, "To talk about") == [NO_NEXT_STEP]
    assert under(page, "What to do next: a suggestion") == [NO_NEXT_STEP]


LEVELS = st.one_of(st.integers(0, 3), st.sampled_from(["dont-know", "not-applicable"]))
ANSWERS = st.fixed_dictionaries({}, optional=dict.fromkeys("abcx", LEVELS))


@settings(deadline=None)
@given(ANSWERS, ANSWERS)
def test_nothing_is_both_a_strength_and_to_be_talked_about(staff: dict[str, Any], members: dict[str, Any]) -> None:
    found = both({"a": 1, **staff}, {"b": 1, **members})
    assert not {key for key, _ in talk_about(found)} & set(strong(found))
    assert all((found.practices[key].level or 0) > 0 for key in strong(found))  # type: ignore[index]


# Figures.


def bars(found: Result) -> Bars:
    drawing = dimension_bars(found).drawing
    assert isinstance(drawing, Bars)
    return drawing


def test_both_voices_stand_beside_the_score_over_the_practices_both_rated() -> None:
    found = both({"a": 3, "b": 2, "c": 1, "x": 2}, {"a": 1, "b": 0, "c": "dont-know", "x": 1})
    assert side_scores(found, "d") == {"staff": 2.5, MEMBERS: 0.5}  # type: ignore[arg-type]
    assert side_scores(found, "e") == {"staff": 2.0, MEMBERS: 1.0}  # type: ignore[arg-type]  # only x: half of two
    assert [row.values for row in bars(found).rows] == [(0.5, 2.5, 0.5), (1.0, 2.0, 1.0)]
    assert dimension_bars(found).says.startswith(
        "Highest: E (1.0). Lowest: D (0.5). The two voices are furthest apart on D: "
        "staff 2.5, people with lived experience 0.5."
    )


def test_fewer_than_enough_in_common_are_not_compared() -> None:
    asked = rubric(practice("a"), practice("b"), practice("c"), practice("x", "e"))
    staff, members = {"a": 3, "b": 2, "c": 1, "x": 2}, {"a": 1, "x": 1}
    found = result(alone("staff", staff), alone(MEMBERS, members), asked=asked)
    assert found.practices["a"].gap == 2  # type: ignore[index]
    assert side_scores(found, "d") is None  # type: ignore[arg-type]  # one of three
    assert [row.values[1:] for row in bars(found).rows] == [(None, None), (2.0, 1.0)]


def test_where_the_voices_cannot_be_compared_at_all_only_the_score_is_drawn() -> None:
    found = result(sheet(levels={"a": 1, "b": 2}))
    assert bars(found).series == ("Score",)
    assert dimension_bars(found).table == Table(
        "The score of each dimension", ("Dimension", "Level", "Score"),
        (("D", "1 Started", "1.5"), ("E", "not enough answers", "-")),
    )  # fmt: skip


def test_weights_and_points_count_in_each_sides_bar() -> None:
    levels = [{"number": n, "name": f"L{n}", "points": p} for n, p in enumerate((0, 10, 50, 100))]
    asked = rubric(practice("a", weight=3.0), practice("b"), levels=levels)
    found = result(alone("staff", {"a": 1, "b": 3}), alone(MEMBERS, {"a": 0, "b": 3}), asked=asked)
    assert side_scores(found, "d") == {"staff": 32.5, MEMBERS: 25.0}  # type: ignore[arg-type]
    assert (bars(found).low, bars(found).high, bars(found).ticks) == (0, 100, (0, 10, 50, 100))


def test_the_grid_has_both_voices_in_each_cell() -> None:
    found = both({"a": 3, "b": 2, "c": 1}, {"a": 1, "b": 2, "c": "dont-know"})
    (figure,) = practice_maps(found)
    assert figure.table.header == ("Value", "D", "E")
    assert figure.table.rows == (
        ("V", "1 Started; staff 3, lived experience 1", "don't know; staff 1"),
        ("W", "2 Together; staff 2, lived experience 2", "not answered"),
    )
    assert figure.says == (
        "Of 4 practices, 1 at 1 Started, 1 at 2 Together, 2 without a level. "
        "The two voices differ on 1 of the 2 on which both gave a level."
    )


@pytest.mark.parametrize("values", [("v", None), (None, None), ("v", "v")])
def test_practices_without_a_grid_are_listed(values: tuple[str | None, str | None]) -> None:
    asked = rubric(
        *(practice(key, **({"value": value} if value else {})) for key, value in zip("ab", values, strict=True))
    )
    (figure,) = practice_maps(result(sheet(levels={"a": 1}), asked=asked))
    drawing = figure.drawing
    assert isinstance(drawing, HeatMap)
    assert (drawing.columns, [name for name, _ in drawing.rows]) == (("Level",), ["Title of a", "Title of b"])


def test_what_is_not_core_is_listed_beside_the_grid() -> None:
    asked = rubric(practice("a", "d", value="v"), practice("b", "e", value="v"), practice("more", "d", core=False))
    grid, beside = practice_maps(result(sheet(levels={"a": 1, "b": 2, "more": 3}), asked=asked))
    assert grid.table.rows[0] == ("V", "1 Started", "2 Together")
    assert beside.table.rows == (("Title of more", "3 Always"),)
    assert "hold no level back" in beside.says


def test_a_place_of_the_grid_in_which_nothing_is_asked_says_so() -> None:
    asked = rubric(practice("a", "d", value="v"), practice("b", "e", value="w"))
    assert practice_maps(result(sheet(levels={"a": 1}), asked=asked))[0].table.rows[0] == (
        "V", "1 Started", "nothing is asked",
    )  # fmt: skip


def test_the_path_says_how_far() -> None:
    figure = stage_path(result(sheet(levels={"a": 1, "b": 1, "c": 1, "x": 1})))
    assert figure is not None
    assert figure.says == "You are at “Start”, stage 1 of 2."
    assert figure.table.rows == (("Start", "nothing", "you are here"), ("Some", "D at 2 Together", "not yet"))


def test_an_unknown_stage_has_no_path() -> None:
    found = result(sheet(levels={"c": 1}))
    assert stage_path(found) is None
    assert under(round_page(found), "The stage you have reached") == [
        "Not known yet: too few practices are rated to say."
    ]


# The plan.


def own_plan(found: Result, *actions: Action, **more: Any) -> PagePlan:
    plan = draft_plan(found, on=DAY).model_copy(update={"actions": actions, **more})
    return PagePlan(plan, suggested=False)


DONE = Action(action="Done thing.", status="done", done_on=dt.date(2026, 12, 1), evidence="Ms Secret saw it.")
DOING = Action(
    action="Open thing.", status="doing", staff_owner="Ruth", due=dt.date(2026, 12, 1), notes="Told by Ms Secret",
    evidence="Seen by Ms Secret",
)  # fmt: skip


def test_the_plan_has_owners_dates_and_how_far_it_is() -> None:
    found = result(sheet(levels={"a": 1}))
    page = round_page(found, own_plan(found, DOING, DONE))
    tables = [block for block in page if isinstance(block, Table)]
    assert [each.rows for each in tables if each.caption in {"Who does what, by when", "Done or dropped"}] == [
        (("Open thing.", "Ruth", "none yet", "1 December 2026", "doing"),),
        (("Done thing.", "done", "1 December 2026"),),
    ]
    assert "Open thing. With Ruth (staff), by 1 December 2026. It is under way." in texts(page)
    assert "The team's own plan, made on 22 November 2026." in texts(page)


def test_overdue_is_said_only_on_a_day_that_is_named() -> None:
    found = result(sheet(levels={"a": 1}))
    plan = own_plan(found, DOING)
    assert not any("overdue" in text.casefold() for text in texts(round_page(found, plan)))
    late = PagePlan(plan.plan, suggested=False, today=dt.date(2026, 12, 3))
    said = texts(round_page(found, late))
    assert any(text.endswith("| doing, overdue by 2 days") for text in said)
    assert "Overdue is counted on 3 December 2026." in said


def test_evidence_and_notes_are_on_no_page() -> None:
    told = sheet(levels={"a": {"level": 3, "evidence": "Told by Ms Secret"}})
    page = round_page(result(told), own_plan(result(told), DOING, DONE))
    assert "Ms Secret" not in " ".join(texts(page))
    assert NO_QUOTES in texts(page)


def test_a_suggestion_has_no_owners_and_no_dates() -> None:
    found = result(sheet(levels={"a": 1}))
    page = round_page(found, planned(found, today=dt.date(2030, 1, 1)))
    said = " ".join(texts(page))
    assert "Who does what" not in said
    assert "overdue" not in said
    assert "Nobody has agreed this yet." in said
    assert "2027" not in said


def test_a_plan_of_another_round_says_so() -> None:
    found = result(sheet(levels={"a": 1}))
    page = round_page(found, own_plan(found, DOING, round="2026-09"))
    assert "The team's own plan, made on 22 November 2026 for the round 2026-09, not for r." in texts(page)


def test_a_plan_with_nothing_open_says_so() -> None:
    found = result(sheet(levels={"a": 1}))
    page = round_page(found, own_plan(found, DONE))
    assert under(page, "What to do next") == ["There is no open action on the plan. Agree what comes next."]


def test_lists_that_begin_with_a_name_say_so_to_those_that_draw_them() -> None:
    found = both({"a": 3, "b": 2}, {"a": 1, "b": 2})
    named = [block for block in round_page(found) if isinstance(block, Bullets) and block.named]
    assert named
    assert all(": " in item for block in named for item in block.items)


def test_a_dimension_of_which_nothing_applies_says_only_that() -> None:
    asked = rubric(practice("a"), practice("b", "e"))
    page = round_page(result(sheet(levels={"a": 1, "b": "not-applicable"}), asked=asked), None)
    assert under(page, "E: none of it applies to you") == ["Rated 0 of 0 that apply: 1 does not apply."]


def test_of_no_values_there_is_no_highest() -> None:
    assert extremes({}, {}) == ""
