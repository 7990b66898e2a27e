"""``coprod-check plan --check``: what a careful coach would notice in a plan, or in those of many teams."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.choices import PageFormat
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.named import not_there
from coprod_check.cli.output import deliver, renderer, text_width
from coprod_check.cli.what_next import lines_of_command
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.text import identity, one_line
from coprod_check.pages.coaching.plan_checks import checks_report
from coprod_check.pages.coaching.plan_overview import OverviewLine, overview_page
from coprod_check.pages.names import Names
from coprod_check.rules.coaching.plan_checks import MOST_OPEN, check_plan
from coprod_check.rules.coaching.plan_overview import stand_of
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics
from coprod_check.storage.team_plans import plans_of_teams

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.problems import Note, Problem
    from coprod_check.rules.coaching.plan_changes import PlanDiff
    from coprod_check.rules.coaching.plan_overview import TeamPlans
    from coprod_check.storage.team_plans import FoundPlans

MOST_SAID = 3
"""Teams with several plans that are named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    out: Path | None
    actions: int
    today: str | None
    team: str | None = None


def run(options: Options) -> None:
    """Look at each plan that is named; of a folder with the plans of several teams, tell a line of each.

    Ends with 1 where there is something to mend, and not for notes alone.
    """
    if options.out is not None:
        message = "--check makes no plan, so there is nothing to write with --out or --each; leave one of them out"
        raise BadCommand(message)
    on = settings.today(options.today)
    rubrics = Rubrics(options.rubric)
    if options.team is not None or any(path.is_dir() for path in options.paths):
        anything = _in_folders(options, rubrics, on)
    else:
        anything = _checked(_read_all(options.paths), options, rubrics, on)
    if anything:
        sys.stdout.flush()
        sys.exit(ExitCode.DIFFERENT)


def _checked(plans: Iterable[Plan], options: Options, rubrics: Rubrics, on: dt.date) -> bool:
    """Tell all there is to say of each plan; gives whether there is something to mend."""
    pages, anything = [], False
    for plan in plans:
        names = names_for(plan, rubrics)
        remarks = check_plan(plan, names.rubric, today=on, most_open=options.actions)
        pages.append(renderer(PageFormat.TEXT).render(checks_report(plan, remarks, names)))
        anything = anything or any(not each.is_note for each in remarks)
    deliver("\n".join(pages), None)
    return anything


def names_for(plan: Plan, rubrics: Rubrics) -> Names:
    """The words of the plan's questions where they are at hand; else ids and numbers."""
    found = rubrics.for_sheet(plan.rubric)
    return Names(found if found and found.id == plan.rubric else None)


def _read_all(paths: list[Path]) -> list[Plan]:
    """Read every plan, or raise the problems of all of them at once."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            plans.append(plan_files.read_plan_file(path))
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(problems)
    return plans


# Of many teams.


def _in_folders(options: Options, rubrics: Rubrics, on: dt.date) -> bool:
    """Tell a line of each team, or all of the one that is there or was named; what cannot be read stops no other."""
    found = plans_of_teams(options.paths, copies=False)
    teams = of_team(found, options.team)
    say_which(teams, found.notes)
    if len(teams) == 1:
        anything = _checked([teams[0].now.plan], options, rubrics, on)
    else:
        lines = [line_of_team(each.now.plan, rubrics, on, options.actions) for each in teams]
        deliver(renderer(PageFormat.TEXT).render(overview_page(lines, today=on).whole), None)
        anything = any(line.stand.to_look_at for line in lines)
        named = next((line for line in lines if line.stand.to_look_at), lines[0])
        more = ["plan", "--check", *map(str, options.paths), "--team", one_line(named.plan.team)]
        actions = None if options.actions == MOST_OPEN else options.actions
        again = options_again(rubric=options.rubric, actions=actions, today=options.today)
        deliver(command_below("All of one team's plan:", more, again), None)
    end_with_problems(found)
    return anything


def of_team(found: FoundPlans, team: str | None) -> list[TeamPlans]:
    """The plans of every team, or of the one that was named.

    Raises ``BadInput`` where there is none at all, and ``BadCommand`` where none is of that team.
    """
    if not found.teams:
        raise BadInput(found.problems)
    ours = [each for each in found.teams if team is None or each.team == identity(team)]
    if not ours:
        raise not_there("--team", "team", team or "", (each.now.plan.team for each in found.teams))
    return ours


def say_which(teams: Iterable[TeamPlans], notes: Iterable[Note]) -> None:
    """Say what was not read, and of a team that has several plans which one is taken."""
    say_notes(notes)
    several = [each for each in teams if each.older]
    if len(several) > MOST_SAID:
        say(f"Note: {len(several)} teams have several plans here; of each the one made last is taken")
        return
    for each in several:
        taken = f"{each.now.file}, made last, is taken, not {', '.join(each.older)}"
        say(f"Note: {one_line(each.now.plan.team)} has several plans: {taken}")


def line_of_team(
    plan: Plan, rubrics: Rubrics, on: dt.date, actions: int = MOST_OPEN, diff: PlanDiff | None = None
) -> OverviewLine:
    """One line of an overview."""
    names = names_for(plan, rubrics)
    return OverviewLine(plan, stand_of(plan, names.rubric, today=on, most_open=actions), names, diff)


def options_again(**values: str | int | bool | None) -> list[str]:
    """The options that another command must have, to say the same; those that were not asked for are left out."""
    words: list[str] = []
    for name, value in values.items():
        if value is not None and value is not False:
            words += [f"--{name}", *([] if value is True else [str(value)])]
    return words


def command_below(name: str, command: Sequence[str], options: Sequence[str], *, width: int | None = None) -> str:
    """A command that comes next, on lines of its own below a page."""
    lines = lines_of_command(name, [*command, *options], width or text_width())
    return "".join(f"{line}\n" for line in ("", *lines))


def end_with_problems(found: FoundPlans) -> None:
    """Name what could not be read, and end with what that means."""
    say_problems(found.problems)
    if found.problems:
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)
