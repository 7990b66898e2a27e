"""A page as a list of its texts, so that a test may look for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.pages.blocks import Bullets, Fold, Heading, Page, Para
from coprod_check.pages.drawings import GapCards, MarkKey, Marks, Shares, Stacks, StagePath, Steps, Tiles, Trend
from coprod_check.pages.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.pages.blocks import Block


def texts(page: Page | Iterable[Block]) -> list[str]:
    """Every text of a page, folded or not, in reading order."""
    return [text for block in (page.whole if isinstance(page, Page) else page) for text in _texts(block)]


def _texts(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - a case for each kind of block
    match block:
        case Heading(text, over=over):
            yield from filter(None, (over, text))
        case Para(text):
            yield text
        case Bullets(items):
            yield from items
        case Table(caption, header, rows):
            yield from (caption, " | ".join(header), *(" | ".join(row) for row in rows))
        case Fold(title, blocks):
            yield title
            yield from texts(blocks)
        case StagePath(steps):
            yield " → ".join(f"[{step.name}]" if step.here else step.name for step in steps)
        case Tiles(_, _, tiles):
            yield from (" | ".join(filter(None, (t.name, t.words, t.holds_back, t.needs))) for t in tiles)
        case GapCards(cards):
            for card in cards:
                yield card.title
                yield from (f"{said.who}: {said.level}: {said.text}" for said in card.said)
                yield from filter(None, [card.ask])
        case Steps(steps):
            for step in steps:
                yield from filter(None, (step.text, *step.below, step.who_line))
        case MarkKey(items):
            yield from (words for _, words in items)
        case Marks() | Shares() | Stacks():
            yield from _texts(block.table())
        case Trend(rows=rows):
            yield from (f"{row.name}: {row.says}" for row in rows)
            yield from _texts(block.table())
