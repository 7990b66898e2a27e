"""Why a level is where it is: what holds it below the middle one (contract, 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.rules.result import GroupResult, Result


@dataclass(frozen=True, slots=True)
class LevelReasons:
    """How the level of a scored group comes about."""

    levels: tuple[int, ...]
    """The levels of the core practices that are rated, in order."""
    middle: int
    """The middle one of them, or the lower of the two in the middle."""
    above_lowest: bool = False
    """Held at one above the lowest."""
    not_known: bool = False
    """One taken off, as not all core practices are known."""
    one_sided: bool = False
    """Held at the highest level that one side alone can show."""


def level_reasons(rubric: Rubric, members: Iterable[Practice], found: GroupResult, result: Result) -> LevelReasons:
    """Find what holds the level of a group below the middle one; needs a group that is scored."""
    core = core_practices(members, result)
    levels = tuple(sorted(level for p in core if (level := result.practices[p.id].level) is not None))
    middle = found.majority or 0
    if found.level == middle:
        return LevelReasons(levels, middle)
    return LevelReasons(
        levels,
        middle,
        above_lowest=levels[0] + 1 == found.level,
        not_known=bool(found.not_known) and found.level == max(middle - 1, 1),
        one_sided=found.one_sided and found.level == rubric.one_sided_top,
    )


def core_practices(members: Iterable[Practice], result: Result) -> list[Practice]:
    """The core practices of a group that apply; all that apply where none of them is core."""
    applicable = [p for p in members if result.practices[p.id].status != "not-applicable"]
    return [p for p in applicable if p.core] or applicable


def points_and_weights(rubric: Rubric, members: Iterable[Practice], result: Result) -> list[tuple[float, float]]:
    """The weight and points of each rated practice of a group: what its score is the mean of."""
    rated = ((p.weight, result.practices[p.id].level) for p in members)
    return [(weight, rubric.points[level]) for weight, level in rated if level is not None]
