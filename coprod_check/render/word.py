"""A document that a word processor can edit: real headings, lists and tables, and nothing that is a picture.

Beside the page numbers, which are the two fields of the footer, the document holds no
field, no macro and no link.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any, assert_never

import docx
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from coprod_check.pages.blocks import Bullets, Fold, Heading, Para
from coprod_check.pages.drawings import GapCards, MarkKey, Marks, Shares, Stacks, StagePath, Steps, Tiles, Trend
from coprod_check.pages.emphasis import any_of, parted
from coprod_check.pages.own_words import OURS, OwnWords
from coprod_check.pages.table import Table
from coprod_check.render.shades import shades
from coprod_check.render.telling import MARKS, marks_table, tiles_table
from coprod_check.render.word_parts import (
    TEXT_WIDTH,
    Cell,
    Lettering,
    WordBody,
    made,
    one_line_of,
    plain_cell,
    word_language,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document

    from coprod_check.pages.blocks import Block, Report
    from coprod_check.pages.drawings import Whose

_A4 = (210, 297)
_MARGIN = (_A4[0] - TEXT_WIDTH) / 2
_LONGEST_TITLE = 255
"""Lettering that the properties of a document can hold."""
_UNUSED = ("stylesWithEffects", "webSettings", "fontTable", "customXml", "thumbnail", "extended-properties")
"""What the document to start from holds, and ours does not need or should not say."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The only time that a zip file of ours knows, so that the same report gives the same bytes."""
_STEPS = 1
"""The list in ``word-numbering.xml`` that has numbers."""
_MARK_STYLES: dict[Whose, str] = {"staff": "StaffMark", "lived-experience": "LivedMark", "agreed": "AgreedMark"}
_SAID_STYLES: dict[Whose, str] = {"staff": "StaffSaid", "lived-experience": "LivedSaid", "agreed": "AgreedSaid"}
_PARA_STYLES = {"": "Normal", "lead": "Lead", "soft": "Remark", "warning": "Warning"}


