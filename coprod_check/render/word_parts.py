"""What stands in a Word file: paragraphs, tables and runs of letters, each as Word writes it.

What people typed goes into text and attributes only, never into a field code. The
order of what a paragraph, a run or a table says of itself is fixed by the standard.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from coprod_check.render.direction import FROM_THE_RIGHT, begins_from_the_right, language_tag, turned
from coprod_check.render.measure import drawn_width
from coprod_check.render.page_text import for_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.pages.own_words import OwnWords
    from coprod_check.pages.table import Table
    from coprod_check.render.shades import Shade

TEXT_WIDTH = 170
"""Millimetres from margin to margin."""
_TWIPS, _POINTS = 56.7, 2.835
"""Word's unit of length, and points, in a millimetre."""
_CELL_LETTERS, _CELL_SIDES = 10, 12
"""Points: letters in tables, and room beside them in a cell."""
_WIDEST_WORD = 0.4
"""Share of the width up to which a column is kept as wide as its longest word."""
_KEPT = 7
"""Rows up to which a table is not parted between two pages."""
_PLACES = {"en": "en-GB"}
"""Word spells by country."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A piece of a text, and the style of letters that it has; the usual one without a name."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    letters: tuple[Lettering, ...]
    shade: Shade | None = None
    centred: bool = False


def plain_cell(text: str) -> Cell:
    """A cell with nothing but words in it."""
    return Cell((Lettering(text),))


class WordBody:
    """Makes what stands in a document; what is in the rubric's language is marked so that Word spells it rightly."""

    def __init__(self, words: OwnWords) -> None:
        """Take the rubric's words, where they are in another language than ours."""
        self._words = words
        self._language = word_language(words.language)

    def paragraph(
        self,
        letters: str | Iterable[Lettering],
        style: str,
        *,
        keep: bool = False,
        numbers: int | None = None,
        centred: bool = False,
        ink: str = "",
    ) -> Any:  # noqa: ANN401 - the elements of lxml have no types
        """Make a paragraph in the direction of its first letter.

        ``keep`` holds it together with the next one; ``numbers`` is the list whose next number it has.
        ``ink`` is the colour of its letters where that is not the one of its style.
        """
        pieces = [Lettering(letters)] if isinstance(letters, str) else list(letters)
        pieces = _on_one_line(pieces)
        properties = made("w:pPr", made("w:pStyle", val=style))
        if keep:
            properties.append(made("w:keepNext"))
        if numbers is not None:
            properties.append(made("w:numPr", made("w:ilvl", val="0"), made("w:numId", val=str(numbers))))
        if begins_from_the_right("".join(each.text for each in pieces)):
            properties.append(made("w:bidi", val="1"))
        if centred:
            properties.append(made("w:jc", val="center"))
        return made("w:p", properties, *(run for each in pieces for run in self.runs(each, ink)))

    def runs(self, letters: Lettering, ink: str = "") -> Iterator[Any]:
        """Make the runs of a piece: each has one language and one direction, since Word asks for both."""
        for part, foreign in self._words.parted(letters.text):
            for piece, rtl in _turning(part):
                written = made("w:t")
                written.text = piece
                written.set(qn("xml:space"), "preserve")
                properties = made("w:rPr")
                if letters.style:
                    properties.append(made("w:rStyle", val=letters.style))
                if ink:
                    properties.append(made("w:color", val=ink))
                if rtl:
                    properties.append(made("w:rtl"))
                if foreign:
                    tag = self._language
                    properties.append(made("w:lang", val=tag, eastAsia=tag, bidi=tag))
                yield made("w:r", *([properties] if len(properties) else []), written)

    def table(
        self, table: Table, rows: Sequence[Sequence[Cell]] | None = None, header: Sequence[Cell] | None = None
    ) -> Any:  # noqa: ANN401 - as above
        """Make a table whose first row and first column head it, with a name and a description.

        ``rows`` and ``header`` are its cells where they are more than words.
        """
        widths = column_widths(table)
        properties = made(
            "w:tblPr",
            made("w:tblStyle", val="ReportTable"),
            made("w:tblW", w=str(sum(widths)), type="dxa"),
            made("w:tblLayout", type="fixed"),
            made("w:tblLook", val="06A0", firstRow="1", firstColumn="1", noHBand="1", noVBand="1"),
            made("w:tblCaption", val=one_line_of(table.caption)),
            made("w:tblDescription", val=_columns_named(table)),
        )
        grid = made("w:tblGrid", *(made("w:gridCol", w=str(width)) for width in widths))
        drawn = [self._row(header or tuple(map(plain_cell, table.header)), widths, "TableHeading")]
        cells = rows if rows is not None else [tuple(map(plain_cell, row)) for row in table.rows]
        whole = len(cells) <= _KEPT
        for place, row in enumerate(cells, 1):
            drawn.append(self._row(row, widths, "TableText", keep=whole and place < len(cells)))
        return made("w:tbl", properties, grid, *drawn)

    def _row(self, cells: Sequence[Cell], widths: Sequence[int], style: str, *, keep: bool = False) -> Any:  # noqa: ANN401 - as above
        properties = made("w:trPr", made("w:cantSplit"))
        if style == "TableHeading":
            properties.append(made("w:tblHeader"))
        row = made("w:tr", properties)
        for cell, width in zip(cells, widths, strict=True):
            about = made("w:tcPr", made("w:tcW", w=str(width), type="dxa"))
            ink = ""
            if cell.shade:
                about.append(made("w:shd", val="clear", color="auto", fill=cell.shade.ground.removeprefix("#")))
                ink = cell.shade.ink.removeprefix("#")
            words = self.paragraph(cell.letters, style, keep=keep, centred=cell.centred, ink=ink)
            row.append(made("w:tc", about, words))
        return row


def _columns_named(table: Table) -> str:
    names = [name for name in map(one_line_of, table.header) if name]
    return f"The columns are: {', '.join(names)}."


def column_widths(table: Table) -> list[int]:
    """Widths of the columns in Word's units, which come to the width of the text.

    Every column is as wide as its longest word where there is room; what is left goes to
    the columns in proportion to what they still lack for their longest cell.
    """
    most = TEXT_WIDTH * _POINTS
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
    return drawn_width(text, _CELL_LETTERS, bold=True) + _CELL_SIDES


# Lettering.


def one_line_of(text: str) -> str:
    """Make what people typed safe, on one line."""
    return re.sub(r"[ \t\n]+", " ", for_page(text)).strip()


def _on_one_line(pieces: Iterable[Lettering]) -> list[Lettering]:
    """Make the pieces of one line safe: no two spaces together, and none at its ends."""
    line: list[Lettering] = []
    for each in pieces:
        text = re.sub(r"[ \t\n]+", " ", for_page(each.text))
        if not line:
            text = text.lstrip()
        elif line[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            line.append(Lettering(text, each.style))
    while line and line[-1].text != line[-1].text.rstrip():
        last = line.pop()
        if kept := last.text.rstrip():
            line.append(Lettering(kept, last.style))
    return line


def _turning(text: str) -> Iterator[tuple[str, bool]]:
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


def word_language(language: str) -> str:
    """A language as Word names it.

    >>> word_language("en"), word_language("cy-GB"), word_language('"/>')
    ('en-GB', 'cy-GB', 'en-GB')
    """
    tag = language_tag(language)
    return _PLACES.get(tag, tag)


def made(tag: str, *inside: Any, **attributes: str) -> Any:  # noqa: ANN401 - as above
    """Make an element with what stands inside it; attributes are Word's."""
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(inside)
    return element
