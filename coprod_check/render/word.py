"""A document that a word processor can edit: real headings, lists, tables with headings, pictures with words.

What people typed goes into text and attributes only, never into a field code. Beside
the page numbers, which are the two fields of the footer, the document holds no field,
no macro and no link.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from functools import cache
from importlib import resources
from itertools import count
from string import Template
from typing import TYPE_CHECKING, Any, assert_never

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm

from coprod_check.pages.blocks import Bullets, Figure, Heading, Para
from coprod_check.pages.table import Table
from coprod_check.render.direction import FROM_THE_RIGHT, begins_from_the_right, direction, language_tag, turned
from coprod_check.render.measure import text_width
from coprod_check.render.page_text import for_page
from coprod_check.render.pictures import light_colours, pictures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document

    from coprod_check.pages.blocks import Block, Report

_A4, _MARGIN = (210, 297), 20
_TEXT_WIDTH = _A4[0] - 2 * _MARGIN
"""Millimetres from margin to margin."""
_WIDE, _ABREAST, _MOST_HIGH = 100, 82, 140
"""Millimetres that a picture is wide alone, wide beside others, and high at most."""
_HIGH = 100
"""Millimetres up to which pictures stay on one page with their table."""
_TWIPS = 56.7
"""Word's unit of length, in a millimetre."""
_POINTS = 2.835
_CELL_LETTERS, _CELL_SIDES = 9.5, 12
"""Points: letters in tables, and room beside them in a cell."""
_WIDEST_WORD = 0.4
"""Share of the width up to which a column is kept as wide as its longest word."""
_KEPT = 7
"""Rows up to which a table is not parted between two pages."""
_LONGEST_TITLE = 255
"""Letters that the properties of a document can hold."""
_PLACES = {"en": "en-GB"}
"""Word spells by country."""
_UNUSED = ("stylesWithEffects", "webSettings", "fontTable", "customXml", "thumbnail", "extended-properties")
"""What the document to start from holds, and ours does not need or should not say."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The only time that a zip file of ours knows, so that the same report gives the same bytes."""


class WordRenderer:
    """Writes a report as one document, in the language of its rubric."""

    def __init__(self, language: str) -> None:
        """Take the language that the rubric says it is in; English where that is no language."""
        self._language = language_tag(language)
        self._body = _Body(rtl=direction(self._language) == "rtl")

    def render(self, report: Report) -> bytes:
        """Give the whole file; the same report gives the same bytes on the same machine."""
        document = docx.Document()
        title = next((_line(block.text) for block in report if isinstance(block, Heading)), "")
        _strip(document)
        self._set_up(document)
        _properties(document, title, self._language)
        self._footer(document, title)
        body = document.element.body
        end = body.sectPr
        numbers = count(1)
        for block in report:
            for element in self._block(document, block, numbers):
                end.addprevious(element)
        if report and isinstance(report[-1], Table | Figure):
            end.addprevious(self._body.paragraph("", "Normal"))
        return _same_each_time(document)

    def _set_up(self, document: Document) -> None:
        """Put our styles, the language and A4 in the place of what the document began with."""
        language = _PLACES.get(self._language, self._language)
        values = {"language": language, "bidi": "1" if self._body.rtl else "0", **_colours()}
        for root, name in (
            (document.part.numbering_part.element, "word-numbering.xml"),
            (document.styles.element, "word-styles.xml"),
            (document.settings.element, "word-settings.xml"),
        ):
            _refill(root, Template(_asset(name)).substitute(values))
        section = document.sections[0]
        section.page_width, section.page_height = map(Mm, _A4)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
        section.footer_distance = Mm(_MARGIN / 2)
        if self._body.rtl:
            grid = document.element.body.sectPr.find(qn("w:docGrid"))
            grid.addprevious(_made("w:bidi"))

    def _footer(self, document: Document, title: str) -> None:
        footer = document.sections[0].footer
        footer.is_linked_to_previous = False
        line = self._body.paragraph("", "Footer")
        line.extend((*_runs("Page "), _field("PAGE"), *_runs(" of "), _field("NUMPAGES"), *_runs(f" · {title}")))
        first = footer.paragraphs[0]._p  # noqa: SLF001 - has no public name
        first.addprevious(line)
        first.getparent().remove(first)

    def _block(self, document: Document, block: Block, numbers: Iterator[int]) -> Iterator[Any]:
        body = self._body
        match block:
            case Heading(text, depth):
                yield body.paragraph(text, "Title" if depth == 1 else f"Heading{min(depth - 1, 3)}")
            case Para(text):
                yield body.paragraph(text, "Normal")
            case Bullets(items, named):
                yield from (body.paragraph(item, "ListBullet", named=named) for item in items)
            case Table():
                yield body.paragraph(block.caption, "Caption")
                yield body.table(block)
            case Figure():
                yield body.paragraph(block.says, "Normal", keep=True)
                yield from _drawn(document, block, numbers)
                yield body.paragraph(block.table.caption, "Caption")
                yield body.table(block.table, block.says)
            case _:
                assert_never(block)


