"""A plan in words: what stands behind each action, and what became of the plan when it was refreshed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
from coprod_check.pages.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.pages.names import Names
    from coprod_check.rules.plan_refresh import Refresh

NOTHING_TO_DO = (
    "There is no action on the plan: these answers ask for no next step. Agree what to keep an eye on, "
    "or add an action of your own."
)
HARD_QUESTION = "A hard question"


def action_lines(action: Action, names: Names) -> Iterator[str]:
    """Say why an action is on the plan, what it is about, how you will know, and what to ask."""
    if action.because:
        yield f"Why: {action.because}"
    if action.practices:
        yield f"What is not known yet: {listed(map(names.practice, action.practices))}"
    if action.measure:
        yield f"How you will know: {action.measure}"
    if action.hard_question:
        yield f"{HARD_QUESTION}: {action.hard_question}"


# What became of a plan that was there.


def refreshed_lines(path: str, refresh: Refresh, kept: str) -> Iterator[str]:
    """Say what happened to a plan that was there; ``kept`` is where the plan as it was is kept, if it changed."""
    if not refresh.changes:
        yield f"The plan in {path} is up to date. Nothing in it has changed."
    else:
        new = len(refresh.added)
        added = {0: "No new action was", 1: "1 new action was"}.get(new, f"{new} new actions were")
        yield f"The plan in {path} is up to date. {added} added. What you wrote in it is as it was."
        yield f"The plan as it was before is in {kept}."
    if not any(each.open for each in refresh.plan.actions):
        yield "No action on the plan is open. Agree what comes next."


def reached_lines(plan: Plan, names: Names) -> Iterator[str]:
    """Name the actions that look done by the answers; only people end them."""
    reached = {str(place): each for place, each in enumerate(plan.actions) if plan.reached(each)}
    if reached:
        called = listed(names.actions(reached).values())
        number = count(len(reached), "action is", "actions are")
        yield f"By these answers {number} reached: {called}. If you agree, end {'it' if len(reached) == 1 else 'them'}."
