"""What is found out of one sheet of a workbook before it is read: its corners, and what reading it would not tell."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet. Rows and columns count from 1."""

    name: str = ""
    rows: tuple[int, int] = (0, 0)
    """The first and the last row with something in it; zeros where there is none."""
    columns: tuple[int, int] = (0, 0)
    filled: int = 0
    """Cells with something in them."""
    hidden_rows: int = 0
    """Hidden rows with something in them."""
    hidden_columns: int = 0
    """Hidden columns up to the last one with something in it."""
    merged: list[str] = field(default_factory=list)
    """The places of merged cells, such as ``A1:D1``."""
    without_value: set[tuple[int, int]] = field(default_factory=set)
    """Formulas beside which no value is stored."""
    instead: dict[tuple[int, int], str] = field(default_factory=dict)
    """What cells say that the library would read as blank or without its line breaks, such as ``#N/A``."""

    @property
    def places(self) -> int:
        """Cells from the first to the last with something in it, blank ones between them too.

        >>> SheetFacts(rows=(1, 1_048_576), columns=(1, 16_384)).places
        17179869184
        """
        if not self.rows[0]:
            return 0
        return (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)

    def reach(self, row: int, column: int, last_row: int = 0, last_column: int = 0) -> None:
        """Note that something stands at a place, or in all from one place to another."""
        last_row, last_column = last_row or row, last_column or column
        if not self.rows[0]:
            self.rows, self.columns = (row, last_row), (column, last_column)
            return
        self.rows = (min(self.rows[0], row), max(self.rows[1], last_row))
        self.columns = (min(self.columns[0], column), max(self.columns[1], last_column))


def column_number(letters: str) -> int:
    """Count a column from its letters.

    >>> column_number("a"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
