"""Which sheets belong together and which voices may be shown (contract, 3.1 and 3.2)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.limits import TOLD
from coprod_check.documents.problems import Note, Problem, about_team
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import identity
from coprod_check.rules.suppression import shown_by

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.suppression import ShownBy


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet and the file (or table row) that it came from."""

    source: str
    """The file's name; of a table with the line behind it."""
    sheet: Sheet
    table: str = ""
    """The table's name alone, where it is a row of one."""

    @property
    def file(self) -> str:
        """What a result may name: row numbers would tell how many rows of a hidden voice lie between."""
        return self.table or self.source


@dataclass(frozen=True, slots=True)
class VoiceSheets:
    """The sheets of one private voice that count."""

    sheets: tuple[SheetFile, ...] = ()
    someone_left_out: bool = False
    """A person whose sheets are a problem, or cannot be read: counts as one who did not consent."""

    @property
    def shown_by(self) -> ShownBy | None:
        """Why the voice may be shown; ``None`` when it is hidden or has no sheet (3.2)."""
        consenting = sum(filed.sheet.share for filed in self.sheets)
        return shown_by(len(self.sheets), consenting, someone_left_out=self.someone_left_out)

    @property
    def hidden(self) -> bool:
        """Whether there are sheets that may not be shown."""
        return self.shown_by is None and (bool(self.sheets) or self.someone_left_out)


@dataclass(frozen=True, slots=True)
class Round:
    """One assessment of one team: the sheets that count, by voice."""

    rubric: Rubric
    team: str
    label: str
    date: dt.date
    """The latest of the together sheet and the shown voices; of all sheets if there are none."""
    together: SheetFile | None
    voices: dict[Side, VoiceSheets]
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()

    def shown(self, side: Side) -> tuple[SheetFile, ...]:
        """The sheets of a voice that may be shown; empty otherwise."""
        voice = self.voices[side]
        return voice.sheets if voice.shown_by else ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A private sheet that could not be read, but shows its voice.

    Nobody knows whether that person agreed to be shown, so the person counts as one
    who did not.
    """

    team: str
    """The team's key."""
    label: str | None
    """The round's key; ``None`` where it does not say, which may be any."""
    voice: Side


class UnreadSides:
    """Of which rounds some sheets may be that could not be read, and of which side; there may be very many of both."""

    def __init__(self, unread: Iterable[Unread]) -> None:
        """Put them by team and round; without a round, a sheet may be of any of its team."""
        self._sides: dict[tuple[str, str | None], set[Side]] = {}
        for each in unread:
            self._sides.setdefault((each.team, each.label), set()).add(each.voice)

    def of(self, team: str, label: str) -> set[Side]:
        """The sides of a round of which a sheet could not be read (both as keys)."""
        return self._sides.get((team, label), set()) | self._sides.get((team, None), set())


def unread_sheet(data: Mapping[str, object]) -> Unread | None:
    """Say whose sheet some faulty data is; ``None`` where it names no team, or shows no voice of a private sheet."""
    team, said = data.get("team"), data.get("voice")
    voice = next((side for side in SIDES if isinstance(said, str) and side == identity(said)), None)
    if not isinstance(team, str) or voice is None:
        return None
    label, day = data.get("round"), data.get("date")
    if not isinstance(label, str) or not identity(label):
        label = month_of(day)
    return Unread(identity(team), identity(label) if label else None, voice)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def month_of(day: object) -> str | None:
    """The round of a sheet that names none, as in ``Sheet.round_label``; ``None`` where what stands there is no date.

    Text that is no date shows none (3.2), and may be anything that somebody wrote.

    >>> month_of("2026-11-22"), month_of("22/11/2026"), month_of(None)
    ('2026-11', None, None)
    """
    if isinstance(day, str) and _DAY.fullmatch(day):
        return day[:7]
    return f"{day:%Y-%m}" if isinstance(day, dt.date) else None


def round_key(sheet: Sheet) -> tuple[str, str, str]:
    """What the sheets of one round have in common: rubric, team and label, however they are spelt."""
    # 3.1: "1. Sheets with the same rubric id, team and round form one round."
    return sheet.rubric, identity(sheet.team), identity(sheet.round_label)


class FoundRounds(NamedTuple):
    """Rounds in order of rubric, team and label; and notes on sheets that make none."""

    rounds: list[Round]
    notes: list[Note]


