"""``coprod-check export --to workbook``: a workbook to type answers in, one row for each person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.output import deliver
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import as_compared, as_typed, unturned
from coprod_check.storage import library

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.cli.commands.services.export_options import ExportOptions

_WORKBOOK = ".xlsx"


def run(options: ExportOptions) -> None:
    """Write an empty workbook; one that is there already is never written over, since answers may be in it."""
    _check_place(options.out)
    make = workbook_maker()
    rubric = library.find_rubric(options.rubric or library.DEFAULT)
    team, round_ = (as_compared(unturned(as_typed(said or ""))) for said in (options.team, options.round))
    deliver(make(rubric, team, round_, Path(options.rubric or "").name), options.out)
    if options.out is not None:
        named = [] if options.rubric is None else ["--rubric", options.rubric]
        again = settings.how_typed().line("import", str(options.out), *named, "--out", "FOLDER")
        say(f"The workbook is in {options.out}. Once it is filled in: {again}")


def _check_place(out: Path | None) -> None:
    """Refuse a place at which answers would be lost, or which no spreadsheet opens."""
    if out is None:
        if sys.stdout.isatty():
            message = "a workbook is for a spreadsheet, not for this screen; name a file with --out, such as "
            raise BadCommand(message + f"--out answers{_WORKBOOK}")
        return
    if out.suffix.casefold() != _WORKBOOK:
        message = f"a workbook needs a name that ends in {_WORKBOOK}; write --out {out.with_suffix(_WORKBOOK)}"
        raise BadCommand(message)
    if out.exists():
        message = f"{out} is there already; so that no answer in it is lost, name another file"
        raise BadCommand(message)


def workbook_maker() -> Callable[..., bytes]:
    """What makes the workbook; it stands on a package that is an extra."""
    try:
        from coprod_check.exchange.asking.collection_workbook import collection_workbook
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("coprod_check"):
            raise
        message = "writing a workbook needs coprod-check[excel]; install it, or write the questions as text with "
        raise BadCommand(message + "--to questions") from None
    return collection_workbook
