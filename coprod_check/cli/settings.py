"""What the clock, the environment and the terminal say."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys

from coprod_check.documents.commands import HowTyped, Shell, quoted, shell_of
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.problems import FIRST_DAY, LAST_DAY

_OFF = {"", "0", "false", "no", "off"}


def _on(variable: str) -> bool:
    return os.environ.get(variable, "").strip().casefold() not in _OFF


def how_typed() -> HowTyped:
    """How the person types our commands. What started us says which words those are, a line each: ``./run``."""
    shell = shell_of(os.name)
    program = tuple((os.environ.get("COPROD_PROGRAM") or "coprod-check").split("\n"))
    if shell is Shell.WINDOWS and len(program) == 1 and "\\" in program[0]:
        program = (from_here(program[0], os.getcwd()),)  # noqa: PTH109 - a pretended Windows has no paths of its own
    return HowTyped(program, shell)


def from_here(program: str, here: str) -> str:
    r"""A program on Windows as it is typed in a folder: without quotes where there is a way, and short.

    >>> from_here(r"C:\Users\Jo Smith\coprod\run.cmd", r"C:\Users\Jo Smith")
    '.\\coprod\\run.cmd'
    """
    import ntpath

    try:
        near = ntpath.relpath(program, here)
    except ValueError:
        return program  # on another drive
    near = near if near.startswith("..") else f".\\{near}"
    return min((near, program), key=lambda each: (quoted(each, Shell.WINDOWS) != each, len(each)))


def asked_for_plain(*, option: bool) -> bool:
    """Say whether plain mode was asked for in so many words."""
    return option or _on("COPROD_PLAIN") or _on("ACCESSIBLE")


def plain(*, option: bool) -> bool:
    """Say whether to use plain mode: asked for, or a terminal that can do nothing else."""
    name = os.environ.get("TERM", "")
    dumb = name == "dumb" or (os.name != "nt" and not name)  # one that is empty is none
    return asked_for_plain(option=option) or dumb


def date_said(name: str, value: str) -> dt.date:
    """Read a date such as ``2026-11-22``; raises ``BadCommand`` naming the option for what is none or too far off."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        message = f"{name} is {value!r}, which is not a date; write it as 2026-11-22"
        raise BadCommand(message) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        message = f"{name} is {value!r}, which is too long ago or too far off"
        raise BadCommand(message)
    return day


def today(option: str | None = None) -> dt.date:
    """The date: from ``--today``, else from ``COPROD_TODAY``, else from the clock."""
    for name, value in (("--today", option), ("COPROD_TODAY", os.environ.get("COPROD_TODAY"))):
        if value:
            return date_said(name, value)
    return dt.date.today()  # noqa: DTZ011 - the day it is for the people in the room


def called_by_git() -> bool:
    """Whether git calls us to compare one of its files: it counts them in a variable."""
    return "GIT_DIFF_PATH_COUNTER" in os.environ


def width() -> int:
    """Columns of the terminal; 80 where there is none and ``COLUMNS`` does not say."""
    return shutil.get_terminal_size((80, 24)).columns


def file_width() -> int:
    """Columns of text in a file: what ``COLUMNS`` says, as in a pipe, and 80 where it says nothing."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isascii() and said.isdigit() and int(said) else 80


def rows() -> int:
    """Rows of the terminal."""
    return shutil.get_terminal_size((80, 24)).lines


def plain_output(*, option: bool) -> bool:
    """Say whether results are written in plain mode too. A dumb terminal matters only where there is one."""
    return asked_for_plain(option=option) or (sys.stdout.isatty() and plain(option=option))
