"""Results out of columns as lines of a table: the bytes that ``csv_results`` writes, for very many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.columns import thaw
from coprod_check.exchange import csv_results
from coprod_check.exchange.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.columns.scoring import Group, Scored
    from coprod_check.columns.thaw import Head
    from coprod_check.exchange.csv_results import Cell
    from coprod_check.exchange.pieces import Column


def csv_lines(scored: Scored, heads: Sequence[Head]) -> Iterator[str]:
    """Write a line for each round."""
    parts = [_names(heads), _facts(scored), _agreement(scored)]
    parts += [_group(scored, group) for group in (*scored.dimensions, *scored.values)]
    parts += [_practice(scored, column) for column in range(len(scored.rubric.practices))]
    parts += [_experience(scored, column) for column in range(len(scored.rubric.experience))]
    return (f"{','.join(cells)}\r\n" for cells in zip(*parts, strict=True))


def _names(heads: Sequence[Head]) -> list[str]:
    return [_part(csv_results.name_cells(head.team, head.label)) for head in heads]


def _facts(scored: Scored) -> list[str]:
    columns: list[Column] = [scored.date, scored.view, scored.one_sided, scored.meetings.there]
    columns += [scored.stage, scored.next_stage, *(voice.by for voice in scored.sides), *scored.people]
    return pieces(columns, lambda row: _part(csv_results.fact_cells(thaw.result_at(scored, thaw.UNNAMED, row))))


def _agreement(scored: Scored) -> list[str]:
    columns = (scored.agreement, scored.agreement_why)
    return pieces(columns, lambda row: _part(csv_results.agreement_cells(thaw.agreement_at(scored, row))))


def _group(scored: Scored, group: Group) -> list[str]:
    columns = (group.status, group.level, group.score, group.rated, group.applicable)
    return pieces(columns, lambda row: _part(csv_results.group_cells(thaw.group_at(scored, group, row))))


def _practice(scored: Scored, column: int) -> list[str]:
    found = scored.practices
    columns = [each[:, column] for each in (found.status, found.level, found.one_voice, found.gap)]
    columns += [each[:, column] for voice in scored.sides for each in (voice.status, voice.level)]
    return pieces(columns, lambda row: _part(csv_results.practice_cells(thaw.practice_at(scored, row, column))))


def _experience(scored: Scored, column: int) -> list[str]:
    question = scored.rubric.experience[column]
    columns = (scored.experience_n[:, column], scored.experience_counts[column])

    def write(row: int) -> str:
        return _part(csv_results.experience_cells(question, thaw.experience_at(scored, row).get(question.id)))

    return pieces(columns, write)


def _part(cells: Iterable[Cell]) -> str:
    """Write some cells of a line. One that is empty and alone would be quoted, so there is another before them."""
    return csv_results.written(("", *cells))[1:]
