"""How wide a text is on paper.

A document cannot be asked for the width of a text before it is opened. This takes the
widths of Helvetica (which Arial and Liberation Sans share), some room for other fonts,
and a full square for letters that it does not know: too wide rather than broken.
"""

from __future__ import annotations

import re
import unicodedata

_NARROW = dict(
    zip(
        map(chr, range(0x20, 0x7F)),
        map(
            int,
            """
            278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278
            556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556
            1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
            667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556
            333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556
            556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
            """.split(),  # noqa: SIM905 - a table of numbers is read as one
        ),
        strict=True,
    )
)
"""Widths of the letters of ASCII in thousandths of the letter size (Adobe's Helvetica metrics)."""
BOLD = 1.08
OTHER_FONTS = 1.06
"""Room for fonts that run a little wider."""
_LATIN, _SQUARE, _WIDEST = 780, 1000, 2000
_LAST_LATIN = "\u024f"
_LIGATURES = re.compile("[\ufb50-\ufdff]")
"""Arabic forms that stand for whole words."""
_NO_WIDTH = {"Mn", "Me", "Cf"}


def drawn_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text at a letter size, in the same unit; at least as wide as it is drawn.

    >>> round(drawn_width("Level 1", 10))
    34
    """
    return sum(map(_letter, text)) / 1000 * size * OTHER_FONTS * (BOLD if bold else 1)


def _letter(letter: str) -> int:
    if letter in _NARROW:
        return _NARROW[letter]
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0
    if letter <= _LAST_LATIN:
        return _LATIN
    return _WIDEST if _LIGATURES.match(letter) else _SQUARE
