"""The whole way from cells to sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents.problems import Note, Problem
from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import SHEET_FORMAT, read_sheet
from coprod_check.documents.sheet_ids import id_made_of
from coprod_check.documents.text import count, identity
from coprod_check.imports.by_map import ByMap, Setting
from coprod_check.imports.cleaning import said_shortly
from coprod_check.imports.columns import is_table_of_ours, settle_columns
from coprod_check.imports.layout import MOST_COLUMNS, OURS, find_layout, text_of
from coprod_check.imports.map_checks import check_map
from coprod_check.imports.meanings import Questions
from coprod_check.imports.rows import RowReader
from coprod_check.imports.services import service_with
from coprod_check.imports.toml_lines import toml_text
from coprod_check.imports.understood import FileRead, Person, Understood, Unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Rating, Sheet
    from coprod_check.imports.grid import ForeignGrid, SourceFile
    from coprod_check.imports.layout import GridLayout
    from coprod_check.imports.practice_cells import Ratings
    from coprod_check.imports.rows import RowDraft, RowsRead
    from coprod_check.imports.understood import Stated

OUR_WORKBOOK, OUR_TABLE = "our own workbook", "our own table"
"""What a file is called that no service wrote."""
_OF_RESULTS = frozenset({"Start here", "Teams", "Practices"})
"""Sheets of a workbook that ``score --format xlsx`` writes."""
_NOTHING_FILLED_IN = "nothing is filled in yet; each person is a row below the headings"
_MOST_SAME = 20
"""Problems of a file that are told one by one."""


def understand(
    sources: Sequence[SourceFile], rubric: Rubric, answer_map: AnswerMap | None, asked: Stated
) -> Understood:
    """Understand some files as answers to a rubric; all of them are one import, and so one round.

    Faults of a map name no file: whoever read the map adds its name.
    """
    understood = Understood()
    if answer_map and (faults := list(check_map(answer_map, rubric))):
        understood.problems = faults
        return understood
    by_map = ByMap(answer_map)
    setting = Setting(Questions(rubric), by_map, by_map.filled_from(asked))
    found = [(source, chosen) for source in sources if (chosen := _choose(source, setting, understood)) is not None]
    layouts = [chosen.layout for _, chosen in found]
    if layouts and by_map.is_of_another_form(layouts):
        message = "none of the headings of this map is in the file; check whether it is the map for this form"
        understood.problems.append(Problem("", 0, "columns", message))
        return understood
    read = [_read(source, chosen, setting, understood) for source, chosen in found]
    if len(layouts) == len(sources):
        understood.notes += [Note("", each) for each in by_map.remarks(layouts)]
    _build(read, setting, understood)
    understood.problems = sorted(set(understood.problems))
    return understood


def service_of(source: SourceFile, rubric: Rubric) -> str:
    """Name the service that a file looks like an export of; empty where it does not look like one.

    A file whose headings ask practices in words, of no service that we know, is "another
    service". The contract's own table is none.
    """
    questions = Questions(rubric)
    if _is_ours(source):
        return OUR_WORKBOOK
    for grid in source.grids:
        layout = find_layout(grid, questions)
        if layout is None or not layout.asks_practices or is_table_of_ours(layout, questions):
            continue
        if service := service_with(list(layout.names())):
            return service
        words = sum(meaning.part == "practice" and not meaning.coded for meaning in layout.meanings())
        if words >= 2:
            return "another service"
    return ""


# Which sheet of a file.


@dataclass(frozen=True, slots=True)
class _Chosen:
    grid: ForeignGrid
    layout: GridLayout
    ours: bool
    """Whether it is a workbook of ours, in which a number is a level."""


def _is_ours(source: SourceFile) -> bool:
    return any(grid.rows and grid.rows[0] and text_of(grid.rows[0][0]).strip() == OURS for grid in source.grids)


def _choose(source: SourceFile, setting: Setting, understood: Understood) -> _Chosen | None:
    """Find the one sheet with answers in it, or say why there is none."""
    grids, wanted = list(source.grids), setting.asked.sheet
    if wanted and source.workbook:
        grids = [grid for grid in grids if identity(grid.name) == identity(wanted)]
        if not grids:
            names = ", ".join(said_shortly(grid.name) for grid in source.grids[:8])
            message = f"there is no sheet {said_shortly(wanted)!r}; there are {names}"
            understood.problems.append(Problem(source.name, 0, "", message))
            return None
    if {grid.name for grid in source.grids} >= _OF_RESULTS:
        message = "is a workbook of results, which this program wrote; name the file with the answers"
        understood.problems.append(Problem(source.name, 0, "", message))
        return None
    row = setting.by_map.heading_row
    found = [(grid, layout) for grid in grids if (layout := _layout(grid, row, setting)) is not None]
    asking = [each for each in found if each[1].asks_practices or any(map(setting.by_map.column, each[1].headings))]
    if not asking and row is not None:
        asking = found
    ours = _is_ours(source)
    if ours:
        asking = [each for each in asking if any(meaning.key == "voice" for meaning in each[1].meanings())] or asking
    if not asking:
        understood.problems.append(_no_headings(source, row))
        return None
    if len(asking) > 1:
        understood.unsettled.append(_which_sheet(source, [grid for grid, _ in asking]))
        return None
    grid, layout = asking[0]
    if len(layout.headings) > MOST_COLUMNS:
        words = f"has {len(layout.headings)} columns, and {MOST_COLUMNS} are the most that we read"
        understood.problems.append(Problem(source.name, 0, "", f"{words}; check which file you meant"))
        return None
    return _Chosen(grid, layout, ours)


def _layout(grid: ForeignGrid, row: int | None, setting: Setting) -> GridLayout | None:
    return find_layout(grid, setting.questions, row, setting.by_map.headings)


def _no_headings(source: SourceFile, row: int | None) -> Problem:
    if row is not None and all(len(grid.rows) < row for grid in source.grids):
        return Problem(source.name, 0, "", f"the map says that the headings are in row {row}, and there are fewer rows")
    if not any(grid.rows for grid in source.grids):
        return Problem(source.name, 0, "", "is empty; check which file you meant")
    message = (
        "no row among the first ten has headings that we know; if the questions were changed, name their row and "
        "what they are in a map ([file] heading_row, [columns]), or name the questions with --rubric"
    )
    return Problem(source.name, 0, "", message)


def _which_sheet(source: SourceFile, grids: Sequence[ForeignGrid]) -> Unsettled:
    names = tuple(grid.name for grid in grids)
    lines = tuple(("file", f"sheet = {toml_text(name)}") for name in names[:3])
    what = "more than one sheet has questions of ours over its columns"
    return Unsettled(source.name, "sheet", "", "", 0, what, names[:3], lines, "give --sheet")


# The rows of a file.


def _read(source: SourceFile, chosen: _Chosen, setting: Setting, understood: Understood) -> tuple[FileRead, RowsRead]:
    grid, layout = chosen.grid, chosen.layout
    columns = settle_columns(source.name, layout, grid.rows[layout.first :], setting)
    rows = RowReader(columns, grid, layout.first, setting, ours=chosen.ours).read()
    own = OUR_WORKBOOK if chosen.ours else OUR_TABLE if columns.is_table else ""
    told = FileRead(source.name, own or columns.service, grid.name, rows.rows)
    understood.files.append(told)
    understood.dropped += columns.dropped
    understood.unsettled += rows.unsettled
    understood.problems += rows.problems
    understood.left_out += rows.left_out
    understood.notes += [*rows.notes, *(Note(source.name, each) for each in (*source.remarks, *grid.remarks))]
    if not rows.rows:
        message = _NOTHING_FILLED_IN if own else "has headings and no rows; check which file you meant"
        understood.problems.append(Problem(source.name, 0, "", message))
    return told, rows


# Sheets.


def _build(read: Sequence[tuple[FileRead, RowsRead]], setting: Setting, understood: Understood) -> None:
    """Make a sheet of every row, now that the last day of all files is known."""
    asked, rubric = setting.asked, setting.questions.rubric
    days = [draft.who.day for _, rows in read for draft in rows.drafts if draft.who.day]
    needed = any(not draft.who.round for _, rows in read for draft in rows.drafts)
    if needed:
        understood.round = asked.round or (f"{max(days):%Y-%m}" if days else "")
        understood.round_from = "said" if asked.round else "latest date" if days else ""
    understood.notes += _rounds_named(read, understood.round)
    seen: dict[str, Person] = {}
    ratings = _RatingsSeen()
    for told, rows in read:
        counted: Counter[str] = Counter()
        faulty = 0
        for draft in rows.drafts:
            if draft.who.day is None or not draft.who.team or draft.who.voice in {"", "?"}:
                continue
            label = draft.who.round or understood.round
            ident = _ident(told, rows, draft, label, counted)
            known = ratings.taken_out_of(draft.data["ratings"])
            sheet, faults = read_sheet(_as_file(draft, label, ident, rubric), rubric)
            faulty += bool(faults)
            if sheet is None:
                if faulty <= _MOST_SAME:
                    understood.problems += [each.in_file(told.file, draft.row) for each in faults]
                continue
            ratings.put_back(sheet, known)
            draft.data.clear()
            _take(Person(told.file, draft.row, sheet), seen, understood)


class _RatingsSeen:
    """The ratings that were found right on a sheet before: most of very many people say one of some hundred things.

    Whether a rating is right depends on its practice, and on nothing else of a sheet. One that
    says again what was found right is not looked at again, and is kept once.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[object, object], Rating] = {}
        self._by_practice: dict[str, dict[tuple[object, object], Rating]] = defaultdict(dict)

    def taken_out_of(self, ratings: Ratings) -> dict[str, Rating | None]:
        """Take what is known to be right out of the ratings of a row; gives all of them, nothing where one is new."""
        every: dict[str, Rating | None] = {}
        for practice, rating in ratings.items():
            said = (rating.get("level"), rating.get("reason", ""))
            every[practice] = None if "evidence" in rating else self._by_practice[practice].get(said)
        for practice, known in every.items():
            if known:
                del ratings[practice]
        return every

    def put_back(self, sheet: Sheet, every: Mapping[str, Rating | None]) -> None:
        """Let a sheet that was read without them hold the ratings that were taken out, in the order of the row."""
        read = dict(sheet.ratings)
        sheet.ratings.clear()
        for name, known in every.items():
            practice = PracticeId(name)
            rating = known or read[practice]
            if not (known or rating.evidence):
                said = (rating.level, rating.reason)
                rating = self._by_practice[name][said] = self._kept.setdefault(said, rating)
            sheet.ratings[practice] = rating


