"""The sheet *All teams*: counts of teams, never a rank; how many are at each level, as figures and as a bar chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coprod_check.documents.text import count, one_line
from coprod_check.exchange.workbook.cell_texts import cell_text, cut_to
from coprod_check.exchange.workbook.columns import Holds, SheetColumn, SheetTable, put_rows, put_table
from coprod_check.exchange.workbook.level_colours import level_colours
from coprod_check.pages.cohort_lead import cohort_heading
from coprod_check.pages.cohort_page import AT_EACH_LEVEL
from coprod_check.pages.small_numbers import RANGE_FROM
from coprod_check.rules.agreement import wilson
from coprod_check.rules.numbers import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.exchange.workbook.columns import Held
    from coprod_check.exchange.workbook.looks import Looks
    from coprod_check.rules.cohort import Cohort

ALL_TEAMS = "All teams"
NO_LEVEL_KNOWN = "No level"
DRAWN_AT_MOST = 60
"""Dimensions that the chart has a bar for at most: of more it would be longer than two pages."""
TOLD_AT_MOST = 12
"""Dimensions of which the alternative text tells every figure; of more it names the table that has them."""
_GREY = "#d9d9d9"
_ROW_PIXELS = 20


def put_all_teams(book: Any, sheet: Any, looks: Looks, cohort: Cohort, name: str) -> None:  # noqa: ANN401
    """Write the counts of one set of questions: the dimensions, a chart of them, and below it everything else.

    Both tables have the same columns, so that the heading that stays in view is that of both.
    """
    after = put_table(sheet, looks, _counts_table(cohort, name, _dimension_rows(cohort)))
    if not cohort.counted:
        sheet.write_string(after + 1, 0, cell_text(cohort_heading(cohort).text), looks.one_line)
        return
    after = _put_chart(book, sheet, cohort, after + 1)
    put_rows(sheet, looks, _counts_table(cohort, f"{name}_practices", _other_rows(cohort)), after + 1)


# The figures.


def _counts_table(cohort: Cohort, name: str, rows: Iterable[Sequence[Held]]) -> SheetTable:
    rubric = cohort.rubric
    levels = (SheetColumn(rubric.level_words(level.number), Holds.WHOLE, 12) for level in rubric.levels)
    columns = (
        SheetColumn("What is counted", width=36),
        SheetColumn("Kind", width=12),
        SheetColumn("About", width=24),
        *levels,
        SheetColumn(NO_LEVEL_KNOWN, Holds.WHOLE, 8),
        SheetColumn("Both sides can be compared", Holds.WHOLE, 12),
        SheetColumn("Staff say more, by 1", Holds.WHOLE, 11),
        SheetColumn("Staff say more, by 2 or more", Holds.WHOLE, 11),
        SheetColumn("Lived experience says more, by 1", Holds.WHOLE, 13),
        SheetColumn("Lived experience says more, by 2 or more", Holds.WHOLE, 13),
        SheetColumn("How many", Holds.WHOLE, 8),
        SheetColumn("Of", Holds.WHOLE, 7),
        SheetColumn("Likely from", Holds.SHARE, 9),
        SheetColumn("Likely to", Holds.SHARE, 9),
    )
    return SheetTable(name, columns, ((rubric, row) for row in rows) if cohort.counted else ())


def _dimension_rows(cohort: Cohort) -> Iterator[Sequence[Held]]:
    """Teams at each level of each dimension."""
    for group in cohort.rubric.dimensions:
        teams = cohort.dimensions[group.id]
        unknown = (None,) * 9
        yield one_line(group.name), "dimension", "", *teams.levels.values(), teams.not_scored, *unknown


def _other_rows(cohort: Cohort) -> Iterator[Sequence[Held]]:
    """Teams at each level of each practice; then of how many teams or people something is so."""
    rubric = cohort.rubric
    unknown = (None,) * 4
    for practice in rubric.practices:
        found = cohort.practices[practice.id]
        apart = (*found.higher(1), *found.higher(-1)) if found.compared else unknown
        about = rubric.dimension_name(practice.dimension)
        levels = (*found.levels.values(), len(cohort.counted) - found.rated)
        yield one_line(practice.title), "practice", about, *levels, found.compared, *apart, *unknown
    none = (None,) * (len(rubric.levels) + 6)
    yield from ((*what, *none, *_share(x, n)) for what, x, n in (*_stages(cohort), *_experience(cohort)) if n)


def _share(x: int, n: int) -> tuple[int, int, float | None, float | None]:
    """How many of how many, and from ten on the likely range of the share."""
    low, high = wilson(x, n) if n >= RANGE_FROM else (None, None)
    return x, n, as_written(low), as_written(high)


def _stages(cohort: Cohort) -> Iterator[tuple[tuple[str, str, str], int, int]]:
    """How many teams have reached each stage that needs something, of those whose stage is known."""
    for stage in cohort.rubric.stages:
        if stage.needs:
            found = cohort.stages[stage.id]
            yield (one_line(stage.name), "stage", "Teams that have reached it"), found.reached, found.n


def _experience(cohort: Cohort) -> Iterator[tuple[tuple[str, str, str], int, int]]:
    """What people with lived experience chose; no question that too few answered is among them."""
    for question in cohort.rubric.experience:
        found = cohort.experience.get(question.id)
        for option in question.options if found else ():
            if found and option.id in found.counts:
                yield (one_line(option.text), "experience", question.question), found.counts[option.id], found.n


# The chart.


def _put_chart(book: Any, sheet: Any, cohort: Cohort, row: int) -> int:  # noqa: ANN401
    """Draw how many teams are at each level of each dimension, below the figures that it is drawn from."""
    rubric, drawn = cohort.rubric, len(cohort.rubric.dimensions)
    if drawn > DRAWN_AT_MOST:
        return row - 1
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    without = any(found.not_scored for found in cohort.dimensions.values())
    colours = [*level_colours(rubric.top), *([None] if without else [])]
    for place, colour in enumerate(colours):
        ground, ink = colour or (_GREY, "#000000")
        column = 3 + place
        chart.add_series({
            "name": [sheet.get_name(), 0, column],
            "categories": [sheet.get_name(), 1, 0, drawn, 0],
            "values": [sheet.get_name(), 1, column, drawn, column],
            "fill": {"color": ground},
            "border": {"color": "#595959", "width": 0.5},
            "gap": 40,
            # A count of none is not lettered: its bar is not there.
            "data_labels": {"value": True, "num_format": "0;;", "font": {"color": ink}},
        })  # fmt: skip
    chart.set_title({"name": AT_EACH_LEVEL, "overlay": False, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "major_tick_mark": "none"})
    chart.set_x_axis({"min": 0, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_legend({"position": "bottom"})
    height = 130 + 34 * drawn
    chart.set_size({"width": 860, "height": height})
    sheet.insert_chart(row, 0, chart, {"description": chart_in_words(cohort), "object_position": 3})
    return row + height // _ROW_PIXELS + 1


def chart_in_words(cohort: Cohort) -> str:
    """The alternative text of the chart: what it shows, and its figures where they are few enough to listen to."""
    rubric = cohort.rubric
    first = f"Bar chart. {AT_EACH_LEVEL}, of {count(len(cohort.counted), 'team')}."
    if len(rubric.dimensions) > TOLD_AT_MOST:
        return f"{first} The figures are in the first {len(rubric.dimensions)} rows of the table above it."
    told = []
    for group in rubric.dimensions:
        found = cohort.dimensions[group.id]
        parts = [f"{teams} at {rubric.level_words(level)}" for level, teams in found.levels.items() if teams]
        parts += [f"{found.not_scored} without a level"] if found.not_scored else []
        told.append(f"{one_line(group.name)}: {', '.join(parts)}.")
    return cut_to(one_line(cell_text(" ".join([first, *told]))), 2000)
