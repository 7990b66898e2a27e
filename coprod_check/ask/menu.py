"""The menu: the plain text above, and below it a list to move through with the arrow keys.

The question and every level are printed once, word-wrapped, so that they stay in
the scroll-back; the list itself holds short labels only, so that it fits in the window.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.ask.lines import paragraphs, screen_lines
from coprod_check.ask.plain import Plain
from coprod_check.interview.screens import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.ask.lines_in import LinesIn
    from coprod_check.ask.picking import Picker
    from coprod_check.interview.screens import Screen

FEWEST_ROWS = 20
"""Rows below which the menu would push its own question off the screen."""

ROWS_AROUND = 5
"""Rows that a menu needs beside its entries: its own prompt, the empty choice, and some of the question."""

AROUND_A_LABEL = 8
"""Columns of a row of the menu that its label does not have."""

NOTHING_CHOSEN = "(nothing chosen yet)"


class Menu:
    """Asks with menus; lines and longer texts are read as in plain mode."""

    def __init__(
        self, reader: LinesIn, write: Callable[[str], None], width: Callable[[], int], rows: Callable[[], int]
    ) -> None:
        """Take where to read, where to write, and how large the window is (asked anew for every screen)."""
        self._plain = Plain(reader, write, width)
        self._write = write
        self._width = width
        self._rows = rows
        self._picker: Picker | None = None

    def _typed(self, screen: Screen) -> bool:
        """Say whether to read a typed reply: for all but one choice of few, so that the list fits in the window."""
        entries = len(screen.choices) + len(screen.commands)
        return screen.kind != "choice" or entries + ROWS_AROUND > self._rows()

    def tell(self, text: str) -> None:
        """Say one thing, wrapped."""
        self._plain.tell(text)

    def show(self, screen: Screen) -> None:
        """Print the question and every choice in full, above the menu; choices that the menu holds whole only there."""
        self._plain.stop_if_interrupted()
        if self._typed(screen):
            self._plain.show(screen)
            return
        width = self._width()
        held = all(not each.text and len(each.label) + AROUND_A_LABEL <= width for each in screen.choices)
        for line in screen_lines(replace(screen, choices=()) if held else screen, width):
            self._write(line.rstrip() + "\n")

    def show_help(self, screen: Screen) -> None:
        """Say why the question matters."""
        for line in ["", *paragraphs(screen.help, self._width())]:
            self._write(line.rstrip() + "\n")

    def reply_to(self, screen: Screen) -> str:
        """Let one choice be picked, or read a typed reply."""
        if self._typed(screen):
            return self._plain.reply_to(screen)
        return self._pick(screen)

    def _pick(self, screen: Screen) -> str:
        # One for the whole conversation: to make it takes longer than to ask with it.
        self._picker = self._picker or _made_picker()
        # Nothing is chosen beforehand: Enter pressed too early answers nothing, or keeps what is there.
        first = Choice("", f"Keep my answer: {screen.current}" if screen.current else NOTHING_CHOSEN)
        return self._picker.pick([first, *screen.choices, *screen.commands])


def _made_picker() -> Picker:
    """Load the libraries of the menu, and make its list.

    Python looks for no garbage meanwhile: there is none among modules that all stay, and looking
    took a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        from coprod_check.ask.picking import Picker  # noqa: PLC0415 - costs a tenth of a second: only for a menu

        return Picker()
    finally:
        if collecting:
            gc.enable()
