"""Many teams by name, never by rank: who was heard in each, how far it is, and its level in each dimension."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from coprod_check.documents.text import count, identity, one_line
from coprod_check.pages.blocks import Fold, Para
from coprod_check.pages.table import Table
from coprod_check.pages.words import round_words, short_round_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.cohort import Cohort, TeamRound
    from coprod_check.rules.result import Reached, View

IN_ONE_TABLE = 40
"""Teams that are listed in one table; of more the list is folded by their first letters."""
IN_A_FOLD = 50
"""Teams in one fold at most."""
COLUMNS_OF_DIMENSIONS = 12
"""Dimensions that have a column each; of more it is counted how many are at each level."""
IN_A_WORD: dict[View, str] = {
    "together": "together",
    "both-voices": "both voices",
    "staff-only": "staff only",
    "lived-experience-only": "lived experience only",
    "unknown": "not said",
    "none": "may not be shown",
}
"""Who was heard in a round, where there is little room."""
NO_LEVEL, NOT_APPLICABLE = "none", "n/a"
"""What stands for a level where there is none. Words, since a screen reader may pass over a mark."""


def teams_by_name(cohort: Cohort) -> Iterator[Block]:
    """List every team, in folds where there are many."""
    every = sorted((*cohort.counted, *cohort.without), key=lambda each: identity(each.team))
    listing = _Listing(cohort.rubric, len({each.round for each in every}) > 1)
    yield Para(" ".join(_how_to_read(cohort, every, listing)))
    if len(every) <= IN_ONE_TABLE:
        yield listing.table("Every team and its levels", every)
        return
    for name, teams in _folded(every):
        caption = f"{name}: {count(len(teams), 'team')}"
        yield Fold(caption, (listing.table(f"Teams, {name}", teams),), depth=3, on_paper=True)


def _how_to_read(cohort: Cohort, every: Sequence[TeamRound], listing: _Listing) -> Iterator[str]:
    rubric = cohort.rubric
    yield "By name, not by level: teams are not ranked."
    if not listing.rounds:
        yield f"All are of the round {round_words(every[0].round)}."
    yield f"The levels are {'; '.join(rubric.level_words(level.number) for level in rubric.levels)}."
    if listing.wide:
        return
    reached = [each for team in every for each in team.reached if each.level is None]
    if any(each.status == "not-enough-answers" for each in reached):
        yield f"“{NO_LEVEL}”: there are not enough answers for a level."
    if any(each.status == "not-applicable" for each in reached):
        yield f"“{NOT_APPLICABLE}”: it does not apply."


class _Listing:
    """How each team is told in its row."""

    def __init__(self, rubric: Rubric, rounds: bool) -> None:  # noqa: FBT001 - the only choice there is
        self.rubric = rubric
        self.rounds = rounds
        """Whether the rounds have labels of their own."""
        self.wide = len(rubric.dimensions) > COLUMNS_OF_DIMENSIONS
        self._stages = {stage.id: stage.name for stage in rubric.stages}

    def table(self, caption: str, teams: Sequence[TeamRound]) -> Table:
        rows = tuple(map(self._row, teams))
        before = 2 + self.rounds + bool(self._stages)
        typed = frozenset({0, 1} if self.rounds else {0})
        if self.wide:
            return Table(caption, self._header, rows, typed)
        levels = tuple((*[None] * before, *(each.level for each in team.reached)) for team in teams)
        return Table(caption, self._header, rows, typed, levels, self.rubric.top)

    @property
    def _header(self) -> tuple[str, ...]:
        rubric = self.rubric
        of_levels = (f"At {rubric.level_words(level.number)}" for level in rubric.levels)
        return (
            "Team",
            *(["Round"] if self.rounds else []),
            "Who was heard",
            *(["Stage"] if self._stages else []),
            *((*of_levels, "No level") if self.wide else (group.name for group in rubric.dimensions)),
        )

    def _row(self, found: TeamRound) -> tuple[str, ...]:
        stage = self._stages.get(found.stage or "", "not known")
        return (
            one_line(found.team),
            *([short_round_words(found.round)] if self.rounds else []),
            IN_A_WORD[found.view],
            *([stage] if self._stages else []),
            *(self._counts(found) if self.wide else map(_level, found.reached)),
        )

    def _counts(self, found: TeamRound) -> Iterator[str]:
        levels = [each.level for each in found.reached]
        return (str(levels.count(each)) for each in (*range(len(self.rubric.levels)), None))


def _level(found: Reached) -> str:
    if found.level is None:
        return NOT_APPLICABLE if found.status == "not-applicable" else NO_LEVEL
    return str(found.level)


# Folds by first letters.


def _folded(every: Sequence[TeamRound]) -> Iterator[tuple[str, list[TeamRound]]]:
    """Part teams in order: letters together as far as a fold holds them, and a letter of more in folds of its own."""
    together: list[TeamRound] = []
    for teams in _by_letter(every):
        if together and len(together) + len(teams) > IN_A_FOLD:
            yield _letters(together), together
            together = []
        if len(teams) > IN_A_FOLD:
            size = ceil(len(teams) / ceil(len(teams) / IN_A_FOLD))
            for start in range(0, len(teams), size):
                some = teams[start : start + size]
                yield f"{one_line(some[0].team)} to {one_line(some[-1].team)}", some
        else:
            together += teams
    if together:
        yield _letters(together), together


def _by_letter(every: Sequence[TeamRound]) -> Iterator[list[TeamRound]]:
    some: list[TeamRound] = []
    for each in every:
        if some and _letter(each) != _letter(some[-1]):
            yield some
            some = []
        some.append(each)
    yield some


def _letter(found: TeamRound) -> str:
    return identity(found.team)[:1].upper()


def _letters(teams: Sequence[TeamRound]) -> str:
    first, last = _letter(teams[0]), _letter(teams[-1])
    return first if first == last else f"{first} to {last}"
