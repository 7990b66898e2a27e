"""What to say of a file that is read as something else, and looks like answers of another service."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coprod_check.documents.commands import HowTyped, shell_of
from coprod_check.documents.errors import BadInput
from coprod_check.imports.understand import OUR_WORKBOOK, service_of
from coprod_check.storage.foreign.csv_text import read_separated
from coprod_check.storage.foreign.file_kinds import is_packed
from coprod_check.storage.foreign.foreign_limits import Spent
from coprod_check.storage.foreign.grids import read_grids
from coprod_check.storage.parsing import only_a_file

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.grid import SourceFile

MOST_LOOKED_AT = 8 << 20
"""Bytes of a file that are looked at: the headings stand at its beginning."""
ANOTHER = "another service"


def import_hint(path: Path, rubric: Rubric | None, most: int = MOST_LOOKED_AT) -> str:
    """Say in one line what a file is and what to give; empty where it does not look like answers of a service.

    Of a file that is larger than ``most`` bytes the beginning is looked at.
    """
    try:
        source = _beginning(path, most)
        service = service_of(source, rubric) if source and rubric else ""
    except (BadInput, OSError):
        return ""
    return f"{_looks_like(service)}. Use: {how_to_import(path)}" if service else ""


def how_to_import(path: Path) -> str:
    """The command that reads a file, as it is typed here."""
    return HowTyped(shell=shell_of(os.name)).line("import", str(path))


def workbook_hint(path: Path, rubric: Rubric | None) -> str:
    """Say what to do with a workbook, whatever is in it."""
    return import_hint(path, rubric) or f"This is a workbook. If it holds answers, use: {how_to_import(path)}"


def _looks_like(service: str) -> str:
    if service == OUR_WORKBOOK:
        return "This looks like a workbook that coprod-check made"
    if service == ANOTHER:
        return "These look like answers collected with another service"
    return f"This looks like an export of {service}"


def _beginning(path: Path, most: int) -> SourceFile | None:
    """The file, or of a large one the beginning; ``None`` where a beginning says nothing, as of a workbook."""
    only_a_file(path)
    size = path.stat().st_size
    if size <= most:
        return read_grids(path)
    with path.open("rb") as file:
        data = file.read(most)
    if is_packed(data):
        return None
    data = data[: data.rfind(b"\n") + 1]
    return read_separated(data, Spent(str(path), len(data)))
