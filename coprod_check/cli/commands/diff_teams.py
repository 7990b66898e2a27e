"""``coprod-check diff --all-teams``: where each team of a folder stands before the calls, and any team's brief."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.choices import DiffFormat, PageFormat
from coprod_check.cli.commands.diff import compared
from coprod_check.cli.commands.plan_check import (
    command_below,
    end_with_problems,
    line_of_team,
    of_team,
    options_again,
    say_which,
)
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, text_width
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.problems import about_team, of_one_team
from coprod_check.documents.text import identity, one_line
from coprod_check.pages.coaching.plan_checks import checks_report
from coprod_check.pages.coaching.plan_overview import overview_page
from coprod_check.rules.coaching.plan_changes import ambiguous, diff_plans
from coprod_check.rules.coaching.plan_checks import check_plan
from coprod_check.storage.library import Rubrics
from coprod_check.storage.team_plans import plans_of_teams

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from coprod_check.cli.commands.diff import Options
    from coprod_check.pages.coaching.plan_overview import OverviewLine
    from coprod_check.render.base import Renderer
    from coprod_check.rules.coaching.plan_changes import PlanDiff
    from coprod_check.rules.coaching.plan_overview import TeamPlans
    from coprod_check.storage.team_plans import FoundPlans


@dataclass(frozen=True, slots=True)
class OneTeamNow:
    """A team's plan, the one before, what changed, and how it stands."""

    plans: TeamPlans
    line: OverviewLine

    @property
    def name(self) -> str:
        """The team's name, on one line."""
        return one_line(self.line.plan.team)


def run(options: Options, team: str | None = None) -> None:
    """Tell a line of each team; with ``--all`` each team's brief below; of one team its brief alone."""
    keep_what_people_wrote(options.out, options.paths)
    if not any(path.is_dir() for path in options.paths):
        message = "--all-teams looks through a folder of plans; name the folder"
        raise BadCommand(message)
    on, rubrics = settings.today(options.today), Rubrics(options.rubric)
    found = plans_of_teams(options.paths, copies=True)
    chosen = of_team(found, team)
    say_which(chosen, found.notes)
    teams = [OneTeamNow(each, line_of_team(each.now.plan, rubrics, on, diff=_diff(each, on, found))) for each in chosen]
    if options.style is DiffFormat.JSON:
        from coprod_check.exchange.json_diff import overview_json

        told = ((each.plans, each.line.stand, each.line.diff) for each in teams)
        ours = found.problems if team is None else of_one_team(identity(team), found.problems)
        text = overview_json(told, ours, today=on)
    elif team is not None:
        text = "\n".join(_brief(each, options, on) for each in teams)
    else:
        text = _overview(teams, options, on)
    deliver(text, options.out)
    end_with_problems(found)
    if options.exit_code and any(each.line.diff and each.line.diff.differs for each in teams):
        sys.stdout.flush()
        sys.exit(ExitCode.DIFFERENT)


def _diff(each: TeamPlans, on: dt.date, found: FoundPlans) -> PlanDiff | None:
    """What changed since the plan before; nothing where there is none, or where actions cannot be told apart."""
    if each.before is None:
        return None
    faults = [fault.in_file(one.file) for one in (each.before, each.now) for fault in ambiguous(one.plan)]
    found.problems.extend(about_team(each.team, faults))
    return None if faults else diff_plans(each.before.plan, each.now.plan, today=on)


def _overview(teams: Sequence[OneTeamNow], options: Options, on: dt.date) -> str:
    """The lines, and below them how to see one team's brief; or every brief."""
    page = overview_page([each.line for each in teams], today=on, compared=True)
    text = _drawn(options).render(page.whole)
    if options.everything:
        return "\n".join([text, *(_brief(each, options, on) for each in teams)])
    if options.style is not DiffFormat.TEXT:
        return text
    named = next((each for each in teams if each.line.stand.to_look_at), teams[0])
    words = ["diff", "--all-teams", *map(str, options.paths), "--team", named.name]
    width = text_width(to_file=options.out is not None, option_plain=options.plain)
    again = options_again(rubric=options.rubric, evidence=options.evidence, today=options.today, plain=options.plain)
    return text + command_below("One team's brief:", words, again, width=width)


def _brief(each: OneTeamNow, options: Options, on: dt.date) -> str:
    """One team's brief; where there is nothing to compare with, what a careful coach would notice."""
    plan, now, before = each.line.plan, each.plans.now, each.plans.before
    if each.line.diff is not None and before is not None:
        return compared([Path(before.file), Path(now.file)], (before.file, now.file), options).text
    say(f"Note: {each.name}: there is no plan of before to compare with, so this is how {now.file} stands")
    names = each.line.names
    return _drawn(options).render(checks_report(plan, check_plan(plan, names.rubric, today=on), names))


def _drawn(options: Options) -> Renderer:
    return renderer(PageFormat(options.style.value), to_file=options.out is not None, option_plain=options.plain)
