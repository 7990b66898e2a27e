"""Text for plain mode: words and spaces, no box drawing, no escape sequences."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from coprod_check.documents.text import printable
from coprod_check.pages.blocks import Bullets, Figure, Heading, Para
from coprod_check.pages.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.pages.blocks import Block, Report

NARROWEST = 16


def tidy(lines: Iterable[str]) -> str:
    """Join lines: no blanks at their ends, one empty line between parts, one newline at the end."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


class TextRenderer:
    """Wraps between words; a table is read out row by row, as a screen reader would want it."""

    def __init__(self, width: int) -> None:
        """Take the widest a line may be."""
        self._width = max(width, NARROWEST)

    def render(self, report: Report) -> str:
        """Give the whole text."""
        return tidy(line for block in report for line in self._block(block))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text, depth):
                yield ""
                yield from self._wrap(text.upper() if depth == 1 else text)
                if depth <= 2:
                    yield ("=" if depth == 1 else "-") * min(len(text), self._width)
            case Para(text):
                yield from self._wrap(text)
                yield ""
            case Bullets(items):
                for item in items:
                    yield from self._wrap(item, "- ", "  ")
                yield ""
            case Table():
                yield from self.table_lines(block)
            case Figure():
                yield from self._block(Para(block.says))
                yield from self.table_lines(block.table)

    def _wrap(self, text: str, first: str = "", rest: str = "") -> list[str]:
        return textwrap.wrap(
            printable(text), self._width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        ) or [""]

    def table_lines(self, table: Table) -> Iterator[str]:
        """A table row by row, each cell after the name of its column, and an empty line."""
        yield from self._wrap(f"{table.caption}:")
        for row in table.rows:
            if len(row) == 2:
                yield from self._wrap(f"{row[0]}: {row[1]}", "- ", "  ")
                continue
            yield from self._wrap(f"{row[0]}:", "- ", "  ")
            for name, cell in zip(table.header[1:], row[1:], strict=True):
                yield from self._wrap(f"{name}: {cell}", "  ", "    ")
        yield ""
