from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.numbers import half_up, low_median, weighted_mean


@pytest.mark.parametrize(
    ("number", "digits", "rounded"),
    [
        (1.25, 1, 1.3),
        (1.35, 1, 1.4),  # binary 1.35 lies a little above, 1.15 a little below: both are halves to a reader
        (1.15, 1, 1.2),
        (0.5, 0, 1.0),
        (2.5, 0, 3.0),  # not to even
        (1.0049999, 2, 1.0),
        (2 / 3, 6, 0.666667),
        (0.1 + 0.2 - 0.05, 1, 0.3),
        (-0.25, 1, -0.2),
        (-0.04, 1, 0.0),
    ],
)
def test_rounds_half_up_on_the_decimal(number: float, digits: int, rounded: float) -> None:
    assert half_up(number, digits) == rounded


@given(st.integers(0, 30_000), st.integers(1, 40))
def test_rounding_is_that_of_exact_fractions(above: int, below: int) -> None:
    exact = Fraction(above, below) * 10
    assert half_up(above / below, 1) == float(Fraction((exact + Fraction(1, 2)).__floor__(), 10))


@given(st.lists(st.integers(0, 5), min_size=1))
def test_low_median_is_the_highest_level_most_say_is_reached(levels: list[int]) -> None:
    most_say = [level for level in range(6) if 2 * sum(each >= level for each in levels) > len(levels)]
    assert low_median(levels) == max(most_say)


@pytest.mark.parametrize(
    ("pairs", "mean"),
    [([(1, 3), (2, 0)], 1.0), ([(1, 2), (1, 1), (1, 1)], 4 / 3), ([(0.5, 3), (0.5, 0)], 1.5), ([], None)],
)
def test_weighted_mean(pairs: list[tuple[float, float]], mean: float | None) -> None:
    assert weighted_mean(pairs) == (None if mean is None else pytest.approx(mean))
