"""Single results out of the columns: the same values that ``core.scoring`` makes."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.batch.scoring import (
    AGREEMENT_WHY,
    GROUP_STATUSES,
    HIDDEN,
    NO_GAP,
    NONE,
    NOT_SHOWN,
    NUMBER,
    SHOWN_BY,
    STATUSES,
    TOO_FEW,
    UNANSWERED,
    VIEWS,
)
from coprod_check.documents.shapes import SIDES
from coprod_check.rules.result import (
    Check,
    ExperienceCounts,
    GroupResult,
    PracticeResult,
    Result,
    VoiceHeard,
    VoiceOnPractice,
)
from coprod_check.rules.rounds import FEW

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coprod_check.batch.scoring import Group, Scored, Voices
    from coprod_check.documents.shapes import DimensionId, Side


@dataclass(frozen=True, slots=True)
class Head:
    """Whose round it is, and which files it may name."""

    team: str
    label: str
    sources: tuple[str, ...]


UNNAMED = Head("", "", ())
"""For a result of which only the figures are wanted."""


def result_at(scored: Scored, head: Head, row: int) -> Result:
    """The result of one round, whole."""
    rubric = scored.rubric
    return Result(
        rubric=rubric,
        team=head.team,
        round=head.label,
        date=date_at(scored, row),
        view=VIEWS[scored.view[row]],
        one_sided=bool(scored.one_sided[row]),
        voices=voices_heard_at(scored, row),
        people=people_at(scored, row),
        dimensions={g.id: group_at(scored, scored.dimensions[i], row) for i, g in enumerate(rubric.dimensions)},
        values={g.id: group_at(scored, scored.values[i], row) for i, g in enumerate(rubric.values)},
        practices={p.id: practice_at(scored, row, i) for i, p in enumerate(rubric.practices)},
        stage=stage_at(scored, scored.stage, row),
        next_stage=stage_at(scored, scored.next_stage, row),
        unmet=unmet_at(scored, row),
        cautions=cautions_at(scored, row),
        circumstances=circumstances_at(scored, row),
        agreement=agreement_at(scored, row),
        agreement_why=AGREEMENT_WHY[scored.agreement_why[row]],
        to_check=checks_at(scored, row),
        experience=experience_at(scored, row),
        sources=head.sources,
    )


def date_at(scored: Scored, row: int) -> dt.date:
    """The day of a round."""
    return dt.date.fromordinal(int(scored.date[row]))


def voices_heard_at(scored: Scored, row: int) -> dict[str, VoiceHeard]:
    """Who was heard in a round."""
    there = bool(scored.meetings.there[row])
    heard = {"together": VoiceHeard(sheets=int(there), shown=there)}
    for side, voice in zip(SIDES, scored.sides, strict=True):
        by = SHOWN_BY[voice.by[row]]
        heard[side] = VoiceHeard(int(voice.sheets[row]), bool(by), by, voice.by[row] == HIDDEN)
    return heard


def people_at(scored: Scored, row: int) -> dict[Side, int]:
    """How many people of each side."""
    return {side: int(counted[row]) for side, counted in zip(SIDES, scored.people, strict=True)}


def stage_at(scored: Scored, which: NDArray[np.int8], row: int) -> str | None:
    """The id of a stage."""
    return None if which[row] == NONE else scored.rubric.stages[which[row]].id


def unmet_at(scored: Scored, row: int) -> dict[DimensionId, int]:
    """What the next stage needs that is not met or not known, in the order in which it names its needs."""
    if scored.next_stage[row] == NONE:
        return {}
    column = {group.id: index for index, group in enumerate(scored.rubric.dimensions)}
    needs = scored.rubric.stages[scored.next_stage[row]].needs
    return {dimension: need for dimension, need in needs.items() if scored.unmet[row, column[dimension]]}


def cautions_at(scored: Scored, row: int) -> tuple[str, ...]:
    """The cautions that fire."""
    return tuple(each.id for column, each in enumerate(scored.rubric.cautions) if scored.cautions[row, column])


def circumstances_at(scored: Scored, row: int) -> tuple[str, ...]:
    """The circumstances that may be shown, in the order of the rubric."""
    every = scored.rubric.circumstances
    return tuple(each.id for column, each in enumerate(every) if scored.circumstances[row, column])


def agreement_at(scored: Scored, row: int) -> float | None:
    """How far people agree."""
    return _number(scored.agreement[row])


def checks_at(scored: Scored, row: int) -> tuple[Check, ...]:
    """Things to check, in the order of the rubric."""
    return tuple(
        Check(practice.id, why)
        for column, practice in enumerate(scored.rubric.practices)
        for why, found in scored.checks.items()
        if found[row, column]
    )


def experience_at(scored: Scored, row: int) -> dict[str, ExperienceCounts]:
    """The answers to the experience questions that may be shown."""
    return {
        question.id: ExperienceCounts(
            int(scored.experience_n[row, column]),
            {
                option.id: int(count)
                for option, count in zip(question.options, scored.experience_counts[column][row], strict=True)
                if count
            },
        )
        for column, question in enumerate(scored.rubric.experience)
        if scored.experience_n[row, column]
    }


def voice_at(voice: Voices, row: int, column: int) -> VoiceOnPractice | None:
    """What one private voice said of one practice."""
    status = voice.status[row, column]
    if status == NOT_SHOWN:
        return None
    if status == TOO_FEW:
        return VoiceOnPractice("too-few")
    if status == UNANSWERED:
        return VoiceOnPractice("unanswered")
    n = int(voice.n[row, column])
    spread = n > 0 and not (voice.by[row] == NUMBER and n < FEW)
    low, high = int(voice.low[row, column]), int(voice.high[row, column])
    return VoiceOnPractice(
        status=STATUSES[status],
        level=_known(voice.level[row, column]),
        n=n,
        dont_know=int(voice.dont_know[row, column]),
        not_applicable=int(voice.not_applicable[row, column]),
        low=low if spread else None,
        high=high if spread else None,
        split=high - low >= 2 if spread else None,
        evidence=bool(voice.evidence[row, column]),
    )


def practice_at(scored: Scored, row: int, column: int) -> PracticeResult:
    """The team on one practice."""
    found = scored.practices
    of, gap = int(found.one_voice_of[row, column]), int(found.gap[row, column])
    return PracticeResult(
        status=STATUSES[found.status[row, column]],
        level=_known(found.level[row, column]),
        one_voice=bool(found.one_voice[row, column]),
        gap=None if gap == NO_GAP else gap,
        voices={side: voice_at(voice, row, column) for side, voice in zip(SIDES, scored.sides, strict=True)},
        sides={side: _known(level[row, column]) for side, level in zip(SIDES, found.side_levels, strict=True)},
        one_voice_of=None if of == NONE else SIDES[of],
        evidence=bool(found.evidence[row, column]),
    )


def group_at(scored: Scored, group: Group, row: int) -> GroupResult:
    """One dimension or value."""
    ids = [scored.rubric.practices[column].id for column in group.members]
    return GroupResult(
        status=GROUP_STATUSES[group.status[row]],
        score=_number(group.score[row]),
        level=_known(group.level[row]),
        rated=int(group.rated[row]),
        applicable=int(group.applicable[row]),
        one_sided=bool(group.one_sided[row]),
        score_if_lowest=_number(group.score_if_lowest[row]),
        score_if_highest=_number(group.score_if_highest[row]),
        held_back_by=tuple(each for each, held in zip(ids, group.held_back_by[row], strict=True) if held),
        not_known=tuple(each for each, unknown in zip(ids, group.not_known[row], strict=True) if unknown),
        majority=_known(group.majority[row]),
    )


def _known(level: int) -> int | None:
    return None if level == NONE else int(level)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
