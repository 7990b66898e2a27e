"""Which column of a file holds what: by its heading, by a map, and where a prompt belongs to what stands before it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coprod_check.documents.answer_map import DROP
from coprod_check.imports.answers import is_code, looks_like_an_answer
from coprod_check.imports.cells import cell_at, is_filled
from coprod_check.imports.cleaning import cleaned, said_shortly
from coprod_check.imports.meanings import FACTS, PEOPLE, HeadingMeaning, meaning_of_column
from coprod_check.imports.services import service_with
from coprod_check.imports.toml_lines import map_line
from coprod_check.imports.understood import DroppedColumn, Unsettled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coprod_check.imports.by_map import Setting
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.layout import ColumnHeading, GridLayout
    from coprod_check.imports.meanings import Part, Questions
    from coprod_check.imports.understood import WhyDropped

MOST_COMPARED = 300
"""Headings that nobody knows of which we look for the nearest one of ours; comparing takes long."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read."""

    heading: ColumnHeading
    meaning: HeadingMeaning

    @property
    def place(self) -> int:
        """From 0."""
        return self.heading.place


@dataclass(slots=True)
class Columns:
    """The columns of a file."""

    file: str
    service: str
    """The service that writes such headings; empty where none is known that does."""
    is_table: bool
    """Whether it is the contract's own table: every heading one of its columns, none of a service's."""
    read: list[Column] = field(default_factory=list)
    roles: list[Column] = field(default_factory=list)
    """The columns that a service adds, whatever a map takes them for: they say which rows count."""
    dropped: list[DroppedColumn] = field(default_factory=list)
    unsettled: list[Unsettled] = field(default_factory=list)
    width: int = 0
    """Up to where there are headings; what stands beyond belongs nowhere."""
    nameless: set[int] = field(default_factory=set)
    """The places of columns without a heading."""

    def of(self, part: str, key: str = "") -> list[Column]:
        """The columns for one thing, from left to right."""
        return [each for each in self.read if each.meaning.part == part and key in {"", each.meaning.key}]

    def by_key(self, part: str) -> dict[str, list[Column]]:
        """The columns for things of one kind, by what they are for."""
        found: dict[str, list[Column]] = defaultdict(list)
        for each in self.of(part):
            found[each.meaning.key].append(each)
        return found

    def drop(self, heading: ColumnHeading, why: WhyDropped) -> None:
        """Leave a column out, and say so."""
        self.dropped.append(DroppedColumn(self.file, said_shortly(heading.name), why))


def is_table_of_ours(layout: GridLayout, questions: Questions) -> bool:
    """Whether a file is the contract's own table: its columns are named by id, and by nothing else.

    What stands behind a colon in a heading is for people. A table without its three columns
    that every sheet needs may be anybody's.
    """
    there = {each.said.partition(":")[0].strip() for each in layout.headings if each.said.strip()}
    rubric = questions.rubric
    known = {
        *FACTS,
        *PEOPLE,
        *map(str, rubric.by_id),
        *(f"{practice}.evidence" for practice in rubric.by_id),
        *(f"experience.{question.id}" for question in rubric.experience),
    }
    return there <= known and {"team", "date", "voice"} <= there


def settle_columns(file: str, layout: GridLayout, rows: Sequence[Sequence[ForeignCell]], setting: Setting) -> Columns:
    """Say what every column holds. ``rows`` are those of answers."""
    questions, by_map = setting.questions, setting.by_map
    service = service_with(list(layout.names()))
    columns = Columns(file, service, is_table_of_ours(layout, questions))
    unknown: dict[int, bool] = {}
    alone: list[Column] = []
    coded = any(each.part == "practice" and each.coded for each in layout.meanings())
    for heading in layout.headings:
        if not heading.said.strip() and not heading.also:
            columns.nameless.add(heading.place)
            continue
        columns.width = heading.place + 1
        if not columns.is_table:
            columns.roles += (Column(heading, each) for each in heading.found if each.part == "service")
        named = by_map.column(heading)
        if named == DROP:
            columns.drop(heading, "by the map")
            unknown[heading.place] = True
        elif named:
            meaning = meaning_of_column(named, questions.rubric)
            by_code = any(each.coded for each in heading.found)
            columns.read.append(Column(heading, _coded(meaning) if by_code else meaning))
        elif columns.is_table:
            column = heading.said.partition(":")[0].strip()
            columns.read.append(Column(heading, _coded(meaning_of_column(column, questions.rubric))))
        elif len(heading.found) == 1 and (coded or not _is_bare_fact(heading.found[0])):
            _take(heading, heading.found[0], columns, alone)
        elif len(heading.found) > 1:
            columns.unsettled.append(_ambiguous(file, heading))
            unknown[heading.place] = True
        else:
            cells = [cell_at(row, heading.place) for row in rows]
            unknown[heading.place] = _unknown(heading, cells, columns, setting)
    _give_prompts(alone, columns, unknown)
    return columns


