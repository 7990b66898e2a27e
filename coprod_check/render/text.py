"""Text for plain mode: words and spaces, no box drawing, no escape sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.render.brief import brief_lines
from coprod_check.render.lines import NARROWEST, Pen, tidy, washed
from coprod_check.render.telling import told

if TYPE_CHECKING:
    from coprod_check.pages.blocks import Report


class TextRenderer:
    """Wraps between words; a table or a drawing is read out row by row, as a screen reader would want it."""

    def __init__(self, width: int, *, most: int | None = None) -> None:
        """Take the widest a line may be; and, for a short form, how many lines there may be at 80 columns."""
        self._pen = Pen(max(width, NARROWEST))
        self._most = most

    def render(self, report: Report) -> str:
        """Give the whole text, or the short form."""
        report = washed(report)
        if self._most is not None:
            return tidy(brief_lines(report, self._pen, self._most))
        return tidy(line for block in report for line in told(block, self._pen))
