"""The scoring rules, in the order of the contract: voices, practices, groups, stage, checks.

A reader should be able to hold contract section 3 beside this page: its lines stand
above the branches that keep them. Everything here is computed on unrounded numbers.

Each rule is a function of exactly the case that it decides, and is stated nowhere
else: scoring very many rounds asks the same functions, once for each different case.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.shapes import SIDES, DimensionId, PracticeId
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.rules.agreement import ordinal_alpha
from coprod_check.rules.numbers import low_median, weighted_mean
from coprod_check.rules.result import (
    Check,
    ExperienceCounts,
    GroupResult,
    Heard,
    MeetingTalk,
    PracticeResult,
    Reached,
    Result,
    StageReached,
    Standing,
    TeamOnPractice,
    VoiceHeard,
    VoiceOnPractice,
)
from coprod_check.rules.suppression import too_few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coprod_check.documents.rubric import Caution, ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.documents.sheet import Rating
    from coprod_check.rules.result import CheckWhy, GroupStatus, PracticeStatus, View, VoiceStatus
    from coprod_check.rules.rounds import Round, SheetFile

    Sides = tuple[Side, ...]
    """The sides that a together sheet counted: both, one, or neither."""
    Voices = Mapping[Side, Heard | None]
    """Each side's voice on a practice; ``None`` where it is not shown."""


def score_round(assessed: Round) -> Result:
    """Score one round: sheets in, result out; same sheets, same result."""
    rubric = assessed.rubric
    on = {practice.id: _on_practice(assessed, practice.id) for practice in rubric.practices}
    practices = {practice: with_voices(each.team, each.voices) for practice, each in on.items()}
    dimensions = {
        group.id: _group(rubric, [p for p in rubric.practices if p.dimension == group.id], practices)
        for group in rubric.dimensions
    }
    values = {
        group.id: _group(rubric, [p for p in rubric.practices if p.value == group.id], practices)
        for group in rubric.values
    }
    reached = {dimension: group.reached for dimension, group in dimensions.items()}
    one_sided = mostly_one_voice(each.standing for each in practices.values())
    standing = {practice: each.standing for practice, each in practices.items()}
    way = find_stage(rubric, reached, standing, one_sided=one_sided)
    agreement, agreement_why = ordinal_alpha(_units(assessed, practices))
    counted = assessed.together.sheet.people if assessed.together else None
    sides = assessed.together.sheet.sides if assessed.together else None
    voices_heard = {
        side: VoiceHeard(len(v.sheets), bool(v.shown_by), v.shown_by, v.hidden) for side, v in assessed.voices.items()
    }
    return Result(
        rubric=rubric,
        team=assessed.team,
        round=assessed.label,
        date=assessed.date,
        view=whose_view(sides, {side for side, voice in voices_heard.items() if voice.shown}),
        one_sided=one_sided,
        voices=together_and(voices_heard, met=sides is not None),
        people=_people(assessed),
        dimensions=dimensions,
        values=values,
        practices=practices,
        stage=way.stage,
        next_stage=way.next_stage,
        unmet=way.unmet,
        stage_why=way.why,
        cautions=_cautions(assessed, reached, way.stage),
        circumstances=_circumstances(assessed),
        agreement=agreement,
        agreement_why=agreement_why,
        to_check=(
            *few_on_one_side(counted.staff if counted else 0, counted.lived_experience if counted else 0),
            *_to_check(rubric, on, reached, way.stage),
        ),
        experience=dict(_experience(assessed)),
        sources=sources_of(assessed),
        talked_about=_talk(assessed),
    )


def _talk(assessed: Round) -> MeetingTalk | None:
    """Count what the meeting's sheet says of its talk."""
    # 6.1: "Not where a private voice of the round is hidden: with the meeting's levels the counts would tell of it."
    if assessed.together is None or any(voice.hidden for voice in assessed.voices.values()):
        return None
    said_ = Counter(rating.talked_about for rating in assessed.together.sheet.answers.values())
    return MeetingTalk(said_["kept"], said_["moved"]) if said_["kept"] or said_["moved"] else None


class _OnPractice(NamedTuple):
    """Everything that is known of one practice."""

    team: TeamOnPractice
    voices: dict[Side, VoiceOnPractice | None]
    heard: dict[Side, Heard | None]
    said: Said | None


