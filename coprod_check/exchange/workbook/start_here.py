"""The sheet *Start here*: what the workbook is, who was heard, how to read it, and what it must not be used for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coprod_check.documents.text import count, day, one_line
from coprod_check.exchange.workbook.actions import ACTIONS
from coprod_check.exchange.workbook.all_teams import ALL_TEAMS
from coprod_check.exchange.workbook.cell_texts import cell_text
from coprod_check.exchange.workbook.columns import LINE, on_paper, set_height
from coprod_check.exchange.workbook.differences import DIFFERENCES
from coprod_check.exchange.workbook.practices import MAY_NOT_BE_SHOWN, PRACTICES
from coprod_check.exchange.workbook.teams import TEAMS
from coprod_check.pages.blocks import Bullets
from coprod_check.pages.cohort_lead import HEARD, WHAT_COUNTS, cohort_heading
from coprod_check.pages.cohort_page import HOW_SURE, TOO_SMALL_A_GROUP
from coprod_check.pages.round_lead import heading, view_warning
from coprod_check.pages.round_text import HOW_NUMBERS, NOBODY_SHOWN, NOT_VALIDATED, who_was_heard
from coprod_check.pages.small_numbers import small_number
from coprod_check.pages.words import round_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.exchange.workbook.looks import Looks
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.result import Result

START_HERE = "Start here"
NO_ANSWERS_YET = "There is no answer in these sheets that counts yet, so there is no result."
SEVERAL_QUESTIONS = "Results of several sets of questions"
NOTHING_WRITTEN = "Evidence, notes and free text are not in this workbook: they may name people."
NEVER_USE_IT = (
    "Do not use it to rank teams, to judge people, or to prove that something works. Do not put teams in order by a "
    "level. Two workbooks of one round that differ by a sheet can be subtracted: share one once the round is closed."
)
_WIDTH = 66
_ON_EACH = {
    TEAMS: "a row for each team and round: who was heard, the stage, and the level of each dimension.",
    PRACTICES: (
        "a row for each team, round and practice. Other programs find it as the table “practices”. "
        "Printed, it ends with the column “One voice”."
    ),
    DIFFERENCES: "the practices on which staff and people with lived experience gave different levels, in the levels' "
    "own words, each with a question to ask.",
    ACTIONS: "the team's plan: what, who, by when, and how you will know.",
    ALL_TEAMS: "how many teams are at each level; counts, never a rank.",
}


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of the first sheet, and what it looks like."""

    text: str
    kind: Literal["title", "part", "text", "level"] = "text"
    level: tuple[Rubric, int] | None = None


def book_title(results: Sequence[Result], cohorts: Sequence[Cohort]) -> str:
    """What the workbook is called in its properties: as the page of the same results is."""
    if len(results) == 1:
        return heading(results[0]).document or ""
    if len(cohorts) == 1:
        return cohort_heading(cohorts[0]).document or ""
    return SEVERAL_QUESTIONS if cohorts else NO_ANSWERS_YET


def start_lines(results: Sequence[Result], cohorts: Sequence[Cohort], sheets: Sequence[str]) -> Iterator[BookLine]:
    """Every line, in reading order; ``sheets`` are the names of the others."""
    if not results:
        yield BookLine(NO_ANSWERS_YET, "title")
        return
    yield BookLine(book_title(results, cohorts), "title")
    yield from _what_it_is(results, cohorts)
    yield BookLine("Who was heard", "part")
    for cohort in cohorts:
        ours = [result for result in results if result.rubric.id == cohort.rubric.id]
        yield from map(BookLine, _heard_lines(cohort, ours, named=len(cohorts) > 1))
    yield BookLine(TOO_SMALL_A_GROUP)
    yield BookLine("What is on each sheet", "part")
    for name in sheets:
        about = next((words for known, words in _ON_EACH.items() if name.startswith(known)), "")
        yield BookLine(f"{name}: {about}")
    yield from _how_to_read(results, cohorts)
    yield BookLine("What it must not be used for", "part")
    yield from map(BookLine, _not_for(results, cohorts))