def group_into_rounds(sheets: Iterable[tuple[Rubric, SheetFile]], unread: Iterable[Unread] = ()) -> FoundRounds:
    """Group sheets by rubric, team and round, in that order.

    ``unread`` are sheets that could not be read, which may be of any of the rounds.
    """
    unread_sides = UnreadSides(unread)
    keyed = sorted(((round_key(each.sheet), rubric, each) for rubric, each in sheets), key=itemgetter(0))
    rounds: list[Round] = []
    notes: list[Note] = []
    for (_, team, label), group in groupby(keyed, key=itemgetter(0)):
        _, rubrics, files = zip(*group, strict=True)
        sorting = Sorting(files, unread_sides.of(team, label))
        if found := sorting.round(rubrics[0]):
            rounds.append(found)
        else:
            notes += sorting.notes
    return FoundRounds(rounds, notes)


def round_of(rubric: Rubric, filed: Iterable[SheetFile], unread: Collection[Side] = ()) -> Round | None:
    """Find which of one round's sheets count; the order they come in changes nothing.

    ``unread`` names the sides of which a sheet of this round could not be read.

    ``None`` when no sheet answers anything and nobody was left out: then there was
    no round.
    """
    return Sorting(filed, unread).round(rubric)


ANSWERS_NOTHING = "not counted: it answers nothing"
"""The note on a sheet that says nothing."""


class Sorting:
    """The sheets of one round sorted by the contract, 3.1: those that count, and why others do not."""

    def __init__(self, filed: Iterable[SheetFile], unread: Collection[Side] = ()) -> None:
        """Sort them; ``unread`` names the sides of which a sheet of this round could not be read."""
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self._left_out: set[str] = set(unread)
        # By date and file name, so that the outcome does not depend on the order of reading.
        self._all = sorted(filed, key=lambda each: (each.sheet.date, each.source))
        left = [each for each in self._all if self._is_finished(each)]
        left = [each for each in left if self._says_something(each)]
        self._counted = list(self._each_person_once(self._without_shared_ids(left)))
        team = identity(self._all[0].sheet.team) if self._all else ""
        self.notes, self.problems = about_team(team, self.notes), about_team(team, self.problems)

    def round(self, rubric: Rubric) -> Round | None:
        """Put the sheets that count together; ``None`` where there are none and nobody was left out."""
        if not (self._counted or self._left_out):
            return None
        of_voice: dict[str, list[SheetFile]] = {"together": [], "staff": [], "lived-experience": []}
        for each in self._counted:
            of_voice[each.sheet.voice].append(each)
        voices = {side: VoiceSheets(tuple(of_voice[side]), side in self._left_out) for side in SIDES}
        together = next(iter(of_voice["together"]), None)
        visible = [together] if together else []
        visible += [each for voice in voices.values() if voice.shown_by for each in voice.sheets]
        naming = visible or self._counted or self._all
        latest = max(each.sheet.date for each in naming)
        # 6.1: "of one date, the first by path"
        spelt = min((each for each in naming if each.sheet.date == latest), key=lambda each: each.source).sheet
        return Round(
            rubric=rubric,
            team=" ".join(spelt.team.split()),
            label=" ".join(spelt.round_label.split()),
            date=latest,
            together=together,
            voices=voices,
            notes=tuple(sorted(self.notes)),
            problems=tuple(sorted(self.problems)),
        )

    def _is_finished(self, each: SheetFile) -> bool:
        # 3.1: "2. A private sheet that is not finished is left out: … and is a note. A together sheet that is not
        # finished is scored, and is a note."
        if each.sheet.finished:
            return True
        if each.sheet.voice == "together":
            self.notes.append(Note(each.source, "the meeting's sheet is not finished; it is scored as far as it goes"))
            return True
        self.notes.append(Note(each.source, "not counted: this sheet is not finished"))
        return False

    def _says_something(self, each: SheetFile) -> bool:
        # 3.1: "3. A sheet that answers nothing (no practice, no experience question) is left out of all that follows,
        # and is a note."
        if each.sheet.answers_something:
            return True
        self.notes.append(Note(each.source, ANSWERS_NOTHING))
        return False

    def _without_shared_ids(self, filed: Iterable[SheetFile]) -> list[SheetFile]:
        # 3.1: "4. The same `sheet` id under two respondents (absent is one) or in two voices of a round is a *problem*:
        # none of these sheets counts, and each counts as a person left out as a problem in its voice."
        by_id: dict[str, list[SheetFile]] = {}
        kept: list[SheetFile] = []
        for each in filed:
            ident = identity(each.sheet.sheet)
            (by_id.setdefault(ident, []) if ident else kept).append(each)
        for same in by_id.values():
            if len({(each.sheet.voice, identity(each.sheet.respondent)) for each in same}) == 1:
                kept += same
                continue
            self._left_out |= {each.sheet.voice for each in same}
            message = (
                f"not counted: sheets of different people have one sheet id ({_named(same)}); "
                "take the line sheet = … out of all but the one it was made for"
            )
            self.problems += (Problem(each.source, 0, "sheet", message) for each in _told(same))
        return kept

    def _each_person_once(self, filed: Iterable[SheetFile]) -> Iterator[SheetFile]:
        # 3.1: "5. One person's sheets are those of one voice with the same `respondent` (or, without one, the same
        # `sheet` id); a sheet with neither is a person of its own."
        people: dict[Hashable, list[SheetFile]] = {}
        for index, each in enumerate(sorted(filed, key=lambda each: (each.sheet.date, each.source))):
            people.setdefault((each.sheet.voice, _person(index, each.sheet)), []).append(each)
        for person in people.values():
            kept, notes, problems = _latest_of(person)
            self.notes += notes
            self.problems += problems
            if problems:
                self._left_out.add(kept.sheet.voice)
            else:
                yield kept


