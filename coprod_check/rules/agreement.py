"""How far raters agree, and how sure a proportion is."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from coprod_check.rules.numbers import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Z_95 = 1.959964
"""The normal quantile for a 95 % interval."""

FEW_TO_CONCLUDE_FROM = 30
"""Answers (or teams) below which no conclusion should be drawn.

A usual rule of thumb. At 30 the 95 % interval of one half still runs from a third to
two thirds; the sentence is about fewer than that.
"""

WhyUndefined = Literal["no-variation", "too-few"]


def ordinal_alpha(units: Iterable[Sequence[int]]) -> tuple[float | None, WhyUndefined | None]:
    """Krippendorff's alpha with the ordinal metric.

    Each unit is the levels that raters gave it, in any order; units with fewer than
    two are left out. 1 is full agreement, 0 what chance would give, and it may fall
    below 0. ``None`` with the reason where it is undefined: every pairable level
    the same, or none pairable.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

    >>> ordinal_alpha([[0, 0], [3, 3]])
    (1.0, None)
    >>> ordinal_alpha([[2, 2], [2]]), ordinal_alpha([[1], [2]])
    ((None, 'no-variation'), (None, 'too-few'))
    """
    pairable = [unit for unit in units if len(unit) > 1]
    if not pairable:
        return None, "too-few"
    width = max(map(max, pairable)) + 1
    counts = [[unit.count(level) for level in range(width)] for unit in pairable]
    totals = [sum(column) for column in zip(*counts, strict=True)]
    total = sum(totals)
    if max(totals) == total:
        return None, "no-variation"
    distance = _ordinal_distances(totals)
    observed = math.fsum(_disagreement(count, distance) / (sum(count) - 1) for count in counts)
    expected = _disagreement(totals, distance) / (total - 1)
    return 1 - observed / expected, None


def _ordinal_distances(totals: Sequence[int]) -> list[list[float]]:
    """Squared ordinal distance of two levels: how many values lie from one to the other."""
    # ranks[c] is the middle rank of level c, so that ranks[k] - ranks[c] is the sum of
    # the counts from c to k less half of each end: Krippendorff's ordinal metric.
    ranks = [upto - count / 2 for upto, count in zip(accumulate(totals), totals, strict=True)]
    return [[(one - other) ** 2 for other in ranks] for one in ranks]


def _disagreement(count: Sequence[int], distance: Sequence[Sequence[float]]) -> float:
    levels = range(len(count))
    return math.fsum(count[c] * count[k] * distance[c][k] for c in levels for k in levels)


def wilson(x: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval for x of n, each end from 0 to 1; with n = 0 it is all of it.

    Source: Wilson (1927); checked against Newcombe (1998), Statistics in Medicine 17.

    >>> tuple(round(end, 4) for end in wilson(8, 10))
    (0.4902, 0.9433)
    """
    if n == 0:
        return 0.0, 1.0
    share, z2 = x / n, Z_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # The ends are exactly 0 and 1 at x = 0 and x = n; arithmetic leaves a last-digit crumb.
    return (0.0 if x == 0 else middle - half), (1.0 if x == n else middle + half)


def wilson_in_hundredths(x: int, n: int) -> tuple[int, int]:
    """The ends of Wilson's 95 % interval in whole hundredths, rounded half up.

    >>> wilson_in_hundredths(8, 10)
    (49, 94)
    """
    low, high = wilson(x, n)
    return int(half_up(100 * low, 0)), int(half_up(100 * high, 0))
