"""A small line for levels from round to round: a picture without letters, since the words stand beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from coprod_check.pages.drawings import TrendRow

STEP, RISE, EDGE = 22, 9, 7
"""Units from round to round, from level to level, and around the line."""
MOST = 12
"""Rounds at which the steps become shorter, so that no line is longer than that of so many."""


def sparkline(row: TrendRow, top: int) -> Markup:
    """Draw how one thing went; a round without a level leaves a gap in the line."""
    step = STEP * min(1.0, (MOST - 1) / max(len(row.levels) - 1, 1))
    width, height = 2 * EDGE + step * (len(row.levels) - 1), 2 * EDGE + RISE * top
    points = [
        None if level is None else (EDGE + step * place, height - EDGE - RISE * level)
        for place, level in enumerate(row.levels)
    ]
    rungs = (
        Markup('<line class="grid" x1="0" y1="{y}" x2="{w}" y2="{y}"/>').format(y=_n(EDGE + RISE * n), w=_n(width))
        for n in range(top + 1)
    )
    lines = (
        Markup('<line class="way" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(*map(_n, (*one, *other)))
        for one, other in pairwise(points)
        if one and other
    )
    dots = (Markup('<circle class="dot" cx="{}" cy="{}" r="4"/>').format(*map(_n, point)) for point in points if point)
    size = Markup('viewBox="0 0 {w} {h}" width="{w}" height="{h}"').format(w=_n(width), h=_n(height))
    drawn = Markup("").join((*rungs, *lines, *dots))
    return Markup('<svg class="spark" {} aria-hidden="true" focusable="false">{}</svg>').format(size, drawn)


def _n(number: float) -> str:
    """Write a number of a picture: two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
