"""What a row says besides its answers: whose it is, of which team and round, on which day, and whether it counts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.problems import Problem
from coprod_check.documents.text import as_compared, as_typed, count, identity
from coprod_check.imports.answers import NONE, UnreadCell, as_said, is_number, number_of, share_of, voice_of
from coprod_check.imports.cells import cell_at, is_filled
from coprod_check.imports.cleaning import cleaned, is_spoiled, said_shortly
from coprod_check.imports.days import NoDay, day_of, month_label, order_told
from coprod_check.imports.services import NOT_COMPLETED, why_not_counted
from coprod_check.imports.to_settle import SAVE_AGAIN
from coprod_check.imports.understood import Unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.answer_map import Meaning
    from coprod_check.imports.by_map import Setting
    from coprod_check.imports.columns import Column, Columns
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.services import Role
    from coprod_check.imports.to_settle import ToSettle

_SMALL_NUMBER = 6
"""Letters of the number of a response that a form itself counts."""
_COUNTED: tuple[Role, ...] = ("finished", "progress", "status", "review", "completed")
_DAYS: tuple[Role, ...] = ("completed", "submitted", "stamp")
"""Where the day is looked for, in this order."""
_STAMPS: tuple[Role, ...] = (*_DAYS, "started")


@dataclass(frozen=True, slots=True)
class WhoAndWhen:
    """What one row says of itself; what is empty it does not say."""

    voice: str
    team: str
    round: str
    day: dt.date | None
    respondent: str
    share: bool | None
    response: str
    """By what a service tells this row from others; the time stamp where it has no number."""


class Facts:
    """Reads whose each row is, and when it was given."""

    def __init__(
        self, columns: Columns, rows: Sequence[Sequence[ForeignCell]], setting: Setting, to_settle: ToSettle
    ) -> None:
        """Look through the columns of days once: what one cell proves holds for all of its column."""
        self._columns, self._asked, self._by_map, self._to_settle = columns, setting.asked, setting.by_map, to_settle
        self._facts = {
            key: columns.of("fact", key) for key in ("voice", "team", "round", "respondent", "share", "date")
        }
        self._service = {
            role: columns.of("service", role) for role in (*_COUNTED, *_STAMPS, "response-id", "response-part")
        }
        # A question called "Date" in somebody's form may be about another day than that of the answers.
        self._days = [*(each for role in _DAYS for each in self._service[role]), *self._facts["date"]]
        said = setting.asked.dates
        self._orders = {each.place: said or order_told(cell_at(row, each.place) for row in rows) for each in self._days}
        self._counts = {role: [each for each in columns.roles if each.meaning.key == role] for role in _COUNTED}
        self._zero_one = {each.place for each in self._facts["share"] if _is_zero_one(rows, each)}
        self._marks = [each.place for role in (*_STAMPS, "response-id") for each in self._service[role]]
        self._dated = any(is_filled(cell_at(row, at)) for at in self._marks for row in rows)
        self._missing: Counter[str] = Counter()
        self._either: Counter[str] = Counter()
        self._unreadable: Counter[str] = Counter()
        self._spoiled: set[str] = set()
        self.problems: list[Problem] = []

    def why_left_out(self, row: Sequence[ForeignCell]) -> str:
        """Say why a row does not count, by what the service says of it; empty where it does."""
        for role, columns in self._counts.items():
            for column in columns:
                said = cleaned(as_said(cell_at(row, column.place)))
                if why := why_not_counted(role, said_shortly(column.heading.said), said, self._columns.service):
                    return why
        return ""

    def is_no_response(self, row: Sequence[ForeignCell]) -> bool:
        """Whether a service that numbers or dates every response has done neither here, as in a row of totals."""
        return self._dated and not self._asked.date and not any(is_filled(cell_at(row, at)) for at in self._marks)

    def read(self, row: Sequence[ForeignCell], number: int) -> WhoAndWhen:
        """Read what a row says of itself; what it does not say is filled from the command line or the map."""
        voice = self._voice(row, number) or self._asked.voice
        team = self._text(row, number, "team") or self._asked.team
        day = self._day(row) or self._asked.date
        for what, there in (("voice", voice), ("team", team), ("date", day)):
            self._missing[what] += not there
        return WhoAndWhen(
            voice,
            team,
            self._round(row, number),
            day,
            self._text(row, number, "respondent"),
            self._share(row),
            self._response(row, number),
        )

    def _voice(self, row: Sequence[ForeignCell], number: int) -> str:
        found: dict[str, Column] = {}
        for column in self._facts["voice"]:
            cell = cell_at(row, column.place)
            by_map = self._by_map.answer(cell, "voice")
            voice = by_map if isinstance(by_map, str) else voice_of(cell)
            if isinstance(voice, UnreadCell):
                self._to_settle.take(column, "voice", cell, voice)
                return "?"
            if voice and voice != NONE:
                found[voice] = column
        if len(found) > 1:
            self.problems.append(say_different_things(self._columns.file, number, list(found.values())))
        return next(iter(found), "")

    def _text(self, row: Sequence[ForeignCell], number: int, key: str) -> str:
        found: dict[str, tuple[str, Column]] = {}
        for column in self._facts[key]:
            cell = cell_at(row, column.place)
            by_map = self._by_map.answer(cell, key)
            text = as_compared(as_typed(as_said(cell) if by_map is None else str(by_map)))
            if is_spoiled(text):
                self._spoiled.add(column.heading.name)
            if text and by_map != NONE:
                found.setdefault(identity(text), (text, column))
        if len(found) > 1:
            columns = [column for _, column in found.values()]
            self.problems.append(say_different_things(self._columns.file, number, columns))
        return next((text for text, _ in found.values()), "")

    def _round(self, row: Sequence[ForeignCell], number: int) -> str:
        for column in self._facts["round"]:
            if label := month_label(cell_at(row, column.place)):
                return label
        return self._text(row, number, "round")

    def _share(self, row: Sequence[ForeignCell]) -> bool | None:
        agreed: bool | None = None
        for column in self._facts["share"]:
            cell = cell_at(row, column.place)
            by_map = self._by_map.answer(cell, "share")
            said = share_of(cell, zero_one=column.place in self._zero_one) if by_map is None else _truth(by_map)
            if isinstance(said, UnreadCell):
                self._to_settle.take(column, "share", cell, said)
            elif said is not None:
                # Where somebody said both, it is no.
                agreed = said if agreed is None else agreed and said
        return agreed

    def _day(self, row: Sequence[ForeignCell]) -> dt.date | None:
        for column in self._days:
            cell = cell_at(row, column.place)
            order = self._orders[column.place]
            found = day_of(cell, "" if order == "both" else order)
            if not isinstance(found, NoDay):
                return found
            if found.why == "either" and order != "both":
                self._either[column.heading.name] += 1
            elif found.why == "unreadable" and cleaned(as_said(cell)) != NOT_COMPLETED:
                self._unreadable[column.heading.name] += 1
        return None

    def _response(self, row: Sequence[ForeignCell], number: int) -> str:
        if self._columns.is_table:
            return f"row {number}"
        ident = [
            _number_as_text(cell_at(row, each.place))
            for role in ("response-id", "response-part")
            for each in self._service[role]
        ]
        if any(as_said(cell_at(row, each.place)) for each in self._service["response-id"]):
            return "\0".join([*ident, *self._begun_at(row, ident)])
        stamps = (as_said(cell_at(row, each.place)) for role in _STAMPS for each in self._service[role])
        return next(filter(None, stamps), "")

    def _begun_at(self, row: Sequence[ForeignCell], ident: Sequence[str]) -> Iterator[str]:
        """When a response was begun, where its number is a small one: every form begins to count at 1.

        The numbers of the day and the minute in order of size, so that it is the same however
        a spreadsheet has written them. The end of a response would change when it is edited.
        """
        if all(len(each) <= _SMALL_NUMBER for each in ident):
            for column in self._service["started"]:
                cell = cell_at(row, column.place)
                text = f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, dt.datetime) else as_said(cell)
                yield "-".join(sorted(each.lstrip("0") for each in re.findall(r"\d+", text)[:5]))

    @property
    def has_ids(self) -> bool:
        """Whether the service numbers its responses."""
        return bool(self._service["response-id"]) or self._columns.is_table

    def unsettled(self) -> Iterator[Unsettled]:
        """What nobody but the user can know: whose rows these are, or which number of a date is the day."""
        file = self._columns.file
        for heading, rows in self._either.items():
            what = "the day or the month may come first in these dates"
            lines = (("file", 'dates = "dmy"'), ("file", 'dates = "mdy"'))
            otherwise = "give --dates dmy if the day comes first, --dates mdy if the month does"
            yield Unsettled(file, "dates", said_shortly(heading), "", rows, what, ("dmy", "mdy"), lines, otherwise)
        for what, rows in self._missing.items():
            if rows and not (what == "date" and (self._either or self._unreadable or "both" in self._orders.values())):
                yield _missing(file, what, rows)

    def faults(self) -> Iterator[Problem]:
        """What is wrong with days and names."""
        file = self._columns.file
        yield from self.problems
        for column in self._days:
            if self._orders[column.place] == "both":
                message = (
                    "in some of these dates the day comes first, in others the month; make them alike, or say which "
                    "with --dates"
                )
                yield Problem(file, 0, said_shortly(column.heading.name), message)
        for heading, rows in self._unreadable.items():
            message = f"{count(rows, 'row')} here with a date that cannot be read; write it as 2026-11-22"
            yield Problem(file, 0, said_shortly(heading), message)
        for heading in sorted(self._spoiled):
            yield Problem(file, 0, said_shortly(heading), SAVE_AGAIN)


_OF_MISSING = {
    "voice": ("whose answers these are is not said", ("staff", "lived-experience"), "give --voice"),
    "team": ("which team these are of is not said", (), "give --team"),
    "date": ("on which day these were given is not said", (), "give --date"),
}


_LINES_OF_MISSING = {
    "voice": (("constant", 'voice = "staff"'), ("constant", 'voice = "lived-experience"')),
    "team": (("constant", 'team = "…"'),),
    "date": (("constant", "date = 2026-11-22"),),
}


def _missing(file: str, what: str, rows: int) -> Unsettled:
    words, candidates, otherwise = _OF_MISSING[what]
    return Unsettled(file, "missing", what, "", rows, words, candidates, _LINES_OF_MISSING[what], otherwise)


def say_different_things(file: str, number: int, columns: Sequence[Column]) -> Problem:
    """Report a row in which two columns of one question disagree; which answers they are is not told."""
    names = " and ".join(said_shortly(each.heading.name, 40) for each in columns[:2])
    return Problem(file, number, names, "two columns of one question say different things here; empty one of them")


def _is_zero_one(rows: Sequence[Sequence[ForeignCell]], column: Column) -> bool:
    """Whether a column known by its id holds 0 and 1 and no other number: 1 and 2 may be yes and no, or no and yes."""
    numbers = {number_of(cell) for row in rows if is_number(cell := cell_at(row, column.place))}
    return column.meaning.coded and 0 in numbers and numbers <= {0, 1}


def _number_as_text(cell: ForeignCell) -> str:
    """A number of a response, the same whether a spreadsheet has touched it or not ("3.0" is 3)."""
    said = as_said(cell)
    return said.removesuffix(".0") if said.removesuffix(".0").isdigit() else said


def _truth(by_map: Meaning) -> bool | None:
    return by_map if isinstance(by_map, bool) else {"true": True, "false": False}.get(str(by_map))
