"""Reading lines: from a terminal with line editing, or from any text stream."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Protocol, TextIO

from coprod_check.ask.front_end import EndOfInput

if TYPE_CHECKING:
    from collections.abc import Callable


class LinesIn(Protocol):
    """Somewhere to read lines from."""

    def line(self, prompt: str, *, fresh: bool) -> str:
        """Read one line without its end; ``fresh`` throws away what was typed before the prompt.

        Raises ``EndOfInput`` when there is no more.
        """


class StreamLines:
    """Reads a pipe or a file; what was sent ahead is what was meant."""

    def __init__(self, stream: TextIO, write: Callable[[str], None]) -> None:
        """Take the stream, and where to say the prompts."""
        self._stream = stream
        self._write = write

    def line(self, prompt: str, *, fresh: bool) -> str:  # noqa: ARG002 - a pipe has nothing stale in it
        """Read one line."""
        self._write(prompt)
        text = self._stream.readline()
        # The prompt's line is ended here: nobody typed an Enter that would show.
        self._write("\n" if prompt else "")
        if not text:
            raise EndOfInput
        return text.rstrip("\r\n").removeprefix("\ufeff")


class TerminalLines:
    """Reads a terminal, through readline where Python has it.

    Without readline a terminal hands over at most 4,095 characters of a line and
    drops the rest in silence, and an arrow key puts an escape sequence in the text.
    """

    def __init__(self, *, plain: bool) -> None:
        """Set line editing up; ``plain`` keeps it from sending any escape sequence."""
        self._waiting: list[str] = []
        self._pasted = False
        with contextlib.suppress(ImportError):
            _load_readline(plain=plain)

    def line(self, prompt: str, *, fresh: bool) -> str:
        """Read one line; a paste of several is taken apart into its lines."""
        if fresh:
            self._waiting.clear()
            flush_keys()
        if self._waiting:
            return self._waiting.pop(0)
        try:
            text = input(prompt)
        except EOFError:
            raise EndOfInput from None
        # A bracketed paste arrives as one "line" with newlines in it.
        first, *rest = text.split("\n")
        if fresh and rest:
            return text
        self._waiting += rest
        return first


def _load_readline(*, plain: bool) -> None:
    """Import readline; in plain mode for a terminal that can do nothing but print.

    Readline looks at TERM once, when it is loaded.
    """
    term = os.environ.get("TERM")
    if plain:
        os.environ["TERM"] = "dumb"
    try:
        import readline  # noqa: PLC0415 - loading it is what changes input()

        readline.set_auto_history(False)
        readline.parse_and_bind("tab: self-insert")
        if plain:
            readline.parse_and_bind("set enable-bracketed-paste off")
    finally:
        if plain:
            if term is None:
                del os.environ["TERM"]
            else:
                os.environ["TERM"] = term


def flush_keys() -> None:
    """Throw away keys that were pressed before anyone was asked."""
    with contextlib.suppress(Exception):
        import sys  # noqa: PLC0415
        import termios  # noqa: PLC0415 - not on Windows

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
    with contextlib.suppress(Exception):
        import msvcrt  # noqa: PLC0415 - on Windows only

        while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
