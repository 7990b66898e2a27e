"""In which alphabet a CSV file is written: UTF-8, UTF-16, or that of Western Windows, as Excel's plain “CSV” has it."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from coprod_check.storage.parsing import only_a_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

UTF_8, UTF_16, WESTERN = "utf-8-sig", "utf-16", "cp1252"

NOT_TEXT = "is not text that we can read; save it as text in UTF-8, such as “CSV UTF-8” in a spreadsheet"
WESTERN_ALPHABET = (
    "is not in UTF-8, so it was read in the alphabet of Western Windows (cp1252); where letters with accents look"
    " wrong, save it again as “CSV UTF-8”"
)
"""The note on a file that was read so, as ``import`` says it."""

_PIECE = 1 << 20


def alphabet_of(path: Path) -> str:
    """Tell the alphabet of a file from all of it; raises ``ValueError`` where none fits.

    As ``import`` tells it: text without a mark that is not UTF-8 is in the alphabet of
    Western Windows, unless most of its accents are UTF-8 and a few letters were spoilt.
    """
    only_a_file(path)
    with path.open("rb") as file:
        if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return UTF_16
    wrong = _first_wrong(_pieces(path), "utf-8")
    if not wrong:
        return UTF_8
    if not (_has_mark(path) or _is_mostly_utf_8(path)):
        wrong = _first_wrong(_pieces(path), WESTERN)
        if not wrong:
            return WESTERN
    message = f"line {wrong} has a letter that is in no alphabet we know, or in another than the rest"
    raise ValueError(f"{message}; save it again as “CSV UTF-8”")


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file; raises ``ValueError`` where there is a zero among them, which no text has."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if b"\0" in piece:
                raise ValueError(NOT_TEXT)
            yield piece


def _has_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8


def _first_wrong(pieces: Iterable[bytes], encoding: str) -> int:
    """The first line with bytes that are no letters in an alphabet; 0 where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, waiting = 1, False
    for piece in pieces:
        if waiting or not piece.isascii():
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            waiting = bool(decoder.getstate()[0])
        line += piece.count(b"\n")
    return line if waiting else 0


def _is_mostly_utf_8(path: Path) -> bool:
    """Whether more letters beyond ASCII are right in UTF-8 than wrong, so that a few were spoilt afterwards."""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    right = size = letters = 0
    for piece in _pieces(path):
        text = decoder.decode(piece)
        size += len(piece)
        right += len(text.encode())
        letters += len(text) - len(text.encode("ascii", "ignore"))
    return letters > size - right
