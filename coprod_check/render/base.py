"""What a renderer is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from coprod_check.pages.blocks import Report


class Renderer(Protocol):
    """Turns a report into text."""

    def render(self, report: Report) -> str:
        """Give the whole text, ending in a newline."""
