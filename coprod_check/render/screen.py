"""Lines that fit a screen already, as text; what stands out is bold on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.pages.coaching.plan_changes_brief import ScreenLine

_BOLD, _USUAL = "\x1b[1m", "\x1b[0m"


def screen_text(lines: Iterable[ScreenLine], *, bold: bool) -> str:
    """Write the lines below each other; the words are the same whether or not they can be bold."""
    return "".join(f"{_line(each) if bold and each.strong else printable(each.text)}\n" for each in lines)


def _line(line: ScreenLine) -> str:
    return f"{_BOLD}{printable(line.strong)}{_USUAL}{printable(line.text.removeprefix(line.strong))}"
