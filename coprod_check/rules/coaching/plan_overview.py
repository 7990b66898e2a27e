"""Where the plans of many teams stand, a line for each: what a coach looks at before the calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.text import identity
from coprod_check.rules.coaching.plan_checks import MOST_OPEN, check_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.rubric import Rubric


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and the file that it is in."""

    plan: Plan
    file: str


@dataclass(frozen=True, slots=True)
class TeamPlans:
    """The plan of a team, and the one to compare it with."""

    now: PlanFile
    before: PlanFile | None = None
    """The newest copy of it as it was, else the team's plan before; ``None`` where there is neither."""
    older: tuple[str, ...] = ()
    """Files of the team's other plans, the newest first."""

    @property
    def team(self) -> str:
        """By what the team is compared."""
        return identity(self.now.plan.team)


def plans_by_team(plans: Iterable[PlanFile]) -> tuple[TeamPlans, ...]:
    """Take of each team, by name, the plan that was made last; of one day the last by file.

    A team that answered several sets of questions has a plan of each.
    """
    found: dict[tuple[str, str], list[PlanFile]] = {}
    for each in sorted(plans, key=lambda each: (each.plan.made_on or dt.date.min, each.file)):
        found.setdefault((identity(each.plan.team), each.plan.rubric), []).append(each)
    return tuple(
        TeamPlans(now, older[-1] if older else None, tuple(each.file for each in reversed(older)))
        for _, (*older, now) in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class PlanStand:
    """How one plan stands on some day, in counts of its actions."""

    open: int
    overdue: int
    no_owner: int
    reached: int
    """How many look done by the plan's own answers."""
    next_date: dt.date | None
    """The next day, today or later, on which something is due or the plan is to be looked at again."""
    to_look_at: int
    """How many remarks a careful coach would make, without those that are only worth knowing."""


def stand_of(plan: Plan, rubric: Rubric | None, *, today: dt.date, most_open: int = MOST_OPEN) -> PlanStand:
    """Count what is open, overdue, without an owner, and what looks done."""
    still_open = [each for each in plan.actions if each.open]
    dates = [each.due for each in still_open] + [plan.follow_up_on]
    remarks = check_plan(plan, rubric, today=today, most_open=most_open)
    return PlanStand(
        open=len(still_open),
        overdue=sum(each.days_over(today) > 0 for each in still_open),
        no_owner=sum(not (identity(each.staff_owner) or identity(each.lived_experience_owner)) for each in still_open),
        reached=sum(map(plan.reached, still_open)),
        next_date=min((each for each in dates if each is not None and each >= today), default=None),
        to_look_at=sum(not each.is_note for each in remarks),
    )
