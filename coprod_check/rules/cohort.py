"""Many teams' results as one picture (contract, 3.10): counts of teams, never a rank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.text import identity
from coprod_check.rules.agreement import wilson
from coprod_check.rules.result import VIEWS, ExperienceCounts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import DimensionId, PracticeId
    from coprod_check.rules.result import GroupResult, GroupStatus, Reached, Result, TeamOnPractice, View


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
    low: float | None
    high: float | None
    """The ends of Wilson's 95 % interval for reached of n, each from 0 to 1; ``None`` where n is 0."""


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

    @property
    def differ(self) -> int:
        """Teams in which they are not the same."""
        return sum(teams for gap, teams in self.gaps.items() if gap)

    def higher(self, sign: int) -> tuple[int, int]:
        """Teams in which one side is 1 higher, and 2 or more; ``sign`` is 1 for staff, -1 for the other side."""
        more = sum(count for gap, count in self.gaps.items() if gap * sign >= 2)
        return self.gaps.get(sign, 0), more


class TeamRound(NamedTuple):
    """The round that stands for a team, as far as a page of many teams tells it."""

    team: str
    round: str
    date: dt.date
    view: View
    stage: str | None
    reached: tuple[Reached, ...]
    """How far the team is in each dimension, in the rubric's order."""

    @property
    def anyone_shown(self) -> bool:
        """Whether there is anything to tell of it but that nobody may be shown."""
        return self.view != "none"


def team_round(result: Result) -> TeamRound:
    """Say of a result what a page of many teams tells of it."""
    reached = tuple(group.reached for group in result.dimensions.values())
    return TeamRound(result.team, result.round, result.date, result.view, result.stage, reached)


@dataclass(frozen=True, slots=True)
class Cohort:
    """All teams that answered one set of questions."""

    rubric: Rubric
    teams: int
    """All teams, those that are ``not_scored`` included."""
    not_scored: int
    """Teams without a round in which at least half of the dimensions are scored."""
    counted: tuple[TeamRound, ...]
    """The one round of each team that counts, by the team's name."""
    without: tuple[TeamRound, ...]
    """The latest round of each team that has none that counts, by the team's name."""
    dimensions: dict[DimensionId, CohortDimension]
    stages: dict[str, CohortStage]
    practices: dict[PracticeId, CohortPractice]
    experience: dict[str, ExperienceCounts]

    @property
    def heard(self) -> dict[View, tuple[TeamRound, ...]]:
        """The teams that count, by whose view their round is; both sides first, and only views that there are."""
        by_view: dict[View, list[TeamRound]] = {view: [] for view in VIEWS}
        for each in self.counted:
            by_view[each.view].append(each)
        return {view: tuple(teams) for view, teams in by_view.items() if teams}


def cohorts_of(results: Iterable[Result]) -> dict[str, Cohort]:
    """Put the results of each rubric together; rubrics in order of their ids.

    The order of the results changes nothing. Time and memory grow in proportion to them.
    """
    by_rubric: dict[str, list[Result]] = {}
    for result in results:
        by_rubric.setdefault(result.rubric.id, []).append(result)
    return {rubric: _cohort(of_it) for rubric, of_it in sorted(by_rubric.items())}


def _cohort(results: Sequence[Result]) -> Cohort:
    tally = Tally(results[0].rubric)
    tally.add(*one_round_each(results))
    return tally.cohort()


# Which round of a team counts.


def enough_scored(dimensions: Iterable[GroupStatus]) -> bool:
    """Whether at least half of the dimensions that apply are scored, so that the round may stand for its team.

    Where none applies there is nothing to stand for.
    """
    # 3.10: "in which at least half of the dimensions that are not `not-applicable` are scored"
    applying = [each for each in dimensions if each != "not-applicable"]
    return bool(applying) and 2 * applying.count("scored") >= len(applying)


def one_round_each(results: Iterable[Result]) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """The round of each team that counts, and the latest of each team without one; both by name."""
    # The key puts a round that counts above any that does not, then the later one, then the label.
    best: dict[str, tuple[tuple[bool, int, str], Result]] = {}
    for result in results:
        team = identity(result.team)
        rank = (
            enough_scored(group.status for group in result.dimensions.values()),
            result.date.toordinal(),
            result.round,
        )
        if team not in best or rank > best[team][0]:
            best[team] = rank, result
    by_name = [best[team] for team in sorted(best)]
    counted = tuple(result for (counts, _, _), result in by_name if counts)
    without = tuple(result for (counts, _, _), result in by_name if not counts)
    return counted, without


