"""What became of each action and dimension over several plans of one team."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coprod_check.rules.coaching.plan_changes import days_later, keyed, same_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.documents.plan import Action, Plan


@dataclass(frozen=True, slots=True)
class ActionHistory:
    """One action over all plans."""

    id: str
    last: Action
    """The action as it was last seen."""
    statuses: tuple[str | None, ...]
    """Its status in each plan; ``None`` where it is not there."""
    moves: int
    """How many times its date moved while it was open."""
    days: int
    """By how many days in all; below 0 when it is earlier now."""


@dataclass(frozen=True, slots=True)
class DimensionHistory:
    """One dimension over all plans."""

    id: str
    levels: tuple[int | None, ...]
    """Its level in each plan; ``None`` where there is none, or where the plan is of other questions."""


@dataclass(frozen=True, slots=True)
class History:
    """Several plans in the order in which they were named, oldest first."""

    plans: tuple[Plan, ...]
    same_rubric: bool
    dimensions: tuple[DimensionHistory, ...]
    actions: tuple[ActionHistory, ...]


def history_of(plans: Sequence[Plan]) -> History:
    """Follow every action and dimension; those of the last plan come first. Needs one plan or more."""
    last = plans[-1]
    same = [plan for plan in plans if plan.rubric == last.rubric]
    dimensions = dict.fromkeys(key for plan in reversed(same) for key in plan.dimensions)
    actions = dict.fromkeys(key for plan in reversed(plans) for key in keyed(plan))
    return History(
        plans=tuple(plans),
        same_rubric=all(same_questions(plan, last) for plan in plans),
        dimensions=tuple(
            DimensionHistory(
                key,
                tuple(
                    plan.dimensions[key].level if plan in same and key in plan.dimensions else None for plan in plans
                ),
            )
            for key in dimensions
        ),
        actions=tuple(_followed(key, [keyed(plan).get(key) for plan in plans]) for key in actions),
    )


def _followed(key: str, stood: Sequence[Action | None]) -> ActionHistory:
    """Follow one action; where it was away for a while, its date is compared with the last one seen."""
    seen = [action for action in stood if action]
    moved = [each for was, now in pairwise(seen) if (each := days_later(was, now))]
    return ActionHistory(
        key, seen[-1], tuple(action.status if action else None for action in stood), len(moved), sum(moved)
    )
