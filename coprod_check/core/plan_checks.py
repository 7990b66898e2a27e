"""What a careful coach would notice in a plan, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.core.diff import ambiguous
from coprod_check.core.names import lacks
from coprod_check.core.problems import nearest
from coprod_check.core.report import Bullets, Heading, Para, Report
from coprod_check.core.shapes import compatible
from coprod_check.core.text import count, one_line
from coprod_check.core.words import day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from coprod_check.core.names import Names
    from coprod_check.core.plan import Action, Plan
    from coprod_check.core.report import Block

MOST_OPEN = 5
FINE = (
    "This plan is in good order: people with lived experience own every open action, alone or with staff, "
    "and no date has passed."
)
FINE_EMPTY = "This plan is in good order, and nothing on it is open. Agree what to do next."


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: what a coach would say, and of which action."""

    action: Action | None
    """``None`` where it is about the whole plan."""
    text: str


def check_plan(plan: Plan, names: Names, *, today: dt.date, most_open: int = MOST_OPEN) -> tuple[Remark, ...]:
    """List what is worth a word, first of the whole plan, then of each action in its order."""
    remarks = [Remark(None, text) for text in _whole(plan, most_open)]
    known = _known_practices(plan, names)
    remarks += [Remark(action, text) for action in plan.actions for text in _of_action(action, known, today)]
    return tuple(remarks)


def _whole(plan: Plan, most_open: int) -> Iterator[str]:
    still_open = sum(action.open for action in plan.actions)
    if still_open > most_open:
        yield f"{still_open} actions are open. More than {most_open} at a time is hard to keep up: which can wait?"
    for each in ambiguous(plan):
        yield f"{each.where}: {each.message}."


def _of_action(action: Action, known: Iterable[str] | None, today: dt.date) -> Iterator[str]:
    if action.open:
        if missing := lacks(action):
            yield f"It has {missing} yet."
        if one_line(action.staff_owner) and not one_line(action.lived_experience_owner):
            yield f"Only staff own it ({one_line(action.staff_owner)}). Who with lived experience owns it with them?"
        if action.due and (over := action.days_over(today)):
            yield f"It was due on {day(action.due)}, {count(over, 'day')} ago. Is it done, or what stopped it?"
    elif action.status == "done" and not one_line(action.evidence):
        yield "It is done, and nobody has said what shows it."
    if action.practice and known is not None and action.practice not in known:
        near = _capital(nearest(action.practice, known))
        yield f"Its practice is not one that we know: {one_line(action.practice)}. {near or 'Check the name.'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known_practices(plan: Plan, names: Names) -> list[str] | None:
    """The practices there are: those of the rubric in the plan's version, else those that the plan holds."""
    rubric = names.rubric
    if rubric and rubric.id == plan.rubric and compatible(rubric.version, plan.rubric_version):
        return [str(each) for each in rubric.by_id]
    return [str(each) for each in plan.practices] or None


def checks_report(plan: Plan, remarks: tuple[Remark, ...], names: Names) -> Report:
    """Tell what was noticed, action by action; one friendly sentence where there is nothing."""
    return tuple(_blocks(plan, remarks, names))


def _blocks(plan: Plan, remarks: tuple[Remark, ...], names: Names) -> Iterator[Block]:
    if not remarks:
        yield Para(FINE if any(action.open for action in plan.actions) else FINE_EMPTY)
        return
    yield Heading(f"The plan of {one_line(plan.team)}: {count(len(remarks), 'thing')} to look at", 1)
    if whole := tuple(each.text for each in remarks if each.action is None):
        yield Bullets(whole)
    for action in plan.actions:
        if texts := tuple(each.text for each in remarks if each.action is action):
            ident = f" ({one_line(action.id)})" if one_line(action.id) else ""
            yield Heading(f"{names.action(action)}{ident}, {action.status}", 3)
            yield Bullets(texts)
