"""``coprod-check score``: saved sheets in, results out."""

from __future__ import annotations

import gc
import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.choices import PageFormat, ScoreFormat
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.cli.progress import counted, unwatched, watching
from coprod_check.cli.scored import WITHOUT_THEM, score_paths
from coprod_check.cli.thresholds import MEASURED
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from coprod_check.cli.progress import Watch
    from coprod_check.cli.scored import Scored
    from coprod_check.cli.thresholds import Thresholds
    from coprod_check.pages.blocks import Report


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    style: ScoreFormat
    out: Path | None
    plain: bool


def run(options: Options, thresholds: Thresholds = MEASURED) -> None:
    """Score everything under some paths. Bad files are named; the good ones are scored all the same."""
    with _without_collecting():
        keep_what_people_wrote(options.out, options.paths)
        watch = watching(plain=settings.asked_for_plain(option=options.plain))
        scored = score_paths(options.paths, Rubrics(options.rubric), watch, thresholds)
        tell(scored, options.style, options.out, watch, plain=options.plain)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage that goes round: there is none, and looking through very many objects takes long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def tell(scored: Scored, style: ScoreFormat, out: Path | None, watch: Watch = unwatched, *, plain: bool) -> None:
    """Write the results where they are asked for, and what there is to say about them to standard error."""
    if style is ScoreFormat.CSV and isinstance(sys.stdout, io.TextIOWrapper):
        # A table for other programs: UTF-8 and its own line ends, whatever the console would make of them.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    pieces = _written(scored, style, to_file=out is not None, plain=plain)
    if out is None and sys.stdout.isatty():
        deliver(pieces, out)  # the results themselves show how far it has come
    else:
        with watch("results", lambda: len(scored)) as advance:
            deliver(counted(pieces, advance), out)
    for note in scored.notes:
        say(f"Note: {note}")
    for problem in scored.problems:
        say(str(problem))
    if scored.problems:
        if len(scored):
            say(WITHOUT_THEM)
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)


def _written(scored: Scored, style: ScoreFormat, *, to_file: bool, plain: bool) -> Iterable[str]:
    match style:
        case ScoreFormat.JSON:
            from coprod_check.exchange import json_results

            return json_results.document(
                scored.json_texts(), lambda: json_results.Across(scored.cohorts(), scored.notes, scored.problems)
            )
        case ScoreFormat.JSONL:
            return scored.json_lines()
        case ScoreFormat.CSV:
            return scored.csv_lines()
        case ScoreFormat.TEXT | ScoreFormat.MARKDOWN:
            drawn = renderer(PageFormat(style.value), to_file=to_file, option_plain=plain)
            return ["\n".join(drawn.render(page) for page in _pages(scored))]
        case _:
            assert_never(style)


def _pages(scored: Scored) -> Iterator[Report]:
    """One page for the teams of each rubric; where it has one team, a page for each of its rounds."""
    from coprod_check.pages.cohort_text import cohort_report
    from coprod_check.pages.round_text import result_report

    for rubric, cohort in scored.cohorts().items():
        if cohort.teams > 1:
            yield cohort_report(cohort)
        else:
            yield from (result_report(result) for result in scored.results if result.rubric.id == rubric)
