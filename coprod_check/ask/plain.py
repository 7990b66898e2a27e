"""Plain mode: lines in, lines out. The reference; the menu is decoration over it.

No escape byte, no cursor movement, no box drawing: a screen reader, a pipe and a
teletype all get the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.ask.front_end import EndOfInput
from coprod_check.ask.lines import command_lines, paragraphs, screen_lines, short_command_lines, wrap
from coprod_check.interview.screens import END_OF_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.ask.lines_in import LinesIn
    from coprod_check.interview.screens import Choice, Screen

ROOM = 4
"""Columns kept free behind a prompt, for a short reply."""


class Plain:
    """Asks line by line over one reader and one writer."""

    def __init__(self, reader: LinesIn, write: Callable[[str], None], width: Callable[[], int]) -> None:
        """Take where to read, where to write, and how wide a line may be (asked anew for every screen)."""
        self._reader = reader
        self._write = write
        self._width = width
        self._explained: set[Choice] = set()
        self._interrupted = False

    def stop_if_interrupted(self) -> None:
        """Stop now, where somebody wanted to in the middle of a longer text: what they had typed is saved by then."""
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt

    def tell(self, text: str) -> None:
        """Say one thing, wrapped."""
        self._lines(wrap(text, self._width()))

    def show(self, screen: Screen) -> None:
        """Say the question, every choice in full, and the letters that may be typed.

        What the letters do is said once, and again where there is a new one: a hint that
        is read out at every question is noise.
        """
        self.stop_if_interrupted()
        width = self._width()
        self._lines(screen_lines(screen, width))
        known = self._explained.issuperset(screen.commands)
        self._lines((short_command_lines if known and screen.help else command_lines)(screen.commands, width))
        self._explained.update(screen.commands)

    def show_help(self, screen: Screen) -> None:
        """Say why the question matters and what the keys do."""
        self._lines(["", *paragraphs(screen.help, self._width()), *command_lines(screen.commands, self._width())])

    def reply_to(self, screen: Screen) -> str:
        """Read one line, or the lines of a longer text."""
        if screen.kind == "lines":
            return self._text(screen)
        prompt = screen.prompt or "Type your choice, then Enter"
        *first, last = wrap(f"{prompt}:", self._width() - ROOM)
        self._lines(first)
        # Pasted left-overs must not answer a question that they were not meant for.
        return self._reader.line(f"{last} ", fresh=True)

    def _text(self, screen: Screen) -> str:
        self._reader.forget()
        self.tell(f"{screen.prompt}:")
        lines: list[str] = []
        try:
            while not self._ends(line := self._reader.line("", fresh=False)):
                lines.append(line)
                if self._is_doubtful(line, screen) and not self._reader.more():
                    return "\n".join(lines)
        except EndOfInput:
            if not "".join(lines).strip():
                raise
            # What was typed before the input ended is kept; the next question finds the end again.
        except KeyboardInterrupt:
            if not "".join(lines).strip():
                raise
            self._interrupted = True  # what was typed is an answer; the next question stops
        if lines and self._is_doubtful(lines[-1], screen):
            lines.append(END_OF_TEXT)  # it was not asked about, so it is said that the text is over
        return "\n".join(lines)

    @staticmethod
    def _is_doubtful(line: str, screen: Screen) -> bool:
        return line.strip().casefold() in screen.doubtful

    def _ends(self, line: str) -> bool:
        """Whether a line ends a longer text: a full stop, or nothing, unless it stands inside something pasted."""
        return line.strip() == END_OF_TEXT or not (line.strip() or self._reader.more())

    def _lines(self, lines: list[str]) -> None:
        for line in lines:
            self._write(line.rstrip() + "\n")
