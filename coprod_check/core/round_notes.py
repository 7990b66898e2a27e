"""Notes on what looks like a slip across rounds and teams (contract, 3.1). They change no figure."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from coprod_check.core.problems import Note, short
from coprod_check.core.rounds import team_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.core.result import Result

SOON = 31
"""Days within which a second round of one team may be the first one under another label."""
LETTERS = 2
"""Letters by which two spellings of one team's name may differ."""
NAMED = 10
"""Names that one note lists at most."""


def notes_across(results: Sequence[Result]) -> list[Note]:
    """Note rounds of one team that are close in time, and team names that are nearly the same."""
    names = {team_key(result.team): result.team for result in results}
    return [*_close_rounds(results), *(_alike([names[key] for key in group]) for group in near_names(names))]


def _close_rounds(results: Iterable[Result]) -> Iterator[Note]:
    rounds: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        rounds.setdefault((result.rubric.id, team_key(result.team)), []).append(result)
    for of_team in rounds.values():
        for earlier, later in pairwise(sorted(of_team, key=lambda each: (each.date, each.round))):
            apart = (later.date - earlier.date).days
            if apart <= SOON:
                yield Note(
                    "",
                    f"{short(later.team)} has two rounds {_days(apart)}, {short(earlier.round)} and "
                    f"{short(later.round)}; if they are one round, give their sheets the same round",
                )


def _days(apart: int) -> str:
    if apart == 0:
        return "on the same day"
    return "1 day apart" if apart == 1 else f"{apart} days apart"


def _alike(teams: Sequence[str]) -> Note:
    names = ", ".join(short(team) for team in teams[:NAMED])
    more = f" and {len(teams) - NAMED} more" if len(teams) > NAMED else ""
    return Note("", f"team names that are nearly the same: {names}{more}; if two are one team, spell them alike")


# Names that differ by a letter or two.


def near_names(names: Iterable[str]) -> list[list[str]]:
    """Group names of which each differs from another of its group by one letter or two.

    A letter may be another one, missing, or too many; two that changed places count
    as two. Numbers are no letters: ``team 1`` and ``team 2`` are different on purpose.
    Both the groups and the names in them are in order.

    Two names within two edits become the same text when at most two letters are left
    out of each (Bocek, Hunt and Stiller 2007, deletion neighbourhoods). So only names
    that share such a text are compared, one length of the text after the other to
    save memory: the cost grows with the number of names, not with that of pairs.

    >>> near_names(["riverside", "riversdie", "hillside", "ward 1", "ward 2"])
    [['riversdie', 'riverside']]
    """
    by_numbers: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        by_numbers.setdefault("".join(filter(str.isdigit, name)), []).append(name)
    groups = _Groups()
    for alike in by_numbers.values():
        if len(alike) > 1:
            _join_near(alike, groups)
    return groups.of_several()


class _Groups:
    """Names that belong together, joined two by two (union and find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def first(self, name: str) -> str:
        """The name that stands for the group."""
        parent = self._parent.get(name, name)
        while parent != name:
            above = self._parent.get(parent, parent)
            self._parent[name] = above
            name, parent = parent, above
        return name

    def join(self, one: str, other: str) -> None:
        """Make one group of two, named by the smaller name."""
        smaller, larger = sorted((self.first(one), self.first(other)))
        self._parent[larger] = smaller

    def of_several(self) -> list[list[str]]:
        """The groups in order of their first names."""
        groups: dict[str, list[str]] = {}
        for name in sorted(self._parent):
            groups.setdefault(self.first(name), [self.first(name)]).append(name)
        return [groups[first] for first in sorted(groups)]


def _join_near(names: Sequence[str], groups: _Groups) -> None:
    by_length: dict[int, list[str]] = {}
    for name in names:
        by_length.setdefault(len(name), []).append(name)
    lengths = {length - left_out for length in by_length for left_out in range(LETTERS + 1)}
    # Nothing is left of the shortest names: two such have nothing in common.
    # The longest first: names one letter apart are soon one group, and its members are not compared again.
    for length in sorted(lengths - {-1, 0}, reverse=True):
        shorter = (
            (text, name)
            for left_out in range(LETTERS + 1)
            for name in by_length.get(length + left_out, ())
            for text in _shortened(name, left_out)
        )
        for sharing in _sharing(shorter):
            _join_near_pairs(sharing, groups)


def _sharing(texts: Iterable[tuple[str, str]]) -> Iterable[list[str]]:
    """The names that have a text in common, for every text that several have."""
    # Nearly every text is of one name alone, and there are many: no list is made for those.
    first: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for text, name in texts:
        other = first.setdefault(text, name)
        if other != name:
            several.setdefault(text, [other]).append(name)
    return several.values()


def _join_near_pairs(names: Sequence[str], groups: _Groups) -> None:
    if len({groups.first(name) for name in names}) == 1:
        return
    for one, other in combinations(names, 2):
        if groups.first(one) != groups.first(other) and _within(one, other):
            groups.join(one, other)


def _shortened(name: str, left_out: int) -> list[str]:
    """Every text that is left of a name without so many of its letters (0, 1 or 2)."""
    if left_out == 0:
        return [name]
    if left_out == 1:
        return [name[:at] + name[at + 1 :] for at in range(len(name))]
    return [name[:at] + name[at + 1 : then] + name[then + 1 :] for at, then in combinations(range(len(name)), 2)]


def _within(one: str, other: str, allowed: int = LETTERS) -> bool:
    """Whether so many edits make one text of the other (Levenshtein), tried from the first difference on."""
    if abs(len(one) - len(other)) > allowed:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[same:], other[same:]
    if not one or not other:
        return True
    return allowed > 0 and (
        _within(one[1:], other[1:], allowed - 1)
        or _within(one[1:], other, allowed - 1)
        or _within(one, other[1:], allowed - 1)
    )
