"""Large tables, some rows at a time: text in, frames out, with the line of every row.

A block of CSV is read by polars where that is sure to mean what the careful reader
(``tables``) would mean: every row with as many cells as there are headings, no blank
line, no stray quote. Any other block is read carefully.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice, starmap
from typing import TYPE_CHECKING, Self

import numpy as np
import polars as pl

from coprod_check.storage import tables
from coprod_check.storage.tables import BEGINNING, NOT_TEXT, csv_dialect, ragged_row, rows_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from coprod_check.documents.problems import Problem

BLOCK = 16 << 20
"""Bytes of text that are read at a time."""
ROWS = 150_000
"""Rows that are taken at a time where there are no bytes to count."""
_LINE_FEED, _RETURN = 10, 13
LONGEST = 2
"""Blocks within which a row must end; a quote that is never closed would take the rest of the file with it."""


@dataclass(slots=True)
class Block:
    """Some rows of a table."""

    frame: pl.DataFrame
    """Text, or what reads as text."""
    lines: NDArray[np.int64]
    """The line of each row in the file."""
    ragged: list[Problem] = field(default_factory=list)
    """Rows that could not be taken apart."""
    original: pl.DataFrame | None = None
    """The rows with types of their own, where the file has types."""


@dataclass(slots=True)
class BigTable:
    """A large table: its headings, and its rows block by block, as often as they are asked for."""

    path: Path
    header: list[str]

    def blocks(self, schema: dict[str, pl.DataType]) -> Iterator[Block]:
        """Give the rows; each column of the type that the schema names where its cells allow that, else as text."""
        read = _parquet if self.path.suffix.casefold() == ".parquet" else _csv
        yield from _ahead(read(self.path, schema))


def _ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """Read the next block while the last one is worked on: polars does it without the interpreter."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, blocks, None)
        while block := coming.result():
            coming = reader.submit(next, blocks, None)
            yield block


def open_big(path: Path) -> BigTable | None:
    """Open a table; ``None`` where only the careful reader can tell what it is."""
    if path.suffix.casefold() == ".parquet":
        kinds = pl.scan_parquet(path).collect_schema()
        return BigTable(path, kinds.names()) if all(starmap(_plain, kinds.items())) else None
    with path.open("rb") as file:
        encoding, delimiter = csv_dialect(file.read(BEGINNING))
    with path.open(encoding=encoding, newline="") as text:
        header = [cell.strip() for cell in next(csv.reader(text, delimiter=delimiter, strict=True), [])]
    return BigTable(path, header)


def count_rows(path: Path) -> int:
    """Count the rows of a table, near enough to tell how far reading it has come: lines stand for rows."""
    if path.suffix.casefold() == ".parquet":
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    lines = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            lines += block.count(b"\n")
    return max(lines - 1, 1)


# Parquet.


def _plain(column: str, kind: pl.DataType) -> bool:
    """Whether the cells of a column mean the same when they are read as text."""
    if kind in {pl.String, pl.Null} or isinstance(kind, pl.Categorical | pl.Enum):
        return True
    if column == "date":
        return kind == pl.Date
    if column == "share":
        return kind == pl.Boolean
    return kind.is_integer() and column not in tables.FACTS and not column.startswith(tables.EXPERIENCE)


def _parquet(path: Path, schema: dict[str, pl.DataType]) -> Iterator[Block]:
    rows = pl.scan_parquet(path)
    total = rows.select(pl.len()).collect().item()
    for start in range(0, total, ROWS):
        frame = rows.slice(start, ROWS).collect()
        lines = np.arange(start + 1, start + 1 + len(frame))
        yield Block(_as_wanted(frame.cast(pl.String), schema), lines, original=frame)