def _what_it_is(results: Sequence[Result], cohorts: Sequence[Cohort]) -> Iterator[BookLine]:
    yield BookLine("What this is", "part")
    for cohort in cohorts:
        rubric = cohort.rubric
        dates = [result.date for result in results if result.rubric.id == rubric.id]
        number = f"{count(cohort.teams, 'team')}, {count(len(dates), 'round')}"
        yield BookLine(f"Answers to “{one_line(rubric.title)}”: {number}, up to {day(max(dates))}.")
    yield BookLine(
        "The same figures as in the other formats, laid out for a spreadsheet. Levels are numbers, days are days, "
        "and every sheet can be filtered by its first row."
    )


def _heard_lines(cohort: Cohort, results: Sequence[Result], *, named: bool) -> Iterator[str]:
    if named:
        yield f"{one_line(cohort.rubric.title)}:"
    if cohort.teams == 1:
        for result in results:
            several = f"{round_words(result.round)}. " if len(results) > 1 else ""
            for block in who_was_heard(result):
                if isinstance(block, Bullets):
                    yield from (f"{several}{each}" for each in block.items)
            if not result.anyone_shown:
                yield NOBODY_SHOWN
        return
    counted = len(cohort.counted)
    for view, teams in cohort.heard.items():
        yield f"{HEARD[view][:1].upper()}{HEARD[view][1:]}: {len(teams)} of {counted} teams."
    few = sum(each.anyone_shown for each in cohort.without)
    if few:
        yield f"Not counted, for want of answers: {count(few, 'team')}."
    if hidden := len(cohort.without) - few:
        yield f"Not counted, since nobody's answers may be shown: {count(hidden, 'team')}. {NOBODY_SHOWN}"


def _how_to_read(results: Sequence[Result], cohorts: Sequence[Cohort]) -> Iterator[BookLine]:
    yield BookLine("How to read it", "part")
    for cohort in cohorts:
        rubric = cohort.rubric
        if len(cohorts) > 1:
            yield BookLine(f"The levels of “{one_line(rubric.title)}”:")
        for level in rubric.levels:
            words = f"{rubric.level_words(level.number)}{': ' if level.meaning else ''}{level.meaning}"
            yield BookLine(words, "level", (rubric, level.number))
    yield BookLine("The darker the ground, the higher the level; its number and its name say the same.")
    yield BookLine(
        "An empty level is not a zero. The words beside it say why there is none: don't know, does not apply, not "
        f"answered, too few answered to show, or {MAY_NOT_BE_SHOWN}."
    )
    if any(result.compared for result in results):
        yield BookLine("The lower of two voices counts, unless both agreed on another level.")
        yield BookLine("A gap is staff's level less that of people with lived experience.")
    yield BookLine(HOW_NUMBERS)
    yield BookLine(NOTHING_WRITTEN)
    if any(cohort.teams > 1 for cohort in cohorts):
        yield BookLine(f"{ALL_TEAMS}: {WHAT_COUNTS}")
    if any(len(cohort.counted) >= 10 for cohort in cohorts):
        yield BookLine(HOW_SURE)


def _not_for(results: Sequence[Result], cohorts: Sequence[Cohort]) -> Iterator[str]:
    yield NOT_VALIDATED
    yield NEVER_USE_IT
    if len(results) == 1 and (warning := view_warning(results[0])):
        yield warning
    for cohort in cohorts:
        counted = len(cohort.counted)
        if cohort.teams > 1 and counted and (warning := small_number(counted, "team counts", "teams count")):
            yield warning


def put_start(sheet: Any, looks: Looks, lines: Sequence[BookLine]) -> None:  # noqa: ANN401 - xlsxwriter
    """Write the lines below one another, in one column that a narrow window holds."""
    sheet.set_column(0, 0, _WIDTH)
    sheet.hide_gridlines(2)
    how = {"title": looks.title, "part": looks.part, "text": looks.sentence}
    row = 0
    for line in lines:
        row += line.kind == "part"  # a blank row above each part
        look = looks.level(*line.level) if line.level else how[line.kind]
        text = cell_text(line.text)
        sheet.write_string(row, 0, text, look)
        # A title is of larger letters, of which a line holds fewer.
        room, points = (_WIDTH * 2 // 3, 1.5 * LINE) if line.kind == "title" else (_WIDTH + 4, LINE)
        set_height(sheet, row, [(text, room)], points)
        row += 1
    on_paper(sheet)
