"""Tables of sheets: CSV, JSON Lines and Parquet, one row for each sheet (contract, section 2).

A row such as ``team="Team A", date="2026-11-22", voice="staff", a="2", a.evidence="Minutes"``
is laid out as the sheet that it stands for, ``ratings.a = {level = 2, evidence = "Minutes"}``
among the rest, and read with the rules for sheets.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coprod_check.documents.errors import BadInput
from coprod_check.documents.limits import LONGEST_TEXT, over_limits, told_one_by_one
from coprod_check.documents.problems import Problem, nearest
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import SHEET_FORMAT, Sheet, read_sheet
from coprod_check.rules.rounds import SheetFile, Unread, unread_sheet
from coprod_check.storage.parsing import parse_json, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from coprod_check.documents.rubric import Rubric

    CsvReader = Any
    """What ``csv.reader`` gives; the library has no public name for it."""

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
"""Names of files that are read as tables."""

TRUTHS = ("share", "finished")
"""Columns of true and false."""
CIRCUMSTANCES = "circumstances"
FACTS = (
    "team", "round", "date", "voice", "sheet", "respondent", *TRUTHS, "rubric", "rubric_version", CIRCUMSTANCES,
)  # fmt: skip
PEOPLE = tuple(f"people.{side}" for side in SIDES)
EVIDENCE, EXPERIENCE = ".evidence", "experience."
SEVERAL = " "
"""Between the ids of a cell that takes more than one."""
_ALSO_BETWEEN = ";"
"""What stood between them before; no id holds it, so it is still read."""

BEGINNING = 65536
"""Bytes from which the kind of a CSV file is told."""

READING_ERRORS = (OSError, csv.Error, ValueError)
"""What reading a table may raise."""

NOT_TEXT = "is not text that we can read; save it as text in UTF-8, such as “CSV UTF-8” in a spreadsheet"

LONGEST_LINE = 1 << 24
"""Characters of the longest line; one without an end would be read into memory whole."""

LONGEST_NUMBER = 9
"""Digits of the longest number that a cell may hold; no level, and no meeting, has more."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row that could not be taken apart."""

    fault: Problem
    row: Row = field(default_factory=dict)
    """What it says as far as its cells stand under headings: who did not agree to be shown may still be seen."""


