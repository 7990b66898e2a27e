"""Figures as inline SVG: bars, a heat map, small lines and a path.

Every picture is narrow enough for a telephone, so that it grows on a wide screen and
its letters never shrink to nothing. Colours are classes, and the page's style sheet
gives them values for light, dark, print and forced colours. Whatever a colour says,
a number, a word, a shape or a pattern says too.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from markupsafe import Markup

from coprod_check.pages.drawings import Bars, HeatMap, StagePath, Trend
from coprod_check.render.measure import cut_to_width, text_width, wrap_to_width
from coprod_check.render.page_text import for_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.pages.blocks import Figure
    from coprod_check.pages.drawings import BarRow, PracticeCell, StageOnPath, TrendRow

WIDTH = 340
"""Units across every picture; about the pixels of a small telephone."""
LARGE, USUAL, SMALL = 14, 12.5, 12
"""Letter sizes."""
HEAT_STEPS = 5
"""Shades of the heat map; levels are spread over them."""


def draw(figure: Figure, name: str) -> Iterator[Markup]:
    """Draw a figure, as one picture or several; ``name`` begins the ids in them."""
    drawing = figure.drawing
    match drawing:
        case Bars():
            yield _bars(drawing).svg(figure.title, figure.says, name)
        case HeatMap():
            yield _heat_map(drawing).svg(figure.title, figure.says, name)
        case StagePath():
            yield _path(drawing).svg(figure.title, figure.says, name)
        case Trend():
            for place, row in enumerate(drawing.rows, 1):
                yield _trend(drawing, row).svg(f"{row.name}, round by round", row.says, f"{name}-{place}")
        case _:
            assert_never(drawing)


class _Canvas:
    """Shapes and texts from top to bottom; the picture is as high as they need."""

    def __init__(self) -> None:
        self.y = 0.0
        self._parts: list[Markup] = []

    def add(self, template: str, *values: object) -> None:
        """Add markup; what is put into it is escaped."""
        self._parts.append(Markup(template).format(*values))  # noqa: S704 - the templates are this module's own

    def text(self, text: str, x: float, y: float, size: float, kind: str = "ink", *, anchor: str = "start") -> None:
        """Write one line; ``y`` is the line that letters stand on."""
        self.add(
            '<text x="{}" y="{}" font-size="{}" text-anchor="{}" class="{}">{}</text>',
            _n(x), _n(y), _n(size), anchor, kind, for_page(text),
        )  # fmt: skip

    def lines(self, lines: Sequence[str], x: float, size: float, kind: str = "ink", *, anchor: str = "start") -> None:
        """Write lines below one another, and move down."""
        for line in lines:
            self.y += size * 1.25
            self.text(line, x, self.y - size * 0.25, size, kind, anchor=anchor)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, kind: str) -> None:
        """Draw a line."""
        self.add('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', _n(x1), _n(y1), _n(x2), _n(y2), kind)

    def box(self, x: float, y: float, width: float, height: float, *, kind: str) -> None:
        """Draw a box from its upper left corner."""
        self.add(
            '<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>',
            _n(x), _n(y), _n(width), _n(height), kind,
        )  # fmt: skip

    def dot(self, x: float, y: float, radius: float, kind: str) -> None:
        """Draw a dot."""
        self.add('<circle cx="{}" cy="{}" r="{}" class="{}"/>', _n(x), _n(y), _n(radius), kind)

    def diamond(self, x: float, y: float, radius: float, kind: str) -> None:
        """Draw a diamond."""
        r = radius
        self.add('<path d="M{} {}l{} {} {} {} {} {}z" class="{}"/>', _n(x), _n(y - r), r, r, -r, r, -r, -r, kind)

    def svg(self, title: str, says: str, name: str) -> Markup:
        """Give the whole picture with its name and description."""
        height = _n(self.y + 2)
        head = Markup(
            '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
            'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{}</title><desc id="{name}-d">{}</desc>'
        ).format(WIDTH, height, WIDTH, height, for_page(title), for_page(says), name=name)
        return head + Markup("").join(self._parts) + Markup("</svg>")


def _n(number: float) -> str:
    """Write a number of a picture: two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


# Bars.

BAR, THIN, LANE = 14, 5, 19
NUMBER_GAP = 7


