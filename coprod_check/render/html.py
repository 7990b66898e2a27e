"""One self-contained HTML page: no script, no request, everything that people typed escaped.

The page holds its own style sheet, which the security policy names by its hash, so that
nothing else may run, load or style it, whatever anybody typed. Pictures are boxes and
borders beside words that are words: letters can be made larger and further apart, and a
screen reader hears each thing once.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from coprod_check.pages.blocks import Fold, Heading
from coprod_check.pages.drawings import Stacks, Trend
from coprod_check.pages.emphasis import any_of, parted
from coprod_check.pages.own_words import OwnWords
from coprod_check.pages.table import Table
from coprod_check.render.direction import direction, language_tag, turned
from coprod_check.render.page_text import for_page
from coprod_check.render.shades import shades
from coprod_check.render.sparklines import sparkline
from coprod_check.render.templates import template_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Template

    from coprod_check.pages.blocks import Block, Report

SMALLEST = 290
"""Pixels that a table has on the smallest screen, which is 320 wide."""
_LETTER, _BETWEEN = 8.6, 19
"""Pixels of a letter of a table, and between its columns; both on the wide side."""
PAPER = 680
"""Pixels that a table has on A4."""
_PRINTED, _BETWEEN_PRINTED = 7.5, 11
"""Pixels of a letter of a printed table, and between its columns."""
_ROOMY = 24
"""Letters in a cell from which its table is not to be squeezed into the narrowest columns."""
_SPACIOUS = 3
"""Columns up to which sentences have room enough as they are."""
_SHORT = 12
"""Letters up to which a word with a hyphen is kept whole."""
_WORDS = re.compile(r"[\s-]+")
_HYPHENED = re.compile(r"(\w+(?:-\w+)+[,;:.]?)")
_BEFORE_NUMBER = re.compile(r" (?=\d+(?:,|$))")
_BEFORE_NAME = re.compile(r"(?<=\d) (?=[A-Z])")
_CLASSES = re.compile(r'class="([^"]*)"')
_SIZED = re.compile(r"([wlf])(\d+)")
_SIZES = {"w": "width:{}%", "l": "inset-inline-start:{}%", "f": "flex-grow:{}"}
"""What the classes mean whose number is a size. A style of its own on an element is not allowed by the policy."""


class HtmlRenderer:
    """Writes a report as one page in our language, with the rubric's words in theirs."""

    def __init__(self, words: OwnWords | None = None, *, opened: bool = False, in_full: str = "report --open") -> None:
        """Take the rubric's words where they are in another language, and whether nothing is to be folded.

        ``in_full`` is what makes the page so that all of it is printed; empty where nothing does.
        """
        self._words = words or OwnWords()
        self._opened = opened
        self._in_full = in_full

    def render(self, report: Report) -> str:
        """Give the whole page; the same report gives the same bytes."""
        title = next((block for block in report if isinstance(block, Heading)), Heading("", 1))
        parts = _parts(block for block in report if block is not title)
        body = _filled(
            "page-body.html.j2",
            title=title,
            lead=parts[0],
            sections=parts[1:],
            words=_Words(self._words),
            rows=_TableRows(self._words),
            opened=self._opened,
            in_full=self._in_full,
        )
        style = Markup(page_asset("page.css") + _shades_of(report) + _sizes_in(body))  # noqa: S704 - our own style sheet
        policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
        page = _filled("page.html.j2", title=title, policy=policy, style=style, body=Markup(body))  # noqa: S704 - escaped above
        return f"{page.strip()}\n"


def _filled(template: str, **what: object) -> str:
    return _template(template).render(**what)


@cache
def _template(name: str) -> Template:
    return template_of(page_environment(), name, page_asset(name))


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


@cache
def page_asset(name: str) -> str:
    """A template, or the style sheet, of pages."""
    return resources.files("coprod_check.render").joinpath("assets", name).read_text("utf-8").strip()


@cache
def page_environment() -> Environment:
    """How the templates of pages are read, and what they may use."""
    pages = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else for_page(value),
    )
    pages.filters["kind"] = lambda block: type(block).__name__
    pages.globals.update(laid=_laid_out, sparkline=sparkline, share=_share, hundredth=_hundredth)
    return pages


