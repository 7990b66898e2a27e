"""Writing very many results: each different piece of text is made once, by the writer of single results."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_check.rules.numbers import half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Column = NDArray[Any]

NEAR = 1e-3
"""From a half, in steps of the last digit; arithmetic errs by far less."""
MANY_STEPS = 2**40
"""Above this, arithmetic errs by more."""
MOST_KNOWN = 1 << 15
"""Texts of one part that are kept in mind; a bound on memory, not on how many there may be."""
ROOM = 2**62
"""Above this, numbers put together into one key would not fit."""


class Pieces:
    """The texts of one part of very many results."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[object, ...], str] = {}

    def of(self, columns: Iterable[Column], write: Callable[[int], str]) -> list[str]:
        """Give the text of every row, where rows that are equal in all ``columns`` have the same text.

        ``write`` makes the text of one row, by its number; it is asked once for each
        different row, however many there are and however often more of them come.
        """
        flat = list(_flat(columns))
        _, first, which = np.unique(combined(flat), return_index=True, return_inverse=True)
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        different = zip(*(column[first].tolist() for column in flat), strict=True)
        texts = [self._text(values, row, write) for values, row in zip(different, first.tolist(), strict=True)]
        return list(map(texts.__getitem__, which.tolist()))

    def _text(self, values: tuple[object, ...], row: int, write: Callable[[int], str]) -> str:
        text = self._known.get(values)
        if text is None:
            text = self._known[values] = write(row)
        return text


def combined(columns: Iterable[Column]) -> NDArray[np.int64]:
    """Give rows the same number where, and only where, they are equal in all columns."""
    key, size = np.zeros(0, np.int64), 1
    for number, column in enumerate(columns):
        digits, base = _digits(column)
        if number == 0:
            key, size = digits, base
            continue
        if size * base > ROOM:
            values, key = np.unique(key, return_inverse=True)
            size = len(values)
        key, size = key * base + digits, size * base
    return key


def _flat(columns: Iterable[Column]) -> Iterable[Column]:
    for column in columns:
        if column.ndim == 1:
            yield column
        else:
            yield np.zeros(len(column), np.int8)  # a rubric may have none of a kind
            yield from column.T


def _digits(column: Column) -> tuple[NDArray[np.int64], int]:
    """Number the values of a column from 0, and say how many numbers there may be."""
    if column.dtype.kind == "f":
        values, digits = np.unique(column, return_inverse=True)
        return digits, len(values)
    if not len(column):
        return column.astype(np.int64), 1
    lowest = int(column.min())
    return column.astype(np.int64) - lowest, int(column.max()) - lowest + 1


def rounded(numbers: NDArray[np.float64], digits: int) -> list[float | None]:
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