def _bars(drawn: Bars) -> _Canvas:
    canvas = _Canvas()
    named = len(drawn.series) > 1
    left = max(text_width(name, USUAL) for name in drawn.series) + 8 if named else 1.0
    left = min(left, WIDTH / 2)
    numbers = [drawn.shown(value) for row in drawn.rows for value in row.values]
    right = WIDTH - NUMBER_GAP - max((text_width(each, LARGE, bold=True) for each in numbers), default=0) - 2
    scale = _Scale(drawn, left, right)
    tops = []
    for row in drawn.rows:
        _bar_head(canvas, drawn, row)
        tops.append(canvas.y + 3)
        canvas.y += 3
        for place, value in enumerate(row.values):
            _bar(canvas, drawn, scale, place, value)
        canvas.y += 9
    if drawn.ticks and drawn.rows:
        _ticks(canvas, drawn, scale)
    return canvas


class _Scale:
    """From a number to a place between two edges."""

    def __init__(self, drawn: Bars, left: float, right: float) -> None:
        self.left, self.right = left, right
        self._low, self._span = drawn.low, drawn.high - drawn.low

    def __call__(self, value: float) -> float:
        """Give the place; the left edge where the scale has no length."""
        share = (value - self._low) / self._span if self._span else 0.0
        return self.left + share * (self.right - self.left)


def _bar_head(canvas: _Canvas, drawn: Bars, row: BarRow) -> None:
    note = f"{drawn.notes_are}: {row.note}" if row.note else ""
    beside = text_width(row.name, LARGE, bold=True) + 14 + text_width(note, USUAL) <= WIDTH
    if beside:
        canvas.lines([row.name], 0, LARGE, "ink strong")
        if note:
            canvas.text(note, WIDTH - 1, canvas.y - LARGE * 0.25, USUAL, "soft", anchor="end")
        return
    canvas.lines(wrap_to_width(row.name, LARGE, WIDTH, bold=True), 0, LARGE, "ink strong")
    canvas.lines(wrap_to_width(note, USUAL, WIDTH), 0, USUAL, "soft")


def _bar(canvas: _Canvas, drawn: Bars, scale: _Scale, place: int, value: float | None) -> None:
    """One bar: the first thick, the second a line that ends in a dot, the third a dashed one with a diamond."""
    middle = canvas.y + LANE / 2
    if len(drawn.series) > 1:
        name = cut_to_width(drawn.series[place], USUAL, scale.left - 4)
        canvas.text(name, 0, middle + USUAL * 0.34, USUAL)
    canvas.line(scale.left, middle - 8, scale.left, middle + 8, kind="edge")
    end = scale.left
    if value is not None:
        end = scale(value)
        if place == 0:
            # A bar of no length is still a bar.
            end = max(end, scale.left + 2)
            canvas.box(scale.left, middle - BAR / 2, end - scale.left, BAR, kind="bar")
        elif place == 1:
            canvas.line(scale.left, middle, end, middle, kind="staff-line")
            canvas.dot(end, middle, THIN, "staff")
        else:
            canvas.line(scale.left, middle, end, middle, kind="lived-line")
            canvas.diamond(end, middle, THIN + 1, "lived")
    gap, number = NUMBER_GAP + (4 if place else 0), drawn.shown(value)
    # A dot at the very end of the scale would push its number out of the picture.
    start = min(end + gap, WIDTH - text_width(number, LARGE, bold=True))
    canvas.text(number, start, middle + LARGE * 0.34, LARGE, "ink strong")
    canvas.y += LANE


def _ticks(canvas: _Canvas, drawn: Bars, scale: _Scale) -> None:
    canvas.line(scale.left, canvas.y, scale.right, canvas.y, kind="edge")
    beyond = -1.0 * WIDTH
    canvas.y += USUAL * 1.5
    for tick in drawn.ticks:
        x, words = scale(tick), f"{tick:g}"
        half = text_width(words, USUAL) / 2
        canvas.line(x, canvas.y - USUAL * 1.5, x, canvas.y - USUAL * 1.15, kind="edge")
        if x - half > beyond:
            canvas.text(words, max(half, min(x, WIDTH - half)), canvas.y - 2, USUAL, "soft", anchor="middle")
            beyond = x + half + 3


# The heat map.

ABREAST = 4
_GAP = 4
_NUMBER = 21


def _heat_map(drawn: HeatMap) -> _Canvas:
    canvas = _Canvas()
    abreast = ABREAST if len(drawn.columns) == 1 else min(len(drawn.columns), ABREAST)
    wide = (WIDTH - _GAP * (abreast - 1)) / abreast
    if len(drawn.columns) == 1:
        _cell_list(canvas, drawn, wide)
    else:
        _grid(canvas, drawn, abreast, wide)
    if drawn.both_voices:
        canvas.y += 4
        key = "S is what staff say, L what people with lived experience say; ≠ where they differ."
        canvas.lines(wrap_to_width(key, USUAL, WIDTH), 0, USUAL, "soft")
    return canvas