# The style sheet: the one that every page has, and what depends on what is on the page.


def _shades_of(report: Iterable[Block]) -> str:
    """The shades of the levels that the page's bars and tables are drawn with; nothing where it has none."""
    top = max((_top_of(block) for block in report), default=0)
    if not top:
        return ""
    light, dark = (
        " ".join(f"--h{n}:{shade.ground};--i{n}:{shade.ink};" for n, shade in enumerate(shades(top, dark=night)))
        for night in (False, True)
    )
    classes = "".join(f".h{n}{{background:var(--h{n});color:var(--i{n})}}\n" for n in range(top + 1))
    return (
        f"\n/* Shades of the levels. */\n:root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n{classes}"
    )


def _top_of(block: Block) -> int:
    match block:
        case Stacks(kinds=kinds, scale="levels"):
            return len(kinds) - 1
        case Table(levels=levels, top=top) if levels:
            return top
        case Fold(blocks=blocks):
            return max(map(_top_of, blocks), default=0)
        case Trend(levels=levels):
            return len(levels) - 1
        case _:
            return 0


def _sizes_in(page: str) -> str:
    """A rule for each class whose number is a size."""
    classes = {each for listed in set(_CLASSES.findall(page)) for each in listed.split()}
    found = sorted((sized[1], int(sized[2])) for each in classes if (sized := _SIZED.fullmatch(each)))
    rules = "".join(f".{kind}{number}{{{_SIZES[kind].format(number)}}}\n" for kind, number in found)
    return f"\n/* Lengths of the bars. */\n{rules}" if rules else ""


def _hundredth(share: float) -> int:
    return round(100 * share)


def _share(x: int, n: int) -> int:
    """How many hundredths of a track a count takes; of something always one at least."""
    return max(round(100 * x / n), 1 if x else 0) if n else 0


# Words: ours, the rubric's, and what people typed.


class _Words:
    """Marks up a text: the rubric's words by their language, names that stand out in bold."""

    def __init__(self, words: OwnWords) -> None:
        self._words = words
        self._tag = language_tag(words.language)
        self._way = direction(self._tag)

    def attributes(self, text: str, *, typed: bool = False) -> Markup:
        """The language of a text that is wholly the rubric's; the direction of one that people typed."""
        if [foreign for _, foreign in self._words.parted(text)] == [True]:
            return Markup(' lang="{}" dir="{}"').format(self._tag, self._way)
        return Markup(' dir="auto"') if typed or turned(text) else Markup("")

    def __call__(self, text: str, strong: tuple[str, ...] = ()) -> Markup:
        """A text with what is foreign in it marked, and names in it that stand out."""
        if strong:
            return Markup("").join(
                Markup("<strong>{}</strong>").format(self.inside(part)) if stands_out else self.inside(part)
                for part, stands_out in parted(text, any_of(strong))
            )
        if [foreign for _, foreign in self._words.parted(text)] == [True]:
            return Markup.escape(for_page(text))  # the element around it says so
        return self.inside(text)

    def title(self, text: str) -> Markup:
        """A title: its letters are large, so short words with a hyphen are kept whole."""
        if any(foreign for _, foreign in self._words.parted(text)):
            return self(text)
        return Markup("").join(
            Markup('<span class="unbroken">{}</span>').format(for_page(part))
            if _whole(part.rstrip(",;:."))
            else for_page(part)
            for part in _HYPHENED.split(text)
        )

    def lead(self, text: str, strong: tuple[str, ...]) -> Markup:
        """A sentence below a title; a level's number stays on one line with its name."""
        return Markup(_BEFORE_NAME.sub("\N{NO-BREAK SPACE}", self(text, strong)))  # noqa: S704 - escaped already

    def beside(self, text: str) -> Markup:
        """Words in a narrow column beside a picture; each number stays on one line with whose it is."""
        return self.inside(_BEFORE_NUMBER.sub("\N{NO-BREAK SPACE}", text))

    def inside(self, text: str) -> Markup:
        """A text in an element that says nothing of its language."""
        return Markup("").join(
            Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(self._tag, self._way, for_page(part))
            if foreign
            else Markup.escape(for_page(part))
            for part, foreign in self._words.parted(text)
        )

    def item(self, text: str) -> Markup:
        """An item of a list that begins with what it is about."""
        name, colon, rest = text.partition(": ")
        return Markup("<strong>{}:</strong> {}").format(self.inside(name), self.inside(rest)) if colon else self(text)


