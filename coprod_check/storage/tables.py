"""Tables of sheets: CSV, JSON Lines and Parquet, one row for each sheet (contract, section 2).

A row such as ``team="Team A", date="2026-11-22", voice="staff", a="2", a.evidence="Minutes"``
is laid out as the sheet that it stands for, ``ratings.a = {level = 2, evidence = "Minutes"}``
among the rest, and read with the rules for sheets.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coprod_check.documents.cells import unmasked
from coprod_check.documents.errors import BadInput
from coprod_check.documents.limits import (
    GUESSED,
    LONGEST_KEY,
    LONGEST_TEXT,
    MOST_FAULTS,
    MOST_HEADINGS,
    kinds_of,
    most_faults,
    over_limits,
    told_one_by_one,
)
from coprod_check.documents.problems import Note, Problem, about_team, nearest, problem
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import SHEET_FORMAT, Sheet, read_sheet
from coprod_check.documents.text import identity, is_blank
from coprod_check.imports.cells import column_letters
from coprod_check.rules.rounds import SheetFile, Unread, unread_sheet
from coprod_check.storage.parsing import only_a_file, parse_json, reason, said_in
from coprod_check.storage.slips import MERGE, is_merge_mark
from coprod_check.storage.tabular.alphabet import NOT_TEXT, WESTERN, WESTERN_ALPHABET
from coprod_check.storage.tabular.by_name import EXPORTED
from coprod_check.storage.tabular.cell_fixes import in_cells
from coprod_check.storage.tabular.cell_words import round_named, truth, voice_named, whole, words_for
from coprod_check.storage.tabular.csv_form import (
    csv_dialect,
    empty_ghosts,
    ends_before,
    rows_with_lines,
    within_headings,
)
from coprod_check.storage.tabular.folding import day_faults, folded, is_day_of_a_spreadsheet
from coprod_check.storage.tabular.months import month_notes
from coprod_check.storage.tabular.parquet_form import read_parquet_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Sized
    from pathlib import Path
    from typing import TextIO

    from coprod_check.documents.rubric import Rubric
    from coprod_check.storage.tabular.cell_words import CellWords

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

READING_ERRORS = (OSError, csv.Error, ValueError)
"""What reading a table may raise."""

LONGEST_LINE = 1 << 24
"""Characters of the longest line; one without an end would be read into memory whole."""

ENDS_EARLY = "some rows end before the last column; what they leave off was read as blank"
"""The note on rows that a spreadsheet cut short. Which they are is not said: blanks are answers too."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row that could not be taken apart."""

    fault: Problem
    row: Row = field(default_factory=dict)
    """What it says as far as its cells stand under headings: who did not agree to be shown may still be seen."""


