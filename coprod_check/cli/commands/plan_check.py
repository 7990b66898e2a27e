"""``coprod-check plan --check``: what a careful coach would notice in a plan."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.choices import PageFormat
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, renderer
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.pages.coaching.plan_checks import checks_report
from coprod_check.pages.names import Names
from coprod_check.rules.coaching.plan_checks import check_plan
from coprod_check.storage import plan_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.problems import Problem


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    out: Path | None
    actions: int
    today: str | None


def run(options: Options) -> None:
    """Look at each plan, those in folders too; end with 1 where there is something to mend, and not for notes alone."""
    if options.out is not None:
        message = "--check makes no plan, so there is nothing to write with --out or --each; leave one of them out"
        raise BadCommand(message)
    on = settings.today(options.today)
    rubrics = Rubrics(options.rubric)
    pages, anything = [], False
    for plan in _read_all(options.paths):
        found = rubrics.for_sheet(plan.rubric)
        names = Names(found if found and found.id == plan.rubric else None)
        remarks = check_plan(plan, names.rubric, today=on, most_open=options.actions)
        pages.append(renderer(PageFormat.TEXT).render(checks_report(plan, remarks, names)))
        anything = anything or any(not each.is_note for each in remarks)
    deliver("\n".join(pages), None)
    if anything:
        sys.stdout.flush()
        sys.exit(ExitCode.DIFFERENT)


def _read_all(paths: list[Path]) -> list[Plan]:
    """Read every plan, or raise the problems of all of them at once."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in _files(paths):
        try:
            plans.append(plan_files.read_plan_file(path))
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(problems)
    return plans


def _files(paths: list[Path]) -> list[Path]:
    """The plans that are named, and those in folders that are named."""
    files: list[Path] = []
    for path in paths:
        inside = plan_files.plans_under(path) if path.is_dir() else [path]
        if not inside:
            raise bad_file(str(path), f"there is no plan in this folder; name a folder with files {plan_files.ENDING}")
        files += inside
    return files
