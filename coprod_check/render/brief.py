"""The first screen of a page: what matters most, on so many lines.

Every block can be written in several forms, from roomy to short. All begin with
the roomiest; while there are too many lines, the form that matters least gives way to
the next. What is left out is counted, and a warning is never left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, assert_never

from coprod_check.pages.blocks import Bullets, Fold, Heading, Para
from coprod_check.pages.drawings import (
    SIDES_IN_SHORT,
    GapCards,
    MarkKey,
    Marks,
    Shares,
    Stacks,
    StagePath,
    Steps,
    Tiles,
    Trend,
)
from coprod_check.pages.emphasis import any_of, parted
from coprod_check.pages.table import Table
from coprod_check.render.grid import grid
from coprod_check.render.lines import (
    as_sentences,
    cells,
    cut_between_words,
    first_sentence,
    padded,
    single_words,
    wrapped,
)
from coprod_check.render.telling import path_lines, share_words, stack_words, who_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coprod_check.pages.blocks import Report
    from coprod_check.pages.drawings import GapCard, PlannedStep, ShareRow, Tile, TrendRow
    from coprod_check.render.lines import Pen

FULL_WIDTH = 80
"""Columns for which the number of lines is meant; narrower, there may be as many more as the lines are shorter."""
SHOWN = 3
"""Steps and items that are shown at most."""
GAPS = 2
"""Gaps that are shown at most."""
TILES = 6
"""Dimensions up to which each has a line of its own."""
ROWS = (12, 8, 6, 4, 3, 2, 1)
"""How many rows of a list of counts are shown, the fewer the less room there is."""
_INDENT = "  "
_BAR = 16
_NAME = 8
_PARTS = " · "
_LOST = 4
"""Cells of a narrow line that no word has room in, by and large."""
_NO_BREAK = "\u00a0"


class GivesWay(IntEnum):
    """What makes room for the rest, in this order."""

    REMARK = 1
    MORE = 2
    LEAD = 3
    LEAD_SENTENCE = 4
    WORDY = 5
    TEXT = 6
    ROWS = 7
    BLANK = 8
    BLANK_ABOVE_HEADING = 9
    OVER = 10
    BELOW = 11
    WHO = 12
    TILES = 13
    PATH = 14
    NUMBER = 15
    FEW_ROWS = 16


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a part, and what it is when it gives way to the next."""

    lines: tuple[str, ...]
    gives: GivesWay = GivesWay.REMARK
    shown: str = ""
    """How many of how many are shown; empty where nothing is left out."""


@dataclass(slots=True)
class _Part:
    """A block in all its forms, and which of them is taken."""

    forms: list[_Form]
    heads: str = ""
    """The text of a heading, behind which it is counted what is left out below it."""
    at: int = 0

    @property
    def form(self) -> _Form:
        """The form that is taken."""
        return self.forms[self.at]

    @property
    def more_before(self) -> int:
        """How many more lines the roomier form takes."""
        return len(self.forms[self.at - 1].lines) - len(self.form.lines)


def brief_lines(report: Report, pen: Pen, most: int) -> list[str]:
    """Lay the first sections of a page out on ``most`` lines, if they can be; its texts must have been washed.

    Warnings and the heading of the page stay whole, whatever room they take.
    """
    room = most if pen.width >= FULL_WIDTH - _LOST else most * FULL_WIDTH // (pen.width - _LOST)
    parts = list(_parts(report, pen))
    _keep_room_for_counts(parts, pen)
    _fit(parts, room)
    return list(_counted(parts, pen))


def _fit(parts: Sequence[_Part], room: int) -> None:
    """Take shorter forms until there is room for all; then roomier ones again where lines are left over."""
    while _long(parts) > room and (giving := [part for part in parts if part.at + 1 < len(part.forms)]):
        first = min(part.form.gives for part in giving)
        next(part for part in reversed(giving) if part.form.gives == first).at += 1
    while back := [part for part in parts if part.at and _long(parts) + part.more_before <= room]:
        last = max(part.forms[part.at - 1].gives for part in back)
        next(part for part in back if part.forms[part.at - 1].gives == last).at -= 1


def _long(parts: Sequence[_Part]) -> int:
    return sum(len(part.form.lines) for part in parts)


