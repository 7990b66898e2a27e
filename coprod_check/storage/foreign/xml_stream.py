"""XML read as a stream: nothing is kept, nothing outside it is fetched, and what only an attacker writes is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from coprod_check.storage.foreign.foreign_limits import DEEPEST_ELEMENT, LONGEST_STRETCH, LONGEST_TAG
from coprod_check.storage.foreign.packed import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.storage.foreign.foreign_limits import Spent

_NOT_OF_A_SPREADSHEET = "which no spreadsheet writes; open it in a spreadsheet and save it again as .xlsx"
_SLICE = 64 * 1024
"""Bytes after which it is looked at how deep elements are nested."""
_IN_UTF_8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml\s(?![^<>]*encoding(?!\s*=\s*["']utf-8["']))[^<>]*\?>\s*)?<[a-z]""", re.IGNORECASE
)
"""How XML begins of which each letter below 128 is one byte, and each such byte a letter."""


class XmlListener:
    """Looks at XML as it goes by; this one counts and does nothing else.

    A workbook has millions of elements, so each of them costs as few calls as can be. Better
    still is a stretch of many that a listener knows at a glance: none of its elements is then
    told to it one by one. The parser reads it all the same, so that damage in it is found.
    """

    begins = ends = b""
    """How a stretch begins and ends that may be known at a glance; empty where none is."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self.opened = 0
        """Elements that began. Whoever overrides ``start`` counts on."""

    def knows(self, stretch: bytes) -> bool:
        """Take a stretch at a glance, elements counted, or leave it; it is in UTF-8, and outside any comment.

        Whoever takes it answers for every ``<`` in it, and for each element being closed in it.
        """
        del stretch
        return False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at an element that begins, named as it is written."""
        del tag, attributes
        self.opened += 1

    def end(self, tag: str) -> None:
        """Look at an element that ends; not called at all unless a class of its own does something here."""

    def text(self, text: str) -> None:
        """Look at text between tags; as ``end``."""

    def rest(self) -> None:
        """Bring what is counted up to date: called after each piece, and at the end."""


def listen(pieces: Iterable[bytes], listener: XmlListener, spent: Spent) -> None:
    """Let somebody look at XML piece by piece; limits are checked after each piece.

    Raises ``BadInput`` for XML that is damaged, or that declares entities: with them
    a few letters can stand for very many, or for another file.
    """
    heard = _Heard(listener, spent)
    before = spent.elements
    try:
        for piece, whole in _stretches(pieces, listener.begins, listener.ends):
            heard.take(piece, whole=whole)
            spent.elements = before + listener.opened
            listener.rest()
            spent.check()
        heard.end()
    except (expat.ExpatError, LookupError, ValueError):
        raise spent.refusal(DAMAGED) from None
    spent.elements = before + listener.opened
    listener.rest()
    spent.check()


def _stretches(pieces: Iterable[bytes], begins: bytes, ends: bytes) -> Iterator[tuple[bytes, bool]]:
    """Cut XML anew where stretches begin and end; with each piece, whether it is such a stretch.

    What is told of it here only saves time: a piece that is none is looked at element by element.
    """
    kept, may_be = b"", None if begins else False
    for piece in pieces:
        if may_be is None:
            may_be = bool(_IN_UTF_8.match(piece))
        if not may_be:
            yield piece, False
            continue
        kept += piece
        first, last = kept.find(begins), kept.rfind(ends)
        if 0 <= first < last:
            if first:
                yield kept[:first], False
            yield kept[first : last + len(ends)], True
            kept = kept[last + len(ends) :]
        elif first < 0 or len(kept) > LONGEST_STRETCH:
            yield kept, False
            kept = b""
    yield kept, False


class _Heard:
    """A parser that tells a listener what it reads."""

    def __init__(self, listener: XmlListener, spent: Spent) -> None:
        self._listener, self._spent = listener, spent
        self._closed: list[str] = []
        self._fed = self._ended = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._declared
        self._parser.StartCdataSectionHandler = self._unparsed
        self._hears = False

    def take(self, piece: bytes, *, whole: bool) -> None:
        """Read a piece. Whether it is a whole stretch is believed only where nothing before it is still open."""
        listener, parser, opened = self._listener, self._parser, self._listener.opened
        known = whole and parser.CurrentByteIndex == self._fed and listener.knows(piece)
        if self._hears is known:
            self._hear(not known)
        self._ended += listener.opened - opened
        for start in range(0, len(piece), _SLICE):
            self._read(piece[start : start + _SLICE])

    def _read(self, part: bytes) -> None:
        listener, parser = self._listener, self._parser
        parser.Parse(part)
        self._fed += len(part)
        self._ended += len(self._closed)
        self._closed.clear()
        if listener.opened - self._ended > DEEPEST_ELEMENT or self._fed - parser.CurrentByteIndex > LONGEST_TAG:
            raise self._spent.refusal(f"has XML that is nested too deep or has endless tags, {_NOT_OF_A_SPREADSHEET}")

    def end(self) -> None:
        """Read to the end: what is still open there is damage."""
        self._parser.Parse(b"", True)  # noqa: FBT003 - the library's own way to say that this is the end

    def _hear(self, hears: bool) -> None:  # noqa: FBT001 - on or off is all that there is
        listener, parser = self._listener, self._parser
        kind = type(listener)
        self._hears = hears
        parser.StartElementHandler = listener.start if hears else None
        # What ends is only counted, and appending to a list is the cheapest way to be called.
        end = self._closed.append if kind.end is XmlListener.end else self._end
        parser.EndElementHandler = end if hears else None
        parser.CharacterDataHandler = listener.text if hears and kind.text is not XmlListener.text else None

    def _end(self, tag: str) -> None:
        self._closed.append(tag)
        self._listener.end(tag)

    def _declared(self, *_: object) -> None:
        raise self._spent.refusal(f"declares XML entities or a document type, {_NOT_OF_A_SPREADSHEET}")

    def _unparsed(self, *_: object) -> None:
        raise self._spent.refusal(f"has XML text marked as CDATA, {_NOT_OF_A_SPREADSHEET}")
