"""XLSX and ODS as grids: the library reads the cells, and what it would not tell is put beside them."""

from __future__ import annotations

import io
import math
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from coprod_check.documents.errors import BadInput
from coprod_check.imports.grid import ForeignGrid, SourceFile
from coprod_check.storage.foreign.packed import DAMAGED
from coprod_check.storage.foreign.workbook_guard import workbook_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.imports.grid import ForeignCell
    from coprod_check.storage.foreign.foreign_limits import Spent
    from coprod_check.storage.foreign.sheet_facts import SheetFacts

_NEEDED = "reading a workbook needs coprod-check[excel]; install it, or save the file as “CSV UTF-8”"
_MERGED_TOLD = 3
"""Places of merged cells that are named."""
_REMEMBERED = 100_000
"""Different texts of which only one copy is kept; where there are more, most are somebody's own words."""
_EXACT = 2**53
"""Whole numbers from here on are not exact in a workbook."""


def read_workbook(data: bytes, spent: Spent) -> SourceFile:
    """Read all sheets of a workbook, hidden ones too. Raises ``BadInput`` with what to do.

    The library is given the same bytes that were looked through.
    """
    facts = workbook_facts(data, spent)
    try:
        import python_calamine  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise spent.refusal(_NEEDED) from None
    try:
        return _read(python_calamine, data, facts, spent)
    except (BadInput, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - the library's PanicException is no Exception
        raise spent.refusal(DAMAGED) from None


def _read(library: Any, data: bytes, facts: Sequence[SheetFacts], spent: Spent) -> SourceFile:  # noqa: ANN401
    with library.load_workbook(io.BytesIO(data)) as book:
        names = [each.name for each in book.sheets_metadata]
        if names != [each.name for each in facts] or len(set(names)) < len(names):
            raise spent.refusal(DAMAGED)
        texts: dict[str, str] = {}
        grids = []
        for index, (about, fact) in enumerate(zip(book.sheets_metadata, facts, strict=True)):
            if about.typ is not library.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if not _within(sheet, fact):
                raise spent.refusal(DAMAGED)
            rows = _without_blank_end(_rows(sheet, fact, texts))
            hidden = about.visible is not library.SheetVisibleEnum.Visible
            without = frozenset(fact.without_value)
            grids.append(ForeignGrid(rows, about.name, without, tuple(_remarks(fact, hidden=hidden))))
    return SourceFile(spent.name, tuple(grids), workbook=True)


def _rows(sheet: Any, fact: SheetFacts, texts: dict[str, str]) -> Iterator[tuple[ForeignCell, ...]]:  # noqa: ANN401
    """Put rows and columns where they stand in the sheet; blanks at the end of a row are left out.

    The library leaves out blank columns on the left, but no rows above.
    """
    left: tuple[ForeignCell, ...] = (None,) * (sheet.start[1] if sheet.start else 0)
    instead: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(fact.instead.items()):
        instead.setdefault(row, []).append((column, text))
    last = max(instead, default=0)
    read = sheet.iter_rows() if sheet.start else ()
    for number, cells in enumerate(chain(read, repeat((), last)), 1):
        if not cells and number > last:
            return
        found: list[ForeignCell] = [*left, *(_cell(each, texts) for each in cells)]
        for column, text in instead.get(number, ()):
            found += [None] * (column - len(found))
            found[column - 1] = text
        while found and found[-1] is None:
            found.pop()
        yield tuple(found)


def _without_blank_end(rows: Iterable[tuple[ForeignCell, ...]]) -> tuple[tuple[ForeignCell, ...], ...]:
    """All rows up to the last one with something in it."""
    kept = list(rows)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _within(sheet: Any, fact: SheetFacts) -> bool:  # noqa: ANN401 - of the library
    """Whether the library found cells only where they were seen before it."""
    if sheet.start is None:
        return True
    top, left = sheet.start
    bottom, right = sheet.end
    rows: bool = fact.rows[0] <= top + 1 <= bottom + 1 <= fact.rows[1]
    columns: bool = fact.columns[0] <= left + 1 <= right + 1 <= fact.columns[1]
    return rows and columns


def _cell(cell: Any, texts: dict[str, str]) -> ForeignCell:  # noqa: ANN401 - whatever the library gives
    """One cell as we hold it: equal texts once, whole numbers whole, and what is no number in words."""
    if type(cell) is str:
        if not cell:
            return None
        known = texts.get(cell)
        if known is None:
            known = _plain(cell)
            if len(texts) < _REMEMBERED:
                texts[cell] = known
        return known
    if type(cell) is float:
        if not math.isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() and abs(cell) < _EXACT else cell
    found: ForeignCell = cell
    return found


def _plain(text: str) -> str:
    """A text with one kind of line break: old programs write two letters for one."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _remarks(fact: SheetFacts, *, hidden: bool) -> Iterator[str]:
    """Say what people who look at the sheet may not see, and what merged cells mean."""
    if hidden:
        yield "this sheet is hidden; it was read too"
    if fact.hidden_rows:
        number = fact.hidden_rows
        yield f"{number} hidden {_plural('row', number)} {_was(number)} read too"
    if fact.hidden_columns:
        number = fact.hidden_columns
        yield f"{number} hidden {_plural('column', number)} {_was(number)} read too"
    if fact.merged:
        number = len(fact.merged)
        places = ", ".join(fact.merged[:_MERGED_TOLD]) + (", …" if number > _MERGED_TOLD else "")
        where = f"{number} {_plural('place', number)} ({places})"
        yield f"cells are merged at {where}; only the first cell of each says anything"


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
