"""Shades for levels: as many as there are, each as far from the next in lightness as every other."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

LIGHTEST, DARKEST = 96.0, 36.0
"""Lightness (CIE L*, 0 to 100) of the lowest and of the highest level on a light page."""
DARK_PAGE = (15.0, 84.0)
"""The same on a dark page, where the lowest level is nearest to the ground."""
_TURN = 49.0
"""Lightness from which black letters are easier to read than white ones; both have 4.5 to 1 there."""
_GREEN_RED, _BLUE_YELLOW = -0.13, -0.34
"""The hue, a blue, as far as the chroma."""
_MOST_CHROMA = 100.0


class Shade(NamedTuple):
    """The ground of a level, and the letters on it."""

    ground: str
    ink: str


@cache
def shades(top: int, *, dark: bool = False) -> tuple[Shade, ...]:
    """Give a shade for each level from 0 to ``top``, equally far apart in lightness.

    Every one has letters of at least 4.5 to 1 (WCAG 1.4.3). Of one level alone it is the lowest.
    """
    first, last = DARK_PAGE if dark else (LIGHTEST, DARKEST)
    return tuple(_shade(first + (last - first) * level / max(top, 1)) for level in range(top + 1))


def _shade(lightness: float) -> Shade:
    chroma = _MOST_CHROMA * min(lightness, 100 - lightness) / 50 * 0.9
    return Shade(
        _hex(lightness, _GREEN_RED * chroma, _BLUE_YELLOW * chroma), "#000000" if lightness >= _TURN else "#ffffff"
    )


def _hex(lightness: float, a: float, b: float) -> str:
    """From CIE L*a*b* (white D65) to sRGB; what a screen cannot show is brought to the nearest it can."""
    y = (lightness + 16) / 116
    x, z = y + a / 500, y - b / 200
    x, y, z = (white * _uncubed(each) for white, each in zip((0.95047, 1.0, 1.08883), (x, y, z), strict=True))
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(each, 0.0), 1.0))):02x}" for each in linear)


def _uncubed(share: float) -> float:
    return share**3 if share > 6 / 29 else 3 * (6 / 29) ** 2 * (share - 4 / 29)


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
