"""``coprod-check plan``: one team's sheets in, a plan out."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.cli import settings
from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.collect import collect_sheets
from coprod_check.cli.each import check_each
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.named import NAMED, not_there
from coprod_check.cli.output import deliver
from coprod_check.cli.plan_beside import another_teams
from coprod_check.cli.plan_places import PlanPlaces, faulty_teams
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.documents.problems import Problem, short
from coprod_check.documents.text import identity, one_line
from coprod_check.pages.names import Names
from coprod_check.pages.plan import NOTHING_TO_DO, reached_lines, refreshed_lines
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.rules.plan_refresh import refresh_plan
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.rounds import group_into_rounds
from coprod_check.rules.scoring import score_round
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics
from coprod_check.storage.writing import naming_schema

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
    each: Path | None = None
    """The folder that gets a plan for each team, or holds them already."""


_NO_PLANS = frozenset({".xlsx", ".ics", ".html", ".htm", ".md", ".csv", ".json", ".docx", ".pdf", ".ods", ".xls"})
"""How the names of files end that hold something else."""


def run(options: Options) -> None:
    """Make or refresh the plan of one round under some paths: the latest, or the one that was named; or each team's."""
    check_each(options.each, options.out)
    if options.out and options.out.suffix.casefold() in _NO_PLANS:
        message = f"a plan is a text file to edit; name one that ends in .plan.toml, not {options.out}"
        raise BadCommand(message)
    if options.out and (now := plan_files.copied_from(options.out)):
        message = f"{options.out} is a copy of {now} as it was on a day, which stays as it is; name the plan itself"
        raise BadCommand(message)
    found = collect_sheets(options.paths, Rubrics(options.rubric))
    say_notes(found.notes)
    on, asked = settings.today(options.today), (options.team, options.round)
    if options.each is None:
        tell(found, options.out, on, options.actions, asked=asked, same_team=options.same_team, rubric=options.rubric)
    elif options.same_team:
        message = "--same-team is about one plan, and --each finds each team's by its name; leave one of them out"
        raise BadCommand(message)
    else:
        _tell_each(found, options.each, on, options.actions, asked)


def tell(
    found: Collected,
    out: Path | None,
    on: dt.date,
    actions: int,
    *,
    asked: tuple[str | None, str | None] = (None, None),
    same_team: bool = False,
    rubric: str | None = None,
) -> None:
    """Write the plan of what was read, and what happened to the plan file; ``asked`` are a team and a round by name."""
    result = result_to_plan_from(found, asked)
    stop_where_nobody_is_shown(result)
    if out is None:
        plan = draft_plan(result, on=on, actions=actions)
        deliver(plan_files.plan_toml(plan, result.rubric), None)
        lines = [] if plan.actions else [NOTHING_TO_DO]
    else:
        written = write_plan(result, out, on=on, actions=actions, same_team=same_team)
        lines = [*written.lines, *written.reached, *_to_go_through(written, out, on, rubric)]
    for line in lines:
        say(line)


def _to_go_through(written: PlanWritten, path: Path, on: dt.date, rubric: str | None) -> list[str]:
    """How to go through a plan with people, where something in it looks done or is past."""
    if not written.reached and not any(each.days_over(on) for each in written.plan.actions):
        return []
    named = ["--rubric", rubric] if rubric else []
    command = settings.how_typed().line("plan", "--check-in", str(path), *named)
    return [f"To go through the open actions one at a time: {command}"]


def result_to_plan_from(found: Collected, asked: tuple[str | None, str | None]) -> Result:
    """The result of the one round that a plan is for; ``asked`` are a team and a round by name.

    Raises ``BadInput`` or ``BadCommand`` where it cannot be had, or not from all of the answers.
    """
    team, label = asked
    every = _rounds(found)
    rounds = _of_team(every, team)
    problems = [*found.problems, *(fault for each in rounds for fault in each.problems)]
    if problems:
        # A plan from half of the answers would be a wrong plan.
        raise BadInput(problems)
    return score_round(_chosen(rounds, label))


def stop_where_nobody_is_shown(result: Result) -> None:
    """End the program where nobody's answers may be shown: there is no plan then."""
    if not result.anyone_shown:
        say(NOBODY_SHOWN)
        sys.exit(ExitCode.BAD_FILE)


def _rounds(found: Collected) -> list[Round]:
    """Every round that was answered; there must be one."""
    every = group_into_rounds(found.sheets, found.unread).rounds
    if not every:
        nothing = Problem("", 0, "", "there are no answers in these sheets, so there is nothing to plan from")
        raise BadInput(found.problems or [nothing])
    return every


def _of_team(rounds: list[Round], team: str | None) -> list[Round]:
    """The rounds of the one team that there is, or of the one that was named."""
    teams = {identity(each.team): each.team for each in rounds}
    if team is not None:
        rounds = _named_team(rounds, team)
    elif len(teams) > 1:
        names = sorted(set(teams.values()))
        listed = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
        message = (
            f"a plan is for one team, and these sheets are of several ({listed}); "
            "name one with --team, or a folder for the plans of all with --each"
        )
        raise BadCommand(message)
    if len(asked := {each.rubric.id for each in rounds}) > 1:
        message = f"these sheets answer different questions ({', '.join(sorted(asked))}); name the sheets of one"
        raise BadCommand(message)
    return rounds


