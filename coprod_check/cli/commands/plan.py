"""``coprod-check plan``: one team's sheets in, a plan out."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.collect import collect_sheets
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.problems import Problem
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.rounds import group_into_rounds, team_key
from coprod_check.rules.scoring import score_round
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from coprod_check.documents.plan import Action
    from coprod_check.rules.result import Result
    from coprod_check.rules.rounds import Round
    from coprod_check.storage.sheet_files import Collected


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    out: Path | None
    actions: int
    today: str | None


def run(options: Options) -> None:
    """Make or refresh the plan of the latest round under some paths."""
    on = settings.today(options.today)
    tell(collect_sheets(options.paths, Rubrics(options.rubric)), options.out, on, options.actions)


def tell(found: Collected, out: Path | None, on: dt.date, actions: int) -> None:
    """Write the plan of what was read, and what happened to the plan file to standard error."""
    rounds = group_into_rounds(found.sheets, found.unread)
    problems = [*found.problems, *(fault for each in rounds for fault in each.problems)]
    if problems:
        # A plan from half of the answers would be a wrong plan.
        raise BadInput(problems)
    result = score_round(_latest(rounds))
    if not result.anyone_shown:
        say(NOBODY_SHOWN)
        sys.exit(ExitCode.BAD_FILE)
    text, added = plan_text(result, out, on=on, actions=actions)
    deliver(text, out)
    if out is not None:
        say(told(out, added))


def _latest(rounds: list[Round]) -> Round:
    """The latest round of the one team that there is."""
    if not rounds:
        raise BadInput([Problem("", 0, "", "there are no answers in these sheets, so there is nothing to plan from")])
    teams = {(each.rubric.id, team_key(each.team)): each.team for each in rounds}
    if len(teams) > 1:
        names = ", ".join(sorted(set(teams.values())))
        message = f"a plan is for one team, and these sheets are of several ({names}); name the sheets of one"
        raise BadCommand(message)
    return max(rounds, key=lambda each: (each.date, each.label))


def plan_text(result: Result, out: Path | None, *, on: dt.date, actions: int) -> tuple[str, tuple[Action, ...] | None]:
    """The text of the plan, and what was added to one that was there (``None`` where it is new)."""
    drafted = draft_plan(result, on=on, actions=actions)
    if out is not None and out.exists():
        return plan_files.refresh(out, drafted, actions)
    return plan_files.plan_toml(drafted), None


def told(path: Path, added: tuple[Action, ...] | None) -> str:
    """Say what happened to the plan file."""
    if added is None:
        return f"The plan is in {path}."
    count = {0: "No new action was", 1: "1 new action was"}.get(len(added), f"{len(added)} new actions were")
    return f"The plan in {path} is up to date. {count} added. What you wrote in it is as it was."
