"""The first lines of a new round: which way the practices went, and who was in the room then and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.round_page import round_page
from coprod_check.pages.rounds.since_last_time import OTHERS_ANSWERED, since_last_time
from coprod_check.pages.words import FALL
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result

STAGES = [{"id": "first", "name": "First"}, {"id": "second", "name": "Second", "needs": {"d": 2}}]
ASKED = rubric(practice("a"), practice("b"), practice("c"), stages=STAGES)


def answered(levels: dict[str, Any], label: str = "2026-11", **more: Any) -> Result:
    return score_round(settled(ASKED, sheet(levels=levels, round=label, **more)))


def told(then: dict[str, Any], now: dict[str, Any], **more: Any) -> list[str]:
    return texts(since_last_time(answered(then, "2026-09", **more), answered(now)))


@pytest.mark.parametrize(
    ("then", "now", "first"),
    [
        (
            {"a": 1, "b": 1, "c": 1},
            {"a": 1, "b": 1, "c": 1},
            "Since September 2026: 0 practices higher, 3 the same, 0 lower.",
        ),
        (
            {"a": 0, "b": 1, "c": 1},
            {"a": 1, "b": 1, "c": 0},
            "Since September 2026: 1 practice higher, 1 the same, 1 lower.",
        ),
        (
            {"a": 1, "b": 1, "c": 1},
            {"a": 2, "b": 2, "c": 2},
            "Since September 2026: 3 practices higher, 0 the same, 0 lower. Then the stage was First.",
        ),
        (
            {"a": 1, "b": "dont-know"},
            {"a": 1, "b": 1, "c": 1},
            "Since September 2026: 0 practices higher, 1 the same, 0 lower, 2 not rated both times.",
        ),
        ({"a": 1}, {"b": 1}, "Since September 2026: nothing can be compared, for no practice was rated both times."),
    ],
)
def test_it_counts_what_is_higher_the_same_and_lower(then: dict[str, Any], now: dict[str, Any], first: str) -> None:
    assert told(then, now)[0] == first


def test_a_fall_is_explained_and_a_rise_is_not() -> None:
    assert FALL in told({"a": 2}, {"a": 1})
    assert FALL not in told({"a": 1}, {"a": 2})


@pytest.mark.parametrize(
    ("people", "room"),
    [
        ({"staff": 2, MEMBERS: 2}, "In the room: 2 staff and 2 people with lived experience, as then."),
        ({"staff": 4, MEMBERS: 1}, "In the room: 2 staff and 2 people with lived experience; then 4 and 1."),
        ({"staff": 4}, f"In the room: 2 staff and 2 people with lived experience; then 4 staff. {OTHERS_ANSWERED}"),
    ],
)
def test_it_says_who_is_in_the_room_now_and_was_then(people: dict[str, int], room: str) -> None:
    assert told({"a": 1}, {"a": 1}, people=people)[1] == room


def test_a_sheet_that_counted_nobody_says_whose_view_it_was() -> None:
    assert "; then " in told({"a": 1}, {"a": 1}, people={})[1]


def test_a_page_begins_with_it_where_the_round_before_is_known() -> None:
    then, now = answered({"a": 1, "b": 1, "c": 1}, "2026-09"), answered({"a": 2, "b": 2, "c": 2})
    page = round_page(now, before=then)
    assert texts(page.whole)[2:4] == texts(since_last_time(then, now))
    assert texts(page.whole)[4:] == texts(round_page(now).whole)[2:]


def test_the_view_of_one_person_is_compared_with_their_own_and_says_nothing_of_a_room() -> None:
    then, now = (
        score_round(settled(ASKED, sheet("staff", {"a": level}, share=True, round=label)))
        for level, label in ((1, "2026-09"), (2, "2026-11"))
    )
    said = texts(round_page(now, only_yours=True, before=then).whole)
    assert "Since September 2026: 1 practice higher, 0 the same, 0 lower, 2 not rated both times." in said
    assert not any("In the room" in each for each in said)


def test_a_round_in_which_nobody_may_be_shown_is_compared_with_nothing() -> None:
    hidden = score_round(settled(ASKED, sheet("staff", {"a": 1}, round="2026-09")))
    now = answered({"a": 2})
    assert round_page(now, before=hidden) == round_page(now)
    assert round_page(hidden, before=now) == round_page(hidden)
