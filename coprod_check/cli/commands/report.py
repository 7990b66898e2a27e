"""``coprod-check report``: saved sheets in, one page for people to read, print and share."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.choices import PageFormat, ReportFormat
from coprod_check.cli.commands.services.workbooks import check_file_place, workbook_of
from coprod_check.cli.each import check_each, each_team, file_of
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.named import wanted_of
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, utf8_to_screen
from coprod_check.cli.plan_beside import PlansBeside, asked_day
from coprod_check.cli.scored import WITHOUT_THEM, score_paths
from coprod_check.cli.which_page import PagesOf
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.problems import Problem
from coprod_check.pages.names import Names
from coprod_check.pages.next_steps import reached_now
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coprod_check.cli.each import OneTeam
    from coprod_check.cli.scored import Scored
    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Page
    from coprod_check.render.word import WordRenderer
    from coprod_check.rules.cohort import Cohort

_WORD = ".docx"
_BY_ENDING = {
    ".md": ReportFormat.MARKDOWN,
    ".markdown": ReportFormat.MARKDOWN,
    _WORD: ReportFormat.DOCX,
    ".xlsx": ReportFormat.XLSX,
}
_ENDINGS = {
    ReportFormat.HTML: "html",
    ReportFormat.MARKDOWN: "md",
    ReportFormat.DOCX: "docx",
    ReportFormat.XLSX: "xlsx",
}
NOTHING_TO_REPORT = "there are no answers in these sheets, so there is nothing to report"
_OF_OTHERS = {
    **dict.fromkeys((".doc", ".odt", ".pdf", ".rtf"), ".docx, .html, .md or .xlsx"),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods"), ".xlsx"),
}
"""Endings of documents that we do not write. A page under such a name would be opened by the wrong program."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    rubric: str | None
    style: ReportFormat | None
    plan: Path | None
    out: Path | None
    today: str | None
    team: str | None = None
    round: str | None = None
    each: Path | None = None
    """The folder that gets a page for each team."""
    opened: bool = False
    """Whether nothing is folded, as for printing."""


def run(paths: list[Path], options: Options) -> None:
    """Make one page of all that is under some paths. Bad files are named; the good ones are reported all the same."""
    check_each(options.each, options.out)
    style = _style(options.style, options.out, to_screen=options.each is None)
    keep_what_people_wrote(options.out, paths)
    if style is ReportFormat.DOCX:
        _word()  # what is missing is said before anything is read
    today = asked_day(options.today)
    scored = score_paths(paths, Rubrics(options.rubric))
    wanted = wanted_of(scored, options.team, options.round)
    if options.each is None:
        tell(wanted, paths, style, options, today)
    else:
        plans = PlansBeside(paths, today, options.plan, many=True)
        _tell_each(list(each_team(wanted, scored)), scored, plans, replace(options, style=style), options.each)


def tell(scored: Scored, paths: Sequence[Path], style: ReportFormat, options: Options, today: dt.date | None) -> None:
    """Write the page, and what there is to say about it to standard error; ``paths`` are where a plan may lie."""
    plans = PlansBeside(paths, today, options.plan)
    _report(scored, plans, style, options.out, opened=options.opened)
    where = [] if options.out is None else [f"The report is in {options.out}."]
    _end(scored, [*scored.problems, *plans.problems], where)


def _end(scored: Scored, problems: Sequence[Problem], where: Sequence[str], *, written: bool = True) -> None:
    """Say what was noted, what is wrong, and where everything that was written is; end with what that means."""
    say_notes(scored.notes)
    problems = sorted(set(problems))
    say_problems(problems)
    for line in where:
        say(line)
    if problems:
        if written:
            say(WITHOUT_THEM)
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)


def _tell_each(teams: Sequence[OneTeam], scored: Scored, plans: PlansBeside, options: Options, folder: Path) -> None:
    """Write a page for each team; one that cannot be made is named, and the others are."""
    style = options.style or ReportFormat.HTML
    if len(teams) > 1 and options.plan is not None:
        raise BadCommand(_of_one_team(len(teams)))
    problems = list(scored.problems)
    if not teams and not problems:
        problems.append(Problem("", 0, "", NOTHING_TO_REPORT))
    written = 0
    for team in teams:
        file = file_of(folder, f"{team.stem}.{_ENDINGS[style]}")
        try:
            _report(team.scored, plans, style, file, opened=options.opened)
        except BadInput as error:
            problems += error.problems
            continue
        except BadCommand as error:
            problems.append(Problem("", 0, team.name, str(error)))
            continue
        written += 1
        if team.shows_nothing:
            say(f"Note: {team.name}: so few people answered that nothing of it may be shown; {file} says so")
    where = f"{written or 'No'} {'page is' if written == 1 else 'pages are'} in {folder}."
    _end(scored, [*problems, *plans.problems], [where], written=written > 0)