def _on_practice(assessed: Round, practice: PracticeId) -> _OnPractice:
    said = _said(assessed, practice)
    voices = {side: _voice_on(practice, side, assessed) for side in SIDES}
    heard = {side: heard_in_short(voice) if voice else None for side, voice in voices.items()}
    return _OnPractice(score_practice(heard, said), voices, heard, said)


# 3.3 One voice on one practice.


class AnswerCounts(NamedTuple):
    """What the sheets of one shown voice say of one practice, counted."""

    levels: tuple[int, ...]
    """How many gave each level, from 0 to the top."""
    dont_know: int
    not_applicable: int
    evidence: bool
    """Whether anyone gave evidence."""


def count_answers(ratings: Iterable[Rating | None], top: int) -> AnswerCounts:
    """Count what the sheets of one voice say of one practice; ``None`` is a sheet that does not answer it."""
    given = [rating for rating in ratings if rating is not None]
    said = Counter(rating.level for rating in given)
    return AnswerCounts(
        levels=tuple(said[level] for level in range(top + 1)),
        dont_know=said[DONT_KNOW],
        not_applicable=said[NOT_APPLICABLE],
        evidence=any(rating.evidence.strip() for rating in given),
    )


def score_voice(given: AnswerCounts, *, by_number: bool) -> VoiceOnPractice:
    """Score one shown voice on one practice; ``by_number`` where it is not shown by consent."""
    levels = [level for level, count in enumerate(given.levels) for _ in range(count)]
    n, dk, na = len(levels), given.dont_know, given.not_applicable
    answered = n + dk + na
    # 3.3: "1. answered = 0 → `unanswered`; shown by number and answered < 5 → `too-few`"
    if answered == 0:
        return VoiceOnPractice("unanswered")
    if too_few(answered, by_number=by_number):
        return VoiceOnPractice("too-few")
    status: VoiceStatus
    level: int | None = None
    # 3.3: "2. 2·na > answered → `not-applicable`"
    if 2 * na > answered:
        status = NOT_APPLICABLE
    # 3.3: "3. dk > n → `dont-know`"
    elif dk > n:
        status = DONT_KNOW
    # 3.3: "4. otherwise `rated`: its level is the **low median**"
    else:
        status, level = "rated", low_median(levels)
    # 3.3: "`low`, `high`, and `split` = high − low ≥ 2 (all three null when n = 0, and see 3.2)"
    # 3.2: "There `low` and `high` are always null (five equal answers would tell what each one said),"
    ends = n > 0 and not by_number
    # 3.2: "and `split` is null where fewer than five gave a level."
    spread = n > 0 and not too_few(n, by_number=by_number)
    return VoiceOnPractice(
        status=status,
        level=level,
        n=n,
        dont_know=dk,
        not_applicable=na,
        low=levels[0] if ends else None,
        high=levels[-1] if ends else None,
        split=levels[-1] - levels[0] >= 2 if spread else None,
        evidence=given.evidence,
    )


def _voice_on(practice: PracticeId, side: Side, assessed: Round) -> VoiceOnPractice | None:
    by = assessed.voices[side].shown_by
    if not by:
        return None
    ratings = (each.sheet.answers.get(practice) for each in assessed.shown(side))
    return score_voice(count_answers(ratings, assessed.rubric.top), by_number=by == "number")


# 3.4 The team on one practice.


class Said(NamedTuple):
    """What a together sheet says of one practice, and the sides that it counted."""

    answer: int | str
    """A level, "dont-know" or "not-applicable"."""
    evidence: bool
    sides: Sides

    @property
    def two_sided(self) -> bool:
        """Whether it stands for the team."""
        # 3.4: "A `together` sheet is **two-sided** when it counts at least one person on each side."
        return len(self.sides) == 2

    @property
    def level(self) -> int | None:
        """The level, if that is the answer."""
        return self.answer if isinstance(self.answer, int) else None


def _said(assessed: Round, practice: PracticeId) -> Said | None:
    meeting = assessed.together.sheet if assessed.together else None
    rating = meeting.answers.get(practice) if meeting else None
    return Said(rating.answer, bool(rating.evidence.strip()), meeting.sides) if meeting and rating else None


class _Voice(NamedTuple):
    """One voice that was heard on a practice: whose it is, and what it said."""

    side: Side | None
    status: str
    level: int | None


