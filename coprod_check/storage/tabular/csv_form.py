"""How a CSV file is laid out: in which alphabet, with which separator, and where its headings stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from coprod_check.documents.text import is_blank
from coprod_check.storage.tabular.alphabet import alphabet_of
from coprod_check.storage.tabular.by_name import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    CsvReader = Any
    """What ``csv.reader`` gives; the library has no public name for it."""

_SEPARATORS = ",;\t"
_SAID = re.compile(
    r'B*(?:"B*)?sep=B*([^\w\s"]|\t)B*(?:"B*)?(?:([,;\t|])\2*B*)?(?:\r\n|\r|\n|\Z)'.replace("B", r"[^\S\r\n\t]"),
    re.IGNORECASE,
)
"""Excel's own first line, which Excel obeys and does not show. Programs that show it save it as a cell of its own: in
quotes, with blanks, and with empty cells behind it."""
_LINE = re.compile(r"[^\r\n]*")


class CsvForm(NamedTuple):
    """How a CSV file is written."""

    encoding: str
    delimiter: str
    skipped: int = 0
    """Lines before the table: 1 where the first one names the separator."""


def csv_dialect(path: Path) -> CsvForm:
    """Tell how a file is written; raises ``ValueError`` where it is no text, ``OSError`` where it cannot be read."""
    encoding = alphabet_of(path)
    with path.open("rb") as file:
        # A character may be cut at the end; what is before it is enough.
        text = file.read(BEGINNING).decode(encoding, errors="ignore")
    if said := said_separator(text):
        return CsvForm(encoding, said, 1)
    return CsvForm(encoding, likeliest_separator(text))


def said_separator(text: str) -> str:
    r"""The separator that the first line of a file names for Excel; empty where it names none.

    >>> said_separator("sep=;\r\nteam;date\r\n"), said_separator('"sep=|"\nteam|date'), said_separator("team,sep=;")
    (';', '|', '')

    Whoever saves the line with empty cells behind it parts all cells by what stands there.

    >>> said_separator(" sep=; \nteam"), said_separator("sep=;;;;\nteam"), said_separator('"sep=;",,,\nteam')
    (';', ';', ',')
    """
    found = _SAID.match(text)
    return (found.group(2) or found.group(1)) if found else ""


def likeliest_separator(text: str) -> str:
    r"""Whichever of three separators the first line that is not blank has most of.

    >>> likeliest_separator("team;date\n1,2,3"), likeliest_separator("\n;;\nteam;date")
    (';', ';')
    """
    lines = (found.group() for found in _LINE.finditer(text))
    first = next((line for line in lines if line.strip(f'{_SEPARATORS}" ')), "")
    return max(_SEPARATORS, key=first.count)


def rows_with_lines(reader: CsvReader, before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not blank, with the line that it begins on; ``before`` lines came before the reader's."""
    start = before + reader.line_num + 1
    for row in reader:
        if any(map(str.strip, row)):
            yield start, row
        start = before + reader.line_num + 1


def within_headings(row: list[str], width: int) -> list[str] | None:
    """A row without blanks beyond the last heading, as spreadsheets add some; it may end early.

    ``None`` where something stands beyond the last heading.

    >>> within_headings(["T"], 2), within_headings(["T", "1", " "], 2), within_headings(["T", "1", "2"], 2)
    (['T'], ['T', '1'], None)
    """
    if len(row) <= width:
        return row
    return None if any(map(str.strip, row[width:])) else row[:width]


def ghosts(headings: Sequence[str]) -> list[int]:
    """The places of headings with nothing in them: spreadsheets add such columns, mostly with no cell in them."""
    return [place for place, heading in enumerate(headings) if is_blank(heading)]


def empty_ghosts(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> set[int]:
    r"""The places of columns with neither a heading nor a cell.

    >>> empty_ghosts(["team", "", " "], [["T", "", "1"], ["U"]]), empty_ghosts(["team", "\u200b"], [["T", ""]])
    ({1}, {1})
    """
    unnamed = ghosts(headings)
    empty = set(unnamed)
    for row in rows if empty else ():
        there = unnamed[: bisect_left(unnamed, len(row))]
        empty.difference_update(place for place in there if row[place].strip())
    return empty


def ends_before(row: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a row ends before the last of some places.

    >>> ends_before(["T", "1"], [0, 1]), ends_before(["T", "1"], [0, 2]), ends_before(["T"], [])
    (False, True, False)
    """
    return bool(places) and len(row) <= places[-1]
