"""What has come in of each team while a round is open: who answered, never how, and never who agreed to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, Protocol

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import identity
from coprod_check.rules.near_names import near_names
from coprod_check.rules.rounds import round_key
from coprod_check.rules.suppression import MINIMUM_CELL_SIZE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import View, VoiceHeard

_Key = tuple[str, str, str]
"""The rubric's id, the team's key and the round's key."""

_LETTERS_COMPARED = 100
"""Letters of a name by which it is compared; names may be very long."""
_PAIRS = 20_000
"""Names that have come in, times names that are missing, that are compared."""


class RoundHeard(Protocol):
    """What a result says of who was heard: all that is needed here, so that very many are not built whole."""

    @property
    def rubric(self) -> Rubric:
        """The questions."""

    @property
    def team(self) -> str:
        """The team's name."""

    @property
    def round(self) -> str:
        """The label."""

    @property
    def date(self) -> dt.date:
        """The day of the latest sheet that may be named."""

    @property
    def view(self) -> View:
        """Whose view it is."""

    @property
    def voices(self) -> Mapping[str, VoiceHeard]:
        """How many sheets of each voice there are."""

    @property
    def people(self) -> Mapping[Side, int]:
        """How many people of each side there were."""


class Faulty(NamedTuple):
    """A sheet that does not count before somebody mends it, as far as it says whose it is."""

    team: str
    label: str | None
    """The round; ``None`` where it does not say, which may be any."""


@dataclass(frozen=True, slots=True)
class SideIn:
    """What has come in of one side's own sheets.

    Nothing here depends on who agreed to be shown. Otherwise whoever looks every day
    would see a number vanish on the day on which somebody who did not agree has answered.
    """

    sheets: int | None = 0
    """How many count, from five on; ``None`` where there are some, and fewer than five."""
    unfinished: bool = False
    """Whether a sheet is not finished by somebody of whom no other is."""

    @property
    def any(self) -> bool:
        """Whether there is a sheet that counts, or would if it were mended."""
        return self.sheets != 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """One round of one team: what has come in of it."""

    rubric: str
    """The id of the questions; empty where no sheet of it can be read."""
    team: str
    label: str
    date: dt.date | None = None
    """The day of its latest sheet; ``None`` where none can be read. Only says which round is the latest."""
    together: bool = False
    """Whether there is a sheet of a meeting."""
    together_unfinished: bool = False
    met: tuple[Side, ...] = ()
    """The sides that the meeting counted, where they have no sheets of their own; or both."""
    sides: dict[Side, SideIn] = field(default_factory=lambda: dict.fromkeys(SIDES, SideIn()))
    to_mend: bool = False
    """Whether a sheet of it cannot be read or counted."""

    @property
    def heard(self) -> tuple[Side, ...]:
        """The sides of which anything has come in."""
        return tuple(side for side in SIDES if side in self.met or self.sides[side].any)

    @property
    def unfinished(self) -> bool:
        """Whether any sheet of it is waiting for its end."""
        return self.together_unfinished or any(each.unfinished for each in self.sides.values())

    @property
    def key(self) -> tuple[str, str]:
        """By what team and round are compared."""
        return identity(self.team), identity(self.label)


def arrivals(
    results: Iterable[RoundHeard], others: Iterable[Sheet] = (), faulty: Iterable[Faulty] = ()
) -> tuple[Arrival, ...]:
    """List every round of every team by name, then by round.

    ``others`` are at least all sheets of the rounds in which one is not finished, and all
    that answer nothing. ``faulty`` are those that cannot be read or counted.
    """
    found: dict[_Key, Arrival] = {}
    for result in results:
        found[result.rubric.id, identity(result.team), identity(result.round)] = _of_result(result)
    by_round: dict[_Key, list[Sheet]] = {}
    for sheet in others:
        by_round.setdefault(round_key(sheet), []).append(sheet)
    for key, sheets in by_round.items():
        found[key] = _with_unfinished(found.get(key) or _without_result(sheets), sheets)
    _mark(found, faulty)
    return tuple(sorted(found.values(), key=lambda each: (*each.key, each.rubric)))


def _of_result(result: RoundHeard) -> Arrival:
    together = result.voices["together"].sheets > 0
    met = SIDES if result.view == "together" else tuple(side for side in SIDES if together and result.people[side])
    sides = {side: SideIn(_counted(result.voices[side])) for side in SIDES}
    return Arrival(result.rubric.id, result.team, result.round, result.date, together, met=met, sides=sides)


def _without_result(sheets: Sequence[Sheet]) -> Arrival:
    """A round of which nothing counts yet."""
    first = min(sheets, key=lambda each: (each.date, each.team, each.round_label))
    team, label = (" ".join(each.split()) for each in (first.team, first.round_label))
    return Arrival(first.rubric, team, label)


def _counted(voice: VoiceHeard) -> int | None:
    if voice.sheets >= MINIMUM_CELL_SIZE:
        return voice.sheets
    return None if voice.sheets or voice.hidden else 0


def _with_unfinished(arrival: Arrival, sheets: Sequence[Sheet]) -> Arrival:
    finished = {_person(each) for each in sheets if each.finished and each.answers_something}
    waiting = {each.voice for each in sheets if not each.finished and _person(each) not in finished}
    sides = {side: replace(one, unfinished=side in waiting) for side, one in arrival.sides.items()}
    latest = max(each.date for each in sheets)
    return replace(arrival, date=latest, sides=sides, together_unfinished="together" in waiting)


