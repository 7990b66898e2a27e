"""Large tables, some rows at a time: text in, frames out, with the line of every row.

CSV is in ``csv_blocks``, JSON Lines in ``json_blocks``; Parquet, which polars reads
without any help of ours, is here.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import starmap
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from coprod_check.batch.reading import blocks
from coprod_check.batch.reading.blocks import TableBlock, as_wanted, rows_at
from coprod_check.batch.reading.csv_blocks import CsvTable
from coprod_check.batch.reading.json_blocks import JsonTable
from coprod_check.storage import tables
from coprod_check.storage.parsing import only_a_file
from coprod_check.storage.tabular.parquet_form import check_size_of_parquet, without_panic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coprod_check.batch.reading.blocks import BigTable, ColumnKind


def open_big(path: Path) -> BigTable | None:
    """Open a table; ``None`` where only the careful reader can tell what it is."""
    only_a_file(path)
    match path.suffix.casefold():
        case ".parquet":
            return ParquetTable.opened(path)
        case ".jsonl" | ".ndjson":
            return JsonTable.opened(path)
        case _:
            return CsvTable.opened(path)


def count_rows(path: Path) -> int:
    """Count the rows of a table, near enough to tell how far reading it has come: lines stand for rows."""
    if path.suffix.casefold() == ".parquet":
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    lines = 0
    with path.open("rb") as file:
        while text := file.read(blocks.BLOCK):
            lines += text.count(b"\n")
    return max(lines - 1, 1)


def ahead(coming: Iterator[TableBlock]) -> Iterator[TableBlock]:
    """Read the next block while the last one is worked on: polars does it without the interpreter."""
    with ThreadPoolExecutor(1) as reader:
        following = reader.submit(next, coming, None)
        while block := following.result():
            following = reader.submit(next, coming, None)
            yield block


class ParquetTable:
    """A Parquet file, whose columns have types of their own."""

    headed = True
    heading_line = 1
    ends_early = False
    western = False
    lines_are_rows = True

    def __init__(self, path: Path, header: list[str]) -> None:
        """Take a file, and the names of its columns."""
        self.path, self.header = path, header

    @classmethod
    def opened(cls, path: Path) -> ParquetTable | None:
        """Open a file; ``None`` where some column is not sure to mean the same when it is read as text."""
        with without_panic():
            found = pl.scan_parquet(path)
            check_size_of_parquet(path, found.select(pl.len()).collect().item())
            kinds = found.collect_schema()
        return cls(path, kinds.names()) if all(starmap(_plain, kinds.items())) else None

    def blocks(self, kind: ColumnKind) -> Iterator[TableBlock]:
        """Give the rows, some at a time."""
        rows = pl.scan_parquet(self.path)
        total = rows.select(pl.len()).collect().item()
        for start in range(0, total, blocks.ROWS):
            with without_panic():
                frame = rows.slice(start, blocks.ROWS).collect()
            lines = np.arange(start + 1, start + 1 + len(frame))
            yield TableBlock(as_wanted(frame.cast(pl.String), kind), lines, rows_at(frame, lines))


def _plain(column: str, kind: pl.DataType) -> bool:
    """Whether the cells of a column mean the same when they are read as text."""
    if kind in {pl.String, pl.Null} or isinstance(kind, pl.Categorical | pl.Enum):
        return True
    if column == "date":
        return kind == pl.Date
    if column in tables.TRUTHS:
        return kind == pl.Boolean
    return kind.is_integer() and not tables.holds_words(column)
