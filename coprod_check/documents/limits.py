"""How much a rubric, sheet or plan may hold (contract, section 1), found before anything large is built of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.documents.problems import problem
from coprod_check.documents.shapes import path_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.problems import Problem

MOST_KEYS = 10_000
"""Keys and tables of a file."""
MOST_PARTS = 8
"""Parts of one key, such as the two of ``ratings.x``."""
DEEPEST = 16
"""Levels of tables and lists inside one another."""
LONGEST_TEXT = 100_000
"""Characters of one text."""
TOLD = 20
"""Problems of one file that are told one by one."""

Place = tuple[str | int, ...]


def over_limits(data: Mapping[str, object]) -> list[Problem]:
    """List which limits a parsed file goes beyond; the walk stops at the first place for each."""
    found: dict[str, Problem] = {}
    keys = 0
    for place, value in _walk(data):
        keys += isinstance(place[-1], str) or isinstance(value, dict)
        if len(place) > DEEPEST:
            found.setdefault("deep", _deep(place))
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            found.setdefault("long", _long(place, len(value)))
        if keys > MOST_KEYS:
            found["keys"] = problem("", f"has more than {MOST_KEYS} keys and tables, the most that we read", _WHICH)
            break
    return list(found.values())


_WHICH = "check which file you meant"


def _deep(place: Place) -> Problem:
    return problem(path_text(place[:2]), f"is more than {DEEPEST} tables or lists deep, the most that we read", _WHICH)


def _long(place: Place, length: int) -> Problem:
    return problem(path_text(place), f"has {length} characters, and {LONGEST_TEXT} are the most", "make it shorter")


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
    kinds = ", ".join(f"{number} × {kind}" for kind, number in Counter(map(_kind, rest)).most_common())
    # At the place of the first that is left out, so that it sorts behind those that are told.
    message = f"and {len(rest)} more problems from here on: {kinds}; mend those above first"
    return [*told[:TOLD], replace(rest[0], message=message)]


def _kind(found: Problem) -> str:
    """What kind of fault it is: its words up to what is particular to this one."""
    words = found.message.split(";")[0]
    for mark in ("'", '"', "(", ":"):
        words = words.split(mark)[0]
    return words.strip() or found.message