class WordRenderer:
    """Writes a report as one document in our language, with the rubric's words in theirs."""

    def __init__(self, words: OwnWords | None = None) -> None:
        """Take the rubric's words where they are in another language."""
        self._body = WordBody(words or OwnWords())

    def render(self, report: Report) -> bytes:
        """Give the whole file; the same report gives the same bytes."""
        document = docx.Document()
        title = next((block.document or block.text for block in report if isinstance(block, Heading)), "")
        title = one_line_of(title)
        _strip(document)
        _set_up(document)
        _properties(document, title)
        self._footer(document, title)
        end = document.element.body.sectPr
        last: Any = None
        for block in report:
            for last in self._block(document, block):
                end.addprevious(last)
        if last is not None and last.tag.endswith("}tbl"):
            end.addprevious(self._body.paragraph("", "Normal"))
        return _same_each_time(document)

    def _footer(self, document: Document, title: str) -> None:
        footer = document.sections[0].footer
        footer.is_linked_to_previous = False
        line = self._body.paragraph("", "Footer")
        words = (
            *self._runs("Page "),
            _field("PAGE"),
            *self._runs(" of "),
            _field("NUMPAGES"),
            *self._runs(f" · {title}"),
        )
        line.extend(words)
        first = footer.paragraphs[0]._p  # noqa: SLF001 - has no public name
        first.addprevious(line)
        first.getparent().remove(first)

    def _runs(self, text: str) -> Iterator[Any]:
        return self._body.runs(Lettering(text))

    def _block(self, document: Document, block: Block) -> Iterator[Any]:  # noqa: C901, PLR0912 - a case for each kind of block
        body = self._body
        match block:
            case Heading(text, depth, over):
                if over:
                    yield body.paragraph(over, "Over", keep=True)
                yield body.paragraph(text, _heading_style(depth))
            case Para(text, role, strong):
                yield body.paragraph(_emphasised(text, strong), _PARA_STYLES[role])
            case Bullets(items, named):
                yield from (body.paragraph(_about(item) if named else item, "ListBullet") for item in items)
            case Fold(title, blocks, depth):
                yield body.paragraph(title, _heading_style(depth))
                for each in blocks:
                    yield from self._block(document, each)
            case StagePath():
                yield body.paragraph(_path(block), "Normal")
            case GapCards():
                yield from self._gaps(block)
            case Steps():
                yield from self._steps(document, block)
            case MarkKey(items):
                yield body.paragraph(_key(items), "Normal", keep=True)
            case Trend(rows=rows):
                yield from (body.paragraph(_about(f"{row.name}: {row.says}"), "ListBullet") for row in rows)
                yield from self._table(block.table())
            case Table() | Tiles() | Marks() | Shares() | Stacks():
                yield from self._table(*_tabled(block))
            case _:
                assert_never(block)

    def _table(
        self, table: Table, rows: Sequence[Sequence[Cell]] | None = None, header: Sequence[Cell] | None = None
    ) -> Iterator[Any]:
        yield self._body.paragraph(table.caption, "Caption")
        yield self._body.table(table, rows if rows is not None else _shaded(table), header)

    def _gaps(self, gaps: GapCards) -> Iterator[Any]:
        body = self._body
        for card in gaps.cards:
            yield body.paragraph(card.title, _heading_style(3))
            for said in card.said:
                words = (Lettering(f"{said.who}: {said.level}.", "Strong"), Lettering(f" {said.text}"))
                yield body.paragraph(words, _SAID_STYLES[said.whose], keep=bool(card.ask) or said is not card.said[-1])
            if card.ask:
                yield body.paragraph((Lettering("Ask:", "Strong"), Lettering(f" {card.ask}")), "Normal")

    def _steps(self, document: Document, steps: Steps) -> Iterator[Any]:
        """A numbered list that begins at 1, with what belongs to each step and who does it below it."""
        numbers = _new_list(document)
        for step in steps.steps:
            more = bool(step.who or step.below)
            yield self._body.paragraph(step.text, "ListNumber", keep=more, numbers=numbers)
            yield from (self._body.paragraph(line, "Who", keep=bool(step.who)) for line in step.below)
            if step.who:
                pieces = (Lettering(piece.text, "Missing" if piece.missing else "") for piece in step.who)
                yield self._body.paragraph(pieces, "Who")


def _heading_style(depth: int) -> str:
    return "Title" if depth == 1 else f"Heading{min(depth - 1, 3)}"


def _emphasised(text: str, names: Sequence[str]) -> Iterator[Lettering]:
    return (Lettering(piece, "Strong" if strong else "") for piece, strong in parted(text, any_of(names)))


def _about(item: str) -> tuple[Lettering, ...]:
    """An item that begins with what it is about."""
    name, colon, rest = item.partition(": ")
    return (Lettering(f"{name}:", "Strong"), Lettering(f" {rest}")) if colon else (Lettering(item),)


def _path(path: StagePath) -> Iterator[Lettering]:
    for place, step in enumerate(path.steps):
        arrow = " → " if place else ""
        if arrow:
            yield Lettering(arrow)
        yield Lettering(f"{step.name} ({step.state})", "Strong") if step.here else Lettering(step.name)


def _key(items: Sequence[tuple[Whose, str]]) -> Iterator[Lettering]:
    for place, (whose, words) in enumerate(items):
        if place:
            yield Lettering(", ")
        yield Lettering(MARKS[whose], _MARK_STYLES[whose])
        yield Lettering(f" {words}")


# Tables: what a drawing says as a table, and how its cells look.


def _tabled(
    block: Table | Tiles | Marks | Shares | Stacks,
) -> tuple[Table, Sequence[Sequence[Cell]] | None, Sequence[Cell] | None]:
    match block:
        case Table():
            return block, None, None
        case Tiles():
            return tiles_table(block), None, None
        case Marks():
            return marks_table(block), _marked(block), None
        case Shares():
            return block.table(), None, None
        case Stacks():
            return block.table(), None, _kinds(block)
        case _:
            assert_never(block)


