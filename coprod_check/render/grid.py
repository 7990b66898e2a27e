"""A table drawn in columns, where there is room for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from coprod_check.render.lines import cells, padded, single_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.pages.table import Table
    from coprod_check.render.lines import Pen

_GAP = "  "
_NARROW = 12
"""Cells below which a column is narrow."""
_MOST_LINES = {True: 2, False: 6}
"""Lines of a cell in a narrow column, and in others, beyond which a table is read more easily as a list."""
_BREAKS = re.compile(r"\s+|(?<=-)")
_NUMBER = re.compile(r"-|\d[\d ,.]*")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that was drawn, without its caption."""

    head: list[str]
    rows: list[list[str]]
    """The lines of each row."""


def grid(table: Table, pen: Pen) -> Grid | None:
    """Draw a table; ``None`` where a word would be cut or a row would be very high."""
    columns = list(zip(table.header, *table.rows, strict=True))
    right = [place > 0 and all(map(_NUMBER.fullmatch, column[1:])) for place, column in enumerate(columns)]
    for widths in _widths(columns, pen.width - len(_GAP) * (len(columns) - 1)):
        head, *rows = (_row(row, widths, right) for row in (table.header, *table.rows))
        if head is not None and None not in rows:
            return Grid([pen.strong(line) for line in head], [row for row in rows if row])
    return None


def ruled(drawn: Grid, pen: Pen) -> list[str]:
    """The lines of a table, with one drawn below its head."""
    long = max((cells(line.rstrip()) for row in (drawn.head, *drawn.rows) for line in row), default=0)
    return [*drawn.head, ("─" if pen.unicode else "-") * long, *(line for row in drawn.rows for line in row)]


def _widths(columns: Sequence[Sequence[str]], room: int) -> Iterator[list[int]]:
    """How wide each column may be: as wide as its longest cell, else at least as its longest word.

    First the cells have their room before the names of the columns have theirs; then all alike.
    A name may break after a hyphen. Nothing where the words themselves have no room.
    """
    inside = [max(map(cells, column[1:]), default=0) for column in columns]
    widest = [max(cells(column[0]), wide) for column, wide in zip(columns, inside, strict=True)]
    if sum(widest) <= room:
        yield widest
        return
    words = [
        [*_BREAKS.split(column[0]), *(word for cell in column[1:] for word in single_words(cell))] for column in columns
    ]
    least = [max(map(cells, each), default=0) for each in words]
    if sum(least) > room:
        return
    for plan in ((inside, widest), (widest,)):
        widths = least
        for wanted in plan:
            lacking = [max(wide - width, 0) for wide, width in zip(wanted, widths, strict=True)]
            shares = _shared_out(room - sum(widths), lacking)
            widths = [width + more for width, more in zip(widths, shares, strict=True)]
        yield widths


def _shared_out(left: int, lacking: Sequence[int]) -> list[int]:
    """Share out what is left: columns that lack little get all of it, the others as much as each other."""
    shares = [0] * len(lacking)
    smallest_first = sorted(range(len(lacking)), key=lacking.__getitem__)
    for done, place in enumerate(smallest_first):
        shares[place] = min(lacking[place], left // (len(lacking) - done))
        left -= shares[place]
    return shares


def _row(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str] | None:
    """One row as lines; ``None`` where a cell would be a tower of words."""
    parts = []
    for cell, width in zip(row, widths, strict=True):
        lines = [cell] if cells(cell) <= width else wrapped(cell, width)
        if len(lines) > _MOST_LINES[width < _NARROW]:
            return None
        parts.append(lines)
    return [
        _GAP.join(
            " " * (width - cells(cell)) + cell if flush else padded(cell, width)
            for cell, width, flush in zip(line, widths, right, strict=True)
        )
        for line in zip_longest(*parts, fillvalue="")
    ]