def _counted(parts: Sequence[_Part], pen: Pen) -> Iterator[str]:
    """The lines of all parts; what is left out of a part is counted in its heading, else in its last line."""
    headed = False
    for place, part in enumerate(parts):
        headed = headed or bool(part.heads)
        lines, shown = list(part.form.lines), part.form.shown
        if part.heads:
            counts = (each.form.shown for each in _own(parts, place))
            lines = _heading(part.heads, next(filter(None, counts), ""), pen)
        elif shown and lines and not headed:
            more = f" ({shown})"
            lines[-1] = cut_between_words(lines[-1], pen.width - cells(more), pen.dots) + more
        yield from lines


def _own(parts: Sequence[_Part], place: int) -> Sequence[_Part]:
    """The parts below a heading, up to the next one."""
    following = parts[place + 1 :]
    return following[: next((n for n, each in enumerate(following) if each.heads), len(following))]


def _heading(text: str, shown: str, pen: Pen) -> list[str]:
    more = f" ({shown})".replace(" ", _NO_BREAK).replace(_NO_BREAK, " ", 1) if shown else ""
    return [line.replace(_NO_BREAK, " ") for line in wrapped(f"{pen.strong(text)}{more}", pen.width)]


def _keep_room_for_counts(parts: Sequence[_Part], pen: Pen) -> None:
    """Let each heading take as many lines as it may need with the count behind it."""
    for place, part in enumerate(parts):
        if part.heads:
            counts = [form.shown for each in _own(parts, place) for form in each.forms]
            longest = max(counts, key=cells, default="")
            part.forms = [_Form(tuple(_heading(part.heads, longest, pen)))]


def _parts(report: Report, pen: Pen) -> Iterator[_Part]:
    """Each block as a part, with an empty line before the headings and the first picture.

    The sentence below the heading of the page may go only where the stages say again what it says.
    """
    alone = _stand_alone(report)
    told_again = any(isinstance(block, StagePath) for block in report)
    indent = ""
    for place, block in enumerate(report):
        forms: list[_Form] = []
        match block:
            case Heading(text, 1):
                yield from _top(block, pen)
                continue
            case Heading(text):
                indent = _INDENT if pen.width >= FULL_WIDTH // 2 else ""
                yield _blank(GivesWay.BLANK_ABOVE_HEADING)
                yield _Part([_Form((text,))], heads=text)
                continue
            case Fold() | MarkKey():
                continue
            case Para(text, role, strong):
                stays = place in alone or (role == "lead" and not told_again)
                forms = _para(text, role, strong, pen, indent, stays=stays)
            case StagePath():
                yield _blank()
                forms = _path(block, pen, indent)
            case Tiles():
                yield _blank()
                forms = list(_tiles(block, pen, indent))
            case _:
                if isinstance(block, Shares | Stacks | Trend) and not _headed(report, place):
                    yield _blank()
                forms = _listed(block, pen, indent)
        yield _Part(forms)


def _headed(report: Report, place: int) -> bool:
    """Whether a block stands right below a heading within the page."""
    before = report[place - 1] if place else None
    return isinstance(before, Heading) and before.depth > 1


def _listed(
    block: Bullets | Table | GapCards | Steps | Marks | Shares | Stacks | Trend, pen: Pen, indent: str
) -> list[_Form]:
    """A block of which the first few rows are shown."""
    match block:
        case Bullets(items):
            forms = _some(len(items), SHOWN, _item_forms(items, pen, indent))
        case GapCards(cards, among):
            forms = _some(len(cards), GAPS, _gap_forms(cards, pen, indent), among)
        case Steps(steps):
            forms = _some(len(steps), SHOWN, _step_forms(steps, pen, indent))
        case Stacks():
            forms = _stack_forms(block, pen, indent)
        case Table(rows=rows):
            told = [_one_line(f"{row[0]}: {', '.join(row[1:])}", pen, indent) for row in rows]
            forms = _in_columns(block, pen, indent) or _rows(told)
        case Marks():
            forms = _rows([_named(name, said, pen, indent) for name, said in block.table().rows])
        case Shares(_, rows):
            forms = _rows(_share_lines(rows, pen, indent))
        case Trend(rows=rows):
            forms = _rows(_trend_lines(rows, pen, indent))
        case _:
            assert_never(block)
    return forms


