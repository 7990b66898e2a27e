"""An ODS workbook looked through before it is read. Cells and rows may be written once and repeated very often.

Elements and attributes are those of OpenDocument 1.3, part 3, section 9.1 (tables) and 19 (attributes).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from coprod_check.imports.cells import column_letters
from coprod_check.storage.foreign.foreign_limits import stored_size
from coprod_check.storage.foreign.packed import DAMAGED
from coprod_check.storage.foreign.sheet_facts import SheetFacts
from coprod_check.storage.foreign.xml_stream import XmlListener, listen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.storage.foreign.foreign_limits import Spent
    from coprod_check.storage.foreign.packed import PackedFile

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PROTECTED = "is protected with a password; open it, take the password off and save it again"
_MOST_REPEATS = 2**31
_CELLS = {"table-cell", "covered-table-cell"}
_BREAKS = {"line-break": "\n", "tab": "\t"}
_TYPE_OF_CALC = "calcext:value-type"
"""Where LibreOffice says that a text is an error."""
_ASIDE = {"annotation", "shapes", "forms", "frame", "custom-shape"}
"""Elements whose text is not what the cell says."""


def ods_facts(packed: PackedFile, spent: Spent) -> list[SheetFacts]:
    """Look through a whole workbook; gives its sheets in their order. Raises ``BadInput`` for what must not be read."""
    if _MANIFEST in packed.names and b"encryption-data" in packed.whole(_MANIFEST):
        raise spent.refusal(_PROTECTED)
    tables = _Tables(spent)
    for name in packed.names:
        pieces = packed.pieces(name)
        if name == _CONTENT:
            listen(pieces, tables, spent)
        elif name.endswith((".xml", ".rdf")):
            listen(pieces, XmlListener(), spent)
        else:
            for _ in pieces:  # counted, and nothing else
                pass
    return tables.sheets


class _Tables(XmlListener):
    """Listens to ``content.xml``."""

    def __init__(self, spent: Spent) -> None:
        """Begin above the first table."""
        super().__init__()
        self.sheets: list[SheetFacts] = []
        self._spent = spent
        self._row, self._column, self._row_repeats, self._repeats = 0, 0, 1, 1
        self._hidden_row = False
        self._hidden_columns: list[tuple[int, int]] = []
        self._columns_told = 0
        self._cell: dict[str, str] | None = None
        self._said, self._paragraphs, self._aside, self._spoilt = "", 0, 0, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at a table, a row, a cell, or what is in it."""
        self.opened += 1
        tag = tag.rpartition(":")[2]
        if tag in _CELLS:
            self._begin_cell(attributes)
        elif tag in _ASIDE:
            self._aside += 1
        elif self._cell is not None:
            self._begin_inside(tag, attributes)
        elif tag == "table-row":
            self._row += self._row_repeats
            self._row_repeats = self._count(attributes, "number-rows-repeated")
            self._column, self._repeats = 1, 0
            self._hidden_row = _named(attributes, "visibility") in {"collapse", "filter"}
        elif tag == "table-column":
            self._tell_columns(attributes)
        elif tag == "table" and not self._aside:
            self.sheets.append(SheetFacts(_named(attributes, "name")))
            self._row, self._row_repeats = 1, 0
            self._hidden_columns, self._columns_told = [], 0

    def end(self, tag: str) -> None:
        """Note what a cell holds, and how far a table reaches."""
        tag = tag.rpartition(":")[2]
        if tag in _CELLS:
            self._end_cell()
        elif tag in _ASIDE:
            self._aside -= 1
        elif tag == "table" and self.sheets and not self._aside:
            facts = self.sheets[-1]
            last = facts.columns[1]
            facts.hidden_columns = sum(max(0, min(to, last) - first + 1) for first, to in self._hidden_columns)
            self._spent.places += facts.places
            self._spent.check()

    def text(self, text: str) -> None:
        """Take what a cell says."""
        if self._paragraphs and not self._aside:
            self._said += text

    def _count(self, attributes: dict[str, str], key: str) -> int:
        """How often something is repeated: once where nothing is said."""
        digits = _named(attributes, key) or "1"
        if not (digits.isascii() and digits.isdigit() and len(digits) < 11 and 0 < int(digits) < _MOST_REPEATS):
            raise self._spent.refusal(DAMAGED)
        return int(digits)

    def _tell_columns(self, attributes: dict[str, str]) -> None:
        first = self._columns_told + 1
        self._columns_told += self._count(attributes, "number-columns-repeated")
        if _named(attributes, "visibility") in {"collapse", "filter"}:
            self._hidden_columns.append((first, self._columns_told))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._cell is not None or not self.sheets:
            raise self._spent.refusal(DAMAGED)  # a table within a cell, which no spreadsheet writes
        self._column += self._repeats
        self._repeats = self._count(attributes, "number-columns-repeated")
        self._cell = attributes
        self._said, self._paragraphs, self._spoilt = "", 0, False

    def _begin_inside(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside:
            return
        if tag == "p":
            self._said += "\n" if self._paragraphs else ""
            self._paragraphs += 1
        elif tag == "s":
            spaces = self._count(attributes, "c")
            self._spent.letters += spaces
            self._spent.check()
            self._said += " " * spaces
        elif tag in _BREAKS:
            self._said += _BREAKS[tag]
            self._spoilt = True

    def _end_cell(self) -> None:
        """Note what stands in a cell, and in all that repeat it."""
        attributes, shown, said = self._cell or {}, self._paragraphs > 0, self._said
        self._cell, self._paragraphs = None, 0
        if not (attributes or said):
            return
        kind, formula = _named(attributes, "value-type"), _named(attributes, "formula")
        if kind or formula or said:
            number = self._reach()
            # LibreOffice stores an empty text that a formula comes to as an empty paragraph alone.
            if formula and not (kind or shown):
                self._note_odd(number)
                self.sheets[-1].without_value.update(self._places())
            elif said and (not kind or self._spoilt or _is_emptied(attributes)):
                self._note_odd(number)
                self.sheets[-1].instead.update(dict.fromkeys(self._places(), said))
        self._note_merged(attributes)

    def _reach(self) -> int:
        """Note how far a cell and those that repeat it reach; gives how many they are."""
        facts, spent = self.sheets[-1], self._spent
        if self._hidden_row and facts.rows[1] < self._row:
            facts.hidden_rows += self._row_repeats
        facts.reach(self._row, self._column, self._row + self._row_repeats - 1, self._column + self._repeats - 1)
        number = self._row_repeats * self._repeats
        facts.filled += number
        spent.cells += number
        spent.letters += stored_size(self._said) * number
        return number

    def _note_odd(self, number: int) -> None:
        self._spent.odd += number
        self._spent.check()

    def _places(self) -> Iterator[tuple[int, int]]:
        rows = range(self._row, self._row + self._row_repeats)
        return product(rows, range(self._column, self._column + self._repeats))

    def _note_merged(self, attributes: dict[str, str]) -> None:
        wide, high = self._count(attributes, "number-columns-spanned"), self._count(attributes, "number-rows-spanned")
        if wide > 1 or high > 1:
            first = f"{column_letters(self._column - 1)}{self._row}"
            last = f"{column_letters(self._column + wide - 2)}{self._row + high - 1}"
            self.sheets[-1].merged.append(f"{first}:{last}")


def _is_emptied(attributes: dict[str, str]) -> bool:
    """Whether the value of a cell is stored as no text at all, as that of an error is, whatever it shows."""
    if attributes.get(_TYPE_OF_CALC) == "error":
        return True
    return any(not value and key.endswith(":string-value") for key, value in attributes.items())


def _named(attributes: dict[str, str], key: str) -> str:
    """An attribute by its name without the prefix, whatever prefix a program chose."""
    for each, value in attributes.items():
        if each.endswith(key) and each.rpartition(":")[2] == key and each != _TYPE_OF_CALC:
            return value
    return ""
