"""Many teams' results as one picture (contract, 3.10): counts of teams, never a rank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from coprod_check.core.agreement import wilson
from coprod_check.core.result import ExperienceCounts
from coprod_check.core.rounds import team_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coprod_check.core.result import Result
    from coprod_check.core.rubric import Rubric
    from coprod_check.core.shapes import DimensionId, PracticeId


@dataclass(frozen=True, slots=True)
class CohortDimension:
    """One dimension over the teams that count."""

    levels: dict[int, int]
    """Teams at each level; every level of the rubric is there, with 0 where no team is."""
    not_scored: int
    """Teams without a level here: not enough answers, or it does not apply to them."""
    median_score: float | None
    """The usual median of the scores (the mean of the two in the middle); ``None`` without a score."""


@dataclass(frozen=True, slots=True)
class CohortStage:
    """How many teams have reached a stage, or gone past it."""

    reached: int
    n: int
    """Teams whose stage is known."""
    low: float
    high: float
    """The ends of Wilson's 95 % interval for reached of n, each from 0 to 1."""


@dataclass(frozen=True, slots=True)
class CohortPractice:
    """One practice over the teams that count."""

    levels: dict[int, int]
    """Teams rated at each level; every level of the rubric is there."""
    gaps: dict[int, int]
    """Teams at each gap (staff's level less that of people with lived experience); none of those without one."""

    @property
    def rated(self) -> int:
        """Teams with a level."""
        return sum(self.levels.values())

    @property
    def compared(self) -> int:
        """Teams in which both sides' levels may be shown."""
        return sum(self.gaps.values())

    def higher(self, sign: int) -> tuple[int, int]:
        """Teams in which one side is 1 higher, and 2 or more; ``sign`` is 1 for staff, -1 for the other side."""
        more = sum(count for gap, count in self.gaps.items() if gap * sign >= 2)
        return self.gaps.get(sign, 0), more


@dataclass(frozen=True, slots=True)
class Cohort:
    """All teams that answered one set of questions."""

    rubric: Rubric
    teams: int
    """All teams, those that are ``not_scored`` included."""
    counted: tuple[Result, ...]
    """The one round of each team that counts, by the team's name."""
    without: tuple[Result, ...]
    """The latest round of each team that has none that counts, by the team's name."""
    dimensions: dict[DimensionId, CohortDimension]
    stages: dict[str, CohortStage]
    practices: dict[PracticeId, CohortPractice]
    experience: dict[str, ExperienceCounts]

    @property
    def not_scored(self) -> int:
        """Teams without a round in which at least half of the dimensions are scored."""
        return len(self.without)


def cohorts_of(results: Iterable[Result]) -> dict[str, Cohort]:
    """Put the results of each rubric together; rubrics in order of their ids.

    The order of the results changes nothing. Time and memory grow in proportion to them.
    """
    by_rubric: dict[str, list[Result]] = {}
    for result in results:
        by_rubric.setdefault(result.rubric.id, []).append(result)
    return {rubric: _cohort(of_it) for rubric, of_it in sorted(by_rubric.items())}


def _cohort(results: Sequence[Result]) -> Cohort:
    rubric = results[0].rubric
    counted, without = _one_round_each(results)
    return Cohort(
        rubric=rubric,
        teams=len(counted) + len(without),
        counted=counted,
        without=without,
        dimensions={group.id: _dimension(rubric, group.id, counted) for group in rubric.dimensions},
        stages=dict(zip((stage.id for stage in rubric.stages), _stages(rubric, counted), strict=True)),
        practices={practice.id: _practice(rubric, practice.id, counted) for practice in rubric.practices},
        experience=_experience(rubric, counted),
    )


# Which round of a team counts.


def scored_enough(result: Result) -> bool:
    """Whether at least half of the dimensions are scored, so that the round may stand for its team."""
    scored = sum(group.status == "scored" for group in result.dimensions.values())
    return 2 * scored >= len(result.dimensions)


def _one_round_each(results: Iterable[Result]) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """The round of each team that counts, and the latest of each team without one; both by name."""
    # The key puts a round that counts above any that does not, then the later one, then the label.
    best: dict[str, tuple[tuple[bool, int, str], Result]] = {}
    for result in results:
        team = team_key(result.team)
        rank = scored_enough(result), result.date.toordinal(), result.round
        if team not in best or rank > best[team][0]:
            best[team] = rank, result
    by_name = [best[team] for team in sorted(best)]
    counted = tuple(result for (counts, _, _), result in by_name if counts)
    without = tuple(result for (counts, _, _), result in by_name if not counts)
    return counted, without


# The figures.


def _at_each_level(rubric: Rubric, levels: Iterable[int | None]) -> dict[int, int]:
    counts = Counter(levels)
    return {level.number: counts[level.number] for level in rubric.levels}


def _dimension(rubric: Rubric, dimension: DimensionId, counted: Sequence[Result]) -> CohortDimension:
    found = [result.dimensions[dimension] for result in counted]
    scores = [group.score for group in found if group.score is not None]
    return CohortDimension(
        levels=_at_each_level(rubric, (group.level for group in found)),
        not_scored=len(found) - len(scores),
        median_score=median(scores) if scores else None,
    )


def _stages(rubric: Rubric, counted: Sequence[Result]) -> list[CohortStage]:
    """Every stage of the rubric in order, the first (which everyone has reached) as well."""
    at = Counter(result.stage for result in counted if result.stage is not None)
    n = reached = at.total()
    stages = []
    for stage in rubric.stages:
        stages.append(CohortStage(reached, n, *wilson(reached, n)))
        reached -= at[stage.id]
    return stages


def _practice(rubric: Rubric, practice: PracticeId, counted: Sequence[Result]) -> CohortPractice:
    found = [result.practices[practice] for result in counted]
    gaps = Counter(each.gap for each in found if each.gap is not None)
    return CohortPractice(_at_each_level(rubric, (each.level for each in found)), dict(gaps))


def _experience(rubric: Rubric, counted: Sequence[Result]) -> dict[str, ExperienceCounts]:
    """Add up what the results show: a hidden voice and a question that too few answered are not in them."""
    answered: Counter[str] = Counter()
    chosen: dict[str, Counter[str]] = {question.id: Counter() for question in rubric.experience}
    for result in counted:
        for question, found in result.experience.items():
            answered[question] += found.n
            chosen[question].update(found.counts)
    return {
        question.id: ExperienceCounts(
            answered[question.id],
            {option.id: count for option in question.options if (count := chosen[question.id][option.id])},
        )
        for question in rubric.experience
        if answered[question.id]
    }