def _cell_list(canvas: _Canvas, drawn: HeatMap, wide: float) -> None:
    """Cells of one column, several abreast, each with its own name in it."""
    named = [(name, cell) for name, (cell,) in drawn.rows]
    for start in range(0, len(named), ABREAST):
        _cells(canvas, drawn, named[start : start + ABREAST], wide, headed=False)


def _grid(canvas: _Canvas, drawn: HeatMap, abreast: int, wide: float) -> None:
    headed = len(drawn.columns) <= ABREAST
    if headed:
        _column_heads(canvas, drawn.columns, wide)
    for name, cells in drawn.rows:
        canvas.y += 5
        canvas.lines(wrap_to_width(name, USUAL, WIDTH, bold=True), 0, USUAL, "ink strong")
        canvas.y += 2
        named = list(zip(drawn.columns, cells, strict=True))
        for start in range(0, len(named), abreast):
            _cells(canvas, drawn, named[start : start + abreast], wide, headed=headed)


def _column_heads(canvas: _Canvas, columns: Sequence[str], wide: float) -> None:
    heads = [wrap_to_width(name, SMALL, wide) for name in columns]
    top = canvas.y
    for place, lines in enumerate(heads):
        canvas.y = top
        canvas.lines(lines, place * (wide + _GAP) + wide / 2, SMALL, "soft", anchor="middle")
    canvas.y = top + max(map(len, heads)) * SMALL * 1.25 + 2


def _cells(
    canvas: _Canvas, drawn: HeatMap, named: Sequence[tuple[str, PracticeCell]], wide: float, *, headed: bool
) -> None:
    """One line of cells, all as high as the highest."""
    inside = wide - 8
    texts = []
    for column, cell in named:
        above = [] if headed else wrap_to_width(column, SMALL, inside)
        words = wrap_to_width(cell.words, SMALL, inside)
        more = [*(["one side"] if cell.one_side else []), *([sides] if (sides := _sides(cell)) else [])]
        texts.append((above, words, [line for each in more for line in wrap_to_width(each, SMALL, inside, bold=True)]))
    lines = max(len(above) + len(words) + len(more) for above, words, more in texts)
    high = 6 + _NUMBER * 1.1 + lines * SMALL * 1.25 + 5
    top = canvas.y
    for place, ((_, cell), (above, words, more)) in enumerate(zip(named, texts, strict=True)):
        x = place * (wide + _GAP)
        shade, ink = _shade(cell, drawn.top)
        canvas.box(x + 0.75, top + 0.75, wide - 1.5, high - 1.5, kind=shade)
        canvas.y = top + 4
        middle = x + wide / 2
        canvas.lines(above, middle, SMALL, ink, anchor="middle")
        canvas.y += _NUMBER * 1.1
        number = "?" if cell.level is None else str(cell.level)
        canvas.text(number, middle, canvas.y - _NUMBER * 0.15, _NUMBER, f"{ink} strong", anchor="middle")
        canvas.lines(words, middle, SMALL, ink, anchor="middle")
        canvas.lines(more, middle, SMALL, f"{ink} strong", anchor="middle")
    canvas.y = top + high + _GAP


def _sides(cell: PracticeCell) -> str:
    said = [f"{letter} {level}" for letter, level in (("S", cell.staff), ("L", cell.members)) if level is not None]
    return (" ≠ " if cell.staff != cell.members else ", ").join(said)


def _shade(cell: PracticeCell, top: int) -> tuple[str, str]:
    """The classes of a cell and of the letters in it."""
    if cell.level is None:
        return "none", "ink"
    step = int(cell.level * (HEAT_STEPS - 1) / top + 0.5)
    return f"heat h{step}", f"t{step}"


# Small lines.

_PLOT_LEFT, _PLOT_RIGHT, _RISE = 24, WIDTH - 14, 26
_MOST_LABELS, _MOST_LEVELS = 12, 6


