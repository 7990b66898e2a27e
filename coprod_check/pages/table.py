"""A table on a page. Apart from the other blocks, since drawings say their numbers in one too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first column heads its row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    typed: frozenset[int] = frozenset()
    """Columns that hold what people typed, in whatever language and direction."""
    levels: tuple[tuple[int | None, ...], ...] = ()
    """For each row and column the level that the cell stands for, to be shaded by; empty where none is."""
    top: int = 1
    """The highest level that there is, for the shades."""
