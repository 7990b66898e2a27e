"""What the rows of a file say of the experience questions: in one cell, in a box for each option, or in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coprod_check.documents.problems import Problem
from coprod_check.imports.answers import NONE, OptionAnswers, UnreadCell
from coprod_check.imports.cells import cell_at
from coprod_check.imports.cleaning import said_shortly
from coprod_check.imports.who_and_when import say_different_things

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.answers import Trust
    from coprod_check.imports.by_map import ByMap
    from coprod_check.imports.columns import Column, Columns
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.to_settle import ToSettle

_ONE_ONLY = "more than one answer is chosen here, and the question takes one"


class ExperienceCells:
    """Reads the experience questions of a row."""

    def __init__(self, columns: Columns, rubric: Rubric, by_map: ByMap, trust: Trust, to_settle: ToSettle) -> None:
        """Take the columns as they were settled."""
        self._file, self._by_map, self._trust, self._to_settle = columns.file, by_map, trust, to_settle
        self._cells, self._boxes = columns.by_key("experience"), columns.by_key("option")
        asked = {*self._cells, *self._boxes}
        self._questions = [OptionAnswers(each) for each in rubric.experience if each.id in asked]

    def read(self, row: Sequence[ForeignCell], number: int, problems: list[Problem]) -> dict[str, Any]:
        """The answers of a row, as a sheet holds them."""
        said: dict[str, Any] = {}
        for answers in self._questions:
            ident, several = answers.question.id, answers.question.several
            columns = [*self._cells.get(ident, ()), *self._boxes.get(ident, ())]
            ways = [*self._in_cells(answers, row), self._in_boxes(answers, row)]
            chosen = {frozenset(each): each for each in ways if each}
            if len(chosen) > 1:
                problems.append(say_different_things(self._file, number, columns))
            for options in list(chosen.values())[:1]:
                if len(options) > 1 and not several:
                    problems.append(Problem(self._file, number, said_shortly(columns[0].heading.name), _ONE_ONLY))
                said[ident] = list(options) if several else options[0]
        return said

    def _in_cells(self, answers: OptionAnswers, row: Sequence[ForeignCell]) -> Iterator[tuple[str, ...]]:
        for column in self._cells.get(answers.question.id, ()):
            cell = cell_at(row, column.place)
            means = self._by_map.answer(cell, f"experience.{answers.question.id}")
            if means is not None:
                yield () if means == NONE else tuple(str(means).split())
                continue
            options = answers.read(cell, coded=column.meaning.coded)
            if not isinstance(options, UnreadCell):
                yield options
            elif not (options.why == "not seen" and self._trust.limesurvey):
                self._take(column, answers, cell, options)

    def _in_boxes(self, answers: OptionAnswers, row: Sequence[ForeignCell]) -> tuple[str, ...]:
        ticked = set()
        for column in self._boxes.get(answers.question.id, ()):
            cell = cell_at(row, column.place)
            means = self._by_map.answer(cell, f"experience.{answers.question.id}")
            box = answers.box(column.meaning.option, cell, self._trust) if means is None else means != NONE
            if isinstance(box, UnreadCell):
                self._take(column, answers, cell, box)
            elif box:
                ticked.add(column.meaning.option)
        return tuple(option.id for option in answers.question.options if option.id in ticked)

    def _take(self, column: Column, answers: OptionAnswers, cell: ForeignCell, unread: UnreadCell) -> None:
        self._to_settle.take(column, f"experience.{answers.question.id}", cell, unread)
