"""One thing wrong with an input: where it is, what is wrong, what to do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


LARGE = 10**15
"""Whole numbers from here on are no level, number of people or weight, and are not written out."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault that the person who made the file can mend."""

    file: str
    """The file as the user named it; empty while the core does not know it."""
    line: int
    """The line in the file, from 1; 0 where there is none to point at."""
    where: str
    """The path inside the file, such as ``practices[3].dimension``; lists count from 0."""
    message: str
    """What is wrong, and after a semicolon what to do about it."""

    def in_file(self, file: str, line: int = 0) -> Problem:
        """Return the same problem with its file and line named."""
        return replace(self, file=file, line=line or self.line)

    def __str__(self) -> str:
        """Write the problem as one line, the way a compiler would.

        >>> str(problem("ratings.x.level", "is missing").in_file("a.toml", 4))
        'a.toml, line 4: ratings.x.level: is missing'
        """
        place = f"{self.file}, line {self.line}" if self.file and self.line else self.file
        return ": ".join(part for part in (place, self.where, self.message) if part)


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something worth knowing that stops nothing."""

    file: str
    message: str

    def __str__(self) -> str:
        """Write the note as one line."""
        return f"{self.file}: {self.message}" if self.file else self.message


def problem(where: str, message: str, fix: str = "") -> Problem:
    """Make a problem that does not know its file yet."""
    return Problem("", 0, where, f"{message}; {fix}" if fix else message)


def nearest(got: str, known: Iterable[str]) -> str:
    """Offer the known name that is nearest, as a question; empty when none is near.

    >>> nearest("engagment", ["engagement", "recruitment"])
    "did you mean 'engagement'?"
    >>> nearest("xyz", ["engagement"])
    ''
    """
    names = {name.casefold(): name for name in known}
    near = get_close_matches(got.casefold(), names, n=1)
    return f"did you mean {names[near[0]]!r}?" if near else ""


def unknown_name(where: str, got: str, known: Iterable[str], kind: str = "name", *, guess: bool = True) -> Problem:
    """Report a name that is not among the known ones, offering the nearest unless ``guess`` is false.

    >>> str(unknown_name("voice", "stuff", ["staff", "together"], "voice"))
    "voice: unknown voice 'stuff'; did you mean 'staff'?"
    >>> str(unknown_name("voice", "xyz", [], "voice"))
    "voice: unknown voice 'xyz'; there is none to choose from"
    """
    known = list(known)
    fix = nearest(got, known) if guess else "correct it or take it out"
    if not fix and known:
        # A wrong rubric may hold ids that no terminal should be told.
        names = ("".join(each if each.isprintable() else "?" for each in name) for name in known[:8])
        fix = "choose from: " + ", ".join(names) + (", …" if len(known) > 8 else "")
    return problem(where, f"unknown {kind} {short(got)}", fix or "there is none to choose from")


def short(text: str) -> str:
    """Quote what somebody wrote, cut where it is long; nothing in it can reach the terminal as a command.

    >>> short("dontknow"), len(short("x" * 1000))
    ("'dontknow'", 43)
    """
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def said(value: object) -> str:
    """Describe a wrong value by its kind, for a message.

    >>> said(True), said(2.0), said("2")
    ('true or false (true)', 'a number with a decimal point (2.0)', "text ('2')")
    """
    match value:
        case bool():
            words = f"true or false ({str(value).lower()})"
        case int():
            # Python refuses to write out a number of some thousand digits.
            words = f"a whole number ({value})" if abs(value) < LARGE else "a very large whole number"
        case float():
            words = f"a number with a decimal point ({value})"
        case str():
            words = f"text ({short(value)})"
        case list():
            words = "a list"
        case dict():
            words = "a table"
        case None:
            words = "null"
        case _:
            words = f"a time ({value})" if isinstance(value, dt.time) else f"a date ({value})"
    return words
