"""Rounds that a spreadsheet has changed: it takes ``2026-11`` for a date, and shows and saves ``Nov-26``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coprod_check.imports.days import month_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AS_TEXT = "to keep a month as it is typed, choose Format cells, Text first"
_NAMED = 3
"""Rounds that a note names."""

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_FIRST = "0?1"
_TIME = r"(?:[T ]0?0:00(?::00)?(?:\.0+)?)?"
_LIKE_MONTHS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_MONTH}[/.-]{_YEAR}",
        rf"{_YEAR}[/.]{_MONTH}",
        rf"{_YEAR}(?P<between>[/.-]){_MONTH}(?P=between){_FIRST}{_TIME}",
        rf"{_FIRST}(?P<between>[/.-]){_MONTH}(?P=between){_YEAR}{_TIME}",
        rf"{_MONTH}(?P<between>[/.-]){_FIRST}(?P=between){_YEAR}{_TIME}",
    )
)
"""A month alone, or its first day, which is what a spreadsheet makes of a month."""


def month_notes(rounds: Iterable[str]) -> Iterator[str]:
    """Say which rounds a spreadsheet has changed: those that were read as what was typed, and those that were not.

    >>> [note.partition(";")[0] for note in month_notes(["Nov-26", "1/12/2026", "2026-11", "2026-11-22"])]
    ['round: a spreadsheet has made Nov-26 of 2026-11', 'round: a spreadsheet may have made 1/12/2026 of 2026-12']
    """
    cells = {each.strip() for each in rounds}
    read = {cell: label for cell in cells if (label := month_label(cell)) and label != cell}
    if read:
        yield f"round: a spreadsheet has made {_named(read)}; read as what was typed; {AS_TEXT}"
    perhaps = {cell: label for cell in cells if (label := _likely_month(cell))}
    if perhaps:
        fix = f"read as it stands; if {perhaps[min(perhaps)]} is meant, write that; {AS_TEXT}"
        yield f"round: a spreadsheet may have made {_named(perhaps)}; {fix}"


def _likely_month(cell: str) -> str:
    """The label that somebody may have typed where a spreadsheet shows a month, or its first day, in numbers.

    >>> [_likely_month(each) for each in ("11/2026", "2026-11-01", "1.11.2026", "11/1/2026", "2026-11-22", "Wave 11")]
    ['2026-11', '2026-11', '2026-11', '2026-11', '', '']
    """
    found = next(filter(None, (form.fullmatch(cell) for form in _LIKE_MONTHS)), None)
    return f"{found['year']}-{int(found['month']):02}" if found else ""


def _named(labels: dict[str, str]) -> str:
    told = [f"{cell} of {labels[cell]}" for cell in sorted(labels)]
    more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return ", ".join(told[:_NAMED]) + more
