"""Which actions go on a plan, and why (contract, 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal, assert_never

from coprod_check.documents.plan import (
    FIND_OUT,
    OTHER_VOICE,
    Action,
    Plan,
    PlannedDimension,
    PlannedPractice,
    follow_up_of,
)
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE, PeopleOfRound
from coprod_check.rules.numbers import half_up

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import OtherVoiceStep, Practice
    from coprod_check.documents.shapes import PracticeId
    from coprod_check.rules.result import GroupResult, PracticeResult, Result

ACTIONS = 5
PER_DIMENSION = 2
WIDE_GAP = 2
"""Levels between two voices from which a difference is worth an action."""
BOTH_SIDES = frozenset({"together", "both-voices"})
"""The views in which both sides were heard."""


class Reason(IntEnum):
    """Why an action is on the plan; the first that fits, in order of weight."""

    HOLDS_BACK = 1
    NEXT_STAGE = 2
    VOICES_DIFFER = 3
    NOBODY_KNOWS = 4
    LOWEST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """What could go on the plan: a step up, a talk about one practice, or finding out about several."""

    kind: Literal["step", "talk", "find-out"]
    practices: tuple[Practice, ...]
    """One; for a find-out all that is not known, in the rubric's order."""
    level: int
    """The team's level; 0 for what is not known."""
    reason: Reason
    named: bool = False
    """Whether something that is true of the project names the practice."""

    @property
    def id(self) -> str:
        """The id that its action has on a plan."""
        match self.kind:
            case "step":
                return f"{self.practices[0].id}-{self.level + 1}"
            case "talk":
                return f"{self.practices[0].id}-talk"
            case "find-out":
                return FIND_OUT
            case _:
                assert_never(self.kind)

    @property
    def dimension(self) -> str | None:
        """The dimension it is of; a find-out is of none."""
        return None if self.kind == "find-out" else str(self.practices[0].dimension)


def draft_plan(result: Result, *, on: dt.date, actions: int | None = ACTIONS) -> Plan:
    """Draft the plan of a scored round, with every candidate for ``None``; same values in, same plan out.

    A round in which no one may be shown has no plan: ask ``result.anyone_shown`` first.
    """
    follow_up_on = follow_up_of(on)
    picked = pick_actions(result, due=follow_up_on, limit=actions)
    return Plan(
        format="coprod-plan/1",
        rubric=result.rubric.id,
        rubric_version=result.rubric.version,
        team=result.team,
        round=result.round,
        made_on=on,
        follow_up_on=follow_up_on,
        view=result.view,
        stage=result.stage,
        next_stage=result.next_stage,
        offered=tuple(each.id for each in picked),
        people=PeopleOfRound.model_validate(result.people),
        dimensions={key: _planned_dimension(group) for key, group in result.dimensions.items()},
        practices=practices_now(result),
        actions=picked,
    )


def pick_actions(result: Result, *, due: dt.date, limit: int | None = ACTIONS) -> tuple[Action, ...]:
    """Pick up to ``limit`` actions, all of them for ``None``, in the order in which the rules pick them."""
    first = _other_voice(result, due)
    chosen = (_action(each, result, due) for each in spread(candidates(result)))
    return (*([first] if first else []), *chosen)[:limit]


def candidates(result: Result) -> list[Candidate]:
    """List what could go on the plan, best first; without hearing the other side, which comes before all of it."""
    found = list(_candidates(result))
    # The sort is stable, so equal candidates keep rubric order.
    found.sort(key=lambda each: (each.reason, each.level, not each.named))
    return found


def spread(ordered: Sequence[Candidate], limit: int | None = None) -> list[Candidate]:
    """Take candidates in order, at most two per dimension at first, then the others."""
    first: list[Candidate] = []
    later: list[Candidate] = []
    taken: dict[str | None, int] = {}
    for each in ordered:
        taken[each.dimension] = taken.get(each.dimension, 0) + 1
        fits = each.dimension is None or taken[each.dimension] <= PER_DIMENSION
        (first if fits else later).append(each)
    return [*first, *later][: None if limit is None else max(limit, 0)]


# What could go on the plan.


