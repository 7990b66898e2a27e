"""Which actions go on a plan, and why (contract, 4.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, count
from typing import TYPE_CHECKING, assert_never

from coprod_check.documents.plan import FOLLOW_UP_AFTER, OTHER_VOICE, Action, Plan, PlannedDimension, PlannedPractice
from coprod_check.documents.sheet import DONT_KNOW, People
from coprod_check.rules.numbers import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import OtherVoiceStep, Practice, Rubric
    from coprod_check.rules.result import GroupResult, PracticeResult, Result

ACTIONS = 5
PER_DIMENSION = 2
WIDE_GAP = 2
"""Levels between two voices from which a difference is worth an action."""


class Reason(IntEnum):
    """Why an action is on the plan; the first that fits, in order of weight."""

    HOLDS_BACK = 1
    NEXT_STAGE = 2
    VOICES_DIFFER = 3
    NOBODY_KNOWS = 4
    LOWEST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice that could go on the plan."""

    practice: Practice
    level: int
    """The team's level; 0 for one that is not known."""
    find_out: bool
    reason: Reason


def draft_plan(result: Result, *, on: dt.date, actions: int = ACTIONS) -> Plan:
    """Draft the plan of a scored round; same values in, same plan out.

    A round in which no one may be shown has no plan: ask ``result.anyone_shown`` first.
    """
    follow_up_on = on + FOLLOW_UP_AFTER
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
        people=People.model_validate(result.people),
        dimensions={key: _planned_dimension(group) for key, group in result.dimensions.items()},
        practices={key: _planned_practice(practice) for key, practice in result.practices.items()},
        actions=pick_actions(result, due=follow_up_on, limit=actions),
    )


def pick_actions(result: Result, *, due: dt.date, limit: int = ACTIONS) -> tuple[Action, ...]:
    """Pick up to ``limit`` actions, in the order in which the rules pick them."""
    first = _other_voice(result, due)
    picked = [first] if first and limit > 0 else []
    chosen = spread(candidates(result), limit - len(picked))
    return (*picked, *(_action(result.rubric, each, result, due) for each in chosen))


def candidates(result: Result) -> list[Candidate]:
    """List every practice that could go on the plan, best first."""
    found = list(_candidates(result))
    # The sort is stable, so equal candidates keep rubric order.
    found.sort(key=lambda each: (each.reason, each.level))
    return found


