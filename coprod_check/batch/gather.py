"""Very many sheets read: the plain ones into columns, all others as objects.

An example. Of 20,000 files one names a practice that does not exist and two are copies:
the first is read again by the careful reader, which says what is wrong; the others
become rows. The round of the two copies is read again later, once it is known that
somebody has two sheets there (``batch.rounds``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.batch.layout import layout_of
from coprod_check.documents.problems import Problem
from coprod_check.storage.sheet_files import Collected
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from contextlib import AbstractContextManager

    from coprod_check.batch.layout import Layout
    from coprod_check.batch.sheet_columns import Packed, SheetColumns
    from coprod_check.documents.rubric import Rubric
    from coprod_check.storage.library import Rubrics
    from coprod_check.storage.tables import TableContents

    ReportRows = Callable[[int], None]
    Watch = Callable[[str, Callable[[], int]], AbstractContextManager[ReportRows]]
    """Shows how far something has come: says what, and asks how much of it there is if that is to be shown."""
    Again = Callable[[SheetColumns], Collected]
    """Reads sheets that are in columns again, as objects."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found: plain sheets as columns, all others as objects."""

    found: Collected
    rubric: Rubric
    """The rubric of the packed sheets."""
    packed: Packed
    again: Again


@dataclass(frozen=True, slots=True)
class Much:
    """What there is to read, of which at least one part is much."""

    files: Sequence[str]
    many_files: bool
    tables: Sequence[Path]
    large_tables: Collection[Path]
    found: Collected
    """What could not be looked into; what is read as objects joins it."""


def gather(much: Much, rubrics: Rubrics, watch: Watch) -> Gathered | None:
    """Read everything; ``None``, and nothing is read, where columns cannot hold the questions.

    ``watch`` is told what is read and how much of it there is.
    """
    rubric = rubrics.for_sheet(None)
    layout = layout_of(rubric) if rubric else None
    if rubric is None or layout is None:
        return None
    found = much.found
    with watch("files", lambda: len(much.files)) as advance:
        packed = _files(much, layout, rubrics, advance)
    for path in much.tables:
        if path in much.large_tables:
            with watch(f"rows of {path.name}", lambda path=path: _count_rows(path)) as advance:  # type: ignore[misc]
                table = _large_table(path, packed, rubric, rubrics, advance)
        else:
            table = read_table(path, rubrics.for_sheet)
        found.sheets += table.sheets
        found.problems += table.problems
        found.notes += table.notes
        found.unread += table.unread
    return Gathered(found, rubric, packed, lambda rows: read_again(rows, packed, rubric, rubrics))


def _files(much: Much, layout: Layout, rubrics: Rubrics, advance: ReportRows) -> Packed:
    """Pack the plain sheets of many files; read all others as objects."""
    if much.many_files:
        from coprod_check.batch.reading import files as packed_files  # noqa: PLC0415 - starts other processes before numpy is loaded

        packed, left = packed_files.pack(much.files, layout, advance)
        for place in left:
            much.found.take(much.files[place], rubrics)
        return packed
    for file in much.files:
        much.found.take(file, rubrics)
        advance(1)
    from coprod_check.batch.sheet_columns import Packed  # noqa: PLC0415 - as above

    return Packed(layout)


def _large_table(path: Path, packed: Packed, rubric: Rubric, rubrics: Rubrics, advance: ReportRows) -> TableContents:
    from coprod_check.batch.reading import tables as packed_tables  # noqa: PLC0415 - needs polars
    from coprod_check.batch.reading.blocks import NotPlainError  # noqa: PLC0415 - as above

    try:
        return packed_tables.pack_table(path, packed, rubric, rubrics.for_sheet, advance)
    except NotPlainError:
        return read_table(path, rubrics.for_sheet)


def _count_rows(path: Path) -> int:
    """Say how many rows a large table has, near enough to tell how far reading it has come."""
    from coprod_check.batch.reading.table_blocks import count_rows  # noqa: PLC0415 - needs polars

    return count_rows(path)


def read_again(rows: SheetColumns, packed: Packed, rubric: Rubric, rubrics: Rubrics) -> Collected:
    """Read some of the packed sheets again, now as objects."""
    found, names = Collected(), packed.names.files
    lines: dict[int, set[int]] = {}
    for file, line in zip(rows.file.tolist(), rows.line.tolist(), strict=True):
        lines.setdefault(file, set()).add(line)
    for file, wanted in lines.items():
        if wanted == {0}:
            found.take(names[file], rubrics)
        else:
            _table_again(found, names[file], rubric, wanted)
    return found


def _table_again(found: Collected, name: str, rubric: Rubric, lines: set[int]) -> None:
    from coprod_check.batch.reading.blocks import NotPlainError  # noqa: PLC0415 - needs polars
    from coprod_check.batch.reading.tables import ERRORS, read_lines  # noqa: PLC0415 - as above

    try:
        found.sheets += [(rubric, file) for file in read_lines(Path(name), rubric, lines)]
    except (*ERRORS, NotPlainError):
        found.problems.append(Problem(name, 0, "", "was changed while we read it; run the same command again"))