def _as_wanted(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Give each column its wanted type where all its cells allow it."""
    try:
        return frame.cast({column: kind for column, kind in schema.items() if frame.schema[column] != kind})
    except pl.exceptions.PolarsError:
        pass  # one by one, then
    columns = []
    for column in frame:
        try:
            columns.append(column.cast(schema[column.name]))
        except pl.exceptions.PolarsError:
            columns.append(column)
    return pl.DataFrame(columns)


# CSV.


def _csv(path: Path, schema: dict[str, pl.DataType]) -> Iterator[Block]:
    with path.open("rb") as file:
        encoding, delimiter = csv_dialect(file.read(BEGINNING))
    with _Source(path, encoding) as source:
        reader = _Reader(schema, delimiter)
        text = reader.after_header(source.block())
        while text or (text := source.block()):
            if block := reader.fast(text):
                yield block
            else:
                # Where quotes are not in order nobody can say where a row ends: from here on carefully.
                rest = b"" if reader.in_order(text) else source.rest()
                yield from reader.careful(text + rest)
            text = b""


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
        most = LONGEST * BLOCK
        return self._bytes.readline(most) if self._bytes else self._text.readline(most).encode()

    def block(self) -> bytes:
        """Give the next rows; empty at the end. A row ends where a line does, with an even number of quotes before."""
        parts = [self._read(BLOCK), self._line()]
        size, quotes = sum(map(len, parts)), sum(part.count(b'"') for part in parts)
        while quotes % 2 and size <= LONGEST * BLOCK and (line := self._line()):
            parts.append(line)
            size, quotes = size + len(line), quotes + line.count(b'"')
        text = b"".join(parts)
        if b"\0" in text:
            raise ValueError(NOT_TEXT)
        return text

    def rest(self) -> bytes:
        """Give all that is left."""
        return b"".join(iter(lambda: self._read(BLOCK), b""))


class _Reader:
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

    def fast(self, text: bytes) -> Block | None:
        """Read a block with polars; ``None`` where that is not sure to be right."""
        outside = self._quoted.sub(b"", text) if b'"' in text else text
        letters = np.frombuffer(outside, np.uint8)
        if b'"' in outside or not _lines_end_as_usual(letters):
            return None
        try:
            frame = self._frame(text)
        except pl.exceptions.PolarsError:
            return None
        rows, ends = len(frame), np.count_nonzero(letters == _LINE_FEED) + (not outside.endswith(b"\n"))
        cells = np.count_nonzero(letters == ord(self._delimiter)) + rows
        if rows != ends or cells != rows * len(self._schema):
            return None
        lines = self._line + np.arange(rows)
        inside = 0 if outside is text else text.count(b"\n") - outside.count(b"\n")
        if inside:
            lines[1:] += _line_ends(frame)[:-1].cumsum()
        self._line += rows + inside
        return Block(frame, lines)

    def _frame(self, text: bytes) -> pl.DataFrame:
        def read(schema: dict[str, pl.DataType]) -> pl.DataFrame:
            return pl.read_csv(text, has_header=False, schema=schema, separator=self._delimiter)

        try:
            return read(self._schema)
        except pl.exceptions.ComputeError:
            return _as_wanted(read(dict.fromkeys(self._schema, pl.String())), self._schema)

    def careful(self, text: bytes) -> Iterator[Block]:
        """Read rows as the careful reader does."""
        letters = io.StringIO(text.decode(), newline="")
        rows = csv.reader(tables.lines_of(letters), delimiter=self._delimiter, strict=True)
        width, before = len(self._schema), self._line - 1
        found = rows_with_lines(rows, before)
        while some := list(islice(found, ROWS)):
            whole = [(line, row) for line, row in some if len(row) == width]
            ragged = [ragged_row(line, row, width) for line, row in some if len(row) != width]
            frame = pl.DataFrame([row for _, row in whole], dict.fromkeys(self._schema, pl.String), orient="row")
            yield Block(_as_wanted(frame, self._schema), np.array([line for line, _ in whole], np.int64), ragged)
        self._line = before + rows.line_num + 1


def _lines_end_as_usual(letters: NDArray[np.uint8]) -> bool:
    """Say whether every carriage return stands before a line feed."""
    returns = np.flatnonzero(letters == _RETURN)
    if not len(returns):
        return True
    return bool(returns[-1] + 1 < len(letters) and (letters[returns + 1] == _LINE_FEED).all())


def _line_ends(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Count the line ends inside the cells of every row."""
    total = np.zeros(len(frame), np.int64)
    for column in frame:
        text = column.cast(pl.String)
        total += text.str.count_matches("\n", literal=True).fill_null(0).to_numpy()
    return total