def spread(ordered: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Take candidates in order, at most two per dimension at first, then the others."""
    first: list[Candidate] = []
    later: list[Candidate] = []
    taken: dict[str, int] = {}
    for each in ordered:
        dimension = each.practice.dimension
        taken[dimension] = taken.get(dimension, 0) + 1
        (first if taken[dimension] <= PER_DIMENSION else later).append(each)
    return [*first, *later][: max(limit, 0)]


def _candidates(result: Result) -> Iterator[Candidate]:
    held_back = {each for group in result.dimensions.values() for each in group.held_back_by}
    not_known = {each for group in result.dimensions.values() for each in group.not_known}
    for practice in result.rubric.practices:
        found = result.practices[practice.id]
        unknown = found.status == DONT_KNOW or (found.status == "unanswered" and practice.id in not_known)
        above = _above_a_voice(found)
        if found.level is not None and found.level < result.rubric.top:
            level, find_out = found.level, False
        elif unknown:
            level, find_out = 0, True
        elif found.level is not None and above:
            level, find_out = found.level, True
        else:
            continue
        if practice.id in held_back:
            reason = Reason.HOLDS_BACK
        elif practice.dimension in result.unmet and level < result.unmet[practice.dimension]:
            reason = Reason.NEXT_STAGE
        elif above or (found.gap is not None and abs(found.gap) >= WIDE_GAP):
            reason = Reason.VOICES_DIFFER
        else:
            reason = Reason.NOBODY_KNOWS if unknown else Reason.LOWEST
        yield Candidate(practice, level, find_out, reason)


def _above_a_voice(found: PracticeResult) -> bool:
    """Say whether the team's level is two or more above that of a shown, rated voice."""
    levels = [voice.level for voice in found.voices.values() if voice and voice.level is not None]
    return found.level is not None and any(found.level - level >= WIDE_GAP for level in levels)


def _other_voice_view(result: Result) -> str | None:
    """Whose one-sided step comes first; ``None`` when the result is not one-sided."""
    if result.view == "unknown":
        return result.view
    if not result.one_sided:
        return None
    if result.view not in {"together", "both-voices"}:
        return result.view
    sides = [practice.one_voice_of for practice in result.practices.values() if practice.one_voice]
    members_only = sides.count("lived-experience") > sides.count("staff")
    return "lived-experience-only" if members_only else "staff-only"


def other_voice_step(result: Result) -> OtherVoiceStep | None:
    """Find the rubric's step for a one-sided result, if it is one and there is one."""
    view = _other_voice_view(result)
    return result.rubric.other_voice.for_view(view) if view else None


def _other_voice(result: Result, due: dt.date) -> Action | None:
    step = other_voice_step(result)
    if step is None:
        return None
    return Action(
        id=OTHER_VOICE,
        action=step.action,
        measure=step.measure,
        because="So far this is mostly one side's view.",
        hard_question=step.hard_question,
        due=due,
    )


def _action(rubric: Rubric, candidate: Candidate, result: Result, due: dt.date) -> Action:
    practice = candidate.practice
    if candidate.find_out:
        action = f"Find out together where you are with “{practice.title}”, and agree a level."
        measure = "Staff and people with lived experience give the same level, and can say why."
        ident, from_level, to_level = f"{practice.id}-find-out", None, None
    else:
        from_level, to_level = candidate.level, candidate.level + 1
        step = practice.step_to(to_level)
        action = step.action if step else practice.levels[to_level]
        measure = step.measure if step else ""
        ident = f"{practice.id}-{to_level}"
    return Action(
        id=ident,
        practice=practice.id,
        from_level=from_level,
        to_level=to_level,
        action=action,
        measure=measure,
        because=because(rubric, candidate, result),
        hard_question=practice.hard_question,
        due=due,
    )


def because(rubric: Rubric, candidate: Candidate, result: Result) -> str:
    """Say why an action is on the plan; never quotes one voice's level."""
    practice = candidate.practice
    dimension = rubric.dimension_name(practice.dimension)
    match candidate.reason:
        case Reason.HOLDS_BACK:
            return f"It holds “{dimension}” back: it is behind most of the other practices there."
        case Reason.NEXT_STAGE:
            stage = next((each.name for each in rubric.stages if each.id == result.next_stage), "the next stage")
            need = rubric.level_words(result.unmet[practice.dimension])
            return f"The stage “{stage}” needs “{dimension}” at level {need}."
        case Reason.VOICES_DIFFER:
            return "Staff and people with lived experience see this differently, or the agreed level is above one view."
        case Reason.NOBODY_KNOWS:
            return "It is not known yet: someone who was heard could not say, or nobody answered."
        case Reason.LOWEST:
            return f"It is at level {rubric.level_words(candidate.level)}: there is room to go one step up."
        case _:
            assert_never(candidate.reason)


def _planned_dimension(group: GroupResult) -> PlannedDimension:
    return PlannedDimension(
        level=group.level,
        score=None if group.score is None else half_up(group.score, 2),
        rated=group.rated,
        applicable=group.applicable,
        held_back_by=group.held_back_by,
        not_known=group.not_known,
    )


def _planned_practice(found: PracticeResult) -> PlannedPractice:
    staff, members = found.voices["staff"], found.voices["lived-experience"]
    return PlannedPractice.model_validate(
        {
            "level": found.level,
            "status": None if found.status == "rated" else found.status,
            "staff": staff.level if staff else None,
            "lived-experience": members.level if members else None,
            "evidence": found.evidence,
        }
    )


# 4.2 Running it again over an existing plan.


def measured_parts(plan: Plan) -> Plan:
    """The parts of a plan that come from answers alone, with everything that people write blank.

    Two plans whose measured parts are equal were made from the same answers.
    """
    return plan.model_copy(update={"made_on": dt.date.min, "follow_up_on": None, "actions": ()})


def refreshed_follow_up(old: Plan, new: Plan) -> dt.date | None:
    """The follow-up date after a refresh: the new default, unless the team chose its own."""
    by_default = old.follow_up_on is None or old.follow_up_on == old.made_on + FOLLOW_UP_AFTER
    return new.follow_up_on if by_default else old.follow_up_on


def added_actions(old: Plan, new: Plan, limit: int) -> tuple[Action, ...]:
    """Which of the newly picked actions to add to a plan that has others.

    None that is open already; none beyond ``limit`` open ones in all. One that was done
    or dropped before comes back as ``<id>-again``, then ``-again-2``, …
    """
    known = {action.id: action for action in old.actions}
    room = limit - sum(action.open for action in old.actions)
    added: list[Action] = []
    for action in new.actions:
        ident = _free_id(action.id, known)
        if ident and len(added) < room:
            added.append(action.model_copy(update={"id": ident}))
    return tuple(added)


def _free_id(wanted: str, known: dict[str, Action]) -> str | None:
    """The id under which a picked action is added; ``None`` when it is open already."""
    names = chain([wanted, f"{wanted}-again"], (f"{wanted}-again-{number}" for number in count(2)))
    for name in names:
        if name not in known:
            return name
        if known[name].open:
            return None
    raise AssertionError  # count() does not end
