"""What the cells of one column mean, as numbers; the careful reader is asked once for each different cell.

A column of a million cells ``staff``, ``together``, ``staff``, … comes from polars as
numbers of its categories, ``0 1 0 …``. The careful reader is asked what ``staff`` means
(1), and what ``together`` means (0); the rest is looked up: ``1 0 1 …``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    IntColumn = NDArray[np.int64]

UNASKED = -2
"""In place of what a cell means: it was not asked about."""


class Meanings:
    """What the cells of one column mean; each different cell is asked about once."""

    def __init__(self, ask: Callable[[str], int]) -> None:
        """Take what is asked about a cell that was not there before."""
        self._ask = ask
        self._table = np.zeros(0, np.int64)
        """The meaning of each cell, by the number that polars gives it; ``UNASKED`` where nobody asked yet."""
        self._numbering: pl.Series | None = None
        """Some cells that are kept: polars forgets which number is whose when it holds none any more."""

    def of(self, cells: pl.Series) -> IntColumn:
        """Say what each cell of a column means."""
        if self._numbering is None:
            self._numbering = cells.head(1)
        numbers = cells.to_physical()
        empty = numbers.is_null().to_numpy() if numbers.null_count() else None
        if empty is not None:
            numbers = numbers.fill_null(0)
        places = numbers.to_numpy()
        highest = int(places.max(initial=0))
        if highest >= len(self._table):
            more = np.full(max(highest + 1, 2 * len(self._table)) - len(self._table), UNASKED)
            self._table = np.concatenate([self._table, more])
        meant: IntColumn = self._table[places]
        if empty is not None:
            meant[empty] = self._ask("")
        unasked = np.flatnonzero(meant == UNASKED)
        if len(unasked):
            new, first = np.unique(places[unasked], return_index=True)
            texts = cells.gather(unasked[first]).cast(pl.String).to_list()
            self._table[new] = [self._ask(text) for text in texts]
            meant[unasked] = self._table[places[unasked]]
        return meant
