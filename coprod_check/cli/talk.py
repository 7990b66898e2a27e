"""Where a conversation goes: to a terminal with menus, or line by line to a terminal or a pipe."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coprod_check.ask.lines_in import StreamLines, TerminalLines
from coprod_check.ask.menu import FEWEST_ROWS, Menu
from coprod_check.ask.plain import Plain
from coprod_check.cli import settings
from coprod_check.documents.errors import BadCommand
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.ask.lines_in import LinesIn


def talk_to(command: str, instead: str, *, option_plain: bool) -> TextIO:
    """Find where the conversation goes; results alone go to a standard output that is no terminal.

    Raises ``BadCommand`` where nobody can be asked; ``instead`` says what to do then.
    """
    asked = settings.asked_for_plain(option=option_plain)
    if not asked and not (listens() and (sys.stdout.isatty() or sys.stderr.isatty())):
        message = (
            f"{command} asks questions, and there is no terminal to ask them on; "
            f"use --plain to answer line by line through a pipe, or {instead}"
        )
        raise BadCommand(message)
    return sys.stdout if sys.stdout.isatty() else sys.stderr


_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""How a system asks a program to end, and says that its terminal is gone; Windows has SIGBREAK for SIGHUP."""


@contextmanager
def ended_gently() -> Iterator[None]:
    """Let a closed terminal, or a request to end, stop a conversation as Ctrl-C does; the program then ends by it.

    So the lines that somebody has typed so far are saved.
    """
    told: list[int] = []

    def stop(number: int, _frame: object) -> None:
        told.append(number)
        if len(told) == 1:
            raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in _ENDS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if told:
            os.kill(os.getpid(), told[0])


def listens() -> bool:
    """Whether a person can type to us; a program may also be started without any input at all."""
    return sys.stdin is not None and sys.stdin.isatty()


def front_end_on(talk: TextIO, *, option_plain: bool) -> FrontEnd:
    """Make the front end for a conversation: menus where the terminal has room for them, else lines."""

    def write(text: str) -> None:
        talk.write(text)
        talk.flush()

    plain = settings.plain(option=option_plain) or talk is not sys.stdout
    small = not plain and settings.rows() < FEWEST_ROWS
    plain = plain or small
    reader: LinesIn
    if listens():
        reader = TerminalLines(plain=plain, aside=talk is not sys.stdout)
    else:
        reader = StreamLines(sys.stdin or io.StringIO(), write)
    if plain:
        front_end = Plain(reader, write, settings.width)
        if small:
            front_end.tell(wording.SMALL_WINDOW)
        return front_end
    return Menu(reader, write, settings.width, settings.rows)