def _person(index: int, sheet: Sheet) -> Hashable:
    """Tell whose sheet it is: by pseudonym, else by sheet id; with neither, a person of its own."""
    if sheet.voice == "together":
        return ("meeting",)
    if respondent := identity(sheet.respondent):
        return ("respondent", respondent)
    if ident := identity(sheet.sheet):
        return ("sheet", ident)
    return ("file", index)


def _latest_of(person: list[SheetFile]) -> tuple[SheetFile, list[Note], list[Problem]]:
    """Choose the sheet of one person (or meeting) that counts, from sheets in order of date and path."""
    *older, latest = [list(same_day) for _, same_day in groupby(person, key=lambda each: each.sheet.date)]
    meeting = latest[0].sheet.voice == "together"
    whose = "a together sheet" if meeting else "a sheet of the same person"
    # 3.1: "the one with the latest date counts and each older one is a *note* (which meeting was left out is said)"
    notes = [
        Note(each.source, f"not counted: {_of_day(each) if meeting else ''}there is a newer one ({whose})")
        for same_day in older
        for each in same_day
    ]
    # 3.1: "If several have the latest date, those that agree … count once, by the first path;"
    if len({content_of(each.sheet) for each in latest}) == 1:
        notes += [Note(each.source, f"counted once: it says the same as {latest[0].source}") for each in latest[1:]]
        return latest[0], notes, []
    # 3.1: "different ones are a *problem*, and none of that person's (or meeting's) sheets counts"
    message = f"not counted: {whose} from the same day says something else ({_named(latest)}); keep the right one"
    return latest[0], notes, [Problem(each.source, 0, "", message) for each in _told(latest)]


def _named(same: Sequence[SheetFile]) -> str:
    """Name the files that do not agree; of very many the first three, and how many more there are."""
    if len(same) <= TOLD:
        return ", ".join(each.source for each in same)
    return f"{', '.join(each.source for each in same[:3])} and {len(same) - 3} more"


def _told(same: Sequence[SheetFile]) -> Sequence[SheetFile]:
    """At which files it is told: at each, or of very many at the first."""
    return same if len(same) <= TOLD else same[:1]


def _of_day(each: SheetFile) -> str:
    return f"the meeting of {each.sheet.date.isoformat()}; "


def content_of(sheet: Sheet) -> Hashable:
    """What must agree for two sheets to be one: what is absent agrees with its default or blank."""
    ratings = frozenset(
        (
            practice,
            rating.level,
            rating.evidence.strip(),
            rating.evidence_kind,
            rating.reason.strip(),
            rating.looking_back,
            rating.talked_about,
            rating.why_moved.strip(),
        )
        for practice, rating in sheet.ratings.items()
        if rating.says_something
    )
    experience = frozenset(
        (question, frozenset(chosen)) for question in sheet.experience if (chosen := sheet.chosen(question))
    )
    return sheet.share, sheet.people, ratings, frozenset(sheet.circumstances), experience
