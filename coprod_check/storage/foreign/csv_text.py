"""CSV and TSV as grids: in whichever alphabet, with whichever separator, and refused where cells would run together."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import Problem
from coprod_check.imports.grid import ForeignGrid, SourceFile
from coprod_check.storage.foreign.file_kinds import refused_as_text
from coprod_check.storage.foreign.foreign_limits import LONGEST_RECORD, MOST_CELLS, MOST_COLUMNS
from coprod_check.storage.tabular.alphabet import WESTERN, WESTERN_ALPHABET
from coprod_check.storage.tabular.csv_form import said_separator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.storage.foreign.foreign_limits import Spent

SEPARATORS = ("\t", ";", ",")
"""What may stand between cells. Of two that fit equally well the first is taken: it is rarer in what people write."""

_LOOKED_AT = 10
"""Records by which the separator is told."""
_UNSOUND = 0.25
"""What is left of the fit of a separator that leaves a quotation mark where none may be."""
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAVE = "save it again as “CSV UTF-8”"
_BEGINNING = 4096


def read_separated(data: bytes, spent: Spent) -> SourceFile:
    """Read text with one row for each record. Raises ``BadInput`` with the line and what to do."""
    text, remarks = _Text.of(data, spent)
    if refused := refused_as_text(text.beginning(), data):
        raise spent.refusal(refused)
    first = next(text.lines(), "")
    # Excel does not show the line that names the separator, so the line after it is row 1.
    said = said_separator(first)
    rows = tuple(_records(text, said or _separator(text), 1 if said else 0, spent))
    return SourceFile(spent.name, (ForeignGrid(rows),), remarks=remarks)


class _Text:
    """The letters of a file, read as often as needed without ever being in memory whole."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._data, self._encoding = data, encoding

    @classmethod
    def of(cls, data: bytes, spent: Spent) -> tuple[_Text, tuple[str, ...]]:
        """Find the alphabet, with a remark where it is a guess. Raises ``BadInput`` where none fits."""
        mark = next((each for each in _MARKS if data.startswith(each)), b"")
        data = data[len(mark) :] if mark else data
        if not mark and _is_utf_16(data):
            raise spent.refusal(f"is text in UTF-16 without the mark that says so; {_SAVE}")
        encoding = _MARKS.get(mark, "utf-8")
        remarks: tuple[str, ...] = ()
        wrong = _first_wrong(data, encoding)
        if wrong and not mark and not _mostly_utf_8(data):
            encoding = WESTERN
            wrong = _first_wrong(data, encoding)
            remarks = (WESTERN_ALPHABET,)
        if wrong:
            message = f"has a letter that is in no alphabet we know, or in another than the rest; {_SAVE}"
            raise BadInput([Problem(spent.name, wrong, "", message)])
        found = cls(data, encoding)
        if any("\0" in piece for piece in found._pieces()):
            raise spent.refusal(f"is not text that we can read; open it in a spreadsheet and {_SAVE}")
        if not any(piece.strip() for piece in found._pieces()):
            raise spent.refusal("is empty; check which file you meant")
        return found, remarks

    def _pieces(self) -> Iterator[str]:
        with io.TextIOWrapper(io.BytesIO(self._data), self._encoding, newline="") as text:
            while piece := text.read(1 << 20):
                yield piece

    def beginning(self) -> str:
        """The first letters."""
        return next(self._pieces(), "")[:_BEGINNING]

    def lines(self) -> Iterator[str]:
        """Each line with its end; a very long one in pieces."""
        with io.TextIOWrapper(io.BytesIO(self._data), self._encoding, newline="") as text:
            while line := text.readline(LONGEST_RECORD):
                yield line


