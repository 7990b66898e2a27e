"""Rows and shared texts of an XLSX workbook as nearly every program writes them, told from their letters alone.

Going through a large workbook element by element takes four times as long as the library takes
to read it. Whatever is not written in exactly these ways is left to whoever looks closer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from coprod_check.storage.foreign.sheet_facts import column_number

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, ROW_END = b"<row ", b"</row>"
TEXT, TEXT_END = b"<si>", b"</si>"

_CELL_TAG = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: [a-z]+="[^"<>&]*")*)'
_TEXT_TAG = rb'<t(?: xml:space="preserve")?>'

_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"(?: [A-Za-z0-9:]+="[^"<>&]*")*>')
_ROW_AND_NEXT = re.compile(rb"</row>\s*+(?:<row |\Z)")
_VALUE = re.compile(_CELL_TAG + rb"><v>([^<]*+)</v></c>")
_INLINE = re.compile(_CELL_TAG + rb"><is>" + _TEXT_TAG + rb"([^<]*+)</t></is></c>")
_BLANK = re.compile(_CELL_TAG + rb"/>")
_SHARED_TEXT = re.compile(rb"<si>" + _TEXT_TAG + rb"([^<]*+)</t></si>")
_KIND = re.compile(rb' t="([^"]*)"')
_NAMED_LETTER = re.compile(rb"&(?:amp|lt|gt|quot|apos);")


@dataclass(frozen=True, slots=True)
class KnownRows:
    """What whole rows hold: no formulas, no errors, nothing hidden."""

    last: int
    """The number of the last row."""
    place: str
    """The place of the last cell, a blank one too; empty where there is none."""
    elements: int
    filled: int
    """Cells with something in them."""
    letters: int
    """Bytes of their text."""
    rows: tuple[int, int]
    """The first and the last row with something in it; zeros where there is none."""
    columns: tuple[int, int]


def known_rows(stretch: bytes, lengths: Sequence[int]) -> KnownRows | None:
    """What the rows hold that are all of a stretch; ``None`` where not all is plain in it.

    ``lengths`` are those of the shared texts. Cells are found wherever they are written in one of
    three ways, and then each ``<`` is accounted for: one that is overlooked could stand anywhere.

    >>> known_rows(b'<row r="3"><c r="B3" t="s"><v>0</v></c></row>', [5])
    KnownRows(last=3, place='B3', elements=3, filled=1, letters=5, rows=(3, 3), columns=(2, 2))
    >>> known_rows(b'<row r="3"><c r="B3"><f>1+1</f><v>2</v></c></row>', [])
    """
    stretch = _as_parsed(stretch)
    numbers, closed = _ROW.findall(stretch), stretch.count(ROW_END)
    values = _VALUE.findall(stretch)
    inline = _INLINE.findall(stretch) if b"<is>" in stretch else []
    blanks = _BLANK.findall(stretch) if b"/>" in stretch else []
    accounted = 2 * len(numbers) + 4 * len(values) + 6 * len(inline) + len(blanks)
    # Each row is closed before the next one opens.
    alternate = stretch.startswith(ROW) and len(numbers) == closed == len(_ROW_AND_NEXT.findall(stretch))
    if stretch.count(b"<") != accounted or not alternate or b"&" in stretch or b" hidden=" in stretch:
        return None
    filled = [*values, *inline]
    in_columns, in_rows, more, said = zip(*filled, strict=True) if filled else ((), (), (), ())
    letters = _letters(more, said, lengths)
    if letters is None:
        return None
    rows = sorted(map(int, set(in_rows))) or [0]
    columns = sorted(column_number(each.decode()) for each in set(in_columns)) or [0]
    return KnownRows(
        last=int(numbers[-1]),
        place=_last_place(stretch),
        elements=len(numbers) + 2 * len(values) + 3 * len(inline) + len(blanks),
        filled=len(filled),
        letters=letters,
        rows=(rows[0], rows[-1]),
        columns=(columns[0], columns[-1]),
    )


def known_texts(stretch: bytes) -> list[int] | None:
    r"""The lengths of the shared texts that are all of a stretch, in UTF-8; ``None`` where not all is plain in it.

    >>> known_texts(b"<si><t>Caf\xc3\xa9 &amp; bar</t></si><si><t/></si>")
    >>> known_texts(b"<si><t>Caf\xc3\xa9 &amp; bar</t></si>")
    [11]
    """
    stretch = _as_parsed(stretch)
    texts = _SHARED_TEXT.findall(stretch)
    return None if stretch.count(b"<") != 4 * len(texts) or b"&" in stretch else list(map(len, texts))


def _as_parsed(stretch: bytes) -> bytes:
    """Let each letter count as often as a parser tells it; what it tells otherwise keeps its ``&``."""
    if b"\r" in stretch:
        stretch = stretch.replace(b"\r\n", b"\n")
    return _NAMED_LETTER.sub(b"+", stretch) if b"&" in stretch else stretch


def _letters(more: Sequence[bytes], said: Sequence[bytes], lengths: Sequence[int]) -> int | None:
    """Bytes of the text of cells; ``None`` where one is an error, or names a text that there is not.

    ``more`` is what else stands in the tag of each.
    """
    kinds = {each: kind.group(1) if (kind := _KIND.search(each)) else b"" for each in set(more)}
    if b"e" in kinds.values():
        return None
    is_shared = {each: kind == b"s" for each, kind in kinds.items()}
    shared = list(compress(said, map(is_shared.__getitem__, more)))
    digits = b"".join(shared)
    if shared and not (digits.isdigit() and all(shared)):
        return None
    try:
        letters = sum(map(lengths.__getitem__, map(int, shared)))
    except (IndexError, ValueError):
        return None
    return letters + len(b"".join(said)) - len(digits)


def _last_place(stretch: bytes) -> str:
    start = stretch.rfind(b'<c r="')
    return "" if start < 0 else stretch[start + 6 : stretch.index(b'"', start + 6)].decode()