def score_practice(voices: Voices, said: Said | None) -> TeamOnPractice:
    """Score the team on one practice; ``said`` is ``None`` where no together sheet answers it."""
    agreed = said is not None and said.two_sided
    heard = list(_heard(voices, said))
    status, level = _answer_of(heard)
    # 3.4: "A rated practice is `one_voice` unless it came from a two-sided together sheet or rated voices of both sides
    # were heard."
    sides_rated = {each.side for each in heard if each.level is not None and each.side}
    one_voice = status == "rated" and not agreed and len(sides_rated) < 2
    sides = {side: _side_level(voices[side], said, side) for side in SIDES}
    return TeamOnPractice(
        status=status,
        level=level,
        one_voice=one_voice,
        gap=_gap(sides["staff"], sides["lived-experience"]),
        sides=sides,
        one_voice_of=next(iter(sides_rated), None) if one_voice else None,
        evidence=bool(said and said.evidence) or any(voice.evidence for voice in voices.values() if voice),
    )


def _heard(voices: Voices, said: Said | None) -> Iterator[_Voice]:
    """Give the voices from which the team's answer is taken."""
    # 3.4: "If a two-sided together sheet answers the practice (a level, "dont-know" or "not-applicable"), that is the
    # team's answer."
    if said and said.two_sided:
        yield _as_voice(said, None)
        return
    # 3.4: "Otherwise the voices heard on it are the shown private voices that are rated, dont-know or not-applicable,"
    for side, voice in voices.items():
        if voice and voice.status in {"rated", DONT_KNOW, NOT_APPLICABLE}:
            yield _Voice(side, voice.status, voice.level)
    # 3.4: "and the answer of a together sheet that is not two-sided, as one more voice (of the side that it counted, or
    # of no known side)"
    if said:
        yield _as_voice(said, said.sides[0] if said.sides else None)


def _as_voice(said: Said, side: Side | None) -> _Voice:
    return _Voice(side, str(said.answer) if said.level is None else "rated", said.level)


def _answer_of(heard: Sequence[_Voice]) -> tuple[PracticeStatus, int | None]:
    """A level counts when everyone who was heard says it is reached."""
    # 3.4: "1. none heard → `unanswered`"
    if not heard:
        return "unanswered", None
    # 3.4: "2. all not-applicable → `not-applicable`"
    if all(each.status == NOT_APPLICABLE for each in heard):
        return NOT_APPLICABLE, None
    # 3.4: "3. any dont-know → `dont-know`"
    if any(each.status == DONT_KNOW for each in heard):
        return DONT_KNOW, None
    # 3.4: "4. otherwise `rated`, at the **lowest** level among the rated voices"
    return "rated", min(each.level for each in heard if each.level is not None)


def _side_level(voice: Heard | None, said: Said | None, side: Side) -> int | None:
    # 3.4: "A side's level is that of its shown private voice;"
    if voice:
        return voice.level
    # 3.4: "where that voice is not shown, that of a together sheet that counted only that side."
    return said.level if said and said.sides == (side,) else None


def _gap(staff: int | None, lived_experience: int | None) -> int | None:
    # 3.4: "`gap` = the staff side's level − the lived-experience side's, null unless both are rated."
    return None if staff is None or lived_experience is None else staff - lived_experience


def with_voices(team: TeamOnPractice, voices: dict[Side, VoiceOnPractice | None]) -> PracticeResult:
    """Put each voice beside the team."""
    # 3.4: "Private voices are computed and shown beside a together sheet too."
    return PracticeResult(
        team.status, team.level, team.one_voice, team.gap, team.sides, team.one_voice_of, team.evidence, voices
    )


# 3.5 Whose view a result is.


def whose_view(counted: Sides | None, shown: Iterable[Side]) -> View:
    """Say whose view a result is, from the sides that a together sheet counted, and the voices that are shown.

    ``counted`` is ``None`` where there is no together sheet.
    """
    # 3.5: "`together` (a two-sided together sheet with an answer)"
    if counted is not None and len(counted) == 2:
        return "together"
    # 3.5: "A side is heard from by its shown voice or by a together sheet that counted only that side."
    heard = {*shown, *(counted or ())}
    if len(heard) == 2:
        return "both-voices"
    if heard:
        return "staff-only" if "staff" in heard else "lived-experience-only"
    # 3.5: "`unknown` (only a together sheet that does not say who was there) or `none`"
    return "none" if counted is None else "unknown"


