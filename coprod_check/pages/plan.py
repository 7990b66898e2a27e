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
HOW_YOU_WILL_KNOW = "How you will know"
SEEN_AT_ONCE = 3
"""Up to how many names nobody has to count."""


def action_lines(action: Action) -> Iterator[str]:
    """Say why an action is on the plan, how you will know that it worked, and what to ask."""
    why = list(why_lines(action))
    if action.measure:
        why.insert(bool(action.because), f"{HOW_YOU_WILL_KNOW}: {action.measure}")
    yield from why


def why_lines(action: Action) -> Iterator[str]:
    """Say why an action is on the plan, and what to ask."""
    if action.because:
        yield f"Why: {action.because}"
    if action.hard_question:
        yield f"{HARD_QUESTION}: {action.hard_question}"


def to_find_out(action: Action, names: Names) -> str:
    """Name the practices that an action is to find out about, and how many they are where that is not seen at once."""
    number = len(action.practices)
    many = f" ({number})" if number > SEEN_AT_ONCE else ""
    return f"To find out{many}: {listed(map(names.practice, action.practices))}"


# What became of a plan that was there.


def refreshed_lines(path: str, refresh: Refresh, kept: str, moved: int = 0) -> Iterator[str]:
    """Say what happened to a plan that was there; ``kept`` is where the plan as it was is kept, if it changed.

    ``moved`` is how many comments stand elsewhere now; all else that people wrote was found again where it was.
    """
    if not refresh.changes:
        yield f"The plan in {path} is up to date. Nothing in it has changed."
    else:
        new = len(refresh.added)
        added = {0: "No new action was", 1: "1 new action was"}.get(new, f"{new} new actions were")
        yield f"The plan in {path} is up to date. {added} added. {_all_is_there(moved)}"
        yield f"The plan as it was before is in {kept}."
    if not any(each.open for each in refresh.plan.actions):
        yield "No action on the plan is open. Agree what comes next."


def _all_is_there(moved: int) -> str:
    """What was looked for and found before the plan was written."""
    if not moved:
        return "What you wrote in it is as it was."
    stands = "stands on a line of its own, above where it was"
    stand = "stand on lines of their own, above where they were"
    return f"All that you wrote is still in it; {count(moved, 'comment')} now {stands if moved == 1 else stand}."


def reached_lines(plan: Plan, names: Names) -> Iterator[str]:
    """Name the actions that look done by the answers; only people end them."""
    reached = {str(place): each for place, each in enumerate(plan.actions) if plan.reached(each)}
    if reached:
        called = listed(names.actions(reached).values())
        number = count(len(reached), "action is", "actions are")
        yield f"By these answers {number} reached: {called}. If you agree, end {'it' if len(reached) == 1 else 'them'}."
