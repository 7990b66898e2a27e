"""The practices of a page drawn on scales of levels, where there is room for scales below one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from coprod_check.render.lines import cells, padded, single_words, wrapped
from coprod_check.render.telling import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.pages.drawings import MarkRow, Marks
    from coprod_check.render.lines import Pen

_GAP = 2
_MARKED = 3
"""Cells that the marks of one level take at most."""
_CLOSEST, _FARTHEST = 3, 8
"""Cells from one level to the next."""
_NAME, _WORDS = 24, 18
"""Cells that names and words are given up to before they are broken into lines."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale for all practices of a page, so that levels stand below one another."""

    name: int
    """Cells of the names."""
    step: int
    words: int

    def lines(self, marks: Marks) -> Iterator[str]:
        """Draw one dimension: the numbers of the levels, then a row for each practice."""
        top = len(marks.levels) - 1
        numbers = self._line({place: str(place) for place in range(top + 1)}, top, " ")
        yield f"{' ' * (self.name + _GAP)}{numbers}"
        for row in marks.rows:
            drawn = [self._drawn(row, top)]
            for name, line, words in zip_longest(
                wrapped(_named(row), self.name, "", " "), drawn, wrapped(row.words, self.words), fillvalue=""
            ):
                shown = padded(line, top * self.step + _MARKED)
                yield f"{padded(name, self.name)}{' ' * _GAP}{shown}{' ' * _GAP}{words}".rstrip()

    def _drawn(self, row: MarkRow, top: int) -> str:
        if not row.marks:
            return padded("", top * self.step // 2) + "?"
        at: dict[int, str] = {}
        for whose, level in row.marks:
            at[level] = at.get(level, "") + MARKS[whose]
        low, high = row.span or (0, 0)
        return self._line({place: at.get(place, "·") for place in range(top + 1)}, top, " ", (low, high))

    def _line(self, at: dict[int, str], top: int, between: str, span: tuple[int, int] = (0, 0)) -> str:
        low, high = span
        drawn = ""
        for place in range(top + 1):
            fill = "─" if low <= place < high else between
            shown = at[place]
            if low < place < high and shown == "·":
                shown = "─"
            drawn += shown + (fill * (self.step - cells(shown)) if place < top else "")
        return drawn


def scale_for(every: Sequence[Marks], pen: Pen) -> Scale | None:
    """The scale that all practices fit on; ``None`` where there is no room, or where no marks can be drawn."""
    rows = [row for marks in every for row in marks.rows]
    if not rows or not pen.unicode:
        return None
    top = max(len(marks.levels) for marks in every) - 1
    names, words = ([_named(row) for row in rows], [row.words for row in rows])
    step = min(_FARTHEST, max(_CLOSEST, (pen.width - _NAME - _WORDS - 2 * _GAP - _MARKED) // max(top, 1)))
    room = pen.width - top * step - _MARKED - 2 * _GAP
    for_words = min(max(map(cells, words)), max(_WORDS, room - max(map(cells, names))))
    for_names = min(max(map(cells, names)), room - for_words)
    longest = max((cells(word) for name in names for word in single_words(name)), default=0)
    longest_said = max((cells(word) for said in words for word in single_words(said)), default=0)
    if for_names < min(longest, _NAME) or for_names < _NAME // 2 < max(map(cells, names)) or for_words < longest_said:
        return None
    return Scale(for_names, step, for_words)


def _named(row: MarkRow) -> str:
    return f"{row.name} ({row.note})" if row.note else row.name