# Paragraphs and tables. The order of what a paragraph or a table says of itself is fixed by the standard.


class _Body:
    """Makes what stands in a document whose usual direction is known."""

    def __init__(self, *, rtl: bool) -> None:
        self.rtl = rtl

    def paragraph(self, text: str, style: str, *, keep: bool = False, named: bool = False) -> Any:  # noqa: ANN401 - the elements of lxml have no types
        """Make a paragraph in the direction of its first letter; ``keep`` holds it together with the next one."""
        text = _line(text)
        properties = _made("w:pPr", _made("w:pStyle", val=style))
        if keep:
            properties.append(_made("w:keepNext"))
        if (rtl := begins_from_the_right(text)) != self.rtl:
            properties.append(_made("w:bidi", val="1" if rtl else "0"))
            if self.rtl:
                properties.append(_made("w:jc", val="right"))
        name, colon, rest = text.partition(": ")
        if named and colon:
            return _made("w:p", properties, *_runs(f"{name}:", strong=True), *_runs(f" {rest}"))
        return _made("w:p", properties, *_runs(text))

    def table(self, table: Table, says: str = "") -> Any:  # noqa: ANN401 - as above
        """Make a table whose first row and first column head it, with a name and a description."""
        widths = column_widths(table)
        properties = _made("w:tblPr", _made("w:tblStyle", val="ReportTable"))
        if self.rtl:
            properties.append(_made("w:bidiVisual"))
        described = _line(says) or f"The columns are: {', '.join(map(_line, table.header))}."
        properties.extend(
            (
                _made("w:tblW", w=str(sum(widths)), type="dxa"),
                _made("w:tblLayout", type="fixed"),
                _made("w:tblLook", val="06A0", firstRow="1", firstColumn="1", noHBand="1", noVBand="1"),
                _made("w:tblCaption", val=_line(table.caption)),
                _made("w:tblDescription", val=described),
            )
        )
        grid = _made("w:tblGrid", *(_made("w:gridCol", w=str(width)) for width in widths))
        rows = [self._row(table.header, widths, "TableHeading")]
        whole = len(table.rows) <= _KEPT
        for place, cells in enumerate(table.rows, 1):
            rows.append(self._row(cells, widths, "TableText", keep=whole and place < len(table.rows)))
        return _made("w:tbl", properties, grid, *rows)

    def _row(self, cells: Sequence[str], widths: Sequence[int], style: str, *, keep: bool = False) -> Any:  # noqa: ANN401 - as above
        properties = _made("w:trPr", _made("w:cantSplit"))
        if style == "TableHeading":
            properties.append(_made("w:tblHeader"))
        row = _made("w:tr", properties)
        for cell, width in zip(cells, widths, strict=True):
            size = _made("w:tcPr", _made("w:tcW", w=str(width), type="dxa"))
            row.append(_made("w:tc", size, self.paragraph(cell, style, keep=keep)))
        return row


def column_widths(table: Table) -> list[int]:
    """Widths of the columns in Word's units, which come to the width of the text.

    Every column is as wide as its longest word where there is room; what is left goes to
    the columns in proportion to what they still lack for their longest cell.
    """
    most = _TEXT_WIDTH * _POINTS
    columns = list(zip(table.header, *table.rows, strict=True))
    widths = [min(max(map(_longest_word, column)), most * _WIDEST_WORD) for column in columns]
    lacking = [max(map(_width, column)) - width for column, width in zip(columns, widths, strict=True)]
    left = most - sum(widths)
    if left <= 0:
        widths = [width * most / sum(widths) for width in widths]
    elif sum(lacking) <= left:
        spare = (left - sum(lacking)) / len(columns)
        widths = [width + lack + spare for width, lack in zip(widths, lacking, strict=True)]
    else:
        widths = [width + left * lack / sum(lacking) for width, lack in zip(widths, lacking, strict=True)]
    return [int(width / _POINTS * _TWIPS) for width in widths]