def mostly_one_voice(practices: Iterable[Standing]) -> bool:
    """Say whether more than half of the rated practices were heard from one voice."""
    rated = [practice for practice in practices if practice.status == "rated"]
    return more_than_half(sum(practice.one_voice for practice in rated), len(rated))


def more_than_half(some: int, of: int) -> bool:
    """Say whether some are most of all."""
    return 2 * some > of


# 3.6 A group: each dimension, and each value.


def _group(rubric: Rubric, members: Sequence[Practice], practices: Mapping[PracticeId, PracticeResult]) -> GroupResult:
    return score_group(rubric, members, [practices[each.id].standing for each in members])


def score_group(rubric: Rubric, members: Sequence[Practice], standing: Sequence[Standing]) -> GroupResult:
    """Score a dimension or a value from how its practices stand, in their order."""
    found = list(zip(members, standing, strict=True))
    # 3.6: "Applicable = its practices that are not `not-applicable`; rated = those with a level;"
    applicable = [each for each in found if each[1].status != NOT_APPLICABLE]
    rated = [each for each in applicable if each[1].level is not None]
    # 3.6: "core = the applicable core practices, or all applicable ones if none of them is core."
    core = [each for each in applicable if each[0].core] or applicable
    core_levels = {practice.id: at.level for practice, at in core if at.level is not None}
    one_sided = mostly_one_voice(at for _, at in rated)
    # 3.6: "Nothing rated, or rated ÷ applicable < `enough_answers`, or either of these among the core ones →
    # status `not-enough-answers`"
    scored = _enough(rubric, len(rated), len(applicable)) and _enough(rubric, len(core_levels), len(core))
    majority = level = None
    held_back_by: tuple[PracticeId, ...] = ()
    if scored:
        # 3.6: "`majority` = the low median of the level numbers of the rated core practices"
        majority = low_median(list(core_levels.values()))
        top = rubric.one_sided_top if one_sided else None
        level = _group_level(majority, min(core_levels.values()), top, all_known=len(core_levels) == len(core))
        # 3.6: "ids, in rubric order, of the rated core practices whose number + 1 is less than `majority` (or than
        # `one_sided_top` where that applies and is smaller)"
        reach = majority if top is None else min(majority, top)
        held_back_by = tuple(practice for practice, number in core_levels.items() if number + 1 < reach)
    return GroupResult(
        # 3.6: "No applicable practice → status `not-applicable`, score and level null."
        status="scored" if scored else "not-enough-answers" if applicable else "not-applicable",
        # 3.6: "`score` = Σ weight·points ÷ Σ weight over the rated practices."
        score=weighted_mean(_points(rubric, rated)) if scored else None,
        level=level,
        rated=len(rated),
        applicable=len(applicable),
        one_sided=one_sided,
        # 3.6: "the weighted mean over all applicable practices with every unrated one at the lowest / highest points"
        score_if_lowest=weighted_mean(_points(rubric, applicable, blank=0)),
        score_if_highest=weighted_mean(_points(rubric, applicable, blank=rubric.top)),
        held_back_by=held_back_by,
        # 3.6: "`not_known` = ids, in rubric order, of the core practices not rated. Empty unless scored"
        not_known=tuple(practice.id for practice, at in core if at.level is None) if scored else (),
        majority=majority,
    )


def _group_level(majority: int, lowest: int, one_sided_top: int | None, *, all_known: bool) -> int:
    """The level of a group that is scored; ``one_sided_top`` is ``None`` where it does not apply."""
    # 3.6: "`level` = the smallest of: `majority`; `lowest` + 1;"
    limits = [majority, lowest + 1]
    # 3.6: "`majority` − 1 (not below 1) if any core practice is not rated;"
    if not all_known:
        limits.append(max(majority - 1, 1))
    # 3.6: "`one_sided_top` if more than half of the rated practices are `one_voice`."
    if one_sided_top is not None:
        limits.append(one_sided_top)
    return min(limits)


def _enough(rubric: Rubric, rated: int, applicable: int) -> bool:
    return rated > 0 and rated / applicable >= rubric.rules.enough_answers


