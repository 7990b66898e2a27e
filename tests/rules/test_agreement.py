from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.rules.agreement import ordinal_alpha, wilson

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C/D: four
# observers, twelve units, "." for missing; the twelfth unit has one value and is ignored.
FOUR_OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""


def units(table: str) -> list[list[int]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [[int(value) for value in column if value != "."] for column in zip(*rows, strict=True)]


def test_the_published_four_observer_data() -> None:
    alpha, why = ordinal_alpha(units(FOUR_OBSERVERS))
    assert alpha == pytest.approx(0.815388, abs=5e-7)
    assert why is None


def test_binary_data_where_ordinal_and_nominal_are_one() -> None:
    # Two observers, ten units; with two levels every metric gives the published 0.095.
    alpha, _ = ordinal_alpha(units("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0"))
    assert alpha == pytest.approx(0.095238, abs=5e-7)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([[2, 2], [2, 2, 2]], "no-variation"),
        ([[1], [2], []], "too-few"),
        ([], "too-few"),
        # A lone 3 is not pairable, so all that is pairable is the same.
        ([[1, 1], [3]], "no-variation"),
    ],
)
def test_undefined_agreement_says_why(data: list[list[int]], why: str) -> None:
    assert ordinal_alpha(data) == (None, why)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.none() | st.integers(0, 3), min_size=4, max_size=4), min_size=2, max_size=8))
def test_agrees_with_the_reference_package(table: list[list[int | None]]) -> None:
    pairable = [[level for level in unit if level is not None] for unit in table]
    alpha, _ = ordinal_alpha(pairable)
    if alpha is None:
        return
    data = np.array([[np.nan if level is None else level for level in unit] for unit in table], dtype=float).T
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")
    assert alpha == pytest.approx(expected, abs=1e-9)


# Newcombe (1998), Statistics in Medicine 17, table I; and the figures of the source report.
@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (8, 10, 0.4902, 0.9433),
        (3, 10, 0.1078, 0.6032),
        (0, 10, 0.0, 0.2775),
        (6, 6, 0.6097, 1.0),
    ],
)
def test_wilson_intervals_as_published(x: int, n: int, low: float, high: float) -> None:
    assert wilson(x, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
