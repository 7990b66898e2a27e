"""Words that every page shares: days, numbers, lists of names, and how a score moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coprod_check.documents.text import count, one_line
from coprod_check.rules.numbers import half_up

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

FALL = "Lower than last time can mean that you understand it better now. Ask before you judge."
STATUS_WORDS = {
    "dont-know": "don't know",
    "not-applicable": "does not apply",
    "unanswered": "not answered",
    "too-few": "too few answered to show",
}
"""Why there is no level, in words."""


def cut(text: str, most: int) -> str:
    """Shorten a text to ``most`` letters, between words, and show that it was.

    A word is cut only where leaving it out would leave less than half.

    >>> cut("what was left of it", 12), cut("all of it", 12), cut("see international", 12)
    ('what was…', 'all of it', 'see interna…')
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    between = max(kept.rfind(" "), kept.rfind("-"))
    whole = text[most - 1] in " -" or between < most // 2
    return f"{(kept if whole else kept[:between]).rstrip(' -')}…"


def short_day(date: dt.date) -> str:
    """Write a date where there is little room.

    >>> import datetime
    >>> short_day(datetime.date(2027, 1, 7))
    '7 Jan 2027'
    """
    return f"{date.day} {date:%b %Y}"


_SMALL_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelt(number: int) -> str:
    """Write a small number as a word.

    >>> spelt(2), spelt(19)
    ('two', '19')
    """
    return _SMALL_NUMBERS[number] if 0 <= number < len(_SMALL_NUMBERS) else str(number)


_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def round_words(label: str) -> str:
    """Write the label of a round for people: a month by its name, anything else as it was typed, on one line.

    >>> round_words("2026-11"), round_words("after the move")
    ('November 2026', 'after the move')
    """
    month = _MONTH.fullmatch(label.strip())
    return f"{_MONTHS[int(month[2]) - 1]} {month[1]}" if month else one_line(label)


def short_round_words(label: str) -> str:
    """Write the label of a round where there is little room.

    >>> short_round_words("2026-11"), short_round_words("after the move")
    ('Nov 2026', 'after the move')
    """
    month = _MONTH.fullmatch(label.strip())
    return f"{_MONTHS[int(month[2]) - 1][:3]} {month[1]}" if month else one_line(label)


def months(first: dt.date, last: dt.date) -> str:
    """Write from which month to which, for people.

    >>> import datetime
    >>> may, november, january = (datetime.date(*day) for day in ((2026, 5, 1), (2026, 11, 30), (2027, 1, 7)))
    >>> months(may, may), months(may, november), months(may, january)
    ('May 2026', 'May to November 2026', 'May 2026 to January 2027')
    """
    start, end = (f"{_MONTHS[each.month - 1]} {each.year}" for each in (first, last))
    if start == end:
        return end
    return f"{start.split()[0] if first.year == last.year else start} to {end}"


def count_people(staff: int, members: int) -> str:
    """Say how many people of each side.

    >>> count_people(4, 1), count_people(1, 3)
    ('4 staff and 1 person with lived experience', '1 member of staff and 3 people with lived experience')
    >>> count_people(0, 2)
    '2 people with lived experience'
    """
    sides = (
        (staff, "1 member of staff" if staff == 1 else f"{staff} staff"),
        (members, f"{count(members, 'person', 'people')} with lived experience"),
    )
    return " and ".join(words for people, words in sides if people) or "nobody"


def number(value: float) -> str:
    """Write a score for people: one decimal, rounded half up."""
    return f"{half_up(value, 1):.1f}"


def listed(names: Iterable[str]) -> str:
    """Join names as people do.

    >>> listed(["a"]), listed("abc")
    ('a', 'a, b and c')
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def score_moved(then: float | None, now: float | None) -> str:
    """Say how a score moved: never "worse", and never a difference that rounding hides.

    >>> score_moved(1.4, 1.0), score_moved(1.0, 1.8), score_moved(1.0, 1.01)
    ('lower by 0.4', 'higher by 0.8', 'as before')
    >>> score_moved(1.44, 1.35), score_moved(None, 1.0)
    ('nearly as before', '')
    """
    if then is None or now is None:
        return ""
    apart, looks_same = half_up(abs(now - then), 1), number(now) == number(then)
    if not apart or looks_same:
        return "as before" if looks_same and not apart else "nearly as before"
    return f"{'higher' if now > then else 'lower'} by {apart:.1f}"


def stage_unknown(teams: int) -> str:
    """Say of how many teams the stage is not known, and what the reasons can be.

    >>> stage_unknown(1)
    'The stage of 1 team is not known: only one side was heard, or too few practices are rated to say'
    """
    why = "only one side was heard, or too few practices are rated to say"
    return f"The stage of {count(teams, 'team')} is not known: {why}"
