"""A programme between two rounds (contract, 3.11): how many teams are higher, the same, or lower; never which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import identity
from coprod_check.rules.cohort import enough_scored
from coprod_check.rules.result import VIEWS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import DimensionId, PracticeId, Side
    from coprod_check.rules.result import Result, View

_Id = TypeVar("_Id", bound=str)


class TwoRounds(NamedTuple):
    """A team that was heard in two rounds, by their labels."""

    team: str
    then: str
    now: str


class OneRound(NamedTuple):
    """A team that was heard in one round alone."""

    team: str
    round: str


@dataclass(frozen=True, slots=True)
class TeamsMoved:
    """How many teams went which way in one thing; together all teams that were heard in two rounds."""

    higher: int
    same: int
    lower: int
    not_compared: int
    """Teams without a level in it then, or now."""

    @property
    def compared(self) -> int:
        """Teams with a level in it then and now."""
        return self.higher + self.same + self.lower


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """Who was heard in one round of each of some teams."""

    views: dict[View, int]
    """Teams by whose view their round is, both sides first; only views that there are."""
    people: dict[Side, int]
    """People of each side, summed over the rounds that say how many there were."""
    uncounted: int
    """Rounds that do not say how many there were."""


@dataclass(frozen=True, slots=True)
class TeamChanges:
    """What changed in the teams that answered one set of questions in two rounds."""

    rubric: Rubric
    both: tuple[TwoRounds, ...]
    """The teams with two rounds that count or more, by name, each with the last two of them."""
    once: tuple[OneRound, ...]
    """The teams with one round that counts, by name."""
    without: tuple[str, ...]
    """The teams with none, by name."""
    dimensions: dict[DimensionId, TeamsMoved]
    practices: dict[PracticeId, TeamsMoved]
    then: InTheRoom
    now: InTheRoom
    heard_otherwise: int
    """Teams of which not the same sides were heard then and now."""


def team_changes(results: Iterable[Result]) -> dict[str, TeamChanges]:
    """Compare each team's latest round that counts with the one before it that counts; by rubric, in order of ids.

    Which rounds count is the rule of the cohort. Of several versions of a rubric the newest major one is told, since
    ids may mean something else in another; between its minor versions a practice that only one of them has is not
    compared. The order of the results changes nothing, and each is let go once it was looked at.
    """
    by_rubric: dict[str, dict[str, list[_Kept]]] = {}
    for result in results:
        by_team = by_rubric.setdefault(result.rubric.id, {})
        by_team.setdefault(identity(result.team), []).append(_kept(result))
    return {rubric: _changes(of_it) for rubric, of_it in sorted(by_rubric.items())}


class _Kept(NamedTuple):
    """What is kept of a result until it is compared: there may be very many of them."""

    date: dt.date
    round: str
    team: str
    rubric: Rubric
    enough: bool
    view: View
    people: tuple[int, ...]
    dimensions: tuple[int | None, ...]
    practices: tuple[int | None, ...]

    def level_of_dimension(self) -> dict[DimensionId, int | None]:
        return dict(zip((group.id for group in self.rubric.dimensions), self.dimensions, strict=True))

    def level_of_practice(self) -> dict[PracticeId, int | None]:
        return dict(zip(self.rubric.by_id, self.practices, strict=True))


def _kept(result: Result) -> _Kept:
    return _Kept(
        result.date,
        result.round,
        result.team,
        result.rubric,
        enough_scored(group.status for group in result.dimensions.values()),
        result.view,
        tuple(result.people[side] for side in SIDES),
        tuple(group.level for group in result.dimensions.values()),
        tuple(found.level for found in result.practices.values()),
    )


def _changes(by_team: Mapping[str, list[_Kept]]) -> TeamChanges:
    rubric = max((each.rubric for rounds in by_team.values() for each in rounds), key=_version)
    counting = []
    for _, rounds in sorted(by_team.items()):
        rounds.sort(key=lambda each: (each.date, each.round))
        counting.append((rounds[-1].team, [each for each in rounds if _counts(each, rubric)]))
    # 3.11: "its latest round that counts (3.10) is compared with the one before it that counts"
    pairs = [(rounds[-2], rounds[-1]) for _, rounds in counting if len(rounds) > 1]
    return TeamChanges(
        rubric=rubric,
        both=tuple(TwoRounds(now.team, then.round, now.round) for then, now in pairs),
        once=tuple(OneRound(rounds[0].team, rounds[0].round) for _, rounds in counting if len(rounds) == 1),
        without=tuple(team for team, rounds in counting if not rounds),
        dimensions=_moved(pairs, [group.id for group in rubric.dimensions], _Kept.level_of_dimension),
        practices=_moved(pairs, list(rubric.by_id), _Kept.level_of_practice),
        then=_room([then for then, _ in pairs]),
        now=_room([now for _, now in pairs]),
        heard_otherwise=sum(not same_sides(then.view, now.view) for then, now in pairs),
    )


def same_sides(one: View, other: View) -> bool:
    """Whether two rounds are the view of the same sides, whichever way both were heard.

    >>> same_sides("together", "both-voices"), same_sides("together", "staff-only")
    (True, False)
    """
    return one == other or {one, other} == {"together", "both-voices"}


def _version(rubric: Rubric) -> list[int]:
    return [int(part) for part in rubric.version.split(".")]


def _counts(found: _Kept, newest: Rubric) -> bool:
    # 3.11: "only rounds of the newest major version count"
    return found.enough and _version(found.rubric)[0] == _version(newest)[0]


# 3.11: "teams whose level is higher, the same, or lower, and teams not compared, since one of the two rounds has no
# level there"
def _moved(
    pairs: Sequence[tuple[_Kept, _Kept]], keys: Sequence[_Id], levels: Callable[[_Kept], dict[_Id, int | None]]
) -> dict[_Id, TeamsMoved]:
    went: dict[_Id, Counter[int | None]] = {key: Counter() for key in keys}
    for then, now in pairs:
        was, level = levels(then), levels(now)
        for key, ways in went.items():
            ways[_way(was.get(key), level.get(key))] += 1
    return {
        key: TeamsMoved(higher=ways[1], same=ways[0], lower=ways[-1], not_compared=ways[None])
        for key, ways in went.items()
    }


def _way(then: int | None, now: int | None) -> int | None:
    return None if then is None or now is None else (now > then) - (now < then)


def _room(rounds: Sequence[_Kept]) -> InTheRoom:
    views = Counter(each.view for each in rounds)
    return InTheRoom(
        views={view: views[view] for view in VIEWS if views[view]},
        people={side: sum(each.people[place] for each in rounds) for place, side in enumerate(SIDES)},
        uncounted=sum(not any(each.people) for each in rounds),
    )