def _first_wrong(data: bytes, encoding: str) -> int:
    """The first line with bytes that are no letters in an alphabet; 0 where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for start in range(0, len(data), 1 << 20):
        piece = data[start : start + (1 << 20)]
        try:
            line += decoder.decode(piece).count("\n")
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].decode(encoding, "ignore").count("\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return 0


def _mostly_utf_8(data: bytes) -> bool:
    """Whether more letters beyond ASCII are right in UTF-8 than wrong, so that a few were spoilt afterwards."""
    right = data.decode("utf-8", "ignore")
    wrong = len(data) - len(right.encode())
    return len(right) - len(right.encode("ascii", "ignore")) > wrong


def _is_utf_16(data: bytes) -> bool:
    """Whether every second byte at the beginning is zero, as in English in UTF-16."""
    beginning = data[:200]
    return len(beginning) > 3 and max(beginning[0::2].count(0), beginning[1::2].count(0)) * 2.5 > len(beginning)


def _separator(text: _Text) -> str:
    """What stands between cells, told by the first records, because a title may stand above the headings.

    The right one parts most of them into equally many cells, and into more of them than a comma in somebody's
    sentence does.
    """
    return max(SEPARATORS, key=lambda each: _fit(text, each))


def _fit(text: _Text, separator: str) -> tuple[float, int]:
    """How well a separator fits: cells that are parted alike, less where records differ; then the most of one record.

    One that leaves letters behind a closing quotation mark is hardly the right one.
    """
    records, _ = _first_records(text, separator, strict=False)
    _, sound = _first_records(text, separator, strict=True)
    counted = Counter(map(len, records))
    fits = ((width - 1) * number * number / len(records) for width, number in counted.items())
    return max(fits, default=0.0) * (1 if sound else _UNSOUND), max(counted, default=0)


def _first_records(text: _Text, separator: str, *, strict: bool) -> tuple[list[list[str]], bool]:
    """The first records that are not blank, and whether nothing was wrong with any of them."""
    found: list[list[str]] = []
    try:
        for record in islice(csv.reader(text.lines(), delimiter=separator, strict=strict), 10 * _LOOKED_AT):
            if any(map(str.strip, record)):
                found.append(record)
            if len(found) == _LOOKED_AT:
                break
    except csv.Error:
        return found, False
    return found, True


def _records(text: _Text, separator: str, skipped: int, spent: Spent) -> Iterator[tuple[str, ...]]:
    """Give each record, blank ones too. Raises ``BadInput`` with the line where a record that cannot be read begins."""
    counted = _Counted(text, skipped)
    reader = csv.reader(counted.lines(), delimiter=separator, strict=True)
    known: dict[str, str] = {}
    try:
        for record in reader:
            spent.cells += len(record)
            if spent.cells > MOST_CELLS:
                spent.check()
            if len(record) > MOST_COLUMNS:
                record = _within_columns(record, counted.first, spent)  # noqa: PLW2901
            cells = list(map(_unified, record)) if counted.is_long else record
            yield tuple(map(known.setdefault, cells, cells))
            counted.begin()
    except csv.Error as error:
        message = _why(str(error))
        raise BadInput([Problem(spent.name, counted.first, "", message)]) from None


def _within_columns(record: list[str], line: int, spent: Spent) -> list[str]:
    """A record without the blanks beyond the last column that is read. Raises ``BadInput`` where more is."""
    if any(map(str.strip, record[MOST_COLUMNS:])):
        message = f"has more than {MOST_COLUMNS:,} columns, the most that we read; check which file you meant"
        raise BadInput([Problem(spent.name, line, "", message)])
    return record[:MOST_COLUMNS]


class _Counted:
    """Lines on their way to the reader: where the record began that they belong to, and how long it is."""

    def __init__(self, text: _Text, skipped: int) -> None:
        self._text, self._skipped = text, skipped
        self._line = skipped
        self._length = 0
        self.first = skipped + 1
        """The line where the record begins that is read now."""

    @property
    def is_long(self) -> bool:
        """Whether the record goes over more than one line, so that there may be line breaks in its cells."""
        return self._line > self.first

    def begin(self) -> None:
        """Note that a record ended."""
        self.first, self._length = self._line + 1, 0

    def lines(self) -> Iterator[str]:
        for line in islice(self._text.lines(), self._skipped, None):
            self._line += 1
            self._length += len(line)
            if self._length >= LONGEST_RECORD:
                raise csv.Error("field larger than field limit")
            yield line


def _unified(cell: str) -> str:
    """One kind of line break, whatever system the text is from."""
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _why(message: str) -> str:
    """Put the reader's message into plain words."""
    if "unexpected end" in message or "field limit" in message:
        return (
            "a quotation mark in the row that begins here is never closed, or a cell is far too long;"
            " close it, or write two quotation marks where one is meant"
        )
    return (
        "after a closing quotation mark in the row that begins here more text follows, so that it is not known where"
        " the cell ends; write two quotation marks where one is meant"
    )