def _stack_forms(stacks: Stacks, pen: Pen, indent: str) -> list[_Form]:
    """Counts in columns; where they have no room, each row in as many lines as it takes, since none may be cut."""
    without_notes = replace(stacks, notes_are="", rows=tuple(replace(row, note="") for row in stacks.rows))
    told = [
        wrapped(f"{row.name}: {stack_words(without_notes, row)}", pen.width, indent, indent + _INDENT)
        for row in stacks.rows
    ]
    return _in_columns(without_notes.table(), pen, indent) or _rows(told)


def _trend_lines(rows: Sequence[TrendRow], pen: Pen, indent: str) -> Sequence[str | list[str]]:
    names = max((cells(row.name) for row in rows), default=0)
    if not pen.draws or names > pen.width // 3:
        return [_named(row.name, row.says, pen, indent) for row in rows]
    return [_one_line(row.says, pen, f"{indent}{pen.strong(padded(row.name, names))}  ") for row in rows]


def _stand_alone(report: Report) -> set[int]:
    """The places of paragraphs without which a heading would have nothing below it."""
    alone = set()
    for place, block in enumerate(report):
        after = report[place + 1] if place + 1 < len(report) else None
        ends = after is None or isinstance(after, Heading | Fold)
        if isinstance(block, Para) and _headed(report, place) and ends:
            alone.add(place)
    return alone


def _blank(gives: GivesWay = GivesWay.BLANK) -> _Part:
    return _Part([_Form(("",), gives), _Form(())])


# The heading, the paragraphs, the stages.


def _top(title: Heading, pen: Pen) -> Iterator[_Part]:
    if title.over:
        whole = tuple(wrapped(title.over, pen.width))
        gives = GivesWay.WORDY if title.over_in_short else GivesWay.OVER
        yield _Part([_Form(whole, gives), _Form(tuple(_over_in_short(title, pen)))])
    lines = wrapped(pen.title(title.text), pen.width)
    yield _Part([_Form(tuple(lines))])


def _over_in_short(title: Heading, pen: Pen) -> list[str]:
    """The line above the title on one line; where that is too long, its first part is cut, which is a name."""
    most = _per_line(pen)
    short = title.over_in_short or title.over
    name, dot, rest = short.partition(_PARTS)
    room = pen.width - cells(f"{dot}{rest}")
    if len(wrapped(short, pen.width)) > most == 1 and dot and room >= _NAME:
        return [f"{cut_between_words(name, room, pen.dots)}{dot}{rest}"]
    return _at_most(most, short, pen)


def _para(text: str, role: str, strong: Sequence[str], pen: Pen, indent: str, *, stays: bool) -> list[_Form]:
    def lines(said: str) -> tuple[str, ...]:
        shown = "".join(pen.strong(piece) if known else piece for piece, known in parted(said, any_of(strong)))
        return tuple(wrapped(shown, pen.width, indent, indent))

    if role == "warning":
        return [_Form(tuple(wrapped(pen.strong(text), pen.width, indent, indent)))]
    short = first_sentence(text)
    if role == "soft" and not stays:
        return [_Form(lines(text), GivesWay.REMARK), _Form(())]
    if role == "lead":
        sentence = _Form(lines(short), GivesWay.LEAD_SENTENCE)
        return [_Form(lines(text), GivesWay.LEAD), sentence, *([] if stays else [_Form(())])]
    whole, sentence = (
        _Form(lines(text), GivesWay.TEXT if stays else GivesWay.MORE),
        _Form(lines(short), GivesWay.NUMBER),
    )
    line = _Form(tuple(_at_most(_per_line(pen), short, pen, indent, indent)), GivesWay.NUMBER)
    return [whole, sentence, line] if stays else [whole, line]


def _path(path: StagePath, pen: Pen, indent: str) -> list[_Form]:
    whole = tuple(path_lines(path, pen, indent))
    here = next((place for place, step in enumerate(path.steps) if step.here), None)
    if len(whole) == 1 or here is None:
        return [_Form(whole)]
    name = path.steps[here].name
    return [_Form(whole, GivesWay.PATH), _Form((_one_line(f"{here + 1} of {len(path.steps)}: {name}", pen, indent),))]


# The dimensions.


def segments(level: int | None, top: int, pen: Pen) -> str:
    """A level as so many filled places; a question mark where it is not known."""
    if level is None:
        return padded("?", top)
    filled, empty = ("▓", "░") if pen.unicode else ("#", ".")
    return filled * level + empty * (top - level)


