"""The sheet *Practices*: a row for each team, round and practice, as pivot tables and other programs like it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import one_line
from coprod_check.exchange.workbook.columns import Holds, SheetColumn, SheetTable
from coprod_check.pages.cohort_lead import HEARD
from coprod_check.pages.round_text import level_why
from coprod_check.pages.words import STATUS_WORDS
from coprod_check.rules.numbers import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.documents.rubric import Dimension, Practice, Rubric
    from coprod_check.documents.shapes import DimensionId, PracticeId, Side
    from coprod_check.exchange.workbook.columns import Held
    from coprod_check.rules.result import PracticeResult, Result

PRACTICES = "Practices"
MAY_NOT_BE_SHOWN = "may not be shown"
_WORDS_WIDTH = 28
COLUMNS = (
    SheetColumn("Team", width=26),
    SheetColumn("Round", width=12),
    SheetColumn("Date", Holds.DAY, 11),
    SheetColumn("Dimension", width=18),
    SheetColumn("Practice", width=34),
    SheetColumn("Level", Holds.LEVEL, 7),
    SheetColumn("Level in words", Holds.LEVEL_WORDS, _WORDS_WIDTH),
    SheetColumn("Staff level", Holds.LEVEL, 7),
    SheetColumn("Staff in words", Holds.LEVEL_WORDS, _WORDS_WIDTH),
    SheetColumn("Lived experience level", Holds.LEVEL, 11),
    SheetColumn("Lived experience in words", Holds.LEVEL_WORDS, _WORDS_WIDTH),
    SheetColumn("Gap", Holds.WHOLE, 6),
    SheetColumn("One voice", Holds.FLAG, 7),
    SheetColumn("Who was heard", width=28, wraps=False),
    SheetColumn("Value", width=18, wraps=False),
    SheetColumn("Core", Holds.FLAG, 7),
    SheetColumn("Dimension level", Holds.LEVEL, 11),
    SheetColumn("Dimension score", Holds.SCORE, 11),
    SheetColumn("Why the dimension is at that level", width=50, wraps=False),
    SheetColumn("Practice id", width=26, wraps=False),
    SheetColumn("Rubric", width=22, wraps=False),
    SheetColumn("Rubric version", width=9, wraps=False),
)
PRINTED = [column.heading for column in COLUMNS].index("One voice") + 1
"""Columns that are printed. Those behind them are for programs, and would make the letters too small to read."""


def practices_table(results: Iterable[Result]) -> SheetTable:
    """Every practice of every result, under the name by which other programs find it."""
    return SheetTable("practices", COLUMNS, practice_rows(results), PRINTED)


def practice_rows(results: Iterable[Result]) -> Iterator[tuple[Rubric, Sequence[Held]]]:
    """The cells of each practice of each result, in the order of the questions.

    Levels are numbers; where there is none the words beside it say why. A gap is staff's
    level less that of people with lived experience.
    """
    known: dict[str, _Asked] = {}
    for result in results:
        rubric = result.rubric
        if rubric.id not in known:
            known[rubric.id] = _asked(rubric)
        yield from ((rubric, cells) for cells in _rows(result, known[rubric.id]))


class _Asked(NamedTuple):
    """The words of the questions that stand in every row, washed once."""

    titles: dict[PracticeId, str]
    """By practice, as all of these."""
    values: dict[PracticeId, str]
    dimensions: dict[DimensionId, list[Practice]]
    """By dimension: what is asked in it."""


def _asked(rubric: Rubric) -> _Asked:
    names = {value.id: one_line(value.name) for value in rubric.values}
    titles = {practice.id: one_line(practice.title) for practice in rubric.practices}
    values = {practice.id: names.get(practice.value or "", "") for practice in rubric.practices}
    members = {each.id: [p for p in rubric.practices if p.dimension == each.id] for each in rubric.dimensions}
    return _Asked(titles, values, members)


def _rows(result: Result, asked: _Asked) -> Iterator[Sequence[Held]]:
    rubric, heard = result.rubric, HEARD[result.view]
    of_dimension = {each.id: _dimension_cells(result, each, asked) for each in rubric.dimensions}
    whose = (one_line(result.team), one_line(result.round), result.date)
    for practice in rubric.practices:
        found = result.practices[practice.id]
        said = chain.from_iterable(_side_cells(result, found, side) for side in SIDES)
        name, *dimension = of_dimension[practice.dimension]
        yield (
            *whose, name, asked.titles[practice.id], found.level, _words_for(result, found), *said, found.gap,
            found.one_voice, heard, asked.values[practice.id], practice.core,
            *dimension, practice.id, rubric.id, rubric.version,
        )  # fmt: skip


def _words_for(result: Result, found: PracticeResult) -> str:
    if found.level is not None:
        return result.rubric.level_words(found.level)
    return STATUS_WORDS[found.status] if result.anyone_shown else MAY_NOT_BE_SHOWN


def _side_cells(result: Result, found: PracticeResult, side: Side) -> tuple[int | None, str]:
    """A side's level, and the words for it; of a side that nobody heard neither."""
    level, voice = found.sides[side], found.voices[side]
    if level is not None:
        return level, result.rubric.level_words(level)
    if voice is not None:
        return None, STATUS_WORDS[voice.status]
    return None, MAY_NOT_BE_SHOWN if result.voices[side].hidden else ""


def _dimension_cells(result: Result, group: Dimension, asked: _Asked) -> tuple[str, int | None, float | None, str]:
    """The name of a dimension, its level, its score, and why the level is not simply the score."""
    rubric, found = result.rubric, result.dimensions[group.id]
    why = "" if found.level is None else level_why(rubric, asked.dimensions[group.id], found, result)
    return one_line(group.name), found.level, as_written(found.score), why
