"""Notes on what looks like a slip across rounds and teams (contract, 3.1). They change no figure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from coprod_check.documents.problems import Note, short
from coprod_check.documents.text import count, identity
from coprod_check.rules.look_alikes import what_tells_apart
from coprod_check.rules.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.rules.result import Result

SOON = 31
"""Days within which a second round of one team may be the first one under another label."""
ROUNDS_TOLD = 300
"""Rounds of one team that a page tells of."""
NAMED = 10
"""Names that one note lists at most."""

RoundFacts = tuple[str, str, str, dt.date, str]
"""What the notes need to know of a round: the rubric's id, the team's key, its name, the date, the label."""


_of_team = itemgetter(0, 1)
"""What the rounds of one team about the same questions have in common."""


def facts_of(result: Result) -> RoundFacts:
    """What the notes need to know of a result."""
    return result.rubric.id, identity(result.team), result.team, result.date, result.round


def notes_on_rounds(rounds: Sequence[RoundFacts]) -> list[Note]:
    """Note rounds of one team that are close in time, and team names that are nearly the same."""
    names = {key: team for _, key, team, _, _ in rounds}
    times = Counter(map(_of_team, rounds))
    rounds = [each for each in rounds if times[_of_team(each)] > 1]
    many = (_very_many(key, names[key], number) for (_, key), number in times.items() if number > ROUNDS_TOLD)
    return [*many, *close_rounds(rounds), *(_alike([names[key] for key in group]) for group in near_names(names))]


def close_rounds(rounds: Iterable[RoundFacts]) -> Iterator[Note]:
    """Note each two rounds of a team that follow each other within a month, about the same questions."""
    by_team: dict[tuple[str, str], list[tuple[dt.date, str, str]]] = {}
    for rubric, key, team, date, label in rounds:
        by_team.setdefault((rubric, key), []).append((date, label, team))
    for (_, key), of_team in by_team.items():
        for (day, earlier, _), (later_day, later, team) in pairwise(sorted(of_team, key=itemgetter(0, 1))):
            apart = (later_day - day).days
            if apart <= SOON:
                yield Note(
                    "",
                    f"{short(team)} has two rounds {_days(apart)}, {short(earlier)} and "
                    f"{short(later)}; if they are one round, give their sheets the same round",
                    key,
                )


def _very_many(key: str, team: str, rounds: int) -> Note:
    words = f"{short(team)} has {rounds} rounds, and a page tells of the latest {ROUNDS_TOLD}"
    return Note("", f"{words}; check what stands where its rounds are named", key)


def _days(apart: int) -> str:
    if apart == 0:
        return "on the same day"
    return f"{count(apart, 'day')} apart"


def _alike(teams: Sequence[str]) -> Note:
    names = ", ".join(short(team) for team in teams[:NAMED])
    more = f" and {len(teams) - NAMED} more" if len(teams) > NAMED else ""
    unseen = what_tells_apart(teams[:NAMED])
    look = f" (they look alike: {unseen})" if unseen else ""
    return Note("", f"team names that are nearly the same: {names}{more}{look}; if two are one team, spell them alike")
