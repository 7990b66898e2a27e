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
from coprod_check.documents.limits import MOST_HEADINGS
from coprod_check.storage import tables
from coprod_check.storage.tables import LONGEST_LINE, column_of, ragged_row
from coprod_check.storage.tabular.alphabet import NOT_TEXT, UTF_8, WESTERN
from coprod_check.storage.tabular.by_name import BEGINNING
from coprod_check.storage.tabular.csv_form import (
    csv_dialect,
    ends_before,
    ghosts,
    rows_with_lines,
    within_headings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from coprod_check.batch.reading.blocks import ColumnKind
    from coprod_check.storage.tabular.csv_form import CsvForm, CsvReader

_GHOST = "\0"
"""How the name of a column begins that has no heading."""
BLOCKS_OF_A_ROW = 2
"""Blocks within which a row must end; a quote that is never closed would take the rest of the file with it."""


MOST_LEFT_OFF = 4
"""How many times as many cells as there are may be left off at the ends of some rows; of more, no columns are made."""


class CsvTable:
    """A CSV file: commas, semicolons or tabs, or what its first line names, in whichever alphabet."""

    headed = True

    def __init__(self, path: Path, form: CsvForm, headings: list[str], heading_line: int, before: int) -> None:
        """Take a file, how it is written, its headings with their line, and how many lines come before the rows."""
        self.path, self.heading_line = path, heading_line
        self._form, self._before = form, before
        self._columns = list(map(column_of, headings))
        for place in ghosts(headings):
            self._columns[place] = f"{_GHOST}{place}"
        self.header = [column for column in self._columns if not column.startswith(_GHOST)]
        self.ends_early = False
        self.western = form.encoding == WESTERN
        self.lines_are_rows = before == heading_line and not form.skipped

    @classmethod
    def opened(cls, path: Path) -> CsvTable | None:
        """Open a file and read its headings; ``None`` where polars cannot take its rows apart as we do."""
        form = csv_dialect(path)
        with path.open(encoding=form.encoding, newline="") as text:
            lines = _with_usual_ends(tables.lines_of(text))
            try:
                for _ in range(form.skipped):
                    next(lines)
                reader = csv.reader(lines, delimiter=form.delimiter, strict=True)
                heading_line, headings = next(rows_with_lines(reader, form.skipped), (1, []))
            except NotPlainError:
                return None
        if not form.delimiter.isascii() or len(headings) > MOST_HEADINGS:
            return None
        return cls(path, form, headings, heading_line, form.skipped + reader.line_num)

    def blocks(self, kind: ColumnKind) -> Iterator[TableBlock]:
        """Give the rows, some at a time. Raises ``NotPlainError`` where something stands below no heading."""
        with _Source(self.path, self._form.encoding) as source:
            schema = {column: kind(column) for column in self.header}
            every = {column: schema.get(column, pl.String()) for column in self._columns}
            reader = _CsvReader(every, self._form.delimiter, self._before)
            for block in self._blocks(source, reader):
                self.ends_early = self.ends_early or reader.ends_early
                self.lines_are_rows = self.lines_are_rows and reader.lines_are_rows
                yield block

    def _blocks(self, source: _Source, reader: _CsvReader) -> Iterator[TableBlock]:
        text = source.below(self._before)
        while text or (text := source.block()):
            if block := reader.fast(text):
                yield block
            else:
                # Where quotes are not in order nobody can say where a row ends: from here on carefully.
                rest = b"" if reader.in_order(text) else source.rest()
                yield from reader.careful(text + rest)
            text = b""


def _with_usual_ends(lines: Iterator[str]) -> Iterator[str]:
    """Give lines that end as we count them; raises ``NotPlainError`` at any other."""
    for line in lines:
        if line.endswith("\r"):
            raise NotPlainError
        yield line


class _Source:
    """The bytes of a file as UTF-8, in blocks that end where a row ends."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._bytes: BinaryIO | None = None
        if encoding != UTF_8:
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

    def below(self, lines: int) -> bytes:
        """Give what of a block is left below some lines at the beginning."""
        while (text := self.block()) and lines:
            end = 0
            while lines and (found := text.find(b"\n", end) + 1):
                end, lines = found, lines - 1
            text = text[end:] if end and not lines else b""
            if text or not lines:
                break
        return text

    def rest(self) -> bytes:
        """Give all that is left."""
        return b"".join(iter(lambda: self._read(blocks.BLOCK), b""))


class _CsvReader:
    def __init__(self, schema: dict[str, pl.DataType], delimiter: str, before: int) -> None:
        self._schema, self._delimiter = schema, delimiter
        self._places = [place for place, column in enumerate(schema) if not column.startswith(_GHOST)]
        self._ghosts = [column for column in schema if column.startswith(_GHOST)]
        self._line = before + 1
        self.ends_early, self.lines_are_rows = False, True
        mark = re.escape(delimiter.encode())
        self._quoted = re.compile(rb"(?:(?<=[" + mark + rb'\n])|\A)"(?:[^"]++|"")*+"(?=[' + mark + rb"\r\n]|\Z)")

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
            self.lines_are_rows = False
        self._line += rows + inside
        frame = self._named(frame)
        return TableBlock(frame, lines, text_rows_at(frame, lines))

    def _named(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Leave out columns without a heading; raises ``NotPlainError`` where one says something."""
        for column in self._ghosts:
            if frame[column].str.contains(r"\S").any():
                raise NotPlainError
        return frame.drop(self._ghosts)

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
        found = self._noting_ends(rows, before)
        while some := list(islice(found, blocks.ROWS)):
            whole = [(line, row) for line, each in some if (row := within_headings(each, width)) is not None]
            ragged = [ragged_row(line, row, header) for line, row in some if within_headings(row, width) is None]
            frame = self._named(self._framed([row for _, row in whole]))
            lines = np.array([line for line, _ in whole], np.int64)
            yield TableBlock(as_wanted(frame, self._schema.__getitem__), lines, text_rows_at(frame, lines), ragged)
        self._line = before + rows.line_num + 1

    def _noting_ends(self, reader: CsvReader, before: int) -> Iterator[tuple[int, list[str]]]:
        """Give rows with their lines, and note whether any takes more than one."""
        for line, row in rows_with_lines(reader, before):
            self.lines_are_rows = self.lines_are_rows and before + reader.line_num == line
            yield line, row

    def _framed(self, rows: list[list[str]]) -> pl.DataFrame:
        """Make a frame of rows of which some may end early."""
        width = len(self._schema)
        there = sum(map(len, rows))
        if width * len(rows) > MOST_LEFT_OFF * there + BEGINNING:
            raise NotPlainError
        if there < width * len(rows):
            self.ends_early = self.ends_early or any(ends_before(row, self._places) for row in rows)
            rows = [row + [""] * (width - len(row)) for row in rows]
        return pl.DataFrame(rows, dict.fromkeys(self._schema, pl.String), orient="row")


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
