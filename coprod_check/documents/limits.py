"""How much a rubric, sheet or plan may hold (contract, section 1), found before anything large is built of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from coprod_check.documents.problems import problem
from coprod_check.documents.shapes import path_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.problems import Problem

MOST_KEYS = 10_000
"""Keys, tables and entries of lists in a file."""
MOST_PARTS = 8
"""Parts of one key, such as the two of ``ratings.x``."""
DEEPEST = 16
"""Levels of tables and lists inside one another."""
LONGEST_KEY = 2_000
"""Characters of one key; a question may be one, as the heading of a column."""
LONGEST_TEXT = 100_000
"""Characters of one text."""
MOST_HEADINGS = 2_000
"""Columns of a table."""
MOST_FAULTS = 20_000
"""Faults of a table, above which it is refused whole."""
TOLD = 20
"""Problems of one file that are told one by one."""
GUESSED = 10
"""Unknown names of one file for which the nearest known one is looked for."""

Place = tuple[str | int, ...]


def over_limits(data: Mapping[str, object]) -> list[Problem]:
    """List which limits a parsed file goes beyond; the walk stops at the first place for each."""
    found: dict[str, Problem] = {}
    for keys, (place, value) in enumerate(_walk(data), 1):
        if len(place) > DEEPEST:
            found.setdefault("deep", _deep(place))
        if isinstance(place[-1], str) and len(place[-1]) > LONGEST_KEY:
            found.setdefault("key", _long_key(place, len(place[-1])))
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            found.setdefault("long", _long(place, len(value)))
        if keys > MOST_KEYS:
            found["keys"] = problem("", f"has more than {MOST_KEYS} keys and entries, the most that we read", _WHICH)
            break
    return list(found.values())


_WHICH = "check which file you meant"


def _deep(place: Place) -> Problem:
    return problem(_where(place[:2]), f"is more than {DEEPEST} tables or lists deep, the most that we read", _WHICH)


def _long_key(place: Place, length: int) -> Problem:
    return problem(_where(place), f"has a key of {length} characters, and {LONGEST_KEY} are the most", _WHICH)


def _long(place: Place, length: int) -> Problem:
    return problem(_where(place), f"has {length} characters, and {LONGEST_TEXT} are the most", "make it shorter")


def _where(place: Place) -> str:
    """The place as far as it can be named: up to a key that is too long."""
    return path_text(tuple(takewhile(lambda part: isinstance(part, int) or len(part) <= LONGEST_KEY, place)))


def _walk(data: Mapping[str, object]) -> Iterator[tuple[Place, object]]:
    """Give every key and entry with its place, a level deeper than what is allowed and no further."""
    waiting: list[tuple[Place, object]] = [((), data)]
    while waiting:
        place, value = waiting.pop()
        if place:
            yield place, value
        if len(place) > DEEPEST:
            continue
        if isinstance(value, dict):
            waiting += [((*place, key), each) for key, each in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*place, index), each) for index, each in reversed(list(enumerate(value)))]


def told_one_by_one(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the first problems of a file, and say at the next one how many more there are, and of which kind.

    >>> many = [problem(f"ratings.p{n:02}", "unknown practice 'x'") for n in range(25)]
    >>> len(told_one_by_one(many)), str(told_one_by_one(many)[-1])
    (21, 'ratings.p20: and 5 more problems from here on: 5 × unknown practice; mend those above first')
    """
    told = sorted(problems)
    # A single one more is told itself: counting it would take as much room.
    if len(told) <= TOLD + 1:
        return told
    rest = told[TOLD:]
    # At the place of the first that is left out, so that it sorts behind those that are told.
    message = f"and {len(rest)} more problems from here on: {kinds_of(rest)}; mend those above first"
    return [*told[:TOLD], replace(rest[0], message=message)]


def kinds_of(problems: Iterable[Problem]) -> str:
    """Count problems by kind, the most frequent first."""
    return ", ".join(f"{number} × {kind}" for kind, number in Counter(map(_kind, problems)).most_common())


def _kind(found: Problem) -> str:
    """What kind of fault it is: its words up to what is particular to this one."""
    words = found.message.split(";")[0]
    for mark in ("'", '"', "(", ":"):
        words = words.split(mark)[0]
    return words.strip() or found.message
