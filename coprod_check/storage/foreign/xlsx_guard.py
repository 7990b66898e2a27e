"""An XLSX workbook looked through before it is read: how far its sheets reach, and what reading would not tell.

Parts and elements are those of ECMA-376, part 1, section 18.3 (sheets) and 18.4 (shared texts).
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from coprod_check.storage.foreign.foreign_limits import stored_size
from coprod_check.storage.foreign.packed import DAMAGED
from coprod_check.storage.foreign.sheet_facts import SheetFacts, column_number
from coprod_check.storage.foreign.xlsx_stretches import ROW, ROW_END, TEXT, TEXT_END, known_rows, known_texts
from coprod_check.storage.foreign.xml_stream import XmlListener, listen

if TYPE_CHECKING:
    from coprod_check.storage.foreign.foreign_limits import Spent
    from coprod_check.storage.foreign.packed import PackedFile

_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TRUE = {"1", "true", "on"}
_STORED = {"v", "is"}
"""Elements that hold what a cell says."""
_RICH_TEXT = {
    *("t", "r", "rPh", "rPr", "phoneticPr", "b", "i", "strike", "condense", "extend", "outline", "shadow", "u"),
    *("vertAlign", "sz", "color", "rFont", "family", "charset", "scheme"),
}
"""Elements within the text of a cell (18.4.7)."""
_BOOK, _RELATIONS, _TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml"
_START, _IS_BOOK = "_rels/.rels", "/officeDocument"
"""Where it is written which part is the workbook, and how."""


def xlsx_facts(packed: PackedFile, spent: Spent) -> list[SheetFacts]:
    """Look through a whole workbook; gives its sheets in their order. Raises ``BadInput`` for what must not be read."""
    parts = {name.casefold(): name for name in packed.names}
    book, texts = _Book(), _Texts()
    for part, listener in ((_BOOK, book), (_TEXTS, texts), (_START, XmlListener()), (_RELATIONS, XmlListener())):
        if part in parts:
            listen(packed.pieces(parts[part]), listener, spent)
    spent.letters += sum(texts.lengths)
    spent.check()
    sheets = _sheets(packed, parts, spent)
    seen: dict[str, SheetFacts] = {}
    for part, name in parts.items():
        if part in {_BOOK, _TEXTS, _START, _RELATIONS}:
            continue
        pieces = packed.pieces(name)
        if part in sheets.values():
            sheet = _Sheet(spent, texts.lengths, recalculated=book.recalculated)
            listen(pieces, sheet, spent)
            seen[part] = facts = sheet.finish()
            spent.places += facts.places
        elif part.startswith("xl/") and part.endswith(".xml"):
            listen(pieces, XmlListener(), spent)
        else:
            for _ in pieces:  # counted, and nothing else
                pass
        spent.check()
    if len(set(sheets.values())) < len(sheets) or seen.keys() != set(sheets.values()):
        raise spent.refusal(DAMAGED)
    for name, part in sheets.items():
        seen[part].name = name
    return [seen[part] for part in sheets.values()]


def _sheets(packed: PackedFile, parts: dict[str, str], spent: Spent) -> dict[str, str]:
    """The names of the sheets in their order, each with its part as the library finds it."""
    if _RELATIONS not in parts:
        raise spent.refusal(DAMAGED)
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in _tree(packed, parts[_RELATIONS])}
    starts = _tree(packed, parts[_START]) if _START in parts else ()
    books = [relation.get("Target", "") for relation in starts if relation.get("Type", "").endswith(_IS_BOOK)]
    if any(target.removeprefix("/").casefold() != _BOOK for target in books):
        raise spent.refusal(DAMAGED)  # the library would read another workbook than the one that was looked at
    found: dict[str, str] = {}
    for element in _tree(packed, parts[_BOOK]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            identity = next((value for key, value in element.items() if key.endswith("}id")), "")
            if element.get("name", "") in found:
                raise spent.refusal(DAMAGED)
            found[element.get("name", "")] = _path(targets.get(identity, ""))
    return found


def _tree(packed: PackedFile, name: str) -> ET.Element:
    """A small part whole; it was listened to before, so that it is XML and declares no entities."""
    return ET.fromstring(packed.whole(name))  # noqa: S314 - as it says


def _path(target: str) -> str:
    """Where a part is that the workbook names, as the library finds it.

    >>> _path("worksheets/Sheet1.xml"), _path("/xl/worksheets/sheet1.xml")
    ('xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml')
    """
    target = target.removeprefix("/")
    return (target if target.startswith("xl/") else f"xl/{target}").casefold()


class _Book(XmlListener):
    """Listens to ``workbook.xml``."""

    recalculated = False
    """Whether whoever wrote it left the values of formulas to be worked out, so that a 0 is none."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look for how formulas are worked out."""
        self.opened += 1
        if tag.rpartition(":")[2] == "calcPr":
            self.recalculated = attributes.get("fullCalcOnLoad", "") in _TRUE


