"""The sheet *Where voices differ*: each practice on which the sides gave different levels, in the levels' own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.exchange.workbook.columns import Holds, SheetColumn, SheetTable
from coprod_check.exchange.workbook.looks import level_width
from coprod_check.pages.cohort_lead import NOT_COMPARED, SIDES_ALIKE
from coprod_check.pages.round_lead import NOWHERE, level_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.exchange.workbook.columns import Held
    from coprod_check.rules.result import Result

DIFFERENCES = "Where voices differ"
MORE: dict[bool, str] = {True: "staff", False: "people with lived experience"}
_ONE_ROUND_NOT_COMPARED = (
    "The two voices cannot be compared: that takes answers of each side on its own, and both may be shown."
)


def differences_table(rubrics: Sequence[Rubric], results: Sequence[Result]) -> SheetTable:
    """Every gap of every result; of each team and round the widest first."""
    width = max((level_width(rubric) for rubric in rubrics), default=12)
    columns = (
        SheetColumn("Team", width=18),
        SheetColumn("Round", width=10),
        SheetColumn("Dimension", width=15),
        SheetColumn("Practice", width=24),
        SheetColumn("Staff", Holds.NAMED_LEVEL, width),
        SheetColumn("People with lived experience", Holds.NAMED_LEVEL, width),
        SheetColumn("Levels apart", Holds.WHOLE, 7),
        SheetColumn("Who says more", width=12),
        SheetColumn("What the staff level says", width=34),
        SheetColumn("What the lived experience level says", width=34),
        SheetColumn("A question to ask", width=30),
    )
    return SheetTable("differences", columns, _difference_rows(results))


def _difference_rows(results: Sequence[Result]) -> Iterator[tuple[Rubric, Sequence[Held]]]:
    for result in results:
        rubric = result.rubric
        for practice, found in result.differing:
            levels = [found.sides[side] for side in SIDES]
            gap = found.gap or 0
            said = ("" if level is None else level_text(practice, level) for level in levels)
            whose = (result.team, result.round, rubric.dimension_name(practice.dimension))
            yield rubric, (*whose, practice.title, *levels, abs(gap), MORE[gap > 0], *said, practice.hard_question)


def why_no_difference(results: Sequence[Result]) -> str:
    """Say why the table is empty; nothing where it is not."""
    if any(result.differing for result in results):
        return ""
    compared, alone = any(result.compared for result in results), len(results) == 1
    if compared:
        return NOWHERE if alone else SIDES_ALIKE
    return _ONE_ROUND_NOT_COMPARED if alone else NOT_COMPARED