def _by_name(teams: Iterable[TeamRound]) -> tuple[TeamRound, ...]:
    return tuple(sorted(teams, key=lambda each: identity(each.team)))


# The figures.


class Tally:
    """Teams counted up, in any order and any number at a time."""

    def __init__(self, rubric: Rubric) -> None:
        """Begin with no team."""
        self.rubric = rubric
        self.counted: list[TeamRound] = []
        self.without: list[TeamRound] = []
        self.levels: dict[DimensionId, Counter[int]] = {group.id: Counter() for group in rubric.dimensions}
        """Teams at each level of each dimension."""
        self.scores: dict[DimensionId, list[float]] = {group.id: [] for group in rubric.dimensions}
        self.stages: Counter[str] = Counter()
        """Teams whose stage is known, by the stage they are at."""
        self.practices: dict[PracticeId, Counter[int]] = {practice.id: Counter() for practice in rubric.practices}
        self.gaps: dict[PracticeId, Counter[int]] = {practice.id: Counter() for practice in rubric.practices}
        self.answered: Counter[str] = Counter()
        self.chosen: dict[str, Counter[str]] = {question.id: Counter() for question in rubric.experience}

    def add(self, counted: Iterable[Result], without: Iterable[Result] = ()) -> None:
        """Count teams, each by its one round; what a result does not show is not in it."""
        self.without += map(team_round, without)
        for result in counted:
            self.counted.append(team_round(result))
            for dimension, group in result.dimensions.items():
                self.add_dimension(dimension, group)
            self.add_stage(result.stage)
            for practice, found in result.practices.items():
                self.add_practice(practice, found)
            for question, answers in result.experience.items():
                self.add_experience(question, answers)

    def add_dimension(self, dimension: DimensionId, found: GroupResult, teams: int = 1) -> None:
        """Count teams in one dimension."""
        if found.level is not None and found.score is not None:
            self.levels[dimension][found.level] += teams
            self.scores[dimension] += [found.score] * teams

    def add_stage(self, stage: str | None, teams: int = 1) -> None:
        """Count teams by their stage."""
        if stage is not None:
            self.stages[stage] += teams

    def add_practice(self, practice: PracticeId, found: TeamOnPractice, teams: int = 1) -> None:
        """Count teams on one practice."""
        if found.level is not None:
            self.practices[practice][found.level] += teams
        if found.gap is not None:
            self.gaps[practice][found.gap] += teams

    def add_experience(self, question: str, found: ExperienceCounts, teams: int = 1) -> None:
        """Count the people of some teams who answered one question."""
        self.answered[question] += found.n * teams
        for option, count in found.counts.items():
            self.chosen[question][option] += count * teams

    def cohort(self) -> Cohort:
        """Put the counts together."""
        rubric = self.rubric
        return Cohort(
            rubric=rubric,
            teams=len(self.counted) + len(self.without),
            not_scored=len(self.without),
            counted=_by_name(self.counted),
            without=_by_name(self.without),
            dimensions={group.id: self._dimension(group.id) for group in rubric.dimensions},
            stages=dict(self._stages()),
            practices={
                practice.id: CohortPractice(
                    self._at_each_level(self.practices[practice.id]), dict(self.gaps[practice.id])
                )
                for practice in rubric.practices
            },
            experience=dict(self._experience()),
        )

    def _at_each_level(self, counts: Counter[int]) -> dict[int, int]:
        return {level.number: counts[level.number] for level in self.rubric.levels}

    def _dimension(self, dimension: DimensionId) -> CohortDimension:
        scores = self.scores[dimension]
        return CohortDimension(
            levels=self._at_each_level(self.levels[dimension]),
            not_scored=len(self.counted) - len(scores),
            median_score=median(scores) if scores else None,
        )

    def _stages(self) -> Iterator[tuple[str, CohortStage]]:
        """Every stage of the rubric in order, the first (which everyone has reached) as well."""
        n = reached = self.stages.total()
        for stage in self.rubric.stages:
            low, high = wilson(reached, n) if n else (None, None)
            yield stage.id, CohortStage(reached, n, low, high)
            reached -= self.stages[stage.id]

    def _experience(self) -> Iterator[tuple[str, ExperienceCounts]]:
        for question in self.rubric.experience:
            if self.answered[question.id]:
                chosen = self.chosen[question.id]
                counts = {option.id: count for option in question.options if (count := chosen[option.id])}
                yield question.id, ExperienceCounts(self.answered[question.id], counts)
