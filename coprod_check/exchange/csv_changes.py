"""A programme between two rounds as a table for spreadsheets: a row for each dimension and practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.exchange.csv_results import inert, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coprod_check.rules.team_changes import TeamChanges

COLUMNS = ("rubric", "kind", "id", "name", "higher", "same", "lower", "not_compared")


def lines(changes: Mapping[str, TeamChanges]) -> Iterator[str]:
    """Write the lines of the table, the header first: RFC 4180, rubric by rubric, in the rubric's order."""
    yield f"{written(COLUMNS)}\r\n"
    for rubric, found in changes.items():
        titles = {practice.id: practice.title for practice in found.rubric.practices}
        rows = (
            *(("dimension", group.id, group.name, found.dimensions[group.id]) for group in found.rubric.dimensions),
            *(("practice", each, titles[each], moved) for each, moved in found.practices.items()),
        )
        for kind, ident, name, moved in rows:
            counts = (moved.higher, moved.same, moved.lower, moved.not_compared)
            yield f"{written((rubric, kind, ident, inert(name), *counts))}\r\n"