def _points(
    rubric: Rubric, found: Iterable[tuple[Practice, Standing]], blank: int = 0
) -> Iterator[tuple[float, float]]:
    """Weight and points of each practice, with the unrated ones at the level ``blank``."""
    for practice, at in found:
        yield practice.weight, rubric.points[blank if at.level is None else at.level]


# 3.7 Stage.


def find_stage(
    rubric: Rubric, reached: Mapping[DimensionId, Reached], practices: Mapping[PracticeId, Standing], *, one_sided: bool
) -> StageReached:
    """Find the stage reached, the next one, and what that one needs that is not met or not known.

    ``practices`` holds at least those that a stage needs.
    """
    # 3.7: "1. Where the result is one-sided, no stage is claimed: … `stage_why` is `one-sided`."
    if one_sided and rubric.stages:
        return StageReached(None, None, {}, "one-sided")
    given: str | None = None
    any_needs_reached = False
    for stage in rubric.stages:
        needs = {each: _now(each, reached, practices) for each in stage.needs}
        # 3.7: "It is left out where that is `not-applicable`;"
        applying = {each: now for each, now in needs.items() if now.status != NOT_APPLICABLE}
        unmet = {each: stage.needs[each] for each, now in applying.items() if not _meets(now.level, stage.needs[each])}
        # 3.7: "2. Otherwise go through the stages in order and stop at the first that has a need not met or not known:"
        if unmet:
            # 3.7: "When it stops because of needs not known alone, and no stage with needs has been reached, `stage`
            # and `next_stage` are null, `unmet` is empty, and `stage_why` is `not-enough-answers`."
            if not any_needs_reached and all(needs[each].level is None for each in unmet):
                return StageReached(None, None, {}, "not-enough-answers")
            # 3.7: "`stage` is the one before, `next_stage` this one, `unmet` its needs that are not met or not known."
            return StageReached(given, stage.id, unmet)
        # 3.7: "A stage that has needs, all of them left out, is passed but not given and does not count as reached;"
        if applying or not stage.needs:
            given = stage.id
            any_needs_reached = any_needs_reached or bool(stage.needs)
    # 3.7: "Where no stage stops it, `next_stage` is null and `unmet` is empty."
    return StageReached(given, None, {})


class _Now(NamedTuple):
    """Where a dimension or practice that a stage needs is now; no level where that is not known."""

    status: GroupStatus | PracticeStatus
    level: int | None


def _now(needed: str, reached: Mapping[DimensionId, Reached], practices: Mapping[PracticeId, Standing]) -> _Now:
    # 3.7: "A need names a dimension or a practice. … not known where the dimension is `not-enough-answers`, or the
    # practice is neither rated nor not-applicable;"
    found = reached.get(DimensionId(needed)) or practices[PracticeId(needed)]
    return _Now(found.status, found.level)


def _meets(level: int | None, need: int) -> bool:
    # 3.7: "met where its level is at least the level needed."
    return level is not None and level >= need


def needed_by(rubric: Rubric, stage: str | None) -> frozenset[PracticeId]:
    """The practices that a stage, or an earlier one, needs; none where no stage is given."""
    found: set[PracticeId] = set()
    for each in rubric.stages if stage is not None else ():
        found |= {practice for practice in rubric.by_id if practice in each.needs}
        if each.id == stage:
            break
    return frozenset(found)


# Cautions (after 3.9 in the contract).


def _cautions(assessed: Round, reached: Mapping[DimensionId, Reached], stage: str | None) -> tuple[str, ...]:
    rubric, side = assessed.rubric, SIDES[1]
    by_number = assessed.voices[side].shown_by == "number"
    answers = {
        caution.id: [chosen for each in assessed.shown(side) if (chosen := each.sheet.chosen(caution.experience))]
        for caution in rubric.cautions
        if caution.experience
    }
    said = {
        caution: fewer_than_half_said_so(len(given), _chose_any(rubric, caution, given), by_number=by_number)
        for caution, given in answers.items()
    }
    return cautions(rubric, reached, stage, said)


def _chose_any(rubric: Rubric, caution: str, answers: Iterable[Sequence[str]]) -> int:
    """How many of some answers hold at least one of a caution's options."""
    options = next(set(each.options) for each in rubric.cautions if each.id == caution)
    return sum(not options.isdisjoint(chosen) for chosen in answers)


