"""One self-contained HTML page: no script, no request, everything that people typed escaped.

The page holds its own style sheet, which the security policy names by its hash, so
that nothing else may run, load or style it, whatever anybody typed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coprod_check.pages.blocks import Figure, Heading
from coprod_check.pages.drawings import HeatMap
from coprod_check.pages.table import Table
from coprod_check.render import charts
from coprod_check.render.direction import direction, language_tag, turned
from coprod_check.render.page_text import for_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.pages.blocks import Report

SMALLEST = 290
"""Pixels that a table has on the smallest screen, which is 320 wide."""
_LETTER, _BETWEEN = 8.6, 19
"""Pixels of a letter of a table, and between its columns; both on the wide side."""
_ROOMY = 24
"""Letters in a cell from which its table is not to be squeezed into the narrowest columns."""
_SPACIOUS = 3
"""Columns up to which sentences have room enough as they are."""
_SHORT = 12
"""Letters up to which a word with a hyphen is kept whole."""
_WORDS = re.compile(r"[\s-]+")


class HtmlRenderer:
    """Writes a report as one page, in the language of its rubric."""

    def __init__(self, language: str) -> None:
        """Take the language that the rubric says it is in; English where that is no language."""
        self._language = language_tag(language)

    def render(self, report: Report) -> str:
        """Give the whole page; the same report gives the same bytes."""
        lead, sections = _sections(report)
        title = next((block.text for block in lead if isinstance(block, Heading)), "")
        style = _asset("page.css")
        way = direction(self._language)
        page = (
            _environment()
            .get_template("page.html.j2")
            .render(
                language=self._language,
                direction=way,
                policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
                style=Markup(style),  # noqa: S704 - our own style sheet
                title=title,
                lead=[block for block in lead if block is not _title_of(lead)],
                sections=sections,
                turned=lambda text: way == "rtl" or turned(text),
            )
        )
        return f"{page.strip()}\n"


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return resources.files("coprod_check.render").joinpath("assets", name).read_text("utf-8").strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coprod_check.render", "assets"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else for_page(value),
    )
    environment.tests["whole"] = _whole
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment


# From a flat report to sections, so that the page can have landmarks and contents.


@dataclass
class Subsection:
    """A heading below that of its section, or none, and what stands under it."""

    heading: Heading | None
    blocks: list[object] = field(default_factory=list)


@dataclass
class Section:
    """A heading that stands in the contents, and its parts."""

    id: str
    text: str
    parts: list[Subsection]


@dataclass(frozen=True)
class Drawn:
    """A figure with its pictures."""

    says: str
    pictures: list[Markup]
    table: LaidOut
    beside: bool
    """Whether the table has room beside the picture."""


@dataclass(frozen=True)
class LaidOut:
    """A table with a name for its caption."""

    id: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    typed: frozenset[int]
    wide: bool
    """Whether it is wider than a small screen, so that people have to be able to move it."""
    roomy: bool
    """Whether its cells hold sentences."""


def _title_of(lead: Iterable[object]) -> object:
    return next((block for block in lead if isinstance(block, Heading)), None)


def _sections(report: Report) -> tuple[list[object], list[Section]]:
    """What stands above the first section, and the sections."""
    lead: list[object] = []
    sections: list[Section] = []
    for block in _laid_out(report):
        if isinstance(block, Heading) and block.depth == 2:
            sections.append(Section(f"s{len(sections) + 1}", block.text, [Subsection(None)]))
        elif not sections:
            lead.append(block)
        elif isinstance(block, Heading) and block.depth == 3:
            sections[-1].parts.append(Subsection(block))
        else:
            sections[-1].parts[-1].blocks.append(block)
    for section in sections:
        section.parts = [part for part in section.parts if part.heading or part.blocks]
    return lead, sections


def _laid_out(report: Report) -> Iterator[object]:
    """Give every table and figure a name of its own, by its place."""
    for place, block in enumerate(report, 1):
        match block:
            case Table():
                yield _table(block, f"t{place}")
            case Figure():
                table = _table(block.table, f"t{place}")
                pictures = list(charts.draw(block, f"f{place}"))
                beside = len(pictures) == 1 and not isinstance(block.drawing, HeatMap)
                yield Drawn(block.says, pictures, table, beside=beside)
            case _:
                yield block


def _whole(cell: str) -> bool:
    """Whether a cell is one short word with a hyphen, such as a month, which is not to be broken there."""
    return "-" in cell and len(cell) <= _SHORT and " " not in cell


def _longest(cell: str) -> int:
    """Letters of the longest piece that a cell cannot be broken in."""
    return len(cell) if _whole(cell) else max(map(len, _WORDS.split(cell)))


def _table(table: Table, name: str) -> LaidOut:
    columns = list(zip(table.header, *table.rows, strict=True))
    longest = [max(map(_longest, column)) for column in columns]
    wide = sum(longest) * _LETTER + (len(longest) - 1) * _BETWEEN > SMALLEST
    roomy = wide and len(columns) > _SPACIOUS and any(len(cell) > _ROOMY for column in columns[1:] for cell in column)
    return LaidOut(name, table.caption, table.header, table.rows, table.typed, wide, roomy)
