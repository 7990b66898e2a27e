"""One thing wrong with an input: where it is, what is wrong, what to do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(9000, 1, 1)
"""Between these lies every date (contract, 1.1): a plan looks some weeks ahead, and years have four digits."""
LARGEST_NUMBER = 1_000_000
"""Whole numbers, weights and points are at most so large (contract, 1.1)."""
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
    team: str = field(default="", compare=False, repr=False)
    """The key of the one team whose sheets it is about; empty where it is about no team's, or several teams'."""
    of_several: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    """The faults that it stands for, where they are of several teams."""

    def in_file(self, file: str, line: int = 0) -> Problem:
        """Return the same problem with its file and line named."""
        return replace(self, file=file, line=line or self.line)

    def __str__(self) -> str:
        """Write the problem as one line, the way a compiler would.

        >>> str(problem("ratings.x.level", "is missing").in_file("a.toml", 4))
        'a.toml, line 4: ratings.x.level: is missing'
        """
        place = f"{_named(self.file)}, line {self.line}" if self.file and self.line else _named(self.file)
        return ": ".join(part for part in (place, self.where, self.message) if part)


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something worth knowing that stops nothing."""

    file: str
    message: str
    team: str = field(default="", compare=False, repr=False)
    """The key of the one team whose sheets it is about; empty where it is about no team's, or several teams'."""

    def __str__(self) -> str:
        """Write the note as one line."""
        return f"{_named(self.file)}: {self.message}" if self.file else self.message


def _named(file: str) -> str:
    """A file's name on one line; what looks like a line of ours may only be one."""
    return file.replace("\n", "?").replace("\r", "?").replace("\t", "?")


Finding = TypeVar("Finding", Problem, Note)


def about_team(team: str, found: Iterable[Finding]) -> list[Finding]:
    """Say whose sheets some notes or problems are about: those of one team, by its key.

    >>> about_team("team a", [Note("a.toml", "not counted")])[0].team
    'team a'
    """
    return [replace(each, team=team) for each in found]


def as_one(faults: Sequence[Problem], at: Problem, message: str) -> Problem:
    """Tell several faults as one, at the place of one of them; what is several teams' is nobody's alone."""
    every = list(_taken_apart(faults))
    teams = {each.team for each in every}
    if len(teams) == 1:
        return replace(at, message=message, team=every[0].team, of_several=())
    return replace(at, message=message, team="", of_several=tuple(every))


def _taken_apart(faults: Iterable[Problem]) -> Iterator[Problem]:
    for each in faults:
        yield from each.of_several or (each,)


def of_one_team(team: str, found: Iterable[Finding]) -> list[Finding]:
    """The notes or problems that are about the sheets of one team, by its key, and of no other.

    What goes into a team's own file may name no file, row or name of another team. Of a fault
    that was told of several teams at once, the team's own stand alone again.
    """
    return sorted(part for each in found for part in (getattr(each, "of_several", ()) or (each,)) if part.team == team)


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