def _shaded(table: Table) -> list[tuple[Cell, ...]]:
    """The cells of a table, those that stand for a level in its shade."""
    levels = table.levels or ((None,) * len(table.header),) * len(table.rows)
    known = shades(table.top)
    return [
        tuple(
            Cell((Lettering(text),), None if level is None else known[level])
            for text, level in zip(row, of_row, strict=True)
        )
        for row, of_row in zip(table.rows, levels, strict=True)
    ]


def _marked(marks: Marks) -> list[tuple[Cell, ...]]:
    """The cells of a table of practices, which hold each mark in its colour."""
    rows = []
    for row, (name, *_, words) in zip(marks.rows, marks_table(marks).rows, strict=True):
        at = (
            tuple(Lettering(MARKS[whose], _MARK_STYLES[whose]) for whose, level in row.marks if level == place)
            for place in range(len(marks.levels))
        )
        rows.append((plain_cell(name), *(Cell(each, centred=True) for each in at), plain_cell(words)))
    return rows


def _kinds(stacks: Stacks) -> tuple[Cell, ...]:
    """The head of a table of counts: the levels in their shades."""
    header = stacks.table().header
    if stacks.scale != "levels":
        return tuple(map(plain_cell, header))
    known = shades(len(stacks.kinds) - 1)
    first, *rest = header
    return (
        plain_cell(first),
        *(Cell((Lettering(name),), shade) for name, shade in zip(rest, known, strict=False)),
        *map(plain_cell, rest[len(known) :]),
    )


# The file.


@cache
def _asset(name: str) -> str:
    return resources.files("coprod_check.render").joinpath("assets", name).read_text("utf-8")


@cache
def light_colours() -> Mapping[str, str]:
    """The colours of our pages in light, by name, as Word writes them: ``ink`` is ``1c2733``."""
    return dict(re.findall(r"--(\w+): #([0-9a-f]{6});", _asset("page.css").partition("}")[0]))


def _set_up(document: Document) -> None:
    """Put our styles, our language and A4 in the place of what the document began with."""
    values = {"language": word_language(OURS), **light_colours()}
    for root, name in (
        (document.part.numbering_part.element, "word-numbering.xml"),
        (document.styles.element, "word-styles.xml"),
        (document.settings.element, "word-settings.xml"),
    ):
        root.clear()
        root.extend(parse_xml(Template(_asset(name)).substitute(values)))
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, _A4)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.footer_distance = Mm(_MARGIN / 2)


def _new_list(document: Document) -> int:
    """A list of its own whose numbers begin at 1."""
    numbering = document.part.numbering_part.element
    number = 1 + len([each for each in numbering if each.tag.endswith("}num")])
    begin = made("w:lvlOverride", made("w:startOverride", val="1"), ilvl="0")
    numbering.append(made("w:num", made("w:abstractNumId", val=str(_STEPS)), begin, numId=str(number)))
    return number


def _field(code: str) -> Any:  # noqa: ANN401 - the elements of lxml have no types
    """Make a field that Word fills in: one of our two, never of what people typed."""
    shown = made("w:t")
    shown.text = "1"
    return made("w:fldSimple", made("w:r", shown), instr=f" {code} ")


def _strip(document: Document) -> None:
    """Take out the parts of the document to start from that are none of ours."""
    for holder in (document.part, document.part.package):
        unused = [name for name, each in holder.rels.items() if each.reltype.rpartition("/")[2] in _UNUSED]
        for name in unused:
            del holder.rels[name]


def _properties(document: Document, title: str) -> None:
    """Name the document and its language. It names no author, and no day on which it was made."""
    properties = document.core_properties
    properties._element.clear()  # noqa: SLF001 - there is no public way to take the author out
    properties.title = title[:_LONGEST_TITLE]
    properties.language = OURS


def _same_each_time(document: Document) -> bytes:
    """Give the file with no time in it."""
    first, last = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as written, zipfile.ZipFile(last, "w") as fixed:
        for name in written.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 0  # else it would say which system it was made on
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, written.read(name))
    return last.getvalue()
