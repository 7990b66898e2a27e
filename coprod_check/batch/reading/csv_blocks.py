"""CSV, some rows at a time.

A block is read by polars where that is sure to mean what the careful reader
(``tables``) would mean: every row with as many cells as there are headings, no blank
line, no stray quote. Any other block is read carefully.

A row such as ``"Team, A",2026-11-22,staff,2`` is left of its quoted cells
(``,2026-11-22,staff,2``), and its delimiters and line ends are counted: where there
are as many as polars found cells and rows, polars took apart what we would have.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING, Self

import numpy as np
import polars as pl

from coprod_check.batch.reading import blocks
from coprod_check.batch.reading.blocks import (
    LINE_FEED,
    RETURN,
    NotPlainError,
    TableBlock,
    as_wanted,
    has_endless_line,
    text_rows_at,
)
from coprod_check.storage import tables
from coprod_check.storage.tables import (
    BEGINNING,
    LONGEST_LINE,
    NOT_TEXT,
    column_of,
    csv_dialect,
    ragged_row,
    rows_with_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from coprod_check.batch.reading.blocks import ColumnKind

BLOCKS_OF_A_ROW = 2
"""Blocks within which a row must end; a quote that is never closed would take the rest of the file with it."""


class CsvTable:
    """A CSV file: commas, semicolons or tabs, in UTF-8 or UTF-16."""

    headed = True

    def __init__(self, path: Path, header: list[str]) -> None:
        """Take a file, and its headings."""
        self.path, self.header = path, header

    @classmethod
    def opened(cls, path: Path) -> CsvTable:
        """Open a file and read its headings."""
        encoding, delimiter = _dialect(path)
        with path.open(encoding=encoding, newline="") as text:
            header = list(map(column_of, next(csv.reader(text, delimiter=delimiter, strict=True), [])))
        return cls(path, header)

    def blocks(self, kind: ColumnKind) -> Iterator[TableBlock]:
        """Give the rows, some at a time."""
        encoding, delimiter = _dialect(self.path)
        with _Source(self.path, encoding) as source:
            reader = _CsvReader({column: kind(column) for column in self.header}, delimiter)
            text = reader.after_header(source.block())
            while text or (text := source.block()):
                if block := reader.fast(text):
                    yield block
                else:
                    # Where quotes are not in order nobody can say where a row ends: from here on carefully.
                    rest = b"" if reader.in_order(text) else source.rest()
                    yield from reader.careful(text + rest)
                text = b""


def _dialect(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        return csv_dialect(file.read(BEGINNING))


class _Source:
    """The bytes of a file as UTF-8, in blocks that end where a row ends."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._bytes: BinaryIO | None = None
        if encoding == "utf-16":
            self._text = path.open(encoding=encoding, newline="")
        else:
            self._bytes = path.open("rb")
            if self._bytes.read(3) != codecs.BOM_UTF8:
                self._bytes.seek(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        (self._bytes or self._text).close()

    def _read(self, size: int) -> bytes:
        return self._bytes.read(size) if self._bytes else self._text.read(size).encode()

    def _line(self) -> bytes:
        """Read on to the end of the line."""
        most = BLOCKS_OF_A_ROW * blocks.BLOCK
        return self._bytes.readline(most) if self._bytes else self._text.readline(most).encode()

    def block(self) -> bytes:
        """Give the next rows; empty at the end. A row ends where a line does, with an even number of quotes before."""
        parts = [self._read(blocks.BLOCK), self._line()]
        size, quotes = sum(map(len, parts)), sum(part.count(b'"') for part in parts)
        while quotes % 2 and size <= BLOCKS_OF_A_ROW * blocks.BLOCK and (line := self._line()):
            parts.append(line)
            size, quotes = size + len(line), quotes + line.count(b'"')
        text = b"".join(parts)
        if has_endless_line(text) or any(len(part) >= LONGEST_LINE for part in parts[1:]):
            raise NotPlainError
        if b"\0" in text:
            raise ValueError(NOT_TEXT)
        return text

    def rest(self) -> bytes:
        """Give all that is left."""
        return b"".join(iter(lambda: self._read(blocks.BLOCK), b""))


class _CsvReader:
    def __init__(self, schema: dict[str, pl.DataType], delimiter: str) -> None:
        self._schema, self._delimiter = schema, delimiter
        self._line = 1
        mark = re.escape(delimiter.encode())
        self._quoted = re.compile(rb"(?:(?<=[" + mark + rb'\n])|\A)"(?:[^"]++|"")*+"(?=[' + mark + rb"\r\n]|\Z)")

    def after_header(self, text: bytes) -> bytes:
        """Leave the headings out of the first block."""
        beginning = io.StringIO(text[: 16 * BEGINNING].decode(errors="replace"), newline="")
        rows = csv.reader(beginning, delimiter=self._delimiter, strict=True)
        next(rows, None)
        end = 0
        for _ in range(rows.line_num):
            end = text.find(b"\n", end) + 1 or len(text)
        self._line += rows.line_num
        return text[end:]

    def in_order(self, text: bytes) -> bool:
        """Say whether quotes stand only around whole cells."""
        return b'"' not in text or b'"' not in self._quoted.sub(b"", text)

    def fast(self, text: bytes) -> TableBlock | None:
        """Read a block with polars; ``None`` where that is not sure to be right."""
        outside = self._quoted.sub(b"", text) if b'"' in text else text
        letters = np.frombuffer(outside, np.uint8)
        if not self._schema or b'"' in outside or not _lines_end_as_usual(letters):
            return None
        try:
            frame = self._frame(text)
        except pl.exceptions.PolarsError:
            return None
        rows, ends = len(frame), np.count_nonzero(letters == LINE_FEED) + (not outside.endswith(b"\n"))
        cells = np.count_nonzero(letters == ord(self._delimiter)) + rows
        if rows != ends or cells != rows * len(self._schema):
            return None
        if _longest_cell(frame) > csv.field_size_limit():
            return None
        lines = self._line + np.arange(rows)
        inside = 0 if outside is text else text.count(b"\n") - outside.count(b"\n")
        if inside:
            lines[1:] += _line_ends(frame)[:-1].cumsum()
        self._line += rows + inside
        return TableBlock(frame, lines, text_rows_at(frame, lines))

    def _frame(self, text: bytes) -> pl.DataFrame:
        def read(schema: dict[str, pl.DataType]) -> pl.DataFrame:
            return pl.read_csv(text, has_header=False, schema=schema, separator=self._delimiter)

        try:
            return read(self._schema)
        except pl.exceptions.ComputeError:
            return as_wanted(read(dict.fromkeys(self._schema, pl.String())), self._schema.__getitem__)

    def careful(self, text: bytes) -> Iterator[TableBlock]:
        """Read rows as the careful reader does."""
        letters = io.StringIO(text.decode(), newline="")
        rows = csv.reader(tables.lines_of(letters), delimiter=self._delimiter, strict=True)
        header, width, before = list(self._schema), len(self._schema), self._line - 1
        found = rows_with_lines(rows, before)
        while some := list(islice(found, blocks.ROWS)):
            whole = [(line, row) for line, row in some if len(row) == width]
            ragged = [ragged_row(line, row, header) for line, row in some if len(row) != width]
            frame = pl.DataFrame([row for _, row in whole], dict.fromkeys(self._schema, pl.String), orient="row")
            lines = np.array([line for line, _ in whole], np.int64)
            yield TableBlock(as_wanted(frame, self._schema.__getitem__), lines, text_rows_at(frame, lines), ragged)
        self._line = before + rows.line_num + 1


def _lines_end_as_usual(letters: NDArray[np.uint8]) -> bool:
    """Say whether every carriage return stands before a line feed."""
    returns = np.flatnonzero(letters == RETURN)
    if not len(returns):
        return True
    return bool(returns[-1] + 1 < len(letters) and (letters[returns + 1] == LINE_FEED).all())


def _longest_cell(frame: pl.DataFrame) -> int:
    """The most bytes of a cell that was not read as one of some known words."""
    texts = [column for column, kind in frame.schema.items() if not isinstance(kind, pl.Enum)]
    return max(frame.select(pl.col(texts).cast(pl.String).str.len_bytes().max().fill_null(0)).row(0), default=0)


def _line_ends(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Count the line ends inside the cells of every row."""
    total = np.zeros(len(frame), np.int64)
    for column in frame:
        text = column.cast(pl.String)
        total += text.str.count_matches("\n", literal=True).fill_null(0).to_numpy()
    return total
