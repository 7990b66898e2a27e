"""Imported sheets as the contract's table: one row for each sheet, which ``score`` reads as it reads the sheets."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.cells import masked
from coprod_check.documents.errors import BadInput
from coprod_check.documents.text import identity
from coprod_check.storage.all_or_none import FileToWrite, write_all
from coprod_check.storage.imported_sheets import (
    Imported,
    check_consent,
    check_rounds,
    check_whose,
    each_once,
    says_the_same,
)
from coprod_check.storage.tables import (
    CIRCUMSTANCES,
    EVIDENCE,
    EXPERIENCE,
    FACTS,
    PEOPLE,
    SEVERAL,
    TRUTHS,
    column_of,
    csv_rows,
    read_row,
    read_table,
)
from coprod_check.storage.writing import write_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

_MARK = "\ufeff"
"""By it spreadsheets know how the letters are written."""
_FIRST = ("team", "date", "voice", "round", "sheet", "respondent", *TRUTHS)


@dataclass(slots=True)
class _Opened:
    """A table that is there, as it stands."""

    headings: list[str]
    rows: list[list[str]]
    held: dict[str, list[tuple[int, Sheet]]]
    """By the id of a sheet: the places of its rows, and what they say."""


def write_table(
    path: Path, sheets: Iterable[Sheet], rubric: Rubric, *, update: bool, round_said: bool = True
) -> Imported:
    """Write a table with a row for each sheet, or add the rows that are not in it yet.

    Rows that are there stay as they are, those of other imports too. One of the same sheet that
    says something else now is written anew with ``update`` alone, and the older table is then kept
    beside it. ``round_said`` is as for sheets. Raises ``BadInput``, and then nothing was written.
    """
    wanted = each_once(sheets)
    there = _opened(path, rubric) if path.exists() else _Opened(list(table_columns(rubric)), [], {})
    held = [sheet for rows in there.held.values() for _, sheet in rows]
    if held:
        unknown = [read for key, sheet in wanted.items() if key not in there.held and (read := _as_read(sheet, rubric))]
        if not round_said:
            check_rounds(path, unknown, held)
        check_whose(path, unknown, held)
    new, changed = [], []
    unchanged = 0
    for key, sheet in wanted.items():
        places = there.held.get(key, [])
        row = cells_of(sheet)
        as_read = _as_read(sheet, rubric) if places else None
        if not update:
            check_consent(path, sheet, [each for _, each in places])
        others = [place for place, held in places if as_read is None or not says_the_same(held, as_read)]
        if not places:
            new.append(row)
        unchanged += bool(places) and not others
        changed += [(place, row) for place in others]
    names = tuple(f"row {place + 2}" for place, _ in sorted(changed, key=lambda each: each[0]))
    written = [*new, *(row for _, row in changed if update)]
    if written:
        _widen(there, written)
        for place, row in changed if update else ():
            there.rows[place] = _laid_out(there, row)
        there.rows += [_laid_out(there, row) for row in new]
        _write(path, there, kept=bool(changed and update))
    before = len(there.rows) - len(new)
    added = tuple(f"row {before + place + 2}" for place in range(len(new)))
    return Imported(added, unchanged, () if update else names, names if update else ())


def _as_read(sheet: Sheet, rubric: Rubric) -> Sheet | None:
    """A sheet as it comes back from a row, which has no reasons."""
    return read_row(dict(cells_of(sheet)), rubric)[0]


def table_columns(rubric: Rubric) -> Iterator[str]:
    """Name every column, in the order of the contract (2.1); they depend on the questions alone."""
    yield from (*_FIRST, *PEOPLE, *(column for column in FACTS if column.startswith("rubric")))
    yield from (practice.id for practice in rubric.practices)
    yield CIRCUMSTANCES
    yield from (f"{practice.id}{EVIDENCE}" for practice in rubric.practices)
    yield from (f"{EXPERIENCE}{question.id}" for question in rubric.experience)


def cells_of(sheet: Sheet) -> dict[str, str]:
    """Lay a sheet out as the cells of a row; what is blank is left out.

    Typed text that a spreadsheet would take for a formula gets an apostrophe, which reading takes off.
    """
    row = {
        "team": masked(sheet.team),
        "date": sheet.date.isoformat(),
        "voice": sheet.voice,
        "round": masked(sheet.round),
        "sheet": masked(sheet.sheet),
        "respondent": masked(sheet.respondent),
        "rubric": sheet.rubric,
        "rubric_version": sheet.rubric_version,
        CIRCUMSTANCES: SEVERAL.join(sheet.circumstances),
    }
    if sheet.voice == "together":
        row |= zip(PEOPLE, (str(sheet.people.staff), str(sheet.people.lived_experience)), strict=True)
    else:
        row["share"] = str(sheet.share).lower()
    if not sheet.finished:
        row["finished"] = "false"
    for practice, rating in sheet.ratings.items():
        row[practice] = "" if rating.level is None else str(rating.level)
        row[f"{practice}{EVIDENCE}"] = masked(rating.evidence.strip())
    for question in sheet.experience:
        row[f"{EXPERIENCE}{question}"] = SEVERAL.join(sheet.chosen(question))
    return {column: cell for column, cell in row.items() if cell}


def _opened(path: Path, rubric: Rubric) -> _Opened:
    """Read the table that is there. Raises ``BadInput`` where anything is wrong with it."""
    read = read_table(path, _only(rubric))
    if read.problems:
        raise BadInput(read.problems)
    there = csv_rows(path)
    places = {line: place for place, (line, _) in enumerate(there.rows)}
    held: dict[str, list[tuple[int, Sheet]]] = {}
    for _, filed in read.sheets:
        place = places[int(filed.source.rpartition(":")[2])]
        held.setdefault(identity(filed.sheet.sheet), []).append((place, filed.sheet))
    # Spreadsheets leave off blanks at the ends of rows.
    rows = [row + [""] * (len(there.headings) - len(row)) for _, row in there.rows]
    return _Opened(there.headings, rows, held)


def _only(rubric: Rubric) -> Callable[[object], Rubric | None]:
    return lambda named: rubric if named in (None, rubric.id) else None


def _widen(there: _Opened, rows: Iterable[dict[str, str]]) -> None:
    """Add the columns that the new rows need and the table has not."""
    known = set(map(column_of, there.headings))
    missing = dict.fromkeys(column for row in rows for column in row if column not in known)
    there.headings += missing
    there.rows = [[*row, *[""] * len(missing)] for row in there.rows]


def _laid_out(there: _Opened, row: dict[str, str]) -> list[str]:
    return [row.get(column_of(heading), "") for heading in there.headings]


def _write(path: Path, there: _Opened, *, kept: bool) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([there.headings, *there.rows])
    if kept or not path.exists():
        write_all([FileToWrite(path, _MARK + text.getvalue(), instead=kept)])
    else:
        write_output(path, _MARK + text.getvalue())  # all that was there still is
