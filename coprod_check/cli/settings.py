"""What the clock, the environment and the terminal say."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys

from coprod_check.documents.errors import BadCommand

_OFF = {"", "0", "false", "no", "off"}


def _on(variable: str) -> bool:
    return os.environ.get(variable, "").strip().casefold() not in _OFF


def program() -> str:
    """What the person types to start us: ``./run`` in a clone, which says so."""
    return os.environ.get("COPROD_PROGRAM") or "coprod-check"


def asked_for_plain(*, option: bool) -> bool:
    """Say whether plain mode was asked for in so many words."""
    return option or _on("COPROD_PLAIN") or _on("ACCESSIBLE")


def plain(*, option: bool) -> bool:
    """Say whether to use plain mode: asked for, or a terminal that can do nothing else."""
    dumb = os.environ.get("TERM", "") == "dumb" or (os.name != "nt" and "TERM" not in os.environ)
    return asked_for_plain(option=option) or dumb


FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(9000, 1, 1)
"""Days that may be today: a plan looks some weeks ahead, and years have four digits."""


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
