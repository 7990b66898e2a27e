"""A small line from round to round: a point for each round with a level, a gap where there is none."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from coprod_check.pages.drawings import TrendRow
from coprod_check.render.sparklines import MOST, STEP, sparkline


def drawn(*levels: int | None, top: int = 3) -> ET.Element:
    return ET.fromstring(sparkline(TrendRow("D", levels, ""), top))


def heights(picture: ET.Element) -> list[float]:
    return [float(dot.attrib["cy"]) for dot in picture.iter("circle")]


def test_higher_levels_stand_higher_and_equal_ones_alike() -> None:
    low, high, again = heights(drawn(0, 3, 0))
    assert high < low == again
    one, two = heights(drawn(1, 2))
    assert low - one == pytest.approx(two - high)


def test_a_round_without_a_level_leaves_a_gap() -> None:
    picture = drawn(1, None, 2, 2)
    assert len(heights(picture)) == 3
    assert len([line for line in picture.iter("line") if line.attrib["class"] == "way"]) == 1


def test_there_is_a_rung_for_each_level() -> None:
    assert len([line for line in drawn(0, top=4).iter("line") if line.attrib["class"] == "grid"]) == 5


@pytest.mark.parametrize("rounds", [1, 2, MOST, 40])
def test_a_line_is_never_wider_than_that_of_twelve_rounds(rounds: int) -> None:
    picture = drawn(*[1] * rounds)
    width = float(picture.attrib["width"])
    assert width <= 14 + STEP * (MOST - 1)
    assert all(0 < float(dot.attrib["cx"]) < width for dot in picture.iter("circle"))


def test_it_is_a_picture_without_letters_that_nobody_hears() -> None:
    picture = drawn(0, 1)
    assert picture.attrib["aria-hidden"] == "true"
    assert not list(picture.iter("text"))
