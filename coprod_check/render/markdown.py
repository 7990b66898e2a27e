"""Markdown, to paste into notes and pages. It is always whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from coprod_check.documents.text import printable
from coprod_check.pages.blocks import Bullets, Fold, Heading, Para
from coprod_check.pages.drawings import GapCards, MarkKey, Marks, Shares, Stacks, StagePath, Steps, Tiles, Trend
from coprod_check.pages.emphasis import any_of, parted
from coprod_check.pages.table import Table
from coprod_check.render.telling import MARKS, captioned, marks_table, tiles_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.pages.blocks import Block, Report

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


class MarkdownRenderer:
    """Escapes everything, so that what people typed stays what they typed."""

    def render(self, report: Report) -> str:
        """Give the whole text."""
        return "\n".join(line for block in report for line in _written(block)).strip("\n") + "\n"


def _written(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - a case for each kind of block
    """Write one block, with an empty line after it."""
    match block:
        case Heading(text, depth, over):
            if over:
                yield from (escape(over), "")
            yield f"{'#' * depth} {escape(text)}"
        case Para(text, role, strong):
            yield _strong(text) if role == "warning" else _emphasised(text, strong)
        case Bullets(items, named):
            yield from (f"- {_about(item) if named else escape(item)}" for item in items)
        case Table():
            yield from _table(block)
        case Fold(title, blocks, depth):
            yield from (f"{'#' * depth} {escape(title)}", "")
            for each in blocks:
                yield from _written(each)
            return
        case StagePath(steps):
            yield " → ".join(_strong(f"[{step.name}]") if step.here else escape(step.name) for step in steps)
        case Tiles():
            yield from _table(tiles_table(block))
        case GapCards():
            yield from _gaps(block)
            return
        case Steps():
            yield from _steps(block)
        case MarkKey(items):
            yield ", ".join(f"{MARKS[whose]} {escape(words)}" for whose, words in items)
        case Marks():
            yield from _table(marks_table(block))
        case Shares() | Stacks():
            yield from _table(block.table())
        case Trend(rows=rows):
            yield from (f"- {_about(f'{row.name}: {row.says}')}" for row in rows)
            yield ""
            yield from _table(block.table())
        case _:
            assert_never(block)
    yield ""


def _gaps(gaps: GapCards) -> Iterator[str]:
    for card in gaps.cards:
        yield from (f"### {escape(card.title)}", "")
        yield from (
            f"- {MARKS[said.whose]} {_strong(f'{said.who}: {said.level}')}. {escape(said.text)}" for said in card.said
        )
        if card.ask:
            yield from ("", f"{_strong('Ask:')} {escape(card.ask)}")
        yield ""


def _steps(steps: Steps) -> Iterator[str]:
    for place, step in enumerate(steps.steps, 1):
        first = f"{place}. "
        lines = [escape(step.text), *map(escape, step.below)]
        if step.who:
            who = "".join(_strong(piece.text) if piece.missing else _inside(piece.text) for piece in step.who)
            lines.append(_at_start(who.strip()))
        yield first + f"\\\n{' ' * len(first)}".join(lines)


def _table(table: Table) -> Iterator[str]:
    yield from (escape(captioned(table.caption)), "")
    yield _row(table.header)
    yield _row(("---",) * len(table.header), raw=True)
    yield from map(_row, table.rows)


def _row(cells: Iterable[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else escape(cell) for cell in cells) + " |"


# Letters.


def escape(text: str) -> str:
    r"""Escape what Markdown would take as its own.

    >>> escape("a *b* <c>")
    'a \\*b\\* \\<c\\>'
    """
    return _at_start(" ".join(_inside(text).split()))


def _at_start(text: str) -> str:
    """Escape what would begin a list."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+])", r"\\\1", text))


def _inside(text: str) -> str:
    """Escape a piece of a line, with the spaces at its ends."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", printable(text)))


def _strong(text: str) -> str:
    """A text that stands out: the marks touch its letters, else they would be none."""
    inside = _inside(text)
    return inside.replace(bare, f"**{bare}**", 1) if (bare := inside.strip()) else inside


def _emphasised(text: str, names: Iterable[str]) -> str:
    pieces = list(parted(text, any_of(names)))
    if not any(strong for _, strong in pieces):
        return escape(text)
    return _at_start("".join(_strong(piece) if strong else _inside(piece) for piece, strong in pieces).strip())


def _about(item: str) -> str:
    """An item that begins with what it is about."""
    name, colon, rest = item.partition(": ")
    return f"{_strong(f'{name}:')} {_inside(rest).strip()}" if colon else escape(item)
