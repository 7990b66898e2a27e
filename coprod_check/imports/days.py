"""Days as services write them, cut from their times; whether the day or the month comes first is never guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.understood import DatesRead

EARLIEST = 2000
"""Before this year nobody answered anything: LimeSurvey writes 1980 for "not told"."""

_TIME = r"(?:[t,\s]+(?:at |um |à |a las )?\d{1,2}[:.h]\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.DOTALL)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|(?<!-)\d{{2}}){_TIME}", re.DOTALL)
# With hyphens and two digits, 26-11-18 is as likely the year first.
_DAY_WORD = re.compile(
    rf"(?:[a-z]+,? )?(\d{{1,2}})(?:st|nd|rd|th)?[ -]([a-z]{{3,9}})\.?,?[ -](\d{{4}}|\d{{2}}){_TIME}", re.DOTALL
)
_WORD_DAY = re.compile(rf"(?:[a-z]+,? )?([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}", re.DOTALL)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH_LABEL = re.compile(r"([A-Za-z]{3,9})[-\s](\d{2}|\d{4})")


@dataclass(frozen=True, slots=True)
class NoDay:
    """A cell from which no day can be read."""

    why: Literal["blank", "never", "unreadable", "either"]
    """``never``: a day on which nobody answered (1980). ``either``: the day or the month may come first."""


def day_of(cell: ForeignCell, order: DatesRead) -> dt.date | NoDay:
    """The day of a cell; ``order`` says what comes first in dates such as 03/04/2026, empty if nobody knows.

    >>> day_of("2026/11/18 9:07:12 AM GMT+1", ""), day_of("18.11.2026 08:53", "dmy")
    (datetime.date(2026, 11, 18), datetime.date(2026, 11, 18))
    >>> day_of("03/04/2026", ""), day_of("04/04/2026", ""), day_of("1980-01-01 00:00:00", "")
    (NoDay(why='either'), datetime.date(2026, 4, 4), NoDay(why='never'))
    """
    if isinstance(cell, dt.datetime):
        return _counted(cell.date())
    if isinstance(cell, dt.date):
        return _counted(cell)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return NoDay("blank")
    if not isinstance(cell, str):
        return NoDay("unreadable")
    text = " ".join(cell.split()).casefold()
    if text.startswith("0000-00-00"):
        return NoDay("never")
    return _parsed(text, order)


def _parsed(text: str, order: DatesRead) -> dt.date | NoDay:
    found: dt.date | NoDay = NoDay("unreadable")
    if parts := _YEAR_FIRST.fullmatch(text):
        found = _made(*parts.groups())
    elif parts := _YEAR_LAST.fullmatch(text):
        one, _, two, year = parts.groups()
        if not order and (int(one) != int(two) or len(year) == 2):
            found = NoDay("either")
        else:
            found = _made(year, two, one) if order == "dmy" else _made(year, one, two)
    elif parts := _DAY_WORD.fullmatch(text):
        found = _made(parts.group(3), _month(parts.group(2)), parts.group(1))
    elif parts := _WORD_DAY.fullmatch(text):
        found = _made(parts.group(3), _month(parts.group(1)), parts.group(2))
    return found


def _month(word: str) -> str:
    return str(next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(word[:3])), 0))


def _made(year: str, month: str, day: str) -> dt.date | NoDay:
    try:
        return _counted(dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))
    except ValueError:
        return NoDay("unreadable")


def _counted(day: dt.date) -> dt.date | NoDay:
    return day if day.year >= EARLIEST else NoDay("never")


def order_told(cells: Iterable[ForeignCell]) -> DatesRead | Literal["both"]:
    """What a whole column tells: one first number above 12 proves that the day comes first, one second the month.

    ``both`` where each is proved, and so neither holds; empty where nothing is.

    >>> order_told(["03/04/2026", "18/11/2026"]), order_told(["3/4/26"]), order_told(["13/1/2026", "1/13/2026"])
    ('dmy', '', 'both')
    """
    proved: set[DatesRead] = set()
    for cell in cells:
        found = _YEAR_LAST.fullmatch(" ".join(cell.split()).casefold()) if isinstance(cell, str) else None
        if found:
            if int(found.group(1)) > 12 and len(found.group(4)) == 4:
                # 26/11/18 may begin with the year.
                proved.add("dmy")
            if int(found.group(3)) > 12:
                proved.add("mdy")
    if len(proved) > 1:
        return "both"
    return next(iter(proved), "")


def month_label(cell: ForeignCell) -> str:
    """The label of a round that a spreadsheet has made a date of, as it was typed: 2026-11.

    Empty where it is no such date.

    >>> month_label("Nov-26"), month_label(__import__("datetime").date(2026, 11, 1)), month_label("Autumn")
    ('2026-11', '2026-11', '')
    """
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m}"
    found = _MONTH_LABEL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    month = int(_month(found.group(1).casefold())) if found else 0
    if not (found and month and _MONTHS[month - 1].startswith(found.group(1).casefold())):
        return ""
    year = found.group(2)
    return f"{int(year) + (2000 if len(year) == 2 else 0)}-{month:02}"
