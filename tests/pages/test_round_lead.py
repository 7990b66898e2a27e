"""The first screen of a round: whose it is, how far, what comes next, and the widest gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.drawings import GapCards, StageOnPath, StagePath, Tile
from coprod_check.pages.round_lead import (
    HEAR_BOTH,
    MOST_CARDS,
    NO_PAIR,
    NOT_UNTIL_BOTH,
    NOWHERE,
    ONLY_ONE,
    ONLY_TOGETHER,
    ONLY_YOURS,
    TOO_FEW_RATED,
    heading,
    lead,
    stage_path,
    tiles,
    widest_gaps,
)
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result

STAGES = [
    {"id": "start", "name": "Start", "needs": {}},
    {"id": "some", "name": "Some", "needs": {"d": 2, "x": 1}},
    {"id": "all", "name": "All of it", "needs": {"d": 3, "e": 3}},
]
ASKED = rubric(
    practice("a"), practice("b"), practice("c"), practice("x", "e", hard_question="Why x?"), practice("y", "e"),
    stages=STAGES,
)  # fmt: skip


def result(*sheets: Any, asked: Any = ASKED) -> Result:
    return score_round(settled(asked, *sheets))


def alone(side: str, levels: dict[str, Any], **more: Any) -> Any:
    return sheet(side, levels, **{"share": True, **more})


def both(staff: dict[str, Any], members: dict[str, Any], asked: Any = ASKED) -> Result:
    return result(alone("staff", staff), alone(MEMBERS, members), asked=asked)


def first(found: Result) -> str:
    """The sentence below the heading."""
    return texts(lead(found))[0]


# The heading.

ALL_ONE = dict.fromkeys("abcxy", 1)


@pytest.mark.parametrize(
    ("sheets", "over", "in_short"),
    [
        (
            [sheet(levels=ALL_ONE, round="2026-11")],
            "Team · November 2026 · filled in together by 2 staff and 2 people with lived experience",
            "Team · November 2026 · together: 2 staff, 2 lived experience",
        ),
        (
            [sheet(levels=ALL_ONE, people={})],
            "Team · r · filled in together by people who were not counted",
            "Team · r · filled in together",
        ),
        (
            [alone("staff", ALL_ONE), alone("staff", ALL_ONE), alone(MEMBERS, ALL_ONE)],
            "Team · r · 2 staff and 1 person with lived experience answered",
            "Team · r · 2 staff, 1 lived experience",
        ),
        (
            [sheet(levels=ALL_ONE), alone("staff", ALL_ONE)],
            (
                "Team · r · filled in together by 2 staff and 2 people with lived experience · "
                "1 member of staff answered alone"
            ),
            "Team · r · together: 2 staff, 2 lived experience · alone: 1 member of staff",
        ),
        (
            [alone("staff", ALL_ONE), sheet(MEMBERS, ALL_ONE)],
            "Team · r · 1 member of staff answered · too few people with lived experience answered alone to be shown",
            "Team · r · 1 member of staff, too few lived experience",
        ),
        (
            [sheet("staff", ALL_ONE), alone(MEMBERS, ALL_ONE), alone(MEMBERS, ALL_ONE)],
            "Team · r · 2 people with lived experience answered · too few staff answered alone to be shown",
            "Team · r · too few staff, 2 lived experience",
        ),
    ],
)
def test_the_line_above_the_heading_says_who_answered_at_length_and_in_short(
    sheets: list[Any], over: str, in_short: str
) -> None:
    found = heading(result(*sheets))
    assert (found.over, found.over_in_short) == (over, in_short)


def test_the_heading_of_ones_own_view_counts_nobody() -> None:
    found = heading(result(alone("staff", ALL_ONE)), only_yours=True)
    assert (found.over, found.over_in_short) == ("Team · r", "Team · r")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (result(sheet(levels=ALL_ONE)), "Stage 1 of 3: Start"),
        (result(sheet(levels={**ALL_ONE, "a": 2, "b": 2, "c": 2})), "Stage 2 of 3: Some"),
        (result(alone("staff", ALL_ONE)), NOT_UNTIL_BOTH),
        (result(sheet(levels={"x": 1})), TOO_FEW_RATED),
        (result(sheet("staff", ALL_ONE)), "Nobody's answers may be shown"),
    ],
)
def test_the_heading_says_how_far(found: Result, said: str) -> None:
    head = heading(found)
    assert head.text == said
    assert head.document == f"Team, r: {said}"


def many(dimensions: int, levels: list[int | None]) -> Result:
    """A round of so many dimensions without stages, with these levels in turn."""
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(dimensions)))
    said = {f"p{n}": levels[n % len(levels)] for n in range(dimensions) if levels[n % len(levels)] is not None}
    return result(sheet(levels=said or {"p0": "dont-know"}), asked=asked)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (many(1, [2]), "D0: 2 Together"),
        (many(3, [0, 3, None]), "D0: 0 Not yet, D1: 3 Always, D2: not known"),
        (many(7, [1]), "1 Started, in 7 dimensions"),
        (many(19, [1, 3]), "From 1 Started to 3 Always, in 19 dimensions"),
        (many(90, [0, 1]), "From 0 Not yet to 1 Started, in 90 dimensions"),
        (many(2, [None]), TOO_FEW_RATED),
    ],
)
def test_without_stages_the_heading_is_the_levels(found: Result, said: str) -> None:
    assert heading(found).text == said


# The sentence, the stages, the dimensions.

NEEDY = rubric(
    *(practice(f"p{n}", f"d{n}") for n in range(5)),
    stages=[{"id": "s", "name": "S"}, {"id": "t", "name": "T", "needs": {f"d{n}": 2 for n in range(5)}}],
)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            result(sheet(levels={**ALL_ONE, "x": 0})),
            (
                "To reach Some, D has to rise from 1 Started to 2 Together "
                "and “Title of x” has to rise from 0 Not yet to 1 Started."
            ),
        ),
        (
            result(sheet(levels={**ALL_ONE, "x": "dont-know"})),
            (
                "To reach Some, D has to rise from 1 Started to 2 Together "
                "and “Title of x” has to be at 1 Started and is not known now."
            ),
        ),
        (
            result(sheet(levels={f"p{n}": 1 for n in range(5)}), asked=NEEDY),
            (
                "To reach T, D0 has to rise from 1 Started to 2 Together, "
                "D1 has to rise from 1 Started to 2 Together and 3 more have to rise."
            ),
        ),
        (result(sheet(levels=dict.fromkeys("abcxy", 3))), "It is the last stage there is."),
        (result(alone("staff", ALL_ONE)), HEAR_BOTH),
    ],
)  # fmt: skip
def test_the_first_sentence_says_what_the_next_stage_needs(found: Result, said: str) -> None:
    assert first(found) == said


@pytest.mark.parametrize(
    ("staff", "members", "said"),
    [
        (
            {"a": 3, "b": 2, "c": 1}, {"a": 1, "b": 1, "c": 1},
            "Staff and people with lived experience differ on 2 of 3 practices, most on Title of a.",
        ),
        (
            {"a": 2, "b": 2}, {"a": 1, "b": 2},
            "Staff and people with lived experience differ on 1 of 2 practices, Title of a.",
        ),
        (
            dict.fromkeys("abcx", 2), dict.fromkeys("abcx", 1),
            "Staff and people with lived experience differ on 4 of 4 practices.",
        ),
        (
            {"a": 1, "b": 2}, {"a": 1, "b": 2},
            "Staff and people with lived experience chose the same level on all 2 practices that both rated.",
        ),
        (
            {"a": 1}, {"a": 1, "b": 2},
            "Staff and people with lived experience chose the same level on the one practice that both rated.",
        ),
    ],
)  # fmt: skip
def test_the_first_sentences_say_where_the_voices_differ(
    staff: dict[str, int], members: dict[str, int], said: str
) -> None:
    plain = rubric(practice("a"), practice("b"), practice("c"), practice("x"))
    assert first(both(staff, members, plain)) == said


def test_ones_own_view_says_that_it_is_only_that_and_nothing_of_sides() -> None:
    said = texts(lead(result(alone("staff", ALL_ONE)), only_yours=True))
    assert said[0] == ONLY_YOURS
    assert not any("view of staff only" in each for each in said)


@pytest.mark.parametrize(
    ("people", "warning"),
    [
        ({"staff": 2}, "This is the view of staff only. "),
        ({MEMBERS: 2}, "This is the view of people with lived experience only. "),
        ({}, "The sheet does not say who was there. "),
    ],
)
def test_a_one_sided_view_is_said_with_where_its_levels_stop(people: dict[str, int], warning: str) -> None:
    asked = rubric(rules={"one_sided_top": 1})
    lines = texts(lead(result(sheet(levels={"a": 1, "b": 1, "c": 1}, people=people), asked=asked)))
    (said,) = (each for each in lines if each.startswith(warning))
    assert said.endswith("the levels of dimensions stop at 1 Started.")


def test_a_result_of_both_voices_that_is_mostly_one_says_so() -> None:
    lines = texts(lead(both({"a": 1, "b": 1, "c": 1}, {"a": 1}, rubric())))
    assert "Most practices were answered by one side only, so the levels of dimensions may stop at 2 Together." in lines


def test_the_path_says_how_far_and_an_unknown_stage_has_none() -> None:
    assert stage_path(result(sheet(levels=ALL_ONE))) == StagePath(
        (StageOnPath("Start", reached=True, here=True), StageOnPath("Some"), StageOnPath("All of it"))
    )
    assert [step.state for step in stage_path(result(sheet(levels=dict.fromkeys("abcxy", 3)))).steps] == [  # type: ignore[union-attr]
        "reached", "reached", "you are here",
    ]  # fmt: skip
    assert [step.state for step in stage_path(result(sheet(levels=ALL_ONE))).steps][1:] == ["not yet", "not yet"]  # type: ignore[union-attr]
    assert stage_path(result(sheet(levels={"x": 1}))) is None


def test_each_dimension_has_a_tile_with_what_holds_it_back_and_what_the_next_stage_needs() -> None:
    found = result(sheet(levels={"a": 0, "b": 3, "c": 3, "x": 0, "y": "not-applicable"}))
    assert tiles(found).top == 3
    assert tiles(found).tiles == (
        Tile("D", 1, "1 Started", "Held back by Title of a", "Needs level 2 for the next stage"),
        Tile("E", 0, "0 Not yet", "", "Needs “Title of x” at 1 for the next stage"),
    )


def test_a_tile_names_two_that_hold_back_and_of_more_the_first() -> None:
    asked = rubric(*map(practice, "abcwxyz"))
    high = dict.fromkeys("wxyz", 3)
    two = result(sheet(levels={"a": 0, "b": 1, **high}), asked=asked)
    three = result(sheet(levels={"a": 0, "b": 0, "c": 0, **high}), asked=asked)
    assert tiles(two).tiles[0].holds_back == "Held back by Title of a and Title of b"
    assert tiles(three).tiles[0].holds_back == "Held back by Title of a and 2 others"


@pytest.mark.parametrize(
    ("said", "words"), [({"a": "not-applicable"}, "does not apply"), ({"a": "dont-know"}, "not enough answers")]
)
def test_a_tile_without_a_level_says_why(said: dict[str, Any], words: str) -> None:
    found = result(sheet(levels={**said, "x": 1}), asked=rubric(practice("a"), practice("x", "e")))
    assert (tiles(found).tiles[0].level, tiles(found).tiles[0].words) == (None, words)


# The widest gaps.


def cards(found: Result) -> list[str]:
    (drawn,) = (block for block in widest_gaps(found) if isinstance(block, GapCards))
    return [card.title[-1] for card in drawn.cards]


def test_the_widest_gaps_are_told_in_the_levels_own_words_with_what_to_ask() -> None:
    found = both({"a": 3, "b": 1, "x": 2}, {"a": 2, "b": 1, "x": 0})
    assert texts(widest_gaps(found)) == [
        "One practice is two levels apart. Talk about it first.",
        "Title of x",
        "Staff: 2 Together: Much.",
        "People with lived experience: 0 Not yet: Level 1 would be: “A bit.”",
        "Why x?",
        "Title of a",
        "Staff: 3 Always: All.",
        "People with lived experience: 2 Together: Much.",
    ]


@pytest.mark.parametrize(
    ("staff", "said", "told"),
    [
        ({"a": 1}, "It is one level apart.", "a"),
        ({"a": 1, "b": 1, "c": 1}, "No practice is more than one level apart.", "ab"),
        (
            {"a": 2, "b": 3, "c": 2, "x": 1}, "Three practices are up to three levels apart. Talk about these first.",
            "bac",
        ),
        ({"a": 2, "b": 2}, "Two practices are two levels apart. Talk about these first.", "ab"),
        (dict.fromkeys("abcxy", 2), "Five practices are two levels apart. These are the widest.", "abcx"),
    ],
)  # fmt: skip
def test_how_wide_the_gaps_are_and_how_many_are_told(staff: dict[str, int], said: str, told: str) -> None:
    found = both({**dict.fromkeys("abcxy", 0), **staff}, dict.fromkeys("abcxy", 0))
    assert texts(widest_gaps(found))[0] == said
    assert "".join(cards(found)) == told
    (gaps,) = (block for block in widest_gaps(found) if isinstance(block, GapCards))
    assert gaps.among == len(staff)
    assert len(told) <= MOST_CARDS


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([sheet(levels={"a": 1})], ONLY_TOGETHER),
        ([alone("staff", {"a": 1})], ONLY_ONE),
        ([alone("staff", {"a": 1}), alone(MEMBERS, {"a": "dont-know", "b": 2})], NO_PAIR),
        (
            [alone("staff", {"a": 1}), alone(MEMBERS, {"a": 1})],
            "Nowhere: both sides chose the same level wherever both gave one.",
        ),
    ],
)
def test_without_a_gap_it_says_why(sheets: list[Any], said: str) -> None:
    assert texts(widest_gaps(result(*sheets))) == [said]


# After a meeting that looked at the private sheets.


@pytest.mark.parametrize(
    ("staff", "talk", "said"),
    [
        (
            {"a": 3, "b": 1},
            {"a": "moved", "b": "kept"},
            "One practice is two levels apart. In the meeting 2 practices were talked about; 1 answer moved.",
        ),
        (
            {"a": 2, "b": 2},
            {"a": "kept"},
            "No practice is more than one level apart. In the meeting 1 practice was talked about; no answer moved.",
        ),
    ],
)
def test_what_a_meeting_talked_about_stands_with_the_gaps(
    staff: dict[str, int], talk: dict[str, str], said: str
) -> None:
    met = sheet("together", {key: {"level": 1, "talked_about": each} for key, each in talk.items()})
    found = result(met, alone("staff", staff), alone(MEMBERS, {"a": 1, "b": 1}))
    assert texts(widest_gaps(found))[0] == said


def test_a_meeting_that_talked_is_told_of_where_there_is_no_gap_too() -> None:
    met = sheet("together", {"a": {"level": 2, "talked_about": "moved"}})
    found = result(met, alone("staff", {"a": 1}), alone(MEMBERS, {"a": 1}))
    assert texts(widest_gaps(found)) == [f"{NOWHERE} In the meeting 1 practice was talked about; 1 answer moved."]
