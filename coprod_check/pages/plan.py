"""A plan in words: what to do, who, by when, and how you will know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.pages.blocks import Block, Bullets, Heading, Para, Report
from coprod_check.pages.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action, Plan


def plan_report(plan: Plan) -> Report:
    """Tell the open actions of a plan."""
    return tuple(_blocks(plan))


def _blocks(plan: Plan) -> Iterator[Block]:
    open_actions = [action for action in plan.actions if action.open]
    yield Heading("What to do next")
    if not open_actions:
        yield Para("There is nothing on the plan: every practice is at the top level. Agree what to keep an eye on.")
    for place, action in enumerate(open_actions, 1):
        yield Heading(f"{place}. {action.action}", 3)
        yield Bullets((*action_lines(action), *_who_and_when(action)))
    if plan.follow_up_on:
        yield Para(f"Look at this again on {day(plan.follow_up_on)}. Agree who owns each action, one from each side.")


def action_lines(action: Action) -> Iterator[str]:
    """Say why an action is on the plan, how you will know, and what to ask."""
    if action.because:
        yield f"Why: {action.because}"
    if action.measure:
        yield f"How you will know: {action.measure}"
    if action.hard_question:
        yield f"A hard question: {action.hard_question}"


def _who_and_when(action: Action) -> Iterator[str]:
    if action.staff_owner or action.lived_experience_owner:
        staff, members = action.staff_owner or "none yet", action.lived_experience_owner or "none yet"
        yield f"Owners: {staff} (staff), {members} (lived experience)"
    if action.due:
        yield f"By: {day(action.due)}"
