"""XML read as a stream: nothing is kept, nothing outside it is fetched, and what only an attacker writes is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from coprod_check.storage.foreign.foreign_limits import DEEPEST_ELEMENT, LONGEST_TAG
from coprod_check.storage.foreign.packed import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.storage.foreign.foreign_limits import Spent

_NOT_OF_A_SPREADSHEET = "which no spreadsheet writes; open it in a spreadsheet and save it again as .xlsx"


class XmlListener:
    """Looks at XML as it goes by; this one counts and does nothing else.

    A workbook has millions of elements, so each of them costs as few calls as can be.
    """

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self.opened = 0
        """Elements that began. Whoever overrides ``start`` counts on."""

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
    closed: list[str] = []
    parser = _parser(listener, closed, spent)
    before, ended, fed = spent.elements, 0, 0
    try:
        for piece in pieces:
            parser.Parse(piece)
            fed += len(piece)
            ended += len(closed)
            closed.clear()
            spent.elements = before + listener.opened
            listener.rest()
            spent.check()
            if listener.opened - ended > DEEPEST_ELEMENT or fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise spent.refusal(f"has XML that is nested too deep or has endless tags, {_NOT_OF_A_SPREADSHEET}")
        parser.Parse(b"", True)  # noqa: FBT003 - the library's own way to say that this is the end
    except (expat.ExpatError, LookupError, ValueError):
        raise spent.refusal(DAMAGED) from None
    spent.elements = before + listener.opened
    listener.rest()
    spent.check()


def _parser(listener: XmlListener, closed: list[str], spent: Spent) -> expat.XMLParserType:
    def declared(*_: object) -> None:
        raise spent.refusal(f"declares XML entities or a document type, {_NOT_OF_A_SPREADSHEET}")

    def unparsed(*_: object) -> None:
        raise spent.refusal(f"has XML text marked as CDATA, {_NOT_OF_A_SPREADSHEET}")

    def end(tag: str) -> None:
        closed.append(tag)
        listener.end(tag)

    kind = type(listener)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    # What ends is only counted, and appending to a list is the cheapest way to be called.
    parser.EndElementHandler = closed.append if kind.end is XmlListener.end else end
    if kind.text is not XmlListener.text:
        parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = declared
    parser.StartCdataSectionHandler = unparsed
    return parser
