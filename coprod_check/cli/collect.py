"""Everything under some paths, whatever it is: sheets, folders of them, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.storage import sheet_files
from coprod_check.storage.tables import is_table, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.storage.library import Rubrics
    from coprod_check.storage.sheet_files import Collected


def collect(paths: Sequence[Path], rubrics: Rubrics) -> Collected:
    """Read every sheet under some paths, each file once; what is bad is among the problems."""
    tables = {path.resolve(): path for path in reversed(paths) if is_table(path) and not path.is_dir()}
    found = sheet_files.collect([path for path in paths if path not in tables.values()], rubrics)
    for path in reversed(tables.values()):
        table = read_table(path, rubrics.for_sheet)
        found.sheets += table.sheets
        found.problems += table.problems
        found.unread += table.unread
    return found
