"""What text a cell, a heading and the name of a sheet may hold: limits of the file format, and nothing that acts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from coprod_check.documents.text import as_compared, one_line, whole_letters

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_CELL = 32_767
"""Letters of a cell, as UTF-16 counts them (Microsoft, Excel specifications and limits)."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, its heading among them (the same page)."""
LONGEST_SHEET_NAME = 31
LONGEST_HEADING = 80
"""Letters of a heading; the file format would take 255."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, halves of letters, and what XML 1.0 has no place for."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def cut_to(text: str, most: int) -> str:
    r"""Shorten a text to so many letters as UTF-16 counts them, and show that it was; no letter is cut in two.

    >>> cut_to("abcdef", 4), cut_to("abcd", 4), cut_to("\U0001f600" * 3, 4)
    ('abc…', 'abcd', '😀…')
    """
    if 2 * len(text) <= most:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) // 2 <= most:
        return text
    return raw[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


@lru_cache(maxsize=65_536)
def cell_text(text: str) -> str:
    r"""What people typed, as it stands in a cell: line by line, no control character, no longer than a cell holds.

    What it begins with does not matter: it is written as a text, which no program calculates.

    >>> cell_text("=1+1\x07\n\n two")
    '=1+1\ntwo'
    """
    if text.isprintable():
        return cut_to(as_compared(_NOT_XML.sub(" ", text)), LONGEST_CELL)
    text = whole_letters(text)
    lines = (one_line(_NOT_XML.sub(" ", line)) for line in text.splitlines())
    return cut_to("\n".join(filter(None, lines)), LONGEST_CELL)


def unlike_headings(wanted: list[str]) -> list[str]:
    """Headings of which no two are the same in any case, as an Excel table needs them; a later equal gets a number.

    >>> unlike_headings(["Team", "TEAM", "", "Team (2)"])
    ['Team', 'TEAM (2)', 'Column', 'Team (2) (2)']
    """
    given: list[str] = []
    taken: set[str] = set()
    for each in wanted:
        heading = _free(cut_to(_on_one_line(each), LONGEST_HEADING) or "Column", LONGEST_HEADING, taken)
        taken.add(heading.casefold())
        given.append(heading)
    return given


def free_sheet_name(wanted: str, taken: Collection[str]) -> str:
    r"""A name for a sheet: at most 31 letters, none of ``[ ] : * ? / \``, no apostrophe at an end, and not taken.

    >>> free_sheet_name("Teams: a/b", []), free_sheet_name("teams", ["Teams"]), free_sheet_name("'", [])
    ('Teams a b', 'teams (2)', 'Sheet')
    """
    plain = one_line(_NOT_IN_A_NAME.sub(" ", _on_one_line(wanted))).strip("' ")
    plain = cut_to(plain, LONGEST_SHEET_NAME) or "Sheet"
    # Excel keeps the name History for itself.
    reserved = {"history", *(each.casefold() for each in taken)}
    return _free(plain, LONGEST_SHEET_NAME, reserved)


def _on_one_line(text: str) -> str:
    return one_line(cell_text(text))


def _free(wanted: str, most: int, taken: Collection[str]) -> str:
    name, number = wanted, 2
    while name.casefold() in taken:
        behind = f" ({number})"
        name = f"{cut_to(wanted, most - len(behind))}{behind}"
        number += 1
    return name
