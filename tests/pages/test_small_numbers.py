"""Counts of few people in words, and how sure they are."""

from __future__ import annotations

import pytest

from coprod_check.pages.small_numbers import RANGE_FROM, share_row, small_number, x_of_n


@pytest.mark.parametrize(("n", "warned"), [(1, True), (29, True), (30, False)])
def test_the_warning_ends_at_thirty(n: int, warned: bool) -> None:
    assert bool(small_number(n, "person answered", "people answered")) is warned


@pytest.mark.parametrize(
    ("x", "n", "words"),
    [
        (8, 10, "8 of 10 (likely 49 to 94 in 100)"),
        (0, 10, "0 of 10 (likely 0 to 28 in 100)"),
        (9, 9, "9 of 9"),
        (2, 3, "2 of 3"),
        (0, 0, "0 of 0"),
    ],
)
def test_a_count_says_how_sure_it_is_from_ten_on(x: int, n: int, words: str) -> None:
    assert x_of_n(x, n) == words
    row = share_row("Some", x, n)
    assert (row.low is not None, row.high is not None) == ("likely" in words,) * 2


def test_a_share_has_the_ends_of_the_interval() -> None:
    # Wilson at one half is 0.5 ± z / (2 · √(n + z²)), here 1.959964 / (2 · √13.841459) = 0.263407.
    row = share_row("Some", 5, RANGE_FROM)
    assert (row.low, row.high) == pytest.approx((0.236593, 0.763407), abs=1e-6)
