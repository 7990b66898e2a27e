"""The sheet *Teams*: a row for each team and round, with who was heard, how far, and each dimension's level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import one_line
from coprod_check.exchange.workbook.columns import Holds, SheetColumn, SheetTable
from coprod_check.exchange.workbook.looks import level_width
from coprod_check.pages.cohort_lead import HEARD
from coprod_check.pages.round_lead import NOBODY, NOT_UNTIL_BOTH, TOO_FEW_RATED, group_level
from coprod_check.pages.round_text import caution_lines, check_lines
from coprod_check.pages.words import listed
from coprod_check.rules.numbers import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.exchange.workbook.columns import Held
    from coprod_check.rules.result import GroupResult, Result

TEAMS = "Teams"
FULL_NAMES_UP_TO = 6
"""Dimensions up to which their levels have whole names; of more the names are cut, so that a page holds them."""
A_COLUMN_EACH_UP_TO = 24
"""Dimensions up to which each has a column; of more it is counted how many are at each level."""


def teams_table(name: str, rubric: Rubric, results: Iterable[Result]) -> SheetTable:
    """Every team and round of one set of questions, by the team's name; never by level."""
    columns = list(_columns(rubric))
    rows = ((rubric, tuple(_cells(result))) for result in results)
    printed = len(_whose(rubric)) + len(_dimension_columns(rubric))
    return SheetTable(name, columns, rows, printed)


def _columns(rubric: Rubric) -> Iterator[SheetColumn]:
    yield from _whose(rubric)
    yield from _dimension_columns(rubric)
    if rubric.stages:
        yield SheetColumn("Next stage", width=18)
        yield SheetColumn("What the next stage needs", width=44)
    yield SheetColumn("What holds dimensions back", width=44)
    yield SheetColumn("Practices where voices differ", Holds.WHOLE, 14)
    yield SheetColumn("Practices that both rated", Holds.WHOLE, 14)
    yield SheetColumn("Agreement (alpha)", Holds.SCORE, 12)
    if not _wide(rubric):
        short, width = _cut(rubric), level_width(rubric, short=_cut(rubric))
        for value in rubric.values:
            yield SheetColumn(f"Value: {value.name}", Holds.NAMED_LEVEL, width, short)
    yield SheetColumn("Cautions, and things to check", width=60)


def _whose(rubric: Rubric) -> list[SheetColumn]:
    stage = [SheetColumn("Stage", width=24)] if rubric.stages else []
    return [
        SheetColumn("Team", width=26),
        SheetColumn("Round", width=12),
        SheetColumn("Date", Holds.DAY, 11),
        SheetColumn("Who was heard", width=28),
        SheetColumn("Staff", Holds.WHOLE, 7),
        SheetColumn("People with lived experience", Holds.WHOLE, 12),
        *stage,
    ]


def _dimension_columns(rubric: Rubric) -> list[SheetColumn]:
    if _wide(rubric):
        levels = [f"At {rubric.level_words(level.number)}" for level in rubric.levels]
        return [SheetColumn(each, Holds.WHOLE, 14) for each in (*levels, "No level")]
    short = _cut(rubric)
    width = level_width(rubric, short=short)
    return [SheetColumn(group.name, Holds.NAMED_LEVEL, width, short) for group in rubric.dimensions]


def _wide(rubric: Rubric) -> bool:
    return len(rubric.dimensions) > A_COLUMN_EACH_UP_TO


def _cut(rubric: Rubric) -> bool:
    return len(rubric.dimensions) > FULL_NAMES_UP_TO


def _cells(result: Result) -> Iterator[Held]:
    rubric = result.rubric
    staff, members = (result.people[side] or None for side in SIDES)
    yield from (one_line(result.team), one_line(result.round), result.date, _begun(HEARD[result.view]), staff, members)
    if rubric.stages:
        yield _stage(result)
    yield from _dimensions(result)
    if rubric.stages:
        yield next((stage.name for stage in rubric.stages if stage.id == result.next_stage), None)
        yield listed(_needs(result)) if result.unmet else None
    yield "\n".join(_held_back(result))
    compared = len(result.compared)
    yield from (len(result.differing) if compared else None, compared or None, as_written(result.agreement))
    if not _wide(rubric):
        yield from (_level(result, found) for found in result.values.values())
    yield "\n".join((*caution_lines(result), *check_lines(result)))


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _stage(result: Result) -> str:
    """The name of the stage, or why none is given: in the words of the pages."""
    if not result.anyone_shown:
        return NOBODY
    if result.stage is None:
        return NOT_UNTIL_BOTH if result.stage_why == "one-sided" else TOO_FEW_RATED
    return next(stage.name for stage in result.rubric.stages if stage.id == result.stage)


def _needs(result: Result) -> Iterator[str]:
    rubric = result.rubric
    return (f"{rubric.need_name(each)} at {rubric.level_words(level)}" for each, level in result.unmet.items())


def _dimensions(result: Result) -> Sequence[Held]:
    if not _wide(result.rubric):
        return [_level(result, found) for found in result.dimensions.values()]
    levels = [found.level for found in result.dimensions.values()]
    return [levels.count(each) for each in (*range(len(result.rubric.levels)), None)]


def _level(result: Result, found: GroupResult) -> int | str:
    """A level as a number, or the words for why there is none."""
    if found.level is not None:
        return found.level
    return group_level(result.rubric, found) if result.anyone_shown else NOBODY


def _held_back(result: Result) -> Iterator[str]:
    rubric = result.rubric
    for group in rubric.dimensions:
        if back := result.dimensions[group.id].held_back_by:
            yield f"{group.name}: {listed(f'“{rubric.by_id[each].title}”' for each in back)}"
