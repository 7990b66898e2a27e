"""A table on a sheet: its columns, and how each kind of value is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from coprod_check.exchange.workbook.cell_texts import cell_text, cut_to, unlike_headings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.exchange.workbook.looks import Looks

    Held = str | int | float | bool | dt.date | None
    """What a cell holds; ``None`` and no text at all are an empty cell."""

TABLE_STYLE = "Table Style Light 1"
LINE, HIGHEST = 15, 409
"""Points of a line of letters, and of the highest row that there can be."""
_A4 = 9
_LONGEST_HEADER = 250


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    WHOLE = auto()
    SCORE = auto()
    SHARE = auto()
    DAY = auto()
    FLAG = auto()
    LEVEL = auto()
    """A level as a number alone, on its ground."""
    LEVEL_WORDS = auto()
    """The words for the level in the cell before it, on the same ground."""
    NAMED_LEVEL = auto()
    """A level as a number that is shown with its name; or the word for why there is none."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table."""

    heading: str
    holds: Holds = Holds.TEXT
    width: float = 16
    short: bool = False
    """Whether names of levels are cut, for want of room."""
    wraps: bool = True
    """Whether a text that is longer than the column goes on below."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table that fills a sheet from its first row on."""

    name: str
    """What other programs call it."""
    columns: Sequence[SheetColumn]
    rows: Iterable[tuple[Rubric | None, Sequence[Held]]]
    """The cells of each row, and the questions that their levels are of."""
    printed: int = 0
    """How many columns are printed, so that a page can be read; all of them without a number."""
    above: str = ""
    """What stands above each page in print."""


def put_table(sheet: Any, looks: Looks, table: SheetTable) -> int:  # noqa: ANN401 - xlsxwriter brings no types
    """Write a table from the first row on, its heading frozen and on every page, and give the row behind it."""
    after = put_rows(sheet, looks, table)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    on_paper(sheet, table.above)
    if table.printed:
        sheet.print_area(0, 0, after - 1, table.printed - 1)
    return after


def put_rows(sheet: Any, looks: Looks, table: SheetTable, first: int = 0) -> int:  # noqa: ANN401
    """Write a table with its heading in some row, and give the row behind it.

    A table of a workbook has one row at least: without rows an empty one stands for them.
    """
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    last = first
    put = [_writer(sheet, looks, column) for column in table.columns]
    words = {Holds.TEXT, Holds.LEVEL_WORDS, Holds.NAMED_LEVEL}
    wide = [(i, int(each.width)) for i, each in enumerate(table.columns) if each.wraps and each.holds in words]
    for last, (rubric, cells) in enumerate(table.rows, first + 1):
        before: Held = None
        for place, (write, cell) in enumerate(zip(put, cells, strict=True)):
            if cell is not None and cell != "":
                write(last, place, cell, rubric, before)
            before = cell
        set_height(sheet, last, [(cells[place], room) for place, room in wide if cells[place]])
    last = max(last, first + 1)
    headings = unlike_headings([column.heading for column in table.columns])
    named = [{"header": each, "header_format": looks.heading} for each in headings]
    sheet.add_table(first, 0, last, len(headings) - 1, {"name": table.name, "columns": named, "style": TABLE_STYLE})
    set_height(
        sheet, first, ((each, int(column.width) - 3) for each, column in zip(headings, table.columns, strict=True))
    )
    return last + 1


def set_height(sheet: Any, row: int, texts: Iterable[tuple[Held, int]], points: float = LINE) -> None:  # noqa: ANN401
    """Make a row as high as the longest of some texts needs, each with the letters that a line of its column holds.

    Not every program makes it so high by itself: LibreOffice would let the lines lie over one another.
    """
    words = [(text, room) for text, room in texts if isinstance(text, str)]
    lines = max([lines_needed(text, room) for text, room in words if len(text) > room or "\n" in text], default=1)
    if lines > 1 or points != LINE:
        sheet.set_row(row, min(lines * points, HIGHEST))


@lru_cache(maxsize=65_536)
def lines_needed(text: str, room: int) -> int:
    r"""How many lines a text takes where a line holds so many letters.

    >>> lines_needed("one two three", 8), lines_needed("a\n\nb", 8)
    (2, 3)
    """
    return sum(len(wrap(line, max(room, 4))) or 1 for line in text.split("\n"))


def on_paper(sheet: Any, above: str = "") -> None:  # noqa: ANN401
    """Print a sheet on A4 across, one page wide, with the number of each page."""
    if above:
        # An ampersand would begin a code, such as the one for the name of the file.
        sheet.set_header(f"&L{cut_to(cell_text(above), _LONGEST_HEADER // 2).replace('&', '&&')}")
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


# How each kind of cell is written: row, place, value, the questions, and the value in the cell before.


def _writer(sheet: Any, looks: Looks, column: SheetColumn) -> Callable[..., object]:  # noqa: ANN401
    """What writes the cells of a column."""
    numbers = {Holds.WHOLE: looks.whole, Holds.SCORE: looks.score, Holds.SHARE: looks.share}
    if look := numbers.get(column.holds):
        return lambda row, place, cell, *_: sheet.write_number(row, place, cell, look)
    if column.holds is Holds.NAMED_LEVEL:
        return _named_level(sheet, looks, short=column.short)
    if not column.wraps:
        return _unwrapped(sheet, looks)
    writers = {Holds.DAY: _day, Holds.FLAG: _flag, Holds.LEVEL: _level, Holds.LEVEL_WORDS: _level_words}
    return writers.get(column.holds, _text)(sheet, looks)


def _text(sheet: Any, looks: Looks) -> Callable[..., object]:  # noqa: ANN401
    return lambda row, place, cell, *_: sheet.write_string(row, place, cell_text(cell), looks.text)


def _unwrapped(sheet: Any, looks: Looks) -> Callable[..., object]:  # noqa: ANN401
    return lambda row, place, cell, *_: sheet.write_string(row, place, cell_text(cell), looks.one_line)


def _flag(sheet: Any, looks: Looks) -> Callable[..., object]:  # noqa: ANN401
    return lambda row, place, cell, *_: sheet.write_string(row, place, "yes" if cell else "no", looks.text)


def _day(sheet: Any, looks: Looks) -> Callable[..., object]:  # noqa: ANN401
    # No file of ours holds a day before 1900, the first that a workbook has a number for.
    return lambda row, place, cell, *_: sheet.write_datetime(row, place, cell, looks.day)


def _level(sheet: Any, looks: Looks) -> Callable[..., object]:  # noqa: ANN401
    return lambda row, place, cell, rubric, _: sheet.write_number(row, place, cell, looks.level(rubric, cell))


def _level_words(sheet: Any, looks: Looks) -> Callable[..., object]:  # noqa: ANN401
    def write(row: int, place: int, cell: str, rubric: Rubric, level: int | None) -> None:
        look = looks.text if level is None else looks.level(rubric, level)
        sheet.write_string(row, place, cell_text(cell), look)

    return write


def _named_level(sheet: Any, looks: Looks, *, short: bool) -> Callable[..., object]:  # noqa: ANN401
    def write(row: int, place: int, cell: int | str, rubric: Rubric | None, _: object) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, place, cell_text(cell), looks.text)
        elif rubric is None:
            sheet.write_number(row, place, cell, looks.whole)
        else:
            sheet.write_number(row, place, cell, looks.level(rubric, cell, named=True, short=short))

    return write
