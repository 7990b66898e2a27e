"""The scoring rules once more, for many rounds at a time (contract, 3.2 to 3.9).

The rules stand in ``core/scoring.py``; this is their second form, for speed. Each
function here does for all rounds what the one of the same name does there for one,
and the tests hold the two equal on random sheets. Arrays have a row for each round
and a column for each practice. A level that is not known is ``NONE``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from coprod_check.batch.layout import BLANK, DONT_KNOW, EVIDENCE, NOT_APPLICABLE
from coprod_check.rules.rounds import FEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coprod_check.batch.sheet_columns import Rows
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.agreement import WhyUndefined
    from coprod_check.rules.result import CheckWhy, GroupStatus, PracticeStatus, View

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int32]
    Small = NDArray[np.int8]
    Real = NDArray[np.float64]

NONE = -1
"""No level."""
NO_GAP = -128
"""No gap: one side has no level."""

STATUSES: tuple[PracticeStatus, PracticeStatus, PracticeStatus, PracticeStatus] = (
    "rated",
    "dont-know",
    "not-applicable",
    "unanswered",
)
"""Statuses of a practice, by their numbers here; a voice may also be ``TOO_FEW``."""
RATED, UNKNOWN, NOT_APPLYING, UNANSWERED, TOO_FEW = range(5)
NOT_SHOWN = 5
"""In place of a status: the voice is hidden or has no sheet."""

SHOWN_BY: tuple[Literal["consent", "number"] | None, ...] = (None, None, "consent", "number")
NO_SHEETS, HIDDEN, CONSENT, NUMBER = range(4)
"""Whether a voice is shown, and why."""

VIEWS: tuple[View, ...] = ("together", "both-voices", "staff-only", "lived-experience-only", "unknown", "none")
GROUP_STATUSES: tuple[GroupStatus, ...] = ("scored", "not-enough-answers", "not-applicable")
SCORED, NOT_ENOUGH, NONE_APPLIES = range(3)
CHECKS: tuple[CheckWhy, ...] = ("top-without-evidence", "above-a-voice", "many-dont-know", "members-not-told")
AGREEMENT_WHY: tuple[WhyUndefined | None, ...] = (None, "no-variation", "too-few")


@dataclass(slots=True)
class Voices:
    """One side's private voice in every round."""

    sheets: Whole
    by: Small
    """``NO_SHEETS``, ``HIDDEN``, ``CONSENT`` or ``NUMBER``."""
    status: Small
    level: Small
    n: Whole
    dont_know: Whole
    not_applicable: Whole
    low: Small
    high: Small
    evidence: Flags
    levels: Whole
    """How many gave each level; none where the practice is ``too-few``. Levels by rounds by practices."""

    @property
    def shown(self) -> Flags:
        """Where the voice may be shown."""
        return self.by >= CONSENT

    @property
    def answered(self) -> Whole:
        """How many answered in any way; 0 where too few did."""
        return self.n + self.dont_know + self.not_applicable


@dataclass(slots=True)
class Practices:
    """The team on every practice."""

    status: Small
    level: Small
    one_voice: Flags
    one_voice_of: Small
    """0 staff, 1 people with lived experience, ``NONE`` where there is no one voice or its side is not known."""
    gap: NDArray[np.int16]
    side_levels: tuple[Small, Small]
    evidence: Flags


@dataclass(slots=True)
class Group:
    """One dimension or value in every round."""

    members: NDArray[np.int64]
    """The columns of its practices."""
    status: Small
    score: Real
    """Not a number where there is none."""
    level: Small
    majority: Small
    rated: Whole
    applicable: Whole
    one_sided: Flags
    score_if_lowest: Real
    score_if_highest: Real
    held_back_by: Flags
    """For each member."""
    not_known: Flags
    """For each member."""


