"""Reading lines: from a terminal with line editing, or from any text stream."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Protocol, TextIO

from coprod_check.ask.front_end import EndOfInput
from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LinesIn(Protocol):
    """Somewhere to read lines from."""

    def line(self, prompt: str, *, fresh: bool) -> str:
        """Read one line without its end; ``fresh`` throws away what was typed before the prompt.

        Raises ``EndOfInput`` when there is no more.
        """

    def forget(self) -> None:
        """Throw away what was typed, or left of a paste, before the next question."""

    def more(self) -> bool:
        """Say whether the line before is one of several that were pasted at once, and not the last."""


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

    def forget(self) -> None:
        """Keep everything: what was sent ahead is what was meant."""

    def more(self) -> bool:
        """In a pipe every line is one of its own."""
        return False


class TerminalLines:
    """Reads a terminal, through readline where Python has it.

    Without readline a terminal hands over at most 4,095 characters of a line and
    drops the rest in silence, and an arrow key puts an escape sequence in the text.
    """

    def __init__(self, *, plain: bool, aside: bool = False) -> None:
        """Set line editing up; ``plain`` keeps it from sending any escape sequence.

        ``aside`` is for a conversation on standard error, where standard output is no terminal.
        """
        self._aside = aside
        self._waiting: list[str] = []
        # What cannot be decoded is kept as it came, for _letters.
        with contextlib.suppress(AttributeError):
            sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
        with contextlib.suppress(ImportError):
            _load_readline(plain=plain)

    def line(self, prompt: str, *, fresh: bool) -> str:
        """Read one line; a paste of several is taken apart into its lines, or is one reply to a choice."""
        if fresh:
            self.forget()
        if self._waiting:
            return self._waiting.pop(0)
        try:
            with _error_as_output() if self._aside else contextlib.nullcontext():
                text = _letters(input(prompt))
        except EOFError:
            raise EndOfInput from None
        if fresh:
            # What comes at once behind a line was pasted with it: all of it is one reply,
            # which a choice refuses, and nothing is left to answer the next question.
            rest = waiting_keys(within=BEHIND)
            return f"{text}\n{rest}" if rest else text
        # A bracketed paste arrives as one "line" with newlines in it.
        first, *more = text.split("\n")
        self._waiting += more
        return first

    def forget(self) -> None:
        """Throw away the rest of a paste, and the keys that nobody was asked for."""
        self._waiting.clear()
        waiting_keys()

    def more(self) -> bool:
        """Say whether more came at once behind the line before, as of a paste; nothing is thrown away."""
        if not self._waiting and (keys := waiting_keys(within=BEHIND)):
            self._waiting = keys.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
            # They were taken away unseen, and are part of what is being written.
            seen = sys.stderr if self._aside else sys.stdout
            seen.write("".join(f"{printable(line)}\n" for line in self._waiting))
            seen.flush()
        return bool(self._waiting)


def _letters(text: str) -> str:
    """Read as UTF-8 what is UTF-8, whatever Python was told of the terminal: no letter becomes a question mark."""
    encoding = sys.stdin.encoding
    try:
        data = text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


@contextlib.contextmanager
def _error_as_output() -> Iterator[None]:
    """Let readline, which only ever writes to standard output, write to the terminal on standard error."""
    sys.stdout.flush()
    saved = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(saved, 1)
        os.close(saved)


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


BEHIND = 0.05
"""Seconds within which nobody types on after Enter, and every paste does."""

QUIET = 0.15
"""Seconds of silence after which a paste is over."""

ASKED_AGAIN = 0.005
"""Seconds between two looks at a console of Windows."""

_CTRL_C, _NO_LETTER = "\x03", "\0"


def waiting_keys(within: float = 0.0) -> str:
    """Take away the keys that nobody was asked for, to the end of a paste, and say what they were.

    Waits ``within`` seconds for the first of them, and never while nothing comes.
    """
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        return _waiting_on_terminal(within)
    with contextlib.suppress(ImportError):
        return _waiting_on_console(within)
    return ""


def _waiting_on_console(within: float) -> str:
    """The same on Windows. A key without a letter comes in two parts, of which the first is NUL.

    Or it is an à, which is then kept: in what was pasted it is one.
    """
    import msvcrt  # noqa: PLC0415 - on Windows only

    keys: list[str] = []
    while _comes(msvcrt.kbhit, within):  # type: ignore[attr-defined,unused-ignore]
        key = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        if key == _CTRL_C:
            raise KeyboardInterrupt
        if key == _NO_LETTER:
            msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        else:
            keys.append(key)
        within = QUIET
    # Letters beyond the first 65,536 come in two halves.
    return "".join(keys).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _comes(waits: Callable[[], bool], within: float) -> bool:
    """Whether a key comes in time; a console of Windows can only be asked again and again."""
    until = time.monotonic() + within
    while not waits():
        if time.monotonic() >= until:
            return False
        time.sleep(ASKED_AGAIN)
    return True


def _waiting_on_terminal(within: float) -> str:
    import select  # noqa: PLC0415
    import termios  # noqa: PLC0415 - not on Windows
    import tty  # noqa: PLC0415

    terminal = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(terminal)
    except termios.error:
        return ""
    # Key by key: line by line, the start of a line that is still being sent could not be seen.
    tty.setcbreak(terminal, termios.TCSANOW)
    keys = b""
    try:
        while select.select([terminal], [], [], within)[0] and (some := os.read(terminal, 4096)):
            keys += some
            within = QUIET
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
    return keys.decode("utf-8", "replace")
