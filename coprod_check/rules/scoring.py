"""The scoring rules, in the order of the contract: voices, practices, groups, stage, checks.

A reader should be able to hold contract section 3 beside this page. Everything here
is computed on unrounded numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.rules.agreement import ordinal_alpha
from coprod_check.rules.numbers import low_median, weighted_mean
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
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.shapes import DimensionId, PracticeId, Side
    from coprod_check.documents.sheet import Rating, Sheet
    from coprod_check.rules.result import CheckWhy, View
    from coprod_check.rules.rounds import Filed, Round


def score_round(assessed: Round) -> Result:
    """Score one round: sheets in, result out; same sheets, same result."""
    rubric = assessed.rubric
    practices = {practice.id: score_practice(practice, assessed) for practice in rubric.practices}
    dimensions = {
        group.id: score_group(rubric, [p for p in rubric.practices if p.dimension == group.id], practices)
        for group in rubric.dimensions
    }
    values = {
        group.id: score_group(rubric, [p for p in rubric.practices if p.value == group.id], practices)
        for group in rubric.values
    }
    stage, next_stage, unmet = find_stage(rubric, dimensions)
    agreement, agreement_why = ordinal_alpha(_units(assessed, practices))
    return Result(
        rubric=rubric,
        team=assessed.team,
        round=assessed.label,
        date=assessed.date,
        view=_view(assessed),
        one_sided=mostly_one_voice(practices.values()),
        voices=_voices_heard(assessed),
        people=_people(assessed),
        dimensions=dimensions,
        values=values,
        practices=practices,
        stage=stage,
        next_stage=next_stage,
        unmet=unmet,
        cautions=_cautions(rubric, dimensions),
        circumstances=_circumstances(assessed),
        agreement=agreement,
        agreement_why=agreement_why,
        to_check=tuple(_checks(assessed, practices)),
        experience=dict(_experience(assessed)),
        sources=tuple(each.source for each in _visible(assessed)),
    )


# 3.3 One voice on one practice.


def score_voice(ratings: Sequence[Rating | None], *, by_number: bool) -> VoiceOnPractice:
    """Score what the sheets of one shown voice say of one practice.

    ``by_number`` hides a practice that one to four sheets answered, and the spread
    where fewer than five gave a level.
    """
    given = [rating for rating in ratings if rating is not None]
    levels = [rating.level for rating in given if isinstance(rating.level, int)]
    dont_know = sum(rating.level == DONT_KNOW for rating in given)
    not_applicable = sum(rating.level == NOT_APPLICABLE for rating in given)
    if not given:
        return VoiceOnPractice("unanswered")
    if by_number and len(given) < FEW:
        return VoiceOnPractice("too-few")
    spread = bool(levels) and not (by_number and len(levels) < FEW)
    low, high = (min(levels), max(levels)) if spread else (None, None)
    if 2 * not_applicable > len(given):
        status, level = NOT_APPLICABLE, None
    elif dont_know > len(levels):
        status, level = DONT_KNOW, None
    else:
        status, level = "rated", low_median(levels)
    return VoiceOnPractice(
        status=status,  # type: ignore[arg-type]  # one of the three words just chosen
        level=level,
        n=len(levels),
        dont_know=dont_know,
        not_applicable=not_applicable,
        low=low,
        high=high,
        split=None if low is None or high is None else high - low >= 2,
        evidence=any(rating.evidence.strip() for rating in given),
    )


# 3.4 The team on one practice.


class _Heard(NamedTuple):
    """One voice that was heard on a practice: whose it is, and what it said."""

    side: Side | None
    status: str
    level: int | None


def score_practice(practice: Practice, assessed: Round) -> PracticeResult:
    """Score the team on one practice from every voice that was heard on it."""
    voices = {side: _voice_on(practice.id, side, assessed) for side in SIDES}
    meeting = assessed.together.sheet if assessed.together else None
    said = meeting.ratings.get(practice.id) if meeting else None
    agreed = said if meeting and meeting.two_sided else None
    heard = [
        _Heard(side, voice.status, voice.level)
        for side, voice in voices.items()
        if voice and voice.status in {"rated", DONT_KNOW, NOT_APPLICABLE}
    ]
    if agreed:
        team = [_as_heard(agreed, None)]
    elif said and meeting:
        team = [*heard, _as_heard(said, meeting.only_side)]
    else:
        team = heard
    rated = [each for each in team if each.level is not None]
    status, level = _lowest_heard(team)
    sides_rated = {each.side for each in rated if each.side}
    one_voice = status == "rated" and not agreed and len(sides_rated) < 2
    sides = {side: _side_level(voices[side], said, meeting, side) for side in SIDES}
    return PracticeResult(
        status=status,  # type: ignore[arg-type]  # one of the four words of _lowest_heard
        level=level,
        one_voice=one_voice,
        gap=_gap(sides["staff"], sides["lived-experience"]),
        voices=voices,
        sides=sides,
        one_voice_of=next(iter(sides_rated), None) if one_voice else None,
        evidence=bool(said and said.evidence.strip()) or any(v.evidence for v in voices.values() if v),
    )


def _voice_on(practice: PracticeId, side: Side, assessed: Round) -> VoiceOnPractice | None:
    shown_by = assessed.voices[side].shown_by
    if not shown_by:
        return None
    ratings = [each.sheet.ratings.get(practice) for each in assessed.shown(side)]
    return score_voice(ratings, by_number=shown_by == "number")


def _as_heard(said: Rating, side: Side | None) -> _Heard:
    return _Heard(side, "rated", said.level) if isinstance(said.level, int) else _Heard(side, said.level, None)


def _lowest_heard(heard: Sequence[_Heard]) -> tuple[str, int | None]:
    """A level counts when everyone who was heard says it is reached."""
    if not heard:
        return "unanswered", None
    if all(each.status == NOT_APPLICABLE for each in heard):
        return NOT_APPLICABLE, None
    if any(each.status == DONT_KNOW for each in heard):
        return DONT_KNOW, None
    return "rated", min(each.level for each in heard if each.level is not None)


def _side_level(voice: VoiceOnPractice | None, said: Rating | None, meeting: Sheet | None, side: Side) -> int | None:
    """A side's level: its shown voice's, else that of a together sheet that counted only that side."""
    if voice:
        return voice.level
    if said and meeting and meeting.only_side == side and isinstance(said.level, int):
        return said.level
    return None


def _gap(staff: int | None, lived_experience: int | None) -> int | None:
    return None if staff is None or lived_experience is None else staff - lived_experience


# 3.5 Whose view a result is.


def _view(assessed: Round) -> View:
    meeting = assessed.together.sheet if assessed.together else None
    if meeting and meeting.two_sided:
        return "together"
    heard = {side for side in SIDES if assessed.voices[side].shown_by}
    if meeting and meeting.only_side:
        heard.add(meeting.only_side)
    if len(heard) == 2:
        return "both-voices"
    if heard:
        return "staff-only" if "staff" in heard else "lived-experience-only"
    return "unknown" if meeting else "none"


def mostly_one_voice(practices: Iterable[PracticeResult]) -> bool:
    """Say whether more than half of the rated practices were heard from one voice."""
    rated = [practice for practice in practices if practice.status == "rated"]
    return 2 * sum(practice.one_voice for practice in rated) > len(rated)


# 3.6 A group: each dimension, and each value.


def score_group(
    rubric: Rubric, members: Sequence[Practice], practices: dict[PracticeId, PracticeResult]
) -> GroupResult:
    """Score a dimension or a value from its practices."""
    applicable = [p for p in members if practices[p.id].status != NOT_APPLICABLE]
    rated = [p for p in applicable if practices[p.id].level is not None]
    core = [p for p in applicable if p.core] or applicable
    core_levels = {p.id: level for p in core if (level := practices[p.id].level) is not None}
    one_sided = mostly_one_voice(practices[p.id] for p in rated)
    scored = _enough(rubric, rated, applicable) and _enough(rubric, core_levels, core)
    majority = level = None
    held_back_by: tuple[PracticeId, ...] = ()
    if scored:
        majority = low_median(list(core_levels.values()))
        limits = [majority, min(core_levels.values()) + 1]
        if len(core_levels) < len(core):
            limits.append(max(majority - 1, 1))
        reach = majority
        if one_sided:
            limits.append(rubric.one_sided_top)
            reach = min(majority, rubric.one_sided_top)
        level = min(limits)
        held_back_by = tuple(each for each, number in core_levels.items() if number + 1 < reach)
    return GroupResult(
        status="scored" if scored else "not-enough-answers" if applicable else "not-applicable",
        score=weighted_mean(_points(rubric, rated, practices)) if scored else None,
        level=level,
        rated=len(rated),
        applicable=len(applicable),
        one_sided=one_sided,
        score_if_lowest=weighted_mean(_points(rubric, applicable, practices, blank=0)),
        score_if_highest=weighted_mean(_points(rubric, applicable, practices, blank=rubric.top)),
        held_back_by=held_back_by,
        not_known=tuple(p.id for p in core if p.id not in core_levels) if scored else (),
        majority=majority,
    )


def _enough(rubric: Rubric, rated: Sequence[Practice] | dict[PracticeId, int], applicable: Sequence[Practice]) -> bool:
    return bool(rated) and len(rated) / len(applicable) >= rubric.rules.enough_answers


def _points(
    rubric: Rubric,
    members: Iterable[Practice],
    practices: dict[PracticeId, PracticeResult],
    blank: int = 0,
) -> Iterator[tuple[float, float]]:
    """Weight and points of each practice, with the unrated ones at the level ``blank``."""
    for practice in members:
        level = practices[practice.id].level
        yield practice.weight, rubric.points[blank if level is None else level]


# 3.7 Stage.


def find_stage(
    rubric: Rubric, dimensions: dict[DimensionId, GroupResult]
) -> tuple[str | None, str | None, dict[DimensionId, int]]:
    """Find the stage reached, the next one, and what that one needs that is not met or not known."""
    reached: str | None = None
    any_needs_reached = False
    for stage in rubric.stages:
        known = {d: need for d, need in stage.needs.items() if dimensions[d].status != "not-applicable"}
        unmet = {d: need for d, need in known.items() if not _meets(dimensions[d].level, need)}
        if unmet:
            only_unknown = all(dimensions[d].level is None for d in unmet)
            if only_unknown and not any_needs_reached:
                return None, None, {}
            return reached, stage.id, unmet
        reached = stage.id
        any_needs_reached = any_needs_reached or bool(stage.needs)
    return reached, None, {}


def _meets(level: int | None, need: int) -> bool:
    return level is not None and level >= need


def _cautions(rubric: Rubric, dimensions: dict[DimensionId, GroupResult]) -> tuple[str, ...]:
    fired = []
    for caution in rubric.cautions:
        ahead, behind = dimensions[caution.dimension], dimensions[caution.ahead_of]
        if ahead.level is None or behind.level is None or behind.one_sided:
            continue
        if ahead.level > behind.level:
            fired.append(caution.id)
    return tuple(fired)


# 3.8 Agreement.


def _units(assessed: Round, practices: dict[PracticeId, PracticeResult]) -> Iterator[list[int]]:
    """The levels of each practice over the private sheets of shown voices."""
    for practice, result in practices.items():
        yield [
            rating.level
            for side in SIDES
            if (voice := result.voices[side]) and voice.status != "too-few"
            for each in assessed.shown(side)
            if (rating := each.sheet.ratings.get(practice)) and isinstance(rating.level, int)
        ]


# 3.9 Things to check.


def _checks(assessed: Round, practices: dict[PracticeId, PracticeResult]) -> Iterator[Check]:
    meeting = assessed.together.sheet if assessed.together else None
    agreed = meeting.ratings if meeting and meeting.two_sided else {}
    for practice, result in practices.items():
        for why in _checks_on(result, assessed.rubric.top, agreed=practice in agreed):
            yield Check(practice, why)


def _checks_on(result: PracticeResult, top: int, *, agreed: bool) -> Iterator[CheckWhy]:
    staff, members = result.voices["staff"], result.voices["lived-experience"]
    shown = [voice for voice in (staff, members) if voice]
    level = result.level
    if level == top and not result.evidence:
        yield "top-without-evidence"
    if agreed and level is not None and any(voice.level is not None and level > voice.level for voice in shown):
        yield "above-a-voice"
    if any(voice.answered and 3 * voice.dont_know >= voice.answered for voice in shown):
        yield "many-dont-know"
    if members and members.status == DONT_KNOW and staff and staff.level is not None and staff.level > 0:
        yield "members-not-told"


# Who was heard, and what else they said.


def _visible(assessed: Round) -> list[Filed]:
    """The sheets that a result may say something of."""
    together = [assessed.together] if assessed.together else []
    return together + [each for side in SIDES for each in assessed.shown(side)]


def _voices_heard(assessed: Round) -> dict[str, VoiceHeard]:
    heard = {"together": VoiceHeard(sheets=int(bool(assessed.together)), shown=bool(assessed.together))}
    for side in SIDES:
        voice = assessed.voices[side]
        heard[side] = VoiceHeard(len(voice.sheets), bool(voice.shown_by), voice.shown_by, voice.hidden)
    return heard


def _people(assessed: Round) -> dict[Side, int]:
    """Who was there: as the together sheet says, else the number of sheets of the shown voice."""
    counted = {side: assessed.together.sheet.people.of(side) if assessed.together else 0 for side in SIDES}
    return {side: counted[side] or len(assessed.shown(side)) for side in SIDES}


def _circumstances(assessed: Round) -> tuple[str, ...]:
    said = {each for filed in _visible(assessed) for each in filed.sheet.circumstances}
    return tuple(each.id for each in assessed.rubric.circumstances if each.id in said)


def _experience(assessed: Round) -> Iterator[tuple[str, ExperienceCounts]]:
    """Count the answers to each experience question that enough people answered."""
    side: Side = "lived-experience"
    at_least = FEW if assessed.voices[side].shown_by == "number" else 1
    for question in assessed.rubric.experience:
        answers = [chosen for each in assessed.shown(side) if (chosen := each.sheet.chosen(question.id))]
        if len(answers) >= at_least:
            counts = {option.id: sum(option.id in answer for answer in answers) for option in question.options}
            chosen_at_all = {option: count for option, count in counts.items() if count}
            yield question.id, ExperienceCounts(len(answers), chosen_at_all)
