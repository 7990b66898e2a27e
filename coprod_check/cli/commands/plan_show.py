"""``coprod-check plan --show``: a plan on one page, for the wall, for an e-mail, and for git."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli.choices import PageFormat, PlanFormat
from coprod_check.cli.commands.services.workbooks import check_file_place
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, utf8_to_screen
from coprod_check.cli.plan_beside import asked_day
from coprod_check.documents.errors import BadCommand, bad_file
from coprod_check.documents.shapes import compatible
from coprod_check.pages.coaching.plan_page import plan_page
from coprod_check.pages.names import Names
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.rubric import Rubric
    from coprod_check.render.base import Renderer

_BY_ENDING = {
    ".html": PlanFormat.HTML,
    ".htm": PlanFormat.HTML,
    ".md": PlanFormat.MARKDOWN,
    ".markdown": PlanFormat.MARKDOWN,
    ".ics": PlanFormat.ICS,
    ".xlsx": PlanFormat.XLSX,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    style: PlanFormat | None
    out: Path | None
    today: str | None
    plain: bool = False
    others: tuple[str, ...] = ()
    """What was asked for besides, and does not go with it."""


def run(options: Options, *, asked: bool = True) -> None:
    """Write one plan as a page. Nothing on it depends on the day, unless a day is named.

    Raises ``BadCommand`` where a format was given and the page was not ``asked`` for.
    """
    if not asked:
        message = "--format is for --show: a plan that is made is a file to edit; leave one out, or add the other"
        raise BadCommand(message)
    if options.others:
        message = f"--show puts a plan on a page and does nothing else; leave {' and '.join(options.others)} out"
        raise BadCommand(message)
    if len(options.paths) > 1:
        message = "--show is of one plan; name one file"
        raise BadCommand(message)
    keep_what_people_wrote(options.out, options.paths)
    ending = options.out.suffix.casefold() if options.out else ""
    style = options.style or _BY_ENDING.get(ending, PlanFormat.TEXT)
    if style is PlanFormat.HTML and options.out is None and sys.stdout.isatty():
        message = "a page is for a browser, not for this screen; name a file with --out, such as --out plan.html"
        raise BadCommand(message)
    check_file_place(style.value, options.out, "plan")
    if style is not _BY_ENDING.get(ending, style) and PlanFormat.ICS in {style, _BY_ENDING[ending]}:
        message = (
            f"a calendar needs a name that ends in .ics, and --format {style} goes to {options.out}; change one of them"
        )
        raise BadCommand(message)
    if style is PlanFormat.ICS:
        deliver(_calendar(options), options.out)
        return
    if style is PlanFormat.XLSX:
        deliver(_workbook(options), options.out)
        return
    plan = plan_files.read_plan_file(options.paths[0])
    drawn = renderer(PageFormat.TEXT, to_file=options.out is not None, option_plain=options.plain)
    text = plan_text(plan, Rubrics(options.rubric), style, drawn, asked_day(options.today))
    if style is PlanFormat.HTML and options.out is None:
        utf8_to_screen()
    deliver(text, options.out)


def plan_text(plan: Plan, rubrics: Rubrics, style: PlanFormat, drawn: Renderer, today: dt.date | None = None) -> str:
    """A plan as a page in some form, in the words of its questions where they are at hand in its version.

    ``drawn`` lays out text.
    """
    rubric = _questions(plan, rubrics)
    page = plan_page(plan, Names(rubric), today).whole
    match style:
        case PlanFormat.TEXT:
            return drawn.render(page)
        case PlanFormat.MARKDOWN:
            return renderer(PageFormat.MARKDOWN).render(page)
        case PlanFormat.HTML:
            from coprod_check.pages.own_words import own_words
            from coprod_check.render.html import HtmlRenderer

            return HtmlRenderer(own_words(rubric) if rubric else None, in_full="").render(page)
        case PlanFormat.ICS | PlanFormat.XLSX:
            raise AssertionError  # are no pages
        case _:
            assert_never(style)


def _questions(plan: Plan, rubrics: Rubrics) -> Rubric | None:
    """The questions that a plan is about, where they are at hand in its version."""
    rubric = rubrics.for_sheet(plan.rubric)
    if rubric and (rubric.id != plan.rubric or not compatible(plan.rubric_version or rubric.version, rubric.version)):
        return None
    return rubric


def _workbook(options: Options) -> bytes:
    """The actions of a plan as a workbook; what is reached is so by what the plan itself holds."""
    from coprod_check.exchange.workbook.actions import PlannedActions
    from coprod_check.exchange.workbook.book import plan_workbook

    plan = plan_files.read_plan_file(options.paths[0])
    names = Names(_questions(plan, Rubrics(options.rubric)))
    return plan_workbook(PlannedActions(plan, names, plan.reached, asked_day(options.today)))


def _calendar(options: Options) -> bytes:
    """The dates of a plan for a calendar. What is missing is said before anything is read.

    Raises ``BadInput`` where the plan has no date.
    """
    if options.out is None and sys.stdout.isatty():
        message = "a calendar is for a calendar program, not for this screen; name a file, such as --out plan.ics"
        raise BadCommand(message)
    try:
        from coprod_check.exchange.plan_calendar import plan_calendar
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("coprod_check"):
            raise
        message = "writing a calendar needs coprod-check[calendar]; install it, or write a page with --out plan.html"
        raise BadCommand(message) from None
    plan = plan_files.read_plan_file(options.paths[0])
    written = plan_calendar(plan, Names(_questions(plan, Rubrics(options.rubric))))
    if written is None:
        message = (
            "has no date for a calendar; write one, such as due = 2027-01-17 in an action or follow_up_on at the top"
        )
        raise bad_file(str(options.paths[0]), message)
    return written