def fewer_than_half_said_so(answered: int, chose: int, *, by_number: bool) -> bool:
    """Say whether the second kind of caution has its answers: ``chose`` of ``answered`` chose one of its options."""
    # 3.9: "the question is not `too-few`, and of the n ≥ 1 sheets that answered it fewer than half chose at least one
    # of its `options`"
    return answered > 0 and not too_few(answered, by_number=by_number) and 2 * chose < answered


def cautions(
    rubric: Rubric, reached: Mapping[DimensionId, Reached], stage: str | None, said: Mapping[str, bool]
) -> tuple[str, ...]:
    """Find the cautions that fire, in rubric order; ``said`` tells of the second kind whether it has its answers."""
    order = [each.id for each in rubric.stages]
    come_to = order[: order.index(stage) + 1] if stage is not None else []

    def fires(caution: Caution) -> bool:
        # 3.9: "The second kind fires when the stage is its `stage` or a later one,"
        return _is_ahead(caution, reached) or (caution.stage in come_to and said.get(caution.id, False))

    return tuple(caution.id for caution in rubric.cautions if fires(caution))


def _is_ahead(caution: Caution, reached: Mapping[DimensionId, Reached]) -> bool:
    # 3.9: "The first kind compares the `majority` of two scored dimensions, and does not fire where its `ahead_of`
    # dimension is one-sided."
    if caution.dimension is None or caution.ahead_of is None:
        return False
    ahead, behind = reached[caution.dimension], reached[caution.ahead_of]
    if ahead.majority is None or behind.majority is None or behind.one_sided:
        return False
    return ahead.majority > behind.majority


# 3.8 Agreement.


def _units(assessed: Round, practices: dict[PracticeId, PracticeResult]) -> Iterator[list[int]]:
    """The levels of each practice over the private sheets of shown voices."""
    for practice, result in practices.items():
        yield [
            rating.level
            for side in SIDES
            if (voice := result.voices[side]) and voice.status != "too-few"
            for each in assessed.shown(side)
            if (rating := each.sheet.answers.get(practice)) and isinstance(rating.level, int)
        ]


# 3.9 Things to check.


def heard_in_short(voice: VoiceOnPractice) -> Heard:
    """Say what a voice comes to on a practice."""
    # 3.9: "a third or more of those in a shown voice (not `too-few`) who answered the practice said "dont-know""
    many = voice.answered > 0 and 3 * voice.dont_know >= voice.answered
    return Heard(voice.status, voice.level, voice.evidence, many)


def few_on_one_side(staff: int, lived_experience: int) -> tuple[Check, ...]:
    """Find whether one side was few in a meeting, from the people of each side that it counted."""
    # 3.9: "a two-sided together sheet, with an answer, on which one side is one person, or fewer than a third of all;
    # `side` is the smaller one, at a tie `lived-experience`; `practice` is null"
    fewer = min(staff, lived_experience)
    if not fewer or (fewer > 1 and 3 * fewer >= staff + lived_experience):
        return ()
    return (Check(None, "few-on-one-side", "staff" if staff < lived_experience else "lived-experience"),)


def _to_check(
    rubric: Rubric, on: Mapping[PracticeId, _OnPractice], reached: Mapping[DimensionId, Reached], stage: str | None
) -> Iterator[Check]:
    named = needed_by(rubric, stage)
    for practice in rubric.practices:
        found = on[practice.id]
        middle = reached[practice.dimension].majority if practice.id in named else None
        need = Need(practice.id in named, middle)
        for why in things_to_check(rubric.top, found.team, found.heard, found.said, need):
            yield Check(practice.id, why)


class Need(NamedTuple):
    """Whether a stage that is reached needs a practice, and the middle level of its scored dimension."""

    named: bool = False
    majority: int | None = None


def things_to_check(
    top: int, team: TeamOnPractice, voices: Voices, said: Said | None, need: Need
) -> tuple[CheckWhy, ...]:
    """Find what people should look at on one practice, each kind once, in the order of the contract."""
    return tuple(_checks(top, team, voices, said, need))


