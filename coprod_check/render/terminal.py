"""Text for people who look: the same words, with tables drawn, and bold headings on a terminal.

Colour and weight only decorate: every meaning is in words. ``NO_COLOR`` and dumb
terminals are rich's own business and are honoured.
"""

from __future__ import annotations

import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table as RichTable
from rich.text import Text

from coprod_check.documents.text import printable
from coprod_check.pages.blocks import Bullets, Figure, Heading, Para
from coprod_check.pages.table import Table
from coprod_check.render.text import TextRenderer, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import ConsoleOptions

    from coprod_check.pages.blocks import Block, Report

MOST = 100
"""Columns beyond which lines get hard to read."""
_BETWEEN_WORDS = re.compile(r"[\s|]+")
"""What stands between the words of a table that is drawn."""


class TerminalRenderer:
    """Draws with rich; what people typed is text, never markup."""

    def __init__(self, width: int, *, bold: bool, unicode: bool = True) -> None:
        """Take the terminal's width, whether headings may be bold, and whether it can draw lines."""
        self._width = min(max(width, 20), MOST)
        self._bold = bold
        self._unicode = unicode

    def render(self, report: Report) -> str:
        """Give the whole text, escape sequences included."""
        out = io.StringIO()
        console = Console(
            file=out,
            width=self._width,
            force_terminal=self._bold,
            color_system="standard" if self._bold else None,
            highlight=False,
            emoji=False,
            markup=False,
            legacy_windows=False,
        )
        console.print(Group(*(each for block in report for each in self._block(block))))
        return tidy(out.getvalue().split("\n"))

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Heading(text, depth):
                yield Text()
                yield _text(text, style="bold underline" if depth == 1 else "bold")
            case Para(text):
                yield Padding(_text(text), (0, 0, 1, 0))
            case Bullets(items):
                yield _bullets("•" if self._unicode else "-", items)
            case Table():
                drawn = self._table(block)
                yield drawn if self._has_room(block, drawn) else self._listed(block)
            case Figure():
                yield from self._block(Para(block.says))
                yield from self._block(block.table)

    def _has_room(self, table: Table, drawn: RenderableType) -> bool:
        """Whether no word of a table is cut when it is drawn."""
        out = io.StringIO()
        Console(file=out, width=self._width, color_system=None, legacy_windows=False).print(drawn)
        seen = set(_BETWEEN_WORDS.split(out.getvalue()))
        cells = (*table.header, *chain.from_iterable(table.rows))
        return all(seen.issuperset(_BETWEEN_WORDS.split(printable(cell))) for cell in cells if cell.split())

    def _listed(self, table: Table) -> RenderableType:
        """A table in a window that is too narrow for it, read out row by row."""
        return Text("\n".join(TextRenderer(self._width).table_lines(table)))

    def _table(self, table: Table) -> RenderableType:
        drawn = RichTable(
            title=_text(table.caption),
            title_justify="left",
            title_style="",
            box=box.SIMPLE_HEAD if self._unicode else box.ASCII2,
            show_lines=not self._unicode,
        )
        for index, (name, longest) in enumerate(zip(table.header, _longest_words(table), strict=True)):
            # No word is broken.
            drawn.add_column(_text(name), style="bold" if index == 0 else "", overflow="fold", min_width=longest)
        for row in table.rows:
            drawn.add_row(*(_text(cell) for cell in row))
        return drawn


def _longest_words(table: Table) -> list[int]:
    """How long the longest word of each column is."""
    columns = zip(table.header, *table.rows, strict=True)
    return [max((cell_len(word) for cell in column for word in cell.split()), default=1) for column in columns]


def _bullets(mark: str, items: tuple[str, ...]) -> RenderableType:
    if all(map(str.isprintable, items)):
        return _Listed(mark, items)
    grid = RichTable.grid(padding=(0, 1))  # what tabs and the like do depends on all cells of a column
    for item in items:
        grid.add_row(_text(mark), _text(item))
    return Padding(grid, (0, 0, 1, 0))


class _Listed:
    """Items with a mark before each, and an empty line after them.

    What rich's own grid draws, to the byte; but a grid looks at every cell several times
    over, which for thousands of teams takes longer than everything else.
    """

    def __init__(self, mark: str, items: tuple[str, ...]) -> None:
        self._mark, self._items = mark, items

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        width = options.max_width - len(self._mark) - 1
        lines = [""]
        for item in self._items:
            if item.isascii() and len(item) <= width:
                lines.append(f"{self._mark} {item}\n")
                continue
            first = self._mark
            for line in _text(item).wrap(console, width, overflow="ellipsis"):
                lines.append(f"{first} {line.plain}\n")
                first = " " * len(self._mark)
        yield Segment("".join(lines))
        yield Segment("\n")


def _text(text: str, style: str = "") -> Text:
    """Make text of what people typed: never markup, never a command to the terminal."""
    return Text(printable(text), style=style)
