"""The plan that belongs to a result: the one that was named, the one that lies beside the sheets, or a suggestion."""

from __future__ import annotations

import datetime as dt
import os
from functools import cached_property
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.text import identity
from coprod_check.pages.next_steps import PagePlan
from coprod_check.rules.plan_refresh import same_round
from coprod_check.rules.planning import draft_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.problems import Problem
    from coprod_check.rules.result import Result


def asked_day(option: str | None = None) -> dt.date | None:
    """The day that the user names. A page must not change with the clock, so the clock is not asked."""
    return settings.today(option) if option or os.environ.get("COPROD_TODAY") else None


class PlansBeside:
    """Finds the plan of a result. Each plan in the folders is read once, and only when one is asked for."""

    def __init__(
        self, paths: Sequence[Path], today: dt.date | None, named: Path | None = None, *, many: bool = False
    ) -> None:
        """Take where plans may lie, the day on which to say what is overdue, and the plan that was named instead.

        Which plan was found is said; of ``many`` teams only where it was chosen among several.
        """
        self._paths = paths
        self._today = today
        self._many = many
        self.named = named
        self.problems: list[Problem] = []
        """What is wrong with plans in the folders; found while a plan is looked for."""

    def of(self, last: Result) -> PagePlan | None:
        """The team's plan; where there is none, a suggestion; nothing where nobody may be shown."""
        plan = _checked(self.named, last) if self.named is not None else self._lying_beside(last)
        if not last.anyone_shown:
            return None
        if plan is not None:
            return PagePlan(plan, suggested=False, today=self._today)
        return PagePlan(draft_plan(last, on=self._today or last.date), suggested=True)

    @cached_property
    def _plans(self) -> list[tuple[Plan, Path]]:
        """Every plan in a folder that was named."""
        folders = [path for path in self._paths if path.is_dir()]
        if not folders:
            return []
        from coprod_check.storage import plan_files

        files = {file.resolve(): file for path in folders for file in plan_files.plans_under(path)}
        plans = []
        for file in sorted(files.values()):
            try:
                plans.append((plan_files.read_plan_file(file), file))
            except BadInput as error:
                self.problems += error.problems
        return plans

    def _lying_beside(self, last: Result) -> Plan | None:
        """The team's plan in a folder that was named: that of this round, else the one made last."""
        whose = identity(last.team), last.rubric.id
        ours = [(plan, file) for plan, file in self._plans if (identity(plan.team), plan.rubric) == whose]
        if not ours:
            return None
        chosen, file = max(
            ours, key=lambda each: (same_round(each[0].round, last.round), each[0].made_on or dt.date.min)
        )
        others = f", one of {len(ours)} of this team; report --plan names another" if len(ours) > 1 else ""
        if others or not self._many:
            say(f"Note: the plan on the page is {file.as_posix()}{others}")
        return chosen


def another_teams(path: Path, plan: Plan, result: Result) -> BadInput:
    """Say that a plan is of another team than a result, and what to do where it is the same one under a new name."""
    message = (
        f"is the plan of {plan.team!r}, not of {result.team!r}; choose another file; "
        f"where the team has a new name, this tells the plan: plan SHEETS --out {path.as_posix()} --same-team"
    )
    return bad_file(str(path), message, "team")


def _checked(path: Path, last: Result) -> Plan:
    """Read the plan that was named, and make sure that it is of the same team and questions."""
    from coprod_check.storage import plan_files

    plan = plan_files.read_plan_file(path)
    if identity(plan.team) != identity(last.team):
        raise another_teams(path, plan, last)
    if plan.rubric != last.rubric.id:
        message = f"was made from {plan.rubric!r}, and these answers are to {last.rubric.id!r}; choose another file"
        raise bad_file(str(path), message, "rubric")
    return plan
