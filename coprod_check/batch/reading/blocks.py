"""A block: some rows of a large table, as columns of text, with the line of each row.

A row of a table such as ``Team A,2026-11-22,staff,2`` is a row of the frame
(``team="Team A"``, ``date="2026-11-22"``, ``voice="staff"``, ``a="2"``) and its line, 2,
at the same place in ``lines``. What a cell means is told elsewhere (``packed_tables``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from coprod_check.storage.tables import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from coprod_check.storage.tables import Ragged

BLOCK = 16 << 20
"""Bytes of text that are read at a time."""
ROWS = 150_000
"""Rows that are taken at a time where there are no bytes to count."""
LINE_FEED, RETURN = 10, 13

Places = NDArray[np.int64]
"""Places of some rows within a block."""
Lined = Iterator[tuple[int, dict[str, Any]]]
"""Rows as the careful reader has them, each with its line."""
ColumnKind = Callable[[str], pl.DataType]
"""Says of which type a column is wanted, by its name."""


class NotPlainError(Exception):
    """The table answers several sets of questions, or has a shape of its own: it is to be read carefully."""


@dataclass(slots=True)
class TableBlock:
    """Some rows of a table."""

    frame: pl.DataFrame
    """Text, or what reads as text. A heading may be missing where none of these rows says anything under it."""
    lines: NDArray[np.int64]
    """The line of each row in the file."""
    again: Callable[[Places], Lined]
    """Gives some of the rows as the careful reader has them."""
    ragged: Sequence[Ragged] = field(default_factory=list)
    """Rows that could not be taken apart."""
    odd: NDArray[np.bool_] | None = None
    """Rows that hold more than their text says, such as a 2.0 where the frame has a 2; ``None`` where no row does."""


class BigTable(Protocol):
    """A large table: its headings, and its rows block by block, as often as they are asked for."""

    path: Path
    header: list[str]
    headed: bool
    """Whether the headings are known from the beginning; otherwise they are once every block was read."""
    heading_line: int
    ends_early: bool
    """Whether some row that was read ends before the last column."""
    western: bool
    """Whether it is read in the alphabet of Western Windows, which is a guess."""
    lines_are_rows: bool
    """Whether the number of each line that was read is also that of a row in a spreadsheet."""

    def blocks(self, kind: ColumnKind) -> Iterator[TableBlock]:
        """Give the rows; each column of the type that is wanted where its cells allow that, else as text."""


def has_endless_line(text: bytes) -> bool:
    """Whether some line may be so long that the careful reader refuses the table.

    Takes text that was read by the block and on to the end of the line: only its first
    line and its last can be longer than a block.
    """
    return max(text.find(b"\n") + 1, len(text) - text.rfind(b"\n", 0, -1)) >= LONGEST_LINE


def as_wanted(frame: pl.DataFrame, kind: ColumnKind) -> pl.DataFrame:
    """Give each column its wanted type where all its cells allow it."""
    schema = {column: kind(column) for column in frame.columns}
    try:
        return frame.cast({column: wanted for column, wanted in schema.items() if frame.schema[column] != wanted})
    except pl.exceptions.PolarsError:
        pass  # one by one, then
    columns = []
    for column in frame:
        try:
            columns.append(column.cast(schema[column.name]))
        except pl.exceptions.PolarsError:
            columns.append(column)
    return pl.DataFrame(columns)


def rows_at(frame: pl.DataFrame, lines: NDArray[np.int64]) -> Callable[[Places], Lined]:
    """Give the rows of a frame as they stand there."""

    def again(which: Places) -> Lined:
        return zip(lines[which].tolist(), frame[which].iter_rows(named=True), strict=True)

    return again


def text_rows_at(frame: pl.DataFrame, lines: NDArray[np.int64]) -> Callable[[Places], Lined]:
    """Give the rows of a frame as text; a blank one is none."""

    def again(which: Places) -> Lined:
        rows: Iterable[dict[str, Any]] = frame[which].cast(pl.String).fill_null("").iter_rows(named=True)
        for line, row in zip(lines[which].tolist(), rows, strict=True):
            if any(cell.strip() for cell in row.values()):
                yield line, row

    return again
