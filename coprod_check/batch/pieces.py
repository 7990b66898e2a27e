"""Writing very many results: each different piece of text is made once, by the writer of single results.

An example. A column of results holds the entries ``0 1 0 2 1 0`` of a book of answers
(``batch.cases``). Three texts are written, one for each answer, and the column becomes
six texts without writing any of them twice.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from coprod_check.batch.cases import OfEach
from coprod_check.rules.numbers import DIGITS, half_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from coprod_check.batch.cases import Found

T = TypeVar("T")

NEAR = 1e-3
"""From a half, in steps of the last digit; arithmetic errs by far less."""
MANY_STEPS = 2**40
"""Above this, arithmetic errs by more."""


class Parts:
    """The texts of each part of very many results, by the part's name: one for each different answer."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._texts: dict[str, OfEach[Any, str]] = {}

    def of(self, name: str, found: Found[T], write: Callable[[T], str], *column: int) -> list[str]:
        """Give the text of every row, of one column where there are several; a part is written in one way."""
        if name not in self._texts:
            self._texts[name] = OfEach(write)
        texts = self._texts[name].of(found)
        number = found.number[:, column[0]] if column else found.number
        return list(map(texts.__getitem__, number.tolist()))


def rounded_each(numbers: NDArray[np.float64], digits: int = DIGITS) -> list[float | None]:
    """Round half up as ``half_up`` does; what is no number is ``None``.

    Nearly all are so far from a half that arithmetic on all of them at once gives the
    same; only the others are looked at one by one.
    """
    steps = numbers * 10.0**digits
    down = np.floor(steps)
    beyond = steps - down
    found: list[float | None] = ((down + (beyond >= 0.5)) / 10.0**digits + 0.0).tolist()
    for row in np.flatnonzero(np.isnan(numbers) | (np.abs(beyond - 0.5) < NEAR) | (np.abs(down) > MANY_STEPS)).tolist():
        number = float(numbers[row])
        found[row] = None if math.isnan(number) else half_up(number, digits)
    return found