def _trend(drawn: Trend, row: TrendRow) -> _Canvas:
    canvas = _Canvas()
    canvas.lines(wrap_to_width(row.name, LARGE, WIDTH, bold=True), 0, LARGE, "ink strong")
    top = len(drawn.levels) - 1
    high = _RISE * min(top, _MOST_LEVELS)
    canvas.y += 20 + high
    _rungs(canvas, top, high)
    places = _spread(len(drawn.rounds))
    heights = [None if level is None else canvas.y - high * level / top for level in row.levels]
    for (x1, y1), (x2, y2) in pairwise(zip(places, heights, strict=True)):
        if y1 is not None and y2 is not None:
            canvas.line(x1, y1, x2, y2, kind="trend-line")
    for place, (x, height) in enumerate(zip(places, heights, strict=True)):
        if height is None:
            canvas.text("?", x, canvas.y - 4, USUAL, "soft", anchor="middle")
            continue
        canvas.dot(x, height, 5, "trend")
        if _labelled(row.levels, place):
            canvas.text(str(row.levels[place]), x, height - 9, USUAL, "ink strong", anchor="middle")
    _round_labels(canvas, drawn.rounds, places)
    return canvas


def _rungs(canvas: _Canvas, top: int, high: float) -> None:
    """A thin line for each level, with its number; of very many levels the lowest and the highest."""
    for level in range(top + 1) if top <= _MOST_LEVELS else (0, top):
        y = canvas.y - high * level / top
        canvas.line(_PLOT_LEFT, y, _PLOT_RIGHT, y, kind="grid")
        canvas.text(str(level), _PLOT_LEFT - 8, y + USUAL * 0.34, USUAL, "soft", anchor="end")


def _spread(count: int) -> list[float]:
    inside, width = _PLOT_LEFT + 12, _PLOT_RIGHT - _PLOT_LEFT - 24
    return [inside + width / 2] if count == 1 else [inside + width * place / (count - 1) for place in range(count)]


def _labelled(levels: Sequence[int | None], place: int) -> bool:
    """Whether a point has its number beside it: all of a few; of many the first, the last and each change."""
    few = len(levels) <= _MOST_LABELS
    return few or place in {0, len(levels) - 1} or levels[place] != levels[place - 1]


def _round_labels(canvas: _Canvas, rounds: Sequence[str], places: Sequence[float]) -> None:
    """Name every round where there is room, else the first and the last."""
    base = canvas.y + USUAL * 1.5
    room = (places[1] - places[0]) - 6 if len(places) > 1 else WIDTH - 4
    edges = [2 * min(x, WIDTH - x) for x in places]
    if all(text_width(label, USUAL) <= min(room, edge) for label, edge in zip(rounds, edges, strict=True)):
        for x, label in zip(places, rounds, strict=True):
            canvas.text(label, x, base, USUAL, "soft", anchor="middle")
    else:
        half = WIDTH / 2 - 8
        canvas.text(cut_to_width(rounds[0], USUAL, half), 0, base, USUAL, "soft")
        if len(rounds) > 1:
            canvas.text(cut_to_width(rounds[-1], USUAL, half), WIDTH - 1, base, USUAL, "soft", anchor="end")
    canvas.y = base + 4


# The path.

_STOP = 10
_WORDS_AT = 40


def _path(drawn: StagePath) -> _Canvas:
    canvas = _Canvas()
    stops = []
    for step in drawn.steps:
        top = canvas.y
        stops.append(top + _STOP + 4)
        canvas.y += 2
        canvas.lines(wrap_to_width(step.name, LARGE, WIDTH - _WORDS_AT, bold=step.here), _WORDS_AT, LARGE, _kind(step))
        canvas.lines([step.state], _WORDS_AT, USUAL, "ink strong" if step.here else "soft")
        canvas.y = max(canvas.y, top + 2 * _STOP + 8) + 10
    for (y1, y2), following in zip(pairwise(stops), drawn.steps[1:], strict=True):
        canvas.line(
            _STOP + 4, y1 + _STOP, _STOP + 4, y2 - _STOP, kind=f"track {'way-done' if following.reached else 'way'}"
        )
    for y, step in zip(stops, drawn.steps, strict=True):
        _stop(canvas, step, _STOP + 4, y)
    return canvas


def _kind(step: StageOnPath) -> str:
    return "ink strong" if step.here else "ink"


def _stop(canvas: _Canvas, step: StageOnPath, x: float, y: float) -> None:
    """A stage: ticked where it is reached, with a ring around where the team is, empty where it is not yet."""
    if not step.reached:
        canvas.dot(x, y, _STOP - 1, "stop")
        return
    if step.here:
        canvas.dot(x, y, _STOP + 3, "stop-here")
    canvas.dot(x, y, _STOP - 1, "stop-done")
    canvas.add('<path d="M{} {}l3 3.5 6 -7" class="tick"/>', _n(x - 4.5), _n(y))
