"""Days as people type them: a date, or in how many weeks."""

from __future__ import annotations

import datetime as dt
import re

from coprod_check.documents.problems import FIRST_DAY, LAST_DAY

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
FEWEST_LETTERS = 3
"""Letters by which a month is known."""
MOST_WEEKS = 500
"""Weeks that may be typed: more is a slip, or a year."""

_WEEKS = re.compile(r"(?:in )?([0-9]{1,3})(?: ?w| weeks?)?")
_NUMBERS = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?,?(?: ([0-9]{4}))?")


def typed_day(text: str, today: dt.date) -> dt.date | None:
    """Read a day; ``None`` for what is none. A day without a year is the next one there is, today too.

    A day that no plan may hold is none. A number alone is weeks from today, from 1 to 500. Days
    written in numbers that some countries read the other way round (3/4/2027) are not guessed at.

    >>> today = dt.date(2026, 11, 20)
    >>> [str(typed_day(each, today)) for each in ("2027-01-15", "15 January", "15 Jan 2027", "4", "in 4 weeks")]
    ['2027-01-15', '2027-01-15', '2027-01-15', '2026-12-18', '2026-12-18']
    >>> typed_day("3/4/2027", today), typed_day("31 June", today), typed_day("soon", today), typed_day("0", today)
    (None, None, None, None)
    >>> typed_day("9500-01-01", today), typed_day("3 May 1620", today)
    (None, None)
    """
    day = _read(" ".join(text.casefold().split()), today)
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _read(text: str, today: dt.date) -> dt.date | None:
    if found := _WEEKS.fullmatch(text):
        weeks = int(found[1])
        return today + dt.timedelta(weeks=weeks) if 1 <= weeks <= MOST_WEEKS else None
    if found := _NUMBERS.fullmatch(text):
        return _day(*map(int, found.groups()))
    found = _WORDS.fullmatch(text)
    month = _month(found[2]) if found else None
    if not found or not month:
        return None
    if found[3]:
        return _day(int(found[3]), month, int(found[1]))
    this_year = _day(today.year, month, int(found[1]))
    return this_year if this_year and this_year >= today else _day(today.year + 1, month, int(found[1]))


def _month(word: str) -> int | None:
    known = (place for place, name in enumerate(MONTHS, 1) if name.startswith(word))
    return next(known, None) if len(word) >= FEWEST_LETTERS else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