def _named_team(rounds: list[Round], team: str) -> list[Round]:
    ours = [each for each in rounds if identity(each.team) == identity(team)]
    if not ours:
        raise not_there("--team", "team", team, sorted({each.team for each in rounds}))
    return ours


def _named_round(rounds: Sequence[Round], label: str, of: str) -> list[Round]:
    found = [each for each in rounds if identity(each.label) == identity(label)]
    if not found:
        raise not_there("--round", "round", label, sorted({each.label for each in rounds}), of)
    return found


def _chosen(rounds: Sequence[Round], label: str | None) -> Round:
    """The latest round of a team, or the one that was named."""
    if label is not None:
        rounds = _named_round(rounds, label, f" of {short(rounds[0].team)}")
    return max(rounds, key=lambda each: (each.date, each.label))


# A plan for each team.


def _tell_each(found: Collected, folder: Path, on: dt.date, actions: int, asked: tuple[str | None, str | None]) -> None:
    """Make or refresh the plan of each team; one that cannot be made is named, and the others are."""
    every = _rounds(found)
    places = PlanPlaces(folder, (each.team for each in every))
    faulty = faulty_teams(found)
    problems = list(found.problems)
    written = as_it_was = 0
    for key, rounds in sorted(_by_team(every, *asked).items()):
        name = one_line(max(rounds, key=lambda each: (each.date, each.label)).team)
        try:
            result = _to_plan_from(rounds, name, faulty=key in faulty)
            plan = write_plan(result, places.of(result), on=on, actions=actions)
        except BadInput as error:
            problems += error.problems
        except BadCommand as error:
            problems.append(Problem("", 0, name, str(error)))
        else:
            written += 1
            as_it_was += plan.as_it_was
            for line in (*plan.lines[plan.as_it_was :], *plan.reached):
                say(f"{name}: {line}")
    say_problems(set(problems))
    unchanged = f", {as_it_was} of them as before" if as_it_was else ""
    say(f"{written or 'No'} {'plan is' if written == 1 else 'plans are'} in {folder}{unchanged}.")
    if problems:
        sys.exit(ExitCode.BAD_FILE)


def _by_team(every: list[Round], team: str | None, label: str | None) -> dict[str, list[Round]]:
    """The rounds of each team, or those that were named of them."""
    rounds = every if team is None else _named_team(every, team)
    if label is not None:
        rounds = _named_round(rounds, label, "" if team is None else f" of {short(rounds[0].team)}")
    found: dict[str, list[Round]] = {}
    for each in rounds:
        found.setdefault(identity(each.team), []).append(each)
    return found


def _to_plan_from(rounds: list[Round], name: str, *, faulty: bool) -> Result:
    """The latest result of one of many teams; ``BadInput`` where no plan can be made from it."""
    faults = [fault for each in rounds for fault in each.problems]
    if faults or faulty:
        message = "there is no plan from half of the answers; mend the sheets that are named here"
        raise BadInput([*faults, Problem("", 0, name, message)])
    result = score_round(_chosen(_of_team(rounds, None), None))
    if not result.anyone_shown:
        raise BadInput([Problem("", 0, name, NOBODY_SHOWN)])
    return result


class PlanWritten(NamedTuple):
    """A plan that is in its file, and what to say of that."""

    plan: Plan
    lines: list[str]
    as_it_was: bool = False
    """Whether nothing had to be changed; the first of the lines says so."""
    reached: tuple[str, ...] = ()
    """What looks done by the answers, in words."""


def plan_is_in(path: Path) -> str:
    """Say where a new plan is."""
    return f"The plan is in {path}."


def write_plan(
    result: Result, path: Path, *, on: dt.date, actions: int, same_team: bool = False, kept: Path | None = None
) -> PlanWritten:
    """Write a plan, or bring the one that is there up to date; gives the plan and what to say of it.

    Of a plan that changes, the one that was there is kept beside it, unless it was
    ``kept`` before people went through it. A plan that does not change is not written at all.
    """
    names = Names(result.rubric)
    if not path.exists():
        plan = draft_plan(result, on=on, actions=actions)
        deliver(naming_schema(plan_files.plan_toml(plan, result.rubric), path, "plan"), path)
        return PlanWritten(plan, [plan_is_in(path), *([] if plan.actions else [NOTHING_TO_DO])])
    old = plan_files.read_plan_file(path)
    check_same(path, old, result, same_team=same_team)
    refresh = refresh_plan(old, result, on=on, limit=actions)
    moved = 0
    if refresh.changes:
        ready = plan_files.refreshed(path, old, refresh, result.rubric)
        kept = kept or plan_files.keep_copy(path, on)
        plan_files.write_over(path, ready)
        moved = ready.moved
    lines = refreshed_lines(str(path), refresh, str(kept) if kept else "", moved)
    return PlanWritten(refresh.plan, [*lines], not refresh.changes, tuple(reached_lines(refresh.plan, names)))


def check_same(path: Path, old: Plan, result: Result, *, same_team: bool) -> None:
    """Raise ``BadInput`` where a plan is of other questions, or of another team that is not said to be the same."""
    if old.rubric != result.rubric.id:
        message = f"was made from {old.rubric!r}, and these answers are to {result.rubric.id!r}; choose another file"
        raise bad_file(str(path), message, "rubric")
    if identity(old.team) != identity(result.team) and not same_team:
        raise another_teams(path, old, result)
