"""Which sheets belong together and which voices may be shown (contract, 3.1 and 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from coprod_check.documents.problems import Note, Problem
from coprod_check.documents.shapes import SIDES
from coprod_check.rules.suppression import shown_by

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Hashable, Iterable, Mapping

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.suppression import ShownBy


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet and the file (or table row) that it came from."""

    source: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class VoiceSheets:
    """The sheets of one private voice that count."""

    sheets: tuple[SheetFile, ...] = ()
    someone_left_out: bool = False
    """A person whose sheets contradict each other: counts as one who did not consent."""

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
    """A private sheet that could not be read, as far as it says whose it is.

    Nobody knows whether that person agreed to be shown, so the person counts as one
    who did not.
    """

    team: str
    label: str | None
    """The round; ``None`` where it does not say, which may be any."""
    voices: frozenset[Side]

    def is_of(self, team: str, label: str) -> bool:
        """Whether it may belong to this round of this team (both as keys)."""
        return self.team == team and self.label in {None, label}


def unread_sheet(data: Mapping[str, object]) -> Unread | None:
    """Say whose sheet some faulty data is; ``None`` for a meeting's, or where it names no team."""
    team, voice = data.get("team"), data.get("voice")
    if not isinstance(team, str) or voice == "together":
        return None
    label, day = data.get("round"), data.get("date")
    if not isinstance(label, str) or not label.strip():
        # As in `Sheet.round_label`; a date may still be text here.
        label = str(day)[:7] if day is not None else None
    voices = frozenset(side for side in SIDES if side == voice) or frozenset(SIDES)
    return Unread(team_key(team), label.strip() if label else None, voices)


def team_key(team: str) -> str:
    r"""The team's name with case and spacing ignored.

    >>> team_key("  Riverside  Diabetes\tGroup ") == team_key("riverside diabetes group")
    True
    """
    return " ".join(team.split()).casefold()


def round_key(sheet: Sheet) -> tuple[str, str, str]:
    """What the sheets of one round have in common: rubric, team and label."""
    return sheet.rubric, team_key(sheet.team), sheet.round_label


def group_into_rounds(sheets: Iterable[tuple[Rubric, SheetFile]], unread: Iterable[Unread] = ()) -> list[Round]:
    """Group sheets by rubric, team and round, in that order.

    ``unread`` are sheets that could not be read, which may be of any of the rounds.
    """
    of_team: dict[str, list[Unread]] = {}
    for each in unread:
        of_team.setdefault(each.team, []).append(each)
    keyed = sorted(((round_key(each.sheet), rubric, each) for rubric, each in sheets), key=itemgetter(0))
    rounds = []
    for (_, team, label), group in groupby(keyed, key=itemgetter(0)):
        _, rubrics, files = zip(*group, strict=True)
        sides = {side for each in of_team.get(team, ()) if each.is_of(team, label) for side in each.voices}
        if found := round_of(rubrics[0], files, sides):
            rounds.append(found)
    return rounds


def round_of(rubric: Rubric, filed: Iterable[SheetFile], unread: Collection[Side] = ()) -> Round | None:
    """Find which of one round's sheets count; the order they come in changes nothing.

    ``unread`` names the sides of which a sheet of this round could not be read.

    ``None`` when no sheet answers anything and nobody was left out: then there was
    no round.
    """
    # By date and file name, so that the outcome does not depend on the order of reading.
    everything = sorted(filed, key=lambda each: (each.sheet.date, each.source))
    notes: list[Note] = []
    problems: list[Problem] = []
    counted: dict[str, list[SheetFile]] = {"together": [], "staff": [], "lived-experience": []}
    left_out: set[str] = set(unread)
    for voice, person in _by_person(everything):
        kept, person_notes, person_problems = _latest_of(person)
        notes += person_notes
        problems += person_problems
        if person_problems:
            left_out.add(voice)
        elif kept.sheet.answers_something:
            counted[voice].append(kept)
    voices = {side: VoiceSheets(tuple(counted[side]), side in left_out) for side in SIDES}
    together = counted["together"][0] if counted["together"] else None
    visible = [together] if together else []
    visible += [each for voice in voices.values() if voice.shown_by for each in voice.sheets]
    counting = [each for sheets in counted.values() for each in sheets] or everything
    latest = max(counting, key=lambda each: (each.sheet.date, each.source))
    if not (visible or left_out or any(counted.values())):
        return None
    return Round(
        rubric=rubric,
        team=" ".join(latest.sheet.team.split()),
        label=latest.sheet.round_label,
        date=max(each.sheet.date for each in visible or counting),
        together=together,
        voices=voices,
        notes=tuple(sorted(notes)),
        problems=tuple(sorted(problems)),
    )


def _person(index: int, sheet: Sheet) -> Hashable:
    """Tell whose sheet it is: by pseudonym, else by sheet id; with neither, a person of its own."""
    if sheet.voice == "together":
        return ("meeting",)
    if sheet.respondent.strip():
        return ("respondent", sheet.respondent.strip())
    if sheet.sheet.strip():
        return ("sheet", sheet.sheet.strip())
    return ("file", index)


def _by_person(filed: list[SheetFile]) -> list[tuple[str, list[SheetFile]]]:
    people: dict[Hashable, list[SheetFile]] = {}
    for index, each in enumerate(filed):
        people.setdefault((each.sheet.voice, _person(index, each.sheet)), []).append(each)
    return [(sheets[0].sheet.voice, sheets) for sheets in people.values()]


def _latest_of(person: list[SheetFile]) -> tuple[SheetFile, list[Note], list[Problem]]:
    """Choose the sheet of one person (or meeting) that counts, from sheets in order of date."""
    *older, latest = [list(same_day) for _, same_day in groupby(person, key=lambda each: each.sheet.date)]
    whose = "a together sheet" if latest[0].sheet.voice == "together" else "a sheet of the same person"
    notes = [
        Note(each.source, f"not counted: there is a newer one ({whose})") for same_day in older for each in same_day
    ]
    if len({_content(each.sheet) for each in latest}) == 1:
        notes += [Note(each.source, f"counted once: it says the same as {latest[0].source}") for each in latest[1:]]
        return latest[0], notes, []
    names = ", ".join(each.source for each in latest)
    message = f"not counted: {whose} from the same day says something else ({names}); keep the right one"
    return latest[0], notes, [Problem(each.source, 0, "", message) for each in latest]


def _content(sheet: Sheet) -> Hashable:
    """What must agree for two sheets to be one: what is absent agrees with its default or blank."""
    ratings = frozenset(
        (
            practice,
            rating.level,
            rating.evidence.strip(),
            rating.evidence_kind,
            rating.reason.strip(),
            rating.looking_back,
        )
        for practice, rating in sheet.ratings.items()
    )
    experience = frozenset(
        (question, frozenset(chosen)) for question in sheet.experience if (chosen := sheet.chosen(question))
    )
    return sheet.share, sheet.people, ratings, frozenset(sheet.circumstances), experience