def _person(sheet: Sheet) -> tuple[str, str]:
    """Whose sheet it is; all of a meeting are one, and those that do not say are of somebody else."""
    if sheet.voice == "together":
        return "together", ""
    return sheet.voice, identity(sheet.respondent) or identity(sheet.sheet) or str(id(sheet))


def _mark(found: dict[_Key, Arrival], faulty: Iterable[Faulty]) -> None:
    """Mark the rounds that faulty sheets may be of; where there is none, a sheet makes one."""
    of_team: dict[str, list[_Key]] = {}
    for key in found:
        of_team.setdefault(key[1], []).append(key)
    # Many are of one team and round: each of those is looked for once.
    for team, label in sorted({(each.team, each.label) for each in faulty}, key=str):
        which, of_label = identity(team), None if label is None else identity(label)
        ours = [key for key in of_team.get(which, ()) if of_label in {None, key[2]}]
        if not ours:
            ours = [("", which, of_label or "")]
            of_team.setdefault(which, []).append(ours[0])
        for key in ours:
            found[key] = replace(found.get(key, Arrival("", team, label or "")), to_mend=True)


# The round that is open.


@dataclass(frozen=True, slots=True)
class OpenRound:
    """What has come in of one round, and the teams of which there are sheets of other rounds alone."""

    label: str
    arrivals: tuple[Arrival, ...]
    """By team; those of which nobody can tell the round too."""
    elsewhere: tuple[Arrival, ...] = ()
    """The latest round of each team that has none in this one."""

    @property
    def one_sided(self) -> tuple[Arrival, ...]:
        """Those in which one side alone was heard from so far."""
        return tuple(each for each in self.arrivals if len(each.heard) == 1)

    @property
    def both(self) -> int:
        """In how many both sides were heard from."""
        return sum(len(each.heard) == len(SIDES) for each in self.arrivals)


def open_round(found: Sequence[Arrival], label: str | None = None) -> OpenRound:
    """Choose the round of that label, or the one with the latest sheet; of several labels of one day the last.

    A label that nothing has gives a round into which nothing has come.
    """
    keyed = [(*each.key, each) for each in found]
    dated = [(each.date, of_label, each.label) for _, of_label, each in keyed if each.date is not None]
    name = label if label is not None else max(dated)[2] if dated else ""
    chosen = {identity(name), ""}
    ours = tuple(each for _, of_label, each in keyed if of_label in chosen)
    here = {team for team, of_label, _ in keyed if of_label in chosen}
    others = sorted((each for team, _, each in keyed if team not in here), key=_by_day)
    return OpenRound(name, ours, tuple({each.key[0]: each for each in others}.values()))


def _by_day(each: Arrival) -> tuple[str, bool, str, str]:
    return each.key[0], each.date is not None, str(each.date), each.key[1]


# Against a list of the teams that are expected.


class NotExpected(NamedTuple):
    """A team that is not on the list, and the missing one that it may be."""

    team: str
    near: str
    """Empty where none is near."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """Who was to send something, and who has not."""

    teams: int
    missing: tuple[str, ...]
    not_expected: tuple[NotExpected, ...]

    @property
    def came(self) -> int:
        """How many of them have sent something."""
        return self.teams - len(self.missing)


def against(expected: Iterable[str], found: OpenRound) -> Expectation:
    """Compare the teams that were expected with those that have come in, however they are spelt; all by name."""
    wanted = {identity(each): each for each in expected}
    came = {each.key[0]: each.team for each in found.arrivals}
    known = came | {each.key[0]: each.team for each in found.elsewhere}
    missing = {key: wanted[key] for key in sorted(wanted.keys() - came.keys())}
    strangers = sorted(known.keys() - wanted.keys())
    near = _nearest(strangers, missing)
    return Expectation(
        len(wanted), tuple(missing.values()), tuple(NotExpected(known[key], near.get(key, "")) for key in strangers)
    )


def _nearest(strangers: Sequence[str], missing: Mapping[str, str]) -> dict[str, str]:
    """The missing team that each of some others may be: alike in its letters, or with words more or fewer.

    Each is compared with each that is missing: where there are very many, the first ones alone.
    """
    begins: dict[str, str] = {}
    for key, team in missing.items():
        begins.setdefault(key[:_LETTERS_COMPARED], team)
    words = {key: set(key.split()) for key in missing}
    found: dict[str, str] = {}
    for key in strangers[: _PAIRS // max(1, len(missing)) or 1]:
        own = set(key.split())
        if alike := get_close_matches(key[:_LETTERS_COMPARED], begins, n=1, cutoff=0.7):
            found[key] = begins[alike[0]]
        elif within := next((each for each, others in words.items() if own <= others or own >= others), ""):
            found[key] = missing[within]
    return found


def names_alike(found: Iterable[Arrival], expected: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
    """Names that differ by a letter or two, in groups. Of a group, one at least has come in and is not expected."""
    known = {identity(each): each for each in expected}
    came = {each.key[0]: each.team for each in found}
    groups = near_names([*came, *known])
    strangers = came.keys() - known.keys()
    return tuple(
        tuple(came.get(key) or known[key] for key in group) for group in groups if not strangers.isdisjoint(group)
    )
