"""Results and plans as files for other programs: workbooks and Parquet, where they may go, and what they need."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.cli.scored import Scored
    from coprod_check.exchange.workbook.actions import PlannedActions

_WHAT = {".xlsx": "a workbook", ".parquet": "a Parquet file"}
"""Files that only programs open, by the ending that their names have."""
_NEEDS = {
    ".xlsx": ("xlsxwriter", "writing a workbook needs coprod-check[excel]; install it, or use score --format csv"),
    ".parquet": ("polars", "writing Parquet needs coprod-check[parquet]; install it, or use score --format csv"),
}
NOT_WRITTEN = "nothing was written, since no sheet could be scored"


def check_file_place(style: str, out: Path | None, example: str, *, to_screen: bool = True) -> None:
    """Refuse a workbook or a Parquet file on a screen or under the name of something else, and the other way round.

    ``example`` is a name for a file, without an ending. What is missing on the machine is said here, too: before
    anything is read.
    """
    ending = out.suffix.casefold() if out else ""
    own = f".{style}"
    if out is not None and ending in _WHAT and ending != own:
        message = f"a name that ends in {ending} is for {_WHAT[ending]}, and --format {style} goes to {out}"
        raise BadCommand(f"{message}; use --format {ending[1:]}, or name another file")
    if own not in _WHAT:
        return
    if out is not None and ending != own and not _is_device(out):
        message = f"{_WHAT[own]} needs a name that ends in {own}, and --format {style} goes to {out}"
        raise BadCommand(f"{message}; change one of them")
    if to_screen and out is None and sys.stdout.isatty():
        message = f"{_WHAT[own]} is for another program, not for this screen"
        raise BadCommand(f"{message}; name a file with --out, such as --out {example}{own}")
    library, message = _NEEDS[own]
    try:
        importlib.import_module(library)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        raise BadCommand(message) from None


def _is_device(out: Path) -> bool:
    """Whether a place is a device or a pipe, whose name says nothing."""
    return out.exists() and not out.is_file()


def workbook_of(scored: Scored, planned: PlannedActions | None = None) -> bytes:
    """The results as a workbook.

    Raises ``BadInput`` where nothing but faults was found, so that no workbook says that nobody answered; and
    ``BadCommand`` where there are more rows than one can hold, before a result is made.
    """
    from coprod_check.exchange.workbook.book import BookOfResults, check_rows, results_workbook

    _not_of_faults_alone(scored)
    cohorts = scored.cohorts()
    check_rows(len(scored) * min((len(each.rubric.practices) for each in cohorts.values()), default=0))
    return results_workbook(BookOfResults(scored.results, cohorts, planned))


def parquet_of(scored: Scored) -> bytes:
    """The practices of the results as Parquet. Raises ``BadInput`` as a workbook does."""
    from coprod_check.exchange.parquet_practices import practices_parquet

    _not_of_faults_alone(scored)
    return practices_parquet(scored.each_result())


def _not_of_faults_alone(scored: Scored) -> None:
    if scored.problems and not len(scored):
        raise BadInput([*scored.problems, Problem("", 0, "", NOT_WRITTEN)])
