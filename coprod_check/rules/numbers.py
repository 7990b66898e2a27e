"""The few numbers that the rules need: rounding half up, and the low median."""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DIGITS = 6
"""Decimals of every number in a file for programs (contract, 6)."""


def half_up(number: float, digits: int) -> float:
    """Round half up, on the decimal that the number stands for.

    Binary noise in the last places is cleared first (to 14 significant digits), so
    that a score of exactly 1.25 that arithmetic left at 1.2499999999999998 still
    rounds to 1.3. Half goes towards plus infinity.

    >>> half_up(1.25, 1), half_up(0.15, 1), half_up(1.2499999999999998, 1), half_up(-0.25, 1)
    (1.3, 0.2, 1.3, -0.2)
    """
    exact = Decimal(f"{number:.14g}")
    steps = (exact.scaleb(digits) + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR)
    return float(steps.scaleb(-digits)) + 0.0  # + 0.0: no negative zero


def as_written(number: float | None) -> float | None:
    """Round as files for programs have every number, to six decimals; what is no number stays ``None``.

    Kept for numbers met before: many teams share few scores, and rounding by the decimal is slow.

    >>> as_written(2 / 3), as_written(None)
    (0.666667, None)
    """
    return None if number is None else _six(number)


@lru_cache(maxsize=4096)
def _six(number: float) -> float:
    return half_up(number, DIGITS)


def low_median(levels: Sequence[int]) -> int:
    """The highest level that more than half of those who gave one say is reached.

    The levels sorted, at position (n - 1) // 2 counting from 0 (contract, 3.3). With
    an even number this is the lower of the two in the middle. Needs one level or more.

    >>> low_median([0, 1, 2, 3]), low_median([2, 1, 1]), low_median([3])
    (1, 1, 3)
    """
    return sorted(levels)[(len(levels) - 1) // 2]


def weighted_mean(parts: Iterable[tuple[float, float]]) -> float | None:
    """Weighted mean of points over (weight, points) pairs.

        score = sum(weight * points) / sum(weight)

    Runs from the lowest to the highest points. With nothing to weigh it is ``None``,
    never 0: silence must not read as failure.

    >>> weighted_mean([(1.0, 3.0), (2.0, 0.0)])
    1.0
    >>> weighted_mean([]) is None
    True
    """
    pairs = list(parts)
    if not pairs:
        return None
    weights, points = zip(*pairs, strict=True)
    return math.fsum(map(mul, weights, points)) / math.fsum(weights)
