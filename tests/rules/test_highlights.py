"""Strengths of a round: the highest, the best shown, the least disputed, and nothing that is to be talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.make import MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.rules.highlights import strengths, to_talk_about
from coprod_check.rules.planning import candidates, spread
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.result import Result

EIGHT = rubric(*(practice(each, f"of-{each}") for each in "abcdefgh"))


def result(*sheets: Any, asked: Rubric = EIGHT) -> Result:
    return score_round(settled(asked, *sheets))


def alone(side: str, levels: dict[str, Any]) -> Any:
    return sheet(side, levels, share=True)


def rated(level: int, *, evidence: bool = False) -> dict[str, Any]:
    return {"level": level, "evidence": "Seen." if evidence else ""}


def strong(found: Result) -> list[str]:
    return [each.id for each in strengths(found)]


def test_strengths_are_the_highest_levels_and_of_equals_those_with_evidence() -> None:
    levels = {"a": rated(0), "b": rated(0), "c": rated(0), "d": rated(2), "e": rated(3), "f": rated(2, evidence=True)}
    assert strong(result(sheet(levels={**levels, "g": rated(2)}))) == ["e", "f", "d"]


def test_the_lowest_level_is_no_strength() -> None:
    assert strong(result(sheet(levels=dict.fromkeys("abcdefgh", 0)))) == []


def test_what_is_to_be_talked_about_is_no_strength() -> None:
    found = result(sheet(levels={"a": 1, "b": 1, "c": 1, "d": 1}))
    assert (to_talk_about(found), strong(found)) == ({"a", "b", "c"}, ["d"])
    few = result(sheet(levels={"a": 1, "b": 1}), asked=rubric(practice("a"), practice("b")))
    assert (to_talk_about(few), strong(few)) == ({"a", "b"}, [])


def test_what_is_to_be_talked_about_are_the_first_candidates_of_the_plan() -> None:
    found = result(
        alone("staff", {"a": 0, "b": 3, "c": 0, "f": 1, "g": "dont-know"}), alone(MEMBERS, {"a": 0, "b": 1, "c": 0})
    )
    assert to_talk_about(found) == {p.id for each in spread(candidates(found), 3) for p in each.practices}


def test_where_the_other_side_comes_first_two_things_are_left() -> None:
    step = {"staff-only": {"action": "Ask members.", "hard_question": "What would they say?"}}
    asked = rubric(*(practice(each, f"of-{each}") for each in "abcd"), other_voice=step)
    assert to_talk_about(result(alone("staff", dict.fromkeys("abcd", 1)), asked=asked)) == {"a", "b"}


def test_what_the_voices_see_two_apart_or_was_agreed_above_one_of_them_is_no_strength() -> None:
    low = dict.fromkeys("cde", 0)
    apart = result(alone("staff", {**low, "a": 3, "b": 3, "f": 2}), alone(MEMBERS, {**low, "a": 1, "b": 2, "f": 2}))
    assert strong(apart) == ["f", "b"]
    agreed = result(sheet(levels={**low, "a": 3, "b": 2, "f": 2}), alone(MEMBERS, {"a": 2}))
    assert "a" not in strong(agreed)
    assert strong(agreed)


def test_closer_voices_come_before_more_distant_ones() -> None:
    low = dict.fromkeys("abc", 0)
    found = result(alone("staff", {**low, "d": 3, "e": 2}), alone(MEMBERS, {**low, "d": 2, "e": 2}))
    assert strong(found) == ["e", "d"]


LEVELS = st.one_of(st.integers(0, 3), st.sampled_from(["dont-know", "not-applicable"]))
ANSWERS = st.fixed_dictionaries({}, optional=dict.fromkeys("abcx", LEVELS))
FOUR = rubric(practice("a"), practice("b"), practice("c"), practice("x", "e"))


@settings(deadline=None)
@given(ANSWERS, ANSWERS)
def test_nothing_is_both_a_strength_and_to_be_talked_about(staff: dict[str, Any], members: dict[str, Any]) -> None:
    found = result(alone("staff", {"a": 1, **staff}), alone(MEMBERS, {"b": 1, **members}), asked=FOUR)
    assert not to_talk_about(found) & set(strong(found))
    assert all((found.practices[key].level or 0) > 0 for key in strong(found))  # type: ignore[index]
