"""``coprod-check report``: saved sheets in, one page for people to read, print and share."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.choices import PageFormat, ReportFormat
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.cli.scored import WITHOUT_THEM, score_paths
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.documents.problems import Problem
from coprod_check.documents.text import identity
from coprod_check.rules.plan_refresh import same_round
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.cli.scored import Scored
    from coprod_check.documents.plan import Plan
    from coprod_check.pages.blocks import Report
    from coprod_check.pages.round_page import PagePlan
    from coprod_check.render.word import WordRenderer
    from coprod_check.rules.result import Result

_WORD = ".docx"
_BY_ENDING = {".md": ReportFormat.MARKDOWN, ".markdown": ReportFormat.MARKDOWN, _WORD: ReportFormat.DOCX}
_OF_OTHERS = (".doc", ".odt", ".pdf", ".rtf")
"""Endings of documents that we do not write. A page under such a name would be opened by the wrong program."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    rubric: str | None
    style: ReportFormat | None
    plan: Path | None
    out: Path | None
    today: str | None


def run(paths: list[Path], options: Options) -> None:
    """Make one page of all that is under some paths. Bad files are named; the good ones are reported all the same."""
    style = _style(options.style, options.out)
    keep_what_people_wrote(options.out, paths)
    if style is ReportFormat.DOCX:
        _word()  # what is missing is said before anything is read
    today = _asked_day(options.today)
    tell(score_paths(paths, Rubrics(options.rubric)), paths, style, options, today)


def tell(scored: Scored, paths: Sequence[Path], style: ReportFormat, options: Options, today: dt.date | None) -> None:
    """Write the page, and what there is to say about it to standard error; ``paths`` are where a plan may lie."""
    problems = list(scored.problems)
    page, language = _page(scored, paths, options.plan, today, problems)
    _deliver(page, language, style, options.out)
    for note in scored.notes:
        say(f"Note: {note}")
    problems = sorted(set(problems))
    for problem in problems:
        say(str(problem))
    if options.out is not None:
        say(f"The report is in {options.out}.")
    if problems:
        say(WITHOUT_THEM)
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)


def _style(asked: ReportFormat | None, out: Path | None) -> ReportFormat:
    """The format asked for, else that of the file's name; a page only where it can be opened."""
    ending = out.suffix.casefold() if out else ""
    style = asked or _BY_ENDING.get(ending, ReportFormat.HTML)
    if asked is None and ending in _OF_OTHERS:
        message = f"a report is not written as {ending}; name a file that ends in .docx, .html or .md"
        raise BadCommand(message)
    if out is not None and (ending == _WORD) is not (style is ReportFormat.DOCX):
        what = f"a Word file needs a name that ends in {_WORD}"
        if style is not ReportFormat.DOCX:
            what = f"a name that ends in {_WORD} is for a Word file"
        message = f"{what}, and --format {style.value} goes to {out}; change one of them"
        raise BadCommand(message)
    if out is None and style is not ReportFormat.MARKDOWN and sys.stdout.isatty():
        what, name = ("a page is for a browser", "report.html")
        if style is ReportFormat.DOCX:
            what, name = ("a Word file is for a word processor", f"report{_WORD}")
        message = f"{what}, not for this screen; name a file with --out, such as --out {name}"
        raise BadCommand(message)
    return style


def _word() -> type[WordRenderer]:
    """What writes Word files; it stands on packages that are an extra."""
    try:
        from coprod_check.render.word import WordRenderer
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("coprod_check"):
            raise
        message = "writing a Word file needs coprod-check[docx]; install it, or write a page with --out report.html"
        raise BadCommand(message) from None
    return WordRenderer


def _asked_day(option: str | None) -> dt.date | None:
    """The day that the user names. A page must not change with the clock, so the clock is not asked."""
    return settings.today(option) if option or os.environ.get("COPROD_TODAY") else None


# Which page it is.


