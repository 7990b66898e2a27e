"""``coprod-check score``: saved sheets in, results out."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli import settings
from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.choices import PageFormat, ScoreFormat
from coprod_check.cli.commands.services.workbooks import check_file_place, parquet_of, workbook_of
from coprod_check.cli.each import check_each, each_team, file_of
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.garbage import without_collecting
from coprod_check.cli.named import wanted_of
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.cli.plan_beside import PlansBeside, asked_day
from coprod_check.cli.progress import counted, unwatched, watching
from coprod_check.cli.scored import WITHOUT_THEM, for_team, score_paths
from coprod_check.cli.thresholds import MEASURED
from coprod_check.cli.which_page import PagesOf
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import identity
from coprod_check.pages.blocks import Para
from coprod_check.storage.file_names import slug
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from coprod_check.cli.progress import Watch
    from coprod_check.cli.scored import Scored
    from coprod_check.cli.thresholds import Thresholds
    from coprod_check.pages.blocks import Page
    from coprod_check.render.base import Renderer

NO_ANSWERS = (
    "There is no answer in these sheets that counts yet, so there is no result. "
    "Fill in a sheet with coprod-check assess, or wait for the first that comes in."
)
_ENDINGS = {ScoreFormat.TEXT: "txt", ScoreFormat.MARKDOWN: "md"}
"""How the names of files end that are not called after their format."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    style: ScoreFormat
    out: Path | None
    plain: bool
    everything: bool = False
    """Whether text is the whole result, not its first screen."""
    team: str | None = None
    round: str | None = None
    each: Path | None = None
    """The folder that gets a file for each team."""
    changes: bool = False
    """Whether to say what changed between each team's last two rounds."""

    @property
    def to_file(self) -> bool:
        """Whether nothing of the result goes to a screen."""
        return self.out is not None or self.each is not None


def run(options: Options, thresholds: Thresholds = MEASURED) -> None:
    """Score everything under some paths. Bad files are named; the good ones are scored all the same."""
    _check(options)
    with without_collecting():
        watch = watching(plain=settings.asked_for_plain(option=options.plain))
        scored = score_paths(options.paths, Rubrics(options.rubric), watch, thresholds)
        wanted = wanted_of(scored, options.team, options.round)
        if options.each is None:
            tell(wanted, options, watch)
        else:
            _tell_each(wanted, scored, options, options.each)


def _check(options: Options) -> None:
    keep_what_people_wrote(options.out, options.paths)
    check_each(options.each, options.out)
    check_file_place(options.style.value, options.out, "results", to_screen=options.each is None)
    if options.changes and options.each:
        message = "--changes is about all teams, and --each about one at a time; leave one of them out"
        raise BadCommand(message)
    if options.changes and options.style in {ScoreFormat.JSONL, ScoreFormat.XLSX, ScoreFormat.PARQUET}:
        message = "--changes is written as text, markdown, csv or json; choose one of them with --format"
        raise BadCommand(message)


def tell(scored: Scored, options: Options, watch: Watch = unwatched) -> None:
    """Write the results where they are asked for, and what there is to say about them to standard error.

    A page comes after what there is to say, so that its last line is the last on the screen.
    """
    if options.style is ScoreFormat.CSV and isinstance(sys.stdout, io.TextIOWrapper):
        # A table for other programs: UTF-8 and its own line ends, whatever the console would make of them.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    plans = PlansBeside(options.paths, asked_day())
    # A file of one team carries what is about its own sheets; the screen is told all.
    of_one = options.team is not None and options.style is ScoreFormat.JSON
    ours = for_team(scored, identity(options.team or "")) if of_one else scored
    pieces = _written(ours, options, plans)
    is_page = options.style in {ScoreFormat.TEXT, ScoreFormat.MARKDOWN}
    if is_page:
        _say_what_was_noted(scored, plans)
    if isinstance(pieces, bytes) or (options.out is None and sys.stdout.isatty()):
        deliver(pieces, options.out)  # the results themselves show how far it has come
    else:
        with watch("results", lambda: len(scored)) as advance:
            deliver(counted(pieces, advance), options.out)
    if not is_page:
        _say_what_was_noted(scored, plans)
    _end(scored)


def _say_what_was_noted(scored: Scored, plans: PlansBeside) -> None:
    say_notes(scored.notes)
    for fault in sorted(set(plans.problems)):
        say(f"Note: {fault}")  # a plan is beside what was asked for: the result does not hang on it
    say_problems(scored.problems)
    if scored.problems and len(scored):
        say(WITHOUT_THEM)


