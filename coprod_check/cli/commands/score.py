"""``coprod-check score``: saved sheets in, results out."""

from __future__ import annotations

import gc
import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.choices import PageFormat, ScoreFormat
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.cli.progress import counted, watching
from coprod_check.cli.scored import WITHOUT_THEM, ScoredPaths
from coprod_check.rules.cohort import cohorts_of
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from coprod_check.batch.results_at import Head
    from coprod_check.batch.scoring import Scored
    from coprod_check.pages.blocks import Report
    from coprod_check.rules.result import Result

    Many = Callable[[Scored, Sequence[Head]], Iterable[str]]
    """Writes results that are in columns."""


def run(paths: list[Path], *, rubric: str | None, style: ScoreFormat, out: Path | None, plain: bool) -> None:
    """Score everything under some paths. Bad files are named; the good ones are scored all the same."""
    with _without_collecting():
        _run(paths, rubric=rubric, style=style, out=out, plain=plain)


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


def _run(paths: list[Path], *, rubric: str | None, style: ScoreFormat, out: Path | None, plain: bool) -> None:
    keep_what_people_wrote(out, paths)
    watch = watching(plain=settings.asked_for_plain(option=plain))
    scored = ScoredPaths(paths, Rubrics(rubric), watch)
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


def _written(scored: ScoredPaths, style: ScoreFormat, *, to_file: bool, plain: bool) -> Iterable[str]:
    match style:
        case ScoreFormat.JSON:
            return _json(scored)
        case ScoreFormat.JSONL:
            return _json_lines(scored)
        case ScoreFormat.CSV:
            return _csv(scored)
        case ScoreFormat.TEXT | ScoreFormat.MARKDOWN:
            drawn = renderer(PageFormat(style.value), to_file=to_file, option_plain=plain)
            return ["\n".join(drawn.render(page) for page in _pages(scored.results()))]
        case _:
            assert_never(style)


def _json(scored: ScoredPaths) -> Iterator[str]:
    from coprod_check.exchange import json_results

    many: Many | None = None
    if scored.in_columns:
        from coprod_check.batch.json_texts import JsonTexts

        many = JsonTexts()
    return json_results.document(
        scored.written(json_results.result_text, many, cohorts=True),
        lambda: json_results.Across(scored.cohorts(), scored.notes, scored.problems),
    )


def _json_lines(scored: ScoredPaths) -> Iterator[str]:
    from coprod_check.exchange import json_results

    many: Many | None = None
    if scored.in_columns:
        from coprod_check.batch.json_texts import JsonLines

        many = JsonLines()
    return scored.written(json_results.result_line, many)


def _csv(scored: ScoredPaths) -> Iterator[str]:
    from coprod_check.exchange.csv_results import Table

    table = Table(scored.rubrics)
    yield table.header
    if scored.in_columns and len(scored.rubrics) == 1:
        from coprod_check.batch.csv_lines import CsvLines

        yield from scored.written(table.line, CsvLines(), sources=False)
    else:
        yield from map(table.line, scored.results())


def _pages(results: list[Result]) -> Iterator[Report]:
    """One page for the teams of each rubric; where it has one team, a page for each of its rounds."""
    from coprod_check.pages.cohort_text import cohort_report
    from coprod_check.pages.round_text import result_report

    for rubric, cohort in cohorts_of(results).items():
        if cohort.teams > 1:
            yield cohort_report(cohort)
        else:
            yield from (result_report(result) for result in results if result.rubric.id == rubric)
