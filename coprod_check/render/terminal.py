"""Text for people who look: the same words, with tables and scales drawn, and bold headings on a terminal.

Weight only decorates: every meaning is in words. Where there is no room for a drawing,
or no letters for it, it is read out as in plain mode.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.pages.blocks import Bullets, Fold, Heading, Para
from coprod_check.pages.drawings import MarkKey, Marks, Shares, Stacks, Tiles, Trend
from coprod_check.pages.emphasis import any_of, parted
from coprod_check.pages.table import Table
from coprod_check.render.brief import bar, brief_lines, segments
from coprod_check.render.grid import grid, ruled
from coprod_check.render.lines import NARROWEST, Pen, as_sentences, cells, padded, tidy, washed, wrapped
from coprod_check.render.scales import Scale, scale_for
from coprod_check.render.telling import MARKS, items_lines, level_names, row_lines, share_words, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.pages.blocks import Block, Report

MOST = 100
"""Columns beyond which lines get hard to read."""
_LONGEST_BAR, _SHORTEST_BAR = 24, 8
_WIDEST_NAME = 0.4
"""Share of a line that the names beside bars and levels take at most."""


class TerminalRenderer:
    """Draws with letters; what people typed is text, never markup or a command."""

    def __init__(self, width: int, *, bold: bool, unicode: bool = True, most: int | None = None) -> None:
        """Take the terminal's width, whether letters may be bold, and whether it can draw lines.

        ``most`` asks for the short form: so many lines at 80 columns.
        """
        self._pen = Pen(min(max(width, NARROWEST), MOST), draws=True, unicode=unicode, bold=bold)
        self._most = most

    def render(self, report: Report) -> str:
        """Give the whole text, or the short form, escape sequences included."""
        report = washed(report)
        if self._most is not None:
            return tidy(self._pen.ink(brief_lines(report, self._pen, self._most)))
        scale = scale_for([block for block in _flat(report) if isinstance(block, Marks)], self._pen)
        return tidy(self._pen.ink(line for block in report for line in self._drawn(block, scale)))

    def _drawn(self, block: Block, scale: Scale | None) -> Iterator[str]:  # noqa: C901, PLR0912 - a case for each kind of block
        pen = self._pen
        match block:
            case Heading(text, depth, over):
                yield from self._heading(text, depth, over)
                return
            case Fold(title, blocks, depth):
                yield from self._heading(title, depth)
                for each in blocks:
                    yield from self._drawn(each, scale)
                return
            case Para(text, role, strong):
                yield from wrapped(pen.strong(text) if role == "warning" else self._emphasised(text, strong), pen.width)
            case Bullets(items, named):
                lines = (self._about(item) for item in items) if named else items
                yield from self._items(lines)
            case Table():
                yield from self._table(block, block)
                return
            case Stacks():
                yield from self._table(block.table(), block)
                return
            case Trend():
                yield from wrapped(pen.strong(block.caption), pen.width)
                yield from self._items(f"{pen.strong(row.name)}: {row.says}" for row in block.rows)
                yield ""
                drawn = grid(block.table(), pen)
                yield from ruled(drawn, pen) if drawn else row_lines(block.table(), pen.width)
            case Tiles():
                yield from self._tiles(block)
            case Shares():
                yield from self._shares(block)
            case MarkKey(items) if scale:
                yield from wrapped(", ".join(f"{MARKS[whose]} {words}" for whose, words in items), pen.width)
            case Marks() if scale:
                yield from wrapped(pen.strong(block.caption), pen.width)
                if block.named:
                    yield from wrapped(level_names(block.levels), pen.width)
                yield from scale.lines(block)
            case _:
                yield from told(block, pen)
                return
        yield ""

    def _heading(self, text: str, depth: int, over: str = "") -> Iterator[str]:
        pen = self._pen
        yield ""
        if over:
            yield from wrapped(over, pen.width)
        lines = wrapped(text, pen.width)
        yield from wrapped(pen.title(text) if depth == 1 else pen.strong(text), pen.width)
        if depth <= 2 and not pen.bold:
            letters = "━─" if pen.unicode else "=-"
            yield letters[depth - 1] * max(map(cells, lines))

    def _emphasised(self, text: str, names: Iterable[str]) -> str:
        pieces = parted(text, any_of(names))
        return "".join(self._pen.strong(piece) if strong else piece for piece, strong in pieces)

    def _about(self, item: str) -> str:
        name, colon, rest = item.partition(": ")
        return f"{self._pen.strong(name)}{colon}{rest}" if colon else item

    def _items(self, items: Iterable[str]) -> Iterator[str]:
        return items_lines(items, self._pen.width, "•" if self._pen.unicode else "-")

    def _table(self, table: Table, block: Block) -> Iterator[str]:
        """A table in columns where they fit; else the block that it is of, read out row by row."""
        drawn = grid(table, self._pen)
        if drawn is None:
            yield from told(block, self._pen)
            return
        yield from wrapped(self._pen.strong(table.caption), self._pen.width)
        yield from ruled(drawn, self._pen)
        yield ""

    def _tiles(self, tiles: Tiles) -> Iterator[str]:
        """A row each: name, segments, level; the remarks beside it where all rows have room for theirs, else below."""
        pen = self._pen
        names = self._name_width(tile.name for tile in tiles.tiles)
        words = max((cells(tile.words) for tile in tiles.tiles), default=0)
        notes = [as_sentences((tile.holds_back, tile.needs)) for tile in tiles.tiles]
        before = names + tiles.top + words + 5
        beside = before + max(map(cells, notes), default=0) <= pen.width
        indent = " " * (names + 3 + tiles.top)
        if pen.width - len(indent) < NARROWEST:
            for tile in tiles.tiles:
                said = f"{pen.strong(tile.name)}: {segments(tile.level, tiles.top, pen)} {tile.words}"
                yield from wrapped(said, pen.width, "", "  ")
                if remark := as_sentences((tile.holds_back, tile.needs)):
                    yield from wrapped(remark, pen.width, "  ", "  ")
            return
        for tile, note in zip(tiles.tiles, notes, strict=True):
            *above, name = wrapped(tile.name, names)
            yield from above
            first = f"{padded(name, names)}  {segments(tile.level, tiles.top, pen)} "
            said = pen.strong(tile.words)
            if beside:
                yield f"{first}{padded(said, words)}  {note}"
                continue
            yield from wrapped(said, pen.width, first, indent)
            if note:
                yield from wrapped(note, pen.width, indent, indent)

    def _shares(self, shares: Shares) -> Iterator[str]:
        pen = self._pen
        yield from wrapped(pen.strong(shares.caption), pen.width)
        names = self._name_width(row.name for row in shares.rows)
        said = max((cells(share_words(row)) for row in shares.rows), default=0)
        long = min(pen.width - names - said - 4, _LONGEST_BAR)
        if long < _SHORTEST_BAR:
            yield from items_lines((f"{row.name}: {share_words(row)}" for row in shares.rows), pen.width)
            return
        for row in shares.rows:
            *above, name = wrapped(row.name, names)
            yield from above
            yield f"{padded(name, names)}  {bar(row, long, pen)}  {share_words(row)}"

    def _name_width(self, names: Iterable[str]) -> int:
        return min(max(map(cells, names), default=0), int(self._pen.width * _WIDEST_NAME))


def _flat(report: Iterable[Block]) -> Iterator[Block]:
    """Every block, those in parts that a page folds too."""
    for block in report:
        if isinstance(block, Fold):
            yield from _flat(block.blocks)
        else:
            yield block