@dataclass(slots=True)
class Meetings:
    """The together sheet of every round."""

    there: Flags
    staff: NDArray[np.int64]
    members: NDArray[np.int64]
    answers: NDArray[np.uint8]
    """As in a row, without the bit for evidence."""
    evidence: Flags

    @property
    def two_sided(self) -> Flags:
        """Where it counts at least one person of each side."""
        return (self.staff > 0) & (self.members > 0)

    @property
    def only_side(self) -> Small:
        """The one side that it counted, 0 or 1; ``NONE`` for both or neither."""
        only = np.where(self.staff > 0, 0, np.where(self.members > 0, 1, NONE))
        return np.where(self.two_sided, NONE, only).astype(np.int8)


@dataclass(slots=True)
class Scored:
    """Rounds that are scored."""

    rubric: Rubric
    date: NDArray[np.int32]
    view: Small
    one_sided: Flags
    meetings: Meetings
    sides: tuple[Voices, Voices]
    people: tuple[NDArray[np.int64], NDArray[np.int64]]
    practices: Practices
    dimensions: list[Group]
    values: list[Group]
    stage: Small
    """Index of the stage; ``NONE`` where it is not known."""
    next_stage: Small
    unmet: Flags
    """For each dimension."""
    cautions: Flags
    circumstances: Flags
    agreement: Real
    agreement_why: Small
    checks: dict[CheckWhy, Flags]
    """For each kind of check, rounds by practices."""
    experience_n: Whole
    """For each question how many answered; 0 where it may not be shown."""
    experience_counts: list[Whole]
    """For each question how many chose each option."""

    def __len__(self) -> int:
        """How many rounds."""
        return len(self.date)


@dataclass(slots=True)
class Sorted:
    """Rows of some rounds, round after round."""

    rows: Rows
    of_round: NDArray[np.int64]
    """The round of each row."""
    rounds: int


def score_rounds(rubric: Rubric, rows: Sorted) -> Scored:
    """Score rounds in which every row is a person of its own, and at most one is a meeting's."""
    meetings = _meetings(rows)
    sides = (_voices(rubric, rows, 0), _voices(rubric, rows, 1))
    practices = score_practices(meetings, sides)
    dimensions = [
        score_group(rubric, [p.dimension == group.id for p in rubric.practices], practices)
        for group in rubric.dimensions
    ]
    values = [
        score_group(rubric, [p.value == group.id for p in rubric.practices], practices) for group in rubric.values
    ]
    stage, next_stage, unmet = find_stage(rubric, dimensions)
    agreement, agreement_why = ordinal_alpha(sides[0].levels + sides[1].levels)
    experience_n, experience_counts = _experience(rubric, rows, sides[1])
    visible = _visible(rows, sides)
    return Scored(
        rubric=rubric,
        date=_dates(rows, visible),
        view=_view(meetings, sides),
        one_sided=mostly_one_voice(practices.status, practices.one_voice),
        meetings=meetings,
        sides=sides,
        people=_people(meetings, sides),
        practices=practices,
        dimensions=dimensions,
        values=values,
        stage=stage,
        next_stage=next_stage,
        unmet=unmet,
        cautions=_cautions(rubric, dimensions),
        circumstances=_circumstances(rubric, rows, visible),
        agreement=agreement,
        agreement_why=agreement_why,
        checks=_checks(rubric.top, meetings, sides, practices),
        experience_n=experience_n,
        experience_counts=experience_counts,
    )


def _meetings(rows: Sorted) -> Meetings:
    here = np.flatnonzero(rows.rows.voice == 0)
    which = rows.of_round[here]
    width = rows.rows.answers.shape[1]
    there = np.zeros(rows.rounds, np.bool_)
    staff, members = np.zeros(rows.rounds, np.int64), np.zeros(rows.rounds, np.int64)
    answers = np.full((rows.rounds, width), BLANK, np.uint8)
    there[which] = True
    staff[which], members[which] = rows.rows.staff[here], rows.rows.members[here]
    answers[which] = rows.rows.answers[here]
    return Meetings(there, staff, members, answers & ~np.uint8(EVIDENCE), (answers & EVIDENCE) > 0)


# 3.2 Who may be shown, and 3.3 one voice on one practice.


