"""Everything under some paths, scored, in order: sheet by sheet, or in columns where there are very many."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from coprod_check.cli.collect import find_sheets, read
from coprod_check.cli.progress import unwatched
from coprod_check.cli.thresholds import MEASURED
from coprod_check.documents.limits import told_by_file
from coprod_check.documents.problems import of_one_team
from coprod_check.rules.scored_sheets import ScoredSheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from coprod_check.cli.collect import Sources
    from coprod_check.cli.progress import Watch
    from coprod_check.cli.thresholds import Thresholds
    from coprod_check.documents.problems import Note, Problem
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.coaching.arrivals import RoundHeard
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.notes import RoundFacts
    from coprod_check.rules.result import Result
    from coprod_check.storage.library import Rubrics
    from coprod_check.storage.sheet_files import Collected

WITHOUT_THEM = "The result is without what is named here. Mend it and run this again before you share anything."
"""What to do where something could not be read."""


class Scored(Protocol):
    """All results, by rubric, team and round, and what the commands write of them."""

    def __len__(self) -> int:
        """How many results there are."""

    @property
    def results(self) -> list[Result]:
        """Every result as an object."""

    def each_result(self) -> Iterable[Result]:
        """Every result as an object, one at a time."""

    def each_heard(self) -> Iterable[RoundHeard]:
        """Who was heard in each round, in no order."""

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the sheets."""

    @property
    def of_sheets(self) -> set[Note]:
        """What is worth knowing of single sheets."""

    @property
    def notes(self) -> list[Note]:
        """Everything worth knowing that stops nothing."""

    def blank_sheets(self) -> Iterable[Sheet]:
        """The sheets of rounds in which none answers anything, where they are not among what was read as objects."""

    @property
    def facts(self) -> list[RoundFacts]:
        """Whose round each result is of, and of which day."""

    def results_where(self, wanted: Callable[[str, str], bool]) -> list[Result]:
        """The results of which the team and the round are wanted, both as they are compared."""

    def cohorts(self) -> dict[str, Cohort]:
        """Count the teams of each rubric."""

    def json_texts(self) -> Iterable[str]:
        """Each result as it stands in a JSON document."""

    def json_lines(self) -> Iterable[str]:
        """Each result as a line of JSON."""

    def csv_lines(self) -> Iterable[str]:
        """The lines of a table, the header first."""


class ScoredOneByOne(ScoredSheets):
    """Sheets that were read and are scored one by one."""

    def __init__(self, found: Collected) -> None:
        """Take what was read."""
        super().__init__(found.sheets, found.unread, found.notes, found.problems)

    def blank_sheets(self) -> Iterable[Sheet]:
        """Every sheet is among what was read as objects."""
        return ()

    def each_heard(self) -> Iterable[RoundHeard]:
        """Who was heard in each round."""
        return self.results

    def json_texts(self) -> Iterable[str]:
        """Each result as it stands in a JSON document."""
        from coprod_check.exchange import json_results

        return map(json_results.result_text, self.results)

    def json_lines(self) -> Iterable[str]:
        """Each result as a line of JSON."""
        from coprod_check.exchange import json_results

        return map(json_results.result_line, self.results)

    def csv_lines(self) -> Iterable[str]:
        """The lines of a table, the header first."""
        from coprod_check.exchange.csv_results import ResultsTable

        table = ResultsTable(self.rubrics)
        return [table.header, *map(table.line, self.results)]


class ScoredSome(ScoredOneByOne):
    """Some of the results. What is wrong, and what is worth knowing, stays that of all that was read."""

    def __init__(self, every: Scored, results: Sequence[Result]) -> None:
        """Take everything, and the results that are wanted of it."""
        self.results = list(results)
        self.problems = every.problems
        self.of_sheets = set(every.notes)

    @cached_property
    def notes(self) -> list[Note]:
        """What is worth knowing of all that was read."""
        return sorted(self.of_sheets)


class ResultsAlone(ScoredSome):
    """Some of the results, without notes and problems.

    These "are for whoever runs the command and may name files of a hidden voice; no page,
    plan or file of ``--each`` carries them" (contract, 3.1).
    """

    def __init__(self, every: Scored, results: Sequence[Result]) -> None:
        """Take everything, and the results that are wanted of it."""
        super().__init__(every, results)
        self.problems = []
        self.of_sheets = set()


def for_team(scored: Scored, team: str) -> Scored:
    """What may stand in one team's own file: its results, and what is about its own sheets alone.

    ``team`` is its key. What is about no team's sheets, or about several teams', is for whoever
    collects, on the screen alone: it may name files, rows and names of others.
    """
    return _ForTeam(scored, team)


class _ForTeam(ScoredSome):
    def __init__(self, scored: Scored, team: str) -> None:
        super().__init__(scored, scored.results)
        self.problems = _own_problems(team, scored.problems)
        self.of_sheets = set(of_one_team(team, scored.notes))


def _own_problems(team: str, problems: Iterable[Problem]) -> list[Problem]:
    from coprod_check.storage.tabular.folding import folded

    by_file = groupby(of_one_team(team, problems), key=attrgetter("file"))
    # What was told of rows of several teams is told again of the team's own.
    return told_by_file(each for _, of_file in by_file for each in folded(of_file, {}, "line"))


def score_paths(
    paths: Sequence[Path], rubrics: Rubrics, watch: Watch = unwatched, thresholds: Thresholds = MEASURED
) -> Scored:
    """Read and score everything; ``watch`` shows how far that has come, ``thresholds`` say how many are very many."""
    return score_sources(find_sheets(paths, thresholds), rubrics, watch)


def score_sources(sources: Sources, rubrics: Rubrics, watch: Watch = unwatched) -> Scored:
    """Read and score everything that was found; what is read as objects joins what the sources have found."""
    if sources.many_files or sources.large_tables:
        in_columns = _in_columns(sources, rubrics, watch)
        if in_columns is not None:
            return in_columns
    return ScoredOneByOne(read(sources, rubrics, watch))


def _in_columns(sources: Sources, rubrics: Rubrics, watch: Watch) -> Scored | None:
    """Score in columns; ``None`` where they cannot hold the questions."""
    from coprod_check.batch.gather import Much, gather

    much = Much(sources.files, sources.many_files, sources.tables, sources.large_tables, sources.found)
    gathered = gather(much, rubrics, watch)
    if gathered is None:
        return None
    from coprod_check.batch.scored import ScoredColumns

    return ScoredColumns(gathered, watch)
