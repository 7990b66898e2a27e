"""``coprod-check diff``: two plans in, what changed out; likewise two sheets, two results, or many plans."""

from __future__ import annotations

import datetime as dt
import os
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.choices import DiffFormat, PageFormat, PlanFormat
from coprod_check.cli.commands.diff_git import as_git_calls
from coprod_check.cli.commands.plan_show import plan_text
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, text_width
from coprod_check.cli.streams import takes_bold
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.plan import PLAN_FORMAT, Plan, read_plan
from coprod_check.documents.shapes import compatible
from coprod_check.documents.sheet import SHEET_FORMAT
from coprod_check.documents.text import identity
from coprod_check.exchange import json_diff
from coprod_check.pages.coaching.answer_changes import answers_report
from coprod_check.pages.coaching.plan_changes import Teller, diff_report
from coprod_check.pages.coaching.plan_changes_brief import brief
from coprod_check.pages.coaching.plan_history import history_report
from coprod_check.pages.names import Names
from coprod_check.render.screen import screen_text
from coprod_check.rules.coaching.answer_changes import diff_answers
from coprod_check.rules.coaching.answers import RESULTS_FORMAT, Answers, answers_of_result, answers_of_sheet
from coprod_check.rules.coaching.plan_changes import ambiguous, diff_plans
from coprod_check.rules.coaching.plan_history import history_of
from coprod_check.storage.library import Rubrics
from coprod_check.storage.parsing import check_format, located, parse, read_text
from coprod_check.storage.plan_files import newest_copy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.cli.commands.diff_git import GitCall
    from coprod_check.documents.problems import Problem
    from coprod_check.pages.blocks import Report


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    style: DiffFormat
    exit_code: bool
    everything: bool
    evidence: bool
    today: str | None
    out: Path | None
    plain: bool


def run(options: Options) -> None:
    """Compare two files, or follow a team over more than two plans; or two versions of one file, where git asks."""
    if call := as_git_calls(options.paths):
        _tell_git(call, options)
        return
    if len(options.paths) == 1 and settings.called_by_git():
        # Git names a file alone where it holds two versions that are still to be merged.
        _end(f"{options.paths[0].as_posix()} is not merged yet.\n\n", options, differs=True)
        return
    paths = _two_at_least(options.paths)
    keep_what_people_wrote(options.out, paths)
    _check_each_once(paths)
    told = compared(paths, [path.as_posix() for path in paths], options)
    _end(told.text, options, differs=told.differs, private=told.private)


def check_team(team: str | None) -> None:
    """Make sure that a team is named only where there may be several."""
    if team is not None:
        message = "--team chooses one of the teams of a folder; say --all-teams too, and name the folder"
        raise BadCommand(message)


def _end(text: str, options: Options, *, differs: bool, private: bool = False) -> None:
    deliver(text, options.out, private=private)
    if options.exit_code and differs:
        sys.stdout.flush()
        sys.exit(ExitCode.DIFFERENT)


class Compared(NamedTuple):
    """What differs between some files, in words."""

    text: str
    differs: bool
    private: bool = False
    """Whether it tells what one person answered."""


def compared(paths: Sequence[Path], names: Sequence[str], options: Options) -> Compared:
    """What differs between some files, and whether anything does; ``names`` are what they are called."""
    today = settings.today(options.today)
    rubrics = Rubrics(options.rubric)
    found = _read_all(paths, names, rubrics)
    plans = [each for each in found if isinstance(each, Plan)]
    answers = [each for each in found if isinstance(each, Answers)]
    if len({_kind(each) for each in found}) > 1:
        listed = ", ".join(f"{name} is a {_kind(each)}" for name, each in zip(names, found, strict=True))
        message = f"only two of a kind can be compared: {listed}"
        raise BadCommand(message)
    if len(answers) > 2:
        message = "sheets and results are compared two at a time; only plans can be more than two"
        raise BadCommand(message)
    _warn_teams(found, names)
    words = _names(rubrics, found[-1], chosen=options.rubric)
    if answers:
        private = any(each.kind == "sheet" and each.whose != "together" for each in answers)
        return Compared(*_answers(answers, words, options), private)
    if len(plans) > 2:
        return Compared(*_history(plans, words, options, today))
    return Compared(*_two_plans(plans, names, words, options, today))


