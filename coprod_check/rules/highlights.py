"""What stands out in a result: strengths, what to talk about, and how far each side's own levels come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.rules.numbers import weighted_mean
from coprod_check.rules.planning import (
    because,
    candidates,
    hard_question,
    not_both_sides,
    other_voice_step,
    spread,
)

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Practice
    from coprod_check.documents.shapes import DimensionId, Side
    from coprod_check.rules.result import Result

AT_FIRST_SIGHT = 3
"""How many strengths, and how many things to talk about, stand first on a page."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about, and what to ask."""

    practices: tuple[Practice, ...]
    """One; all that is to be found out; none for the other side, that was not heard."""
    why: str
    hard_question: str


def topics(result: Result, most: int = AT_FIRST_SIGHT) -> tuple[Topic, ...]:
    """Name what to talk about: each practice and why, by the reasons for which actions are picked.

    As for the plan, a one-sided result starts with the other side (no practice), and
    at most two are of one dimension while others are left.
    """
    step = other_voice_step(result)
    found = [Topic((), not_both_sides(result), step.hard_question)] if step else []
    chosen = spread(candidates(result), most - len(found))
    return (*found, *(Topic(each.practices, because(each, result), hard_question(each)) for each in chosen))


def strengths(result: Result, most: int = AT_FIRST_SIGHT) -> tuple[Practice, ...]:
    """Pick the strengths: practices rated above the lowest level, the highest first.

    Of equals first those with evidence, then those on which both sides were heard,
    then those on which the voices are closer, then in the rubric's order. Nothing that is
    to be talked about, and nothing on which the voices are two or more apart or that
    was agreed at a level above what one side said alone.
    """
    doubted = {each.id for topic in topics(result) for each in topic.practices}
    doubted |= {each.practice for each in result.to_check if each.practice and each.why == "above-a-voice"}
    doubted |= {practice.id for practice, found in result.compared if abs(found.gap or 0) >= 2}
    rated = [
        (practice, found)
        for practice in result.rubric.practices
        if (found := result.practices[practice.id]).level and practice.id not in doubted
    ]
    rated.sort(key=lambda each: (-(each[1].level or 0), not each[1].evidence, each[1].one_voice, abs(each[1].gap or 0)))
    return tuple(practice for practice, _ in rated[:most])


def side_scores(result: Result, dimension: DimensionId) -> dict[Side, float] | None:
    """What each side's own levels come to in a dimension, so that like is compared with like.

    Only practices on which both sides gave a level, weighted as in the score. ``None``
    where those are fewer than the share of the applicable ones that a score needs.
    """
    rubric = result.rubric
    both = [(p, found) for p, found in result.compared if p.dimension == dimension]
    if not both or len(both) < rubric.rules.enough_answers * result.dimensions[dimension].applicable:
        return None
    means: dict[Side, float] = {}
    for side in SIDES:
        levels = ((p.weight, found.sides[side]) for p, found in both)
        mean = weighted_mean((weight, rubric.points[level]) for weight, level in levels if level is not None)
        assert mean is not None  # noqa: S101 - there is a practice, and both sides gave it a level
        means[side] = mean
    return means
