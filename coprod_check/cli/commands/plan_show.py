"""``coprod-check plan --show``: a plan on one page, for the wall, for an e-mail, and for git."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli.choices import PageFormat, PlanFormat
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, utf8_to_screen
from coprod_check.cli.plan_beside import asked_day
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.shapes import compatible
from coprod_check.pages.coaching.plan_page import plan_page
from coprod_check.pages.names import Names
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.render.base import Renderer

_BY_ENDING = {
    ".html": PlanFormat.HTML,
    ".htm": PlanFormat.HTML,
    ".md": PlanFormat.MARKDOWN,
    ".markdown": PlanFormat.MARKDOWN,
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
    rubric = rubrics.for_sheet(plan.rubric)
    if rubric and (rubric.id != plan.rubric or not compatible(plan.rubric_version or rubric.version, rubric.version)):
        rubric = None
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
        case _:
            assert_never(style)
