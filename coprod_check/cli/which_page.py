"""Which page some results make: of a round, of a team's rounds, or of many teams."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coprod_check.documents.text import identity
from coprod_check.rules.notes import ROUNDS_TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.cli.plan_beside import PlansBeside
    from coprod_check.cli.scored import Scored
    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Page
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.result import Result
    from coprod_check.rules.team_changes import TeamChanges


class PagesOf:
    """The pages of some results, one for each rubric. Results become objects only where a page tells of single ones."""

    def __init__(self, scored: Scored, plans: PlansBeside) -> None:
        """Take the results, and where their plans are looked for."""
        self._scored = scored
        self._plans = plans

    @cached_property
    def cohorts(self) -> dict[str, Cohort]:
        """The teams of each rubric, counted."""
        return self._scored.cohorts()

    def __iter__(self) -> Iterator[tuple[Rubric, Page]]:
        """Give the page of each rubric, by its id."""
        for cohort in self.cohorts.values():
            yield cohort.rubric, self._page(cohort)

    @property
    def changes(self) -> dict[str, TeamChanges]:
        """What changed between two rounds, by rubric; empty where no team has more than one round."""
        if len(self._scored) == sum(cohort.teams for cohort in self.cohorts.values()):
            return {}
        return self.all_changes

    @cached_property
    def all_changes(self) -> dict[str, TeamChanges]:
        """What changed between two rounds, by rubric, also where no team has two."""
        from coprod_check.rules.team_changes import team_changes

        return team_changes(self._scored.each_result())

    @cached_property
    def _results(self) -> list[Result]:
        return self._scored.results

    def _rounds_of(self, rubric: str) -> list[Result]:
        """The rounds of the one team that answered, oldest first; of very many the latest."""
        days = sorted((date, label) for of, _, _, date, label in self._scored.facts if of == rubric)
        if len(days) > ROUNDS_TOLD:
            latest = {identity(label) for _, label in days[-ROUNDS_TOLD:]}
            told = self._scored.results_where(lambda _, label: label in latest)
        else:
            told = self._results
        return sorted((each for each in told if each.rubric.id == rubric), key=lambda each: (each.date, each.round))

    def _page(self, cohort: Cohort) -> Page:
        rubric = cohort.rubric.id
        if cohort.teams > 1:
            from coprod_check.pages.cohort_page import cohort_page

            return cohort_page(cohort, self.changes.get(rubric))
        rounds = self._rounds_of(rubric)
        planned = self._plans.of(rounds[-1])
        if len(rounds) == 1:
            from coprod_check.pages.round_page import round_page

            return round_page(rounds[0], planned)
        from coprod_check.pages.rounds_page import history_page

        return history_page(rounds, planned)
