"""Single results out of the columns: put together from what the core said of each case."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.batch.scoring import AGREEMENT_WHY
from coprod_check.rules.result import Check, Result
from coprod_check.rules.scoring import with_voices

if TYPE_CHECKING:
    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.rules.result import CheckWhy, ExperienceCounts, PracticeResult


@dataclass(frozen=True, slots=True)
class Head:
    """Whose round it is, and which files it may name."""

    team: str
    label: str
    sources: tuple[str, ...]


def result_at(scored: ScoredRounds, head: Head, row: int) -> Result:
    """The result of one round, whole."""
    rubric, way, attendance = scored.rubric, scored.way.at(row), scored.attendance.at(row)
    agreement = float(scored.agreement[row])
    return Result(
        rubric=rubric,
        team=head.team,
        round=head.label,
        date=scored.date.at(row),
        view=attendance.view,
        one_sided=scored.one_sided.at(row),
        voices=attendance.voices,
        people=scored.people.at(row),
        dimensions={g.id: found.at(row) for g, found in zip(rubric.dimensions, scored.dimensions, strict=True)},
        values={g.id: found.at(row) for g, found in zip(rubric.values, scored.values, strict=True)},
        practices={p.id: practice_at(scored, row, column) for column, p in enumerate(rubric.practices)},
        stage=way.stage.stage,
        next_stage=way.stage.next_stage,
        unmet=way.stage.unmet,
        stage_why=way.stage.why,
        cautions=way.cautions,
        circumstances=scored.circumstances.at(row),
        agreement=None if math.isnan(agreement) else agreement,
        agreement_why=AGREEMENT_WHY[scored.agreement_why[row]],
        to_check=checks_at(scored, row),
        experience=experience_at(scored, row),
        sources=head.sources,
    )


def practice_at(scored: ScoredRounds, row: int, column: int) -> PracticeResult:
    """The team on one practice, and each voice beside it."""
    voices = {side: voice.at(row, column) for side, voice in scored.voices.items()}
    return with_voices(scored.practices.at(row, column).team, voices)


def checks_at(scored: ScoredRounds, row: int) -> tuple[Check, ...]:
    """Things to check, of the whole result and then in the order of the rubric."""
    on_practices = (
        Check(practice.id, why)
        for column, practice in enumerate(scored.rubric.practices)
        for why in checks_on(scored, row, column)
    )
    return (*scored.few.at(row), *on_practices)


def checks_on(scored: ScoredRounds, row: int, column: int) -> tuple[CheckWhy, ...]:
    """Things to check on one practice."""
    needed = scored.checks.get(column)
    return needed.at(row) if needed else scored.practices.at(row, column).checks


def experience_at(scored: ScoredRounds, row: int) -> dict[str, ExperienceCounts]:
    """The answers to the experience questions that may be shown."""
    every = zip(scored.rubric.experience, scored.experience, strict=True)
    return {question.id: counts for question, found in every if (counts := found.at(row))}