# For git.


def _tell_git(call: GitCall, options: Options) -> None:
    """Tell git what differs between two versions of a file.

    A version that cannot be read is told of, and nothing else: git stops at once where a
    driver fails, and there may be other files to compare.
    """
    keep_what_people_wrote(options.out, [each.file for each in (call.old, call.new) if each])
    try:
        if call.old and call.new:
            both = (call.old, call.new)
            text, differs, _ = compared([each.file for each in both], [each.name for each in both], options)
        else:
            text, differs = _one_version(call, options), True
    except (BadInput, BadCommand) as error:
        text, differs = f"{error}\n{NOT_BY_MEANING}\n", True
    _end(f"{text}\n", options, differs=differs)


NOT_BY_MEANING = "So its versions cannot be compared by meaning; git diff --no-ext-diff shows the lines that differ."


def _one_version(call: GitCall, options: Options) -> str:
    """Show a plan that came or went; of answers, only say so."""
    version = call.new or call.old
    assert version is not None  # noqa: S101 - git asks where one of the two is there
    rubrics = Rubrics(options.rubric)
    found = _read(version.file, version.name, rubrics)
    said = f"{call.path} is {'new' if call.new else 'gone'}."
    if isinstance(found, Answers) or options.style is DiffFormat.JSON:
        return f"{said}\n"
    style = PlanFormat(options.style.value)
    drawn = renderer(PageFormat.TEXT, to_file=options.out is not None, option_plain=options.plain)
    return f"{said}\n\n{plan_text(found, rubrics, style, drawn)}"


# Reading.


def _two_at_least(paths: list[Path]) -> list[Path]:
    """The files to compare; of one plan alone, the newest copy beside it comes before it."""
    if len(paths) > 1:
        return paths
    copy = newest_copy(paths[0])
    if copy is None:
        message = (
            f"{paths[0].as_posix()} is one file, and there is no copy beside it of how it was; "
            "name the plan of last time and the plan of this time"
        )
        raise BadCommand(message)
    return [copy, *paths]


def _read_all(paths: Sequence[Path], names: Sequence[str], rubrics: Rubrics) -> list[Plan | Answers]:
    """Read every file, or raise the problems of all of them at once."""
    found: list[Plan | Answers] = []
    problems: list[Problem] = []
    for path, name in zip(paths, names, strict=True):
        try:
            found.append(_read(path, name, rubrics))
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(problems)
    return found


def _read(path: Path, name: str, rubrics: Rubrics) -> Plan | Answers:
    """Read a plan, a sheet or a result, whichever the file says it is."""
    text = read_text(path, name)
    data = parse(text, name)
    found: Plan | Answers | None
    match data.get("format"):
        case str(said) if said == SHEET_FORMAT:
            found, problems = answers_of_sheet(data, rubrics.for_sheet(data.get("rubric")))
        case str(said) if said == RESULTS_FORMAT:
            found, problems = answers_of_result(data)
        case _:
            check_format(data, PLAN_FORMAT, name)
            found, problems = _plan(data)
    if found is None or problems:
        raise BadInput(located(problems, text, name))
    return found


def _plan(data: dict[str, Any]) -> tuple[Plan | None, list[Problem]]:
    plan, problems = read_plan(data)
    return plan, problems + list(ambiguous(plan) if plan else ())


def _check_each_once(paths: Sequence[Path]) -> None:
    real = [os.path.realpath(path) for path in paths]
    for index, path in enumerate(paths):
        if real[index] in real[:index]:
            message = f"{path.as_posix()} is named twice; name the file of last time and the file of this time"
            raise BadCommand(message)


def _kind(found: Plan | Answers) -> str:
    return "plan" if isinstance(found, Plan) else found.kind