class HardlyATableError(ValueError):
    """A table has so many faults, or such a one, that none of its rows counts."""

    def __init__(self, message: str, line: int = 0) -> None:
        """Keep what is wrong, and where it is one line that says so."""
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class TableContents:
    """What one table held."""

    sheets: list[tuple[Rubric, SheetFile]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with all of it; with the faults of rows, once it is ``shortened``."""
    unread: list[Unread] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    """What is wrong with single rows."""
    days: dict[int, str] = field(default_factory=dict)
    """By line, the dates that a spreadsheet wrote in its own way."""
    most: int = MOST_FAULTS
    """Faults, above which none of the rows counts."""
    rounds: set[str] = field(default_factory=set)
    """What stands in the column of rounds, each once."""

    def take(self, name: str, line: int, row: Row, rubric_of: Callable[[object], Rubric | None]) -> None:
        """Read one row as a sheet, or name its faults."""
        self.note_round(row.get("round"))
        rubric = rubric_of(row.get("rubric") or None)
        if rubric is None:
            fix = "name its file with --rubric"
            self._name_faults([problem("rubric", "no built-in set of questions has this name", fix)], name, line, row)
            return
        sheet, problems = read_row(row, rubric)
        if sheet is None:
            if is_merge_mark(next(iter(row.values()), None)):
                # Rows of both versions are here, and nobody knows which of them hold.
                raise HardlyATableError(MERGE, line)
            day = _said(row.get("date")) if any(fault.where == "date" for fault in problems) else None
            if isinstance(day, str) and is_day_of_a_spreadsheet(day) and not _is_plain_day(day):
                self.days[line] = day
            self._name_faults(problems, name, line, row)
        else:
            self.sheets.append((rubric, SheetFile(f"{name}:{line}", sheet, name)))

    def note_round(self, cell: object) -> None:
        """Keep what a row calls its round: a spreadsheet may have made a date of it."""
        if isinstance(cell, str):
            self.rounds.add(cell)

    def take_ragged(self, name: str, each: Ragged) -> None:
        """Name the fault of a row that could not be taken apart."""
        self._name_faults([each.fault], name, each.fault.line, each.row)

    def _name_faults(self, found: Iterable[Problem], name: str, line: int, row: Row) -> None:
        """Keep the faults of a row with the team that it names, and who did not agree to be shown."""
        team = _said(row.get("team"))
        named = about_team(identity(team) if isinstance(team, str) else "", found)
        self.faults += [fault.in_file(name, line) for fault in named]
        self.note_whose(row)
        self._check_faults()

    def _check_faults(self) -> None:
        """Give a table up that is hardly one; raises ``HardlyATableError``."""
        if len(self.faults) > self.most:
            message = f"has more than {self.most} faults, and none of its rows counts: {kinds_of(self.faults)}"
            raise HardlyATableError("; date: ".join((message, *day_faults(self.faults, self.days))))

    def refused(self, fault: Problem) -> TableContents:
        """A table of which no row counts; who did not agree to be shown is still there."""
        return TableContents(problems=[fault], unread=self.unread)

    def note_whose(self, row: Row) -> None:
        """Keep who may not have agreed to be shown, as far as a row says it."""
        said = {column: _said(cell) for column, cell in row.items()}
        meant = {"voice": voice_named(said.get("voice")), "round": round_named(said.get("round"))}
        if (whose := unread_sheet({**said, **meant})) and whose not in self.unread[-1:]:
            self.unread.append(whose)

    def shortened(self, row: str = "line") -> TableContents:
        """Tell faults of a kind in a column as one, the first of them, and count the others: nobody reads all.

        ``row`` is what the number beside a fault counts: "row", or "line" where a row may be more than one.
        """
        self.problems = told_one_by_one([*self.problems, *folded(self.faults, self.days, row)])
        self.faults = []
        return self

    def note_form(self, name: str, *, ends_early: bool, western: bool) -> None:
        """Say what a spreadsheet did to all of a table, and how it was read all the same."""
        if ends_early:
            self.notes.append(Note(name, ENDS_EARLY))
        if western:
            self.notes.append(Note(name, WESTERN_ALPHABET))
        self.notes += (Note(name, each) for each in month_notes(self.rounds))


def read_table(path: Path, rubric_of: Callable[[object], Rubric | None]) -> TableContents:
    """Read every row of a table; bad rows are named, the good ones read.

    A table with a column that nobody knows, or without one that every sheet needs, is
    refused whole: a slip in a heading would silently lose the answers of everyone.
    ``rubric_of`` finds the rubric that a row names.
    """
    name = path.as_posix()
    table = TableContents()
    rows: list[tuple[int, Row]] = []
    try:
        table.most = most_faults_of(path)
        opened = _open(path)
        header, rows = opened.header, opened.rows
        named = {str(row.get("rubric") or "") for _, row in rows} or {""}
        rubrics = [rubric for each in sorted(named) if (rubric := rubric_of(each or None))]
        table.problems += [
            fault.in_file(name) for fault in check_header(header, rubrics, opened.heading_line, opened.places)
        ]
        if table.problems and len(header) <= MOST_HEADINGS and (hint := export_hint(path, rubric_of(None))):
            return TableContents(problems=[hint])
        if not table.problems:
            for line, row in rows:
                table.take(name, line, row, rubric_of)
        else:
            for _, row in rows:
                table.note_whose(row)
        for each in opened.ragged:
            table.take_ragged(name, each)
        if not (rows or table.problems or table.faults):
            table.problems.append(no_rows(name))
        table.note_form(name, ends_early=opened.ends_early, western=opened.western)
    except READING_ERRORS as error:
        for _, row in rows:
            table.note_whose(row)  # none of them counts, and nobody knows who agreed to be shown
        hint = None if isinstance(error, OSError | HardlyATableError) else export_hint(path, rubric_of(None))
        return table.refused(hint or broken(name, error))
    return table.shortened("row" if opened.lines_are_rows else "line")


def export_hint(path: Path, rubric: Rubric | None) -> Problem | None:
    """Say that a table that we cannot read is an export of another service, where it looks like one."""
    if path.suffix.casefold() not in EXPORTED:
        return None
    from coprod_check.storage.foreign.import_hint import import_hint  # noqa: PLC0415 - few tables need it

    said = import_hint(path, rubric)
    return Problem(path.as_posix(), 0, "", said) if said else None


def no_rows(name: str) -> Problem:
    """Report a table that says nothing."""
    return Problem(name, 0, "", "has headings and no rows; check which file you meant")


def broken(name: str, error: Exception) -> Problem:
    """Report a table that could not be read."""
    return Problem(name, error.line if isinstance(error, HardlyATableError) else 0, "", _why(error))


def read_row(row: Row, rubric: Rubric) -> tuple[Sheet | None, list[Problem]]:
    """Read one row as a sheet; faults name the column. Rows that say the same under other names are read once."""
    says, named = _without_names(row)
    known = words_for(rubric).rows
    if says in known:
        return known[says].model_copy(update=named), []
    sheet, problems = _read_row(row, rubric)
    if sheet and says is not None:
        if len(known) >= _MOST_KEPT:
            known.clear()
        known[says] = sheet
    return sheet, problems


def _is_plain_day(text: str) -> bool:
    """Whether a day is written as it should be, and is wrong for another reason: it lies too far off."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_NAMES = ("team", "sheet", "respondent")
"""Columns that nearly every row fills in otherwise."""
_MOST_KEPT = 1_000
"""Different rows that are kept as sheets."""


def _without_names(row: Row) -> tuple[Hashable, dict[str, str]]:
    """All that a row says without its names, and these; ``None`` where a name is not plain, or a cell is no text."""
    named = {each: name for each in _NAMES if isinstance(cell := row.get(each), str) and (name := cell.strip())}
    plain = all(name.isprintable() and not is_blank(name) and unmasked(name) == name for name in named.values())
    if not (plain and all(map(_is_text, row.values()))):
        return None, {}
    return tuple(each for each in row.items() if each[0] not in named) + tuple(named), named


def _is_text(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= _SHORT_CELL


_SHORT_CELL = 1_000
"""Letters of a cell that is kept."""


def _read_row(row: Row, rubric: Rubric) -> tuple[Sheet | None, list[Problem]]:
    data = _as_sheet(row, rubric)
    if any(map(_is_long, row.values())) and (long := over_limits(data)):
        return None, [_in_columns(each) for each in long]
    sheet, problems = read_sheet(data, rubric, reasons=False)
    # A cell with several ids may have the same fault very often.
    return sheet, list(dict.fromkeys(map(_in_columns, problems)))


_MOST_IDS = 1_000
"""Ids of a cell beyond which it is looked at more closely."""


def _is_long(cell: object) -> bool:
    """Whether a cell alone may be beyond what a sheet may hold."""
    match cell:
        case str():
            return len(cell) > LONGEST_TEXT
        case list():
            return len(cell) > _MOST_IDS
        case _:
            return False


def _in_columns(fault: Problem) -> Problem:
    """Name the column instead of the path inside a sheet, and what to write into a cell."""
    where = fault.where.removeprefix("ratings.").removesuffix(".level").partition("[")[0]
    return Problem(fault.file, fault.line, where, in_cells(fault.message))


def _as_sheet(row: Row, rubric: Rubric) -> dict[str, Any]:
    """Lay a row out as a sheet. Blank cells are absent; evidence of a practice that is not rated has no place.

    Every row of a table has every column: what says no more than a blank would is as good as one,
    in a voice that the column is not for.
    """
    words = words_for(rubric)
    parts: dict[str, dict[str, Any]] = {"": {}, "people": {}, "ratings": {}, "evidence": {}, "experience": {}}
    for column, value in row.items():
        cell = _said(value)
        if cell not in (None, ""):
            part, key, said = _place(column, cell, words)
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
    return unmasked(cell.strip()) if isinstance(cell, str) else cell


def _place(column: str, cell: Any, words: CellWords) -> tuple[str, str, Any]:  # noqa: ANN401 - a cell may hold anything
    """Say in which part of a sheet a cell belongs, under which key, and what it says."""
    if column in PEOPLE:
        return "people", column.removeprefix("people."), whole(cell)
    if column == CIRCUMSTANCES:
        chosen = _chosen(cell)
        return "", column, [chosen] if isinstance(chosen, str) else chosen
    if column in FACTS:
        return "", column, _MEANT[column](cell) if column in _MEANT else cell
    if column.startswith(EXPERIENCE):
        return "experience", column.removeprefix(EXPERIENCE), _chosen(cell)
    if column.endswith(EVIDENCE):
        return "evidence", column.removesuffix(EVIDENCE), cell
    return "ratings", column, words.level(column, cell)


_MEANT = {"voice": voice_named, "round": round_named, **dict.fromkeys(TRUTHS, truth)}
"""What the cells of some columns are taken for."""


def _chosen(cell: object) -> object:
    """Take a cell of ids apart; one alone stays text."""
    if isinstance(cell, str):
        ids = cell.replace(_ALSO_BETWEEN, SEVERAL).split()
        return ids[0] if len(ids) == 1 else ids
    return cell


# Headers.


def check_header(
    header: Sequence[str], rubrics: Iterable[Rubric], line: int = 1, places: Sequence[int] = ()
) -> Iterator[Problem]:
    """Yield everything that is wrong with the headings of a table of answers to some rubrics.

    ``line`` is theirs, and ``places`` are those of the columns in the file, where some were left out.
    """
    if len(header) > MOST_HEADINGS:
        message = f"has more than {MOST_HEADINGS} columns, the most that we read; check which file you meant"
        yield Problem("", line, "", message)
        return
    if header and is_merge_mark(header[0]):
        yield Problem("", line, "", MERGE)
        return
    known = set(known_columns(rubrics))
    seen: set[str] = set()
    guesses = 0
    for place, column in zip(places or range(len(header)), header, strict=True):
        if not column:
            letters = column_letters(place)
            yield Problem("", line, "", f"column {letters} has cells and no heading; give it one, or delete it")
        elif column in seen:
            yield Problem("", line, column, "this column is there twice; keep one")
        elif column not in known:
            guesses += 1
            yield Problem("", line, *_unknown_column(column, sorted(known) if guesses <= GUESSED else ()))
        seen.add(column)
    for column in ("team", "date", "voice"):
        if column not in seen:
            yield Problem("", line, column, "this column is missing; every sheet needs it")


def _unknown_column(column: str, known: Sequence[str]) -> tuple[str, str]:
    shown = column if len(column) <= LONGEST_KEY else f"{column[:LONGEST_KEY]}…"
    return shown, f"no column has this name; {nearest(shown, known) or 'correct it or take it out'}"


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


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """A table taken apart."""

    header: list[str]
    rows: list[tuple[int, Row]]
    """With their line numbers."""
    ragged: list[Ragged]
    """Rows that could not be taken apart."""
    heading_line: int = 1
    places: Sequence[int] = ()
    """The places of the columns in the file, where some say nothing and were left out."""
    ends_early: bool = False
    """Whether some rows end before the last column."""
    lines_are_rows: bool = False
    """Whether the number of a line is also that of a row in a spreadsheet."""
    western: bool = False
    """Whether it was read in the alphabet of Western Windows, which is a guess."""


def _open(path: Path) -> OpenedTable:
    """Read a table's headings and rows."""
    only_a_file(path)
    match path.suffix.casefold():
        case ".parquet":
            return _parquet(path)
        case ".jsonl" | ".ndjson":
            return _json_lines(path)
        case _:
            return _csv(path)


def _rows_of(header: list[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> list[tuple[int, Row]]:
    return [(line, dict(zip(header, row, strict=True))) for line, row in rows]


@dataclass(frozen=True, slots=True)
class CsvRows:
    """A CSV file as it stands; columns that say nothing are left out, and rows may end early."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    ragged: list[Ragged]
    heading_line: int
    places: list[int]
    ends_early: bool
    lines_are_rows: bool
    western: bool
    """Whether it was read in the alphabet of Western Windows, which is a guess."""


def csv_rows(path: Path) -> CsvRows:
    """Read a CSV file as spreadsheets write it, in whichever alphabet, with any separator that its first line names."""
    form, most = csv_dialect(path), most_faults_of(path)
    with path.open(encoding=form.encoding, newline="") as text:
        lines = lines_of(text)
        for _ in range(form.skipped):
            next(lines)
        reader = csv.reader(lines, delimiter=form.delimiter, strict=True)
        found = rows_with_lines(reader, form.skipped)
        heading_line, headings = next(found, (1, []))
        plain = not form.skipped and reader.line_num == heading_line
        rows: list[tuple[int, list[str]]] = []
        ragged: list[Ragged] = []
        for line, row in found:
            plain = plain and reader.line_num == line
            whole_row = within_headings(row, len(headings))
            if whole_row is None:
                ragged.append(ragged_row(line, row, list(map(column_of, headings))))
                check_ragged(ragged, most)
            else:
                rows.append((line, whole_row))
    empty = empty_ghosts(headings, (row for _, row in rows))
    places = [place for place in range(len(headings)) if place not in empty]
    ends_early = any(ends_before(row, places) for _, row in rows)
    if empty:
        headings = [headings[place] for place in places]
        rows = [(line, [row[place] for place in places if place < len(row)]) for line, row in rows]
    western = form.encoding == WESTERN
    return CsvRows(headings, rows, ragged, heading_line, places, ends_early, plain, western)


def _csv(path: Path) -> OpenedTable:
    """Read a CSV file; what a row leaves off at its end is not in it, and so is blank."""
    found = csv_rows(path)
    header = list(map(column_of, found.headings))
    rows: list[tuple[int, Row]] = []
    found.rows.reverse()
    while found.rows:  # one by one, so that not all of them are in memory twice
        line, row = found.rows.pop()
        rows.append((line, dict(zip(header, row, strict=False))))
    facts = (found.heading_line, found.places, found.ends_early, found.lines_are_rows, found.western)
    return OpenedTable(header, rows, found.ragged, *facts)


def column_of(heading: str) -> str:
    """Name the column that a heading of a CSV file stands for: what stands behind a colon is for people.

    >>> column_of(" shared-decisions: Who decides "), column_of("team"), column_of(": Who decides")
    ('shared-decisions', 'team', '')
    """
    column = heading.partition(":")[0].strip()
    return "" if is_blank(column) else column


def lines_of(text: TextIO) -> Iterator[str]:
    """Give the lines of a file; raises ``ValueError`` where one has no end."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            message = f"has a line of more than {LONGEST_LINE // 2**20} million letters; check which file you meant"
            raise ValueError(message)
        yield line


def ragged_row(line: int, row: Sequence[str], header: Sequence[str]) -> Ragged:
    """Report a row that has not as many cells as there are headings."""
    fault = Problem("", line, "", f"has {len(row)} cells, and there are {len(header)} headings; mend this line")
    return Ragged(fault, dict(zip(header, row, strict=False)))


def most_faults_of(path: Path) -> int:
    """Faults of a file, above which it is refused whole."""
    return most_faults(path.stat().st_size)


def check_ragged(ragged: Sized, most: int) -> None:
    """Give a file up that is hardly a table; raises ``ValueError``."""
    if len(ragged) > most:
        message = f"has more than {most} rows that cannot be taken apart; check which file you meant"
        raise ValueError(message)


def _json_lines(path: Path) -> OpenedTable:
    """Read one JSON object a line; a key stands for a column."""
    rows: list[tuple[int, Row]] = []
    ragged: list[Ragged] = []
    most = most_faults_of(path)
    with path.open(encoding="utf-8-sig") as text:
        for each in json_rows(text):
            if isinstance(each, Ragged):
                ragged.append(each)
                check_ragged(ragged, most)
            else:
                rows.append(each)
    header = list(dict.fromkeys(key for _, row in rows for key in row))
    return OpenedTable(header, rows, ragged)


def json_rows(text: TextIO, before: int = 0) -> Iterator[tuple[int, Row] | Ragged]:
    """Give the object of each line that is not blank, or its fault; ``before`` lines came before the text."""
    for line, each in enumerate(lines_of(text), before + 1):
        if not each.strip():
            continue
        try:
            yield line, parse_json(each, "")
        except BadInput as error:
            whose = said_in(each)
            yield from (Ragged(Problem("", line, "", fault.message), whose) for fault in error.problems)


def _parquet(path: Path) -> OpenedTable:
    """Read a Parquet file; needs the extra ``parquet``."""
    header, cells = read_parquet_rows(path)
    rows = [(line, dict(zip(header, row, strict=True))) for line, row in enumerate(cells, 1)]
    return OpenedTable(header, rows, [], lines_are_rows=True)


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
