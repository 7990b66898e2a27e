"""Results out of columns as lines of a table: the bytes that ``csv_results`` writes, for very many at a time.

A line is put together from its parts, for example

    Team 1,2026-11 | 2026-11-03 | coproduction-values,1.0.0 | together | false | … | rated,2,false,,1,2 | …

and each different part is written once, by the writer of single results.
"""

from __future__ import annotations

import re
from itertools import repeat
from typing import TYPE_CHECKING

from coprod_check.batch.pieces import Parts, rounded_each
from coprod_check.exchange import csv_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.batch.asked import OnPractice
    from coprod_check.batch.results_at import Head
    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.documents.rubric import ExperienceQuestion
    from coprod_check.exchange.csv_results import CsvCell
    from coprod_check.rules.result import ExperienceCounts, GroupResult, StageReached

    Texts = Iterable[str]
    """The text of one part in every round."""


_ODD = re.compile(r"[^\w .'()/&:;-]|^[^\w]")
"""What a name may hold that the careful writer must look at."""


class CsvLines:
    """Writes lines, some thousand at a time."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._parts = Parts()

    def __call__(self, scored: ScoredRounds, heads: Sequence[Head]) -> Iterator[str]:
        """Write a line for each round."""
        columns = (_names(heads), *self._facts(scored), _agreement(scored), *self._figures(scored))
        return (f"{','.join(cells)}\r\n" for cells in zip(*columns, strict=False))

    def _facts(self, scored: ScoredRounds) -> Iterator[Texts]:
        """When, who was heard, and how far they are: in the order of ``csv_results.fact_cells``."""
        of, rubric = self._parts.of, scored.rubric
        yield of("date", scored.date, lambda date: _part(csv_results.date_cells(date)))
        yield repeat(_part(csv_results.rubric_cells(rubric)))
        yield of("view", scored.attendance, lambda heard: _part([heard.view]))
        yield of("one_sided", scored.one_sided, lambda one_sided: _part(csv_results.flag_cells(one_sided)))
        yield of("voices", scored.attendance, lambda heard: _part(csv_results.voice_cells(heard.voices)))
        yield of("people", scored.people, lambda people: _part(csv_results.people_cells(people)))
        yield of("stages", scored.way, lambda way: _stage(way.stage))

    def _figures(self, scored: ScoredRounds) -> Iterator[Texts]:
        of, rubric = self._parts.of, scored.rubric
        for place, found in enumerate((*scored.dimensions, *scored.values)):
            yield of(f"group {place}", found, _group)
        for column in range(len(rubric.practices)):
            yield of("practice", scored.practices, _practice, column)
        for question, counts in zip(rubric.experience, scored.experience, strict=True):
            yield of(f"experience {question.id}", counts, _Experience(question))


def _stage(found: StageReached) -> str:
    return _part(csv_results.stage_cells(found.stage, found.next_stage, found.why))


def _group(found: GroupResult) -> str:
    return _part(csv_results.group_cells(found))


def _practice(found: OnPractice) -> str:
    return _part(csv_results.practice_cells(found.team, found.heard))


class _Experience:
    """Writes the answers to one question."""

    def __init__(self, question: ExperienceQuestion) -> None:
        self._question = question

    def __call__(self, found: ExperienceCounts | None) -> str:
        return _part(csv_results.experience_cells(self._question, found))


def _names(heads: Sequence[Head]) -> list[str]:
    """Write team and round; only a name with something odd in it needs the careful writer."""
    return [
        _part(csv_results.name_cells(head.team, head.label))
        if _ODD.search(head.team) or _ODD.search(head.label)
        else f"{head.team},{head.label}"
        for head in heads
    ]


def _agreement(scored: ScoredRounds) -> list[str]:
    """Write how far people agree: a number of its own for nearly every round."""
    numbers = rounded_each(scored.agreement)
    return ["" if number is None else repr(number) for number in numbers]


def _part(cells: Iterable[CsvCell]) -> str:
    """Write some cells of a line. One that is empty and alone would be quoted, so there is another before them."""
    return csv_results.written(("", *cells))[1:]