def _candidates(result: Result) -> Iterator[Candidate]:
    """In the rubric's order; the find-out in the place of its first practice."""
    named = _named_by_circumstances(result)
    unknown = tuple(_unknown(result))
    for practice in result.rubric.practices:
        level = result.practices[practice.id].level
        if unknown and practice is unknown[0]:
            reason = min(_reason(each, 0, result, otherwise=Reason.NOBODY_KNOWS) for each in unknown)
            yield Candidate("find-out", unknown, 0, reason)
        if level is None:
            continue
        reason = _reason(practice, level, result, otherwise=Reason.LOWEST)
        if level < result.rubric.top:
            yield Candidate("step", (practice,), level, reason, practice.id in named)
        elif _above_a_voice(result.practices[practice.id]):
            yield Candidate("talk", (practice,), level, reason, practice.id in named)


def _named_by_circumstances(result: Result) -> set[PracticeId]:
    """The practices that something true of the project names."""
    true = set(result.circumstances)
    return {each for one in result.rubric.circumstances if one.id in true for each in one.practices}


def _unknown(result: Result) -> Iterator[Practice]:
    """What is to be found out, in the rubric's order.

    What nobody answered is left alone where it decides nothing: outside of scored
    dimensions, and of what the next stage needs.
    """
    needed: set[str] = set(result.unmet)
    missing: set[str] = {each for group in result.dimensions.values() for each in group.not_known}
    for key, group in result.dimensions.items():
        if group.status == "not-enough-answers" and key in needed:
            missing.update(each.id for each in _core(result, key))
    for practice in result.rubric.practices:
        status = result.practices[practice.id].status
        if status == DONT_KNOW or (status == "unanswered" and practice.id in missing | needed):
            yield practice


def _core(result: Result, dimension: str) -> list[Practice]:
    """The practices that decide the level of a dimension (3.6): the core ones that apply, or all that apply."""
    inside = [each for each in result.rubric.practices if each.dimension == dimension]
    applicable = [each for each in inside if result.practices[each.id].status != NOT_APPLICABLE]
    return [each for each in applicable if each.core] or applicable


def _reason(practice: Practice, level: int, result: Result, *, otherwise: Reason) -> Reason:
    """The first reason that fits a practice at a level."""
    found = result.practices[practice.id]
    if any(practice.id in group.held_back_by for group in result.dimensions.values()):
        return Reason.HOLDS_BACK
    if _need(practice, level, result):
        return Reason.NEXT_STAGE
    if _above_a_voice(found) or (found.gap is not None and abs(found.gap) >= WIDE_GAP):
        return Reason.VOICES_DIFFER
    return otherwise


def _need(practice: Practice, level: int, result: Result) -> tuple[str, int] | None:
    """What of the next stage's needs a practice stands below: itself or its dimension, and the level needed."""
    unmet: dict[str, int] = {str(key): need for key, need in result.unmet.items()}
    found = [(key, unmet[key]) for key in (str(practice.id), str(practice.dimension)) if key in unmet]
    return next((each for each in found if level < each[1]), None)


def _above_a_voice(found: PracticeResult) -> bool:
    """Say whether the team's level is two or more above that of a shown, rated voice."""
    levels = [voice.level for voice in found.voices.values() if voice and voice.level is not None]
    return found.level is not None and any(found.level - level >= WIDE_GAP for level in levels)


# The other side, where it was not heard.


def other_voice_view(result: Result) -> str | None:
    """Whose one-sided step comes first; ``None`` where both sides were heard on most of it."""
    if result.view not in BOTH_SIDES:
        return result.view
    if not result.one_sided:
        return None
    sides = [practice.one_voice_of for practice in result.practices.values() if practice.one_voice]
    members_only = sides.count("lived-experience") > sides.count("staff")
    return "lived-experience-only" if members_only else "staff-only"


def other_voice_step(result: Result) -> OtherVoiceStep | None:
    """Find the rubric's step for a one-sided result, if it is one and there is one."""
    view = other_voice_view(result)
    return result.rubric.other_voice.for_view(view) if view else None


# The actions themselves.

TALK = "Talk about “{title}” together: one side stands well below the level that you agreed."
TALK_MEASURE = "Staff and people with lived experience give the same level, and can say why."
FIND_OUT_TOGETHER = "Find out together, in one meeting, what is not known yet. Agree a level for each."
FIND_OUT_MEASURE = "Staff and people with lived experience can name a level for each, and say what shows it."
FIND_OUT_QUESTION = "Who would know, and why has nobody asked them yet?"


