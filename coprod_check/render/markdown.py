"""Markdown, to paste into notes and pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coprod_check.documents.text import printable
from coprod_check.pages.blocks import Bullets, Figure, Heading, Para
from coprod_check.pages.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.pages.blocks import Block, Report

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


class MarkdownRenderer:
    """Escapes everything, so that what people typed stays what they typed."""

    def render(self, report: Report) -> str:
        """Give the whole text."""
        return "\n".join(line for block in report for line in self._block(block)).strip("\n") + "\n"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text, depth):
                yield f"{'#' * depth} {escape(text)}"
            case Para(text):
                yield escape(text)
            case Bullets(items):
                yield from (f"- {escape(item)}" for item in items)
            case Table(caption, header, rows):
                yield f"{escape(caption)}:"
                yield ""
                yield _row(header)
                yield _row(("---",) * len(header), raw=True)
                yield from (_row(row) for row in rows)
            case Figure():
                yield from self._block(Para(block.says))
                yield from self._block(block.table)
                return
        yield ""


def escape(text: str) -> str:
    r"""Escape what Markdown would take as its own.

    >>> escape("a *b* <c>")
    'a \\*b\\* \\<c\\>'
    """
    text = _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+])", r"\\\1", text))


def _row(cells: tuple[str, ...], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else escape(cell) for cell in cells) + " |"