def _checks(top: int, team: TeamOnPractice, voices: Voices, said: Said | None, need: Need) -> Iterator[CheckWhy]:
    staff, members = voices["staff"], voices["lived-experience"]
    shown = [voice for voice in (staff, members) if voice]
    level = team.level
    # 3.9: "the team's level is the top and no evidence on this practice, whatever was answered, is on the together
    # sheet or on a sheet of a shown voice in which it is not `too-few`"
    if level == top and not team.evidence:
        yield "top-without-evidence"
    # 3.9: "the practice is named in the needs of the stage reached or of an earlier one, is rated, and has no
    # evidence in that sense (not said where `top-without-evidence` is)"
    elif need.named and level is not None and not team.evidence:
        yield "stage-without-evidence"
    # 3.9: "so named, and its level is above the `majority` of its scored dimension"
    if need.named and level is not None and need.majority is not None and level > need.majority:
        yield "stage-rests-on-one"
    # 3.9: "a two-sided together level above that of a shown, rated voice"
    agreed = said is not None and said.two_sided
    if agreed and level is not None and any(voice.level is not None and level > voice.level for voice in shown):
        yield "above-a-voice"
    if any(voice.many_dont_know for voice in shown):
        yield "many-dont-know"
    # 3.9: "the shown lived-experience voice is dont-know where the shown staff voice is rated above the lowest level"
    if members and members.status == DONT_KNOW and staff and staff.level is not None and staff.level > 0:
        yield "members-not-told"


# Who was heard, and what else they said.


def sources_of(assessed: Round) -> tuple[str, ...]:
    """The files that a result may name, each once."""
    return tuple(dict.fromkeys(each.file for each in _visible(assessed)))


def _visible(assessed: Round) -> list[SheetFile]:
    """The sheets that a result may say something of."""
    together = [assessed.together] if assessed.together else []
    return together + [each for side in SIDES for each in assessed.shown(side)]


def together_and(voices: Mapping[Side, VoiceHeard], *, met: bool) -> dict[str, VoiceHeard]:
    """Put the meeting before the private voices; ``met`` where there is a together sheet."""
    return {
        "together": VoiceHeard(sheets=int(met), shown=met),
        "staff": voices["staff"],
        "lived-experience": voices["lived-experience"],
    }


def _people(assessed: Round) -> dict[Side, int]:
    counted = {side: assessed.together.sheet.people.of(side) if assessed.together else 0 for side in SIDES}
    return {side: people_there(counted[side], len(assessed.shown(side))) for side in SIDES}


def people_there(counted: int, shown: int) -> int:
    """How many of a side were there: as the together sheet counts, else the number of sheets of the shown voice."""
    return counted or shown


def _circumstances(assessed: Round) -> tuple[str, ...]:
    meeting = assessed.together.sheet.circumstances if assessed.together else ()
    return tuple(
        each.id
        for each in assessed.rubric.circumstances
        if each.id in meeting or any(_ticked(assessed, side, each.id) for side in SIDES)
    )


def _ticked(assessed: Round, side: Side, circumstance: str) -> bool:
    ticks = sum(circumstance in each.sheet.circumstances for each in assessed.shown(side))
    return circumstance_counts(ticks, by_number=assessed.voices[side].shown_by == "number")


def circumstance_counts(ticks: int, *, by_number: bool) -> bool:
    """Say whether a circumstance counts for the result from a shown voice, ``ticks`` of whose sheets tick it."""
    # 3.2: "from every sheet of a voice shown by consent, and from a voice shown by number only when at least five of
    # its sheets tick it."
    return ticks > 0 and not too_few(ticks, by_number=by_number)


def _experience(assessed: Round) -> Iterator[tuple[str, ExperienceCounts]]:
    """Count the answers to each experience question that enough people answered."""
    side: Side = "lived-experience"
    by_number = assessed.voices[side].shown_by == "number"
    for question in assessed.rubric.experience:
        answers = [chosen for each in assessed.shown(side) if (chosen := each.sheet.chosen(question.id))]
        chose = [sum(option.id in answer for answer in answers) for option in question.options]
        if found := count_experience(question, len(answers), chose, by_number=by_number):
            yield question.id, found


def count_experience(
    question: ExperienceQuestion, answered: int, chose: Sequence[int], *, by_number: bool
) -> ExperienceCounts | None:
    """Count who chose which option (those of the question, in order); ``None`` where that may not be shown."""
    # 3.2: "In a voice shown by number, a practice (or experience question) that one to four of its sheets answered is
    # `too-few`: no figure of it is shown or used"
    if not answered or too_few(answered, by_number=by_number):
        return None
    counts = {option.id: count for option, count in zip(question.options, chose, strict=True) if count}
    return ExperienceCounts(answered, counts)
