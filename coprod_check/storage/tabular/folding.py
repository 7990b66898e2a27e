"""Faults of a table, one for each column and kind: nobody reads the same sentence for each of a hundred rows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from coprod_check.documents.problems import as_one
from coprod_check.imports.cleaning import said_shortly
from coprod_check.imports.days import NoDay, day_of, order_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coprod_check.documents.problems import Problem

_RANGES = 6
"""Ranges of rows that are named; how many more rows there are is told."""
_PARTICULAR = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\([^)]*\)|\d+")
"""What is particular to one fault of a kind: what somebody wrote, and numbers."""


def folded(faults: Iterable[Problem], days: Mapping[int, str], row: str) -> Iterator[Problem]:
    """Put faults of one kind in one column together, at the first row of them.

    ``days`` are the dates, by line, that a spreadsheet wrote in its own way. ``row`` is what
    people call the number beside a fault: "row", or "line" where a row may be more than one.
    """
    for kind, each in _alike(faults, days).items():
        if kind in (_DAYS, _COUNTED):
            yield as_one(each, each[0], _of_days(each, days, row))
        else:
            yield _as_one(each, row)


def day_faults(faults: Iterable[Problem], days: Mapping[int, str]) -> list[str]:
    """What to do about the dates that a spreadsheet wrote in its own way; nothing where there is none."""
    alike = _alike(faults, days)
    return [_of_days(alike[kind], days, "line") for kind in (_DAYS, _COUNTED) if kind in alike]


_DAYS = ("date", "a day of a spreadsheet")
_COUNTED = ("date", "a day as spreadsheets count them")
_DAYS_COUNTED = range(36_526, 73_051)
"""The years 2000 to 2099, as spreadsheets count days: what a cell shows that is formatted as a number."""


def _alike(faults: Iterable[Problem], days: Mapping[int, str]) -> dict[tuple[str, str], list[Problem]]:
    alike: dict[tuple[str, str], list[Problem]] = {}
    for each in sorted(faults):
        alike.setdefault(_kind_of(each, days), []).append(each)
    return alike


def _kind_of(fault: Problem, days: Mapping[int, str]) -> tuple[str, str]:
    if fault.where == "date" and fault.line in days:
        return _COUNTED if _is_counted(days[fault.line]) else _DAYS
    return fault.where, _kind(fault.message)


def _is_counted(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) == 5 and int(cell) in _DAYS_COUNTED


def _kind(message: str) -> str:
    return _PARTICULAR.sub("", message).partition(";")[0]


def _as_one(faults: Sequence[Problem], row: str) -> Problem:
    lines = {each.line for each in faults}
    if len(lines) == 1:
        return faults[0]
    first = faults[0].message
    which = "" if all(each.message == first for each in faults) else ", the first of them"
    return as_one(faults, faults[0], f"{rows_named(lines, row)}{which}: {first}")


def _of_days(faults: Sequence[Problem], days: Mapping[int, str], row: str) -> str:
    lines = {each.line for each in faults}
    cells = [days[line] for line in sorted(lines)]
    are = f"{rows_named(lines, row)} are like" if len(lines) > 1 else "is written as"
    if _is_counted(cells[0]):
        return f"{are} {cells[0]}, which is how spreadsheets count days; in Excel choose Format cells, yyyy-mm-dd"
    return f"{are} {said_shortly(cells[0])}; in Excel choose Format cells, yyyy-mm-dd, or {_by_import(cells)}"


def _by_import(cells: Sequence[str]) -> str:
    """What to say to ``import``, which reads such days where it is known what comes first in them."""
    command = "use coprod-check import"
    told = order_told(cells)
    if told == "both":
        return "make them alike: in some the day comes first, in others the month"
    if told:
        return f"{command} --dates {told}"
    if any(isinstance(day_of(each, ""), NoDay) for each in cells):
        return f"{command} --dates dmy if the day comes first, --dates mdy if the month does"
    return command


def is_day_of_a_spreadsheet(cell: str) -> bool:
    """Whether a cell is a day in a way that only ``import`` reads, or the number of one.

    >>> [is_day_of_a_spreadsheet(each) for each in ("22/11/2026", "11/22/26", "22 Nov 2026", "last week", "30/02/2026")]
    [True, True, True, False, False]
    >>> is_day_of_a_spreadsheet("46348"), is_day_of_a_spreadsheet("2026")
    (True, False)
    """
    return _is_counted(cell) or any(not isinstance(day_of(cell, order), NoDay) for order in ("dmy", "mdy"))


def rows_named(lines: Iterable[int], row: str = "row") -> str:
    """Name rows as ranges.

    >>> rows_named([2]), rows_named([4, 2, 3, 7]), rows_named(range(2, 200, 2))
    ('row 2', 'rows 2–4 and 7', 'rows 2, 4, 6, 8, 10, 12 and 93 more')
    """
    ranges = _ranges(sorted(set(lines)))
    named = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    more = sum(last - first + 1 for first, last in ranges[_RANGES:])
    if more:
        named = [*named[:_RANGES], f"{more} more"]
    words = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"{row}{'' if words.isdigit() else 's'} {words}"


def _ranges(lines: Sequence[int]) -> list[tuple[int, int]]:
    gaps = [place for place, (one, other) in enumerate(pairwise(lines), 1) if other - one > 1]
    starts = [0, *gaps]
    return [(lines[start], lines[end - 1]) for start, end in zip(starts, [*gaps, len(lines)], strict=True)]