_OF_CODED_FILES = ("share", "sheet", "rubric", "rubric_version", "circumstances", *PEOPLE)


def _is_bare_fact(meaning: HeadingMeaning) -> bool:
    """Whether a column is ours by a plain word alone, such as "Share", which somebody's form may use for anything."""
    return meaning.part == "fact" and meaning.coded and meaning.key in _OF_CODED_FILES


def _coded(meaning: HeadingMeaning) -> HeadingMeaning:
    return HeadingMeaning(meaning.part, meaning.key, coded=True)


def _take(heading: ColumnHeading, meaning: HeadingMeaning, columns: Columns, alone: list[Column]) -> None:
    if meaning.part in {"prompt", "reason-prompt"}:
        alone.append(Column(heading, meaning))
        return
    if meaning.part == "service" and meaning.key in {"personal", "nothing"}:
        columns.drop(heading, "personal" if meaning.key == "personal" else "of the service")
        return
    columns.read.append(Column(heading, meaning))


def _ambiguous(file: str, heading: ColumnHeading) -> Unsettled:
    wanted = tuple(dict.fromkeys(each.column for each in heading.found if each.part != "service"))[:3]
    lines = tuple(("columns", map_line(heading.name, column)) for column in (*wanted, DROP))
    what = "this heading may stand for more than one thing"
    return Unsettled(file, "heading", heading.name, "", 0, what, (*wanted, DROP)[:3], lines[:3])


def _unknown(heading: ColumnHeading, cells: Sequence[ForeignCell], columns: Columns, setting: Setting) -> bool:
    """Drop a column that is none of ours, or leave it to be settled; whether answers may stand in it."""
    questions = setting.questions
    texts = [(cell, cleaned(cell)) for cell in cells if isinstance(cell, str)]
    answered = sum(is_code(cell) or looks_like_an_answer(key, questions.answers) for cell, key in texts)
    if not answered and (_are_all_options(texts, questions) or setting.by_map.takes_for_answers(cells)):
        answered = sum(map(is_filled, cells))
    compared = len(columns.dropped) + len(columns.unsettled) < MOST_COMPARED
    near = questions.nearest(heading.said) if compared else ()
    if not answered and not (compared and any(map(is_filled, cells)) and questions.is_near(heading.said)):
        columns.drop(heading, "not a question of ours")
        return False
    what = "nobody knows this heading, and answers stand below it" if answered else "this heading is nearly one of ours"
    candidates = (*near[:2], DROP)
    lines = tuple(("columns", map_line(heading.name, column)) for column in candidates)
    columns.unsettled.append(Unsettled(columns.file, "heading", heading.name, "", answered, what, candidates, lines))
    return True


def _are_all_options(texts: Sequence[tuple[str, str]], questions: Questions) -> bool:
    """Whether all that stands in a column is options of ours; each text comes with itself cleaned."""
    return any(key for _, key in texts) and all(key in questions.options for _, key in texts if key)


def _give_prompts(alone: Sequence[Column], columns: Columns, unknown: Mapping[int, bool]) -> None:
    """Give each column whose heading is the bare prompt to the nearest practice to its left.

    Where a question of ours stands between that has none, or answers that nobody knows, it
    is nobody's.
    """
    by_place = {each.place: each for each in columns.read}
    waiting = {each.place for each in alone}
    given: set[tuple[Part, int]] = set()
    for each in alone:
        part: Part = "evidence" if each.meaning.part == "prompt" else "reason"
        owner = _owner(each.place, by_place, waiting, unknown)
        if owner is None and any(unknown.get(place) for place in range(each.place)):
            columns.drop(each.heading, "not a question of ours")  # as what it belongs to
        elif owner is None or (part, owner.place) in given:
            columns.unsettled.append(_nobodys(columns.file, each.heading))
        else:
            given.add((part, owner.place))
            columns.read.append(Column(each.heading, HeadingMeaning(part, owner.meaning.key)))


def _owner(place: int, by_place: Mapping[int, Column], waiting: set[int], unknown: Mapping[int, bool]) -> Column | None:
    for before in range(place - 1, -1, -1):
        if before in waiting or (before in unknown and not unknown[before]):
            continue
        if before in unknown:
            return None
        found = by_place.get(before)
        if found is None or found.meaning.part in {"service", "evidence", "reason"}:
            continue
        return found if found.meaning.part == "practice" else None
    return None


def _nobodys(file: str, heading: ColumnHeading) -> Unsettled:
    what = "this asks for evidence, and it is not clear of which practice"
    return Unsettled(file, "heading", heading.name, "", 0, what, (DROP,), (("columns", map_line(heading.name, DROP)),))
