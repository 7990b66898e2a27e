"""Where each team's plan lies in a folder: its own where it has one, else a name that no other plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.cli.each import file_of, own_stem, team_stems
from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import Problem
from coprod_check.documents.text import identity, one_line
from coprod_check.storage import plan_files
from coprod_check.storage.file_names import slug
from coprod_check.storage.sheet_files import faulty_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.rules.result import Result
    from coprod_check.storage.sheet_files import Collected


class PlanPlaces:
    """Finds the file of each team's plan in one folder."""

    def __init__(self, folder: Path, teams: Iterable[str]) -> None:
        """Take the folder, and every team that there is, by which new files are named."""
        self._folder = folder
        self._stems = team_stems(teams)

    def of(self, result: Result) -> Path:
        """The team's plan where it has one under a name of ours, else where to make one.

        Raises ``BadInput`` where a file that may be the team's own plan cannot be read.
        """
        names = dict.fromkeys((self._stems[identity(result.team)], slug(result.team), own_stem(result.team)))
        free: list[Path] = []
        unread: list[Problem] = []
        for file in (file_of(self._folder, f"{name}{plan_files.ENDING}") for name in names):
            if not file.exists():
                free.append(file)
                continue
            try:
                plan = plan_files.read_plan_file(file)
            except BadInput as error:
                unread += error.problems
            else:
                if _is_of(plan, result):
                    return file
        if unread or not free:
            message = "there is no file for its plan: those that it may have are of others, or cannot be read"
            raise BadInput([*unread, Problem("", 0, one_line(result.team), message)])
        return free[0]


def _is_of(plan: Plan, result: Result) -> bool:
    return (identity(plan.team), plan.rubric) == (identity(result.team), result.rubric.id)


def faulty_teams(found: Collected) -> set[str]:
    """The teams, by their keys, of which a sheet could not be read; one whose team cannot be told is of none."""
    teams = {each.team for each in found.unread}
    for file in {problem.file for problem in found.problems}:
        if faulty := faulty_of(file):
            teams.add(identity(faulty.team))
    return teams
