"""How much a file of another program may hold, all of it in one place, and how much of that was used so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.errors import bad_file

if TYPE_CHECKING:
    from coprod_check.documents.errors import BadInput

_MB = 2**20

MOST_UNPACKED = 256 * _MB
"""Bytes of a text file, or of all parts of a workbook together once they are unpacked."""
MOST_CELLS = 5_000_000
"""Cells from the first to the last one with something in it, blank ones between them too; all sheets together.

The library that reads workbooks makes room for each of them, and ends the whole program where there is none.
"""
MOST_ODD = 500_000
"""Cells that hold an error, or a formula without a stored value: each is remembered by its place."""
MOST_ENTRIES = 10_000
"""Files inside the ZIP file that a workbook is. One with two hundred sheets has some five hundred."""
MOST_ELEMENTS = 12_000_000
"""XML elements of a workbook: two for each cell, and some for each text."""
LARGEST_LIST = 4 * _MB
"""Bytes of the part that lists the sheets, or other parts: only these are read whole. The largest have some 100 kB."""
DEEPEST_ELEMENT = 200
"""Elements inside one another. Spreadsheets need a dozen."""
LONGEST_TAG = 4 * _MB
"""Bytes of one tag or comment: a parser must hold it whole."""
LONGEST_STRETCH = _MB
"""Bytes of XML that are looked at in one go; rows of a sheet are far shorter."""
MOST_COLUMNS = 4_096
"""Columns of a table: what each heading may mean is looked for, which takes its time. Exports have some hundreds."""
LONGEST_RECORD = 16 * _MB
"""Characters of one row of CSV; one without an end would be read whole."""

_ROOM = 400 * _MB
"""Memory that the cells of any workbook may need."""
_ROOM_OF_SMALL = 200 * _MB
"""The same for a file so small that hardly anybody's answers can be in it."""
_ROOM_FOR_A_BYTE = 100
"""How many times its own size a file may need, between the two above."""
_ROOM_OF_PLACE, _ROOM_OF_CELL = 32, 40
"""Bytes for each place between the first and the last cell, and for each cell with something in it (measured)."""

_LESS = "delete what is not needed in it (or copy the answers alone into a new file), and save it again"


def stored_size(text: str) -> int:
    """Bytes of a text in UTF-8.

    >>> stored_size("Café")
    5
    """
    return len(text) if text.isascii() else len(text.encode())


@dataclass(slots=True)
class Spent:
    """What the reading of one file has used so far, and the refusals that follow from it."""

    name: str
    """The file as the user named it."""
    size: int
    """Its bytes as it lies on the disk."""
    unpacked: int = 0
    elements: int = 0
    places: int = 0
    cells: int = 0
    odd: int = 0
    letters: int = 0
    """Bytes of the text of all cells, counted wherever it stands: a workbook stores equal texts once."""

    def refusal(self, message: str) -> BadInput:
        """The error to raise for this file."""
        return bad_file(self.name, message)

    def check(self) -> None:
        """Raise ``BadInput`` with the limit that is passed, where one is."""
        if self.unpacked > MOST_UNPACKED:
            raise self.refusal(
                f"holds more than {MOST_UNPACKED // _MB} MB once it is unpacked, the most that we read; {_LESS}"
            )
        if self.elements > MOST_ELEMENTS:
            raise self.refusal(f"has more than {MOST_ELEMENTS // 10**6} million parts, the most that we read; {_LESS}")
        if max(self.places, self.cells) > MOST_CELLS:
            raise self.refusal(
                f"spans more than {MOST_CELLS // 10**6} million cells from its first to its last, the most that we"
                " read; something may stand far out at the edge of a sheet: go to its last cell (Ctrl+End), delete the"
                " rows and columns there, and save it again"
            )
        if self.odd > MOST_ODD:
            raise self.refusal(
                f"has more than {MOST_ODD:,} cells with an error, or with a formula and no value, the most that we"
                f" read; {_LESS}"
            )
        room = min(_ROOM, max(_ROOM_OF_SMALL, self.size * _ROOM_FOR_A_BYTE))
        places = max(self.places, self.cells)
        if places * _ROOM_OF_PLACE + self.cells * _ROOM_OF_CELL + self.letters > room:
            raise self.refusal(f"would need more than {room // _MB} MB of memory, the most that we give it; {_LESS}")