def _longest_word(cell: str) -> float:
    return max(map(_width, re.split(r"[\s/]|(?<=-)", cell)))


def _width(text: str) -> float:
    return text_width(text, _CELL_LETTERS, bold=True) + _CELL_SIDES


# Letters.


def _line(text: str) -> str:
    """Make what people typed safe, on one line."""
    return re.sub(r"[ \t\n]+", " ", for_page(text)).strip()


def _runs(text: str, *, strong: bool = False) -> Iterator[Any]:
    """Make the runs of a text: those from the right are marked, since Word asks for it."""
    for piece, rtl in _pieces(text):
        letters = _made("w:t")
        letters.text = piece
        letters.set(qn("xml:space"), "preserve")
        properties = _made("w:rPr", *([_made("w:rStyle", val="Strong")] if strong else []))
        if rtl:
            properties.append(_made("w:rtl"))
        yield _made("w:r", *([properties] if len(properties) else []), letters)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Part a text where its letters turn; what has no direction between letters from the right goes with them."""
    if not turned(text):
        yield from [(text, False)] if text else []
        return
    ways = "".join(
        "R" if (way := unicodedata.bidirectional(letter)) in FROM_THE_RIGHT else "L" if way == "L" else "-"
        for letter in text
    )
    for found in re.finditer(r"R[R-]*R|R|[L-]+", ways):
        yield text[found.start() : found.end()], found[0].startswith("R")


def _field(code: str) -> Any:  # noqa: ANN401 - as above
    """Make a field that Word fills in: one of our two, never of what people typed."""
    return _made("w:fldSimple", *_runs("1"), instr=f" {code} ")


# Pictures.


def _drawn(document: Document, figure: Figure, numbers: Iterator[int]) -> Iterator[Any]:
    """Make one paragraph of all pictures of a figure; none where there are no fonts to draw with."""
    found = list(pictures(figure))
    if not found:
        return
    properties = _made("w:pPr", _made("w:pStyle", val="Picture"))
    line = _made("w:p", properties)
    high = 0.0
    for place, picture in enumerate(found):
        if place:
            line.extend(_runs(" "))
        wide = _WIDE if len(found) == 1 else _ABREAST
        scale = min(wide / picture.width, _MOST_HIGH / picture.height)
        inline = document.part.new_pic_inline(
            io.BytesIO(picture.png), Mm(picture.width * scale), Mm(picture.height * scale)
        )
        high += picture.height * scale * wide / _TEXT_WIDTH
        number = next(numbers)
        words = {"id": str(number), "name": f"Picture {number}", "title": picture.title, "descr": picture.says}
        for name, value in words.items():
            inline.docPr.set(name, _line(value))
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # else some programs leave room around it, and two abreast are too wide
        line.append(_made("w:r", _made("w:drawing", inline)))
    if high <= _HIGH:
        properties.append(_made("w:keepNext"))
    yield line


# The file.


@cache
def _asset(name: str) -> str:
    return resources.files("coprod_check.render").joinpath("assets", name).read_text("utf-8")


def _colours() -> dict[str, str]:
    """The page's light colours as Word writes them."""
    return {name: value.removeprefix("#") for name, value in light_colours().items() if "-" not in name}


def _made(tag: str, *inside: Any, **attributes: str) -> Any:  # noqa: ANN401 - as above
    """Make an element with what stands inside it; attributes are Word's."""
    made: Any = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(inside)
    return made


def _refill(element: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Put other content into the root of a part."""
    element.clear()
    element.extend(parse_xml(text))


def _strip(document: Document) -> None:
    """Take out the parts of the document to start from that are none of ours."""
    for holder in (document.part, document.part.package):
        unused = [name for name, each in holder.rels.items() if each.reltype.rpartition("/")[2] in _UNUSED]
        for name in unused:
            del holder.rels[name]


def _properties(document: Document, title: str, language: str) -> None:
    """Name the document and its language. It names no author, and no day on which it was made."""
    properties = document.core_properties
    properties._element.clear()  # noqa: SLF001 - there is no public way to take the author out
    properties.title = title[:_LONGEST_TITLE]
    properties.language = language


def _same_each_time(document: Document) -> bytes:
    """Give the file with no time in it."""
    first, last = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w") as fixed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 0  # else it would say which system it was made on
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, made.read(name))
    return last.getvalue()