def _tiles(tiles: Tiles, pen: Pen, indent: str) -> Iterator[_Form]:
    """A line each while there are few; else, or where it is tight, those of one level together; at last how many."""
    if len(tiles.tiles) <= TILES:
        yield _Form(tuple(_tile_lines(tiles, pen, indent, below=True)), GivesWay.BELOW)
        yield _Form(tuple(_tile_lines(tiles, pen, indent, below=False)), GivesWay.TILES)
    in_order = sorted(tiles.tiles, key=lambda each: (each.level is None, each.level or 0))
    by_words = _grouped(in_order, lambda tile: tile.words)
    among = len(tiles.tiles)
    levels = [_together(words, found, among, pen, indent) for words, found in by_words.items()]
    needs = _grouped([tile for tile in in_order if tile.needs], lambda tile: tile.needs)
    needed = [_together(words, found, among, pen, indent) for words, found in needs.items()]
    yield _Form((*levels, *needed), GivesWay.BELOW)
    yield _Form(tuple(levels), GivesWay.NUMBER)
    numbers = "; ".join(f"{words}: {len(found)}" for words, found in by_words.items())
    yield _Form(tuple(wrapped(numbers, pen.width, indent, indent)))


def _grouped(tiles: Sequence[Tile], by: Callable[[Tile], str]) -> dict[str, list[Tile]]:
    found: dict[str, list[Tile]] = {}
    for tile in tiles:
        found.setdefault(by(tile), []).append(tile)
    return found


def _tile_lines(tiles: Tiles, pen: Pen, indent: str, *, below: bool) -> Iterator[str]:
    """A line for each dimension, with as much of its remarks as there is room for beside it.

    With ``below`` a need that has no room has lines of its own.
    """
    names = max(cells(tile.name) for tile in tiles.tiles)
    words = max(cells(tile.words) for tile in tiles.tiles)
    in_columns = pen.draws and cells(indent) + names + 2 + tiles.top + 1 + words <= pen.width
    for tile in tiles.tiles:
        notes = ((tile.needs, tile.holds_back), (tile.needs,), (tile.holds_back,))
        bars = f"{segments(tile.level, tiles.top, pen)} " if pen.draws else ""
        if in_columns:
            head = f"{indent}{padded(tile.name, names)}  {bars}{pen.strong(tile.words)}"
            gap = " " * (words - cells(tile.words) + 2)
        else:
            head, gap = f"{indent}{pen.strong(tile.name)}: {bars}{tile.words}", ". "
        note = _that_fits(notes, pen.width - cells(head) - cells(gap))
        if in_columns:
            yield f"{head}{gap}{note}" if note else head
        else:
            yield from wrapped(f"{head}{gap}{note}" if note else head, pen.width, indent, indent + _INDENT)
        if below and tile.needs and tile.needs not in note:
            yield from wrapped(tile.needs, pen.width, indent + _INDENT, indent + _INDENT)


def _that_fits(notes: Sequence[Sequence[str]], room: int) -> str:
    """As much of some remarks as there is room for."""
    said = (as_sentences(each) for each in notes if any(each))
    return next((each for each in said if cells(each) <= room), "")


def _together(words: str, tiles: Sequence[Tile], among: int, pen: Pen, indent: str) -> str:
    """The dimensions of one level in a line: as many names as there is room for, and how many more.

    Where not one name has room, it is said how many they are ``among`` all.
    """
    names = [tile.name for tile in tiles]
    for shown in range(len(names), 0, -1):
        more = len(names) - shown
        last = f" and {more} more" if more else ""
        said = f"{', '.join(names[:shown])}{last}"
        if not more and len(names) > 1:
            said = f"{', '.join(names[:-1])} and {names[-1]}"
        line = f"{indent}{pen.strong(words)}: {said}"
        if cells(line) <= pen.width:
            return line
    many = f": {len(names)} of {among}"
    return indent + pen.strong(cut_between_words(words, pen.width - cells(indent) - cells(many), pen.dots)) + many


# Lists.


def _one_line(text: str, pen: Pen, indent: str) -> str:
    return indent + cut_between_words(text, pen.width - cells(indent), pen.dots)