def _names(rubrics: Rubrics, latest: Plan | Answers, *, chosen: str | None) -> Names:
    """The words of the rubric where it is at hand in the version of the latest file; else ids and numbers."""
    rubric = rubrics.for_sheet(latest.rubric)
    version = latest.rubric_version or (rubric.version if rubric else "")
    if rubric and rubric.id == latest.rubric and compatible(rubric.version, version):
        return Names(rubric)
    if chosen and rubric:
        asked = f"{latest.rubric} {version}"
        say(f"Note: {chosen} holds {rubric.id} {rubric.version}, and these are of {asked}; so levels are numbers here.")
    return Names()


# Warnings: they stop nothing.


def _warn_teams(found: Sequence[Plan | Answers], names: Sequence[str]) -> None:
    teams = {identity(each.team): each.team for each in found}
    if len(teams) > 1:
        listed = ", ".join(map(repr, teams.values()))
        say(f"Note: these files are of different teams: {listed}. Are they the right ones?")
    if len(found) == 2:
        (first, second), (older, newer) = names, map(_day, found)
        if older and newer and newer < older:
            say(f"Note: {second} is older than {first}. Name the older file first if you meant it the other way round.")
    people = {(each.whose, identity(each.person)) for each in found if isinstance(each, Answers)}
    if len(people) > 1:
        say("Note: these are the answers of different people or groups, so a change may be another view.")
    if any(isinstance(each, Answers) and each.kind == "sheet" and each.whose != "together" for each in found):
        say("Note: these are one person's own answers. Please show them to nobody who may not see them.")


def _day(found: Plan | Answers) -> dt.date | None:
    return found.made_on if isinstance(found, Plan) else found.date


# Writing.


def _page(report: Report, options: Options, style: PageFormat) -> str:
    return renderer(style, to_file=options.out is not None, option_plain=options.plain).render(report)


def _two_plans(
    plans: Sequence[Plan], files: Sequence[str], words: Names, options: Options, today: dt.date
) -> tuple[str, bool]:
    diff = diff_plans(plans[0], plans[1], today=today)
    teller = Teller(diff, words, (files[0], files[1]), evidence=options.evidence)
    match options.style:
        case DiffFormat.JSON:
            text = json_diff.diff_json(diff)
        case DiffFormat.MARKDOWN:
            text = _page(diff_report(teller, everything=options.everything), options, PageFormat.MARKDOWN)
        case DiffFormat.TEXT if options.everything:
            text = _page(diff_report(teller, everything=True), options, PageFormat.TEXT)
        case DiffFormat.TEXT:
            width = text_width(to_file=options.out is not None, option_plain=options.plain)
            bold = not options.out and not settings.plain_output(option=options.plain) and takes_bold(sys.stdout)
            text = screen_text(brief(teller, width=width), bold=bold)
        case _:
            assert_never(options.style)
    return text, diff.differs


def _answers(answers: Sequence[Answers], words: Names, options: Options) -> tuple[str, bool]:
    diff = diff_answers(answers[0], answers[1])
    if options.style is DiffFormat.JSON:
        return json_diff.answers_diff_json(diff), diff.differs
    report = answers_report(diff, words, everything=options.everything, evidence=options.evidence)
    return _page(report, options, PageFormat(options.style.value)), diff.differs


def _history(plans: Sequence[Plan], words: Names, options: Options, today: dt.date) -> tuple[str, bool]:
    """Follow each team over its plans, by team and then in time, whatever the order in which they were named."""
    teams: dict[str, list[Plan]] = {}
    for plan in sorted(plans, key=lambda each: (identity(each.team), each.made_on or dt.date.min)):
        teams.setdefault(identity(plan.team), []).append(plan)
    diffs = [diff_plans(old, new, today=today) for ours in teams.values() for old, new in pairwise(ours)]
    differs = any(each.differs for each in diffs)
    if options.style is DiffFormat.JSON:
        return json_diff.diffs_json(diffs), differs
    drawn = options.style is DiffFormat.TEXT and not settings.plain_output(option=options.plain)
    reports = [history_report(history_of(ours), words, today=today, drawn=drawn) for ours in teams.values()]
    return "\n".join(_page(each, options, PageFormat(options.style.value)) for each in reports), differs