# From a flat report to sections, so that the page can have landmarks and contents.


@dataclass(frozen=True)
class _Part:
    """A heading that stands in the contents, and what is below it; what stands first has none."""

    id: str
    title: str
    blocks: list[Block]
    folded: bool = False
    on_paper: bool = False


def _parts(report: Iterable[Block]) -> list[_Part]:
    """What stands above the first section, and the sections."""
    parts = [_Part("s0", "", [])]
    for block in report:
        name = f"s{len(parts)}"
        if isinstance(block, Heading) and block.depth == 2:
            parts.append(_Part(name, block.text, []))
        elif isinstance(block, Fold) and block.depth == 2:
            parts.append(_Part(name, block.title, list(block.blocks), folded=True, on_paper=block.on_paper))
        elif parts[-1].folded:
            parts.append(_Part(name, "", [block]))
        else:
            parts[-1].blocks.append(block)
    return parts


# Tables.


@dataclass(frozen=True)
class _LaidOut:
    """How a table is laid out."""

    wide: bool
    """Whether it is wider than a small screen, so that people have to be able to move it."""
    roomy: bool
    """Whether its cells hold sentences."""
    broad: bool
    """Whether it is wider than a sheet of paper, so that long words have to be broken there."""


def _whole(cell: str) -> bool:
    """Whether a cell is one short word with a hyphen, such as a month, which is not to be broken there."""
    return "-" in cell and len(cell) <= _SHORT and " " not in cell


def _longest(cell: str) -> int:
    """Letters of the longest piece that a cell cannot be broken in."""
    return len(cell) if _whole(cell) else max(map(len, _WORDS.split(cell)))


def _laid_out(table: Table) -> _LaidOut:
    columns = list(zip(table.header, *table.rows, strict=True))
    longest = [max(map(_longest, column)) for column in columns]
    wide = sum(longest) * _LETTER + (len(longest) - 1) * _BETWEEN > SMALLEST
    roomy = wide and len(columns) > _SPACIOUS and any(len(cell) > _ROOMY for column in columns[1:] for cell in column)
    broad = wide and sum(longest) * _PRINTED + len(longest) * _BETWEEN_PRINTED > PAPER
    return _LaidOut(wide, roomy, broad)


class _TableRows:
    """Writes the rows of a table, of which there may be thousands."""

    def __init__(self, words: OwnWords) -> None:
        self._words = _Words(words)
        self._known: dict[tuple[str, bool, int | None], Markup] = {}

    def __call__(self, table: Table) -> Markup:
        """Give all rows."""
        rows = "".join(self._row(table, row, levels) for row, levels in self._with_levels(table))
        return Markup(rows)  # noqa: S704 - of cells that are escaped; to format each would be slow

    @staticmethod
    def _with_levels(table: Table) -> Iterator[tuple[tuple[str, ...], tuple[int | None, ...]]]:
        none: tuple[int | None, ...] = (None,) * len(table.header)
        if table.levels:
            yield from zip(table.rows, table.levels, strict=True)
        else:
            yield from ((row, none) for row in table.rows)

    def _row(self, table: Table, row: tuple[str, ...], levels: tuple[int | None, ...]) -> str:
        each = enumerate(zip(row, levels, strict=True))
        first, *others = (self._cell(text, column in table.typed, level) for column, (text, level) in each)
        return f'<tr><th scope="row"{first}</th>{"".join(f"<td{cell}</td>" for cell in others)}</tr>\n'

    def _cell(self, text: str, typed: bool, level: int | None) -> Markup:  # noqa: FBT001 - one of the keys
        """What stands in a cell, from behind the name of its tag; cells of one text look alike."""
        key = (text, typed, level)
        if key not in self._known:
            kinds = [*(["whole"] if _whole(text) else []), *([] if level is None else ["level", f"h{level}"])]
            kind = Markup(' class="{}"').format(" ".join(kinds)) if kinds else ""
            self._known[key] = Markup("{}{}>{}").format(
                kind, self._words.attributes(text, typed=typed), self._words(text)
            )
        return self._known[key]
