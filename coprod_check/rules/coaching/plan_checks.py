"""What a careful coach would notice in a plan, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coprod_check.documents.limits import GUESSED
from coprod_check.documents.plan import Action
from coprod_check.documents.problems import nearest
from coprod_check.documents.shapes import compatible
from coprod_check.documents.text import one_line
from coprod_check.rules.coaching.plan_changes import ambiguous

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Rubric

MOST_OPEN = 5
_OUR_KEYS = tuple(Action.model_fields)
RemarkWhy = Literal[
    "many-open",
    "not-told-apart",
    "lacks-owner-or-date",
    "only-staff-own",
    "overdue",
    "done-unproved",
    "unknown-practice",
    "blocked",
    "reached",
    "own-key",
]
_NOTES = frozenset({"blocked", "reached", "own-key"})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: why, in which action, and what is needed to say so."""

    why: RemarkWhy
    action: Action | None = None
    """``None`` where it is about the whole plan."""
    number: int = 0
    """Open actions, or days over; 0 where nothing is counted."""
    most: int = 0
    """How many actions may be open, where more are."""
    fault: Problem | None = None
    """Which actions cannot be told apart."""
    near: str = ""
    """The known name that is nearest to an unknown one, as a question; empty where none is near."""
    name: str = ""
    """The unknown practice."""
    names: tuple[str, ...] = ()
    """Keys of the team's own."""

    @property
    def is_note(self) -> bool:
        """Whether it is only worth knowing: nothing has to be mended."""
        return self.why in _NOTES


def check_plan(plan: Plan, rubric: Rubric | None, *, today: dt.date, most_open: int = MOST_OPEN) -> tuple[Remark, ...]:
    """List what is worth a word, first of the whole plan, then of each action in its order.

    ``rubric`` is that of the plan, if it is at hand; else the practices are known from the plan alone.
    """
    known = _known_practices(plan, rubric)
    of_actions = (remark for action in plan.actions for remark in _of_action(plan, action, known, today))
    return (*_of_whole(plan, most_open), *of_actions)


def _of_whole(plan: Plan, most_open: int) -> Iterator[Remark]:
    still_open = sum(action.open and not plan.reached(action) for action in plan.actions)
    if still_open > most_open:
        yield Remark("many-open", number=still_open, most=most_open)
    for each in ambiguous(plan):
        yield Remark("not-told-apart", fault=each)


def _of_action(plan: Plan, action: Action, known: Sequence[str] | None, today: dt.date) -> Iterator[Remark]:
    if action.open:
        yield from _of_open(action, today)
    elif action.status == "done" and not one_line(action.evidence):
        yield Remark("done-unproved", action)
    named = [*([action.practice] if action.practice else []), *action.practices]
    unknown = [each for each in named if each not in known] if known is not None else []
    yield from (Remark("unknown-practice", action, near=nearest(each, known or ()), name=each) for each in unknown)
    if action.status == "blocked":
        yield Remark("blocked", action)
    if plan.reached(action):
        yield Remark("reached", action)
    yield from _of_own_keys(action)


def _of_own_keys(action: Action) -> Iterator[Remark]:
    """One note on all keys of the team's own, and one on each that looks like a slip."""
    # The nearest name is worked out for so many alone: there may be thousands.
    near = {key: nearest(key, _OUR_KEYS) for key in action.own_keys[:GUESSED]}
    if plain := tuple(key for key in action.own_keys if not near.get(key)):
        yield Remark("own-key", action, names=plain)
    yield from (Remark("own-key", action, near=guess, names=(key,)) for key, guess in near.items() if guess)


def _of_open(action: Action, today: dt.date) -> Iterator[Remark]:
    staff, members = one_line(action.staff_owner), one_line(action.lived_experience_owner)
    if not (staff or members) or action.due is None:
        yield Remark("lacks-owner-or-date", action)
    if staff and not members:
        yield Remark("only-staff-own", action)
    if over := action.days_over(today):
        yield Remark("overdue", action, number=over)


def _known_practices(plan: Plan, rubric: Rubric | None) -> list[str] | None:
    """The practices there are: those of the rubric in the plan's version, else those that the plan holds."""
    if rubric and rubric.id == plan.rubric and compatible(rubric.version, plan.rubric_version or rubric.version):
        return [str(each) for each in rubric.by_id]
    return [str(each) for each in plan.practices] or None
