"""How much a rubric, sheet or plan may hold (contract, section 1), found before anything large is built of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from coprod_check.documents.problems import Note, as_one, problem
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
MOST_FAULTS, MOST_OF_SMALL = 20_000, 5_000
"""Faults of a table, above which it is refused whole, and those of a small one; see ``most_faults``."""
_BYTES_OF_A_FAULT = 200
"""Bytes for each fault that a table in between may have."""
TOLD = 20
"""Problems of one file that are told one by one."""
_KINDS = 8
"""Kinds of problems that are named where they are counted."""
_NUMBER = re.compile(r"\d+")
_PARTICULAR = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\([^)]*\)|\S*[/\\.]\S+|\d[\d-]*")
"""What is particular to one note of a kind: names, files, days and numbers."""
_ROW = re.compile(r":\d+$")
"""Behind the name of a table: which row of it."""
GUESSED = 10
"""Unknown names of one file for which the nearest known one is looked for."""

Place = tuple[str | int, ...]


def most_faults(size: int) -> int:
    """Faults of a table of so many bytes, above which it is refused whole.

    >>> most_faults(10**5), most_faults(2 * 10**6), most_faults(10**9)
    (5000, 10000, 20000)
    """
    return min(MOST_FAULTS, max(MOST_OF_SMALL, size // _BYTES_OF_A_FAULT))


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
    return [*told[:TOLD], as_one(rest, rest[0], message)]


def told_by_file(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the first problems of each file, in order, and count the others of it; rows of a table are of one file."""
    by_file: dict[str, list[Problem]] = {}
    for each in sorted(problems):
        by_file.setdefault(_ROW.sub("", each.file), []).append(each)
    return [each for of_file in by_file.values() for each in told_one_by_one(of_file)]


def told_notes(notes: Iterable[Note]) -> list[Note]:
    """Keep notes where they are few; of many some of each kind, all of a rare one, and count the others.

    >>> many = [Note(f"{n}.toml", "not counted: it answers nothing") for n in range(500)]
    >>> told = told_notes([*many, Note("x.csv", "is in another alphabet")])
    >>> len(told), told[-2].message, told[-1].message
    (21, 'is in another alphabet', 'and 481 more notes: 481 × not counted: it answers nothing')
    """
    every = sorted(notes)
    if len(every) <= TOLD + 1:
        return every
    by_kind: dict[str, list[Note]] = {}
    for each in every:
        by_kind.setdefault(_kind_of_note(each), []).append(each)
    kept: list[Note] = []
    rest: Counter[str] = Counter()
    for place, (kind, alike) in enumerate(sorted(by_kind.items(), key=lambda each: len(each[1]))):
        room = (TOLD - len(kept)) // (len(by_kind) - place)
        kept += alike[:room]
        rest[kind] = len(alike) - len(alike[:room])
    return [*sorted(kept), Note("", f"and {rest.total()} more notes: {_counted(rest)}")]


def notes_by_table(notes: Iterable[Note]) -> list[Note]:
    """Keep some of the notes on rows of one table, and count the others of it; those of files are all kept.

    >>> told = notes_by_table(Note(f"t.csv:{n}", "not counted: it answers nothing") for n in range(2, 502))
    >>> len(told), str(told[-1])
    (21, 't.csv: and 480 more notes: 480 × not counted: it answers nothing')
    """
    told: list[Note] = []
    for table, alike in groupby(notes, key=lambda each: _ROW.sub("", each.file)):
        told += [each if each.file else replace(each, file=table) for each in told_notes(alike)] if table else alike
    return told


def _kind_of_note(note: Note) -> str:
    return _PARTICULAR.sub("…", note.message.partition(";")[0])


def _counted(kinds: Counter[str]) -> str:
    """Kinds with how many there are of each, the most frequent first; of very many kinds some are named."""
    named = kinds.most_common(_KINDS)
    others = kinds.total() - sum(number for _, number in named)
    told = [f"{number} × {kind}" for kind, number in named if number]
    return ", ".join([*told, *([f"{others} of other kinds"] if others else [])])


def kinds_of(problems: Iterable[Problem]) -> str:
    """Count problems by kind, the most frequent first; of kinds that differ by a number the first is named.

    >>> kinds_of(problem("x", f"is {n} and not {'ab'[n % 2]!r}") for n in range(5))
    '5 × is 0 and not'
    """
    kinds: Counter[str] = Counter()
    words: dict[str, str] = {}
    for each in problems:
        kind = _kind(each)
        kinds[words.setdefault(_NUMBER.sub("", kind), kind)] += 1
    return _counted(kinds)


def _kind(found: Problem) -> str:
    """What kind of fault it is: its words up to what is particular to this one."""
    words = found.message.split(";")[0]
    for mark in ("'", '"', "(", ":"):
        words = words.split(mark)[0]
    return words.strip() or found.message
