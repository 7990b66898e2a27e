"""One thing wrong with an input: where it is, what is wrong, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def unknown_name(where: str, got: str, known: Iterable[str], kind: str = "name") -> Problem:
    """Report a name that is not among the known ones, offering the nearest."""
    known = list(known)
    fix = nearest(got, known)
    if not fix and known:
        fix = "known: " + ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
    return problem(where, f"unknown {kind} {got!r}", fix)


def said(value: object) -> str:
    """Describe a wrong value by its kind, for a message.

    >>> said(True), said(2.0), said("2")
    ('true or false (true)', 'a number with a decimal point (2.0)', "text ('2')")
    """
    if isinstance(value, bool):
        return f"true or false ({str(value).lower()})"
    if isinstance(value, int):
        return f"a whole number ({value})"
    if isinstance(value, float):
        return f"a number with a decimal point ({value})"
    if isinstance(value, str):
        return f"text ({value!r})" if len(value) <= 40 else "text"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else type(value).__name__
