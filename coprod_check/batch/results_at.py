"""Single results out of the columns: put together from what the core said of each case."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.batch.scoring import AGREEMENT_WHY
from coprod_check.rules.result import Check, Result
from coprod_check.rules.scoring import with_voices

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import PracticeId, Side
    from coprod_check.rules.result import CheckWhy, ExperienceCounts, PracticeResult, View, VoiceHeard


@dataclass(frozen=True, slots=True)
class Head:
    """Whose round it is, and which files it may name."""

    team: str
    label: str
    sources: tuple[str, ...]


_MOST_KEPT = 2_000
"""Rounds of which the practices are kept for others that say the same of them."""


class PracticesAt:
    """The practices of rounds, put together once for all those that say the same of them."""

    def __init__(self, scored: ScoredRounds) -> None:
        """Take the rounds."""
        self._scored = scored
        self._said = [scored.practices.number, *(each.number for each in scored.voices.values())]
        self._known: dict[bytes, dict[PracticeId, PracticeResult]] = {}

    def of(self, row: int) -> dict[PracticeId, PracticeResult]:
        """Every practice of one round."""
        says = b"".join(number[row].tobytes() for number in self._said)
        found = self._known.get(says)
        if found is None:
            asked = enumerate(self._scored.rubric.practices)
            found = {each.id: practice_at(self._scored, row, column) for column, each in asked}
            if len(self._known) < _MOST_KEPT:
                self._known[says] = found
        return found


def results_at(scored: ScoredRounds, heads: Sequence[Head]) -> Iterator[Result]:
    """The result of each round, whole."""
    practices = PracticesAt(scored)
    return (result_at(scored, head, row, practices) for row, head in enumerate(heads))


def result_at(scored: ScoredRounds, head: Head, row: int, practices: PracticesAt | None = None) -> Result:
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
        practices=(practices or PracticesAt(scored)).of(row),
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


class HeardAt(NamedTuple):
    """What a result says of who was heard, of one round."""

    rubric: Rubric
    team: str
    round: str
    date: dt.date
    view: View
    voices: dict[str, VoiceHeard]
    people: dict[Side, int]


def heard_at(scored: ScoredRounds, head: Head, row: int) -> HeardAt:
    """Who was heard in one round; nothing else of it is put together."""
    attendance, people = scored.attendance.at(row), scored.people.at(row)
    return HeardAt(
        scored.rubric, head.team, head.label, scored.date.at(row), attendance.view, attendance.voices, people
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
