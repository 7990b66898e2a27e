"""Colours of levels: equally far apart, and with letters that can be read; worked out anew from the hex digits."""

from __future__ import annotations

import pytest
from helpers.make import rubric

from coprod_check.exchange.workbook.level_colours import DARKEST_CELL, LIGHTEST_CELL, level_colours
from coprod_check.exchange.workbook.looks import level_format, level_width


def light(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear: list[float] = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def lightness(colour: str) -> float:
    return float(116 * light(colour) ** (1 / 3) - 16)


def contrast(one: str, other: str) -> float:
    lower, higher = sorted((light(one), light(other)))
    return (higher + 0.05) / (lower + 0.05)


@pytest.mark.parametrize("top", [1, 2, 3, 4, 6, 10])
def test_levels_are_equally_far_apart_in_lightness_and_their_letters_can_be_read(top: int) -> None:
    colours = level_colours(top)
    step = (LIGHTEST_CELL - DARKEST_CELL) / top
    for level, (ground, ink) in enumerate(colours):
        assert abs(lightness(ground) - (LIGHTEST_CELL - step * level)) < 0.5
        assert contrast(ground, ink) >= 4.5
    assert len({ground for ground, _ in colours}) == top + 1


def test_a_number_is_shown_with_the_name_of_its_level_whatever_the_name_holds() -> None:
    names = ["Not yet", 'So "far"', "x" * 60, "Always"]
    asked = rubric(levels=[{"number": n, "name": name} for n, name in enumerate(names)])
    assert level_format(asked, 0) == '0" Not yet"'
    assert level_format(asked, 1) == '0" So ”far”"'
    assert level_format(asked, 2) == f'0" {"x" * 29}…"'
    assert level_format(asked, 7) == "0"
    assert level_width(asked) == 1 + 30 + 4
    assert level_width(asked, short=True) == 1 + 12 + 4
