"""Cells of a row, wherever the row ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.imports.grid import ForeignCell


def cell_at(row: Sequence[ForeignCell], place: int) -> ForeignCell:
    """The cell at a place, from 0; nothing where the row is shorter."""
    return row[place] if place < len(row) else None


def is_filled(cell: ForeignCell) -> bool:
    """Whether anything stands in a cell.

    >>> is_filled(" "), is_filled(0)
    (False, True)
    """
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def column_letters(place: int) -> str:
    """How a spreadsheet names a column, by its place from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    name, left = "", place + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
