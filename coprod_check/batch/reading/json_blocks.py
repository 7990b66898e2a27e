"""JSON Lines, some at a time.

A line such as ``{"team": "Team A", "date": "2026-11-22", "voice": "staff", "a": 2}`` is
a row of the frame: a column for each key, ``"2"`` in column ``a``. A block is read by
polars where that is sure to mean what the json module reads. Polars parses as strictly,
but is lax with what it finds, and each of these is looked for:

- A key that stands twice, or that nobody asked for, is passed over. But every cell comes
  of a key, and every key has a colon: where a block has as many colons as its cells hold
  and stand for, each key became a cell of its own.
- A number, a truth or a list where text is wanted becomes text. Columns of words may
  therefore hold nothing that looks like one of these, or the letters must show that every
  value of the column is in quotes.
- ``2.0`` and ``1e0`` become ``2`` and ``1``: rows with such a number are read carefully.
- Half of a character becomes another one: such a block is read by the json module.

So is any other block of which we are not sure; a line with a fault costs its block some
time, and no other.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from coprod_check.batch.reading import blocks
from coprod_check.batch.reading.blocks import LINE_FEED, RETURN, NotPlainError, TableBlock, as_wanted, has_endless_line
from coprod_check.documents.problems import LARGE
from coprod_check.storage.tables import (
    LONGEST_LINE,
    SEVERAL,
    TRUTHS,
    Ragged,
    holds_ids,
    holds_words,
    json_rows,
)
from coprod_check.storage.tabular.by_name import BEGINNING
from coprod_check.storage.tabular.cell_words import LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from coprod_check.batch.reading.blocks import ColumnKind, Lined, Places
    from coprod_check.storage.tables import Row

    Letters = NDArray[np.uint8]

_COLON, _SPACE = ord(":"), ord(" ")
_ALWAYS = "team"
"""A column that every frame has: one without any would have no rows."""
_HALF_A_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
"""How it begins, and so does half of a pair that is whole."""
_WRITTEN_COLON = (b"\\u003a", b"\\u003A")
_LIKE_NO_TEXT = r"^(?:-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$|-?inf$|NaN$|true$|false$|[\[{])"
"""What polars may have made of a number, a truth, a list or an object."""
_ID = r"\A[A-Za-z0-9-]+\z"
"""An id that needs no washing."""


class JsonTable:
    """A file of JSON Lines. Which columns it has is learnt from its lines."""

    headed = False
    heading_line = 1
    ends_early = False
    western = False
    lines_are_rows = False

    def __init__(self, path: Path) -> None:
        """Take a file."""
        self.path = path
        self.header: list[str] = []
        """The keys of rows that hold, in the order in which they come."""
        self._asked = {_ALWAYS: None}
        """The keys that polars is asked for."""
        self._lists: set[str] = set()
        """The columns that hold lists: polars must be told."""
        self._says_null = False
        """Whether blanks are written as null, which polars cannot tell from a key that is not there."""

    @classmethod
    def opened(cls, path: Path) -> JsonTable | None:
        """Open a file; ``None`` where polars is laxer than we know it."""
        return cls(path) if _categories_are_strict() else None

    def blocks(self, kind: ColumnKind) -> Iterator[TableBlock]:
        """Give the rows, some at a time."""
        before = 0
        for text in _texts(self.path):
            if not before:
                self._look_at(text[:BEGINNING])
            block = self._fast(text, before, kind) or self._careful(text, before, kind)
            before += text.count(b"\n")
            if len(block.lines) or block.ragged:
                yield block

    def _look_at(self, text: bytes) -> None:
        """Learn what polars is to be asked for."""
        whole = text[: text.rfind(b"\n") + 1].decode(errors="replace")
        for each in json_rows(io.StringIO(whole, newline=None)):
            if not isinstance(each, Ragged):
                self._learn(each[1])

    def _learn(self, row: Row) -> None:
        for column, cell in row.items():
            self._asked[column] = None
            if isinstance(cell, list) and holds_ids(column):
                self._lists.add(column)
            self._says_null = self._says_null or cell is None

    def _fast(self, text: bytes, before: int, kind: ColumnKind) -> TableBlock | None:
        """Read a block with polars; ``None`` where that is not sure to be right."""
        if b"\\" in text and _HALF_A_CHARACTER.search(text):
            return None
        letters = np.frombuffer(text, np.uint8)
        ends, colons = np.flatnonzero(letters == LINE_FEED), np.flatnonzero(letters == _COLON)
        said, deep = _values(letters, colons)
        frame = None if deep else self._frame_of_every_key(text, len(colons))
        # Where each line begins and ends as an object does, and is one row, each is one object.
        if frame is None or not len(ends) or len(frame) != len(ends) or not _lines_are_objects(letters, ends):
            return None
        again = _lines_at(text, ends, before)
        self._take_headings(frame, again)
        odd = np.zeros(len(frame), np.bool_)
        odd[np.searchsorted(ends, _odd_numbers(letters, said))] = True
        frame = self._without_lists(frame, odd)
        lines = before + 1 + np.arange(len(frame))
        return TableBlock(as_wanted(frame, kind), lines, again, odd=odd if odd.any() else None)

    def _frame_of_every_key(self, text: bytes, colons: int) -> pl.DataFrame | None:
        """Let polars parse a block; ``None`` where it does not hold every key of it."""
        frame = self._frame(text)
        if frame is None or _each_key_is_a_cell(text, colons, frame):
            return frame
        if self._says_null or b"null" not in text:
            return None
        self._says_null = True
        return self._frame_of_every_key(text, colons)

    def _take_headings(self, frame: pl.DataFrame, again: Callable[[Places], Lined]) -> None:
        """Note each key that no row had before, from the first row that has it."""
        new = [frame[each].is_not_null() for each in frame.columns if each not in self.header]
        first = sorted({int(each.arg_max() or 0) for each in new if each.any()})
        for _, row in again(np.array(first, np.int64)):
            self._take(row)

    def _take(self, row: Row) -> None:
        self.header += [column for column in row if column not in self.header]

    def _frame(self, text: bytes) -> pl.DataFrame | None:
        """Let polars parse a block; ``None`` where it finds anything odd."""
        if self._says_null:
            # A blank is as good as a null. Within a text this would leave two texts side by side, which is no JSON.
            text = text.replace(b": null", b': ""').replace(b":null", b':""')
        # Lists of categories, because polars makes categories of text alone.
        answers = pl.List(pl.Categorical(pl.Categories.random()))
        schema = {column: answers if column in self._lists else pl.String() for column in self._asked}
        try:
            frame = pl.read_ndjson(text, schema=schema)
        except pl.exceptions.PolarsError:
            return None
        return frame if _words_are_text(text, frame) else None

    def _without_lists(self, frame: pl.DataFrame, odd: NDArray[np.bool_]) -> pl.DataFrame:
        """Write lists of ids as a table of text has them; marks rows where that might not mean the same."""
        for column in self._lists:
            chosen = frame[column].cast(pl.List(pl.String))
            plain = chosen.list.eval(pl.element().str.contains(_ID).fill_null(value=False)).list.all()
            odd |= (chosen.is_not_null() & ~(plain & (chosen.list.len() > 0))).to_numpy()
            frame = frame.with_columns(chosen.list.join(SEVERAL, ignore_nulls=True).alias(column))
        return frame

    def _careful(self, text: bytes, before: int, kind: ColumnKind) -> TableBlock:
        """Read a block with the json module."""
        found: list[tuple[int, Row]] = []
        ragged: list[Ragged] = []
        for each in json_rows(io.StringIO(text.decode(), newline=None), before):
            if isinstance(each, Ragged):
                ragged.append(each)
            else:
                found.append(each)
                self._learn(each[1])
                self._take(each[1])
        cells: dict[str, list[str | None]] = {column: [None] * len(found) for column in self._asked}
        odd = np.zeros(len(found), np.bool_)
        for place, (_, row) in enumerate(found):
            for column, cell in row.items():
                said = cells[column][place] = _as_text(column, cell)
                if said is None:
                    odd[place] = cell is not None or odd[place]
            named = row.get("rubric")
            if named is not None and not isinstance(named, str):
                cells["rubric"][place] = str(named or "")  # as the careful reader asks for it
        frame = as_wanted(pl.DataFrame(cells, dict.fromkeys(cells, pl.String)), kind)
        lines = np.array([line for line, _ in found], np.int64)

        def again(which: Places) -> Lined:
            return (found[place] for place in which.tolist())

        return TableBlock(frame, lines, again, ragged, odd if odd.any() else None)


def _texts(path: Path) -> Iterator[bytes]:
    """Read a file in blocks that end where a line does."""
    with path.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)
        while text := file.read(blocks.BLOCK):
            text += file.readline(LONGEST_LINE)
            if not text.endswith(b"\n"):
                text += b"\n"  # the last line ends as well
            # A line without an end, or with one as old machines wrote it: the careful reader knows what that is.
            if has_endless_line(text) or (b"\r" in text and text.count(b"\r") != text.count(b"\r\n")):
                raise NotPlainError
            yield text


@lru_cache
def _categories_are_strict() -> bool:
    """Whether polars makes categories of text alone, on which lists rely."""
    try:
        pl.read_ndjson(b'{"a": [1]}', schema={"a": pl.List(pl.Categorical())})
    except pl.exceptions.PolarsError:
        return True
    return False


def _words_are_text(text: bytes, frame: pl.DataFrame) -> bool:
    """Say whether every cell of the columns of words was text already; needs each key to be a cell."""
    words = [column for column, kind in frame.schema.items() if holds_words(column) and kind == pl.String]
    doubtful = frame.select(pl.col(words).str.contains(_LIKE_NO_TEXT).any()).row(0)
    return all(
        _quotes_follow(text, column) == frame[column].count()
        for column, doubt in zip(words, doubtful, strict=True)
        if doubt
    )


def _quotes_follow(text: bytes, column: str) -> int:
    """Count the values of a key that are in quotes."""
    return sum(text.count(f'"{column}"{colon}"'.encode()) for colon in (":", ": "))


def _each_key_is_a_cell(text: bytes, colons: int, frame: pl.DataFrame) -> bool:
    """Say whether there is no key more in a block than its cells stand for: none twice, none that nobody knows."""
    cells = frame.height * frame.width - sum(frame.null_count().row(0))
    if cells == colons:
        return True
    if any(colon in text for colon in _WRITTEN_COLON):
        return False  # a text may hold more colons than its letters do
    inside = frame.select(pl.selectors.string().str.count_matches(":", literal=True).sum()).row(0)
    return bool(cells + sum(inside) == colons)


def _lines_are_objects(letters: Letters, ends: Places) -> bool:
    """Say whether every line begins with a bracket and ends with one."""
    last = letters[ends - 1]
    last = np.where(last == RETURN, letters[ends - 2], last)
    return bool((last == ord("}")).all() and letters[0] == ord("{") and (letters[ends[:-1] + 1] == ord("{")).all())


def _values(letters: Letters, colons: Places) -> tuple[Places, bool]:
    """Say where the value behind each colon begins, and whether any holds others: polars may go too deep for it."""
    at = colons + 1
    at += letters[at] == _SPACE
    first = letters[at]
    lists = at[first == ord("[")]
    return at, bool((first == ord("{")).any() or (letters[lists + 1] == ord("[")).any())


def _odd_numbers(letters: Letters, said: Places) -> Places:
    """Find numbers that are not whole, by where they stand; also what only looks like one, within a text."""
    first = letters[said]
    found = [said[first <= _SPACE]]  # more than one blank: look at it with care
    at = said[_digits(first) | (first == ord("-"))] + 1
    for _ in range(LONGEST_NUMBER):
        following = letters[at]
        found.append(at[(following == ord(".")) | ((following | 32) == ord("e"))])
        at = at[_digits(following)] + 1
        if not len(at):
            break
    return np.concatenate([*found, at])


def _digits(letters: Letters) -> NDArray[np.bool_]:
    # Bytes have no sign: what is below "0" comes out high.
    digits: NDArray[np.bool_] = (letters - np.uint8(ord("0"))) < 10
    return digits


def _lines_at(text: bytes, ends: Places, before: int) -> Callable[[Places], Lined]:
    """Give some lines of a block as the careful reader has them."""

    def again(which: Places) -> Lined:
        starts = np.where(which > 0, ends[which - 1] + 1, 0)
        for place, start, end in zip(which.tolist(), starts.tolist(), ends[which].tolist(), strict=True):
            yield before + 1 + place, json.loads(text[start:end])

    return again


def _as_text(column: str, cell: Any) -> str | None:  # noqa: ANN401 - a cell may hold anything
    """Write a cell as a table of text has it; ``None`` where nothing is written, or none would mean the same."""
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).lower() if column in TRUTHS else None
        case int():
            return str(cell) if not holds_words(column) and abs(cell) < LARGE else None
        case [_, *_] if holds_ids(column) and all(type(each) is str and _is_id(each) for each in cell):
            return SEVERAL.join(cell)
        case _:
            return None


def _is_id(text: str) -> bool:
    return text.isascii() and text.replace("-", "a").isalnum()
