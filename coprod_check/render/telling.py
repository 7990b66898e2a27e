"""Every block in words, read out row by row as a screen reader would want it; and the words that other forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from coprod_check.pages.blocks import Bullets, Fold, Heading, Para
from coprod_check.pages.drawings import GapCards, MarkKey, Marks, Shares, Stacks, StagePath, Steps, Tiles, Trend
from coprod_check.pages.table import Table
from coprod_check.render.lines import as_sentences, cells, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.pages.blocks import Block
    from coprod_check.pages.drawings import PlannedStep, ShareRow, StackRow
    from coprod_check.render.lines import Pen


def told(block: Block, pen: Pen) -> Iterator[str]:  # noqa: C901, PLR0912 - a case for each kind of block
    """Tell one block in words, with an empty line after it; its texts must have been washed."""
    width = pen.width
    match block:
        case Heading(text, depth, over):
            yield from _heading(text, depth, over, width)
            return
        case Fold(title, blocks, depth):
            yield from _heading(title, depth, "", width)
            for each in blocks:
                yield from told(each, pen)
            return
        case Para(text):
            yield from wrapped(text, width)
        case Bullets(items):
            yield from items_lines(items, width)
        case Table():
            yield from _table(block, width)
        case StagePath():
            yield from path_lines(block, pen)
        case Tiles(caption, _, tiles):
            yield from wrapped(captioned(caption), width)
            said = (f"{each.name}: {as_sentences((each.words, each.holds_back, each.needs))}" for each in tiles)
            yield from items_lines(said, width)
        case GapCards():
            yield from gap_lines(block, pen)
        case Steps():
            yield from step_lines(block, pen)
        case MarkKey():
            return  # there are no marks to explain
        case Marks():
            yield from _marks(block, width)
        case Shares():
            yield from wrapped(captioned(block.caption), width)
            yield from items_lines((f"{row.name}: {share_words(row)}" for row in block.rows), width)
        case Stacks():
            yield from wrapped(captioned(block.caption), width)
            yield from items_lines((f"{row.name}: {stack_words(block, row)}" for row in block.rows), width)
        case Trend(rows=rows):
            yield from wrapped(captioned(block.caption), width)
            yield from items_lines((f"{row.name}: {row.says}" for row in rows), width)
            yield ""
            yield from row_lines(block.table(), width)
        case _:
            assert_never(block)
    yield ""


def captioned(caption: str) -> str:
    """A caption that leads on to what it is of: with a colon, unless it has one.

    >>> captioned("Levels"), captioned("Engagement: 1 Started")
    ('Levels:', 'Engagement: 1 Started')
    """
    return caption if ": " in caption or caption.endswith(":") else f"{caption}:"


def _heading(text: str, depth: int, over: str, width: int) -> Iterator[str]:
    yield ""
    if over:
        yield from wrapped(over, width)
    lines = wrapped(text, width)
    yield from lines
    if depth <= 2:
        yield ("=" if depth == 1 else "-") * max(map(cells, lines))


def items_lines(items: Iterable[str], width: int, mark: str = "-") -> Iterator[str]:
    """A list, each item after a mark."""
    for item in items:
        yield from wrapped(item, width, f"{mark} ", "  ")


def _table(table: Table, width: int) -> Iterator[str]:
    yield from wrapped(captioned(table.caption), width)
    yield from row_lines(table, width)


def row_lines(table: Table, width: int) -> Iterator[str]:
    """A table row by row, each cell after the name of its column."""
    for row in table.rows:
        if len(row) == 2:
            yield from wrapped(f"{row[0]}: {row[1]}", width, "- ", "  ")
            continue
        yield from wrapped(f"{row[0]}:", width, "- ", "  ")
        for name, cell in zip(table.header[1:], row[1:], strict=True):
            if cell:
                yield from wrapped(f"{name}: {cell}", width, "  ", "    ")


def path_lines(path: StagePath, pen: Pen, first: str = "") -> Iterator[str]:
    """Stages in order, parted into lines between two stages; in plain mode it is said where the team is."""
    arrow = "→" if pen.draws and pen.unicode else ">"
    line, empty = first, True
    last = len(path.steps) - 1
    for place, step in enumerate(path.steps):
        name = step.name
        if step.here:
            name = pen.strong(f"[{name}]") if pen.draws else f"{name} ({step.state})"
        piece = name if place == last else f"{name} {arrow}"
        joined = f"{line}{piece}" if empty else f"{line} {piece}"
        if cells(joined) > pen.width:
            if not empty:
                yield line
            *whole, joined = wrapped(piece, pen.width, first, first)
            yield from whole
        line, empty = joined, False
    yield line


def gap_lines(gaps: GapCards, pen: Pen) -> Iterator[str]:
    """Each card: its title, what each side says, and what to ask."""
    for place, card in enumerate(gaps.cards):
        if place:
            yield ""
        yield from wrapped(pen.strong(card.title), pen.width)
        for said in card.said:
            mark = MARKS[said.whose] if pen.draws and pen.unicode else "-"
            yield from wrapped(as_sentences((f"{said.who}: {said.level}", said.text)), pen.width, f"{mark} ", "  ")
        if card.ask:
            yield from wrapped(f"Ask: {card.ask}", pen.width, "  ", "  ")


MARKS = {"staff": "●", "lived-experience": "◆", "agreed": "■"}
"""The letter that stands for a mark."""


def step_lines(steps: Steps, pen: Pen) -> Iterator[str]:
    """Numbered steps, each with what belongs to it and who does it below."""
    for place, step in enumerate(steps.steps, 1):
        first = f"{place}. "
        rest = " " * len(first)
        yield from wrapped(step.text, pen.width, first, rest)
        for line in step.below:
            yield from wrapped(line, pen.width, rest, rest)
        if step.who:
            yield from wrapped(who_words(step, pen), pen.width, rest, rest)


def who_words(step: PlannedStep, pen: Pen) -> str:
    """Who does a step; what is missing stands out where it can."""
    return "".join(pen.strong(piece.text) if piece.missing else piece.text for piece in step.who)


def _marks(marks: Marks, width: int) -> Iterator[str]:
    yield from wrapped(captioned(marks.caption), width)
    if marks.named:
        yield from wrapped(as_sentences([level_names(marks.levels)]), width)
    yield from items_lines((f"{name}: {words}" for name, words in marks.table().rows), width)


def level_names(levels: Iterable[str]) -> str:
    """The levels by number and name.

    >>> level_names(["No", "Yes"])
    'The levels: 0 No; 1 Yes'
    """
    return f"The levels: {'; '.join(f'{place} {name}' for place, name in enumerate(levels))}"


def share_words(row: ShareRow) -> str:
    """How many of how many, with the likely range where there is one to be told."""
    if row.low is None or row.high is None:
        return f"{row.x} of {row.n}"
    return f"{row.x} of {row.n} (likely {100 * row.low:.0f} to {100 * row.high:.0f} in 100)"


def stack_words(stacks: Stacks, row: StackRow) -> str:
    """How many there are of each kind, and the note."""
    counts = [f"{kind}: {number}" for kind, number in zip(stacks.kinds, row.counts, strict=True)]
    if stacks.notes_are and row.note:
        counts.append(f"{stacks.notes_are}: {row.note}")
    return "; ".join(counts)


def tiles_table(tiles: Tiles) -> Table:
    """Say the same as a table; a column of remarks only where there is one."""
    columns = (
        ("", [tile.name for tile in tiles.tiles]),
        ("Level", [tile.words for tile in tiles.tiles]),
        ("What holds it back", [tile.holds_back for tile in tiles.tiles]),
        ("What the next stage needs", [tile.needs for tile in tiles.tiles]),
    )
    kept = [(name, cells) for place, (name, cells) in enumerate(columns) if place < 2 or any(cells)]
    levels = tuple((None, tile.level, *([None] * (len(kept) - 2))) for tile in tiles.tiles)
    rows = tuple(zip(*(cells for _, cells in kept), strict=True))
    return Table(tiles.caption, tuple(name for name, _ in kept), rows, levels=levels, top=tiles.top)


def marks_table(marks: Marks) -> Table:
    """Say the same as a table: a column for each level that holds the marks, and the words in the last one."""
    header = ("Practice", *(f"{place} {name}" for place, name in enumerate(marks.levels)), "In words")
    rows = []
    for row, (name, words) in zip(marks.rows, marks.table().rows, strict=True):
        at = [
            "".join(MARKS[whose] for whose, level in row.marks if level == place) for place in range(len(marks.levels))
        ]
        rows.append((name, *at, words))
    return Table(marks.caption, header, tuple(rows))
