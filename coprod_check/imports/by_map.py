"""What a map says, asked cell by cell; and which of its lines nothing in the files was found for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.answer_map import EVERY_PRACTICE
from coprod_check.imports.answers import as_said
from coprod_check.imports.cleaning import cleaned, said_shortly
from coprod_check.imports.toml_lines import key
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.documents.answer_map import AnswerMap, Meaning
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.layout import ColumnHeading, GridLayout
    from coprod_check.imports.meanings import Questions

_NAMED = 8
"""Answers that never occur of which one table's are named; the others are counted."""


class ByMap:
    """A map in use; without one it says nothing."""

    def __init__(self, answer_map: AnswerMap | None) -> None:
        """Take a map that fits its questions (``check_map``)."""
        self._map = answer_map
        self._tables = dict(answer_map.answers) if answer_map else {}
        self._cleaned = {
            table: {cleaned(said): said for said in reversed(answers)} for table, answers in self._tables.items()
        }
        self._columns = (
            {" ".join(text.split()): column for text, column in answer_map.columns.items()} if answer_map else {}
        )
        self._used: set[tuple[str, str]] = set()
        self.numbers_are_levels = bool(answer_map and answer_map.file.numbers == "levels")
        self.heading_row = answer_map.file.heading_row if answer_map else None
        self.left_out_rows = frozenset(answer_map.file.leave_out_rows) if answer_map else frozenset()

    def filled_from(self, asked: Stated) -> Stated:
        """What the command line says, and where it says nothing, what the map says for every row."""
        if self._map is None:
            return asked
        constant, file = self._map.constant, self._map.file
        return Stated(
            team=asked.team or constant.team.strip(),
            round=asked.round or constant.round.strip(),
            date=asked.date or constant.date,
            voice=asked.voice or (constant.voice or ""),
            dates=asked.dates or (file.dates or ""),
            sheet=asked.sheet or file.sheet,
        )

    @property
    def headings(self) -> frozenset[str]:
        """The headings that the map names, white space joined."""
        return frozenset(self._columns)

    def column(self, heading: ColumnHeading) -> str:
        """Which column of the contract's table a heading stands for, or "drop"; empty where the map does not say.

        Any line that stands over the column may be named; spacing does not count.
        """
        texts = (heading.name, *heading.also)
        return next((self._columns[said] for text in texts if (said := " ".join(text.split())) in self._columns), "")

    def answer(self, cell: ForeignCell, *tables: str) -> Meaning | None:
        """What an answer means; the first table that knows it is followed. ``None`` where none does.

        The text as it stands comes before the text as it is compared.
        """
        for table in tables:
            answers = self._tables.get(table)
            if not answers:
                continue
            said = as_said(cell)
            found = said if said in answers else self._cleaned[table].get(cleaned(said)) if said else None
            if found is not None:
                self._used.add((table, found))
                return answers[found]
        return None

    def takes_for_answers(self, cells: Iterable[ForeignCell]) -> bool:
        """Whether all that stands in a column is what the map knows as answers to every practice."""
        known = self._cleaned.get(EVERY_PRACTICE)
        if not known:
            return False
        said = {cleaned(as_said(cell)) for cell in cells} - {""}
        return bool(said) and said <= known.keys()

    def remarks(self, layouts: Sequence[GridLayout]) -> Iterator[str]:
        """Name the headings of the map that are not there, and the answers that never occur."""
        for text in self._not_there(layouts):
            yield f"the map names a heading that is not there: {said_shortly(text)}"
        for table, answers in self._tables.items():
            if never := [said_shortly(said, 30) for said in answers if (table, said) not in self._used]:
                more = f" and {len(never) - _NAMED} more" if len(never) > _NAMED else ""
                yield f"[answers.{key(table)}] of the map names what never occurs: {', '.join(never[:_NAMED])}{more}"

    def is_of_another_form(self, layouts: Sequence[GridLayout]) -> bool:
        """Whether none of the headings that the map names is there."""
        return bool(self._columns) and len(list(self._not_there(layouts))) == len(self._columns)

    def _not_there(self, layouts: Sequence[GridLayout]) -> Iterator[str]:
        headings = (each for layout in layouts for each in layout.headings)
        there = {" ".join(text.split()) for each in headings for text in (each.name, each.said, *each.also)}
        return (text for text in self._columns if text not in there)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all files of one import."""

    questions: Questions
    by_map: ByMap
    asked: Stated