@dataclass(slots=True)
class TableContents:
    """What one table held."""

    sheets: list[tuple[Rubric, SheetFile]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def take(self, name: str, line: int, row: Row, rubric_of: Callable[[object], Rubric | None]) -> None:
        """Read one row as a sheet, or name its faults."""
        rubric = rubric_of(row.get("rubric") or None)
        if rubric is None:
            fix = "name its file with --rubric"
            self.problems.append(Problem(name, line, "rubric", f"no built-in set of questions has this name; {fix}"))
            return
        sheet, problems = read_row(row, rubric)
        if sheet is None:
            self.problems += [fault.in_file(name, line) for fault in problems]
            self._note_whose(row)
        else:
            self.sheets.append((rubric, SheetFile(f"{name}:{line}", sheet, name)))

    def take_ragged(self, name: str, each: Ragged) -> None:
        """Name the fault of a row that could not be taken apart."""
        self.problems.append(each.fault.in_file(name))
        self._note_whose(each.row)

    def _note_whose(self, row: Row) -> None:
        if whose := unread_sheet({column: _said(cell) for column, cell in row.items()}):
            self.unread.append(whose)

    def shortened(self) -> TableContents:
        """Keep the first faults and count the others by kind: nobody reads ten thousand lines."""
        self.problems = told_one_by_one(self.problems)
        return self


def is_table(path: Path) -> bool:
    """Say whether a file is read as a table, by its name."""
    return path.suffix.casefold() in ENDINGS


def read_table(path: Path, rubric_of: Callable[[object], Rubric | None]) -> TableContents:
    """Read every row of a table; bad rows are named, the good ones read.

    A table with a column that nobody knows, or without one that every sheet needs, is
    refused whole: a slip in a heading would silently lose the answers of everyone.
    ``rubric_of`` finds the rubric that a row names.
    """
    name = path.as_posix()
    table = TableContents()
    try:
        header, rows, ragged = _open(path)
        named = {str(row.get("rubric") or "") for _, row in rows} or {""}
        rubrics = [rubric for each in sorted(named) if (rubric := rubric_of(each or None))]
        table.problems += [fault.in_file(name) for fault in check_header(header, rubrics)]
        if not table.problems:
            for line, row in rows:
                table.take(name, line, row, rubric_of)
        for each in ragged:
            table.take_ragged(name, each)
        if not (rows or table.problems):
            table.problems.append(no_rows(name))
    except READING_ERRORS as error:
        table.problems.append(broken(name, error))
    return table.shortened()


def no_rows(name: str) -> Problem:
    """Report a table that says nothing."""
    return Problem(name, 0, "", "has headings and no rows; check which file you meant")


def broken(name: str, error: Exception) -> Problem:
    """Report a table that could not be read."""
    return Problem(name, 0, "", _why(error))


def read_row(row: Row, rubric: Rubric) -> tuple[Sheet | None, list[Problem]]:
    """Read one row as a sheet; faults name the column."""
    data = _as_sheet(row, rubric)
    if any(isinstance(cell, str) and len(cell) > LONGEST_TEXT for cell in row.values()) and (long := over_limits(data)):
        return None, [_in_columns(each) for each in long]
    sheet, problems = read_sheet(data, rubric, reasons=False)
    return sheet, [_in_columns(each) for each in problems]


def _in_columns(fault: Problem) -> Problem:
    """Name the column instead of the path inside a sheet."""
    where = fault.where.removeprefix("ratings.").removesuffix(".level").partition("[")[0]
    return Problem(fault.file, fault.line, where, fault.message)


def _as_sheet(row: Row, rubric: Rubric) -> dict[str, Any]:
    """Lay a row out as a sheet. Blank cells are absent; evidence of a practice that is not rated has no place.

    Every row of a table has every column: what says no more than a blank would is as good as one,
    in a voice that the column is not for.
    """
    parts: dict[str, dict[str, Any]] = {"": {}, "people": {}, "ratings": {}, "evidence": {}, "experience": {}}
    for column, value in row.items():
        cell = _said(value)
        if cell not in (None, ""):
            part, key, said = _place(column, cell)
            parts[part][key] = said
    ratings = {
        practice: {
            "level": level,
            **({"evidence": parts["evidence"][practice]} if practice in parts["evidence"] else {}),
        }
        for practice, level in parts["ratings"].items()
    }
    facts, people = parts[""], parts["people"]
    experience = {question: chosen for question, chosen in parts["experience"].items() if chosen != []}
    if facts.get("voice") == "together" and facts.get("share") is False:
        del facts["share"]
    if facts.get("voice") in SIDES and all(type(count) is int and not count for count in people.values()):
        people = {}
    data = {"format": SHEET_FORMAT, "rubric": rubric.id, "rubric_version": rubric.version, **facts, "ratings": ratings}
    return data | {key: said for key, said in (("people", people), ("experience", experience)) if said}


def _said(cell: Any) -> Any:  # noqa: ANN401 - a cell may hold anything
    return cell.strip() if isinstance(cell, str) else cell


def _place(column: str, cell: Any) -> tuple[str, str, Any]:  # noqa: ANN401 - a cell may hold anything
    """Say in which part of a sheet a cell belongs, under which key, and what it says."""
    if column in PEOPLE:
        return "people", column.removeprefix("people."), _whole(cell)
    if column == CIRCUMSTANCES:
        chosen = _chosen(cell)
        return "", column, [chosen] if isinstance(chosen, str) else chosen
    if column in FACTS:
        return "", column, _truth(cell) if column in TRUTHS else cell
    if column.startswith(EXPERIENCE):
        return "experience", column.removeprefix(EXPERIENCE), _chosen(cell)
    if column.endswith(EVIDENCE):
        return "evidence", column.removesuffix(EVIDENCE), cell
    return "ratings", column, _whole(cell)


def _whole(cell: object) -> object:
    """Take digits for a whole number; anything else stays, to be refused with its own words."""
    digits = isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_NUMBER
    return int(str(cell)) if digits else cell


def _truth(cell: object) -> object:
    """Take true and false in any case (spreadsheets write TRUE)."""
    return {"true": True, "false": False}.get(cell.casefold(), cell) if isinstance(cell, str) else cell


def _chosen(cell: object) -> object:
    """Take a cell of ids apart; one alone stays text."""
    if isinstance(cell, str):
        ids = cell.replace(_ALSO_BETWEEN, SEVERAL).split()
        return ids[0] if len(ids) == 1 else ids
    return cell


# Headers.


def check_header(header: Sequence[str], rubrics: Iterable[Rubric]) -> Iterator[Problem]:
    """Yield everything that is wrong with the headings of a table of answers to some rubrics."""
    known = set(known_columns(rubrics))
    seen: set[str] = set()
    for column in header:
        if not column:
            yield Problem("", 1, "", "a column has no heading; give it one or take it out")
        elif column in seen:
            yield Problem("", 1, column, "this column is there twice; keep one")
        elif column not in known:
            yield Problem("", 1, *_unknown_column(column, sorted(known)))
        seen.add(column)
    for column in ("team", "date", "voice"):
        if column not in seen:
            yield Problem("", 1, column, "this column is missing; every sheet needs it")


def _unknown_column(column: str, known: Sequence[str]) -> tuple[str, str]:
    return column, f"no column has this name; {nearest(column, known) or 'correct it or take it out'}"


def holds_words(column: str) -> bool:
    """Whether a cell of a column is text, so that a number or a truth there is a fault."""
    return (column in FACTS and column not in TRUTHS) or column.startswith(EXPERIENCE) or column.endswith(EVIDENCE)


def holds_ids(column: str) -> bool:
    """Whether a cell of a column may hold several ids; JSON Lines may list them."""
    return column == CIRCUMSTANCES or column.startswith(EXPERIENCE)


def known_columns(rubrics: Iterable[Rubric]) -> Iterator[str]:
    """List every column that a table of answers to some rubrics may have."""
    yield from (*FACTS, *PEOPLE)
    for rubric in rubrics:
        for practice in rubric.by_id:
            yield from (practice, f"{practice}{EVIDENCE}")
        yield from (f"{EXPERIENCE}{question.id}" for question in rubric.experience)


# The three formats.


Opened = tuple[list[str], list[tuple[int, Row]], list[Ragged]]
"""Headings, rows with their line numbers, and rows that could not be taken apart."""


def _open(path: Path) -> Opened:
    """Read a table's headings and rows."""
    match path.suffix.casefold():
        case ".parquet":
            return _parquet(path)
        case ".jsonl" | ".ndjson":
            return _json_lines(path)
        case _:
            return _csv(path)


def _rows_of(header: list[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> list[tuple[int, Row]]:
    return [(line, dict(zip(header, row, strict=True))) for line, row in rows]


def _csv(path: Path) -> Opened:
    """Read a CSV file as spreadsheets write it: UTF-8 or UTF-16, commas, semicolons or tabs."""
    with path.open("rb") as file:
        encoding, delimiter = csv_dialect(file.read(BEGINNING))
    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(lines_of(text), delimiter=delimiter, strict=True)
        header = list(map(column_of, next(reader, [])))
        rows, ragged = [], []
        for line, row in rows_with_lines(reader):
            if len(row) == len(header):
                rows.append((line, row))
            else:
                ragged.append(ragged_row(line, row, header))
    return header, _rows_of(header, rows), ragged


def column_of(heading: str) -> str:
    """Name the column that a heading of a CSV file stands for: what stands behind a colon is for people.

    >>> column_of(" shared-decisions: Who decides "), column_of("team"), column_of(": Who decides")
    ('shared-decisions', 'team', '')
    """
    return heading.partition(":")[0].strip()


def lines_of(text: TextIO) -> Iterator[str]:
    """Give the lines of a file; raises ``ValueError`` where one has no end."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            message = f"has a line of more than {LONGEST_LINE // 2**20} million letters; check which file you meant"
            raise ValueError(message)
        yield line


def csv_dialect(beginning: bytes) -> tuple[str, str]:
    """Tell encoding and delimiter from the first bytes of a file; raises ``ValueError`` where it is no text."""
    encoding = "utf-16" if beginning[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    if encoding != "utf-16" and b"\0" in beginning:
        raise ValueError(NOT_TEXT)
    # A character may be cut at the end; what is before it is enough.
    first = beginning.decode(encoding, errors="ignore").partition("\n")[0]
    return encoding, max(",;\t", key=first.count)


def rows_with_lines(reader: CsvReader, before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not blank, with the line that it begins on; ``before`` lines came before the reader's."""
    start = before + reader.line_num + 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield start, row
        start = before + reader.line_num + 1


def ragged_row(line: int, row: Sequence[str], header: Sequence[str]) -> Ragged:
    """Report a row that has not as many cells as there are headings."""
    fault = Problem("", line, "", f"has {len(row)} cells, and there are {len(header)} headings; mend this line")
    return Ragged(fault, dict(zip(header, row, strict=False)))


def _json_lines(path: Path) -> Opened:
    """Read one JSON object a line; a key stands for a column."""
    rows: list[tuple[int, Row]] = []
    ragged: list[Ragged] = []
    with path.open(encoding="utf-8-sig") as text:
        for each in json_rows(text):
            if isinstance(each, Problem):
                ragged.append(Ragged(each))
            else:
                rows.append(each)
    header = list(dict.fromkeys(key for _, row in rows for key in row))
    return header, rows, ragged


def json_rows(text: TextIO, before: int = 0) -> Iterator[tuple[int, Row] | Problem]:
    """Give the object of each line that is not blank, or its fault; ``before`` lines came before the text."""
    for line, each in enumerate(lines_of(text), before + 1):
        if not each.strip():
            continue
        try:
            yield line, parse_json(each, "")
        except BadInput as error:
            yield from (Problem("", line, "", fault.message) for fault in error.problems)


def _parquet(path: Path) -> Opened:
    """Read a Parquet file; needs the extra ``parquet``."""
    try:
        import polars  # noqa: ICN001, PLC0415 - heavy, and an extra
    except ImportError:
        message = "reading Parquet needs coprod-check[parquet]; install it, or save the table as CSV"
        raise ValueError(message) from None
    try:
        frame = polars.read_parquet(path)
    except polars.exceptions.PolarsError as error:
        message = f"is not understood as Parquet ({str(error).splitlines()[0]})"
        raise ValueError(message) from None
    return frame.columns, _rows_of(frame.columns, enumerate(frame.iter_rows(), 1)), []


def _why(error: Exception) -> str:
    match error:
        case OSError():
            return reason(error)
        case UnicodeDecodeError():
            return NOT_TEXT
        case csv.Error():
            return f"is not understood ({error}); save it as CSV again"
        case _:
            return str(error)
