"""Writing very many results: each different piece of text is made once, by the writer of single results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Column = NDArray[Any]

ROOM = 2**62
"""Above this, numbers put together into one key would not fit."""


def pieces(columns: Iterable[Column], write: Callable[[int], str]) -> list[str]:
    """Give the text of every row, where rows that are equal in all ``columns`` have the same text.

    ``write`` makes the text of one row, by its number; it is asked once for each
    different row, however many there are.
    """
    key = combined(columns)
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    texts = np.array([write(row) for row in first.tolist()], dtype=object)
    return texts[which].tolist() if len(texts) else []


def combined(columns: Iterable[Column]) -> NDArray[np.int64]:
    """Give rows the same number where, and only where, they are equal in all columns."""
    key, size = np.zeros(0, np.int64), 1
    for number, column in enumerate(_flat(columns)):
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
