"""What a careful coach would notice in a plan, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.names import lacks
from coprod_check.pages.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names
    from coprod_check.rules.plan_checks import Remark

FINE = (
    "This plan is in good order: people with lived experience own every open action, alone or with staff, "
    "and no date has passed."
)
FINE_EMPTY = "This plan is in good order, and nothing on it is open. Agree what to do next."


def checks_report(plan: Plan, remarks: tuple[Remark, ...], names: Names) -> Report:
    """Tell what was noticed, action by action; one friendly sentence where there is nothing."""
    return tuple(_blocks(plan, remarks, names))


def _blocks(plan: Plan, remarks: tuple[Remark, ...], names: Names) -> Iterator[Block]:
    if not remarks:
        yield Para(FINE if any(action.open for action in plan.actions) else FINE_EMPTY)
        return
    yield Heading(f"The plan of {one_line(plan.team)}: {count(len(remarks), 'thing')} to look at", 1)
    if whole := tuple(remark_text(each) for each in remarks if each.action is None):
        yield Bullets(whole)
    for action in plan.actions:
        if texts := tuple(remark_text(each) for each in remarks if each.action is action):
            ident = f" ({one_line(action.id)})" if one_line(action.id) else ""
            yield Heading(f"{names.action(action)}{ident}, {action.status}", 3)
            yield Bullets(texts)


def remark_text(remark: Remark) -> str:
    """Say what a coach would say of it."""
    if remark.action:
        return _of_action(remark, remark.action)
    if remark.fault:
        return f"{remark.fault.where}: {remark.fault.message}."
    return f"{remark.number} actions are open. More than {remark.most} at a time is hard to keep up: which can wait?"


def _of_action(remark: Remark, action: Action) -> str:
    match remark.why:
        case "lacks-owner-or-date":
            return f"It has {lacks(action)} yet."
        case "only-staff-own":
            return f"Only staff own it ({one_line(action.staff_owner)}). Who with lived experience owns it with them?"
        case "overdue":
            due = f"on {day(action.due)}, " if action.due else ""
            return f"It was due {due}{count(remark.number, 'day')} ago. Is it done, or what stopped it?"
        case "done-unproved":
            return "It is done, and nobody has said what shows it."
        case _:
            near = f"{remark.near[:1].upper()}{remark.near[1:]}" or "Check the name."
            return f"Its practice is not one that we know: {one_line(action.practice or '')}. {near}"