def _page(
    scored: Scored, paths: Sequence[Path], plan: Path | None, today: dt.date | None, problems: list[Problem]
) -> tuple[Report, str]:
    """The page of a round, of many teams, or of one team's rounds; and the language it is in."""
    cohorts = scored.cohorts()
    if not cohorts:
        nothing = Problem("", 0, "", "there are no answers in these sheets, so there is nothing to report")
        raise BadInput(problems or [nothing])
    if len(cohorts) > 1:
        message = f"these sheets answer different questions ({', '.join(cohorts)}); make a report of each"
        raise BadCommand(message)
    (cohort,) = cohorts.values()
    if cohort.teams > 1:
        if plan is not None:
            message = f"--plan is the plan of one team, and these sheets are of {cohort.teams}; name the sheets of one"
            raise BadCommand(message)
        from coprod_check.pages.cohort_page import cohort_page

        return cohort_page(cohort), cohort.rubric.language
    rounds = sorted(scored.results, key=lambda each: (each.date, each.round))
    planned = _planned(rounds[-1], paths, plan, today, problems)
    if len(rounds) == 1:
        from coprod_check.pages.round_page import round_page

        return round_page(rounds[0], planned), cohort.rubric.language
    from coprod_check.pages.rounds_page import history_page

    return history_page(rounds, planned), cohort.rubric.language


def _planned(
    last: Result, paths: Sequence[Path], named: Path | None, today: dt.date | None, problems: list[Problem]
) -> PagePlan | None:
    """The team's plan; where there is none, a suggestion; nothing where nobody may be shown."""
    from coprod_check.pages.round_page import PagePlan
    from coprod_check.rules.planning import draft_plan

    plan = _named(named, last) if named is not None else _lying_beside(last, paths, problems)
    if not last.anyone_shown:
        return None
    if plan is not None:
        return PagePlan(plan, suggested=False, today=today)
    return PagePlan(draft_plan(last, on=today or last.date), suggested=True)


def _named(path: Path, last: Result) -> Plan:
    plan = plan_files.read_plan_file(path)
    if identity(plan.team) != identity(last.team):
        raise bad_file(str(path), f"is the plan of {plan.team!r}, not of {last.team!r}; choose another file", "team")
    if plan.rubric != last.rubric.id:
        message = f"was made from {plan.rubric!r}, and these answers are to {last.rubric.id!r}; choose another file"
        raise bad_file(str(path), message, "rubric")
    return plan


def _lying_beside(last: Result, paths: Sequence[Path], problems: list[Problem]) -> Plan | None:
    """The team's plan in a folder that was named: that of this round, else the one made last."""
    files = {file.resolve(): file for path in paths if path.is_dir() for file in plan_files.plans_under(path)}
    plans = []
    for file in sorted(files.values()):
        try:
            plans.append((plan_files.read_plan_file(file), file))
        except BadInput as error:
            problems += error.problems
    whose = identity(last.team), last.rubric.id
    ours = [(plan, file) for plan, file in plans if (identity(plan.team), plan.rubric) == whose]
    if not ours:
        return None
    chosen, file = max(ours, key=lambda each: (same_round(each[0].round, last.round), each[0].made_on or dt.date.min))
    others = f", one of {len(ours)} of this team; --plan names another" if len(ours) > 1 else ""
    say(f"Note: the plan on the page is {file.as_posix()}{others}")
    return chosen


# How it is written.


def _deliver(page: Report, language: str, style: ReportFormat, out: Path | None) -> None:
    match style:
        case ReportFormat.HTML:
            from coprod_check.render.html import HtmlRenderer

            text = HtmlRenderer(language).render(page)
            if out is None and isinstance(sys.stdout, io.TextIOWrapper):
                # The page says that it is UTF-8, whatever the console would make of it.
                sys.stdout.reconfigure(encoding="utf-8", newline="")
            deliver(text, out)
        case ReportFormat.MARKDOWN:
            deliver(renderer(PageFormat.MARKDOWN).render(page), out)
        case ReportFormat.DOCX:
            from coprod_check.render.pictures import has_fonts

            deliver(_word()(language).render(page), out)
            if not has_fonts():
                say("Note: this machine has no fonts to draw pictures with, so the report holds their tables only.")
        case _:
            assert_never(style)