def _end(scored: Scored) -> None:
    if scored.problems:
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)


def _tell_each(wanted: Scored, scored: Scored, options: Options, folder: Path) -> None:
    """Write a file for each team that is wanted, in a format of which each is whole."""
    ending = _ENDINGS.get(options.style, options.style.value)
    plans = PlansBeside(options.paths, asked_day(), many=True)
    written = 0
    teams = list(each_team(wanted, scored))
    for team in teams:
        keep_what_people_wrote(folder / f"{team.stem}.{ending}", options.paths)
    for team in teams:
        file = file_of(folder, f"{team.stem}.{ending}")
        deliver(_written(team.scored, options, plans, of=team.name), file)
        written += 1
        if team.shows_nothing:
            say(f"Note: {team.name}: so few people answered that nothing of it may be shown; {file} says so")
    _say_what_was_noted(scored, plans)
    if not written and not scored.problems:
        say(NO_ANSWERS)
    say(f"{written or 'No'} {'file is' if written == 1 else 'files are'} in {folder}.")
    _end(scored)


def _written(scored: Scored, options: Options, plans: PlansBeside, of: str | None = None) -> bytes | Iterable[str]:
    """The results in the format that was asked for; ``of`` names the one team that they are of, where that is known."""
    pages = PagesOf(scored, plans)
    match options.style:
        case ScoreFormat.JSON:
            from coprod_check.exchange import json_results

            return json_results.document(
                scored.json_texts(),
                lambda: json_results.Across(
                    scored.cohorts(), scored.notes, scored.problems, pages.all_changes if options.changes else None
                ),
            )
        case ScoreFormat.JSONL:
            return scored.json_lines()
        case ScoreFormat.CSV:
            if options.changes:
                from coprod_check.exchange import csv_changes

                return csv_changes.lines(pages.all_changes)
            return scored.csv_lines()
        case ScoreFormat.XLSX | ScoreFormat.PARQUET:
            return workbook_of(scored) if options.style is ScoreFormat.XLSX else parquet_of(scored)
        case ScoreFormat.TEXT | ScoreFormat.MARKDOWN:
            return _as_text(scored, pages, options, of or options.team)
        case _:
            assert_never(options.style)


# A page as text.


def _as_text(scored: Scored, pages: PagesOf, options: Options, team: str | None) -> list[str]:
    told = list(_of_changes(pages) if options.changes else (page for _, page in pages))
    if not told:
        # What could not be read is named, and may hold answers.
        return [] if scored.problems else [_drawn(options).render((Para(NO_ANSWERS),))]
    return ["\n".join(_drawn_pages(told, pages, options, team))]


def _drawn_pages(told: Sequence[Page], pages: PagesOf, options: Options, team: str | None) -> Iterator[str]:
    """Each page; of text the first screen, unless everything was asked for, and below it what comes next."""
    if options.style is ScoreFormat.MARKDOWN or options.everything:
        yield from (_drawn(options).render(page.whole) for page in told)
        return
    from coprod_check.cli.what_next import LINES, Asked, below_a_result

    named = _page_name(pages, team) if len(told) == 1 else None
    asked = Asked(options.paths, options.rubric, team, options.round)
    last = below_a_result(asked, named, changes=options.changes, to_file=options.to_file, plain=options.plain)
    if len(options.paths) > 1 and (options.each or (options.team and options.out)):
        last = []  # in a file of one team, these commands would name files of the others
    *before, final = (_drawn(options, LINES - len(last)).render(page.brief) for page in told)
    yield from before
    yield final + "".join(f"{line}\n" for line in last)


def _of_changes(pages: PagesOf) -> Iterator[Page]:
    from coprod_check.pages.team_changes import changes_page

    return (changes_page(each) for each in pages.all_changes.values())


def _page_name(pages: PagesOf, team: str | None) -> str:
    """What a page of all this is to be called: after the one team, or after what it is."""
    (cohort,) = pages.cohorts.values()
    only = [*cohort.counted, *cohort.without]
    return f"{slug(team or only[0].team)}.html" if cohort.teams == 1 else "report.html"


def _drawn(options: Options, most: int | None = None) -> Renderer:
    return renderer(PageFormat(options.style.value), to_file=options.to_file, option_plain=options.plain, most=most)
