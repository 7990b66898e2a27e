"""Sheets scored: the results of their rounds, and everything there is to say about them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from coprod_check.documents.text import identity
from coprod_check.rules.cohort import cohorts_of
from coprod_check.rules.notes import facts_of, notes_on_rounds
from coprod_check.rules.rounds import content_of, group_into_rounds
from coprod_check.rules.scoring import score_round, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from coprod_check.documents.problems import Note, Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.notes import RoundFacts
    from coprod_check.rules.result import Result
    from coprod_check.rules.rounds import Round, SheetFile, Unread


_MOST_KEPT = 2_000
"""Results that are kept for rounds that say the same."""


def scored_alike(rounds: Iterable[Round]) -> Iterator[Result]:
    """Score rounds; of those that say the same of the same questions one, and the others are named after their own.

    What is hidden is no part of a result but for how many sheets there are.
    """
    kept: dict[Hashable, Result] = {}
    for each in rounds:
        says = _says(each)
        found = kept.get(says)
        if found is None:
            found = score_round(each)
            if len(kept) < _MOST_KEPT:
                kept[says] = found
            yield found
        else:
            yield replace(found, team=each.team, round=each.label, date=each.date, sources=sources_of(each))


def _says(assessed: Round) -> Hashable:
    """Everything that the score of a round rests on."""
    voices = (
        (side, len(voice.sheets), voice.someone_left_out, tuple(map(_content_of, assessed.shown(side))))
        for side, voice in assessed.voices.items()
    )
    # The questions as they are in memory: to compare all of them for each round would be slow.
    return id(assessed.rubric), assessed.together and _content_of(assessed.together), tuple(voices)


def _content_of(filed: SheetFile) -> Hashable:
    return content_of(filed.sheet)


class ScoredSheets:
    """All results of some sheets, by rubric, team and round."""

    def __init__(
        self,
        sheets: Iterable[tuple[Rubric, SheetFile]],
        unread: Iterable[Unread] = (),
        notes: Iterable[Note] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        """Score every round; what was noted and what was wrong while reading is kept with what is found here."""
        rounds, of_none = group_into_rounds(sheets, unread)
        self.results: list[Result] = list(scored_alike(rounds))
        self.problems: list[Problem] = sorted({*problems, *(fault for each in rounds for fault in each.problems)})
        """Everything that is wrong with the sheets."""
        self.of_sheets: set[Note] = {*notes, *of_none, *(note for each in rounds for note in each.notes)}
        """What is worth knowing of single sheets."""

    def __len__(self) -> int:
        """How many results there are."""
        return len(self.results)

    @property
    def rubrics(self) -> list[Rubric]:
        """The rubrics that are answered, in the order of their results."""
        return list({result.rubric.id: result.rubric for result in self.results}.values())

    def each_result(self) -> Iterable[Result]:
        """Every result, one at a time."""
        return iter(self.results)

    def results_where(self, wanted: Callable[[str, str], bool]) -> list[Result]:
        """The results of which the team and the round are wanted, both as they are compared."""
        return [result for result in self.results if wanted(identity(result.team), identity(result.round))]

    @property
    def facts(self) -> list[RoundFacts]:
        """What notes across rounds need to know of each."""
        return [facts_of(result) for result in self.results]

    @cached_property
    def notes(self) -> list[Note]:
        """Everything worth knowing that stops nothing."""
        return sorted({*self.of_sheets, *notes_on_rounds(self.facts)})

    def cohorts(self) -> dict[str, Cohort]:
        """Count the teams of each rubric."""
        return cohorts_of(self.results)
