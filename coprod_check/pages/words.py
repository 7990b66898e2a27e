"""Words that every page shares: days, numbers, lists of names, and how a score moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
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
    """Shorten a text to ``most`` letters, and show that it was.

    >>> cut("what was left of it", 12), cut("all of it", 12)
    ('what was le…', 'all of it')
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def day(date: dt.date) -> str:
    """Write a date for people.

    >>> import datetime
    >>> day(datetime.date(2027, 1, 7))
    '7 January 2027'
    """
    return f"{date.day} {date:%B %Y}"


def short_day(date: dt.date) -> str:
    """Write a date where there is little room.

    >>> import datetime
    >>> short_day(datetime.date(2027, 1, 7))
    '7 Jan 2027'
    """
    return f"{date.day} {date:%b %Y}"


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