def _voices(rubric: Rubric, rows: Sorted, side: int) -> Voices:
    here = np.flatnonzero(rows.rows.voice == side + 1)
    which = rows.of_round[here]
    sheets = np.bincount(which, minlength=rows.rounds).astype(np.int32)
    agreed = np.bincount(which[rows.rows.share[here]], minlength=rows.rounds)
    by = np.select([sheets == 0, agreed == sheets, sheets >= FEW], [NO_SHEETS, CONSENT, NUMBER], HIDDEN).astype(np.int8)
    seen = by[which] >= CONSENT
    return score_voices(rubric, by, sheets, rows.rows.answers[here[seen]], which[seen])


def score_voices(
    rubric: Rubric, by: Small, sheets: Whole, answers: NDArray[np.uint8], which: NDArray[np.int64]
) -> Voices:
    """Score what the sheets of one shown voice say of every practice (contract, 3.3)."""
    counts, any_evidence = _count(rubric, len(by), answers, which)
    levels, dont_know, not_applicable = counts[:-2], counts[-2], counts[-1]
    n = levels.sum(axis=0, dtype=np.int32)
    answered = n + dont_know + not_applicable
    by_number = (by == NUMBER)[:, None]
    too_few = by_number & (answered > 0) & (answered < FEW)
    status = np.select(
        [
            (by < CONSENT)[:, None] | np.zeros_like(too_few),
            answered == 0,
            too_few,
            2 * not_applicable > answered,
            dont_know > n,
        ],
        [NOT_SHOWN, UNANSWERED, TOO_FEW, NOT_APPLYING, UNKNOWN],
        RATED,
    ).astype(np.int8)
    for each in (*levels, n, dont_know, not_applicable):
        each[too_few] = 0
    # The low median stands at position (n - 1) // 2: the first level up to which more than that many are.
    middle = (levels.cumsum(axis=0, dtype=np.int32) <= (n - 1) // 2).sum(axis=0, dtype=np.int8)
    spread = (n > 0) & ~(by_number & (n < FEW))
    given = levels > 0
    return Voices(
        sheets=sheets,
        by=by,
        status=status,
        level=np.where(status == RATED, middle, NONE).astype(np.int8),
        n=n,
        dont_know=dont_know,
        not_applicable=not_applicable,
        low=np.where(spread, given.argmax(axis=0), NONE).astype(np.int8),
        high=np.where(spread, rubric.top - given[::-1].argmax(axis=0), NONE).astype(np.int8),
        evidence=any_evidence & ~too_few,
        levels=levels,
    )


def _count(rubric: Rubric, rounds: int, answers: NDArray[np.uint8], which: NDArray[np.int64]) -> tuple[Whole, Flags]:
    """Count the sheets of each round at each level, then those that do not know, then those it does not apply to.

    Kinds of answers by rounds by practices; and where there was any evidence.
    """
    practices, kinds = answers.shape[1], rubric.top + 3
    places = np.full(256, kinds, np.int64)  # where nothing was said: one more place, left out below
    places[: rubric.top + 1] = np.arange(rubric.top + 1)
    places[DONT_KNOW], places[NOT_APPLICABLE] = kinds - 2, kinds - 1
    places[EVIDENCE:] = places[:EVIDENCE]
    first = which * (kinds + 1)
    counts = np.empty((kinds, rounds, practices), np.int32)
    for practice in range(practices):
        found = np.bincount(places[answers[:, practice]] + first, minlength=rounds * (kinds + 1))
        counts[:, :, practice] = found.reshape(rounds, kinds + 1)[:, :kinds].T
    evidence = np.zeros((rounds, practices), np.bool_)
    if (given := answers >= EVIDENCE).any():
        np.logical_or.at(evidence, which, given)
    return counts, evidence


# 3.4 The team on one practice.


def score_practices(meetings: Meetings, sides: tuple[Voices, Voices]) -> Practices:
    """Score the team on every practice from every voice that was heard on it."""
    said = meetings.answers != BLANK
    agreed = said & meetings.two_sided[:, None]
    alone = said & ~agreed
    said_level = np.where(meetings.answers < DONT_KNOW, meetings.answers, NONE).astype(np.int8)
    heard_sides = [(voice.status <= NOT_APPLYING) & ~agreed for voice in sides]
    heard = np.stack([*heard_sides, said])
    knows_not = np.stack([*(voice.status == UNKNOWN for voice in sides), meetings.answers == DONT_KNOW])
    applies_not = np.stack([*(voice.status == NOT_APPLYING for voice in sides), meetings.answers == NOT_APPLICABLE])
    levels = np.stack([*(voice.level for voice in sides), said_level])
    status = np.select(
        [~heard.any(axis=0), (applies_not | ~heard).all(axis=0), (knows_not & heard).any(axis=0)],
        [UNANSWERED, NOT_APPLYING, UNKNOWN],
        RATED,
    ).astype(np.int8)
    given = heard & (levels != NONE)
    lowest = np.where(given, levels, np.int8(127)).min(axis=0)
    only = meetings.only_side[:, None]
    rated_sides = [given[side] | (alone & (said_level != NONE) & (only == side)) for side in (0, 1)]
    one_voice = (status == RATED) & ~agreed & ~(rated_sides[0] & rated_sides[1])
    side_levels = tuple(
        np.where(voice.shown[:, None], voice.level, np.where(said & (only == side), said_level, NONE)).astype(np.int8)
        for side, voice in enumerate(sides)
    )
    staff, members = side_levels
    return Practices(
        status=status,
        level=np.where(status == RATED, lowest, NONE).astype(np.int8),
        one_voice=one_voice,
        one_voice_of=np.select([one_voice & rated_sides[0], one_voice & rated_sides[1]], [0, 1], NONE).astype(np.int8),
        gap=np.where((staff == NONE) | (members == NONE), NO_GAP, staff.astype(np.int16) - members),
        side_levels=(staff, members),
        evidence=meetings.evidence | sides[0].evidence | sides[1].evidence,
    )


# 3.5 Whose view a result is.


def _view(meetings: Meetings, sides: tuple[Voices, Voices]) -> Small:
    staff, members = (voice.shown | (meetings.only_side == side) for side, voice in enumerate(sides))
    return np.select([meetings.two_sided, staff & members, staff, members, meetings.there], [0, 1, 2, 3, 4], 5).astype(
        np.int8
    )


def mostly_one_voice(status: Small, one_voice: Flags) -> Flags:
    """Say where more than half of the rated practices were heard from one voice."""
    most: Flags = 2 * one_voice.sum(axis=1) > (status == RATED).sum(axis=1)
    return most


# 3.6 A group: each dimension, and each value.


def score_group(rubric: Rubric, of_group: Sequence[bool], practices: Practices) -> Group:
    """Score a dimension or a value from its practices."""
    members = np.flatnonzero(of_group)
    chosen = [rubric.practices[each] for each in members]
    status, level = practices.status[:, members], practices.level[:, members]
    applicable, rated = status != NOT_APPLYING, status == RATED
    core = applicable & np.array([each.core for each in chosen], np.bool_)
    core |= applicable & ~core.any(axis=1, keepdims=True)
    core_rated = core & rated
    one_sided = mostly_one_voice(status, practices.one_voice[:, members])
    scored = _enough(rubric, rated, applicable) & _enough(rubric, core_rated, core)
    majority = _low_median(level, core_rated)
    lowest = np.where(core_rated, level, 127).min(axis=1, initial=127)
    limits = [majority, lowest + 1]
    limits.append(np.where((core & ~rated).any(axis=1), np.maximum(majority - 1, 1), majority))
    limits.append(np.where(one_sided, rubric.one_sided_top, majority))
    reach = np.where(one_sided, np.minimum(majority, rubric.one_sided_top), majority)
    weights = np.array([each.weight for each in chosen])
    points = np.array(rubric.points)
    return Group(
        members=members,
        status=np.select([scored, applicable.any(axis=1)], [SCORED, NOT_ENOUGH], NONE_APPLIES).astype(np.int8),
        score=np.where(scored, _weighted_mean(weights, points[level], rated), np.nan),
        level=np.where(scored, np.minimum.reduce(limits), NONE).astype(np.int8),
        majority=np.where(scored, majority, NONE).astype(np.int8),
        rated=rated.sum(axis=1, dtype=np.int32),
        applicable=applicable.sum(axis=1, dtype=np.int32),
        one_sided=one_sided,
        score_if_lowest=_weighted_mean(weights, points[np.where(rated, level, 0)], applicable),
        score_if_highest=_weighted_mean(weights, points[np.where(rated, level, rubric.top)], applicable),
        held_back_by=core_rated & scored[:, None] & (level + 1 < reach[:, None]),
        not_known=core & ~rated & scored[:, None],
    )


def _enough(rubric: Rubric, rated: Flags, applicable: Flags) -> Flags:
    some, all_ = rated.sum(axis=1), applicable.sum(axis=1)
    enough: Flags = (some > 0) & (some / np.maximum(all_, 1) >= rubric.rules.enough_answers)
    return enough


def _low_median(level: Small, of: Flags) -> NDArray[np.int64]:
    """The level at position (n - 1) // 2 of those given, in order; 127 where there are none."""
    inorder = np.sort(np.where(of, level, 127).astype(np.int64), axis=1)
    middle = np.maximum(of.sum(axis=1) - 1, 0) // 2
    return np.take_along_axis(inorder, middle[:, None], axis=1)[:, 0] if of.shape[1] else np.full(len(of), 127)


def _weighted_mean(weights: Real, points: Real, of: Flags) -> Real:
    weight = np.where(of, weights, 0.0)
    total = weight.sum(axis=1)
    mean: Real = np.full(len(of), np.nan)
    np.divide((weight * points).sum(axis=1), total, out=mean, where=of.any(axis=1))
    return mean


# 3.7 Stage.


def find_stage(rubric: Rubric, dimensions: Sequence[Group]) -> tuple[Small, Small, Flags]:
    """Find the stage reached, the next one, and what that one needs that is not met or not known."""
    rounds = len(dimensions[0].level)
    column = {group.id: index for index, group in enumerate(rubric.dimensions)}
    reached, next_stage = np.full(rounds, NONE, np.int8), np.full(rounds, NONE, np.int8)
    unmet = np.zeros((rounds, len(dimensions)), np.bool_)
    going_on, any_needs = np.ones(rounds, np.bool_), False
    for index, stage in enumerate(rubric.stages):
        missing = np.zeros_like(unmet)
        known = np.zeros(rounds, np.bool_)
        for dimension, need in stage.needs.items():
            found = dimensions[column[dimension]]
            lacks = (found.status != NONE_APPLIES) & (found.level < need)
            missing[:, column[dimension]] = lacks
            known |= lacks & (found.level != NONE)
        stops = going_on & missing.any(axis=1)
        says = stops if any_needs else stops & known
        reached[stops & ~says] = NONE
        next_stage[says] = index
        unmet[says] = missing[says]
        going_on &= ~stops
        reached[going_on] = index
        any_needs = any_needs or bool(stage.needs)
    return reached, next_stage, unmet


def _cautions(rubric: Rubric, dimensions: Sequence[Group]) -> Flags:
    column = {group.id: index for index, group in enumerate(rubric.dimensions)}
    fired = np.zeros((len(dimensions[0].level), len(rubric.cautions)), np.bool_)
    for index, caution in enumerate(rubric.cautions):
        ahead, behind = dimensions[column[caution.dimension]], dimensions[column[caution.ahead_of]]
        fired[:, index] = (behind.level != NONE) & ~behind.one_sided & (ahead.level > behind.level)
    return fired


# 3.8 Agreement.


def ordinal_alpha(levels: Whole) -> tuple[Real, Small]:
    """Krippendorff's alpha for every round, from how many gave each level of each practice."""
    raters = levels.sum(axis=0)
    counts = np.where(raters > 1, levels, 0)
    totals = counts.sum(axis=2)
    total = totals.sum(axis=0)
    why = np.select([total == 0, totals.max(axis=0) == total], [2, 1], 0).astype(np.int8)
    ranks = totals.cumsum(axis=0) - totals / 2
    observed, expected = np.zeros(len(total)), np.zeros(len(total))
    for one, other in combinations(range(len(levels)), 2):
        distance = 2 * (ranks[one] - ranks[other]) ** 2  # each pair of levels counts both ways round
        pairs = counts[one].astype(np.int64) * counts[other]
        observed += (pairs / np.maximum(raters - 1, 1)).sum(axis=1) * distance
        expected += totals[one] * totals[other] * distance
    expected /= np.maximum(total - 1, 1)
    defined = why == 0
    alpha = 1 - np.divide(observed, expected, out=np.zeros(len(total)), where=defined)
    return np.where(defined, alpha, np.nan), why


# 3.9 Things to check.


def _checks(top: int, meetings: Meetings, sides: tuple[Voices, Voices], practices: Practices) -> dict[CheckWhy, Flags]:
    staff, members = sides
    agreed = (meetings.answers != BLANK) & meetings.two_sided[:, None]
    level = practices.level
    return dict(
        zip(
            CHECKS,
            (
                (level == top) & ~practices.evidence,
                agreed
                & (level != NONE)
                & np.logical_or.reduce([(voice.level != NONE) & (level > voice.level) for voice in sides]),
                np.logical_or.reduce(
                    [(voice.answered > 0) & (3 * voice.dont_know >= voice.answered) for voice in sides]
                ),
                (members.status == UNKNOWN) & (staff.level > 0),
            ),
            strict=True,
        )
    )


# Who was heard, and what else they said.


def _visible(rows: Sorted, sides: tuple[Voices, Voices]) -> Flags:
    """Which rows a result may say something of."""
    voice = rows.rows.voice
    return np.select(
        [voice == 0, voice == 1], [True, sides[0].shown[rows.of_round]], sides[1].shown[rows.of_round]
    ).astype(np.bool_)


def _dates(rows: Sorted, visible: Flags) -> NDArray[np.int32]:
    """The latest day of what may be shown; of all sheets where nobody may be."""
    latest, of_all = np.zeros(rows.rounds, np.int32), np.zeros(rows.rounds, np.int32)
    np.maximum.at(latest, rows.of_round[visible], rows.rows.date[visible])
    np.maximum.at(of_all, rows.of_round, rows.rows.date)
    return np.where(latest > 0, latest, of_all)


def _people(meetings: Meetings, sides: tuple[Voices, Voices]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    staff, members = (
        np.where(counted > 0, counted, np.where(voice.shown, voice.sheets, 0))
        for counted, voice in zip((meetings.staff, meetings.members), sides, strict=True)
    )
    return staff, members


def _circumstances(rubric: Rubric, rows: Sorted, visible: Flags) -> Flags:
    said = np.zeros(rows.rounds, rows.rows.circumstances.dtype)
    np.bitwise_or.at(said, rows.of_round[visible], rows.rows.circumstances[visible])
    bits = np.arange(len(rubric.circumstances), dtype=np.uint64)
    return ((said.astype(np.uint64)[:, None] >> bits) & np.uint64(1)) > 0


def _experience(rubric: Rubric, rows: Sorted, members: Voices) -> tuple[Whole, list[Whole]]:
    here = np.flatnonzero((rows.rows.experience > 0).any(axis=1) & members.shown[rows.of_round])
    which = rows.of_round[here]
    at_least = np.where(members.by == NUMBER, FEW, 1)
    answered = np.zeros((rows.rounds, len(rubric.experience)), np.int32)
    counts = []
    for column, question in enumerate(rubric.experience):
        chosen = rows.rows.experience[here, column]
        some = np.bincount(which[chosen > 0], minlength=rows.rounds)
        enough = some >= at_least
        answered[:, column] = np.where(enough, some, 0)
        of_question = np.zeros((rows.rounds, len(question.options)), np.int32)
        for bit in range(len(question.options)):
            chose = (chosen >> chosen.dtype.type(bit)) & chosen.dtype.type(1) > 0
            of_question[:, bit] = np.where(enough, np.bincount(which[chose], minlength=rows.rounds), 0)
        counts.append(of_question)
    return answered, counts
