"""``coprod-check score``: saved sheets in, results out."""

from __future__ import annotations

import io
import sys
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli.boundary import say
from coprod_check.cli.choices import PageFormat, ScoreFormat
from coprod_check.cli.collect import collect
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, renderer
from coprod_check.core.cohort import cohorts_of
from coprod_check.core.round_notes import notes_across
from coprod_check.core.rounds import Round, round_key, settle_round
from coprod_check.core.scoring import score_round
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coprod_check.core.problems import Note, Problem
    from coprod_check.core.report import Report
    from coprod_check.core.result import Result
    from coprod_check.core.rounds import Unread
    from coprod_check.storage.sheet_files import Collected


def run(paths: list[Path], *, rubric: str | None, style: ScoreFormat, out: Path | None, plain: bool) -> None:
    """Score everything under some paths. Bad files are named; the good ones are scored all the same."""
    found = collect(paths, Rubrics(rubric))
    rounds = settle(found)
    results = [score_round(each) for each in rounds]
    notes = sorted({*found.notes, *(note for each in rounds for note in each.notes), *notes_across(results)})
    problems = sorted({*found.problems, *(fault for each in rounds for fault in each.problems)})
    if style is ScoreFormat.CSV and isinstance(sys.stdout, io.TextIOWrapper):
        # A table for other programs: UTF-8 and its own line ends, whatever the console would make of them.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    deliver(_written(results, notes, problems, style, to_file=out is not None, plain=plain), out)
    for note in notes:
        say(f"Note: {note}")
    for problem in problems:
        say(str(problem))
    if problems:
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)


def settle(found: Collected) -> list[Round]:
    """Group sheets by rubric, team and round, in that order."""
    unread: dict[str, list[Unread]] = {}
    for each in found.unread:
        unread.setdefault(each.team, []).append(each)
    keyed = sorted(
        ((round_key(filed.sheet), rubric, filed) for rubric, filed in found.sheets), key=lambda each: each[0]
    )
    rounds = []
    for (_, team, label), group in groupby(keyed, key=lambda each: each[0]):
        sheets = list(group)
        sides = {side for each in unread.get(team, ()) if each.is_of(team, label) for side in each.voices}
        settled = settle_round(sheets[0][1], [filed for _, _, filed in sheets], sides)
        if settled:
            rounds.append(settled)
    return rounds


def _written(
    results: list[Result], notes: list[Note], problems: list[Problem], style: ScoreFormat, *, to_file: bool, plain: bool
) -> str:
    match style:
        case ScoreFormat.JSON | ScoreFormat.JSONL:
            from coprod_check.exchange import json_results

            if style is ScoreFormat.JSONL:
                return json_results.results_jsonl(results)
            return json_results.results_json(results, cohorts_of(results), notes, problems)
        case ScoreFormat.CSV:
            from coprod_check.exchange.csv_results import results_csv

            return results_csv(results)
        case ScoreFormat.TEXT | ScoreFormat.MARKDOWN:
            drawn = renderer(PageFormat(style.value), to_file=to_file, option_plain=plain)
            return "\n".join(drawn.render(page) for page in _pages(results))
        case _:
            assert_never(style)


def _pages(results: list[Result]) -> Iterator[Report]:
    """One page for the teams of each rubric; where it has one team, a page for each of its rounds."""
    from coprod_check.core.cohort_report import cohort_report
    from coprod_check.core.result_report import result_report

    for rubric, cohort in cohorts_of(results).items():
        if cohort.teams > 1:
            yield cohort_report(cohort)
        else:
            yield from (result_report(result) for result in results if result.rubric.id == rubric)
