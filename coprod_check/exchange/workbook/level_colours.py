"""Grounds of cells for levels: one hue, as many as there are, each as far from the next in lightness as every other."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

LIGHTEST_CELL, DARKEST_CELL = 96.0, 36.0
"""Lightness (CIE L*, 0 to 100) of the lowest and of the highest level: the two ends that our pages have."""
_DARK_BLUE = (0.01, 0.08, 0.3)
"""Linear red, green and blue of a dark blue."""
_OF_LIGHT = (0.2126, 0.7152, 0.0722)
"""How much each colour adds to how light something looks (IEC 61966-2-1)."""
_TURN_OF_INK = 49.0
"""Lightness from which black letters are easier to read than white ones; both have 4.5 to 1 there."""


class CellColour(NamedTuple):
    """The ground of a cell, and the letters on it."""

    ground: str
    ink: str


@cache
def level_colours(top: int) -> tuple[CellColour, ...]:
    """Give a colour for each level from 0 to ``top``; of one level alone it is the lightest.

    Every one has letters of at least 4.5 to 1 (WCAG 1.4.3). Each ground is white with more
    or less of one dark blue in it: mixed in light, so that its lightness is known before it is made.
    """
    step = (DARKEST_CELL - LIGHTEST_CELL) / max(top, 1)
    return tuple(_colour(LIGHTEST_CELL + step * level) for level in range(top + 1))


def _colour(lightness: float) -> CellColour:
    light = ((lightness + 16) / 116) ** 3
    darkest = sum(share * part for share, part in zip(_OF_LIGHT, _DARK_BLUE, strict=True))
    blue = (1 - light) / (1 - darkest)
    mixed = (1 - blue + blue * part for part in _DARK_BLUE)
    ground = "#" + "".join(f"{round(255 * _encoded(part)):02x}" for part in mixed)
    return CellColour(ground, "#000000" if lightness >= _TURN_OF_INK else "#ffffff")


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
