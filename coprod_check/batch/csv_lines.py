"""Results out of columns as lines of a table: the bytes that ``csv_results`` writes, for very many at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from coprod_check.batch import results_at as thaw
from coprod_check.batch.pieces import Pieces, rounded
from coprod_check.exchange import csv_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.batch.pieces import Column
    from coprod_check.batch.results_at import Head
    from coprod_check.batch.scoring import Group, Scored
    from coprod_check.exchange.csv_results import Cell


_ODD = re.compile(r"[^\w .'()/&:;-]|^[^\w]")
"""What a name may hold that the careful writer must look at."""


class CsvLines:
    """Writes lines, some thousand at a time."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._pieces: defaultdict[str, Pieces] = defaultdict(Pieces)

    def __call__(self, scored: Scored, heads: Sequence[Head]) -> Iterator[str]:
        """Write a line for each round."""
        rubric = scored.rubric
        parts = [_names(heads), self._facts(scored), _agreement(scored)]
        for which, group in zip(rubric.dimensions, scored.dimensions, strict=True):
            parts.append(self._group(scored, f"dimension {which.id}", group))
        for value, group in zip(rubric.values, scored.values, strict=True):
            parts.append(self._group(scored, f"value {value.id}", group))
        parts += [self._practice(scored, column) for column in range(len(rubric.practices))]
        parts += [self._experience(scored, column) for column in range(len(rubric.experience))]
        return (f"{','.join(cells)}\r\n" for cells in zip(*parts, strict=True))

    def _facts(self, scored: Scored) -> list[str]:
        columns: list[Column] = [scored.date, scored.view, scored.one_sided, scored.meetings.there]
        columns += [scored.stage, scored.next_stage, *(voice.by for voice in scored.sides), *scored.people]
        return self._pieces["facts"].of(
            columns, lambda row: _part(csv_results.fact_cells(thaw.result_at(scored, thaw.UNNAMED, row)))
        )

    def _group(self, scored: Scored, name: str, group: Group) -> list[str]:
        columns = (group.status, group.level, group.score, group.rated, group.applicable)
        return self._pieces[name].of(
            columns, lambda row: _part(csv_results.group_cells(thaw.group_at(scored, group, row)))
        )

    def _practice(self, scored: Scored, column: int) -> list[str]:
        """Write a practice; all practices have the same texts."""
        found = scored.practices
        columns = [each[:, column] for each in (found.status, found.level, found.one_voice, found.gap)]
        columns += [each[:, column] for voice in scored.sides for each in (voice.status, voice.level)]
        return self._pieces["practice"].of(
            columns, lambda row: _part(csv_results.practice_cells(thaw.practice_at(scored, row, column)))
        )

    def _experience(self, scored: Scored, column: int) -> list[str]:
        question = scored.rubric.experience[column]
        columns = (scored.experience_n[:, column], scored.experience_counts[column])

        def write(row: int) -> str:
            return _part(csv_results.experience_cells(question, thaw.experience_at(scored, row).get(question.id)))

        return self._pieces[f"experience {question.id}"].of(columns, write)


def _names(heads: Sequence[Head]) -> list[str]:
    """Write team and round; only a name with something odd in it needs the careful writer."""
    return [
        _part(csv_results.name_cells(head.team, head.label))
        if _ODD.search(head.team) or _ODD.search(head.label)
        else f"{head.team},{head.label}"
        for head in heads
    ]


def _agreement(scored: Scored) -> list[str]:
    """Write how far people agree: a number of its own for nearly every round."""
    numbers = rounded(scored.agreement, csv_results.DIGITS)
    return ["" if number is None else repr(number) for number in numbers]


def _part(cells: Iterable[Cell]) -> str:
    """Write some cells of a line. One that is empty and alone would be quoted, so there is another before them."""
    return csv_results.written(("", *cells))[1:]
