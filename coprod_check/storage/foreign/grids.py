"""A file of another program, whatever it is, as grids of cells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coprod_check.documents.errors import bad_file
from coprod_check.storage.foreign.csv_text import read_separated
from coprod_check.storage.foreign.file_kinds import is_packed, refused_by_beginning
from coprod_check.storage.foreign.foreign_limits import MOST_UNPACKED, Spent
from coprod_check.storage.foreign.workbooks import read_workbook
from coprod_check.storage.parsing import only_a_file, reason

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.imports.grid import SourceFile

STANDARD_INPUT = "-"
"""The name that stands for what is piped in."""


def read_grids(path: Path) -> SourceFile:
    """Read CSV, TSV, XLSX or ODS, told by what is in it; ``-`` is standard input.

    Raises ``BadInput`` with what is wrong and what to do.
    """
    name = str(path)
    data = _bytes_of(path, name)
    spent = Spent(name, len(data))
    if len(data) > MOST_UNPACKED:
        message = f"is larger than {MOST_UNPACKED // 2**20} MB, the most that we read; check which file you meant"
        raise spent.refusal(message)
    if refused := refused_by_beginning(data):
        raise spent.refusal(refused)
    return read_workbook(data, spent) if is_packed(data) else read_separated(data, spent)


def _bytes_of(path: Path, name: str) -> bytes:
    """All of a file, and one byte more than may be there."""
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(MOST_UNPACKED + 1)
        only_a_file(path)
        with path.open("rb") as file:
            return file.read(MOST_UNPACKED + 1)
    except OSError as error:
        raise bad_file(name, reason(error)) from None