def _rounds_named(read: Sequence[tuple[FileRead, RowsRead]], label: str) -> Iterator[Note]:
    """Say it where some rows of a file name their round and others do not."""
    for told, rows in read:
        named = sum(bool(draft.who.round) for draft in rows.drafts)
        if 0 < named < len(rows.drafts):
            others = count(len(rows.drafts) - named, "row")
            yield Note(
                told.file, f"{count(named, 'row')} with a round of their own, and {others} with none, put in {label}"
            )


def _ident(told: FileRead, rows: RowsRead, draft: RowDraft, label: str, counted: Counter[str]) -> str:
    """The id of a row's sheet: the same whenever the row comes again, whatever was added below it.

    From the service, the number of the response (or its time, and which among equals), voice,
    team and round: two forms, one for each side, both number their responses from 1. Where
    nothing else tells rows apart, their made-up names do.
    """
    if "sheet" in draft.data:
        return str(draft.data["sheet"])
    who = draft.who
    named = "" if who.response else identity(who.respondent)
    about = [told.service, who.response, named, who.voice, identity(who.team), identity(label)]
    if not rows.has_ids:
        key = "\0".join(about)
        counted[key] += 1
        about.append(str(counted[key]))
    return id_made_of(*about)


def _as_file(draft: RowDraft, label: str, ident: str, rubric: Rubric) -> dict[str, Any]:
    """A row as the sheet that it stands for."""
    who = draft.who
    data = {
        "format": SHEET_FORMAT,
        "rubric": rubric.id,
        "rubric_version": rubric.version,
        "sheet": ident,
        "team": who.team,
        "round": label,
        "date": who.day,
        "voice": who.voice,
        **{key: value for key, value in draft.data.items() if key != "sheet"},
    }
    if who.respondent:
        data["respondent"] = who.respondent
    if who.share is not None and (who.share or who.voice != "together"):
        data["share"] = who.share
    return data


def _take(person: Person, seen: dict[str, Person], understood: Understood) -> None:
    """Take a sheet once; two different ones of one response are a problem."""
    before = seen.setdefault(person.sheet.sheet, person)
    if before is person:
        understood.people.append(person)
    elif before.sheet == person.sheet:
        where = "" if before.file == person.file else f" of {before.file}"
        understood.notes.append(
            Note(person.file, f"row {person.row} is a copy of row {before.row}{where}; it counts once")
        )
    else:
        where = "" if before.file == person.file else f" of {before.file}"
        message = (
            f"this row and row {before.row}{where} have the same number and say different things; keep one of them, or "
            "import two forms into two folders"
        )
        understood.problems.append(Problem(person.file, person.row, "", message))
