"""What a file of another service holds, before anybody knows what it means: cells in rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

ForeignCell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""What may stand in a cell; of CSV always text. ``None`` and a text of spaces are blank."""


@dataclass(frozen=True, slots=True)
class ForeignGrid:
    """One sheet of a workbook, or the whole of a CSV file.

    Rows are ragged, and blank ones are there too: the first is row 1, as a spreadsheet counts.
    """

    rows: tuple[tuple[ForeignCell, ...], ...]
    name: str = ""
    """What the sheet is called; empty in CSV."""
    without_value: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 1, of formulas beside which no value is stored: nobody knows what they come to."""
    remarks: tuple[str, ...] = ()
    """What is worth knowing, such as "2 hidden rows were read too"."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file, read."""

    name: str
    """As the user named it."""
    grids: tuple[ForeignGrid, ...]
    workbook: bool = False
    """Whether it has typed cells (XLSX, ODS); CSV has text alone."""
    remarks: tuple[str, ...] = field(default=())
    """What is worth knowing, such as in which alphabet it was read."""