def _other_voice(result: Result, due: dt.date) -> Action | None:
    step = other_voice_step(result)
    if step is None:
        return None
    return Action(
        id=OTHER_VOICE,
        action=step.action,
        measure=step.measure,
        because=not_both_sides(result),
        hard_question=step.hard_question,
        due=due,
    )


def not_both_sides(result: Result) -> str:
    """Say that a result is not the view of both sides."""
    if result.view == "unknown":
        return "Nobody said who was there, so this may be one side's view."
    return "So far this is mostly one side's view."


def _action(candidate: Candidate, result: Result, due: dt.date) -> Action:
    return Action(id=candidate.id, because=because(candidate, result), due=due, **_what(candidate))


def _what(candidate: Candidate) -> dict[str, Any]:
    """What is to be done, in the rubric's words where it has them."""
    practice = candidate.practices[0]
    ask = {"hard_question": hard_question(candidate)}
    if candidate.kind == "find-out":
        practices = tuple(each.id for each in candidate.practices)
        return {**ask, "practices": practices, "action": FIND_OUT_TOGETHER, "measure": FIND_OUT_MEASURE}
    about = {**ask, "practice": practice.id}
    if candidate.kind == "talk":
        return {**about, "action": TALK.format(title=practice.title), "measure": TALK_MEASURE}
    step = practice.step_to(candidate.level + 1)
    return {
        **about,
        "from_level": candidate.level,
        "to_level": candidate.level + 1,
        "action": step.action if step else practice.levels[candidate.level + 1],
        "measure": step.measure if step else "",
    }


def hard_question(candidate: Candidate) -> str:
    """What to ask: the rubric's question on the practice; a find-out has one that stays true whatever is in it."""
    return FIND_OUT_QUESTION if candidate.kind == "find-out" else candidate.practices[0].hard_question


# Why they are on the plan.


def because(candidate: Candidate, result: Result) -> str:
    """Say why an action is on the plan; never quotes one voice's level."""
    practice = candidate.practices[0]
    rubric = result.rubric
    match candidate.reason:
        case Reason.HOLDS_BACK:
            dimension = rubric.dimension_name(practice.dimension)
            return f"It holds “{dimension}” back: it is behind most of the other practices there."
        case Reason.NEXT_STAGE:
            return _for_the_next_stage(candidate, result)
        case Reason.VOICES_DIFFER if candidate.kind == "find-out":
            return "It is not known yet, and staff and people with lived experience see some of it differently."
        case Reason.VOICES_DIFFER:
            return "Staff and people with lived experience see this differently, or the agreed level is above one view."
        case Reason.NOBODY_KNOWS:
            return "It is not known yet: someone who was heard could not say, or nobody answered."
        case Reason.LOWEST:
            return f"It is at level {rubric.level_words(candidate.level)}: there is room to go one step up."
        case _:
            assert_never(candidate.reason)


def _for_the_next_stage(candidate: Candidate, result: Result) -> str:
    rubric = result.rubric
    stage = next((each.name for each in rubric.stages if each.id == result.next_stage), "the next stage")
    if candidate.kind == "find-out":
        return f"Some of it must be known before anyone can say whether you are at the stage “{stage}”."
    need = _need(candidate.practices[0], candidate.level, result)
    assert need is not None  # noqa: S101 - that is what the reason says
    names = {str(each.id): each.name for each in rubric.dimensions} | {str(p.id): p.title for p in rubric.practices}
    return f"The stage “{stage}” needs “{names[need[0]]}” at level {rubric.level_words(need[1])}."


# What was measured.


def _planned_dimension(group: GroupResult) -> PlannedDimension:
    return PlannedDimension(
        level=group.level,
        score=None if group.score is None else half_up(group.score, 2),
        rated=group.rated,
        applicable=group.applicable,
        held_back_by=group.held_back_by,
        not_known=group.not_known,
    )


def practices_now(result: Result) -> dict[PracticeId, PlannedPractice]:
    """How each practice stands by a result, as a plan writes it down."""
    return {key: _planned_practice(practice) for key, practice in result.practices.items()}


def _planned_practice(found: PracticeResult) -> PlannedPractice:
    return PlannedPractice.model_validate(
        {
            "level": found.level,
            "status": None if found.status == "rated" else found.status,
            "staff": found.sides["staff"],
            "lived-experience": found.sides["lived-experience"],
            "evidence": found.evidence,
        }
    )
