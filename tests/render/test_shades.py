"""Shades of levels: each as far from the next in lightness as every other, with letters that can be read on them."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from helpers.process import ROOT

from coprod_check.render.shades import shades

CSS = (ROOT / "coprod_check" / "render" / "assets" / "page.css").read_text("utf-8")


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, from 0 to 100."""
    return 116 * float(luminance(colour) ** (1 / 3)) - 16


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("top", range(1, 10))
def test_levels_are_equally_far_apart_in_lightness_and_their_letters_can_be_read(top: int, dark: bool) -> None:
    found = shades(top, dark=dark)
    assert len(found) == top + 1
    steps = [lightness(after.ground) - lightness(before.ground) for before, after in pairwise(found)]
    assert max(steps) - min(steps) < 1
    assert all((step > 0) is dark for step in steps)
    assert all(contrast(shade.ground, shade.ink) >= 4.5 for shade in found)


def test_one_level_alone_is_the_lowest() -> None:
    assert [shade.ground for shade in shades(0)] == [shades(3)[0].ground]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


DRESSES = [colours(each) for each in re.findall(r":root \{([^}]*)\}", CSS)[:2]]
"""The colours of the page in light and in dark."""


@pytest.mark.parametrize("dress", DRESSES, ids=["light", "dark"])
def test_words_marks_and_edges_stand_out_from_the_ground(dress: dict[str, str]) -> None:
    for name in ("ink", "soft", "link", "accent", "agreed"):
        assert contrast(dress[name], dress["ground"]) >= 4.5, name  # WCAG 1.4.3
    for name in ("staff", "lived", "bar", "edge", "focus"):
        assert contrast(dress[name], dress["ground"]) >= 3, name  # WCAG 1.4.11
    assert contrast(dress["bar"], dress["track"]) >= 3
    for name in ("lower", "same", "higher"):
        assert contrast(dress[name], dress["move-ink"]) >= 4.5, name


def test_a_missing_owner_has_a_colour_that_nothing_else_has() -> None:
    for dress in DRESSES:
        others = {colour for name, colour in dress.items() if name != "accent"}
        assert dress["accent"] not in others


def test_each_voice_has_its_own_colour_shape_and_line() -> None:
    assert len({DRESSES[0][name] for name in ("staff", "lived", "agreed")}) == 3
    for one, other in combinations((".mark.staff {", ".mark.lived-experience {", ".mark.agreed {"), 2):
        shapes = [CSS[CSS.index(each) : CSS.index("}", CSS.index(each))].partition("{")[2] for each in (one, other)]
        assert re.sub(r"--\w+", "", shapes[0]) != re.sub(r"--\w+", "", shapes[1])
    assert "border-inline-start: 5px solid var(--staff)" in CSS
    assert "border-inline-start: 5px dashed var(--lived)" in CSS
