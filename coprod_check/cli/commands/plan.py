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
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.documents.problems import Problem, nearest
from coprod_check.documents.text import identity
from coprod_check.pages.names import Names
from coprod_check.pages.plan import NOTHING_TO_DO, reached_lines, refreshed_lines
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.rules.plan_refresh import refresh_plan
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.rounds import group_into_rounds
from coprod_check.rules.scoring import score_round
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.documents.plan import Plan
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
    team: str | None = None
    round: str | None = None
    same_team: bool = False


def run(options: Options) -> None:
    """Make or refresh the plan of one round under some paths: the latest, or the one that was named."""
    found = collect_sheets(options.paths, Rubrics(options.rubric))
    on, asked = settings.today(options.today), (options.team, options.round)
    tell(found, options.out, on, options.actions, asked=asked, same_team=options.same_team)


def tell(
    found: Collected,
    out: Path | None,
    on: dt.date,
    actions: int,
    *,
    asked: tuple[str | None, str | None] = (None, None),
    same_team: bool = False,
) -> None:
    """Write the plan of what was read, and what happened to the plan file; ``asked`` are a team and a round by name."""
    team, label = asked
    every = group_into_rounds(found.sheets, found.unread).rounds
    if not every:
        nothing = Problem("", 0, "", "there are no answers in these sheets, so there is nothing to plan from")
        raise BadInput(found.problems or [nothing])
    rounds = _of_team(every, team)
    problems = [*found.problems, *(fault for each in rounds for fault in each.problems)]
    if problems:
        # A plan from half of the answers would be a wrong plan.
        raise BadInput(problems)
    result = score_round(_chosen(rounds, label))
    if not result.anyone_shown:
        say(NOBODY_SHOWN)
        sys.exit(ExitCode.BAD_FILE)
    if out is None:
        plan = draft_plan(result, on=on, actions=actions)
        deliver(plan_files.plan_toml(plan), None)
        lines = [] if plan.actions else [NOTHING_TO_DO]
    else:
        _, lines = write_plan(result, out, on=on, actions=actions, same_team=same_team)
    for line in lines:
        say(line)


def _of_team(rounds: list[Round], team: str | None) -> list[Round]:
    """The rounds of the one team that there is, or of the one that was named."""
    teams = {(each.rubric.id, identity(each.team)): each.team for each in rounds}
    listed = ", ".join(sorted(set(teams.values())))
    if team is not None:
        ours = [each for each in rounds if identity(each.team) == identity(team)]
        if not ours:
            message = f"--team: there is no team {team!r}; {nearest(team, teams.values()) or f'choose one of {listed}'}"
            raise BadCommand(message)
        rounds = ours
    elif len(teams) > 1:
        message = f"a plan is for one team, and these sheets are of several ({listed}); name one with --team"
        raise BadCommand(message)
    if len(asked := {each.rubric.id for each in rounds}) > 1:
        message = f"these sheets answer different questions ({', '.join(sorted(asked))}); name the sheets of one"
        raise BadCommand(message)
    return rounds


def _chosen(rounds: Sequence[Round], label: str | None) -> Round:
    """The latest round of a team, or the one that was named."""
    if label is not None:
        found = [each for each in rounds if identity(each.label) == identity(label)]
        if not found:
            labels = sorted({each.label for each in rounds})
            near = nearest(label, labels) or f"choose one of {', '.join(labels)}"
            message = f"--round: there is no round {label!r} of {rounds[0].team!r}; {near}"
            raise BadCommand(message)
        rounds = found
    return max(rounds, key=lambda each: (each.date, each.label))


def write_plan(
    result: Result, path: Path, *, on: dt.date, actions: int, same_team: bool = False
) -> tuple[Plan, list[str]]:
    """Write a plan, or bring the one that is there up to date; gives the plan and what to say of it.

    Of a plan that changes, the one that was there is kept beside it. A plan that does
    not change is not written at all.
    """
    names = Names(result.rubric)
    if not path.exists():
        plan = draft_plan(result, on=on, actions=actions)
        deliver(plan_files.plan_toml(plan), path)
        return plan, [f"The plan is in {path}.", *([] if plan.actions else [NOTHING_TO_DO])]
    old = plan_files.read_plan_file(path)
    _check_same(path, old, result, same_team=same_team)
    refresh = refresh_plan(old, result, on=on, limit=actions)
    kept = None
    if refresh.changes:
        text = plan_files.refreshed_text(path, old, refresh)
        kept = plan_files.keep_copy(path, on)
        deliver(text, path)
    lines = refreshed_lines(str(path), refresh, str(kept) if kept else "")
    return refresh.plan, [*lines, *reached_lines(refresh.plan, names)]


def _check_same(path: Path, old: Plan, result: Result, *, same_team: bool) -> None:
    if old.rubric != result.rubric.id:
        message = f"was made from {old.rubric!r}, and these answers are to {result.rubric.id!r}; choose another file"
        raise bad_file(str(path), message, "rubric")
    if identity(old.team) != identity(result.team) and not same_team:
        message = (
            f"is the plan of {old.team!r}, not of {result.team!r}; "
            "choose another file, or say --same-team where the team has a new name"
        )
        raise bad_file(str(path), message, "team")