class _Texts(XmlListener):
    """Listens to the shared texts: keeps their lengths."""

    begins, ends = TEXT, TEXT_END

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.lengths = array("L")

    def knows(self, stretch: bytes) -> bool:
        """Take texts that have no formats."""
        if (lengths := known_texts(stretch)) is None:
            return False
        self.opened += 2 * len(lengths)
        self.lengths.extend(lengths)
        return True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a text."""
        del attributes
        self.opened += 1
        if tag == "si" or tag.endswith(":si"):
            self.lengths.append(0)

    def text(self, text: str) -> None:
        """Count its bytes."""
        if self.lengths:
            self.lengths[-1] += stored_size(text)


class _Sheet(XmlListener):
    """Listens to one sheet. A part that is none has no cells, and says nothing.

    A cell is settled when the next one begins: only then is it known what is in it.
    """

    begins, ends = ROW, ROW_END

    def __init__(self, spent: Spent, lengths: array[int], *, recalculated: bool) -> None:
        """Begin above the first row."""
        super().__init__()
        self.facts = SheetFacts()
        self._spent, self._lengths, self._recalculated = spent, lengths, recalculated
        self._row, self._column, self._row_text = 0, 0, "0"
        self._hidden, self._told_hidden = False, 0
        self._place: str | None = None
        """Where the cell says that it is; ``None`` where it follows the one before."""
        self._kind = self._said = ""
        self._formula = self._stored = False
        self._hidden_columns: list[tuple[int, int]] = []
        self._columns: dict[str, int] = {}
        self._filled = self._letters = 0
        """What was counted since the last piece."""

    def knows(self, stretch: bytes) -> bool:
        """Take rows of plain cells, and stand behind the last of them."""
        known = known_rows(stretch, self._lengths)
        if known is None or max(known.last, known.rows[1]) > _LAST_ROW or known.columns[1] > _LAST_COLUMN:
            return False
        if self._stored or self._formula:
            self._settle()
        self._row, self._row_text, self._hidden = known.last, str(known.last), False
        self._column, self._place = 0, known.place or None
        self.opened += known.elements
        self._filled += known.filled
        self._letters += known.letters
        if known.filled:
            self.facts.reach(known.rows[0], known.columns[0], known.rows[1], known.columns[1])
        return True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at a cell or at what is in it. The commonest come first."""
        self.opened += 1
        if tag == "c":
            if self._stored or self._formula:
                self._settle()
            if "r" in attributes:
                self._place = attributes["r"]
            else:
                self._column = self._column_now() + 1
                self._place = None
            self._kind = attributes.get("t", "")
        elif tag in _STORED:
            self._stored = True
        elif tag == "f":
            self._formula = True
            self._said = ""
        elif tag == "row":
            self._begin_row(attributes)
        elif ":" in tag:
            self.opened -= 1
            self.start(tag.rpartition(":")[2], attributes)
        else:
            self._start_of_none(tag, attributes)

    def _start_of_none(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at an element that is of no cell; what follows it, such as the header of a page, is said by none."""
        if tag in _RICH_TEXT:
            return
        if self._stored or self._formula:
            self._settle()
        if tag == "col" and attributes.get("hidden") in _TRUE:
            self._hidden_columns.append((self._number(attributes, "min"), self._number(attributes, "max")))
        elif tag == "mergeCell":
            self.facts.merged.append(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """Take what a cell says; of a formula itself nothing is kept."""
        if self._stored:
            self._said += text

    def rest(self) -> None:
        """Tell how much was counted."""
        self._spent.cells += self._filled
        self._spent.letters += self._letters
        self.facts.filled += self._filled
        self._filled = self._letters = 0

    def finish(self) -> SheetFacts:
        """Settle the last cell, and give what is known."""
        if self._stored or self._formula:
            self._settle()
        self.rest()
        last = self.facts.columns[1]
        self.facts.hidden_columns = sum(max(0, min(to, last) - first + 1) for first, to in self._hidden_columns)
        return self.facts

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if self._stored or self._formula:
            self._settle()
        self._row = self._number(attributes, "r") if "r" in attributes else self._row + 1
        if not 1 <= self._row <= _LAST_ROW:
            raise self._spent.refusal(DAMAGED)
        self._row_text, self._column, self._place = str(self._row), 0, None
        self._hidden = attributes.get("hidden") in _TRUE

    def _number(self, attributes: dict[str, str], key: str) -> int:
        digits = attributes.get(key, "")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            raise self._spent.refusal(DAMAGED)
        return int(digits)

    def _column_now(self) -> int:
        return self._column if self._place is None else self._where(self._place)[1]

    def _where(self, place: str) -> tuple[int, int]:
        """Row and column of a place such as B12."""
        if not (found := _PLACE.fullmatch(place)):
            raise self._spent.refusal(DAMAGED)
        self._columns[found.group(1)] = column = column_number(found.group(1))
        return int(found.group(2)), column

    def _settle(self) -> None:
        """Note what the cell before holds."""
        row, place = self._row or 1, self._place
        if place is None:
            column = self._column
        elif place.endswith(self._row_text) and (known := self._columns.get(place[: -len(self._row_text)])):
            column = known
        else:
            row, column = self._where(place)
        said, kind, stored, formula = self._said, self._kind, self._stored, self._formula
        self._said, self._stored, self._formula = "", False, False
        if not stored:
            self._note_odd(row, column)
            return
        if row > _LAST_ROW or column > _LAST_COLUMN:
            raise self._spent.refusal(DAMAGED)
        facts = self.facts
        # Nearly every cell lies within the corners that are known.
        if not (facts.rows[0] <= row <= facts.rows[1] and facts.columns[0] <= column <= facts.columns[1]):
            facts.reach(row, column)
        if self._hidden and row != self._told_hidden:
            self._told_hidden = row
            facts.hidden_rows += 1
        self._filled += 1
        self._letters += self._length_of_shared(said) if kind == "s" else stored_size(said)
        if kind == "e":
            self._spent.odd += 1
            facts.instead[row, column] = said.strip() or "#ERROR"
        if formula and kind != "str" and self._no_value(said.strip()):
            self._note_odd(row, column)

    def _note_odd(self, row: int, column: int) -> None:
        self._spent.odd += 1
        self.facts.without_value.add((row, column))

    def _no_value(self, said: str) -> bool:
        return not said or (self._recalculated and said == "0")

    def _length_of_shared(self, said: str) -> int:
        digits = said.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits) < len(self._lengths)):
            raise self._spent.refusal(DAMAGED)
        return self._lengths[int(digits)]
