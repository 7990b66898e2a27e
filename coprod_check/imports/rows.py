"""The rows of one file: which are left out, and what each of the others says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coprod_check.documents.problems import Note, Problem
from coprod_check.documents.text import count
from coprod_check.imports.answers import Trust, as_said, is_code, number_of
from coprod_check.imports.cells import cell_at, column_letters, is_filled
from coprod_check.imports.cleaning import cleaned, said_shortly
from coprod_check.imports.experience_cells import ExperienceCells
from coprod_check.imports.practice_cells import PracticeCells
from coprod_check.imports.services import LIMESURVEY, is_incomplete
from coprod_check.imports.to_settle import SAVE_AGAIN, ToSettle
from coprod_check.imports.understood import LeftOut, Unsettled
from coprod_check.imports.who_and_when import Facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from coprod_check.imports.by_map import Setting
    from coprod_check.imports.columns import Columns
    from coprod_check.imports.grid import ForeignCell, ForeignGrid
    from coprod_check.imports.who_and_when import WhoAndWhen

_AS_R_SAVES = "NA"


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One row that counts, before its round and its id are known."""

    row: int
    who: WhoAndWhen
    data: dict[str, Any]
    """Everything else of the sheet, as it stands in a file."""


@dataclass(slots=True)
class RowsRead:
    """All rows of one file."""

    rows: int = 0
    drafts: list[RowDraft] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unsettled: list[Unsettled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    has_ids: bool = False
    """Whether the service numbers its responses."""


class RowReader:
    """Reads the rows of one grid."""

    def __init__(self, columns: Columns, grid: ForeignGrid, first: int, setting: Setting, *, ours: bool) -> None:
        """Take the columns as they were settled; ``first`` is the place of the first row of answers, from 0.

        In a workbook of ours a number is a level, and its rows may begin with the team and the round.
        """
        self._columns, self._grid, self._first, self._by_map = columns, grid, first, setting.by_map
        self._rows = grid.rows[first:]
        self._rubric = setting.questions.rubric
        self._to_settle = ToSettle(columns.file)
        self._facts_read = columns.of("fact")
        begun = [*columns.of("fact", "team"), *columns.of("fact", "round")] if ours else []
        self._begun = {each.place for each in begun}
        numbers = ours or columns.is_table or setting.by_map.numbers_are_levels
        trust = Trust(numbers, self._has_codes(), columns.service == LIMESURVEY)
        self._facts = Facts(columns, self._rows, setting, self._to_settle)
        self._practices = PracticeCells(columns, self._rubric, setting.by_map, trust, self._to_settle)
        self._experience = ExperienceCells(columns, self._rubric, setting.by_map, trust, self._to_settle)
        self._experience_of_others = 0
        self._no_responses: list[int] = []

    def _has_codes(self) -> bool:
        """Whether codes of our own exports stand in the file, so that ``NA`` there is one of them."""
        coded = [each.place for each in self._columns.of("practice") if each.meaning.coded]
        return any(is_code(cell_at(row, place)) for place in coded for row in self._rows)

    def read(self) -> RowsRead:
        """Read every row."""
        found = RowsRead(has_ids=self._facts.has_ids)
        for place, row in enumerate(self._rows):
            number = self._first + place + 1
            if not any(is_filled(cell) for at, cell in enumerate(row) if at not in self._begun):
                continue
            found.rows += 1
            why = "by the map" if number in self._by_map.left_out_rows else self._facts.why_left_out(row)
            if not why and self._facts.is_no_response(row):
                self._no_responses.append(number)
            elif why:
                found.left_out.append(LeftOut(self._columns.file, number, why))
            else:
                self._take(row, number, found)
        self._finish(found)
        return found

    def _take(self, row: Sequence[ForeignCell], number: int, found: RowsRead) -> None:
        before = len(found.problems) + self._to_settle.total
        self._check_shape(row, number, found)
        ratings = self._practices.read(row, number, found.problems)
        experience = self._experience.read(row, number, found.problems)
        answered = experience or any("level" in each for each in ratings.values())
        if not answered and len(found.problems) + self._to_settle.total == before:
            why = "not finished, and nothing is answered" if self._is_incomplete(row) else "nothing is answered"
            found.left_out.append(LeftOut(self._columns.file, number, why))
            return
        who = self._facts.read(row, number)
        self._practices.note_group(row, who.voice)
        data: dict[str, Any] = {"ratings": ratings, **self._rest(row)}
        if experience and who.voice == "lived-experience":
            data["experience"] = experience
        self._experience_of_others += bool(experience) and who.voice in {"staff", "together"}
        found.drafts.append(RowDraft(number, who, data))

    def _is_incomplete(self, row: Sequence[ForeignCell]) -> bool:
        said = (cleaned(as_said(cell_at(row, each.place))) for each in self._columns.of("service", "complete"))
        return any(map(is_incomplete, said))

    def _rest(self, row: Sequence[ForeignCell]) -> dict[str, Any]:
        """What only our own tables say: circumstances, people in the room, and which questions these are."""
        rest: dict[str, Any] = {}
        for column in self._facts_read:
            key, cell = column.meaning.key, cell_at(row, column.place)
            text = as_said(cell)
            if not text:
                continue
            if key == "circumstances":
                rest[key] = text.replace(";", " ").split()
            elif key.startswith("people."):
                number = number_of(cell)
                rest.setdefault("people", {})[key.removeprefix("people.")] = text if number is None else number
            elif key == "finished":
                rest[key] = {"true": True, "false": False}.get(text.casefold(), text)
            elif key in {"sheet", "rubric", "rubric_version", "project"}:
                rest[key] = text
        return rest

    # What is wrong with the rows.

    def _check_shape(self, row: Sequence[ForeignCell], number: int, found: RowsRead) -> None:
        """Name cells that belong to no column, and formulas of which no value is stored."""
        if not self._grid.name and any(map(is_filled, row[self._columns.width :])):
            message = "this row has more cells than there are headings; look for a stray mark between two cells"
            found.problems.append(Problem(self._columns.file, number, "", message))
        for column in self._columns.read if self._grid.without_value else ():
            if (number, column.place + 1) in self._grid.without_value:
                message = "a formula stands here without its value; open the file in the spreadsheet and save it again"
                found.problems.append(Problem(self._columns.file, number, said_shortly(column.heading.name), message))

    def _finish(self, found: RowsRead) -> None:
        file, practices = self._columns.file, frozenset(map(str, self._rubric.by_id))
        found.unsettled += [*self._columns.unsettled, *self._facts.unsettled(), *self._practices.unsettled()]
        found.unsettled += self._to_settle.unsettled(practices)
        found.problems += [*self._facts.faults(), *self._to_settle.problems, *self._nameless()]
        found.problems += [Problem(file, 0, said_shortly(each), SAVE_AGAIN) for each in sorted(self._practices.spoiled)]
        if self._was_saved_by_r():
            message = 'NA stands in cells that are blank, as R saves them; save it with blanks there (na = "")'
            found.problems.append(Problem(file, 0, "", message))
        if self._experience_of_others:
            rows = count(self._experience_of_others, "row")
            words = "answers to questions for people with lived experience alone were not read in"
            found.notes.append(Note(file, f"{words} {rows} of another voice"))
        if self._no_responses:
            found.unsettled.append(_no_responses(file, self._no_responses, self._by_map.left_out_rows))
        last = self._first + len(self._rows)
        for number in sorted(self._by_map.left_out_rows):
            if not self._first < number <= last:
                found.notes.append(Note(file, f"the map leaves out row {number}, and no answers stand there"))

    def _nameless(self) -> Iterator[Problem]:
        """Name columns that have cells and no heading; in a workbook, where rows end as they like, to its end."""
        width = max(map(len, self._rows), default=0) if self._grid.name else self._columns.width
        nameless = {each for each in self._columns.nameless if each < width} | set(range(self._columns.width, width))
        for place in sorted(nameless):
            filled = next(
                (at for at, row in enumerate(self._rows, self._first + 1) if is_filled(cell_at(row, place))), 0
            )
            if filled:
                cell = f"{column_letters(place)}{filled}"
                message = (
                    f"cell {cell} stands below no heading; give its column one (it is then left out), or delete it"
                )
                yield Problem(self._columns.file, 0, "", message)

    def _was_saved_by_r(self) -> bool:
        others = [each for each in self._columns.read if each.meaning.part != "practice"]
        return sum(any(cell_at(row, each.place) == _AS_R_SAVES for row in self._rows) for each in others) >= 3


def _no_responses(file: str, rows: Sequence[int], left_out: Collection[int]) -> Unsettled:
    """Ask about rows that no service has numbered or dated."""
    named = ", ".join(map(str, rows[:8])) + (" and more" if len(rows) > 8 else "")
    what = f"{'row' if len(rows) == 1 else 'rows'} {named}: no number and no time of the service, as in a row of totals"
    line = f"leave_out_rows = {sorted({*left_out, *rows})}"
    otherwise = "where a person answered, type the day into the file"
    return Unsettled(file, "missing", "row", "", 0, what, (), (("file", line),), otherwise)
