"""A workbook of results, or of a plan: its sheets in order, and a file with the same bytes for the same input."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import one_line
from coprod_check.exchange.workbook.actions import ACTIONS, put_actions
from coprod_check.exchange.workbook.all_teams import ALL_TEAMS, put_all_teams
from coprod_check.exchange.workbook.cell_texts import MOST_ROWS, cell_text, cut_to, free_sheet_name
from coprod_check.exchange.workbook.columns import put_table
from coprod_check.exchange.workbook.differences import DIFFERENCES, differences_table, why_no_difference
from coprod_check.exchange.workbook.looks import Looks
from coprod_check.exchange.workbook.practices import PRACTICES, practices_table
from coprod_check.exchange.workbook.start_here import START_HERE, book_title, put_start, start_lines
from coprod_check.exchange.workbook.teams import TEAMS, teams_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from coprod_check.exchange.workbook.actions import PlannedActions
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.result import Result

MADE_ON = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a property without a zone
"""The only time that a workbook of ours knows: with the time of day no two files would be the same."""
IN_MEMORY_UP_TO = 20_000
"""Rows up to which a workbook is put together in memory; of more its parts wait in files that are gone at the end."""
_LONGEST_TITLE = 255


@dataclass(frozen=True, slots=True)
class BookOfResults:
    """What goes into a workbook of results."""

    results: Sequence[Result]
    """By rubric, team and round."""
    cohorts: Mapping[str, Cohort]
    """The teams of each rubric, counted."""
    planned: PlannedActions | None = None
    """The team's plan, where there is one."""

    @property
    def rows(self) -> int:
        """How many rows the longest of its sheets has, without the heading."""
        return sum(len(result.rubric.practices) for result in self.results)


def check_rows(rows: int) -> None:
    """Raise ``BadCommand`` where a sheet cannot hold so many rows below its heading."""
    if rows >= MOST_ROWS:
        message = (
            f"a workbook holds {MOST_ROWS - 1:,} rows of practices, and these results have {rows:,}; "
            "use score --format csv or score --format parquet, or fewer teams (--team, --each)"
        )
        raise BadCommand(message)


def results_workbook(content: BookOfResults) -> bytes:
    """The whole workbook as bytes. Raises ``BadCommand`` where there are more rows than a sheet holds."""
    check_rows(content.rows)
    cohorts = list(content.cohorts.values())
    title = book_title(content.results, cohorts)
    return _written(lambda book: _fill(book, content), title, content.rows)


def plan_workbook(planned: PlannedActions) -> bytes:
    """A workbook with the actions of one plan: the sheet that the workbook of a report has, too."""
    title = one_line(planned.plan.team)

    def fill(book: Any) -> None:  # noqa: ANN401 - xlsxwriter brings no types
        put_actions(book.add_worksheet(ACTIONS), Looks(book), planned)

    return _written(fill, f"{title}: our plan", len(planned.plan.actions))


def _written(fill: Callable[[Any], None], title: str, rows: int) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - an extra, and only for this

    file = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, {**as_text, "in_memory": rows <= IN_MEMORY_UP_TO})
    book.set_properties({"title": cut_to(one_line(cell_text(title)), _LONGEST_TITLE), "created": MADE_ON})
    fill(book)
    book.close()
    return file.getvalue()


def _fill(book: Any, content: BookOfResults) -> None:  # noqa: ANN401 - as above
    """Make the sheets in the order in which people meet them; the first tells what the others are."""
    looks = Looks(book)
    cohorts = list(content.cohorts.values())
    start = book.add_worksheet(START_HERE)
    if content.results:
        rubrics = [cohort.rubric for cohort in cohorts]
        for cohort, sheet, name in _one_each(book, TEAMS, cohorts):
            ours = [result for result in content.results if result.rubric.id == cohort.rubric.id]
            put_table(sheet, looks, teams_table(name, cohort.rubric, ours))
        put_table(book.add_worksheet(PRACTICES), looks, practices_table(content.results))
        sheet = book.add_worksheet(DIFFERENCES)
        after = put_table(sheet, looks, differences_table(rubrics, content.results))
        if nowhere := why_no_difference(content.results):
            sheet.write_string(after + 1, 0, nowhere)
        if content.planned:
            put_actions(book.add_worksheet(ACTIONS), looks, content.planned)
        for cohort, sheet, name in _one_each(book, ALL_TEAMS, cohorts):
            put_all_teams(book, sheet, looks, cohort, name)
    names = [sheet.get_name() for sheet in book.worksheets()[1:]]
    put_start(start, looks, list(start_lines(content.results, cohorts, names)))


def _one_each(book: Any, kind: str, cohorts: Sequence[Cohort]) -> Iterable[tuple[Cohort, Any, str]]:  # noqa: ANN401
    """A sheet of a kind for each set of questions, and a name for its table; of several, it says of which."""
    table = kind.casefold().replace(" ", "_")
    for place, cohort in enumerate(cohorts, 1):
        taken = [sheet.get_name() for sheet in book.worksheets()]
        wanted = kind if len(cohorts) == 1 else f"{kind}, {cohort.rubric.id}"
        yield cohort, book.add_worksheet(free_sheet_name(wanted, taken)), table if place == 1 else f"{table}_{place}"