def _named(name: str, said: str, pen: Pen, indent: str) -> list[str]:
    """What is said of something, on one line where that is wide, else on as many as it takes.

    Where there is no room for both, the name is cut before what is said of it.
    """
    lines = wrapped(f"{name}: {said}", pen.width, indent, indent + _INDENT)
    room = pen.width - cells(indent) - cells(said) - 2
    if len(lines) == 1 or pen.width < FULL_WIDTH:
        return lines
    if room < _BAR:
        return [_one_line(f"{name}: {said}", pen, indent)]
    return [f"{indent}{cut_between_words(name, room, pen.dots)}: {said}"]


def _some(
    number: int, at_most: int, forms: Sequence[tuple[GivesWay, Callable[[int], list[str]]]], among: int = 0
) -> list[_Form]:
    """Forms of a list of which a few are shown: each way to write them, then fewer and fewer in the last way.

    What is shown is counted ``among`` so many, where there are more than the list names.
    """
    shown = min(number, at_most)
    number = max(number, among)
    made = [_Form(tuple(way(shown)), gives, _of(shown, number)) for gives, way in forms]
    last = forms[-1][1]
    made += [_Form(tuple(last(few)), GivesWay.NUMBER, _of(few, number)) for few in range(shown - 1, 0, -1)]
    return made


def _of(shown: int, number: int) -> str:
    return "" if shown == number else f"{shown} of {number}"


def _item_forms(items: Sequence[str], pen: Pen, indent: str) -> list[tuple[GivesWay, Callable[[int], list[str]]]]:
    mark = "•" if pen.draws and pen.unicode else "-"
    first, rest = f"{indent}{mark} ", f"{indent}  "
    two, one = ([_at_most(most * _per_line(pen), item, pen, first, rest) for item in items[:SHOWN]] for most in (2, 1))
    return [
        (GivesWay.TEXT, lambda shown: [line for item in two[:shown] for line in item]),
        (GivesWay.NUMBER, lambda shown: [line for item in one[:shown] for line in item]),
    ]


def _per_line(pen: Pen) -> int:
    """How many lines there may be for each line of the full width."""
    return max(round(FULL_WIDTH / pen.width), 1)


def _at_most(most: int, text: str, pen: Pen, first: str = "", rest: str = "") -> list[str]:
    """A text on so many lines; what does not fit is cut between two words."""
    lines = wrapped(text, pen.width, first, rest)
    if len(lines) <= most:
        return lines
    start = first if most == 1 else rest
    left = " ".join([lines[most - 1][len(start) :], *(line[len(rest) :] for line in lines[most:])])
    return [*lines[: most - 1], start + cut_between_words(left, pen.width - cells(start), pen.dots)]


def _gap_forms(cards: Sequence[GapCard], pen: Pen, indent: str) -> list[tuple[GivesWay, Callable[[int], list[str]]]]:
    def full(card: GapCard) -> list[str]:
        said = ", ".join(f"{SIDES_IN_SHORT[each.whose]} {each.level}" for each in card.said)
        return wrapped(f"{card.title}: {said}", pen.width, indent, indent + _INDENT)

    def short(card: GapCard) -> list[str]:
        if len(lines := full(card)) == 1:
            return lines
        said = ", ".join(f"{SIDES_IN_SHORT[each.whose]} {single_words(each.level)[0]}" for each in card.said)
        room = pen.width - cells(indent) - cells(said) - 2
        if room < _BAR:
            return lines
        return [f"{indent}{cut_between_words(card.title, room, pen.dots)}: {said}"]

    return [
        (GivesWay.TEXT, lambda shown: [line for card in cards[:shown] for line in full(card)]),
        (GivesWay.NUMBER, lambda shown: [line for card in cards[:shown] for line in short(card)]),
    ]


