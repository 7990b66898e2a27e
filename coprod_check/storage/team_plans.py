"""The plans of many teams under some folders, each with the one to compare it with."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import Note, Problem
from coprod_check.rules.coaching.plan_overview import PlanFile, plans_by_team
from coprod_check.storage.left_out import why_no_plan
from coprod_check.storage.plan_files import ENDING, newest_copy, plans_under, read_plan_file
from coprod_check.storage.sheet_files import files_under

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.rules.coaching.plan_overview import TeamPlans


class FoundPlans(NamedTuple):
    """What was found: a plan of each team by name, and what was not read or could not be."""

    teams: list[TeamPlans]
    notes: list[Note]
    problems: list[Problem]


def plans_of_teams(paths: Iterable[Path], *, copies: bool) -> FoundPlans:
    """Read the plans that are named, and those in folders that are named, each file once.

    The dated copies are no plans; with ``copies`` the newest of them is what a plan is
    compared with. A plan that cannot be read stops no other.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    found: dict[str, PlanFile] = {}
    for path in paths:
        for file in _files(path, notes, problems):
            try:
                found.setdefault(os.path.realpath(file), PlanFile(read_plan_file(file), file.as_posix()))
            except BadInput as error:
                problems += error.problems
    teams = [_with_copy(each, problems) if copies else each for each in plans_by_team(found.values())]
    unread = {each for each in notes if os.path.realpath(each.file) not in found}
    return FoundPlans(teams, sorted(unread), sorted(set(problems)))


def _files(path: Path, notes: list[Note], problems: list[Problem]) -> list[Path]:
    if not path.is_dir():
        return [path]
    notes += (
        Note(each.as_posix(), why) for each in files_under(path) if (why := why_no_plan(each.name, str(each), ENDING))
    )
    inside = plans_under(path)
    if not inside:
        message = f"there is no plan in this folder; name a folder with files {ENDING}"
        problems.append(Problem(str(path), 0, "", message))
    return inside


def _with_copy(each: TeamPlans, problems: list[Problem]) -> TeamPlans:
    """Compare with the copy of how the plan was, where there is one."""
    copy = newest_copy(Path(each.now.file))
    if copy is None:
        return each
    try:
        return replace(each, before=PlanFile(read_plan_file(copy), copy.as_posix()))
    except BadInput as error:
        problems += error.problems
        return each