def _style(asked: ReportFormat | None, out: Path | None, *, to_screen: bool = True) -> ReportFormat:
    """The format asked for, else that of the file's name; a page only where it can be opened."""
    ending = out.suffix.casefold() if out else ""
    style = asked or _BY_ENDING.get(ending, ReportFormat.HTML)
    if asked is None and ending in _OF_OTHERS:
        message = f"a report is not written as {ending}; name a file that ends in {_OF_OTHERS[ending]}"
        raise BadCommand(message)
    if out is not None and (ending == _WORD) is not (style is ReportFormat.DOCX):
        what = f"a Word file needs a name that ends in {_WORD}"
        if style is not ReportFormat.DOCX:
            what = f"a name that ends in {_WORD} is for a Word file"
        message = f"{what}, and --format {style.value} goes to {out}; change one of them"
        raise BadCommand(message)
    check_file_place(style.value, out, "report", to_screen=to_screen)
    if to_screen and out is None and style is not ReportFormat.MARKDOWN and sys.stdout.isatty():
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


# Which page it is.


def _pages(scored: Scored, plans: PlansBeside) -> tuple[Rubric, Page]:
    """The page of a round, of many teams, or of one team's rounds; and the questions that it is about."""
    pages = PagesOf(scored, plans)
    _one_report(scored, pages.cohorts, plans)
    return next(iter(pages))


def _one_report(scored: Scored, cohorts: Mapping[str, Cohort], plans: PlansBeside) -> Cohort:
    """Make sure that there are answers, to one set of questions, and that a plan that was named is of the one team."""
    if not cohorts:
        nothing = Problem("", 0, "", NOTHING_TO_REPORT)
        raise BadInput(scored.problems or [nothing])
    if len(cohorts) > 1:
        message = f"these sheets answer different questions ({', '.join(cohorts)}); make a report of each"
        raise BadCommand(message)
    (cohort,) = cohorts.values()
    if cohort.teams > 1 and plans.named is not None:
        raise BadCommand(_of_one_team(cohort.teams))
    return cohort


def _of_one_team(teams: int) -> str:
    return f"--plan is the plan of one team, and these sheets are of {teams}; name the sheets of one, or its --team"


# How it is written.


def _report(scored: Scored, plans: PlansBeside, style: ReportFormat, out: Path | None, *, opened: bool) -> None:
    if style is ReportFormat.XLSX:
        deliver(_workbook(scored, plans), out)
    else:
        rubric, page = _pages(scored, plans)
        _deliver(page, rubric, style, out, opened=opened)


def _workbook(scored: Scored, plans: PlansBeside) -> bytes:
    """The results as a workbook, with the plan of the one team; a suggestion that nobody has agreed is not in it."""
    from coprod_check.exchange.workbook.actions import PlannedActions

    cohort = _one_report(scored, scored.cohorts(), plans)
    planned = None
    if cohort.teams == 1:
        last = max(scored.results, key=lambda each: (each.date, each.round))
        found = plans.of(last)
        if found is not None and not found.suggested:
            planned = PlannedActions(found.plan, Names(last.rubric), lambda each: reached_now(each, last), found.today)
    return workbook_of(scored, planned)


def _deliver(page: Page, rubric: Rubric, style: ReportFormat, out: Path | None, *, opened: bool = False) -> None:
    match style:
        case ReportFormat.HTML:
            from coprod_check.pages.own_words import own_words
            from coprod_check.render.html import HtmlRenderer

            text = HtmlRenderer(own_words(rubric), opened=opened).render(page.whole)
            if out is None:
                utf8_to_screen()
            deliver(text, out)
        case ReportFormat.MARKDOWN:
            deliver(renderer(PageFormat.MARKDOWN).render(page.whole), out)
        case ReportFormat.DOCX:
            from coprod_check.pages.own_words import own_words

            deliver(_word()(own_words(rubric)).render(page.whole), out)
        case ReportFormat.XLSX:
            raise AssertionError(style)  # a workbook is made of results, not of a page
        case _:
            assert_never(style)
