"""Everything under some paths, whatever it is: sheets, folders of them, tables."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.batch.layout import layout_of
from coprod_check.documents.problems import Problem
from coprod_check.storage import sheet_files
from coprod_check.storage.sheet_files import Collected
from coprod_check.storage.tables import Table, is_table, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from coprod_check.batch.layout import Layout
    from coprod_check.batch.sheet_columns import Packed, SheetColumns
    from coprod_check.cli.progress import Advance
    from coprod_check.documents.rubric import Rubric
    from coprod_check.storage.library import Rubrics

    Watch = Callable[[str, Callable[[], int]], AbstractContextManager[Advance]]
    """Shows how far something has come: says what, and asks how much of it there is if that is to be shown."""

MANY_FILES = 400
"""Sheets in files of their own from which on columns are faster than objects."""
LARGE_TABLE = 2 << 20
"""Bytes of a table from which on columns are faster than objects."""
LARGE_PARQUET = 1 << 17
"""The same for Parquet, which packs its cells."""


def collect(paths: Sequence[Path], rubrics: Rubrics) -> Collected:
    """Read every sheet under some paths, each file once; what is bad is among the problems."""
    tables, others = _parted(paths)
    found = sheet_files.collect(others, rubrics)
    for path in tables:
        _add(found, read_table(path, rubrics.for_sheet))
    return found


def _parted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Part the tables, each once, from everything else."""
    tables = {path.resolve(): path for path in reversed(paths) if is_table(path) and not path.is_dir()}
    return list(reversed(tables.values())), [path for path in paths if path not in tables.values()]


def _add(found: Collected, table: Table) -> None:
    found.sheets += table.sheets
    found.problems += table.problems
    found.unread += table.unread


@dataclass(slots=True)
class Gathered:
    """What was found under some paths: plain sheets as columns where there are many, all others as objects."""

    found: Collected
    rubric: Rubric | None = None
    """The rubric of the packed sheets; ``None`` where there are none."""
    packed: Packed | None = None


def gather(paths: Sequence[Path], rubrics: Rubrics, watch: Watch) -> Gathered:
    """Read everything under some paths as ``collect`` does, very many sheets in columns.

    ``watch`` is told what is read and how much of it there is.
    """
    tables, others = _parted(paths)
    found = Collected()
    files = sheet_files.find(others, found)
    many, large = len(files) >= MANY_FILES, [path for path in tables if _is_large(path)]
    rubric = rubrics.for_sheet(None) if (many and _have("numpy")) or (large and _have("numpy", "polars")) else None
    layout = layout_of(rubric) if rubric else None
    packed: Packed | None = None
    with watch("files", lambda: len(files)) as advance:
        if many and layout:
            packed = _pack_files(found, files, layout, rubrics, advance)
        else:
            for file in files:
                found.take(file, rubrics)
                advance(1)
    for path in tables:
        if rubric and layout and path in large and _have("polars"):
            packed = _new_packed(layout) if packed is None else packed
            with watch(f"rows of {path.name}", lambda path=path: count_rows(path)) as advance:  # type: ignore[misc]
                table = _large_table(path, packed, rubric, rubrics, advance)
        else:
            table = read_table(path, rubrics.for_sheet)
        _add(found, table)
    return Gathered(found, rubric, packed)


def _pack_files(found: Collected, files: Sequence[str], layout: Layout, rubrics: Rubrics, advance: Advance) -> Packed:
    """Pack the plain sheets of many; read all others as objects."""
    from coprod_check.batch import files as packed_files

    packed, left = packed_files.pack(files, layout, advance)
    for place in left:
        found.take(files[place], rubrics)
    return packed


def _new_packed(layout: Layout) -> Packed:
    from coprod_check.batch.sheet_columns import Packed

    return Packed(layout)


def _large_table(path: Path, packed: Packed, rubric: Rubric, rubrics: Rubrics, advance: Advance) -> Table:
    from coprod_check.batch import tables as packed_tables

    try:
        return packed_tables.pack_table(path, packed, rubric, rubrics.for_sheet, advance)
    except packed_tables.NotPlainError:
        return read_table(path, rubrics.for_sheet)


def count_rows(path: Path) -> int:
    """Say how many rows a large table has, near enough to tell how far reading it has come."""
    from coprod_check.batch.table_blocks import count_rows as count

    return count(path)


def _is_large(path: Path) -> bool:
    least = {".parquet": LARGE_PARQUET, ".csv": LARGE_TABLE, ".tsv": LARGE_TABLE}.get(path.suffix.casefold())
    try:
        return least is not None and path.stat().st_size >= least
    except OSError:
        return False  # the careful reader says why


def _have(*modules: str) -> bool:
    """Whether some optional libraries are installed."""
    return all(find_spec(module) for module in modules)


def unpack(gathered: Gathered, rows: SheetColumns, rubrics: Rubrics) -> None:
    """Read some of the packed sheets again, now as objects."""
    if gathered.packed is None or gathered.rubric is None:
        return
    names = gathered.packed.names.files
    lines: dict[int, set[int]] = {}
    for file, line in zip(rows.file.tolist(), rows.line.tolist(), strict=True):
        lines.setdefault(file, set()).add(line)
    for file, wanted in lines.items():
        if wanted == {0}:
            gathered.found.take(names[file], rubrics)
        else:
            _unpack_table(gathered.found, names[file], gathered.rubric, wanted)


def _unpack_table(found: Collected, name: str, rubric: Rubric, lines: set[int]) -> None:
    from coprod_check.batch.tables import ERRORS, NotPlainError, read_lines

    try:
        found.sheets += [(rubric, filed) for filed in read_lines(Path(name), rubric, lines)]
    except (*ERRORS, NotPlainError):
        found.problems.append(Problem(name, 0, "", "was changed while we read it; run the same command again"))
