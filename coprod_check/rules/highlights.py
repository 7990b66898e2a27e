"""What stands out in a result as strong, beside what is to be talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.rules.planning import candidates, other_voice_step, spread

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Practice
    from coprod_check.documents.shapes import PracticeId
    from coprod_check.rules.result import Result

AT_FIRST_SIGHT = 3
"""How many strengths a page names, and how many things to talk about are none of them."""


def to_talk_about(result: Result) -> set[PracticeId]:
    """The practices to talk about first, by the reasons for which actions are picked.

    As for the plan, a one-sided result starts with the other side (no practice), and
    at most two are of one dimension while others are left.
    """
    most = AT_FIRST_SIGHT - (other_voice_step(result) is not None)
    return {practice.id for candidate in spread(candidates(result), most) for practice in candidate.practices}


def strengths(result: Result, most: int = AT_FIRST_SIGHT) -> tuple[Practice, ...]:
    """Pick the strengths: practices rated above the lowest level, the highest first.

    Of equals first those with evidence, then those on which both sides were heard,
    then those on which the voices are closer, then in the rubric's order. Nothing that is
    to be talked about, and nothing on which the voices are two or more apart or that
    was agreed at a level above what one side said alone.
    """
    doubted = to_talk_about(result)
    doubted |= {each.practice for each in result.to_check if each.practice and each.why == "above-a-voice"}
    doubted |= {practice.id for practice, found in result.compared if abs(found.gap or 0) >= 2}
    rated = [
        (practice, found)
        for practice in result.rubric.practices
        if (found := result.practices[practice.id]).level and practice.id not in doubted
    ]
    rated.sort(key=lambda each: (-(each[1].level or 0), not each[1].evidence, each[1].one_voice, abs(each[1].gap or 0)))
    return tuple(practice for practice, _ in rated[:most])
