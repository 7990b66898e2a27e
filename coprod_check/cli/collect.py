"""Everything under some paths, whatever it is: sheets, folders of them, tables."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from coprod_check.cli.progress import unwatched
from coprod_check.cli.thresholds import MEASURED
from coprod_check.storage import sheet_files
from coprod_check.storage.sheet_files import Collected
from coprod_check.storage.tabular.by_name import is_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.cli.progress import Watch
    from coprod_check.cli.thresholds import Thresholds
    from coprod_check.storage.library import Rubrics


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the sheets are, before any is read."""

    files: list[str]
    """Sheets in files of their own."""
    tables: list[Path]
    found: Collected = field(default_factory=Collected)
    """What could not be looked into."""
    thresholds: Thresholds = MEASURED
    """How many are very many."""

    @property
    def many_files(self) -> bool:
        """Whether the files are read faster into columns, and can be."""
        return len(self.files) >= self.thresholds.files and _have("numpy")

    @property
    def large_tables(self) -> list[Path]:
        """The tables that are read faster into columns, and can be."""
        large = [path for path in self.tables if _is_large(path, self.thresholds)]
        return large if large and _have("numpy", "polars") else []


def find_sheets(paths: Sequence[Path], thresholds: Thresholds = MEASURED) -> Sources:
    """Find every sheet and table under some paths, each once; ``thresholds`` say how many are very many."""
    # Not path.resolve(), which raises where links go round.
    tables = {os.path.realpath(path): path for path in reversed(paths) if is_table(path) and not path.is_dir()}
    others = [path for path in paths if path not in tables.values()]
    found = Collected()
    files = sheet_files.find_sheet_files(others, found)
    found.forget_notes_on(tables.keys())
    return Sources(files, list(reversed(tables.values())), found, thresholds)


def collect_sheets(paths: Sequence[Path], rubrics: Rubrics) -> Collected:
    """Read every sheet under some paths; what is bad is among the problems."""
    return read(find_sheets(paths), rubrics)


def read(sources: Sources, rubrics: Rubrics, watch: Watch = unwatched) -> Collected:
    """Read every sheet that was found, one by one; ``watch`` shows how far that has come."""
    found = sources.found
    with watch("files", lambda: len(sources.files)) as advance:
        for file in sources.files:
            found.take(file, rubrics)
            advance(1)
    for path in sources.tables:
        from coprod_check.storage.tables import read_table

        table = read_table(path, rubrics.for_sheet)
        found.sheets += table.sheets
        found.problems += table.problems
        found.notes += table.notes
        found.unread += table.unread
    return found


def _is_large(path: Path, thresholds: Thresholds) -> bool:
    try:
        return path.stat().st_size >= thresholds.for_table(path)
    except OSError:
        return False  # the careful reader says why


def _have(*modules: str) -> bool:
    """Whether some optional libraries are installed."""
    return all(find_spec(module) for module in modules)
