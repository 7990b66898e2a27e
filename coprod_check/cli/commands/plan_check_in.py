"""``coprod-check plan --check-in``: the open actions of a plan, gone through with people one at a time."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.ask.front_end import CHECK_IN, EndOfInput, converse
from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.collect import collect_sheets
from coprod_check.cli.commands import plan as making
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.talk import ended_gently, front_end_on, talk_to
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.text import identity
from coprod_check.interview.check_in import words
from coprod_check.interview.check_in.state import OpenAction, begin_check_in
from coprod_check.pages.names import Names
from coprod_check.rules.plan_refresh import refresh_plan, same_round
from coprod_check.rules.planning import ACTIONS
from coprod_check.storage.checked_plan import CheckedPlan
from coprod_check.storage.file_names import slug
from coprod_check.storage.library import Rubrics
from coprod_check.storage.plan_files import ENDING, is_copy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.documents.plan import Action, Plan
    from coprod_check.documents.rubric import Rubric
    from coprod_check.interview.check_in.state import CheckIn
    from coprod_check.rules.result import Result


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    """One plan; with ``out`` the sheets of a new round."""
    rubric: str | None
    out: Path | None
    """The plan that is gone through with new answers, and then brought up to date with them."""
    actions: int
    today: str | None
    team: str | None = None
    round: str | None = None
    same_team: bool = False
    plain: bool = False
    others: tuple[str, ...] = ()
    """What was asked for besides, and does not go with it."""


def run(options: Options) -> None:
    """Go through a plan: by itself, or with the answers of a new round, which then bring it up to date."""
    if options.others:
        raise BadCommand(f"--check-in goes through one plan with people; leave {' and '.join(options.others)} out")
    plan_file = options.out or _the_one(options.paths)
    if is_copy(plan_file):
        message = f"{plan_file} is a copy of a plan as it was on a day, which stays as it is; name the plan itself"
        raise BadCommand(message)
    instead = "change the plan in an editor"
    front_end = front_end_on(
        talk_to("plan --check-in", instead, option_plain=options.plain), option_plain=options.plain
    )
    on = settings.today(options.today)
    rubrics = Rubrics(options.rubric)
    result = _result(options, rubrics)
    checked = CheckedPlan(plan_file, on)
    if result:
        making.check_same(plan_file, checked.plan, result, same_team=options.same_team)
    found = result.rubric if result else rubrics.for_sheet(checked.plan.rubric)
    names = Names(found if found and found.id == checked.plan.rubric else None)
    measured = refresh_plan(checked.plan, result, on=on, limit=options.actions).plan if result else None
    try:
        with ended_gently():
            go_through(checked, open_actions(checked.plan, names, measured), front_end, on)
    except (EndOfInput, KeyboardInterrupt) as stopped:
        say("")
        say(words.saved_in_plan(str(plan_file), str(checked.kept or "")))
        say(words.go_on_with_plan(_again(options)))
        sys.exit(ExitCode.STOPPED if isinstance(stopped, KeyboardInterrupt) else ExitCode.SAVED_FOR_LATER)
    if result:
        written = making.write_plan(
            result, plan_file, on=on, actions=options.actions, same_team=options.same_team, kept=checked.kept
        )
        lines: Sequence[str] = [*written.lines, *written.reached]
    else:
        lines = [words.saved_in_plan(str(plan_file), str(checked.kept or "")), *_more(options, checked, on)]
    for line in lines:
        front_end.tell(line)
    from coprod_check.cli.what_next import lines_with_command  # costs start-up time

    what_is_missing = words.look_at(_command("plan", "--check", str(plan_file), options=options))
    for line in lines_with_command(what_is_missing, settings.width()):
        front_end.tell(line)


def _the_one(paths: Sequence[Path]) -> Path:
    if len(paths) != 1 or paths[0].is_dir():
        message = (
            "--check-in goes through one plan; name it, "
            "or name sheets and with --out the plan that they bring up to date"
        )
        raise BadCommand(message)
    return paths[0]


def _result(options: Options, rubrics: Rubrics) -> Result | None:
    """The result of the new answers, where there are some."""
    if options.out is None:
        return None
    if not options.out.exists():
        raise BadCommand(f"--check-in goes through a plan that is there, and {options.out} is not; make it first")
    result = making.result_to_plan_from(collect_sheets(options.paths, rubrics), (options.team, options.round))
    making.stop_where_nobody_is_shown(result)
    return result


# The words of commands.


def _command(*said: str, options: Options) -> str:
    more = ["--rubric", options.rubric] if options.rubric else []
    return settings.how_typed().line(*said, *more)


def _again(options: Options) -> str:
    """The command that was given, to go on with."""
    asked = (("--out", options.out), ("--team", options.team), ("--round", options.round))
    given = [word for option, value in asked if value is not None for word in (option, str(value))]
    flags = [*(["--same-team"] if options.same_team else []), *(["--plain"] if options.plain else [])]
    return _command("plan", "--check-in", *map(str, options.paths), *given, *_limit(options), *flags, options=options)


def _limit(options: Options) -> list[str]:
    return ["--actions", str(options.actions)] if options.actions != ACTIONS else []


def _more(options: Options, checked: CheckedPlan, on: dt.date) -> list[str]:
    """Say that there is room for more steps, where the answers that lie beside the plan ask for some."""
    folder = checked.path.parent
    try:
        found = collect_sheets([folder], Rubrics(options.rubric))
        result = making.result_to_plan_from(found, (checked.plan.team, None))
    except (BadCommand, BadInput):
        return []
    if not result.anyone_shown or result.rubric.id != checked.plan.rubric:
        return []
    refresh = refresh_plan(checked.plan, result, on=on, limit=options.actions)
    if not refresh.added:
        return []
    said = ("plan", str(folder), "--team", checked.plan.team, "--out", str(checked.path), *_limit(options))
    return [words.room_for(len(refresh.added), _command(*said, options=options))]


# Going through a plan.


def open_actions(plan: Plan, names: Names, measured: Plan | None = None) -> list[OpenAction]:
    """The open actions of a plan, in order; ``measured`` is the plan as newer answers make it.

    Those that look done by these answers, or by the plan's own, are marked.
    """
    by = measured or plan
    keyed: dict[str, Action] = {}
    places = [place for place, action in enumerate(plan.actions) if action.open]
    for place in places:
        ident = plan.actions[place].id or plan.actions[place].action
        keyed[f"{ident}, {place + 1}" if ident in keyed else ident] = plan.actions[place]
    found = []
    for place, name in zip(places, names.actions(keyed).values(), strict=True):
        action = plan.actions[place]
        reached = by.reached(by.actions[place])
        held = by.practices.get(action.practice) if action.practice else None
        now = names.level(held.level) if reached and held and held.level is not None else ""
        found.append(OpenAction(place, name, action, reached, now))
    return found


def go_through(
    checked: CheckedPlan, asked: Sequence[OpenAction], front_end: FrontEnd, today: dt.date, *, intro: str = ""
) -> None:
    """Go through some open actions, saving after every answer, and say how many stand how.

    ``intro`` is said first in place of how many they are. Raises ``EndOfInput`` and
    ``KeyboardInterrupt`` where somebody stops: what was said is saved by then.
    """
    if not asked:
        front_end.tell(words.NONE_TO_GO_THROUGH)
        return
    front_end.tell(intro or words.begins(len(asked)))

    def save(state: CheckIn) -> CheckIn:
        said = zip(state.asked, state.draft, strict=True)
        checked.save({each.place: action for each, action in said})
        return state

    state = converse(CHECK_IN, begin_check_in(asked, today), front_end, save)
    if state.stopped:
        raise EndOfInput
    counted = Counter(each.status for each in state.draft)
    front_end.tell(words.summed_up([(status, counted[status]) for status in words.STATUS_ON_SCREEN if counted[status]]))


# At both ends of an interview.


def default_plan(team: str) -> Path:
    """Where the plan of a team is where nobody says otherwise."""
    return Path(f"{slug(team)}{ENDING}")


def plan_of_last_round(
    path: Path, rubric: Rubric, front_end: FrontEnd, *, team: str, label: str, today: dt.date
) -> CheckedPlan | None:
    """The team's plan where it is of a round before; one that cannot be read is told of, and is none."""
    if not path.exists():
        return None
    try:
        checked = CheckedPlan(path, today)
    except BadInput as error:
        front_end.tell(words.cannot_begin(str(error.problems[0])))
        return None
    plan = checked.plan
    ours = plan.rubric == rubric.id and identity(plan.team) == identity(team)
    return checked if ours and not same_round(plan.round, label) else None


def begin_with_the_plan(checked: CheckedPlan, rubric: Rubric, front_end: FrontEnd, today: dt.date) -> None:
    """Go through the open actions before the questions; a plan that cannot be saved is told of, and left as it is."""
    asked = open_actions(checked.plan, Names(rubric))
    try:
        go_through(checked, asked, front_end, today, intro=words.begins_with_plan(len(asked)))
    except BadInput as error:
        front_end.tell(words.cannot_begin(str(error.problems[0])))


def go_through_reached(checked: CheckedPlan, result: Result, front_end: FrontEnd, today: dt.date) -> None:
    """Ask of each open action that looks done by new answers whether it is; at the end of input it stays as it is."""
    measured = refresh_plan(checked.plan, result, on=today, limit=ACTIONS).plan
    asked = [each for each in open_actions(checked.plan, Names(result.rubric), measured) if each.reached]
    if not asked:
        return
    try:
        go_through(checked, asked, front_end, today, intro=words.looks_done(len(asked)))
    except EndOfInput:
        front_end.tell(words.AS_THEY_ARE)