def _step_forms(
    steps: Sequence[PlannedStep], pen: Pen, indent: str
) -> list[tuple[GivesWay, Callable[[int], list[str]]]]:
    """All on two lines, with what belongs to each and who does it below; then on one.

    Then fewer and fewer, from the last, with who below; at last without what belongs to them. Where the same is to be
    said of who does each, it is said once.
    """

    def written(most: int, below: int, *, bare: bool = False) -> Callable[[int], list[str]]:
        shown_steps = [replace(step, below=()) if bare else step for step in steps[:SHOWN]]
        lines = [
            _step(place, step, most * _per_line(pen), pen, indent, below=place <= below)
            for place, step in enumerate(shown_steps, 1)
        ]
        return lambda shown: [line for step in lines[:shown] for line in step]

    def once(most: int) -> Callable[[int], list[str]]:
        lines = [
            _step(place, replace(step, who=()), most * _per_line(pen), pen, indent, below=True)
            for place, step in enumerate(steps[:SHOWN], 1)
        ]
        rest = f"{indent}   "
        all_alike = wrapped(f"Each: {who_words(steps[0], pen)}", pen.width, rest, rest)
        return lambda shown: [line for step in [*lines[:shown], all_alike] for line in step]

    if len(steps) > 1 and steps[0].who and len({step.who for step in steps[:SHOWN]}) == 1:
        return [(GivesWay.TEXT, once(2)), (GivesWay.WHO, once(1)), (GivesWay.NUMBER, written(1, 0, bare=True))]
    named = any(step.below for step in steps[:SHOWN])
    shorter = [(GivesWay.WHO, written(1, below)) for below in range(SHOWN, -named, -1)]
    return [(GivesWay.TEXT, written(2, SHOWN)), *shorter, (GivesWay.NUMBER, written(1, 0, bare=True))]


def _step(place: int, step: PlannedStep, most: int, pen: Pen, indent: str, *, below: bool) -> list[str]:
    """A step on so many lines, with what belongs to it, and who does it below; or beside it where there is room."""
    first = f"{indent}{place}. "
    rest = " " * cells(first)
    text, who = step.text, who_words(step, pen)
    if len(wrapped(text, pen.width, first, rest)) > most:
        text = first_sentence(text)
    more = [each for line in step.below for each in _at_most(_per_line(pen), line, pen, rest, rest)]
    who_lines = _at_most(_per_line(pen) + (pen.width < FULL_WIDTH), who, pen, rest, rest) if who else []
    if below:
        return [*_at_most(most, text, pen, first, rest), *more, *who_lines]
    room = pen.width - cells(first) - cells(who) - 3
    if not who or room < FULL_WIDTH // 2:
        # Where only one of the two has room, who does it matters more.
        return [*_at_most(most, text, pen, first, rest), *(who_lines if more and who else more)]
    return [f"{first}{cut_between_words(text, room, pen.dots)} ({who})", *more]


def _rows(rows: Sequence[str | Sequence[str]], head: Sequence[str] = ()) -> list[_Form]:
    """Rows of which fewer and fewer are shown, below the lines that head them."""
    number = len(rows)
    forms = []
    for shown in (*([number] if number <= ROWS[0] else []), *(each for each in ROWS if each < number)):
        gives = GivesWay.ROWS if shown > ROWS[2] else GivesWay.FEW_ROWS
        lines = [line for row in rows[:shown] for line in ([row] if isinstance(row, str) else row)]
        forms.append(_Form((*head, *lines), gives, _of(shown, number)))
    return forms


def _in_columns(table: Table, pen: Pen, indent: str) -> list[_Form]:
    """A table in columns with a line a row; nothing where a row would need more."""
    drawn = grid(table, replace(pen, width=pen.width - cells(indent))) if pen.draws else None
    if drawn is None or any(len(row) > 1 for row in drawn.rows):
        return []
    return _rows([f"{indent}{row[0]}" for row in drawn.rows], [f"{indent}{line}" for line in drawn.head])


def bar(row: ShareRow, long: int, pen: Pen) -> str:
    """How many of how many on a track: something where there is one, and never all where one is missing."""
    filled, empty = ("█", "░") if pen.unicode else ("#", ".")
    share = 0 if not row.n else row.x * long // row.n
    reached = max(share, 1) if row.x else 0
    return filled * reached + empty * (long - reached)


def _share_lines(rows: Sequence[ShareRow], pen: Pen, indent: str) -> Sequence[str | list[str]]:
    names = max((cells(row.name) for row in rows), default=0)
    said = max((cells(share_words(row)) for row in rows), default=0)
    if not pen.draws or cells(indent) + names + said + _BAR + 4 > pen.width:
        return [_named(row.name, share_words(row), pen, indent) for row in rows]
    return [f"{indent}{padded(row.name, names)}  {bar(row, _BAR, pen)}  {share_words(row)}" for row in rows]
